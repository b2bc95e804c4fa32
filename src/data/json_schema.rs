//! The fields of a kind as a JSON Schema (draft 7), which editors of YAML use to complete, explain and check a data file.
//!
//! In: a [`Schema`]. Out: a JSON value. It accepts what the loader takes without a word and refuses what the loader
//! reports about types and names; a blank (`*`, `XX`, nothing at all) is accepted wherever a value may stand.

use super::fill::{KIND_KEYS, PAGE_RULES_KEY};
use super::schema::{Field, FieldKind, Schema, TABLE_PARTS};
use super::table::WIDEST;
use serde_json::{Map, Value, json};

/// Marks of something left open, as far as a pattern can tell them.
const OPEN: &str = "[*＊×✕✖_＿□○〇△▲☆★◎●■◆某【】…?？]|[XxＸｘ]{2}|待|TBD";

/// The schema as a JSON Schema.
pub fn json_schema(schema: &Schema) -> Value {
    let mut root = group(&schema.fields);
    let known = |key: &str| schema.fields.iter().any(|field| field.is_called(key));
    if let Some(properties) = root.get_mut("properties").and_then(Value::as_object_mut) {
        for key in KIND_KEYS.iter().filter(|key| !known(key)) {
            properties.insert((*key).to_owned(), json!({}));
        }
        if !known(PAGE_RULES_KEY) {
            properties.insert(PAGE_RULES_KEY.to_owned(), json!({ "description": "版式", "type": ["object", "null"] }));
        }
        for key in KIND_KEYS.iter().filter(|key| properties.contains_key(**key)).collect::<Vec<_>>() {
            properties.insert((*key).to_owned(), json!({ "description": "材料种类", "enum": [schema.kind] }));
        }
    }
    if let Some(properties) = root.get_mut("properties").and_then(Value::as_object_mut) {
        let files = json!({
            "description": "同一份报告的其他数据文件或文件夹，路径从本文件所在的文件夹算起",
            "type": ["string", "array", "null"],
            "items": { "type": "string" },
        });
        properties.entry("引入").or_insert(files);
    }
    let mut out = Map::new();
    out.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    out.insert("title".to_owned(), json!(format!("{}的数据", schema.kind)));
    out.insert("description".to_owned(), json!(schema.purpose));
    out.extend(root);
    Value::Object(out)
}

/// A mapping of these fields.
fn group(fields: &[Field]) -> Map<String, Value> {
    let mut properties = Map::new();
    for field in fields {
        properties.insert(field.name.clone(), property(field));
        for alias in &field.aliases {
            let mut same = property(field);
            same["description"] = json!(format!("同“{}”：{}", field.name, field.question));
            properties.insert(alias.clone(), same);
        }
    }
    let required: Vec<Value> =
        fields.iter().filter(|field| field.required).map(|field| required(field, fields)).collect();
    let mut group = Map::new();
    group.insert("type".to_owned(), json!("object"));
    group.insert("properties".to_owned(), Value::Object(properties));
    group.insert("additionalProperties".to_owned(), json!(false));
    if !required.is_empty() {
        group.insert("allOf".to_owned(), Value::Array(required));
    }
    group
}

/// That a field is there under one of its names, or one that stands for it.
fn required(field: &Field, fields: &[Field]) -> Value {
    let standing = fields.iter().filter(|other| other.replaces.contains(&field.name));
    let names = std::iter::once(field).chain(standing).flat_map(|f| std::iter::once(&f.name).chain(&f.aliases));
    let each: Vec<Value> = names.map(|name| json!({ "required": [name] })).collect();
    if each.len() == 1 { json!({ "required": [field.name] }) } else { json!({ "anyOf": each }) }
}

fn property(field: &Field) -> Value {
    let mut property = value(field);
    property.insert("description".to_owned(), json!(description(field)));
    if !field.example.is_empty() && matches!(field.kind, FieldKind::Text | FieldKind::Number | FieldKind::Date) {
        property.insert("examples".to_owned(), json!([field.example]));
    }
    Value::Object(property)
}

/// What an editor shows beside the field.
fn description(field: &Field) -> String {
    let mut parts = vec![field.question.clone()];
    parts.extend((!field.unit.is_empty()).then(|| format!("单位：{}", field.unit)));
    parts.extend((!field.supplier.is_empty()).then(|| format!("{}提供", field.supplier)));
    parts.push(if field.required { "必填" } else { "可不填" }.to_owned());
    parts.extend((!field.example.is_empty()).then(|| format!("例：{}", field.example)));
    parts.retain(|part| !part.is_empty());
    parts.join("　")
}

/// What may stand behind the colon.
fn value(field: &Field) -> Map<String, Value> {
    let whole = match field.kind {
        FieldKind::Text if !field.options.is_empty() => {
            json!({ "enum": field.options }).as_object().cloned().unwrap_or_default()
        }
        FieldKind::Text => return text(),
        FieldKind::Number => return scalar(&format!(r"^\s*[-+−]?[0-9][0-9,]*(\.[0-9]+)?\s*$|{OPEN}")),
        FieldKind::Date => {
            return scalar(&format!(
                r"^\s*([0-9０-９]{{4}}\s*($|[-/.年－／．–—]|[0-9]{{4}}\s*$)|[〇零○一二三四五六七八九]{{4}}年)|{OPEN}"
            ));
        }
        FieldKind::List => list(field),
        FieldKind::Group => group(&field.fields),
        FieldKind::Table => table(),
    };
    // A list of texts may be written as one text; anything else that is no collection must be a blank.
    let open = if field.kind == FieldKind::List && field.fields.is_empty() { text() } else { blank() };
    json!({ "anyOf": [whole, open] }).as_object().cloned().unwrap_or_default()
}

fn text() -> Map<String, Value> {
    json!({ "type": ["string", "number", "boolean", "null"] }).as_object().cloned().unwrap_or_default()
}

/// A text that reads like `pattern`, a number, or nothing.
fn scalar(pattern: &str) -> Map<String, Value> {
    let value = json!({ "type": ["number", "string", "null"], "pattern": format!("{pattern}|^\\s*$") });
    value.as_object().cloned().unwrap_or_default()
}

fn blank() -> Map<String, Value> {
    json!({ "type": ["string", "null"], "pattern": format!("{OPEN}|^\\s*$") }).as_object().cloned().unwrap_or_default()
}

fn list(field: &Field) -> Map<String, Value> {
    let items = value(&field.item());
    let list = json!({ "type": "array", "items": items });
    let whole = if field.fields.is_empty() { list } else { json!({ "anyOf": [list, in_file()] }) };
    whole.as_object().cloned().unwrap_or_default()
}

/// A list of groups whose items are the rows of a table file.
fn in_file() -> Value {
    json!({
        "type": "object",
        "properties": { "文件": { "type": "string" }, "工作表": { "type": ["string", "number"] } },
        "additionalProperties": false,
        "required": ["文件"],
    })
}

fn table() -> Map<String, Value> {
    let row = json!({ "type": "array", "items": text() });
    let part = |name: &str| match name {
        "表头" => row.clone(),
        "行" => json!({ "type": "array", "items": row }),
        "宽度" => json!({ "type": "array", "items": { "type": "integer", "minimum": 1, "maximum": WIDEST } }),
        "横排" => json!({ "enum": ["是", "否", true, false] }),
        _ => Value::Object(text()),
    };
    let parts = TABLE_PARTS.iter().chain(&["文件", "工作表"]);
    let properties: Map<String, Value> = parts.map(|name| ((*name).to_owned(), part(name))).collect();
    let table = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "required": ["题"],
        "anyOf": [{ "required": ["表头", "行"] }, { "required": ["文件"] }],
    });
    table.as_object().cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Node, fill, load};
    use crate::diagnostic::{Level, Sink};
    use crate::source::SourceMap;
    use regex_lite::Regex;
    use std::fs;
    use std::path::Path;

    /// The part of draft 7 that the schemas use.
    fn accepts(schema: &Value, data: &Value) -> bool {
        let of = |key: &str| schema.get(key);
        let all = |key: &str| of(key).and_then(Value::as_array).into_iter().flatten();
        let kind = match data {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let type_fits = of("type")
            .is_none_or(|wanted| wanted == kind || wanted.as_array().is_some_and(|any| any.contains(&json!(kind))));
        let pattern_fits = data.as_str().is_none_or(|text| {
            of("pattern")
                .and_then(Value::as_str)
                .is_none_or(|pattern| Regex::new(pattern).expect("a pattern").is_match(text))
        });
        let known = of("properties").and_then(Value::as_object);
        let fields_fit = data.as_object().is_none_or(|fields| {
            fields.iter().all(|(key, value)| match known.and_then(|known| known.get(key)) {
                Some(property) => accepts(property, value),
                None => of("additionalProperties") != Some(&json!(false)),
            }) && all("required").all(|name| fields.contains_key(name.as_str().expect("a name")))
        });
        let items_fit = data
            .as_array()
            .is_none_or(|items| items.iter().all(|item| of("items").is_none_or(|schema| accepts(schema, item))));
        let any = of("anyOf").is_none() || all("anyOf").any(|schema| accepts(schema, data));
        let listed = of("enum").is_none() || all("enum").any(|value| value == data);
        type_fits
            && pattern_fits
            && fields_fit
            && items_fit
            && any
            && listed
            && all("allOf").all(|schema| accepts(schema, data))
    }

    /// What a YAML reader of an editor makes of the data.
    fn plain(node: &Node) -> Value {
        use crate::data::Value as V;
        match &node.value {
            V::Null => Value::Null,
            V::Scalar(scalar) => scalar.text.parse::<i64>().map_or_else(|_| json!(scalar.text), |number| json!(number)),
            V::Sequence(items) => items.iter().map(plain).collect(),
            V::Mapping(entries) => {
                entries.iter().map(|entry| (entry.key.clone(), plain(&entry.value))).collect::<Map<_, _>>().into()
            }
        }
    }

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    fn schema_of(kind: &str) -> Schema {
        let path = root().join("report-templates").join(kind).join("schema.yaml");
        let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
        let id = sources.add("schema.yaml", fs::read_to_string(path).expect("a schema"));
        let mut parts = crate::data::schema::Parts::new();
        for entry in fs::read_dir(root().join("report-templates/共用")).expect("the parts") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if name.ends_with(".yaml") {
                parts.insert(name, sources.add("part", fs::read_to_string(&path).expect("a part")));
            }
        }
        Schema::read_with(id, &parts, &sources, &mut sink).expect("a good schema")
    }

    /// Whether loader and schema are content; the loader if it says nothing about names, types or what is missing.
    fn verdicts(text: &str) -> (bool, bool) {
        let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
        let id = sources.add("甲.yaml", text);
        let data = load(id, &sources, &mut sink).expect("readable");
        let kind = data.get("种类").and_then(Node::text).expect("a kind");
        let schema = schema_of(kind);
        let filled = fill(&data, &schema, &mut sink);
        let complaints = sink
            .items()
            .iter()
            .filter(|told| told.level >= Level::Warning && ["DA021", "DA022"].contains(&told.code.id));
        let missing = filled.gaps.iter().any(|gap| gap.state == crate::data::GapState::Missing);
        (complaints.count() == 0 && !missing, accepts(&json_schema(&schema), &plain(&data)))
    }

    #[test]
    fn every_sample_is_accepted_gaps_and_all() {
        let mut count = 0;
        for entry in fs::read_dir(root().join("data")).expect("the data") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                let text = fs::read_to_string(&path).expect("text");
                let (loader, schema) = verdicts(&text);
                assert!(schema || !loader, "{}", path.display());
                count += usize::from(schema);
            }
        }
        assert!(count >= 7, "only {count}");
    }

    #[test]
    fn what_the_loader_refuses_the_schema_refuses_too() {
        let sample = fs::read_to_string(root().join("data/青禾县调研.yaml")).expect("the sample");
        let mutations = [
            ("\n村数: 236", "\n村数: 很多"),
            ("\n村数: 236", "\n村庄数: 236"),
            ("\n村数: 236", ""),
            ("\n村数: 236", "\n村数: [236]"),
            ("\n日期: 2026-09-18", "\n日期: 明天"),
            ("\n县名: 青禾县", "\n县名: {甲: 乙}"),
            ("\n种类: 人大调研报告", "\n种类: 人大调研报告\n成就: 无"),
        ];
        for (from, to) in mutations {
            let text = format!("\n{sample}");
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{from}");
            assert_eq!(verdicts(&changed), (false, false), "{to}");
        }
    }

    #[test]
    fn options_and_fields_that_stand_for_others_are_in_the_schema() {
        let text = "名称: 测\n字段:\n  - {名称: 导语, 代替: [依据]}\n  - {名称: 依据, 必填: true}\n  \
                    - {名称: 编排, 可选: [接排, 独行]}\n";
        let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
        let id = sources.add("schema.yaml", text);
        let schema = json_schema(&Schema::read(id, &sources, &mut sink).expect("a good schema"));
        assert!(accepts(&schema, &json!({ "依据": "计划", "编排": "接排" })));
        assert!(accepts(&schema, &json!({ "导语": "近期", "编排": "*" })));
        assert!(!accepts(&schema, &json!({ "编排": "独行" })));
        assert!(!accepts(&schema, &json!({ "依据": "计划", "编排": "接行" })));
    }

    #[test]
    fn blanks_of_every_sort_are_accepted() {
        let sample = fs::read_to_string(root().join("data/青禾县调研.yaml")).expect("the sample");
        for blank in ["\"*\"", "**", "XX", "____", "××", "\"\"", "null", "", "待补", "\"【待填】\""] {
            let changed = sample.replacen("\n村数: 236", &format!("\n村数: {blank}"), 1);
            assert!(verdicts(&changed).1, "{blank}");
        }
    }
}
