//! What archives ask of a file: a stated profile, a stated meaning of its colours, and, in the older profile, a list
//! of the glyphs of each subset.

use super::{ArchiveProfile, broken, catalog, srgb, text_string};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// Name of the colour space that the output intent names.
const SRGB: &str = "sRGB IEC61966-2.1";

impl ArchiveProfile {
    /// The PDF version the profile rests on (ISO 19005-1, 6.1.2: PDF 1.4; ISO 19005-2: ISO 32000-1, that is 1.7).
    pub(super) fn version(self) -> &'static str {
        match self {
            ArchiveProfile::A2a => "1.7",
            ArchiveProfile::A1b => "1.4",
        }
    }

    /// Part and conformance level, as the metadata state them.
    pub(super) fn identification(self) -> (u8, char) {
        match self {
            ArchiveProfile::A2a => (2, 'A'),
            ArchiveProfile::A1b => (1, 'B'),
        }
    }
}

/// Adds the output intent and what else the profile asks for beyond tags and metadata.
pub(super) fn add(objects: &mut Document, profile: ArchiveProfile) -> Result<(), String> {
    let colours = Stream::new(dictionary! { "N" => 3 }, srgb::profile());
    let colours = objects.add_object(colours);
    // The same key in all parts of ISO 19005 (19005-1, 6.2.2).
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => text_string(SRGB),
        "Info" => text_string(SRGB),
        "DestOutputProfile" => colours,
    };
    catalog(objects)?.set("OutputIntents", vec![Object::Dictionary(intent)]);
    match profile {
        ArchiveProfile::A2a => Ok(()),
        ArchiveProfile::A1b => list_glyphs(objects),
    }
}

/// Adds to each face the set of glyphs that its subset holds (ISO 19005-1, 6.3.5). Later parts no longer ask for it.
fn list_glyphs(objects: &mut Document) -> Result<(), String> {
    let faces: Vec<(ObjectId, Vec<u8>)> = objects
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"DescendantFonts").and_then(Object::as_array).ok())
        .flatten()
        .filter_map(|font| objects.dereference(font).ok()?.1.as_dict().ok())
        .filter_map(|font| Some((font.get(b"FontDescriptor").and_then(Object::as_reference).ok()?, glyph_set(font)?)))
        .collect();
    for (descriptor, set) in faces {
        let set = objects.add_object(Stream::new(Dictionary::new(), set));
        objects.get_dictionary_mut(descriptor).map_err(broken)?.set("CIDSet", set);
    }
    Ok(())
}

/// One bit per glyph, the first the highest of the first byte. A subset is numbered without holes, and its widths
/// name every glyph.
fn glyph_set(font: &Dictionary) -> Option<Vec<u8>> {
    let widths = font.get(b"W").and_then(Object::as_array).ok()?;
    let mut set = Vec::new();
    let mut insert = |glyph: usize| {
        set.resize(set.len().max(glyph / 8 + 1), 0_u8);
        set[glyph / 8] |= 0x80 >> (glyph % 8);
    };
    insert(0);
    let mut widths = widths.iter();
    while let Some(first) = widths.next() {
        let first = usize::try_from(first.as_i64().ok()?).ok()?;
        match widths.next()? {
            // `first [w …]`
            Object::Array(each) => (first..first + each.len()).for_each(&mut insert),
            // `first last w`
            last => {
                (first..=usize::try_from(last.as_i64().ok()?).ok()?).for_each(&mut insert);
                widths.next()?;
            }
        }
    }
    Some(set)
}
