//! One input through the stages up to its meaning, and the checker on what came out.

use super::Unobserved;
use super::input::{Input, InputKind};
use super::reading::{self, Reading};
use crate::check::{self, Draft, KnownField, Selection};
use crate::data::schema::{Field, Schema};
use crate::diagnostic::{Diagnostic, Sink};
use crate::document::{Block, Document, Text};
use crate::lexicon::blank;
use crate::source::{SourceMap, Span};
use crate::workspace::Workspace;
use std::path::Path;

/// What a check found.
#[derive(Debug)]
pub struct Checked {
    /// The texts the findings speak of.
    pub sources: SourceMap,
    /// What was found, in reading order.
    pub findings: Vec<Diagnostic>,
}

/// Checks one input and writes nothing.
pub fn check(workspace: &Workspace, input: Input, templates: Option<&Path>) -> Checked {
    let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
    let read = reading::read(input, workspace, templates, &mut sources, &mut sink, &mut Unobserved);
    if let Ok(reading) = &read {
        examine(reading, &sources, &mut sink);
    }
    let mut findings = sink.into_items();
    sort(&mut findings, &sources);
    Checked { sources, findings }
}

/// Runs the checker on what was read.
pub(super) fn examine(reading: &Reading, sources: &SourceMap, sink: &mut Sink) {
    let fields = reading.schema().map(known_fields).unwrap_or_default();
    let mut draft = Draft::new(sources);
    draft.fields = &fields;
    draft.document = Some(&reading.document);
    if reading.kind == InputKind::Plain {
        draft.text = Some(reading.text);
    }
    if let Some(read) = &reading.data {
        draft.data = Some(&read.root);
        draft.gaps = &read.data.gaps;
    }
    check::check(&draft, &Selection::default()).into_iter().for_each(|finding| sink.push(finding));
}

/// The fields of a schema with what they ask for.
fn known_fields(schema: &Schema) -> Vec<KnownField> {
    fn below(fields: &[Field], path: &str, found: &mut Vec<KnownField>) {
        for field in fields {
            let path = if path.is_empty() { field.name.clone() } else { format!("{path}.{}", field.name) };
            below(&field.fields, &path, found);
            found.push(KnownField { path, title: field.question.clone() });
        }
    }
    let mut found = Vec::new();
    below(&schema.fields, "", &mut found);
    found
}

fn each_text(document: &Document, visit: &mut dyn FnMut(&Text)) {
    let sign_off = document.sign_off.iter().flat_map(|sign_off| sign_off.issuers.iter().chain(&sign_off.dated));
    let ends = document.attachment_note.iter().chain(sign_off).chain(&document.remark);
    let head = document.title.iter().chain(&document.subtitle).chain(&document.byline);
    head.chain(&document.dated).chain(&document.addressee).for_each(&mut *visit);
    each_block_text(&document.body, visit);
    ends.for_each(&mut *visit);
    for attachment in &document.attachments {
        visit(&attachment.title);
        each_block_text(&attachment.body, visit);
    }
}

fn each_block_text(blocks: &[Block], visit: &mut dyn FnMut(&Text)) {
    for block in blocks {
        match block {
            Block::Heading(heading) => std::iter::once(&heading.text).chain(&heading.run_in).for_each(&mut *visit),
            Block::Paragraph(paragraph) => visit(&paragraph.text),
            Block::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                table.caption.iter().chain(&table.unit).chain(cells).chain(&table.note).for_each(&mut *visit);
            }
        }
    }
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

/// The stretches of the document's text that are gaps: blanks that stand in it, and what the checker found there.
pub(super) fn gap_spans(reading: &Reading, findings: &[Diagnostic]) -> Vec<Span> {
    let found = findings.iter().filter(|finding| finding.missing.is_some()).filter_map(|finding| finding.span);
    let mut spans: Vec<Span> = found.filter(|span| span.source == reading.text).collect();
    each_text(&reading.document, &mut |text| {
        spans.extend(blank::find(text.content()).filter_map(|blank| text.span(blank.range)));
    });
    spans.sort();
    spans
}
