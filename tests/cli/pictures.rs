//! Pictures of a report: PNG and JPEG files beside the data or the Markdown.

use crate::run::Folder;
use std::fmt::Write as _;

/// A grey drawing of 400 × 200 pixels, at 300 pixels per inch.
fn drawing() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 400, 200);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: 11_811, yppu: 11_811, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header().expect("head");
    writer.write_image_data(&[90; 400 * 200]).expect("samples");
    writer.finish().expect("end");
    bytes
}

/// The head of a JPEG file with so many inks; enough for a program that passes it on.
fn photograph(inks: u8) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xC0, 0, 8 + 3 * inks, 8, 4, 0, 6, 0, inks];
    bytes.extend(vec![0; 3 * usize::from(inks)]);
    bytes.extend([0xFF, 0xD9]);
    bytes
}

const REPORT: &str = "# 关于养老服务的报告\n\n老年助餐点开进了村口。\n\n![图1　助餐点](照片/助餐点.jpg)\n\n\
                      图表明了分布。\n\n![](<照片/分布 图.png>)\n\n<!-- 落款 -->\n\n青禾县民政局\n2026年9月18日\n";

fn folder() -> Folder {
    let folder = Folder::with("甲.md", REPORT);
    folder.write("照片/助餐点.jpg", photograph(3));
    folder.write("照片/分布 图.png", drawing());
    folder
}

fn images(folder: &Folder, pdf: &str) -> usize {
    let document = lopdf::Document::load(folder.path().join(pdf)).expect("readable");
    document.page_iter().map(|page| document.get_page_images(page).expect("images").len()).sum()
}

#[test]
fn pictures_of_a_markdown_report_are_printed_and_found_again_from_the_outputs() {
    let folder = folder();
    let run = folder.run(&["build", "甲.md"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(images(&folder, "out/甲.pdf"), 2);
    let written = folder.read("out/甲.md");
    assert!(written.contains("![图1　助餐点](../照片/助餐点.jpg)"), "{written}");
    assert!(written.contains("![](<../照片/分布 图.png>)"), "{written}");
    let again = folder.run(&["build", "out/甲.md", "--out", "再"]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(images(&folder, "再/甲.pdf"), 2);
}

#[test]
fn a_picture_that_cannot_be_printed_is_named_with_its_remedy() {
    let folder = folder();
    folder.write("照片/四色.jpg", photograph(4));
    folder.write("照片/动图.jpg", "GIF89a");
    let mut text = "# 甲\n".to_owned();
    for file in ["照片/助餐典.jpg", "照片/没有.jpg", "照片/四色.jpg", "照片/动图.jpg", "照片"] {
        write!(text, "\n![图](./{file})\n").expect("written");
    }
    folder.write("乙.md", text);
    let run = folder.run(&["build", "乙.md"]);
    assert_eq!(run.code, 1, "{}", run.err);
    for words in [
        "乙.md:3:6",
        "是不是“./照片/助餐点.jpg”",
        "找不到文件“./照片/没有.jpg”",
        "路径从写图片的那个文件所在的文件夹算起",
        "四色（CMYK）",
        "另存为 RGB",
    ] {
        assert!(run.err.contains(words), "{words}\n{}", run.err);
    }
    assert!(!folder.has("out/乙.pdf"), "a report without its pictures is not finished");
    let run = folder.run(&["check", "乙.md"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let run = folder.run(&["check", "乙.md", "--format", "jsonl"]);
    assert_eq!(run.out.matches("IM001").count(), 5, "{}", run.out);
    assert!(run.out.contains("“./照片/动图.jpg”不是能印的图片"), "{}", run.out);
}

#[test]
fn a_picture_of_the_data_counts_from_the_folder_of_its_file() {
    let folder = folder();
    folder.write("模板/短报/schema.yaml", "名称: 短报\n字段:\n  - 引入: 图片\n");
    folder.write("模板/短报/template.md", "# 短报\n\n正文。\n{% include \"图片.md\" -%}\n");
    folder.write("资料/总.yaml", "种类: 短报\n引入: [乡镇/杉木.yaml]\n");
    folder.write("资料/乡镇/杉木.yaml", "图片:\n  - 文件: ../../照片/助餐点.jpg\n    题注: 图1　助餐点\n  - 文件:\n");
    let run = folder.run(&["build", "--templates", "模板", "资料/总.yaml"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("资料/乡镇/杉木.yaml:4") && !run.err.contains("IM001"), "{}", run.err);
    folder.write("资料/乡镇/杉木.yaml", "图片:\n  - 文件: ../../照片/助餐点.jpg\n    题注: 图1　助餐点\n");
    let run = folder.run(&["build", "--templates", "模板", "资料/总.yaml"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(images(&folder, "out/总.pdf"), 1);
    assert!(folder.read("out/总.md").contains("![图1　助餐点](../照片/助餐点.jpg)"));
}

#[test]
fn a_coarse_picture_is_told_but_printed() {
    let folder = folder();
    let mut bytes = drawing();
    // The density is in its own chunk; without it the picture counts as one of a screen.
    let at = bytes.windows(4).position(|name| name == b"pHYs").expect("a density");
    bytes.drain(at - 4..at + 17);
    folder.write("照片/分布 图.png", bytes);
    let run = folder.run(&["build", "甲.md"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("LY023") && run.err.contains("每英寸只有96点"), "{}", run.err);
}
