//! Words that promise to fill something in later: 待补, 待核实, TBD, ？？, （略）.

use super::gap::{PRACTICE, asked, describe};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use crate::lexicon::zone::{in_code, is_spoken_of, line};
use crate::lexicon::{measure, suffix};
use std::ops::Range;

/// `待补`, `待核实`, `TBD`, `？？`, `（略）`.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("PH009", "word-marker"),
    level: Level::Error,
    kind: Kind::Placeholder,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("word_marker.md"),
    target: Target::Text(NEEDLES, examine),
}];

const NEEDLES: &[&str] = &[
    "待补",
    "待核",
    "待定",
    "待填",
    "待统计",
    "待确认",
    "待查",
    "待续",
    "待提供",
    "待完善",
    "待更新",
    "待录入",
    "待报",
    "TBD",
    "TBC",
    "TODO",
    "FIXME",
    "todo",
    "tbd",
    "Lorem ipsum",
    "lorem ipsum",
    "？",
    "?",
    "（略",
    "(略",
    "以下略",
    "下略）",
    "此处略",
    "此处省略",
    "数据缺",
    "数据暂缺",
    "暂缺",
    "暂无数据",
    "请补充",
    "请填写",
    "请核实",
    "请核对",
    "请插入",
    "稍后补",
    "后补",
    "另补",
    "未提供",
];

/// Before 待 these make another word or ordinary prose: 有待完善, 接待, 尚待核实.
const JOINED: &str = "有亟尚仍还急等接招对期优看善厚款虐交以静坐守留翘所只正";
/// What is promised, where no bracket says that a note was meant.
const THINGS: &[&str] = &[
    "数据",
    "数字",
    "金额",
    "人数",
    "时间",
    "日期",
    "地点",
    "名单",
    "单位",
    "比例",
    "姓名",
    "此处",
    "具体",
    "数值",
    "情况",
    "户数",
    "面积",
    "数量",
    "个数",
    "资金",
    "名称",
    "内容",
    "职务",
    "电话",
    "文号",
    "结果",
    "增幅",
    "占比",
    "投资",
    "任务数",
];
const OPEN: &[char] = &['（', '(', '【', '[', '〔', '{', '：', ':', '“', '|', '_', '*', '—', '-'];
const CLOSE: &[char] = &['）', ')', '】', ']', '〕', '}', '”', '|', '_', '*'];

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    let rest = &text[at..];
    let found = match rest.chars().next() {
        Some('？' | '?') if matches!(text.trim(), "?" | "？") => Some((at..at + text[at..].trim_end().len(), None)),
        Some('？' | '?') => question(text, at),
        Some(c) if c.is_ascii_alphabetic() => latin(text, at),
        Some('（' | '(') => omitted(text, at),
        _ => promise(text, at),
    };
    match found {
        Some((range, _)) if in_code(text, &range) || is_spoken_of(text, &range) => Seen::Lookalike(range.end),
        Some((range, None)) => {
            let finding = describe(rule, draft, prose, &range);
            Seen::Found(range, Box::new(finding))
        }
        Some((range, Some(thing))) => {
            let finding = asked(rule, draft, prose, &range, &thing);
            Seen::Found(range, Box::new(finding))
        }
        None => Seen::Nothing,
    }
}

type Mark = (Range<usize>, Option<String>);

/// ？？万元; one question mark only before a unit that nothing else begins with.
fn question(text: &str, at: usize) -> Option<Mark> {
    let mark = |c: char| matches!(c, '?' | '？');
    if text[..at].ends_with(mark) {
        return None;
    }
    let end = at + text[at..].len() - text[at..].trim_start_matches(mark).len();
    let (left, right) = line(text, &(at..end));
    let count = text[at..end].chars().count();
    let unit = measure(right).filter(|unit| !unit.weak && unit.word.chars().count() > 1);
    let strong = unit.is_some() || right.starts_with(['%', '％', '亩', '户', '吨']);
    let dated = right.starts_with(['年', '月', '日']) && !left.ends_with('么');
    let inner = left.ends_with(|c: char| is_han(c) || c.is_ascii_digit() || "，、（：“".contains(c))
        && (right.starts_with(['，', '、', '）', '。', '；'])
            || suffix(right).is_some()
            || measure(right).is_some()
            || dated);
    let open = count >= 2 && inner && !left.ends_with(['吗', '呢', '么']);
    let lone = count == 1 && strong && left.ends_with(is_han) && !left.ends_with(['吗', '呢', '么', '少', '办']);
    (open || lone).then_some((at..end, None))
}

/// TBD and its like as words of their own.
fn latin(text: &str, at: usize) -> Option<Mark> {
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let word = text[at..].len() - text[at..].trim_start_matches(|c: char| letter(c) || c == ' ').trim_end().len();
    let first = text[at..].trim_start_matches(letter);
    let end = if text[at..].to_ascii_lowercase().starts_with("lorem ipsum") {
        at + 11
    } else {
        at + text[at..].len() - first.len()
    };
    let known = ["TBD", "TBC", "TODO", "FIXME", "LOREM IPSUM"];
    let whole = known.contains(&text[at..end].to_ascii_uppercase().as_str()) && word > 0;
    let spoken =
        ["标记", "列表", "清单", "注释", "字样", "事项"].iter().any(|word| text[end..].trim_start().starts_with(word));
    (whole && !spoken && !text[..at].ends_with(letter)).then_some((at..end, None))
}

/// （略） and nothing else in the brackets.
fn omitted(text: &str, at: usize) -> Option<Mark> {
    let close = text[at..].char_indices().take(8).find(|(_, c)| matches!(c, '）' | ')'))?;
    let end = at + close.0 + close.1.len_utf8();
    let inner = text[at..end].trim_matches(['（', '）', '(', ')']);
    let (left, _) = line(text, &(at..end));
    // 图略、表略 and the attachment left out of a printed book are meant so.
    let meant = left.ends_with(['图', '表']) || left.trim_start().starts_with("附件");
    (inner == "略" && !meant).then_some((at..end, None))
}

/// 待补充, 数据暂缺: in brackets, after a colon, or behind the thing promised.
fn promise(text: &str, at: usize) -> Option<Mark> {
    const TAILS: &[&str] = &[
        "充", "实", "定", "上", "写", "统计", "确认", "录入", "更新", "提供", "数据", "省略", "略", "插入", "补", "缺",
    ];
    let (left, _) = line(text, &(at..at));
    if text[at..].starts_with('待') && left.ends_with(|c: char| JOINED.contains(c)) {
        return None;
    }
    // 企业待核家, 仍有数据待统计资金: the word stands where the number should.
    let needle = NEEDLES.iter().filter(|word| text[at..].starts_with(**word)).max_by_key(|word| word.len())?;
    let after = &text[at + needle.len()..];
    let things =
        ["数据", "金额", "人数", "数字", "户数", "数量", "具体数", "面积"].iter().any(|thing| left.ends_with(thing));
    let unit = measure(after)
        .is_some_and(|unit| !after.starts_with("个别") && !after.starts_with("项目") && unit.word != "级");
    let stated = ["为", "约", "达", "共", "达到"].iter().any(|word| left.ends_with(word))
        && after.starts_with(|c: char| is_stop(c) || c == '实' || c == '充');
    if needle.starts_with('待') && (unit || stated || things && after.starts_with(is_han)) {
        return Some((at..at + needle.len(), None));
    }
    let mut end = at + text[at..].chars().next().map_or(0, char::len_utf8);
    while let Some(c) = text[end..].chars().next().filter(|c| !is_stop(*c) && end - at < 36) {
        end += c.len_utf8();
    }
    let right = &text[end..];
    let clause_start = left.rfind(is_stop).map_or(0, |i| i + left[i..].chars().next().map_or(0, char::len_utf8));
    let clause = &left[clause_start..];
    let open = left[..clause_start].chars().next_back();
    let bracketed =
        open.is_some_and(|c| OPEN.contains(&c)) && right.starts_with(CLOSE) || right.starts_with(['】', '〕']);
    let word = &text[at..end];
    let short = TAILS.iter().any(|tail| word.ends_with(tail)) || word.chars().count() <= 4;
    if bracketed && matches!(open, Some('（' | '(' | '【' | '[' | '〔' | '{')) {
        // The whole note with its brackets is the mark.
        let open_at = at - clause.len() - open.map_or(0, char::len_utf8);
        let close = right.chars().next().map_or(0, char::len_utf8);
        let thing = clause.trim_start_matches("此处").trim_end_matches(['还', '尚']).trim();
        let named = !thing.is_empty() && thing.chars().count() <= 14 && !thing.starts_with("待");
        return (end - at <= 60).then(|| (open_at..end + close, named.then(|| thing.to_owned())));
    }
    if word.starts_with("请") {
        return None;
    }
    let labelled = clause.is_empty() && open.is_some_and(|c| matches!(c, '：' | ':' | '|')) && short;
    let cell = left.trim().is_empty() && right.trim().is_empty() && short && word.chars().count() <= 5;
    let named = clause.chars().count() <= 12 && THINGS.iter().any(|thing| clause.contains(thing)) && short;
    (labelled || cell || named).then_some((at..end, None))
}

fn is_stop(c: char) -> bool {
    OPEN.contains(&c) || CLOSE.contains(&c) || "，。；、！？,;!?\n\r　 ".contains(c)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}')
}
