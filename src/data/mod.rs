//! YAML data as a tree in which every value keeps its spelling and its place.

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
