//! What templates and programs leave in a text: {{ 县名 }}, ${x}, %s, None, #N/A.

use super::gap::{PRACTICE, asked, describe};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use crate::lexicon::zone::{in_code, is_spoken_of, line};
use std::ops::Range;

/// `{{ 县名 }}` and the like; `None` and the like.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: Code::new("TR001", "template-residue"),
        level: Level::Error,
        kind: Kind::Placeholder,
        authority: Authority::Practice(PRACTICE),
        page: include_str!("template_residue.md"),
        target: Target::Text(&["{", "<", "[标签", "%s", "%d", "＜", "｛", "$"], examine_tag),
    },
    Rule {
        code: Code::new("TR002", "null-rendered"),
        level: Level::Error,
        kind: Kind::Placeholder,
        authority: Authority::Practice(PRACTICE),
        page: include_str!("null_rendered.md"),
        target: Target::Text(
            &[
                "None",
                "null",
                "NULL",
                "Null",
                "NaN",
                "undefined",
                "Name",
                "[object",
                "#N/A",
                "#DIV/0!",
                "#REF!",
                "#VALUE!",
                "#NAME?",
                "#NUM!",
                "#NULL!",
                "nil",
            ],
            examine_null,
        ),
    },
];

/// Longest tag, in bytes.
const LONGEST: usize = 160;

fn examine_tag(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    let Some((range, name)) = tag(text, at) else { return Seen::Nothing };
    if in_code(text, &range) || is_spoken_of(text, &range) {
        return Seen::Lookalike(range.end);
    }
    let finding = asked(rule, draft, prose, &range, &name);
    Seen::Found(range, Box::new(finding))
}

/// The tag that begins at `at`, with the name in it.
fn tag(text: &str, at: usize) -> Option<(Range<usize>, String)> {
    let rest = &text[at..];
    let window = &rest[..rest.floor_char_boundary(LONGEST.min(rest.len()))];
    let window = window.split('\n').next()?;
    if let Some(inner) = window.strip_prefix('$').filter(|inner| !inner.starts_with(['{', '$'])) {
        // $金额$
        let end = inner.find('$').filter(|end| inner[..*end].chars().all(is_han) && (3..=42).contains(end))?;
        return Some((at..at + end + 2, inner[..end].to_owned()));
    }
    let (open, close) = [("{{", "}}"), ("{%", "%}"), ("<%", "%>"), ("{#", "#}"), ("[标签", "]")]
        .into_iter()
        .find(|(open, _)| window.starts_with(open))
        .or_else(|| {
            [("{", "}"), ("<", ">"), ("＜", "＞"), ("｛", "｝")].into_iter().find(|(open, _)| window.starts_with(open))
        })
        .unwrap_or(("", ""));
    if open.is_empty() {
        // %s, %d: no digit before, no letter after.
        let before = text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.' || c == '%');
        let after = rest[2..].starts_with(|c: char| c.is_ascii_alphanumeric());
        return (!before && !after).then(|| (at..at + 2, String::new()));
    }
    let inner_end = window[open.len()..].find(close)? + open.len();
    let inner = window[open.len()..inner_end].trim();
    let mut range = at..at + inner_end + close.len();
    let single = open.chars().count() == 1;
    if single && text[..at].ends_with(open) {
        return None;
    }
    if single && text[..at].ends_with(['$', '#']) {
        range.start -= 1;
    } else if single {
        let named = !inner.is_empty() && inner.chars().count() <= 14 && inner.chars().all(is_name);
        let han = inner.chars().any(is_han);
        let latin = matches!(open, "{") && inner.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '.'));
        if !(named && (han || latin)) {
            return None;
        }
    }
    let name = inner.trim_matches(|c: char| "-%=#:： ".contains(c)).split('|').next().unwrap_or_default().trim();
    let name = name.rsplit('.').next().unwrap_or_default().trim_start_matches("标签").trim_start_matches([':', '：']);
    let shown = name.chars().any(is_han) && name.chars().count() <= 14;
    Some((range, if shown { name.to_owned() } else { String::new() }))
}

fn examine_null(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    const SPOKEN: &[&str] = &["字段", "数据库", "返回", "代码", "接口", "程序", "变量", "报错", "脚本", "参数"];
    let text = prose.text();
    let rest = &text[at..];
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let end = if let Some(inner) = rest.strip_prefix("[object") {
        let Some(close) = inner.char_indices().take(12).find(|(_, c)| *c == ']') else { return Seen::Nothing };
        at + 7 + close.0 + 1
    } else if rest.starts_with('#') {
        at + rest.len() - rest.trim_start_matches(|c: char| "#N/A!DIV0REFVALUME?L".contains(c)).len()
    } else {
        at + rest.len() - rest.trim_start_matches(word).len()
    };
    let range = at..end;
    let known = ["None", "null", "NULL", "Null", "NaN", "undefined", "Name", "nil"];
    let whole = rest.starts_with(['#', '[']) || known.contains(&&text[range.clone()]);
    if !whole || text[..at].ends_with(word) {
        return Seen::Nothing;
    }
    let (left, right) = line(text, &range);
    let english = left.trim_end().ends_with(|c: char| c.is_ascii_alphabetic()) && left.ends_with(' ')
        || right.starts_with(' ') && right.trim_start().starts_with(|c: char| c.is_ascii_alphabetic());
    let spoken = SPOKEN.iter().any(|word| left.contains(word) || right.contains(word));
    if english || spoken || in_code(text, &range) || is_spoken_of(text, &range) {
        return Seen::Lookalike(range.end);
    }
    let finding = describe(rule, draft, prose, &range);
    Seen::Found(range, Box::new(finding))
}

fn is_name(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '：' | ':' | '/')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}')
}
