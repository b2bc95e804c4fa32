//! Tables of the data: caption, heads, and rows of equal length.

use super::Node;
use super::dataset::{Filled, GapState};
use super::fill::Filler;
use super::schema::{Field, FieldKind, TABLE_PARTS};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::source::Span;

const ROW: Code = Code::new("DA023", "ragged-table");

impl Filler<'_> {
    pub(super) fn table(&mut self, field: &Field, node: &Node, path: &str) -> Filled {
        let texts = |name: &str, kind: FieldKind, required: bool| Field {
            name: name.to_owned(),
            question: format!("“{}”的{name}", field.name),
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
        let width = match &group[2].1 {
            Filled::List(head) => head.len(),
            _ => 0,
        };
        let rows = self.rows(&texts("行", FieldKind::List, true), node, width, path);
        group.push(("行".to_owned(), rows));
        Filled::Group(group)
    }

    fn rows(&mut self, field: &Field, node: &Node, width: usize, path: &str) -> Filled {
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
            let cell = Field { kind: FieldKind::Text, ..field.clone() };
            let cells = row.items().iter().enumerate().map(|(column, item)| {
                let empty = Span { end: item.span.start, ..item.span };
                self.value(&cell, item, empty, &format!("{at}[{index}][{column}]"))
            });
            filled.push(Filled::List(cells.collect()));
        }
        Filled::List(filled)
    }
}
