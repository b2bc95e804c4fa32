//! The one table of internal marks.
//!
//! All are Unicode noncharacters: [`decode`](super::decode) refuses them in input, so none can come from a user,
//! and none is a private-use code point, where government systems keep rare name characters. They pass YAML,
//! Tera and pulldown-cmark unchanged.

/// Digits 0–9 of numbers inside marks are this code point plus the digit.
const DIGIT_ZERO: u32 = 0xFDD0;

/// Begins a printed value; the site number and loop indices follow.
pub const OPEN: char = '\u{FDDA}';
/// Ends the head of a printed value; the value follows.
pub const HEAD_END: char = '\u{FDDB}';
/// Ends a printed value.
pub const CLOSE: char = '\u{FDDC}';
/// A line break inside a value: a new paragraph in body text, a space elsewhere.
pub const LINE_BREAK: char = '\u{FDDD}';
/// Stands beside `**` so that CommonMark's flanking rules treat it as bold next to Chinese punctuation.
pub const FLANK: char = '\u{FDDE}';
/// Opens a gap inside a printed value; its number, [`SEPARATOR`] and its text follow.
pub const GAP: char = '\u{FDDF}';
/// Ends a gap.
pub const GAP_END: char = '\u{FDE2}';
/// Stands for `*` while YAML is parsed.
pub const STAR: char = '\u{FDE0}';
/// Separates numbers in the head of a printed value.
pub const SEPARATOR: char = '\u{FDE1}';

/// The digit mark of 0–9.
pub fn digit(value: u32) -> char {
    char::from_u32(DIGIT_ZERO + value % 10).unwrap_or(OPEN)
}

/// The value of a digit mark.
pub fn digit_value(mark: char) -> Option<u32> {
    (mark as u32).checked_sub(DIGIT_ZERO).filter(|value| *value < 10)
}

/// Whether a character is one of the marks of this table, twins excluded.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}')
}

/// The twin of an ASCII punctuation character: the 32 plane-end noncharacters U+1FFFE, U+1FFFF … U+10FFFF in the
/// order of the 32 characters.
pub fn twin(c: char) -> Option<char> {
    let index = punctuation_index(c)?;
    char::from_u32((index / 2 + 1) * 0x1_0000 + 0xFFFE + index % 2)
}

/// The ASCII punctuation character a twin stands for.
pub fn untwin(c: char) -> Option<char> {
    let code = c as u32;
    if code < 0x1_0000 || code & 0xFFFE != 0xFFFE {
        return None;
    }
    let index = (code / 0x1_0000 - 1) * 2 + (code & 1);
    let code = match index {
        0..=14 => 0x21 + index,
        15..=21 => 0x3A + index - 15,
        22..=27 => 0x5B + index - 22,
        _ => 0x7B + index - 28,
    };
    char::from_u32(code)
}

fn punctuation_index(c: char) -> Option<u32> {
    let code = c as u32;
    match code {
        0x21..=0x2F => Some(code - 0x21),
        0x3A..=0x40 => Some(code - 0x3A + 15),
        0x5B..=0x60 => Some(code - 0x5B + 22),
        0x7B..=0x7E => Some(code - 0x7B + 28),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ascii_punctuation_character_has_its_own_twin() {
        let all: Vec<char> = (0u8..128).map(char::from).filter(char::is_ascii_punctuation).collect();
        assert_eq!(all.len(), 32);
        for c in all {
            assert_eq!(twin(c).and_then(untwin), Some(c));
        }
        assert_eq!((twin('县'), twin('a'), untwin('。'), untwin('\u{FFFE}')), (None, None, None, None));
    }
}
