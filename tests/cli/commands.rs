//! What each command does when all is well, and what is refused on purpose.

use crate::run::Folder;
use crate::{SAMPLE, WITH_GAPS};
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn a_complete_report_builds_quietly() {
    let folder = Folder::with("甲.yaml", SAMPLE);
    let run = folder.run(&["build", "甲.yaml"]).ends(0).says(&["已写出 out/甲.md\n已写出 out/甲.pdf（"]);
    assert!(run.out.lines().count() <= 3, "{}", run.out);
    assert_eq!(run.err, "");
    assert_eq!(folder.files(), ["out/甲.md", "out/甲.pdf", "甲.yaml"]);
    let pdf = std::fs::read(folder.path().join("out/甲.pdf")).expect("pdf");
    assert!(pdf.starts_with(b"%PDF-"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, two) = (Folder::with("甲.yaml", SAMPLE), Folder::with("甲.yaml", SAMPLE));
    one.run(&["build", "甲.yaml", "--out", "一"]).ends(0);
    two.run(&["build", "甲.yaml", "--out", "二"]).ends(0);
    let read = |folder: &Folder, name: &str| std::fs::read(folder.path().join(name)).expect("pdf");
    assert!(read(&one, "一/甲.pdf") == read(&two, "二/甲.pdf"));
    assert_eq!(one.read("一/甲.md"), two.read("二/甲.md"));
}

#[test]
fn gaps_refuse_the_pdf_but_not_the_markdown() {
    let folder = Folder::with("甲.yaml", WITH_GAPS);
    let run = folder.run(&["build", "甲.yaml"]).ends(1).says(&["已写出 out/甲.md"]);
    let run = run.complains(&["：甲.yaml", "PDF 没有写出", "zhibi build --draft 甲.yaml"]);
    assert!(!run.out.contains("甲.pdf"));
    assert_eq!(folder.files(), ["out/甲.md", "甲.yaml"]);
}

#[test]
fn an_older_pdf_is_left_alone_and_called_stale() {
    let folder = Folder::with("甲.yaml", SAMPLE);
    folder.run(&["build", "甲.yaml"]).ends(0);
    let before = std::fs::read(folder.path().join("out/甲.pdf")).expect("pdf");
    folder.write("甲.yaml", WITH_GAPS);
    folder.run(&["build", "甲.yaml"]).ends(1).complains(&["out/甲.pdf 是以前的，内容已经过时"]);
    assert!(before == std::fs::read(folder.path().join("out/甲.pdf")).expect("pdf"));
}

#[test]
fn a_draft_is_written_with_its_gaps() {
    let folder = Folder::with("甲.yaml", WITH_GAPS);
    folder.run(&["build", "--draft", "甲.yaml"]).ends(0).says(&["已写出 out/甲.pdf（", "草稿：必改 "]);
    assert!(folder.has("out/甲.pdf"));
}

#[test]
fn markdown_edited_by_hand_is_not_overwritten() {
    let folder = Folder::with("甲.yaml", SAMPLE);
    folder.run(&["build", "甲.yaml"]).ends(0);
    let written = folder.read("out/甲.md");
    folder.run(&["build", "甲.yaml"]).ends(0);
    assert_eq!(folder.read("out/甲.md"), written);
    let edited = written.replace("青禾县", "青禾县（初稿）");
    folder.write("out/甲.md", &edited);
    folder.run(&["build", "甲.yaml"]).ends(2).complains(&["out/甲.md", "手工改过", "--force"]);
    assert_eq!(folder.read("out/甲.md"), edited);
    folder.run(&["build", "--force", "甲.yaml"]).ends(0);
    assert_eq!(folder.read("out/甲.md"), written);
    // A file that zhibi did not write is nobody's to overwrite either.
    folder.write("out/甲.md", "# 别人的\n");
    folder.run(&["build", "甲.yaml"]).ends(2).complains(&["--force"]);
    assert_eq!(folder.read("out/甲.md"), "# 别人的\n");
}

#[test]
fn edited_markdown_builds_again_and_is_never_overwritten() {
    let folder = Folder::with("甲.yaml", SAMPLE);
    folder.run(&["build", "甲.yaml"]).ends(0);
    let edited = folder.read("out/甲.md").replace("## ", "手工加的一句话。\n\n## ");
    folder.write("out/甲.md", &edited);
    folder.run(&["build", "out/甲.md"]).ends(0).says(&["out/甲.md 没有改动", "已写出 out/甲.pdf"]);
    assert_eq!(folder.read("out/甲.md"), edited);
    folder.run(&["build", "out/甲.md", "--out", "定稿"]).ends(0).says(&["已写出 定稿/甲.md"]);
    assert!(folder.read("定稿/甲.md").contains("手工加的一句话。"));
    folder.run(&["build", "--force", "out/甲.md"]).ends(0);
    assert_eq!(folder.read("out/甲.md"), edited);
}

#[test]
fn plain_text_builds_with_every_star_in_its_place() {
    let folder = Folder::with("甲.txt", "关于*县企业情况的报告\n全县有**家企业，达***万元。\n");
    folder.run(&["build", "甲.txt"]).ends(1);
    folder.run(&["build", "--draft", "甲.txt"]).ends(0).says(&["已写出 out/甲.pdf（1 页）"]);
    let markdown = folder.read("out/甲.md");
    assert_eq!(markdown.matches('*').count(), 6, "{markdown}");
}

#[test]
fn check_finds_gaps_in_data_in_markdown_and_in_text() {
    let folder = Folder::with("甲.yaml", WITH_GAPS);
    let run = folder.run(&["check", "甲.yaml"]).ends(1).says(&["：甲.yaml", "必改", "检查完毕：必改 "]);
    assert_eq!(run.err, "");
    folder.run(&["build", "--draft", "甲.yaml"]);
    folder.run(&["check", "out/甲.md"]).ends(1).says(&["：out/甲.md", "必改"]);
    folder.write("乙.txt", "全县有**家企业。\n");
    folder.run(&["check", "乙.txt"]).ends(1).says(&["乙.txt:1:4"]);
    let clean = Folder::with("甲.yaml", SAMPLE);
    clean.run(&["check", "甲.yaml"]).ends(0).says(&["检查完毕："]);
    assert_eq!(clean.files(), ["甲.yaml"]);
}

#[test]
fn check_reads_standard_input() {
    let folder = Folder::new();
    folder.run_with(&["check", "-"], "全县有**家企业。\n".as_bytes()).ends(1).says(&["-:1:4"]);
    folder.run_with(&["check", "-"], "全县有12家企业。\n".as_bytes()).ends(0);
    folder.run_with(&["check", "-", "--as", "yaml"], WITH_GAPS.as_bytes()).ends(1).says(&["县"]);
    folder.run_with(&["check", "-"], b"").ends(2).complains(&["标准输入里没有内容"]);
    folder.run_with(&["build", "-"], b"").ends(2).complains(&["标准输入里没有内容", "办法"]);
    folder.run_with(&["build", "-", "-"], b"").ends(2).complains(&["不止一次", "办法"]);
    folder.run_with(&["check", "-", "-"], b"").ends(2).complains(&["不止一次"]);
}

#[test]
fn one_line_and_json_forms_carry_the_place() {
    let folder = Folder::with("甲.txt", "标题\n全县有**家企业。\n");
    let run = folder.run(&["check", "甲.txt", "--format", "concise"]).ends(1);
    assert!(run.out.lines().any(|line| line.starts_with("甲.txt:2:4: 必改[")), "{}", run.out);
    let run = folder.run(&["check", "甲.txt", "--format", "jsonl"]).ends(1);
    let found = run.out.lines().find(|line| line.contains("\"placeholder\"")).expect("a finding");
    let keys = ["file", "byte_start", "byte_end", "char_start", "char_end", "line", "column", "code", "slug", "level"];
    for key in keys.into_iter().chain(["kind", "message", "cls", "missing"]) {
        assert!(found.contains(&format!("\"{key}\":")), "{key}: {found}");
    }
    assert!(found.contains("\"line\":2,\"column\":4"), "{found}");
}

#[test]
fn gaps_of_a_draft_are_what_the_draft_lacks() {
    let draft = "# 关于养老工作的报告\n\n全县有**个镇，网格员____名。\n";
    for name in ["甲.md", "甲.txt"] {
        let run = Folder::with(name, draft).run(&["gaps", name]).ends(1);
        let run = run.says(&["还缺 2 处：", "3:4", "镇的个数", "数目", "全县有「**」个镇", "网格员「____」名"]);
        assert_eq!(run.err, "");
    }
    let folder = Folder::with("乙.md", "# 标题\n\n没有空缺。\n");
    folder.run(&["gaps", "乙.md"]).ends(0).says(&["没有发现未填之处"]);
    // A draft that names its kind is told the fields of that kind.
    folder.write("模板/短报/schema.yaml", "名称: 短报\n字段:\n  - {名称: 网格员数, 问: 网格员的人数, 提供: 民政局}\n");
    folder.write("模板/短报/template.md", "# {{ 网格员数 }}\n");
    folder.write("丙.md", "---\n种类: 短报\n---\n# 标题\n\n网格员____名。\n");
    let run = folder.run(&["gaps", "--templates", "模板", "丙.md"]).ends(1);
    run.says(&["填哪个字段", "网格员数", "网格员的人数", "民政局"]);
    folder.run(&["gaps", "没有.md"]).ends(2).complains(&["找不到文件"]);
}

#[test]
fn build_tells_which_data_will_not_be_printed() {
    let stray: String = (0..9).map(|i| format!("乱写的字段{i}: 内容\n")).collect();
    let folder = Folder::with("甲.yaml", format!("{SAMPLE}\n{stray}"));
    for arguments in [&["build", "甲.yaml"][..], &["build", "--draft", "甲.yaml"]] {
        let run = folder.run(arguments).ends(0).complains(&["“乱写的字段0”", "它不会出现在报告里", "另有 6 处"]);
        assert_eq!(run.err.matches("DA021 unknown-field").count(), 4, "{}", run.err);
    }
}

#[test]
fn gaps_names_the_field_the_question_and_the_supplier() {
    let folder = Folder::with("甲.yaml", WITH_GAPS);
    folder.run(&["gaps", "甲.yaml"]).ends(1).says(&["还缺 ", "要回答什么", "填哪个字段", "谁提供", "县民政局"]);
    folder.write("乙.yaml", SAMPLE);
    folder.run(&["gaps", "乙.yaml"]).ends(0).says(&["没有缺的"]);
}

#[test]
fn a_new_skeleton_loads_and_lists_what_to_fill() {
    let folder = Folder::new();
    folder.run(&["new", "人大调研报告", "--out", "我的/报告.yaml"]).ends(0).says(&["已写出 我的/报告.yaml"]);
    let text = folder.read("我的/报告.yaml");
    assert_eq!(folder.run(&["new", "人大调研报告"]).ends(0).out, text);
    let check = folder.run(&["check", "我的/报告.yaml", "--format", "concise"]).ends(1);
    assert!(!check.out.contains("DA0"), "the skeleton itself is sound:\n{}", check.out);
    folder.run(&["gaps", "我的/报告.yaml"]).ends(1).says(&["县名"]);
    folder.run(&["new", "人大调研报告", "--out", "我的/报告.yaml"]).ends(2).complains(&["已有", "办法"]);
    assert_eq!(folder.read("我的/报告.yaml"), text);
    // What is commented out loads too, once the marks are gone.
    let opened = |line: &str| {
        let rest = line.strip_prefix('#').filter(|rest| !rest.starts_with(' ') || rest.starts_with("  "));
        format!("{}\n", rest.unwrap_or(line))
    };
    let opened: String = text.lines().map(opened).collect();
    let body = opened.split_once("\n\n").expect("a head").1;
    assert_ne!(body, text.split_once("\n\n").expect("a head").1);
    folder.write("全.yaml", body);
    let check = folder.run(&["check", "全.yaml", "--format", "concise"]);
    assert!(!check.out.contains("DA0"), "{}\n{body}", check.out);
}

#[test]
fn templates_lists_kinds_and_fields() {
    let folder = Folder::new();
    folder.run(&["templates"]).ends(0).says(&["人大调研报告"]);
    folder.run(&["templates", "人大调研报告"]).ends(0).says(&["县名", "必填", "成效"]);
}

#[test]
fn rules_are_explained_by_code_and_by_name() {
    let folder = Folder::new();
    folder.run(&["explain", "FS001"]).ends(0).says(&["missing-file"]);
    folder.run(&["explain", "missing-file"]).ends(0).says(&["FS001"]);
    folder.run(&["explain", "没有的"]).ends(2).complains(&["没有的", "办法"]);
}

#[test]
fn every_code_of_the_program_is_explained() {
    fn below(folder: &Path, found: &mut BTreeSet<(String, String)>) {
        for path in std::fs::read_dir(folder).expect("listed").map(|entry| entry.expect("entry").path()) {
            if path.is_dir() {
                below(&path, found);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            for rest in text.split("Code::new(").skip(1) {
                let mut words = rest.split('"').skip(1).step_by(2);
                if let (Some(id), Some(slug)) = (words.next(), words.next()) {
                    found.insert((id.to_owned(), slug.to_owned()));
                }
            }
        }
    }
    let mut codes = BTreeSet::new();
    below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut codes);
    codes.retain(|(id, _)| id.len() == 5 && id[2..].bytes().all(|byte| byte.is_ascii_digit()));
    assert!(codes.len() > 40, "{codes:?}");
    let folder = Folder::new();
    for (id, slug) in codes {
        folder.run(&["explain", &id]).ends(0).says(&[&slug, "依据：", "怎么办："]);
    }
}

#[test]
fn licences_of_the_fonts_are_shown() {
    Folder::new().run(&["licenses"]).ends(0).says(&["SIL OPEN FONT LICENSE", "JadeFoci", "Liberation"]);
}

#[test]
fn help_and_version_answer_on_standard_output() {
    let folder = Folder::new();
    folder.run(&["--help"]).ends(0).says(&["用法：zhibi", "build 文件…"]);
    folder.run(&["-h"]).ends(0).says(&["用法：zhibi"]);
    folder.run(&["help", "build"]).ends(0).says(&["用法：zhibi build"]);
    folder.run(&["build", "--help"]).ends(0).says(&["--draft"]);
    folder.run(&["--version"]).ends(0).says(&[env!("CARGO_PKG_VERSION")]);
    folder.run(&[]).ends(2).complains(&["用法：zhibi"]);
}

#[test]
fn verbose_names_every_stage_with_its_time() {
    let folder = Folder::with("甲.yaml", SAMPLE);
    folder.run(&["build", "-v", "甲.yaml"]).ends(0).complains(&["读取", "排版", "毫秒", "人大调研报告"]);
}

#[test]
fn own_fonts_come_from_a_named_folder_only() {
    let folder = Folder::with("甲.yaml", SAMPLE);
    folder.run(&["build", "甲.yaml", "--fonts", "没有"]).ends(2).complains(&["没有", "办法"]);
    folder.write("字体/坏.ttf", "not a font");
    folder.run(&["build", "甲.yaml", "--fonts", "字体"]).complains(&["坏.ttf"]);
}

#[test]
fn colour_never_goes_into_a_pipe() {
    let folder = Folder::with("甲.txt", "全县有**家企业。\n");
    assert!(!folder.run(&["check", "甲.txt"]).screen().contains('\u{1b}'));
}

#[test]
fn fonts_names_the_face_of_every_role() {
    let folder = Folder::new();
    let run = folder.run(&["fonts"]).ends(0).says(&["大标题", "小标宋", "朱雀仿宋", "霞鹜文楷", "随带"]);
    assert_eq!(run.out.lines().filter(|line| line.contains("随带")).count(), 6, "{}", run.out);
    folder.run(&["fonts", "--fonts", "没有这个"]).ends(2).complains(&["FT010", "找不到字体文件夹“没有这个”", "办法"]);
}

#[test]
fn fonts_says_which_face_shows_a_character_and_which_has_none() {
    let folder = Folder::new();
    folder.run(&["fonts", "䶮龘"]).ends(0).says(&["U+4DAE", "Zhibi Biaosong", "U+9F98", "霞鹜文楷"]);
    folder.run(&["fonts", "青\u{e000}"]).ends(1).says(&["U+E000", "没有", "“\u{e000}”印不出来"]);
}

#[test]
fn fonts_follows_the_project_file() {
    let folder = Folder::with("zhibi.yaml", "字体: 我的字体\n");
    folder.write("我的字体/仿宋_GB2312.ttf", include_bytes!("../../fonts/LiberationSerif-Regular.ttf"));
    folder.run(&["fonts"]).ends(0).says(&["仿宋_GB2312.ttf"]);
    let bundled = folder.run(&["fonts", "--no-project"]).ends(0);
    assert!(!bundled.out.contains("仿宋_GB2312.ttf"), "{}", bundled.out);
}

#[test]
fn build_and_gaps_read_standard_input_too() {
    let folder = Folder::new();
    let run = folder
        .run_with(&["build", "-"], SAMPLE.as_bytes())
        .ends(0)
        .says(&["已写出 out/报告.md", "已写出 out/报告.pdf"]);
    assert_eq!(run.err, "");
    folder.run_with(&["build", "--out", "稿", "-"], "# 关于青禾县的报告\n\n正文。\n".as_bytes()).ends(0);
    assert!(folder.has("稿/报告.pdf"));
    folder.run_with(&["gaps", "-"], WITH_GAPS.as_bytes()).ends(1).says(&["还缺", "填哪个字段"]);
    folder.run_with(&["gaps", "-"], "全县有**个村。\n".as_bytes()).ends(1).says(&["还缺 1 处", "原文"]);
}

#[test]
fn a_remedy_repeats_the_options_of_the_command() {
    let folder = Folder::with("我的 报告.yaml", WITH_GAPS);
    let run = folder.run(&["build", "我的 报告.yaml", "--out", "定稿", "--no-project"]).ends(1);
    run.complains(&["zhibi build --draft --out 定稿 --no-project \"我的 报告.yaml\""]);
    folder.write("甲.yaml", SAMPLE);
    folder.run(&["build", "甲.yaml", "--out", "定稿"]).ends(0);
    folder.write("定稿/甲.md", "改过了。\n");
    let run = folder.run(&["build", "甲.yaml", "--out", "定稿"]).ends(2);
    run.complains(&["zhibi build --out 定稿 定稿/甲.md", "zhibi build --force --out 定稿 甲.yaml"]);
}

#[test]
fn schema_gives_editors_the_fields_of_a_kind() {
    let folder = Folder::new();
    let run = folder.run(&["schema", "政协提案"]).ends(0);
    let schema: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(schema["properties"]["种类"]["enum"][0], "政协提案");
    folder.run(&["schema", "政协提案", "--out", "提案.json"]).ends(0).says(&["$schema=提案.json"]);
    assert_eq!(folder.read("提案.json"), run.out);
    folder.run(&["schema", "提案"]).ends(2).complains(&["是不是“政协提案”"]);
}
