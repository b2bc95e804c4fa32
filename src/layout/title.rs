//! Breaks a title into lines: 意义完整、排列对称, as a trapezium or a rhombus (GB/T 9704—2012, 7.3.1).
//!
//! A measured row comes in, ranges of atoms go out. Words are told by the small dictionary of the lexicon; best are the
//! places that a title's own grammar shows: before 关于, after 的, after a mark.

use super::atom::Row;
use super::class::{Break, Class};
use super::line::{Measure, break_lines};
use crate::lexicon::word_breaks;
use std::ops::Range;

/// Longer titles are no titles; they are set as a paragraph.
const LONGEST: usize = 100;
const FORBIDDEN: i64 = 1 << 40;
/// A break inside a word, only if nothing else is left.
const TORN: i64 = 50_000;

/// The lines of a title; `limit` is the widest line, fine.
pub(super) fn title_lines(row: &Row, limit: i64) -> Vec<Range<usize>> {
    let count = row.atoms.len();
    let width = row.width(0..count);
    if width <= limit || count < 4 {
        return std::iter::once(0..count).collect();
    }
    let lines = ((width + limit - 1) / limit) as usize;
    if count > LONGEST || lines > 5 {
        return break_lines(row, Measure { first: limit, rest: limit });
    }
    let costs = costs(row);
    (lines..=lines + 1)
        .filter_map(|count| {
            let (cost, found) = best(row, &costs, count, limit)?;
            // One line more than needed is the lesser evil only to tearing words.
            Some((cost + (count - lines) as i64 * 6000, found))
        })
        .min_by_key(|(cost, _)| *cost)
        .map(|(_, found)| found)
        .unwrap_or_else(|| break_lines(row, Measure { first: limit, rest: limit }))
}

/// What a break before each atom costs, in hundredths of a cell squared: a break between meanings is worth lines that
/// differ by some eight characters.
fn costs(row: &Row) -> Vec<i64> {
    let words = word_breaks(&row.text);
    let mut costs = Vec::with_capacity(row.atoms.len());
    let mut depth = 0i32;
    for (i, atom) in row.atoms.iter().enumerate() {
        let offset = atom.start as usize;
        let rest = &row.text[offset..];
        let before = i.checked_sub(1).map(|p| &row.text[row.bytes(p)]).unwrap_or_default();
        let cost = match atom.brk {
            Break::No => FORBIDDEN,
            _ if depth > 0 || rest.starts_with('的') => FORBIDDEN,
            Break::Soft => FORBIDDEN,
            Break::Free if rest.starts_with("关于") => 0,
            // Endings that the dictionary cuts off, and joining words, which belong to what follows them.
            Break::Free if rest.starts_with(['化', '性', '率', '们', '等']) => TORN,
            Break::Free if matches!(before, "和" | "与" | "及" | "暨") => TORN,
            Break::Free if matches!(before, "的" | "》" | "”" | "）" | "、" | "，" | " ") => 2000,
            Break::Free if words.binary_search(&offset).is_ok() => 4000,
            Break::Free | Break::Part => TORN,
        };
        costs.push(cost);
        match atom.class {
            Class::Open => depth += 1,
            Class::Close => depth = (depth - 1).max(0),
            _ => {}
        }
    }
    costs
}

/// The cheapest way to make so many lines, or `None`.
fn best(row: &Row, costs: &[i64], lines: usize, limit: i64) -> Option<(i64, Vec<Range<usize>>)> {
    let mut search = Search { row, costs, lines, limit, ends: Vec::new(), best: None, steps: 0 };
    search.descend(0);
    let (cost, ends) = search.best?;
    let starts = std::iter::once(0).chain(ends.iter().copied());
    Some((cost, starts.zip(ends.iter().copied()).map(|(start, end)| start..end).collect()))
}

struct Search<'a> {
    row: &'a Row,
    costs: &'a [i64],
    lines: usize,
    limit: i64,
    ends: Vec<usize>,
    best: Option<(i64, Vec<usize>)>,
    steps: usize,
}

impl Search<'_> {
    /// Tries every end of the next line. A title of five lines of twenty characters has few enough ways; a bound on
    /// the steps keeps odd ones cheap.
    fn descend(&mut self, start: usize) {
        let total = self.row.atoms.len();
        let left = self.lines - self.ends.len();
        self.steps += 1;
        if self.steps > 20_000 {
            return;
        }
        if left == 1 {
            self.ends.push(total);
            self.weigh();
            self.ends.pop();
            return;
        }
        let mut width = 0;
        for end in start + 1..total {
            width += self.row.atoms[end - 1].width;
            if width > self.limit {
                break;
            }
            if self.costs[end] < FORBIDDEN {
                self.ends.push(end);
                self.descend(end);
                self.ends.pop();
            }
        }
    }

    fn weigh(&mut self) {
        let cell = self.row.size.map_or(1, |size| size.cell);
        let mut start = 0;
        let mut widths = Vec::with_capacity(self.ends.len());
        for &end in &self.ends {
            // Tenths of a cell.
            widths.push(self.row.width(start..end) * 10 / cell);
            start = end;
        }
        let limit = self.limit * 10 / cell;
        if widths.iter().any(|&width| width > limit || width < 30) {
            return;
        }
        let breaks: i64 = self.ends[..self.ends.len() - 1].iter().map(|&end| self.costs[end]).sum();
        let mean = widths.iter().sum::<i64>() / widths.len() as i64;
        let uneven: i64 = widths.iter().map(|width| (width - mean) * (width - mean)).sum();
        let cost = breaks + uneven + shape_cost(&widths);
        if self.best.as_ref().is_none_or(|(best, _)| cost < *best) {
            self.best = Some((cost, self.ends.clone()));
        }
    }
}

/// Equal lines make a rectangle, a short middle an hourglass; both are out.
fn shape_cost(widths: &[i64]) -> i64 {
    const BAD: i64 = 12_000;
    let equal = widths.windows(2).filter(|pair| (pair[0] - pair[1]).abs() < 10).count() as i64;
    let waists = widths.windows(3).filter(|three| three[1] < three[0] && three[1] < three[2]).count() as i64;
    let equal_price = if widths.len() == 2 { BAD } else { BAD / 4 };
    equal * equal_price + waists * BAD
}
