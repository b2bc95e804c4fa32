//! What is printed where: the report for people, one line or one object for each finding, many files, folders.

use crate::WITH_GAPS;
use crate::run::Folder;

/// A line with one hit of a rule that is no gap.
const STRAY: &str = "全县建成各类蓄水池（chí）共3座。\n";

#[test]
fn many_gaps_are_a_work_list_of_one_line_each() {
    let folder = Folder::with("甲.txt", "全县有**家企业。\n".repeat(100));
    let run = folder.run(&["check", "甲.txt"]).ends(1).says(&["必改 未填之处 100 处：甲.txt", "全县有「**」家企业。"]);
    assert!(run.out.lines().count() < 115, "{}", run.out);
    for line in [1, 50, 100] {
        assert!(run.out.contains(&format!(" {line}:4 ")), "line {line}:\n{}", run.out);
    }
    let run = folder.run(&["check", "甲.txt", "--format", "concise"]);
    assert_eq!(run.out.lines().filter(|line| line.contains("必改")).count(), 100);
}

#[test]
fn the_work_list_of_data_names_the_field() {
    let run = Folder::with("甲.yaml", WITH_GAPS).run(&["check", "甲.yaml"]).ends(1);
    let run = run.says(&["行:字", "缺什么", "原文（空在「」里）", "数据字段", "（没有写）", "「村数」"]);
    let line = run.out.lines().find(|line| line.contains("20:11")).expect("a line");
    assert!(line.contains("县人大常委会「20XX」年度监督工作") && line.contains("依据"), "{line}");
}

#[test]
fn repeated_hits_are_folded_and_still_placed() {
    let folder = Folder::with("甲.txt", format!("关于蓄水池的报告\n{}", STRAY.repeat(60)));
    let full = folder.run(&["check", "甲.txt"]);
    let one_line = folder.run(&["check", "甲.txt", "--format", "concise"]);
    let hits = one_line.out.lines().filter(|line| line.contains("[CP004 ")).count();
    assert_eq!(hits, 60, "{}", one_line.out);
    assert_eq!(full.out.matches("[CP004 ").count(), 4, "{}", full.out);
    assert!(full.out.contains("另有 57 处：第5、6、7、"), "{}", full.out);
}

#[test]
fn many_files_end_in_one_summary_and_the_gravest_exit_code() {
    let folder = Folder::with("甲.txt", "全县有**家企业，XX户。\n");
    folder.write("乙.md", "# 标题\n\n全县有12家企业。\n");
    let run = folder.run(&["check", "乙.md", "甲.txt"]).ends(1);
    let run = run.says(&["检查完毕：2 个文件，1 个没有问题，共必改 2 处\n", "最多的是：PH001 "]);
    assert_eq!(run.out.matches("检查完毕").count(), 1);
    let run = folder.run(&["check", "乙.md", "甲.txt", "没有.txt"]).ends(2);
    run.says(&["3 个文件，1 个没有问题，1 个没能检查"]).complains(&["找不到文件"]);
    folder.run(&["check", "乙.md", "乙.md"]).ends(0).says(&["2 个文件，2 个没有问题\n"]);
}

#[test]
fn a_folder_is_checked_with_all_below_it() {
    let folder = Folder::with("资料/甲.txt", "全县有**家企业。\n");
    folder.write("资料/下/乙.md", "# 标题\n\n全县有12家企业。\n");
    folder.write("资料/图.png", "PNG");
    folder.write("资料/.藏/丙.txt", "全县有**家企业。\n");
    let run = folder.run(&["check", "资料"]).ends(1).says(&["资料/甲.txt:1:4", "2 个文件"]);
    run.complains(&["文件夹“资料”：检查 2 个文件；不检查的有 .png 1 个"]);
    folder.write("空/图.png", "PNG");
    folder.run(&["check", "空"]).ends(2).complains(&["FS020", "没有可以检查的文件（有 .png 1 个）", "办法"]);
    folder.run(&["check", "空", "--format", "sarif"]).ends(2).says(&["\"executionSuccessful\": false", "FS020"]);
}

#[test]
fn machine_formats_print_nothing_else() {
    let folder = Folder::with("甲.txt", "全县有**家企业。\n");
    folder.write("乙.txt", "全县有12家企业。\n");
    for format in ["concise", "jsonl"] {
        assert_eq!(folder.run(&["check", "乙.txt", "--format", format]).ends(0).out, "");
        assert_eq!(folder.run(&["check", "甲.txt", "乙.txt", "--format", format]).ends(1).out.lines().count(), 1);
    }
}

#[test]
fn what_the_text_already_says_is_offered() {
    let folder = Folder::with("甲.txt", "全县有城市社区*个。\n会议要求，12个城市社区都要建站。\n");
    folder.run(&["check", "甲.txt"]).ends(1).says(&["12"]);
    folder.run(&["check", "甲.txt", "--format", "concise"]).ends(1).says(&["（别处写的是12）"]);
    folder.run(&["check", "甲.txt", "--format", "jsonl"]).ends(1).says(&["\"known\":\"12\""]);
    folder.run(&["check", "甲.txt", "--format", "sarif"]).ends(1).says(&["\"known\": \"12\""]);
}

#[test]
fn gaps_as_yaml_are_only_what_is_missing() {
    let folder = Folder::with("甲.yaml", WITH_GAPS);
    let run = folder.run(&["gaps", "甲.yaml", "--format", "yaml"]).ends(1);
    assert_eq!(run.err, "");
    let run = run.says(&["# 甲.yaml 还缺的 ", "\n村数:\n", "\n走访乡镇:\n", "一般由县民政局提供", "（不用填）"]);
    assert!(!run.out.contains("\n县名:"), "{}", run.out);
    // It loads as data of the same shape, with nothing wrong but what is not in it.
    folder.write("补.yaml", &run.out);
    let check = folder.run(&["check", "补.yaml", "--format", "concise"]).ends(1);
    // Its tables lack the head that stands in the data file.
    let wrong = check.out.lines().find(|line| line.contains("[DA") && !line.contains("[DA023 "));
    assert_eq!(wrong, None);
    folder.run(&["gaps", "甲.yaml", "--format", "yaml", "--out", "补/缺.yaml"]).ends(1).says(&["已写出 补/缺.yaml"]);
    assert_eq!(folder.read("补/缺.yaml"), run.out);
    folder.run(&["gaps", "甲.yaml", "--out", "补/缺.yaml"]).ends(2).complains(&["已有", "办法"]);
    assert_eq!(folder.read("补/缺.yaml"), run.out);
    folder.write("乙.md", "# 标题\n\n全县有**家企业。\n");
    folder.run(&["gaps", "乙.md", "--format", "yaml"]).ends(2).complains(&["只用于数据"]);
    folder.run(&["gaps", "乙.md", "--out", "缺.txt"]).ends(1);
    assert!(folder.read("缺.txt").contains("还缺 1 处"));
}
