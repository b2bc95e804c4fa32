//! A run of characters with bold stretches and a map to its source.

use crate::markdown::BREAK_MARK;
use crate::source::Span;
use std::ops::Range;

/// Inline text. Marks and escapes of the source are gone; `content` is what the reader reads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    content: String,
    bold: Vec<Range<usize>>,
    map: Vec<Stretch>,
    breaks: Vec<usize>,
}

/// `content[start..]` up to the next stretch came from `span`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    start: usize,
    span: Span,
    /// Bytes of content and source correspond one to one.
    exact: bool,
}

impl Text {
    /// The characters.
    pub fn content(&self) -> &str {
        &self.content
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// Bold byte ranges of `content`, ascending, not touching.
    pub fn bold(&self) -> &[Range<usize>] {
        &self.bold
    }

    /// Byte offsets of `content` at which the drafter wants a new line to start, ascending; only titles have any.
    pub fn breaks(&self) -> &[usize] {
        &self.breaks
    }

    /// The text with every [`BREAK_MARK`] turned into a wish for a new line; the mark itself is not printed.
    #[must_use]
    pub fn broken_at_marks(self) -> Text {
        if !self.content.contains(BREAK_MARK) {
            return self;
        }
        let (mut out, mut start) = (TextBuilder::new(), 0);
        let ends: Vec<usize> = self.content.match_indices(BREAK_MARK).map(|(at, _)| at).collect();
        for end in ends.into_iter().chain([self.content.len()]) {
            out.push_break();
            out.append(&self.slice(start..end));
            start = end + BREAK_MARK.len_utf8();
        }
        out.finish()
    }

    /// The text with a [`BREAK_MARK`] wherever a new line is wished for, to be written.
    #[must_use]
    pub fn with_marks(&self) -> Text {
        let (mut out, mut start) = (TextBuilder::new(), 0);
        for &at in &self.breaks {
            out.append(&self.slice(start..at));
            if let Some(span) = self.span(at..at) {
                out.push_inexact(BREAK_MARK.encode_utf8(&mut [0; 4]), span, false);
            }
            start = at;
        }
        out.append(&self.slice(start..self.content.len()));
        out.finish()
    }

    /// The source of a byte range of `content`; `None` only for an empty text.
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        let first = self.stretch_at(range.start)?;
        let start = first.place(range.start);
        if range.end <= range.start {
            return Some(Span { end: start.start, ..start });
        }
        let last = self.stretch_at(range.end - 1)?;
        let end = last.place_end(range.end);
        // Without `cover`, which would take in the whole stretches; a text from two sources keeps to the first.
        Some(if start.source == end.source { Span { end: end.end.max(start.start), ..start } } else { start })
    }

    /// The source of the whole text.
    pub fn whole_span(&self) -> Option<Span> {
        self.span(0..self.content.len())
    }

    /// A part of the text, on character boundaries.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Text {
        let mut part = TextBuilder::new();
        let mut at = range.start;
        while at < range.end {
            let index = self.map.partition_point(|s| s.start <= at);
            let next = self.map.get(index).map_or(range.end, |s| s.start.min(range.end));
            let bold_edge = self.bold.iter().flat_map(|b| [b.start, b.end]).find(|edge| *edge > at && *edge < next);
            let next = bold_edge.unwrap_or(next);
            let bold = self.bold.iter().any(|b| b.contains(&at));
            let stretch = index.checked_sub(1).map(|i| self.map[i]);
            match stretch {
                Some(s) if s.exact => {
                    part.push(&self.content[at..next], Span { end: s.place_end(next).end, ..s.place(at) }, bold)
                }
                Some(s) => part.push_inexact(&self.content[at..next], s.span, bold),
                None => break,
            }
            at = next;
        }
        let inner = self.breaks.iter().filter(|at| **at > range.start && **at < range.end);
        part.text.breaks = inner.map(|at| at - range.start).collect();
        part.finish()
    }

    fn stretch_at(&self, offset: usize) -> Option<&Stretch> {
        let after = self.map.partition_point(|s| s.start <= offset);
        self.map.get(after.saturating_sub(1))
    }
}

impl Stretch {
    fn place(&self, offset: usize) -> Span {
        if !self.exact {
            return self.span;
        }
        let at = (self.span.start + (offset - self.start) as u32).min(self.span.end);
        Span { start: at, ..self.span }
    }

    fn place_end(&self, offset: usize) -> Span {
        if !self.exact {
            return self.span;
        }
        let at = (self.span.start + (offset - self.start) as u32).min(self.span.end);
        Span { end: at, ..self.span }
    }
}

/// Builds a [`Text`] from left to right.
#[derive(Debug, Default)]
pub struct TextBuilder {
    text: Text,
}

impl TextBuilder {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds characters that stand in the source exactly so.
    pub fn push(&mut self, content: &str, span: Span, bold: bool) {
        self.add(content, span, span.range().len() == content.len(), bold);
    }

    /// Adds characters that stand for others in the source (an escape, an entity, a twin).
    pub fn push_inexact(&mut self, content: &str, span: Span, bold: bool) {
        self.add(content, span, false, bold);
    }

    fn add(&mut self, content: &str, span: Span, exact: bool, bold: bool) {
        if content.is_empty() {
            return;
        }
        let start = self.text.content.len();
        self.text.content.push_str(content);
        let end = self.text.content.len();
        match self.text.map.last_mut() {
            Some(last) if last.exact && exact && last.span.source == span.source && last.span.end == span.start => {
                last.span.end = span.end;
            }
            _ => self.text.map.push(Stretch { start, span, exact }),
        }
        if bold {
            match self.text.bold.last_mut() {
                Some(last) if last.end == start => last.end = end,
                _ => self.text.bold.push(start..end),
            }
        }
    }

    /// Appends a whole text.
    pub fn append(&mut self, text: &Text) {
        let offset = self.text.content.len();
        self.text.content.push_str(&text.content);
        self.text.breaks.extend(text.breaks.iter().map(|at| at + offset));
        self.text.map.extend(text.map.iter().map(|s| Stretch { start: s.start + offset, ..*s }));
        self.text.bold.extend(text.bold.iter().map(|b| b.start + offset..b.end + offset));
    }

    /// Wishes for a new line here.
    pub fn push_break(&mut self) {
        self.text.breaks.push(self.text.content.len());
    }

    /// The characters so far.
    pub fn content(&self) -> &str {
        &self.text.content
    }

    /// The text.
    pub fn finish(mut self) -> Text {
        let end = self.text.content.len();
        self.text.breaks.retain(|at| *at > 0 && *at < end);
        self.text.breaks.dedup();
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    #[test]
    fn a_part_of_an_exact_text_has_its_own_span() {
        let source = SourceMap::new().add("甲.md", "甲乙丙丁");
        let mut builder = TextBuilder::new();
        builder.push("甲乙丙丁", Span::new(source, 0, 12), false);
        let text = builder.finish();
        assert_eq!(text.span(3..6).map(Span::range), Some(3..6));
        assert_eq!(text.slice(3..9).span(3..6).map(Span::range), Some(6..9));
        assert_eq!(text.slice(3..9).content(), "乙丙");
    }

    #[test]
    fn marks_for_new_lines_are_no_characters_of_the_text() {
        let source = SourceMap::new().add("甲.md", "｜甲｜｜乙丙｜");
        let mut builder = TextBuilder::new();
        builder.push("｜甲｜｜乙丙｜", Span::new(source, 0, 21), false);
        let text = builder.finish().broken_at_marks();
        assert_eq!((text.content(), text.breaks()), ("甲乙丙", &[3][..]));
        assert_eq!(text.span(3..6).map(Span::range), Some(12..15), "places stay right");
        assert_eq!(text.with_marks().content(), "甲｜乙丙");
        assert_eq!(text.with_marks().broken_at_marks().breaks(), [3]);
        assert_eq!(text.slice(3..9).breaks(), &[] as &[usize]);
    }
}
