//! The YAML at the head of the file.

use crate::document::{Document, Text};

/// Lines of the front matter, in the order of [`FRONT_MATTER_KEYS`](crate::document::FRONT_MATTER_KEYS);
/// `title` only if it cannot stand as `#`.
pub(super) fn write(document: &Document, title: Option<&Text>) -> String {
    let mut out = String::new();
    let sign_off = document.sign_off.as_ref();
    let (title, subtitle) = (title.map(Text::with_marks), document.subtitle.as_ref().map(Text::with_marks));
    entry(&mut out, "种类", &one(document.kind.as_ref()));
    entry(&mut out, "标题", &one(title.as_ref()));
    entry(&mut out, "副标题", &one(subtitle.as_ref()));
    entry(&mut out, "题注", &one(document.occasion.as_ref()));
    entry(&mut out, "署名", &many(&document.byline));
    entry(&mut out, "日期", &one(document.dated.as_ref()));
    entry(&mut out, "主送", &one(document.addressee.as_ref()));
    entry(&mut out, "附件", &many(&document.attachment_note));
    entry(&mut out, "落款", &sign_off.map(|sign_off| many(&sign_off.issuers)).unwrap_or_default());
    entry(&mut out, "落款日期", &one(sign_off.and_then(|sign_off| sign_off.dated.as_ref())));
    entry(&mut out, "附注", &one(document.remark.as_ref()));
    if !document.page_rules.is_empty() {
        out += "版式:\n";
    }
    for rule in &document.page_rules {
        entry(&mut out, &format!("  {}", scalar(rule.name.content())), &[rule.value.content()]);
    }
    out
}

fn one(text: Option<&Text>) -> Vec<&str> {
    text.map(Text::content).into_iter().collect()
}

fn many(texts: &[Text]) -> Vec<&str> {
    texts.iter().map(Text::content).collect()
}

fn entry(out: &mut String, key: &str, values: &[&str]) {
    match values {
        [] => {}
        [value] => *out += &format!("{key}: {}\n", scalar(value)),
        values => {
            *out += &format!("{key}:\n");
            values.iter().for_each(|value| *out += &format!("  - {}\n", scalar(value)));
        }
    }
}

/// A value, quoted only where YAML would read it otherwise.
fn scalar(value: &str) -> String {
    let is_printable = |c: char| !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}');
    if !value.chars().all(is_printable) {
        return double_quoted(value);
    }
    if needs_quotes(value) { format!("'{}'", value.replace('\'', "''")) } else { value.to_owned() }
}

fn needs_quotes(value: &str) -> bool {
    const INDICATORS: &str = "-?:,[]{}#&*!|>'\"%@`";
    value.is_empty()
        || matches!(value, "~" | "null" | "Null" | "NULL" | "...")
        || value.trim() != value
        || value.starts_with(|c| INDICATORS.contains(c))
        || value.ends_with(':')
        || value.contains(": ")
        || value.contains(" #")
        || value.contains(":\u{3000}")
}

fn double_quoted(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}') => {
                out += &format!("\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
