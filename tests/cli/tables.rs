//! Tables of the data that lie beside it as CSV and Excel files.

use crate::run::Folder;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const SCHEMA: &str = "名称: 短报\n字段:\n  - {名称: 表格, 类型: 表}\n  - 名称: 乡镇\n    类型: 列表\n    字段:\n      \
                      - {名称: 名称, 必填: true}\n      - {名称: 户数, 类型: 数字, 必填: true}\n";
const TEMPLATE: &str = "# 短报\n\n共{{ 乡镇 | 合计(项=\"户数\") }}户。\n{% for 项 in 乡镇 %}\n{{ 项.名称 }}有{{ 项.户数 }}户。\n{% endfor %}\n\
                        {% set 表 = 表格 -%}\n{% include \"表格.md\" -%}\n";

fn folder(data: &str) -> Folder {
    let folder = Folder::with("资料/甲.yaml", format!("种类: 短报\n{data}"));
    folder.write("模板/短报/schema.yaml", SCHEMA);
    folder.write("模板/短报/template.md", TEMPLATE);
    folder
}

/// A workbook of two sheets, the first of them empty; cells as XML.
fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut sheet = String::new();
    for (index, row) in rows.iter().enumerate() {
        sheet.push_str(&format!("<row r=\"{}\">{}</row>", index + 1, row.concat()));
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let worksheet = |rows: &str| format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
    let relation = |id: u8, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{related}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |inner: String| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>"
        )
    };
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
        ),
        ("_rels/.rels", relations(relation(1, "officeDocument", "xl/workbook.xml"))),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{related}\"><sheets><sheet name=\"说明\" sheetId=\"1\" r:id=\"rId1\"/>\
                 <sheet name=\"各乡镇\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relations(
                relation(1, "worksheet", "worksheets/sheet1.xml") + &relation(2, "worksheet", "worksheets/sheet2.xml"),
            ),
        ),
        ("xl/worksheets/sheet1.xml", worksheet("")),
        ("xl/worksheets/sheet2.xml", worksheet(&sheet)),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(name, options).expect("a part");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("a workbook").into_inner()
}

fn text(at: &str, words: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{words}</t></is></c>")
}

fn figure(at: &str, figure: &str) -> String {
    format!("<c r=\"{at}\"><v>{figure}</v></c>")
}

#[test]
fn rows_come_from_csv_in_either_encoding_and_cells_are_places() {
    let folder = folder("乡镇: {文件: 乡镇.csv}\n表格:\n  题: 各乡镇户数\n  文件: 表.csv\n");
    let (gb18030, _, _) = encoding_rs::GB18030.encode("名称,户数（户）\r\n柳溪镇,128\r\n石桥镇,72\r\n");
    folder.write("资料/乡镇.csv", &gb18030);
    folder.write("资料/表.csv", "乡镇,户数\n柳溪镇,128\n石桥镇,\"7,200\"\n");
    folder.run(&["build", "资料/甲.yaml", "--templates", "模板"]).ends(0);
    let printed = folder.read("out/甲.md");
    for line in ["共200户。", "柳溪镇有128户。", "| 石桥镇 | 7,200 |"] {
        assert!(printed.contains(line), "{line} is not in\n{printed}");
    }
    folder.write("资料/乡镇.csv", "名称,户数\n柳溪镇,*\n,72\n石桥镇,很多\n");
    let check = folder.run(&["check", "资料/甲.yaml", "--templates", "模板", "--format", "concise"]).ends(1);
    for place in ["资料/乡镇.csv:2:5: 必改[PH001", "资料/乡镇.csv:3:1: 必改[PH012", "资料/乡镇.csv:4:5: 必改[DA022"]
    {
        assert!(check.out.contains(place), "{place} is not in\n{}", check.out);
    }
    folder.run(&["gaps", "资料/甲.yaml", "--templates", "模板"]).ends(1).says(&["乡镇第1项的户数"]);
}

#[test]
fn rows_come_from_a_named_sheet_of_a_workbook() {
    let rows = [
        [text("A1", "名称"), text("B1", "户数")],
        [text("A2", "柳溪镇"), figure("B2", "128")],
        [text("A3", "石桥镇"), figure("B3", "72.5")],
    ];
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let folder = folder("乡镇: {文件: 表.xlsx, 工作表: 各乡镇}\n");
    folder.write("资料/表.xlsx", workbook(&rows));
    folder.run(&["build", "资料/甲.yaml", "--templates", "模板"]).ends(0);
    assert!(folder.read("out/甲.md").contains("共200.5户。"), "{}", folder.read("out/甲.md"));
    folder.write("资料/甲.yaml", "种类: 短报\n乡镇: {文件: 表.xlsx, 工作表: 各乡}\n");
    let run = folder.run(&["check", "资料/甲.yaml", "--templates", "模板"]).ends(1);
    run.says(&["没有工作表“各乡”", "是不是“各乡镇”"]);
}

#[test]
fn table_files_that_are_no_use_are_told_at_the_field() {
    let told = |data: &str, words: &[&str]| {
        let folder = folder(data);
        folder.write("资料/乡镇.csv", "名称,户数\n柳溪镇,1\n");
        folder.write("资料/坏.xlsx", "不是表格");
        let bomb = [figure("A1048576", "1")];
        folder.write("资料/长.xlsx", workbook(&[&[bomb[0].as_str()]]));
        folder.run(&["check", "资料/甲.yaml", "--templates", "模板"]).ends(1).says(words);
    };
    told("乡镇: {文件: 乡镇.cvs}\n", &["不是能读的表格文件", "另存为 .xlsx"]);
    told("乡镇: {文件: 乡村.csv}\n", &["找不到文件", "是不是“资料/乡镇.csv”"]);
    told("乡镇: {文件: 坏.xlsx}\n", &["读不出来", "甲.yaml:2"]);
    told("乡镇: {文件: 长.xlsx, 工作表: 各乡镇}\n", &["太大"]);
    told("表格: {题: 户数, 文件: 乡镇.csv, 表头: [甲]}\n", &["写了“文件”，就不再写“表头”"]);
}

#[test]
fn a_table_of_the_data_says_how_wide_its_columns_are_and_that_it_is_turned() {
    let table = "表格:\n  题: 各乡镇\n  单位: 户\n  文件: 乡镇.csv\n  宽度: [3, 1]\n  横排: 是\n";
    let folder = folder(&format!("乡镇:\n  - {{名称: 甲镇, 户数: 2}}\n{table}"));
    folder.write("资料/乡镇.csv", "名称,户数\n甲镇,2\n");
    folder.run(&["build", "资料/甲.yaml", "--templates", "模板"]).ends(0);
    let written = folder.read("out/甲.md");
    assert!(written.contains("表：各乡镇（单位：户）（横排）\n"), "{written}");
    let row =
        written.lines().find(|line| line.starts_with("| :--") || line.starts_with("| --")).expect("a delimiter row");
    let widths: Vec<usize> = row.split('|').map(|cell| cell.matches('-').count()).filter(|n| *n > 0).collect();
    assert_eq!(widths[0], 3 * widths[1], "{row}");
}
