//! Every word on the screen is Chinese, but for names that have no other form.

use crate::run::Folder;
use crate::{SAMPLE, WITH_GAPS};

/// ASCII words of three letters and more that may stand on the screen.
const NAMES: &[&str] = &[
    // The program, its commands and options.
    "zhibi",
    "build",
    "check",
    "gaps",
    "new",
    "templates",
    "schema",
    "Schema",
    "Code",
    "language",
    "server",
    "fonts",
    "explain",
    "licenses",
    "help",
    "version",
    "out",
    "draft",
    "force",
    "fonts",
    "verbose",
    "watch",
    "Ctrl",
    "format",
    "as",
    "full",
    "concise",
    "jsonl",
    "sarif",
    "only",
    "off",
    "strict",
    "project",
    "table",
    "SARIF",
    "biuld",
    "otu",
    "fulll",
    // Formats and standards.
    "yaml",
    "yml",
    "YAML",
    "Markdown",
    "PDF",
    "PNG",
    "JPEG",
    "jpg",
    "pdf",
    "txt",
    "docx",
    "xlsx",
    "csv",
    "template",
    "schema",
    "UTF",
    "Unicode",
    "Word",
    "WPS",
    "JSON",
    "Tab",
    "GB18030",
    "GBK",
    "json",
    // Words of templates and of YAML.
    "set",
    "range",
    "end",
    "null",
    "for",
    "endfor",
    "endif",
    "elif",
    "else",
    "include",
];

/// English words among names, codes and slugs: what stands in square brackets after the level is a code.
fn english(screen: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in screen.lines() {
        let mut line = line.to_owned();
        for level in ["必改[", "疑似[", "提示[", "出错["] {
            while let Some(start) = line.find(level) {
                let end = line[start..].find(']').map_or(line.len(), |end| start + end + 1);
                line.replace_range(start..end, "");
            }
        }
        let words = line.split(|c: char| !c.is_ascii_alphanumeric());
        let words = words.filter(|word| word.chars().filter(char::is_ascii_alphabetic).count() >= 3);
        found.extend(words.filter(|word| !NAMES.contains(word)).map(|word| format!("{word}: {line}")));
    }
    found
}

#[track_caller]
fn is_chinese(folder: &Folder, arguments: &[&str]) {
    let screen = folder.run(arguments).screen();
    assert_eq!(english(&screen), Vec::<String>::new(), "zhibi {}", arguments.join(" "));
}

#[test]
fn help_is_chinese() {
    let folder = Folder::new();
    is_chinese(&folder, &[]);
    is_chinese(&folder, &["--help"]);
    is_chinese(&folder, &["--version"]);
    for command in ["build", "check", "gaps", "new", "templates", "schema", "fonts", "explain", "licenses"] {
        is_chinese(&folder, &[command, "--help"]);
        is_chinese(&folder, &["help", command]);
    }
}

#[test]
fn misuse_is_answered_in_chinese() {
    let folder = Folder::new();
    for line in [
        "biuld",
        "甲.yaml",
        "build",
        "check",
        "gaps",
        "new",
        "explain",
        "help 无",
        "build --otu 甲",
        "build 甲 --out",
        "check 甲 --format fulll",
        "check 甲 --format",
        "gaps 甲 乙",
        "build 甲 --draft=1",
        "build 甲 --out 乙 --out 丙",
        "build ——draft",
        "--draft build 甲",
        "build --",
        "check -- -甲",
        "licenses 甲",
    ] {
        let arguments: Vec<&str> = line.split(' ').collect();
        let run = folder.run(&arguments).ends(2);
        assert_eq!(english(&run.screen()), Vec::<String>::new(), "zhibi {line}");
        assert!(run.err.contains("办法") || run.err.contains("用法"), "zhibi {line}:\n{}", run.err);
    }
}

#[test]
fn ordinary_runs_are_chinese() {
    let folder = Folder::with("甲.yaml", SAMPLE);
    folder.write("乙.yaml", WITH_GAPS);
    is_chinese(&folder, &["build", "甲.yaml"]);
    is_chinese(&folder, &["build", "乙.yaml"]);
    is_chinese(&folder, &["build", "--draft", "乙.yaml"]);
    is_chinese(&folder, &["build", "-v", "甲.yaml"]);
    is_chinese(&folder, &["check", "甲.yaml", "乙.yaml", "out/甲.md"]);
    is_chinese(&folder, &["check", "乙.yaml", "--format", "concise"]);
    is_chinese(&folder, &["gaps", "乙.yaml"]);
    is_chinese(&folder, &["templates"]);
    is_chinese(&folder, &["templates", "人大调研报告"]);
    is_chinese(&folder, &["new", "人大调研报告"]);
}

#[test]
fn errors_are_chinese() {
    let folder = Folder::with("一.yaml", "种类: 人大调研报告\n县名： 青禾县\n\t镇数: 1\n");
    folder.write("二.yaml", "种类: [\n");
    folder.write("三.yaml", "种类: 人大调研报告\n县名: 甲\n县名: 乙\n成效: 很好\n日期: 下周\n");
    folder.write("四.yaml", "种类: \"人大\n县名: 乙\n");
    folder.write("五.yaml", "- 甲\n- 乙\n");
    folder.write("六.yaml", "种类: 通知\n");
    folder.write("七.yaml", "甲: &a [*a]\n乙: *没有\n丙: !!int 甲\n");
    folder.write("八.docx", "PK");
    folder.write("九.md", "---\n种类: [\n---\n正文**家\n\n| 甲 | 乙 |\n| --- |\n| 1 | 2 | 3 |\n");
    for file in
        ["一.yaml", "二.yaml", "三.yaml", "四.yaml", "五.yaml", "六.yaml", "七.yaml", "八.docx", "九.md", "无.md"]
    {
        is_chinese(&folder, &["build", file]);
        is_chinese(&folder, &["check", file]);
        is_chinese(&folder, &["gaps", file]);
    }
}

#[test]
fn template_errors_are_chinese() {
    let folder = Folder::with("甲.yaml", "种类: 短报\n县名: 青禾县\n");
    folder.write("模板/短报/schema.yaml", "名称: 短报\n字段:\n  - {名称: 种类}\n  - {名称: 县名}\n");
    for template in [
        "{% if 县名 %}甲\n",
        "{{ 县名 }\n",
        "{{ 县名 | 大写 }}\n",
        "{{ 县铭 }}\n",
        "{{ 县名(甲=1) }}\n",
        "{% 甲 %}\n",
        "{{ }}\n",
        "{{ 县名 + 1 }}\n",
        "{{ 县名 | 万元(位=\"甲\") }}\n",
        "{% for 项 in 县名 %}{{ 项 }}{% endfor %}\n",
        "{{ 县名[0].甲 }}\n",
        "{% endif %}\n",
        "{% include \"甲.md\" %}\n",
        "{{ \"甲 }}\n",
    ] {
        folder.write("模板/短报/template.md", template);
        let run = folder.run(&["build", "甲.yaml", "--templates", "模板"]);
        assert_eq!(english(&run.screen()), Vec::<String>::new(), "{template}");
        folder.run(&["build", "甲.yaml", "--templates", "模板", "--force"]);
    }
    folder.write("模板/短报/schema.yaml", "名称: 短报\n字段:\n  - {名称: 种类, 类别: 甲}\n");
    is_chinese(&folder, &["build", "甲.yaml", "--templates", "模板"]);
}
