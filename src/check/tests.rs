//! The checker as its users call it.

use super::*;
use crate::diagnostic::Sink;
use crate::document::{Block, Flavor, Paragraph, TextBuilder};
use crate::source::{Origin, Piece, Span};

fn on_text(text: &str) -> (SourceMap, Vec<Diagnostic>) {
    let mut sources = SourceMap::new();
    let id = sources.add("草稿.txt", text);
    let document = crate::document::build(id, &sources, Flavor::Plain, &mut Sink::new());
    let draft = Draft { text: Some(id), document: Some(&document), ..Draft::new(&sources) };
    let findings = check(&draft, &Selection::default());
    (sources, findings)
}

fn phrases(text: &str) -> Vec<String> {
    on_text(text).1.into_iter().filter_map(|finding| finding.missing.map(|missing| missing.phrase)).collect()
}

/// The examples of one name on an explanation page: each line of a block `错例`, each whole block `错例 整篇`.
fn examples<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let blocks = |fence: String| {
        let after: Vec<&'a str> = page.split(fence.as_str()).skip(1).collect();
        after.into_iter().map(|block| block.split("```").next().unwrap_or_default())
    };
    let lines = blocks(format!("```{name}\n")).flat_map(str::lines);
    lines.chain(blocks(format!("```{name} 整篇\n"))).collect()
}

#[test]
fn every_page_keeps_its_word() {
    let mut wrong = Vec::new();
    for rule in rules() {
        assert!(rule.page.starts_with(&format!("# {} ", rule.code.id)), "{}", rule.code.id);
        let (bad, good) = (examples(rule.page, "错例"), examples(rule.page, "正例"));
        // Rules on data and templates carry their examples in their tests.
        let on_text_alone = matches!(rule.target, Target::Text(..) | Target::Document(_));
        assert!(!on_text_alone || !bad.is_empty() && !good.is_empty());
        for line in bad {
            if !on_text(line).1.iter().any(|f| f.code == rule.code) {
                wrong.push(format!("{} 错例：{line}", rule.code.id));
            }
        }
        for line in good {
            if on_text(line).1.iter().any(|f| f.code == rule.code) {
                wrong.push(format!("{} 正例：{line}", rule.code.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn codes_are_sorted_and_unique() {
    assert!(rules().windows(2).all(|w| w[0].code.id < w[1].code.id));
    assert_eq!(find_rule("ph001").map(|r| r.code.slug), Some("unfilled-asterisk"));
    assert_eq!(find_rule("Unfilled-X").map(|r| r.code.id), Some("PH002"));
}

#[test]
fn phrases_say_what_is_missing() {
    assert_eq!(phrases("其中大学以上学历*名"), ["大学以上学历的人数"]);
    assert_eq!(phrases("全县建成城市社区**个"), ["城市社区的个数"]);
    assert_eq!(phrases("*月*日，我县召开了养老服务工作会议"), ["会议召开的月份", "会议召开的日期"]);
    assert_eq!(phrases("网格覆盖率达***%"), ["网格覆盖率"]);
    assert_eq!(phrases("启动经费*万元已经划拨"), ["启动经费的金额"]);
    assert_eq!(phrases("干部工资每人每月调增不少于*元"), ["干部工资的金额"]);
    assert_eq!(phrases("每个乡镇*万元的工作经费"), ["乡镇的工作经费"]);
    assert_eq!(phrases("社区大专及以上学历占比**%"), ["社区大专及以上学历占比"]);
    assert_eq!(phrases("面积达到***平方米以上"), ["面积"]);
    assert_eq!(phrases("**县地处山区"), ["县名"]);
    assert_eq!(phrases("由副县长**任总指挥"), ["副县长的姓名"]);
}

#[test]
fn where_nothing_good_is_near_less_is_said() {
    for (text, said) in [
        ("一批人**人。", &["人数"][..]),
        ("2026年XX，XX月XX日", &["此处的内容", "月份", "日期"]),
        ("合计**万元", &["金额"]),
        ("人口**人", &["人口"]),
        ("发放文**万元", &["金额"]),
    ] {
        assert_eq!(phrases(text), said, "{text}");
    }
}

#[test]
fn a_cell_is_called_by_headings_that_are_no_gaps() {
    let table = "表：用房（单位：平方米）\n| 乡镇 | 甲 | 2025年 | ** |\n| --- | --- | --- | --- |\n| * | ** | 3 | * |\n\
                 | 投入 | 1 | ** | 4 |\n";
    let mut sources = SourceMap::new();
    let id = sources.add("甲.md", table);
    let document = crate::document::build(id, &sources, Flavor::Markdown, &mut Sink::new());
    let draft = Draft { document: Some(&document), ..Draft::new(&sources) };
    let told: Vec<String> =
        check(&draft, &Selection::default()).into_iter().filter_map(|f| f.missing.map(|m| m.phrase)).collect();
    assert!(told.iter().all(|phrase| !phrase.contains('*')), "{told:?}");
    assert_eq!(told, ["此处的内容", "乡镇名称", "甲的面积", "此处的内容", "2025年投入的面积"]);
}

#[test]
fn the_span_is_the_run_and_nothing_else() {
    let (sources, findings) = on_text("全县辖**个镇\r\n投入＊＊万元，20XX年建成\n");
    let marks: Vec<&str> = findings.iter().filter_map(|f| f.span.map(|span| sources.text(span))).collect();
    assert_eq!(marks, ["**", "＊＊", "20XX"]);
}

#[test]
fn a_rule_can_be_switched_off_and_a_wrong_name_is_told() {
    let off = Selection::new(&[], &["unfilled-asterisk".to_owned()]).expect("known");
    let mut sources = SourceMap::new();
    let id = sources.add("草稿.txt", "*县××局");
    let draft = Draft { text: Some(id), ..Draft::new(&sources) };
    let codes: Vec<&str> = check(&draft, &off).iter().map(|f| f.code.id).collect();
    assert_eq!(codes, ["PH002"]);
    let wrong = Selection::new(&["PH01".to_owned()], &[]).expect_err("unknown");
    assert!(wrong[0].hints[0].contains("PH001"), "{:?}", wrong[0].hints);
}

#[test]
fn a_value_printed_twice_is_one_finding_at_its_place() {
    let mut sources = SourceMap::new();
    let yaml = sources.add("数据.yaml", "镇数: '*'\n");
    let value = Span::new(yaml, 8, 11);
    let text = "全县辖*个镇，*个镇已通公交。";
    let piece = |at: usize| Piece {
        range: at as u32..at as u32 + 1,
        span: value,
        exact: false,
        field: Some("镇数".to_owned()),
        printed_by: None,
    };
    let stars: Vec<usize> = text.match_indices('*').map(|(at, _)| at).collect();
    let origin = Origin::new(stars.iter().map(|at| piece(*at)).collect());
    let merged = sources.add_derived("报告.md", text, origin);
    let span = Span::new(merged, 0, text.len());
    let mut builder = TextBuilder::new();
    builder.push(text, span, false);
    let paragraph = Block::Paragraph(Paragraph { text: builder.finish(), quoted: false, span });
    let document = Document { body: vec![paragraph], ..Document::default() };
    let scalar = data::Scalar { text: "*".to_owned(), plain: false };
    let entry = data::Entry {
        key: "镇数".to_owned(),
        key_span: Span::new(yaml, 0, 6),
        value: data::Node { value: data::Value::Scalar(scalar), span: value },
    };
    let root = data::Node { value: data::Value::Mapping(vec![entry]), span: Span::new(yaml, 0, 11) };
    let draft = Draft { document: Some(&document), data: Some(&root), ..Draft::new(&sources) };
    let findings = check(&draft, &Selection::default());
    assert_eq!(findings.len(), 1);
    let missing = findings[0].missing.as_ref().expect("a placeholder");
    assert_eq!((missing.phrase.as_str(), missing.field.as_deref()), ("镇的个数", Some("镇数")));
    assert_eq!(findings[0].span, Some(Span::new(yaml, 9, 10)));
}

#[test]
fn long_lines_stay_linear_and_odd_text_is_safe() {
    let pieces = [
        "*",
        "x",
        "*,",
        "a_",
        "_",
        "×1",
        "【待填",
        "20*",
        "张*、",
        "*县",
        "*一是",
        "*二是",
        "再次",
        "①",
        "三个原则：",
        "“三室”：",
        "甲、3个",
        "月",
        "9月5号",
        "2月30日至",
        "附件",
        "一、",
        "（1）",
        "两个办法：一是甲，二是乙",
        "我某网县",
        "（精选6篇）",
        "来源：",
        "责任编辑：",
        "。 一、基本情况",
        "的'汉",
        "仅供参考",
        "社区(qū)",
        "*社区、",
        "&#x",
        "ä",
        "“推荐",
    ];
    for piece in pieces {
        let text = piece.repeat(10_000 / piece.len());
        let (_, findings) = on_text(&text);
        assert!(findings.len() <= 10_000);
    }
}

#[test]
fn a_gap_whose_answer_stands_elsewhere_is_offered_it() {
    let known = |text: &str| -> Vec<Option<String>> {
        on_text(text).1.into_iter().filter_map(|finding| finding.missing).map(|missing| missing.known).collect()
    };
    let answered = Some("12".to_owned());
    assert_eq!(known("现有城市社区*个。\n建成12个城市社区，运转正常。"), std::slice::from_ref(&answered));
    assert_eq!(known("建成街道社区**个。\n对12个城市街道社区的办公用房进行改造。"), [answered]);
    assert_eq!(known("现有城市社区*个。\n甲县有12个城市社区，乙县有15个城市社区。"), [None]);
    assert_eq!(known("现有城市社区*个。\n村卫生室12个。"), [None]);
    // 有效问卷 is not all there is of 问卷.
    assert_eq!(known("发出问卷*份。\n收回有效问卷1146份。"), [None]);
    assert_eq!(known("发出问卷*份。\n全县的问卷1200份。"), [Some("1200".to_owned())]);
}
