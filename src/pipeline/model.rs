//! A template of the user's, checked by itself: what it names must exist, what it asks for must be used, and its own
//! words must hold no gap.

use super::check::{Checked, sort};
use super::kind::{self, KindTexts};
use super::policy::Projects;
use crate::check::{self, Draft};
use crate::data::schema::{Field, Schema};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Reported, Sink};
use crate::source::{SourceMap, Span};
use crate::template::{self, Program, STEERING};
use crate::workspace::{Entry, Workspace};
use std::collections::HashMap;
use std::path::Path;

const UNUSED: Code = Code::new("TP012", "unused-field");

/// Whether a file belongs to a kind of report, as its template, its schema or a part of them.
pub(super) fn is_part(path: &Path, workspace: &Workspace) -> bool {
    let Some(folder) = path.parent() else { return false };
    let has = |file: &str| workspace.entry(&folder.join(file)) == Some(Entry::File);
    has(kind::TEMPLATE) && has(kind::SCHEMA)
}

/// Checks the kind that lies in the folder of `path`.
pub(super) fn check(path: &Path, workspace: &Workspace, projects: &mut Projects) -> Checked {
    let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
    let folder = path.parent().unwrap_or(Path::new(""));
    if let Ok(policy) = projects.of(folder, workspace, &mut sources, &mut sink) {
        let mark = sink.len();
        // What is wrong is in the sink; there is nothing else to do about it.
        let _ = examine(folder, workspace, &policy, &mut sources, &mut sink);
        policy.judge(&mut sink, mark, None, &sources);
    }
    let mut findings = sink.into_items();
    sort(&mut findings, &sources);
    Checked { sources, findings }
}

fn examine(
    folder: &Path,
    workspace: &Workspace,
    policy: &super::policy::Policy,
    sources: &mut SourceMap,
    sink: &mut Sink,
) -> Result<(), Reported> {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let above = folder.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Some(texts) = kind::open(&name, workspace, Some(above), sources, sink)? else { return Ok(()) };
    let schema = Schema::read_with(texts.schema, &texts.fields, sources, sink)?;
    let program = template::compile(texts.template, &texts.parts, sources, &schema, sink);
    let templates = [texts.template];
    let draft = Draft { templates: &templates, words: policy.words(), ..Draft::new(sources) };
    let found = check::check(&draft, &policy.selection());
    found.into_iter().for_each(|finding| sink.push(finding));
    let mut unused = Unused { program: &program?, seen: HashMap::new(), found: Vec::new() };
    unused.walk(&schema.fields, "", true);
    for (name, nth) in unused.found {
        let place = place(&name, nth, &texts, sources);
        let finding = Diagnostic::new(UNUSED, Level::Info, Kind::Template, format!("“{name}”要人填，模板却没有用到"));
        let hint = format!("不用就从字段说明里删去；要印就在模板里写上 {{{{ {name} }}}}");
        sink.push(finding.at(place).hint(hint));
    }
    Ok(())
}

/// The fields that a template never reads; of a group it never reads, the group.
struct Unused<'a> {
    program: &'a Program,
    /// How many fields of each name there were so far.
    seen: HashMap<String, usize>,
    /// Name, and which of that name.
    found: Vec<(String, usize)>,
}

impl Unused<'_> {
    fn walk(&mut self, fields: &[Field], path: &str, telling: bool) {
        for field in fields {
            let path = if path.is_empty() { field.name.clone() } else { format!("{path}.{}", field.name) };
            let nth = self.seen.entry(field.name.clone()).or_default();
            let (this, read) = (*nth, self.program.reads.contains(&path));
            *nth += 1;
            if telling && !read && !STEERING.contains(&field.name.as_str()) {
                self.found.push((field.name.clone(), this));
            }
            self.walk(&field.fields, &path, telling && read);
        }
    }
}

/// Where the `nth` field of a name is declared: in the schema, or in a part of it.
fn place(name: &str, nth: usize, texts: &KindTexts, sources: &SourceMap) -> Span {
    let declared = |source| {
        let text: &str = sources.get(source).text();
        let starts = text.match_indices("名称:").map(|(at, key)| at + key.len());
        starts.filter_map(move |at| {
            let value = text[at..].trim_start_matches([' ', '"', '\'']);
            let rest = value.strip_prefix(name)?;
            let start = text.len() - value.len();
            let ended = rest.chars().next().is_none_or(|c| c.is_whitespace() || ",}\"'#".contains(c));
            ended.then(|| Span::new(source, start, start + name.len()))
        })
    };
    let own = declared(texts.schema).nth(nth);
    let shared = || texts.fields.values().find_map(|part| declared(*part).next());
    own.or_else(|| declared(texts.schema).last()).or_else(shared).unwrap_or(Span::new(texts.schema, 0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str = "名称: 短报\n字段:\n  - {名称: 种类}\n  - {名称: 县名}\n  - 名称: 成效\n    类型: 列表\n    字段: [{名称: 标题}, {名称: 单位}]\n  - {名称: 单位}\n";

    fn told(template: &str) -> Vec<(&'static str, String, usize)> {
        let files = [("模板/短报/schema.yaml", SCHEMA), ("模板/短报/template.md", template)];
        let workspace = Workspace::in_memory(files);
        let path = Path::new("模板/短报/template.md");
        assert!(is_part(path, &workspace) && !is_part(Path::new("模板/短报.md"), &workspace));
        let checked = check(path, &workspace, &mut Projects::default());
        let line = |span: Span| checked.sources.get(span.source).position(span.start as usize).line;
        let told = checked.findings.iter();
        told.map(|f| (f.code.id, f.message.clone(), f.span.map_or(0, line))).collect()
    }

    #[test]
    fn unknown_names_unused_fields_and_gaps_in_the_text_are_told_at_their_lines() {
        let template =
            "# {{ 县名 }}短报\n\n全县有*个镇。\n{% for 项 in 成效 %}\n{{ 项.标题 }}。\n{% endfor %}\n{{ 单位 }}\n";
        let found = told(template);
        assert_eq!(
            found.iter().map(|(code, _, line)| (*code, *line)).collect::<Vec<_>>(),
            [("TP012", 7), ("PH001", 3)]
        );
        assert!(found[0].1.contains("“单位”"), "{found:?}");
        let found = told("{{ 县明 }}{{ 县名 | 大写 }}\n");
        assert_eq!(found.iter().map(|(code, ..)| *code).collect::<Vec<_>>(), ["TP002", "TP003"]);
    }
}
