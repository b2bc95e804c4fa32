//! Figures as people write them, where a plain one is asked for.

use crate::numeral::parse_chinese;
use crate::numeral::{decimal, plain};
use rust_decimal::Decimal;

/// The plain figure that was most likely meant: full-width digits, spaces and commas between digits, a unit behind,
/// 万 and 亿, Chinese numerals. `unit` is the field's own.
pub(super) fn meant(text: &str, unit: &str) -> Option<String> {
    let narrow: String = text.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    let bare = narrow.strip_suffix(unit).unwrap_or(&narrow);
    let end = bare.find(|c: char| !c.is_ascii_digit() && !".,+-".contains(c)).unwrap_or(bare.len());
    let (digits, rest) = bare.split_at(end);
    if digits.is_empty() {
        return chinese(bare).map(plain);
    }
    let value = decimal(digits).or_else(|| decimal(&digits.replace(',', "")))?;
    let (factor, rest) = magnitude(rest);
    // Anything longer than a measure word says more than a figure can.
    (rest.chars().count() <= 2).then(|| value.checked_mul(factor)).flatten().map(plain)
}

/// What is strange about a figure that can be read: zeros in front, or less than nothing where things are counted.
pub(super) fn oddity(text: &str, unit: &str) -> Option<&'static str> {
    let counted = ["个", "人", "名", "户", "家", "次", "份", "场", "所", "张", "件", "处", "项", "座", "条", "元"];
    let digits = text.trim().trim_start_matches(['-', '−', '+']);
    if digits.starts_with('0') && digits[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return Some("前头多了一个 0");
    }
    let negative = text.trim().starts_with(['-', '−']) && digits.contains(|c: char| ('1'..='9').contains(&c));
    (negative && counted.contains(&unit)).then_some("是负数")
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '．' => '.',
        '，' | '、' => ',',
        '－' | '−' | '–' => '-',
        c => c,
    }
}

/// The factor of 万 or 亿, and what stands behind it.
fn magnitude(text: &str) -> (Decimal, &str) {
    for (word, factor) in [("万亿", 1_000_000_000_000_i64), ("亿", 100_000_000), ("万", 10_000)] {
        if let Some(rest) = text.strip_prefix(word) {
            return (Decimal::from(factor), rest);
        }
    }
    (Decimal::ONE, text)
}

/// A Chinese numeral, with a measure word of one or two characters or none.
fn chinese(text: &str) -> Option<Decimal> {
    let whole = |part: &str| if part.is_empty() { Some(Decimal::ZERO) } else { parse_chinese(part).map(Decimal::from) };
    let value = |text: &str| {
        let (hundred_millions, rest) = text.split_once('亿').unwrap_or(("", text));
        let (ten_thousands, rest) = rest.split_once('万').unwrap_or(("", rest));
        let high = whole(hundred_millions)?.checked_mul(Decimal::from(100_000_000))?;
        let middle = whole(ten_thousands)?.checked_mul(Decimal::from(10_000))?;
        high.checked_add(middle)?.checked_add(whole(rest.trim_start_matches('零'))?)
    };
    let is_numeral = |c: char| "零〇一二两三四五六七八九十百千万亿".contains(c);
    let end = text.find(|c| !is_numeral(c)).unwrap_or(text.len());
    (end > 0 && text[end..].chars().count() <= 2).then(|| value(&text[..end])).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figure_meant_is_read_from_what_people_write() {
        let table = [
            ("236个", "236"),
            ("１２３", "123"),
            ("2 360", "2360"),
            ("2，360人", "2360"),
            ("23,60", "2360"),
            ("31.84万人", "318400"),
            ("1.28亿元", "128000000"),
            ("二百三十六", "236"),
            ("三万零五百户", "30500"),
            ("两个", "2"),
            ("十", "10"),
        ];
        for (written, figure) in table {
            assert_eq!(meant(written, "个").as_deref(), Some(figure), "{written}");
        }
        for words in ["约二百", "多个", "见附件", "3个镇5个村", "236个行政村和社区", "九九乘法表格", ""]
        {
            assert_eq!(meant(words, "个"), None, "{words}");
        }
    }

    #[test]
    fn zeros_in_front_and_fewer_than_none_are_odd() {
        assert!(oddity("0236", "个").is_some() && oddity("-5", "个").is_some() && oddity("−5", "人").is_some());
        for fine in ["0", "0.5", "-3.2", "10", "-0"] {
            assert_eq!(oddity(fine, if fine == "-3.2" { "%" } else { "个" }), None, "{fine}");
        }
    }
}
