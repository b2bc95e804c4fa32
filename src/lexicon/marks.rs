//! The characters of a text that are no common Han characters: its marks, figures, letters and spaces.
//!
//! Nine of ten characters of a report are Han ones, and most rules look for something else: here they are stepped over
//! three bytes at a time.

/// All characters outside U+4E00–U+9FFF with their places, in order; some from U+4000 on are left out as well.
pub fn marks(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    marks_and(text, [])
}

/// As [`marks`], and these Han characters too.
pub fn marks_and<const N: usize>(text: &str, han: [char; N]) -> impl Iterator<Item = (usize, char)> + '_ {
    let han = han.map(|c| {
        let mut bytes = [0; 4];
        c.encode_utf8(&mut bytes);
        [bytes[0], bytes[1], bytes[2]]
    });
    // Most characters are told from all of these by the last six bits.
    let last_bits = han.iter().fold(0_u64, |bits, c| bits | 1 << (c[2] & 0x3F));
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        // First bytes of U+4000–U+9FFF, three bytes each.
        while let Some([first @ 0xE4..=0xE9, second, third, ..]) = bytes.get(at..) {
            if last_bits >> (*third & 0x3F) & 1 == 1 && han.contains(&[*first, *second, *third]) {
                break;
            }
            at += 3;
        }
        let start = at;
        let c = text.get(start..)?.chars().next()?;
        at += c.len_utf8();
        Some((start, c))
    })
}

/// As `str::trim`, at no cost where the text begins and ends with a common Han character, as most clauses do.
pub fn trimmed(text: &str) -> &str {
    let bytes = text.as_bytes();
    let is_han = |first: Option<&u8>| first.is_some_and(|first| (0xE4..=0xE9).contains(first));
    let ends = bytes.len().checked_sub(3).and_then(|at| bytes.get(at));
    if is_han(bytes.first()) && is_han(ends) { text } else { text.trim() }
}

#[cfg(test)]
mod tests {
    use super::{marks, marks_and, trimmed};

    #[test]
    fn trimming_is_that_of_the_language() {
        for text in ["县", " 县", "县　", "全县", "", "甲 ", "甲\u{85}", "，县", "县a", " \n", "é", "县\u{2003}"]
        {
            assert_eq!(trimmed(text), text.trim(), "{text:?}");
        }
    }

    #[test]
    fn everything_but_han_is_given_with_its_place() {
        let found: Vec<(usize, char)> = marks("全县12个，𠮷（鿿）。").collect();
        let places = [(6, '1'), (7, '2'), (11, '，'), (14, '𠮷'), (18, '（'), (24, '）'), (27, '。')];
        assert_eq!(found, places);
        let found: Vec<char> = marks_and("要求一是，三要", ['是', '要']).map(|(_, c)| c).collect();
        assert_eq!(found, ['要', '是', '，', '要']);
        assert_eq!(marks("").count() + marks("县").count(), 0);
    }
}
