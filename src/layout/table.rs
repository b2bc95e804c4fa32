//! Tables: 156 mm wide, columns as wide as their text wants, rows never cut, the head repeated on each page.
//!
//! The standard says nothing of tables but that they fit the type area; all measures here are practice.

use super::atom::{Piece, Row, TypeSize, fine};
use super::balance::balanced;
use super::class::{Break, Class};
use super::flow::{Head, Height};
use super::line::{Measure, break_lines};
use super::page::{Color, Item, NodeId, Role, Rule, Tag};
use super::report::free;
use super::setting::{Place, Stand};
use super::typesetter::Typesetter;
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::document::{Align, Table, Text};
use crate::font::Role as FaceRole;
use crate::unit::{Length, Point};
use std::ops::Range;

const CROWDED: Code = Code::new("LY001", "crowded-table");
const SIDEWAYS: Code = Code::new("LY020", "sideways-table");

/// Columns of one table, fine.
struct Grid {
    /// Widths; they fill the type area.
    widths: Vec<i64>,
    stands: Vec<Stand>,
    /// Of columns of figures that line up.
    figures: Vec<Option<Figures>>,
    size: TypeSize,
    padding: i64,
    /// Whether nothing has to be torn.
    fits: bool,
}

/// One cell, broken into lines and waiting for the row's height.
struct Cell<'t> {
    text: &'t Text,
    tag: Tag,
    lines: Vec<Range<usize>>,
    stand: Stand,
    x: i64,
    measure: i64,
    role: FaceRole,
}

/// What a column's text asks for.
#[derive(Debug, Clone, Copy, Default)]
struct Wish {
    /// Widest cell on one line.
    natural: i64,
    /// Narrowest line that tears nothing.
    least: i64,
    /// How its figures line up, if it holds nothing else.
    figures: Option<Figures>,
    /// Widest body cell.
    body: i64,
}

/// Figures in a column stand with their units, or their decimal points, below one another (CLREQ, tables): the widest
/// stretches before and behind that place, fine.
#[derive(Debug, Clone, Copy, Default)]
struct Figures {
    whole: i64,
    rest: i64,
}

impl Figures {
    /// The left edge of a figure that has `whole` before its point, within `measure`.
    fn left(self, whole: i64, measure: i64, stand: Stand) -> i64 {
        let slack = measure - self.whole - self.rest;
        let left = if stand == Stand::Right { slack } else { slack / 2 };
        left.max(0) + self.whole - whole
    }
}

impl Typesetter<'_> {
    /// A table with caption, unit, head, rows and note; one too wide for the page is turned.
    pub(super) fn table(&mut self, table: &Table) {
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0).max(table.head.len());
        if columns == 0 {
            return;
        }
        if !table.sideways {
            let grid = self.grid(table, columns);
            if grid.fits {
                self.set_table(table, &grid);
                return;
            }
        }
        let upright = std::mem::replace(&mut self.style, self.sideways);
        let grid = self.grid(table, columns);
        match (grid.fits, table.sideways) {
            (true, true) => {}
            (true, false) => self.findings.push(sideways(table, columns)),
            (false, _) => self.findings.push(crowded(table, columns)),
        }
        let start = self.flow.lines.len();
        self.set_table(table, &grid);
        self.flow.lines[start..].iter_mut().for_each(|line| line.sideways = true);
        self.style = upright;
    }

    fn set_table(&mut self, table: &Table, grid: &Grid) {
        let root = self.flow.node(Role::Table, NodeId(0));
        let start = self.flow.lines.len();
        self.caption(table, root);
        let head = self.head_row(table, grid, root);
        let before_rows = self.flow.lines.len();
        for (i, row) in table.rows.iter().enumerate() {
            let last = i + 1 == table.rows.len();
            self.row(row, grid, root, (head, last));
        }
        let rows_end = self.flow.lines.len();
        if let Some(note) = table.note.as_ref().filter(|note| !note.is_empty()) {
            self.flow.keep_last();
            self.note(note, root);
        }
        self.keep_rows(start, before_rows..rows_end);
        if let Some(Height::Free { after, .. }) = self.flow.lines.last_mut().map(|line| &mut line.height) {
            *after = self.style.table_after;
        }
    }

    /// Caption, unit, head and the first two rows stay together, and so do the last two; a small table is not split.
    fn keep_rows(&mut self, start: usize, rows: Range<usize>) {
        let height = |line: &super::flow::FlowLine| match line.height {
            Height::Free { height, .. } => height,
            Height::Grid => self.style.line_top(1) - self.style.line_top(0),
        };
        let whole: Length = self.flow.lines[start..].iter().map(height).sum();
        let small = whole <= self.style.whole_table;
        let last = self.flow.lines.len() - 1;
        for (index, line) in self.flow.lines.iter_mut().enumerate().take(last).skip(start) {
            line.keep |= small || index <= rows.start || index + 2 == rows.end;
        }
    }

    fn caption(&mut self, table: &Table, root: NodeId) {
        let style = self.style;
        if let Some(caption) = table.caption.as_ref().filter(|caption| !caption.is_empty()) {
            let tag = Tag::Content(self.flow.node(Role::Caption, root));
            let size = TypeSize::solid(style.caption_size, style);
            let height = style.caption_size + style.table_after;
            self.small_line(&[Piece::text(caption, FaceRole::Hei, tag)], size, Stand::Center, height);
        }
        if let Some(unit) = table.unit.as_ref().filter(|unit| !unit.is_empty()) {
            let tag = Tag::Content(self.flow.node(Role::Paragraph, root));
            let size = TypeSize::solid(style.table_size, style);
            let pieces = [Piece::added("单位：", FaceRole::FangSong, tag), Piece::text(unit, FaceRole::FangSong, tag)];
            self.small_line(&pieces, size, Stand::Right, style.table_pitch);
        }
    }

    fn note(&mut self, note: &Text, root: NodeId) {
        let style = self.style;
        let tag = Tag::Content(self.flow.node(Role::Note, root));
        let size = TypeSize::solid(style.table_size, style);
        let pieces = [Piece::added("注：", FaceRole::FangSong, tag), Piece::text(note, FaceRole::FangSong, tag)];
        self.measure(&pieces, size);
        let full = fine(style.type_area.width, style);
        // A little air between the last rule and the note.
        let air = style.row_padding;
        let lines = break_lines(&self.row, Measure { first: full, rest: full });
        for (i, line) in lines.iter().enumerate() {
            let lead = if i == 0 { air } else { Length::ZERO };
            let stand = if i + 1 == lines.len() { Stand::Left } else { Stand::Justified };
            let place = Place { x: 0, measure: full, baseline: style.baseline_of(size.size) + lead, stand };
            self.setter.set(&self.row, line, place, style, &mut self.flow.items);
            self.flow.end_line(free(style.table_pitch + lead));
            self.flow.keep_last();
        }
        if let Some(last) = self.flow.lines.last_mut() {
            last.keep = false;
        }
    }

    /// Column widths: as the author has them, or what the text wants if there is room, else narrow columns keep theirs and wide ones share. The
    /// type is made smaller before a figure or a word would be torn.
    fn grid(&mut self, table: &Table, columns: usize) -> Grid {
        let style = self.style;
        let full = fine(style.type_area.width, style);
        let share = full / columns as i64;
        let padding = fine(style.cell_padding, style).min(share / 8);
        // With very many columns the type shrinks until a character fits.
        let narrow = Length::emu((share - 2 * padding) / style.cells).max(Length::pt(1));
        let mut size = TypeSize::solid(style.table_size.min(narrow), style);
        let mut wishes = self.wishes(table, columns, size);
        for smaller in style.crowded_table_sizes {
            if fits(&wishes, padding, full) {
                break;
            }
            size = TypeSize::solid(smaller.min(narrow), style);
            wishes = self.wishes(table, columns, size);
        }
        let fits = fits(&wishes, padding, full);
        let aligns = (0..columns).map(|i| table.aligns.get(i).copied().unwrap_or_default());
        let figures =
            wishes.iter().zip(aligns).map(|(wish, align)| wish.figures.filter(|_| align != Align::Left)).collect();
        let stands = wishes
            .iter()
            .enumerate()
            .map(|(i, wish)| stand(table.aligns.get(i).copied().unwrap_or_default(), *wish, size))
            .collect();
        let wanted: Vec<i64> = wishes.iter().map(|wish| wish.natural.max(size.cell) + 2 * padding).collect();
        let least: Vec<i64> = wishes.iter().map(|wish| wish.least + 2 * padding).collect();
        let hints: Vec<i64> = table.widths.iter().map(|width| i64::from(*width)).collect();
        let widths = match hints.len() == columns {
            true => hinted(&hints, &least, full),
            false => widths(&wanted, &least, full),
        };
        Grid { widths, stands, figures, size, padding, fits }
    }

    /// What the columns ask for in type of this size.
    fn wishes(&mut self, table: &Table, columns: usize, size: TypeSize) -> Vec<Wish> {
        let mut wishes = vec![Wish::default(); columns];
        let mut others = vec![false; columns];
        for (wish, text) in wishes.iter_mut().zip(&table.head) {
            self.measure(&[Piece::text(text, FaceRole::Hei, Tag::Artifact)], size);
            wish.natural = self.row.width(0..self.row.atoms.len());
            wish.least = least(&self.row, wish.natural, size);
        }
        for row in &table.rows {
            for ((wish, other), text) in wishes.iter_mut().zip(&mut others).zip(row) {
                self.measure(&[Piece::text(text, FaceRole::FangSong, Tag::Artifact)], size);
                let width = self.row.width(0..self.row.atoms.len());
                wish.natural = wish.natural.max(width);
                wish.body = wish.body.max(width);
                // A name of up to four characters stays on its line.
                let name = if width <= size.cell * 4 { width } else { 0 };
                wish.least = wish.least.max(least(&self.row, width, size)).max(name);
                if is_figure(text.content()) {
                    let whole = self.whole_width(text, FaceRole::FangSong, size);
                    let known = wish.figures.unwrap_or_default();
                    let rest = known.rest.max(width - whole);
                    wish.figures = Some(Figures { whole: known.whole.max(whole), rest });
                } else {
                    *other |= !is_dash(text.content());
                }
            }
        }
        for (wish, other) in wishes.iter_mut().zip(others) {
            wish.figures = wish.figures.filter(|_| !other);
            let lined_up = wish.figures.map_or(0, |figures| figures.whole + figures.rest);
            (wish.natural, wish.least) = (wish.natural.max(lined_up), wish.least.max(lined_up));
        }
        wishes
    }

    /// Width of a figure before its decimal point.
    fn whole_width(&mut self, text: &Text, face: FaceRole, size: TypeSize) -> i64 {
        let point = text.content().find(['.', '%', '％', '‰']).unwrap_or(text.content().len());
        self.measure(&[Piece::text(&text.slice(0..point), face, Tag::Artifact)], size);
        self.row.width(0..self.row.atoms.len())
    }

    /// Sets the head row and remembers it for the following pages.
    fn head_row(&mut self, table: &Table, grid: &Grid, root: NodeId) -> Option<usize> {
        if table.head.is_empty() {
            return None;
        }
        let node = self.flow.node(Role::Row, root);
        let first_item = self.flow.items.len();
        let cells = self.cells(&table.head, grid, node, Role::HeadCell);
        let lines = line_count(&cells);
        let height = self.row_height(lines);
        // A head that would fill half a page is not repeated.
        self.set_row(&cells, grid, 0..lines, height, (true, true));
        self.flow.end_line(free(height));
        if height * 2 > self.style.type_area.height {
            return None;
        }
        let mut items = self.flow.items[first_item..].to_vec();
        for item in &mut items {
            if let Item::Glyphs(run) = item {
                run.tag = Tag::Artifact;
            }
        }
        self.flow.heads.push(Head { items, height });
        Some(self.flow.heads.len() - 1)
    }

    /// Sets one row; one higher than a page comes in several parts.
    fn row(&mut self, texts: &[Text], grid: &Grid, root: NodeId, (head, last): (Option<usize>, bool)) {
        let node = self.flow.node(Role::Row, root);
        let cells = self.cells(texts, grid, node, Role::Cell);
        let lines = line_count(&cells);
        let head_height = head.and_then(|index| self.flow.heads.get(index)).map_or(Length::ZERO, |head| head.height);
        let room = self.style.type_area.height - head_height - self.style.row_padding;
        let most = (room.to_emu() / self.style.table_pitch.to_emu().max(1)).max(1) as usize;
        let mut from = 0;
        while from < lines {
            let to = (from + most).min(lines);
            let height = self.row_height(to - from);
            // A page may end here, so every row carries its own lower rule; a table without head needs an upper one.
            self.set_row(&cells, grid, from..to, height, (head.is_none() && from == 0, last && to == lines));
            self.flow.end_line(free(height));
            if let Some(line) = self.flow.lines.last_mut() {
                line.head = head;
            }
            from = to;
        }
    }

    fn row_height(&self, lines: usize) -> Length {
        self.style.table_pitch * lines.max(1) as i64 + self.style.row_padding
    }

    fn cells<'t>(&mut self, texts: &'t [Text], grid: &Grid, row: NodeId, role: Role) -> Vec<Cell<'t>> {
        let head = role == Role::HeadCell;
        let face = if head { FaceRole::Hei } else { FaceRole::FangSong };
        let mut left = 0;
        let mut cells = Vec::with_capacity(grid.widths.len());
        for (column, (text, &width)) in texts.iter().zip(&grid.widths).enumerate() {
            let tag = Tag::Content(self.flow.node(role, row));
            let measure = width - 2 * grid.padding;
            let figures = grid.figures[column].filter(|_| !head && is_figure(text.content()));
            let own = grid.stands[column];
            let (shift, stand) = match figures {
                Some(figures) => (figures.left(self.whole_width(text, face, grid.size), measure, own), Stand::Left),
                // A dash for no figure stands in the middle, as heads do.
                None if head || grid.figures[column].is_some() => (0, Stand::Center),
                None => (0, own),
            };
            self.measure(&[Piece::text(text, face, tag)], grid.size);
            let mut lines = break_lines(&self.row, Measure { first: measure, rest: measure });
            if head {
                lines = balanced(&self.row, text.content(), measure, lines);
            }
            let (x, measure) = (left + grid.padding + shift, measure - shift);
            cells.push(Cell { text, tag, lines, stand, x, measure, role: face });
            left += width;
        }
        cells
    }

    /// Sets some lines of each cell, the text in the middle of the row's height, and the rules.
    fn set_row(
        &mut self,
        cells: &[Cell<'_>],
        grid: &Grid,
        lines: Range<usize>,
        height: Length,
        (top, bottom): (bool, bool),
    ) {
        let style = self.style;
        for cell in cells {
            let shown = lines.start.min(cell.lines.len())..lines.end.min(cell.lines.len());
            let text_height = style.table_pitch * (shown.len() as i64 - 1) + grid.size.size;
            let top = (height - text_height) / 2;
            self.measure(&[Piece::text(cell.text, cell.role, cell.tag)], grid.size);
            for (i, line) in cell.lines[shown].iter().enumerate() {
                let baseline = top + style.table_pitch * i as i64 + style.baseline_of(grid.size.size);
                // A cell of several lines reads better from the left edge.
                let stand = match cell.stand {
                    Stand::Center if cell.lines.len() > 1 && cell.role != FaceRole::Hei => Stand::Left,
                    stand => stand,
                };
                let place = Place { x: cell.x, measure: cell.measure, baseline, stand };
                self.setter.set(&self.row, line, place, style, &mut self.flow.items);
            }
        }
        self.rules(grid, height, (top, bottom));
    }

    fn rules(&mut self, grid: &Grid, height: Length, (top, bottom): (bool, bool)) {
        let style = self.style;
        let (outer, inner) = (style.outer_rule, style.inner_rule);
        let right = style.left + style.type_area.width;
        let mut rule = |from: Point, to: Point, thickness: Length| {
            self.flow.items.push(Item::Rule(Rule { from, to, thickness, color: Color::BLACK }));
        };
        let mut across = |y: Length, thickness: Length| {
            rule(Point { x: style.left, y }, Point { x: right, y }, thickness);
        };
        if top {
            across(Length::ZERO, outer);
        }
        across(height, if bottom { outer } else { inner });
        let mut x = 0;
        let borders = std::iter::once(0).chain(grid.widths.iter().map(|width| {
            x += width;
            x
        }));
        let count = grid.widths.len();
        for (i, border) in borders.enumerate() {
            // Outer rules stay within the type area.
            let (x, thickness) = match i {
                0 => (style.left + outer / 2, outer),
                i if i == count => (right - outer / 2, outer),
                _ => (style.left + Length::emu(border / style.cells), inner),
            };
            rule(Point { x, y: Length::ZERO }, Point { x, y: height }, thickness);
        }
    }
}

fn line_count(cells: &[Cell<'_>]) -> usize {
    cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1)
}

/// How the cells of a column stand, if the author does not say: figures and short words centred, text left.
fn stand(align: Align, wish: Wish, size: TypeSize) -> Stand {
    match align {
        Align::Left => Stand::Left,
        Align::Center => Stand::Center,
        Align::Right => Stand::Right,
        Align::Auto if wish.figures.is_some() || wish.body <= size.cell * 8 => Stand::Center,
        Align::Auto => Stand::Left,
    }
}

fn is_figure(text: &str) -> bool {
    let mut digits = false;
    text.chars().all(|c| {
        digits |= c.is_ascii_digit();
        c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '％' | '‰' | '-' | '−' | '+' | '—')
    }) && digits
}

/// What stands for no figure.
fn is_dash(text: &str) -> bool {
    text.trim().chars().all(|c| matches!(c, '—' | '–' | '-' | '…' | '/' | '／'))
}

/// Whether every column can have the least it needs.
fn fits(wishes: &[Wish], padding: i64, full: i64) -> bool {
    wishes.iter().map(|wish| wish.least + 2 * padding).sum::<i64>() <= full
}

/// The narrowest line that tears nothing: the longest figure or word, and two characters where there are two. Beyond
/// six characters a word counts no further: it may be torn rather than make a whole table small.
fn least(row: &Row, natural: i64, size: TypeSize) -> i64 {
    let (mut longest, mut piece) = (0, 0);
    for atom in &row.atoms {
        piece = if atom.brk == Break::No { piece + atom.width } else { atom.width };
        longest = longest.max(if atom.class == Class::Space { 0 } else { piece - atom.end_trim });
    }
    longest.min(size.cell * 6).max(natural.min(size.cell * 2))
}

fn sideways(table: &Table, columns: usize) -> Diagnostic {
    Diagnostic::new(SIDEWAYS, Level::Info, Kind::Layout, format!("表格有{columns}栏，竖着排不开，已单独成页横排"))
        .at(place(table))
        .says(format!("这个表格有{columns}栏"))
        .because("版心宽156毫米；横排的表头朝左，页码位置不变（GB/T 9704—2012，8）")
        .hint("想竖着排的，减少栏数，或者缩短表头")
}

fn crowded(table: &Table, columns: usize) -> Diagnostic {
    Diagnostic::new(CROWDED, Level::Warning, Kind::Layout, format!("表格有{columns}栏，排不开，字会挤成一竖条"))
        .at(place(table))
        .says(format!("这个表格有{columns}栏"))
        .because("已经横排，宽225毫米，字也缩到了小五号")
        .hint("减少栏数，或者拆成两张表")
        .hint("缩短表头，把单位写到表题后面的“（单位：……）”里")
}

/// Where a table is named best.
fn place(table: &Table) -> crate::source::Span {
    table.caption.iter().chain(&table.head).find_map(Text::whole_span).unwrap_or(table.span)
}

/// Widths that add up to `full`: spare room is shared in proportion; with too little, the columns that want less than
/// their fair share keep their width and the others divide the rest in proportion to what they want. No column gets
/// less than its least, as long as that is possible.
fn widths(wanted: &[i64], least: &[i64], full: i64) -> Vec<i64> {
    let count = wanted.len() as i64;
    let total: i64 = wanted.iter().sum();
    let mut out: Vec<i64> = if total <= full {
        let spare = full - total;
        wanted.iter().map(|want| want + spare / count).collect()
    } else if least.iter().sum::<i64>() <= full {
        shrunk_to(wanted, least, full)
    } else {
        shrunk(wanted, full)
    };
    let rest = full - out.iter().sum::<i64>();
    if let Some(last) = out.last_mut() {
        *last += rest;
    }
    out
}

/// Widths in the proportion of `hints` that add up to `full`; no column gets less than its least, as long as that is
/// possible.
fn hinted(hints: &[i64], least: &[i64], full: i64) -> Vec<i64> {
    let possible = least.iter().sum::<i64>() <= full;
    let mut fixed = vec![false; hints.len()];
    loop {
        let taken: i64 = (0..hints.len()).filter(|&i| fixed[i]).map(|i| least[i]).sum();
        let parts: i64 = (0..hints.len()).filter(|&i| !fixed[i]).map(|i| hints[i]).sum();
        let share = |i: usize| if fixed[i] { least[i] } else { (full - taken) * hints[i] / parts.max(1) };
        let short = (0..hints.len()).find(|&i| possible && !fixed[i] && share(i) < least[i]);
        let Some(short) = short else {
            let mut out: Vec<i64> = (0..hints.len()).map(share).collect();
            let rest = full - out.iter().sum::<i64>();
            let open = (0..hints.len()).rev().find(|&i| !fixed[i]);
            if let Some(last) = open.and_then(|i| out.get_mut(i)) {
                *last += rest;
            }
            return out;
        };
        fixed[short] = true;
    }
}

/// As [`shrunk`], but a column that would get less than its least gets that, and the others share what is left.
fn shrunk_to(wanted: &[i64], least: &[i64], full: i64) -> Vec<i64> {
    let mut fixed = vec![false; wanted.len()];
    loop {
        let taken: i64 = (0..wanted.len()).filter(|&i| fixed[i]).map(|i| least[i]).sum();
        let open: Vec<usize> = (0..wanted.len()).filter(|&i| !fixed[i]).collect();
        let shares = shrunk(&open.iter().map(|&i| wanted[i]).collect::<Vec<_>>(), full - taken);
        let short: Vec<usize> =
            open.iter().zip(&shares).filter(|(i, share)| **share < least[**i]).map(|(i, _)| *i).collect();
        if short.is_empty() {
            let mut out = least.to_vec();
            open.iter().zip(shares).for_each(|(&i, share)| out[i] = share);
            return out;
        }
        short.into_iter().for_each(|i| fixed[i] = true);
    }
}

fn shrunk(wanted: &[i64], full: i64) -> Vec<i64> {
    let count = wanted.len() as i64;
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|&i| wanted[i]);
    let mut out = vec![0; wanted.len()];
    let (mut left, mut columns) = (full, count);
    let mut rest = order.as_slice();
    while let [first, others @ ..] = rest {
        if wanted[*first] > left / columns {
            break;
        }
        out[*first] = wanted[*first];
        left -= wanted[*first];
        columns -= 1;
        rest = others;
    }
    // Wide columns get half of what is left evenly, half by their wish, so that none is starved.
    let wishes: i128 = rest.iter().map(|&i| i128::from(wanted[i])).sum();
    for &i in rest {
        let even = left / 2 / columns.max(1);
        let wish = (i128::from(left - left / 2) * i128::from(wanted[i]) / wishes.max(1)) as i64;
        out[i] = even + wish;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_widths_fill_the_line() {
        assert_eq!(widths(&[10, 20, 30], &[0; 3], 120), [30, 40, 50]);
        let narrow = widths(&[10, 400, 300], &[0; 3], 210);
        assert_eq!(narrow.iter().sum::<i64>(), 210);
        assert_eq!(narrow[0], 10, "a narrow column keeps its width");
        assert!(narrow[1] > narrow[2] && narrow[2] > 60);
        assert_eq!(widths(&[100, 100, 900], &[90, 90, 20], 210), [90, 90, 30], "no column below its least");
    }

    #[test]
    fn hints_share_the_line_but_starve_no_column() {
        assert_eq!(hinted(&[3, 2, 2], &[10; 3], 140), [60, 40, 40]);
        assert_eq!(hinted(&[10, 1, 1], &[10, 30, 10], 120), [80, 30, 10], "no column below its least");
        assert_eq!(hinted(&[1, 1], &[100, 100], 100), [50, 50], "too little for all");
        assert_eq!(hinted(&[100, 3, 3], &[1; 3], 97).iter().sum::<i64>(), 97);
    }

    #[test]
    fn figures_are_told_from_words() {
        assert!(is_figure("1,234.5%") && is_figure("-3"));
        assert!(!is_figure("—") && !is_figure("3个") && !is_figure(""));
    }
}
