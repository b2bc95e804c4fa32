//! Breaks a paragraph into lines: 先挤进，后推出, no torn numbers, no single character on the last line.
//!
//! A measured row comes in, ranges of atoms go out. The scan looks ahead at most one and a half lines, so the time is
//! linear in the text even without any place to break.

use super::atom::Row;
use super::class::{Break, Class};
use std::ops::Range;

/// Widths of the lines, fine.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// Of the first line.
    pub(super) first: i64,
    /// Of all others.
    pub(super) rest: i64,
}

/// A place where the line might end.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    end: usize,
    slack: i64,
    gaps: i64,
}

impl Candidate {
    /// Whether spreading this line would open gaps wider than `1/part` of a cell.
    fn looser_than(self, cell: i64, part: i64) -> bool {
        self.slack * part > self.gaps.max(1) * cell
    }
}

/// The lines of a row; at least one, even if the row is empty.
pub(super) fn break_lines(row: &Row, measure: Measure) -> Vec<Range<usize>> {
    let mut lines = Vec::with_capacity(row.atoms.len() / 27 + 1);
    let mut start = 0;
    while start < row.atoms.len() {
        let width = if lines.is_empty() { measure.first } else { measure.rest };
        let end = next_break(row, start, width);
        lines.push(start..end);
        start = end;
    }
    if lines.is_empty() {
        lines.push(0..0);
    }
    lines
}

/// What a line loses at its end: spaces, or the blank half of a mark (GB/T 15834—2011, 5.1.10).
pub(super) fn end_trim(row: &Row, line: &Range<usize>) -> i64 {
    let mut spaces = 0;
    for atom in row.atoms[line.clone()].iter().rev() {
        match atom.class {
            Class::Space => spaces += atom.width,
            Class::Mark => {}
            _ => return spaces + atom.end_trim,
        }
    }
    0
}

/// What the atom may lose within this line: not at its edges, which have their own rules.
pub(super) fn slack_in(row: &Row, line: &Range<usize>, index: usize) -> i64 {
    let at_edge = index == line.start || index + 1 == line.end;
    if at_edge { 0 } else { row.atoms[index].slack }
}

fn next_break(row: &Row, start: usize, measure: i64) -> usize {
    let scan = scan(row, start, measure);
    match scan {
        Scan::Done(end) => avoid_orphan(row, start, end, measure),
        Scan::Open(ends) => {
            let end = choose(row, start, measure, ends);
            avoid_orphan(row, start, end, measure)
        }
    }
}

enum Scan {
    Done(usize),
    Open(Ends),
}

/// The last places of each kind where the line might end.
#[derive(Debug, Clone, Copy)]
struct Ends {
    free: Option<Candidate>,
    soft: Option<Candidate>,
    /// Inside an address.
    part: Option<Candidate>,
    /// As much as the line holds.
    any: usize,
}

fn scan(row: &Row, start: usize, measure: i64) -> Scan {
    let atoms = &row.atoms;
    let cell = row.size.map_or(1, |size| size.cell);
    let (mut width, mut spaces, mut slack, mut gaps) = (0, 0, 0, 0);
    let mut ends = Ends { free: None, soft: None, part: None, any: start + 1 };
    for (i, atom) in atoms.iter().enumerate().skip(start) {
        gaps += i64::from(i > start && !atom.tied);
        width += atom.width;
        spaces = if atom.class == Class::Space { spaces + atom.width } else { 0 };
        let next = atoms.get(i + 1).map_or(Break::Free, |next| next.brk);
        let fit = width - spaces - if spaces > 0 { 0 } else { atom.end_trim };
        if fit <= measure {
            ends.any = i + 1;
            let candidate = Some(Candidate { end: i + 1, slack: measure - fit, gaps });
            match next {
                Break::Free => ends.free = candidate,
                Break::Soft => ends.soft = candidate,
                Break::Part => ends.part = candidate,
                Break::No => {}
            }
            if i + 1 == atoms.len() {
                return Scan::Done(i + 1);
            }
        } else {
            // A remainder of half a cell is spread unseen; for more, marks are first squeezed to pull the next in.
            let wanted = ends.free.is_none_or(|best| best.slack * 2 > cell);
            if !wanted {
                break;
            }
            if next == Break::Free && fit - slack <= measure {
                return Scan::Done(i + 1);
            }
            if width - spaces - slack - cell > measure {
                break;
            }
        }
        slack += if i > start { atom.slack } else { 0 };
    }
    Scan::Open(ends)
}

/// Takes the last free place; a soft one where the line would else be torn open; then a place inside an address, if no
/// more than a third of the line stays empty; anything if there is none.
fn choose(row: &Row, start: usize, measure: i64, ends: Ends) -> usize {
    let cell = row.size.map_or(1, |size| size.cell);
    let any = past_marks(row, ends.any.max(start + 1));
    let best = match (ends.free, ends.soft) {
        (Some(free), Some(soft)) if soft.end > free.end && free.looser_than(cell, 4) => Some(soft),
        (Some(free), _) => Some(free),
        (None, soft) => soft,
    };
    if let Some(best) = best.filter(|best| !best.looser_than(cell, 2)) {
        return best.end;
    }
    let best = best.map_or(start, |best| best.end);
    if let Some(part) = ends.part.filter(|part| part.end > best && part.slack * 3 <= measure) {
        return part.end;
    }
    let inside_word =
        row.atoms.get(any).is_some_and(|atom| atom.address || matches!(atom.class, Class::Letter | Class::Sign));
    if best == start || any > best && inside_word { any } else { best }
}

fn past_marks(row: &Row, mut at: usize) -> usize {
    while row.atoms.get(at).is_some_and(|atom| atom.class == Class::Mark) {
        at += 1;
    }
    at
}

/// 单字不成行: if fewer than two Han characters would remain for the last line, the line gives some of its own.
fn avoid_orphan(row: &Row, start: usize, end: usize, measure: i64) -> usize {
    const LAST_FEW: usize = 12;
    let atoms = &row.atoms;
    let total = atoms.len();
    if end >= total || total - end > LAST_FEW || han(row, end..total) >= 2 {
        return end;
    }
    let all = start..total;
    let fit = row.width(all.clone()) - end_trim(row, &all);
    let slack: i64 = all.clone().map(|i| slack_in(row, &all, i)).sum();
    if fit - slack <= measure {
        return total;
    }
    let cell = row.size.map_or(1, |size| size.cell);
    for at in (end.saturating_sub(LAST_FEW).max(start + 1)..end).rev() {
        if atoms[at].brk != Break::Free || han(row, at..total) < 2 {
            continue;
        }
        let line = start..at;
        let gaps = atoms[start + 1..at].iter().filter(|atom| !atom.tied).count() as i64;
        let slack = measure - (row.width(line.clone()) - end_trim(row, &line));
        let candidate = Candidate { end: at, slack, gaps };
        return if slack >= 0 && !candidate.looser_than(cell, 4) { at } else { end };
    }
    end
}

fn han(row: &Row, range: Range<usize>) -> usize {
    row.atoms[range].iter().filter(|atom| atom.class == Class::Han).count()
}
