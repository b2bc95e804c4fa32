//! Findings on the screen, in the form asked for.

use super::arguments::Format;
use super::screen::Stream;
use crate::diagnostic::{Diagnostic, Level, concise, full, jsonl};
use crate::source::SourceMap;
use std::collections::BTreeMap;

/// Findings of one rule and file that are shown in the full form; the rest is counted.
pub(super) const SHOWN_PER_RULE: usize = 20;

/// How many findings there are of each level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) infos: usize,
}

impl Tally {
    /// Counts findings.
    pub(super) fn of<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut tally = Tally::default();
        for finding in findings {
            match finding.level {
                Level::Error => tally.errors += 1,
                Level::Warning => tally.warnings += 1,
                Level::Info => tally.infos += 1,
            }
        }
        tally
    }

    /// Both together.
    pub(super) fn add(&mut self, other: Tally) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
    }

    /// `必改 2 处，疑似 1 处`; `None` if there is nothing.
    pub(super) fn words(self) -> Option<String> {
        let parts = [(Level::Error, self.errors), (Level::Warning, self.warnings), (Level::Info, self.infos)];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(level, count)| format!("{} {count} 处", level.name()))
            .collect();
        (!parts.is_empty()).then(|| parts.join("，"))
    }
}

/// Prints findings in reading order.
pub(super) fn print<'a>(
    findings: impl IntoIterator<Item = &'a Diagnostic>,
    sources: &SourceMap,
    format: Format,
    stream: &mut Stream,
) {
    match format {
        Format::Full => print_folded(findings, sources, &|_| SHOWN_PER_RULE, stream),
        Format::Concise => findings.into_iter().for_each(|finding| stream.line(&concise(finding, sources))),
        Format::Jsonl => findings.into_iter().for_each(|finding| stream.line(&jsonl(finding, sources))),
    }
}

/// Prints findings in full, of each rule as many as `shown` says; the rest is counted.
pub(super) fn print_folded<'a>(
    findings: impl IntoIterator<Item = &'a Diagnostic>,
    sources: &SourceMap,
    shown: &dyn Fn(&Diagnostic) -> usize,
    stream: &mut Stream,
) {
    let mut seen: BTreeMap<&str, (usize, &Diagnostic)> = BTreeMap::new();
    for finding in findings {
        let (count, _) = seen.entry(finding.code.id).or_insert((0, finding));
        *count += 1;
        if *count <= shown(finding) {
            stream.line(&full(finding, sources, stream.color));
            stream.line("");
        }
    }
    for (count, first) in seen.into_values().filter(|(count, first)| *count > shown(first)) {
        let rest = count - shown(first);
        stream.line(&format!(
            "{}[{} {}] 另有 {rest} 处，未一一列出；全部列出用 zhibi check --format concise",
            first.title(),
            first.code.id,
            first.code.slug
        ));
        stream.line("");
    }
}
