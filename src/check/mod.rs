//! What must not leave the office: findings on drafts, data and documents.
//!
//! In comes a [`Draft`] (whatever of it exists: text, data, document), out come sorted findings, one for each place
//! the user can open. Rules are citizens of a [registry](rules): each has a code, an explanation page and a target,
//! and lives in a file of its own below `rules/`. One automaton pass over the text finds the candidates of all text
//! rules; a rule looks at the neighbours; the dictionary is loaded only to name what a gap stands for. Nothing is
//! changed or written here.

mod class;
mod facts;
mod field;
mod gather;
mod known;
mod phrase;
mod points;
mod prose;
mod rule;
mod rules;
mod scan;
mod selection;
mod words;

pub use facts::Facts;
pub use field::KnownField;
pub use prose::Prose;
pub use rule::{Authority, Examine, ExamineWhole, Rule, Seen, Target, find_rule, rules};
pub use selection::Selection;
pub use words::Words;

use crate::data::{self, Gap, GapState};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::source::{SourceId, SourceMap};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// What is to be checked; every part may be missing.
#[derive(Debug, Clone)]
pub struct Draft<'a> {
    /// All texts.
    pub sources: &'a SourceMap,
    /// A text without markup, a plain draft: its words are read line by line, so that none is lost.
    pub text: Option<SourceId>,
    /// The report; of a plain draft, its headings and paragraphs as far as they can be told.
    pub document: Option<&'a Document>,
    /// A data file.
    pub data: Option<&'a data::Node>,
    /// The texts of the template: the kind's own and those it includes.
    pub templates: &'a [SourceId],
    /// What the schema misses in the data.
    pub gaps: &'a [Gap],
    /// The fields that could feed a gap.
    pub fields: &'a [KnownField],
    /// Words of the user's.
    pub words: &'a Words,
    /// What is known of the whole, found when first asked; start with the default.
    pub facts: Facts<'a>,
}

impl<'a> Draft<'a> {
    /// A draft with no part yet.
    pub fn new(sources: &'a SourceMap) -> Self {
        Draft {
            sources,
            text: None,
            document: None,
            data: None,
            templates: &[],
            gaps: &[],
            fields: &[],
            words: Words::NONE,
            facts: Facts::default(),
        }
    }
}

/// All findings of the selected rules, by place: a value printed three times is one finding, where it is written.
pub fn check(draft: &Draft<'_>, selection: &Selection) -> Vec<Diagnostic> {
    let selected: Vec<&'static Rule> = rules().iter().copied().filter(|rule| selection.has(rule)).collect();
    let own;
    let scanner = if draft.words.sites.is_empty() && *selection == Selection::default() {
        // Building the automaton costs more than a short draft.
        static ALL: OnceLock<scan::Scanner> = OnceLock::new();
        ALL.get_or_init(|| scan::Scanner::new(&selected, Words::NONE))
    } else {
        own = scan::Scanner::new(&selected, draft.words);
        &own
    };
    let mut printed = Vec::new();
    for prose in prose::printed(draft) {
        scanner.run(prose, draft, &mut printed);
    }
    let mut written = Vec::new();
    for prose in prose::written(draft) {
        scanner.run(&prose, draft, &mut written);
    }
    for rule in &selected {
        if let Target::Data(examine) | Target::Template(examine) | Target::Document(examine) = rule.target {
            written.extend(examine(rule, draft));
        }
    }
    let mut found = gather::gather(printed, written, draft.sources);
    found.retain(|finding| !draft.words.clear(finding, draft.sources));
    found
}

/// The findings on those gaps of the data that `found` says nothing of, if the rule for them is selected.
pub fn silent_gaps<'a>(
    gaps: impl Iterator<Item = &'a Gap>,
    found: &[Diagnostic],
    selection: &Selection,
) -> Vec<Diagnostic> {
    let rule = rules::missing_value::RULES.iter().find(|rule| selection.has(rule));
    let told: BTreeSet<&str> = found.iter().filter_map(|finding| finding.missing.as_ref()?.field.as_deref()).collect();
    let is_told = |path: &str| {
        let below = told.range(path..).next().is_some_and(|other| {
            other.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        });
        below || told.iter().any(|other| path.strip_prefix(other).is_some_and(|rest| rest.starts_with(['.', '['])))
    };
    let silent = gaps.filter(|gap| gap.state != GapState::Blank && !is_told(&gap.path));
    rule.map(|_| silent.map(rules::missing_value::silent).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
