use super::*;
use crate::font::Role as Style;
use crate::image::{Hold, Image, Samples};
use crate::layout::page::{
    Color, Fill, Glyph, GlyphRun, Item, Metadata, NodeId, OutlineItem, Page, PlacedImage, Role, Rule, StructureNode,
    Tag,
};
use crate::unit::{Length, Point, Size};
use lopdf::{Dictionary, Document, Object};
use std::collections::HashMap;
use std::sync::Arc;

const A4: Size = Size { width: Length::mm(210), height: Length::mm(297) };
const RED: Color = Color { red: 255, green: 0, blue: 0 };

/// Sets a line with even cells, a run per face.
fn line(fonts: &FontSet, style: Style, text: &str, at: (i64, i64), tag: Tag) -> Vec<Item> {
    let size = Length::pt(16);
    let cell = Length::mm(156) / 28;
    let mut runs: Vec<GlyphRun> = Vec::new();
    let mut x = Length::mm(at.0);
    for character in text.chars() {
        let glyph = fonts.glyph(style, character).expect("a face has it");
        if runs.last().is_none_or(|run| run.face != glyph.face) {
            runs.push(GlyphRun {
                face: glyph.face,
                size,
                origin: Point { x, y: Length::mm(at.1) },
                glyphs: Vec::new(),
                text: String::new(),
                color: Color::BLACK,
                outline: Length::ZERO,
                rotation: 0,
                tag,
            });
        }
        let run = runs.last_mut().expect("just pushed");
        let start = run.text.len();
        run.text.push(character);
        run.glyphs.push(Glyph { id: glyph.id, x: x - run.origin.x, text: start..run.text.len() });
        x += if glyph.advance > 600 { cell } else { size.mul_div(i64::from(glyph.advance), 1000) };
    }
    runs.into_iter().map(Item::Glyphs).collect()
}

fn node(role: Role, parent: u32) -> StructureNode {
    StructureNode { role, parent: Some(NodeId(parent)), alternative: None }
}

const FIRST_LINE: &str = "近年来，“十四五”规划实施123项——䶮㛃𬭎，日与⽇。";

fn watermark(fonts: &FontSet) -> Vec<Item> {
    let mut items = line(fonts, Style::Hei, "草稿", (80, 180), Tag::Artifact);
    for item in &mut items {
        if let Item::Glyphs(run) = item {
            run.rotation = 45;
            run.size = Length::pt(72);
            run.color = Color { red: 220, green: 220, blue: 220 };
            for (index, glyph) in run.glyphs.iter_mut().enumerate() {
                glyph.x = Length::pt(72) * index as i64;
            }
        }
    }
    items
}

/// Two pages with every kind of mark.
fn sample(fonts: &FontSet) -> PagedDocument {
    let tag = |id| Tag::Content(NodeId(id));
    let mut first = watermark(fonts);
    first.push(Item::Fill(Fill {
        origin: Point { x: Length::mm(28), y: Length::mm(75) },
        size: Size { width: Length::mm(40), height: Length::mm(6) },
        color: Color { red: 255, green: 240, blue: 160 },
    }));
    first.extend(line(fonts, Style::BiaoSong, "关于青禾县社区建设的报告", (60, 45), tag(1)));
    first.push(Item::Rule(Rule {
        from: Point { x: Length::mm(28), y: Length::mm(50) },
        to: Point { x: Length::mm(184), y: Length::mm(50) },
        thickness: Length::pt_10(10),
        color: RED,
    }));
    first.extend(line(fonts, Style::Hei, "一、基本情况", (39, 60), tag(2)));
    first.extend(line(fonts, Style::FangSong, FIRST_LINE, (28, 70), tag(3)));
    first.extend(line(fonts, Style::FangSong, "面积①共5㎡ left ‘right’…", (28, 80), tag(3)));
    first.extend(line(fonts, Style::Kai, "（一）具体问题", (28, 90), tag(4)));
    first.extend(line(fonts, Style::FangSong, "乡镇", (28, 100), tag(7)));
    first.extend(line(fonts, Style::FangSong, "12.5", (60, 100), tag(8)));
    first.extend(line(fonts, Style::Song, "— 1 —", (150, 270), Tag::Artifact));
    let second = line(fonts, Style::FangSong, "续页正文。", (28, 45), tag(3));
    let at = |title: &str, page, y, children| OutlineItem { title: title.into(), page, y: Length::mm(y), children };
    PagedDocument {
        images: Vec::new(),
        pages: vec![Page { size: A4, items: first }, Page { size: A4, items: second }],
        structure: vec![
            StructureNode { role: Role::Document, parent: None, alternative: None },
            node(Role::Title, 0),
            node(Role::Heading(1), 0),
            node(Role::Paragraph, 0),
            node(Role::Heading(2), 0),
            node(Role::Table, 0),
            node(Role::Row, 5),
            node(Role::HeadCell, 6),
            node(Role::Cell, 6),
        ],
        outline: vec![
            at("一、基本情况", 0, 55, vec![at("（一）具体问题", 0, 85, vec![])]),
            at("二、下一步", 1, 40, vec![]),
        ],
        metadata: Metadata {
            title: "关于青禾县社区建设的报告 <A&B>".into(),
            author: "青禾县".into(),
            language: String::new(),
        },
        decisions: Vec::new(),
    }
}

fn written() -> (Vec<u8>, Document) {
    let fonts = FontSet::bundled();
    let bytes = write(&sample(&fonts), &fonts, &PdfOptions::default()).expect("written");
    let document = Document::load_mem(&bytes).expect("readable");
    (bytes, document)
}

fn dictionary<'a>(document: &'a Document, holder: &'a Dictionary, key: &str) -> &'a Dictionary {
    let object = holder.get(key.as_bytes()).expect("has the key");
    document.dereference(object).expect("resolves").1.as_dict().expect("a dictionary")
}

fn utf16_text(bytes: &[u8]) -> String {
    let units = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.expect("paired")).filter(|c| *c != '\u{FEFF}').collect()
}

/// Code → text of every font, from its ToUnicode stream.
fn to_unicode(document: &Document) -> HashMap<String, HashMap<u16, String>> {
    let page = document.page_iter().next().expect("a page");
    let fonts = document.get_page_fonts(page).expect("fonts");
    let mut maps = HashMap::new();
    for (name, font) in fonts {
        let stream = font.get(b"ToUnicode").and_then(Object::as_reference).expect("ToUnicode");
        let stream = document.get_object(stream).and_then(Object::as_stream).expect("a stream");
        let text = String::from_utf8(stream.decompressed_content().expect("inflates")).expect("ASCII");
        let mut map = HashMap::new();
        let mut range = false;
        for line in text.lines() {
            range = (range || line.contains("beginbfrange")) && !line.contains("endbfrange");
            let hex: Vec<Vec<u8>> = line
                .split(['<', '>'])
                .filter(|part| part.len() >= 4 && part.chars().all(|c| c.is_ascii_hexdigit()))
                .map(|part| {
                    let byte = |at: usize| u8::from_str_radix(&part[at..at + 2], 16).expect("hex");
                    (0..part.len()).step_by(2).map(byte).collect()
                })
                .collect();
            let code = |bytes: &[u8]| u16::from_be_bytes([bytes[0], bytes[1]]);
            match (range, hex.as_slice()) {
                (false, [one, text]) => drop(map.insert(code(one), utf16_text(text))),
                (true, [from, to, text]) => {
                    for step in 0..=code(to) - code(from) {
                        let mut text = text.clone();
                        let last = text.len() - 2;
                        let unit = u16::from_be_bytes([text[last], text[last + 1]]) + step;
                        text.splice(last.., unit.to_be_bytes());
                        map.insert(code(from) + step, utf16_text(&text));
                    }
                }
                _ => {}
            }
        }
        maps.insert(String::from_utf8(name).expect("name"), map);
    }
    maps
}

/// What a reader that knows ToUnicode, ActualText and marked content copies: text by marked-content number.
fn copied(document: &Document, page: usize) -> Vec<(Option<i64>, String)> {
    let maps = to_unicode(document);
    let id = document.page_iter().nth(page).expect("a page");
    let content = document.get_and_decode_page_content(id).expect("content");
    let (mut font, mut open, mut out) = (String::new(), Vec::new(), Vec::<(Option<i64>, String)>::new());
    for operation in content.operations {
        match operation.operator.as_str() {
            "Tf" => font = String::from_utf8(operation.operands[0].as_name().expect("name").to_vec()).expect("name"),
            "BMC" => {
                open.push(false);
                out.push((None, String::new()));
            }
            "BDC" => {
                let properties = operation.operands[1].as_dict().expect("properties");
                if let Ok(text) = properties.get(b"ActualText").and_then(Object::as_str) {
                    out.last_mut().expect("inside").1.push_str(&utf16_text(text));
                    open.push(true);
                } else {
                    out.push((Some(properties.get(b"MCID").and_then(Object::as_i64).expect("MCID")), String::new()));
                    open.push(false);
                }
            }
            "EMC" => drop(open.pop().expect("balanced")),
            "TJ" if !open.contains(&true) => {
                for part in operation.operands[0].as_array().expect("array") {
                    if let Ok(code) = part.as_str() {
                        let text = &maps[&font][&u16::from_be_bytes([code[0], code[1]])];
                        out.last_mut().expect("inside marked content").1.push_str(text);
                    }
                }
            }
            _ => {}
        }
    }
    assert!(open.is_empty());
    out
}

#[test]
fn every_character_comes_out_exactly() {
    let (_, document) = written();
    let copied = copied(&document, 0);
    let text = |number: i64| copied.iter().find(|(id, _)| *id == Some(number)).expect("marked").1.clone();
    assert_eq!(text(0), "关于青禾县社区建设的报告");
    assert_eq!(text(2), format!("{FIRST_LINE}面积①共5㎡ left ‘right’…"));
    assert!(copied.iter().any(|(id, text)| id.is_none() && text == "草稿"));
    assert!(copied.iter().any(|(id, text)| id.is_none() && text == "— 1 —"));
}

#[test]
fn the_hanzi_keeps_the_map_and_the_radical_gets_actual_text() {
    let (_, document) = written();
    let maps = to_unicode(&document);
    assert!(maps.values().any(|map| map.values().any(|text| text == "日")));
    assert!(maps.values().all(|map| map.values().all(|text| text != "\u{FFFD}")));
}

#[test]
fn faces_are_embedded_subsets() {
    let (bytes, document) = written();
    assert!(bytes.len() < 150_000, "{}", bytes.len());
    let page = document.page_iter().next().expect("a page");
    let fonts = document.get_page_fonts(page).expect("fonts");
    assert!(fonts.len() >= 5);
    for font in fonts.values() {
        let name = font.get(b"BaseFont").and_then(Object::as_name).expect("name");
        assert_eq!(name.iter().position(|&byte| byte == b'+'), Some(6));
        let descendant = font.get(b"DescendantFonts").and_then(Object::as_array).expect("descendants");
        let descriptor = dictionary(&document, descendant[0].as_dict().expect("font"), "FontDescriptor");
        assert!(descriptor.has(b"FontFile2") || descriptor.has(b"FontFile3"));
    }
}

#[test]
fn same_input_same_bytes() {
    let (first, _) = written();
    let (second, document) = written();
    assert!(first == second);
    let id = document.trailer.get(b"ID").and_then(Object::as_array).expect("ID");
    assert_eq!(id[0].as_str().expect("string").len(), 16);
    let fonts = FontSet::bundled();
    let mut other = sample(&fonts);
    other.metadata.author.clear();
    let other = write(&other, &fonts, &PdfOptions::default()).expect("written");
    let other = Document::load_mem(&other).expect("readable");
    assert_ne!(other.trailer.get(b"ID").expect("ID"), document.trailer.get(b"ID").expect("ID"));
}

#[test]
fn the_outline_nests_in_document_order() {
    let (_, document) = written();
    let catalog = document.catalog().expect("catalog");
    assert_eq!(catalog.get(b"PageMode").and_then(Object::as_name).expect("mode"), b"UseOutlines");
    let root = dictionary(&document, catalog, "Outlines");
    assert_eq!(root.get(b"Count").and_then(Object::as_i64).expect("count"), 3);
    let first = dictionary(&document, root, "First");
    let title = |entry: &Dictionary| utf16_text(entry.get(b"Title").and_then(Object::as_str).expect("title"));
    assert_eq!(title(first), "一、基本情况");
    assert_eq!(title(dictionary(&document, first, "First")), "（一）具体问题");
    let second = dictionary(&document, first, "Next");
    assert_eq!(title(second), "二、下一步");
    let destination = second.get(b"Dest").and_then(Object::as_array).expect("destination");
    let pages: Vec<_> = document.page_iter().collect();
    assert_eq!(destination[0].as_reference().expect("page"), pages[1]);
}

#[test]
fn the_tree_owns_every_marked_content() {
    let (_, document) = written();
    let tree = dictionary(&document, document.catalog().expect("catalog"), "StructTreeRoot");
    let numbers = dictionary(&document, tree, "ParentTree").get(b"Nums").and_then(Object::as_array).expect("numbers");
    assert_eq!(numbers.len(), 4);
    let types = |owners: &Object| -> Vec<String> {
        let name = |owner: &Object| {
            let element = document.dereference(owner).expect("resolves").1.as_dict().expect("element");
            String::from_utf8(element.get(b"S").and_then(Object::as_name).expect("type").to_vec()).expect("name")
        };
        owners.as_array().expect("owners").iter().map(name).collect()
    };
    assert_eq!(types(&numbers[1]), ["Title", "H1", "P", "H2", "TH", "TD"]);
    assert_eq!(types(&numbers[3]), ["P"]);
}

#[test]
fn the_file_tells_title_language_and_no_date() {
    let (bytes, document) = written();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    let catalog = document.catalog().expect("catalog");
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).expect("language"), b"zh-CN");
    let info = dictionary(&document, &document.trailer, "Info");
    assert!(!info.has(b"CreationDate"));
    let xmp = catalog.get(b"Metadata").and_then(Object::as_reference).expect("XMP");
    let xmp = document.get_object(xmp).and_then(Object::as_stream).expect("a stream");
    assert!(String::from_utf8_lossy(&xmp.content).contains("&lt;A&amp;B&gt;"));
    let fonts = FontSet::bundled();
    let created = Some(CreationDate { year: 2026, month: 9, day: 18 });
    let dated = write(&sample(&fonts), &fonts, &PdfOptions { created, ..PdfOptions::default() }).expect("written");
    let dated = Document::load_mem(&dated).expect("readable");
    let date = dictionary(&dated, &dated.trailer, "Info").get(b"CreationDate").and_then(Object::as_str).expect("date");
    assert_eq!(date, b"D:20260918");
}

/// The sample with a photograph and a drawing on its second page.
fn illustrated(fonts: &FontSet) -> (PagedDocument, Vec<u8>) {
    let mut document = sample(fonts);
    let photograph = vec![0xFF, 0xD8, 0xFF, 0xD9];
    let image =
        |samples, is_gray| Image { width: 3, height: 2, density: None, is_gray, hold: Hold::default(), samples };
    document.images.push(Arc::new(image(Samples::Jpeg(photograph.clone()), false)));
    document.images.push(Arc::new(image(Samples::Plain(vec![7, 8, 9, 10, 11, 12]), true)));
    let figure = NodeId(document.structure.len() as u32);
    document.structure.push(StructureNode { alternative: Some("助餐点".into()), ..node(Role::Figure, 0) });
    for image in 0..2 {
        let origin = Point { x: Length::mm(30), y: Length::mm(60 + 40 * image) };
        let size = Size { width: Length::mm(45), height: Length::mm(30) };
        let placed = PlacedImage { image: image as usize, origin, size, tag: Tag::Content(figure) };
        document.pages[1].items.push(Item::Image(placed));
    }
    (document, photograph)
}

#[test]
fn a_photograph_keeps_its_bytes_and_says_in_words_what_it_shows() {
    let fonts = FontSet::bundled();
    for profile in [ArchiveProfile::A2a, ArchiveProfile::A1b] {
        let (document, photograph) = illustrated(&fonts);
        let options = PdfOptions { profile, ..PdfOptions::default() };
        let document = Document::load_mem(&write(&document, &fonts, &options).expect("written")).expect("readable");
        let page = document.page_iter().nth(1).expect("a page");
        let images = document.get_page_images(page).expect("images");
        assert_eq!(images.len(), 2);
        let by_size = |gray: bool| images.iter().find(|i| (i.color_space.as_deref() == Some("DeviceGray")) == gray);
        let (jpeg, plain) = (by_size(false).expect("a photograph"), by_size(true).expect("a drawing"));
        assert_eq!((jpeg.width, jpeg.height, jpeg.content), (3, 2, photograph.as_slice()));
        let stream = document.get_object(plain.id).and_then(Object::as_stream).expect("a stream");
        assert_eq!(stream.get_plain_content().expect("samples"), [7, 8, 9, 10, 11, 12]);
        let figure = document
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok())
            .find(|element| element.get(b"S").and_then(Object::as_name).ok() == Some(b"Figure"));
        let alternative = figure.expect("a figure").get(b"Alt").and_then(Object::as_str).expect("words");
        assert_eq!(utf16_text(alternative), "助餐点");
        // Upright, with the lower left corner where the page wants it.
        let content = document.get_and_decode_page_content(page).expect("content");
        let placed: Vec<Vec<f32>> = content
            .operations
            .iter()
            .filter(|operation| operation.operator == "cm")
            .map(|operation| operation.operands.iter().map(|number| number.as_float().expect("number")).collect())
            .collect();
        let mm = |mm: f32| mm * 72.0 / 25.4;
        let near = |a: f32, b: f32| assert!((a - b).abs() < 0.01, "{a} {b}");
        let [a, b, c, d, e, f] = placed.first().expect("placed")[..] else { panic!("six numbers") };
        for (is, wanted) in [(a, mm(45.0)), (b, 0.0), (c, 0.0), (d, mm(30.0)), (e, mm(30.0)), (f, mm(297.0 - 90.0))] {
            near(is, wanted);
        }
    }
}

#[test]
fn what_does_not_exist_is_an_error() {
    let fonts = FontSet::bundled();
    let options = PdfOptions::default();
    assert!(write(&PagedDocument::default(), &fonts, &options).is_err());
    let mut page = sample(&fonts);
    page.outline[1].page = 7;
    assert!(write(&page, &fonts, &options).is_err_and(|message| message.contains("第 8 页")));
    let mut stray = sample(&fonts);
    stray.structure.truncate(4);
    assert!(write(&stray, &fonts, &options).is_err());
}

/// The pen may be off by rounding, never by more than a tenth of a thousandth of an em after many glyphs.
#[test]
fn positions_do_not_drift() {
    let fonts = FontSet::bundled();
    let text = "一二三，四五六（七）八九十。".repeat(2);
    let mut document = sample(&fonts);
    document.pages.truncate(1);
    document.outline.clear();
    document.pages[0].items = line(&fonts, Style::FangSong, &text, (28, 40), Tag::Content(NodeId(3)));
    let read = write(&document, &fonts, &PdfOptions::default()).expect("written");
    let read = Document::load_mem(&read).expect("readable");
    let page = read.page_iter().next().expect("a page");
    let content = read.get_and_decode_page_content(page).expect("content");
    let shown = content.operations.iter().find(|operation| operation.operator == "TJ").expect("text");
    let parts = shown.operands[0].as_array().expect("array");
    let moved: f64 = parts.iter().map(|part| part.as_float().map_or(1000.0, |offset| -f64::from(offset))).sum();
    let glyphs = text.chars().count() as f64;
    let cell = 156.0 / 28.0 * 72.0 / 25.4 / 16.0 * 1000.0;
    assert!((moved - ((glyphs - 1.0) * cell + 1000.0)).abs() < 0.1, "{moved}");
}

/// The object behind a key of the catalog.
fn of_catalog<'a>(document: &'a Document, key: &str) -> &'a Object {
    let object = document.catalog().expect("catalog").get(key.as_bytes()).expect("has the key");
    document.dereference(object).expect("resolves").1
}

#[test]
fn the_file_states_its_archive_profile_and_what_its_colours_mean() {
    let (_, document) = written();
    let xmp = String::from_utf8_lossy(&of_catalog(&document, "Metadata").as_stream().expect("a stream").content);
    assert!(xmp.contains("<pdfaid:part>2</pdfaid:part>") && xmp.contains("<pdfaid:conformance>A</pdfaid:conformance>"));
    let intents = of_catalog(&document, "OutputIntents").as_array().expect("an array");
    let profile = dictionary_stream(&document, intents[0].as_dict().expect("a dictionary"), "DestOutputProfile");
    assert_eq!(&profile[36..40], b"acsp");
}

fn dictionary_stream(document: &Document, holder: &Dictionary, key: &str) -> Vec<u8> {
    let object = holder.get(key.as_bytes()).expect("has the key");
    let stream = document.dereference(object).expect("resolves").1.as_stream().expect("a stream");
    stream.get_plain_content().expect("inflates")
}

#[test]
fn the_older_profile_lists_every_glyph_of_each_subset() {
    let fonts = FontSet::bundled();
    let options = PdfOptions { profile: ArchiveProfile::A1b, ..PdfOptions::default() };
    let bytes = write(&sample(&fonts), &fonts, &options).expect("written");
    assert!(bytes.starts_with(b"%PDF-1.4"));
    let document = Document::load_mem(&bytes).expect("readable");
    let usage = super::fonts::collect(&sample(&fonts), &fonts);
    let mut listed: Vec<u32> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|object| object.get(b"Type").and_then(Object::as_name).ok() == Some(b"FontDescriptor"))
        .map(|face| dictionary_stream(&document, face, "CIDSet").iter().map(|byte| byte.count_ones()).sum())
        .collect();
    listed.sort_unstable();
    // One more than the glyphs shown: `.notdef` is in every subset.
    let mut shown: Vec<u32> = usage.values().map(|face| face.count() as u32 + 1).collect();
    shown.sort_unstable();
    assert_eq!(listed, shown);
}
