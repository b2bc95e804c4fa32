//! Properties over random paragraphs.

use super::*;
use crate::document::{Attachment, Figure};
use crate::image::{Hold, Image, Samples};
use crate::layout::Picture;
use crate::layout::dump::content;
use crate::layout::page::{Item, PlacedImage};
use crate::style::Punctuation;
use proptest::prelude::*;
use std::sync::Arc;

/// Ordinary report text: words, numbers, marks that do not pile up.
fn phrase() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[县乡镇社区办公用房建设管理情况]{1,12}",
        2 => "[0-9]{1,5}(\\.[0-9]{1,2})?[%万个年月]",
        1 => "2[0-9]{3}年[1-9]月[1-9]日",
        1 => "(《|“|（)[甲乙丙丁]{1,6}(》|”|）)",
        1 => Just("——".to_owned()),
        1 => Just("……".to_owned()),
        1 => "[A-Za-z]{1,9}( [a-z]{1,6}){0,3}",
        1 => Just("国发〔2012〕14号".to_owned()),
    ]
}

fn prose() -> impl Strategy<Value = String> {
    let mark = prop_oneof![3 => Just(""), 2 => Just("，"), 1 => Just("、"), 1 => Just("。"), 1 => Just("；")];
    proptest::collection::vec((phrase(), mark), 1..60)
        .prop_map(|parts| parts.into_iter().map(|(phrase, mark)| phrase + mark).collect())
}

fn mode() -> impl Strategy<Value = Punctuation> {
    prop_oneof![Just(Punctuation::Grid), Just(Punctuation::National), Just(Punctuation::Tight)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_is_lost_or_moved(
        parts in proptest::collection::vec(any::<String>(), 0..4), prose in prose(), mode in mode(),
    ) {
        let mut words: Vec<String> = parts;
        words.push(prose);
        let document = body(words.iter().map(|words| paragraph(&words.replace('*', "＊"))).collect());
        let expected = words.concat().replace('*', "＊");
        prop_assert_eq!(content(&pages_punctuated(&document, mode)), expected);
    }

    #[test]
    fn lines_obey_kinsoku_and_the_measure(prose in prose(), mode in mode()) {
        let paged = pages_punctuated(&body(vec![paragraph(&prose)]), mode);
        let style = PageStyle::default();
        let right = style.left + style.type_area.width;
        for (i, line) in content_lines(&paged).iter().enumerate() {
            let first = line.text.chars().next().unwrap_or(' ');
            let last = line.text.trim_end().chars().last().unwrap_or(' ');
            prop_assert!(i == 0 || !"，。、；”）》〕%".contains(first), "head {}", line.text);
            prop_assert!(!"“（《〔".contains(last), "foot {}", line.text);
            let reserve = if "，。、；”）》〕".contains(last) || last.is_ascii() { style.cell_left(1) / 5 } else { style.cell_left(1) };
            let slip = crate::unit::Length::emu(500);
            prop_assert!(line.text.ends_with(' ') || line.last_x + reserve <= right + slip, "wide {}", line.text);
        }
    }

    #[test]
    fn a_picture_stays_in_the_type_area_beside_its_caption(
        before in 0usize..30, width in 1u32..6000, height in 1u32..6000, density in proptest::option::of(20.0..1200.0),
        hold in (any::<bool>(), any::<bool>(), any::<bool>()), captioned in any::<bool>(), attached in any::<bool>(),
    ) {
        let (is_turned, row_is_last, column_is_last) = hold;
        let hold = Hold { is_turned, row_is_last, column_is_last };
        let samples = Samples::Jpeg(Vec::new());
        let image = Arc::new(Image { width, height, density, is_gray: false, hold, samples });
        let figure = Figure { caption: captioned.then(|| text("图1　助餐点")), file: text("a.jpg"), span: span() };
        let pictures = [Picture { figure: span(), image: image.clone() }];
        let mut blocks: Vec<Block> = (0..before).map(|_| paragraph("甲")).collect();
        blocks.extend([Block::Figure(figure), paragraph("乙")]);
        let attachment = Attachment { title: text("图"), body: blocks.clone() };
        let document = match attached {
            true => Document { attachments: vec![attachment], ..Document::default() },
            false => body(blocks),
        };
        let paged = pages_with(&document, &Options { pictures: &pictures, ..Options::default() });
        let style = PageStyle::default();
        let placed: Vec<(usize, PlacedImage)> = paged.pages.iter().enumerate().flat_map(|(number, page)| {
            page.items.iter().filter_map(move |item| match item {
                Item::Image(image) => Some((number, *image)),
                _ => None,
            })
        }).collect();
        prop_assert_eq!(placed.len(), 1);
        let (page, placed) = placed[0];
        let (right, bottom) = (style.left + style.type_area.width, style.top + style.type_area.height);
        prop_assert!(placed.origin.x >= style.left && placed.origin.y >= style.top, "{placed:?}");
        prop_assert!(placed.origin.x + placed.size.width <= right, "{placed:?}");
        prop_assert!(placed.origin.y + placed.size.height <= bottom, "{placed:?}");
        // In proportion, to a thousandth.
        let (across, down) = image.seen();
        let wanted = f64::from(across) / f64::from(down);
        let is = placed.size.width.to_pt() / placed.size.height.to_pt();
        prop_assert!((is / wanted - 1.0).abs() < 0.01 || placed.size.height.to_pt() < 1.0 || placed.size.width.to_pt() < 1.0, "{is} {wanted}");
        let lines = content_lines(&paged);
        let caption = lines.iter().find(|line| line.text == "图1　助餐点");
        prop_assert_eq!(caption.map(|line| line.page), captioned.then_some(page + 1));
    }

    #[test]
    fn a_picture_leaves_no_page_half_empty(before in 1usize..22, width in 300u32..3000, height in 300u32..3000) {
        let samples = Samples::Jpeg(Vec::new());
        let image = Image { width, height, density: Some(300.0), is_gray: false, hold: Hold::default(), samples };
        let figure = Figure { caption: Some(text("图1")), file: text("a.jpg"), span: span() };
        let pictures = [Picture { figure: span(), image: Arc::new(image) }];
        let mut blocks: Vec<Block> = (0..before).map(|_| paragraph("甲")).collect();
        blocks.extend([Block::Figure(figure), paragraph("乙")]);
        let paged = pages_with(&body(blocks), &Options { pictures: &pictures, ..Options::default() });
        let first = &paged.pages[0].items;
        let stays = first.iter().any(|item| matches!(item, Item::Image(_)));
        prop_assert!(stays || before >= 14, "{before} lines and nothing below");
    }

    #[test]
    fn layout_never_panics_on_any_document(
        title in ".{0,60}", name in ".{0,30}", cells in proptest::collection::vec(".{0,40}", 6), level in 0u8..9,
    ) {
        let plain = |words: &str| text(&words.replace('*', ""));
        let document = Document {
            title: Some(plain(&title)),
            subtitle: Some(plain(&name)),
            byline: vec![plain(&name)],
            dated: Some(plain(&name)),
            addressee: Some(plain(&title)),
            body: vec![
                heading(level, 3, &title.replace('*', ""), Some(&name.replace('*', ""))),
                Block::Table(crate::document::Table {
                    caption: Some(plain(&title)),
                    unit: None,
                    widths: Vec::new(),
        sideways: false,
        aligns: Vec::new(),
                    head: cells[..3].iter().map(|cell| plain(cell)).collect(),
                    rows: vec![cells[3..].iter().map(|cell| plain(cell)).collect(), Vec::new()],
                    note: Some(plain(&name)),
                    span: span(),
                }),
            ],
            attachment_note: vec![plain(&name), plain(&title)],
            sign_off: Some(crate::document::SignOff { issuers: vec![plain(&title)], dated: Some(plain(&name)) }),
            remark: Some(plain(&name)),
            ..Document::default()
        };
        let gaps = [Span::new(source(), 0, 10)];
        let options = Options { gaps: &gaps, draft: true, ..Options::default() };
        let paged = pages_with(&document, &options);
        prop_assert!(!paged.pages.is_empty());
    }
}
