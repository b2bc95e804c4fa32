//! The elements of a report in their order: head, body, end, attachments.
//!
//! The layout is that of 白头材料, material without a red head: page, body and levels as the standard has them, title on
//! the first line, byline and date below it in 楷体.

use super::atom::{Piece, TypeSize, fine};
use super::figure::Room;
use super::flow::Height;
use super::line::{Measure, break_lines};
use super::page::{Role, Tag};
use super::setting::{Stand, cells};
use super::title::{TitleLines, title_lines};
use super::typesetter::{Indent, Typesetter};
use crate::document::{Attachment, Block, Document, SignOff, Text};
use crate::font::Role as FaceRole;
use crate::style::BylineStand;
use crate::unit::Length;

impl Typesetter<'_> {
    /// The whole report.
    pub(super) fn report(&mut self, document: &Document) {
        self.head(document);
        self.blocks(&document.body, Room::Part);
        self.end(document);
        let many = document.attachments.len() > 1;
        for (index, attachment) in document.attachments.iter().enumerate() {
            self.attachment(attachment, many.then_some(index + 1));
        }
    }

    fn head(&mut self, document: &Document) {
        if let Some(title) = document.title.as_ref().filter(|title| !title.is_empty()) {
            let tag = self.flow.tag(Role::Title);
            self.title(title, tag, document.subtitle.as_ref());
            let signed = document.occasion.is_some() || !document.byline.is_empty() || document.dated.is_some();
            if !signed || self.style.byline == BylineStand::Apart {
                self.flow.blank();
            }
            self.flow.keep_last();
        }
        if let Some(occasion) = &document.occasion {
            let tag = self.flow.tag(Role::Paragraph);
            self.occasion(occasion, tag);
        }
        for name in &document.byline {
            let tag = self.flow.tag(Role::Paragraph);
            self.centered(&[Piece::text(name, FaceRole::Kai, tag)]);
        }
        if let Some(date) = &document.dated {
            let tag = self.flow.tag(Role::Paragraph);
            self.centered(&bracketed(date, FaceRole::Kai, tag));
        }
        if document.occasion.is_some() || !document.byline.is_empty() || document.dated.is_some() {
            self.flow.blank();
            self.flow.keep_last();
        }
        if let Some(addressee) = &document.addressee {
            let tag = self.flow.tag(Role::Paragraph);
            let start = self.flow.lines.len();
            // 7.3.2: flush left, wrapped lines too.
            self.indented(&[Piece::text(addressee, FaceRole::FangSong, tag)], Indent { first: 0, rest: 0 });
            self.flow.keep_from(start);
        }
    }

    /// Title lines at their own pitch, then the subtitle.
    fn title(&mut self, title: &Text, tag: Tag, subtitle: Option<&Text>) {
        let style = self.style;
        let start = self.flow.lines.len();
        let size = TypeSize::solid(style.title_size, style);
        self.measure(&[Piece::text(title, FaceRole::BiaoSong, tag)], size);
        let TitleLines { lines, why } = title_lines(&self.row, style.title_cells * size.cell, title.breaks());
        self.decisions.extend(why);
        let (pitch, count) = (style.title_pitch, lines.len());
        for (i, line) in lines.iter().enumerate() {
            let last = i + 1 == count && subtitle.is_none();
            self.free_line(line, Stand::Center, if last { style.title_size } else { pitch }, Length::ZERO);
        }
        if let Some(subtitle) = subtitle {
            self.subtitle(subtitle);
        }
        self.flow.keep_from(start);
    }

    fn subtitle(&mut self, subtitle: &Text) {
        let style = self.style;
        let tag = self.flow.tag(Role::Paragraph);
        let size = TypeSize::solid(style.body_size, style);
        let pieces = [Piece::added("——", FaceRole::Kai, tag), Piece::text(subtitle, FaceRole::Kai, tag)];
        self.measure(&pieces, size);
        let limit = fine(style.type_area.width, style) - size.cell * 2;
        let wishes: Vec<usize> = subtitle.breaks().iter().map(|at| at + "——".len()).collect();
        let TitleLines { lines, why } = title_lines(&self.row, limit, &wishes);
        self.decisions.extend(why.map(|why| why.replacen("标题", "副标题", 1)));
        let count = lines.len();
        let pitch = style.pitch();
        for (i, line) in lines.iter().enumerate() {
            self.free_line(line, Stand::Center, if i + 1 == count { style.body_size } else { pitch }, Length::ZERO);
        }
    }

    /// The note of a meeting, centred on the grid; what does not fit on a line breaks behind the date.
    fn occasion(&mut self, occasion: &Text, tag: Tag) {
        let style = self.style;
        let size = TypeSize::body(style);
        self.measure(&[Piece::text(occasion, FaceRole::Kai, tag)], size);
        let full = fine(style.type_area.width, style);
        let limit = full - size.cell * 2;
        let whole = self.row.width(0..self.row.atoms.len()) <= limit;
        let wishes: Vec<usize> = match occasion.breaks() {
            [] if !whole => date_end(occasion.content()).into_iter().collect(),
            wishes => wishes.to_vec(),
        };
        let start = self.flow.lines.len();
        for line in title_lines(&self.row, limit, &wishes).lines {
            self.body_line(&line, 0, full, Stand::Center);
        }
        self.flow.keep_from(start);
        self.flow.keep_last();
    }

    fn blocks(&mut self, blocks: &[Block], room: Room) {
        for block in blocks {
            match block {
                Block::Heading(heading) => self.heading(heading),
                Block::Paragraph(paragraph) if paragraph.quoted => self.quotation(&paragraph.text),
                Block::Paragraph(paragraph) => self.body_paragraph(&paragraph.text),
                Block::Table(table) => self.table(table),
                Block::Figure(figure) => self.figure(figure, room),
            }
        }
    }

    /// Words of others in a paragraph of their own: 楷体, two cells further in (practice of books).
    fn quotation(&mut self, text: &Text) {
        let tag = self.flow.tag(Role::Quotation);
        let indent = self.style.indent * 2;
        self.indented(&[Piece::text(text, FaceRole::Kai, tag)], Indent { first: indent * 2, rest: indent });
    }

    /// 附件说明, 署名 and date, 附注. The last line of the body is kept with them, so that they never stand alone.
    fn end(&mut self, document: &Document) {
        let start = self.flow.lines.len();
        if !document.attachment_note.is_empty() {
            self.attachment_note(&document.attachment_note, document.sign_off.is_some());
        }
        if let Some(sign_off) = &document.sign_off {
            self.sign_off(sign_off, document.remark.is_some());
        }
        if let Some(remark) = &document.remark {
            // 7.3.6: on the line after the date, two cells in, in brackets.
            let tag = self.flow.tag(Role::Paragraph);
            self.paragraph(&bracketed(remark, FaceRole::FangSong, tag));
        }
        self.flow.tail = document.sign_off.is_some().then_some(start..self.flow.lines.len());
    }

    /// 7.3.4: one empty line below the body, 附件： two cells in; numbers in cell 5, names and their wraps in cell 6.
    fn attachment_note(&mut self, names: &[Text], keep_all: bool) {
        if keep_all {
            self.flow.keep_last();
        }
        self.flow.blank();
        let start = self.flow.lines.len() - 1;
        let indent = self.style.indent * 2;
        for (i, name) in names.iter().enumerate() {
            let tag = self.flow.tag(Role::Paragraph);
            let face = FaceRole::FangSong;
            let label = if i == 0 { "附件：" } else { "" };
            // 附件： is three cells wide.
            let column = indent + 6;
            let first = if i == 0 { indent } else { column };
            let number = format!("{}.", i + 1);
            // Number and dot are half a cell each.
            let hang = if names.len() > 1 { column + number.len() as i64 } else { column };
            let number = if names.len() > 1 { number.as_str() } else { "" };
            let pieces =
                [Piece::added(label, face, tag), Piece::added(number, face, tag), Piece::text(name, face, tag)];
            self.indented(&pieces, Indent { first, rest: hang });
        }
        if keep_all {
            self.flow.keep_from(start);
        } else if let Some(blank) = self.flow.lines.get_mut(start) {
            blank.keep = true;
        }
    }

    /// 7.3.5.2, without seal: one empty line, issuer two cells from the right, date two cells right of its first
    /// character; a date too long for that stands two cells from the right and moves the issuer left.
    fn sign_off(&mut self, sign_off: &SignOff, keep_end: bool) {
        let style = self.style;
        self.flow.keep_last();
        self.flow.blank();
        let start = self.flow.lines.len() - 1;
        let full = cells(style.cells, style);
        let step = cells(style.sign_off_indent, style);
        let issuer = sign_off.issuers.iter().map(|text| self.text_width(text)).max().unwrap_or(0).min(full - step);
        let date = sign_off.dated.as_ref().map_or(0, |text| self.text_width(text));
        let (issuer_x, date_x) = sign_off_places(full, step, issuer, date);
        for text in &sign_off.issuers {
            self.placed(text, issuer_x);
        }
        if let Some(text) = &sign_off.dated {
            self.placed(text, if sign_off.issuers.is_empty() { full - step - date } else { date_x });
        }
        self.flow.keep_from(start);
        if let Some(last) = self.flow.lines.last_mut() {
            last.keep = keep_end;
        }
    }

    fn text_width(&mut self, text: &Text) -> i64 {
        let tag = Tag::Artifact;
        self.measure(&[Piece::text(text, FaceRole::FangSong, tag)], TypeSize::body(self.style));
        self.row.width(0..self.row.atoms.len())
    }

    /// Sets a text from `x` on; one too long for a line is wrapped there.
    fn placed(&mut self, text: &Text, x: i64) {
        let full = cells(self.style.cells, self.style);
        let x = x.clamp(0, full - cells(1, self.style));
        let tag = self.flow.tag(Role::Paragraph);
        self.measure(&[Piece::text(text, FaceRole::FangSong, tag)], TypeSize::body(self.style));
        let measure = full - x;
        let lines = break_lines(&self.row, Measure { first: measure, rest: measure });
        for line in lines {
            self.body_line(&line, x, measure, Stand::Left);
        }
    }

    /// 7.3.7: a new page, 附件 and number in 黑体 on line 1, title centred on line 3.
    fn attachment(&mut self, attachment: &Attachment, number: Option<usize>) {
        let label = number.map_or_else(|| "附件".to_owned(), |number| format!("附件{number}"));
        self.flow.break_page();
        self.flow.mark(0, format!("{label}：{}", attachment.title.content()));
        let tag = self.flow.tag(Role::Heading(1));
        let start = self.flow.lines.len();
        self.indented(&[Piece::added(&label, FaceRole::Hei, tag)], Indent { first: 0, rest: 0 });
        self.flow.blank();
        self.title(&attachment.title, tag, None);
        self.flow.blank();
        self.flow.keep_from(start);
        self.blocks(&attachment.body, Room::Whole);
    }

    /// A note or unit off the grid; see the table.
    pub(super) fn small_line(&mut self, pieces: &[Piece<'_>], size: TypeSize, stand: Stand, height: Length) {
        self.measure(pieces, size);
        let full = fine(self.style.type_area.width, self.style);
        for line in break_lines(&self.row, Measure { first: full, rest: full }) {
            self.free_line(&line, stand, height, Length::ZERO);
        }
    }
}

/// Left edges of issuer and date, fine: see [`Typesetter::sign_off`].
fn sign_off_places(full: i64, step: i64, issuer: i64, date: i64) -> (i64, i64) {
    if issuer - date >= step || date == 0 {
        let x = full - step - issuer;
        (x, x + step)
    } else {
        let date_x = full - step - date;
        (date_x - step, date_x)
    }
}

fn bracketed(text: &Text, role: FaceRole, tag: Tag) -> [Piece<'_>; 3] {
    [Piece::added("（", role, tag), Piece::text(text, role, tag), Piece::added("）", role, tag)]
}

/// Re-exported for the table.
pub(super) const fn free(height: Length) -> Height {
    Height::Free { height, after: Length::ZERO }
}

/// Where the first date of a text ends, if something follows it.
fn date_end(text: &str) -> Option<usize> {
    let mut days = text.match_indices('日').map(|(at, day)| at + day.len());
    days.find(|end| *end < text.len() && text[..end - '日'.len_utf8()].ends_with(|c: char| c.is_ascii_digit()))
}
