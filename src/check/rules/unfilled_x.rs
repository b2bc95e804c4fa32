//! Crosses and letters x that stand for a number or a name.

use super::gap::{PRACTICE, examine_shape};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use crate::lexicon::blank::Shape;

/// `XX`, `××`, and a lone X before a unit.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("PH002", "unfilled-x"),
    level: Level::Error,
    kind: Kind::Placeholder,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("unfilled_x.md"),
    target: Target::Text(&["X", "x", "Ｘ", "ｘ", "×", "✕", "╳"], examine),
}];

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    examine_shape(Shape::Cross, rule, draft, prose, at)
}
