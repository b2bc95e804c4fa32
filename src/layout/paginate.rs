//! Cuts the column into pages.
//!
//! A page takes what fits, then gives back lines until it ends where a page may end: no heading at its foot, no last
//! line of a paragraph at the next page's top, no sign-off alone (GB/T 9704—2012, 7.3.5; CLREQ). Where the lines to
//! be kept together fill a whole page, the page is simply cut.

use super::flow::{Flow, FlowLine, Height, Mark};
use super::page::{Item, Page};
use super::sideways::turned;
use crate::style::PageStyle;
use crate::unit::Length;

/// What fits on one page: the lines up to `end`, with their tops.
struct Cut {
    end: usize,
    /// Distance of each line from the top of the type area.
    tops: Vec<Length>,
}

/// Takes the column apart; outline entries get their page and place. Lines that are turned are measured by `sideways`.
pub(super) fn paginate(flow: Flow, upright: &PageStyle, sideways: &PageStyle) -> (Vec<Page>, Vec<Mark>) {
    let Flow { items, lines, heads, mut marks, .. } = flow;
    let mut items = items.into_iter();
    let mut pages: Vec<Page> = Vec::new();
    let (mut at, mut taken) = (0, 0);
    let mut tops = Vec::new();
    while at < lines.len() {
        let is_turned = lines[at].sideways;
        let style = if is_turned { sideways } else { upright };
        let stand = |item, y| if is_turned { turned(lowered(item, y), upright) } else { lowered(item, y) };
        let head = lines[at].head.and_then(|index| heads.get(index));
        let head_height = head.map_or(Length::ZERO, |head| head.height);
        let cut = fill(&lines, at, head_height, style, tops);
        let mut page = Page { size: upright.paper, items: Vec::with_capacity(64) };
        if let Some(head) = head {
            page.items.extend(head.items.iter().cloned().map(|item| stand(item, style.top)));
        }
        for (line, &top) in lines[at..cut.end].iter().zip(&cut.tops) {
            let y = style.top + top;
            if let Some(mark) = line.mark.and_then(|index| marks.get_mut(index)) {
                (mark.page, mark.y) = (pages.len(), y);
            }
            let count = line.items_end - taken;
            page.items.extend(items.by_ref().take(count).map(|item| stand(item, y)));
            taken = line.items_end;
        }
        pages.push(page);
        at = cut.end;
        tops = cut.tops;
    }
    if pages.is_empty() {
        pages.push(Page { size: upright.paper, items: Vec::new() });
    }
    (pages, marks)
}

fn fill(lines: &[FlowLine], at: usize, start: Length, style: &PageStyle, mut tops: Vec<Length>) -> Cut {
    tops.clear();
    let mut y = start;
    let mut end = at;
    let mut forced = false;
    for line in &lines[at..] {
        if end > at && (line.new_page || line.sideways != lines[at].sideways) {
            forced = true;
            break;
        }
        let first = all_blank(&lines[at..end]);
        let Some((top, below)) = place(line, y, style, first) else { break };
        tops.push(top);
        y = below;
        end += 1;
    }
    if end == lines.len() || forced {
        return Cut { end, tops };
    }
    let kept = lines[at..end].iter().rev().take_while(|line| line.keep).count();
    let whole_page_kept = kept == end - at || all_blank(&lines[at..end - kept]);
    Cut { end: if whole_page_kept { end } else { end - kept }, tops }
}

fn all_blank(lines: &[FlowLine]) -> bool {
    lines.iter().all(|line| line.blank)
}

/// Top of the line and the place below it, or `None` if the page is full. The first line of a page always fits.
fn place(line: &FlowLine, y: Length, style: &PageStyle, first: bool) -> Option<(Length, Length)> {
    match line.height {
        _ if first && line.blank => Some((y, y)),
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

fn lowered(mut item: Item, by: Length) -> Item {
    match &mut item {
        Item::Glyphs(run) => run.origin.y += by,
        Item::Fill(fill) => fill.origin.y += by,
        Item::Rule(rule) => {
            rule.from.y += by;
            rule.to.y += by;
        }
    }
    item
}
