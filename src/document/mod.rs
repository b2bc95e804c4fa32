//! The meaning of a report: title, addressee, headings, paragraphs, tables, sign-off.
//!
//! `Document` is the hub. It is built from the Markdown dialect (or from plain text) and read by layout, writers
//! and checks, which see nothing below it. Every text keeps a map to the source it was read from. Millimetres and
//! fonts are not its concern.

mod build;
pub mod numbering;
mod text;
mod walk;

pub use crate::markdown::{BREAK_MARK, FRONT_MATTER_KEYS, Flavor};
pub use build::{build, is_figure, is_quotation, page_rules, title_lead};
pub use text::{Text, TextBuilder};
pub use walk::Site;

use crate::source::Span;

/// A report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Kind of report (人大调研报告 …), if the front matter names one.
    pub kind: Option<Text>,
    /// 标题; never empty in a finished report, but a draft may lack it.
    pub title: Option<Text>,
    /// 副标题, without the leading ——.
    pub subtitle: Option<Text>,
    /// 题注: at which meeting a report was made or adopted, with its —— or brackets as written.
    pub occasion: Option<Text>,
    /// 署名 under the title, one entry per line.
    pub byline: Vec<Text>,
    /// 日期 under the title, without brackets.
    pub dated: Option<Text>,
    /// 主送机关 or salutation, with its colon.
    pub addressee: Option<Text>,
    /// 正文.
    pub body: Vec<Block>,
    /// 附件说明: the names of the attachments.
    pub attachment_note: Vec<Text>,
    /// 落款 at the end.
    pub sign_off: Option<SignOff>,
    /// 附注, without brackets.
    pub remark: Option<Text>,
    /// 附件, each on a new page.
    pub attachments: Vec<Attachment>,
    /// 版式: settings of the page as they are written; never printed.
    pub page_rules: Vec<PageRule>,
    /// Comment lines for the checker ([`suppression`](crate::suppression)), never printed, but kept when written.
    pub comments: Vec<Comment>,
}

/// A setting of the page: `行距: 28`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRule {
    /// Its name.
    pub name: Text,
    /// What is written for it.
    pub value: Text,
    /// Where the value stands.
    pub span: Span,
}

/// A comment line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The line as it stands.
    pub text: String,
    /// Where; it belongs before the block that ends behind it.
    pub span: Span,
}

/// 署名 and 成文日期 at the end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignOff {
    /// One entry per issuing body, organiser first.
    pub issuers: Vec<Text>,
    /// The date.
    pub dated: Option<Text>,
}

/// 附件.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its title.
    pub title: Text,
    /// Its text.
    pub body: Vec<Block>,
}

/// A piece of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading, alone on its line or run into the paragraph.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// A picture.
    Figure(Figure),
}

impl Document {
    /// The pictures of the report in reading order.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let blocks = self.body.iter().chain(self.attachments.iter().flat_map(|attachment| &attachment.body));
        blocks.filter_map(|block| if let Block::Figure(figure) = block { Some(figure) } else { None })
    }

    /// The same, to be changed.
    pub fn figures_mut(&mut self) -> impl Iterator<Item = &mut Figure> {
        let attachments = self.attachments.iter_mut().flat_map(|attachment| &mut attachment.body);
        let blocks = self.body.iter_mut().chain(attachments);
        blocks.filter_map(|block| if let Block::Figure(figure) = block { Some(figure) } else { None })
    }
}

impl Block {
    /// The stretch of the source this block was read from.
    pub fn span(&self) -> Span {
        match self {
            Block::Heading(heading) => heading.span,
            Block::Paragraph(paragraph) => paragraph.span,
            Block::Table(table) => table.span,
            Block::Figure(figure) => figure.span,
        }
    }
}

/// A heading of level 1 (一、), 2 (（一）), 3 (1.) or 4 (（1）).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 4.
    pub level: u8,
    /// The computed number within its parent, from 1; printed by [`numbering`](crate::numeral::label).
    pub number: u32,
    /// The number as written in the source (一、 with its place), if it was written. Rules compare the two.
    pub written: Option<WrittenLabel>,
    /// The heading's words, without label. For a run-in heading they end with 。.
    pub text: Text,
    /// For a run-in heading: the text that follows on the same line (may be empty). `None`: alone on its line.
    pub run_in: Option<Text>,
    /// Source of the whole block.
    pub span: Span,
}

/// A label as the user typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenLabel {
    /// The number it says.
    pub number: u32,
    /// The exact characters.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its words.
    pub text: Text,
    /// Whether they are words of others, set apart.
    pub quoted: bool,
    /// Source of the whole block.
    pub span: Span,
}

/// A picture with its caption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// 图题, below it.
    pub caption: Option<Text>,
    /// The file, as written.
    pub file: Text,
    /// Source of the whole block.
    pub span: Span,
}

/// How cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Not said: layout decides (figures right, short text centred, long text left).
    #[default]
    Auto,
    /// Left.
    Left,
    /// Centre.
    Center,
    /// Right.
    Right,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Caption above it.
    pub caption: Option<Text>,
    /// 单位, printed right-aligned above it.
    pub unit: Option<Text>,
    /// One per column.
    pub aligns: Vec<Align>,
    /// Relative widths of the columns, one for each, if the author gave them; else empty.
    pub widths: Vec<u32>,
    /// Whether the author wants it turned on a page of its own.
    pub sideways: bool,
    /// Column heads; as many as `aligns`.
    pub head: Vec<Text>,
    /// Rows; each has as many cells as `aligns`.
    pub rows: Vec<Vec<Text>>,
    /// 注, below it.
    pub note: Option<Text>,
    /// Source of the whole block.
    pub span: Span,
}
