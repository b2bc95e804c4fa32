//! A small memory of glyphs found before, one per role: fixed size, lock-free, and without any influence on the
//! answer. A slot holds one packed entry; a character that shares the slot replaces it.

use super::{FaceId, FontGlyph};
use std::sync::atomic::{AtomicU64, Ordering};

const SLOTS: usize = 1 << 13;
const USED: u64 = 1 << 63;
const FOUND: u64 = 1 << 62;

/// Remembers answers by character. A slot packs, from the low end: glyph 16 bits, advance 16, face 8, the upper
/// bits of the character 8 (its lower 13 are the slot's number).
#[derive(Debug)]
pub(super) struct GlyphCache {
    slots: Box<[AtomicU64]>,
}

impl GlyphCache {
    pub(super) fn new() -> Self {
        GlyphCache { slots: (0..SLOTS).map(|_| AtomicU64::new(0)).collect() }
    }

    /// The remembered answer, or that of `find`, remembered from now on.
    pub(super) fn get_or(&self, character: char, find: impl FnOnce() -> Option<FontGlyph>) -> Option<FontGlyph> {
        let code = u64::from(u32::from(character));
        let slot = &self.slots[code as usize % SLOTS];
        let key = USED | (code / SLOTS as u64) << 40;
        // One word holds the whole entry, so no order between words is needed.
        let entry = slot.load(Ordering::Relaxed);
        if entry & (USED | 0xFF << 40) == key {
            return unpack(entry);
        }
        let answer = find();
        if let Some(packed) = pack(answer) {
            slot.store(key | packed, Ordering::Relaxed);
        }
        answer
    }
}

/// The entry without its key; `None` for a face whose number does not fit, which is then simply not remembered.
fn pack(answer: Option<FontGlyph>) -> Option<u64> {
    let Some(glyph) = answer else { return Some(0) };
    let face = u8::try_from(glyph.face.0).ok()?;
    Some(FOUND | u64::from(face) << 32 | u64::from(glyph.advance) << 16 | u64::from(glyph.id))
}

fn unpack(entry: u64) -> Option<FontGlyph> {
    (entry & FOUND != 0).then_some(FontGlyph {
        face: FaceId((entry >> 32 & 0xFF) as u16),
        id: entry as u16,
        advance: (entry >> 16) as u16,
    })
}
