//! Title block, addressee, 附件说明, sign-off, attachments.

use super::*;
use crate::document::{Attachment, SignOff};

fn lines_of_report(document: &Document) -> Vec<DumpLine> {
    content_lines(&pages(document))
}

#[test]
fn the_head_of_a_report() {
    let document = Document {
        title: Some(text("关于青禾县社区办公用房情况的调研报告")),
        byline: vec![text("青禾县人大常委会调研组")],
        dated: Some(text("2026年9月18日")),
        addressee: Some(text("主任、各位副主任、各位委员：")),
        body: vec![paragraph("正文。")],
        ..Document::default()
    };
    let lines = lines_of_report(&document);
    let style = PageStyle::default();
    assert_eq!(lines[0].y, style.top + style.baseline_of(style.title_size));
    let grid: Vec<i64> = lines[1..].iter().map(grid_line).collect();
    assert_eq!(grid, [2, 3, 5, 6], "empty lines below the title and below the date");
    assert_eq!(lines[2].text, "（2026年9月18日）");
    assert_eq!(cell_x(&lines[1]), 850, "11 characters centred on 28 cells");
    assert_eq!(cell_x(&lines[3]), 0);
    assert_eq!(cell_x(&lines[4]), 200);
}

#[test]
fn the_note_of_a_meeting_stands_between_title_and_name_in_lines_of_like_length() {
    let mut document = Document {
        title: Some(text("青禾县人民代表大会常务委员会工作报告")),
        occasion: Some(text("——2026年1月22日在青禾县第十八届人民代表大会第六次会议上")),
        byline: vec![text("青禾县人大常委会主任　林知远")],
        addressee: Some(text("各位代表：")),
        ..Document::default()
    };
    let lines = lines_of_report(&document);
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let name = "青禾县人大常委会主任　林知远";
    let note = ["——2026年1月22日", "在青禾县第十八届人民代表大会第六次会议上"];
    assert_eq!(texts[1..], [note[0], note[1], name, "各位代表："]);
    assert_eq!(lines[1..].iter().map(grid_line).collect::<Vec<_>>(), [2, 3, 4, 6]);
    document.occasion = Some(text("（2026年9月18日青禾县第十八届人民代表大会常务委员会第三十六次会议通过）"));
    let texts: Vec<String> = lines_of_report(&document).into_iter().map(|line| line.text).collect();
    assert_eq!(texts[1], "（2026年9月18日");
}

#[test]
fn a_long_title_breaks_before_guanyu() {
    let document = Document {
        title: Some(text("青禾县人大常委会调研组关于全县农村集体经济发展情况的调研报告")),
        body: vec![paragraph("正文。")],
        ..Document::default()
    };
    let lines = lines_of_report(&document);
    assert_eq!(lines[0].text, "青禾县人大常委会调研组");
    assert_eq!(lines[1].text, "关于全县农村集体经济发展情况的调研报告");
    assert_eq!((lines[1].y - lines[0].y), PageStyle::default().title_pitch);
}

#[test]
fn title_lines_are_no_rectangle_and_tear_nothing() {
    for title in [
        "关于进一步加强全县城乡社区办公用房规范化建设和管理工作的意见",
        "关于检查《中华人民共和国农业技术推广法》贯彻实施情况的报告",
        "青禾县人民政府关于二〇二六年上半年国民经济和社会发展计划执行情况的报告",
        "青禾县第十四届人民代表大会常务委员会关于全县医疗卫生服务体系建设与基层卫生人才队伍情况的专题调研报告",
    ] {
        let document = Document { title: Some(text(title)), ..Document::default() };
        let lines: Vec<String> = lines_of_report(&document).into_iter().map(|line| line.text).collect();
        assert_eq!(lines.concat(), title);
        let lengths: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
        assert!(lengths.windows(2).all(|pair| lengths.len() > 2 || pair[0] != pair[1]), "{lines:?}");
        assert!(lengths.iter().all(|length| (3..=19).contains(length)), "{lines:?}");
        assert!(lines.iter().all(|line| !line.starts_with('的')), "{lines:?}");
    }
}

#[test]
fn title_lines_end_where_words_end() {
    let title = "青禾县人大常委会调研组关于全县城乡社区办公用房规范化建设和管理情况的调研报告";
    let document = Document { title: Some(text(title)), ..Document::default() };
    let lines: Vec<String> = lines_of_report(&document).into_iter().map(|line| line.text).collect();
    assert_eq!(lines.len(), 3);
    let breaks: Vec<usize> = crate::lexicon::words(title).iter().map(|word| word.start).collect();
    assert!(breaks.contains(&lines[0].len()), "{lines:?}");
    assert!(breaks.contains(&(lines[0].len() + lines[1].len())), "{lines:?}");
}

fn signed(issuer: &str, date: &str) -> Vec<DumpLine> {
    let sign_off = Some(SignOff { issuers: vec![text(issuer)], dated: Some(text(date)) });
    lines_of_report(&Document { body: vec![paragraph("正文。")], sign_off, ..Document::default() })
}

#[test]
fn sign_off_without_seal() {
    // 10 cells; the date takes 4 + 3 digits of half a cell and 3 characters: 6.5 cells.
    let lines = signed("青禾县人大常委办公室", "2026年9月20日");
    assert_eq!(grid_line(&lines[1]), 2, "one empty line");
    assert_eq!(cell_x(&lines[1]), 1600);
    assert_eq!(cell_x(&lines[2]), 1800);
    assert_eq!(grid_line(&lines[2]), 3);
}

#[test]
fn a_short_issuer_moves_left_of_a_long_date() {
    let lines = signed("县委办", "2026年12月20日");
    // The date takes 7 cells and ends 2 cells from the edge.
    assert_eq!(cell_x(&lines[2]), 1900);
    assert_eq!(cell_x(&lines[1]), 1700);
}

/// A text of so many full lines with a sign-off, and what was done for it.
fn ending(count: usize, names: &[&str]) -> (Vec<DumpLine>, Option<String>) {
    let sign_off =
        Some(SignOff { issuers: vec![text("青禾县人大常委会")], dated: Some(text("2026年9月20日")) });
    let content = format!("{}{}", "甲".repeat(26), "乙".repeat(28 * (count - 1)));
    let attachment_note = names.iter().map(|name| text(name)).collect();
    let document = Document { body: vec![paragraph(&content)], sign_off, attachment_note, ..Document::default() };
    let mut sink = Sink::new();
    let paged = lay_out(&document, &PageStyle::default(), &FontSet::bundled(), &Options::default(), &mut sink);
    let told = sink.items().iter().find(|told| told.code.id == "LY021").map(|told| told.message.clone());
    (content_lines(&paged), told)
}

#[test]
fn the_sign_off_is_never_alone_on_a_page() {
    for count in 15..48 {
        let (lines, _) = ending(count, &[]);
        let page = lines.last().map_or(0, |line| line.page);
        assert!(lines.iter().any(|line| line.page == page && line.text.contains(['甲', '乙'])), "{count} lines");
        assert_eq!(lines.len(), count + 2);
    }
}

#[test]
fn the_remedies_for_the_sign_off_come_in_their_order() {
    let pages = |lines: &[DumpLine]| lines.last().map_or(0, |line| line.page);
    let (lines, told) = ending(19, &[]);
    assert_eq!((pages(&lines), told), (1, None), "19 lines, an empty one, two of sign-off");
    let (lines, told) = ending(18, &["统计表"]);
    assert_eq!(pages(&lines), 1);
    assert_eq!(told.as_deref(), Some("第1页排不下落款，已把前面的空行减半"), "two empty lines become one");
    let (lines, told) = ending(20, &[]);
    assert_eq!(pages(&lines), 1);
    assert_eq!(told.as_deref(), Some("第1页排不下落款，已把前面的空行减半，这一页的行距缩到28.9磅"));
    let (lines, told) = ending(21, &[]);
    assert_eq!(pages(&lines), 1);
    assert_eq!(told.as_deref(), Some("第1页排不下落款，已把前面的空行减半，这一页的行距缩到27.6磅"));
    let (lines, told) = ending(22, &[]);
    assert_eq!(pages(&lines), 2);
    assert_eq!(told.as_deref(), Some("第1页排不下落款，已把正文最后2行移到落款所在的页"));
    assert_eq!(lines.iter().filter(|line| line.page == 2).count(), 4);
    let (lines, told) = ending(23, &[]);
    assert_eq!((pages(&lines), told), (2, None), "two lines go over of themselves");
}

#[test]
fn a_page_that_gives_one_line_away_is_loosened() {
    let sign_off =
        Some(SignOff { issuers: vec![text("青禾县人大常委会")], dated: Some(text("2026年9月20日")) });
    let content = format!("{}{}", "甲".repeat(26), "乙".repeat(28 * 20));
    let blocks = vec![paragraph(&content), paragraph("末段。")];
    let lines = lines_of_report(&Document { body: blocks, sign_off, ..Document::default() });
    let first: Vec<_> = lines.iter().filter(|line| line.page == 1).collect();
    let style = PageStyle::default();
    assert_eq!(first.len(), 21);
    let foot = first[20].y - style.baseline_of(style.body_size) - style.top + style.body_size;
    assert!((style.type_area.height - foot).to_emu().abs() < 100, "the page is full to its foot");
    assert_eq!(lines[21].text, "末段。");
}

#[test]
fn attachment_names_hang_below_each_other() {
    let names = ["各乡镇社区办公用房统计表", "社区办公用房建设和改造项目清单以及资金来源情况一览表", "名单"];
    let document = Document {
        body: vec![paragraph("正文。")],
        attachment_note: names.iter().map(|name| text(name)).collect(),
        attachments: names
            .iter()
            .map(|name| Attachment { title: text(name), body: vec![paragraph("附件正文。")] })
            .collect(),
        ..Document::default()
    };
    let paged = pages(&document);
    let lines = content_lines(&paged);
    let note: Vec<(i64, i64)> = lines[1..5].iter().map(|line| (grid_line(line), cell_x(line))).collect();
    assert_eq!(note, [(2, 200), (3, 500), (4, 600), (5, 500)], "{lines:?}");
    let first = lines.iter().find(|line| line.page == 2).expect("attachments start on a new page");
    assert_eq!((first.text.as_str(), grid_line(first), cell_x(first)), ("附件1", 0, 0));
    assert_eq!(paged.pages.len(), 4);
    assert_eq!(paged.outline.len(), 3);
}

#[test]
fn house_rules_move_the_folio_and_the_byline() {
    use crate::style::{BylineStand, FolioForm, FolioPlace};
    let style = PageStyle {
        folio_place: FolioPlace::Center,
        folio_form: FolioForm::Bare,
        byline: BylineStand::Below,
        bold_levels: [true, false],
        ..PageStyle::default()
    };
    let document = Document {
        title: Some(text("关于青禾县用房的报告")),
        byline: vec![text("青禾县")],
        body: vec![heading(2, 1, "做法", None), heading(3, 1, "分工", None), paragraph("正文。")],
        ..Document::default()
    };
    let set = |style: &PageStyle| lay_out(&document, style, &FontSet::bundled(), &Options::default(), &mut Sink::new());
    let (house, standard) = (set(&style), set(&PageStyle::default()));
    let y = |paged: &PagedDocument| content_lines(paged).iter().find(|line| line.text == "青禾县").map(|line| line.y);
    assert_eq!(y(&standard).zip(y(&house)).map(|(a, b)| a - b), Some(style.line_top(1)));
    let folio = lines(&house).into_iter().find(|line| !line.content).expect("folio");
    assert_eq!(folio.text, "1");
    let middle = style.left + style.type_area.width / 2 - style.folio_size / 4;
    assert!((folio.x - middle).to_pt().abs() < 1.0, "{folio:?}");
    let bold = |paged: &PagedDocument| {
        let runs = paged.pages[0].items.iter().filter_map(|item| match item {
            crate::layout::page::Item::Glyphs(run) if run.outline > crate::unit::Length::ZERO => Some(run.text.clone()),
            _ => None,
        });
        runs.collect::<String>()
    };
    assert_eq!((bold(&house).as_str(), bold(&standard).as_str()), ("（一）做法", ""));
}
