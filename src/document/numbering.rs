//! Labels of headings: what was written, and what the number is.
//!
//! The four labels of GB/T 9704—2012, 7.3.3 are 一、（一）1.（1）; half-width brackets, `1、` and `1．` are read as
//! well, since rules report them.

use crate::numeral::parse_chinese;

/// A label at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// 1 to 4.
    pub level: u8,
    /// The number it says, from 1.
    pub number: u32,
    /// Its bytes.
    pub length: usize,
}

/// Longest numeral in a label, in characters: 一百二十三 needs five.
const LONGEST: usize = 7;

/// The label at the very start of `line`, if there is one.
pub fn recognise(line: &str) -> Option<Label> {
    match line.chars().next()? {
        '（' | '(' => bracketed(line),
        '0'..='9' => figure(line),
        _ => {
            let length = numeral_length(line, is_chinese_digit);
            let number = positive(parse_chinese(&line[..length]))?;
            line[length..].starts_with('、').then_some(Label { level: 1, number, length: length + '、'.len_utf8() })
        }
    }
}

fn bracketed(line: &str) -> Option<Label> {
    let open = line.chars().next()?.len_utf8();
    let inner = &line[open..];
    let (level, number, length) = match numeral_length(inner, |c| c.is_ascii_digit()) {
        0 => {
            let length = numeral_length(inner, is_chinese_digit);
            (2, parse_chinese(&inner[..length]), length)
        }
        length if length <= 3 => (4, inner[..length].parse().ok(), length),
        _ => return None,
    };
    let number = positive(number)?;
    let rest = &inner[length..];
    let close = rest.chars().next().filter(|c| matches!(c, '）' | ')'))?.len_utf8();
    // （一）、 is a common slip; the mark belongs to the label.
    let slip = rest[close..].len() - rest[close..].trim_start_matches('、').len();
    Some(Label { level, number, length: open + length + close + slip })
}

fn figure(line: &str) -> Option<Label> {
    let length = numeral_length(line, |c| c.is_ascii_digit());
    let number = positive(line[..length].parse().ok()).filter(|_| length <= 3)?;
    let mut rest = line[length..].chars();
    let point = rest.next().filter(|c| matches!(c, '.' | '．' | '、'))?;
    // 1.5万元, 3、4月 are figures.
    let figure = rest.next().is_some_and(|c| c.is_ascii_digit());
    (!figure).then_some(Label { level: 3, number, length: length + point.len_utf8() })
}

fn numeral_length(text: &str, is_digit: impl Fn(char) -> bool) -> usize {
    text.chars().take(LONGEST).take_while(|c| is_digit(*c)).map(char::len_utf8).sum()
}

fn is_chinese_digit(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '零')
}

fn positive(number: Option<u32>) -> Option<u32> {
    number.filter(|n| *n > 0)
}

/// Counts headings within their parents.
#[derive(Debug, Clone, Default)]
pub struct Numbering {
    counts: [u32; 4],
}

impl Numbering {
    /// A fresh count, as the body and each attachment have one.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of the next heading of `level` (1 to 4); deeper levels begin anew.
    pub fn next(&mut self, level: u8) -> u32 {
        let index = usize::from(level.clamp(1, 4)) - 1;
        self.counts[index] += 1;
        self.counts[index + 1..].fill(0);
        self.counts[index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeral::label;

    #[test]
    fn every_label_the_engine_writes_is_read_back() {
        for level in 1..=4 {
            for number in (1..=130).chain([999]) {
                let text = label(level, number);
                assert_eq!(recognise(&format!("{text}基本情况")), Some(Label { level, number, length: text.len() }));
            }
        }
    }

    #[test]
    fn slips_are_read_and_figures_are_not() {
        for (text, level, number, label) in [
            ("(一)做法", 2, 1, "(一)"),
            ("（二）、做法", 2, 2, "（二）、"),
            ("1、做法", 3, 1, "1、"),
            ("2．做法", 3, 2, "2．"),
            ("(3)做法", 4, 3, "(3)"),
            ("4.", 3, 4, "4."),
        ] {
            assert_eq!(recognise(text), Some(Label { level, number, length: label.len() }), "{text}");
        }
        for text in [
            "1.5万元",
            "3、4月份",
            "2026.总体",
            "（2026）",
            "第一、",
            "一是",
            "（略）",
            "一二、",
            "县",
            "",
            "零、",
            "0.",
            "()",
        ] {
            assert_eq!(recognise(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_restart_below_each_heading() {
        let mut numbering = Numbering::new();
        let numbers = [1, 2, 2, 3, 3, 1, 2, 4, 3].map(|level| numbering.next(level));
        assert_eq!(numbers, [1, 1, 2, 1, 2, 2, 1, 1, 1]);
    }
}
