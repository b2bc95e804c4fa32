//! Events of pulldown-cmark to blocks, with every place led back to the source.

use super::{Block, BlockKind, Column, Grid, Inline, Run, line};
use crate::source::{Rewrite, SourceId, Span, marks};
use crate::suppression::is_comment_line;
use pulldown_cmark::{Alignment, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Reads the rewritten text; `text` is what it was made from.
pub(super) fn read(source: SourceId, text: &str, rewrite: &Rewrite) -> Vec<Block> {
    let mut reader = Reader {
        source,
        text,
        rewrite,
        blocks: Vec::new(),
        inline: Inline::default(),
        bold: false,
        grid: Grid { columns: Vec::new(), head: Vec::new(), rows: Vec::new() },
        row: Vec::new(),
        last_end: None,
    };
    for (event, range) in Parser::new_ext(rewrite.text(), Options::ENABLE_TABLES).into_offset_iter() {
        reader.event(event, range);
    }
    reader.blocks
}

struct Reader<'a> {
    source: SourceId,
    text: &'a str,
    rewrite: &'a Rewrite,
    blocks: Vec<Block>,
    inline: Inline,
    bold: bool,
    grid: Grid,
    row: Vec<Inline>,
    last_end: Option<usize>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Strong) => self.bold = true,
            Event::End(TagEnd::Strong) => self.bold = false,
            Event::Start(Tag::Table(aligns)) => self.grid.columns = aligns.into_iter().map(column).collect(),
            Event::End(TagEnd::TableCell) => self.row.push(std::mem::take(&mut self.inline)),
            Event::End(TagEnd::TableHead) => self.grid.head = std::mem::take(&mut self.row),
            Event::End(TagEnd::TableRow) => self.grid.rows.push(std::mem::take(&mut self.row)),
            Event::End(TagEnd::Table) => {
                let grid = Grid { columns: Vec::new(), head: Vec::new(), rows: Vec::new() };
                let grid = std::mem::replace(&mut self.grid, grid);
                self.block(BlockKind::Table(grid), range);
            }
            Event::End(TagEnd::Heading(level)) => {
                let inline = std::mem::take(&mut self.inline);
                self.block(BlockKind::Heading(level as u8, inline), range);
            }
            Event::End(TagEnd::Paragraph) => {
                let inline = std::mem::take(&mut self.inline);
                if !inline.text.is_empty() {
                    self.block(BlockKind::Paragraph(inline), range);
                }
            }
            Event::Start(_) | Event::End(_) => {}
            // The rewrite leaves no other syntax; should any appear, its characters are text.
            _ => self.characters(range),
        }
    }

    fn block(&mut self, kind: BlockKind, range: Range<usize>) {
        let range = self.rewrite.to_old_range(range);
        let part = &self.text[range.clone()];
        let is_edge = |c: char| c.is_whitespace() || line::is_break(c);
        let start = range.start + (part.len() - part.trim_start_matches(is_edge).len());
        let end = start + part.trim_matches(is_edge).len();
        let adjoins = self.last_end.is_some_and(|last| {
            let between = self.text.get(last..start).unwrap_or_default();
            // A comment is no empty line.
            line::lines(between, 0).filter(|line| !is_comment_line(&between[line.clone()])).take(3).count() < 3
        });
        self.last_end = Some(end);
        self.blocks.push(Block { kind, span: Span::new(self.source, start, end), adjoins });
    }

    fn characters(&mut self, range: Range<usize>) {
        let text = self.rewrite.text();
        let mut plain = range.start;
        for (offset, c) in text[range.clone()].char_indices() {
            let at = range.start + offset;
            let twin = marks::untwin(c);
            if twin.is_none() && c != marks::FLANK {
                continue;
            }
            self.stretch(plain..at, &text[plain..at]);
            plain = at + c.len_utf8();
            if let Some(original) = twin {
                self.stretch(at..plain, original.encode_utf8(&mut [0; 4]));
            }
        }
        self.stretch(plain..range.end, &text[plain..range.end]);
    }

    /// Adds `content`, which stands at `range` of the rewritten text.
    fn stretch(&mut self, range: Range<usize>, content: &str) {
        if content.is_empty() {
            return;
        }
        let old = self.rewrite.to_old_range(range);
        let exact = self.text.get(old.clone()) == Some(content);
        let span = Span::new(self.source, old.start, old.end);
        self.inline.text.push_str(content);
        let end = self.inline.text.len();
        match self.inline.runs.last_mut() {
            Some(last) if last.exact && exact && last.bold == self.bold && last.span.end == span.start => {
                last.end = end;
                last.span.end = span.end;
            }
            _ => self.inline.runs.push(Run { end, span, exact, bold: self.bold }),
        }
    }
}

fn column(alignment: Alignment) -> Column {
    match alignment {
        Alignment::None => Column::Unset,
        Alignment::Left => Column::Left,
        Alignment::Center => Column::Center,
        Alignment::Right => Column::Right,
    }
}
