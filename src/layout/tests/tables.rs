//! Tables.

use super::*;
use crate::document::{Align, Table};
use crate::layout::page::Item;
use crate::unit::Length;

fn table(columns: usize, rows: usize, cell: &str) -> Table {
    Table {
        caption: Some(text("各乡镇社区办公用房情况")),
        unit: Some(text("平方米")),
        widths: Vec::new(),
        sideways: false,
        aligns: vec![Align::Auto; columns],
        head: (0..columns).map(|i| text(&format!("栏{i}"))).collect(),
        rows: (0..rows).map(|row| (0..columns).map(|_| text(&format!("{cell}{row}"))).collect()).collect(),
        note: Some(text("数据截至2026年6月底。")),
        span: span(),
    }
}

#[test]
fn the_head_is_repeated_and_the_text_is_not() {
    let document = body(vec![Block::Table(table(3, 60, "镇")), paragraph("后文。")]);
    let paged = pages(&document);
    assert!(paged.pages.len() >= 3);
    for page in 2..=paged.pages.len() {
        let first = lines(&paged).into_iter().find(|line| line.page == page).expect("a line");
        if page < paged.pages.len() {
            assert_eq!((first.content, first.text.as_str()), (false, "栏0栏1栏2"));
        }
    }
    let all = crate::layout::dump::content(&paged);
    assert_eq!(all.matches("栏0").count(), 1);
    assert!(all.starts_with("各乡镇社区办公用房情况单位：平方米栏0栏1栏2镇0镇0镇0镇1"), "{all}");
    assert!(all.ends_with("镇59注：数据截至2026年6月底。后文。"), "{all}");
}

#[test]
fn a_single_row_does_not_go_over_to_the_next_page() {
    for before in 8..22 {
        for rows in [4, 5, 6, 14] {
            let mut blocks: Vec<Block> = (0..before).map(|_| paragraph("前文。")).collect();
            blocks.push(Block::Table(table(3, rows, "镇")));
            let paged = pages(&body(blocks));
            let pages_of_rows: Vec<usize> =
                content_lines(&paged).iter().filter(|line| line.text.starts_with("镇")).map(|line| line.page).collect();
            for page in 1..=paged.pages.len() {
                let here = pages_of_rows.iter().filter(|p| **p == page).count();
                assert_ne!(here, 1, "{rows} rows behind {before} lines: {pages_of_rows:?}");
            }
            assert!(rows > 6 || pages_of_rows.windows(2).all(|pair| pair[0] == pair[1]), "{pages_of_rows:?}");
        }
    }
}

#[test]
fn text_after_a_table_is_back_on_the_grid() {
    for rows in 1..8 {
        let document = body(vec![paragraph("前文。"), Block::Table(table(3, rows, "镇")), paragraph("后文。")]);
        let lines = content_lines(&pages(&document));
        assert!(grid_line(lines.last().expect("a line")) > rows as i64 / 2);
    }
}

#[test]
fn nothing_leaves_the_type_area() {
    let style = PageStyle::default();
    for (columns, cell) in
        [(2, "很长的文字，说明情况。".repeat(80)), (12, "说明文字".to_owned()), (60, "字".to_owned())]
    {
        let document = body(vec![Block::Table(table(columns, 3, &cell))]);
        let paged = pages(&document);
        for page in &paged.pages {
            for item in &page.items {
                let (x, y) = match item {
                    Item::Glyphs(run) if matches!(run.tag, crate::layout::page::Tag::Content(_)) => {
                        let length = run.glyphs.last().map_or(Default::default(), |glyph| glyph.x);
                        let turned = run.rotation == 90;
                        (run.origin.x + if turned { Default::default() } else { length }, run.origin.y)
                    }
                    Item::Rule(rule) => (rule.to.x, rule.to.y),
                    _ => continue,
                };
                assert!(x <= style.left + style.type_area.width, "{columns} columns");
                assert!(y <= style.top + style.type_area.height + style.outer_rule, "{columns} columns");
            }
        }
    }
}

/// Lays one table out; the findings and the words of its cells' lines.
fn crowded(columns: usize, head: &str, cell: &str) -> (Vec<&'static str>, Vec<String>) {
    let mut table = table(columns, 0, "");
    table.head = (0..columns).map(|_| text(head)).collect();
    table.rows = vec![(0..columns).map(|_| text(cell)).collect(); 2];
    let mut sink = crate::diagnostic::Sink::new();
    let document = body(vec![Block::Table(table)]);
    let paged = lay_out(&document, &PageStyle::default(), &FontSet::bundled(), &Options::default(), &mut sink);
    let items = paged.pages.iter().flat_map(|page| &page.items);
    let words = items.filter_map(|item| if let Item::Glyphs(run) = item { Some(run.text.clone()) } else { None });
    (sink.items().iter().map(|finding| finding.code.id).collect(), words.collect())
}

#[test]
fn columns_of_one_character_are_reported() {
    assert_eq!(crowded(4, "常住人口", "柳溪镇").0, [""; 0]);
    assert_eq!(crowded(14, "常住人口", "12345").0, [""; 0], "smaller type still has room");
    assert_eq!(crowded(20, "常住人口", "12345").0, ["LY020"], "turned, it has room");
    assert_eq!(crowded(40, "常住人口", "12345").0, ["LY001"]);
}

#[test]
fn figures_are_not_torn_in_a_wide_table() {
    let (_, words) = crowded(14, "常住人口", "12345");
    assert_eq!(words.iter().filter(|word| *word == "12345").count(), 28, "{words:?}");
    let (_, words) = crowded(12, "入住率", "65.3%");
    assert_eq!(words.iter().filter(|word| *word == "65.3%").count(), 24, "{words:?}");
}

#[test]
fn caption_and_head_stay_with_the_first_row() {
    let before = paragraph(&"甲".repeat(26 + 28 * 19));
    let paged = pages(&body(vec![before, Block::Table(table(2, 2, "镇"))]));
    let caption = content_lines(&paged).into_iter().find(|line| line.text.contains("各乡镇")).expect("a caption");
    assert_eq!(caption.page, 2);
}

#[test]
fn figures_stand_right_and_heads_in_the_middle() {
    let mut table = table(2, 0, "");
    table.rows = vec![vec![text("甲镇"), text("12")], vec![text("乙镇"), text("1,345")]];
    let paged = pages(&body(vec![Block::Table(table)]));
    let ends: Vec<_> = paged.pages[0]
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Glyphs(run) if run.text == "12" || run.text == "1,345" => {
                run.glyphs.last().map(|glyph| run.origin.x + glyph.x)
            }
            _ => None,
        })
        .collect();
    assert_eq!(ends.len(), 2);
    assert!((ends[0] - ends[1]).to_emu().abs() <= 1);
}

#[test]
fn a_wide_table_is_turned_on_a_page_of_its_own() {
    let mut wide = table(20, 40, "");
    wide.rows = vec![(0..20).map(|_| text("12345")).collect(); 40];
    let document = body(vec![paragraph("前文。"), Block::Table(wide), paragraph("后文。")]);
    let paged = pages(&document);
    let style = PageStyle::default();
    let turned_pages: Vec<bool> = paged.pages.iter().map(|page| page.items.iter().any(is_turned)).collect();
    assert_eq!(turned_pages, [false, true, true, true, false], "text before and after stands on pages of its own");
    for page in &paged.pages[1..4] {
        let head = page.items.iter().find_map(|item| match item {
            Item::Glyphs(run) if run.text == "栏0" => Some(run),
            _ => None,
        });
        let head = head.expect("the head is on every page");
        assert!(head.origin.x < style.left + Length::mm(40), "the head stands at the left edge");
        assert!(head.origin.y > style.top + style.type_area.height - Length::mm(20), "the first column at the foot");
        for item in &page.items {
            let Item::Rule(rule) = item else { continue };
            for end in [rule.from, rule.to] {
                let (x, y) = (end.x - style.left, end.y - style.top);
                assert!(x >= Length::ZERO && x <= style.type_area.width, "{x:?}");
                assert!(y >= Length::ZERO && y <= style.type_area.height, "{y:?}");
            }
        }
        let folio = page
            .items
            .iter()
            .any(|item| matches!(item, Item::Glyphs(run) if run.text.starts_with('—') && run.rotation == 0));
        assert!(folio, "the page number is not turned");
    }
    let all = crate::layout::dump::content(&paged);
    assert!(all.starts_with("前文。各乡镇") && all.ends_with("注：数据截至2026年6月底。后文。"));
    assert_eq!(all.matches("12345").count(), 20 * 40);
}

fn is_turned(item: &Item) -> bool {
    matches!(item, Item::Glyphs(run) if run.rotation == 90)
}

#[test]
fn a_short_name_is_not_torn_to_give_room_to_long_text() {
    let mut table = table(3, 0, "");
    let long = "走访群众反映强烈的问题已经全部登记造册并明确责任单位和完成时限。".repeat(3);
    table.rows = vec![vec![text("杉木坪乡"), text(&long), text(&long)]; 2];
    let paged = pages(&body(vec![Block::Table(table)]));
    assert_eq!(content_lines(&paged).iter().filter(|line| line.text.starts_with("杉木坪乡")).count(), 2);
}

#[test]
fn a_table_is_turned_and_its_columns_are_as_wide_as_the_author_wants() {
    let borders = |table: Table| {
        let mut sink = Sink::new();
        let document = body(vec![Block::Table(table)]);
        let paged = lay_out(&document, &PageStyle::default(), &FontSet::bundled(), &Options::default(), &mut sink);
        assert!(sink.items().is_empty(), "what is wanted is not told: {:?}", sink.items());
        let mut upright: Vec<i64> = Vec::new();
        let mut turned = false;
        for item in &paged.pages[0].items {
            match item {
                Item::Rule(rule) if rule.from.x == rule.to.x => upright.push(rule.from.x.to_emu() / 36_000),
                Item::Glyphs(run) => turned |= run.rotation == 90,
                _ => {}
            }
        }
        upright.sort_unstable();
        upright.dedup();
        (upright, turned)
    };
    let (upright, turned) = borders(Table { widths: vec![6, 3, 3], ..table(3, 1, "甲") });
    assert_eq!((upright, turned), (vec![28, 106, 145, 183], false));
    let (_, turned) = borders(Table { sideways: true, ..table(3, 1, "甲") });
    assert!(turned);
}

#[test]
fn figures_stand_with_their_decimal_points_below_one_another() {
    for align in [Align::Auto, Align::Center, Align::Right] {
        let mut table = table(2, 0, "");
        table.aligns = vec![align; 2];
        let figures = ["9", "12,345.75", "-3.5", "8.25%", "—", "100"];
        table.rows = figures.iter().map(|figure| vec![text("镇"), text(figure)]).collect();
        let paged = pages(&body(vec![Block::Table(table)]));
        let runs = paged.pages[0].items.iter().filter_map(|item| match item {
            Item::Glyphs(run) if figures.contains(&run.text.as_str()) => Some(run),
            _ => None,
        });
        // Where the units end: at the point, or at the end of the figure.
        let units: Vec<Length> = runs
            .filter(|run| run.text != "—")
            .map(|run| {
                let digits = run.text.find('.').unwrap_or(run.text.len());
                let last = run.glyphs.iter().find(|glyph| glyph.text.end == digits).expect("a digit");
                run.origin.x + last.x
            })
            .collect();
        assert_eq!(units.len(), 5);
        let slip = Length::emu(500);
        assert!(units.iter().all(|x| *x <= units[0] + slip && units[0] <= *x + slip), "{align:?} {units:?}");
    }
}

#[test]
fn a_head_is_broken_between_words() {
    let mut table = table(5, 2, "1");
    table.head = ["乡镇", "60周岁以上老年人（人）", "养老服务站（个）", "行政村", "建站比重（%）"].map(text).to_vec();
    table.widths = vec![2, 2, 1, 1, 1];
    let paged = pages(&body(vec![Block::Table(table)]));
    let runs: Vec<&str> = paged.pages[0]
        .items
        .iter()
        .filter_map(|item| if let Item::Glyphs(run) = item { Some(run.text.as_str()) } else { None })
        .collect();
    let text = runs.concat();
    assert!(text.contains("60周岁以上老年人（人）"), "{text}");
    for (before, after) in [("老年", "人（"), ("服", "务"), ("比", "重")] {
        let torn = runs.windows(2).any(|pair| pair[0].ends_with(before) && pair[1].starts_with(after));
        assert!(!torn, "{before}｜{after} {runs:?}");
    }
}
