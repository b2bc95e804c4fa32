//! Markup of web pages and escapes of programs that came along as plain characters.

use super::residue::{PRACTICE, mended};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};

/// Entities, tags, escapes.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("CP012", "html-entity"),
    level: Level::Error,
    kind: Kind::Defect,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("html_entity.md"),
    target: Target::Text(
        &[
            "&#", "&nbsp", "&amp;", "&lt;", "&gt;", "&quot;", "&ldquo;", "&rdquo;", "&lsquo;", "&rsquo;", "&mdash;",
            "&ndash;", "&middot;", "&hellip;", "&emsp;", "&ensp;", "&times;", "&permil;", "<br", "<BR", "<p", "</p",
            "<P", "</P", "<span", "</span", "<div", "</div", "<strong", "</strong", "<font", "</font", "<td", "</td",
            "<tr", "</tr", "<table", "</table", "<img", "<a ", "</a", "<b>", "</b>", "<li", "</li", "<ul", "</ul",
            "<h1", "</h1", "<h2", "</h2", "x0dx0a", "_x000D_", "_x000d_", "\\u", "\\n", "\\r", "\\t", "\\x",
        ],
        examine,
    ),
}];

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    let Some((length, meant)) = residue(text, at) else { return Seen::Nothing };
    let range = at..at + length;
    if text[..at].ends_with('“') && text[range.end..].starts_with('”') {
        return Seen::Nothing;
    }
    let finding = rule
        .finding(format!("“{}”是网页代码，不是文字", &text[range.clone()]))
        .says("代码残留")
        .hint(if meant.trim().is_empty() { "删去".to_owned() } else { format!("改成“{meant}”") });
    Seen::Found(range.clone(), Box::new(mended(finding, draft, prose, range, &meant)))
}

/// The length of the residue that begins at `at`, and the character it stands for.
fn residue(text: &str, at: usize) -> Option<(usize, String)> {
    let rest = &text[at..];
    match rest.as_bytes().first()? {
        b'&' => entity(rest),
        b'<' => tag(rest).map(|length| (length, String::new())),
        b'\\' => escape(text, at),
        b'x' => Some(("x0dx0a".len(), String::new())),
        _ => Some(("_x000D_".len(), String::new())),
    }
}

fn entity(rest: &str) -> Option<(usize, String)> {
    const NAMED: &[(&str, &str)] = &[
        ("&nbsp", ""),
        ("&amp", "&"),
        ("&lt", "<"),
        ("&gt", ">"),
        ("&quot", "\""),
        ("&ldquo", "“"),
        ("&rdquo", "”"),
        ("&lsquo", "‘"),
        ("&rsquo", "’"),
        ("&mdash", "—"),
        ("&ndash", "–"),
        ("&middot", "·"),
        ("&hellip", "…"),
        ("&emsp", ""),
        ("&ensp", ""),
        ("&times", "×"),
        ("&permil", "‰"),
    ];
    if let Some(digits) = rest.strip_prefix("&#") {
        let hex = digits.starts_with(['x', 'X']);
        let digits = if hex { &digits[1..] } else { digits };
        let length =
            digits.bytes().take(7).take_while(|b| if hex { b.is_ascii_hexdigit() } else { b.is_ascii_digit() });
        let length = length.count();
        let value = u32::from_str_radix(&digits[..length], if hex { 16 } else { 10 }).ok()?;
        let closed = usize::from(digits[length..].starts_with(';'));
        let meant = char::from_u32(value).filter(|c| !c.is_control() && !c.is_whitespace());
        return (length >= 2).then(|| {
            let total = 2 + usize::from(hex) + length + closed;
            (total, meant.map(String::from).unwrap_or_default())
        });
    }
    let (name, meant) = NAMED.iter().find(|(name, _)| rest.starts_with(name))?;
    Some((name.len() + usize::from(rest[name.len()..].starts_with(';')), (*meant).to_owned()))
}

/// `<br>`, `</p>`, `<span style="…">`: letters, then at most a hundred bytes up to the closing mark.
fn tag(rest: &str) -> Option<usize> {
    let name = rest[1..].trim_start_matches('/');
    let letters = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let next = name.as_bytes().get(letters)?;
    if !matches!(next, b'>' | b' ' | b'/') {
        return None;
    }
    let window = &rest[..rest.floor_char_boundary(120)];
    let close = window.find('>')?;
    (!window[..close].contains('\n')).then_some(close + 1)
}

/// `\u3000` with four digits; `\n` where no path or formula is.
fn escape(text: &str, at: usize) -> Option<(usize, String)> {
    let rest = &text[at..];
    let kind = rest.as_bytes().get(1)?;
    if *kind == b'u' || *kind == b'x' {
        let wanted = if *kind == b'u' { 4 } else { 2 };
        let digits = rest.get(2..2 + wanted).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let meant = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
        let meant = meant.filter(|c| !c.is_control() && !c.is_whitespace() && *kind == b'u');
        return Some((2 + wanted, meant.map(String::from).unwrap_or_default()));
    }
    let wide = |c: Option<char>| c.is_none_or(|c| !c.is_ascii() || c == '\\');
    (wide(text[..at].chars().next_back()) && wide(rest[2..].chars().next())).then(|| (2, String::new()))
}
