//! Characters that no one typed on purpose: lone apostrophes, empty quotes, bars, hard spaces, invisible marks.

use super::residue::{PRACTICE, after, before, is_han, short_line, struck};
use crate::check::{Authority, Draft, Rule, Target, prose};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::lexicon::measure;
use std::ops::Range;

/// Stray signs within Chinese text.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("CP010", "noise-character"),
    level: Level::Warning,
    kind: Kind::Defect,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("noise_character.md"),
    target: Target::Document(examine),
}];

/// Longest line, in bytes, in which the partner of a mark is looked for.
const LINE: usize = 3000;

fn examine(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for prose in prose::printed(draft) {
        let text = prose.text();
        let mut settled = 0;
        for at in candidates(text.as_bytes()) {
            if at < settled || !text.is_char_boundary(at) {
                continue;
            }
            if let Some((range, what)) = noise(text, at) {
                settled = range.end;
                let finding = rule.finding(format!("这里有{what}")).says(what).hint("删去");
                let span = prose.span(range.clone());
                findings.push(struck(finding, draft, prose, range).at(span));
            }
        }
    }
    findings
}

/// Where a first byte is one that a noise character may have; a plain pass, for most texts have none.
fn candidates(bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let is_first = |at: usize, byte: u8| match byte {
        b'\'' | b'`' | b'|' | b'?' | b'"' => true,
        0xC2 => matches!(bytes.get(at + 1), Some(0xA0 | 0xAD)),
        // U+2000–U+206F, where the common quotes “”‘’ … — open with the bytes 80 94–A6.
        0xE2 => matches!(
            (bytes.get(at + 1), bytes.get(at + 2)),
            (Some(0x80), Some(0x8B..=0x8F | 0x98 | 0x9C | 0xA8..=0xAE)) | (Some(0x81), Some(0xA0..=0xAF))
        ),
        0xEE => true,
        0xEF => matches!((bytes.get(at + 1), bytes.get(at + 2)), (Some(0x80..=0xA3), _) | (Some(0xBB), Some(0xBF))),
        _ => false,
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(&byte) = bytes.get(at) {
            let here = at;
            // Nearly every character is a Han one of three bytes.
            at += if matches!(byte, 0xE4..=0xE9) { 3 } else { 1 };
            if is_first(here, byte) {
                return Some(here);
            }
        }
        None
    })
}

fn noise(text: &str, at: usize) -> Option<(Range<usize>, &'static str)> {
    let c = text[at..].chars().next()?;
    let end = at + c.len_utf8();
    let (left, right) = (text[..at].chars().next_back(), text[end..].chars().next());
    let chinese = |c: Option<char>| c.is_some_and(|c| is_han(c) || "，。；：、“”（）《》！？".contains(c));
    match c {
        '\'' | '`' => (chinese(left) && chinese(right) && is_lone(text, at, c))
            .then_some((at..end, if c == '`' { "一个落单的反引号" } else { "一个落单的撇号" })),
        '“' | '‘' | '"' => {
            let close = if c == '“' {
                '”'
            } else if c == '‘' {
                '’'
            } else {
                '"'
            };
            let empty = right == Some(close) && (c != '"' || (left.is_none_or(is_han) && is_opening(text, at)));
            empty.then_some((at..end + close.len_utf8(), "一对空引号"))
        }
        '|' => trailing_bar(text, at).map(|range| (range, "一条多余的竖线")),
        '?' => {
            let run = text[at..].bytes().take_while(|b| *b == b'?').count();
            let rest = &text[at + run..];
            // Before a measure word it stands for a number and is a gap.
            let gap = measure(rest).is_some();
            (run >= 4 && !gap && (chinese(left) || chinese(rest.chars().next())))
                .then_some((at..at + run, "一串问号，像是没有转换过来的字"))
        }
        '\u{A0}' => {
            let run = text[at..].chars().take_while(|c| *c == '\u{A0}').count() * c.len_utf8();
            let next = text[at + run..].chars().next();
            let wide = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
            (wide(left) || wide(next)).then_some((at..at + run, "网页上的不间断空格"))
        }
        '\u{200D}' | '\u{200C}' => {
            let joins = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && !is_han(c));
            (!joins(left) || !joins(right)).then_some((at..end, "看不见的零宽字符"))
        }
        '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{AD}' => {
            Some((at..end, "看不见的零宽字符"))
        }
        '\u{2028}'..='\u{202E}' => Some((at..end, "看不见的换行或排版控制符")),
        '\u{E000}'..='\u{F8FF}' => Some((at..end, "一个只在某些字库里才有的私用字符")),
        _ => None,
    }
}

/// Whether the mark has no partner in its line.
fn is_lone(text: &str, at: usize, mark: char) -> bool {
    short_line(text, at, LINE).is_some_and(|line| text[line].matches(mark).count() == 1)
}

/// Whether an even number of straight quotes stands before.
fn is_opening(text: &str, at: usize) -> bool {
    short_line(text, at, LINE).is_some_and(|line| text[line.start..at].matches('"').count().is_multiple_of(2))
}

/// A bar at the end of a line that is no table row.
fn trailing_bar(text: &str, at: usize) -> Option<Range<usize>> {
    let line = short_line(text, at, LINE)?;
    let rest = &text[at + 1..line.end];
    let ends = before(text, at, 1).ends_with(|c: char| is_han(c) || "。；，！？”）".contains(c));
    let alone = text[line.clone()].trim() == "|";
    let single = text[line].matches('|').count() == 1 && after(text, at + 1, 1).trim().is_empty();
    (rest.trim().is_empty() && (alone || single && ends)).then_some(at..at + 1)
}
