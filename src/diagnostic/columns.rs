//! Tables for a terminal, in which a Chinese character is two columns wide.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns between two cells.
const GUTTER: &str = "  ";

/// One column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// What stands above it.
    pub head: &'static str,
    /// Columns of the terminal it may take at most; longer cells go on in the next line.
    pub widest: usize,
}

impl Column {
    /// A column.
    pub const fn new(head: &'static str, widest: usize) -> Self {
        Column { head, widest }
    }
}

fn cell(row: &[String], index: usize) -> &str {
    row.get(index).map_or("", String::as_str)
}

/// The lines of a table with its head. A column without a single word is left out; one of nothing but numbers stands
/// flush right.
pub fn columns(columns: &[Column], rows: &[Vec<String>]) -> Vec<String> {
    let used: Vec<usize> =
        (0..columns.len()).filter(|index| rows.iter().any(|row| !cell(row, *index).is_empty())).collect();
    let width = |index: usize| {
        let longest = rows.iter().map(|row| cell(row, index).width()).max().unwrap_or(0);
        longest.min(columns[index].widest).max(columns[index].head.width())
    };
    let widths: Vec<usize> = used.iter().map(|index| width(*index)).collect();
    let number = |index: usize| rows.iter().all(|row| cell(row, index).bytes().all(|byte| byte.is_ascii_digit()));
    let numbers: Vec<bool> = used.iter().map(|index| number(*index)).collect();
    let heads = columns.iter().map(|column| column.head.to_owned()).collect();
    let mut lines = Vec::with_capacity(rows.len() + 1);
    for row in std::iter::once(&heads).chain(rows) {
        let cells: Vec<Vec<String>> =
            used.iter().zip(&widths).map(|(index, width)| wrap(cell(row, *index), *width)).collect();
        for at in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
            let parts = cells.iter().zip(&widths).zip(&numbers).map(|((cell, width), right)| {
                let part = cell.get(at).map_or("", String::as_str);
                let space = " ".repeat(width.saturating_sub(part.width()));
                if *right { format!("{space}{part}") } else { format!("{part}{space}") }
            });
            lines.push(parts.collect::<Vec<_>>().join(GUTTER).trim_end().to_owned());
        }
    }
    lines
}

/// Cuts a text into pieces of at most `width` columns: not before a mark that may not begin a line, not behind one that
/// may not end it, and not within a figure or a Latin word that fits a line.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let (mut piece, mut taken) = (String::new(), 0);
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        let hangs = "，。；：！？、）”’》」】%".contains(c);
        if taken + wide > width && !piece.is_empty() && !hangs {
            let carried = carried(&piece, c);
            pieces.push(piece[..piece.len() - carried.len()].trim_end().to_owned());
            piece = carried.to_owned();
            taken = piece.width();
        }
        piece.push(c);
        taken += wide;
    }
    pieces.push(piece);
    pieces
}

/// What goes over to the next line together with `next`; never the whole line.
fn carried(line: &str, next: char) -> &str {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let start = match line.chars().next_back() {
        Some('（' | '“' | '‘' | '《' | '「' | '【') => {
            line.char_indices().next_back().map_or(line.len(), |(at, _)| at)
        }
        Some(last) if is_word(last) && is_word(next) => line.trim_end_matches(is_word).len(),
        _ => line.len(),
    };
    if start == 0 { "" } else { &line[start..] }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 4] =
        [Column::new("号", 4), Column::new("缺什么", 12), Column::new("字段", 20), Column::new("提供", 10)];

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn wide_characters_stand_in_columns_and_empty_columns_go() {
        let rows = [row(&["1", "镇的个数", "", "民政局"]), row(&["12", "a县", "", "办公室"])];
        let table = columns(&COLUMNS, &rows);
        assert_eq!(table, ["号  缺什么    提供", " 1  镇的个数  民政局", "12  a县       办公室"]);
    }

    #[test]
    fn long_cells_go_on_below_and_no_line_begins_with_a_mark() {
        let rows = [row(&["1", "大学以上学历，的人数", "", ""])];
        assert_eq!(columns(&COLUMNS, &rows), ["号  缺什么", " 1  大学以上学历，", "    的人数"]);
    }

    #[test]
    fn figures_are_not_torn_and_no_line_ends_with_an_opening_bracket() {
        assert_eq!(wrap("床位1864张", 7), ["床位", "1864张"]);
        assert_eq!(wrap("没有就写0（单位：元）", 11), ["没有就写0", "（单位：元）"]);
        assert_eq!(wrap("0123456789012", 6), ["012345", "678901", "2"]);
    }
}
