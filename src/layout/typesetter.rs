//! Sets paragraphs, headings and centred lines into the column.
//!
//! Pieces of text come in, flow lines go out. Which element of the report stands where is decided elsewhere.

use super::Picture;
use super::atom::{Piece, Row, TypeSize, fine};
use super::flow::{Flow, Height};
use super::gap::Gaps;
use super::glyphs::Glyphs;
use super::line::{Measure, break_lines};
use super::page::Role;
use super::setting::{Place, Setter, Stand, cells};
use crate::diagnostic::Diagnostic;
use crate::document::{Heading, Text};
use crate::font::Role as FaceRole;
use crate::image::Image;
use crate::numeral;
use crate::style::PageStyle;
use crate::unit::Length;
use std::ops::Range;
use std::sync::Arc;

/// Sets text into a [`Flow`].
pub(super) struct Typesetter<'a> {
    /// The page that is being set.
    pub(super) style: &'a PageStyle,
    /// The page of matter that is turned.
    pub(super) sideways: &'a PageStyle,
    pub(super) glyphs: Glyphs<'a>,
    pub(super) gaps: Gaps,
    pub(super) row: Row,
    pub(super) setter: Setter,
    pub(super) flow: Flow,
    /// What is wrong with the page and can only be seen here.
    pub(super) findings: Vec<Diagnostic>,
    /// What was chosen and why, in words for the drafter.
    pub(super) decisions: Vec<String>,
    /// The pictures at hand.
    pub(super) pictures: &'a [Picture],
    /// Those that stand on pages.
    pub(super) images: Vec<Arc<Image>>,
}

/// Indents of a paragraph, in half cells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Indent {
    /// Of the first line.
    pub(super) first: i64,
    /// Of all others.
    pub(super) rest: i64,
}

impl<'a> Typesetter<'a> {
    /// Measures pieces; they become the current row.
    pub(super) fn measure(&mut self, pieces: &[Piece<'_>], size: TypeSize) {
        self.row.set(pieces, size, &mut self.glyphs, &self.gaps);
    }

    /// A body paragraph: first line indented two cells, all lines but the last justified.
    pub(super) fn paragraph(&mut self, pieces: &[Piece<'_>]) {
        let first = self.style.indent * 2;
        self.indented(pieces, Indent { first, rest: 0 });
    }

    /// A paragraph with other indents.
    pub(super) fn indented(&mut self, pieces: &[Piece<'_>], indent: Indent) {
        let style = self.style;
        self.measure(pieces, TypeSize::body(style));
        let full = cells(style.cells, style);
        let x = [cells(indent.first, style) / 2, cells(indent.rest, style) / 2];
        let lines = break_lines(&self.row, Measure { first: full - x[0], rest: full - x[1] });
        let count = lines.len();
        for (i, line) in lines.iter().enumerate() {
            let x = x[usize::from(i > 0)];
            let stand = if i + 1 == count { Stand::Left } else { Stand::Justified };
            self.body_line(line, x, full - x, stand);
            // 孤行不成页: the last line does not start a page.
            if i + 2 == count {
                self.flow.keep_last();
            }
        }
    }

    /// Sets a line of the current row on the grid.
    pub(super) fn body_line(&mut self, line: &Range<usize>, x: i64, measure: i64, stand: Stand) {
        let baseline = self.style.baseline_of(self.style.body_size);
        let place = Place { x, measure, baseline, stand };
        self.setter.set(&self.row, line, place, self.style, &mut self.flow.items);
        self.flow.end_line(Height::Grid);
    }

    /// Lines of body size on the grid, centred on the type area and kept with what follows.
    pub(super) fn centered(&mut self, pieces: &[Piece<'_>]) {
        let style = self.style;
        self.measure(pieces, TypeSize::body(style));
        let full = cells(style.cells, style);
        let start = self.flow.lines.len();
        for line in break_lines(&self.row, Measure { first: full, rest: full }) {
            self.body_line(&line, 0, full, Stand::Center);
        }
        self.flow.keep_from(start);
    }

    /// A line off the grid, centred or right-aligned.
    pub(super) fn free_line(&mut self, line: &Range<usize>, stand: Stand, height: Length, after: Length) {
        let Some(size) = self.row.size else { return };
        let baseline = self.style.baseline_of(size.size);
        let place = Place { x: 0, measure: fine(self.style.type_area.width, self.style), baseline, stand };
        self.setter.set(&self.row, line, place, self.style, &mut self.flow.items);
        self.flow.end_line(Height::Free { height, after });
    }

    /// A heading, alone on its line or run into its paragraph (7.3.3).
    pub(super) fn heading(&mut self, heading: &Heading) {
        let level = heading.level.clamp(1, 4);
        let role = level_face(level);
        let label = numeral::label(level, heading.number);
        let tag = self.flow.tag(Role::Heading(level));
        self.flow.mark(level, format!("{label}{}", outline_words(&heading.text)));
        let bold = match level {
            2 => self.style.bold_levels[0],
            3 => self.style.bold_levels[1],
            _ => false,
        };
        let head =
            [Piece::added(&label, role, tag), Piece::text(&heading.text, role, tag)].map(|piece| piece.with_bold(bold));
        match &heading.run_in {
            Some(body) if !body.is_empty() => {
                let tag = self.flow.tag(Role::Paragraph);
                self.paragraph(&[head[0], head[1], Piece::text(body, FaceRole::FangSong, tag)]);
            }
            Some(_) => self.paragraph(&head),
            None => {
                let start = self.flow.lines.len();
                self.paragraph(&head);
                self.flow.keep_from(start);
            }
        }
    }

    /// A plain paragraph of the body.
    pub(super) fn body_paragraph(&mut self, text: &Text) {
        let tag = self.flow.tag(Role::Paragraph);
        self.paragraph(&[Piece::text(text, FaceRole::FangSong, tag)]);
    }
}

/// 黑体, 楷体, 仿宋, 仿宋 (7.3.3).
fn level_face(level: u8) -> FaceRole {
    match level {
        1 => FaceRole::Hei,
        2 => FaceRole::Kai,
        _ => FaceRole::FangSong,
    }
}

/// A run-in heading loses its full stop in the outline.
fn outline_words(text: &Text) -> &str {
    text.content().trim_end_matches('。')
}
