//! The measures of the page: every number of GB/T 9704—2012 that layout needs, once, with its clause.
//!
//! Nothing comes in; a [`PageStyle`] goes out, plain data that layout and the flow writers read. Where the standard
//! is silent the field says 惯例 (practice) and nothing may call it a rule. This module places nothing.

mod house;

pub use house::{BylineStand, Departure, Edge, FolioForm, FolioPlace, HouseRule, Punctuation};

use crate::unit::{Length, Size};

/// How 22 lines stand in 225 mm. The standard only says that they fill the type area (5.2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LineGrid {
    /// First glyph box at the top edge, last one at the bottom edge of the type area: a ruler on the print reads 37 mm.
    #[default]
    Fill,
    /// Each line in the middle of a slot of 1/22 of the height: what a word processor does with 37 / 35 mm margins.
    Slot,
}

/// All measures of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageStyle {
    /// Paper: A4, 210 × 297 mm (5.1).
    pub paper: Size,
    /// 订口, the left margin: 28 mm (5.2.1).
    pub left: Length,
    /// 天头, the top margin: 37 mm (5.2.1).
    pub top: Length,
    /// 版心, the type area: 156 × 225 mm (5.2.1).
    pub type_area: Size,
    /// Characters on a line: 28 (5.2.3).
    pub cells: i64,
    /// Lines on a page: 22 (5.2.3).
    pub lines: usize,
    /// How the lines fill the height.
    pub grid: LineGrid,
    /// Distance of lines; `None`: so that `lines` of them fill the type area (5.2.3).
    pub fixed_pitch: Option<Length>,
    /// Lines of a page may move this close to make room for the sign-off (7.3.5.5; the smallest pitch seen, 惯例).
    pub tightest_pitch: Length,
    /// Lines of a page may be spread this far to fill it (7.3.5.5; the largest pitch seen, 惯例).
    pub loosest_pitch: Length,
    /// Body text: 三号, 16 pt (5.2.2).
    pub body_size: Length,
    /// Title: 二号, 22 pt (7.3.1).
    pub title_size: Length,
    /// Pitch of title lines: 33 pt, one and a half times their size (惯例).
    pub title_pitch: Length,
    /// Longest title line in characters: one short of what fits, for a full line would be no trapezium (惯例).
    pub title_cells: i64,
    /// First-line indent in characters: 2 (7.3.3).
    pub indent: i64,
    /// Page number: 四号, 14 pt (7.5).
    pub folio_size: Length,
    /// Dashes of the page number, from the paper's top edge: 7 mm below the type area (7.5).
    pub folio_dash: Length,
    /// Indent of the page number from the outer edge in characters: 1 (7.5).
    pub folio_indent: i64,
    /// At which side the page number stands (7.5).
    pub folio_place: FolioPlace,
    /// Whether dashes stand beside the page number (7.5).
    pub folio_form: FolioForm,
    /// Whether headings of level 2 and of level 3 are bold: no (7.3.3).
    pub bold_levels: [bool; 2],
    /// How wide punctuation is (GB/T 15834—2011, 5.1).
    pub punctuation: Punctuation,
    /// How the byline stands below the title (惯例).
    pub byline: BylineStand,
    /// Baseline below the top of a glyph box, in thousandths of its size. Every face uses it, so that fonts move no line
    /// (ascent of the faces the standard was drawn up with).
    pub baseline: i64,
    /// Table text: 小四, 12 pt (惯例).
    pub table_size: Length,
    /// Text of a table too wide for that: 五号, 10.5 pt, then 小五, 9 pt (惯例).
    pub crowded_table_sizes: [Length; 2],
    /// Pitch of lines within a table cell: 18 pt (惯例).
    pub table_pitch: Length,
    /// Space above and below the text of a row together: 4 pt, so that a row of one line is 22 pt high (惯例).
    pub row_padding: Length,
    /// Space left and right of the text of a cell, each: 4 pt (惯例).
    pub cell_padding: Length,
    /// Space between a table and the line below it, at least: 8 pt (惯例).
    pub table_after: Length,
    /// A table up to this height is not split over two pages: 90 mm, two fifths of the type area (惯例).
    pub whole_table: Length,
    /// Outer rules of a table: 0.75 pt (惯例).
    pub outer_rule: Length,
    /// Inner rules of a table: 0.5 pt (惯例).
    pub inner_rule: Length,
    /// Table caption: 四号, 14 pt (惯例).
    pub caption_size: Length,
    /// Right indent of the issuer without seal, and step from its first character to the date's, in characters: 2 (7.3.5.2).
    pub sign_off_indent: i64,
}

impl Default for PageStyle {
    fn default() -> Self {
        Self::gb_t_9704()
    }
}

impl PageStyle {
    /// The page of GB/T 9704—2012.
    pub fn gb_t_9704() -> Self {
        PageStyle {
            paper: Size { width: Length::mm(210), height: Length::mm(297) },
            left: Length::mm(28),
            top: Length::mm(37),
            type_area: Size { width: Length::mm(156), height: Length::mm(225) },
            cells: 28,
            lines: 22,
            grid: LineGrid::Fill,
            fixed_pitch: None,
            tightest_pitch: Length::pt(27),
            loosest_pitch: Length::pt(33),
            body_size: Length::pt(16),
            title_size: Length::pt(22),
            title_pitch: Length::pt(33),
            title_cells: 19,
            indent: 2,
            folio_size: Length::pt(14),
            folio_dash: Length::mm(269),
            folio_indent: 1,
            folio_place: FolioPlace::Outer,
            folio_form: FolioForm::Dashes,
            bold_levels: [false; 2],
            punctuation: Punctuation::National,
            byline: BylineStand::Apart,
            baseline: 859,
            table_size: Length::pt(12),
            crowded_table_sizes: [Length::pt_10(105), Length::pt(9)],
            table_pitch: Length::pt(18),
            row_padding: Length::pt(4),
            cell_padding: Length::pt(4),
            table_after: Length::pt(8),
            whole_table: Length::mm(90),
            outer_rule: Length::emu(9_525),
            inner_rule: Length::pt_10(5),
            caption_size: Length::pt(14),
            sign_off_indent: 2,
        }
    }

    /// The same page with another way of filling the height.
    #[must_use]
    pub fn with_grid(mut self, grid: LineGrid) -> Self {
        self.grid = grid;
        self
    }

    /// The same page with lines at this distance, as many as fit.
    #[must_use]
    pub fn with_pitch(&self, pitch: Length) -> Self {
        let room = match self.grid {
            LineGrid::Fill => self.type_area.height - self.body_size + pitch,
            LineGrid::Slot => self.type_area.height,
        };
        let lines = (room.to_emu() / pitch.to_emu().max(1)).max(1) as usize;
        PageStyle { lines, fixed_pitch: Some(pitch), ..self.clone() }
    }

    /// Distance of two lines.
    pub fn pitch(&self) -> Length {
        self.fixed_pitch.unwrap_or_else(|| self.line_top(1) - self.line_top(0))
    }

    /// Left edge of the cell with this index, from the left edge of the type area. Computed from the index, so that
    /// rounding never adds up and cell 28 is the right edge exactly.
    pub fn cell_left(&self, index: i64) -> Length {
        self.type_area.width.mul_div(index, self.cells)
    }

    /// Top of the glyph box of a line, from the top of the type area. Lines beyond the page continue the grid.
    pub fn line_top(&self, line: usize) -> Length {
        let line = line as i64;
        match (self.grid, self.fixed_pitch) {
            (LineGrid::Fill, None) => {
                (self.type_area.height - self.body_size).mul_div(line, (self.lines as i64 - 1).max(1))
            }
            (LineGrid::Slot, None) => {
                let slot = self.type_area.height / self.lines as i64;
                self.type_area.height.mul_div(line, self.lines as i64) + (slot - self.body_size) / 2
            }
            (LineGrid::Fill, Some(pitch)) => pitch * line,
            (LineGrid::Slot, Some(pitch)) => pitch * line + (pitch - self.body_size) / 2,
        }
    }

    /// Index of the first line whose top is not above `offset` (from the top of the type area).
    pub fn line_at_or_below(&self, offset: Length) -> usize {
        let pitch = self.pitch().to_emu().max(1);
        let mut line = ((offset - self.line_top(0)).to_emu() / pitch - 1).max(0) as usize;
        while self.line_top(line) < offset {
            line += 1;
        }
        line
    }

    /// Baseline of a glyph box of this size, from its top.
    pub fn baseline_of(&self, size: Length) -> Length {
        size.mul_div(self.baseline, 1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fill_the_type_area_exactly() {
        let style = PageStyle::default();
        assert_eq!(style.line_top(0), Length::ZERO);
        assert_eq!(style.line_top(21) + style.body_size, style.type_area.height);
        assert_eq!(style.cell_left(28), style.type_area.width);
        let pitch = (style.line_top(8) - style.line_top(7)).to_pt();
        assert!((pitch - 29.609).abs() < 0.001, "{pitch}");
    }

    #[test]
    fn slots_leave_equal_margins() {
        let style = PageStyle::default().with_grid(LineGrid::Slot);
        let above = style.line_top(0);
        let below = style.type_area.height - style.line_top(21) - style.body_size;
        assert!((above - below).to_emu().abs() <= 22);
        assert!((above.to_pt() - 6.495).abs() < 0.01);
    }

    #[test]
    fn a_fixed_pitch_takes_as_many_lines_as_fit() {
        let style = PageStyle::default();
        let lines = |grid, pitch| style.clone().with_grid(grid).with_pitch(pitch).lines;
        assert_eq!((lines(LineGrid::Fill, Length::pt(28)), lines(LineGrid::Slot, Length::pt(28))), (23, 22));
        assert_eq!((lines(LineGrid::Fill, Length::pt(30)), lines(LineGrid::Slot, Length::pt(29))), (21, 21));
        let tight = style.with_pitch(Length::pt(28));
        assert!(tight.line_top(22) + tight.body_size <= tight.type_area.height);
        assert_eq!(tight.line_top(3) - tight.line_top(2), Length::pt(28));
    }

    #[test]
    fn the_next_line_is_found_from_any_offset() {
        for grid in [LineGrid::Fill, LineGrid::Slot] {
            let style = PageStyle::default().with_grid(grid);
            for line in 0..30 {
                let top = style.line_top(line);
                assert_eq!(style.line_at_or_below(top), line);
                assert_eq!(style.line_at_or_below(top + Length::emu(1)), line + 1);
            }
            assert_eq!(style.line_at_or_below(Length::ZERO), 0);
        }
    }
}
