#![allow(clippy::indexing_slicing, reason = "tests")]
use super::*;
use crate::document::{Align, Block};

fn built(text: &str, flavor: Flavor) -> (Document, SourceMap, Vec<&'static str>) {
    let (mut map, mut sink) = (SourceMap::new(), Sink::new());
    let id = map.add("甲.md", text);
    let document = build(id, &map, flavor, &mut sink);
    let codes = sink.items().iter().map(|d| d.code.id).collect();
    (document, map, codes)
}

/// Body blocks in short: `level number words/run-in`, `¶ words`, `▦`.
fn shown(blocks: &[Block]) -> Vec<String> {
    blocks
        .iter()
        .map(|block| match block {
            Block::Heading(h) => {
                let rest = h.run_in.as_ref().map(|rest| format!("/{}", rest.content())).unwrap_or_default();
                format!("{} {} {}{rest}", h.level, h.number, h.text.content())
            }
            Block::Paragraph(p) => format!("¶ {}", p.text.content()),
            Block::Table(_) => "▦".to_owned(),
            Block::Figure(f) => format!("▣ {}|{}", content(&f.caption).unwrap_or_default(), f.file.content()),
        })
        .collect()
}

fn content(text: &Option<Text>) -> Option<&str> {
    text.as_ref().map(Text::content)
}

#[test]
fn front_matter_fills_the_elements() {
    let text = "---\n种类: 人大调研报告\n副标题: 以两镇为例\n题注: ——2026年9月18日在常委会会议上\n署名:\n  - 甲委\n  - 乙委\n日期: 2026年9月18日\n\
        主送: 各位委员：\n附件: 名单\n落款: 青禾县\n落款日期: '2026年9月20日'\n附注: 此件公开\n指纹: 00\n---\n# 关于甲的报告\n正文。";
    let (document, map, codes) = built(text, Flavor::Markdown);
    assert!(codes.is_empty(), "{codes:?}");
    assert_eq!(content(&document.kind), Some("人大调研报告"));
    assert_eq!(content(&document.title), Some("关于甲的报告"));
    assert_eq!(content(&document.subtitle), Some("以两镇为例"));
    assert_eq!(content(&document.occasion), Some("——2026年9月18日在常委会会议上"));
    assert_eq!(document.byline.iter().map(Text::content).collect::<Vec<_>>(), ["甲委", "乙委"]);
    assert_eq!(content(&document.addressee), Some("各位委员："));
    let sign_off = document.sign_off.expect("sign-off");
    assert_eq!((sign_off.issuers.len(), content(&sign_off.dated)), (1, Some("2026年9月20日")));
    let span = document.dated.and_then(|text| text.span(0..4)).expect("place");
    assert_eq!(map.text(span), "2026");
}

#[test]
fn slips_in_the_front_matter_are_findings() {
    let (document, _, codes) = built("---\n落款日其: 九月\n日期: [一, 二]\n---\n# 题", Flavor::Markdown);
    assert_eq!(codes, ["MD020", "MD021", "MD022"]);
    assert_eq!(content(&document.dated), Some("一 二"));
    let (document, _, codes) = built("---\n只有一句话\n---\n# 题", Flavor::Markdown);
    assert!(codes.contains(&"DA016"), "{codes:?}");
    assert!(document.body.is_empty());
}

#[test]
fn a_broken_front_matter_is_an_error_and_lands_in_no_body() {
    for (head, code) in [
        ("主送: [\n", "DA001"),
        ("主送: {甲\n", "DA001"),
        ("主送: \"甲\n", "DA001"),
        ("主送：甲\n", "DA012"),
        ("就这样写\n", "DA016"),
        ("落款日期: 明天\n", "MD022"),
        ("落款日期: 2026年9月31日\n", "MD022"),
    ] {
        for text in [
            format!("---\n种类: 短报\n{head}日期: 2026年9月18日\n---\n\n# 题\n\n正文。\n"),
            format!("---\n{head}种类: 短报\n日期: 2026年9月18日\n---\n\n# 题\n\n正文。\n"),
        ] {
            let (document, _, codes) = built(&text, Flavor::Markdown);
            assert!(codes.contains(&code), "{text}: {codes:?}");
            assert_eq!(shown(&document.body), ["¶ 正文。"], "{text}");
            assert_eq!(content(&document.kind), Some("短报"), "{text}");
            assert_eq!(content(&document.dated), Some("2026年9月18日"), "{text}");
        }
    }
}

#[test]
fn values_in_the_front_matter_are_undone() {
    use crate::source::marks::{LINE_BREAK, twin};
    let value: String = "*: #".chars().map(|c| twin(c).unwrap_or(c)).collect();
    let (document, _, codes) = built(&format!("---\n署名: {value}{LINE_BREAK}甲\n---\n"), Flavor::Merged);
    assert_eq!((document.byline[0].content(), codes.len()), ("*: # 甲", 0));
}

#[test]
fn headings_with_and_without_marks() {
    let text = "# 题\n导语。\n## 基本情况\n（一）做法好。一是快。\n2.分工明确。\n（1）落实：\n二、问题\n(一)\n### （二）甲\n\
        三、这是一个很长很长的句子，说明了许多许多的情况，讲了许多许多的道理，所以它不会是一个标题。真的。";
    let (document, _, codes) = built(text, Flavor::Markdown);
    assert_eq!(
        shown(&document.body),
        [
            "¶ 导语。",
            "1 1 基本情况",
            "2 1 做法好。/一是快。",
            "3 1 分工明确。/",
            "4 1 落实：/",
            "1 2 问题",
            "2 1 ",
            "2 2 甲",
            "1 3 这是一个很长很长的句子，说明了许多许多的情况，讲了许多许多的道理，所以它不会是一个标题。/真的。",
        ]
    );
    assert!(codes.is_empty(), "{codes:?}");
    let Block::Heading(heading) = &document.body[3] else { panic!("no heading") };
    assert_eq!(heading.written.as_ref().map(|w| (w.number, w.text.as_str())), Some((2, "2.")));
}

#[test]
fn labels_beat_marks_and_backslashes_beat_labels() {
    let (document, _, codes) = built("# 题\n## （一）甲\n1\\.乙\n\\(二)丙\n# 丁\n#\n####### 戊", Flavor::Markdown);
    assert_eq!(shown(&document.body), ["2 1 甲", "¶ 1.乙", "¶ (二)丙", "1 1 丁", "¶ ####### 戊"]);
    assert_eq!(codes, ["MD011", "MD010", "MD013"]);
    let (document, _, codes) = built("# 一、甲\n###### 乙", Flavor::Markdown);
    assert_eq!(
        (content(&document.title), shown(&document.body)),
        (None, vec!["1 1 甲".to_owned(), "4 1 乙".to_owned()])
    );
    assert_eq!(codes, ["MD012"]);
}

#[test]
fn tables_take_the_lines_around_them() {
    let (document, map, _) = built(
        "表：用房（单位：平方米）\n|甲|乙|\n|:-:|-|\n|1|**2**|\n注：截至六月。\n\n表：远\n\n|丙|\n|-|\n\n注：远\n（单位：人）\n|丁|\n|-|",
        Flavor::Markdown,
    );
    assert_eq!(shown(&document.body), ["▦", "¶ 表：远", "▦", "¶ 注：远", "▦"]);
    let Block::Table(table) = &document.body[0] else { panic!("no table") };
    assert_eq!((content(&table.caption), content(&table.unit)), (Some("用房"), Some("平方米")));
    assert_eq!(content(&table.note), Some("截至六月。"));
    assert_eq!(table.aligns, [Align::Center, Align::Auto]);
    assert_eq!(table.rows[0][1].bold().first(), Some(&(0..1)));
    assert!(map.text(table.span).starts_with("表：") && map.text(table.span).ends_with("六月。"));
    let Block::Table(table) = &document.body[4] else { panic!("no table") };
    assert_eq!((content(&table.caption), content(&table.unit)), (None, Some("人")));
}

#[test]
fn attachments_have_numbers_of_their_own() {
    let (document, _, codes) = built("# 题\n## 甲\n# 附件1：名单\n## 乙\n# 附件3 办法\n# 附件管理", Flavor::Markdown);
    let titles: Vec<_> = document.attachments.iter().map(|a| a.title.content()).collect();
    assert_eq!(titles, ["名单", "办法"]);
    assert_eq!(shown(&document.attachments[0].body), ["1 1 乙"]);
    assert_eq!(codes, ["MD010", "MD014"]);
}

#[test]
fn plain_text_has_a_title_and_labels_and_nothing_else() {
    let (document, _, codes) = built("\n　关于**县的报告\n# 甲 **乙** \\*\n(一)做法。好。\n|丙|\n|-|\n", Flavor::Plain);
    assert_eq!(content(&document.title), Some("关于**县的报告"));
    assert_eq!(shown(&document.body), ["¶ # 甲 **乙** \\*", "2 1 做法。/好。", "¶ |丙|", "¶ |-|"]);
    assert!(codes.is_empty());
    let (document, ..) = built("第一句。\n第二句。", Flavor::Plain);
    assert_eq!(document.title, None);
}

#[test]
fn a_label_pasted_into_a_value_is_named_at_its_place() {
    let mut sources = crate::source::SourceMap::new();
    let value = "（一）像标题的段落。后文";
    let data = sources.add("甲.yaml", value);
    let piece = crate::source::Piece {
        range: 0..value.len() as u32,
        span: crate::source::Span::new(data, 0, value.len()),
        exact: true,
        field: Some("内容".to_owned()),
        printed_by: None,
    };
    let merged = sources.add_derived("合成", value, crate::source::Origin::new(vec![piece]));
    let mut sink = Sink::new();
    build(merged, &sources, Flavor::Merged, &mut sink);
    let found: Vec<&str> = sink.items().iter().map(|finding| finding.code.id).collect();
    assert_eq!(found, ["MD015"]);
    build(data, &sources, Flavor::Markdown, &mut sink);
    assert_eq!(sink.len(), 1, "a draft may have such lines");
}

#[test]
fn marks_that_would_be_printed_are_told_unless_a_backslash_says_that_they_are_meant() {
    let (_, _, codes) = built("# 题\n\n- 列表\n\n\\- 短横\n", Flavor::Markdown);
    assert_eq!(codes, ["MD016"]);
    assert!(built("- 列表\n", Flavor::Plain).2.is_empty());
}

#[test]
fn a_front_matter_with_full_width_colons_is_told_once() {
    for head in ["种类：短报", "种类：短报\n日期: 2026年9月18日"] {
        let (_, _, codes) = built(&format!("---\n{head}\n---\n\n# 甲\n\n正文。\n"), Flavor::Markdown);
        assert!(codes.iter().all(|code| *code == "DA012") && !codes.is_empty(), "{head}: {codes:?}");
    }
    let table = "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 | 3 |\n";
    let (_, _, codes) = built(&format!("---\n种类：短报\n---\n\n{table}"), Flavor::Markdown);
    assert_eq!(codes.iter().filter(|code| **code == "MD004").count(), 1, "{codes:?}");
}

#[test]
fn a_bar_in_a_title_is_a_wish_for_a_new_line_and_not_printed() {
    let text = "---\n副标题: ——以柳溪镇｜为例\n---\n\n# 甲县｜情况\n\n正｜文\n\n# 附件：清｜单\n";
    let (document, ..) = built(text, Flavor::Markdown);
    let breaks = |text: &Option<Text>| text.as_ref().map(|text| text.breaks().to_vec());
    assert_eq!((content(&document.title), breaks(&document.title)), (Some("甲县情况"), Some(vec![6])));
    assert_eq!(content(&document.subtitle), Some("以柳溪镇为例"), "layout adds the dash");
    assert_eq!(breaks(&document.subtitle), Some(vec![12]));
    assert_eq!(shown(&document.body), ["¶ 正｜文"], "only titles have such a mark");
    assert_eq!(document.attachments[0].title.breaks(), [3]);
    let written = crate::writer::markdown::write(&document);
    assert!(written.contains("# 甲县｜情况") && written.contains("副标题: 以柳溪镇｜为例"), "{written}");
    assert!(written.contains("# 附件：清｜单"), "{written}");
}

#[test]
fn a_picture_stands_on_a_line_of_its_own() {
    let text =
        "# 题\n\n![图1　助餐点](照片/a b(1).jpg)\n\n![](<c d.png>)\n\n见![图](a.png)。\n\n\\![甲](乙.png)\n\n![甲]()\n";
    let (document, _, codes) = built(text, Flavor::Markdown);
    let expected =
        ["▣ 图1　助餐点|照片/a b(1).jpg", "▣ |c d.png", "¶ 见![图](a.png)。", "¶ ![甲](乙.png)", "¶ ![甲]()"];
    assert_eq!(shown(&document.body), expected);
    assert_eq!(codes, ["MD016"], "one that stands within a line is no picture");
}
