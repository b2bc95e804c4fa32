//! Bytes to text: UTF-8 with or without a byte order mark, UTF-16 with one, else GB18030.

/// How a file's bytes were encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// GB18030—2022, which contains GBK and GB 2312.
    Gb18030,
    /// UTF-16 little endian, recognised by its byte order mark.
    Utf16Le,
    /// UTF-16 big endian, recognised by its byte order mark.
    Utf16Be,
}

impl Encoding {
    /// The name users know.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Gb18030 => "GB18030",
            Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
        }
    }
}

/// A decoded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// The encoding found.
    pub encoding: Encoding,
    /// Whether a byte order mark was there.
    pub bom: bool,
}

/// Why bytes are not text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeError {
    /// Neither UTF-8 nor GB18030; the byte offset of the first undecodable UTF-8 byte.
    NotText(usize),
    /// The text holds NUL or a Unicode noncharacter; these code points are reserved for internal use by the Unicode
    /// Standard (23.7) and zhibi uses them as marks.
    Reserved {
        /// Byte offset of the first one in `text`.
        offset: usize,
        /// Which it is.
        character: char,
        /// The text for showing the place, with U+FFFD for every reserved character.
        text: String,
    },
}

/// Decodes a file.
///
/// # Errors
/// [`DecodeError`] where the bytes are no text zhibi can work with.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    let decoded = decode_any(bytes)?;
    match decoded.text.char_indices().find(|(_, c)| is_reserved(*c)) {
        Some((offset, character)) => {
            let text = decoded.text.replace(is_reserved, "\u{FFFD}");
            Err(DecodeError::Reserved { offset, character, text })
        }
        None => Ok(decoded),
    }
}

fn is_reserved(c: char) -> bool {
    c == '\0' || matches!(c, '\u{FDD0}'..='\u{FDEF}') || (c as u32) & 0xFFFE == 0xFFFE
}

fn decode_any(bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(&bytes) {
        let kind = match encoding.name() {
            "UTF-16LE" => Encoding::Utf16Le,
            "UTF-16BE" => Encoding::Utf16Be,
            _ => Encoding::Utf8,
        };
        let text = encoding
            .decode_without_bom_handling_and_without_replacement(&bytes[length..])
            .ok_or(DecodeError::NotText(length))?;
        return Ok(Decoded { text: text.into_owned(), encoding: kind, bom: true });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text, encoding: Encoding::Utf8, bom: false }),
        Err(error) => {
            let bad = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let text = encoding_rs::GB18030
                .decode_without_bom_handling_and_without_replacement(&bytes)
                .ok_or(DecodeError::NotText(bad))?;
            Ok(Decoded { text: text.into_owned(), encoding: Encoding::Gb18030, bom: false })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gb18030_is_recognised_and_bom_is_taken_off() {
        let (bytes, _, _) = encoding_rs::GB18030.encode("县名: 青禾县");
        let decoded = decode(bytes.into_owned()).expect("GB18030");
        assert_eq!((decoded.text.as_str(), decoded.encoding), ("县名: 青禾县", Encoding::Gb18030));
        let decoded = decode("\u{FEFF}县".as_bytes().to_vec()).expect("UTF-8");
        assert_eq!((decoded.text.as_str(), decoded.bom), ("县", true));
    }

    #[test]
    fn noncharacters_and_nul_are_refused_with_their_place() {
        let reserved = |text: &str| match decode(text.as_bytes().to_vec()) {
            Err(DecodeError::Reserved { offset, character, text }) => Some((offset, character, text)),
            _ => None,
        };
        assert_eq!(reserved("县\0a\0"), Some((3, '\0', "县\u{FFFD}a\u{FFFD}".to_owned())));
        assert_eq!(reserved("\u{FDD0}"), Some((0, '\u{FDD0}', "\u{FFFD}".to_owned())));
        assert_eq!(reserved("a\u{1FFFE}"), Some((1, '\u{1FFFE}', "a\u{FFFD}".to_owned())));
        assert_eq!(decode(vec![0x80, 0xFF, 0xFF]), Err(DecodeError::NotText(0)));
    }
}
