//! The composition as a whole, with files in memory.

use super::{
    BuildOptions, BuildState, Builder, Built, GapList, Input, Projects, TemplateChoice, Unobserved, check, describe,
    gaps, kinds, new_data, plan,
};
use crate::data::schema::Field;
use crate::workspace::{TEXT_LIMIT, Workspace};
use std::path::{Path, PathBuf};

const SCHEMA: &str = "名称: 短报\n字段:\n  - {名称: 种类, 必填: true}\n  - {名称: 县名, 必填: true, 问: 哪个县？}\n";
const TEMPLATE: &str = "# {{ 县名 }}短报\n\n{{ 县名 }}的工作已经完成。\n";

fn workspace(data: &str) -> Workspace {
    let files = [("模板/短报/schema.yaml", SCHEMA), ("模板/短报/template.md", TEMPLATE), ("甲.yaml", data)];
    Workspace::in_memory(files)
}

fn build(workspace: &mut Workspace, input: &str, draft: bool, force: bool) -> Built {
    let (out, templates) = (PathBuf::from("out"), Some(PathBuf::from("模板")));
    let jobs = plan(vec![Input::file(input)], &out).expect("a plan");
    let options = BuildOptions { out, draft, force, templates, ..BuildOptions::default() };
    Builder::new(workspace, options).build(&jobs[0], &mut Unobserved)
}

fn text(workspace: &Workspace, path: &str) -> String {
    String::from_utf8(workspace.read(Path::new(path), TEXT_LIMIT).expect("read")).expect("text")
}

#[test]
fn data_becomes_markdown_and_pdf() {
    let mut workspace = workspace("种类: 短报\n县名: 青禾县\n");
    let built = build(&mut workspace, "甲.yaml", false, false);
    assert_eq!((built.state, built.pages), (BuildState::Complete, Some(1)), "{:?}", built.findings);
    assert!(text(&workspace, "out/甲.md").contains("# 青禾县短报\n"));
    assert!(workspace.read(Path::new("out/甲.pdf"), 1 << 20).expect("pdf").starts_with(b"%PDF"));
}

#[test]
fn a_gap_refuses_the_pdf_until_a_draft_is_asked_for() {
    let mut workspace = workspace("种类: 短报\n县名: *县\n");
    let built = build(&mut workspace, "甲.yaml", false, false);
    assert_eq!(built.state, BuildState::Refused { stale: None });
    assert_eq!(built.written, [PathBuf::from("out/甲.md")]);
    let built = build(&mut workspace, "甲.yaml", true, false);
    assert_eq!(built.state, BuildState::Draft);
    assert_eq!(text(&workspace, "out/甲.md").matches('*').count(), 2);
}

fn codes(built: &Built) -> Vec<&'static str> {
    built.findings.iter().map(|finding| finding.code.id).collect()
}

#[test]
fn what_is_open_in_a_field_nobody_prints_refuses_no_pdf() {
    let schema = format!("{SCHEMA}  - {{名称: 备忘}}\n");
    let data = "种类: 短报\n县名: 青禾县\n备忘: 还差**个\n随手记: 再问**个镇\n";
    let files = [("模板/短报/schema.yaml", schema.as_str()), ("模板/短报/template.md", TEMPLATE), ("甲.yaml", data)];
    let mut workspace = Workspace::in_memory(files);
    let built = build(&mut workspace, "甲.yaml", false, false);
    assert_eq!(built.state, BuildState::Complete, "{:?}", built.findings);
    let mut codes = codes(&built);
    codes.sort_unstable();
    assert_eq!(codes, ["DA021", "DA024"]);
}

#[test]
fn a_day_that_does_not_exist_is_told_once() {
    let schema = format!("{SCHEMA}  - {{名称: 日期, 类型: 日期, 必填: true}}\n");
    let template = format!("{TEMPLATE}\n{{{{ 日期 | 日期 }}}}以后再报。\n");
    let data = "种类: 短报\n县名: 青禾县\n日期: 2026-9-31\n";
    let files =
        [("模板/短报/schema.yaml", schema.as_str()), ("模板/短报/template.md", template.as_str()), ("甲.yaml", data)];
    let mut workspace = Workspace::in_memory(files);
    let built = build(&mut workspace, "甲.yaml", false, false);
    assert_eq!(built.state, BuildState::Refused { stale: None });
    assert_eq!(codes(&built), ["DA022"]);
    assert!(built.findings[0].message.contains("9月只有30天"));
}

#[test]
fn a_kind_behind_a_full_width_colon_is_told_once() {
    let mut workspace = workspace("种类：短报\n");
    assert_eq!(codes(&build(&mut workspace, "甲.yaml", false, false)), ["DA012"]);
    let mut workspace = self::workspace("种类：短报\n县名: 青禾县\n");
    assert_eq!(codes(&build(&mut workspace, "甲.yaml", false, false)), ["DA012"]);
}

#[test]
fn a_failure_writes_nothing() {
    let mut workspace = workspace("种类: 长报\n县名: 青禾县\n");
    let built = build(&mut workspace, "甲.yaml", true, true);
    assert_eq!(built.state, BuildState::Failed);
    assert_eq!(workspace.entry(Path::new("out")), None);
}

#[test]
fn the_same_run_twice_changes_nothing_and_an_edit_is_respected() {
    let mut workspace = workspace("种类: 短报\n县名: 青禾县\n");
    build(&mut workspace, "甲.yaml", false, false);
    let first = text(&workspace, "out/甲.md");
    assert_eq!(build(&mut workspace, "甲.yaml", false, false).state, BuildState::Complete);
    assert_eq!(text(&workspace, "out/甲.md"), first);
    let built = build(&mut workspace, "out/甲.md", false, true);
    assert_eq!((built.state, built.kept), (BuildState::Complete, vec![PathBuf::from("out/甲.md")]));
    assert_eq!(text(&workspace, "out/甲.md"), first);
}

#[test]
fn findings_come_in_reading_order() {
    let workspace = Workspace::in_memory([("甲.txt", "标题\n甲镇**家。\n乙镇**家。\n丙镇**家。\n")]);
    let checked = check(&workspace, Input::file("甲.txt"), None, &mut Projects::default());
    let places: Vec<u32> = checked.findings.iter().filter_map(|finding| finding.span).map(|span| span.start).collect();
    assert_eq!(places.len(), 3);
    assert!(places.is_sorted());
}

#[test]
fn a_blank_in_a_block_of_data_is_one_finding_at_its_own_place() {
    let data = "种类: 短报\n县名: |\n  青禾县**。\n\n  下辖*个镇，____个村。\n";
    let files = [("模板/短报/schema.yaml", SCHEMA), ("模板/短报/template.md", TEMPLATE), ("甲.yaml", data)];
    let checked =
        check(&Workspace::in_memory(files), Input::file("甲.yaml"), Some(Path::new("模板")), &mut Projects::default());
    let starts = checked.findings.iter().filter_map(|finding| finding.span).map(|span| &data[span.range()]);
    assert_eq!(starts.collect::<Vec<_>>(), ["**", "*", "____"]);
}

/// A kind is files only: whatever lies in `report-templates` must stand on its own.
#[test]
fn every_kind_has_a_skeleton_that_lacks_just_what_is_required() {
    let mut workspace = Workspace::in_memory([("没有", "")]);
    let kinds = kinds(&workspace, &TemplateChoice::default()).kinds;
    assert!(kinds.len() >= 4, "{kinds:?}");
    for (name, purpose) in kinds {
        assert!(!purpose.is_empty(), "{name}");
        let made = new_data(&mut workspace, &name, None, &TemplateChoice::default());
        assert!(made.findings.is_empty(), "{name}: {:?}", made.findings);
        let skeleton = made.text.expect("a skeleton");
        let files = Workspace::in_memory([("空白.yaml", skeleton.as_str())]);
        let checked = check(&files, Input::file("空白.yaml"), None, &mut Projects::default());
        let wrong: Vec<_> = checked.findings.iter().filter(|finding| finding.missing.is_none()).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
        let schema = describe(&workspace, &name, &TemplateChoice::default()).schema.expect("a schema");
        let Some(GapList::Data(lines)) =
            gaps(&files, Input::file("空白.yaml"), None, super::Choice::default(), super::GapForm::Lines).gaps
        else {
            panic!("{name}")
        };
        let lacking: Vec<String> = lines.into_iter().map(|line| line.field.replace("第1项", "")).collect();
        let mut wanted = Vec::new();
        required(&schema.fields, "", &mut wanted);
        wanted.retain(|field| field != "种类");
        assert_eq!(lacking, wanted, "{name}");
        let told = checked.findings.iter().filter_map(|finding| finding.missing.as_ref()?.field.as_deref());
        let told: Vec<String> = told.map(|path| crate::data::field_words(path).replace("第1项", "")).collect();
        assert_eq!(told, wanted, "{name}: the check lists what the gaps are");
    }
}

/// The required fields a skeleton leaves empty, as people say them.
fn required(fields: &[Field], above: &str, found: &mut Vec<String>) {
    for field in fields.iter().filter(|field| field.required) {
        let name = if above.is_empty() { field.name.clone() } else { format!("{above}的{}", field.name) };
        match field.fields.is_empty() {
            true => found.push(name),
            false => required(&field.fields, &name, found),
        }
    }
}

#[test]
fn the_finished_samples_have_no_findings() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut samples = 0;
    for entry in std::fs::read_dir(folder).expect("data").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".yaml") || name.contains("待补") {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).expect("a sample");
        let files = Workspace::in_memory([(name.as_str(), text.as_str())]);
        let checked = check(&files, Input::file(&name), None, &mut Projects::default());
        assert!(checked.findings.is_empty(), "{name}: {:?}", checked.findings);
        samples += 1;
    }
    assert!(samples >= 4);
}

#[test]
fn gaps_that_a_template_puts_side_by_side_are_told_each_at_its_place() {
    let schema = format!("{SCHEMA}  - {{名称: 甲数, 类型: 数字}}\n  - {{名称: 乙数, 类型: 数字}}\n");
    let template = "# {{ 县名 }}短报\n\n共有{{ 甲数 }}{{ 乙数 }}个。又有{{ 乙数 }}*个，20{{ 甲数 }}年底建成。\n";
    let data = "种类: 短报\n县名: 青禾县\n甲数: *\n乙数: **\n";
    let files = [("模板/短报/schema.yaml", schema.as_str()), ("模板/短报/template.md", template), ("甲.yaml", data)];
    let mut workspace = Workspace::in_memory(files);
    let built = build(&mut workspace, "甲.yaml", false, false);
    let told: Vec<(&str, &str)> = built
        .findings
        .iter()
        .filter(|finding| finding.missing.is_some())
        .filter_map(|finding| {
            Some((finding.message.as_str(), built.sources.text(built.sources.place(finding.span?).span)))
        })
        .collect();
    assert_eq!(told.len(), 3, "{told:?}");
    for (message, stands) in told {
        let quoted = message.split(['“', '”']).nth(1).expect("a quotation");
        assert_eq!(quoted, stands, "{message}");
    }
    let written = text(&workspace, "out/甲.md");
    let again = Workspace::in_memory([("甲.md", written.as_str())]);
    let mut reread = again;
    let built = build(&mut reread, "甲.md", true, false);
    assert_eq!(built.state, BuildState::Draft);
    assert_eq!(text(&reread, "out/甲.md").matches('*').count(), 3 + 3 + 1, "{written}");
    assert!(text(&reread, "out/甲.md").contains("共有***个。又有***个，20*年底"));
}

#[test]
fn a_kind_nobody_knows_in_a_draft_is_an_error_at_its_place() {
    let draft = "---\n种类: 没有这种\n---\n\n# 题\n\n正文已经写好。\n";
    let mut workspace = Workspace::in_memory([("乙.md", draft), ("模板/短报/schema.yaml", SCHEMA)]);
    let built = build(&mut workspace, "乙.md", false, false);
    assert_eq!(built.state, BuildState::Refused { stale: None });
    let told = built.findings.iter().find(|finding| finding.code.id == "DA030").expect("a finding");
    assert_eq!(told.span.map(|span| built.sources.text(span)), Some("没有这种"));
}

#[test]
fn a_share_without_its_total_says_which_field_is_missing() {
    let schema =
        format!("{SCHEMA}  - {{名称: 老人, 类型: 数字}}\n  - {{名称: 人口, 类型: 数字, 必填: true, 问: 有多少人？}}\n");
    let template = "# {{ 县名 }}短报\n\n有老人{{ 老人 }}人，占{{ 老人 | 占比(总=人口) }}，人均{{ 老人 / 人口 }}。\n";
    let data = "种类: 短报\n县名: 青禾县\n老人: 30\n";
    let files = [("模板/短报/schema.yaml", schema.as_str()), ("模板/短报/template.md", template), ("甲.yaml", data)];
    let mut workspace = Workspace::in_memory(files);
    let built = build(&mut workspace, "甲.yaml", true, false);
    assert!(text(&workspace, "out/甲.md").contains("占**%，人均**。"), "{}", text(&workspace, "out/甲.md"));
    let told: Vec<&str> = built.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(told, ["“**”这个数算不出来：“人口”没有写"]);
    assert_eq!(built.findings[0].missing.as_ref().and_then(|missing| missing.field.as_deref()), Some("人口"));
}

#[test]
fn a_gap_whose_neighbours_tell_nothing_is_called_by_its_field() {
    let schema = format!(
        "{SCHEMA}  - {{名称: 听取意见人数, 类型: 数字}}\n  - 名称: 建议\n    类型: 列表\n    字段: [{{名称: 牵头}}]\n"
    );
    let template = "# {{ 县名 }}短报\n\n听取了{{ 听取意见人数 }}人的意见。{% for 项 in 建议 %}此项工作建议由{{ 项.牵头 }}牵头。{% endfor %}\n";
    let data = "种类: 短报\n县名: 青禾县\n听取意见人数: *\n建议:\n  - {牵头: 县民政局}\n  - {牵头: '*'}\n";
    let files = [("模板/短报/schema.yaml", schema.as_str()), ("模板/短报/template.md", template), ("甲.yaml", data)];
    let built = build(&mut Workspace::in_memory(files), "甲.yaml", true, false);
    let told: Vec<&str> =
        built.findings.iter().filter_map(|told| Some(told.missing.as_ref()?.phrase.as_str())).collect();
    assert_eq!(told, ["听取意见人数", "建议第2项的牵头"]);
}

#[test]
fn an_empty_template_and_a_name_that_names_nobody_are_told() {
    let files =
        [("模板/短报/schema.yaml", SCHEMA), ("模板/短报/template.md", "\n"), ("甲.yaml", "种类: 短报\n县名: 甲县\n")];
    let built = build(&mut Workspace::in_memory(files), "甲.yaml", true, false);
    assert!(codes(&built).contains(&"TP011"), "{:?}", codes(&built));
    let schema = format!("{SCHEMA}  - {{名称: 姓名}}\n  - {{名称: 起始, 类型: 日期}}\n");
    let template = "{{ 姓名 }}于{{ 起始 }}到{{ 县名 }}。\n";
    let data = "种类: 短报\n县名: 甲县\n姓名: 张某某\n起始: 2026年*月*日\n";
    let files = [("模板/短报/schema.yaml", schema.as_str()), ("模板/短报/template.md", template), ("甲.yaml", data)];
    let built = build(&mut Workspace::in_memory(files), "甲.yaml", true, false);
    let told: Vec<_> =
        built.findings.iter().filter_map(|told| Some((told.code.id, told.missing.as_ref()?.phrase.clone()))).collect();
    let told: Vec<_> = told.iter().map(|(code, phrase)| (*code, phrase.as_str())).collect();
    assert_eq!(told, [("PH003", "姓名"), ("PH001", "起始的月份"), ("PH001", "起始的日期")]);
}

#[test]
fn below_the_title_stands_what_the_occasion_asks_for() {
    let sample = include_str!("../../data/青禾县调研.yaml");
    let head = |more: &str| {
        let data = format!("{sample}\n{more}");
        let mut workspace = Workspace::in_memory([("甲.yaml", data.as_str())]);
        let jobs = plan(vec![Input::file("甲.yaml")], Path::new("out")).expect("a plan");
        let options = BuildOptions { out: "out".into(), ..BuildOptions::default() };
        let built = Builder::new(&mut workspace, options).build(&jobs[0], &mut Unobserved);
        assert_eq!(built.state, BuildState::Complete, "{:?}", built.findings);
        let text = text(&workspace, "out/甲.md");
        let keys = text.lines().skip(1).take_while(|line| *line != "---").filter_map(|line| line.split_once(':'));
        keys.map(|(key, _)| key.to_owned())
            .filter(|key| ["题注", "署名", "日期", "落款"].contains(&key.as_str()))
            .collect::<Vec<_>>()
    };
    assert_eq!(head(""), ["署名", "日期"]);
    assert_eq!(head("题注: ——2026年9月22日在青禾县人大常委会会议上\n"), ["题注", "署名"]);
    assert_eq!(head("题下日期: 不印\n"), ["署名"]);
    assert_eq!(head("落款: 青禾县人大常委会办公室\n"), ["落款"]);
}

#[test]
fn a_draft_of_endless_lines_is_refused_before_it_is_laid_out() {
    let draft = format!("# 题\n\n{}", "甲\n".repeat(70_000));
    let mut workspace = Workspace::in_memory([("乙.md", draft.as_str())]);
    let built = build(&mut workspace, "乙.md", true, false);
    assert_eq!(built.state, BuildState::Refused { stale: None });
    assert!(codes(&built).contains(&"LY002"), "{:?}", codes(&built));
}
