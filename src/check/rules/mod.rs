//! The rules, one file for each, with its explanation page beside it. A new rule is a new file and a line in [`ALL`].

mod gap;
mod missing_value;
mod partial_number;
mod unfilled_asterisk;
mod unfilled_blank;
mod unfilled_x;

use super::rule::Rule;

/// All rules, by code.
pub(super) const ALL: &[&Rule] =
    &[&unfilled_asterisk::RULE, &unfilled_x::RULE, &unfilled_blank::RULE, &partial_number::RULE, &missing_value::RULE];
