#![allow(clippy::indexing_slicing, reason = "tests")]
use super::*;
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn tree(text: &str, flavor: Flavor) -> (BlockTree, SourceMap, Sink) {
    let (mut map, mut sink) = (SourceMap::new(), Sink::new());
    let id = map.add("甲.md", text);
    let tree = parse(id, &map, flavor, &mut sink);
    (tree, map, sink)
}

/// Blocks in one line each: bold in 【】, cells between bars.
fn shown(text: &str) -> Vec<String> {
    let (tree, ..) = tree(text, Flavor::Markdown);
    tree.blocks
        .iter()
        .map(|block| match &block.kind {
            BlockKind::Heading(marks, words) => format!("{marks} {}", inline(words)),
            BlockKind::Paragraph(words) => inline(words),
            BlockKind::Table(grid) => {
                let rows = std::iter::once(&grid.head).chain(&grid.rows);
                rows.map(|row| row.iter().map(inline).collect::<Vec<_>>().join("|")).collect::<Vec<_>>().join("/")
            }
        })
        .collect()
}

fn inline(words: &Inline) -> String {
    let (mut out, mut start) = (String::new(), 0);
    for run in &words.runs {
        let part = &words.text[start..run.end];
        out += &if run.bold { format!("【{part}】") } else { part.to_owned() };
        start = run.end;
    }
    out.replace("】【", "")
}

fn all_text(tree: &BlockTree) -> String {
    let cells = |grid: &Grid| {
        let rows = std::iter::once(&grid.head).chain(&grid.rows);
        rows.flatten().map(|cell| cell.text.as_str()).collect::<Vec<_>>().concat()
    };
    let words = |block: &Block| match &block.kind {
        BlockKind::Heading(_, words) | BlockKind::Paragraph(words) => words.text.clone(),
        BlockKind::Table(grid) => cells(grid),
    };
    tree.blocks.iter().map(words).collect()
}

#[test]
fn bold_beside_chinese_punctuation_and_stars_as_gaps() {
    assert_eq!(shown("**粗体。**后文"), ["【粗体。】后文"]);
    assert_eq!(shown("前文**“引号”**后文"), ["前文【“引号”】后文"]);
    assert_eq!(shown("达**万元，其他达**万元"), ["达**万元，其他达**万元"]);
    assert_eq!(shown("*县辖*个镇*"), ["*县辖*个镇*"]);
    assert_eq!(shown("**甲**、**乙**和\\*"), ["【甲】、【乙】和*"]);
    let (_, map, sink) = tree("报酬达**万元，其他达**万元", Flavor::Markdown);
    assert_eq!(sink.items()[0].code.id, "MD002");
    assert_eq!(sink.items()[0].span.map(|span| map.text(span)), Some("报酬达**万元，其他达**万元"));
}

#[test]
fn nothing_of_markdown_but_headings_tables_and_bold() {
    let lines = [
        "* 县辖3个镇",
        "- 下降",
        "+ 增长",
        "1. 第一",
        "2026. 年度",
        "（1）第一",
        "> 引用",
        "    四格",
        "甲",
        "====",
        "<b>甲</b>&amp;",
        "[甲](乙) ![丙](丁) [戊]: 己",
        "`甲` _乙_ __丙__ ~~丁~~",
        "```",
        "#话题#",
        "***",
        "甲  ",
        "| 不是表 |",
        "\\",
    ];
    let trimmed: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    assert_eq!(shown(&lines.join("\n")), trimmed);
    assert_eq!(shown("\\# 甲\\*\\\\乙\\县"), ["# 甲*\\乙\\县"]);
    assert_eq!(shown("# 题\n##一、甲\n###### 深\n####### 更深"), ["1 题", "2 一、甲", "6 深", "####### 更深"]);
    assert_eq!(shown("甲\n---\n乙\n　　丙　\r\n\r\n丁\r戊"), ["甲", "乙", "丙", "丁", "戊"]);
}

#[test]
fn tables_keep_every_cell() {
    assert_eq!(shown("| 甲 | 乙 |\n| --- | ---: |\n| 1\\|2 | **三** |\n注：丙"), ["甲|乙/1|2|【三】", "注：丙"]);
    assert_eq!(shown("甲|乙\n-|-\n丙\n"), ["甲|乙", "丙"]);
    assert_eq!(shown("|甲|\n|-|\n|1|2|3|\n||\n# 题|丁"), ["甲||/1|2|3/||", "1 题|丁"]);
    let (tree, map, sink) = tree("前\n|甲|乙|\n|:-:|-|\n|1|\n", Flavor::Markdown);
    assert_eq!(sink.items()[0].code.id, "MD004");
    let table = &tree.blocks[1];
    assert!(table.adjoins);
    assert_eq!(map.text(table.span), "|甲|乙|\n|:-:|-|\n|1|");
    let BlockKind::Table(grid) = &table.kind else { panic!("no table") };
    assert_eq!(grid.columns, [Column::Center, Column::Unset]);
}

#[test]
fn front_matter_is_found() {
    let (tree, map, _) = tree("\r\n---\r\n种类: 甲\r\n---\r\n# 题\r\n", Flavor::Markdown);
    assert_eq!(tree.front_matter.map(|span| map.text(span)), Some("种类: 甲\r\n"));
    assert_eq!(tree.blocks.len(), 1);
}

#[test]
fn an_open_front_matter_is_an_error_and_no_text() {
    let (tree, _, sink) = tree("---\n种类: 甲\n正文", Flavor::Markdown);
    assert_eq!((all_text(&tree).as_str(), sink.items()[0].code.id), ("正文", "MD001"));
}

#[test]
fn values_are_text_and_their_breaks_split_paragraphs() {
    use crate::source::marks::{LINE_BREAK, twin};
    let value: String = "**甲**|# 1.".chars().map(|c| twin(c).unwrap_or(c)).collect();
    assert_eq!(shown(&format!("| 头{value} |\n|---|\n|**{value}**|")), ["头**甲**|# 1./【**甲**|# 1.】"]);
    assert_eq!(shown(&format!("前**一 {LINE_BREAK}{LINE_BREAK}　二**后")), ["前【一】", "【二】后"]);
    assert_eq!(shown(&format!("## 一{LINE_BREAK}二")), ["2 一 二"]);
    assert_eq!(
        shown(&format!("# 一{LINE_BREAK}二{LINE_BREAK}")),
        ["1 一｜二｜"],
        "in a title, a line of the drafter's"
    );
    let (tree, map, _) = tree(&format!("共{value}个"), Flavor::Merged);
    let BlockKind::Paragraph(words) = &tree.blocks[0].kind else { panic!("no paragraph") };
    assert_eq!(words.text, "共**甲**|# 1.个");
    assert!(words.runs.iter().all(|run| !run.exact || map.text(run.span).chars().all(|c| twin(c).is_none())));
}

#[test]
fn every_star_has_its_own_place() {
    let (tree, map, _) = tree("甲\n　(*)**|**", Flavor::Markdown);
    let BlockKind::Paragraph(words) = &tree.blocks[1].kind else { panic!("no paragraph") };
    assert_eq!(words.runs.len(), 1);
    assert_eq!(map.text(words.runs[0].span), "(*)**|**");
    assert!(words.runs[0].exact);
}

#[test]
fn pathological_texts_take_linear_time() {
    let wide = "|甲".repeat(5000);
    let ragged = format!("{wide}\n{}\n{}", "|-".repeat(5000), "|1\n".repeat(2000));
    let texts = [
        "*".repeat(100_000),
        "**甲".repeat(50_000),
        "* ".repeat(100_000),
        "[".repeat(50_000),
        "\\".repeat(100_000),
        "|".repeat(100_000),
        format!("{wide}\n{}\n{wide}", "|-".repeat(5000)),
        ragged.repeat(3),
        "|甲\n|-\n".repeat(20_000),
        "县辖个镇".repeat(90_000),
        "#\n".repeat(50_000),
        "---\n".repeat(50_000),
    ];
    for text in texts {
        let start = Instant::now();
        let (tree, ..) = tree(&text, Flavor::Markdown);
        assert!(all_text(&tree).matches('*').count() <= text.matches('*').count());
        assert!(start.elapsed() < Duration::from_secs(4), "{:?} {:.20}", start.elapsed(), text);
    }
}

/// Pieces from which lines with a chance to mean something are made.
pub(crate) fn scraps() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[县万个，。（）“”：a0-9 \\\\*_#|~`<>&!.-]",
        1 => Just("**".to_owned()),
        1 => Just("\n".to_owned()),
        1 => Just("\n| --- |\n".to_owned()),
        1 => Just("\n---\n".to_owned()),
        1 => Just("\n## 一、".to_owned()),
        1 => Just("\r\n表：".to_owned()),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_parsed_with_places_in_it(text in scraps()) {
        for flavor in [Flavor::Markdown, Flavor::Merged, Flavor::Plain] {
            let (tree, map, sink) = tree(&text, flavor);
            let mut last = 0;
            for block in &tree.blocks {
                prop_assert!(block.span.start >= last && block.span.end as usize <= text.len());
                last = block.span.start;
                if let BlockKind::Paragraph(words) | BlockKind::Heading(_, words) = &block.kind {
                    let mut start = 0;
                    for run in &words.runs {
                        prop_assert!(text.get(run.span.range()).is_some());
                        if run.exact {
                            prop_assert_eq!(map.text(run.span), &words.text[start..run.end]);
                        }
                        start = run.end;
                    }
                    prop_assert_eq!(start, words.text.len());
                }
            }
            prop_assert!(sink.items().iter().all(|d| d.span.is_none_or(|s| text.get(s.range()).is_some())));
        }
    }

    /// Without a bold pair, all letters and stars of the text come out, in order.
    #[test]
    fn no_text_is_lost(lines in proptest::collection::vec("[县个万，。a-z*|_ ]{0,20}", 0..12)) {
        let text = lines.join("\n");
        let (tree, ..) = tree(&text, Flavor::Markdown);
        let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric() || "，。_".contains(*c)).collect::<String>();
        prop_assert_eq!(letters(&all_text(&tree)), letters(&text));
        let (plain, ..) = self::tree(&text, Flavor::Plain);
        prop_assert_eq!(all_text(&plain).matches('*').count(), text.matches('*').count());
    }
}
