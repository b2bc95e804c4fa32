//! Dates that no calendar has, and days of the week that are another day's.

use super::dates::{self, Figure, WrittenDate};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use std::ops::Range;

/// 2月30日; 2026年9月18日（星期四）.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: Code::new("DT001", "impossible-date"),
        level: Level::Error,
        kind: Kind::Defect,
        authority: Authority::Practice("公历里没有这个日期"),
        page: include_str!("impossible_date.md"),
        target: Target::Text(&["月"], impossible),
    },
    Rule {
        code: Code::new("DT004", "weekday-mismatch"),
        level: Level::Warning,
        kind: Kind::Defect,
        authority: Authority::Practice("日期和星期按公历推算对不上，两个里有一个写错了"),
        page: include_str!("weekday_mismatch.md"),
        target: Target::Text(&["星期", "礼拜", "周"], weekday),
    },
];

fn impossible(rule: &Rule, _: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    let Some(date) = dates::date_at(text, at) else { return Seen::Nothing };
    let certain = date.year.is_some() || date.day.as_ref().is_some_and(|day| !day.han);
    if !certain {
        return Seen::Nothing;
    }
    let year = date.year.as_ref().map(|year| year.value);
    if !(1..=12).contains(&date.month.value) {
        let finding = rule.finding(format!("没有“{}月”", &text[date.month.range.clone()]));
        return found(date.range, finding.hint("一年只有十二个月，核对月份"));
    }
    let days = dates::days_in(year, date.month.value);
    let Some(day) = wrong_day(text, &date, days) else { return Seen::Nothing };
    let (range, month) = (date.range.start..date.range.end.max(day.range.end), &text[date.month.range.clone()]);
    let year = date.year.as_ref().filter(|_| days == 28).map(|year| format!("{}年", &text[year.range.clone()]));
    let finding = rule.finding(format!("{}{month}月没有{}日", year.unwrap_or_default(), &text[day.range.clone()]));
    let hint = match day.value {
        29 if days == 28 => "这一年不是闰年，2月只有28天".to_owned(),
        100.. => "可能是两个日期连在一起，中间丢了连接号".to_owned(),
        _ => format!("{month}月只有{days}天，核对日期"),
    };
    found(range, finding.hint(hint))
}

/// The day that the month does not have: its own, or the second of 2月27日至30日.
fn wrong_day(text: &str, date: &WrittenDate, days: u32) -> Option<Figure> {
    let wrong = |day: &Figure| !(1..=days).contains(&day.value);
    let day = date.day.as_ref()?;
    if wrong(day) {
        return Some(day.clone());
    }
    let rest = &text[date.range.end..];
    let start = date.range.end + dates::connector(rest);
    let length = text[start..].bytes().take(3).take_while(u8::is_ascii_digit).count();
    let second = Figure { value: text[start..start + length].parse().ok()?, range: start..start + length, han: false };
    let joined = start > date.range.end && text[start + length..].starts_with('日');
    (joined && wrong(&second)).then_some(second)
}

fn found(range: Range<usize>, finding: Diagnostic) -> Seen {
    Seen::Found(range, Box::new(finding))
}

fn weekday(rule: &Rule, _: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    const NAMES: [char; 7] = ['日', '一', '二', '三', '四', '五', '六'];
    /// From the 月 of a date to its day of the week, in characters.
    const FARTHEST: usize = 8;
    let text = prose.text();
    let word = if text[at..].starts_with('周') { "周" } else { "星期" };
    let Some(name) = text[at + word.len()..].chars().next() else { return Seen::Nothing };
    let said = NAMES.iter().position(|n| *n == if name == '天' { '日' } else { name });
    let before = text[..at].trim_end_matches(['（', '(', '，', ',', '、', ' ', '　']);
    let near: usize = before.chars().rev().take(FARTHEST).map(char::len_utf8).sum();
    let month = before[before.len() - near..].rfind('月').map(|month| before.len() - near + month);
    let Some((said, date)) = said.zip(month.and_then(|month| dates::date_at(text, month))) else {
        return Seen::Nothing;
    };
    let (Some(year), Some(day)) = (&date.year, &date.day) else { return Seen::Nothing };
    let (month, day) = (date.month.value, day.value);
    let exists = (1..=12).contains(&month) && (1..=dates::days_in(Some(year.value), month)).contains(&day);
    let right = dates::weekday(year.value, month, day) as usize;
    if !exists || date.range.end != before.len() || right == said {
        return Seen::Nothing;
    }
    let range = date.range.start..at + word.len() + name.len_utf8();
    let right = NAMES[right];
    let word = &text[at..at + word.len()];
    let finding = rule.finding(format!("{}是{word}{right}，不是{word}{name}", &text[date.range]));
    found(range, finding.hint("核对日期和星期，改正其中写错的一个"))
}
