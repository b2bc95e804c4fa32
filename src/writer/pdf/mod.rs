//! Pages as a PDF file.
//!
//! In: a [`PagedDocument`] and the faces it names. Out: the bytes of a PDF file with subset faces, exact text, a
//! structure tree, an outline, metadata and the marks of an archive profile; the same input gives the same bytes. Nothing here measures or moves
//! anything, and nothing of the PDF libraries shows outside.
//!
//! `printpdf` writes pages and font dictionaries from our glyph numbers ([`content`], [`fonts`]); what it cannot
//! write (tags, nested outline, metadata, identifiers, output intent) is added to the object graph it hands out
//! ([`structure`], [`outline`], [`metadata`], [`archive`]), and the streams are deflated by us ([`stream`]). Its own subsetting, bookmarks,
//! XMP and compression are never used: they are slow or wrong.

mod archive;
mod cluster;
mod content;
mod fonts;
mod images;
mod metadata;
mod outline;
mod srgb;
mod stream;
mod structure;
#[cfg(test)]
mod tests;

use crate::font::FontSet;
use crate::layout::page::PagedDocument;
use printpdf::{PdfDocument, PdfSaveOptions};

/// What the caller decides about the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PdfOptions {
    /// Creation date to record. None is written otherwise: the writer has no clock, and a date would make two
    /// builds of the same report differ.
    pub created: Option<CreationDate>,
    /// The archive profile to meet.
    pub profile: ArchiveProfile,
}

/// What kind of archive file is written (ISO 19005).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ArchiveProfile {
    /// PDF/A-2a (ISO 19005-2): tagged, PDF 1.7.
    #[default]
    A2a,
    /// PDF/A-1b (ISO 19005-1): PDF 1.4. For proof alone: free validators know this part only.
    A1b,
}

/// A calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreationDate {
    /// Year, four digits.
    pub year: u16,
    /// Month from 1.
    pub month: u8,
    /// Day from 1.
    pub day: u8,
}

/// Writes the pages as a PDF file.
///
/// # Errors
/// A Chinese sentence if the document has no page, names a page or structure node it does not have, or if a face
/// cannot be subset. No file is better than a wrong one, so a warning of a library is an error too.
pub fn write(document: &PagedDocument, fonts: &FontSet, options: &PdfOptions) -> Result<Vec<u8>, String> {
    if document.pages.is_empty() {
        return Err("没有可写入 PDF 的页面".to_owned());
    }
    let usage = fonts::collect(document, fonts);
    let (subsets, painted) = fonts::subsets(&usage, fonts, || content::pages(document, &usage));
    let mut draft = PdfDocument::new("");
    let (pages, marks) = painted?;
    draft.pages = pages;
    fonts::embed(&usage, subsets?, fonts, &mut draft.resources);
    images::embed(document, &mut draft.resources);
    let mut objects = to_objects(&draft)?;
    structure::add(&mut objects, document, &marks)?;
    outline::add(&mut objects, document)?;
    metadata::add(&mut objects, &document.metadata, options)?;
    archive::add(&mut objects, options.profile)?;
    stream::deflate(&mut objects)?;
    metadata::save_identified(&mut objects)
}

fn to_objects(draft: &PdfDocument) -> Result<lopdf::Document, String> {
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    let mut warnings = Vec::new();
    let objects = draft.to_lopdf_document(&options, &mut warnings);
    match warnings.first() {
        Some(warning) => Err(format!("写 PDF 时出错：{}", warning.msg)),
        None => Ok(objects),
    }
}

/// Why the object graph cannot be completed; it would be a defect of this writer or of its libraries.
fn broken(error: lopdf::Error) -> String {
    format!("PDF 内部结构出错：{error}")
}

/// A text string object: UTF-16 with byte order mark.
fn text_string(text: &str) -> lopdf::Object {
    lopdf::Object::String(utf16(text), lopdf::StringFormat::Hexadecimal)
}

fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}

/// The catalog of the file.
fn catalog(objects: &mut lopdf::Document) -> Result<&mut lopdf::Dictionary, String> {
    let root = objects.trailer.get(b"Root").and_then(lopdf::Object::as_reference).map_err(broken)?;
    objects.get_dictionary_mut(root).map_err(broken)
}
