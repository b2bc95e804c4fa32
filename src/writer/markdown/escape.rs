//! Inline text with as few backslashes as reading it back allows.

use crate::document::{Text, is_figure, is_quotation, numbering, title_lead};
use crate::markdown::{Emphasis, emphasis, heading_marks, is_rule};
use crate::suppression::is_comment_line;
use std::ops::Range;

/// A line of which the first `lead` bytes are a label or the like, where only stars and backslashes need care.
pub(super) fn in_line(text: &Text, lead: usize) -> String {
    inline(text, Care { lead, ..Care::default() })
}

/// The same beside bars: table cell, caption, note.
pub(super) fn in_cell(text: &Text, lead: usize) -> String {
    inline(text, Care { lead, bars: true, ..Care::default() })
}

/// A paragraph: its first characters must not be read as a heading, a label, a rule or a comment.
pub(super) fn paragraph(text: &Text) -> String {
    let line = in_line(text, 0);
    let is_syntax = heading_marks(&line).is_some() || is_rule(&line) || is_comment_line(&line) || is_figure(&line);
    let is_syntax = is_syntax || is_quotation(text.content());
    let guard = if is_syntax { Some(0) } else { label_sign(text.content()) };
    if guard.is_none() { line } else { inline(text, Care { guard, ..Care::default() }) }
}

/// The title behind its `#`; `None` if it would be read as something else and no backslash helps.
pub(super) fn title(text: &Text) -> Option<String> {
    let Some(lead) = title_lead(text.content()) else { return Some(in_line(text, 0)) };
    let guard = sign(&text.content()[..lead])?;
    Some(inline(text, Care { guard: Some(guard), ..Care::default() }))
}

/// Where the label that a paragraph begins with has a sign that a backslash can stand before: 1. or (一).
fn label_sign(content: &str) -> Option<usize> {
    sign(&content[..numbering::recognise(content)?.length])
}

fn sign(label: &str) -> Option<usize> {
    label.find(|c: char| c.is_ascii_punctuation())
}

/// What needs a backslash.
#[derive(Debug, Clone, Copy, Default)]
struct Care {
    /// Bit by bit, which runs of stars; the last bit stands for all further ones.
    stars: u64,
    bars: bool,
    /// Offset of one more character.
    guard: Option<usize>,
    /// Bytes in front that may be bold or not without a difference.
    lead: usize,
}

/// Bold as `**…**` if the dialect reads it back so, else without bold; with the fewest backslashes that do.
fn inline(text: &Text, care: Care) -> String {
    let bold = bold_ranges(text);
    let mut wider = bold.clone();
    // **（一）个体** is bold where （一）**个体** could be a gap.
    wider.iter_mut().take(1).filter(|first| first.start == care.lead).for_each(|first| first.start = 0);
    for bold in [bold, wider].into_iter().filter(|bold| !bold.is_empty()) {
        let is_kept = |care: Care| {
            let (line, delimiters) = with_stars(text.content(), &bold, care);
            (emphasis(&line) == Emphasis::Bold(delimiters)).then_some(line)
        };
        if let Some(line) = sparingly(text.content(), care, true, is_kept) {
            return line;
        }
    }
    let is_plain = |care: Care| {
        let (line, _) = with_stars(text.content(), &[], care);
        (!matches!(emphasis(&line), Emphasis::Bold(_))).then_some(line)
    };
    sparingly(text.content(), care, false, is_plain).unwrap_or_else(|| text.content().to_owned())
}

/// What `write` makes with the fewest escaped runs of stars; `None` if not even escaping all of them helps. Without
/// `pairs`, `**` before and behind words stay alike: both escaped.
fn sparingly(content: &str, care: Care, pairs: bool, write: impl Fn(Care) -> Option<String>) -> Option<String> {
    /// Runs tried one by one; of a line with more, the others stay escaped.
    const TRIED: usize = 24;
    if let Some(line) = write(Care { stars: 0, ..care }) {
        return Some(line);
    }
    let mut care = Care { stars: u64::MAX, ..care };
    let mut best = write(care)?;
    let runs = content.split(|c| c != '*').filter(|run| !run.is_empty()).take(TRIED).enumerate();
    for (run, _) in runs.filter(|(_, run)| pairs || run.len() != 2) {
        let freer = Care { stars: care.stars & !(1 << run), ..care };
        if let Some(line) = write(freer) {
            (care, best) = (freer, line);
        }
    }
    Some(best)
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
    let (mut run, mut started) = (0, false);
    while let Some((at, c)) = characters.next() {
        if edges.next_if_eq(&at).is_some() {
            delimiters.push(line.len());
            line.push_str("**");
        }
        let next = characters.peek().map(|(_, next)| *next);
        let before_stars = edges.peek() == Some(&(at + c.len_utf8()));
        let escape = match c {
            '*' => {
                run += u32::from(!content[..at].ends_with('*') && at > 0 && started);
                started = true;
                care.stars >> run.min(u64::BITS - 1) & 1 == 1
            }
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
