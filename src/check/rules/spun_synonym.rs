//! Words that a rewriting program has exchanged for near synonyms: 公共效劳 for 公共服务, 到达95% for 达到95%.

use super::residue::{PRACTICE, after, before, mended};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use crate::lexicon::{Wordlist, is_word};
use std::ops::Range;

/// The exchanged phrase, the right one, and after a bar what may not stand around it. 数 asks for a figure behind, 题 for a heading that says
/// nothing else.
const PAIRS: Wordlist = Wordlist::new(include_str!("../../../data/lexicon/spun.txt"));

/// Phrases of rewritten texts.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("CP005", "spun-synonym"),
    level: Level::Warning,
    kind: Kind::Defect,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("spun_synonym.md"),
    target: Target::Words(PAIRS, examine),
}];

/// Longest phrase of the list in characters.
const LONGEST: usize = 9;

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    let Some((phrase, entry)) = PAIRS.longest_prefix(&text[at..], LONGEST) else { return Seen::Nothing };
    let range = at..at + phrase.len();
    let mut parts = entry.split(' ');
    let right = parts.next().unwrap_or_default();
    for condition in parts {
        let fits = match condition {
            "数" => has_figure(&text[range.end..]),
            "题" => is_heading(text, &range),
            // Phrases around it in which it is right.
            others => !others.split('|').any(|other| stands_in(text, &range, other)),
        };
        if !fits {
            return Seen::Nothing;
        }
    }
    if crosses_word(text, &range) {
        return Seen::Nothing;
    }
    let finding = rule
        .finding(format!("“{phrase}”像是改写软件换过的词，应为“{right}”"))
        .says(format!("应为“{right}”"))
        .hint(format!("改成“{right}”；同一份稿子里这样的词往往不止一处"));
    Seen::Found(range.clone(), Box::new(mended(finding, draft, prose, range, right)))
}

/// 了, then digits and a unit of what is reached.
fn has_figure(right: &str) -> bool {
    let right = right.strip_prefix('了').unwrap_or(right);
    let tail = right.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let units = ["%", "％", "万", "亿", "平方米", "件", "户", "以上", "元", "个百分点", "名", "家", "所"];
    tail.len() < right.len() && units.iter().any(|unit| tail.starts_with(unit))
}

/// Whether a label stands before and nothing behind: 三、推荐.
fn is_heading(text: &str, range: &Range<usize>) -> bool {
    let left = before(text, range.start, 6);
    let label = left.rsplit('\n').next().unwrap_or_default().trim_start();
    let bare = label.trim_end_matches(['、', '）', ')']).trim_start_matches(['（', '(']);
    let numeral =
        !bare.is_empty() && bare.len() < label.len() && bare.chars().all(|c| "一二三四五六七八九十".contains(c));
    numeral && after(text, range.end, 1).trim().is_empty()
}

/// Whether `other`, which contains the phrase or touches it, stands over the phrase.
fn stands_in(text: &str, range: &Range<usize>, other: &str) -> bool {
    let count = other.chars().count();
    let (left, right) = (before(text, range.start, count), after(text, range.end, count));
    let start = range.start - left.len();
    let window = &text[start..range.end + right.len()];
    let over = |found: usize| start + found < range.end && start + found + other.len() > range.start;
    window.match_indices(other).any(|(found, _)| over(found) || start + found == range.end)
}

/// Whether a common word of two characters stands across an edge of the phrase: 大局部|署.
fn crosses_word(text: &str, range: &Range<usize>) -> bool {
    let pair = |edge: usize| {
        let (left, right) = (before(text, edge, 1), after(text, edge, 1));
        is_word(&[left, right].concat())
    };
    pair(range.start) || pair(range.end)
}
