//! What the names of a template mean: which field, of which shape.

use crate::data::schema::{Field, FieldKind, find};
use std::collections::HashMap;

/// One step of the way to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathStep {
    /// A field by its schema name.
    Field(String),
    /// The item of the enclosing loop with this depth (0 = outermost).
    Each(usize),
    /// The item with this number, from 0: `成效[0]`.
    Item(usize),
}

/// The way from the data's root to a value, loop indices open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SitePath(pub Vec<PathStep>);

impl SitePath {
    /// The path with the indices of the enclosing loops filled in: `成效[0].标题`.
    pub fn fill(&self, indices: &[usize]) -> String {
        self.write(|step, out| {
            let number = match step {
                PathStep::Each(depth) => indices.get(*depth).copied().unwrap_or(0),
                PathStep::Item(number) => *number,
                PathStep::Field(_) => return,
            };
            out.push_str(&format!("[{number}]"));
        })
    }

    /// The path without indices: `成效.标题`.
    pub fn bare(&self) -> String {
        self.write(|_, _| ())
    }

    fn write(&self, mut index: impl FnMut(&PathStep, &mut String)) -> String {
        let mut out = String::new();
        for step in &self.0 {
            match step {
                PathStep::Field(name) => {
                    if !out.is_empty() {
                        out.push('.');
                    }
                    out.push_str(name);
                }
                PathStep::Each(_) | PathStep::Item(_) => index(step, &mut out),
            }
        }
        out
    }

    pub(super) fn then(&self, step: PathStep) -> SitePath {
        let mut steps = self.0.clone();
        steps.push(step);
        SitePath(steps)
    }
}

/// What an expression is, as far as the schema tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape<'s> {
    /// Text, number, date, or anything computed.
    Text,
    /// A list of texts.
    Texts,
    /// A list of groups.
    Groups(&'s [Field]),
    /// A group.
    Group(&'s [Field]),
    /// A table.
    Table,
    /// The rows of a table.
    Rows,
    /// `loop`.
    Loop,
    /// What is wrong with it has been reported.
    Unknown,
}

impl<'s> Shape<'s> {
    /// The shape of a field's value.
    pub(super) fn of(field: &'s Field) -> Shape<'s> {
        match field.kind {
            FieldKind::Text | FieldKind::Number | FieldKind::Date => Shape::Text,
            FieldKind::List if field.fields.is_empty() => Shape::Texts,
            FieldKind::List => Shape::Groups(&field.fields),
            FieldKind::Group => Shape::Group(&field.fields),
            FieldKind::Table => Shape::Table,
        }
    }

    /// The schema name and shape of a member; `None` if there is none of that name.
    pub(super) fn member(self, name: &str) -> Option<(String, Shape<'s>)> {
        let part = |shape| Some((name.to_owned(), shape));
        match self {
            Shape::Group(fields) => find(fields, name).map(|field| (field.name.clone(), Shape::of(field))),
            Shape::Table => match name {
                "题" | "单位" | "注" | "横排" => part(Shape::Text),
                "表头" | "宽度" => part(Shape::Texts),
                "行" => part(Shape::Rows),
                _ => None,
            },
            Shape::Loop => {
                matches!(name, "index" | "index0" | "first" | "last" | "length").then(|| (name.to_owned(), Shape::Text))
            }
            Shape::Text | Shape::Texts | Shape::Groups(_) | Shape::Rows | Shape::Unknown => None,
        }
    }

    /// Names a member could have.
    pub(super) fn members(self) -> Vec<&'s str> {
        match self {
            Shape::Group(fields) => fields.iter().map(|field| field.name.as_str()).collect(),
            Shape::Table => crate::data::schema::TABLE_PARTS.to_vec(),
            Shape::Loop => vec!["index", "index0", "first", "last", "length"],
            Shape::Text | Shape::Texts | Shape::Groups(_) | Shape::Rows | Shape::Unknown => Vec::new(),
        }
    }

    /// The shape of an item of a list.
    pub(super) fn item(self) -> Option<Shape<'s>> {
        match self {
            Shape::Texts => Some(Shape::Text),
            Shape::Groups(fields) => Some(Shape::Group(fields)),
            Shape::Rows => Some(Shape::Texts),
            Shape::Text | Shape::Group(_) | Shape::Table | Shape::Loop | Shape::Unknown => None,
        }
    }

    /// The word users read.
    pub(super) fn name(self) -> &'static str {
        match self {
            Shape::Text | Shape::Unknown => "文字",
            Shape::Texts | Shape::Groups(_) | Shape::Rows => "列表",
            Shape::Group(_) => "组",
            Shape::Table => "表",
            Shape::Loop => "循环",
        }
    }
}

/// What a local name stands for.
#[derive(Debug, Clone)]
pub(super) struct Binding<'s> {
    pub(super) shape: Shape<'s>,
    pub(super) paths: Vec<SitePath>,
}

/// The local names in force, innermost last, with what each stands for.
#[derive(Debug)]
pub(super) struct Scope<T> {
    bindings: Vec<(String, T)>,
    /// Where each name stands in `bindings`, innermost last: a template may set thousands.
    by_name: HashMap<String, Vec<usize>>,
}

impl<T> Scope<T> {
    /// No names.
    pub(super) fn new() -> Self {
        Scope { bindings: Vec::new(), by_name: HashMap::new() }
    }

    /// Number of names in force.
    pub(super) fn len(&self) -> usize {
        self.bindings.len()
    }

    /// Brings a name into force.
    pub(super) fn push(&mut self, name: impl Into<String>, meaning: T) {
        let name = name.into();
        self.by_name.entry(name.clone()).or_default().push(self.bindings.len());
        self.bindings.push((name, meaning));
    }

    /// Takes all names after the first `length` out of force.
    pub(super) fn truncate(&mut self, length: usize) {
        for (name, _) in self.bindings.drain(length.min(self.bindings.len())..) {
            if let Some(places) = self.by_name.get_mut(&name) {
                places.pop();
            }
        }
    }

    /// What a name stands for.
    pub(super) fn find(&self, name: &str) -> Option<&T> {
        self.by_name.get(name).and_then(|places| places.last()).map(|place| &self.bindings[*place].1)
    }

    /// The names in force, innermost first.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.bindings.iter().rev().map(|(name, _)| name.as_str())
    }
}
