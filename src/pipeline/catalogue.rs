//! The kinds of report there are, what each takes, and an empty data file of one.

use super::gaps::write_new;
use super::kind;
use super::policy::{Choice, Projects};
use super::reading::unknown_kind;
use super::skeleton::skeleton;
use crate::data::json_schema;
use crate::data::schema::{Field, Schema};
use crate::diagnostic::{Diagnostic, Sink};
use crate::source::SourceMap;
use crate::workspace::{Output, Workspace, unwritable};
use std::path::{Path, PathBuf};

/// Where templates come from: the folder the user names, else that of the project file above the current folder, else
/// the bundled ones.
#[derive(Debug, Clone, Default)]
pub struct TemplateChoice {
    /// The folder on the command line.
    pub folder: Option<PathBuf>,
    /// Whether a project file is to be passed over.
    pub no_project: bool,
}

impl TemplateChoice {
    fn folder(&self, workspace: &Workspace, sources: &mut SourceMap, sink: &mut Sink) -> Option<PathBuf> {
        if self.folder.is_some() {
            return self.folder.clone();
        }
        let choice = Choice { no_project: self.no_project, ..Choice::default() };
        Projects::new(choice).of(Path::new(""), workspace, sources, sink).ok()?.settings.templates
    }
}

/// The kinds there are.
#[derive(Debug)]
pub struct Kinds {
    /// The texts the findings speak of.
    pub sources: SourceMap,
    /// What is wrong with the template folder.
    pub findings: Vec<Diagnostic>,
    /// Name and purpose.
    pub kinds: Vec<(String, String)>,
}

/// Lists the kinds.
pub fn kinds(workspace: &Workspace, choice: &TemplateChoice) -> Kinds {
    let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
    let templates = choice.folder(workspace, &mut sources, &mut sink);
    let templates = templates.as_deref();
    let mut kinds = Vec::new();
    for name in kind::names(workspace, templates, &mut sink).unwrap_or_default() {
        let schema = open_schema(&name, workspace, templates, &mut sources, &mut sink);
        kinds.push((name, schema.map(|schema| schema.purpose).unwrap_or_default()));
    }
    Kinds { sources, findings: sink.into_items(), kinds }
}

/// What a kind takes.
#[derive(Debug)]
pub struct SchemaOf {
    /// The texts the findings speak of.
    pub sources: SourceMap,
    /// Why there is no schema.
    pub findings: Vec<Diagnostic>,
    /// The schema.
    pub schema: Option<Schema>,
}

/// Finds the schema of a kind.
pub fn describe(workspace: &Workspace, name: &str, choice: &TemplateChoice) -> SchemaOf {
    let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
    let templates = choice.folder(workspace, &mut sources, &mut sink);
    let templates = templates.as_deref();
    let schema = open_schema(name, workspace, templates, &mut sources, &mut sink);
    SchemaOf { sources, findings: sink.into_items(), schema }
}

fn open_schema(
    name: &str,
    workspace: &Workspace,
    templates: Option<&Path>,
    sources: &mut SourceMap,
    sink: &mut Sink,
) -> Option<Schema> {
    match kind::open(name, workspace, templates, sources, sink).ok()? {
        Some(texts) => Schema::read_with(texts.schema, &texts.fields, sources, sink).ok(),
        None => {
            let names = kind::names(workspace, templates, sink).ok()?;
            sink.push(unknown_kind(name, &names));
            None
        }
    }
}

/// The fields of a kind for editors.
#[derive(Debug)]
pub struct EditorSchema {
    /// The texts the findings speak of.
    pub sources: SourceMap,
    /// Why there is none.
    pub findings: Vec<Diagnostic>,
    /// JSON Schema; if a file was asked for, it is written.
    pub text: Option<String>,
}

/// The JSON Schema of a kind, in a file if one is named; an older one is replaced.
pub fn editor_schema(
    workspace: &mut Workspace,
    name: &str,
    out: Option<&Path>,
    choice: &TemplateChoice,
) -> EditorSchema {
    let SchemaOf { sources, mut findings, schema } = describe(workspace, name, choice);
    let mut text = schema.map(|schema| format!("{:#}\n", json_schema(&schema)));
    if let (Some(path), Some(made)) = (out, &text) {
        let output = Output { path: path.to_path_buf(), bytes: made.clone().into_bytes() };
        if let Err(error) = workspace.write(vec![output]) {
            findings.push(unwritable(&error));
            text = None;
        }
    }
    EditorSchema { sources, findings, text }
}

/// A field with its depth below the top.
#[derive(Debug, Clone, Copy)]
pub struct FieldLine<'a> {
    /// 0 at the top.
    pub depth: usize,
    /// The field.
    pub field: &'a Field,
}

/// All fields of a schema, parents before children.
pub fn field_lines(schema: &Schema) -> Vec<FieldLine<'_>> {
    fn below<'a>(fields: &'a [Field], depth: usize, lines: &mut Vec<FieldLine<'a>>) {
        for field in fields {
            lines.push(FieldLine { depth, field });
            below(&field.fields, depth + 1, lines);
        }
    }
    let mut lines = Vec::new();
    below(&schema.fields, 0, &mut lines);
    lines
}

/// An empty data file.
#[derive(Debug)]
pub struct NewData {
    /// The texts the findings speak of.
    pub sources: SourceMap,
    /// Why there is none.
    pub findings: Vec<Diagnostic>,
    /// Its text; if a file was asked for, it is written.
    pub text: Option<String>,
}

/// Makes an empty data file of a kind, in a new file if one is named.
pub fn new_data(workspace: &mut Workspace, name: &str, out: Option<&Path>, choice: &TemplateChoice) -> NewData {
    let SchemaOf { sources, mut findings, schema } = describe(workspace, name, choice);
    let mut text = schema.map(|schema| skeleton(&schema));
    if let (Some(path), Some(made)) = (out, &text)
        && let Some(problem) = write_new(workspace, path, made.clone().into_bytes())
    {
        findings.push(problem);
        text = None;
    }
    NewData { sources, findings, text }
}
