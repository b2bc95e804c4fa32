//! Tables with the lines around them: caption and unit above, note below.

use super::super::{Align, Table, Text};
use super::{before, behind, is_escaped, text};
use crate::markdown::{Column, Grid};
use crate::source::{SourceMap, Span};

/// Caption and unit read from the line above a table.
#[derive(Debug, Default)]
pub(super) struct Caption {
    pub(super) caption: Option<Text>,
    pub(super) unit: Option<Text>,
    pub(super) sideways: bool,
}

/// Reads `表：…（单位：…）`, `表1 …`, `（单位：…）` or `单位：…`.
pub(super) fn caption(line: &Text, sources: &SourceMap) -> Option<Caption> {
    if let (line, true) = without_turn(line) {
        let found = caption(&line, sources).unwrap_or_default();
        let bare = found.caption.is_none() && found.unit.is_none() && !matches!(line.content(), "表：" | "表:");
        return (!bare).then_some(Caption { sideways: true, ..found });
    }
    let content = line.content();
    let numbered =
        content.strip_prefix('表').is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    let found = if let Some(length) = lead(line, "单位", sources) {
        Caption { unit: non_empty(behind(line, length)), ..Caption::default() }
    } else if let Some(length) = lead(line, "表", sources) {
        with_unit(&behind(line, length))
    } else if numbered {
        // A caption with a number of its own (表1 …) stays whole.
        with_unit(line)
    } else {
        Some(with_unit(line)).filter(|found| found.caption.is_none())?
    };
    (found.caption.is_some() || found.unit.is_some()).then_some(found)
}

fn with_unit(words: &Text) -> Caption {
    let content = words.content();
    let found = unit(content).filter(|(_, inner)| !content[inner.clone()].trim().is_empty());
    let Some((open, inner)) = found else { return bare(words) };
    let unit = behind(&before(words, inner.end), inner.start);
    Caption { unit: non_empty(unit), ..bare(&before(words, open)) }
}

/// A caption without unit.
fn bare(words: &Text) -> Caption {
    let (words, sideways) = without_turn(words);
    Caption { caption: non_empty(words), unit: None, sideways }
}

/// The words without （横排） behind them, and whether that stood there.
fn without_turn(words: &Text) -> (Text, bool) {
    let content = words.content();
    let rest = ["（横排）", "(横排)"].iter().find_map(|mark| content.strip_suffix(mark));
    (rest.map_or_else(|| words.clone(), |rest| before(words, rest.len())), rest.is_some())
}

/// Where `（单位：` opens and what stands inside.
fn unit(content: &str) -> Option<(usize, std::ops::Range<usize>)> {
    let end = content.strip_suffix(['）', ')'])?.len();
    let opens = ["（单位：", "(单位:", "（单位:", "(单位："];
    let (at, length) = opens.iter().filter_map(|open| Some((content.rfind(open)?, open.len()))).max()?;
    (at + length <= end).then_some((at, at + length..end))
}

/// Reads `注：…`.
pub(super) fn note(line: &Text, sources: &SourceMap) -> Option<Text> {
    lead(line, "注", sources).and_then(|length| non_empty(behind(line, length)))
}

/// Length of `word` and a colon at the start of `line`.
fn lead(line: &Text, word: &str, sources: &SourceMap) -> Option<usize> {
    let rest = line.content().strip_prefix(word)?;
    let colon = rest.chars().next().filter(|c| matches!(c, '：' | ':'))?;
    let length = word.len() + colon.len_utf8();
    (!is_escaped(line, 0..length, sources)).then_some(length)
}

pub(super) fn non_empty(text: Text) -> Option<Text> {
    (!text.is_empty()).then_some(text)
}

/// A table with the lines around it.
pub(super) fn table(grid: &Grid, widths: Vec<u32>, caption: Caption, span: Span) -> Table {
    let align = |column: &Column| match column {
        Column::Unset => Align::Auto,
        Column::Left => Align::Left,
        Column::Center => Align::Center,
        Column::Right => Align::Right,
    };
    Table {
        caption: caption.caption,
        unit: caption.unit,
        widths: if widths.len() == grid.columns.len() { widths } else { Vec::new() },
        sideways: caption.sideways,
        aligns: grid.columns.iter().map(align).collect(),
        head: grid.head.iter().map(text).collect(),
        rows: grid.rows.iter().map(|row| row.iter().map(text).collect()).collect(),
        note: None,
        span,
    }
}
