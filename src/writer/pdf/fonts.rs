//! The faces of a document: which glyphs are used, the subsets, and their entries in the file.

use super::cluster::clusters;
use crate::font::{Face, FaceId, FontSet};
use crate::layout::page::{GlyphRun, Item, PagedDocument};
use printpdf::{FontId, FontMetrics, FontType, ParsedFont, PdfFont, PdfFontMetricsStub, PdfResources};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use subsetter::GlyphRemapper;

/// The subset of each face, as a font file.
pub(super) type Subsets = BTreeMap<FaceId, Vec<u8>>;

/// What glyphs of which faces the document shows.
pub(super) type Usage = BTreeMap<FaceId, FaceUsage>;

/// The used glyphs of one face.
#[derive(Debug)]
pub(super) struct FaceUsage {
    /// By glyph of the face.
    glyphs: HashMap<u16, UsedGlyph>,
    /// From glyphs of the face to those of the subset.
    remapper: GlyphRemapper,
}

/// A glyph of the subset.
#[derive(Debug)]
pub(super) struct UsedGlyph {
    /// Its number in the subset.
    pub(super) id: u16,
    /// Its advance in thousandths of an em, as the width array gives it.
    pub(super) advance: u16,
    /// The one text that the face's ToUnicode map gives it; where it shows something else, `/ActualText` says so.
    pub(super) text: String,
}

impl FaceUsage {
    /// A used glyph by its number in the face.
    pub(super) fn glyph(&self, id: u16) -> Option<&UsedGlyph> {
        self.glyphs.get(&id)
    }

    /// How many glyphs are shown.
    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.glyphs.len()
    }
}

/// Collects the glyphs of all runs and settles the text of each.
pub(super) fn collect(document: &PagedDocument, fonts: &FontSet) -> Usage {
    let mut texts: BTreeMap<FaceId, HashMap<u16, Option<String>>> = BTreeMap::new();
    let items = document.pages.iter().flat_map(|page| &page.items);
    for run in items.filter_map(|item| if let Item::Glyphs(run) = item { Some(run) } else { None }) {
        settle(run, texts.entry(run.face).or_default());
    }
    let number = |(id, texts)| (id, FaceUsage::number(texts, fonts.face(id)));
    texts.into_iter().map(number).collect()
}

/// Notes the text of each glyph of a run. The first text stays, except that a hanzi replaces a radical or
/// compatibility form of the same shape: not every reader heeds `/ActualText`, so the common one goes in the map.
fn settle(run: &GlyphRun, texts: &mut HashMap<u16, Option<String>>) {
    for cluster in clusters(run) {
        let alone = cluster.glyphs.len() == 1 && !cluster.text.is_empty();
        for glyph in &run.glyphs[cluster.glyphs] {
            let settled = texts.entry(glyph.id).or_default();
            let replace = settled.as_deref().is_none_or(|old| is_compatibility(old) && !is_compatibility(cluster.text));
            if alone && replace {
                *settled = Some(cluster.text.to_owned());
            }
        }
    }
}

/// Radicals (U+2E80–2FDF) and compatibility ideographs (U+F900–FAFF, U+2F800–2FA1F).
fn is_compatibility(text: &str) -> bool {
    let form = |c| matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}');
    text.chars().any(form)
}

impl FaceUsage {
    fn number(texts: HashMap<u16, Option<String>>, face: &Face) -> FaceUsage {
        let mut sorted: Vec<(u16, Option<String>)> = texts.into_iter().collect();
        sorted.sort_by_key(|&(id, _)| id);
        let mut remapper = GlyphRemapper::new();
        let mut glyphs = HashMap::with_capacity(sorted.len());
        for (id, text) in sorted {
            let text = text.unwrap_or_else(|| '\u{FFFD}'.to_string());
            glyphs.insert(id, UsedGlyph { id: remapper.remap(id), advance: face.advance(id), text });
        }
        FaceUsage { glyphs, remapper }
    }
}

/// The name of a face among the resources. Not `F1` …: those are taken by the library's standard fonts.
pub(super) fn resource_name(face: FaceId) -> FontId {
    FontId(format!("Z{}", face.0))
}

/// Subsets every used face, and does the caller's other work meanwhile: outlines of CFF faces take milliseconds.
pub(super) fn subsets<T>(
    usage: &Usage,
    fonts: &FontSet,
    meanwhile: impl FnOnce() -> T,
) -> (Result<Subsets, String>, T) {
    let mut faces: Vec<FaceId> = usage.keys().copied().collect();
    // Popped from the end: the largest first.
    faces.sort_by_key(|id| usage[id].glyphs.len());
    let queue = Mutex::new(faces);
    let drain = || -> Result<Subsets, String> {
        let mut done = Subsets::new();
        loop {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some(id) = next else { return Ok(done) };
            done.insert(id, subset(fonts.face(id), &usage[&id])?);
        }
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(drain);
        let meanwhile = meanwhile();
        let here = drain();
        let there = other.join().unwrap_or_else(|_| Err("取字体子集的线程中断".to_owned()));
        (here.and_then(|here| Ok(here.into_iter().chain(there?).collect())), meanwhile)
    })
}

/// Registers every used face by its subset. The library is handed a description of the subset and parses nothing.
pub(super) fn embed(usage: &Usage, mut subsets: Subsets, fonts: &FontSet, resources: &mut PdfResources) {
    for (&id, used) in usage {
        if let Some(subset) = subsets.remove(&id) {
            resources.fonts.map.insert(resource_name(id), PdfFont::new(described(fonts.face(id), used, subset)));
        }
    }
}

fn subset(face: &Face, used: &FaceUsage) -> Result<Vec<u8>, String> {
    subsetter::subset(face.data(), face.index(), &used.remapper)
        .map_err(|error| format!("字体“{}”无法取子集：{error}", face.postscript_name()))
}

fn described(face: &Face, used: &FaceUsage, subset: Vec<u8>) -> ParsedFont {
    let [x_min, y_min, x_max, y_max] = face.bbox();
    let mut glyph_widths: BTreeMap<u16, u16> =
        used.glyphs.iter().map(|(&id, glyph)| (glyph.id, face.advance_units(id))).collect();
    glyph_widths.insert(0, face.advance_units(0));
    ParsedFont {
        font_name: Some(format!("{}+{}", subset_tag(&subset), base_name(face))),
        original_bytes: subset,
        font_index: 0,
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths,
        units_per_em: face.units_per_em(),
        font_metrics: FontMetrics { ascent: face.ascender(), descent: face.descender() },
        font_type: if face.is_cff() { FontType::OpenTypeCFF(()) } else { FontType::TrueType },
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: face.units_per_em(),
            x_min,
            y_min,
            x_max,
            y_max,
            caret_slope_rise: 1,
            caret_slope_run: 0,
            us_weight_class: face.weight(),
        },
    }
}

/// The PostScript name, without characters a PDF name would have to escape.
fn base_name(face: &Face) -> String {
    let name: String =
        face.postscript_name().chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    if name.is_empty() { "Face".to_owned() } else { name }
}

/// Six capitals that tell subsets of a face apart (ISO 32000-1, 9.6.4), drawn from the subset itself.
fn subset_tag(subset: &[u8]) -> String {
    let mut hash = super::metadata::content_hash(subset);
    let mut capital = || {
        let letter = char::from(b'A' + (hash % 26) as u8);
        hash /= 26;
        letter
    };
    (0..6).map(|_| capital()).collect()
}
