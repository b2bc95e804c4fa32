//! Blocks of the dialect, or lines of plain text, to a [`Document`].
//!
//! In comes a registered source; out comes the meaning: title, elements of the front matter, headings with computed
//! numbers, paragraphs, tables with caption, unit and note, attachments. Every text of the source has a place in
//! the result; what looks wrong is a finding. Numbers are not compared here, rules do that.

mod body;
mod figure;
mod foreign;
mod front_matter;
mod heading;
mod quotation;
mod table;

pub use body::title_lead;
pub use figure::is_figure;
pub use front_matter::page_rules;
pub use quotation::is_quotation;

use super::{Comment, Document, Text, TextBuilder};
use crate::diagnostic::Sink;
use crate::markdown::{self, Block, BlockKind, Flavor, Inline};
use crate::source::{SourceId, SourceMap, Span};

/// Builds a report from a source.
pub fn build(source: SourceId, sources: &SourceMap, flavor: Flavor, sink: &mut Sink) -> Document {
    let tree = markdown::parse(source, sources, flavor, sink);
    let mut document = Document::default();
    // What cannot be read of it is an error and not printed: none of its lines is body text.
    let spare_title = tree.front_matter.and_then(|span| front_matter::read(sources, span, &mut document, sink));
    let comment = |span: &Span| Comment { text: sources.text(*span).to_owned(), span: *span };
    document.comments = tree.comments.iter().map(comment).collect();
    let mut blocks = tree.blocks;
    if flavor == Flavor::Plain {
        document.title = plain_title(&mut blocks);
    }
    let mut builder = body::BodyBuilder::new(sources, flavor, document, spare_title, sink);
    builder.blocks(blocks);
    builder.finish()
}

/// Longest first line that is taken for a title, in characters.
const LONGEST_TITLE: usize = 50;

/// Takes the first line as title if it looks like one.
fn plain_title(blocks: &mut Vec<Block>) -> Option<Text> {
    let [Block { kind: BlockKind::Paragraph(first), .. }, _, ..] = blocks.as_slice() else { return None };
    let sentence = first.text.contains(['。', '；', ';', '！']) || heading::ends_sentence(&first.text);
    let short = first.text.chars().nth(LONGEST_TITLE).is_none();
    let title = (short && !sentence && super::numbering::recognise(&first.text).is_none()).then(|| text(first))?;
    blocks.remove(0);
    Some(title)
}

/// Inline runs as a text of the document.
fn text(inline: &Inline) -> Text {
    let (mut builder, mut start) = (TextBuilder::new(), 0);
    for run in &inline.runs {
        let content = &inline.text[start..run.end];
        if run.exact {
            builder.push(content, run.span, run.bold);
        } else {
            builder.push_inexact(content, run.span, run.bold);
        }
        start = run.end;
    }
    builder.finish()
}

/// The stretch of `text` behind `start` bytes, without white space in front.
fn behind(text: &Text, start: usize) -> Text {
    let rest = &text.content()[start..];
    text.slice(start + rest.len() - rest.trim_start().len()..text.content().len())
}

/// The stretch of `text` before `end`, without white space behind.
fn before(text: &Text, end: usize) -> Text {
    text.slice(0..text.content()[..end].trim_end().len())
}

/// Whether a backslash in the source says that these characters are plain.
fn is_escaped(text: &Text, range: std::ops::Range<usize>, sources: &SourceMap) -> bool {
    text.span(range).is_some_and(|span| sources.text(span).contains('\\'))
}

#[cfg(test)]
mod tests;
