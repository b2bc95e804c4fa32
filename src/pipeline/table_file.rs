//! `文件:` where the data would have the rows of a table or the items of a list: they stand in a CSV or Excel file.
//!
//! The cells become values like any others. Their place is the cell, in a text that shows the sheet line by line.

use crate::data::schema::{Field, FieldKind, find, nearest};
use crate::data::sheet::{ENDINGS, Sheet, SheetError, sheet};
use crate::data::{Entry, Node, Scalar, UNKNOWN_FIELD, Value};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Reported, Sink};
use crate::source::{SourceMap, Span};
use crate::workspace::Workspace;
use std::path::Path;

const FILE: &str = "文件";
const SHEET: &str = "工作表";
const BAD: Code = Code::new("DA029", "bad-table-file");
const ROUGH: Code = Code::new("DA032", "rough-figure");

/// Largest file, in bytes.
const LIMIT: u64 = 8 << 20;

/// Puts the rows of table files where `root` names them.
///
/// # Errors
/// Reports files that are not there or hold no such table, and heads that name no field.
pub(super) fn bring_in(
    root: &mut Node,
    fields: &[Field],
    workspace: &Workspace,
    sources: &mut SourceMap,
    sink: &mut Sink,
) -> Result<(), Reported> {
    let mark = sink.len();
    Tables { workspace, sources, sink }.group(root, fields);
    sink.ok_since(mark)
}

struct Tables<'a> {
    workspace: &'a Workspace,
    sources: &'a mut SourceMap,
    sink: &'a mut Sink,
}

impl Tables<'_> {
    fn group(&mut self, node: &mut Node, fields: &[Field]) {
        let Value::Mapping(entries) = &mut node.value else { return };
        for entry in entries {
            if let Some(field) = find(fields, &entry.key) {
                self.field(&mut entry.value, field);
            }
        }
    }

    fn field(&mut self, node: &mut Node, field: &Field) {
        match field.kind {
            FieldKind::Group => self.group(node, &field.fields),
            FieldKind::Table => {
                if let Some((cells, _)) = self.cells(node) {
                    let Value::Mapping(entries) = &mut node.value else { return };
                    if let Some(given) = entries.iter().find(|entry| entry.key == "表头" || entry.key == "行") {
                        let message = format!("写了“{FILE}”，就不再写“{}”", given.key);
                        return self.tell(message, "删去其中一样", given.key_span);
                    }
                    let mut rows = cells.into_iter();
                    let head = rows.next().unwrap_or_default();
                    let width = head.len();
                    let list = |cells: Vec<Node>, span: Span| Node { value: Value::Sequence(cells), span };
                    let span = node.span;
                    let rows = rows.map(|mut row| {
                        let end = row.last().map_or(span, |cell| Span { start: cell.span.end, ..cell.span });
                        row.resize_with(width.max(row.len()), || Node { value: Value::Null, span: end });
                        list(row, end)
                    });
                    let rows = rows.collect();
                    for (key, value) in [("表头", list(head, span)), ("行", list(rows, span))] {
                        entries.push(Entry { key: key.to_owned(), key_span: span, value });
                    }
                }
            }
            FieldKind::List if !field.fields.is_empty() => {
                if let Some((cells, whole)) = self.cells(node) {
                    let items = self.items(cells, field, whole);
                    node.value = Value::Sequence(items);
                } else if let Value::Sequence(items) = &mut node.value {
                    items.iter_mut().for_each(|item| self.group(item, &field.fields));
                }
            }
            _ => {}
        }
    }

    /// Rows as groups whose fields the head names.
    fn items(&mut self, cells: Vec<Vec<Node>>, field: &Field, whole: Span) -> Vec<Node> {
        let mut rows = cells.into_iter();
        let heads: Vec<Option<String>> = rows.next().unwrap_or_default().iter().map(|h| self.head(h, field)).collect();
        rows.map(|row| {
            let end = row.last().map_or(whole, |cell| Span { start: cell.span.end, ..cell.span });
            let named = heads.iter().zip(row).filter_map(|(head, cell)| Some((head.clone()?, cell)));
            let entries = named.map(|(key, value)| Entry { key, key_span: value.span, value }).collect();
            Node { value: Value::Mapping(entries), span: end }
        })
        .collect()
    }

    /// The field that a head names, its unit in brackets aside.
    fn head(&mut self, cell: &Node, field: &Field) -> Option<String> {
        let words = cell.text().unwrap_or_default();
        let bare = words.split(['（', '(']).next().unwrap_or_default().trim();
        if let Some(found) = find(&field.fields, bare).or_else(|| find(&field.fields, words)) {
            return Some(found.name.clone());
        }
        let names: Vec<&str> = field.fields.iter().map(|field| field.name.as_str()).collect();
        let hint = match nearest(bare, names.iter().copied()) {
            Some(name) => format!("是不是想写“{name}”？"),
            None => format!("“{}”有这些字段：{}", field.name, names.join("、")),
        };
        let message = format!("没有名为“{words}”的字段，这一栏不会出现在报告里");
        let finding = Diagnostic::new(UNKNOWN_FIELD, Level::Warning, Kind::Data, message);
        self.sink.push(finding.at(cell.span).hint(hint));
        None
    }

    /// The cells of the file that a mapping names, and its place there; `None` if it names none or the file is no use,
    /// which is told. The mapping then names none any more.
    fn cells(&mut self, node: &mut Node) -> Option<(Vec<Vec<Node>>, Span)> {
        let Value::Mapping(entries) = &mut node.value else { return None };
        let at = entries.iter().position(|entry| entry.key == FILE)?;
        let named = entries.remove(at).value;
        let wanted = entries.iter().position(|entry| entry.key == SHEET).map(|at| entries.remove(at).value);
        let Some(text) = named.text() else {
            self.tell(format!("“{FILE}”后面要写文件名"), "例如 文件: 各乡镇.xlsx", named.span);
            return None;
        };
        let home = self.sources.get(named.span.source).name().to_owned();
        let path = Path::new(&home).parent().unwrap_or(Path::new("")).join(text.trim());
        let sheet = self.read(&path, wanted.as_ref().and_then(Node::text), named.span, wanted.as_ref())?;
        Some((self.nodes(&path, sheet), named.span))
    }

    fn read(&mut self, path: &Path, wanted: Option<&str>, span: Span, named: Option<&Node>) -> Option<Sheet> {
        let name = path.display();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        if !ENDINGS.contains(&ending.as_str()) {
            let hint = "在表格软件里另存为 .xlsx 或者 .csv";
            self.tell(format!("“{name}”不是能读的表格文件"), hint, span);
            return None;
        }
        let bytes = match self.workspace.read(path, LIMIT) {
            Ok(bytes) => bytes,
            Err(error) => {
                let told = self.workspace.explain(path, &error);
                let hint = told.hints.first().cloned().unwrap_or_default();
                let hint = if hint.starts_with("是不是") {
                    hint
                } else {
                    "核对文件名；路径从写“文件”的数据文件所在的文件夹算起".to_owned()
                };
                self.tell(told.message, &hint, span);
                return None;
            }
        };
        match sheet(bytes, &ending, wanted) {
            Ok(sheet) => Some(sheet),
            Err(SheetError::Unreadable(why)) => {
                self.tell(format!("“{name}”读不出来：{why}"), "在表格软件里打开，另存一份再试", span);
                None
            }
            Err(SheetError::TooLarge) => {
                self.tell(format!("“{name}”太大"), "报告里的表用不了这么大：只留要印的行和栏", span);
                None
            }
            Err(SheetError::Empty) => {
                self.tell(format!("“{name}”里没有内容"), "核对是否选错了文件；公式的结果要先在表格软件里存一次", span);
                None
            }
            Err(SheetError::NoSheet(names)) => {
                let wanted = wanted.unwrap_or_default();
                let near = nearest(wanted, names.iter().map(String::as_str));
                let all = || format!("有这些工作表：{}", names.join("、"));
                let hint = near.map_or_else(all, |near| format!("是不是“{near}”？"));
                self.tell(format!("“{name}”里没有工作表“{wanted}”"), &hint, named.map_or(span, |node| node.span));
                None
            }
        }
    }

    /// The cells as values, in a text of their own: a line for each row, tabs between its cells.
    fn nodes(&mut self, path: &Path, sheet: Sheet) -> Vec<Vec<Node>> {
        let mut text = String::new();
        let mut places: Vec<Vec<(usize, usize)>> = Vec::with_capacity(sheet.rows.len());
        for row in &sheet.rows {
            let mut line = Vec::with_capacity(row.len());
            for (index, cell) in row.iter().enumerate() {
                if index > 0 {
                    text.push('\t');
                }
                line.push((text.len(), text.len() + cell.len()));
                text.push_str(cell);
            }
            text.push('\n');
            places.push(line);
        }
        let name = path.display().to_string();
        let name = sheet.name.as_ref().map_or(name.clone(), |sheet| format!("{name}[{sheet}]"));
        let source = self.sources.add(name, text);
        for (row, column) in &sheet.rough {
            let Some((start, end)) = places.get(*row).and_then(|line| line.get(*column)).copied() else { continue };
            let message = "这个数超过15位，表格文件里存的只是近似值";
            let finding = Diagnostic::new(ROUGH, Level::Warning, Kind::Data, message).at(Span::new(source, start, end));
            self.sink.push(finding.hint("编号、证件号先把单元格设为文本，再重新录入"));
        }
        let node = |cell: String, (start, end): (usize, usize)| Node {
            value: if cell.is_empty() { Value::Null } else { Value::Scalar(Scalar { text: cell, plain: true }) },
            span: Span::new(source, start, end),
        };
        let rows = sheet.rows.into_iter().zip(places);
        // An empty line between two rows is none of the table.
        rows.filter(|(row, _)| !row.is_empty())
            .map(|(row, places)| row.into_iter().zip(places).map(|(cell, place)| node(cell, place)).collect())
            .collect()
    }

    fn tell(&mut self, message: String, hint: &str, span: Span) {
        self.sink.push(Diagnostic::new(BAD, Level::Error, Kind::Data, message).at(span).hint(hint));
    }
}
