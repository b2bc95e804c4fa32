//! What the data is after the schema was applied: values, gaps, and what is not there.

use super::schema::{Field, FieldKind};
use crate::source::Span;

/// Data as the template sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSet {
    /// All declared fields at the top, in schema order.
    pub fields: Vec<(String, Filled)>,
    /// What is still missing, in schema order.
    pub gaps: Vec<Gap>,
}

/// A value after the schema was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filled {
    /// Optional and not there.
    Absent,
    /// Text in its spelling.
    Text(Text),
    /// A list.
    List(Vec<Filled>),
    /// A group.
    Group(Vec<(String, Filled)>),
}

/// A scalar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What the report prints.
    pub text: String,
    /// Where it stands; for a missing field, where its group stands.
    pub span: Span,
    /// Whether it is not filled in.
    pub gap: bool,
    /// Whether it stands for a whole list, of which nobody knows how many items it has.
    pub whole: bool,
    /// For a gap as large as a list, group or table: the path of that field, which is what is missing.
    pub home: Option<String>,
}

/// Why a field counts as a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapState {
    /// The field is not in the file.
    Missing,
    /// Nothing is written behind it.
    Empty,
    /// It holds stars, blanks or the like.
    Blank,
}

impl GapState {
    /// The word users read.
    pub fn name(self) -> &'static str {
        match self {
            GapState::Missing => "没有写",
            GapState::Empty => "空着",
            GapState::Blank => "有空未填",
        }
    }
}

/// One thing still missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Path of the field.
    pub path: String,
    /// The question that asks for it.
    pub question: String,
    /// Who usually supplies it.
    pub supplier: String,
    /// An example.
    pub example: String,
    /// How it is missing.
    pub state: GapState,
    /// Where.
    pub span: Span,
    /// What stands there now.
    pub text: String,
}

/// The text printed for a field that has no value at all.
pub fn stand_in(name: &str) -> String {
    format!("【待填：{name}】")
}

/// A gap for the item of the list `field` that `path` names and the data does not have: `成效[5]`.
pub fn missing_item(field: &Field, path: &str, span: Span) -> Filled {
    let name = super::field_words(path.rsplit('.').next().unwrap_or(path));
    gap_of_shape(&field.item(), Text::missing(&stand_in(&name), span, path))
}

/// A gap in the shape the template expects, so that loops and field accesses find something.
pub(super) fn gap_of_shape(field: &Field, text: Text) -> Filled {
    let text = Text { whole: text.whole || field.kind == FieldKind::List, ..text };
    match field.kind {
        FieldKind::Text | FieldKind::Number | FieldKind::Date => Filled::Text(text),
        FieldKind::List if field.fields.is_empty() => Filled::List(vec![Filled::Text(text)]),
        FieldKind::List => Filled::List(vec![group_of_gaps(&field.fields, &text)]),
        FieldKind::Group => group_of_gaps(&field.fields, &text),
        FieldKind::Table => Filled::Group(vec![
            ("题".to_owned(), Filled::Text(text.clone())),
            ("单位".to_owned(), Filled::Absent),
            ("表头".to_owned(), Filled::List(vec![Filled::Text(Text { whole: true, ..text.clone() })])),
            ("行".to_owned(), Filled::List(vec![Filled::List(vec![Filled::Text(Text { whole: true, ..text })])])),
            ("注".to_owned(), Filled::Absent),
            ("宽度".to_owned(), Filled::Absent),
            ("横排".to_owned(), Filled::Absent),
        ]),
    }
}

/// The note for a part of what is missing as a whole: 【待填：反映人的姓名】 for 【待填：反映人】.
fn stand_in_of_part(whole: &str, part: &str) -> String {
    match whole.strip_prefix("【待填：").and_then(|rest| rest.strip_suffix("】")) {
        Some(name) => stand_in(&format!("{name}的{part}")),
        None => whole.to_owned(),
    }
}

fn group_of_gaps(fields: &[Field], text: &Text) -> Filled {
    let scalar = |field: &Field| matches!(field.kind, FieldKind::Text | FieldKind::Number | FieldKind::Date);
    // Where the schema requires no text, the first one says that something is missing.
    let told = fields.iter().any(|field| field.required && scalar(field));
    let lone = if told { None } else { fields.iter().position(scalar) };
    let part = |(index, field): (usize, &Field)| match (field.required || lone == Some(index), scalar(field)) {
        (false, _) => Filled::Absent,
        (true, true) => Filled::Text(Text { text: stand_in_of_part(&text.text, &field.name), ..text.clone() }),
        (true, false) => gap_of_shape(field, text.clone()),
    };
    Filled::Group(fields.iter().enumerate().map(|(index, field)| (field.name.clone(), part((index, field)))).collect())
}

impl Text {
    /// A scalar of the file; blank lines and spaces at its ends are not part of what is printed.
    pub(super) fn new(text: &str, span: Span, gap: bool) -> Text {
        Text { text: text.trim().to_owned(), span, gap, whole: false, home: None }
    }

    /// What is printed for the field at `path`, which is a gap from end to end.
    pub(super) fn missing(text: &str, span: Span, path: &str) -> Text {
        Text { home: Some(path.to_owned()), ..Text::new(text, span, true) }
    }
}

impl DataSet {
    /// The value at a path, aliases resolved to names; `None` where the path leaves groups and lists.
    pub fn at(&self, path: &str) -> Option<&Filled> {
        let mut group = Some(&self.fields);
        let mut found = None;
        for part in path.split('.') {
            let (name, mut indices) = part.split_once('[').unwrap_or((part, ""));
            let mut value = &group?.iter().find(|(key, _)| key == name)?.1;
            while let Some((index, rest)) = indices.split_once(']') {
                let Filled::List(items) = value else { return None };
                value = items.get(index.parse::<usize>().ok()?)?;
                indices = rest.strip_prefix('[').unwrap_or(rest);
            }
            group = match value {
                Filled::Group(inner) => Some(inner),
                _ => None,
            };
            found = Some(value);
        }
        found
    }

    /// The texts at a path without indices and below it, in all items of its lists.
    pub fn all_at(&self, path: &str) -> Vec<&Text> {
        fn below<'a>(value: &'a Filled, rest: &[&str], found: &mut Vec<&'a Text>) {
            match (value, rest) {
                (Filled::Text(text), []) => found.push(text),
                (Filled::List(items), _) => items.iter().for_each(|item| below(item, rest, found)),
                (Filled::Group(fields), []) => fields.iter().for_each(|(_, value)| below(value, &[], found)),
                (Filled::Group(fields), [name, rest @ ..]) => {
                    fields.iter().filter(|(key, _)| key == name).for_each(|(_, value)| below(value, rest, found));
                }
                _ => {}
            }
        }
        let parts: Vec<&str> = path.split('.').collect();
        let mut found = Vec::new();
        let top = self.fields.iter().filter(|(key, _)| parts.first() == Some(&key.as_str()));
        top.for_each(|(_, value)| below(value, &parts[1..], &mut found));
        found
    }
}
