//! Data nobody reads.

use super::Program;
use crate::data::schema::{Field, Schema, find};
use crate::data::{Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Sink};
use std::collections::BTreeSet;

const UNREAD: Code = Code::new("DA024", "unread-data");

/// Fields that steer the program rather than the report.
pub const STEERING: [&str; 2] = ["种类", "引入"];

/// The entries that the data fills and the template never reads, with the paths of their fields.
pub fn unread<'a>(program: &Program, schema: &Schema, root: &'a Node) -> Vec<(String, &'a Entry)> {
    let mut found = Vec::new();
    walk(program, &schema.fields, root, "", &mut found);
    found
}

/// Reports what [`unread`] found, a field once, however many items repeat it.
pub fn report_unread(unread: &[(String, &Entry)], sink: &mut Sink) {
    let mut told = BTreeSet::new();
    for (path, entry) in unread.iter().filter(|(path, _)| told.insert(path.as_str())) {
        let name = path.rsplit('.').next().unwrap_or(path);
        sink.push(
            Diagnostic::new(UNREAD, Level::Info, Kind::Data, format!("“{name}”填了，但模板没有用到"))
                .at(entry.key_span)
                .hint("不需要就删去；需要就在模板里写上 {{ … }}"),
        );
    }
}

fn walk<'a>(program: &Program, fields: &[Field], node: &'a Node, path: &str, found: &mut Vec<(String, &'a Entry)>) {
    match &node.value {
        Value::Sequence(items) => items.iter().for_each(|item| walk(program, fields, item, path, found)),
        Value::Mapping(entries) => {
            for entry in entries {
                let Some(field) = find(fields, &entry.key).filter(|field| !STEERING.contains(&field.name.as_str()))
                else {
                    continue;
                };
                let path = if path.is_empty() { field.name.clone() } else { format!("{path}.{}", field.name) };
                if program.reads.contains(&path) {
                    walk(program, &field.fields, &entry.value, &path, found);
                } else {
                    found.push((path, entry));
                }
            }
        }
        Value::Null | Value::Scalar(_) => {}
    }
}
