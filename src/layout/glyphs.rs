//! Characters to glyphs, looked up once per document.
//!
//! The font set is asked once for every character of every role; a character that no font has is drawn as 〓 and
//! remembered with its place, to be reported when layout is done.

use crate::diagnostic::{Code, Diagnostic, Kind, Level, Sink};
use crate::font::{FaceId, FontGlyph, FontSet, Role};
use crate::source::Span;

/// Shown in place of a character that no font has (下划双横, the sign printers put for a missing type).
const SUBSTITUTE: char = '〓';
const ROLES: usize = 6;

/// Remembers glyphs by role and character, and which characters are missing.
pub(super) struct Glyphs<'a> {
    fonts: &'a FontSet,
    /// Per role, blocks of 256 characters, made when first touched.
    blocks: [Vec<Option<Box<[Slot; 256]>>>; ROLES],
    missing: Vec<Missing>,
}

#[derive(Clone, Copy)]
enum Slot {
    Unknown,
    Found(FontGlyph),
    Substitute(FontGlyph),
}

struct Missing {
    c: char,
    span: Option<Span>,
    count: usize,
}

impl<'a> Glyphs<'a> {
    /// Nothing looked up yet.
    pub(super) fn new(fonts: &'a FontSet) -> Self {
        Glyphs { fonts, blocks: Default::default(), missing: Vec::new() }
    }

    /// The glyph of a character; `place` is asked for only if no font has it.
    pub(super) fn get(&mut self, role: Role, c: char, place: impl FnOnce() -> Option<Span>) -> FontGlyph {
        let (block, index) = (c as usize >> 8, c as usize & 0xFF);
        let blocks = &mut self.blocks[role_index(role)];
        if blocks.len() <= block {
            blocks.resize_with(block + 1, || None);
        }
        let slot = &mut blocks[block].get_or_insert_with(|| Box::new([Slot::Unknown; 256]))[index];
        if let Slot::Unknown = slot {
            *slot = match self.fonts.glyph(role, c) {
                Some(glyph) => Slot::Found(glyph),
                None => Slot::Substitute(substitute(self.fonts, role)),
            };
        }
        match *slot {
            Slot::Found(glyph) => glyph,
            Slot::Substitute(glyph) => {
                self.note_missing(c, place());
                glyph
            }
            Slot::Unknown => FontGlyph { face: FaceId::default(), id: 0, advance: 1000 },
        }
    }

    /// The glyph, if a font has it; never reported.
    pub(super) fn find(&self, role: Role, c: char) -> Option<FontGlyph> {
        self.fonts.glyph(role, c)
    }

    fn note_missing(&mut self, c: char, span: Option<Span>) {
        match self.missing.iter_mut().find(|missing| missing.c == c) {
            Some(missing) => missing.count += 1,
            None => self.missing.push(Missing { c, span, count: 1 }),
        }
    }

    /// Reports every missing character once, at its first place.
    pub(super) fn report(&self, sink: &mut Sink) {
        for missing in &self.missing {
            let mut message = format!("字体中没有“{}”字（U+{:04X}）", missing.c, missing.c as u32);
            if missing.count > 1 {
                message.push_str(&format!("，共{}处", missing.count));
            }
            let mut diagnostic =
                Diagnostic::new(Code::new("FT001", "missing-glyph"), Level::Error, Kind::Layout, message)
                    .says("此字印不出来，版面上以“〓”代替")
                    .because("内置字体和所用字体文件夹都没有这个字；缺字会印成空框")
                    .hint("用 --fonts 指定含有此字的字体文件夹，或者核对此字是否录错");
            diagnostic.span = missing.span;
            sink.push(diagnostic);
        }
    }
}

fn substitute(fonts: &FontSet, role: Role) -> FontGlyph {
    fonts.glyph(role, SUBSTITUTE).or_else(|| fonts.glyph(role, '□')).unwrap_or(FontGlyph {
        face: FaceId::default(),
        id: 0,
        advance: 1000,
    })
}

fn role_index(role: Role) -> usize {
    match role {
        Role::FangSong => 0,
        Role::Kai => 1,
        Role::Hei => 2,
        Role::BiaoSong => 3,
        Role::Song => 4,
        Role::Latin => 5,
    }
}
