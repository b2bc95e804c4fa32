//! Texts and places in them.
//!
//! Everything a user typed is registered here once, as decoded UTF-8; a [`Span`] is three numbers that name a
//! stretch of it. Texts that zhibi makes itself (the merged report) are registered as *derived* sources, whose
//! [`Origin`] leads every stretch back to the file the user can open. This module does not read files.

mod decode;
mod hash;
mod lines;
pub mod marks;
mod origin;
mod rewrite;

pub use decode::{DecodeError, Decoded, Encoding, decode};
pub use hash::fnv1a;
pub use lines::lines;
pub use origin::{Origin, Piece};
pub use rewrite::{Rewrite, RewriteBuilder};

use std::sync::OnceLock;

/// Names one text of a [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A half-open byte range in one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text it lies in.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets. Offsets beyond 4 GiB do not occur: [`decode`] refuses such files.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        Span { source, start: start as u32, end: end as u32 }
    }

    /// The byte range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// A sub-span, with `start` and `end` counted from this span's start.
    pub fn slice(self, start: usize, end: usize) -> Self {
        Span { source: self.source, start: self.start + start as u32, end: self.start + end as u32 }
    }

    /// The smallest span that covers both, if they lie in one source; else `self`.
    pub fn cover(self, other: Span) -> Self {
        if self.source != other.source {
            return self;
        }
        Span { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A line and column, both counted from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line number.
    pub line: usize,
    /// Column in characters.
    pub column: usize,
}

/// One text with its name.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    encoding: Encoding,
    bom: bool,
    origin: Option<Origin>,
    lines: OnceLock<Vec<u32>>,
    /// Number of characters that begin before each multiple of [`STRIDE`] bytes.
    characters: OnceLock<Vec<u32>>,
}

/// Bytes between two counted places, so that a place far into a large file costs no walk from its start.
const STRIDE: usize = 4096;

impl Source {
    /// The name shown to users: a path as they gave it, or `-`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The encoding found in the file.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Whether the file began with a byte order mark (not part of the text).
    pub fn has_bom(&self) -> bool {
        self.bom
    }

    /// Where this text came from, if zhibi made it.
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// Line and column of a byte offset; offsets past the end count as the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let lines = self.line_starts();
        let line = lines.partition_point(|&start| start as usize <= offset) - 1;
        let column = self.char_offset(offset) - self.char_offset(lines[line] as usize) + 1;
        Position { line: line + 1, column }
    }

    /// Number of characters before a byte offset.
    pub fn char_offset(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let offset = offset.min(bytes.len());
        let counted = self.characters.get_or_init(|| {
            let sums = bytes.chunks(STRIDE).scan(0, |sum, chunk| {
                *sum += characters(chunk) as u32;
                Some(*sum)
            });
            std::iter::once(0).chain(sums).collect()
        });
        let stride = offset / STRIDE;
        counted[stride] as usize + characters(&bytes[stride * STRIDE..offset])
    }

    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
            std::iter::once(0).chain(ends.map(|(i, _)| i as u32 + 1)).collect()
        })
    }
}

/// Number of characters that begin in a piece of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// A place that the user can open, found by following origins outwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The stretch in a file of the user.
    pub span: Span,
    /// The data field whose value stands there (`成效[0].标题`), if it came from data.
    pub field: Option<String>,
    /// The template expression that printed it, if it came from data.
    pub printed_by: Option<Span>,
}

/// All texts of one run.
#[derive(Debug, Default)]
pub struct SourceMap {
    sources: Vec<Source>,
}

impl SourceMap {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// Registers UTF-8 text under a name.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.push(name.into(), text.into(), Encoding::Utf8, false, None)
    }

    /// Registers a decoded file.
    pub fn add_decoded(&mut self, name: impl Into<String>, decoded: Decoded) -> SourceId {
        self.push(name.into(), decoded.text, decoded.encoding, decoded.bom, None)
    }

    /// Registers a text made by zhibi, with the map that leads back to the user's files.
    pub fn add_derived(&mut self, name: impl Into<String>, text: impl Into<String>, origin: Origin) -> SourceId {
        self.push(name.into(), text.into(), Encoding::Utf8, false, Some(origin))
    }

    fn push(&mut self, name: String, text: String, encoding: Encoding, bom: bool, origin: Option<Origin>) -> SourceId {
        let (lines, characters) = (OnceLock::new(), OnceLock::new());
        self.sources.push(Source { name, text, encoding, bom, origin, lines, characters });
        SourceId(self.sources.len() as u32 - 1)
    }

    /// The source of an id handed out by this map.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.sources[id.0 as usize]
    }

    /// The names of the texts that came from files or from the program itself, derived ones left out.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().filter(|source| source.origin().is_none()).map(Source::name)
    }

    /// The source with a name, if one was registered; the first of several.
    pub fn named(&self, name: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.name == name)
    }

    /// The text under a span.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.source).text().get(span.range()).unwrap_or_default()
    }

    /// Whether two stretches that follow each other came together only in a derived text; each is then a thing of its
    /// own, whatever they look like together.
    pub fn is_seam(&self, before: Span, after: Span) -> bool {
        if before.source != after.source {
            return true;
        }
        let origin = self.get(after.source).origin();
        let last = before.end.saturating_sub(1).max(before.start);
        origin.is_some_and(|origin| origin.is_seam(last as usize, after.start as usize))
    }

    /// Follows origins until a file of the user is reached. Spans in such a file come back unchanged.
    pub fn place(&self, span: Span) -> Place {
        let mut place = Place { span, field: None, printed_by: None };
        while let Some(origin) = self.get(place.span.source).origin() {
            let Some(outer) = origin.outward(place.span.range()) else { break };
            place.span = outer.span;
            place.field = outer.field.or(place.field);
            place.printed_by = outer.printed_by.or(place.printed_by);
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_survive_crlf() {
        let mut map = SourceMap::new();
        let id = map.add("甲.yaml", "县名: 青禾县\r\n镇数: *\n");
        let source = map.get(id);
        let star = source.text().find('*').unwrap_or_default();
        assert_eq!(source.position(star), Position { line: 2, column: 5 });
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(usize::MAX), Position { line: 3, column: 1 });
    }

    #[test]
    fn places_far_into_a_file_are_counted_alike() {
        let text = "甲乙a丙\n".repeat(3_000) + &"长行".repeat(5_000);
        let mut map = SourceMap::new();
        let id = map.add("甲.txt", text.as_str());
        for (count, (offset, _)) in text.char_indices().enumerate().step_by(97) {
            assert_eq!(map.get(id).char_offset(offset), count);
        }
        assert_eq!(map.get(id).position(text.len()), Position { line: 3_001, column: 10_001 });
    }
}
