//! Points counted in running text: 一是, 二是, 四是.

use super::enumerator;
use super::sequence::{self, Break, Slip};
use crate::check::points::{Enumerator, Section, Series};
use crate::check::{Authority, Draft, Rule, Target};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::source::Span;

/// The points of one enumeration follow each other.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("NU004", "enumeration-gap"),
    level: Level::Warning,
    kind: Kind::Defect,
    authority: Authority::Practice("“一是”“二是”要一路数下去；断了，多半是增删时丢了一条或漏改了序数"),
    page: include_str!("enumeration.md"),
    target: Target::Document(examine),
}];

const ALL: [Series; 7] =
    [Series::Is, Series::Must, Series::Rely, Series::Ordinal, Series::Among, Series::Bracket, Series::Circle];

fn examine(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let none = Section::default();
    for sections in enumerator::in_scopes(draft) {
        let mut before = &none;
        for section in sections {
            if section.words.len() > 1 {
                for series in ALL {
                    for list in enumerator::lists(section, series) {
                        in_list(rule, section, &list, before, &mut found);
                    }
                }
            }
            before = section;
        }
    }
    found
}

fn in_list(rule: &Rule, section: &Section<'_>, list: &[usize], before: &Section<'_>, found: &mut Vec<Diagnostic>) {
    let words: Vec<&Enumerator> = list.iter().map(|at| &section.words[*at]).collect();
    let mut numbers: Vec<u32> = Vec::with_capacity(words.len());
    for word in &words {
        let next = numbers.last().map_or(1, |last| last + 1);
        numbers.push(if word.number == 0 { next } else { word.number });
    }
    let Some(first) = words.first() else { return };
    let counted = matches!(first.series, Series::Is | Series::Must | Series::Rely);
    for slip in sequence::breaks(&numbers) {
        let told = match slip.slip {
            Slip::Gap => (numbers[0] == 1 || counted) && !counts_elsewhere(section, list, &slip, numbers[slip.at]),
            Slip::Start => {
                let row = numbers.len() > 1 && numbers[0] == 2 && numbers[1] == 3;
                counted && row && !begins_elsewhere(section, list[0], before)
            }
            Slip::Repeat | Slip::Swap => counted,
            Slip::Back => counted && numbers[slip.at] > 1,
            Slip::Restart => false,
        };
        if told {
            found.extend(report(rule, section, &words, &numbers, &slip));
        }
    }
}

/// Whether the missing number is counted in other words: 一是…二要…三是, 二抓.
fn counts_elsewhere(section: &Section<'_>, list: &[usize], slip: &Break, number: u32) -> bool {
    let Some(last) = slip.at.checked_sub(1).map(|at| list[at]) else { return false };
    let here = list[slip.at];
    (slip.expected..number).all(|missing| {
        let counted = section.words[last..here].iter().any(|word| word.number == missing && word.number > 0);
        counted || stands_between(section, &section.words[last], Some(&section.words[here]), missing)
    })
}

/// Whether the first point is told in other words, or stands above the heading.
fn begins_elsewhere(section: &Section<'_>, first: usize, before: &Section<'_>) -> bool {
    const WORDS: [&str; 4] = ["一方面", "首先", "第一", "其一"];
    let word = &section.words[first];
    let series = |other: &Enumerator| other.series == word.series && other.number + 1 == word.number;
    let texts = &section.texts[..=word.text];
    let start = Enumerator { text: 0, range: 0..0, ..word.clone() };
    before.words.iter().any(series)
        || section.words[..first].iter().any(|other| other.number == 1)
        || texts.iter().any(|text| WORDS.iter().any(|word| text.content().contains(word)))
        || stands_between(section, &start, Some(word), 1)
}

/// Whether a numeral stands at the head of a clause between two points.
fn stands_between(section: &Section<'_>, from: &Enumerator, until: Option<&Enumerator>, number: u32) -> bool {
    let numeral = crate::numeral::chinese(number);
    let last = until.map_or(from.text, |until| until.text);
    (from.text..=last).any(|index| {
        let content = section.texts.get(index).map_or("", |text| text.content());
        let start = if index == from.text { from.range.end } else { 0 };
        let end = until.filter(|until| until.text == index).map_or(content.len(), |until| until.range.start);
        let part = content.get(start..end).unwrap_or_default();
        part.match_indices(numeral.as_str()).any(|(at, _)| {
            let ahead = part[..at].chars().next_back();
            ahead.is_none_or(|c| !c.is_alphanumeric())
        })
    })
}

fn report(
    rule: &Rule,
    section: &Section<'_>,
    words: &[&Enumerator],
    numbers: &[u32],
    slip: &Break,
) -> Option<Diagnostic> {
    let word = words[slip.at];
    let written =
        |word: &Enumerator| section.texts.get(word.text).map_or("", |text| &text.content()[word.range.clone()]);
    let this = written(word);
    let right = spelled(word.series, slip.expected);
    let before = slip.at.checked_sub(1).map(|at| words[at]);
    let last = before.map(|before| match written(before) {
        "" => format!("（{}）", before.number),
        text => text.to_owned(),
    });
    let message = match (slip.slip, last) {
        (Slip::Gap, Some(last)) if slip.typo => format!("“{last}”之后是“{this}”，按次序应是“{right}”"),
        (Slip::Gap, Some(last)) => {
            let missing: String =
                (slip.expected..numbers[slip.at]).take(3).map(|n| format!("“{}”", spelled(word.series, n))).collect();
            format!("“{last}”之后是“{this}”，缺{missing}")
        }
        (Slip::Start, _) => format!("从“{this}”数起，缺“{right}”"),
        (Slip::Repeat, _) => format!("“{this}”重复，按次序应是“{right}”"),
        (Slip::Swap, _) => format!("“{this}”排到了“{right}”前面"),
        (_, Some(last)) => format!("“{last}”之后是“{this}”，次序倒了"),
        _ => return None,
    };
    let mut finding = rule.finding(message).at(place(section, word)?);
    if let Some(span) = before.and_then(|before| place(section, before)) {
        finding = finding.also(span, "前一条");
    }
    Some(finding.hint("核对是否丢了一条；没有丢，就把后面的序数依次改过来"))
}

/// Where a counting word stands.
fn place(section: &Section<'_>, word: &Enumerator) -> Option<Span> {
    section.texts.get(word.text)?.span(word.range.clone())
}

/// A number as the series writes it.
fn spelled(series: Series, number: u32) -> String {
    let han = crate::numeral::chinese(number);
    match series {
        Series::Is => format!("{han}是"),
        Series::Must => format!("{han}要"),
        Series::Rely => format!("{han}靠"),
        Series::Ordinal => format!("第{han}"),
        Series::Among => format!("其{han}"),
        Series::Bracket => format!("（{number}）"),
        Series::Circle => char::from_u32('①' as u32 + number - 1).map_or(number.to_string(), String::from),
    }
}
