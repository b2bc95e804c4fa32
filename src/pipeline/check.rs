//! One input through the stages up to its meaning, and the checker on what came out.

use super::house::HouseRules;
use super::input::{Input, InputKind};
use super::ledger::Ledger;
use super::model;
use super::picture::{self, Pictures};
use super::policy::{Policy, Projects};
use super::reading::{self, Reading};
use super::{Observer, Unobserved};
use crate::check::{self, Draft, KnownField};
use crate::data::{Node, UNKNOWN_FIELD, WRONG_TYPE};
use crate::diagnostic::{Diagnostic, Kind, Level, Reported, Sink};
use crate::lexicon::blank;
use crate::source::{SourceMap, Span};
use crate::workspace::Workspace;
use std::collections::HashMap;
use std::path::Path;

/// What a check found.
#[derive(Debug)]
pub struct Checked {
    /// The texts the findings speak of.
    pub sources: SourceMap,
    /// What was found, in reading order.
    pub findings: Vec<Diagnostic>,
}

/// Checks one input and writes nothing; a file of a kind of report stands for the kind.
pub fn check(workspace: &Workspace, input: Input, templates: Option<&Path>, projects: &mut Projects) -> Checked {
    if let Some(path) = input.path().filter(|path| model::is_part(path, workspace)) {
        return model::check(path, workspace, projects);
    }
    let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
    let examined = examine(input, workspace, templates, projects, &mut sources, &mut sink, &mut Unobserved);
    if let Ok(examined) = examined {
        examined.policy.close(&examined.ledger, &mut sink);
    }
    let mut findings = sink.into_items();
    sort(&mut findings, &sources);
    Checked { sources, findings }
}

/// An input that was read and checked.
#[derive(Debug)]
pub(super) struct Examined {
    pub(super) reading: Reading,
    pub(super) policy: Policy,
    pub(super) ledger: Ledger,
    /// The settings of the page.
    pub(super) house: HouseRules,
    pub(super) pictures: Pictures,
}

/// Reads an input and runs the checker on it, as the project file and the command line want it.
///
/// # Errors
/// [`Reported`] if it cannot be read.
pub(super) fn examine(
    input: Input,
    workspace: &Workspace,
    templates: Option<&Path>,
    projects: &mut Projects,
    sources: &mut SourceMap,
    sink: &mut Sink,
    observer: &mut dyn Observer,
) -> Result<Examined, Reported> {
    let policy = projects.of(input.folder(), workspace, sources, sink)?;
    let (mark, name) = (sink.len(), input.name());
    let templates = templates.or(policy.settings.templates.as_deref());
    let read = reading::read(input, workspace, templates, sources, sink, observer);
    let reading = match read {
        Ok(reading) => reading,
        Err(reported) => {
            policy.judge(sink, mark, None, sources);
            return Err(reported);
        }
    };
    let own = HouseRules::read(&reading.document.page_rules, Kind::Layout, sink);
    let house = policy.settings.house.over(&own);
    let pictures = picture::gather(&reading.document, Path::new(&name), workspace, sources, sink);
    run_rules(&reading, &policy, sources, sink);
    let mut ledger = Ledger::open(reading.text, reading.data.as_ref(), &name, &policy.settings.ignored, sources);
    policy.judge(sink, mark, Some(&mut ledger), sources);
    tell_wrong_values_once(sink);
    observer.finished("检查");
    Ok(Examined { reading, policy, ledger, house, pictures })
}

/// Runs the checker on what was read.
fn run_rules(reading: &Reading, policy: &Policy, sources: &SourceMap, sink: &mut Sink) {
    let fields = reading.schema().map(KnownField::of_schema).unwrap_or_default();
    let mut draft = Draft::new(sources);
    draft.fields = &fields;
    draft.words = policy.words();
    draft.document = Some(&reading.document);
    if reading.kind == InputKind::Plain {
        draft.text = Some(reading.text);
    }
    let templates = reading.data.as_ref().map(reading::ReadData::templates).unwrap_or_default();
    draft.templates = &templates;
    if let Some(read) = &reading.data {
        draft.data = Some(&read.root);
        draft.gaps = &read.data.gaps;
    }
    let unprinted = unprinted_values(reading, sink);
    let mut findings = check::check(&draft, &policy.selection());
    if let Some(read) = &reading.data {
        let read_gaps = read.data.gaps.iter().filter(|gap| read.reads.contains(&without_indices(&gap.path)));
        findings.extend(check::silent_gaps(read_gaps, &findings, &policy.selection()));
        // Fields that are missing at one place stand in the order in which the kind asks for them.
        let order: HashMap<&str, usize> = read.data.gaps.iter().enumerate().map(|(at, gap)| (&*gap.path, at)).collect();
        findings.sort_by_cached_key(|finding| {
            let field = finding.missing.as_ref().and_then(|missing| missing.field.as_deref());
            (finding.span, field.and_then(|field| order.get(field).copied()))
        });
    }
    let findings = findings.into_iter();
    findings.filter(|finding| !is_inside(finding, &unprinted)).for_each(|finding| sink.push(finding));
}

/// `成效.标题` of `成效[0].标题`, as templates name it.
fn without_indices(path: &str) -> String {
    path.split('.').map(|part| part.split('[').next().unwrap_or(part)).collect::<Vec<_>>().join(".")
}

/// A value that is not what its field takes prints as a gap. Where the first still refuses the report, the second says
/// nothing new.
fn tell_wrong_values_once(sink: &mut Sink) {
    let items = std::mem::take(sink).into_items();
    let wrong = |told: &&Diagnostic| told.code == WRONG_TYPE && told.level == Level::Error;
    let wrong: Vec<Span> = items.iter().filter(wrong).filter_map(|told| told.span).collect();
    let kept = items.into_iter().filter(|told| told.missing.is_none() || !is_inside(told, &wrong));
    kept.for_each(|told| sink.push(told));
}

/// The values of fields that no report prints. They are reported as such; what is left open in them keeps nothing from
/// being printed.
fn unprinted_values(reading: &Reading, sink: &Sink) -> Vec<Span> {
    let Some(read) = &reading.data else { return Vec::new() };
    let mut values: Vec<Span> = read.unread.clone();
    let unknown = sink.items().iter().filter(|told| told.code == UNKNOWN_FIELD).filter_map(|told| told.span);
    let unknown: Vec<Span> = unknown.collect();
    if !unknown.is_empty() {
        collect_values(&read.root, &unknown, &mut values);
    }
    values
}

fn collect_values(node: &Node, keys: &[Span], values: &mut Vec<Span>) {
    for entry in node.entries() {
        if keys.contains(&entry.key_span) {
            values.push(entry.value.span);
        } else {
            collect_values(&entry.value, keys, values);
        }
    }
    node.items().iter().for_each(|item| collect_values(item, keys, values));
}

fn is_inside(finding: &Diagnostic, stretches: &[Span]) -> bool {
    // What is missing behind a value has its end for a place.
    let within = |span: Span, outer: &Span| {
        let inside = outer.start <= span.start && span.end <= outer.end && span.start < outer.end.max(span.end);
        span.source == outer.source && (inside || span == *outer)
    };
    finding.span.is_some_and(|span| stretches.iter().any(|outer| within(span, outer)))
}

/// Puts findings into the order of the texts: what has no place first, then by file and place.
pub(super) fn sort(findings: &mut [Diagnostic], sources: &SourceMap) {
    findings.sort_by_cached_key(|finding| {
        finding.span.map(|span| {
            let place = sources.place(span).span;
            (place.source, place.start, place.end)
        })
    });
}

/// The stretches of the document's text that are gaps: blanks that stand in it, and what the checker found there; none
/// that is wanted as it is.
pub(super) fn gap_spans(examined: &Examined, sources: &SourceMap, findings: &[Diagnostic]) -> Vec<Span> {
    let Examined { reading, policy, ledger, .. } = examined;
    let found = findings.iter().filter(|finding| finding.missing.is_some()).filter_map(|finding| finding.span);
    let mut spans: Vec<Span> = found.filter(|span| span.source == reading.text).collect();
    let is_wanted =
        |span: &Span| policy.words().cover(sources.place(*span).span, sources) || ledger.is_silenced(*span, sources);
    reading.document.each_text(&mut |text, _| {
        let blanks = blank::find(text.content()).filter_map(|blank| text.span(blank.range));
        spans.extend(blanks.filter(|span| !is_wanted(span)));
    });
    spans.sort();
    spans
}
