//! JSON Lines: one object per finding, for scripts and editors.
//!
//! `byte_*` count bytes and `char_*` Unicode scalar values of the decoded text; `line` and `column` count from 1,
//! columns in characters.

use super::Diagnostic;
use crate::source::SourceMap;
use serde_json::{Map, Value, json};

/// The finding as one JSON object, without line break.
pub fn jsonl(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| {
        object.insert(key.to_owned(), value);
    };
    let place = diagnostic.span.map(|span| sources.place(span));
    match &place {
        Some(place) => {
            let source = sources.get(place.span.source);
            let (start, end) = (place.span.start as usize, place.span.end as usize);
            let position = source.position(start);
            put("file", json!(source.name()));
            put("byte_start", json!(start));
            put("byte_end", json!(end));
            put("char_start", json!(source.char_offset(start)));
            put("char_end", json!(source.char_offset(end)));
            put("line", json!(position.line));
            put("column", json!(position.column));
        }
        None => put("file", json!(diagnostic.file)),
    }
    put("code", json!(diagnostic.code.id));
    put("slug", json!(diagnostic.code.slug));
    put("level", json!(diagnostic.level.id()));
    put("kind", json!(diagnostic.kind.id()));
    put("message", json!(diagnostic.message));
    if let Some(basis) = &diagnostic.basis {
        put("basis", json!(basis));
    }
    if !diagnostic.hints.is_empty() {
        put("hints", json!(diagnostic.hints));
    }
    if let Some(fix) = &diagnostic.fix {
        let (start, end) = (fix.span.start, fix.span.end);
        put("fix", json!({ "byte_start": start, "byte_end": end, "replacement": fix.replacement }));
    }
    let field = place.and_then(|place| place.field);
    if let Some(missing) = &diagnostic.missing {
        put("cls", json!(missing.class));
        put("missing", json!(missing.phrase));
        put("field", json!(missing.field.clone().or(field)));
        if let Some(known) = &missing.known {
            put("known", json!(known));
        }
    } else if let Some(field) = field {
        put("field", json!(field));
    }
    Value::Object(object).to_string()
}
