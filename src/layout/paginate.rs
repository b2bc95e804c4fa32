//! Cuts the column into pages: what stands where on a page is told by [`fill`](super::fill).

use super::figure;
use super::fill::{Filling, fill};
use super::flow::{Flow, Mark};
use super::page::{Item, Page};
use super::remedy::{self, Remedy};
use super::sideways::turned;
use crate::style::PageStyle;
use crate::unit::Length;

/// The pages, the outline entries with their places, and what was done for the sign-off and on which page.
pub(super) struct Cutting {
    pub(super) pages: Vec<Page>,
    pub(super) marks: Vec<Mark>,
    pub(super) remedy: Option<(usize, Remedy)>,
}

/// Takes the column apart; outline entries get their page and place. Lines that are turned are measured by `sideways`.
pub(super) fn paginate(flow: Flow, upright: &PageStyle, sideways: &PageStyle) -> Cutting {
    let Flow { items, mut lines, heads, mut marks, tail, .. } = flow;
    let mut items = items.into_iter();
    let mut pages: Vec<Page> = Vec::new();
    let (mut at, mut taken) = (0, 0);
    let mut tops = Vec::new();
    let mut remedy = None;
    while at < lines.len() {
        let is_turned = lines[at].sideways;
        let style = if is_turned { sideways } else { upright };
        let stand = |item, y| if is_turned { turned(lowered(item, y), upright) } else { lowered(item, y) };
        let head = lines[at].head.and_then(|index| heads.get(index));
        let head_height = head.map_or(Length::ZERO, |head| head.height);
        let filling = Filling { style, head: head_height, halved_from: lines.len() };
        let cut = fill(&lines, at, filling, tops);
        let mut cut = figure::shrink(&mut lines, at, cut, filling);
        if let Some((fitted, done)) = tail.as_ref().and_then(|tail| remedy::fit(&lines, at, tail, (&cut, filling))) {
            cut = fitted;
            remedy = Some((pages.len(), done));
        }
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
            page.items.extend(items.by_ref().take(count).map(|item| stand(figure::fitted(item, line), y)));
            taken = line.items_end;
        }
        pages.push(page);
        at = cut.end;
        tops = cut.tops;
    }
    if pages.is_empty() {
        pages.push(Page { size: upright.paper, items: Vec::new() });
    }
    Cutting { pages, marks, remedy }
}

fn lowered(mut item: Item, by: Length) -> Item {
    match &mut item {
        Item::Glyphs(run) => run.origin.y += by,
        Item::Fill(fill) => fill.origin.y += by,
        Item::Image(image) => image.origin.y += by,
        Item::Rule(rule) => {
            rule.from.y += by;
            rule.to.y += by;
        }
    }
    item
}
