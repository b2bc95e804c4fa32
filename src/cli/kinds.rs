//! `zhibi new`, `zhibi templates`, `zhibi schema` and `zhibi licenses`.

use super::Ending;
use super::arguments::{Format, New, Schema, Templates};
use super::misuse::Misuse;
use super::report;
use super::screen::Screen;
use crate::diagnostic::{Column, columns};
use crate::pipeline::{self, FieldLine, TemplateChoice};
use crate::workspace::Workspace;

/// Licences of the bundled fonts, as their owners wrote them (the licence texts themselves are in English).
const LICENSES: [(&str, &str); 4] = [
    ("朱雀仿宋", include_str!("../../fonts/OFL-Zhuque-Fangsong.txt")),
    ("霞鹜文楷 GB Lite", include_str!("../../fonts/OFL-LXGW-WenKai-GB-Lite.txt")),
    ("思源宋体、思源黑体（小标宋、黑体、宋体符号由此取字）", include_str!("../../fonts/OFL-Noto-CJK.txt")),
    ("Liberation Serif", include_str!("../../fonts/OFL-Liberation.txt")),
];

/// Gives an empty data file.
pub(super) fn new(arguments: New, screen: &mut Screen) -> Result<Ending, Misuse> {
    let mut workspace = Workspace::disk();
    let choice = TemplateChoice { folder: arguments.templates, no_project: arguments.no_project };
    let made = pipeline::new_data(&mut workspace, &arguments.kind, arguments.out.as_deref(), &choice);
    report::print(&made.findings, &made.sources, Format::Full, &mut screen.err);
    let Some(text) = made.text else { return Ok(Ending::Failed) };
    match arguments.out {
        None => screen.out.text(&text),
        Some(path) => {
            screen.out.line(&format!("已写出 {}", path.display()));
            screen.out.line(&format!("填好后运行 zhibi build {}", path.display()));
        }
    }
    Ok(Ending::Clean)
}

/// Lists the kinds, or the fields of one.
pub(super) fn templates(arguments: Templates, screen: &mut Screen) -> Result<Ending, Misuse> {
    let workspace = Workspace::disk();
    let choice = TemplateChoice { folder: arguments.templates, no_project: arguments.no_project };
    let Some(kind) = arguments.kind else {
        let listed = pipeline::kinds(&workspace, &choice);
        report::print(&listed.findings, &listed.sources, Format::Full, &mut screen.err);
        for (name, purpose) in &listed.kinds {
            screen.out.line(&format!("{name}　{purpose}"));
        }
        return Ok(if listed.kinds.is_empty() { Ending::Failed } else { Ending::Clean });
    };
    let described = pipeline::describe(&workspace, &kind, &choice);
    report::print(&described.findings, &described.sources, Format::Full, &mut screen.err);
    let Some(schema) = described.schema else { return Ok(Ending::Failed) };
    screen.out.line(&format!("{}：{}", schema.kind, schema.purpose));
    screen.out.line("");
    let rows: Vec<Vec<String>> = pipeline::field_lines(&schema).iter().map(field_row).collect();
    columns(&OF_FIELDS, &rows).iter().for_each(|line| screen.out.line(line));
    screen.out.line("");
    screen.out.line(&format!("空白数据用 zhibi new {} --out 文件名.yaml", schema.kind));
    Ok(Ending::Clean)
}

/// Narrow enough for a window of 100 columns.
const OF_FIELDS: [Column; 6] = [
    Column::new("字段", 18),
    Column::new("必填", 4),
    Column::new("类型", 4),
    Column::new("要回答什么", 32),
    Column::new("谁提供", 10),
    Column::new("例", 22),
];

/// A field; one within another stands further in.
fn field_row(line: &FieldLine<'_>) -> Vec<String> {
    let field = line.field;
    let name = format!("{}{}", "  ".repeat(line.depth), field.name);
    let required = if field.required { "必填" } else { "" };
    let unit = if field.unit.is_empty() { String::new() } else { format!("（单位：{}）", field.unit) };
    let options = match field.options.is_empty() {
        true => String::new(),
        false => format!("（写{}之一）", field.options.join("、")),
    };
    let question = format!("{}{unit}{options}", field.question);
    let cells = [&name, required, field.kind.name(), &question, &field.supplier, &field.example];
    cells.into_iter().map(str::to_owned).collect()
}

/// Gives the fields of a kind in the form that editors read.
pub(super) fn schema(arguments: Schema, screen: &mut Screen) -> Ending {
    let mut workspace = Workspace::disk();
    let choice = TemplateChoice { folder: arguments.templates, no_project: arguments.no_project };
    let made = pipeline::editor_schema(&mut workspace, &arguments.kind, arguments.out.as_deref(), &choice);
    report::print(&made.findings, &made.sources, Format::Full, &mut screen.err);
    let Some(text) = made.text else { return Ending::Failed };
    match arguments.out {
        None => screen.out.text(&text),
        Some(path) => {
            let path = path.display();
            screen.out.line(&format!("已写出 {path}"));
            screen.out.line(&format!("在数据文件第一行写上：# yaml-language-server: $schema={path}"));
        }
    }
    Ending::Clean
}

/// Prints the licences of the bundled fonts.
pub(super) fn licenses(screen: &mut Screen) -> Ending {
    screen.out.line("执笔的代码按 MIT 或 Apache-2.0 许可使用，任选其一。随带字体的许可如下，许可原文为英文。");
    for (name, text) in LICENSES {
        screen.out.line("");
        screen.out.line(&format!("── {name} ──"));
        screen.out.text(text);
    }
    Ending::Clean
}
