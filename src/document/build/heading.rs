//! Which lines are headings, and where a heading ends within its line.

use super::super::numbering::{self, Label};
use super::super::{Heading, Text, WrittenLabel};
use super::{behind, is_escaped};
use crate::source::{SourceMap, Span};

/// A line of a level-1 label is a heading up to this many characters, even if it ends with 。.
const LONGEST_LEVEL_ONE: usize = 40;

/// The label a text begins with, unless a backslash says it is none.
pub(super) fn label(text: &Text, sources: &SourceMap) -> Option<Label> {
    let content = text.content();
    let label = numbering::recognise(content)?;
    (!is_escaped(text, 0..label.length, sources)).then_some(label)
}

/// Takes the label off; `number` is the computed one.
pub(super) fn written(text: &Text, label: Label, span: Span) -> WrittenLabel {
    WrittenLabel {
        number: label.number,
        text: text.content()[..label.length].to_owned(),
        span: text.span(0..label.length).unwrap_or(span),
    }
}

/// A line that begins with a label, as a heading; the number is set by the caller.
pub(super) fn from_line(text: &Text, label: Label, span: Span) -> Heading {
    let written = Some(written(text, label, span));
    let words = behind(text, label.length);
    let runs_in = ends_sentence(words.content())
        && (label.level > 1
            || (is_full_stop_end(words.content()) && words.content().chars().nth(LONGEST_LEVEL_ONE).is_some()));
    if !runs_in {
        return Heading { level: label.level, number: 0, written, text: words, run_in: None, span };
    }
    let end = first_sentence(words.content());
    let rest = words.slice(end..words.content().len());
    Heading { level: label.level, number: 0, written, text: words.slice(0..end), run_in: Some(rest), span }
}

/// Whether a line ends the way sentences do and headings do not.
pub(super) fn ends_sentence(line: &str) -> bool {
    bare_end(line).is_some_and(|c| "。；：！？，;:!?,".contains(c))
}

fn is_full_stop_end(line: &str) -> bool {
    bare_end(line) == Some('。')
}

/// The last character before closing quotes and brackets.
fn bare_end(line: &str) -> Option<char> {
    line.trim_end().trim_end_matches(is_closing).chars().next_back()
}

/// One past the first 。 and the closing quotes behind it; the whole line if there is none.
fn first_sentence(line: &str) -> usize {
    let Some(stop) = line.find('。') else { return line.len() };
    let rest = &line[stop + '。'.len_utf8()..];
    line.len() - rest.trim_start_matches(is_closing).len()
}

fn is_closing(c: char) -> bool {
    "”’）》」』】〉〕)\"'".contains(c)
}
