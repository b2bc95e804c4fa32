//! Pages as plain data: the exchange type between layout and every paged writer.

use crate::font::FaceId;
use crate::image::Image;
use crate::unit::{Length, Point, Size};
use std::ops::Range;
use std::sync::Arc;

/// A laid-out report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PagedDocument {
    /// Pages in order.
    pub pages: Vec<Page>,
    /// The structure tree in reading order; node 0 is the root (`Role::Document`). Parents come before children.
    pub structure: Vec<StructureNode>,
    /// The pictures that stand on the pages, each once.
    pub images: Vec<Arc<Image>>,
    /// The outline, nested.
    pub outline: Vec<OutlineItem>,
    /// Title, author and the like.
    pub metadata: Metadata,
    /// What layout chose and why, in words for the drafter; nothing of it is printed.
    pub decisions: Vec<String>,
}

/// What a reader application shows about the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// Title.
    pub title: String,
    /// Author.
    pub author: String,
    /// Language tag of the text, `zh-CN`.
    pub language: String,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Paper size.
    pub size: Size,
    /// What stands on it, in painting order.
    pub items: Vec<Item>,
}

/// A mark on the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Characters of one face, size and colour on one baseline.
    Glyphs(GlyphRun),
    /// A straight line, drawn with the given thickness centred on it.
    Rule(Rule),
    /// A filled rectangle.
    Fill(Fill),
    /// A picture.
    Image(PlacedImage),
}

/// Positioned glyphs.
#[derive(Debug, Clone, PartialEq)]
pub struct GlyphRun {
    /// The face.
    pub face: FaceId,
    /// Font size (em).
    pub size: Length,
    /// Where the baseline starts.
    pub origin: Point,
    /// The glyphs, in reading order.
    pub glyphs: Vec<Glyph>,
    /// The text the glyphs show, exactly as it must be copied and found.
    pub text: String,
    /// Fill colour.
    pub color: Color,
    /// Thickness of an outline in the same colour, which makes the glyphs bold; zero for none.
    pub outline: Length,
    /// Counter-clockwise rotation about `origin`, in degrees; 0 for everything but watermarks and landscape matter.
    pub rotation: i16,
    /// What the run belongs to.
    pub tag: Tag,
}

/// One glyph.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// Glyph index in the face.
    pub id: u16,
    /// Distance from the run's origin along the baseline.
    pub x: Length,
    /// The bytes of the run's `text` it shows.
    pub text: Range<usize>,
}

/// A straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// One end.
    pub from: Point,
    /// Other end.
    pub to: Point,
    /// Thickness.
    pub thickness: Length,
    /// Colour.
    pub color: Color,
}

/// A filled rectangle (always an artifact).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fill {
    /// Top left corner.
    pub origin: Point,
    /// Extent.
    pub size: Size,
    /// Colour.
    pub color: Color,
}

/// A picture on the page, upright as its [`Hold`](crate::image::Hold) says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacedImage {
    /// Index in [`PagedDocument::images`].
    pub image: usize,
    /// Top left corner.
    pub origin: Point,
    /// Extent as it is seen.
    pub size: Size,
    /// What it belongs to.
    pub tag: Tag,
}

/// An opaque colour, 8 bits per channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Color {
    /// Black, the colour of all text unless a clause says otherwise (GB/T 9704—2012, 5.2.4).
    pub const BLACK: Color = Color { red: 0, green: 0, blue: 0 };
}

/// Names a node of [`PagedDocument::structure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NodeId(pub u32);

/// What a run belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// Content of a structure node; a node may have runs on several pages.
    Content(NodeId),
    /// Not content: folio, watermark, decoration.
    Artifact,
}

/// One element of the structure tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StructureNode {
    /// What it is.
    pub role: Role,
    /// Its parent; `None` only for the root.
    pub parent: Option<NodeId>,
    /// What a picture shows, in words, for those who do not see it.
    pub alternative: Option<String>,
}

/// Roles of ISO 32000 standard structure types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The root.
    Document,
    /// The document title.
    Title,
    /// A heading of level 1 to 4.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A paragraph of others' words.
    Quotation,
    /// A table.
    Table,
    /// A table row.
    Row,
    /// A column head.
    HeadCell,
    /// A cell.
    Cell,
    /// A table caption.
    Caption,
    /// A note.
    Note,
    /// A picture.
    Figure,
}

/// One entry of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineItem {
    /// Its words, label included.
    pub title: String,
    /// Page index from 0.
    pub page: usize,
    /// Distance of its top from the top paper edge.
    pub y: Length,
    /// Entries below it.
    pub children: Vec<OutlineItem>,
}
