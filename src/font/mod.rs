//! Faces by role, and the glyph that shows a character.
//!
//! In: a role (仿宋 body, 黑体 heading …) and a character. Out: a face, a glyph of it and its advance. Where the
//! face of the role lacks the character, a fixed chain of further faces is asked, so the same input gives the
//! same glyph on every machine. This room reads font tables only; it neither shapes text nor places it, and it
//! never looks for fonts on the machine: a user's faces come in as bytes.
//!
//! Opening is free: tables are read when a face is first asked, never scanned.

mod bundled;
mod cache;
mod face;
mod user;

pub use face::Face;
pub use user::{FaceProblem, ServedRole, UserFaces};

use cache::GlyphCache;
use std::sync::OnceLock;

/// Names a face of a [`FontSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FaceId(pub u16);

/// What a face is for. GB/T 9704—2012 names faces by these four Chinese styles; the folio and the Latin letters
/// have their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// 仿宋, the body.
    FangSong,
    /// 楷体, headings of level 2.
    Kai,
    /// 黑体, headings of level 1.
    Hei,
    /// 小标宋, the title.
    BiaoSong,
    /// 宋体, the folio: digits are half an em wide.
    Song,
    /// Letters and digits of the body.
    Latin,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 6] = [Role::FangSong, Role::Kai, Role::Hei, Role::BiaoSong, Role::Song, Role::Latin];

    /// What a report sets in it (GB/T 9704—2012, 7.3).
    pub fn purpose(self) -> &'static str {
        match self {
            Role::FangSong => "正文、第三四层标题、落款",
            Role::Kai => "第二层标题、署名、日期",
            Role::Hei => "第一层标题、表题、附件字样",
            Role::BiaoSong => "大标题",
            Role::Song => "页码",
            Role::Latin => "正文里的数字和字母",
        }
    }

    /// The Chinese name of the style.
    pub fn name(self) -> &'static str {
        match self {
            Role::FangSong => "仿宋",
            Role::Kai => "楷体",
            Role::Hei => "黑体",
            Role::BiaoSong => "小标宋",
            Role::Song => "宋体",
            Role::Latin => "西文",
        }
    }

    const fn index(self) -> usize {
        self as usize
    }
}

/// The glyph that shows a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FontGlyph {
    /// The face it is taken from.
    pub face: FaceId,
    /// Its index there, never 0.
    pub id: u16,
    /// Its advance in thousandths of an em, truncated as the PDF width array truncates it.
    pub advance: u16,
}

/// The faces of a run of the program. Shareable between threads.
#[derive(Debug)]
pub struct FontSet {
    faces: Vec<Face>,
    chains: [Vec<FaceId>; Role::ALL.len()],
    caches: [OnceLock<GlyphCache>; Role::ALL.len()],
}

impl Default for FontSet {
    fn default() -> Self {
        FontSet::bundled()
    }
}

impl FontSet {
    /// The faces inside the program; costs nothing before the first glyph.
    pub fn bundled() -> FontSet {
        FontSet {
            faces: bundled::faces(),
            chains: Role::ALL.map(bundled::chain),
            caches: std::array::from_fn(|_| OnceLock::new()),
        }
    }

    /// The bundled faces behind the user's own: `files` are names and contents of `.ttf`, `.otf` and `.ttc` files.
    /// A face whose family or file name tells its role (仿宋_GB2312, 方正小标宋 …) takes that role; characters it
    /// lacks still come from the bundled faces.
    pub fn with_user_faces(files: Vec<(String, Vec<u8>)>) -> UserFaces {
        user::add(FontSet::bundled(), files)
    }

    /// The glyph for a character in a role; `None` if no face of the set has it. Control characters have none.
    ///
    /// In 仿宋 and 楷体, ASCII comes from the Latin face. Quotation marks, dashes and the ellipsis come full-width
    /// from the Chinese face everywhere but in [`Role::Latin`].
    pub fn glyph(&self, role: Role, character: char) -> Option<FontGlyph> {
        let cache = self.caches[role.index()].get_or_init(GlyphCache::new);
        cache.get_or(character, || self.find(role, character))
    }

    /// A face by its name.
    ///
    /// # Panics
    /// If the name is of another set.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// The face asked first for a role.
    pub fn primary(&self, role: Role) -> &Face {
        self.face(self.chains[role.index()][0])
    }

    /// The faces asked for a role, in order.
    pub fn chain(&self, role: Role) -> impl Iterator<Item = &Face> {
        self.chains[role.index()].iter().map(|&id| self.face(id))
    }

    fn find(&self, role: Role, character: char) -> Option<FontGlyph> {
        if character.is_control() {
            return None;
        }
        if matches!(role, Role::FangSong | Role::Kai) && character.is_ascii() {
            let latin = self.chains[Role::Latin.index()][0];
            if let Some(glyph) = self.find_in(latin, Role::Latin, character) {
                return Some(glyph);
            }
        }
        self.chains[role.index()].iter().find_map(|&face| self.find_in(face, role, character))
    }

    fn find_in(&self, id: FaceId, role: Role, character: char) -> Option<FontGlyph> {
        let face = self.face(id);
        let glyph = match role {
            Role::Latin => face.nominal(character),
            Role::Song if character.is_ascii_digit() => face.half_width(character),
            _ if is_full_width_mark(character) => face.full_width(character),
            _ => face.nominal(character),
        }?;
        Some(FontGlyph { face: id, id: glyph, advance: face.advance(glyph) })
    }
}

/// Marks that Western and Chinese type share and that Chinese type sets on a full cell.
fn is_full_width_mark(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’' | '—' | '―' | '…' | '·' | '×' | '÷' | '±')
}

#[cfg(test)]
mod tests;
