//! Pictures: as large as they are, but never larger than their room, centred, the caption below.
//!
//! A picture that would leave a page half empty is made smaller, down to two thirds, so that it still stands there.
//! The standard says nothing of pictures but that they stay in the type area; all measures here are practice.

use super::atom::{Piece, TypeSize};
use super::fill::{Cut, Filling, fill};
use super::flow::{FlowLine, Height};
use super::page::{Item, NodeId, PlacedImage, Role, Tag};
use super::report::free;
use super::setting::Stand;
use super::typesetter::Typesetter;
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::document::{Figure, Text};
use crate::font::Role as FaceRole;
use crate::image::Image;
use crate::unit::{Length, Point, Size};
use std::sync::Arc;

const COARSE: Code = Code::new("LY023", "coarse-picture");

const EMU_PER_INCH: f64 = 914_400.0;
/// Pixels per inch of a picture that does not say: those of screens.
const SCREEN: f64 = 96.0;
/// Fewest pixels per inch that print well enough.
const FEWEST: f64 = 100.0;

/// Height below which no picture is made smaller to fit a page.
const SMALLEST: Length = Length::mm(50);
/// Sizes that are tried.
const STEPS: i64 = 12;
/// Most lines that are looked at for a picture that stands with them.
const GROUP: usize = 16;

/// How much of a page a picture may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// Two fifths of it: text goes on around it.
    Part,
    /// All of it: maps and charts in attachments.
    Whole,
}

impl Typesetter<'_> {
    /// A picture and its caption, which stay together.
    pub(super) fn figure(&mut self, figure: &Figure, room: Room) {
        let style = self.style;
        let node = self.flow.node(Role::Figure, NodeId(0));
        let caption = figure.caption.as_ref().filter(|caption| !caption.is_empty());
        let words = caption.map_or_else(|| "图".to_owned(), |caption| caption.content().to_owned());
        if let Some(node) = self.flow.structure.get_mut(node.0 as usize) {
            node.alternative = Some(words);
        }
        let start = self.flow.lines.len();
        if let Some(picture) = self.pictures.iter().find(|picture| picture.figure == figure.span) {
            let air = style.table_after;
            let below = if caption.is_some() { style.caption_size + air * 2 } else { air };
            let tallest = match room {
                Room::Part => style.type_area.height * 2 / 5,
                Room::Whole => style.type_area.height - air - below,
            };
            let image = Arc::clone(&picture.image);
            let size = extent(&image, Size { width: style.type_area.width, height: tallest });
            self.findings.extend(coarse(figure, &image, size));
            let index = self.index_of(image);
            let left = style.left + (style.type_area.width - size.width) / 2;
            let origin = Point { x: left, y: air };
            self.flow.items.push(Item::Image(PlacedImage { image: index, origin, size, tag: Tag::Content(node) }));
            self.flow.end_line(free(size.height + air));
            if let Some(line) = self.flow.lines.last_mut() {
                line.least = (size.height > SMALLEST).then(|| SMALLEST.max(size.height * 2 / 3) + air);
            }
            if caption.is_some() {
                // Air between picture and caption.
                self.flow.keep_last();
                self.flow.end_line(free(air));
            }
        }
        if let Some(caption) = caption {
            let tag = Tag::Content(self.flow.node(Role::Caption, node));
            let size = TypeSize::solid(style.caption_size, style);
            self.small_line(&[Piece::text(caption, FaceRole::Hei, tag)], size, Stand::Center, style.caption_size);
        }
        self.flow.keep_from(start);
        if let Some(last) = self.flow.lines[start..].last_mut() {
            last.keep = false;
            if let Height::Free { after, .. } = &mut last.height {
                *after = style.table_after;
            }
        }
    }

    fn index_of(&mut self, image: Arc<Image>) -> usize {
        let known = self.images.iter().position(|other| Arc::ptr_eq(other, &image));
        known.unwrap_or_else(|| {
            self.images.push(image);
            self.images.len() - 1
        })
    }
}

/// Makes the picture that goes over to the next page, with the lines it is kept with, as small as it must be to stand
/// on this page, which begins at `at`. Where that would be too small, nothing changes.
pub(super) fn shrink(lines: &mut [FlowLine], at: usize, cut: Cut, filling: Filling<'_>) -> Cut {
    let next = cut.end;
    let Some(rest) = lines.get(next..lines.len().min(next + GROUP)) else { return cut };
    let Some(group) = rest.iter().position(|line| !line.keep).map(|last| next..next + last + 1) else { return cut };
    let is_elsewhere = |line: &FlowLine| line.new_page || line.sideways != lines[at].sideways;
    if lines[group.clone()].iter().any(is_elsewhere) {
        return cut;
    }
    let Some(index) = group.clone().find(|index| lines[*index].least.is_some()) else { return cut };
    let (Height::Free { height, after }, Some(least)) = (lines[index].height, lines[index].least) else { return cut };
    for step in 1..=STEPS {
        lines[index].height = Height::Free { height: height - (height - least).mul_div(step, STEPS), after };
        let smaller = fill(lines, at, filling, Vec::new());
        if smaller.end >= group.end {
            return smaller;
        }
    }
    lines[index].height = Height::Free { height, after };
    cut
}

/// A picture as high as its line has become, still centred; anything else as it is.
pub(super) fn fitted(mut item: Item, line: &FlowLine) -> Item {
    if let (Item::Image(image), Some(_), Height::Free { height, .. }) = (&mut item, line.least, line.height) {
        let old = image.size;
        let height = height - image.origin.y;
        if height != old.height {
            image.size = Size { width: old.width.mul_div(height.to_emu(), old.height.to_emu()), height };
            image.origin.x += (old.width - image.size.width) / 2;
        }
    }
    item
}

/// The size of a picture: its own, made smaller where the room is smaller.
fn extent(image: &Image, room: Size) -> Size {
    let (across, down) = image.seen();
    let density = image.density.unwrap_or(SCREEN);
    let long = |pixels: u32| Length::emu((f64::from(pixels) / density * EMU_PER_INCH).round() as i64);
    let own = Size { width: long(across), height: long(down) };
    // One side fills the room, the other follows in proportion.
    let scaled = |by: Length, of: u32, other: u32| by.mul_div(i64::from(other), i64::from(of.max(1)));
    let mut size = own;
    if size.width > room.width {
        size = Size { width: room.width, height: scaled(room.width, across, down) };
    }
    if size.height > room.height {
        size = Size { width: scaled(room.height, down, across), height: room.height };
    }
    size
}

fn coarse(figure: &Figure, image: &Image, size: Size) -> Option<Diagnostic> {
    let inches = size.width.to_pt() / 72.0;
    let density = f64::from(image.seen().0) / inches.max(0.01);
    let place = figure.file.whole_span().or_else(|| figure.caption.as_ref().and_then(Text::whole_span));
    (density < FEWEST).then(|| {
        Diagnostic::new(COARSE, Level::Warning, Kind::Layout, format!("这幅图印出来每英寸只有{density:.0}点，会模糊"))
            .at(place.unwrap_or(figure.span))
            .says("图太粗")
            .hint("换一幅更清楚的；截图、照片用原图，不用聊天软件压过的")
    })
}
