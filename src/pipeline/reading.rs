//! An input read up to its meaning: data through schema, template and merge, or a draft straight to the document.

use super::Observer;
use super::input::{Input, InputKind};
use super::kind::{self, KindTexts};
use super::{several, table_file};
use crate::data::schema::{Schema, nearest};
use crate::data::{self, DataSet, KIND_KEYS, Node, PAGE_RULES_KEY};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Reported, Sink};
use crate::document::{self, Document};
use crate::markdown::Flavor;
use crate::merge;
use crate::source::{SourceId, SourceMap, Span};
use crate::template;
use crate::workspace::Workspace;
use std::collections::BTreeSet;
use std::path::Path;

const UNKNOWN_KIND: Code = Code::new("DA030", "unknown-kind");
const NO_KIND: Code = Code::new("DA031", "missing-kind");

/// Data with its schema.
#[derive(Debug)]
pub(super) struct ReadData {
    pub(super) root: Node,
    pub(super) schema: Schema,
    pub(super) data: DataSet,
    /// The paths of the fields that the template reads.
    pub(super) reads: BTreeSet<String>,
    /// The values that the template never reads.
    pub(super) unread: Vec<Span>,
    texts: KindTexts,
}

impl ReadData {
    /// The texts of the template: the kind's own and those it may include.
    pub(super) fn templates(&self) -> Vec<SourceId> {
        std::iter::once(self.texts.template).chain(self.texts.parts.values().copied()).collect()
    }
}

/// An input as far as it could be read.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) kind: InputKind,
    pub(super) data: Option<ReadData>,
    /// The schema of the kind that a draft names in its front matter.
    named: Option<Schema>,
    /// The text the document was built from.
    pub(super) text: SourceId,
    pub(super) document: Document,
}

impl Reading {
    /// The schema of its kind, if it is known.
    pub(super) fn schema(&self) -> Option<&Schema> {
        self.data.as_ref().map(|read| &read.schema).or(self.named.as_ref())
    }
}

/// Reads data and holds it against its schema.
pub(super) fn read_data(
    input: SourceId,
    workspace: &Workspace,
    templates: Option<&Path>,
    sources: &mut SourceMap,
    sink: &mut Sink,
) -> Result<ReadData, Reported> {
    let mark = sink.len();
    let Some(root) = data::load(input, sources, sink) else {
        sink.ok_since(mark)?;
        return Err(sink.fail(no_kind(input, sources, &kind::names(workspace, templates, &mut Sink::new())?)));
    };
    if KIND_KEYS.iter().all(|key| root.get(key).is_none()) {
        // What is wrong with the file says why the kind cannot be read.
        sink.ok_since(mark)?;
    }
    let name = sources.get(input).name().to_owned();
    let mut root = several::gather(root, &name, workspace, sources, sink)?;
    let texts = kind_of(&root, input, workspace, templates, sources, sink)?;
    let schema = Schema::read_with(texts.schema, &texts.fields, sources, sink)?;
    table_file::bring_in(&mut root, &schema.fields, workspace, sources, sink)?;
    let data = data::fill(&root, &schema, sink);
    Ok(ReadData { root, schema, data, reads: BTreeSet::new(), unread: Vec::new(), texts })
}

/// Reads an input up to its document.
pub(super) fn read(
    input: Input,
    workspace: &Workspace,
    templates: Option<&Path>,
    sources: &mut SourceMap,
    sink: &mut Sink,
    observer: &mut dyn Observer,
) -> Result<Reading, Reported> {
    let (id, kind) = input.open(workspace, sources, sink)?;
    observer.finished("读取");
    let flavor = match kind {
        InputKind::Data => Flavor::Merged,
        InputKind::Markdown => Flavor::Markdown,
        InputKind::Plain => Flavor::Plain,
    };
    let mut reading = Reading { kind, data: None, named: None, text: id, document: Document::default() };
    if kind == InputKind::Data {
        let mut data = read_data(id, workspace, templates, sources, sink)?;
        let own = if data.texts.own { "用户文件夹里的" } else { "随带的" };
        observer.decided(&format!("材料种类 {}，用{own}模板", data.schema.kind));
        observer.finished("数据");
        let program = template::compile(data.texts.template, &data.texts.parts, sources, &data.schema, sink)?;
        let unread = template::unread(&program, &data.schema, &data.root);
        data.reads = program.reads.clone();
        data.unread = unread.iter().map(|(_, entry)| entry.value.span).collect();
        observer.finished("模板");
        reading.text = merge::merge(&program, &data.data, sources, sink)?;
        template::report_unread(&unread, sink);
        reading.data = Some(data);
        observer.finished("合成");
    }
    reading.document = document::build(reading.text, sources, flavor, sink);
    if let Some(node) = reading.data.as_ref().and_then(|read| read.root.get(PAGE_RULES_KEY)) {
        reading.document.page_rules.extend(document::page_rules(node, sink));
    }
    observer.finished("成文");
    if reading.data.is_none()
        && let Some(named) = &reading.document.kind
    {
        let name = named.content();
        match kind::open(name, workspace, templates, sources, &mut Sink::new()) {
            Ok(Some(texts)) => {
                reading.named = Schema::read_with(texts.schema, &texts.fields, sources, &mut Sink::new()).ok()
            }
            // What is wrong with a template does not hurt a finished draft.
            Err(_) => {}
            Ok(None) => {
                let names = kind::names(workspace, templates, &mut Sink::new()).unwrap_or_default();
                let finding = unknown_kind(name, &names);
                sink.push(match named.whole_span() {
                    Some(span) => finding.at(span).hint("不从数据合成的稿子，可以不写种类：删去这一行"),
                    None => finding,
                });
            }
        }
    }
    Ok(reading)
}

/// The texts of the kind that the data names.
fn kind_of(
    root: &Node,
    input: SourceId,
    workspace: &Workspace,
    templates: Option<&Path>,
    sources: &mut SourceMap,
    sink: &mut Sink,
) -> Result<KindTexts, Reported> {
    let named = KIND_KEYS.iter().find_map(|key| root.get(key));
    let Some((node, name)) = named.and_then(|node| node.text().map(|name| (node, name.trim()))) else {
        let names = kind::names(workspace, templates, sink)?;
        return Err(sink.fail(no_kind(input, sources, &names)));
    };
    if let Some(texts) = kind::open(name, workspace, templates, sources, sink)? {
        return Ok(texts);
    }
    let names = kind::names(workspace, templates, sink)?;
    Err(sink.fail(unknown_kind(name, &names).at(node.span)))
}

/// What is said about a kind that does not exist.
pub(super) fn unknown_kind(name: &str, names: &[String]) -> Diagnostic {
    let diagnostic = Diagnostic::new(UNKNOWN_KIND, Level::Error, Kind::Data, format!("没有“{name}”这种材料"));
    match nearest(name, names.iter().map(String::as_str)) {
        Some(near) => diagnostic.hint(format!("是不是“{near}”？")),
        None => diagnostic.hint(format!("现有的种类：{}", names.join("、"))),
    }
}

fn no_kind(input: SourceId, sources: &SourceMap, names: &[String]) -> Diagnostic {
    let example = names.first().map_or("人大调研报告", String::as_str);
    Diagnostic::new(NO_KIND, Level::Error, Kind::Data, "没有写明是哪种材料")
        .in_file(sources.get(input).name())
        .hint(format!("在文件开头加一行：种类: {example}（现有的种类：{}）", names.join("、")))
}
