//! Pages as text, for tests and for people who look for a misplaced line.
//!
//! One line per baseline of a page: page, line number from the top, left edge, baseline (both in points, to a
//! hundredth) and text.

use super::page::{GlyphRun, Item, PagedDocument, Tag};
use crate::unit::Length;

/// All text of one baseline of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DumpLine {
    /// Page, from 1.
    pub page: usize,
    /// Left edge of the first glyph.
    pub x: Length,
    /// Origin of the last glyph.
    pub last_x: Length,
    /// Baseline.
    pub y: Length,
    /// Size of the first run.
    pub size: Length,
    /// Whether it is content (else folio, watermark, repeated head).
    pub content: bool,
    /// Its characters.
    pub text: String,
}

/// The lines of all pages, from top to bottom in painting order; runs on one baseline are joined.
pub fn lines(document: &PagedDocument) -> Vec<DumpLine> {
    let mut out: Vec<DumpLine> = Vec::new();
    for (index, page) in document.pages.iter().enumerate() {
        for item in &page.items {
            let Item::Glyphs(run) = item else { continue };
            let line = line_of(index + 1, run);
            match out.last_mut() {
                Some(last) if last.page == line.page && last.y == line.y && last.content == line.content => {
                    last.text.push_str(&line.text);
                    last.last_x = line.last_x;
                }
                _ => out.push(line),
            }
        }
    }
    out
}

fn line_of(page: usize, run: &GlyphRun) -> DumpLine {
    DumpLine {
        page,
        x: run.origin.x,
        last_x: run.origin.x + run.glyphs.last().map_or(Length::ZERO, |glyph| glyph.x),
        y: run.origin.y,
        size: run.size,
        content: matches!(run.tag, Tag::Content(_)),
        text: run.text.clone(),
    }
}

/// The lines as text.
pub fn dump(document: &PagedDocument) -> String {
    let mut out = String::new();
    for line in lines(document) {
        let mark = if line.content { ' ' } else { '*' };
        out.push_str(&format!(
            "{:>3}{mark} {:>7.2} {:>7.2} {:>7.2} {}\n",
            line.page,
            line.x.to_pt(),
            line.last_x.to_pt(),
            line.y.to_pt(),
            line.text
        ));
    }
    out
}

/// All content in reading order, without any break between lines: equal to the words of the report.
pub fn content(document: &PagedDocument) -> String {
    let runs = document.pages.iter().flat_map(|page| &page.items).filter_map(|item| match item {
        Item::Glyphs(run) if matches!(run.tag, Tag::Content(_)) => Some(run.text.as_str()),
        _ => None,
    });
    runs.collect()
}
