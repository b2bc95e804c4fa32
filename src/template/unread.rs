//! Data nobody reads.

use super::Program;
use crate::data::schema::{Field, Schema, find};
use crate::data::{Node, Value};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Sink};

const UNREAD: Code = Code::new("DA024", "unread-data");

/// Fields that steer the program rather than the report.
const STEERING: [&str; 2] = ["种类", "引入"];

/// Reports the fields that the data fills and the template never reads.
pub fn report_unread(program: &Program, schema: &Schema, root: &Node, sink: &mut Sink) {
    walk(program, &schema.fields, root, "", sink);
}

fn walk(program: &Program, fields: &[Field], node: &Node, path: &str, sink: &mut Sink) {
    match &node.value {
        // One hint for a field, however many items repeat it.
        Value::Sequence(items) => items.iter().take(1).for_each(|item| walk(program, fields, item, path, sink)),
        Value::Mapping(entries) => {
            for entry in entries {
                let Some(field) = find(fields, &entry.key).filter(|field| !STEERING.contains(&field.name.as_str()))
                else {
                    continue;
                };
                let path = if path.is_empty() { field.name.clone() } else { format!("{path}.{}", field.name) };
                if program.reads.contains(&path) {
                    walk(program, &field.fields, &entry.value, &path, sink);
                } else {
                    let message = format!("“{}”填了，但模板没有用到", field.name);
                    sink.push(
                        Diagnostic::new(UNREAD, Level::Info, Kind::Data, message)
                            .at(entry.key_span)
                            .hint("不需要就删去；需要就在模板里写上 {{ … }}"),
                    );
                }
            }
        }
        Value::Null | Value::Scalar(_) => {}
    }
}
