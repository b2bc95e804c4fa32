//! One face: its bytes and what is read from its tables.

use skrifa::charmap::{MapVariant, MappingIndex};
use skrifa::raw::tables::gsub::{SingleSubst, SubstitutionSubtables};
use skrifa::raw::{FontRef, ReadError, TableProvider};
use skrifa::string::StringId;
use skrifa::{GlyphId, MetadataProvider, Tag};
use std::sync::{Arc, OnceLock};

/// The selector that asks for the form aligned to the full-width cell.
const FULL_WIDTH_SELECTOR: u32 = 0xFE01;

/// A font face.
#[derive(Debug)]
pub struct Face {
    bytes: Bytes,
    index: u32,
    details: OnceLock<Details>,
}

/// Where the bytes of a face live.
#[derive(Debug, Clone)]
enum Bytes {
    Static(&'static [u8]),
    Shared(Arc<Vec<u8>>),
}

/// What is read once per face, at first use.
#[derive(Debug, Clone, Default)]
struct Details {
    mapping: MappingIndex,
    units_per_em: u16,
    postscript_name: String,
    ascender: i16,
    descender: i16,
    bbox: [i16; 4],
    is_cff: bool,
    weight: u16,
}

impl Face {
    /// A face inside the program.
    pub(super) fn bundled(bytes: &'static [u8]) -> Face {
        Face { bytes: Bytes::Static(bytes), index: 0, details: OnceLock::new() }
    }

    /// A face of the user's; `index` counts within a collection. Its tables have been checked by the caller.
    pub(super) fn shared(bytes: Arc<Vec<u8>>, index: u32) -> Face {
        Face { bytes: Bytes::Shared(bytes), index, details: OnceLock::new() }
    }

    /// The whole font file.
    pub fn data(&self) -> &[u8] {
        match &self.bytes {
            Bytes::Static(bytes) => bytes,
            Bytes::Shared(bytes) => bytes,
        }
    }

    /// Which face of the file, 0 unless the file is a collection.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// Font units per em.
    pub fn units_per_em(&self) -> u16 {
        self.details().units_per_em
    }

    /// The PostScript name, or the empty string.
    pub fn postscript_name(&self) -> &str {
        &self.details().postscript_name
    }

    /// The family name, in Chinese if the file has it so; else the empty string or what the file calls itself.
    pub fn family(&self) -> String {
        let Ok(font) = self.font() else { return String::new() };
        let names = || font.localized_strings(StringId::FAMILY_NAME);
        let chinese = names().find(|name| name.language().is_some_and(|language| language.starts_with("zh")));
        chinese.or_else(|| names().english_or_first()).map(|name| name.to_string()).unwrap_or_default()
    }

    /// How many ideographs it has (blocks of CJK Unified Ideographs and their extensions). Walks the whole
    /// character map.
    pub fn ideographs(&self) -> usize {
        let Ok(font) = self.font() else { return 0 };
        let is_ideograph = |c: u32| matches!(c, 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0x2_0000..=0x3_FFFF);
        font.charmap().mappings().filter(|(character, _)| is_ideograph(*character)).count()
    }

    /// Typographic ascender of OS/2, in font units. (hhea holds the extent of all scripts of the font and would
    /// give lines of one and a half em.)
    pub fn ascender(&self) -> i16 {
        self.details().ascender
    }

    /// Typographic descender of OS/2, in font units, below zero.
    pub fn descender(&self) -> i16 {
        self.details().descender
    }

    /// The box around all glyphs, in font units: left, bottom, right, top.
    pub fn bbox(&self) -> [i16; 4] {
        self.details().bbox
    }

    /// Whether the outlines are CFF.
    pub fn is_cff(&self) -> bool {
        self.details().is_cff
    }

    /// Weight class, 400 for regular.
    pub fn weight(&self) -> u16 {
        self.details().weight
    }

    /// The advance of a glyph in thousandths of an em, truncated.
    pub fn advance(&self, glyph: u16) -> u16 {
        let advance = self.font().and_then(|font| font.hmtx()).ok();
        let advance = advance.and_then(|hmtx| hmtx.advance(GlyphId::from(glyph))).unwrap_or(0);
        let per_mille = u32::from(advance) * 1000 / u32::from(self.units_per_em().max(1));
        u16::try_from(per_mille).unwrap_or(u16::MAX)
    }

    /// The advance of a glyph in font units.
    pub fn advance_units(&self, glyph: u16) -> u16 {
        let hmtx = self.font().and_then(|font| font.hmtx()).ok();
        hmtx.and_then(|hmtx| hmtx.advance(GlyphId::from(glyph))).unwrap_or(0)
    }

    /// The glyph the character map gives.
    pub(super) fn nominal(&self, character: char) -> Option<u16> {
        let font = self.font().ok()?;
        self.usable(self.details().mapping.charmap(&font).map(character))
    }

    /// The full-width form of a mark: the variant of U+FE01 (the only way in 霞鹜文楷), else the feature `fwid` (朱雀仿宋
    /// and the CJK sets of Noto), else the default glyph.
    pub(super) fn full_width(&self, character: char) -> Option<u16> {
        let font = self.font().ok()?;
        let charmap = self.details().mapping.charmap(&font);
        let nominal = charmap.map(character);
        match charmap.map_variant(character, FULL_WIDTH_SELECTOR) {
            Some(MapVariant::Variant(glyph)) => self.usable(Some(glyph)),
            Some(MapVariant::UseDefault) => self.usable(nominal),
            None => self.usable(nominal.map(|glyph| substituted(&font, Tag::new(b"fwid"), glyph).unwrap_or(glyph))),
        }
    }

    /// The half-width form of a digit: the feature `hwid`, else the default glyph.
    pub(super) fn half_width(&self, character: char) -> Option<u16> {
        let font = self.font().ok()?;
        let nominal = self.details().mapping.charmap(&font).map(character)?;
        self.usable(substituted(&font, Tag::new(b"hwid"), nominal).or(Some(nominal)))
    }

    /// Glyph 0 is the box for a missing glyph, and subset tables address glyphs by 16 bits.
    fn usable(&self, glyph: Option<GlyphId>) -> Option<u16> {
        glyph.and_then(|glyph| u16::try_from(glyph.to_u32()).ok()).filter(|&glyph| glyph != 0)
    }

    fn font(&self) -> Result<FontRef<'_>, ReadError> {
        FontRef::from_index(self.data(), self.index)
    }

    fn details(&self) -> &Details {
        self.details.get_or_init(|| self.font().map(|font| Details::read(&font)).unwrap_or_default())
    }
}

impl Details {
    fn read(font: &FontRef<'_>) -> Details {
        let mut details = Details { mapping: MappingIndex::new(font), weight: 400, ..Details::default() };
        if let Ok(head) = font.head() {
            details.units_per_em = head.units_per_em();
            details.bbox = [head.x_min(), head.y_min(), head.x_max(), head.y_max()];
        }
        if let Ok(os2) = font.os2() {
            details.ascender = os2.s_typo_ascender();
            details.descender = os2.s_typo_descender();
            details.weight = os2.us_weight_class();
        }
        details.is_cff = font.table_data(Tag::new(b"CFF ")).is_some();
        let names = font.localized_strings(StringId::POSTSCRIPT_NAME);
        details.postscript_name = names.english_or_first().map(|name| name.to_string()).unwrap_or_default();
        details
    }
}

/// What a single-substitution feature makes of a glyph; `None` if it leaves it alone. The feature is taken
/// whatever script it is listed under: these widths do not depend on the script.
fn substituted(font: &FontRef<'_>, feature: Tag, glyph: GlyphId) -> Option<GlyphId> {
    let gsub = font.gsub().ok()?;
    let features = gsub.feature_list().ok()?;
    let record = features.feature_records().iter().find(|record| record.feature_tag() == feature)?;
    let feature = record.feature(features.offset_data()).ok()?;
    let lookups = gsub.lookup_list().ok()?;
    feature.lookup_list_indices().iter().find_map(|index| {
        let lookup = lookups.lookups().get(usize::from(index.get())).ok()?;
        let SubstitutionSubtables::Single(subtables) = lookup.subtables().ok()? else { return None };
        subtables.iter().find_map(|subtable| single(&subtable.ok()?, glyph))
    })
}

fn single(subtable: &SingleSubst<'_>, glyph: GlyphId) -> Option<GlyphId> {
    match subtable {
        SingleSubst::Format1(shift) => {
            shift.coverage().ok()?.get(glyph)?;
            let shifted = (glyph.to_u32() as u16).wrapping_add_signed(shift.delta_glyph_id());
            Some(GlyphId::from(shifted))
        }
        SingleSubst::Format2(list) => {
            let position = list.coverage().ok()?.get(glyph)?;
            list.substitute_glyph_ids().get(position as usize).map(|glyph| GlyphId::from(glyph.get()))
        }
        // Formats 3 and 4 address more than 65 535 glyphs; such faces cannot be embedded anyway.
        _ => None,
    }
}
