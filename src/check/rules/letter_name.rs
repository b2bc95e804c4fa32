//! Letters that stand for names and numbers: A县, N个镇.

use super::gap::{PRACTICE, describe};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use crate::lexicon::zone::{in_code, is_spoken_of, line};

/// `A县`, `B镇`, `N个镇`.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("PH010", "letter-name"),
    level: Level::Info,
    kind: Kind::Placeholder,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("letter_name.md"),
    target: Target::Text(
        &[
            "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U",
            "V", "W", "Y", "Z",
        ],
        examine,
    ),
}];

/// Ends of names behind a letter.
const NAMED: &[&str] = &[
    "县",
    "市",
    "镇",
    "乡",
    "村",
    "局",
    "社区",
    "街道",
    "公司",
    "单位",
    "学校",
    "企业",
    "部门",
    "省",
    "同志",
    "小区",
    "医院",
    "小学",
    "中学",
    "站",
    "水库",
    "园区",
    "集团",
    "村委会",
];
/// What a letter counts.
const COUNTED: &[&str] =
    &["个", "名", "户", "家", "件", "项", "处", "座", "条", "所", "万元", "亿元", "元", "%", "公里", "亩"];
/// Words that begin so and name something else: A市场, 省级.
const OTHERS: &[&str] = &[
    "市场",
    "市值",
    "市级",
    "市民",
    "省级",
    "县级",
    "镇级",
    "村级",
    "乡村",
    "村民",
    "局部",
    "局域",
    "局长",
    "个人",
    "个性",
    "个体",
    "个案",
    "个一",
    "企业版",
    "单位制",
    "省份",
    "市盈",
    "户型",
    "站，",
    "站上",
    "站视",
    "项目",
    "条件",
    "处理",
    "家庭",
    "名单",
    "所有",
    "元素",
];

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    let range = at..at + 1;
    let counts = matches!(text.as_bytes()[at], b'N' | b'M' | b'Y' | b'Z');
    let persons = ["名", "户"];
    let right = &text[range.end..];
    let begins = |words: &[&str]| words.iter().any(|word| right.starts_with(word));
    let (left, _) = line(text, &range);
    let often = right.starts_with('次')
        && ["少于", "至少", "检查", "督查", "开展", "达", "共", "召开"].iter().any(|word| left.ends_with(word));
    let counted = counts && (begins(COUNTED) || often) || begins(&persons);
    let before = left.chars().next_back();
    let word = before.is_some_and(|c| c.is_ascii_alphanumeric() || "+-/&.·_－＋第".contains(c));
    if word || !(counted || begins(NAMED)) || begins(OTHERS) {
        return Seen::Nothing;
    }
    // “1+N个”: a catchword.
    let quoted = left.rfind('“').is_some_and(|open| !left[open..].contains('”'));
    let catchword = counted && (quoted || before.is_some_and(|c| "‘加+和".contains(c)));
    if catchword || in_code(text, &range) || is_spoken_of(text, &range) || !counted && draft.facts.hides_names(draft) {
        return Seen::Lookalike(range.end);
    }
    let finding = describe(rule, draft, prose, &range);
    Seen::Found(range, Box::new(finding))
}
