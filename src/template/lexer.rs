//! A template file as text and tags.

use std::ops::Range;

/// A piece of a template file; ranges are byte ranges of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Literal text, after white space control.
    Text(Range<usize>),
    /// `{{ … }}`: the whole tag and its inside.
    Print { tag: Range<usize>, inside: Range<usize> },
    /// `{% … %}`: the whole tag and its inside.
    Statement { tag: Range<usize>, inside: Range<usize> },
}

/// A tag that is opened and never closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unclosed {
    /// The opening mark.
    pub(super) open: Range<usize>,
    /// The mark that is missing.
    pub(super) missing: &'static str,
}

/// A template file in pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pieces {
    /// The pieces, up to a tag that is not closed.
    pub(super) pieces: Vec<Piece>,
    /// That tag.
    pub(super) unclosed: Option<Unclosed>,
}

/// Cuts a template; white space control (`-`) is applied to the literal text here. Takes time in proportion to the
/// text, whatever is in it.
pub(super) fn cut(text: &str) -> Pieces {
    let mut pieces = Vec::new();
    let (mut at, mut trim_next, mut quotes) = (0, false, true);
    while let Some(open) = opening(text, at) {
        let (kind, close_mark) = match text.as_bytes()[open + 1] {
            b'{' => ('{', "}}"),
            b'%' => ('%', "%}"),
            _ => ('#', "#}"),
        };
        let trim_before = text[open + 2..].starts_with('-');
        push_text(&mut pieces, text, at..open, trim_next, trim_before);
        let inside_start = open + 2 + usize::from(trim_before);
        let close = if kind == '#' {
            text[inside_start..].find(close_mark).map(|i| inside_start + i)
        } else {
            find_close(text, inside_start, close_mark, &mut quotes)
        };
        let Some(close) = close else {
            return Pieces { pieces, unclosed: Some(Unclosed { open: open..open + 2, missing: close_mark }) };
        };
        trim_next = text[inside_start..close].ends_with('-');
        let inside = inside_start..close - usize::from(trim_next);
        let tag = open..close + 2;
        at = tag.end;
        match kind {
            '{' => pieces.push(Piece::Print { tag, inside }),
            '%' if text[inside.clone()].trim() == "raw" => {
                let Some((body, end)) = raw_body(text, at) else {
                    return Pieces { pieces, unclosed: Some(Unclosed { open: tag, missing: "{% endraw %}" }) };
                };
                let trim_end = text[body.end + 2..].starts_with('-');
                push_text(&mut pieces, text, body, trim_next, trim_end);
                (at, trim_next) = (end, text[..end - 2].ends_with('-'));
            }
            '%' => pieces.push(Piece::Statement { tag, inside }),
            _ => {}
        }
    }
    push_text(&mut pieces, text, at..text.len(), trim_next, false);
    Pieces { pieces, unclosed: None }
}

/// The next `{{`, `{%` or `{#`.
fn opening(text: &str, from: usize) -> Option<usize> {
    let braces = text[from..].match_indices('{').map(|(index, _)| from + index);
    braces.into_iter().find(|brace| matches!(text.as_bytes().get(brace + 1), Some(b'{' | b'%' | b'#')))
}

fn push_text(pieces: &mut Vec<Piece>, text: &str, range: Range<usize>, trim_start: bool, trim_end: bool) {
    let slice = &text[range.clone()];
    let start = if trim_start { range.end - slice.trim_start().len() } else { range.start };
    let rest = &text[start..range.end];
    let end = if trim_end { start + rest.trim_end().len() } else { range.end };
    if start < end {
        pieces.push(Piece::Text(start..end));
    }
}

/// The closing mark, looked for outside string literals as long as `quotes` holds.
fn find_close(text: &str, start: usize, mark: &str, quotes: &mut bool) -> Option<usize> {
    let mut quote = None;
    for (index, c) in text[start..].char_indices().take_while(|_| *quotes) {
        match (quote, c) {
            (Some(q), c) if q == c => quote = None,
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, _) if text[start + index..].starts_with(mark) => return Some(start + index),
            _ => {}
        }
    }
    // An apostrophe that is no quote must not swallow the file. One is an error anyhow: from here on quotes protect
    // nothing, else a file full of them would be read to its end for each.
    *quotes = false;
    text[start..].find(mark).map(|i| start + i)
}

/// What stands between `{% raw %}`, which ends at `start`, and `{% endraw %}`; and where the latter ends.
fn raw_body(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let blank = |c: char| c == '-' || c.is_whitespace();
    text[start..].match_indices("{%").find_map(|(index, mark)| {
        let open = start + index;
        let tail = text[open + mark.len()..].trim_start_matches(blank).strip_prefix("endraw")?;
        let after = tail.trim_start_matches(blank).strip_prefix("%}")?;
        Some((start..open, text.len() - after.len()))
    })
}

/// A token of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: TokenKind,
    /// Where, in the file.
    pub(super) range: Range<usize>,
}

/// Kinds of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name, Chinese or ASCII, keywords included.
    Name(String),
    /// A number in its spelling.
    Number(String),
    /// A string with its delimiters.
    Text(String),
    /// An operator or mark.
    Mark(&'static str),
}

const MARKS: [&str; 27] = [
    "==", "!=", "<=", ">=", "//", "**", "?.", "+", "-", "*", "/", "%", "<", ">", "=", "(", ")", "[", "]", "{", "}",
    ",", ".", ":", "|", "~", "?",
];

/// Most tokens in one tag.
const MAX_TOKENS: usize = 2_000;
/// Longest inside of a tag, in bytes.
const MAX_TAG: usize = 16 << 10;
/// Longest name, in characters.
pub(super) const MAX_NAME: usize = 64;

/// Why a tag cannot be cut into tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BadTag {
    /// A character that means nothing here.
    Character(Range<usize>),
    /// A name longer than [`MAX_NAME`].
    LongName(Range<usize>),
    /// The tag as a whole is too long.
    TooLong,
}

/// Tokens of the inside of a tag.
pub(super) fn tokens(text: &str, inside: Range<usize>) -> Result<Vec<Token>, BadTag> {
    if inside.len() > MAX_TAG {
        return Err(BadTag::TooLong);
    }
    let mut found = Vec::new();
    let mut at = inside.start;
    while at < inside.end {
        let rest = &text[at..inside.end];
        let Some(c) = rest.chars().next() else { break };
        let (kind, length) = if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if c.is_alphabetic() || c == '_' {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            if rest[..end].chars().nth(MAX_NAME).is_some() {
                return Err(BadTag::LongName(at..at + end));
            }
            (TokenKind::Name(rest[..end].to_owned()), end)
        } else if c.is_ascii_digit() {
            let end = number_end(rest);
            (TokenKind::Number(rest[..end].to_owned()), end)
        } else if matches!(c, '"' | '\'' | '`') {
            let end = rest[1..].find(c).map(|i| i + 2).ok_or(BadTag::Character(at..inside.end))?;
            (TokenKind::Text(rest[..end].to_owned()), end)
        } else if let Some(mark) = MARKS.iter().find(|mark| rest.starts_with(**mark)) {
            (TokenKind::Mark(mark), mark.len())
        } else {
            return Err(BadTag::Character(at..at + c.len_utf8()));
        };
        if found.len() == MAX_TOKENS {
            return Err(BadTag::TooLong);
        }
        found.push(Token { kind, range: at..at + length });
        at += length;
    }
    Ok(found)
}

fn number_end(rest: &str) -> usize {
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let fraction = rest[digits..].strip_prefix('.').map_or(0, |tail| {
        let count = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        if count > 0 { count + 1 } else { 0 }
    });
    digits + fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_control_strings_and_comments_are_respected() {
        let text = "甲 {{- 县名 -}} 乙{# 注 #}{% if a == \"}}\" %}丙{% endif %}";
        let pieces = cut(text).pieces;
        let texts: Vec<&str> = pieces
            .iter()
            .map(|p| match p {
                Piece::Text(r) => &text[r.clone()],
                Piece::Print { inside, .. } | Piece::Statement { inside, .. } => text[inside.clone()].trim(),
            })
            .collect();
        assert_eq!(texts, ["甲", "县名", "乙", "if a == \"}}\"", "丙", "endif"]);
        let broken = cut("甲{{ 乙");
        assert_eq!(broken.unclosed.map(|unclosed| unclosed.missing), Some("}}"));
        assert_eq!(broken.pieces, [Piece::Text(0..3)]);
    }

    #[test]
    fn raw_text_is_literal_and_obeys_white_space_control() {
        let text = "甲{% raw -%} {{ 县名 }} {%- endraw -%} 乙";
        let texts: Vec<Piece> = cut(text).pieces;
        let words: Vec<&str> = texts
            .iter()
            .map(|piece| match piece {
                Piece::Text(range) => &text[range.clone()],
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(words, ["甲", "{{ 县名 }}", "乙"]);
    }

    #[test]
    fn a_stray_quote_costs_its_own_tag_only() {
        let text = "{{ a' }}甲{{ b }}";
        assert_eq!(cut(text).pieces.len(), 3);
    }

    #[test]
    fn files_made_to_be_read_over_and_over_are_read_once() {
        for text in [
            "{{ 县名 }}".repeat(200_000),
            "{{'}}'".repeat(200_000),
            format!("{{% raw %}}{}%}}{{% endraw %}}", "{%".repeat(500_000)),
            "{%".repeat(500_000) + "%}",
            "{".repeat(1_000_000),
        ] {
            let start = std::time::Instant::now();
            cut(&text);
            assert!(start.elapsed().as_secs() < 5, "{}", &text[..12]);
        }
    }

    #[test]
    fn tokens_know_chinese_names_and_numbers() {
        let text = "成效[0].标题 | 小数(位=2) + 1.50";
        let kinds: Vec<TokenKind> = tokens(text, 0..text.len()).expect("tokens").into_iter().map(|t| t.kind).collect();
        assert!(kinds.contains(&TokenKind::Name("标题".to_owned())));
        assert!(kinds.contains(&TokenKind::Number("1.50".to_owned())));
        assert_eq!(tokens("县名 ； 1", 0.."县名 ； 1".len()), Err(BadTag::Character(7..10)));
    }
}
