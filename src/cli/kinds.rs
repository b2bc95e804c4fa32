//! `zhibi new`, `zhibi templates` and `zhibi licenses`.

use super::Ending;
use super::arguments::{Format, New, Templates};
use super::misuse::Misuse;
use super::report;
use super::screen::Screen;
use crate::pipeline::{self, FieldLine};
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
    let made =
        pipeline::new_data(&mut workspace, &arguments.kind, arguments.out.as_deref(), arguments.templates.as_deref());
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
    let folder = arguments.templates.as_deref();
    let Some(kind) = arguments.kind else {
        let listed = pipeline::kinds(&workspace, folder);
        report::print(&listed.findings, &listed.sources, Format::Full, &mut screen.err);
        for (name, purpose) in &listed.kinds {
            screen.out.line(&format!("{name}　{purpose}"));
        }
        return Ok(if listed.kinds.is_empty() { Ending::Failed } else { Ending::Clean });
    };
    let described = pipeline::describe(&workspace, &kind, folder);
    report::print(&described.findings, &described.sources, Format::Full, &mut screen.err);
    let Some(schema) = described.schema else { return Ok(Ending::Failed) };
    screen.out.line(&format!("{}：{}", schema.kind, schema.purpose));
    for line in pipeline::field_lines(&schema) {
        screen.out.line(&field_line(&line));
    }
    screen.out.line(&format!("空白数据用 zhibi new {} --out 文件名.yaml", schema.kind));
    Ok(Ending::Clean)
}

fn field_line(line: &FieldLine<'_>) -> String {
    let indent = "  ".repeat(line.depth + 1);
    let required = if line.field.required { "必填" } else { "可不填" };
    let supplier = match line.field.supplier.as_str() {
        "" => String::new(),
        supplier => format!("；{supplier}提供"),
    };
    format!("{indent}{}（{}，{required}{supplier}）{}", line.field.name, line.field.kind.name(), line.field.question)
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
