//! Bad input of every sort: a Chinese message with place and remedy, the right exit code, nothing half-written.

use crate::SAMPLE;
use crate::run::Folder;
use std::fs;

/// A build that must not leave anything behind.
#[track_caller]
fn build_fails(folder: &Folder, file: &str, words: &[&str]) {
    let before = folder.files();
    folder.run(&["build", file]).ends(2).complains(words);
    assert_eq!(folder.files(), before, "nothing may be written");
}

#[test]
fn a_missing_file_is_named_with_its_neighbour() {
    let folder = Folder::with("资料/青禾县调研.yaml", "县名: 青禾县\n");
    build_fails(
        &folder,
        "资料/青和县调研.yaml",
        &["FS001", "找不到文件“资料/青和县调研.yaml”", "是不是“资料/青禾县调研.yaml”？"],
    );
    build_fails(&folder, "没有.yaml", &["找不到文件“没有.yaml”", "办法"]);
    folder.run(&["check", "没有.md"]).ends(2).complains(&["找不到文件"]);
    folder.run(&["gaps", "没有.yaml"]).ends(2).complains(&["找不到文件"]);
}

#[test]
fn a_folder_is_no_file() {
    let folder = Folder::with("资料/甲.yaml", "县名: 青禾县\n");
    build_fails(&folder, "资料", &["“资料”是文件夹，不是文件", "例如 资料/甲.yaml"]);
}

#[test]
fn what_is_no_text_is_refused() {
    let folder = Folder::with("甲.yaml", [0x50, 0x4B, 0x03, 0x80, 0xFF, 0xFF]);
    build_fails(&folder, "甲.yaml", &["“甲.yaml”不是文本文件（第 4 个字节起无法识别", "UTF-8", "办法"]);
    folder.write("甲.docx", b"PK");
    build_fails(&folder, "甲.docx", &["看不出“甲.docx”是数据还是稿子", "另存为“纯文本（.txt）”"]);
}

#[test]
fn gb18030_is_read_and_said_once() {
    let mut bytes = b"\xC6\xF3\xD2\xB5".to_vec(); // 企业
    bytes.extend_from_slice(b"**\xBC\xD2\xA1\xA3\n"); // **家。
    let folder = Folder::with("甲.txt", bytes);
    let run = folder.run(&["check", "甲.txt"]).ends(1).says(&["GB18030 编码，已按此读取", "另存为 UTF-8"]);
    assert_eq!(run.out.matches("GB18030 编码").count(), 1);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_move_nothing() {
    let plain = Folder::with("甲.txt", "甲镇\n乙镇有**家企业。\n").run(&["check", "甲.txt", "--format", "concise"]);
    let marked = Folder::with("甲.txt", "\u{FEFF}甲镇\r\n乙镇有**家企业。\r\n");
    let marked = marked.run(&["check", "甲.txt", "--format", "concise"]).ends(1);
    assert_eq!(plain.out, marked.out);
    assert!(plain.out.contains("甲.txt:2:4: 必改"), "{}", plain.out);
}

#[test]
fn windows_line_ends_build_the_same_report() {
    let (unix, windows) = (Folder::with("甲.yaml", crate::SAMPLE), Folder::new());
    windows.write("甲.yaml", format!("\u{FEFF}{}", crate::SAMPLE.replace('\n', "\r\n")));
    unix.run(&["build", "甲.yaml"]).ends(0);
    windows.run(&["build", "甲.yaml"]).ends(0);
    assert_eq!(unix.read("out/甲.md"), windows.read("out/甲.md"));
}

#[test]
fn empty_files_are_said_to_be_empty() {
    for (name, text) in [("甲.yaml", ""), ("乙.md", "\n \n"), ("丙.txt", "\u{FEFF}")] {
        let folder = Folder::with(name, text);
        build_fails(&folder, name, &["FS011", "是空的", "办法"]);
        folder.run(&["check", name]).ends(2).complains(&["是空的"]);
    }
    let comments = Folder::with("甲.yaml", "# 只有说明\n");
    assert_eq!(comments.run(&["build", "甲.yaml"]).code, 2);
}

#[test]
fn a_huge_file_is_refused_politely() {
    let line = "村集体经济收入达到*万元，带动农户增收。\n";
    let folder = Folder::with("甲.txt", line.repeat(50_000_000 / line.len()));
    build_fails(&folder, "甲.txt", &["FS004", "“甲.txt”太大，超过 4 MB", "办法"]);
    folder.run_with(&["check", "-"], line.repeat(5_000_000 / line.len()).as_bytes()).ends(2).complains(&["太大"]);
}

#[test]
fn deep_nesting_is_refused() {
    let folder = Folder::with("甲.yaml", format!("甲: {}{}\n", "[".repeat(10_000), "]".repeat(10_000)));
    build_fails(&folder, "甲.yaml", &["甲.yaml:1", "层", "办法"]);
    let steps: String = (0..10_000).map(|depth| format!("{}甲:\n", " ".repeat(depth % 900))).collect();
    folder.write("乙.yaml", steps);
    assert_ne!(folder.run(&["check", "乙.yaml"]).code, 0);
    let deep = format!("种类: 人大调研报告\n县名: {}甲{}\n", "{甲: ".repeat(10_000), "}".repeat(10_000));
    folder.write("丙.yaml", deep);
    assert_ne!(folder.run(&["check", "丙.yaml"]).code, 0);
    folder.write("丁.md", format!("# 甲\n\n{}甲{}\n", "**（".repeat(10_000), "）**".repeat(10_000)));
    folder.run(&["check", "丁.md"]);
    folder.write("戊.md", format!("# 甲\n\n{}甲\n", "> - ".repeat(10_000)));
    folder.run(&["check", "戊.md"]);
}

#[test]
fn an_alias_bomb_is_refused() {
    let mut text = "a0: &a0 [甲, 甲, 甲, 甲, 甲, 甲, 甲, 甲, 甲]\n".to_owned();
    for level in 1..30 {
        let inner = vec![format!("*a{}", level - 1); 9].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{inner}]\n"));
    }
    let folder = Folder::with("甲.yaml", text);
    build_fails(&folder, "甲.yaml", &["甲.yaml:", "办法"]);
}

#[test]
fn an_unknown_kind_is_named_with_the_nearest() {
    let folder = Folder::with("甲.yaml", "种类: 人大调查报告\n县名: 青禾县\n");
    build_fails(&folder, "甲.yaml", &["人大调查报告", "甲.yaml:1", "人大调研报告"]);
    folder.run(&["new", "调研报告"]).ends(2).complains(&["调研报告", "人大调研报告"]);
    folder.run(&["templates", "通知"]).ends(2).complains(&["通知", "人大调研报告"]);
}

/// A kind of the user's own with this template.
fn own_kind(template: &str) -> Folder {
    let folder = Folder::with("模板/短报/template.md", template);
    let schema = "名称: 短报\n字段:\n  - {名称: 种类, 必填: true}\n  - {名称: 县名, 必填: true}\n  - {名称: 事项, 类型: 列表, 必填: true}\n";
    folder.write("模板/短报/schema.yaml", schema);
    folder.write("甲.yaml", "种类: 短报\n县名: 青禾县\n事项: [甲, 乙, 丙, 丁, 戊, 己, 庚, 辛, 壬, 癸]\n");
    folder
}

#[track_caller]
fn template_fails(template: &str, words: &[&str]) {
    let folder = own_kind(template);
    let before = folder.files();
    folder.run(&["build", "甲.yaml", "--templates", "模板"]).ends(2).complains(words);
    assert_eq!(folder.files(), before, "nothing may be written");
}

#[test]
fn the_users_own_template_builds() {
    let folder = own_kind("# {{ 县名 }}短报\n\n{% for 项 in 事项 %}\n{{ 项 }}镇已完成。\n{% endfor %}\n");
    folder
        .run(&["build", "甲.yaml", "--templates", "模板"])
        .ends(0)
        .says(&["已写出 out/甲.md", "已写出 out/甲.pdf（1 页）"]);
    assert!(folder.read("out/甲.md").contains("# 青禾县短报"));
}

#[test]
fn template_errors_have_a_place_and_a_remedy() {
    template_fails("# 报告\n\n{% if 县名 %}\n甲\n", &["模板/短报/template.md:", "办法"]);
    template_fails("# 报告\n\n{{ 县名 }\n", &["模板/短报/template.md:3", "办法"]);
    template_fails("# 报告\n\n{{ 县名 | 大写 }}\n", &["模板/短报/template.md:3", "大写", "办法"]);
    template_fails("# 报告\n\n{{ 县铭 }}\n", &["模板/短报/template.md:3", "县铭", "县名"]);
}

#[test]
fn endless_loops_run_out_of_fuel() {
    let over_range = "{% for a in range(end=100000) %}{% for b in range(end=100000) %}甲{% endfor %}{% endfor %}";
    template_fails(&format!("# 报告\n\n{over_range}\n"), &["模板/短报/template.md:3", "办法"]);
    let over_data = format!("# 报告\n\n{}甲{}\n", "{% for 项 in 事项 %}".repeat(12), "{% endfor %}".repeat(12));
    template_fails(&over_data, &["模板/短报/template.md:3", "办法"]);
    let silent = format!("# 报告\n\n{}{}\n", "{% for 项 in 事项 %}".repeat(12), "{% endfor %}".repeat(12));
    template_fails(&silent, &["模板/短报/template.md:3"]);
}

#[test]
fn a_file_in_the_place_of_the_output_folder_is_named() {
    let folder = Folder::with("甲.yaml", crate::SAMPLE);
    folder.write("out", "");
    build_fails(&folder, "甲.yaml", &["FS008", "输出文件夹“out”的位置上已有同名文件", "--out"]);
    folder.run(&["build", "甲.yaml", "--out", "out/深/处"]).ends(2).complains(&["FS008"]);
}

#[test]
fn a_folder_in_the_place_of_an_output_is_named() {
    for target in ["out/甲.pdf", "out/甲.md"] {
        let folder = Folder::with("甲.yaml", crate::SAMPLE);
        fs::create_dir_all(folder.path().join(target)).expect("folder");
        build_fails(&folder, "甲.yaml", &["FS009", target, "文件夹", "办法"]);
    }
}

#[cfg(unix)]
#[test]
fn an_unwritable_folder_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with("甲.yaml", crate::SAMPLE);
    let out = folder.path().join("out");
    fs::create_dir_all(&out).expect("folder");
    fs::set_permissions(&out, fs::Permissions::from_mode(0o555)).expect("mode");
    // The administrator writes everywhere; then there is nothing to see here.
    if fs::write(out.join("probe"), "").is_err() {
        build_fails(&folder, "甲.yaml", &["FS008", "没有权限写入", "--out"]);
    }
    fs::set_permissions(&out, fs::Permissions::from_mode(0o755)).expect("mode");
}

#[test]
fn reserved_characters_are_refused_with_their_place() {
    let folder = Folder::with("甲.yaml", "种类: 人大调研报告\n县名: 青\u{FDD0}县\n");
    build_fails(&folder, "甲.yaml", &["FS006", "U+FDD0", "甲.yaml:2:6", "办法"]);
    folder.write("乙.txt", "青禾\0县\n");
    folder.run(&["check", "乙.txt"]).ends(2).complains(&["U+0000", "乙.txt:1:3"]);
}

#[test]
fn two_inputs_of_one_name_would_overwrite_each_other() {
    let folder = Folder::with("一/甲.yaml", crate::SAMPLE);
    folder.write("二/甲.yaml", crate::SAMPLE);
    folder.run(&["build", "一/甲.yaml", "二/甲.yaml"]).ends(2).complains(&["一/甲.yaml", "二/甲.yaml", "办法"]);
    assert!(!folder.has("out"));
}

#[test]
fn one_bad_file_does_not_keep_the_others_from_being_built() {
    let folder = Folder::with("甲.yaml", crate::SAMPLE);
    folder.run(&["build", "没有.yaml", "甲.yaml"]).ends(2).says(&["已写出 out/甲.pdf"]);
    folder.write("乙.txt", "企业**家。\n");
    folder.run(&["check", "没有.txt", "乙.txt"]).ends(2).says(&["乙.txt:1:3"]);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = Folder::with("甲.txt", "企业**家，农户XX户。\n".repeat(5_000));
    let arguments = ["check", "甲.txt", "--format", "jsonl"];
    let mut child = folder.start(&arguments);
    drop(child.stdout.take());
    drop(child.stdin.take());
    let code = crate::run::wait(&mut child, &arguments);
    assert_eq!(code, 0);
    // A build is more than its list: what became of it is told all the same.
    folder.write("乙.txt", "企业**家。\n");
    let arguments = ["build", "乙.txt"];
    let mut child = folder.start(&arguments);
    drop(child.stdout.take());
    assert_eq!(crate::run::wait(&mut child, &arguments), 1);
    assert!(folder.has("out/乙.md") && !folder.has("out/乙.pdf"));
}

#[test]
fn fields_missing_behind_a_wrong_value_were_lost_with_it() {
    let folder = Folder::with("甲.yaml", "种类: 人大调研报告\n县名: 青禾县\n村数: 236个\n");
    let run = folder.run(&["check", "甲.yaml", "--format", "concise"]).ends(1).says(&["甲.yaml:3:5: 必改[DA022"]);
    let missing = |field: &str| run.out.lines().any(|line| line.contains("PH012") && line.contains(field));
    assert!(missing("社区数") && missing("常住人口") && missing("成效"), "{}", run.out);
    assert!(run.out.contains("甲.yaml:2:8: 必改[PH012"), "what comes before 村数 belongs behind 县名: {}", run.out);
}

#[test]
fn an_unclosed_quotation_mark_was_reported_where_the_next_one_stood() {
    let text = "种类: 人大调研报告\n县名: \"青禾县\n日期: 2026-09-18\n变化:\n  - {单位: \"%\", 值: 3}\n";
    let folder = Folder::with("甲.yaml", text);
    folder.run(&["check", "甲.yaml"]).ends(1).says(&["甲.yaml:2:5", "引号（\"）没有配对", "补上右引号"]);
}

#[test]
fn figures_written_otherwise_are_told_how_to_write_them() {
    let data = SAMPLE.replacen("村数: 236", "村数: 二百三十六", 1);
    assert_ne!(data, SAMPLE);
    let folder = Folder::with("甲.yaml", data);
    folder.run(&["check", "甲.yaml"]).ends(1).says(&["“村数”要写一个数", "写成 236"]);
    folder.write("乙.yaml", SAMPLE.replacen("村数: 236", "村数: 0236", 1));
    folder.run(&["check", "乙.yaml"]).ends(0).says(&["DA026", "前头多了一个 0"]);
}
