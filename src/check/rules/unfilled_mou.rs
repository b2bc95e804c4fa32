//! 某 that stands for a name still to be filled in.

use super::gap::{PRACTICE, asked, describe};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use crate::lexicon::zone::{in_case, is_spoken_of};
use crate::lexicon::{Class, head, suffix};
use std::ops::Range;

/// `某某县`, `某县`, `某月某日`.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("PH003", "unfilled-mou"),
    level: Level::Error,
    kind: Kind::Placeholder,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("unfilled_mou.md"),
    target: Target::Text(&["某"], examine),
}];

/// What makes 某 an ordinary word: 某些, 某种.
const WORDS: &[&str] = &[
    "些", "种", "个", "一", "项", "类", "方面", "时", "处", "次", "天", "事", "物", "部", "型", "件", "段", "程度",
    "阶段", "方", "位", "人", "条", "家", "名", "款", "批", "回", "点", "样", "侧", "届", "户", "支", "篇", "章", "座",
    "师", "旅", "团", "连", "营", "军", "号", "甲", "乙", "丙", "员", "份",
];

/// Words before 某 that bring an example on purpose.
const EXAMPLES: &[&str] = &["如", "例如", "比如", "譬如", "像", "以", "即", "在某", "是某", "有某"];

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    let run = text[at..].len() - text[at..].trim_start_matches('某').len();
    let range = at..at + run;
    let (left, right) = (&text[..at], &text[range.end..]);
    if left.ends_with('某') {
        return Seen::Nothing;
    }
    let twice = run > '某'.len_utf8();
    // A field that asks for a name and holds 张某某 is not filled; in a sentence the same may be meant.
    let surname = left.trim().chars().count();
    if prose.field().is_some() && right.trim().is_empty() && (1..=2).contains(&surname) && left.chars().all(is_han) {
        let mut finding = asked(rule, draft, prose, &range, prose.title().unwrap_or("姓名"));
        finding.level = Level::Warning;
        return Seen::Found(range, Box::new(finding));
    }
    // 示范村某个、: a number left out.
    let counted =
        right.starts_with('个') && right[3..].starts_with(['、', '，', '。']) && !left.ends_with(['有', '对', '在']);
    // 于某月上旬至某月下旬, 人大某次会议
    let vague = right.starts_with("月上旬")
        || right.starts_with("月中旬")
        || right.starts_with("月下旬")
        || right.starts_with("月底");
    let session = right.starts_with("次会议") && left.ends_with(['届', '大', '会']);
    let counted = counted || session || vague && left.ends_with(['于', '至', '自', '从', '年']);
    let alone = !counted && WORDS.iter().any(|word| right.starts_with(word)) && !twice;
    if alone || is_spoken_of(text, &range) || is_person_of_case(draft, text, left, right, &range) {
        return Seen::Lookalike(range.end);
    }
    let dated = right.starts_with(['年', '月', '日']);
    if dated && !counted && !is_dated_gap(left, right) {
        return Seen::Lookalike(range.end);
    }
    if !twice && !dated && !counted {
        // A village or firm that goes unnamed in an account is no gap; a county that speaks of itself is.
        let minor = [
            "小区",
            "公司",
            "企业",
            "学校",
            "医院",
            "单位",
            "部门",
            "工地",
            "店",
            "户",
            "小学",
            "中学",
            "商场",
            "酒店",
            "幼儿园",
            "超市",
            "饭店",
            "食堂",
            "餐馆",
            "药店",
            "厂",
            "项目",
        ];
        let named = !minor.iter().any(|word| right.starts_with(word))
            && suffix(right).is_some_and(|name| name.class != Class::Person)
            || right.starts_with("同志");
        let case = in_case(text, &range) || draft.facts.tells_cases(draft);
        if !named || case || EXAMPLES.iter().any(|word| left.ends_with(word)) {
            return Seen::Lookalike(range.end);
        }
    }
    if draft.facts.hides_names(draft) {
        return Seen::Lookalike(range.end);
    }
    let mut finding = describe(rule, draft, prose, &range);
    if !twice && !dated {
        // 某县 may be meant: in a title or in the account of another place.
        finding.level = Level::Warning;
    }
    Seen::Found(range, Box::new(finding))
}

/// 张某, 李某某 in the account of a case; a name left out beside an office is a gap: 县长王某某.
fn is_person_of_case(draft: &Draft<'_>, text: &str, left: &str, right: &str, range: &Range<usize>) -> bool {
    const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈姜崔钟谭陆汪范廖石贾韦夏傅邹熊孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤";
    let case = in_case(text, range) || draft.facts.tells_cases(draft);
    let surname = left.ends_with(|c: char| SURNAMES.contains(c)) && !right.starts_with(['年', '月', '日'])
        // 副主任 ends with a surname.
        && head(left).is_none_or(|head| head.class != Class::Person);
    let named = suffix(right);
    if !surname || named.is_some_and(|name| name.class == Class::Place) {
        // 某某公司 in the account of a case.
        return case && (surname || right.starts_with("公司") || right.starts_with("企业"));
    }
    let before = left.char_indices().next_back().map_or(left, |(at, _)| &left[..at]);
    let office = head(before).is_some_and(|head| head.class == Class::Person)
        || right.starts_with("同志")
        || named.is_some_and(|name| name.class == Class::Person);
    !office || case
}

/// 某月某日 and 2026年某月 are gaps; 某年某月 and 某日 alone are ways of telling.
fn is_dated_gap(left: &str, right: &str) -> bool {
    let day = right.starts_with('日') && left.ends_with('月');
    let month = right.starts_with("月某日") || right.starts_with("月×日") || right.starts_with("月*日");
    let year = left.ends_with('年');
    // 自某年某月起 wants its date; 某年某月的一天 is a way of telling.
    let whole = right.strip_prefix("年某月").map(|rest| rest.strip_prefix("某日").unwrap_or(rest));
    if whole.is_some_and(|rest| rest.starts_with(['起', '至', '，', '召']) && left.ends_with(['自', '从', '于', '至']))
    {
        return true;
    }
    let told = left.ends_with("某年") || (right.starts_with('年') && !right.starts_with("年某月某日"));
    (day || month || year) && !told
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}')
}
