//! The data of several people as the data of one report.
//!
//! Trees of files come in, one tree goes out: fields side by side, lists one behind the other, what one file leaves open
//! filled by another. Where two files fill the same place differently, both places are told. Values keep their places.

use super::fill::is_open;
use super::{Node, Value, field_words};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Sink};

const CONFLICT: Code = Code::new("DA027", "conflicting-files");

/// Joins the data of `other` to those of `own`; lists of `own` come first.
pub fn join(own: &mut Node, other: Node, sink: &mut Sink) {
    joined(own, other, "", sink);
}

fn joined(own: &mut Node, other: Node, path: &str, sink: &mut Sink) {
    if is_unfilled(&other) {
        return;
    }
    if is_unfilled(own) {
        *own = other;
        return;
    }
    let places = (own.span, other.span);
    match (&mut own.value, other.value) {
        (Value::Mapping(entries), Value::Mapping(more)) => {
            for entry in more {
                match entries.iter_mut().find(|own| own.key == entry.key) {
                    Some(own) => {
                        let path = if path.is_empty() { entry.key } else { format!("{path}.{}", entry.key) };
                        joined(&mut own.value, entry.value, &path, sink);
                    }
                    None => entries.push(entry),
                }
            }
        }
        (Value::Sequence(items), Value::Sequence(more)) => items.extend(more),
        (Value::Scalar(own), Value::Scalar(other)) if own.text.trim() == other.text.trim() => {}
        (one, two) => {
            let words = |value: &Value| match value {
                Value::Scalar(scalar) => format!("“{}”", scalar.text.trim().chars().take(20).collect::<String>()),
                Value::Sequence(_) => "分成几项".to_owned(),
                Value::Mapping(_) => "分成几个字段".to_owned(),
                Value::Null => "空着".to_owned(),
            };
            let message = format!("“{}”两处写得不一样：{}和{}", field_words(path), words(one), words(&two));
            let finding = Diagnostic::new(CONFLICT, Level::Error, Kind::Data, message);
            let hint = "核对哪一处对，改成一样，或者只留一处";
            sink.push(finding.at(places.1).also(places.0, "另一处写在这里").hint(hint));
        }
    }
}

/// Whether nothing is written there yet.
fn is_unfilled(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Scalar(scalar) => scalar.text.trim().is_empty() || is_open(&scalar.text),
        Value::Sequence(items) => items.is_empty(),
        Value::Mapping(entries) => entries.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::load;
    use super::*;
    use crate::source::SourceMap;

    #[test]
    fn fields_are_joined_lists_appended_gaps_filled_and_conflicts_told_with_both_places() {
        let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
        let own = sources.add("本级.yaml", "县名: 青禾县\n镇数: '*'\n投入:\n  时段: 今年\n成效:\n  - 甲\n级别: 县\n");
        let other = sources.add("财政.yaml", "县名: 青禾县\n镇数: 14\n投入:\n  上级: 3\n成效: [乙]\n级别: 市\n问题:\n");
        let mut own = load(own, &sources, &mut sink).expect("data");
        let other = load(other, &sources, &mut sink).expect("data");
        join(&mut own, other, &mut sink);
        let text = |path: &str| own.at(path).and_then(Node::text).map(str::to_owned);
        assert_eq!(text("镇数").as_deref(), Some("14"));
        assert_eq!((text("投入.时段").as_deref(), text("投入.上级").as_deref()), (Some("今年"), Some("3")));
        assert_eq!((text("成效[0]").as_deref(), text("成效[1]").as_deref()), (Some("甲"), Some("乙")));
        let told = sink.into_items();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].message, "“级别”两处写得不一样：“县”和“市”");
        let name = |span: crate::source::Span| sources.get(span.source).name().to_owned();
        assert_eq!(
            (name(told[0].span.expect("a place")), name(told[0].labels[0].span)),
            ("财政.yaml".into(), "本级.yaml".into())
        );
    }
}
