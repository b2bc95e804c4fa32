//! Which pairs of `**` are bold, and which could be something left unfilled.

use crate::lexicon::is_word;
use crate::source::marks;

/// What the stars of a stretch of text are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Emphasis {
    /// Characters like others.
    Literal,
    /// Could be bold, could be gaps: characters, and worth a finding.
    Doubtful,
    /// Byte offsets of the `**`, an even number: each odd one opens and the next closes.
    Bold(Vec<usize>),
}

/// Characters that follow a star left for a number or a place name: units, measures, place suffixes.
const AFTER_GAP: &str = "省市州盟旗县区镇乡村组社街道办局委院校厂所站个名人位户家条项次件份张台辆套座栋间处期块亩万亿元千百十年月日时分天周季%％‰多余几平公里米吨届号岁";
/// Words that are set bold at the head of a point and may stand before any character.
const ORDINALS: [&str; 9] = ["首先", "其次", "再次", "最后", "此外", "同时", "其中", "总之", "另外"];

/// Reads the stars of one line, heading or table cell.
///
/// Escaped stars are not looked at. Bold needs every run to be two stars long, an even number of them, something
/// between each pair, and no sign that a star stands for a figure or a name.
pub fn emphasis(text: &str) -> Emphasis {
    let runs = star_runs(text);
    let pairs = runs.iter().filter(|run| run.1 == 2).count();
    if pairs < 2 {
        return Emphasis::Literal;
    }
    let sound = pairs == runs.len() && pairs % 2 == 0;
    if sound && runs.chunks(2).all(|pair| is_bold_pair(text, pair[0].0, pair[1].0)) {
        return Emphasis::Bold(runs.into_iter().map(|run| run.0).collect());
    }
    let leads = lead_pairs(text, &runs);
    if !leads.is_empty() {
        return Emphasis::Bold(leads);
    }
    // An odd number of pairs cannot have been meant as bold.
    if pairs.is_multiple_of(2) { Emphasis::Doubtful } else { Emphasis::Literal }
}

/// Where a line mixes both, the pairs that cannot be gaps: `**成效。**投入**万元，其他达**万元`. The other stars are
/// characters.
fn lead_pairs(text: &str, runs: &[(usize, usize)]) -> Vec<usize> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let [open, close, ..] = runs[at..] {
        let inner = &text[open.0 + open.1..close.0];
        let lead = open.1 == 2 && close.1 == 2 && is_lead(text, open.0, inner) && is_bold_pair(text, open.0, close.0);
        if lead {
            found.extend([open.0, close.0]);
        }
        at += if lead { 2 } else { 1 };
    }
    found
}

/// Start and length of each run of stars that no backslash escapes.
fn star_runs(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let (mut runs, mut at): (Vec<(usize, usize)>, usize) = (Vec::new(), 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 2,
            b'*' => {
                let length = bytes[at..].iter().take_while(|b| **b == b'*').count();
                // 3840*2160 is a product and says nothing about the other stars.
                let digit = |b: Option<&u8>| b.is_some_and(u8::is_ascii_digit);
                let product = length == 1 && digit(bytes[..at].last()) && digit(bytes.get(at + 1));
                if !product {
                    runs.push((at, length));
                }
                at += length;
            }
            _ => at += 1,
        }
    }
    runs
}

fn is_bold_pair(text: &str, open: usize, close: usize) -> bool {
    let inner = &text[open + 2..close];
    let (Some(first), Some(last)) = (inner.chars().next(), inner.chars().next_back()) else { return false };
    let next = text[close + 2..].chars().next();
    let edge = |c: char| c.is_whitespace() || c == marks::LINE_BREAK;
    if edge(first) || edge(last) || is_closing(first) || is_opening(last) {
        return false;
    }
    let names = is_name_rest(inner) && is_name_rest(&text[close + 2..]);
    // 台账, 公开 begin with a measure word's character and are words of their own.
    let word: String = inner.chars().take(2).collect();
    let measured = is_after_gap(first) && !(is_lead(text, open, inner) && is_word(&word));
    !measured && !names && (is_lead(text, open, inner) || !next.is_some_and(is_after_gap))
}

/// 一是、首先、a whole sentence at the head of a line: no gap, whatever follows.
fn is_lead(text: &str, open: usize, inner: &str) -> bool {
    let heads = |c: char| "一二三四五六七八九十".contains(c);
    let counted = inner.trim_start_matches(heads);
    if counted.len() < inner.len() && matches!(counted, "是" | "要") {
        return true;
    }
    let word = inner.trim_end_matches(['，', ',', '：', ':']);
    ORDINALS.contains(&word) || (is_head(&text[..open]) && inner.ends_with(['。', '：', ':']))
}

/// Nothing but labels, so that a label more or less in front makes no difference.
fn is_head(before: &str) -> bool {
    const LONGEST: usize = 24;
    let is_label =
        |c: char| c.is_whitespace() || "一二三四五六七八九十百千零0123456789（）().．、：附件表注".contains(c);
    before.chars().nth(LONGEST).is_none() && before.chars().all(is_label)
}

/// Begins with what a half-written place name leaves: 塘社区.
fn is_name_rest(text: &str) -> bool {
    text.chars().take(3).any(|c| "县市区镇乡村街社".contains(c))
}

fn is_after_gap(c: char) -> bool {
    AFTER_GAP.contains(marks::untwin(c).unwrap_or(c))
}

fn is_closing(c: char) -> bool {
    "，。、；：！？）》〉」』】〕”’,;:!?)]}%".contains(marks::untwin(c).unwrap_or(c))
}

fn is_opening(c: char) -> bool {
    "（《〈「『【〔“‘([{".contains(marks::untwin(c).unwrap_or(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_punctuation_does_not_stop_bold() {
        for text in [
            "**粗体。**后文",
            "前文**“引号”**后文",
            "前**（一）标题。**后",
            "**一是**项目推进慢。",
            "**成效明显。**年内",
        ] {
            assert!(matches!(emphasis(text), Emphasis::Bold(_)), "{text}");
        }
        assert_eq!(emphasis("**甲**、**乙**"), Emphasis::Bold(vec![0, 5, 10, 15]));
    }

    #[test]
    fn what_could_be_a_gap_is_not_bold() {
        for text in
            ["达**万元，其他达**万元", "分别是**、**等镇", "由**门社区和**塘社区", "**年**月", "“**”和“**”", "** 甲 **"]
        {
            assert!(!matches!(emphasis(text), Emphasis::Bold(_)), "{text}");
        }
        assert_eq!(emphasis("达**万元，其他达**万元"), Emphasis::Doubtful);
    }

    #[test]
    fn a_bold_lead_and_gaps_live_on_one_line() {
        assert_eq!(emphasis("**成效。**投入**万元，其他达**万元"), Emphasis::Bold(vec![0, 11]));
        assert_eq!(emphasis("**一是**建成***座，达**%"), Emphasis::Bold(vec![0, 8]));
        assert_eq!(emphasis("**台账管理。**办结**件"), Emphasis::Bold(vec![0, 17]));
        assert_eq!(emphasis("投入**万元。**二是**抓紧"), Emphasis::Bold(vec![17, 25]));
    }

    #[test]
    fn other_stars_are_never_asked_about() {
        for text in ["*县辖*个镇", "共有**个", "2*3*4", "***", "****", "\\*\\*甲\\*\\*", "**个、**个、**个"]
        {
            assert_eq!(emphasis(text), Emphasis::Literal, "{text}");
        }
        assert_eq!(emphasis("**粗**和\\*"), Emphasis::Bold(vec![0, 5]));
    }
}
