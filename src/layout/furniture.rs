//! What stands on a page beside its text: the page number, the watermark of a draft.

use super::glyphs::Glyphs;
use super::page::{Color, Glyph, GlyphRun, Item, Page, Tag};
use crate::font::{FontGlyph, Role};
use crate::style::{FolioForm, FolioPlace, PageStyle};
use crate::unit::{Length, Point};

/// Height of the middle of a — above the baseline, in thousandths of its size: the middle of the em box of the
/// bundled 宋体 (0.88 above, 0.12 below the baseline).
const DASH_HEIGHT: i64 = 380;
const WATERMARK: &str = "草稿";
const WATERMARK_SIZE: Length = Length::pt(150);
const WATERMARK_COLOR: Color = Color { red: 232, green: 232, blue: 232 };
/// Sine and cosine of 45 degrees, in ten-thousandths.
const DIAGONAL: i64 = 7071;

/// Adds page numbers (7.5): — 1 —, on odd pages at the right, on even pages at the left, or as the house has them.
pub(super) fn add_folios(pages: &mut [Page], glyphs: &Glyphs<'_>, style: &PageStyle) {
    for (index, page) in pages.iter_mut().enumerate() {
        folio(page, index + 1, glyphs, style);
    }
}

fn folio(page: &mut Page, number: usize, glyphs: &Glyphs<'_>, style: &PageStyle) {
    let em = style.folio_size;
    let text = match style.folio_form {
        FolioForm::Dashes => format!("— {number} —"),
        FolioForm::Bare => number.to_string(),
    };
    let width_of = |c: char| if c == '—' { em } else { em / 2 };
    let width: Length = text.chars().map(width_of).sum();
    let indent = style.cell_left(style.folio_indent);
    let left = match style.folio_place {
        FolioPlace::Center => style.left + (style.type_area.width - width) / 2,
        FolioPlace::Outer if number % 2 == 1 => style.left + style.type_area.width - indent - width,
        FolioPlace::Outer => style.left + indent,
    };
    let baseline = style.folio_dash + em.mul_div(DASH_HEIGHT, 1000);
    let mut x = left;
    let placed: Vec<(char, FontGlyph, Length)> = text
        .chars()
        .filter_map(|c| {
            let place = x;
            x += width_of(c);
            let glyph = glyphs.find(Role::Song, c)?;
            let inset = (width_of(c) - em.mul_div(i64::from(glyph.advance), 1000)) / 2;
            Some((c, glyph, if c == ' ' { place } else { place + inset }))
        })
        .collect();
    // One run per face, should a fallback be needed.
    for part in placed.chunk_by(|a, b| a.1.face == b.1.face) {
        let Some(&(_, first, origin)) = part.first() else { continue };
        let mut run = GlyphRun {
            face: first.face,
            size: em,
            origin: Point { x: origin, y: baseline },
            glyphs: Vec::with_capacity(part.len()),
            text: String::new(),
            color: Color::BLACK,
            outline: Length::ZERO,
            rotation: 0,
            tag: Tag::Artifact,
        };
        for &(c, glyph, x) in part {
            let start = run.text.len();
            run.text.push(c);
            run.glyphs.push(Glyph { id: glyph.id, x: x - origin, text: start..run.text.len() });
        }
        page.items.push(Item::Glyphs(run));
    }
}

/// Puts 草稿 across every page, below everything else.
pub(super) fn add_watermarks(pages: &mut [Page], glyphs: &Glyphs<'_>, style: &PageStyle) {
    let Some(watermark) = watermark(glyphs, style) else { return };
    for page in pages {
        page.items.insert(0, Item::Glyphs(watermark.clone()));
    }
}

fn watermark(glyphs: &Glyphs<'_>, style: &PageStyle) -> Option<GlyphRun> {
    let size = WATERMARK_SIZE;
    // The characters stand half an em apart.
    let step = size + size / 2;
    let mut run: Option<GlyphRun> = None;
    let count = WATERMARK.chars().count() as i64;
    for (i, c) in WATERMARK.chars().enumerate() {
        let glyph = glyphs.find(Role::Hei, c)?;
        let run = run.get_or_insert_with(|| GlyphRun {
            face: glyph.face,
            size,
            origin: Point::default(),
            glyphs: Vec::new(),
            text: String::new(),
            color: WATERMARK_COLOR,
            outline: Length::ZERO,
            rotation: 45,
            tag: Tag::Artifact,
        });
        let start = run.text.len();
        run.text.push(c);
        run.glyphs.push(Glyph { id: glyph.id, x: step * i as i64, text: start..run.text.len() });
    }
    let mut run = run?;
    let half_width = (step * (count - 1) + size) / 2;
    let middle = size.mul_div(DASH_HEIGHT, 1000);
    run.origin = Point {
        x: style.paper.width / 2 + (middle - half_width).mul_div(DIAGONAL, 10_000),
        y: style.paper.height / 2 + (middle + half_width).mul_div(DIAGONAL, 10_000),
    };
    Some(run)
}
