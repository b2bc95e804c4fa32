//! Pipe tables: which lines are one, and where their cells are.

use super::{Column, line};
use std::ops::Range;

/// A table found in the text.
pub(super) struct Table {
    /// Cells of the first line.
    pub(super) head: Vec<Range<usize>>,
    /// What the second line says.
    pub(super) columns: Vec<Column>,
    /// Cells of the lines below.
    pub(super) rows: Vec<Vec<Range<usize>>>,
    /// Cells of the longest line.
    pub(super) width: usize,
}

impl Table {
    /// How many cells are wanting to make all lines equally long.
    pub(super) fn padding(&self) -> usize {
        let has = self.rows.iter().map(Vec::len).sum::<usize>() + self.head.len();
        self.width * (self.rows.len() + 1) - has
    }

    /// The second line, as wide as the table.
    pub(super) fn delimiter_row(&self) -> String {
        let column = |index| match self.columns.get(index).copied().unwrap_or_default() {
            Column::Unset => "|---",
            Column::Left => "|:--",
            Column::Center => "|:-:",
            Column::Right => "|--:",
        };
        (0..self.width).map(column).chain(["|"]).collect()
    }
}

/// The table that begins with the first of `lines`: a line with a bar, a delimiter row, and all lines with a bar
/// that follow.
pub(super) fn find(text: &str, lines: &[Range<usize>]) -> Option<Table> {
    let [first, second, rest @ ..] = lines else { return None };
    let delimiter = line::trim(text, second.clone());
    if !text[delimiter.clone()].contains('|') || !is_delimiter_row(&text[delimiter.clone()]) {
        return None;
    }
    let head = cells(text, line::trim(text, first.clone()))?;
    let columns: Vec<_> = split(text, delimiter).into_iter().map(|cell| column(&text[cell])).collect();
    let row = |line: &Range<usize>| {
        let content = line::trim(text, line.clone());
        if line::heading_marks(&text[content.clone()]).is_some() { None } else { cells(text, content) }
    };
    let rows: Vec<_> = rest.iter().map_while(row).collect();
    let width = rows.iter().map(Vec::len).chain([head.len(), columns.len()]).max().unwrap_or(0);
    Some(Table { head, columns, rows, width })
}

/// Whether a line consists of cells like `---`, `:---`, `:---:`.
pub fn is_delimiter_row(line: &str) -> bool {
    let line = line.trim();
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner.split('|').all(|cell| {
        let cell = cell.trim();
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|b| b == b'-')
    })
}

/// Most dashes that count.
const LONGEST_HINT: usize = 200;

/// Relative widths of the columns of a table block, told by the dashes of its delimiter row: at least three for each
/// column and clearly more for some. Empty: nothing is told, as by `---` or what an editor wrote one longer.
pub fn column_widths(block: &str) -> Vec<u32> {
    let delimiter = block.lines().map(str::trim).find(|line| line.contains('|') && is_delimiter_row(line));
    let inner = delimiter.unwrap_or_default();
    let inner = inner.strip_prefix('|').unwrap_or(inner);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let dashes = |cell: &str| cell.bytes().filter(|b| *b == b'-').count().min(LONGEST_HINT) as u32;
    let widths: Vec<u32> = inner.split('|').map(dashes).collect();
    let (least, most) = (widths.iter().min().copied().unwrap_or(0), widths.iter().max().copied().unwrap_or(0));
    if least >= 3 && most > least + 1 { widths } else { Vec::new() }
}

fn column(cell: &str) -> Column {
    match (cell.starts_with(':'), cell.ends_with(':')) {
        (true, true) => Column::Center,
        (true, false) => Column::Left,
        (false, true) => Column::Right,
        (false, false) => Column::Unset,
    }
}

/// The cells of a trimmed line; `None` if no bar stands in it.
fn cells(text: &str, content: Range<usize>) -> Option<Vec<Range<usize>>> {
    bars(&text[content.clone()]).next()?;
    Some(split(text, content))
}

fn split(text: &str, content: Range<usize>) -> Vec<Range<usize>> {
    let part = &text[content.clone()];
    let (mut cells, mut from) = (Vec::new(), content.start);
    for bar in bars(part) {
        // The first cell of a line that begins with a bar stands behind it.
        if bar > 0 {
            cells.push(line::trim(text, from..content.start + bar));
        }
        from = content.start + bar + 1;
    }
    if from < content.end || cells.is_empty() {
        cells.push(line::trim(text, from..content.end));
    }
    cells
}

/// Offsets of the bars that no backslash escapes.
fn bars(line: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = line.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let here = at;
            match bytes[here] {
                b'\\' if bytes.get(here + 1).is_some_and(u8::is_ascii_punctuation) => at += 2,
                b'|' => {
                    at += 1;
                    return Some(here);
                }
                _ => at += 1,
            }
        }
        None
    })
}
