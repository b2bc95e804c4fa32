//! Cutting into pages.

use super::*;
use crate::layout::page::{Item, Tag};

fn page_texts(document: &PagedDocument) -> Vec<Vec<String>> {
    let mut out = vec![Vec::new(); document.pages.len()];
    for line in content_lines(document) {
        out[line.page - 1].push(line.text);
    }
    out
}

/// A paragraph of so many full lines.
fn lines_of(count: usize) -> Block {
    paragraph(&format!("{}{}", "甲".repeat(26), "乙".repeat(28 * (count - 1))))
}

#[test]
fn a_full_page_has_22_lines_on_the_grid() {
    let document = pages(&body(vec![lines_of(60)]));
    let pages = page_texts(&document);
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [22, 22, 16]);
    for (i, line) in content_lines(&document).iter().enumerate() {
        assert_eq!(grid_line(line), i as i64 % 22);
    }
}

#[test]
fn the_last_line_of_a_paragraph_does_not_start_a_page() {
    let pages_of = |count| page_texts(&pages(&body(vec![lines_of(count), lines_of(1)])));
    assert_eq!(pages_of(23).iter().map(Vec::len).collect::<Vec<_>>(), [21, 3]);
    assert_eq!(pages_of(24).iter().map(Vec::len).collect::<Vec<_>>(), [22, 3]);
}

#[test]
fn a_heading_is_not_left_at_the_foot() {
    let document =
        body(vec![lines_of(20), heading(1, 1, "基本情况", None), heading(2, 1, "办公用房", None), lines_of(3)]);
    let pages = page_texts(&pages(&document));
    assert_eq!(pages[0].len(), 20);
    assert_eq!(pages[1][..2], ["一、基本情况", "（一）办公用房"]);
}

#[test]
fn headings_nest_in_the_outline() {
    let document = pages(&body(vec![
        heading(1, 1, "甲", None),
        heading(2, 1, "乙。", Some("正文")),
        heading(3, 1, "丙", None),
        heading(2, 2, "丁", None),
        heading(1, 2, "戊", None),
    ]));
    let outline = &document.outline;
    assert_eq!(outline.len(), 2);
    assert_eq!(outline[0].title, "一、甲");
    assert_eq!(outline[0].children[0].title, "（一）乙");
    assert_eq!(outline[0].children[0].children[0].title, "1.丙");
    assert_eq!(outline[0].children[1].title, "（二）丁");
    assert!(outline[1].y > outline[0].y);
}

#[test]
fn a_run_in_heading_changes_face_within_the_line() {
    let document = pages(&body(vec![heading(2, 1, "加强领导。", Some("各乡镇要高度重视。"))]));
    let faces: Vec<(String, _)> = document.pages[0]
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Glyphs(run) if matches!(run.tag, Tag::Content(_)) => Some((run.text.clone(), run.face)),
            _ => None,
        })
        .collect();
    assert_eq!(faces.len(), 3);
    assert_eq!(faces[0].0, "（一）");
    assert_eq!(faces[1].0, "加强领导。");
    assert_eq!(faces[0].1, faces[1].1);
    assert_ne!(faces[1].1, faces[2].1);
}

#[test]
fn folios_stand_outside() {
    let document = pages(&body(vec![lines_of(50)]));
    let folios: Vec<_> = lines(&document).into_iter().filter(|line| !line.content).collect();
    assert_eq!(folios.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["— 1 —", "— 2 —", "— 3 —"]);
    let style = PageStyle::default();
    let cell = style.cell_left(1);
    let right = style.left + style.type_area.width - cell;
    // The last dash is one em wide and ends one cell from the edge.
    assert!((folios[0].last_x + style.folio_size - right).to_emu().abs() < 12_700, "{:?}", folios[0]);
    assert!((folios[1].x - style.left - cell).to_emu().abs() < 12_700, "{:?}", folios[1]);
    assert!(folios[0].y > style.top + style.type_area.height);
}

#[test]
fn drafts_carry_a_watermark_below_everything() {
    let document = pages_with(&body(vec![lines_of(30)]), &Options { draft: true, ..Options::default() });
    for page in &document.pages {
        let Some(Item::Glyphs(run)) = page.items.first() else { panic!("no watermark") };
        assert_eq!((run.text.as_str(), run.rotation, run.tag), ("草稿", 45, Tag::Artifact));
    }
}

#[test]
fn an_empty_report_is_one_page() {
    assert_eq!(pages(&Document::default()).pages.len(), 1);
}
