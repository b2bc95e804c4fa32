#![allow(clippy::indexing_slicing, reason = "tests")]
use super::*;
use crate::diagnostic::Sink;
use crate::document::{Attachment, Figure, Flavor, PageRule, SignOff, WrittenLabel, build};
use crate::source::{SourceMap, Span};
use proptest::prelude::*;

fn read(text: &str, flavor: Flavor) -> Document {
    let (mut map, mut sink) = (SourceMap::new(), Sink::new());
    let id = map.add("甲.md", text);
    build(id, &map, flavor, &mut sink)
}

fn nowhere() -> Span {
    Span::new(SourceMap::new().add("", ""), 0, 0)
}

/// The same text without places; bold may have come in touching pieces.
fn bare(text: &Text) -> Text {
    let (mut builder, mut at) = (TextBuilder::new(), 0);
    for range in text.bold() {
        builder.push_inexact(&text.content()[at..range.start], nowhere(), false);
        builder.push_inexact(&text.content()[range.clone()], nowhere(), true);
        at = range.end;
    }
    builder.push_inexact(&text.content()[at..], nowhere(), false);
    let whole = builder.finish();
    let mut plain = TextBuilder::new();
    let mut at = 0;
    for range in whole.bold() {
        plain.push_inexact(&whole.content()[at..range.start], nowhere(), false);
        plain.push_inexact(&whole.content()[range.clone()], nowhere(), true);
        at = range.end;
    }
    plain.push_inexact(&whole.content()[at..], nowhere(), false);
    plain.finish()
}

fn bare_all(texts: &[Text]) -> Vec<Text> {
    texts.iter().map(bare).collect()
}

fn bare_block(block: &Block) -> Block {
    match block {
        Block::Heading(h) => Block::Heading(Heading {
            text: bare(&h.text),
            run_in: h.run_in.as_ref().map(bare),
            // The canonical file says every computed number.
            written: Some(WrittenLabel { number: h.number, text: label(h.level, h.number), span: nowhere() }),
            span: nowhere(),
            ..*h
        }),
        Block::Paragraph(p) => Block::Paragraph(Paragraph { text: bare(&p.text), quoted: p.quoted, span: nowhere() }),
        Block::Figure(f) => {
            Block::Figure(Figure { caption: f.caption.as_ref().map(bare), file: bare(&f.file), span: nowhere() })
        }
        Block::Table(t) => Block::Table(Table {
            caption: t.caption.as_ref().map(bare),
            unit: t.unit.as_ref().map(bare),
            aligns: t.aligns.clone(),
            widths: t.widths.clone(),
            sideways: t.sideways,
            head: bare_all(&t.head),
            rows: t.rows.iter().map(|row| bare_all(row)).collect(),
            note: t.note.as_ref().map(bare),
            span: nowhere(),
        }),
    }
}

/// The document without places and with the labels that the writer prints.
fn bare_document(document: &Document) -> Document {
    let blocks = |blocks: &[Block]| blocks.iter().map(bare_block).collect::<Vec<_>>();
    let one = |text: &Option<Text>| text.as_ref().map(bare);
    Document {
        kind: one(&document.kind),
        title: one(&document.title),
        subtitle: one(&document.subtitle),
        occasion: one(&document.occasion),
        byline: bare_all(&document.byline),
        dated: one(&document.dated),
        addressee: one(&document.addressee),
        body: blocks(&document.body),
        attachment_note: bare_all(&document.attachment_note),
        sign_off: document.sign_off.as_ref().map(|s| SignOff { issuers: bare_all(&s.issuers), dated: one(&s.dated) }),
        remark: one(&document.remark),
        page_rules: document
            .page_rules
            .iter()
            .map(|rule| PageRule { name: bare(&rule.name), value: bare(&rule.value), span: nowhere() })
            .collect(),
        attachments: document
            .attachments
            .iter()
            .map(|a| Attachment { title: bare(&a.title), body: blocks(&a.body) })
            .collect(),
        comments: document.comments.iter().map(|c| Comment { text: c.text.clone(), span: nowhere() }).collect(),
    }
}

/// Without the front matter.
fn body(text: &str) -> &str {
    text.split_once("\n---\n\n").map_or("", |(_, body)| body)
}

#[test]
fn a_canonical_file_stays_as_it_is() {
    let text = "# 关于青禾县的调研报告\n\n根据安排，1*2*3。\n\n## 一、基本情况\n\n### （一）甲\n\n（二）做法。一是**好**。\n\n\
        1.分工。\n\n（1）落实。\n\n达**万元，其他达**万元。\n\n表：用房（单位：平方米）\n| 乡镇 | 面积 |\n| --- | ---: |\n\
        | 甲\\|镇 | * |\n注：截至六月。\n\n# 附件：名单\n\n正文。\n";
    let document = read(text, Flavor::Markdown);
    assert_eq!(body(&write(&document)), text);
}

#[test]
fn widths_of_columns_and_the_wish_to_turn_a_table_are_kept() {
    for (caption, sideways) in [("表：用房（单位：间）（横排）", true), ("表：（横排）", true), ("表：用房", false)]
    {
        let text = format!("# 题\n\n{caption}\n| 甲 | 乙 |\n| ------ | ---: |\n| 1 | 2 |\n");
        let document = read(&text, Flavor::Markdown);
        let Some(Block::Table(table)) = document.body.first() else { panic!("{document:?}") };
        assert_eq!((table.widths.as_slice(), table.sideways), ([6, 3].as_slice(), sideways), "{caption}");
        assert_eq!(body(&write(&document)), text);
    }
    // In data the wish stands in the caption, before the unit.
    let document =
        read("# 题\n\n表：用房（横排）（单位：间）\n| 甲 | 乙 |\n| --- | ---: |\n| 1 | 2 |\n", Flavor::Markdown);
    let Some(Block::Table(table)) = document.body.first() else { panic!("{document:?}") };
    assert_eq!((table.caption.as_ref().map(Text::content), table.sideways), (Some("用房"), true));
    assert!(table.widths.is_empty(), "dashes of one length say nothing");
}

#[test]
fn settings_of_the_page_are_kept() {
    let text = "---\n署名: 甲\n版式:\n  行距: 28\n  页码样式: — 1 —\n  标点: 'a: b'\n---\n\n# 题\n\n正文。\n";
    let document = read(text, Flavor::Markdown);
    assert_eq!(document.page_rules.len(), 3);
    assert_eq!(bare_document(&read(&write(&document), Flavor::Markdown)), bare_document(&document));
    assert!(write(&document).contains("版式:\n  行距: 28\n"), "{}", write(&document));
}

#[test]
fn backslashes_stand_only_where_needed() {
    for (line, written) in [
        ("\\# 甲", "\\# 甲"),
        ("\\#甲", "#甲"),
        ("\\---", "\\---"),
        ("1\\.甲", "1\\.甲"),
        ("\\2026\\.甲", "\\2026.甲"),
        ("\\*甲\\*", "*甲*"),
        ("\\*\\*甲\\*\\*", "\\*\\*甲\\*\\*"),
        ("**甲**\\*", "**甲**\\*"),
        ("甲\\乙\\\\", "甲\\乙\\"),
        ("甲\\|乙_丙_", "甲|乙_丙_"),
    ] {
        assert_eq!(body(&write(&read(line, Flavor::Markdown))).trim_end(), written, "{line}");
    }
}

#[test]
fn front_matter_quotes_only_what_yaml_would_misread() {
    let text = "---\n种类: 人大调研报告\n副标题: '*县: 甲'\n署名:\n  - 甲\n  - '''乙'\n日期: 2026年9月\n主送: 各位委员：\n\
        附注: \"甲 #1\"\n---\n";
    let written = write(&read(text, Flavor::Markdown));
    let head: Vec<_> = written.lines().take_while(|line| !line.starts_with("指纹")).collect();
    let wanted = [
        "---",
        "种类: 人大调研报告",
        "副标题: '*县: 甲'",
        "署名:",
        "  - 甲",
        "  - '''乙'",
        "日期: 2026年9月",
        "主送: 各位委员：",
        "附注: '甲 #1'",
    ];
    assert_eq!(head, wanted);
}

#[test]
fn the_fingerprint_tells_edits() {
    let written = write(&read("---\n日期: 今天\n---\n# 题\n\n正文。\n", Flavor::Markdown));
    assert_eq!(fingerprint(&written), Some(State::Untouched));
    assert_eq!(fingerprint(&written.replace('\n', "\r\n")), Some(State::Untouched));
    assert_eq!(fingerprint(&written.replace("正文", "改文")), Some(State::Edited));
    assert_eq!(fingerprint(&written.replace("今天", "明天")), Some(State::Edited));
    assert_eq!(fingerprint(&format!("{written}\n")), Some(State::Edited));
    assert_eq!(fingerprint("# 题\n指纹: 00\n"), None);
    assert_eq!(fingerprint("---\n日期: 今天\n---\n"), None);
    assert_eq!(fingerprint(&written.replace("指纹: ", "指纹: x")), Some(State::Edited));
    let empty = write(&Document::default());
    assert_eq!(fingerprint(&empty), Some(State::Untouched));
}

#[test]
fn a_title_that_looks_like_a_label_survives() {
    let document = read("---\n标题: 一、甲\n---\n# 附件：乙", Flavor::Markdown);
    assert_eq!(bare_document(&read(&write(&document), Flavor::Markdown)), bare_document(&document));
    assert_eq!(document.title.as_ref().map(Text::content), Some("一、甲"));
}

#[test]
fn comments_for_the_checker_stay_before_their_block() {
    let text = "<!-- 忽略全文 PH003: 匿名 -->\n---\n种类: 甲\n---\n# 题目\n甲\n<!-- 忽略 PH001: 样表 -->\n\
                表：样\n| 甲 |\n<!-- 忽略 PH002: 样 -->\n| --- |\n| * |\n<!-- 忽略 PH001: 注 -->\n注：*\n乙\n<!-- 忽略 PH009: 末 -->";
    let document = read(text, Flavor::Markdown);
    assert!(
        matches!(&document.body[..], [_, Block::Table(table), _] if table.caption.is_some() && table.note.is_some())
    );
    let written = write(&document);
    let expected = "<!-- 忽略全文 PH003: 匿名 -->\n\n# 题目\n\n甲\n\n<!-- 忽略 PH001: 样表 -->\n\n\
                    <!-- 忽略 PH002: 样 -->\n\n<!-- 忽略 PH001: 注 -->\n\n表：样\n| 甲 |\n| --- |\n| * |\n注：*\n\n乙\n\n\
                    <!-- 忽略 PH009: 末 -->\n";
    assert_eq!(body(&written), expected);
    // In a text without markup too they are no text.
    let plain = read("题目\n<!-- 忽略 PH001: 甲 -->\n正文*。\n", Flavor::Plain);
    assert_eq!(body(&write(&plain)), "# 题目\n\n<!-- 忽略 PH001: 甲 -->\n\n正文*。\n");
}

#[test]
fn bold_in_a_paragraph_needs_no_backslash_before_other_marks() {
    for line in [
        "**成效明显。**建成*个，投入**万元，[甲](乙)_丙_。",
        "**一是**项目推进慢。2.5万元、1.甲，(一)乙，3*4。",
        "**主要做法：**（一）甲，`乙`，~丙~，<丁>，#戊。",
        "**首先**，甲*乙**丙***丁。",
        "甲，**“引号”**，乙[1]。",
    ] {
        assert_eq!(body(&write(&read(line, Flavor::Markdown))).trim_end(), line);
    }
}

fn stars(document: &Document) -> usize {
    format!("{:?}", bare_document(document)).matches('*').count()
}

/// A line of a report with everything that could be taken for syntax.
fn line() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[县镇甲乙万个是，。：；、（）“”]{1,4}",
        2 => "[a-z0-9*_#|~`<>&!.:'\" \\\\-]{1,3}",
        2 => "\\*\\*[甲乙。：“”]{1,3}\\*\\*",
        1 => "\\\\[*#|.\\\\(]",
    ];
    let lead = prop_oneof![
        6 => Just(""), 1 => Just("## "), 1 => Just("###"), 1 => Just("# "), 1 => Just("# 附件"), 1 => Just("一、"),
        1 => Just("（一）"), 1 => Just("(二)"), 1 => Just("1."), 1 => Just("2、"), 1 => Just("（3）"), 1 => Just("表："),
        1 => Just("注："), 1 => Just("---"), 1 => Just("> "), 1 => Just(">甲"), 1 => Just("\\> "), 1 => Just("\\# "), 1 => Just("1\\."), 1 => Just("**（一）"),
    ];
    let words = (lead, proptest::collection::vec(piece, 0..6));
    let comment = prop_oneof![
        Just("<!-- 忽略 PH001: 甲 -->"),
        Just(" <!--忽略-->"),
        Just("\\<!-- 忽略 PH001: 甲 -->"),
        Just("<!-- 忽略 \\-->")
    ];
    prop_oneof![
        9 => words.prop_map(|(lead, pieces)| lead.to_owned() + &pieces.concat()),
        1 => comment.prop_map(str::to_owned),
    ]
}

fn table_lines() -> impl Strategy<Value = String> {
    let cell = "[甲0-9*|.: -]{0,3}|\\*\\*甲\\*\\*|\\\\\\|";
    let row = proptest::collection::vec(cell, 1..4).prop_map(|cells| format!("| {} |\n", cells.join(" | ")));
    let rows = proptest::collection::vec(row.clone(), 0..3).prop_map(|rows| rows.concat());
    (row, "(\\|:?-{1,3}:?){1,3}", rows).prop_map(|(head, delimiter, rows)| format!("{head}{delimiter}\n{rows}"))
}

fn front_matter() -> impl Strategy<Value = String> {
    let value = "[县a0-9：:#'\"*&!>%@\\[\\]{}, \\\\-]{0,8}".prop_map(|value: String| value.replace('\'', "''"));
    let one = |key: &'static str| value.clone().prop_map(move |value| format!("{key}: '{value}'\n"));
    let many = proptest::collection::vec(value.clone(), 0..3)
        .prop_map(|values| values.iter().fold("署名:\n".to_owned(), |all, value| format!("{all}  - '{value}'\n")));
    (one("副标题"), many, one("主送"), one("落款"), one("标题"))
        .prop_map(|(a, b, c, d, e)| format!("---\n{a}{b}{c}{d}{e}---\n"))
}

fn report() -> impl Strategy<Value = String> {
    let block = prop_oneof![5 => line(), 1 => table_lines()];
    let body = proptest::collection::vec((block, prop_oneof![Just("\n"), Just("\n\n")]), 0..12)
        .prop_map(|blocks| blocks.into_iter().map(|(block, end)| block + end).collect::<String>());
    (prop_oneof![Just(String::new()), front_matter()], body).prop_map(|(head, body)| head + &body)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn reading_what_was_written_gives_the_same_document(text in report()) {
        for flavor in [Flavor::Markdown, Flavor::Plain] {
            let document = read(&text, flavor);
            let written = write(&document);
            let again = read(&written, Flavor::Markdown);
            prop_assert_eq!(bare_document(&again), bare_document(&document), "{}", written);
            prop_assert_eq!(write(&again), written.clone());
            prop_assert_eq!(fingerprint(&written), Some(State::Untouched));
            prop_assert_eq!(stars(&again), stars(&document));
        }
    }

    #[test]
    fn plain_text_keeps_every_star(text in "([县个万，。*#|\\\\ ]{0,12}\n){0,8}") {
        let document = read(&text, Flavor::Plain);
        prop_assert_eq!(stars(&document), text.matches('*').count());
        prop_assert_eq!(stars(&read(&write(&document), Flavor::Markdown)), text.matches('*').count());
    }
}
