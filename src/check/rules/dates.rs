//! What the rules on dates share: the date around a 月, as it is written.

use std::ops::Range;

/// Months and days of a date as written; nothing says that there is such a day.
#[derive(Debug, Clone)]
pub(super) struct WrittenDate {
    /// The whole, with its last unit.
    pub(super) range: Range<usize>,
    /// The year, if its four digits stand right before.
    pub(super) year: Option<Figure>,
    /// The month.
    pub(super) month: Figure,
    /// The day, if 日 or 号 follows.
    pub(super) day: Option<Figure>,
}

/// A figure of a date.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    /// What it says.
    pub(super) value: u32,
    /// Its characters.
    pub(super) range: Range<usize>,
    /// Whether it is written in Han numerals.
    pub(super) han: bool,
}

/// Longest figure that is read, in characters; what is longer is no date.
const LONGEST: usize = 5;

/// The date whose 月 stands at `at`.
pub(super) fn date_at(text: &str, at: usize) -> Option<WrittenDate> {
    let month = before(text, at, false)?;
    let mut start = month.range.start;
    let year = text[..start].trim_end_matches(' ').strip_suffix('年').and_then(|rest| {
        let year = before(text, rest.len(), true)?;
        start = year.range.start;
        (year.value >= 1000).then_some(year)
    });
    let end = at + '月'.len_utf8();
    let day = after(text, end).filter(|day| text[day.range.end..].trim_start_matches(' ').starts_with(['日', '号']));
    let end = day.as_ref().map_or(end, |day| {
        let unit = text[day.range.end..].trim_start_matches(' ');
        text.len() - unit.len() + '日'.len_utf8()
    });
    Some(WrittenDate { range: start..end, year, month, day })
}

/// The figure that ends at `end`, a space aside.
fn before(text: &str, end: usize, year: bool) -> Option<Figure> {
    let head = text[..end].trim_end_matches(' ');
    let length = |is_digit: fn(char) -> bool| -> usize {
        head.chars().rev().take(LONGEST).take_while(|c| is_digit(*c)).map(char::len_utf8).sum()
    };
    let (arabic, han) = (length(|c| c.is_ascii_digit()), length(is_han_digit));
    let start = head.len() - arabic.max(han);
    // 1.5月, 20,13月: part of another figure.
    let touches = head[..start].ends_with(|c: char| c.is_ascii_digit() || c == '.' || is_han_digit(c));
    if touches { None } else { figure(text, start..head.len(), year) }
}

/// The figure that begins at `start`, a space aside.
fn after(text: &str, start: usize) -> Option<Figure> {
    let rest = text[start..].trim_start_matches(' ');
    let start = text.len() - rest.len();
    let length = |is_digit: fn(char) -> bool| -> usize {
        rest.chars().take(LONGEST).take_while(|c| is_digit(*c)).map(char::len_utf8).sum()
    };
    let (arabic, han) = (length(|c| c.is_ascii_digit()), length(is_han_digit));
    figure(text, start..start + arabic.max(han), false)
}

fn figure(text: &str, range: Range<usize>, year: bool) -> Option<Figure> {
    let digits = &text[range.clone()];
    let han = !digits.starts_with(|c: char| c.is_ascii_digit());
    let value = match (han, year) {
        (false, _) => digits.parse().ok()?,
        (true, true) => digit_by_digit(digits)?,
        (true, false) => crate::numeral::parse_chinese(digits)?,
    };
    Some(Figure { value, range, han })
}

/// 二〇二六 → 2026.
fn digit_by_digit(digits: &str) -> Option<u32> {
    let mut value = 0;
    for c in digits.chars() {
        let digit = "〇一二三四五六七八九".chars().position(|d| d == c).or("○零".contains(c).then_some(0))?;
        value = value * 10 + digit as u32;
    }
    (digits.chars().count() == 4).then_some(value)
}

fn is_han_digit(c: char) -> bool {
    matches!(c, '〇' | '○' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Days of a month; of February 29 where the year is not known.
pub(super) fn days_in(year: Option<u32>, month: u32) -> u32 {
    match month {
        2 if year.is_none_or(is_leap) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// The day of the week, 0 for Sunday, by Sakamoto's table.
pub(super) fn weekday(year: u32, month: u32, day: u32) -> u32 {
    const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 3 { year - 1 } else { year };
    let shift = SHIFT[(month.clamp(1, 12) - 1) as usize];
    (year + year / 4 - year / 100 + year / 400 + shift + day) % 7
}

/// A stretch of text that only some characters may join: 至, —, ～.
pub(super) fn connector(rest: &str) -> usize {
    let trimmed = rest.trim_start_matches(' ');
    let joined = trimmed.trim_start_matches(['至', '到', '—', '－', '–', '-', '～', '~']);
    if joined.len() == trimmed.len() { 0 } else { rest.len() - joined.trim_start_matches(' ').len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Option<u32>, u32, Option<u32>, &str)> {
        let date = date_at(text, text.find('月')?)?;
        Some((date.year.map(|y| y.value), date.month.value, date.day.map(|d| d.value), &text[date.range]))
    }

    #[test]
    fn dates_are_read_as_written() {
        assert_eq!(read("于2026年9月18日印发"), Some((Some(2026), 9, Some(18), "2026年9月18日")));
        assert_eq!(read("二〇二六年九月十八日"), Some((Some(2026), 9, Some(18), "二〇二六年九月十八日")));
        assert_eq!(read("2026 年 9 月 18 日"), Some((Some(2026), 9, Some(18), "2026 年 9 月 18 日")));
        assert_eq!(read("每年13月"), Some((None, 13, None, "13月")));
        assert_eq!(read("9月18人"), Some((None, 9, None, "9月")));
        assert_eq!(read("本月"), None);
        assert_eq!(read("1.5月"), None);
    }

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        assert_eq!(weekday(2026, 9, 18), 5);
        assert_eq!(weekday(2000, 2, 29), 2);
        assert_eq!(weekday(1949, 10, 1), 6);
    }
}
