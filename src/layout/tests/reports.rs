//! Properties over random whole reports: headings, paragraphs, quotations, tables, attachments, sign-off.

use super::*;
use crate::document::{Align, Attachment, SignOff, Table};
use crate::layout::page::{Item, Tag};
use crate::unit::Length;
use proptest::prelude::*;

const ISSUER: &str = "青禾县人民政府办公室";
const DATE: &str = "2026年9月18日";

fn words(most: usize) -> impl Strategy<Value = String> {
    let phrase = prop_oneof![
        4 => "[县乡镇社区办公用房建设管理情况]{2,12}",
        2 => "[0-9]{1,5}(\\.[0-9]{1,2})?[%万个年月]",
        1 => "(《|“|（)[甲乙丙丁]{1,6}(》|”|）)",
        1 => Just("——".to_owned()),
        1 => "[a-z]{1,9}",
    ];
    let mark = prop_oneof![3 => Just(""), 2 => Just("，"), 1 => Just("。"), 1 => Just("；")];
    proptest::collection::vec((phrase, mark), 1..most)
        .prop_map(|parts| parts.into_iter().map(|(phrase, mark)| phrase + mark).collect())
}

fn quoted(content: &str) -> Block {
    Block::Paragraph(Paragraph { text: text(content), quoted: true, span: span() })
}

fn a_table(cells: &[String], columns: usize) -> Block {
    let rows = cells.chunks(columns).map(|row| row.iter().map(|cell| text(cell)).collect()).collect();
    Block::Table(Table {
        caption: Some(text("各乡镇情况")),
        unit: None,
        widths: Vec::new(),
        sideways: false,
        aligns: vec![Align::Auto; columns],
        head: (0..columns).map(|_| text("栏目")).collect(),
        rows,
        note: Some(text("截至六月。")),
        span: span(),
    })
}

fn block() -> impl Strategy<Value = Block> {
    let cell = prop_oneof![3 => "[县乡镇社区]{1,6}", 2 => "[0-9]{1,6}(\\.[0-9]{1,2})?", 1 => Just("—".to_owned())];
    prop_oneof![
        6 => words(40).prop_map(|words| paragraph(&words)),
        1 => words(12).prop_map(|words| quoted(&words)),
        2 => (1u8..5, words(4)).prop_map(|(level, words)| heading(level, 1, &words, None)),
        1 => (2u8..5, words(4), words(20)).prop_map(|(level, words, rest)| heading(level, 2, &words, Some(&rest))),
        1 => (2usize..7, proptest::collection::vec(cell, 2..90)).prop_map(|(columns, cells)| a_table(&cells, columns)),
    ]
}

/// The author's texts of blocks, in order.
fn texts(blocks: &[Block]) -> Vec<&Text> {
    let mut all = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => all.push(&paragraph.text),
            Block::Heading(heading) => all.extend([&heading.text].into_iter().chain(&heading.run_in)),
            Block::Table(table) => {
                all.extend(&table.caption);
                all.extend(table.head.iter().chain(table.rows.iter().flatten()).chain(&table.note));
            }
            Block::Figure(_) => {}
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_report_keeps_its_text_its_area_and_its_sign_off(
        blocks in proptest::collection::vec(block(), 1..14), last in words(30),
        attached in proptest::collection::vec(block(), 0..4), noted in any::<bool>(),
    ) {
        let mut body = blocks;
        body.push(paragraph(&last));
        let attachments = match attached.is_empty() {
            true => Vec::new(),
            false => vec![Attachment { title: text("各乡镇情况统计"), body: attached }],
        };
        let document = Document {
            title: Some(text("关于青禾县办公用房建设管理情况的报告")),
            addressee: Some(text("主任、各位副主任：")),
            body,
            attachment_note: if noted { vec![text("各乡镇情况统计")] } else { Vec::new() },
            sign_off: Some(SignOff { issuers: vec![text(ISSUER)], dated: Some(text(DATE)) }),
            attachments,
            ..Document::default()
        };
        let paged = pages(&document);

        // Every text once and in order; between them nothing but labels.
        let printed = crate::layout::dump::content(&paged);
        let mut wanted: Vec<&Text> = document.title.iter().chain(&document.addressee).collect();
        wanted.extend(texts(&document.body));
        wanted.extend(&document.attachment_note);
        let sign_off = document.sign_off.as_ref().expect("signed");
        wanted.extend(sign_off.issuers.iter().chain(&sign_off.dated));
        for attachment in &document.attachments {
            wanted.push(&attachment.title);
            wanted.extend(texts(&attachment.body));
        }
        let (mut at, mut labels) = (0, String::new());
        for text in wanted {
            let found = printed[at..].find(text.content());
            prop_assert!(found.is_some(), "{} is lost behind {}", text.content(), &printed[..at]);
            let start = at + found.unwrap_or(0);
            labels.push_str(&printed[at..start]);
            at = start + text.content().len();
        }
        labels.push_str(&printed[at..]);
        let is_label = |c: char| "一二三四五六七八九十、（）.附件：注单位".contains(c) || c.is_ascii_digit();
        prop_assert!(labels.chars().all(is_label), "{labels}");

        // No ink outside the type area: baselines and origins within, the last character's width as well.
        let style = PageStyle::default();
        let (right, bottom) = (style.left + style.type_area.width, style.top + style.type_area.height);
        for (number, page) in paged.pages.iter().enumerate() {
            for item in &page.items {
                let Item::Glyphs(run) = item else { continue };
                if !matches!(run.tag, Tag::Content(_)) || run.rotation != 0 {
                    continue;
                }
                let slip = Length::emu(500);
                // The left half of an opening mark has no ink and is left out at the start of a line.
                let blank = if run.text.starts_with(['“', '（', '《']) { run.size / 2 } else { Length::ZERO };
                prop_assert!(run.origin.x + blank + slip >= style.left, "page {number} {}", run.text);
                prop_assert!(run.origin.y > style.top && run.origin.y <= bottom, "page {number} {}", run.text);
                let last = run.origin.x + run.glyphs.last().map_or(Length::ZERO, |glyph| glyph.x);
                prop_assert!(last < right, "page {number} {}", run.text);
            }
        }

        // Issuer and date stand together, with text.
        let lines = content_lines(&paged);
        let page_of = |words: &str| lines.iter().rev().find(|line| line.text.contains(words)).map(|line| line.page);
        let page = page_of(DATE);
        prop_assert_eq!(page_of(ISSUER), page);
        let before = lines.iter().take_while(|line| !line.text.contains(ISSUER));
        let text = before.filter(|line| Some(line.page) == page && !line.text.starts_with("附件：")).count();
        prop_assert!(text > 0, "the sign-off stands alone on page {page:?}");

        prop_assert_eq!(&paged, &pages(&document), "the same report, the same pages");
    }
}
