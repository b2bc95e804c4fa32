//! Gregorian dates in the forms people type.

use super::parse_chinese;
use std::fmt;

/// A date of which the month and day may be left out. Displays as GB/T 9704—2012, 7.3.5.4 writes it: 2026年9月18日.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Four-digit year.
    pub year: u16,
    /// Month 1–12.
    pub month: Option<u8>,
    /// Day 1–31, valid in its month.
    pub day: Option<u8>,
}

impl Date {
    /// Reads `2026-09-18`, `2026/9/18`, `2026.9.18`, `2026年9月18日`, `二〇二六年九月十八日`, also without day or month,
    /// with spaces and in characters of full width; `20260918` only whole.
    pub fn parse(text: &str) -> Option<Date> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
        let text = text.as_str();
        let parts: Vec<&str> = if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
            vec![&text[..4], &text[4..6], &text[6..]]
        } else if text.contains('年') {
            let text = text.trim_end_matches(['日', '号']);
            let (year, rest) = text.split_once('年')?;
            let (month, day) = rest.split_once('月').unwrap_or((rest, ""));
            [year, month, day].into_iter().take_while(|part| !part.is_empty()).collect()
        } else {
            let separator = text.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
            text.split(separator).collect()
        };
        let year = number(parts.first()?, 4)?;
        let month = parts.get(1).map(|part| number(part, 2)).map_or(Some(None), |n| n.map(Some))?;
        let day = parts.get(2).map(|part| number(part, 2)).map_or(Some(None), |n| n.map(Some))?;
        let date = Date { year, month: month.map(|m| m as u8), day: day.map(|d| d as u8) };
        (parts.len() <= 3 && date.exists()).then_some(date)
    }

    /// Why a date that is written in figures does not exist, in words: 9月只有30天. `None` if it exists or is no date.
    pub fn impossible(text: &str) -> Option<String> {
        let parts: Vec<u16> = text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|part| !part.is_empty())
            .map(str::parse)
            .collect::<Result<_, _>>()
            .ok()?;
        let [year, month, rest @ ..] = parts.as_slice() else { return None };
        let dated = (1000..=9999).contains(year) && rest.len() <= 1;
        if !dated || Date::parse(text).is_some() {
            return None;
        }
        let Some(month) = u8::try_from(*month).ok().filter(|month| (1..=12).contains(month)) else {
            return Some(format!("没有{month}月"));
        };
        let days = Date { year: *year, month: Some(month), day: None }.days();
        rest.first().filter(|day| !(1..=days).contains(&u8::try_from(**day).unwrap_or(0)))?;
        let year = if month == 2 { format!("{year}年") } else { String::new() };
        Some(format!("{year}{month}月只有{days}天"))
    }

    /// Days of its month.
    fn days(self) -> u8 {
        let leap = self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        match self.month {
            Some(2) if leap => 29,
            Some(2) => 28,
            Some(4 | 6 | 9 | 11) => 30,
            _ => 31,
        }
    }

    /// Month and day without the year: 9月18日; without a day: 9月; without a month, the year.
    pub fn month_and_day(self) -> String {
        let (month, day) = (self.month.map(|m| format!("{m}月")), self.day.map(|d| format!("{d}日")));
        month.map_or_else(|| self.to_string(), |month| format!("{month}{}", day.unwrap_or_default()))
    }

    fn exists(self) -> bool {
        let days = self.days();
        (1000..=9999).contains(&self.year)
            && self.month.is_none_or(|m| (1..=12).contains(&m))
            && self.day.is_none_or(|d| (1..=days).contains(&d))
    }

    /// The date without its day.
    #[must_use]
    pub fn to_month(self) -> Date {
        Date { day: None, ..self }
    }

    /// The date without month and day.
    #[must_use]
    pub fn to_year(self) -> Date {
        Date { month: None, day: None, ..self }
    }
}

/// Digits and dashes of full width as the plain ones.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '－' | '–' | '—' => '-',
        '／' => '/',
        '．' => '.',
        _ => c,
    }
}

fn number(text: &str, digits: usize) -> Option<u16> {
    let arabic = !text.is_empty() && text.len() <= digits && text.bytes().all(|b| b.is_ascii_digit());
    if arabic {
        return if digits == 4 && text.len() != 4 { None } else { text.parse().ok() };
    }
    if digits == 4 {
        // A year in Han digits is read digit by digit.
        let value: Option<Vec<u32>> = text.chars().map(|c| parse_chinese(c.encode_utf8(&mut [0; 4]))).collect();
        let value = value.filter(|v| v.len() == 4 && v.iter().all(|d| *d < 10))?;
        return Some(value.iter().fold(0, |year, digit| year * 10 + *digit as u16));
    }
    parse_chinese(text).and_then(|n| u16::try_from(n).ok())
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}年", self.year)?;
        if let Some(month) = self.month {
            write!(f, "{month}月")?;
        }
        if let Some(day) = self.day {
            write!(f, "{day}日")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_spellings_give_one_form() {
        for text in [
            "2026-09-18",
            "2026/9/18",
            "2026.9.18",
            "2026年9月18日",
            "2026年09月18日",
            "二〇二六年九月十八日",
            "20260918",
            "2026 年 9 月 18 日",
            "2026－09－18",
            "２０２６年９月１８日",
            "2026年9月18号",
        ] {
            assert_eq!(Date::parse(text).map(|d| d.to_string()).as_deref(), Some("2026年9月18日"), "{text}");
        }
        assert_eq!(Date::parse("2026-06").map(|d| d.to_string()).as_deref(), Some("2026年6月"));
        assert_eq!(Date::parse("2026年").map(|d| d.to_string()).as_deref(), Some("2026年"));
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-00-01",
            "26-9-18",
            "20260231",
            "202609",
            "下周",
            "2026年9月31日",
            "",
            "2026",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert!(Date::parse("2024-02-29").is_some());
    }

    #[test]
    fn a_day_that_does_not_exist_is_told_why() {
        assert_eq!(Date::impossible("2026-9-31").as_deref(), Some("9月只有30天"));
        assert_eq!(Date::impossible("2026年2月29日").as_deref(), Some("2026年2月只有28天"));
        assert_eq!(Date::impossible("2026-13-01").as_deref(), Some("没有13月"));
        assert_eq!((Date::impossible("2026-9-30"), Date::impossible("下周")), (None, None));
    }
}
