//! What the rules for residue of copying share: neighbours, lines, and ready-made changes.

use crate::check::{Draft, Prose};
use crate::diagnostic::Diagnostic;
use std::ops::Range;

/// The authority of all rules on residue.
pub(super) const PRACTICE: &str = "从网上或旧稿抄来的痕迹印出去，读者就知道这份材料不是自己写的";

/// Whether a character is a Chinese one.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}' | '〇')
}

/// At most the last `count` characters before `at`.
pub(super) fn before(text: &str, at: usize, count: usize) -> &str {
    let start = text[..at].char_indices().rev().take(count).last().map_or(at, |(start, _)| start);
    &text[start..at]
}

/// At most the first `count` characters from `at` on.
pub(super) fn after(text: &str, at: usize, count: usize) -> &str {
    let end = text[at..].char_indices().nth(count).map_or(text.len(), |(end, _)| at + end);
    &text[at..end]
}

/// The line around `at`, without its break, if it has at most `most` bytes.
pub(super) fn short_line(text: &str, at: usize, most: usize) -> Option<Range<usize>> {
    let (from, to) = (text.floor_char_boundary(at.saturating_sub(most)), text.floor_char_boundary(at + most));
    let start = match text[from..at].rfind('\n') {
        Some(found) => from + found + 1,
        None if from == 0 => 0,
        None => return None,
    };
    let end = match text[at..to].find('\n') {
        Some(found) => at + found,
        None if to == text.len() => to,
        None => return None,
    };
    (end - start <= most).then_some(start..end)
}

/// The sentence around `at` with its final mark; of a very long one, the part nearby.
pub(super) fn sentence(text: &str, at: usize) -> Range<usize> {
    const WINDOW: usize = 300;
    let ends = |c: char| matches!(c, '。' | '！' | '？' | '\n');
    let from = text.floor_char_boundary(at.saturating_sub(WINDOW));
    let to = text.floor_char_boundary(at + WINDOW);
    let start = text[from..at]
        .rfind(ends)
        .map_or(from, |found| from + found + text[from + found..].chars().next().map_or(0, char::len_utf8));
    let end = text[at..to].char_indices().find(|(_, c)| ends(*c));
    let end = end.map_or(to, |(found, c)| at + found + if c == '\n' { 0 } else { c.len_utf8() });
    start..end
}

/// Whether a range stands in short quotation marks: it is spoken of, not left behind.
pub(super) fn is_spoken_of(text: &str, range: &Range<usize>) -> bool {
    const LONGEST: usize = 20;
    let (left, right) = (before(text, range.start, LONGEST), after(text, range.end, LONGEST));
    let opened = left.rfind('“').is_some_and(|at| !left[at..].contains('”'));
    opened && right.find('”').is_some_and(|at| !right[..at].contains('“'))
}

/// Adds the change of a range to `new`, if the range stands in its source exactly so.
pub(super) fn mended(
    finding: Diagnostic,
    draft: &Draft<'_>,
    prose: &Prose<'_>,
    range: Range<usize>,
    new: &str,
) -> Diagnostic {
    let span = prose.span(range.clone());
    if draft.sources.text(span) == &prose.text()[range] { finding.fix(span, new) } else { finding }
}

/// Adds the deletion of a range; with it goes the line break, if nothing of the line is left.
pub(super) fn struck(finding: Diagnostic, draft: &Draft<'_>, prose: &Prose<'_>, range: Range<usize>) -> Diagnostic {
    let mut finding = mended(finding, draft, prose, range.clone(), "");
    let text = prose.text();
    let alone = text[..range.start].trim().is_empty() && text[range.end..].trim().is_empty();
    if let Some(fix) = finding.fix.as_mut().filter(|_| alone) {
        let rest = &draft.sources.get(fix.span.source).text()[fix.span.range().end..];
        fix.span.end += if rest.starts_with("\r\n") { 2 } else { u32::from(rest.starts_with('\n')) };
    }
    finding
}
