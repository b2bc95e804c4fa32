//! Pages as drawing operators.
//!
//! In: the items of each page. Out: operators for `printpdf` and, per page, the structure node behind each
//! marked-content number. Neighbouring items of one node share a marked-content sequence.

use super::cluster::{Cluster, clusters};
use super::fonts::{FaceUsage, Usage, UsedGlyph, resource_name};
use super::{images, structure, utf16};
use crate::layout::page::{Color, Fill, GlyphRun, Item, NodeId, Page, PagedDocument, PlacedImage, Rule, Tag};
use crate::unit::{Length, Point};
use printpdf::{
    Codepoint, CurTransMat, DictItem, Line, LinePoint, Mm, Op, PaintMode, PdfFontHandle, PdfPage, Pt, Rect, Rgb,
    TextItem, TextMatrix, TextRenderingMode, WindingOrder,
};

/// The node behind each marked-content number of a page.
pub(super) type PageMarks = Vec<NodeId>;

/// The operators of all pages.
pub(super) fn pages(document: &PagedDocument, usage: &Usage) -> Result<(Vec<PdfPage>, Vec<PageMarks>), String> {
    let mut pages = Vec::with_capacity(document.pages.len());
    let mut marks = Vec::with_capacity(document.pages.len());
    for page in &document.pages {
        let mut painter =
            Painter { document, usage, page, ops: Vec::new(), marks: Vec::new(), state: State::default() };
        painter.items()?;
        let (width, height) = (points(page.size.width), points(page.size.height));
        let mut sheet = PdfPage::new(Mm(210.0), Mm(297.0), painter.ops);
        for boundary in [&mut sheet.media_box, &mut sheet.trim_box, &mut sheet.crop_box] {
            (boundary.width, boundary.height) = (width, height);
        }
        pages.push(sheet);
        marks.push(painter.marks);
    }
    Ok((pages, marks))
}

/// What the operators so far have left set.
#[derive(Default)]
struct State {
    tag: Option<Tag>,
    fill: Option<Color>,
    stroke: Option<Color>,
}

struct Painter<'a> {
    document: &'a PagedDocument,
    usage: &'a Usage,
    page: &'a Page,
    ops: Vec<Op>,
    marks: PageMarks,
    state: State,
}

impl Painter<'_> {
    fn items(&mut self) -> Result<(), String> {
        for item in &self.page.items {
            match item {
                Item::Glyphs(run) if run.glyphs.is_empty() => {}
                Item::Glyphs(run) => self.run(run)?,
                Item::Rule(rule) => self.rule(rule)?,
                Item::Fill(fill) => self.fill(fill)?,
                Item::Image(image) => self.image(image)?,
            }
        }
        self.mark(None)
    }

    /// Enters the marked-content sequence of `tag`, leaving the open one.
    fn mark(&mut self, tag: Option<Tag>) -> Result<(), String> {
        if self.state.tag == tag {
            return Ok(());
        }
        if self.state.tag.is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
        match tag {
            None => {}
            Some(Tag::Artifact) => self.ops.push(Op::BeginMarkedContent { tag: "Artifact".to_owned() }),
            Some(Tag::Content(node)) => {
                let Some(named) = self.document.structure.get(node.0 as usize) else {
                    return Err(format!("页面引用了不存在的结构节点 {}", node.0));
                };
                let number = DictItem::Int(self.marks.len() as i64);
                self.marks.push(node);
                self.ops.push(Op::BeginMarkedContentWithProperties {
                    tag: structure::type_name(named.role).to_owned(),
                    properties: DictItem::Dict { map: [("MCID".to_owned(), number)].into() },
                });
            }
        }
        self.state.tag = tag;
        Ok(())
    }

    fn run(&mut self, run: &GlyphRun) -> Result<(), String> {
        let face = self.usage.get(&run.face).ok_or("字体没有登记")?;
        self.mark(Some(run.tag))?;
        self.fill_color(run.color);
        let size = Pt(rounded(run.size.to_pt()));
        self.ops.push(Op::StartTextSection);
        self.ops.push(Op::SetFont { font: PdfFontHandle::External(resource_name(run.face)), size });
        self.ops.push(Op::SetTextMatrix { matrix: self.matrix(run) });
        let bold = run.outline > Length::ZERO;
        if bold {
            self.stroke_color(run.color);
            self.ops.push(Op::SetOutlineThickness { pt: points(run.outline) });
            self.ops.push(Op::SetTextRenderingMode { mode: TextRenderingMode::FillStroke });
        }
        let mut pen = Pen::new(run);
        let mut plain = Vec::with_capacity(run.glyphs.len());
        for cluster in clusters(run) {
            if is_mapped(&cluster, run, face) {
                pen.show(cluster, run, face, &mut plain)?;
                continue;
            }
            self.show(std::mem::take(&mut plain));
            let text = DictItem::String { data: utf16(cluster.text), literal: false };
            self.ops.push(Op::BeginMarkedContentWithProperties {
                tag: "Span".to_owned(),
                properties: DictItem::Dict { map: [("ActualText".to_owned(), text)].into() },
            });
            let mut replaced = Vec::new();
            pen.show(cluster, run, face, &mut replaced)?;
            self.show(replaced);
            self.ops.push(Op::EndMarkedContent);
        }
        self.show(plain);
        if bold {
            self.ops.push(Op::SetTextRenderingMode { mode: TextRenderingMode::Fill });
        }
        self.ops.push(Op::EndTextSection);
        Ok(())
    }

    fn show(&mut self, glyphs: Vec<Codepoint>) {
        if !glyphs.is_empty() {
            self.ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
        }
    }

    /// Text space of a run: its first glyph at the origin, turned about the run's origin.
    fn matrix(&self, run: &GlyphRun) -> TextMatrix {
        let first = run.glyphs.first().map_or(Length::ZERO, |glyph| glyph.x).to_pt();
        let (x, y) = (run.origin.x.to_pt(), (self.page.size.height - run.origin.y).to_pt());
        if run.rotation == 0 {
            return TextMatrix::Translate(Pt(rounded(x + first)), Pt(rounded(y)));
        }
        let (sin, cos) = turned(run.rotation);
        let [x, y] = [x + first * cos, y + first * sin].map(rounded);
        TextMatrix::Raw([cos as f32, sin as f32, -sin as f32, cos as f32, x, y])
    }

    fn rule(&mut self, rule: &Rule) -> Result<(), String> {
        self.mark(Some(Tag::Artifact))?;
        self.stroke_color(rule.color);
        self.ops.push(Op::SetOutlineThickness { pt: points(rule.thickness) });
        let points = [rule.from, rule.to].map(|end| LinePoint { p: self.place(end), bezier: false });
        self.ops.push(Op::DrawLine { line: Line { points: points.to_vec(), is_closed: false } });
        Ok(())
    }

    fn fill(&mut self, fill: &Fill) -> Result<(), String> {
        self.mark(Some(Tag::Artifact))?;
        self.fill_color(fill.color);
        let corner = self.place(Point { x: fill.origin.x, y: fill.origin.y + fill.size.height });
        let rectangle = Rect {
            x: corner.x,
            y: corner.y,
            width: points(fill.size.width),
            height: points(fill.size.height),
            mode: Some(PaintMode::Fill),
            winding_order: Some(WindingOrder::NonZero),
        };
        self.ops.push(Op::DrawRectangle { rectangle });
        Ok(())
    }

    fn image(&mut self, placed: &PlacedImage) -> Result<(), String> {
        let Some(image) = self.document.images.get(placed.image) else {
            return Err(format!("页面引用了不存在的图片 {}", placed.image));
        };
        self.mark(Some(placed.tag))?;
        let corner = Point { x: placed.origin.x, y: placed.origin.y + placed.size.height };
        let corner = Point { x: corner.x, y: self.page.size.height - corner.y };
        self.ops.push(Op::SaveGraphicsState);
        let matrix = CurTransMat::Raw(images::matrix(image.hold, corner, placed.size));
        self.ops.push(Op::SetTransformationMatrix { matrix });
        self.ops.push(Op::UseXobject { id: images::resource_name(placed.image), transform: Default::default() });
        self.ops.push(Op::RestoreGraphicsState);
        Ok(())
    }

    fn fill_color(&mut self, color: Color) {
        if self.state.fill != Some(color) {
            self.ops.push(Op::SetFillColor { col: rgb(color) });
            self.state.fill = Some(color);
        }
    }

    fn stroke_color(&mut self, color: Color) {
        if self.state.stroke != Some(color) {
            self.ops.push(Op::SetOutlineColor { col: rgb(color) });
            self.state.stroke = Some(color);
        }
    }

    /// A place in PDF space, whose origin is the lower left corner.
    fn place(&self, point: Point) -> printpdf::Point {
        printpdf::Point { x: points(point.x), y: points(self.page.size.height - point.y) }
    }
}

/// Whether the face's ToUnicode map already gives the cluster's text.
fn is_mapped(cluster: &Cluster<'_>, run: &GlyphRun, face: &FaceUsage) -> bool {
    let [glyph] = &run.glyphs[cluster.glyphs.clone()] else { return false };
    face.glyph(glyph.id).is_some_and(|used| used.text == cluster.text)
}

/// Where the viewer's pen stands in a run, in thousandths of the size.
struct Pen {
    at: f64,
    start: Length,
    size: f64,
}

impl Pen {
    fn new(run: &GlyphRun) -> Pen {
        let start = run.glyphs.first().map_or(Length::ZERO, |glyph| glyph.x);
        Pen { at: 0.0, start, size: run.size.to_emu().max(1) as f64 }
    }

    /// Appends the glyphs of a cluster, each with the adjustment that brings the pen to the next one. The pen
    /// remembers what rounding left, so errors never add up.
    fn show(
        &mut self,
        cluster: Cluster<'_>,
        run: &GlyphRun,
        face: &FaceUsage,
        out: &mut Vec<Codepoint>,
    ) -> Result<(), String> {
        for index in cluster.glyphs {
            let UsedGlyph { id, advance, text } = face.glyph(run.glyphs[index].id).ok_or("字形没有登记")?;
            self.at += f64::from(*advance);
            let mut offset = 0.0;
            if let Some(next) = run.glyphs.get(index + 1) {
                let wanted = (next.x - self.start).to_emu() as f64 * 1000.0 / self.size;
                offset = ((self.at - wanted) * 10.0).round() / 10.0;
                self.at -= offset;
            }
            out.push(Codepoint::with_cid(*id, offset as f32, text.clone()));
        }
        Ok(())
    }
}

/// Sine and cosine of an angle in degrees; exact at quarter turns.
fn turned(degrees: i16) -> (f64, f64) {
    match degrees.rem_euclid(360) {
        0 => (0.0, 1.0),
        90 => (1.0, 0.0),
        180 => (0.0, -1.0),
        270 => (-1.0, 0.0),
        other => {
            let (sin, cos) = f64::from(other).to_radians().sin_cos();
            // Five places, so that no machine's last bit shows in the file.
            ((sin * 1e5).round() / 1e5, (cos * 1e5).round() / 1e5)
        }
    }
}

fn points(length: Length) -> Pt {
    Pt(rounded(length.to_pt()))
}

/// To a thousandth of a point, a third of a micrometre.
pub(super) fn rounded(points: f64) -> f32 {
    ((points * 1000.0).round() / 1000.0) as f32
}

fn rgb(color: Color) -> printpdf::Color {
    let channel = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    let [r, g, b] = [color.red, color.green, color.blue].map(channel);
    printpdf::Color::Rgb(Rgb { r, g, b, icc_profile: None })
}
