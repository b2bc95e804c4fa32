//! Breaks a title into lines: 词意完整、排列对称, as a trapezium or a rhombus (GB/T 9704—2012, 7.3.1).
//!
//! A measured row comes in, ranges of atoms and the reason for them go out. All ways to break are weighed: first
//! that no word is torn and no name parted, then the shape, then where the sense pauses and how even the lines are.
//! Where the drafter says where to break, that holds.

mod seam;
mod shape;

#[cfg(test)]
mod tests;

use super::atom::Row;
use super::line::{Measure, break_lines};
use seam::{FORBIDDEN, PARTED, Reason, Seam, TORN, seams};
use shape::Shape;
use std::ops::Range;

/// Longer titles are no titles; they are set as a paragraph.
const LONGEST: usize = 100;
/// Most lines that are searched for the best.
const MOST_LINES: usize = 6;
/// Lines that draw no trapezium and no rhombus.
const FORMLESS: i64 = 100_000;
/// For each line more than needed.
const MORE_LINES: i64 = 60;
/// A line of less than four characters.
const STUMP: i64 = 60;
/// Bound on the ways that are tried; far more than any title has.
const STEPS: usize = 400_000;

/// The lines of a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TitleLines {
    pub(super) lines: Vec<Range<usize>>,
    /// Why so, in words for the drafter; `None` if there was nothing to decide.
    pub(super) why: Option<String>,
}

/// Breaks a title into lines no wider than `limit`, fine; `wishes` are places in the text of the row where the drafter
/// wants new lines.
pub(super) fn title_lines(row: &Row, limit: i64, wishes: &[usize]) -> TitleLines {
    let count = row.atoms.len();
    if !wishes.is_empty() {
        return wished(row, limit, wishes);
    }
    let width = row.width(0..count);
    if width <= limit || count < 4 {
        return TitleLines { lines: std::iter::once(0..count).collect(), why: None };
    }
    match searched(row, 0..count, limit) {
        Some(best) => TitleLines { why: Some(best.why(row, limit)), lines: best.lines() },
        None => as_paragraph(row, limit),
    }
}

fn as_paragraph(row: &Row, limit: i64) -> TitleLines {
    let lines = break_lines(row, Measure { first: limit, rest: limit });
    let why = format!("标题有{}字，太长，按一般文字逐行排满", row.atoms.len());
    TitleLines { lines, why: Some(why) }
}

/// The lines that the drafter wants; one that is too long is broken again.
fn wished(row: &Row, limit: i64, wishes: &[usize]) -> TitleLines {
    let mut ends: Vec<usize> =
        wishes.iter().map(|at| row.atoms.partition_point(|a| (a.start as usize) < *at)).collect();
    ends.push(row.atoms.len());
    let (mut lines, mut start, mut too_long) = (Vec::new(), 0, false);
    for end in ends.into_iter().filter(|end| *end > 0) {
        let part = start..end.max(start);
        start = part.end;
        if row.width(part.clone()) <= limit {
            lines.push(part);
            continue;
        }
        too_long = true;
        match searched(row, part.clone(), limit) {
            Some(best) => lines.extend(best.lines()),
            None => lines.extend(evenly(row, part, limit)),
        }
    }
    let mut why = format!("标题按所标的“{}”断成{}行", crate::document::BREAK_MARK, lines.len());
    if too_long {
        why.push_str("，其中放不下的一行又断开了");
    }
    TitleLines { lines, why: Some(why) }
}

/// Lines as full as they get, whatever is torn.
fn evenly(row: &Row, part: Range<usize>, limit: i64) -> Vec<Range<usize>> {
    let (mut lines, mut start, mut width) = (Vec::new(), part.start, 0);
    for index in part.clone() {
        width += row.atoms[index].width;
        if width > limit && index > start {
            lines.push(start..index);
            (start, width) = (index, row.atoms[index].width);
        }
    }
    lines.push(start..part.end);
    lines
}

/// The best way to break a stretch, if it is short enough to be searched and can be broken at all.
fn searched(row: &Row, part: Range<usize>, limit: i64) -> Option<Best> {
    let width = row.width(part.clone());
    let least = ((width + limit - 1) / limit).max(1) as usize;
    if part.len() > LONGEST || least >= MOST_LINES {
        return None;
    }
    let seams = seams(row);
    let mut search = Search { row, seams: &seams, part, limit, lines: 0, ends: Vec::new(), best: None, steps: 0 };
    for more in 0..3 {
        search.lines = least + more;
        search.steps = 0;
        search.descend(search.part.start, more as i64 * MORE_LINES);
    }
    search.best
}

/// A way to break.
#[derive(Debug, Clone)]
struct Best {
    cost: i64,
    start: usize,
    ends: Vec<usize>,
    reasons: Vec<Reason>,
    /// Tenths of a character.
    widths: Vec<i64>,
}

impl Best {
    fn lines(&self) -> Vec<Range<usize>> {
        let starts = std::iter::once(self.start).chain(self.ends.iter().copied());
        starts.zip(self.ends.iter().copied()).map(|(start, end)| start..end).collect()
    }

    /// In words: how many lines, which shape, where and why.
    fn why(&self, row: &Row, limit: i64) -> String {
        let cell = row.size.map_or(1, |size| size.cell);
        let shape = Shape::of(&self.widths);
        let lengths: Vec<String> = self.widths.iter().map(|width| tenths(*width)).collect();
        let mut places = Vec::new();
        for (line, reason) in self.lines().iter().skip(1).zip(&self.reasons) {
            let head = head(row, line.start, 4);
            places.push(match reason {
                Reason::BeforeGuanyu => "“关于”之前".to_owned(),
                Reason::AfterMark => format!("标点之后（“{head}”前）"),
                Reason::BeforeMark => format!("“{head}”之前"),
                Reason::AfterDe => format!("“的”之后（“{head}”前）"),
                Reason::BeforeJoint | Reason::BetweenWords => format!("“{head}”前（词与词之间）"),
                Reason::Parted => format!("“{head}”前（在名称、书名号或数字里面，别处断不开）"),
                Reason::Torn => format!("“{head}”前（在词里面，别处断不开）"),
            });
        }
        let mut why = format!(
            "标题{}字，一行至多{}字，断成{}行（{}字），{}；断在{}",
            tenths(self.widths.iter().sum()),
            limit / cell,
            self.widths.len(),
            lengths.join("、"),
            shape.name(),
            places.join("，")
        );
        if shape == Shape::Formless || self.cost >= PARTED {
            why.push_str(&format!("；要改，就在标题里用“{}”标出断处", crate::document::BREAK_MARK));
        }
        why
    }
}

/// The first few characters from an atom on.
fn head(row: &Row, from: usize, count: usize) -> &str {
    let to = (from + count).min(row.atoms.len());
    &row.text[row.bytes(from).start..row.bytes(to - 1).end]
}

fn tenths(width: i64) -> String {
    if width % 10 == 0 { (width / 10).to_string() } else { format!("{}.{}", width / 10, width % 10) }
}

struct Search<'a> {
    row: &'a Row,
    seams: &'a [Seam],
    part: Range<usize>,
    limit: i64,
    lines: usize,
    ends: Vec<usize>,
    best: Option<Best>,
    steps: usize,
}

impl Search<'_> {
    /// Tries every end of the next line; `cost` is what the breaks so far cost. What is dearer than the best is left.
    fn descend(&mut self, start: usize, cost: i64) {
        self.steps += 1;
        if self.steps > STEPS || self.best.as_ref().is_some_and(|best| best.cost <= cost) {
            return;
        }
        if self.ends.len() + 1 == self.lines {
            self.ends.push(self.part.end);
            self.weigh(cost);
            self.ends.pop();
            return;
        }
        let mut width = 0;
        for end in start + 1..self.part.end {
            width += self.row.atoms[end - 1].width;
            if width > self.limit {
                break;
            }
            if self.seams[end].cost < FORBIDDEN {
                self.ends.push(end);
                self.descend(end, cost + self.seams[end].cost);
                self.ends.pop();
            }
        }
    }

    fn weigh(&mut self, cost: i64) {
        let cell = self.row.size.map_or(1, |size| size.cell);
        let mut start = self.part.start;
        let mut widths = Vec::with_capacity(self.ends.len());
        for &end in &self.ends {
            widths.push(self.row.width(start..end) * 10 / cell);
            start = end;
        }
        if widths.iter().any(|&width| width > self.limit * 10 / cell || width < 20) {
            return;
        }
        let cost = cost + shape_cost(&widths);
        if self.best.as_ref().is_none_or(|best| cost < best.cost) {
            let reasons = self.ends[..self.ends.len() - 1].iter().map(|&end| self.seams[end].reason).collect();
            let (start, ends) = (self.part.start, self.ends.clone());
            self.best = Some(Best { cost, start, ends, reasons, widths });
        }
    }
}

/// What the lines look like: formless is bad, uneven and stumpy less so.
fn shape_cost(widths: &[i64]) -> i64 {
    let formless = if Shape::of(widths) == Shape::Formless { FORMLESS } else { 0 };
    let mean = widths.iter().sum::<i64>() / widths.len() as i64;
    // Lines that differ by some seven characters still make a good trapezium.
    let over = |width: &i64| ((width - mean).abs() - 35).max(0);
    let near: i64 = widths.iter().map(|width| (width - mean).abs()).sum::<i64>() / 40;
    let uneven: i64 = widths.iter().map(|width| over(width) * over(width)).sum::<i64>() / 80 + near;
    let stumps = widths.iter().filter(|width| **width < 40).count() as i64;
    const { assert!(FORMLESS < PARTED && PARTED < TORN) };
    formless + uneven + stumps * STUMP
}
