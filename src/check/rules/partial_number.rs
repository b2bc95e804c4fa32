//! Numbers of which only some digits are written.

use super::gap::{PRACTICE, examine_number};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};

/// `20XX年`, `3*万元`.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("PH007", "partial-number"),
    level: Level::Error,
    kind: Kind::Placeholder,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("partial_number.md"),
    target: Target::Text(&["*", "＊", "X", "x", "Ｘ", "ｘ", "×", "_", "＿"], examine),
}];

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    examine_number(rule, draft, prose, at)
}
