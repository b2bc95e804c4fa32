//! Document to pages.
//!
//! A [`Document`], a [`PageStyle`] and fonts come in; a [`PagedDocument`] goes out, plain data for every paged writer.
//! The text becomes one endless column on the grid of 28 × 22, which is then cut into pages. All lengths are
//! integers, fonts decide no line's place, and the time is linear in the text. Layout reads no file and knows no PDF.

mod atom;
mod balance;
mod class;
pub mod dump;
mod extent;
mod figure;
mod fill;
mod flow;
mod furniture;
mod gap;
mod glyphs;
mod line;
pub mod page;
mod paginate;
mod remedy;
mod report;
mod setting;
mod sideways;
mod table;
mod title;
mod typesetter;

#[cfg(test)]
mod tests;

pub use extent::{MAX_PAGES, overlong};

use crate::diagnostic::Sink;
use crate::document::{Document, Text};
use crate::font::FontSet;
use crate::image::Image;
use crate::source::Span;
use crate::style::PageStyle;
use page::{Metadata, PagedDocument};
use std::sync::Arc;

/// Choices of one run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// Stretches of the source that are gaps; text from them gets a coloured ground.
    pub gaps: &'a [Span],
    /// Puts 草稿 across every page.
    pub draft: bool,
    /// The pictures by the places where the document names them.
    pub pictures: &'a [Picture],
}

/// A picture that a [`Figure`](crate::document::Figure) shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The place of the figure.
    pub figure: Span,
    /// The picture.
    pub image: Arc<Image>,
}

/// Lays a report out.
///
/// Every character of the document, labels included, stands in reading order in the content runs exactly once. A
/// character that no font has is drawn as 〓 and reported as `FT001`; a table with more columns than fit upright is
/// turned on pages of its own (`LY020`), and reported as `LY001` if it does not fit there either.
pub fn lay_out(
    document: &Document,
    style: &PageStyle,
    fonts: &FontSet,
    options: &Options<'_>,
    sink: &mut Sink,
) -> PagedDocument {
    let sideways = sideways::page_style(style);
    let mut setter = typesetter::Typesetter {
        style,
        sideways: &sideways,
        glyphs: glyphs::Glyphs::new(fonts),
        gaps: gap::Gaps::new(options.gaps),
        row: atom::Row::default(),
        setter: setting::Setter::default(),
        flow: flow::Flow::new(),
        findings: Vec::new(),
        decisions: Vec::new(),
        pictures: options.pictures,
        images: Vec::new(),
    };
    setter.report(document);
    let typesetter::Typesetter { glyphs, mut flow, mut findings, decisions, images, .. } = setter;
    let structure = std::mem::take(&mut flow.structure);
    let paginate::Cutting { mut pages, marks, remedy } = paginate::paginate(flow, style, &sideways);
    if let Some((page, remedy)) = remedy {
        findings.push(remedy.finding(page, sign_off_place(document)));
    }
    furniture::add_folios(&mut pages, &glyphs, style);
    if options.draft {
        furniture::add_watermarks(&mut pages, &glyphs, style);
    }
    glyphs.report(sink);
    findings.into_iter().for_each(|finding| sink.push(finding));
    PagedDocument { pages, structure, images, outline: flow::outline(marks), metadata: metadata(document), decisions }
}

/// Where the sign-off is written.
fn sign_off_place(document: &Document) -> Option<Span> {
    let sign_off = document.sign_off.as_ref()?;
    sign_off.issuers.iter().chain(&sign_off.dated).find_map(Text::whole_span)
}

fn metadata(document: &Document) -> Metadata {
    let words = |text: &Text| text.content().to_owned();
    let issuers = document.sign_off.iter().flat_map(|sign_off| &sign_off.issuers);
    let authors =
        if document.byline.is_empty() { issuers.collect() } else { document.byline.iter().collect::<Vec<_>>() };
    Metadata {
        title: document.title.as_ref().map(words).unwrap_or_default(),
        author: authors.into_iter().map(words).collect::<Vec<_>>().join("、"),
        language: "zh-CN".to_owned(),
    }
}
