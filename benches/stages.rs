//! Each stage alone, and the whole: from the data file to the bytes of the PDF. `cargo bench` runs it.
//!
//! Every stage gets exactly what the stage before it made of the sample report; making that is not timed.

use divan::{Bencher, black_box};
use zhibi::check::{self, Draft, Selection};
use zhibi::data::schema::Schema;
use zhibi::data::{self, DataSet};
use zhibi::diagnostic::Sink;
use zhibi::document::{self, Document};
use zhibi::font::FontSet;
use zhibi::layout::page::PagedDocument;
use zhibi::layout::{self, Options};
use zhibi::markdown::Flavor;
use zhibi::merge;
use zhibi::source::{SourceId, SourceMap};
use zhibi::style::PageStyle;
use zhibi::template::{self, Folder, Program};
use zhibi::writer;

const DATA: &str = include_str!("../data/青禾县调研.yaml");
const SCHEMA: &str = include_str!("../report-templates/人大调研报告/schema.yaml");
const TEMPLATE: &str = include_str!("../report-templates/人大调研报告/template.md");
const PARTS: [(&str, &str); 11] = [
    ("图片.md", include_str!("../report-templates/共用/图片.md")),
    ("图片.yaml", include_str!("../report-templates/共用/图片.yaml")),
    ("题头.md", include_str!("../report-templates/共用/题头.md")),
    ("附件目录.md", include_str!("../report-templates/共用/附件目录.md")),
    ("表格.md", include_str!("../report-templates/共用/表格.md")),
    ("小节.md", include_str!("../report-templates/共用/小节.md")),
    ("题下.yaml", include_str!("../report-templates/共用/题下.yaml")),
    ("编排.yaml", include_str!("../report-templates/共用/编排.yaml")),
    ("分点.md", include_str!("../report-templates/共用/分点.md")),
    ("附件正文.md", include_str!("../report-templates/共用/附件正文.md")),
    ("指标.md", include_str!("../report-templates/共用/指标.md")),
];

fn main() {
    divan::main();
}

/// The texts of the sample, registered.
struct Texts {
    sources: SourceMap,
    data: SourceId,
    schema: SourceId,
    template: SourceId,
    parts: Folder,
}

impl Texts {
    fn new() -> Texts {
        let mut sources = SourceMap::new();
        let data = sources.add("data.yaml", DATA);
        let schema = sources.add("schema.yaml", SCHEMA);
        let template = sources.add("template.md", TEMPLATE);
        let parts = PARTS.map(|(name, text)| (name.to_owned(), sources.add(name, text))).into();
        Texts { sources, data, schema, template, parts }
    }

    fn schema(&self) -> Schema {
        Schema::read_with(self.schema, &self.parts, &self.sources, &mut Sink::new())
            .expect("the bundled schema is sound")
    }

    fn data(&self, schema: &Schema) -> DataSet {
        let mut sink = Sink::new();
        let root = data::load(self.data, &self.sources, &mut sink).expect("the sample loads");
        data::fill(&root, schema, &mut sink)
    }

    fn program(&self, schema: &Schema) -> Program {
        template::compile(self.template, &self.parts, &self.sources, schema, &mut Sink::new())
            .expect("the bundled template is sound")
    }
}

fn merged() -> (SourceMap, SourceId) {
    let mut texts = Texts::new();
    let schema = texts.schema();
    let (data, program) = (texts.data(&schema), texts.program(&schema));
    let merged = merge::merge(&program, &data, &mut texts.sources, &mut Sink::new()).expect("the sample merges");
    (texts.sources, merged)
}

fn report() -> Document {
    let (sources, merged) = merged();
    document::build(merged, &sources, Flavor::Merged, &mut Sink::new())
}

fn lay_out(document: &Document, fonts: &FontSet) -> PagedDocument {
    layout::lay_out(document, &PageStyle::gb_t_9704(), fonts, &Options::default(), &mut Sink::new())
}

#[divan::bench]
fn a_schema() -> Schema {
    Texts::new().schema()
}

#[divan::bench]
fn b_data(bencher: Bencher<'_, '_>) {
    let texts = Texts::new();
    let schema = texts.schema();
    bencher.bench_local(|| texts.data(black_box(&schema)));
}

#[divan::bench]
fn c_template(bencher: Bencher<'_, '_>) {
    let texts = Texts::new();
    let schema = texts.schema();
    bencher.bench_local(|| texts.program(black_box(&schema)));
}

#[divan::bench]
fn d_merge(bencher: Bencher<'_, '_>) {
    let inputs = || {
        let texts = Texts::new();
        let schema = texts.schema();
        let (data, program) = (texts.data(&schema), texts.program(&schema));
        (texts.sources, data, program)
    };
    bencher.with_inputs(inputs).bench_local_values(|(mut sources, data, program)| {
        let merged = merge::merge(&program, &data, &mut sources, &mut Sink::new());
        (merged, sources)
    });
}

#[divan::bench]
fn e_document(bencher: Bencher<'_, '_>) {
    let (sources, merged) = merged();
    bencher.bench_local(|| document::build(black_box(merged), &sources, Flavor::Merged, &mut Sink::new()));
}

#[divan::bench]
fn f_markdown_writer(bencher: Bencher<'_, '_>) {
    let document = report();
    bencher.bench_local(|| writer::markdown::write(black_box(&document)));
}

#[divan::bench]
fn g_check(bencher: Bencher<'_, '_>) {
    let (sources, merged) = merged();
    let document = document::build(merged, &sources, Flavor::Merged, &mut Sink::new());
    let draft = Draft { document: Some(&document), ..Draft::new(&sources) };
    bencher.bench_local(|| check::check(black_box(&draft), &Selection::default()));
}

#[divan::bench]
fn h_fonts() -> FontSet {
    FontSet::bundled()
}

#[divan::bench]
fn i_layout(bencher: Bencher<'_, '_>) {
    let (document, fonts) = (report(), FontSet::bundled());
    bencher.bench_local(|| lay_out(black_box(&document), &fonts));
}

#[divan::bench]
fn j_pdf_writer(bencher: Bencher<'_, '_>) {
    let (document, fonts) = (report(), FontSet::bundled());
    let paged = lay_out(&document, &fonts);
    bencher.bench_local(|| writer::pdf::write(black_box(&paged), &fonts, &writer::pdf::PdfOptions::default()));
}

/// What a cold start does, reading and writing of files apart.
#[divan::bench]
fn z_whole() -> Vec<u8> {
    let fonts = FontSet::bundled();
    let paged = lay_out(&report(), &fonts);
    writer::pdf::write(&paged, &fonts, &writer::pdf::PdfOptions::default()).expect("the sample can be written")
}
