//! One text in every encoding and with every line end: the same place, counted by hand.

use crate::run::Folder;
use serde_json::Value;

/// The star is the seventh character of the second line; the sixth lies beyond the basic plane.
const TEXT: &str = "关于灌溉的报告\n青禾县共有𠮷*个镇。\n";

/// The same without the character beyond GB 2312.
const LEGACY: &str = "关于灌溉的报告\n青禾县共有*个镇。\n";

/// `LEGACY` as GB 2312 bytes.
const LEGACY_BYTES: &[u8] = b"\xB9\xD8\xD3\xDA\xB9\xE0\xB8\xC8\xB5\xC4\xB1\xA8\xB8\xE6\n\
    \xC7\xE0\xBA\xCC\xCF\xD8\xB9\xB2\xD3\xD0*\xB8\xF6\xD5\xF2\xA1\xA3\n";

/// File, bytes from and to, characters from and to, line, column.
type Place = (u64, u64, u64, u64, u64, u64);

fn place(name: &str, bytes: &[u8]) -> Place {
    let folder = Folder::with(name, bytes);
    let run = folder.run(&["check", name, "--format", "jsonl"]).ends(1);
    let found = run.out.lines().map(|line| serde_json::from_str::<Value>(line).expect("an object"));
    let found: Vec<Value> = found.filter(|finding| finding["kind"] == "placeholder").collect();
    assert_eq!(found.len(), 1, "{}", run.out);
    let number = |key: &str| found[0][key].as_u64().expect(key);
    let bytes = (number("byte_start"), number("byte_end"));
    (bytes.0, bytes.1, number("char_start"), number("char_end"), number("line"), number("column"))
}

fn utf16(text: &str, mark: [u8; 2], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect()
}

#[test]
fn the_star_has_one_place_in_every_encoding() {
    // Line 1: 7 characters of 3 bytes and a line end, 22 bytes. Line 2: 青禾县共有, 15 bytes, 𠮷, 4 bytes.
    let expected = (41, 42, 14, 15, 2, 7);
    for name in ["甲.txt", "甲.md"] {
        assert_eq!(place(name, TEXT.as_bytes()), expected, "UTF-8 {name}");
        assert_eq!(place(name, format!("\u{FEFF}{TEXT}").as_bytes()), expected, "BOM {name}");
        assert_eq!(place(name, &utf16(TEXT, [0xFF, 0xFE], u16::to_le_bytes)), expected, "UTF-16LE {name}");
        assert_eq!(place(name, &utf16(TEXT, [0xFE, 0xFF], u16::to_be_bytes)), expected, "UTF-16BE {name}");
        // The carriage return is one character more.
        let windows = TEXT.replace('\n', "\r\n");
        assert_eq!(place(name, windows.as_bytes()), (42, 43, 15, 16, 2, 7), "CRLF {name}");
        let windows = utf16(&windows, [0xFF, 0xFE], u16::to_le_bytes);
        assert_eq!(place(name, &windows), (42, 43, 15, 16, 2, 7), "UTF-16 CRLF {name}");
    }
}

#[test]
fn gb18030_has_the_places_of_the_same_text_in_utf_8() {
    // Line 1 as above; line 2: 青禾县共有, 15 bytes.
    let expected = (37, 38, 13, 14, 2, 6);
    for name in ["甲.txt", "甲.md"] {
        assert_eq!(place(name, LEGACY.as_bytes()), expected, "UTF-8 {name}");
        assert_eq!(place(name, LEGACY_BYTES), expected, "GB18030 {name}");
        let windows = LEGACY_BYTES.iter().flat_map(|byte| match byte {
            b'\n' => vec![b'\r', b'\n'],
            byte => vec![*byte],
        });
        assert_eq!(place(name, &windows.collect::<Vec<u8>>()), (38, 39, 14, 15, 2, 6), "GB18030 CRLF {name}");
    }
}

#[test]
fn data_has_its_places_in_every_encoding() {
    // 县名: is 6 + 2 bytes and 4 characters, 青禾县 9 bytes and 3; 镇数: and a space before the star.
    let text = "种类: 短报\n县名: 青禾县\n镇数: *\n";
    let schema = "名称: 短报\n字段:\n  - {名称: 种类}\n  - {名称: 县名}\n  - {名称: 镇数, 必填: true}\n";
    let windows = text.replace('\n', "\r\n");
    let bytes: Vec<(&str, Vec<u8>, Place)> = vec![
        ("UTF-8", text.as_bytes().to_vec(), (41, 42, 19, 20, 3, 5)),
        ("BOM", format!("\u{FEFF}{text}").into_bytes(), (41, 42, 19, 20, 3, 5)),
        ("CRLF", windows.into_bytes(), (43, 44, 21, 22, 3, 5)),
        ("UTF-16", utf16(text, [0xFF, 0xFE], u16::to_le_bytes), (41, 42, 19, 20, 3, 5)),
        (
            "GB18030",
            b"\xD6\xD6\xC0\xE0: \xB6\xCC\xB1\xA8\n\xCF\xD8\xC3\xFB: \xC7\xE0\xBA\xCC\xCF\xD8\n\xD5\xF2\xCA\xFD: *\n"
                .to_vec(),
            (41, 42, 19, 20, 3, 5),
        ),
    ];
    for (encoding, bytes, expected) in bytes {
        let folder = Folder::with("甲.yaml", bytes);
        folder.write("模板/短报/schema.yaml", schema);
        folder.write("模板/短报/template.md", "# {{ 县名 }}的报告\n\n全县有{{ 镇数 }}个镇。\n");
        let run = folder.run(&["check", "甲.yaml", "--templates", "模板", "--format", "jsonl"]).ends(1);
        let found = run.out.lines().map(|line| serde_json::from_str::<Value>(line).expect("an object"));
        let found: Vec<Value> = found.filter(|finding| finding["kind"] == "placeholder").collect();
        assert_eq!(found.len(), 1, "{encoding}: {}", run.out);
        let number = |key: &str| found[0][key].as_u64().expect(key);
        let chars = (number("char_start"), number("char_end"));
        let place = (number("byte_start"), number("byte_end"), chars.0, chars.1, number("line"), number("column"));
        assert_eq!(place, expected, "{encoding}");
        assert_eq!(found[0]["field"], "镇数", "{encoding}");
    }
}

#[test]
fn other_encodings_are_recognised_and_said_once() {
    let folder = Folder::with("甲.txt", utf16(TEXT, [0xFF, 0xFE], u16::to_le_bytes));
    folder.run(&["check", "甲.txt"]).ends(1).says(&["“甲.txt”是 UTF-16 编码，已按此读取", "另存为 UTF-8"]);
    folder.write("乙.txt", LEGACY_BYTES);
    folder.run(&["check", "乙.txt"]).ends(1).says(&["“乙.txt”是 GB18030 编码，已按此读取"]);
    let run = folder.run_with(&["check", "-", "--format", "concise"], LEGACY_BYTES).ends(1);
    run.says(&["“-”是 GB18030 编码", "-:2:6: 必改"]);
    folder.write("丙.txt", TEXT);
    let run = folder.run(&["check", "丙.txt"]).ends(1);
    assert!(!run.out.contains("编码"), "{}", run.out);
}
