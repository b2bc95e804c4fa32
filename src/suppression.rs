//! Comments by which a writer says that a finding is wanted as it is, and why.
//!
//! In comes the text of a file, out come its [`Suppression`]s: the codes, whether a reason is given, and the stretch
//! that is meant. In Markdown and plain text a comment is a line of its own, `<!-- 忽略 PH005: 理由 -->`, and means the
//! next line that is not empty (of a table, all its lines; before the front matter, all of it); in YAML it is
//! `# 忽略 PH005: 理由` on the line above or at the end of the line. With 忽略全文 it means the whole file. What a code
//! is, and which findings fall away, is not decided here.

use crate::source::lines;
use std::ops::Range;

const WORD: &str = "忽略";
const WHOLE: &str = "全文";
const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// How comments are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grammar {
    /// `<!-- … -->` on a line of its own: Markdown and plain text.
    Lines,
    /// `# …`: YAML.
    Yaml,
}

/// One comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// Where the comment stands.
    pub range: Range<usize>,
    /// Codes or names of rules as written, with their places.
    pub codes: Vec<(String, Range<usize>)>,
    /// Whether it says why.
    pub has_reason: bool,
    /// The stretch that is meant; `None`: the whole file.
    pub covers: Option<Range<usize>>,
}

/// Whether a line of Markdown or plain text is a comment from end to end, about findings or a note to oneself, and
/// therefore neither text nor printed.
pub fn is_comment_line(line: &str) -> bool {
    inner(line).is_some()
}

/// What stands between the marks of a comment.
fn inner(line: &str) -> Option<&str> {
    let inner = line.trim().strip_prefix(OPEN)?.strip_suffix(CLOSE)?;
    (!inner.contains(CLOSE)).then_some(inner)
}

/// What stands between 忽略 and the end of the comment.
fn body(line: &str) -> Option<Range<usize>> {
    let rest = inner(line)?.trim_start().strip_prefix(WORD)?;
    let start = rest.as_ptr() as usize - line.as_ptr() as usize;
    Some(start..start + rest.len())
}

/// All comments of a text, in order.
pub fn find(text: &str, grammar: Grammar) -> Vec<Suppression> {
    if !text.contains(WORD) {
        return Vec::new();
    }
    let all: Vec<Range<usize>> = lines(text, 0).collect();
    match grammar {
        Grammar::Lines => in_lines(text, &all),
        Grammar::Yaml => in_yaml(text, &all),
    }
}

fn in_lines(text: &str, all: &[Range<usize>]) -> Vec<Suppression> {
    let next = next_lines(text, all, |line| !line.trim().is_empty() && !is_comment_line(line));
    let row_ends = row_ends(text, all, &next);
    let head = next.first().copied().flatten();
    let is_fence = |line: &&Range<usize>| text[(*line).clone()].trim() == "---";
    let closing = head.and_then(|head| all[head + 1..].iter().find(is_fence));
    let mut found = Vec::new();
    for (index, line) in all.iter().enumerate() {
        let comment = &text[line.clone()];
        let Some(body) = body(comment) else { continue };
        let start = line.start + (comment.len() - comment.trim_start().len());
        let range = start..line.start + comment.trim_end().len();
        let meant = || {
            let Some(first) = next[index] else { return text.len()..text.len() };
            let opens = Some(first) == head && is_fence(&&all[first]);
            let closing = if opens { closing } else { None };
            let last = next.get(first + 1).copied().flatten().and_then(|below| row_ends[below]);
            let end = closing.map_or(all[first].end, |closing| closing.end);
            all[first].start..last.unwrap_or(end)
        };
        found.push(suppression(text, range, line.start + body.start..line.start + body.end, meant));
    }
    found
}

/// For every line, the first from it on that has text.
fn next_lines(text: &str, all: &[Range<usize>], is_text: impl Fn(&str) -> bool) -> Vec<Option<usize>> {
    let mut next = vec![None; all.len()];
    let mut nearest = None;
    for (index, line) in all.iter().enumerate().rev() {
        if is_text(&text[line.clone()]) {
            nearest = Some(index);
        }
        next[index] = nearest;
    }
    next
}

/// For every row of a table, where its table ends.
fn row_ends(text: &str, all: &[Range<usize>], next: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut ends = vec![None; all.len()];
    for (index, line) in all.iter().enumerate().rev() {
        if text[line.clone()].trim_start().starts_with('|') {
            let below = next.get(index + 1).copied().flatten().and_then(|below| ends[below]);
            ends[index] = below.or(Some(line.end));
        }
    }
    ends
}

fn in_yaml(text: &str, all: &[Range<usize>]) -> Vec<Suppression> {
    let next = next_lines(text, all, |line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let mut found = Vec::new();
    for (index, line) in all.iter().enumerate() {
        let Some((sign, body)) = yaml_comment(&text[line.clone()]) else { continue };
        let range = line.start + sign..line.end;
        let own_line = text[line.start..range.start].trim().is_empty();
        let meant = || {
            let line = if own_line { next[index].map(|next| &all[next]) } else { Some(line) };
            line.cloned().unwrap_or(text.len()..text.len())
        };
        found.push(suppression(text, range, line.start + body..line.end, meant));
    }
    found
}

/// Where the `#` of a comment stands in a line, and where the words behind 忽略 begin. Remarks such as
/// `# 忽略不计` are none: a code, a colon or 全文 must follow.
fn yaml_comment(line: &str) -> Option<(usize, usize)> {
    line.match_indices('#').find_map(|(at, _)| {
        let spaced = line[..at].chars().next_back().is_none_or(char::is_whitespace);
        let rest = line[at + 1..].trim_start().strip_prefix(WORD).filter(|_| spaced)?;
        let words = rest.trim_start();
        let meant = words.starts_with(WHOLE) || words.starts_with(|c: char| c.is_ascii_alphanumeric() || is_colon(c));
        meant.then_some((at, line.len() - rest.len()))
    })
}

fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：')
}

/// Whether `words` occur in `text` so that they cover `range`.
pub fn stands_over(text: &str, words: &str, range: &Range<usize>) -> bool {
    let Some(reach) = words.len().checked_sub(range.len()).filter(|_| !words.is_empty()) else { return false };
    let from = range.start.saturating_sub(reach);
    let ends = from..=range.start;
    ends.filter_map(|start| text.get(start..start + words.len())).any(|part| part == words)
}

/// Reads the words behind 忽略.
fn suppression(
    text: &str,
    range: Range<usize>,
    body: Range<usize>,
    meant: impl FnOnce() -> Range<usize>,
) -> Suppression {
    let words = text[body.clone()].trim_start();
    let whole = words.starts_with(WHOLE);
    let mut rest = if whole { &words[WHOLE.len()..] } else { words };
    let mut codes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '、' | ',' | '，'));
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
        if length == 0 {
            break;
        }
        let start = body.end - rest.len();
        codes.push((rest[..length].to_owned(), start..start + length));
        rest = &rest[length..];
    }
    let reason = rest.trim_start_matches(|c: char| c.is_whitespace() || is_colon(c));
    let has_reason = reason.contains(char::is_alphanumeric);
    Suppression { range, codes, has_reason, covers: (!whole).then(meant) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Codes, whether there is a reason, and the text that is meant.
    fn read(text: &str, grammar: Grammar) -> Vec<(String, bool, Option<&str>)> {
        let one = |found: Suppression| {
            let codes: Vec<String> = found.codes.into_iter().map(|(code, _)| code).collect();
            (codes.join("+"), found.has_reason, found.covers.map(|range| &text[range]))
        };
        find(text, grammar).into_iter().map(one).collect()
    }

    fn one(text: &str, grammar: Grammar) -> (String, bool, Option<&str>) {
        let mut all = read(text, grammar);
        assert_eq!(all.len(), 1, "{text}");
        all.remove(0)
    }

    #[test]
    fn a_comment_means_the_next_line_with_text() {
        let text = "甲\n<!-- 忽略 PH005: 代号 -->\r\n\r\n乙△△丙\r\n丁";
        assert_eq!(one(text, Grammar::Lines), ("PH005".into(), true, Some("乙△△丙")));
        let text = "　<!--忽略 PH001、unfilled-x，PH003：约定的代号-->\n<!-- 忽略 PH004: 理由 -->\n乙";
        let found = read(text, Grammar::Lines);
        assert_eq!(found[0], ("PH001+unfilled-x+PH003".into(), true, Some("乙")));
        assert_eq!(found[1], ("PH004".into(), true, Some("乙")));
        assert_eq!(one("甲\n<!-- 忽略 PH005: 完了 -->\n", Grammar::Lines).2, Some(""));
    }

    #[test]
    fn a_table_and_the_front_matter_are_one_piece() {
        let text = "<!-- 忽略 PH001: 样表 -->\n表：样\n| 甲 |\n| --- |\n| * |\n乙";
        assert_eq!(one(text, Grammar::Lines).2, Some("表：样\n| 甲 |\n| --- |\n| * |"));
        let text = "<!-- 忽略 MD020: 别的软件要用 -->\n---\n甲: 乙\n---\n丙";
        assert_eq!(one(text, Grammar::Lines).2, Some("---\n甲: 乙\n---"));
    }

    #[test]
    fn the_whole_file_is_meant_only_if_said() {
        assert_eq!(one("<!-- 忽略全文 PH003: 匿名案例 -->\n某县", Grammar::Lines), ("PH003".into(), true, None));
        assert_eq!(one("甲: 1\n# 忽略全文 PH003：匿名\n", Grammar::Yaml), ("PH003".into(), true, None));
    }

    #[test]
    fn reasons_and_codes_may_be_wanting_and_that_is_seen() {
        assert_eq!(one("<!-- 忽略 PH005 -->\n甲", Grammar::Lines), ("PH005".into(), false, Some("甲")));
        assert!(!one("<!-- 忽略 PH005: …… -->\n甲", Grammar::Lines).1);
        assert_eq!(one("<!-- 忽略这一处 -->\n甲", Grammar::Lines).0, "");
        assert_eq!(one("甲: 1 # 忽略: 理由\n", Grammar::Yaml), (String::new(), true, Some("甲: 1 # 忽略: 理由")));
    }

    #[test]
    fn yaml_comments_mean_their_own_line_or_the_next() {
        let text = "镇: '*'   # 忽略 PH001: 有意\n# 忽略 PH002: 有意\n# 说明\n\n乙: XX\n";
        let found = read(text, Grammar::Yaml);
        assert_eq!(found[0].2, Some("镇: '*'   # 忽略 PH001: 有意"));
        assert_eq!(found[1], ("PH002".into(), true, Some("乙: XX")));
        for text in ["甲: 1 # 忽略不计的部分", "甲: C#忽略 PH001: x", "甲: 忽略 PH001"] {
            assert_eq!(read(text, Grammar::Yaml), [], "{text}");
        }
    }

    #[test]
    fn many_comments_take_linear_time() {
        let comments = "<!-- 忽略 PH001: 甲 -->\n| * |\n".repeat(30_000) + &"<!-- 忽略 PH001: 甲 -->\n".repeat(60_000);
        assert_eq!(find(&comments, Grammar::Lines).len(), 90_000);
        assert_eq!(find(&"# 忽略 PH001: 甲\n".repeat(60_000), Grammar::Yaml).len(), 60_000);
    }

    #[test]
    fn words_cover_a_place_or_they_do_not() {
        let text = "去某山温泉和某县";
        let at = |word: &str| text.find(word).map(|at| at..at + word.len()).expect("word");
        assert!(stands_over(text, "某山温泉", &at("某山")) && stands_over(text, "去某山", &at("某")));
        assert!(!stands_over(text, "某山温泉", &at("某县")) && !stands_over(text, "某", &at("某山")));
        assert!(!stands_over(text, "", &(0..0)) && !stands_over(text, "某县城", &at("某县")));
    }

    #[test]
    fn a_note_to_oneself_is_a_comment_and_half_a_comment_is_text() {
        assert!(is_comment_line("<!-- 说明 -->") && find("<!-- 说明 -->\n甲", Grammar::Lines).is_empty());
        for line in ["甲<!-- 忽略 PH001: 乙 -->", "<!-- 忽略 PH001: 甲", "<!-- 忽略 a --> b -->", "<!--->"] {
            assert!(!is_comment_line(line), "{line}");
        }
    }
}
