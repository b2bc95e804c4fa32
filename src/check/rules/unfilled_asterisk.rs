//! Stars that stand for a number or a name.

use super::gap::{PRACTICE, examine_shape};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use crate::lexicon::blank::Shape;

/// `*`, `**`, `＊` left in the text.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("PH001", "unfilled-asterisk"),
    level: Level::Error,
    kind: Kind::Placeholder,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("unfilled_asterisk.md"),
    target: Target::Text(&["*", "＊"], examine),
}];

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    examine_shape(Shape::Star, rule, draft, prose, at)
}
