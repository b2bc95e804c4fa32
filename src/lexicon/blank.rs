//! The shapes of gaps: stars, underscores, crosses, and the note zhibi prints for a missing value.
//!
//! In comes any text, out come the places that look like a gap. One pass over the
//! bytes, no allocation.

use super::lookalike::is_lookalike;
use std::ops::Range;

/// What begins the note that stands for a missing value in a merged report: `【待填：镇数】`.
pub const NOTE_OPEN: &str = "【待填";
/// What ends it.
pub const NOTE_CLOSE: &str = "】";
/// A note longer than this is prose.
const NOTE_LONGEST: usize = 240;

/// How a gap is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// `*`, `＊`
    Star,
    /// `_`, `＿`, `﹍`
    Underscore,
    /// `X`, `x`, `Ｘ`, `ｘ`, `×`, `✕`, `╳`
    Cross,
    /// `【待填：…】`
    Note,
}

/// One run of one shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    /// Byte range in the text.
    pub range: Range<usize>,
    /// How it is written.
    pub shape: Shape,
    /// Number of marks in the run (1 for a note).
    pub count: usize,
}

/// All gaps of a text, in order: its [`shapes`] without the look-alikes (`1366*768`, `138****1234`, `1+X`).
pub fn find(text: &str) -> impl Iterator<Item = Blank> + '_ {
    shapes(text).filter(|blank| !is_lookalike(text, blank))
}

/// All gap shapes of a text, in order. `XX.XX` is one run. A Latin letter x inside a Latin word (`max`, `XXL`) is none.
pub fn shapes(text: &str) -> impl Iterator<Item = Blank> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(start) = next_candidate(text.as_bytes(), at) {
            match blank_at(text, start) {
                Some(blank) => {
                    at = blank.range.end;
                    return Some(blank);
                }
                None => at = start + skip(text, start),
            }
        }
        at = text.len();
        None
    })
}

/// Words written where a value is still to come.
const PROMISES: &[&str] = &[
    "待定",
    "待补",
    "待补充",
    "待核",
    "待核实",
    "待填",
    "待填写",
    "待统计",
    "待确认",
    "待报",
    "暂缺",
    "TBD",
    "tbd",
    "？",
    "?",
    "？？",
    "??",
    "【】",
    "（）",
    "()",
    "某",
    "某某",
    "某某某",
    "○○",
    "○○○",
    "〇〇",
    "△△",
    "□□",
];

/// Whether a data value is nothing but a gap: `*`, `** 、**`, `____`, `XX`, `××`, `【待填：…】`.
pub fn is_blank(value: &str) -> bool {
    let value = value.trim();
    if PROMISES.contains(&value) {
        return true;
    }
    let mut end = 0;
    for blank in shapes(value) {
        let lone_letter = blank.count == 1 && blank.shape == Shape::Cross && value.is_ascii();
        if lone_letter || !value[end..blank.range.start].chars().all(is_filler) {
            return false;
        }
        end = blank.range.end;
    }
    end > 0 && value[end..].chars().all(is_filler)
}

fn is_filler(c: char) -> bool {
    c.is_whitespace() || matches!(c, '、' | '，' | ',' | '-' | '.')
}

/// The blank that begins exactly at a byte offset, if one does.
pub fn blank_at(text: &str, start: usize) -> Option<Blank> {
    let rest = text.get(start..)?;
    if rest.starts_with(NOTE_OPEN) {
        let window = &rest.as_bytes()[..rest.len().min(NOTE_LONGEST)];
        let close = window.windows(3).position(|w| w == NOTE_CLOSE.as_bytes())?;
        let range = start..start + close + NOTE_CLOSE.len();
        return (!text[range.clone()].contains('\n')).then_some(Blank { range, shape: Shape::Note, count: 1 });
    }
    let (shape, first) = mark_at(rest)?;
    let (mut end, mut count) = (start + first, 1);
    loop {
        let rest = &text[end..];
        let dot = usize::from(rest.starts_with('.'));
        match mark_at(&rest[dot..]) {
            Some((next, length)) if next == shape => {
                end += dot + length;
                count += 1;
            }
            _ => break,
        }
    }
    let blank = Blank { range: start..end, shape, count };
    (!inside_latin_word(text, &blank)).then_some(blank)
}

/// A Latin x beside Latin letters, or an underscore between Latin letters or digits, belongs to a word.
fn inside_latin_word(text: &str, blank: &Blank) -> bool {
    let bytes = text.as_bytes();
    let before = blank.range.start.checked_sub(1).map(|at| bytes[at]);
    let after = bytes.get(blank.range.end).copied();
    let letter = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_alphabetic());
    match blank.shape {
        Shape::Cross => bytes[blank.range.start].is_ascii() && (letter(before) || letter(after)),
        Shape::Underscore => {
            let word = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_alphanumeric());
            blank.count <= 2 && word(before) && word(after)
        }
        _ => false,
    }
}

fn mark_at(text: &str) -> Option<(Shape, usize)> {
    let c = text.chars().next()?;
    let shape = match c {
        '*' | '＊' => Shape::Star,
        '_' | '＿' | '﹍' => Shape::Underscore,
        'X' | 'x' | 'Ｘ' | 'ｘ' | '×' | '✕' | '╳' => Shape::Cross,
        _ => return None,
    };
    Some((shape, c.len_utf8()))
}

/// Length of what cannot be a blank at `start`: the whole run of marks, so that a long run is looked at once.
fn skip(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let run: usize = rest.chars().take_while(|c| matches!(c, '_' | 'X' | 'x')).count();
    if run > 0 { run } else { rest.chars().next().map_or(1, char::len_utf8) }
}

/// First bytes of the marks: a cheap sieve before characters are decoded.
fn next_candidate(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(first) = bytes.get(at) {
        at += match first {
            // Nearly every character is a Han one of three bytes.
            0xE4..=0xE9 => 3,
            b'*' | b'_' | b'X' | b'x' => return Some(at),
            0xC3 | 0xE2 | 0xE3 | 0xEF if starts_mark(&bytes[at..]) => return Some(at),
            _ => 1,
        };
    }
    None
}

fn starts_mark(bytes: &[u8]) -> bool {
    match bytes {
        // × ✕ ╳
        [0xC3, 0x97, ..] | [0xE2, 0x9C, 0x95, ..] | [0xE2, 0x95, 0xB3, ..] => true,
        // ＊ ＿ Ｘ, ｘ, ﹍
        [0xEF, 0xBC, 0x8A | 0xBF | 0xB8, ..] | [0xEF, 0xBD, 0x98, ..] | [0xEF, 0xB9, 0x8D, ..] => true,
        [0xE3, 0x80, 0x90, ..] => bytes.starts_with(NOTE_OPEN.as_bytes()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn runs(text: &str) -> Vec<&str> {
        shapes(text).map(|blank| &text[blank.range]).collect()
    }

    #[test]
    fn every_shape_and_length_is_one_run() {
        assert_eq!(runs("*县辖**个镇，＊＊＊人"), ["*", "**", "＊＊＊"]);
        assert_eq!(runs("投入____万元，＿＿人，XX.XX亿元，××年"), ["____", "＿＿", "XX.XX", "××"]);
        assert_eq!(runs("辖【待填：镇数】个镇【意见】"), ["【待填：镇数】"]);
        assert_eq!(runs("甲✕乙╳丙﹍丁Ｘ戊ｘ己×庚＿"), ["✕", "╳", "﹍", "Ｘ", "ｘ", "×", "＿"]);
        assert_eq!(runs("max docx XXL a_b __init__ 【待填\n】"), ["__", "__"]);
    }

    #[test]
    fn a_value_is_a_gap_or_holds_one() {
        for gap in ["*", " ** ", "**、**", "____", "XX", "××", "×", "【待填：镇数】"] {
            assert!(is_blank(gap), "{gap}");
        }
        for value in ["", "*个镇", "XX县", "12", "1366*768", "X", "a_b"] {
            assert!(!is_blank(value), "{value}");
        }
    }

    proptest! {
        #[test]
        fn ranges_are_ordered_and_on_boundaries(text in "[*_Xx×＊【】待填县1a.\n]{0,60}") {
            let mut last = 0;
            for blank in shapes(&text) {
                prop_assert!(blank.range.start >= last && blank.range.start < blank.range.end);
                prop_assert!(text.get(blank.range.clone()).is_some());
                last = blank.range.end;
            }
        }

        #[test]
        fn no_star_is_lost(text in "[*县个X、1]{0,40}") {
            let stars: usize = shapes(&text).filter(|b| b.shape == Shape::Star).map(|b| b.count).sum();
            prop_assert_eq!(stars, text.matches('*').count());
        }
    }
}
