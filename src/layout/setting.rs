//! Sets a line: shrinks or spreads it to its measure and turns it into positioned glyphs.
//!
//! A range of atoms and a place come in, page items go out, relative to the top of the line.

use super::atom::{Atom, Row, TypeSize, fine};
use super::class::Class;
use super::line::{end_trim, slack_in};
use super::page::{Color, Fill, Glyph, GlyphRun, Item};
use crate::style::{PageStyle, Punctuation};
use crate::unit::{Length, Point, Size};
use std::ops::Range;

/// The ground behind a gap in a draft: pale yellow, legible under black when printed.
const GAP_COLOR: Color = Color { red: 255, green: 235, blue: 120 };

/// Part of the size by which the outline of bold type is thick: strokes of 仿宋 and 楷体 grow by a third.
const BOLD: i64 = 36;

/// How a line stands in its measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// Both edges.
    Justified,
    /// Left edge.
    Left,
    /// Middle.
    Center,
    /// Right edge.
    Right,
}

/// Where a line goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Left edge of the measure, from the left edge of the type area, fine.
    pub(super) x: i64,
    /// Width of the measure, fine.
    pub(super) measure: i64,
    /// Baseline, from the top of the line.
    pub(super) baseline: Length,
    /// How to fill the measure.
    pub(super) stand: Stand,
}

/// A line whose atoms have their spots.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    row: &'a Row,
    atoms: &'a Range<usize>,
    /// From the top of the line.
    baseline: Length,
    size: Length,
    style: &'a PageStyle,
}

/// What squeezing takes from each kind of mark, in this order (CLREQ; the line-end mark and the word spaces come first
/// and have no more to give): interpuncts, brackets, ，、；：, 。？！.
const SQUEEZE: [fn(Class) -> bool; 4] = [
    |class| class == Class::Middle,
    |class| matches!(class, Class::Open | Class::Close),
    |class| class == Class::Pause,
    |class| class == Class::Stop,
];

/// How to make up the difference between a line and its measure.
#[derive(Debug, Clone, Copy)]
enum Plan {
    Natural,
    /// Kinds before `step` give all, kinds of `step` give `need` of `have`.
    Shrink {
        step: usize,
        need: i64,
        have: i64,
    },
    /// Each word space widens by its part of `spaces`, then each gap by its part of `rest`.
    Spread {
        spaces: i64,
        count: i64,
        rest: i64,
        gaps: i64,
    },
}

/// Sets lines; keeps its scratch space between them.
#[derive(Debug, Default)]
pub(super) struct Setter {
    /// Left edge and width of each atom of the line.
    spots: Vec<(i64, i64)>,
}

impl Setter {
    /// Sets one line of a row.
    pub(super) fn set(
        &mut self,
        row: &Row,
        line: &Range<usize>,
        place: Place,
        style: &PageStyle,
        items: &mut Vec<Item>,
    ) {
        let Some(size) = row.size else { return };
        let natural = row.width(line.clone()) - end_trim(row, line);
        let mut slack = place.measure - natural;
        if size.punctuation == Punctuation::Grid {
            // There the last mark gives its blank half only if it has to.
            slack -= end_trim(row, line).min(slack.max(0));
        }
        let plan = plan(row, line, slack, place.stand, size);
        let indent = match place.stand {
            Stand::Center => slack / 2,
            Stand::Right => slack,
            Stand::Left | Stand::Justified => 0,
        };
        self.spots.clear();
        spots(row, line, place.x + indent.max(0), plan, &mut self.spots);
        let line = Line { row, atoms: line, baseline: place.baseline, size: size.size, style };
        self.grounds(&line, items);
        self.runs(&line, items);
    }

    /// Coloured grounds behind gaps, before the text so that it is painted over them.
    fn grounds(&self, line: &Line<'_>, items: &mut Vec<Item>) {
        let Line { baseline, size, style, .. } = *line;
        let mut open: Option<(i64, i64)> = None;
        let atoms = &line.row.atoms[line.atoms.clone()];
        for (atom, &(left, width)) in atoms.iter().zip(&self.spots).chain(std::iter::once((&END, &(0, 0)))) {
            match (&mut open, atom.gap) {
                (Some((_, right)), true) => *right = left + width,
                (None, true) => open = Some((left, left + width)),
                (Some((from, to)), false) => {
                    let margin = size / 10;
                    items.push(Item::Fill(Fill {
                        origin: Point { x: at(*from, style), y: baseline - style.baseline_of(size) - margin },
                        size: Size { width: at(*to, style) - at(*from, style), height: size + margin * 2 },
                        color: GAP_COLOR,
                    }));
                    open = None;
                }
                (None, false) => {}
            }
        }
    }

    fn runs(&self, line: &Line<'_>, items: &mut Vec<Item>) {
        let Line { row, baseline, size, style, .. } = *line;
        let mut run: Option<GlyphRun> = None;
        let mut key = None;
        for (index, &(left, _)) in line.atoms.clone().zip(&self.spots) {
            let atom = &row.atoms[index];
            let text = &row.text[row.bytes(index)];
            if atom.hidden && extend_last(&mut run, text) {
                continue;
            }
            if key != Some((atom.face, atom.piece)) {
                items.extend(run.take().map(Item::Glyphs));
                key = Some((atom.face, atom.piece));
            }
            let x = at(left + atom.inset, style);
            let same = |other: &&Atom| key == Some((other.face, other.piece));
            let run = run.get_or_insert_with(|| {
                let length = row.atoms[index..line.atoms.end].iter().take_while(same).count();
                GlyphRun {
                    face: atom.face,
                    size,
                    origin: Point { x, y: baseline },
                    glyphs: Vec::with_capacity(length),
                    text: String::with_capacity(length * 3),
                    color: Color::BLACK,
                    outline: if row.bold[atom.piece as usize] { size / BOLD } else { Length::ZERO },
                    rotation: 0,
                    tag: row.tags[atom.piece as usize],
                }
            });
            let start = run.text.len();
            run.text.push_str(text);
            run.glyphs.push(Glyph { id: atom.glyph, x: x - run.origin.x, text: start..run.text.len() });
        }
        items.extend(run.map(Item::Glyphs));
    }
}

/// Ends a row of gap atoms.
const END: Atom = Atom::END;

/// From the left paper edge.
fn at(x: i64, style: &PageStyle) -> Length {
    style.left + Length::emu(x.div_euclid(style.cells))
}

/// Lets the last glyph of the run stand for invisible characters too.
fn extend_last(run: &mut Option<GlyphRun>, text: &str) -> bool {
    let Some(run) = run else { return false };
    let Some(last) = run.glyphs.last_mut() else { return false };
    run.text.push_str(text);
    last.text.end = run.text.len();
    true
}

fn plan(row: &Row, line: &Range<usize>, slack: i64, stand: Stand, size: TypeSize) -> Plan {
    if slack < 0 {
        return shrink(row, line, -slack);
    }
    if slack == 0 || stand != Stand::Justified {
        return Plan::Natural;
    }
    let last = visible_end(row, line);
    let atoms = &row.atoms[line.start..last];
    let (count, room) = atoms
        .iter()
        .filter(|atom| atom.class == Class::Space)
        .fold((0, 0), |(count, room), atom| (count + 1, room + (size.em / 2 - atom.width).max(0)));
    let mut gaps = atoms.iter().skip(1).filter(|atom| !atom.tied).count() as i64;
    // A line that ends inside an address stays short: its few gaps cannot take what the next part would have filled.
    if row.atoms.get(line.end).is_some_and(|next| next.address) && slack * 4 > gaps.max(1) * size.cell {
        return Plan::Natural;
    }
    let spaces = room.min(slack);
    if gaps == 0 {
        gaps = -1;
    }
    Plan::Spread { spaces, count, rest: slack - spaces, gaps }
}

fn shrink(row: &Row, line: &Range<usize>, mut need: i64) -> Plan {
    for (step, takes) in SQUEEZE.iter().enumerate() {
        let have: i64 = line.clone().filter(|&i| takes(row.atoms[i].class)).map(|i| slack_in(row, line, i)).sum();
        if need <= have {
            return Plan::Shrink { step, need, have: have.max(1) };
        }
        need -= have;
    }
    Plan::Shrink { step: SQUEEZE.len(), need: 0, have: 1 }
}

/// One past the last atom that is no space.
fn visible_end(row: &Row, line: &Range<usize>) -> usize {
    let atoms = &row.atoms[line.clone()];
    let trailing = atoms.iter().rev().take_while(|atom| atom.class == Class::Space).count();
    line.end - trailing
}

/// Computes the place of every atom. Shares are taken of the running total, so that rounding never adds up.
fn spots(row: &Row, line: &Range<usize>, left: i64, plan: Plan, out: &mut Vec<(i64, i64)>) {
    let mut x = left;
    let (mut given, mut taken) = (0, 0);
    let (mut gap, mut space) = (0, 0);
    let last = visible_end(row, line);
    for index in line.clone() {
        let atom = &row.atoms[index];
        let mut width = atom.width;
        let mut shift = 0;
        match plan {
            Plan::Natural => {}
            Plan::Shrink { step, need, have } => {
                let slack = slack_in(row, line, index);
                let cut = match SQUEEZE.iter().position(|takes| takes(atom.class)) {
                    Some(kind) if kind < step => slack,
                    Some(kind) if kind == step => {
                        given += slack;
                        let total = (i128::from(given) * i128::from(need) / i128::from(have)) as i64;
                        let cut = total - taken;
                        taken = total;
                        cut
                    }
                    _ => 0,
                };
                width -= cut;
                shift = match atom.class {
                    Class::Open => cut,
                    Class::Middle => cut / 2,
                    _ => 0,
                };
            }
            Plan::Spread { spaces, count, rest, gaps } => {
                let tied = if gaps < 0 { atom.class == Class::Mark } else { atom.tied };
                if index > line.start && index < last && !tied {
                    let all = if gaps < 0 { (last - line.start - 1) as i64 } else { gaps };
                    x += share(rest, gap + 1, all) - share(rest, gap, all);
                    gap += 1;
                }
                if atom.class == Class::Space && index < last {
                    width += share(spaces, space + 1, count) - share(spaces, space, count);
                    space += 1;
                }
            }
        }
        out.push((x - shift, width));
        x += if index < last { width } else { 0 };
    }
}

fn share(total: i64, part: i64, of: i64) -> i64 {
    (i128::from(total) * i128::from(part) / i128::from(of.max(1))) as i64
}

/// Fine position of a cell border.
pub(super) fn cells(count: i64, style: &PageStyle) -> i64 {
    count * fine(style.type_area.width, style) / style.cells
}
