//! Which findings of an input are wanted as they are: the comments in its texts and the 忽略 of the project file, and
//! which of them were of use.

use super::explain::known_code;
use super::project::{Ignored, unknown_rule};
use super::reading::ReadData;
use crate::data::{Node, Value};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::source::{SourceId, SourceMap, Span};
use crate::suppression::{Grammar, Suppression, find, stands_over};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

const UNUSED: Code = Code::new("SU001", "unused-suppression");
const NO_REASON: Code = Code::new("SU003", "suppression-without-reason");
const NO_RULE: Code = Code::new("SU004", "suppression-without-rule");

/// Comments of one code that begin before a finding and are looked at; more do not overlap in any real text.
const NESTED: usize = 64;

/// One code of one comment.
#[derive(Debug)]
struct Entry {
    /// Where the code stands.
    span: Span,
    covers: Range<usize>,
    used: bool,
    /// Whether it is told when it is of no use; in a template it may be for other data.
    watched: bool,
}

/// The comments in force.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// By text and code, in the order of what they mean.
    entries: BTreeMap<(SourceId, &'static str), Vec<Entry>>,
    /// The input as the user named it.
    input: String,
    used: Vec<bool>,
    /// What was passed over, in files of the user.
    silenced: Vec<Span>,
    problems: Vec<Diagnostic>,
}

impl Ledger {
    /// Reads the comments of an input and of its template.
    pub(super) fn open(
        text: SourceId,
        data: Option<&ReadData>,
        input: &str,
        ignored: &[Ignored],
        sources: &SourceMap,
    ) -> Ledger {
        let mut ledger = Ledger { used: vec![false; ignored.len()], input: input.to_owned(), ..Ledger::default() };
        match data {
            None => ledger.read(text, find(sources.get(text).text(), Grammar::Lines), true),
            Some(data) => {
                let id = data.root.span.source;
                let found = find(sources.get(id).text(), Grammar::Yaml);
                if !found.is_empty() {
                    ledger.read(id, outside_values(found, &data.root), true);
                }
                for template in data.templates() {
                    ledger.read(template, find(sources.get(template).text(), Grammar::Lines), false);
                }
            }
        }
        for entries in ledger.entries.values_mut() {
            entries.sort_by_key(|entry| entry.covers.start);
        }
        ledger
    }

    fn read(&mut self, source: SourceId, found: Vec<Suppression>, watched: bool) {
        let span = |range: &Range<usize>| Span::new(source, range.start, range.end);
        for comment in found {
            if comment.codes.is_empty() {
                self.problems.push(
                    problem(NO_RULE, "没有写明忽略哪条规则", span(&comment.range))
                        .hint("写上规则的编号，例如 忽略 PH003: 有意不写县名；编号在检查结果的方括号里"),
                );
            } else if !comment.has_reason {
                self.problems.push(
                    problem(NO_REASON, "没有写理由，这一条不起作用", span(&comment.range))
                        .because("隔些日子，或者换了人，就没有人知道为什么可以忽略")
                        .hint("在编号后面写上冒号和理由，例如 忽略 PH003: 有意不写县名"),
                );
            }
            for (name, place) in &comment.codes {
                let place = span(place);
                let Some(code) = known_code(name) else {
                    self.problems.push(unknown_rule(name, place, Level::Warning, Kind::Defect));
                    continue;
                };
                if comment.has_reason {
                    let covers = comment.covers.clone().unwrap_or(0..usize::MAX);
                    let entry = Entry { span: place, covers, used: false, watched };
                    self.entries.entry((source, code)).or_default().push(entry);
                }
            }
        }
    }

    /// Whether a finding is to be passed over; notes what was of use.
    pub(super) fn silences(&mut self, finding: &Diagnostic, ignored: &[Ignored], sources: &SourceMap) -> bool {
        let place = finding.span.map(|span| sources.place(span).span);
        let code = finding.code.id;
        let commented = place.is_some_and(|place| self.is_commented(code, place));
        let mut listed = false;
        for (entry, used) in ignored.iter().zip(&mut self.used) {
            if entry.code == code && is_meant(entry, &self.input, place, sources) {
                (listed, *used) = (true, true);
            }
        }
        if commented || listed {
            self.silenced.extend(place);
        }
        commented || listed
    }

    fn is_commented(&mut self, code: &'static str, place: Span) -> bool {
        let Some(entries) = self.entries.get_mut(&(place.source, code)) else { return false };
        let at = place.start as usize;
        let begun = entries.partition_point(|entry| entry.covers.start <= at);
        let mut found = false;
        for entry in entries[..begun].iter_mut().rev().take(NESTED).filter(|entry| at <= entry.covers.end) {
            (found, entry.used) = (true, true);
        }
        // One for the whole file stands first of all.
        if let Some(first) = entries.first_mut().filter(|first| first.covers.end == usize::MAX) {
            (found, first.used) = (true, true);
        }
        found
    }

    /// Whether a stretch of a text was passed over, so that it is no gap either.
    pub(super) fn is_silenced(&self, span: Span, sources: &SourceMap) -> bool {
        let place = sources.place(span).span;
        let touches =
            |other: &Span| other.source == place.source && other.start <= place.start && place.end <= other.end;
        self.silenced.iter().any(touches)
    }

    /// Whether a comment says that a gap in data is wanted as it is.
    pub(super) fn hides_gap(&self, place: Span) -> bool {
        let at = place.start as usize;
        let is_meant = |entry: &Entry| entry.covers.start <= at && at <= entry.covers.end;
        let of_text =
            self.entries.iter().filter(|((source, code), _)| *source == place.source && code.starts_with("PH"));
        of_text.flat_map(|(_, entries)| entries).any(is_meant)
    }

    /// What is wrong with comments, and which of the comments and entries were of no use.
    pub(super) fn report(&self, ignored: &[Ignored], is_known: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
        let mut told = self.problems.clone();
        for ((_, code), entries) in &self.entries {
            let idle = entries.iter().filter(|entry| entry.watched && !entry.used && is_known(code));
            told.extend(idle.map(|entry| unused(code, entry.span)));
        }
        for (entry, used) in ignored.iter().zip(&self.used) {
            // Without a file it may be for another one.
            if !used && is_known(entry.code) && entry.file.as_deref().is_some_and(|file| is_file(file, &self.input)) {
                told.push(unused(entry.code, entry.span));
            }
        }
        told
    }
}

fn problem(code: Code, message: &str, span: Span) -> Diagnostic {
    Diagnostic::new(code, Level::Warning, Kind::Defect, message).at(span)
}

fn unused(code: &str, span: Span) -> Diagnostic {
    problem(UNUSED, &format!("这里没有 {code} 的问题，不用忽略"), span)
        .because("问题已经改了，或者注释离开了原来的地方；留着它，以后真有问题就看不到了")
        .hint("删去这一条；写错了地方的，移到那一行的上面")
}

fn is_file(wanted: &str, input: &str) -> bool {
    Path::new(input).ends_with(wanted)
}

fn is_meant(entry: &Ignored, input: &str, place: Option<Span>, sources: &SourceMap) -> bool {
    if entry.file.as_deref().is_some_and(|file| !is_file(file, input)) {
        return false;
    }
    let Some(wanted) = &entry.text else { return true };
    place.is_some_and(|place| {
        let text = sources.get(place.source).text();
        stands_over(text, wanted, &place.range()) || sources.text(place).contains(wanted.as_str())
    })
}

/// The comments that are none of a value's text; one before a value of several lines means all of them.
fn outside_values(mut found: Vec<Suppression>, root: &Node) -> Vec<Suppression> {
    let mut values = Vec::new();
    collect(root, root.span.start as usize, &mut values);
    values.sort_by_key(|(head, _)| *head);
    found.retain(|comment| {
        let before = values.partition_point(|(_, value)| value.start < comment.range.start);
        before.checked_sub(1).is_none_or(|last| values[last].1.end <= comment.range.start)
    });
    for covers in found.iter_mut().filter_map(|comment| comment.covers.as_mut()) {
        let first = values.partition_point(|(head, _)| *head < covers.start);
        let begun = values[first..].iter().take_while(|(head, _)| *head <= covers.end);
        covers.end = begun.map(|(_, value)| value.end).fold(covers.end, usize::max);
    }
    found
}

/// Every text with where it begins: its key or itself.
fn collect(node: &Node, head: usize, values: &mut Vec<(usize, Range<usize>)>) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(_) => values.push((head, node.span.range())),
        Value::Sequence(items) => {
            items.iter().for_each(|item| collect(item, item.span.start as usize, values));
        }
        Value::Mapping(entries) => {
            entries.iter().for_each(|entry| collect(&entry.value, entry.key_span.start as usize, values));
        }
    }
}
