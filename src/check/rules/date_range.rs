//! Ranges of dates that end before they begin, or where they begin.

use super::dates;
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use std::cmp::Ordering;

/// 9月20日至9月18日; 2026—2024年.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("DT002", "date-range"),
    level: Level::Warning,
    kind: Kind::Defect,
    authority: Authority::Practice("起止日期先早后晚；两头相同的，多半是套用旧稿时统一替换留下的"),
    page: include_str!("date_range.md"),
    target: Target::Text(&["月", "年"], examine),
}];

/// A point in time as far as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Point {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
}

fn examine(rule: &Rule, _: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    let start = match text[at..].starts_with('月') {
        true => dates::date_at(text, at).filter(|date| !date.month.han).map(|date| date.range.start),
        false => year_start(text, at),
    };
    let Some(start) = start else { return Seen::Nothing };
    let (from, first) = point(text, start, true);
    let join = dates::connector(&text[first..]);
    let (until, end) = point(text, first + join, false);
    // 9月20日至20日8时 is a matter of hours.
    let timed = text[end..].starts_with(|c: char| c.is_ascii_digit()) || text[end..].starts_with(['上', '下', '时']);
    if join == 0 || timed {
        return Seen::Nothing;
    }
    let range = start..end;
    let written = &text[range.clone()];
    let finding = match compare(from, until) {
        Some(Ordering::Greater) => {
            rule.finding(format!("“{written}”的起止倒了")).hint("核对两个日期；跨年的，后一个写上年份")
        }
        Some(Ordering::Equal) => {
            rule.finding(format!("“{written}”的起止相同")).hint("核对两个日期；只有一天的，只写一个日期")
        }
        _ => return Seen::Nothing,
    };
    Seen::Found(range, Box::new(finding))
}

/// Where the first year of 2026—2024年 or 2026年至2024年 begins, if 年 stands at `at`.
fn year_start(text: &str, at: usize) -> Option<usize> {
    let digits = |end: usize| text[..end].bytes().rev().take(5).take_while(u8::is_ascii_digit).count();
    let own = digits(at);
    if own != 4 || dates::connector(&text[at + '年'.len_utf8()..]) > 0 {
        return (own == 4).then(|| at - 4);
    }
    let joined = text[..at - 4].trim_end_matches(['—', '－', '–', '-', '～', '~', '至', '到']);
    (joined.len() < at - 4 && digits(joined.len()) == 4).then(|| joined.len() - 4)
}

/// What is written from `start` on: years, months and days with their units, where the last unit of the first point may
/// be left to the second (9月20—18日). Also gives where it ends.
fn point(text: &str, start: usize, first: bool) -> (Point, usize) {
    let (mut point, mut at) = (Point::default(), start);
    loop {
        let rest = text[at..].trim_start_matches(' ');
        let length = rest.bytes().take(5).take_while(u8::is_ascii_digit).count();
        let (Ok(value), unit) = (rest[..length].parse(), rest[length..].trim_start_matches(' ')) else {
            return (point, at);
        };
        let slot = match unit.chars().next() {
            Some('年') if length == 4 && point == Point::default() => &mut point.year,
            Some('月') if length <= 2 && point.month.is_none() => &mut point.month,
            Some('日' | '号') if length <= 2 && point.day.is_none() => &mut point.day,
            _ if first && dates::connector(unit) > 0 && length <= 2 && point.month.is_some() => {
                point.day = Some(value);
                return (point, text.len() - unit.len());
            }
            _ if first && dates::connector(unit) > 0 && length == 4 && point == Point::default() => {
                point.year = Some(value);
                return (point, text.len() - unit.len());
            }
            _ => return (point, at),
        };
        *slot = Some(value);
        at = text.len() - unit.len() + '年'.len_utf8();
    }
}

/// How the two ends stand, where the text leaves no doubt.
fn compare(from: Point, until: Point) -> Option<Ordering> {
    if from.year.is_some() && until.year.is_some() && from.year != until.year {
        return Some(from.year.cmp(&until.year));
    }
    // Without a year the second may lie in another.
    if until.year.is_some() && from.year.is_none() {
        return None;
    }
    let month = until.month.or(until.day.and(from.month));
    match (from.month, month) {
        (None, None) => (until.year.is_some()).then_some(Ordering::Equal),
        (Some(a), Some(b)) if a == b => match (from.day, until.day) {
            (Some(a), Some(b)) => Some(a.cmp(&b)),
            (None, None) => Some(Ordering::Equal),
            _ => None,
        },
        // 12月至次年1月 and a school year are no slips; one month back is.
        (Some(a), Some(b)) if a > b => {
            let clear = until.year.is_some() || (a - b == 1 && from.day.is_some() && until.day.is_some());
            clear.then_some(Ordering::Greater)
        }
        _ => None,
    }
}
