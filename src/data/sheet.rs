//! Tables that lie beside the data, as CSV or Excel files.
//!
//! Bytes come in, rows of cells as text go out: digits as the file has them, dates as 2026年9月18日. What a column means
//! is the schema's business.

use crate::numeral::Date;
use crate::source::decode;
use calamine::{Data, DataRef, Reader, Xlsx};
use std::io::Cursor;

/// Most rows, and most columns, that are read; a table of a report has a few dozen.
const MOST_ROWS: usize = 2_000;
const MOST_COLUMNS: usize = 100;
/// Most bytes that an Excel file may unpack to.
const MOST_UNPACKED: u64 = 64 << 20;
/// Figures from here on have lost digits in an Excel cell.
const EXACT: f64 = 1e15;

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The rows; empty ones at the end and cells at the end of a row are left out.
    pub rows: Vec<Vec<String>>,
    /// The name of the sheet, if the file has several.
    pub name: Option<String>,
    /// Rows and columns, from 0, of figures that Excel keeps only roughly.
    pub rough: Vec<(usize, usize)>,
}

/// Why there is no table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetError {
    /// Neither text nor an Excel file that can be read.
    Unreadable(String),
    /// Too many rows or columns, or unpacked too much.
    TooLarge,
    /// No sheet of this name; the names there are.
    NoSheet(Vec<String>),
    /// Nothing in it.
    Empty,
}

/// The endings of files that are read as tables.
pub const ENDINGS: [&str; 4] = ["csv", "tsv", "xlsx", "xlsm"];

/// Reads a file; `ending` is that of its name, `wanted` the sheet of an Excel file, the first if none is named.
///
/// # Errors
/// [`SheetError`] says why there is no table.
pub fn sheet(bytes: Vec<u8>, ending: &str, wanted: Option<&str>) -> Result<Sheet, SheetError> {
    let mut sheet = if ending.starts_with("xls") { workbook(bytes, wanted)? } else { text(bytes)? };
    for row in &mut sheet.rows {
        while row.last().is_some_and(String::is_empty) {
            row.pop();
        }
    }
    while sheet.rows.last().is_some_and(Vec::is_empty) {
        sheet.rows.pop();
    }
    if sheet.rows.is_empty() { Err(SheetError::Empty) } else { Ok(sheet) }
}

fn text(bytes: Vec<u8>) -> Result<Sheet, SheetError> {
    let text = decode(bytes).map_err(|_| SheetError::Unreadable("不是文本".to_owned()))?.text;
    let first = text.lines().next().unwrap_or_default();
    let separator = [b'\t', b';', b','].into_iter().max_by_key(|mark| first.bytes().filter(|b| b == mark).count());
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator.unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| SheetError::Unreadable("引号没有配对".to_owned()))?;
        if rows.len() == MOST_ROWS || record.len() > MOST_COLUMNS {
            return Err(SheetError::TooLarge);
        }
        rows.push(record.iter().map(plain).collect());
    }
    Ok(Sheet { rows, ..Sheet::default() })
}

fn workbook(bytes: Vec<u8>, wanted: Option<&str>) -> Result<Sheet, SheetError> {
    let damaged = || SheetError::Unreadable("不是 .xlsx 文件，或者已经损坏".to_owned());
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).map_err(|_| damaged())?;
    let mut unpacked: u64 = 0;
    for index in 0..archive.len() {
        unpacked = unpacked.saturating_add(archive.by_index_raw(index).map_err(|_| damaged())?.size());
    }
    if unpacked > MOST_UNPACKED {
        return Err(SheetError::TooLarge);
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let names = book.sheet_names();
    let name = match wanted {
        None => names.first().cloned().ok_or(SheetError::Empty)?,
        Some(wanted) => match names.iter().find(|name| name.trim() == wanted.trim()) {
            Some(name) => name.clone(),
            None => return Err(SheetError::NoSheet(names)),
        },
    };
    let mut sheet = Sheet { name: (names.len() > 1).then(|| name.clone()), ..Sheet::default() };
    // Cell by cell: a cell far down does not make a table of millions of empty ones.
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| damaged())?;
    while let Some(cell) = cells.next_cell().map_err(|_| damaged())? {
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize, column as usize);
        let value: Data = match cell.get_value() {
            DataRef::Empty => continue,
            value => value.clone().into(),
        };
        let words = words(&value);
        if words.is_empty() {
            continue;
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(SheetError::TooLarge);
        }
        if matches!(value, Data::Float(figure) if figure.abs() >= EXACT) {
            sheet.rough.push((row, column));
        }
        if sheet.rows.len() <= row {
            sheet.rows.resize(row + 1, Vec::new());
        }
        let cells = &mut sheet.rows[row];
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = words;
    }
    Ok(sheet)
}

fn words(value: &Data) -> String {
    match value {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) => plain(text),
        Data::Int(figure) => figure.to_string(),
        Data::Float(figure) => figure_words(*figure),
        Data::Bool(truth) => if *truth { "是" } else { "否" }.to_owned(),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            Date { year, month: Some(month), day: Some(day) }.to_string()
        }
        Data::DateTimeIso(text) => {
            let day = text.split('T').next().unwrap_or_default();
            Date::parse(day).map_or_else(|| text.clone(), |date| date.to_string())
        }
        Data::DurationIso(text) => text.clone(),
    }
}

/// A binary figure in the digits somebody typed: what 15 digits tell, without the noise behind them.
fn figure_words(figure: f64) -> String {
    if figure.fract() == 0.0 && figure.abs() < EXACT {
        return format!("{figure:.0}");
    }
    let whole = figure.abs().log10().floor().max(0.0) as usize + 1;
    let rounded = format!("{figure:.*}", 15usize.saturating_sub(whole).min(12));
    if rounded.contains('.') { rounded.trim_end_matches('0').trim_end_matches('.').to_owned() } else { rounded }
}

/// On one line, without spaces around it.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_of_every_sort_gives_the_same_rows() {
        let rows = vec![vec!["村名", "户数"], vec!["柳溪村", "63.570"], vec!["", "*"]];
        for text in [
            "村名,户数\n柳溪村,63.570\n,*\n",
            "\u{FEFF}村名;户数\r\n柳溪村;63.570\r\n;*\r\n\r\n",
            "村名\t户数\n\"柳溪村\"\t63.570\n\t*",
        ] {
            assert_eq!(sheet(text.as_bytes().to_vec(), "csv", None).expect("a table").rows, rows, "{text}");
        }
        let (bytes, _, _) = encoding_rs::GB18030.encode("村名,户数\n柳溪村,63.570\n,*\n");
        assert_eq!(sheet(bytes.into_owned(), "csv", None).expect("a table").rows, rows);
        assert_eq!(sheet(b"\n\n".to_vec(), "csv", None), Err(SheetError::Empty));
        assert_eq!(sheet("甲\n".repeat(5_000).into_bytes(), "csv", None), Err(SheetError::TooLarge));
    }

    #[test]
    fn figures_have_the_digits_that_were_typed() {
        let words: Vec<String> =
            [3.0, 0.1 + 0.2, 63.57, 1e14, -0.5, 1_234_567.891].into_iter().map(figure_words).collect();
        assert_eq!(words, ["3", "0.3", "63.57", "100000000000000", "-0.5", "1234567.891"]);
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        assert!(matches!(sheet(b"PK\x03\x04rubbish".to_vec(), "xlsx", None), Err(SheetError::Unreadable(_))));
        assert!(matches!(sheet(Vec::new(), "xlsx", None), Err(SheetError::Unreadable(_))));
    }
}
