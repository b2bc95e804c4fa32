//! Lines and what their first characters say.

use super::{Block, BlockKind, Inline, Run};
use crate::source::{SourceId, Span, marks};
use crate::suppression::is_comment_line;
use std::ops::Range;

pub(super) use crate::source::lines;

/// A range without white space (full-width spaces included) at its ends.
pub(super) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

/// How many `#` open a heading at the start of `line`, and how many bytes the marks and the space take.
///
/// One to six, followed by white space or the end of the line; from two on the space may be missing, as people who
/// type Chinese often leave it out (a single `#` may begin a `#话题#`).
pub fn heading_marks(line: &str) -> Option<(u8, usize)> {
    let count = line.bytes().take_while(|b| *b == b'#').count();
    let rest = &line[count..];
    let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let heading = (1..=6).contains(&count) && (spaced || (count > 1 && !rest.starts_with(|c: char| c.is_ascii())));
    heading.then(|| (count as u8, line.len() - rest.trim_start().len()))
}

/// Whether a trimmed line is a rule (`---`), which separates and says nothing.
pub fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.bytes().all(|b| b == b'-')
}

/// The comment lines of a text, front matter excluded.
pub(super) fn comments(source: SourceId, text: &str, front_matter: Option<Range<usize>>) -> Vec<Span> {
    if !text.contains("<!--") {
        return Vec::new();
    }
    let is_outside = |line: &Range<usize>| front_matter.as_ref().is_none_or(|front| !front.contains(&line.start));
    let found = lines(text, 0).filter(|line| is_outside(line) && is_comment_line(&text[line.clone()]));
    found.map(|line| trim(text, line)).map(|line| Span::new(source, line.start, line.end)).collect()
}

/// Every non-empty line of a text without markup.
pub(super) fn plain_blocks(source: SourceId, text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut adjoins = false;
    for line in lines(text, 0) {
        let range = trim(text, line);
        if is_comment_line(&text[range.clone()]) {
            continue;
        }
        if range.is_empty() {
            adjoins = false;
            continue;
        }
        let span = Span::new(source, range.start, range.end);
        let run = Run { end: range.len(), span, exact: true, bold: false };
        let inline = Inline { text: text[range].to_owned(), runs: vec![run] };
        blocks.push(Block { kind: BlockKind::Paragraph(inline), span, adjoins });
        adjoins = true;
    }
    blocks
}

/// Whether the line feed mark splits body text here.
pub(super) fn is_break(c: char) -> bool {
    c == marks::LINE_BREAK
}
