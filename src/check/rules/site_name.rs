//! Names of sample-text sites that stand inside sentences: 我某某网县高度重视.

use super::residue::{PRACTICE, after, before, is_han, is_spoken_of, struck};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use crate::lexicon::{Wordlist, is_word};
use std::ops::Range;

/// Sites: 站 are known by name anywhere, 泛 only where no such word can stand, 形 is the shape 网县 after an unknown name, 根 begins the names of many.
const SITES: Wordlist = Wordlist::new(include_str!("../../../data/lexicon/sites.txt"));

/// A site's name inserted in a sentence or hung on its end.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("CP001", "site-name"),
    level: Level::Error,
    kind: Kind::Defect,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("site_name.md"),
    target: Target::Sites(SITES, examine),
}];

/// Longest word of the list in characters.
const LONGEST: usize = 9;
/// What the text calls its own place by.
const OWN: &[char] = &['我', '全', '本', '该'];
/// What a place's name ends with.
const LEVELS: &[&str] = &["县", "市", "区", "镇", "乡", "省", "州", "旗", "街道", "村", "局", "社区"];

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    let own =
        draft.words.sites.iter().filter(|name| text[at..].starts_with(name.as_str())).max_by_key(|name| name.len());
    let named = own.map(|name| (&text[at..at + name.len()], "站"));
    let Some((name, kind)) = named.or_else(|| SITES.longest_prefix(&text[at..], LONGEST)) else { return Seen::Nothing };
    let mut range = at..at + name.len();
    let mut level = Level::Warning;
    if kind == "根" {
        match rooted(text, &range) {
            Some(found) => range = found,
            None => return Seen::Nothing,
        }
    }
    if is_spoken_of(text, &range) {
        return Seen::Nothing;
    }
    if kind == "形" {
        match unknown_name(text, at) {
            Some(found) => range = found,
            None => return Seen::Nothing,
        }
    } else if inserted(text, &range) || hung_on(text, &range) {
        level = Level::Error;
    } else if kind == "泛" || text[..at].ends_with('《') {
        return Seen::Nothing;
    }
    let shown = &text[range.clone()];
    let mut finding = rule
        .finding(format!("“{shown}”是范文网站留下的名字"))
        .says("抄来的网站名")
        .hint(format!("删去“{shown}”，再通读这一段，看有没有别的抄来的话"));
    finding.level = level;
    Seen::Found(range.clone(), Box::new(struck(finding, draft, prose, range)))
}

/// 我|某某网|县
fn inserted(text: &str, range: &Range<usize>) -> bool {
    text[..range.start].ends_with(OWN) && LEVELS.iter().any(|level| text[range.end..].starts_with(level))
}

/// 文秘|某|网: a root of the trade, at most three characters, 网.
fn rooted(text: &str, root: &Range<usize>) -> Option<Range<usize>> {
    let rest = after(text, root.end, 4);
    let at = rest.find('网')?;
    let whole = rest[..at].chars().all(|c| is_han(c) && !"人员上入联互在和与的".contains(c));
    let end = root.end + at + '网'.len_utf8();
    (whole && !text[end..].starts_with(['络', '格', '上', '页'])).then_some(root.start..end)
}

/// A sentence has ended, and then only the name follows.
fn hung_on(text: &str, range: &Range<usize>) -> bool {
    let (left, right) = (before(text, range.start, 2).trim_end(), after(text, range.end, 3).trim());
    left.ends_with(['。', '！', '）', ')']) && (right.is_empty() || matches!(right, "）" | ")" | "】"))
}

/// The name before `at`, where 网县 begins: at most six characters behind 我, none of which could be a word's.
fn unknown_name(text: &str, at: usize) -> Option<Range<usize>> {
    const WORDS: &str = "国省市县区镇乡村们的地得在是把将由从对被让使要会能有无为以和与及到了着过不一二三四五六七八九十张这那各每\
                         互联物电铁路公水气宽渔农织上下入触并联管官政党新";
    let end = at + '网'.len_utf8();
    let tail = after(text, end, 2);
    if ["县级", "县城", "县域", "县乡", "市场", "市值", "市民", "市级", "市县", "区域", "区块", "区间", "区级", "村级"]
        .contains(&tail)
    {
        return None;
    }
    let left = before(text, at, 6);
    let own = left.char_indices().rev().find(|(_, c)| OWN.contains(c) || !is_han(*c))?;
    if !OWN.contains(&own.1) {
        return None;
    }
    let start = at - left.len() + own.0 + own.1.len_utf8();
    let name = &text[start..end];
    let stem = &text[start..at];
    let odd = !stem.is_empty() && !stem.chars().any(|c| WORDS.contains(c)) && !is_word(name);
    odd.then_some(start..end)
}
