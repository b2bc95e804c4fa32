//! One pass of one automaton over a prose, for all text rules at once.

use super::rule::{Examine, Rule, Seen, Target};
use super::{Draft, Prose, Words};
use crate::diagnostic::Diagnostic;
use aho_corasick::AhoCorasick;
use std::ops::Range;

/// The text rules of a run with their automaton.
pub(super) struct Scanner {
    automaton: Option<AhoCorasick>,
    /// For each pattern of the automaton, the rule it calls.
    callers: Vec<usize>,
    rules: Vec<(&'static Rule, Examine)>,
}

impl Scanner {
    pub(super) fn new(selected: &[&'static Rule], words: &Words) -> Scanner {
        let mut scanner = Scanner { automaton: None, callers: Vec::new(), rules: Vec::new() };
        let own: Vec<&str> = words.sites.iter().map(String::as_str).collect();
        let mut patterns: Vec<&str> = Vec::new();
        for rule in selected {
            let (needles, examine): (Vec<&str>, Examine) = match rule.target {
                Target::Text(needles, examine) => (needles.to_vec(), examine),
                Target::Words(list, examine) => (list.words().collect(), examine),
                Target::Sites(list, examine) => {
                    let mut names: Vec<&str> = list.words().collect();
                    names.extend(&own);
                    (names, examine)
                }
                Target::Data(_) | Target::Template(_) | Target::Document(_) => continue,
            };
            scanner.callers.extend(needles.iter().map(|_| scanner.rules.len()));
            scanner.rules.push((rule, examine));
            patterns.extend(needles);
        }
        scanner.automaton = AhoCorasick::new(&patterns).ok();
        scanner
    }

    /// Adds the findings on one prose, with their spans.
    pub(super) fn run(&self, prose: &Prose<'_>, draft: &Draft<'_>, findings: &mut Vec<Diagnostic>) {
        let Some(automaton) = &self.automaton else { return };
        // Up to where each rule has settled the text.
        let mut settled = vec![0; self.rules.len()];
        // Where each rule looked last: what begins at one place is looked at once, whatever strings called for it.
        let mut looked = vec![usize::MAX; self.rules.len()];
        let mut found: Vec<(Range<usize>, Diagnostic)> = Vec::new();
        for hit in automaton.find_overlapping_iter(prose.text()) {
            let caller = self.callers[hit.pattern().as_usize()];
            if hit.start() < settled[caller] || looked[caller] == hit.start() {
                continue;
            }
            looked[caller] = hit.start();
            let (rule, examine) = self.rules[caller];
            match examine(rule, draft, prose, hit.start()) {
                Seen::Nothing => {}
                Seen::Lookalike(end) => settled[caller] = end,
                Seen::Found(range, finding) => {
                    settled[caller] = range.end;
                    found.push((range, *finding));
                }
            }
        }
        let kept = outermost(found).into_iter().map(|(range, finding)| finding.at(prose.span(range)));
        findings.extend(kept);
    }
}

/// One finding where several of the same kind overlap: `【**镇】` is one gap, not two. The longest is kept.
fn outermost(mut found: Vec<(Range<usize>, Diagnostic)>) -> Vec<(Range<usize>, Diagnostic)> {
    found.sort_by(|(a, _), (b, _)| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
    let mut kept: Vec<(Range<usize>, Diagnostic)> = Vec::with_capacity(found.len());
    for (range, finding) in found {
        let rival =
            kept.iter_mut().rev().take(8).find(|(other, rival)| {
                rival.kind == finding.kind && other.start < range.end && range.start < other.end
            });
        match rival {
            Some(rival) if rival.0.len() < range.len() => *rival = (range, finding),
            Some(_) => {}
            None => kept.push((range, finding)),
        }
    }
    kept
}
