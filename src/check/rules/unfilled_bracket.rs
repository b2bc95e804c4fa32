//! Brackets that say what is still to be written: 【单位名称】, [数量], （此处填写…）.

use super::gap::{PRACTICE, asked};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use crate::lexicon::blank::NOTE_OPEN;
use crate::lexicon::zone::{in_code, in_form, is_spoken_of, line};
use crate::lexicon::{measure, suffix};
use std::ops::Range;

/// `【单位名称】`, `[数量]`, `（此处填写…）`, `〔具体日期〕`.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("PH006", "unfilled-bracket"),
    level: Level::Error,
    kind: Kind::Placeholder,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("unfilled_bracket.md"),
    target: Target::Text(&["【", "[", "〔", "（", "(", "［", "〖"], examine),
}];

/// Longest note, in characters.
const LONGEST: usize = 40;

/// By these a note asks for something.
const ASKING: &[&str] = &[
    "未统计",
    "未填",
    "此处",
    "这里",
    "填写",
    "填入",
    "待填",
    "待补",
    "补充",
    "插入",
    "输入",
    "占位",
    "示例",
    "请",
    "替换",
    "待核",
    "待定",
    "待统计",
    "待确认",
    "待查",
    "写明",
    "注明具体",
    "自行填",
    "视情况",
    "根据实际",
    "按实际",
    "据实",
    "核实后",
];

/// A note that ends so names what belongs in its place.
const NAMES: &[&str] = &[
    "名称",
    "姓名",
    "人名",
    "地名",
    "县名",
    "市名",
    "镇名",
    "村名",
    "数量",
    "数字",
    "数据",
    "数值",
    "金额",
    "日期",
    "时间",
    "年份",
    "月份",
    "地点",
    "地址",
    "单位",
    "部门",
    "职务",
    "电话",
    "比例",
    "百分比",
    "面积",
    "人数",
    "户数",
    "个数",
    "次数",
    "年度",
    "增幅",
    "占比",
    "领导",
    "负责人",
    "联系人",
    "县区",
    "县（市、区）",
    "乡镇",
    "文号",
    "会议名",
    "文件名",
    "届次",
    "金额数",
    "项目名",
    "某单位",
    "场次",
    "年",
    "月",
    "日",
    "具体",
    "内容",
    "标题",
    "机关",
    "主体",
    "产业",
    "品牌",
    "公司名",
    "地区",
    "里程",
    "资金",
    "总数",
    "同比",
    "职称",
    "编号",
    "主题",
];

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    let Some((range, inner)) = note(text, at) else { return Seen::Nothing };
    if text[at..].starts_with(NOTE_OPEN) || !is_gap(text, &range, inner) {
        return Seen::Nothing;
    }
    if in_code(text, &range) || is_spoken_of(text, &range) {
        return Seen::Lookalike(range.end);
    }
    let finding = asked(rule, draft, prose, &range, &thing(inner));
    Seen::Found(range, Box::new(finding))
}

/// The bracket that opens at `at` and what stands in it.
fn note(text: &str, at: usize) -> Option<(Range<usize>, &str)> {
    let open = text[at..].chars().next()?;
    let close = match open {
        '【' => '】',
        '[' => ']',
        '［' => '］',
        '〔' => '〕',
        '〖' => '〗',
        '（' => '）',
        _ => ')',
    };
    let start = at + open.len_utf8();
    let mut depth = 1_u32;
    for (offset, c) in text[start..].char_indices().take(LONGEST + 1) {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
        } else if c == '\n' {
            return None;
        }
        if depth == 0 {
            return Some((at..start + offset + c.len_utf8(), &text[start..start + offset]));
        }
    }
    None
}

fn is_gap(text: &str, range: &Range<usize>, inner: &str) -> bool {
    let (left, right) = line(text, range);
    let round = text[range.clone()].starts_with(['（', '(']);
    let bare = inner.trim();
    if !bare.chars().any(|c| matches!(c, '\u{3400}'..='\u{9FFF}')) {
        // 【XX】, [  ]: the other rules see the marks; an empty full-width bracket is a gap itself.
        let slot = bare.is_empty() && !inner.contains('\n') && !left.trim().is_empty();
        let asked = matches!(bare, "？" | "?" | "？？" | "??");
        return match round {
            true => (slot && left.ends_with(is_han) && takes_value(right) || asked) && !in_form(text, range),
            false => slot && text[range.clone()].starts_with(['【', '〔']),
        };
    }
    if bare.contains("隐藏") || bare.contains("下载") {
        // 此处隐藏432字 is left by a site, not by the writer.
        return false;
    }
    let first = left.trim_matches(|c: char| c.is_whitespace() || "#*|".contains(c)).is_empty();
    let link = right.starts_with('(') || right.starts_with('（') && text[range.clone()].starts_with('[');
    if link && text[range.clone()].starts_with('[') {
        return false;
    }
    if round {
        let named = |part: &str| NAMES.contains(&part) && part.chars().count() >= 2;
        let ends =
            |part: &str| NAMES.iter().any(|name| part.ends_with(name)) && (2..=6).contains(&part.chars().count());
        let mut parts = bare.split(['及', '和', '与', '、', '/']);
        let slots = [
            "姓名", "名称", "日期", "时间", "地点", "电话", "场次", "数字", "数量", "金额", "人数", "职务", "时限",
            "期限", "金额",
        ];
        let whole = named(bare)
            || slots.iter().any(|slot| bare.ends_with(slot)) && bare.chars().count() <= 8
            || bare.contains(['及', '和', '与', '、', '/']) && parts.all(ends)
            || bare.strip_prefix("具体").is_some_and(|rest| NAMES.iter().any(|name| rest.ends_with(name)));
        let orders = [
            "此处",
            "这里",
            "请填",
            "请补",
            "请插",
            "请在",
            "请根据",
            "请核",
            "填写",
            "填入",
            "待填",
            "待补",
            "插入",
            "自行填",
            "据实填",
            "未统计",
            "未填",
        ];
        let ordered = orders.iter().any(|word| bare.starts_with(word))
            || (bare.ends_with("略") && bare.contains("此处"))
            || bare.starts_with("根据实际");
        // 待与某局核实, 请某局补充, 测算后填
        let tails = ["核实", "提供", "补充", "统计", "确认", "核", "填", "补", "定", "核对", "填写"];
        let tail = tails.iter().any(|tail| bare.ends_with(tail));
        let waits = bare
            .find('待')
            .is_some_and(|at| !bare[..at].ends_with(['有', '尚', '亟', '仍', '还', '等', '招', '接', '对']));
        let promised = tail && (waits || bare.starts_with('请') && bare.chars().count() >= 4 || bare.contains('后'));
        let asks_itself = bare.ends_with(['？', '?']) && bare.chars().count() <= 24 && beside_words(left, right);
        let ordered = ordered || promised || asks_itself;
        let heading = right.trim().is_empty() && first;
        let table = left.trim_start().starts_with('|');
        return ordered || whole && !heading && beside_words(left, right) && !table && !in_form(text, range);
    }
    let named = NAMES.iter().any(|name| bare.ends_with(name)) && bare.chars().count() <= 12;
    if matches!(bare, "几" | "若干" | "多少")
        || bare.ends_with(['：', ':']) && text[range.clone()].contains([' ', '\u{3000}'])
    {
        return true;
    }
    let year = bare.chars().all(|c| c.is_ascii_digit());
    if year {
        return false;
    }
    // 【基本情况】 at the start of a line is a tag; in the middle of a sentence it is a slot.
    let slot_words = ["名称", "姓名", "日期", "数量", "金额", "县名", "地名", "具体"];
    let slot_at_start = first
        && slot_words.iter().any(|word| bare.ends_with(word))
        && !right.trim().is_empty()
        && !right.trim_start().starts_with(['：', ':']);
    let asks = || ASKING.iter().any(|word| bare.contains(word));
    !is_prose_note(bare) && asks() || bare.starts_with("具体") && !first || (named && (!first || slot_at_start))
}

/// A unit, or the end of a clause.
fn takes_value(right: &str) -> bool {
    measure(right).is_some() || suffix(right).is_some() || right.starts_with(['，', '。', '；', '、', '年', '月', '日'])
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}')
}

/// 【请看】, 【示例】 as the tag of a piece is prose.
fn is_prose_note(note: &str) -> bool {
    ["示例", "请看", "请注意", "请示"].contains(&note)
}

/// Words on both sides, so that the bracket stands in a sentence: 共（数字）个.
fn beside_words(left: &str, right: &str) -> bool {
    let han = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}') || "，、。；：%％".contains(c);
    (left.trim().is_empty() || left.ends_with(han)) && right.starts_with(han)
}

/// What the note asks for: 此处填写单位名称 asks for 单位名称.
fn thing(inner: &str) -> String {
    let mut bare = inner.trim();
    for lead in [
        "此处",
        "这里",
        "请",
        "根据实际情况",
        "根据实际",
        "按实际",
        "据实",
        "在",
        "待",
        "填写",
        "填入",
        "补充",
        "插入",
        "输入",
        "填",
        "补",
        "写明",
        "核实",
        "核",
        "占位",
        "：",
        ":",
        "统计",
    ] {
        bare = bare.strip_prefix(lead).unwrap_or(bare);
    }
    let bare = ["待填", "待补充", "待补", "待核实", "待定", "待统计", "待确认"]
        .iter()
        .fold(bare, |bare, tail| bare.strip_suffix(tail).unwrap_or(bare));
    let bare = bare.trim_matches(|c: char| c.is_whitespace() || "：:，,".contains(c));
    if bare.chars().count() <= 16 { bare.to_owned() } else { String::new() }
}
