//! The project file and the comments that pass over a finding: what holds, what is told, and with which exit code.

use crate::run::Folder;
use crate::{SAMPLE, WITH_GAPS};

const DRAFT: &str = "# 关于青禾县养老服务情况的调研报告\n\n全县辖**个镇。\n\n某县的做法值得借鉴。\n";

fn codes(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let arguments = [&["check", "--format", "jsonl"], arguments].concat();
    let run = folder.run(&arguments);
    let code = |line: &str| {
        let finding: serde_json::Value = serde_json::from_str(line).expect("json");
        format!("{}:{}", finding["code"].as_str().expect("code"), finding["line"])
    };
    run.out.lines().map(code).collect()
}

#[test]
fn a_project_file_above_the_draft_sets_rules_and_levels() {
    let folder = Folder::with("资料/初稿.md", DRAFT);
    assert_eq!(codes(&folder, &["资料/初稿.md"]), ["PH001:3", "PH003:5"]);
    folder.write("zhibi.yaml", "规则:\n  PH003: 关\n  unfilled-asterisk: 提示\n");
    folder.run(&["check", "资料/初稿.md"]).ends(0).says(&["提示[PH001"]);
    folder.run(&["check", "--no-project", "资料/初稿.md"]).ends(1);
    folder.write("资料/zhibi.yaml", "只用: [PH003]\n");
    assert_eq!(codes(&folder, &["资料/初稿.md"]), ["PH003:5"], "the nearest one holds");
    // The command line speaks last.
    assert_eq!(codes(&folder, &["--only", "PH001", "资料/初稿.md"]), ["PH001:3"]);
    assert_eq!(codes(&folder, &["--off", "PH003、PH001", "资料/初稿.md"]), Vec::<String>::new());
}

#[test]
fn standard_input_takes_the_project_file_of_the_working_folder() {
    let folder = Folder::with("zhibi.yaml", "规则: {PH001: 关, PH003: 关}\n");
    folder.run_with(&["check", "-"], DRAFT.as_bytes()).ends(0);
}

#[test]
fn strict_counts_what_is_doubtful() {
    let folder = Folder::with("甲.md", "# 报告\n\n某县的做法值得借鉴。\n");
    folder.write("zhibi.yaml", "规则: {PH003: 疑似}\n");
    folder.run(&["check", "甲.md"]).ends(0);
    folder.run(&["check", "--strict", "甲.md"]).ends(1);
}

#[test]
fn a_wrong_project_file_is_no_check_at_all() {
    let folder = Folder::with("甲.md", DRAFT);
    folder.write("zhibi.yaml", "规则:\n  PH01: 关\n");
    let run =
        folder.run(&["check", "甲.md"]).ends(2).complains(&["zhibi.yaml:2:3", "没有名为“PH01”的规则", "是不是 PH"]);
    assert_eq!(run.out, "");
    folder.run(&["build", "甲.md"]).ends(2).complains(&["zhibi.yaml:2:3", "没有写成"]);
    folder.write("zhibi.yaml", "规测: {PH001: 关}\n");
    folder.run(&["check", "甲.md"]).ends(1).says(&["没有“规测”这一项", "是不是“规则”"]);
    let twice = folder.run(&["check", "甲.md", "甲.md", "--format", "concise"]);
    assert_eq!(twice.out.matches("规测").count(), 1, "told once for a run");
}

#[test]
fn an_unknown_rule_on_the_command_line_is_misuse() {
    let folder = Folder::with("甲.md", DRAFT);
    folder.run(&["check", "--only", "PH01", "甲.md"]).ends(2).complains(&["没有“PH01”这条规则", "是不是 PH"]);
    folder.run(&["check", "--off", "", "甲.md"]).ends(2).complains(&["没有“”这条规则"]);
}

#[test]
fn words_that_are_no_gaps_stop_nothing() {
    let folder =
        Folder::with("甲.md", "# 报告\n\n某山温泉和××牌茶叶已经出名，某县没有。\n\n我青禾文海网县高度重视。\n");
    folder.write("zhibi.yaml", "词表:\n  不是未填: [某山温泉, ××牌]\n  网站名: 青禾文海网\n");
    let found = codes(&folder, &["甲.md"]);
    assert!(found.contains(&"CP001:5".to_owned()) && found.contains(&"PH003:3".to_owned()), "{found:?}");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn an_entry_of_the_project_file_passes_over_one_place_and_survives_edits() {
    let folder = Folder::with("初稿.md", DRAFT);
    folder.write("别的.md", DRAFT);
    folder.write(
        "zhibi.yaml",
        "忽略:\n  - 规则: PH003\n    文字: 某县的做法\n    文件: 初稿.md\n    理由: 有意不写县名\n",
    );
    assert_eq!(codes(&folder, &["初稿.md"]), ["PH001:3"]);
    assert_eq!(codes(&folder, &["别的.md"]), ["PH001:3", "PH003:5"]);
    folder.write("初稿.md", format!("{DRAFT}\n又写了一句。\n").replace("全县", "说明在先。\n\n全县"));
    assert_eq!(codes(&folder, &["初稿.md"]), ["PH001:5"]);
    folder.write("初稿.md", DRAFT.replace("某县", "青禾县"));
    assert_eq!(codes(&folder, &["初稿.md"]), ["SU001:2", "PH001:3"]);
}

#[test]
fn a_comment_with_a_reason_passes_over_the_next_line() {
    let draft = DRAFT.replace("某县", "<!-- 忽略 PH003: 有意不写县名 -->\n某县");
    let folder = Folder::with("甲.md", &draft);
    assert_eq!(codes(&folder, &["甲.md"]), ["PH001:3"]);
    folder.write("甲.txt", draft.replace("# ", ""));
    assert_eq!(codes(&folder, &["甲.txt"]), ["PH001:3"]);
    folder.write("甲.md", format!("<!-- 忽略全文 PH003、PH001：匿名的样稿 -->\n{DRAFT}"));
    assert_eq!(codes(&folder, &["甲.md"]), Vec::<String>::new());
}

#[test]
fn comments_that_do_not_work_are_told() {
    let line = |comment: &str| {
        let folder = Folder::with("甲.md", DRAFT.replace("某县", &format!("{comment}\n某县")));
        codes(&folder, &["甲.md"])
    };
    assert_eq!(line("<!-- 忽略 PH003 -->"), ["PH001:3", "SU003:5", "PH003:6"]);
    assert_eq!(line("<!-- 忽略: 有意 -->"), ["PH001:3", "SU004:5", "PH003:6"]);
    assert_eq!(line("<!-- 忽略 PH03: 有意 -->"), ["PH001:3", "SU002:5", "PH003:6"]);
    assert_eq!(line("<!-- 忽略 PH003、PH005: 有意 -->"), ["PH001:3", "SU001:5"]);
    // A rule that did not run is not missed.
    let folder = Folder::with("甲.md", DRAFT.replace("某县", "<!-- 忽略 PH003: 有意 -->\n某县"));
    assert_eq!(codes(&folder, &["--only", "PH001,SU001", "甲.md"]), ["PH001:3"]);
    for code in ["SU001", "SU002", "SU003", "SU004", "FS018", "FS019"] {
        folder.run(&["explain", code]).ends(0);
    }
}

#[test]
fn comments_in_data_mean_their_line_or_the_value_below() {
    let folder = Folder::with("甲.yaml", SAMPLE);
    let clean = codes(&folder, &["甲.yaml"]);
    assert_eq!(clean.iter().filter(|code| code.starts_with("PH")).count(), 0);
    let line = SAMPLE.lines().find(|line| line.starts_with("县名:")).expect("a field");
    let starred = |after: &str, before: &str| SAMPLE.replace(line, &format!("{before}县名: '*县'{after}"));
    folder.write("甲.yaml", starred("", ""));
    folder.run(&["check", "甲.yaml"]).ends(1);
    folder.write("甲.yaml", starred("  # 忽略 PH001: 样稿", ""));
    folder.run(&["check", "甲.yaml"]).ends(0);
    folder.write("甲.yaml", starred("", "# 忽略 PH001: 样稿\n"));
    folder.run(&["check", "甲.yaml"]).ends(0);
    folder.run(&["gaps", "甲.yaml"]).ends(0);
    // A build obeys too, and its draft marks nothing.
    folder.run(&["build", "甲.yaml"]).ends(0).says(&["已写出 out/甲.pdf"]);
    assert!(!folder.read("out/甲.md").contains("忽略"));
    let long = SAMPLE.replace(line, "# 忽略 PH001: 样稿\n县名: |\n  青禾县\n  *县\n");
    folder.write("乙.yaml", long);
    assert_eq!(codes(&folder, &["--only", "PH001", "乙.yaml"]), Vec::<String>::new());
    let inside = SAMPLE.replace(line, "县名: |\n  青禾县\n  # 忽略 PH001: 这是正文\n  *县\n");
    folder.write("丙.yaml", inside);
    assert!(codes(&folder, &["--only", "PH001", "丙.yaml"]).iter().all(|code| code.starts_with("PH001")));
    assert!(!codes(&folder, &["--only", "PH001", "丙.yaml"]).is_empty());
}

#[test]
fn a_build_obeys_the_project_file() {
    let folder = Folder::with("甲.yaml", WITH_GAPS);
    folder.write("zhibi.yaml", "规则: {PH001: 提示, PH002: 提示, PH007: 提示, PH012: 提示}\n");
    let before = folder.run(&["build", "--no-project", "甲.yaml"]).ends(1);
    let after = folder.run(&["build", "甲.yaml"]);
    assert_ne!(before.err, after.err);
    folder.write("zhibi.yaml", "模板: 没有\n");
    folder.run(&["build", "甲.yaml"]).ends(2).complains(&["没有"]);
    folder.run(&["build", "甲.yaml", "--no-project", "--draft"]).ends(0);
    folder.write("zhibi.yaml", "字体: 没有\n");
    folder.run(&["build", "甲.yaml", "--draft"]).ends(2).complains(&["FT010"]);
    folder.write("zhibi.yaml", "字体: ../外面\n");
    folder.run(&["build", "甲.yaml", "--draft"]).ends(2).complains(&["zhibi.yaml:1:5", "--fonts"]);
}

#[test]
fn house_rules_set_the_page_and_tell_where_it_leaves_the_standard() {
    let folder = Folder::with("甲.md", "# 报告\n\n各项工作已经完成。\n");
    folder.write("zhibi.yaml", "版式:\n  上边距: 30\n  页码位置: 居中\n");
    let run = folder.run(&["build", "--verbose", "甲.md"]).ends(0);
    run.complains(&[
        "提示[LY022",
        "zhibi.yaml:2",
        "上边距（天头）是30毫米，国家标准37毫米",
        "5.2.1",
        "页码居中",
        "7.5",
    ]);
    // What stands in the report itself holds over the project file, and stays in it.
    folder.write("甲.md", "---\n版式: {上边距: 37, 标点: 紧排}\n---\n\n# 报告\n\n各项工作已经完成。\n");
    let run = folder.run(&["build", "甲.md", "--force", "--verbose"]).ends(0);
    assert!(!run.err.contains("上边距"), "{}", run.err);
    assert!(folder.read("out/甲.md").contains("版式:\n  上边距: 37\n  标点: 紧排\n"));
    // A slip in the report refuses the PDF, one in the project file the whole run.
    folder.write("甲.md", "---\n版式: {上边距: 3.7, 页码: 居中}\n---\n\n# 报告\n\n各项工作已经完成。\n");
    folder.run(&["build", "甲.md", "--force"]).ends(1).complains(&[
        "甲.md:2",
        "可以写 15 到 50 的数",
        "“页码”",
        "页码位置",
    ]);
    folder.write("zhibi.yaml", "版式:\n  行距: 三十\n");
    folder.run(&["build", "甲.md", "--force"]).ends(2).complains(&["zhibi.yaml:2:7", "可以写 24 到 40 的数"]);
    folder.write("zhibi.yaml", "版式: 宽\n");
    folder.run(&["check", "甲.md"]).ends(2).complains(&["zhibi.yaml:1:5"]);
}

#[test]
fn house_rules_in_data_are_no_field_of_the_report() {
    let folder = Folder::with("甲.yaml", format!("版式:\n  行距: 30\n{SAMPLE}"));
    let run = folder.run(&["build", "甲.yaml", "--no-project", "--verbose"]).ends(0);
    let run = run.complains(&["LY022", "甲.yaml:2", "每页排21行，国家标准一般22行"]);
    assert!(!run.err.contains("DA021"), "{}", run.err);
    assert!(folder.read("out/甲.md").contains("版式:\n  行距: 30\n"));
}

#[test]
fn an_unreadable_input_cannot_be_passed_over() {
    let folder = Folder::with("甲.yaml", "种类: [\n");
    folder.write("zhibi.yaml", "规则: {DA001: 关, FS001: 关}\n");
    folder.run(&["check", "甲.yaml"]).ends(1).says(&["DA001"]);
    folder.run(&["check", "没有.md"]).ends(2).complains(&["FS001"]);
}

#[test]
fn comments_are_never_printed_and_stay_in_the_rewritten_markdown() {
    let draft = DRAFT.replace("**个", "12个").replace("某县", "<!-- 忽略 PH003: 有意不写县名 -->\n某县");
    let folder = Folder::with("甲.md", &draft);
    folder.run(&["build", "甲.md"]).ends(0);
    assert!(folder.read("out/甲.md").contains("\n\n<!-- 忽略 PH003: 有意不写县名 -->\n\n某县的做法"));
    assert_eq!(folder.read("甲.md"), draft);
    folder.run(&["build", "out/甲.md", "--out", "定稿"]).ends(0);
    assert_eq!(folder.read("定稿/甲.md"), folder.read("out/甲.md"));
}

#[test]
fn new_and_templates_ignored_the_template_folder_of_the_project_file() {
    let folder = Folder::with("zhibi.yaml", "模板: 我的模板\n");
    folder.write(
        "我的模板/简报/schema.yaml",
        "名称: 简报\n说明: 自己的\n字段:\n  - {名称: 题, 问: 写什么？, 必填: true}\n",
    );
    folder.write("我的模板/简报/template.md", "# {{ 题 }}\n");
    folder.run(&["templates"]).ends(0).says(&["简报　自己的"]);
    folder.run(&["templates", "简报"]).ends(0).says(&["题", "写什么？"]);
    folder.run(&["new", "简报"]).ends(0).says(&["种类: 简报", "题:"]);
    folder.run(&["new", "简报", "--no-project"]).ends(2).complains(&["没有“简报”这种材料"]);
}
