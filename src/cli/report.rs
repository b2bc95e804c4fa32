//! Findings on the screen, in the form asked for.

use super::arguments::Format;
use super::screen::Stream;
use crate::diagnostic::{Column, Diagnostic, Level, columns, concise, digest, jsonl};
use crate::pipeline;
use crate::source::SourceMap;
use std::collections::BTreeMap;

/// Findings of one rule and file that are shown in the full form; the rest is folded into one line.
pub(super) const SHOWN_PER_RULE: usize = 3;

/// The same where everything was asked for.
pub(super) const SHOWN_WHEN_VERBOSE: usize = 20;

/// Rules named in the summary of many files.
const RULES_NAMED: usize = 5;

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

/// Prints the findings of one input.
pub(super) fn print<'a>(
    findings: impl IntoIterator<Item = &'a Diagnostic>,
    sources: &SourceMap,
    format: Format,
    stream: &mut Stream,
) {
    match format {
        Format::Full => print_folded(findings, sources, SHOWN_PER_RULE, stream),
        Format::Concise => findings.into_iter().for_each(|finding| stream.line(&concise(finding, sources))),
        Format::Jsonl => findings.into_iter().for_each(|finding| stream.line(&jsonl(finding, sources))),
        // One document for the whole run, printed at its end.
        Format::Sarif => {}
    }
}

/// Prints findings in full, of each rule as many as `shown` says; the rest is folded.
pub(super) fn print_folded<'a>(
    findings: impl IntoIterator<Item = &'a Diagnostic>,
    sources: &SourceMap,
    shown: usize,
    stream: &mut Stream,
) {
    let findings: Vec<&Diagnostic> = findings.into_iter().collect();
    let text = digest(&findings, sources, shown, stream.color);
    stream.text(&text);
}

/// What a run over several inputs comes to.
#[derive(Debug, Default)]
pub(super) struct Summary {
    files: Vec<(String, Option<Tally>)>,
    rules: BTreeMap<&'static str, usize>,
    total: Tally,
}

const PER_FILE: [Column; 4] =
    [Column::new("必改", 6), Column::new("疑似", 6), Column::new("提示", 6), Column::new("文件", 100)];

impl Summary {
    /// Counts what was found in an input; `done` tells whether it could be read.
    pub(super) fn add(&mut self, input: String, findings: &[&Diagnostic], done: bool) {
        let tally = Tally::of(findings.iter().copied());
        for finding in findings {
            *self.rules.entry(finding.code.id).or_insert(0) += 1;
        }
        self.total.add(tally);
        self.files.push((input, done.then_some(tally)));
    }

    /// Whether something was found.
    pub(super) fn has_findings(&self) -> bool {
        self.total != Tally::default()
    }

    /// The closing lines: one for one input, a table and the commonest rules for several.
    pub(super) fn lines(&self) -> Vec<String> {
        let words = self.total.words().unwrap_or_else(|| "没有发现问题".to_owned());
        if self.files.len() < 2 {
            return vec![format!("检查完毕：{words}")];
        }
        let clean = self.files.iter().filter(|(_, tally)| *tally == Some(Tally::default())).count();
        let failed = self.files.iter().filter(|(_, tally)| tally.is_none()).count();
        let mut parts = vec![format!("检查完毕：{} 个文件", self.files.len())];
        parts.extend((clean > 0).then(|| format!("{clean} 个没有问题")));
        parts.extend((failed > 0).then(|| format!("{failed} 个没能检查")));
        parts.extend(self.has_findings().then(|| format!("共{words}")));
        let mut lines = self.table();
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(parts.join("，"));
        lines.extend(self.commonest());
        lines
    }

    /// One line for each input in which something was found.
    fn table(&self) -> Vec<String> {
        let found = self.files.iter().filter_map(|(file, tally)| Some((file, (*tally)?)));
        let rows: Vec<Vec<String>> = found
            .filter(|(_, tally)| *tally != Tally::default())
            .map(|(file, tally)| {
                let counts = [tally.errors, tally.warnings, tally.infos];
                counts.iter().map(usize::to_string).chain([file.clone()]).collect()
            })
            .collect();
        if rows.is_empty() { Vec::new() } else { columns(&PER_FILE, &rows) }
    }

    fn commonest(&self) -> Option<String> {
        let mut rules: Vec<(&str, usize)> = self.rules.iter().map(|(id, count)| (*id, *count)).collect();
        rules.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let named = rules.iter().take(RULES_NAMED).map(|(id, count)| {
            let title = pipeline::explain(id).map(|found| found.title).unwrap_or_default();
            format!("{id} {title} {count} 处")
        });
        let named: Vec<String> = named.collect();
        (!named.is_empty()).then(|| format!("最多的是：{}", named.join("；")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Kind};

    #[test]
    fn many_files_end_in_one_table_and_one_sentence() {
        let one = Diagnostic::new(Code::new("PH001", "unfilled-asterisk"), Level::Error, Kind::Placeholder, "空");
        let two = Diagnostic { level: Level::Warning, ..one.clone() };
        let mut summary = Summary::default();
        summary.add("甲.txt".to_owned(), &[&one, &one, &two], true);
        summary.add("乙.txt".to_owned(), &[], true);
        summary.add("丙.txt".to_owned(), &[], false);
        let lines = summary.lines();
        let expected = [
            "必改  疑似  提示  文件",
            "   2     1     0  甲.txt",
            "",
            "检查完毕：3 个文件，1 个没有问题，1 个没能检查，共必改 2 处，疑似 1 处",
        ];
        assert_eq!(lines[..4], expected);
        assert!(lines[4].starts_with("最多的是：PH001 ") && lines[4].ends_with(" 3 处"), "{}", lines[4]);
    }

    #[test]
    fn one_file_ends_in_one_sentence() {
        let mut summary = Summary::default();
        summary.add("甲.txt".to_owned(), &[], true);
        assert_eq!(summary.lines(), ["检查完毕：没有发现问题"]);
    }
}
