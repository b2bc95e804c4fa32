//! Real names that were left standing among masked ones: they tell whose report was copied.

use super::residue::{PRACTICE, before, is_han};
use crate::check::{Authority, Draft, Prose, Rule, Target, prose};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::lexicon::{blank, is_lookalike, is_word};
use std::ops::Range;

/// 江苏省 or 城南街道 among `*县` and `*街道`.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("CP008", "unmasked-origin"),
    level: Level::Warning,
    kind: Kind::Defect,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("unmasked_origin.md"),
    target: Target::Document(examine),
}];

/// What names of places end with, the higher first.
const LEVELS: &[&str] = &["自治区", "省", "市", "县", "镇", "乡", "街道", "社区", "村", "区"];
/// From as many masked names of one level on, the others are taken for forgotten.
const ENOUGH: usize = 3;
/// As many gaps of any kind make a report of masks.
const RIDDLED: usize = 10;
/// From as many masked names of one level on, even a common word may be a name.
const CROWDED: usize = 8;
/// How far, in bytes, a masked name of the same level may stand.
const NEAR: usize = 150;
const PROVINCES: &[&str] = &[
    "河北省",
    "山西省",
    "辽宁省",
    "吉林省",
    "黑龙江省",
    "江苏省",
    "浙江省",
    "安徽省",
    "福建省",
    "江西省",
    "山东省",
    "河南省",
    "湖北省",
    "湖南省",
    "广东省",
    "海南省",
    "四川省",
    "贵州省",
    "云南省",
    "陕西省",
    "甘肃省",
    "青海省",
];

/// A masked name: which prose, where, and its level.
struct Masked {
    prose: usize,
    range: Range<usize>,
    level: usize,
}

fn examine(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let proses = prose::printed(draft);
    let masked: Vec<Masked> = proses
        .iter()
        .enumerate()
        .flat_map(|(prose, text)| masked_names(text.text()).map(move |(range, level)| Masked { prose, range, level }))
        .collect();
    let counts: Vec<usize> = (0..LEVELS.len()).map(|l| masked.iter().filter(|name| name.level == l).count()).collect();
    // A report full of gaps shows its origin by the province as well, however few names it has.
    let riddled = masked.len() >= 2 && proses.iter().flat_map(|text| blank::find(text.text())).count() >= RIDDLED;
    if !riddled && counts.iter().all(|count| *count < ENOUGH) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (index, prose) in proses.iter().enumerate() {
        let here: Vec<&Masked> = {
            let first = masked.partition_point(|name| name.prose < index);
            masked[first..].iter().take_while(|name| name.prose == index).collect()
        };
        let mut ranges: Vec<Range<usize>> = provinces(prose.text());
        ranges.extend(local_names(prose.text(), &here, &counts));
        findings.extend(ranges.into_iter().map(|range| told(rule, prose, range)));
    }
    findings
}

fn told(rule: &Rule, prose: &Prose<'_>, range: Range<usize>) -> Diagnostic {
    let name = &prose.text()[range.clone()];
    rule.finding(format!("别处的名称都隐去了，“{name}”却留着，像是原稿的地方"))
        .says("原稿的名称？")
        .hint("核对是不是本地的名称；不是的，换成本地的，或连同这句话一起删去")
        .at(prose.span(range))
}

fn masked_names(text: &str) -> impl Iterator<Item = (Range<usize>, usize)> + '_ {
    blank::shapes(text).filter_map(|blank| {
        let level = LEVELS.iter().position(|level| text[blank.range.end..].starts_with(level))?;
        if is_lookalike(text, &blank) {
            return None;
        }
        Some((blank.range.start..blank.range.end + LEVELS[level].len(), level))
    })
}

/// Names of provinces, unless one goes there to learn; and the organs of 自治区, unless it stands in a list of levels.
fn provinces(text: &str) -> Vec<Range<usize>> {
    const VISITS: &[&str] = &["赴", "到", "去", "学习", "借鉴", "考察", "来自", "如", "例如", "、", "和", "与", "邻"];
    let visited = |at: usize| VISITS.iter().any(|word| before(text, at, 4).contains(word));
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, province) in text.match_indices("省") {
        let end = at + province.len();
        let name = PROVINCES.iter().find(|name| text[..end].ends_with(**name));
        if let Some(name) = name.filter(|name| !visited(end - name.len())) {
            found.push(end - name.len()..end);
        }
    }
    for (at, own) in text.match_indices("自治区") {
        let rest = &text[at + own.len()..];
        let organ = ["党委", "政府", "人大", "人民政府", "民政厅", "财政厅", "教育厅", "卫生厅", "农业厅", "住建厅"];
        let alone = before(text, at, 1).chars().all(|c| !is_han(c) || "报向由经请是为过得".contains(c));
        if let Some(organ) = organ.iter().find(|organ| rest.starts_with(**organ)).filter(|_| alone) {
            found.push(at..at + own.len() + organ.len());
        }
    }
    found
}

/// Names of two or three characters at the start of a clause, with a masked name inside (城南街道*社区) or one of the
/// same level near.
fn local_names(text: &str, masked: &[&Masked], counts: &[usize]) -> Vec<Range<usize>> {
    const GENERIC: &str =
        "各每个该本其全我多部分所两三四五六七八九十一二第几些的等和与及在是为对按从由把将并又也有无到";
    const KINDS: &[&str] = &[
        "城市", "农村", "乡镇", "街道", "涉农", "新建", "新型", "老旧", "示范", "试点", "智慧", "和谐", "安置", "城乡",
        "中心", "行政", "自然", "建制", "重点", "辖区", "贫困", "先进", "城关", "下辖", "所辖", "所属", "相关", "居住",
    ];
    if masked.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (number, level) in LEVELS.iter().enumerate().filter(|(_, level)| !matches!(**level, "省" | "自治区" | "区"))
    {
        for (at, _) in text.match_indices(level) {
            let end = at + level.len();
            let left = before(text, at, 4);
            let han = left.chars().rev().take_while(|c| is_han(*c)).count();
            let stem = before(text, at, han);
            if !(2..=3).contains(&han) || stem.chars().any(|c| GENERIC.contains(c)) || KINDS.contains(&stem) {
                continue;
            }
            let opens = before(text, at - stem.len(), 1);
            if !(opens.is_empty() || opens.ends_with(['，', ',', '。', '；', ';', '、', '：', ':', '（', '('])) {
                continue;
            }
            let next = masked.partition_point(|name| name.range.start < end);
            let inside = masked.get(next).is_some_and(|name| name.range.start == end && name.level > number);
            let near = |name: &&Masked| {
                let apart = name.range.start.saturating_sub(end).max((at - stem.len()).saturating_sub(name.range.end));
                name.level == number && apart <= NEAR
            };
            let beside = counts[number] >= ENOUGH
                && (masked.get(next).is_some_and(&near) || next > 0 && near(&masked[next - 1]));
            if inside || beside && (counts[number] >= CROWDED || !is_word(stem)) {
                found.push(at - stem.len()..end);
            }
        }
    }
    found
}
