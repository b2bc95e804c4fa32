//! The rules of the page, on invented reports with the bundled fonts.

mod head_and_end;
mod lines;
mod looseness;
mod pages;
mod properties;
mod reports;
mod tables;

use super::dump::{DumpLine, lines};
use super::page::PagedDocument;
use super::{Options, lay_out};
use crate::diagnostic::Sink;
use crate::document::{Block, Document, Heading, Paragraph, Text, TextBuilder};
use crate::font::FontSet;
use crate::source::{SourceId, SourceMap, Span};
use crate::style::{PageStyle, Punctuation};

/// 28 cells.
pub(super) const FULL_LINE: &str = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁";

pub(super) fn source() -> SourceId {
    SourceMap::new().add("甲.md", "")
}

/// A text that came from the start of the source; `**` pairs make bold.
pub(super) fn text(content: &str) -> Text {
    let mut builder = TextBuilder::new();
    let mut at = 0;
    for (i, part) in content.split("**").enumerate() {
        builder.push(part, Span::new(source(), at, at + part.len()), i % 2 == 1);
        at += part.len();
    }
    builder.finish()
}

pub(super) fn span() -> Span {
    Span::new(source(), 0, 0)
}

pub(super) fn paragraph(content: &str) -> Block {
    Block::Paragraph(Paragraph { text: text(content), quoted: false, span: span() })
}

pub(super) fn heading(level: u8, number: u32, content: &str, run_in: Option<&str>) -> Block {
    let run_in = run_in.map(text);
    Block::Heading(Heading { level, number, written: None, text: text(content), run_in, span: span() })
}

pub(super) fn body(blocks: Vec<Block>) -> Document {
    Document { body: blocks, ..Document::default() }
}

pub(super) fn pages(document: &Document) -> PagedDocument {
    pages_with(document, &Options::default())
}

pub(super) fn pages_with(document: &Document, options: &Options<'_>) -> PagedDocument {
    lay_out(document, &PageStyle::default(), &FontSet::bundled(), options, &mut Sink::new())
}

pub(super) fn pages_punctuated(document: &Document, punctuation: Punctuation) -> PagedDocument {
    let style = PageStyle { punctuation, ..PageStyle::default() };
    lay_out(document, &style, &FontSet::bundled(), &Options::default(), &mut Sink::new())
}

/// Content lines only.
pub(super) fn content_lines(document: &PagedDocument) -> Vec<DumpLine> {
    lines(document).into_iter().filter(|line| line.content).collect()
}

/// The words of the lines of a paragraph.
pub(super) fn set(content: &str) -> Vec<String> {
    content_lines(&pages(&body(vec![paragraph(content)]))).into_iter().map(|line| line.text).collect()
}

/// Index of a line on the grid, from its baseline.
pub(super) fn grid_line(line: &DumpLine) -> i64 {
    let style = PageStyle::default();
    let top = line.y - style.baseline_of(style.body_size) - style.top;
    let index = style.line_at_or_below(top);
    assert_eq!(style.line_top(index), top, "off the grid: {line:?}");
    index as i64
}

/// Distance from the left edge of the type area in hundredths of a cell.
pub(super) fn cell_x(line: &DumpLine) -> i64 {
    let style = PageStyle::default();
    ((line.x - style.left).to_emu() * 100 * style.cells + style.type_area.width.to_emu() / 2)
        / style.type_area.width.to_emu()
}
