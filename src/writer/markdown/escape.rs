//! Inline text with as few backslashes as reading it back allows.

use crate::document::{Text, numbering};
use crate::markdown::{Emphasis, emphasis, heading_marks, is_rule};
use std::ops::Range;

/// A text that stands behind something on its line, where only stars and backslashes need care.
pub(super) fn in_line(text: &Text) -> String {
    inline(text, Care::default())
}

/// A text beside bars: table cell, caption, note.
pub(super) fn in_cell(text: &Text) -> String {
    inline(text, Care { bars: true, ..Care::default() })
}

/// A paragraph: its first characters must not be read as a heading, a label or a rule.
pub(super) fn paragraph(text: &Text) -> String {
    let line = in_line(text);
    let guard = if heading_marks(&line).is_some() || is_rule(&line) { Some(0) } else { label_sign(text.content()) };
    if guard.is_none() { line } else { inline(text, Care { guard, ..Care::default() }) }
}

/// Where the label that a paragraph begins with has a sign that a backslash can stand before: 1. or (一).
fn label_sign(content: &str) -> Option<usize> {
    let length = numbering::recognise(content)?.length;
    content[..length].find(|c: char| c.is_ascii_punctuation())
}

/// What needs a backslash.
#[derive(Debug, Clone, Copy, Default)]
struct Care {
    stars: bool,
    bars: bool,
    /// Offset of one more character.
    guard: Option<usize>,
}

/// Bold as `**…**` if the dialect reads it back so, else without bold.
fn inline(text: &Text, care: Care) -> String {
    let starry = Care { stars: true, ..care };
    let bold = bold_ranges(text);
    if !bold.is_empty() {
        let (line, delimiters) = with_stars(text.content(), &bold, starry);
        if emphasis(&line) == Emphasis::Bold(delimiters) {
            return line;
        }
    }
    let (line, _) = with_stars(text.content(), &[], care);
    match emphasis(&line) {
        Emphasis::Bold(_) => with_stars(text.content(), &[], starry).0,
        _ => line,
    }
}

/// Bold ranges, touching ones joined.
fn bold_ranges(text: &Text) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for range in text.bold().iter().filter(|range| !range.is_empty()) {
        match ranges.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => ranges.push(range.clone()),
        }
    }
    ranges
}

/// The line with its escapes, and where the `**` stand in it.
fn with_stars(content: &str, bold: &[Range<usize>], care: Care) -> (String, Vec<usize>) {
    let (mut line, mut delimiters) = (String::with_capacity(content.len() + 8), Vec::new());
    let mut edges = bold.iter().flat_map(|range| [range.start, range.end]).peekable();
    let mut characters = content.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if edges.next_if_eq(&at).is_some() {
            delimiters.push(line.len());
            line.push_str("**");
        }
        let next = characters.peek().map(|(_, next)| *next);
        let before_stars = edges.peek() == Some(&(at + c.len_utf8()));
        let escape = match c {
            '*' => care.stars,
            '|' => care.bars,
            // Before other characters it stands for itself; behind the last one of a cell a bar may follow.
            '\\' => before_stars || next.map_or(care.bars, |next| next.is_ascii_punctuation()),
            _ => false,
        };
        if escape || care.guard == Some(at) {
            line.push('\\');
        }
        line.push(c);
    }
    if edges.next().is_some() {
        delimiters.push(line.len());
        line.push_str("**");
    }
    (line, delimiters)
}
