//! How many lines of the column a page takes, and where each stands.
//!
//! A page takes what fits, then gives back lines until it ends where a page may end: no heading at its foot, no last
//! line of a paragraph at the next page's top, no sign-off alone (GB/T 9704—2012, 7.3.5; CLREQ). Where the lines to
//! be kept together fill a whole page, the page is simply cut.

use super::flow::{FlowLine, Height};
use crate::style::PageStyle;
use crate::unit::Length;

/// What fits on one page: the lines up to `end`, with their tops.
#[derive(Debug, Default)]
pub(super) struct Cut {
    pub(super) end: usize,
    /// Lines that would fit if nothing had to be kept together.
    pub(super) reach: usize,
    /// Distance of each line from the top of the type area.
    pub(super) tops: Vec<Length>,
}

/// How a page is filled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filling<'a> {
    pub(super) style: &'a PageStyle,
    /// Height of what is repeated at the top.
    pub(super) head: Length,
    /// Empty lines from this one on are half as high, and what follows stands off the grid.
    pub(super) halved_from: usize,
}

/// Fills a page with the lines from `at` on; `tops` is scratch space.
pub(super) fn fill(lines: &[FlowLine], at: usize, filling: Filling<'_>, mut tops: Vec<Length>) -> Cut {
    tops.clear();
    let mut y = filling.head;
    let (mut end, mut forced, mut off_grid) = (at, false, false);
    for line in &lines[at..] {
        if end > at && (line.new_page || line.sideways != lines[at].sideways) {
            forced = true;
            break;
        }
        let first = all_blank(&lines[at..end]);
        if line.blank && !first && end >= filling.halved_from {
            off_grid = true;
            tops.push(y);
            y += filling.style.pitch() / 2;
        } else {
            let Some((top, below)) = place(line, y, filling.style, first, off_grid) else { break };
            tops.push(top);
            y = below;
        }
        end += 1;
    }
    if end == lines.len() || forced {
        return Cut { end, reach: end, tops };
    }
    let kept = lines[at..end].iter().rev().take_while(|line| line.keep).count();
    let whole_page_kept = kept == end - at || all_blank(&lines[at..end - kept]);
    Cut { end: if whole_page_kept { end } else { end - kept }, reach: end, tops }
}

fn all_blank(lines: &[FlowLine]) -> bool {
    lines.iter().all(|line| line.blank)
}

/// Top of the line and the place below it, or `None` if the page is full. The first line of a page always fits.
fn place(line: &FlowLine, y: Length, style: &PageStyle, first: bool, off_grid: bool) -> Option<(Length, Length)> {
    match line.height {
        _ if first && line.blank => Some((y, y)),
        Height::Grid if off_grid => {
            let fits = y + style.body_size <= style.type_area.height;
            fits.then(|| (y, y + style.pitch()))
        }
        Height::Grid => {
            let index = style.line_at_or_below(y);
            let fits = first || index < style.lines;
            fits.then(|| (style.line_top(index), style.line_top(index + 1)))
        }
        Height::Free { height, after } => {
            let fits = first || y + height <= style.type_area.height;
            fits.then_some((y, y + height + after))
        }
    }
}
