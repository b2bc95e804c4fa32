//! Tables of the data: caption, heads, and rows of equal length.

use super::dataset::{Filled, GapState, Text};
use super::fill::Filler;
use super::schema::{Field, FieldKind, TABLE_PARTS};
use super::{Node, Value};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::lexicon::blank::is_blank;
use crate::source::Span;

const ROW: Code = Code::new("DA023", "ragged-table");
const SHAPE: Code = Code::new("DA033", "bad-table-shape");

/// Largest relative width of a column.
pub(super) const WIDEST: u32 = 40;

fn width(text: &str) -> Option<u32> {
    text.trim().parse().ok().filter(|width| (1..=WIDEST).contains(width))
}

impl Filler<'_> {
    pub(super) fn table(&mut self, field: &Field, node: &Node, path: &str) -> Filled {
        let texts = |name: &str, kind: FieldKind, required: bool| Field {
            name: name.to_owned(),
            question: asked(&field.name, name),
            supplier: field.supplier.clone(),
            kind,
            required,
            ..Field::empty()
        };
        for entry in node.entries() {
            if !TABLE_PARTS.contains(&entry.key.as_str()) {
                let parts: Vec<Field> = TABLE_PARTS.iter().map(|name| texts(name, FieldKind::Text, false)).collect();
                self.unknown(entry, &parts);
            }
        }
        let mut group = Vec::new();
        for (name, kind, required) in [
            ("题", FieldKind::Text, true),
            ("单位", FieldKind::Text, false),
            ("表头", FieldKind::List, true),
            ("注", FieldKind::Text, false),
        ] {
            let part = texts(name, kind, required);
            let at = format!("{path}.{name}");
            let filled = match node.entries().iter().find(|entry| entry.key == name) {
                Some(entry) => self.value(&part, &entry.value, entry.key_span, &at),
                None => self.nothing(&part, Span { end: node.span.start, ..node.span }, &at, GapState::Missing),
            };
            group.push((name.to_owned(), filled));
        }
        group.push(("宽度".to_owned(), self.widths(node, path)));
        group.push(("横排".to_owned(), self.turned(node)));
        let rows = self.rows(&texts("行", FieldKind::List, true), node, path);
        group.push(("行".to_owned(), rows));
        Filled::Group(group)
    }

    /// The relative widths of the columns, if they are written and make sense.
    fn widths(&mut self, node: &Node, path: &str) -> Filled {
        let Some(widths) = node.get("宽度").filter(|widths| widths.value != Value::Null) else {
            return Filled::Absent;
        };
        let columns = node.get("表头").map_or(0, |head| head.items().len());
        let is_width = |item: &Node| item.text().and_then(width).is_some();
        // Where heads come from a file, they are counted there.
        let is_counted = columns == 0 || widths.items().len() == columns;
        if widths.items().is_empty() || !is_counted || !widths.items().iter().all(is_width) {
            let message = match columns {
                0 => format!("“{}”的宽度要写成一串1到{WIDEST}的整数", super::field_words(path)),
                _ => format!("宽度要写{columns}个数，每栏一个，都是1到{WIDEST}的整数"),
            };
            let finding = Diagnostic::new(SHAPE, Level::Error, Kind::Data, message).at(widths.span);
            self.sink.push(finding.hint("写成 [3, 1, 1]，是各栏宽度的比；不写就按内容排"));
            return Filled::Absent;
        }
        let text = |item: &Node| Filled::Text(Text::new(item.text().unwrap_or_default(), item.span, false));
        Filled::List(widths.items().iter().map(text).collect())
    }

    /// Whether the table is to be turned: a text for yes, nothing for no.
    fn turned(&mut self, node: &Node) -> Filled {
        let Some(turned) = node.get("横排") else { return Filled::Absent };
        match turned.text().map(str::trim) {
            Some("是" | "true") => Filled::Text(Text::new("是", turned.span, false)),
            None | Some("否" | "false" | "") => Filled::Absent,
            Some(_) => {
                let finding = Diagnostic::new(SHAPE, Level::Error, Kind::Data, "横排只能写“是”或者“否”");
                self.sink.push(finding.at(turned.span).hint("要单独成页横过来排，写“是”；否则删去这一行"));
                Filled::Absent
            }
        }
    }

    fn rows(&mut self, field: &Field, node: &Node, path: &str) -> Filled {
        let heads: Vec<&str> = node.get("表头").map_or(&[][..], Node::items).iter().filter_map(Node::text).collect();
        let width = node.get("表头").map_or(0, |head| head.items().len());
        let at = format!("{path}.行");
        let Some(rows) = node.get("行").filter(|rows| !rows.items().is_empty()) else {
            self.gap(field, &at, GapState::Missing, Span { end: node.span.start, ..node.span }, "");
            return Filled::List(Vec::new());
        };
        let mut filled = Vec::with_capacity(rows.items().len());
        for (index, row) in rows.items().iter().enumerate() {
            if row.items().len() != width {
                self.sink.push(
                    Diagnostic::new(
                        ROW,
                        Level::Error,
                        Kind::Data,
                        format!("这一行有 {} 格，表头有 {width} 格", row.items().len()),
                    )
                    .at(row.span)
                    .hint("写成 [甲, 乙, 丙]，各格用英文逗号隔开；没有数字的格写“—”"),
                );
            }
            let first = row.items().first().and_then(Node::text).unwrap_or_default();
            let cells = row.items().iter().enumerate().map(|(column, item)| {
                let empty = Span { end: item.span.start, ..item.span };
                let cell = Field {
                    kind: FieldKind::Text,
                    question: asked_of_cell(heads.get(column).copied().unwrap_or_default(), first, index, column),
                    ..field.clone()
                };
                self.value(&cell, item, empty, &format!("{at}[{index}][{column}]"))
            });
            filled.push(Filled::List(cells.collect()));
        }
        Filled::List(filled)
    }
}

/// What is asked of a part of a table.
fn asked(table: &str, part: &str) -> String {
    match part {
        "题" => format!("“{table}”叫什么？印在表的上方"),
        "单位" => format!("“{table}”里的数用什么单位？"),
        "表头" => format!("“{table}”各栏叫什么？"),
        "行" => format!("“{table}”各行写什么？"),
        _ => format!("“{table}”下面要注明什么？"),
    }
}

/// What is asked of a cell: by its head and the first cell of its row, or by their numbers.
fn asked_of_cell(head: &str, first: &str, row: usize, column: usize) -> String {
    let named = |name: &str| !name.trim().is_empty() && !is_blank(name);
    let head = if named(head) { format!("“{head}”") } else { format!("第{}栏", column + 1) };
    if column > 0 && named(first) {
        format!("表格里“{first}”一行的{head}是什么？")
    } else {
        format!("表格第{}行的{head}是什么？", row + 1)
    }
}
