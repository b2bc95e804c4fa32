//! What is missing, in words: 城市社区的个数, 动员大会召开的月份.
//!
//! In comes a gap with the reading of its neighbours, out comes a phrase. The only user of the dictionary; it sees
//! one clause on either side.

use super::class::{Around, Reading};
use crate::lexicon::{Class, blank, dictionary, head, suffix};
use std::ops::Range;

/// Longest part of a phrase taken from the text, in characters.
const LONGEST: usize = 14;
/// Longest stretch handed to the dictionary, in characters.
const CLAUSE: usize = 30;

const BREAKS: &str = "。；，、：！？,;:!?\n（）()【】《》“”\"|*＊_＿×";

/// The phrase for a gap.
pub(super) fn phrase(text: &str, range: &Range<usize>, reading: &Reading<'_>) -> String {
    let around = Around::new(text, range);
    let called = if reading.called.is_empty() { "内容" } else { reading.called.as_str() };
    let after = reading.after.and_then(|at| text.get(at..)).unwrap_or(around.right);
    match reading.class {
        Class::Place | Class::Org | Class::Person | Class::NameFragment => named(&around, reading, called),
        Class::Count | Class::Measure | Class::RangeBound => {
            // 个社区: the thing counted follows; 平方米以上标准: it does not.
            let counted =
                if after.starts_with(['以', '的', '左', '上', '下']) { None } else { noun_at_start(after) };
            let counted = counted.or_else(|| suffix(after).map(|name| name.word.to_owned()));
            let noun = counted.or_else(|| noun_at_end(around.left, false)).or_else(|| noun_at_start(after));
            noun.map_or_else(|| called.to_owned(), |noun| of(&noun, called))
        }
        Class::Amount | Class::Percent => amount(&around, after, called),
        Class::Year | Class::Month | Class::Day => {
            let event = event(after).or_else(|| noun_at_end(around.left, false));
            event.map_or_else(|| called.to_owned(), |event| of(&event, called))
        }
        Class::Slogan => {
            let noun = noun_at_start(after.trim_start_matches(['”', '"', '’', '」']));
            noun.map_or_else(|| "引号里的提法".to_owned(), |noun| of(&noun, called))
        }
        Class::Other => noun_at_end(around.left, false)
            .map_or_else(|| "此处的内容".to_owned(), |noun| format!("“{noun}”之后的{called}")),
    }
}

/// 前期启动经费的金额; 乡镇社区的启动经费 where the thing follows: 乡镇社区*万元的启动经费.
fn amount(around: &Around<'_>, after: &str, called: &str) -> String {
    let before = noun_at_end(around.left, true);
    let thing = after.strip_prefix('的').and_then(noun_at_start);
    match (before, thing) {
        (Some(before), _) if head(&before).is_some() => share_or(&before, called),
        (Some(before), Some(thing)) => of(&before, &thing),
        (Some(before), None) => {
            let verb = verb_at_end(around.left).unwrap_or_default();
            share_or(&format!("{before}{verb}"), called)
        }
        (None, thing) => {
            let named = verb_at_end(around.left).or(thing);
            named.map_or_else(|| called.to_owned(), |named| share_or(&named, called))
        }
    }
}

/// 的 between thing and quantity, unless the thing already ends in it.
fn of(noun: &str, called: &str) -> String {
    let says_it = noun.ends_with(called)
        || (called == "长度" && noun.ends_with('长'))
        || (called == "人数" && noun.ends_with("人口"));
    if says_it { noun.to_owned() } else { format!("{noun}的{called}") }
}

/// A share or an increase is its own name.
fn share_or(noun: &str, called: &str) -> String {
    if noun.ends_with(['率', '比', '重', '额', '幅', '速', '值']) { noun.to_owned() } else { of(noun, called) }
}

fn named(around: &Around<'_>, reading: &Reading<'_>, called: &str) -> String {
    match reading.class {
        Class::NameFragment | Class::Org => called.to_owned(),
        Class::Person => match reading.after {
            None if !reading.evidence.is_empty() => format!("{}的{called}", reading.evidence),
            None => called.to_owned(),
            Some(_) => called.to_owned(),
        },
        // 城南街道*社区: the community belongs to the street before it.
        _ => match noun_at_end(around.left, false).filter(|noun| noun.ends_with(['道', '镇', '乡', '县', '市', '区']))
        {
            Some(noun) if reading.after.is_some() => format!("{noun}的{called}"),
            _ => called.to_owned(),
        },
    }
}

/// The stretch up to the next mark; with `quotes`, a quotation is part of it.
fn clause_after(text: &str, most: usize, quotes: bool) -> &str {
    let end = text
        .char_indices()
        .take(most)
        .find(|(_, c)| BREAKS.contains(*c) && !(quotes && matches!(c, '“' | '”')))
        .map(|(at, _)| at);
    let limit = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    &text[..end.unwrap_or(limit)]
}

fn clause_before(text: &str) -> &str {
    let mut start = text.len();
    for (at, c) in text.char_indices().rev().take(CLAUSE) {
        if BREAKS.contains(c) && !matches!(c, '“' | '”') {
            break;
        }
        start = at;
    }
    &text[start..]
}

fn is_noun(tag: &str) -> bool {
    tag.starts_with('n') || matches!(tag, "vn" | "an" | "l" | "j" | "b" | "eng" | "s" | "i")
}

/// May stand inside a noun phrase.
fn may_join(tag: &str) -> bool {
    is_noun(tag) || matches!(tag, "a" | "q" | "f" | "g" | "zg" | "x" | "k" | "uj" | "m")
}

/// The noun phrase a text begins with: 社区党组织第一书记 in 社区党组织第一书记已于.
fn noun_at_start(text: &str) -> Option<String> {
    let clause = clause_after(text.trim_start_matches(['的', '以', '上', '下', '左', '右']), CLAUSE, false);
    let tags = dictionary().tag(clause, false);
    let joined = tags.iter().take_while(|tag| may_join(tag.tag) && tag.tag != "uj").count();
    let last = tags[..joined].iter().rposition(|tag| is_noun(tag.tag) && tag.tag != "b")?;
    let noun: String = tags[..=last].iter().map(|tag| tag.word).collect();
    (noun.chars().count() <= LONGEST && is_telling(&noun)).then_some(noun)
}

/// Whether a noun says anything: no gap itself, no half of a word that was cut in two, no 合计 or 累计.
fn is_telling(noun: &str) -> bool {
    const EMPTY: &[&str] = &["合计", "累计", "总计", "共计", "小计", "实际", "其余", "余人", "余名"];
    let several = noun.chars().nth(1).is_some() || is_place(noun);
    several && !EMPTY.contains(&noun) && blank::shapes(noun).next().is_none()
}

/// 镇, 村, 局: one character that is a word of its own.
fn is_place(word: &str) -> bool {
    suffix(word).is_some_and(|name| name.word == word)
}

/// The noun phrase a text ends with, linking verbs left out: 大学以上学历 in 其中大学以上学历, 网格覆盖率 in 网格覆盖率达.
///
/// With `verbs`, a verb between two nouns belongs to the phrase: 社区保障经费.
fn noun_at_end(text: &str, verbs: bool) -> Option<String> {
    let clause = clause_before(text);
    let tags = dictionary().tag(clause, false);
    let end = tags.iter().rposition(|tag| is_noun(tag.tag) && tag.tag != "b")? + 1;
    let linking = |tag: &str| {
        matches!(tag, "v" | "d" | "p" | "c" | "u" | "ul" | "uj" | "y" | "zg" | "ad" | "vg" | "x" | "m" | "r" | "t")
    };
    if !tags[end..].iter().all(|tag| linking(tag.tag)) {
        return None;
    }
    let mut start = end;
    let mut length = 0;
    let joins = |at: usize| {
        let between = at > 0 && at + 1 < end && is_noun(tags[at - 1].tag) && is_noun(tags[at + 1].tag);
        may_join(tags[at].tag) || tags[at].word == "及" || (verbs && between && tags[at].tag == "v")
    };
    while start > 0 && joins(start - 1) {
        length += tags[start - 1].word.chars().count();
        if length > LONGEST {
            break;
        }
        start -= 1;
    }
    while start < end
        && matches!(tags[start].tag, "uj" | "x" | "m" | "q" | "k" | "f" | "c")
        && !tags[start].word.starts_with('“')
    {
        start += 1;
    }
    // One character behind others is the rest of a word: 惠民生/工程.
    let rest = |word: &str| word.chars().nth(1).is_none() && !is_place(word) && !word.starts_with('“');
    while start > 0 && start + 1 < end && rest(tags[start].word) && is_noun(tags[start].tag) {
        start += 1;
    }
    let noun: String = tags[start..end].iter().map(|tag| tag.word).collect();
    let balanced = noun.contains('“') == noun.contains('”');
    let noun = if balanced { noun } else { noun.replace(['“', '”'], "") };
    let leads = ["现有", "共有", "原有", "已有", "其中"];
    let bare = leads.iter().find_map(|lead| noun.strip_prefix(lead)).unwrap_or(&noun);
    is_telling(bare).then(|| bare.to_owned())
}

/// The verb a text ends with, where no noun stands: 调增 in 每人每月调增不少于.
fn verb_at_end(text: &str) -> Option<String> {
    const EMPTY: &[&str] = &["不少于", "不低于", "少于", "低于", "达到", "达", "超过", "是", "为", "有", "共"];
    let tags = dictionary().tag(clause_before(text), false);
    let end = tags.iter().rposition(|tag| !EMPTY.contains(&tag.word) && !matches!(tag.tag, "d" | "ul"))? + 1;
    let length = tags[..end].iter().rev().take(2).take_while(|tag| tag.tag.starts_with('v')).count();
    let verb: String = tags[end - length..end].iter().map(|tag| tag.word).collect();
    (is_telling(&verb) && !verb.ends_with(['于', '到', '有'])).then_some(verb)
}

/// What happens after a date: 动员大会召开 in 日，我县召开了全县动员大会.
fn event(text: &str) -> Option<String> {
    const EVENTS: &[&str] =
        &["召开", "举行", "举办", "印发", "出台", "成立", "启动", "开工", "建成", "下发", "通过", "发布", "开展"];
    let text = text.trim_start_matches(|c: char| "*＊_＿×Xx月日号0123456789 ，,".contains(c));
    let tags = dictionary().tag(clause_after(text, 2 * CLAUSE, true), false);
    const EMPTY: &[&str] = &["力争", "达到", "还有", "反映", "确保", "可以", "能够", "预计", "计划"];
    let is_verb = |tag: &str, word: &str| tag == "v" && word.chars().count() > 1 && !EMPTY.contains(&word);
    let at = tags.iter().position(|tag| is_verb(tag.tag, tag.word))?;
    let verb = tags[at].word;
    let object = tags[at + 1..]
        .iter()
        .rev()
        .find(|tag| is_noun(tag.tag) && !matches!(tag.tag, "b" | "s") && is_telling(tag.word));
    Some(match object {
        Some(object) if EVENTS.contains(&verb) => format!("{}{verb}", object.word),
        Some(object) => format!("{verb}{}", object.word),
        None => verb.to_owned(),
    })
}
