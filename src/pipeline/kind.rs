//! The kinds of report: those in the binary, and those in a folder of the user's, which come first.
//!
//! A kind is a folder with `schema.yaml` and `template.md`, named after it.

use crate::diagnostic::{Code, Diagnostic, Kind, Level, Reported, Sink};
use crate::source::{SourceId, SourceMap};
use crate::workspace::{Entry, ReadError, Workspace};
use std::collections::BTreeMap;
use std::path::Path;

const NO_TEMPLATES: Code = Code::new("FS012", "no-template-folder");

pub(super) const SCHEMA: &str = "schema.yaml";
pub(super) const TEMPLATE: &str = "template.md";

/// The folder whose texts every kind may include.
pub(super) const SHARED: &str = "共用";

/// A kind in the binary.
struct Bundled {
    name: &'static str,
    schema: &'static str,
    template: &'static str,
    /// The other texts of its folder.
    parts: &'static [(&'static str, &'static str)],
}

/// Kinds in the binary, as the folder `report-templates` had them when it was built.
const BUNDLED: &[Bundled] = include!(concat!(env!("OUT_DIR"), "/kinds.rs"));
/// Texts that every kind in the binary may include.
const BUNDLED_PARTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/parts.rs"));

/// The texts of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KindTexts {
    pub(super) schema: SourceId,
    pub(super) template: SourceId,
    /// What the template may include: the other `.md` files of its folder, by name.
    pub(super) parts: BTreeMap<String, SourceId>,
    /// What the schema may take in: the other `.yaml` files.
    pub(super) fields: BTreeMap<String, SourceId>,
    /// Whether they came from the user's folder.
    pub(super) own: bool,
}

/// The names of all kinds, the user's own first; a kind of the user's replaces the bundled one of its name.
pub(super) fn names(workspace: &Workspace, folder: Option<&Path>, sink: &mut Sink) -> Result<Vec<String>, Reported> {
    let mut names = match folder {
        None => Vec::new(),
        Some(folder) => {
            own_names(workspace, folder).map_err(|error| sink.fail(no_folder(workspace, folder, &error)))?
        }
    };
    for Bundled { name, .. } in BUNDLED {
        if !names.iter().any(|own| own == name) {
            names.push((*name).to_owned());
        }
    }
    Ok(names)
}

fn own_names(workspace: &Workspace, folder: &Path) -> Result<Vec<String>, ReadError> {
    let names = workspace.list(folder)?;
    // Half a kind is a kind too: what is missing of it is an error, not a reason to use the bundled one.
    let has = |name: &String, file: &str| workspace.entry(&folder.join(name).join(file)) == Some(Entry::File);
    let is_kind = |name: &String| name != SHARED && (has(name, TEMPLATE) || has(name, SCHEMA));
    Ok(names.into_iter().filter(is_kind).collect())
}

/// Registers the texts of a kind; `None` if there is no such kind.
pub(super) fn open(
    name: &str,
    workspace: &Workspace,
    folder: Option<&Path>,
    sources: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Option<KindTexts>, Reported> {
    if let Some(folder) = folder {
        let own = own_names(workspace, folder).map_err(|error| sink.fail(no_folder(workspace, folder, &error)))?;
        if own.is_empty() {
            return Err(sink.fail(no_kinds(folder)));
        }
        if own.iter().any(|own| own == name) {
            let below = folder.join(name);
            let schema = workspace.open(&below.join(SCHEMA), sources, sink)?;
            let template = workspace.open(&below.join(TEMPLATE), sources, sink)?;
            let mut parts = bundled_parts(sources);
            // The kind's own parts come before those its folder shares with others, and both before ours.
            for folder in [folder.join(SHARED), below.clone()] {
                for part in workspace.list(&folder).unwrap_or_default() {
                    if (part.ends_with(".md") && part != TEMPLATE) || (part.ends_with(".yaml") && part != SCHEMA) {
                        let id = workspace.open(&folder.join(&part), sources, sink)?;
                        parts.insert(part, id);
                    }
                }
            }
            return Ok(Some(KindTexts::new(schema, template, parts, true)));
        }
    }
    let Some(kind) = BUNDLED.iter().find(|kind| kind.name == name) else { return Ok(None) };
    let mut add = |file: &str, text: &'static str| sources.add(format!("随带模板/{name}/{file}"), text);
    let (schema, template) = (add(SCHEMA, kind.schema), add(TEMPLATE, kind.template));
    let own: Vec<(String, SourceId)> =
        kind.parts.iter().map(|(file, text)| ((*file).to_owned(), add(file, text))).collect();
    let mut parts = bundled_parts(sources);
    parts.extend(own);
    Ok(Some(KindTexts::new(schema, template, parts, false)))
}

impl KindTexts {
    fn new(schema: SourceId, template: SourceId, mut parts: BTreeMap<String, SourceId>, own: bool) -> KindTexts {
        let fields = parts.extract_if(.., |name, _| name.ends_with(".yaml")).collect();
        KindTexts { schema, template, parts, fields, own }
    }
}

fn bundled_parts(sources: &mut SourceMap) -> BTreeMap<String, SourceId> {
    let add = |(file, text): &(&str, &'static str)| {
        ((*file).to_owned(), sources.add(format!("随带模板/{SHARED}/{file}"), *text))
    };
    BUNDLED_PARTS.iter().map(add).collect()
}

/// Most often the folder of one kind was named instead of the one above it.
fn no_kinds(folder: &Path) -> Diagnostic {
    let name = folder.display().to_string();
    Diagnostic::new(NO_TEMPLATES, Level::Error, Kind::File, format!("“{name}”里没有一种材料的模板"))
        .in_file(name)
        .hint("--templates 后面写上一级文件夹：里面每种材料一个子文件夹，放 template.md 和 schema.yaml")
}

fn no_folder(workspace: &Workspace, folder: &Path, error: &ReadError) -> Diagnostic {
    let name = folder.display();
    let message = match error {
        ReadError::Missing if workspace.entry(folder).is_some() => format!("“{name}”是文件，不是模板文件夹"),
        ReadError::Missing => format!("找不到模板文件夹“{name}”"),
        _ => format!("模板文件夹“{name}”打不开"),
    };
    Diagnostic::new(NO_TEMPLATES, Level::Error, Kind::File, message)
        .in_file(name.to_string())
        .hint("--templates 后面写一个文件夹，里面每种材料一个子文件夹，放 template.md 和 schema.yaml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_users_kinds_come_first_and_replace_bundled_ones() {
        let files = [
            ("模板/短报/template.md", "短"),
            ("模板/短报/schema.yaml", "名称: 短报"),
            ("模板/人大调研报告/template.md", "自己的"),
            ("模板/人大调研报告/schema.yaml", "名称: 人大调研报告"),
            ("模板/说明.txt", ""),
        ];
        let workspace = Workspace::in_memory(files);
        let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
        let folder = Some(Path::new("模板"));
        let found = names(&workspace, folder, &mut sink).expect("names");
        assert_eq!(found[..2], ["人大调研报告".to_owned(), "短报".to_owned()]);
        assert!(found[2..].iter().any(|name| name == "工作总结"), "the bundled ones follow: {found:?}");
        let texts = open("人大调研报告", &workspace, folder, &mut sources, &mut sink).expect("read").expect("found");
        assert_eq!(sources.get(texts.template).text(), "自己的");
        let texts = open("人大调研报告", &workspace, None, &mut sources, &mut sink).expect("read").expect("found");
        assert!(!texts.own && sources.get(texts.schema).text().contains("县名"));
        assert_eq!(open("通知", &workspace, folder, &mut sources, &mut sink), Ok(None));
        assert!(names(&workspace, Some(Path::new("没有")), &mut sink).is_err());
    }

    #[test]
    fn parts_come_from_the_kind_then_from_the_shared_folder_then_from_the_binary() {
        let files = [
            ("模板/短报/template.md", "短"),
            ("模板/短报/schema.yaml", "名称: 短报"),
            ("模板/短报/抬头.md", "短报的抬头"),
            ("模板/共用/抬头.md", "共用的抬头"),
            ("模板/共用/结尾.md", "共用的结尾"),
            ("模板/共用/template.md", "不是种类"),
        ];
        let workspace = Workspace::in_memory(files);
        let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
        let folder = Some(Path::new("模板"));
        let texts = open("短报", &workspace, folder, &mut sources, &mut sink).expect("read").expect("found");
        let text = |part: &str| sources.get(texts.parts[part]).text();
        assert_eq!((text("抬头.md"), text("结尾.md")), ("短报的抬头", "共用的结尾"));
        assert!(text("题头.md").contains("落款"));
        assert!(!names(&workspace, folder, &mut sink).expect("names").iter().any(|name| name == SHARED));
    }

    /// Every field of `fields` as a path of names.
    fn paths(fields: &[crate::data::schema::Field], above: &str, found: &mut Vec<String>) {
        for field in fields {
            let path = if above.is_empty() { field.name.clone() } else { format!("{above}.{}", field.name) };
            paths(&field.fields, &path, found);
            found.push(path);
        }
    }

    #[test]
    fn every_bundled_template_reads_every_field_it_asks_for() {
        for Bundled { name, .. } in BUNDLED {
            let workspace = Workspace::in_memory([("没有", "")]);
            let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
            let texts = open(name, &workspace, None, &mut sources, &mut sink).expect("read").expect("found");
            let schema = crate::data::schema::Schema::read_with(texts.schema, &texts.fields, &sources, &mut sink)
                .expect("schema");
            assert_eq!(schema.kind, *name);
            let program = crate::template::compile(texts.template, &texts.parts, &sources, &schema, &mut sink);
            let program = program.unwrap_or_else(|_| panic!("{name}: {:?}", sink.items()));
            let mut fields = Vec::new();
            paths(&schema.fields, "", &mut fields);
            fields.retain(|path| path != "种类" && !program.reads.contains(path));
            assert!(fields.is_empty(), "{name} never reads {fields:?}");
        }
    }
}
