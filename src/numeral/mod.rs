//! Numbers and dates as Chinese reports write them (GB/T 15835—2011). Text in, text out; no floats.

mod amount;
mod date;

pub use amount::{decimal, fixed, grouped, percent, plain, scaled};
pub use date::Date;

/// A whole number in Chinese numerals (十二, 一百零五), up to 9999; larger numbers stay Arabic.
pub fn chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const UNITS: [(u32, &str); 4] = [(1000, "千"), (100, "百"), (10, "十"), (1, "")];
    if number == 0 || number > 9999 {
        return if number == 0 { "零".to_owned() } else { number.to_string() };
    }
    let mut out = String::new();
    let mut zero = false;
    for (value, unit) in UNITS {
        let digit = number / value % 10;
        if digit == 0 {
            zero = !out.is_empty();
            continue;
        }
        if zero {
            out.push('零');
            zero = false;
        }
        if !(digit == 1 && value == 10 && out.is_empty()) {
            out.push_str(DIGITS[digit as usize]);
        }
        out.push_str(unit);
    }
    out
}

/// The value of a Chinese numeral (十二, 二十, 一百零五, 两); `None` if it is none.
pub fn parse_chinese(text: &str) -> Option<u32> {
    let (mut total, mut digit) = (0u32, None);
    for c in text.chars() {
        let value = match c {
            '零' | '〇' => 0,
            '一' => 1,
            '二' | '两' => 2,
            '三' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            '十' | '百' | '千' => {
                let unit = match c {
                    '十' => 10,
                    '百' => 100,
                    _ => 1000,
                };
                total += digit.take().unwrap_or(1) * unit;
                continue;
            }
            _ => return None,
        };
        if digit.is_some_and(|d| d != 0) {
            return None;
        }
        digit = Some(value);
    }
    (!text.is_empty()).then_some(total + digit.unwrap_or(0))
}

/// The label of a heading level as GB/T 9704—2012, 7.3.3 writes it: 一、（一）1.（1）.
pub fn label(level: u8, number: u32) -> String {
    match level {
        1 => format!("{}、", chinese(number)),
        2 => format!("（{}）", chinese(number)),
        3 => format!("{number}."),
        _ => format!("（{number}）"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numerals_read_back() {
        for (number, text) in [
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (105, "一百零五"),
            (110, "一百一十"),
            (2026, "二千零二十六"),
        ] {
            assert_eq!(chinese(number), text);
            assert_eq!(parse_chinese(text), Some(number), "{text}");
        }
        assert_eq!(parse_chinese("县"), None);
        assert_eq!(parse_chinese(""), None);
    }

    #[test]
    fn labels_follow_the_standard() {
        assert_eq!([label(1, 11), label(2, 3), label(3, 2), label(4, 5)], ["十一、", "（三）", "2.", "（5）"]);
    }
}
