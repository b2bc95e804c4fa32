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

/// Cuts a template; white space control (`-`) is applied to the literal text here.
pub(super) fn cut(text: &str) -> Result<Vec<Piece>, Unclosed> {
    let mut pieces = Vec::new();
    let (mut at, mut trim_next) = (0, false);
    while at < text.len() {
        let open = ["{{", "{%", "{#"].iter().filter_map(|mark| text[at..].find(mark)).min().map(|i| at + i);
        let Some(open) = open else {
            push_text(&mut pieces, text, at..text.len(), trim_next, false);
            break;
        };
        let (kind, close_mark) = match &text[open..open + 2] {
            "{{" => ('{', "}}"),
            "{%" => ('%', "%}"),
            _ => ('#', "#}"),
        };
        let trim_before = text[open + 2..].starts_with('-');
        push_text(&mut pieces, text, at..open, trim_next, trim_before);
        let inside_start = open + 2 + usize::from(trim_before);
        let Some(close) = find_close(text, inside_start, close_mark, kind == '#') else {
            return Err(Unclosed { open: open..open + 2, missing: close_mark });
        };
        trim_next = text[inside_start..close].ends_with('-');
        let inside = inside_start..close - usize::from(trim_next);
        let tag = open..close + 2;
        at = tag.end;
        match kind {
            '{' => pieces.push(Piece::Print { tag, inside }),
            '%' if text[inside.clone()].trim() == "raw" => {
                let (body, end) = raw_body(text, at).ok_or(Unclosed { open: tag, missing: "{% endraw %}" })?;
                push_text(&mut pieces, text, body, trim_next, false);
                (at, trim_next) = (end, false);
            }
            '%' => pieces.push(Piece::Statement { tag, inside }),
            _ => {}
        }
    }
    Ok(pieces)
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

/// The closing mark, looked for outside string literals (comments have none).
fn find_close(text: &str, start: usize, mark: &str, comment: bool) -> Option<usize> {
    if comment {
        return text[start..].find(mark).map(|i| start + i);
    }
    let mut quote = None;
    for (index, c) in text[start..].char_indices() {
        match (quote, c) {
            (Some(q), c) if q == c => quote = None,
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, _) if text[start + index..].starts_with(mark) => return Some(start + index),
            _ => {}
        }
    }
    // An apostrophe that is no quote must not swallow the file.
    text[start..].find(mark).map(|i| start + i)
}

fn raw_body(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let mut from = start;
    loop {
        let open = from + text[from..].find("{%")?;
        let close = open + text[open..].find("%}")?;
        if text[open + 2..close].trim_matches(['-', ' ']) == "endraw" {
            return Some((start..open, close + 2));
        }
        from = open + 2;
    }
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

/// Tokens of the inside of a tag; the error is the place of a character that means nothing here.
pub(super) fn tokens(text: &str, inside: Range<usize>) -> Result<Vec<Token>, Range<usize>> {
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
            (TokenKind::Name(rest[..end].to_owned()), end)
        } else if c.is_ascii_digit() {
            let end = number_end(rest);
            (TokenKind::Number(rest[..end].to_owned()), end)
        } else if matches!(c, '"' | '\'' | '`') {
            let end = rest[1..].find(c).map(|i| i + 2).ok_or(at..inside.end)?;
            (TokenKind::Text(rest[..end].to_owned()), end)
        } else if let Some(mark) = MARKS.iter().find(|mark| rest.starts_with(**mark)) {
            (TokenKind::Mark(mark), mark.len())
        } else {
            return Err(at..at + c.len_utf8());
        };
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
        let pieces = cut(text).expect("pieces");
        let texts: Vec<&str> = pieces
            .iter()
            .map(|p| match p {
                Piece::Text(r) => &text[r.clone()],
                Piece::Print { inside, .. } | Piece::Statement { inside, .. } => text[inside.clone()].trim(),
            })
            .collect();
        assert_eq!(texts, ["甲", "县名", "乙", "if a == \"}}\"", "丙", "endif"]);
        assert_eq!(cut("甲{{ 乙").expect_err("unclosed").missing, "}}");
    }

    #[test]
    fn tokens_know_chinese_names_and_numbers() {
        let text = "成效[0].标题 | 小数(位=2) + 1.50";
        let kinds: Vec<TokenKind> = tokens(text, 0..text.len()).expect("tokens").into_iter().map(|t| t.kind).collect();
        assert!(kinds.contains(&TokenKind::Name("标题".to_owned())));
        assert!(kinds.contains(&TokenKind::Number("1.50".to_owned())));
        assert_eq!(tokens("县名 ； 1", 0.."县名 ； 1".len()), Err(7..10));
    }
}
