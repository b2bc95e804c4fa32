//! A paragraph as a row of measured characters.
//!
//! Pieces of text in their faces come in; atoms go out: glyph, width on the 28-cell line, what may be trimmed, where
//! a line may be broken. Widths are counted in *fine units* of 1/`cells` EMU: a cell of 156 mm/28 is then a whole
//! number and 28 of them are the line exactly.

use super::class::{Break, Breaker, Class, is_address, parts_address};
use super::gap::Gaps;
use super::glyphs::Glyphs;
use super::page::Tag;
use crate::document::Text;
use crate::font::{FaceId, FontGlyph, Role};
use crate::style::{PageStyle, Punctuation};
use crate::unit::Length;
use std::ops::Range;

/// A stretch of a paragraph in one role.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'a> {
    /// The characters.
    pub(super) text: &'a str,
    /// The text they come from, equal to `text`; `None` for what layout adds (labels, brackets).
    pub(super) origin: Option<&'a Text>,
    /// Their face.
    pub(super) role: Role,
    /// What they belong to.
    pub(super) tag: Tag,
    /// Drawn bold in their own face.
    pub(super) bold: bool,
}

impl<'a> Piece<'a> {
    /// Text of the document.
    pub(super) fn text(text: &'a Text, role: Role, tag: Tag) -> Self {
        Piece { text: text.content(), origin: Some(text), role, tag, bold: false }
    }

    /// Characters that layout adds.
    pub(super) fn added(text: &'a str, role: Role, tag: Tag) -> Self {
        Piece { text, origin: None, role, tag, bold: false }
    }

    /// The same characters, bold or not.
    pub(super) fn with_bold(self, bold: bool) -> Self {
        Piece { bold, ..self }
    }
}

/// Size of the type, width of its cell and how wide punctuation is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TypeSize {
    /// Font size.
    pub(super) size: Length,
    /// Width of a Han character, fine.
    pub(super) cell: i64,
    /// Font size, fine.
    pub(super) em: i64,
    /// How wide punctuation is.
    pub(super) punctuation: Punctuation,
}

impl TypeSize {
    /// Body text: 28 cells fill the line.
    pub(super) fn body(style: &PageStyle) -> Self {
        let em = fine(style.body_size, style);
        TypeSize { size: style.body_size, cell: style.type_area.width.to_emu(), em, punctuation: style.punctuation }
    }

    /// Text off the grid, set solid.
    pub(super) fn solid(size: Length, style: &PageStyle) -> Self {
        let em = fine(size, style);
        TypeSize { size, cell: em, em, punctuation: style.punctuation }
    }
}

/// A length in fine units.
pub(super) fn fine(length: Length, style: &PageStyle) -> i64 {
    length.to_emu() * style.cells
}

/// One character.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atom {
    /// Byte offset in the paragraph.
    pub(super) start: u32,
    pub(super) class: Class,
    pub(super) face: FaceId,
    pub(super) glyph: u16,
    /// Index of the piece.
    pub(super) piece: u32,
    /// Width, after adjacent marks have been squeezed.
    pub(super) width: i64,
    /// From the left edge of the width to the glyph's origin.
    pub(super) inset: i64,
    /// What the atom may still lose to make a line fit.
    pub(super) slack: i64,
    /// What a closing mark loses at a line's end.
    pub(super) end_trim: i64,
    /// Whether a line may start here.
    pub(super) brk: Break,
    /// The atom and the one before it belong to one word or number: no space between them.
    pub(super) tied: bool,
    /// The atom and the one before it belong to one address.
    pub(super) address: bool,
    /// Drawn with a coloured ground.
    pub(super) gap: bool,
    /// Nothing to draw: belongs to the glyph before it.
    pub(super) hidden: bool,
}

impl Atom {
    /// Nothing: stands behind the last atom of a line.
    pub(super) const END: Atom = Atom {
        start: 0,
        class: Class::Mark,
        face: FaceId(0),
        glyph: 0,
        piece: 0,
        width: 0,
        inset: 0,
        slack: 0,
        end_trim: 0,
        brk: Break::No,
        tied: false,
        address: false,
        gap: false,
        hidden: true,
    };
}

/// A paragraph, measured.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// All characters of the pieces.
    pub(super) text: String,
    pub(super) atoms: Vec<Atom>,
    pub(super) tags: Vec<Tag>,
    /// Which pieces are bold.
    pub(super) bold: Vec<bool>,
    pub(super) size: Option<TypeSize>,
}

impl Row {
    /// Fills the row anew.
    pub(super) fn set(&mut self, pieces: &[Piece<'_>], size: TypeSize, glyphs: &mut Glyphs<'_>, gaps: &Gaps) {
        self.text.clear();
        self.atoms.clear();
        self.tags.clear();
        self.bold.clear();
        self.size = Some(size);
        for piece in pieces {
            self.push_piece(piece, size, glyphs, gaps);
        }
        self.mark_breaks();
        self.mark_addresses();
        if size.punctuation != Punctuation::Grid {
            self.squeeze_neighbours(size);
        }
    }

    /// Width of a range of atoms, unsqueezed, fine.
    pub(super) fn width(&self, range: Range<usize>) -> i64 {
        self.atoms[range].iter().map(|atom| atom.width).sum()
    }

    /// Byte range of an atom's character.
    pub(super) fn bytes(&self, index: usize) -> Range<usize> {
        let end = self.atoms.get(index + 1).map_or(self.text.len(), |next| next.start as usize);
        self.atoms[index].start as usize..end
    }

    fn push_piece(&mut self, piece: &Piece<'_>, size: TypeSize, glyphs: &mut Glyphs<'_>, gaps: &Gaps) {
        // Labels keep their shape in every mode.
        let tight = size.punctuation == Punctuation::Tight;
        let size = match piece.origin {
            None if tight => TypeSize { punctuation: Punctuation::National, ..size },
            _ => size,
        };
        let base = self.text.len();
        let index = self.tags.len() as u32;
        self.tags.push(piece.tag);
        self.bold.push(piece.bold);
        self.text.push_str(piece.text);
        let mut bold = piece.origin.map_or(&[][..], Text::bold);
        for (offset, c) in piece.text.char_indices() {
            while bold.first().is_some_and(|range| range.end <= offset) {
                bold = &bold[1..];
            }
            let emphatic = bold.first().is_some_and(|range| range.contains(&offset));
            let role = if emphatic { emphatic_role(piece.role) } else { piece.role };
            let bytes = offset..offset + c.len_utf8();
            let place = || piece.origin.and_then(|text| text.span(bytes.clone()));
            let class = Class::of(c);
            let glyph = match class {
                Class::Mark => glyphs.find(role, c),
                Class::Space => Some(glyphs.get(role, if c == '\u{3000}' { c } else { ' ' }, place)),
                _ => Some(glyphs.get(role, c, place)),
            };
            let mut atom = measure(c, class, glyph, size);
            if piece.origin.is_none() {
                // Labels keep their shape on every line; their dot takes half a cell, as 7.3.4 counts it.
                atom.slack = 0;
                atom.width = if c == '.' { size.cell / 2 } else { atom.width };
            }
            atom.start = (base + offset) as u32;
            atom.piece = index;
            atom.gap = !gaps.is_empty() && place().is_some_and(|span| gaps.meet(span));
            self.atoms.push(atom);
        }
    }

    fn mark_breaks(&mut self) {
        let mut breaker = Breaker::default();
        let mut chars = self.text.chars().peekable();
        let mut prev: Option<(char, Class)> = None;
        for atom in &mut self.atoms {
            let Some(c) = chars.next() else { break };
            atom.brk = breaker.before(c, atom.class, chars.peek().copied());
            atom.tied = prev.is_some_and(|(prev, class)| tied(prev, class, c, atom.class));
            if atom.class != Class::Mark {
                prev = Some((c, atom.class));
            }
        }
        if let Some(first) = self.atoms.first_mut() {
            first.brk = Break::No;
        }
    }

    /// Finds web and mail addresses and where they may be broken.
    fn mark_addresses(&mut self) {
        let mut start = 0;
        while start < self.atoms.len() {
            let ascii = |atom: &Atom| self.text.as_bytes()[atom.start as usize].is_ascii_graphic();
            let length = self.atoms[start..].iter().take_while(|atom| ascii(atom)).count();
            let end = start + length;
            if length > 1 {
                let word = &self.text[self.bytes(start).start..self.bytes(end - 1).end];
                if is_address(word) {
                    for (atom, pair) in self.atoms[start + 1..end].iter_mut().zip(word.as_bytes().windows(2)) {
                        atom.address = true;
                        if parts_address(char::from(pair[0]), char::from(pair[1])) {
                            atom.brk = Break::Part;
                        }
                    }
                }
            }
            start = end + 1;
        }
    }

    /// Adjacent full-width marks share one and a half cells (CLREQ; GB/T 15834—2011, 5.1.11): the blank half between
    /// them goes. A closing mark gives its right half, so that nothing changes when a line ends behind it.
    fn squeeze_neighbours(&mut self, size: TypeSize) {
        let half = size.cell / 2;
        for i in 1..self.atoms.len() {
            let (left, right) = self.atoms.split_at_mut(i);
            let (Some(left), Some(right)) = (left.last_mut(), right.first_mut()) else { continue };
            let open = right.class == Class::Open;
            let full = is_full(right, size) || size.punctuation == Punctuation::Tight && !open;
            if right.class == Class::Space {
                // Before a space that may end the line the mark has only its trim to give.
                left.slack = 0;
            } else if left.end_trim > 0 && (right.class.trims_right() || open) && full {
                left.width -= half;
                left.end_trim = 0;
                left.slack = 0;
                right.slack = if open { 0 } else { right.slack };
            } else if left.class == Class::Open && open && is_full(left, size) && is_full(right, size) {
                right.width -= half;
                right.inset -= half;
                right.slack = 0;
            }
        }
    }
}

fn is_full(atom: &Atom, size: TypeSize) -> bool {
    atom.width == size.cell
}

/// 仿宋 and 楷体 have no bold weight, and thickening their strokes would clog them at 16 pt; 黑体 is the emphatic face
/// of the standard's own headings, so emphasis is set in it.
fn emphatic_role(role: Role) -> Role {
    match role {
        Role::FangSong | Role::Kai | Role::Song => Role::Hei,
        other => other,
    }
}

/// Whether two characters stand fast beside each other when a line is spread.
fn tied(prev: char, prev_class: Class, c: char, class: Class) -> bool {
    let narrow = |c: char, class: Class| c.is_ascii_graphic() || class == Class::Letter;
    if class == Class::Mark || matches!(class, Class::Connector | Class::Slash | Class::Suffix) {
        return true;
    }
    match prev_class {
        Class::Connector | Class::Slash | Class::Prefix => true,
        Class::Dash => class == Class::Dash,
        Class::Ellipsis => class == Class::Ellipsis,
        Class::Digit if class == Class::Digit => true,
        _ => narrow(prev, prev_class) && narrow(c, class),
    }
}

/// Width, inset, slack and end trim as the mode of punctuation has them (CLREQ). Grid: every mark keeps its cell, but for
/// one at a line's end that would not fit otherwise. Tight, 开明式: 。？！ keep theirs, all other marks have half of one.
fn fitted(size: TypeSize, class: Class, measured: (i64, i64, i64, i64)) -> (i64, i64, i64, i64) {
    let (width, inset, _, end_trim) = measured;
    let half = size.cell / 2;
    let whole = width == size.cell;
    match (size.punctuation, class) {
        (Punctuation::Grid, _) => (width, inset, 0, end_trim),
        (Punctuation::Tight, Class::Close | Class::Pause) if whole => (half, inset, 0, 0),
        (Punctuation::Tight, Class::Open) if whole => (half, inset - half, 0, 0),
        _ => measured,
    }
}

/// Width of a character on the line and the place of its glyph in it.
fn measure(c: char, class: Class, glyph: Option<FontGlyph>, size: TypeSize) -> Atom {
    let advance = glyph.map_or(0, |glyph| i64::from(glyph.advance));
    let natural = advance * size.em / 1000;
    let full = match class {
        Class::Han | Class::Dash | Class::Ellipsis => true,
        Class::Space => c == '\u{3000}',
        Class::Mark | Class::Middle => false,
        _ => advance >= 900,
    };
    let width = match class {
        Class::Mark => 0,
        // P 5.1.7: the interpunct takes half a cell.
        Class::Middle => size.cell / 2,
        _ if full => size.cell * ((advance + 500) / 1000).max(1),
        // N 5.1.7: half-width digits, two to a cell.
        _ if (470..=530).contains(&advance) => size.cell / 2,
        _ => natural,
    };
    // A glyph narrower or wider than its place stands in the middle; one drawn for the cell starts at its edge.
    let off = width - natural;
    let inset = if class != Class::Mark && off.abs() > size.em / 25 { off / 2 } else { 0 };
    let whole = width == size.cell;
    let (slack, end_trim) = match class {
        Class::Close | Class::Pause | Class::Stop if whole => (size.cell / 2, size.cell / 2),
        Class::Open if whole => (size.cell / 2, 0),
        Class::Middle => (width / 4, 0),
        _ => (0, 0),
    };
    let (width, inset, slack, end_trim) = fitted(size, class, (width, inset, slack, end_trim));
    let (face, id) = glyph.map_or((FaceId::default(), 0), |glyph| (glyph.face, glyph.id));
    let hidden = glyph.is_none() || class == Class::Mark && advance > 0;
    Atom { class, face, glyph: id, width, inset, slack, end_trim, hidden, ..Atom::END }
}
