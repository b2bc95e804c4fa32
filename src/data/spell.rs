//! Which characters of the file a scalar's characters came from.

use super::Node;
use crate::source::Span;
use std::ops::Range;

/// A stretch of a scalar's text that stands in the file byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Bytes of the text.
    pub text: Range<usize>,
    /// The same bytes in the file.
    pub span: Span,
}

/// The stretches of `text`, which the file spells as `raw` under `span`; quotes, indentation and folded line
/// breaks fall between them. Empty if the spelling cannot be followed (escapes in double quotes).
pub fn stretches(text: &str, raw: &str, span: Span) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let quoted = raw.starts_with('"');
    if quoted && !escapes_are_simple(raw) {
        return found;
    }
    // The head of a block scalar may hold a digit: |2-
    let head = if raw.starts_with(['|', '>']) { raw.find('\n') } else { None };
    let mut at = head.unwrap_or(usize::from(quoted));
    for (start, c) in text.char_indices() {
        if c.is_whitespace() {
            // Folding turns line breaks into spaces; white space needs no exact place.
            continue;
        }
        let Some(skip) = raw[at..].find(c) else { return Vec::new() };
        at += skip;
        let end = start + c.len_utf8();
        match found.last_mut() {
            Some(last) if skip == 0 && last.text.end == start => {
                last.text.end = end;
                last.span.end += c.len_utf8() as u32;
            }
            _ => found.push(Stretch { text: start..end, span: span.slice(at, at + c.len_utf8()) }),
        }
        at += c.len_utf8();
    }
    found
}

/// Whether every escape of a double-quoted scalar stands for the character it shows, or for white space.
fn escapes_are_simple(raw: &str) -> bool {
    let mut characters = raw.chars();
    while let Some(c) = characters.next() {
        if c == '\\' && !characters.next().is_some_and(|c| matches!(c, '"' | '\\' | '/' | 'n' | 't' | 'r')) {
            return false;
        }
    }
    true
}

/// The place of `range` of a scalar's text: exact where the spelling can be followed, else the whole scalar.
pub fn place(node: &Node, raw: &str, range: Range<usize>) -> Span {
    let Some(text) = node.text() else { return node.span };
    place_in(&stretches(text, raw, node.span), node.span, range)
}

/// The same with the [`stretches`] of the scalar, for callers that ask more than once; `whole` is the scalar's span.
pub fn place_in(stretches: &[Stretch], whole: Span, range: Range<usize>) -> Span {
    let first = stretches.partition_point(|stretch| stretch.text.end <= range.start);
    let after = stretches.partition_point(|stretch| stretch.text.start < range.end);
    match stretches.get(first..after) {
        Some(inside @ [first, ..]) => {
            let start = first.span.start as usize + range.start.saturating_sub(first.text.start);
            let last = inside.last().unwrap_or(first);
            let end = last.span.start as usize + range.end.min(last.text.end) - last.text.start;
            Span::new(whole.source, start, end)
        }
        _ => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::super::load;
    use super::*;
    use crate::diagnostic::Sink;
    use crate::source::SourceMap;

    #[test]
    fn stars_are_found_in_every_spelling() {
        let spellings = [
            "甲: 共*个",
            "甲: '共*个'",
            "甲: \"共*个\"",
            "甲: |\n  第一段\n  共*个\n",
            "甲: >\n  第一\n  共*个",
            "甲: 第一\n  共*个",
            "甲: |2-\n  2个镇共*个\n",
            "甲: |2\n  2个镇共*个\n",
            "甲: >+1\n 1个镇共*个\n\n",
            "甲: |2- # 2个镇\n  2个镇共*个\n",
        ];
        for spelling in spellings {
            let mut sources = SourceMap::new();
            let id = sources.add("甲.yaml", spelling);
            let root = load(id, &sources, &mut Sink::new()).expect(spelling);
            let node = root.get("甲").expect("甲");
            let text = node.text().expect("text");
            let star = text.find('*').expect("star");
            let span = place(node, sources.text(node.span), star..star + 1);
            assert_eq!(
                span.range(),
                spelling.find('*').expect("star")..spelling.find('*').expect("star") + 1,
                "{spelling}"
            );
        }
    }

    #[test]
    fn two_gaps_behind_an_escape_have_two_places() {
        let spelling = "甲: \"印发\\\"十条\\\"，落实*项，\\n投入**万元\"";
        let mut sources = SourceMap::new();
        let id = sources.add("甲.yaml", spelling);
        let root = load(id, &sources, &mut Sink::new()).expect("data");
        let node = root.get("甲").expect("甲");
        let text = node.text().expect("text");
        assert!(text.contains('"'), "{text}");
        for mark in ["*项", "**万"] {
            let at = text.find(mark).expect(mark);
            let span = place(node, sources.text(node.span), at..at + mark.len());
            assert_eq!(sources.text(span), mark);
        }
    }
}
