//! Half-width punctuation in Chinese sentences.

use super::residue::{is_han, mended};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use crate::lexicon::zone::in_code;

/// 万元,比上年: a comma of a Latin keyboard between Chinese words.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("PM001", "half-width-mark"),
    level: Level::Warning,
    kind: Kind::Defect,
    authority: Authority::Norm("GB/T 15834—2011，5.1：中文的句号、逗号、分号、冒号、问号、叹号各占一个字的位置"),
    page: include_str!("half_width_mark.md"),
    target: Target::Text(&[",", ";", ":", "?", "!", "("], examine),
}];

/// Longest note in brackets, in characters.
const LONGEST: usize = 60;

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    // Nearly every such mark stands between digits or letters.
    if !text[..at].ends_with(is_chinese) {
        return Seen::Nothing;
    }
    let (range, right) = if text[at..].starts_with('(') {
        let Some(close) = closing(&text[at + 1..]) else { return Seen::Nothing };
        let range = at..at + 1 + close + 1;
        (range.clone(), format!("（{}）", &text[at + 1..range.end - 1]))
    } else {
        let run = text[at..].bytes().take_while(|b| b",;:?!".contains(b)).count();
        let rest = &text[at + run..];
        // `标题: 内容` is a field, of a front matter or a template.
        let behind = match text.as_bytes()[at] {
            b':' => rest.starts_with(is_chinese),
            _ => rest.trim_start().is_empty() || rest.trim_start().starts_with(is_chinese),
        };
        if run > 1 || !behind {
            return Seen::Nothing;
        }
        let mark = match text.as_bytes()[at] {
            b',' => "，",
            b';' => "；",
            b':' => "：",
            b'?' => "？",
            _ => "！",
        };
        (at..at + 1, mark.to_owned())
    };
    if in_code(text, &range) {
        return Seen::Lookalike(range.end);
    }
    let (what, meant) = match right.chars().count() {
        1 => (&text[range.clone()], right.as_str()),
        _ => ("()", "（）"),
    };
    let finding =
        rule.finding(format!("中文里用了半角的“{what}”")).says("半角标点").hint(format!("改成全角的“{meant}”"));
    Seen::Found(range.clone(), Box::new(mended(finding, draft, prose, range, &right)))
}

/// Where the bracket closes, if what stands in it is Chinese from its first to its last character.
fn closing(inner: &str) -> Option<usize> {
    let close = inner.char_indices().take(LONGEST).find(|(_, c)| matches!(c, '(' | ')' | '\n'))?;
    let (note, closed) = (&inner[..close.0], close.1 == ')');
    (closed && note.starts_with(is_chinese) && note.ends_with(is_chinese)).then_some(close.0)
}

fn is_chinese(c: char) -> bool {
    is_han(c) || matches!(c, '，' | '。' | '；' | '：' | '、' | '“' | '”' | '《' | '》' | '（' | '）' | '％')
}
