//! The report for people: the line, carets under the place, the reason and the remedy.

use super::{Diagnostic, Level};
use crate::source::{SourceMap, Span};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level as Title, Origin, Renderer, Snippet};
use std::ops::Range;

/// Longest stretch of a source line shown around a place, in characters.
const WINDOW: usize = 60;

/// The full form of one finding. `color` asks for terminal colours.
pub fn full(diagnostic: &Diagnostic, sources: &SourceMap, color: bool) -> String {
    let level = match diagnostic.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Info => Title::INFO,
    };
    let level = level.with_name(diagnostic.title());
    let code = format!("{} {}", diagnostic.code.id, diagnostic.code.slug);
    let title = level.primary_title(diagnostic.message.as_str()).id(code.as_str());
    let excerpts: Vec<Excerpt> = diagnostic.excerpts(sources);
    let mut group = annotate_snippets::Group::with_title(title);
    for excerpt in &excerpts {
        let snippet = Snippet::source(excerpt.text.as_str())
            .line_start(excerpt.line)
            .path(excerpt.path.as_str())
            .fold(false)
            .annotations(excerpt.marks.iter().map(|mark| {
                let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
                kind.span(mark.range.clone()).label((!mark.label.is_empty()).then_some(mark.label.as_str()))
            }));
        group = group.element(snippet);
    }
    if let (None, Some(file)) = (diagnostic.span, &diagnostic.file) {
        group = group.element(Origin::path(file.as_str()));
    }
    if let Some(basis) = &diagnostic.basis {
        group = group.element(Title::NOTE.with_name("依据").message(basis.as_str()));
    }
    for hint in &diagnostic.hints {
        group = group.element(Title::HELP.with_name("办法").message(hint.as_str()));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut report = renderer.decor_style(DecorStyle::Ascii).render(&[group]);
    for excerpt in excerpts.iter().filter(|excerpt| excerpt.shown_column != excerpt.column) {
        // The renderer counts columns in the part of the line that it is shown.
        let place = |column: usize| format!("{}:{}:{column}", excerpt.path, excerpt.line);
        report = report.replacen(&place(excerpt.shown_column), &place(excerpt.column), 1);
    }
    if excerpts.is_empty() {
        // Without a line of source there is nothing for the bar to lead to.
        report = report.lines().filter(|line| line.trim() != "|").collect::<Vec<_>>().join("\n");
    }
    report
}

/// A line (or the part of a long line) around one or more places.
struct Excerpt {
    path: String,
    line: usize,
    column: usize,
    shown_column: usize,
    text: String,
    marks: Vec<Mark>,
}

struct Mark {
    range: Range<usize>,
    label: String,
    primary: bool,
}

impl Diagnostic {
    fn excerpts(&self, sources: &SourceMap) -> Vec<Excerpt> {
        let mut excerpts = Vec::new();
        if let Some(span) = self.span {
            excerpts.push(excerpt(sources, span, &self.label, true));
        }
        for label in &self.labels {
            excerpts.push(excerpt(sources, label.span, &label.text, false));
        }
        excerpts
    }
}

fn excerpt(sources: &SourceMap, span: Span, label: &str, primary: bool) -> Excerpt {
    let span = sources.place(span).span;
    let source = sources.get(span.source);
    let text = source.text();
    let position = source.position(span.start as usize);
    let (from, to) = (text.floor_char_boundary(span.start as usize), text.ceil_char_boundary(span.end as usize));
    let line_start = text[..from].rfind('\n').map_or(0, |i| i + 1);
    let line_end = text[from..].find('\n').map_or(text.len(), |i| from + i);
    let start = back(text, line_start, from, WINDOW / 2);
    let marked_end = forward(text, from, to.clamp(from, line_end), WINDOW);
    let end = forward(text, marked_end, line_end, WINDOW / 2);
    let lead = if start > line_start { "…" } else { "" };
    let tail = if end < line_end { "…" } else { "" };
    let shown = text[start..end].trim_end_matches('\r').replace('\t', " ");
    let mark = lead.len() + (from - start)..lead.len() + (marked_end - start);
    let excerpt = format!("{lead}{shown}{tail}");
    let mark = mark.start.min(excerpt.len())..mark.end.min(excerpt.len());
    Excerpt {
        path: source.name().to_owned(),
        line: position.line,
        column: position.column,
        shown_column: excerpt[..mark.start].chars().count() + 1,
        text: excerpt,
        marks: vec![Mark { range: mark, label: label.to_owned(), primary }],
    }
}

fn back(text: &str, floor: usize, from: usize, characters: usize) -> usize {
    text[floor..from].char_indices().rev().nth(characters - 1).map_or(floor, |(i, _)| floor + i)
}

fn forward(text: &str, from: usize, ceiling: usize, characters: usize) -> usize {
    text[from..ceiling].char_indices().nth(characters).map_or(ceiling, |(i, _)| from + i)
}
