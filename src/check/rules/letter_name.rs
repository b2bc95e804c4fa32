//! Letters that stand for names and numbers: A县, N个镇.

use super::gap::{PRACTICE, describe};
use crate::lexicon::zone::{in_code, is_spoken_of, line};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};

/// `A县`, `B镇`, `N个镇`.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("PH010", "letter-name"),
    level: Level::Info,
    kind: Kind::Placeholder,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("letter_name.md"),
    target: Target::Text(
        &["县", "市", "镇", "乡", "村", "局", "社区", "街道", "公司", "单位", "学校", "企业", "部门", "省", "个", "同志"],
        examine,
    ),
}];

/// Words that begin with a needle and name something else: A市场, 省级.
const OTHERS: &[&str] = &[
    "市场", "市值", "市级", "市民", "省级", "县级", "镇级", "村级", "乡村", "村民", "局部", "局域", "局长", "个人",
    "个性", "个体", "个案", "企业版", "单位制", "省份", "市盈",
];

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    let Some(letter) = text[..at].chars().next_back().filter(char::is_ascii_uppercase) else { return Seen::Nothing };
    let range = at - letter.len_utf8()..at;
    let (left, right) = line(text, &range);
    let before = left.chars().next_back();
    let word = before.is_some_and(|c| c.is_ascii_alphanumeric() || "+-/&.·_－＋".contains(c));
    let counted = right.starts_with('个');
    let wanted = if counted { matches!(letter, 'N' | 'M' | 'n') } else { !matches!(letter, 'X') };
    if word || !wanted || OTHERS.iter().any(|other| right.starts_with(other)) {
        return Seen::Nothing;
    }
    // “1+N个”, “N个一”: a catchword.
    let catchword = counted && (before.is_some_and(|c| "“‘加+和".contains(c)) || right.starts_with("个一"));
    if catchword || in_code(text, &range) || is_spoken_of(text, &range) || draft.facts.hides_names(draft) {
        return Seen::Lookalike(range.end);
    }
    let finding = describe(rule, draft, prose, &range);
    Seen::Found(range, Box::new(finding))
}
