//! A compiled template: what Tera reads, and where each stretch of it came from.

use super::scope::SitePath;
use crate::data::schema::Field;
use crate::source::Span;
use std::collections::BTreeSet;

/// A compiled template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// What Tera reads.
    pub tera: String,
    /// The sites, by the numbers printed in the marks.
    pub sites: Vec<Site>,
    /// Paths of the fields it reads, without indices.
    pub reads: BTreeSet<String>,
    /// Items of required lists that it names by number.
    pub items: Vec<Item>,
    /// Where stretches of `tera` came from: start offset, template place; ascending.
    pub places: Vec<(usize, Span)>,
}

/// An item of a required list, named by its number: `成效[2]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The way to the list.
    pub list: SitePath,
    /// Which item, from 0.
    pub number: usize,
    /// The list.
    pub field: Field,
}

/// A place of a template that prints or computes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Where in the template.
    pub span: Span,
    /// What it prints.
    pub kind: SiteKind,
}

/// What a site prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteKind {
    /// The template's own text, byte for byte.
    Literal,
    /// Values: the fields the expression reads, the printed one first.
    Value(Vec<SitePath>),
}

impl Program {
    /// The template place of an offset in [`Program::tera`].
    pub fn place(&self, offset: usize) -> Option<Span> {
        let after = self.places.partition_point(|(start, _)| *start <= offset);
        self.places.get(after.saturating_sub(1)).map(|(_, span)| *span)
    }
}

/// The ASCII name Tera knows a template name by.
pub fn mangle(name: &str) -> String {
    let mut out = String::from("v_");
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else {
            out.push_str(&format!("_{:x}_", c as u32));
        }
    }
    out
}
