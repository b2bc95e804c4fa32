//! YAML data as a tree in which every value keeps its spelling and its place.
//!
//! In comes a registered source, out comes a [`Node`] tree and every problem found on the way. Numbers and
//! booleans are not recognised: what a field means is the schema's business.

mod dataset;
mod expand;
mod figure;
mod fill;
mod fold;
mod join;
mod json_schema;
mod load;
pub mod schema;
pub mod sheet;
pub mod spell;
mod syntax;
mod table;
mod trap;
mod unclosed;

pub use dataset::{DataSet, Filled, Gap, GapState, Text, missing_item, stand_in};
pub use fill::{KIND_KEYS, PAGE_RULES_KEY, UNKNOWN_FIELD, WRONG_TYPE, fill};
pub use join::join;
pub use json_schema::json_schema;
pub use load::{load, load_part};
pub use trap::COLON;

use crate::source::Span;

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it stands, quotes included.
    pub span: Span,
}

/// A value as the user wrote it; nothing is turned into a number or a boolean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing written (`字段:`), or `null`, `~`.
    Null,
    /// A scalar in its spelling, quotes and escapes undone.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// A mapping, in file order.
    Mapping(Vec<Entry>),
}

/// A scalar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// Its text: `0.10` stays `0.10`.
    pub text: String,
    /// Whether it was written without quotes on one line, so that `text` stands in the source byte for byte.
    pub plain: bool,
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

/// `成效[0].标题` as people say it, counted from 1.
pub fn field_words(path: &str) -> String {
    let part = |part: &str| {
        let mut indices = part.split('[');
        let mut words = indices.next().unwrap_or_default().to_owned();
        for index in indices.filter_map(|index| index.trim_end_matches(']').parse::<usize>().ok()) {
            words.push_str(&format!("第{}项", index + 1));
        }
        words
    };
    path.split('.').map(part).collect::<Vec<_>>().join("的")
}

impl Node {
    /// The entries of a mapping.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The value under a key of a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The items of a list.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::Sequence(items) => items,
            _ => &[],
        }
    }

    /// Where what is written in it ends; the parser counts the lines up to the next field to a collection.
    pub(crate) fn content_end(&self) -> u32 {
        match &self.value {
            Value::Null | Value::Scalar(_) => self.span.end,
            Value::Sequence(items) => items.last().map_or(self.span.start, Node::content_end),
            Value::Mapping(entries) => {
                entries.last().map_or(self.span.start, |entry| entry.value.content_end().max(entry.key_span.end))
            }
        }
    }

    /// The scalar, if it is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        self.scalar().map(|scalar| scalar.text.as_str())
    }

    /// Visits every scalar and null with its path (`成效[0].标题`).
    pub fn walk<'a>(&'a self, path: &mut String, visit: &mut dyn FnMut(&str, &'a Node)) {
        let length = path.len();
        match &self.value {
            Value::Null | Value::Scalar(_) => visit(path, self),
            Value::Sequence(items) => {
                for (index, item) in items.iter().enumerate() {
                    path.push_str(&format!("[{index}]"));
                    item.walk(path, visit);
                    path.truncate(length);
                }
            }
            Value::Mapping(entries) => {
                for entry in entries {
                    if length > 0 {
                        path.push('.');
                    }
                    path.push_str(&entry.key);
                    entry.value.walk(path, visit);
                    path.truncate(length);
                }
            }
        }
    }

    /// The node at a path as [`Node::walk`] writes it.
    pub fn at(&self, path: &str) -> Option<&Node> {
        let mut node = self;
        for part in path.split('.') {
            let (key, mut indices) = part.split_once('[').map_or((part, ""), |(key, rest)| (key, rest));
            if !key.is_empty() {
                node = node.get(key)?;
            }
            while let Some((index, rest)) = indices.split_once(']') {
                node = node.items().get(index.parse::<usize>().ok()?)?;
                indices = rest.strip_prefix('[').unwrap_or(rest);
            }
        }
        Some(node)
    }
}
