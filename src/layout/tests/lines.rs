//! Composition of single lines.

use super::*;
use crate::layout::page::{GlyphRun, Item, PagedDocument};
use crate::style::Punctuation;
use crate::unit::Length;

fn runs(document: &PagedDocument) -> Vec<&GlyphRun> {
    document
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| if let Item::Glyphs(run) = item { Some(run) } else { None })
        .collect()
}

#[test]
fn a_line_of_han_holds_28_at_one_pitch() {
    let text = format!("甲乙{}", FULL_LINE.repeat(3));
    let document = pages(&body(vec![paragraph(&text)]));
    let runs = runs(&document);
    assert_eq!(runs[0].text.chars().count(), 26, "two cells of indent");
    let second = runs[1];
    assert_eq!(second.glyphs.len(), 28);
    let style = PageStyle::default();
    for (i, glyph) in second.glyphs.iter().enumerate() {
        let place = second.origin.x + glyph.x;
        assert_eq!(place, style.left + style.cell_left(i as i64), "glyph {i}");
    }
}

#[test]
fn lines_end_exactly_at_the_right_edge() {
    let text = "全县共有社区37个，其中城市社区12个、农村社区25个；办公用房面积达标的29个，占78.4%。".repeat(6);
    let document = pages(&body(vec![paragraph(&text)]));
    let style = PageStyle::default();
    let right = style.left + style.type_area.width;
    let lines = content_lines(&document);
    for line in &lines[..lines.len() - 1] {
        let last = line.text.chars().last().expect("no empty line");
        let width = match last {
            c if c.is_ascii_digit() => style.cell_left(1) / 2,
            '，' | '、' | '；' | '。' => style.cell_left(1) / 2,
            '%' => continue,
            _ => style.cell_left(1),
        };
        assert!((line.last_x + width - right).to_emu().abs() < 200, "{line:?}");
    }
}

#[test]
fn two_digits_take_one_cell() {
    let document = pages(&body(vec![paragraph("共12345678个")]));
    let run = runs(&document);
    let digits = run.iter().find(|run| run.text.starts_with('1')).expect("a run of digits");
    let step = digits.glyphs[2].x - digits.glyphs[0].x;
    assert!((step - PageStyle::default().cell_left(1)).to_emu().abs() <= 1);
}

#[test]
fn marks_do_not_start_lines_and_brackets_do_not_end_them() {
    for shift in 0..30 {
        let text = format!("{}，“甲”（乙）《丙》、丁——戊……己。{}", "子".repeat(shift), FULL_LINE.repeat(2));
        for (i, line) in set(&text).iter().enumerate() {
            let first = line.chars().next().expect("no empty line");
            let last = line.chars().last().expect("no empty line");
            assert!(i == 0 || !"，。、”）》…".contains(first) || line.starts_with("……"), "{line}");
            assert!(!"“（《".contains(last), "{line}");
            assert_eq!(line.matches('—').count() % 2, 0, "{line}");
            assert_eq!(line.matches('…').count() % 2, 0, "{line}");
        }
    }
}

#[test]
fn numbers_and_dates_are_never_torn() {
    for shift in 0..30 {
        let text =
            format!("{}到2026年9月18日达1,234.56万元增12.5%见国发〔2012〕14号文{}", "子".repeat(shift), FULL_LINE);
        let lines = set(&text);
        for unit in ["2026年", "9月", "18日", "1,234.56", "12.5%", "〔2012〕14号"] {
            assert!(lines.iter().any(|line| line.contains(unit)), "{unit} torn in {lines:?}");
        }
    }
}

#[test]
fn adjacent_marks_share_one_and_a_half_cells() {
    let document = pages(&body(vec![paragraph("甲（乙）。丙")]));
    let run = runs(&document)[0];
    let cell = PageStyle::default().cell_left(1).to_emu();
    let x: Vec<i64> = run.glyphs.iter().map(|glyph| (glyph.x.to_emu() * 2 + cell / 2) / cell).collect();
    // 甲 （ 乙 ） 。 丙, in half cells: ） gives its right half.
    assert_eq!(x, [0, 2, 4, 6, 7, 9]);
}

#[test]
fn commas_are_squeezed_to_pull_a_mark_in() {
    // 26 cells on the first line; two commas can give one cell for the full stop that may not start a line.
    let text = format!("甲，乙，{}", "丙".repeat(22));
    assert_eq!(set(&format!("{text}。"))[0], format!("{text}。"), "{:?}", set(&format!("{text}。")));
}

#[test]
fn the_last_line_has_two_characters() {
    for extra in 1..4 {
        let lines = set(&format!("{}{}。", "甲".repeat(26 + 28), "乙".repeat(extra)));
        let last = lines.last().expect("a line");
        assert!(last.chars().filter(|c| *c != '。').count() >= 2, "{lines:?}");
    }
}

#[test]
fn what_cannot_fit_is_broken_all_the_same() {
    for text in ["A".repeat(400), "9".repeat(400), "。".repeat(200), "……".repeat(100), "（".repeat(90)] {
        let document = pages(&body(vec![paragraph(&text)]));
        let style = PageStyle::default();
        let lines = content_lines(&document);
        assert!(lines.len() > 2, "{}", &text[..3]);
        assert!(lines.iter().all(|line| line.last_x < style.left + style.type_area.width));
        assert_eq!(crate::layout::dump::content(&document), text);
    }
}

#[test]
fn a_long_address_does_not_tear_the_line_before_it() {
    let lines = set(&format!("详见{}的公告，请各单位遵照执行。", "https://www.example.org/".repeat(3)));
    assert!(lines[0].starts_with("详见https://"), "{lines:?}");
}

#[test]
fn an_address_is_broken_behind_its_signs_and_the_line_stays_short() {
    let address = "https://www.example.org/gongbao/2026/09/18/zhengwu_gongkai_tongzhi.html?id=20260918&from=index#top";
    for shift in 0..28 {
        let content = format!("{}见{address}，请登录。", "子".repeat(shift));
        let document = pages(&body(vec![paragraph(&content)]));
        assert_eq!(crate::layout::dump::content(&document), content);
        let all = content_lines(&document);
        let ends = all.iter().map(|line| line.text.chars().last().expect("no empty line"));
        let inner: Vec<char> = ends.take(all.len() - 1).filter(char::is_ascii_graphic).collect();
        assert!(inner.iter().all(|end| "/.?&=-_#".contains(*end)), "{shift}: {all:?}");
        // 系　统　地　址 with the address on the next line is what must not happen.
        let cell = PageStyle::default().cell_left(1);
        for run in runs(&document).iter().filter(|run| !run.text.is_ascii()) {
            let steps = run.glyphs.windows(2).map(|pair| pair[1].x - pair[0].x);
            assert!(steps.max().is_none_or(|step| step < cell * 2), "{shift}: {}", run.text);
        }
    }
}

#[test]
fn no_glyph_of_an_address_stands_over_the_right_edge() {
    let fonts = FontSet::bundled();
    let style = PageStyle::default();
    let right = style.left + style.type_area.width;
    for letter in ["a", "W", "g/", "0.", "_", "f-"] {
        for shift in 0..28 {
            let content = format!("{}见www.{}。", "子".repeat(shift), letter.repeat(120 / letter.len()));
            for run in runs(&pages(&body(vec![paragraph(&content)]))) {
                let last = run.glyphs.last().expect("no empty run");
                let c = run.text[last.text.clone()].chars().next().expect("a character");
                let advance = fonts.glyph(crate::font::Role::FangSong, c).expect("a glyph").advance;
                // A glyph drawn for the cell overhangs it by what 16 pt is wider, blank on its edge.
                let over = run.origin.x + last.x + run.size.mul_div(i64::from(advance), 1000) - right;
                let blank = if c.is_ascii() { Length::pt_10(2) } else { run.size };
                assert!(over <= blank, "{letter} {shift}: {c} {over:?}");
            }
        }
    }
}

#[test]
fn bold_is_set_in_hei_and_gaps_have_a_ground() {
    let content = "甲乙**丙丁**戊";
    let gap = Span::new(source(), 6, 9);
    let document = pages_with(&body(vec![paragraph(content)]), &Options { gaps: &[gap], ..Options::default() });
    let texts: Vec<&str> = runs(&document).iter().map(|run| run.text.as_str()).collect();
    assert_eq!(texts[..3], ["甲乙", "丙丁", "戊"]);
    let fill = document.pages[0]
        .items
        .iter()
        .find_map(|item| if let Item::Fill(fill) = item { Some(fill) } else { None })
        .expect("a ground");
    let style = PageStyle::default();
    // Bytes 6..9 are 丙: cell 2 + 2 of indent.
    assert!((fill.origin.x - style.left - style.cell_left(4)).to_emu().abs() <= 1);
    assert!((fill.size.width - style.cell_left(1)).to_emu().abs() <= 1);
}

#[test]
fn a_missing_character_is_reported_and_kept_in_the_text() {
    let mut sink = Sink::new();
    let document = body(vec![paragraph("甲\u{10FFFD}乙\u{10FFFD}")]);
    let paged = lay_out(&document, &PageStyle::default(), &FontSet::bundled(), &Options::default(), &mut sink);
    assert_eq!(crate::layout::dump::content(&paged), "甲\u{10FFFD}乙\u{10FFFD}");
    let [found] = sink.items() else { panic!("one finding, not {:?}", sink.items()) };
    assert_eq!(found.code.id, "FT001");
    assert_eq!(found.span.map(crate::source::Span::range), Some(3..7));
}

#[test]
fn a_megabyte_takes_no_time() {
    for part in ["全县共有社区37个，", "甲", "a", "9", "。", "…"] {
        let content = part.repeat(1_000_000 / part.len());
        let document = body(vec![paragraph(&content)]);
        let start = std::time::Instant::now();
        let paged = pages(&document);
        let millis = start.elapsed().as_millis();
        assert!(millis < 5_000, "{millis} ms for {part}");
        assert!(paged.pages.len() > 100);
    }
    assert!(Length::ZERO < Length::pt(1));
}

/// Places of the glyphs of a short line, in hundredths of a cell from the first.
fn places(words: &str, mode: Punctuation) -> Vec<i64> {
    let document = pages_punctuated(&body(vec![paragraph(words)]), mode);
    let cell = PageStyle::default().cell_left(1).to_emu();
    let glyphs = runs(&document).into_iter().filter(|run| matches!(run.tag, crate::layout::page::Tag::Content(_)));
    let places: Vec<i64> =
        glyphs.flat_map(|run| run.glyphs.iter().map(|glyph| (run.origin.x + glyph.x).to_emu())).collect();
    places.iter().map(|place| ((place - places[0]) as f64 * 100.0 / cell as f64).round() as i64).collect()
}

#[test]
fn punctuation_takes_the_width_of_its_mode() {
    let words = "甲，乙（丙）、丁。”戊";
    assert_eq!(places(words, Punctuation::Grid), [0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
    // Adjacent marks share one and a half cells.
    assert_eq!(places(words, Punctuation::National), [0, 100, 200, 300, 400, 500, 550, 650, 750, 800, 900]);
    // The blank left half of the bracket goes, so its glyph begins before its place.
    assert_eq!(places(words, Punctuation::Tight), [0, 100, 150, 200, 300, 400, 450, 500, 600, 650, 700]);
}

#[test]
fn full_lines_of_the_grid_mode_keep_their_cells() {
    let words = "甲乙，丙丁、".repeat(30);
    let document = pages_punctuated(&body(vec![paragraph(&words)]), Punctuation::Grid);
    let style = PageStyle::default();
    for run in runs(&document).into_iter().filter(|run| run.glyphs.len() == 28) {
        for (i, glyph) in run.glyphs.iter().enumerate() {
            let off = run.origin.x + glyph.x - style.left - style.cell_left(i as i64);
            assert!(off.to_emu().abs() <= 2, "{} {i}", run.text);
        }
    }
}

#[test]
fn a_mark_that_would_start_a_line_is_pulled_in_by_its_blank_half() {
    // 27 cells and a half, then a mark: with half of it the line is full.
    let words = format!("{}5，{}", &FULL_LINE[..25 * 3], FULL_LINE);
    for mode in [Punctuation::Grid, Punctuation::National] {
        let document = pages_punctuated(&body(vec![paragraph(&words)]), mode);
        let first = &content_lines(&document)[0];
        assert!(first.text.ends_with("5，"), "{mode:?} {}", first.text);
    }
}

#[test]
fn the_tight_mode_crowded_the_labels_of_headings() {
    let places = |mode| {
        let document = pages_punctuated(&body(vec![heading(2, 1, "做法", None)]), mode);
        runs(&document)[0].glyphs.iter().map(|glyph| glyph.x.to_emu()).collect::<Vec<_>>()
    };
    assert_eq!(places(Punctuation::Tight), places(Punctuation::National));
}

#[test]
fn a_quotation_stands_two_cells_further_in() {
    let quoted = Block::Paragraph(Paragraph { text: text(&FULL_LINE.repeat(2)), quoted: true, span: span() });
    let paged = pages(&body(vec![paragraph("正文。"), quoted]));
    let style = PageStyle::default();
    let starts: Vec<Length> = content_lines(&paged).iter().map(|line| line.x - style.left).collect();
    assert_eq!(starts, [style.cell_left(2), style.cell_left(4), style.cell_left(2), style.cell_left(2)]);
}
