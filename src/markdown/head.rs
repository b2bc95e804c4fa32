//! Where the front matter stands, also in a file in which an editing hand has hurt its fences.

use super::line::{heading_marks, lines};
use crate::suppression::is_comment_line;
use std::ops::Range;

/// Every key of a front matter, in the order in which they are written.
pub const FRONT_MATTER_KEYS: [&str; 13] =
    ["种类", "标题", "副标题", "题注", "署名", "日期", "主送", "附件", "落款", "落款日期", "附注", "版式", "指纹"];

/// Longest name before a colon that is taken for one, in characters.
const LONGEST_KEY: usize = 8;

/// What stands at the head of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// YAML and the offset behind its closing fence.
    Found { yaml: Range<usize>, rest: usize },
    /// The same with a fence missing: where it is missed.
    Damaged { yaml: Range<usize>, rest: usize, missed: Missed },
    /// Nothing.
    None,
}

/// Which fence is missing.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Missed {
    /// The first; where the front matter begins.
    Opening(Range<usize>),
    /// The second; where the first stands, and the last line of the front matter.
    Closing(Range<usize>, Range<usize>),
}

/// Finds the front matter: the text between a first line `---` and the next such line. In text by hand (`by_hand`),
/// either line may have been lost or hurt; what is front matter is told by its lines, so that none is read as body.
pub(super) fn head(text: &str, by_hand: bool) -> Head {
    let mut lines = lines(text, 0).skip_while(|line| {
        let line = &text[line.clone()];
        line.trim().is_empty() || is_comment_line(line)
    });
    let Some(first) = lines.next() else { return Head::None };
    let rest: Vec<Range<usize>> = lines.collect();
    let (opened, exact) = (is_fence_like(&text[first.clone()]), is_fence(&text[first.clone()]));
    let start = rest.first().map_or(text.len(), |line| line.start);
    if exact && let Some(end) = closing(text, &rest, by_hand) {
        return Head::Found { yaml: start..rest[end].start, rest: rest[end].end };
    }
    if !by_hand {
        return Head::None;
    }
    if opened {
        let known = exact || rest.first().is_some_and(|line| is_known_entry(&text[line.clone()]));
        let Some(last) = extent(text, &rest).filter(|_| known) else { return Head::None };
        let end = rest[last].end;
        let behind = rest.get(last + 1).filter(|line| is_fence_like(&text[(*line).clone()]));
        let missed = if exact { Missed::Closing(first, rest[last].clone()) } else { Missed::Opening(first) };
        return Head::Damaged { yaml: start..end, rest: behind.map_or(end, |line| line.end), missed };
    }
    // Without its first fence it is told by a known name in the first line and by the second fence.
    let all: Vec<Range<usize>> = std::iter::once(first.clone()).chain(rest).collect();
    let known = is_known_entry(&text[first.clone()]);
    let Some(last) = extent(text, &all).filter(|_| known) else { return Head::None };
    match all.get(last + 1).filter(|line| is_fence_like(&text[(*line).clone()])) {
        Some(fence) => {
            let missed = Missed::Opening(first.start..first.start);
            Head::Damaged { yaml: first.start..fence.start, rest: fence.end, missed }
        }
        None => Head::None,
    }
}

/// The line that closes the front matter. By hand, one behind text is a rule of the body.
fn closing(text: &str, lines: &[Range<usize>], by_hand: bool) -> Option<usize> {
    let mut loose = false;
    for (index, line) in lines.iter().enumerate() {
        let line = &text[line.clone()];
        if is_fence(line) {
            return Some(index);
        }
        let empty = line.trim().is_empty();
        if by_hand && loose && !empty && !line.starts_with('#') && !is_entry(line) && !continues(line) {
            return None;
        }
        loose |= empty || line.starts_with('#');
    }
    None
}

/// The last line of a front matter that nothing closes: entries up to the first empty line or heading, behind it
/// those with a known name.
fn extent(text: &str, lines: &[Range<usize>]) -> Option<usize> {
    let (mut last, mut loose) = (None, false);
    for (index, line) in lines.iter().enumerate() {
        let line = &text[line.clone()];
        if line.trim().is_empty() {
            loose = true;
        } else if if loose { is_known_entry(line) } else { is_entry(line) || (last.is_some() && continues(line)) } {
            last = Some(index);
        } else if loose || heading_marks(line).is_some() || is_fence_like(line) {
            break;
        }
    }
    last
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

/// Dashes of whatever length and sort, and nothing else.
fn is_fence_like(line: &str) -> bool {
    let line = line.trim();
    line.chars().nth(1).is_some() && line.chars().all(|c| matches!(c, '-' | '－' | '—' | '–'))
}

/// `名称: 内容`, with a colon of either width.
pub fn is_entry(line: &str) -> bool {
    key(line).is_some()
}

fn is_known_entry(line: &str) -> bool {
    key(line).is_some_and(|key| FRONT_MATTER_KEYS.contains(&key))
}

fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once([':', '：'])?;
    let key = key.trim_end();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | '\'');
    (!key.is_empty() && key.chars().all(is_name) && key.chars().nth(LONGEST_KEY).is_none())
        .then(|| key.trim_matches(['"', '\'']))
}

/// A line that goes on with the entry above it: indented, an item, the end of a bracket.
fn continues(line: &str) -> bool {
    line.starts_with([' ', '\t', '\u{3000}', ']', '}']) || line.starts_with("- ") || line == "-"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The front matter and what is left.
    fn parts(text: &str) -> Option<(&str, &str)> {
        match head(text, true) {
            Head::Found { yaml, rest } | Head::Damaged { yaml, rest, .. } => Some((&text[yaml], &text[rest..])),
            Head::None => None,
        }
    }

    #[test]
    fn a_lost_fence_hides_no_front_matter() {
        let whole = "种类: 短报\n署名:\n  - 甲\n指纹: 00\n";
        for (text, rest) in [
            (format!("---\n{whole}---\n\n# 题\n\n正文。\n\n---\n\n完。"), "\n\n# 题\n\n正文。\n\n---\n\n完。"),
            (format!("---\n{whole}\n# 题\n\n正文。\n\n---\n\n完。"), "\n\n# 题\n\n正文。\n\n---\n\n完。"),
            (format!("---\n{whole}# 题\n\n主送：甲。"), "\n# 题\n\n主送：甲。"),
            (format!("---\n{whole}--\n\n# 题"), "\n\n# 题"),
            (format!("----\n{whole}---\n\n# 题"), "\n\n# 题"),
            (format!("{whole}---\n\n# 题"), "\n\n# 题"),
        ] {
            let (yaml, left) = parts(&text).unwrap_or_else(|| panic!("none: {text}"));
            assert_eq!((yaml.trim_end(), left), (whole.trim_end(), rest), "{text}");
        }
    }

    #[test]
    fn a_rule_and_a_paragraph_with_a_colon_are_no_front_matter() {
        for text in ["---\n\n# 题\n\n正文", "主送：甲\n\n正文", "# 题\n种类: 甲\n---\n", "会议：甲\n---\n正文", "---"]
        {
            assert_eq!(head(text, true), Head::None, "{text}");
        }
    }
}
