//! One pass of one automaton over a prose, for all text rules at once.

use super::rule::{Examine, Rule, Seen, Target};
use super::{Draft, Prose};
use crate::diagnostic::Diagnostic;
use aho_corasick::AhoCorasick;

/// The text rules of a run with their automaton.
pub(super) struct Scanner {
    automaton: Option<AhoCorasick>,
    /// For each pattern of the automaton, the rule it calls.
    callers: Vec<usize>,
    rules: Vec<(&'static Rule, Examine)>,
}

impl Scanner {
    pub(super) fn new(selected: &[&'static Rule]) -> Scanner {
        let mut scanner = Scanner { automaton: None, callers: Vec::new(), rules: Vec::new() };
        let mut patterns: Vec<&str> = Vec::new();
        for rule in selected {
            if let Target::Text(needles, examine) = rule.target {
                patterns.extend(needles);
                scanner.callers.extend(needles.iter().map(|_| scanner.rules.len()));
                scanner.rules.push((rule, examine));
            }
        }
        scanner.automaton = AhoCorasick::new(&patterns).ok();
        scanner
    }

    /// Adds the findings on one prose, with their spans.
    pub(super) fn run(&self, prose: &Prose<'_>, draft: &Draft<'_>, findings: &mut Vec<Diagnostic>) {
        let Some(automaton) = &self.automaton else { return };
        // Up to where each rule has settled the text.
        let mut settled = vec![0; self.rules.len()];
        for hit in automaton.find_overlapping_iter(prose.text()) {
            let caller = self.callers[hit.pattern().as_usize()];
            if hit.start() < settled[caller] {
                continue;
            }
            let (rule, examine) = self.rules[caller];
            match examine(rule, draft, prose, hit.start()) {
                Seen::Nothing => {}
                Seen::Lookalike(end) => settled[caller] = end,
                Seen::Found(range, finding) => {
                    settled[caller] = range.end;
                    findings.push(finding.at(prose.span(range)));
                }
            }
        }
    }
}
