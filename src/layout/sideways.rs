//! Matter turned by a quarter on an upright sheet: tables too wide for the type area.
//!
//! The matter is set on a page of its own measures ([`page_style`]) whose origin is the corner of its type area, and
//! then turned ([`turned`]) so that its head stands at the left edge of the sheet: on odd pages that is the bound
//! edge, on even pages the cut edge (GB/T 9704—2012, clause 8). The page number stays where every page has it.

use super::page::{Fill, Item};
use crate::style::PageStyle;
use crate::unit::{Length, Point, Size};

/// The page seen by the reader who turns the sheet: the type area on its side, without margins.
pub(super) fn page_style(upright: &PageStyle) -> PageStyle {
    let Size { width, height } = upright.type_area;
    PageStyle {
        left: Length::ZERO,
        top: Length::ZERO,
        type_area: Size { width: height, height: width },
        ..upright.clone()
    }
}

/// An item of the sideways page as it stands on the sheet.
pub(super) fn turned(mut item: Item, upright: &PageStyle) -> Item {
    match &mut item {
        Item::Glyphs(run) => {
            run.origin = place(run.origin, upright);
            run.rotation += 90;
        }
        Item::Rule(rule) => {
            rule.from = place(rule.from, upright);
            rule.to = place(rule.to, upright);
        }
        Item::Fill(Fill { origin, size, .. }) => {
            // The upper right corner becomes the upper left one.
            *origin = place(Point { x: origin.x + size.width, y: origin.y }, upright);
            *size = Size { width: size.height, height: size.width };
        }
        // Only tables are turned.
        Item::Image(image) => image.origin = place(image.origin, upright),
    }
    item
}

/// Right becomes up, down becomes right.
fn place(point: Point, upright: &PageStyle) -> Point {
    Point { x: upright.left + point.y, y: upright.top + upright.type_area.height - point.x }
}
