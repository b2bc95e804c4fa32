//! Which rules run.

use super::rule::{Rule, find_rule, rules};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};

const UNKNOWN: Code = Code::new("SU002", "unknown-rule");

/// A choice of rules; by default all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    only: Vec<&'static str>,
    off: Vec<&'static str>,
}

impl Selection {
    /// All rules, or those named in `only`, without those named in `off`; by code or slug.
    ///
    /// # Errors
    /// One diagnostic for each name that no rule has, with the nearest name.
    pub fn new(only: &[String], off: &[String]) -> Result<Selection, Vec<Diagnostic>> {
        let mut unknown = Vec::new();
        let mut codes = |names: &[String]| {
            let found = names.iter().filter_map(|name| match find_rule(name) {
                Some(rule) => Some(rule.code.id),
                None => {
                    unknown.push(unknown_rule(name));
                    None
                }
            });
            found.collect::<Vec<_>>()
        };
        let selection = Selection { only: codes(only), off: codes(off) };
        if unknown.is_empty() { Ok(selection) } else { Err(unknown) }
    }

    /// The rules whose code is `wanted`.
    pub fn of(wanted: impl Fn(&str) -> bool) -> Selection {
        let off = rules().iter().map(|rule| rule.code.id).filter(|code| !wanted(code)).collect();
        Selection { only: Vec::new(), off }
    }

    /// Whether a rule runs.
    pub fn has(&self, rule: &Rule) -> bool {
        let id = rule.code.id;
        (self.only.is_empty() || self.only.contains(&id)) && !self.off.contains(&id)
    }
}

fn unknown_rule(name: &str) -> Diagnostic {
    let wanted = name.trim().to_lowercase();
    let names = rules().iter().flat_map(|rule| [rule.code.id, rule.code.slug]);
    let nearest = names.min_by_key(|known| strsim::damerau_levenshtein(&known.to_lowercase(), &wanted));
    let finding = Diagnostic::new(UNKNOWN, Level::Error, Kind::File, format!("没有名为“{name}”的规则"));
    match nearest {
        Some(nearest) => finding.hint(format!("最接近的是“{nearest}”")),
        None => finding,
    }
}
