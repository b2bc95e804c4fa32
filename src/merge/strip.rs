//! Rendered text to merged text: the marks become an [`Origin`].

use super::value::GapText;
use crate::data::{DataSet, Filled, Text, spell};
use crate::source::{Origin, Piece, SourceMap, Span, marks};
use crate::template::{Program, Site, SiteKind};

/// The merged text with its origin.
pub(super) struct Stripped {
    pub(super) text: String,
    pub(super) origin: Origin,
}

/// Takes the marks out of `rendered`.
pub(super) fn strip(
    rendered: &str,
    program: &Program,
    data: &DataSet,
    gaps: &[GapText],
    sources: &SourceMap,
) -> Stripped {
    let mut stripper =
        Stripper { text: String::with_capacity(rendered.len()), pieces: Vec::new(), program, data, gaps, sources };
    let mut rest = rendered;
    while let Some(open) = rest.find(marks::OPEN) {
        rest = &rest[open + marks::OPEN.len_utf8()..];
        let Some((head, body)) = rest.split_once(marks::HEAD_END) else { break };
        let (site, indices) = read_head(head);
        rest = body;
        let Some(site) = program.sites.get(site) else { continue };
        let end = match &site.kind {
            SiteKind::Literal => body.find(marks::OPEN).unwrap_or(body.len()),
            SiteKind::Value(_) => body.find(marks::CLOSE).unwrap_or(body.len()),
        };
        stripper.site(site, &indices, &body[..end]);
        rest = &body[end..];
    }
    Stripped { text: stripper.text, origin: Origin::new(stripper.pieces) }
}

/// Site number and loop indices; digits are marks in the first, ASCII in the others.
fn read_head(head: &str) -> (usize, Vec<usize>) {
    let mut parts = head.split(marks::SEPARATOR);
    let number = parts.next().unwrap_or_default().chars().filter_map(marks::digit_value);
    let site = number.fold(0usize, |n, digit| n * 10 + digit as usize);
    (site, parts.map(|part| part.trim().parse().unwrap_or(0)).collect())
}

struct Stripper<'a> {
    text: String,
    pieces: Vec<Piece>,
    program: &'a Program,
    data: &'a DataSet,
    gaps: &'a [GapText],
    sources: &'a SourceMap,
}

impl Stripper<'_> {
    fn site(&mut self, site: &Site, indices: &[usize], content: &str) {
        debug_assert!(!self.program.sites.is_empty());
        let SiteKind::Value(paths) = &site.kind else { return self.literal(site, content) };
        let path = paths.first().map(|path| path.fill(indices));
        let mut rest = content;
        while let Some(at) = rest.find(marks::GAP) {
            self.plain(site, path.as_deref(), &rest[..at]);
            rest = &rest[at + marks::GAP.len_utf8()..];
            let (head, body) = rest.split_once(marks::SEPARATOR).unwrap_or((rest, ""));
            let end = body.find(marks::GAP_END).unwrap_or(body.len());
            let number = head.chars().filter_map(marks::digit_value).fold(0usize, |n, digit| n * 10 + digit as usize);
            if let Some(gap) = self.gaps.get(number) {
                self.value(&gap.text, &gap.path, site, &body[..end]);
            }
            rest = body[end..].strip_prefix(marks::GAP_END).unwrap_or_default();
        }
        self.plain(site, path.as_deref(), rest);
    }

    /// Text of the template. Its full stop right behind a value that ends a sentence itself is dropped: people write
    /// titles with and without one, and a template cannot tell.
    fn literal(&mut self, site: &Site, content: &str) {
        let ended = self.pieces.last().is_some_and(|piece| piece.printed_by.is_some())
            && self.text.ends_with(['。', '！', '？']);
        let kept = if ended { content.strip_prefix('。').unwrap_or(content) } else { content };
        let dropped = content.len() - kept.len();
        let start = self.text.len();
        self.text.push_str(kept);
        if start < self.text.len() {
            let range = start as u32..self.text.len() as u32;
            let span = site.span.slice(dropped, site.span.range().len());
            self.pieces.push(Piece { range, span, exact: true, field: None, printed_by: None });
        }
    }

    /// A printed stretch that is no gap.
    fn plain(&mut self, site: &Site, path: Option<&str>, content: &str) {
        if content.is_empty() {
            return;
        }
        match (path, path.and_then(|path| self.data.at(path))) {
            (Some(path), Some(Filled::Text(text))) => {
                let text = text.clone();
                self.value(&text, path, site, content);
            }
            (path, found) => {
                let span = found.and_then(cover).unwrap_or(site.span);
                self.inexact(content, span, path, site);
            }
        }
    }

    fn value(&mut self, text: &Text, path: &str, site: &Site, content: &str) {
        let decoded: String = content.chars().map(restore).collect();
        // What is computed from a gap prints a part of its text; what is computed from a value is another text, and
        // the same characters in it would be chance.
        let part = match text.gap {
            true => text.text.find(&decoded).filter(|_| !decoded.is_empty()),
            false => (text.text == decoded).then_some(0),
        };
        let stretches =
            part.map_or(Vec::new(), |_| spell::stretches(&text.text, self.sources.text(text.span), text.span));
        if stretches.is_empty() {
            return self.inexact(content, text.span, Some(path), site);
        }
        // Walk text and stretches together; a twin is one byte in the file and four here, so it is a piece of its own.
        let (mut at, mut next) = (part.unwrap_or(0), 0usize);
        for c in content.chars() {
            let width = restore(c).len_utf8();
            while stretches.get(next).is_some_and(|s| s.text.end <= at) {
                next += 1;
            }
            let span = match stretches.get(next) {
                Some(s) if s.text.start <= at => s.span.slice(at - s.text.start, at - s.text.start + width),
                Some(s) => Span { end: s.span.start, ..s.span },
                None => Span { start: text.span.end, ..text.span },
            };
            self.character(c, span, path, site);
            at += width;
        }
    }

    fn inexact(&mut self, content: &str, span: Span, path: Option<&str>, site: &Site) {
        let start = self.text.len();
        for c in content.chars() {
            self.push(c);
        }
        self.piece(start, span, false, path, site);
    }

    fn character(&mut self, c: char, span: Span, path: &str, site: &Site) {
        let start = self.text.len();
        self.push(c);
        let exact = span.range().len() == self.text.len() - start;
        if let Some(last) = self.pieces.last_mut()
            && exact
            && last.exact
            && last.range.end as usize == start
            && last.span.source == span.source
            && last.span.end == span.start
            && last.field.as_deref() == Some(path)
            && last.printed_by == Some(site.span)
        {
            last.range.end = self.text.len() as u32;
            last.span.end = span.end;
            return;
        }
        self.piece(start, span, exact, Some(path), site);
    }

    /// Empty lines inside a value are one paragraph break.
    fn push(&mut self, c: char) {
        if c != marks::LINE_BREAK || !self.text.ends_with(marks::LINE_BREAK) {
            self.text.push(c);
        }
    }

    fn piece(&mut self, start: usize, span: Span, exact: bool, path: Option<&str>, site: &Site) {
        if start < self.text.len() {
            let range = start as u32..self.text.len() as u32;
            self.pieces.push(Piece { range, span, exact, field: path.map(str::to_owned), printed_by: Some(site.span) });
        }
    }
}

/// The character a value had before it was escaped.
fn restore(c: char) -> char {
    if c == marks::LINE_BREAK { '\n' } else { marks::untwin(c).unwrap_or(c) }
}

/// The stretch of the file that holds all texts of a value.
fn cover(filled: &Filled) -> Option<Span> {
    match filled {
        Filled::Absent => None,
        Filled::Text(text) => Some(text.span),
        Filled::List(items) => items.iter().filter_map(cover).reduce(Span::cover),
        Filled::Group(fields) => fields.iter().filter_map(|(_, field)| cover(field)).reduce(Span::cover),
    }
}
