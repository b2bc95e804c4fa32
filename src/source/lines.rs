//! Lines of a text.

use std::ops::Range;

/// Byte ranges of the lines of `text` from `start` on, line ends (LF, CRLF, CR) excluded.
pub fn lines(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut at = Some(start);
    std::iter::from_fn(move || {
        let begin = at?;
        let length = bytes[begin..].iter().position(|b| matches!(b, b'\n' | b'\r'));
        let end = length.map_or(bytes.len(), |length| begin + length);
        at = length.map(|_| end + if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 });
        Some(begin..end)
    })
}
