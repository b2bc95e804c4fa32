//! Underscores that leave room for a number or a name.

use super::gap::{PRACTICE, examine_shape};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use crate::lexicon::blank::Shape;

/// `____`, `＿＿`.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("PH004", "unfilled-blank"),
    level: Level::Error,
    kind: Kind::Placeholder,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("unfilled_blank.md"),
    target: Target::Text(&["_", "＿", "﹍"], examine),
}];

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    examine_shape(Shape::Underscore, rule, draft, prose, at)
}
