//! Stretches of text to be read, each with its way back to the source.

use super::Draft;
use crate::data::spell::{self, Stretch};
use crate::data::{Node, Value};
use crate::document::{Document, Site, Table, Text};
use crate::lexicon::blank;
use crate::source::{SourceMap, Span};
use crate::suppression::is_comment_line;
use crate::template::outline;
use std::cell::OnceCell;
use std::ops::Range;

/// One stretch: a paragraph, a heading, a cell, a line, a data value.
#[derive(Debug, Clone)]
pub struct Prose<'a> {
    text: &'a str,
    map: Map<'a>,
    title: Option<String>,
    field: Option<String>,
}

#[derive(Debug, Clone)]
enum Map<'a> {
    /// A text of the document, with the source of the whole.
    Text(&'a Text, Span),
    /// Stands in the source byte for byte.
    Exact(Span),
    /// Stands there in another spelling: folded, indented or escaped. The value and what the file says.
    Spelled(&'a Node, &'a str, OnceCell<Vec<Stretch>>),
}

impl<'a> Prose<'a> {
    /// A text of a document; `None` if it is empty.
    pub fn of_text(text: &'a Text) -> Option<Self> {
        let map = Map::Text(text, text.whole_span()?);
        Some(Prose { text: text.content(), map, title: None, field: None })
    }

    /// Characters that stand in the source exactly at `span`.
    pub fn of_line(text: &'a str, span: Span) -> Self {
        Prose { text, map: Map::Exact(span), title: None, field: None }
    }

    fn of_scalar(text: &'a str, node: &'a Node, sources: &'a SourceMap) -> Self {
        let raw = sources.text(node.span);
        let quoted = raw.strip_prefix(['"', '\'']).and_then(|inner| inner.strip_suffix(['"', '\'']));
        let map = if raw == text {
            Map::Exact(node.span)
        } else if quoted == Some(text) {
            Map::Exact(node.span.slice(1, raw.len() - 1))
        } else {
            Map::Spelled(node, raw, OnceCell::new())
        };
        Prose { text, map, title: None, field: None }
    }

    /// Says which field it is the value of.
    fn valued(mut self, path: &str, key: &str) -> Self {
        self.title = Some(key.to_owned());
        self.field = Some(path.to_owned());
        self
    }

    fn titled(mut self, title: String) -> Self {
        self.title = Some(title);
        self
    }

    /// The characters.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// What the whole stretch is called, where a heading says so: the head of a column, the key of a value.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The data field the stretch is the value of.
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// Where in a byte range two things meet that stand apart in the files of the user: two values printed side by
    /// side, or a value and a character of the template.
    pub(super) fn seams<'s>(&'s self, range: Range<usize>, sources: &'s SourceMap) -> impl Iterator<Item = usize> + 's {
        let made = matches!(&self.map, Map::Text(_, whole) if sources.get(whole.source).origin().is_some());
        let inside = self.text.get(range.clone()).filter(|_| made).unwrap_or_default();
        let mut before: Option<Span> = None;
        inside.char_indices().filter_map(move |(at, c)| {
            let at = range.start + at;
            let here = self.span(at..at + c.len_utf8());
            before.replace(here).is_some_and(|before| sources.is_seam(before, here)).then_some(at)
        })
    }

    /// The source of a byte range.
    pub fn span(&self, range: Range<usize>) -> Span {
        match &self.map {
            Map::Exact(span) => span.slice(range.start, range.end),
            Map::Spelled(node, raw, stretches) => {
                let stretches = stretches.get_or_init(|| spell::stretches(self.text, raw, node.span));
                spell::place_in(stretches, node.span, range)
            }
            Map::Text(text, whole) => text.span(range).unwrap_or(*whole),
        }
    }
}

/// What readers of the report will see: the document, or the lines of a plain draft.
pub(super) fn printed<'d, 'a>(draft: &'d Draft<'a>) -> &'d [Prose<'a>] {
    draft.facts.printed(|| read_printed(draft))
}

fn read_printed<'a>(draft: &Draft<'a>) -> Vec<Prose<'a>> {
    let mut proses = Vec::new();
    if let (Some(document), None) = (draft.document, draft.text) {
        of_document(document, &mut proses);
    }
    if let Some(id) = draft.text {
        of_lines(Span::new(id, 0, draft.sources.get(id).text().len()), draft.sources, &mut proses);
    }
    proses
}

fn of_lines<'a>(span: Span, sources: &'a SourceMap, proses: &mut Vec<Prose<'a>>) {
    let mut start = 0;
    for line in sources.text(span).split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        if !is_comment_line(bare) {
            proses.push(Prose::of_line(bare, span.slice(start, start + bare.len())));
        }
        start += line.len();
    }
}

/// The values of the data file and the template's own text, printed or not.
pub(super) fn written<'a>(draft: &Draft<'a>) -> Vec<Prose<'a>> {
    let mut proses = Vec::new();
    if let Some(root) = draft.data {
        of_node(root, "", "", draft.sources, &mut proses);
    }
    for template in draft.templates {
        for literal in outline(*template, draft.sources).literals {
            of_lines(literal, draft.sources, &mut proses);
        }
    }
    proses
}

fn of_node<'a>(node: &'a Node, path: &str, key: &str, sources: &'a SourceMap, proses: &mut Vec<Prose<'a>>) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(scalar) => {
            proses.push(Prose::of_scalar(&scalar.text, node, sources).valued(path, key));
        }
        Value::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                of_node(item, &format!("{path}[{index}]"), key, sources, proses);
            }
        }
        Value::Mapping(entries) => {
            for entry in entries {
                let path = if path.is_empty() { entry.key.clone() } else { format!("{path}.{}", entry.key) };
                of_node(&entry.value, &path, &entry.key, sources, proses);
            }
        }
    }
}

fn of_document<'a>(document: &'a Document, proses: &mut Vec<Prose<'a>>) {
    document.each_text(&mut |text, site| {
        let prose = Prose::of_text(text);
        proses.extend(match site {
            Site::Own => prose,
            Site::Cell { table, row, column } => prose.map(|prose| match cell_title(table, row, column) {
                Some(title) => prose.titled(title),
                None => prose,
            }),
        });
    });
}

/// What a body cell is called: its row and its column, with the unit of the table. A heading that is a gap itself says
/// nothing; where both are, the cell has no name.
fn cell_title(table: &Table, row: usize, column: usize) -> Option<String> {
    let told = |text: Option<&'_ Text>| {
        let content = text.map_or("", Text::content).trim();
        if blank::shapes(content).next().is_some() { String::new() } else { content.to_owned() }
    };
    let head = told(table.head.get(column));
    let label = if column == 0 { String::new() } else { told(table.rows.get(row).and_then(|cells| cells.first())) };
    // 2025年投入 rather than 投入2025年.
    let dated = head.starts_with(|c: char| c.is_ascii_digit());
    let name = if dated { format!("{head}{label}") } else { format!("{label}{head}") };
    if name.is_empty() {
        return None;
    }
    match table.unit.as_ref().filter(|_| column > 0) {
        Some(unit) if !head.contains(['（', '(']) => Some(format!("{name}（{}）", bare_unit(unit.content()))),
        _ => Some(name),
    }
}

fn bare_unit(unit: &str) -> &str {
    unit.trim_start_matches("单位").trim_start_matches(['：', ':'])
}
