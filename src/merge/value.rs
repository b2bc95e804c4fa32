//! Data as Tera sees it, and the escape function.

use crate::data::{Filled, Text};
use crate::lexicon::blank;
use crate::source::marks;
use std::collections::BTreeMap;
use std::io::Write;
use tera::Value;

/// A gap that may be printed: the path of the field that is missing, and its text.
pub(super) struct GapText {
    pub(super) path: String,
    pub(super) text: Text,
}

/// A value for Tera; gaps are numbered in `gaps`.
pub(super) fn to_tera(filled: &Filled, path: &str, gaps: &mut Vec<GapText>) -> Value {
    match filled {
        Filled::Absent => Value::none(),
        Filled::Text(text) if text.gap => {
            let path = text.home.as_deref().unwrap_or(path).to_owned();
            gaps.push(GapText { path, text: text.clone() });
            let mut marked = String::from(marks::GAP);
            marked.extend((gaps.len() - 1).to_string().bytes().map(|digit| marks::digit(u32::from(digit - b'0'))));
            marked.push(marks::SEPARATOR);
            marked.push_str(&text.text);
            marked.push(marks::GAP_END);
            Value::from(marked)
        }
        Filled::Text(text) => Value::from(text.text.as_str()),
        Filled::List(items) => {
            let items = items.iter().enumerate().map(|(index, item)| to_tera(item, &format!("{path}[{index}]"), gaps));
            Value::from(items.collect::<Vec<Value>>())
        }
        Filled::Group(fields) => {
            let fields =
                fields.iter().map(|(name, field)| (name.clone(), to_tera(field, &format!("{path}.{name}"), gaps)));
            Value::from(fields.collect::<BTreeMap<String, Value>>())
        }
    }
}

/// What is printed for a figure that cannot be computed, since a value it is made of is missing.
const COMPUTED: &str = "**";

/// Whether a value is, or contains, a gap.
pub(super) fn is_gap(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.contains(marks::GAP))
}

/// What a figure that is a gap becomes in another `unit` or form: the gap's marks alone (`**` of `**万元`), then the
/// unit; the note for a missing value stays as it is, for it is this value that is to be written there. The number of
/// the gap stays, so the way back to its field does too.
pub(super) fn derived(gap: &Value, unit: &str) -> Value {
    remade(gap, unit, |note| note)
}

/// What is computed from a gap and something else: the same, but a gap of its own in place of a note, since what is to
/// be written there is another figure than the missing one.
pub(super) fn computed(gap: &Value, unit: &str) -> Value {
    remade(gap, unit, |_| COMPUTED)
}

fn remade<'t>(gap: &'t Value, unit: &str, of_note: impl Fn(&'t str) -> &'t str) -> Value {
    let Some(text) = gap.as_str() else { return gap.clone() };
    let inner = text.split_once(marks::SEPARATOR).and_then(|(head, rest)| {
        let content = rest.split(marks::GAP_END).next()?;
        let marks_only = match blank::shapes(content).next() {
            Some(found) if found.shape == blank::Shape::Note => of_note(&content[found.range]),
            Some(found) => &content[found.range],
            None => content,
        };
        Some((head, marks_only))
    });
    match inner {
        Some((head, content)) => {
            let head = &head[head.find(marks::GAP).unwrap_or(0)..];
            Value::from(format!("{head}{}{content}{}{unit}", marks::SEPARATOR, marks::GAP_END))
        }
        None => gap.clone(),
    }
}

/// The number of the gap a value is or begins with.
pub(super) fn gap_number(value: &Value) -> Option<usize> {
    let (_, rest) = value.as_str()?.split_once(marks::GAP)?;
    let digits = rest.split(marks::SEPARATOR).next()?.chars().filter_map(marks::digit_value);
    Some(digits.fold(0, |number, digit| number * 10 + digit as usize))
}

/// Tera's escape function: ASCII punctuation becomes its twin, a line break its mark.
pub(super) fn escape(text: &str, out: &mut dyn Write) -> std::io::Result<()> {
    let mut buffer = [0; 4];
    let mut kept = 0;
    for (index, c) in text.char_indices() {
        let replacement = match c {
            '\n' => Some(marks::LINE_BREAK),
            '\r' => None,
            _ => match marks::twin(c) {
                Some(twin) => Some(twin),
                None => continue,
            },
        };
        out.write_all(&text.as_bytes()[kept..index])?;
        if let Some(mark) = replacement {
            out.write_all(mark.encode_utf8(&mut buffer).as_bytes())?;
        }
        kept = index + c.len_utf8();
    }
    out.write_all(&text.as_bytes()[kept..])
}
