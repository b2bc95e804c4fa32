//! An empty data file of a kind, with the questions of its schema as comments, ready to fill.

use crate::data::schema::{Field, FieldKind, Schema};

/// Name of the field that names the kind.
const KIND_FIELD: &str = "种类";

/// The skeleton as YAML.
pub(super) fn skeleton(schema: &Schema) -> String {
    let mut text = String::new();
    text.push_str(&format!("# {}的数据\n", schema.kind));
    if !schema.purpose.is_empty() {
        text.push_str(&format!("# {}\n", schema.purpose));
    }
    text.push_str(
        "#\n\
         # 填法：英文冒号后空一格写内容；“#”开头的是说明，不会进报告\n\
         # 　　　还不知道的先空着，或者写 *，zhibi 会逐处列出来\n\
         # 　　　标着“可不填”的，不需要就整段删去\n\
         # 　　　写成“#字段名:”的，是没有启用的一段：要用，就把这一段各行行首的“#”都删去，后面的空格留着\n",
    );
    if schema.fields.iter().all(|field| field.name != KIND_FIELD) {
        // Data must name their kind, whether the schema declares that or not.
        text.push_str(&format!("\n{KIND_FIELD}: {}\n", schema.kind));
    }
    for field in &schema.fields {
        text.push('\n');
        push_field(&mut text, field, 0, "", &schema.kind);
    }
    text
}

/// Adds one field. `lead` is `#` inside a part that is commented out: with nothing behind it, so that taking it away
/// leaves the part in its column, while remarks have a space behind theirs.
pub(super) fn push_field(text: &mut String, field: &Field, depth: usize, lead: &str, kind: &str) {
    let indent = "  ".repeat(depth);
    push_comment(text, field, &format!("{lead}{indent}"));
    let key = format!("{lead}{indent}{}:", field.name);
    if field.name == KIND_FIELD && depth == 0 {
        text.push_str(&format!("{key} {kind}\n"));
        return;
    }
    let out = !field.required && matches!(field.kind, FieldKind::Group | FieldKind::Table | FieldKind::List);
    let (key, lead) = if out && lead.is_empty() { (format!("#{indent}{}:", field.name), "#") } else { (key, lead) };
    text.push_str(&key);
    text.push('\n');
    match field.kind {
        FieldKind::Text | FieldKind::Number | FieldKind::Date => {}
        FieldKind::Group => field.fields.iter().for_each(|inner| push_field(text, inner, depth + 1, lead, kind)),
        FieldKind::List if field.fields.is_empty() => text.push_str(&format!("{lead}{indent}  -\n")),
        FieldKind::List => push_item(text, field, depth, lead, kind),
        FieldKind::Table => push_table(text, &indent, lead),
    }
}

/// One item of a list of groups; the dash stands before its first field.
fn push_item(text: &mut String, field: &Field, depth: usize, lead: &str, kind: &str) {
    let indent = "  ".repeat(depth + 1);
    let mut item = String::new();
    for inner in &field.fields {
        push_field(&mut item, inner, depth + 2, lead, kind);
    }
    text.push_str(&format!("{lead}{indent}# 每一项以“-”开头；照样再写几项\n"));
    let dash = format!("{lead}{indent}- ");
    let plain = format!("{lead}{indent}  ");
    let mut dashed = false;
    for line in item.lines() {
        match line.strip_prefix(&plain) {
            Some(rest) if !dashed && !rest.starts_with("# ") => {
                text.push_str(&format!("{dash}{rest}\n"));
                dashed = true;
            }
            _ => text.push_str(&format!("{line}\n")),
        }
    }
}

fn push_table(text: &mut String, indent: &str, lead: &str) {
    let parts = [
        "题:",
        "单位:",
        "# 例：表头: [村名, 户数]　行里照着写 [柳溪村, 128]，一行一项，各格用英文逗号隔开",
        "# 行多的，写“文件: 某某.xlsx”（或者 .csv）代替表头和行；文件放在数据旁边，第一行是表头",
        "表头: ['', '']",
        "行:",
        "  - ['', '']",
        "注:",
    ];
    for part in parts {
        text.push_str(&format!("{lead}{indent}  {part}\n"));
    }
}

/// The question above a field; `lead` begins each line.
pub(super) fn push_comment(text: &mut String, field: &Field, lead: &str) {
    let mut notes = Vec::new();
    if !field.required {
        notes.push("可不填".to_owned());
    }
    if field.kind == FieldKind::Number {
        let unit = if field.unit.is_empty() { String::new() } else { format!("，单位是{}", field.unit) };
        notes.push(format!("只写数{unit}"));
    }
    if !field.options.is_empty() {
        notes.push(format!("写 {} 之一", field.options.join("、")));
    }
    if !field.replaces.is_empty() {
        notes.push(format!("填了就不用填{}", field.replaces.join("、")));
    }
    if !field.supplier.is_empty() {
        notes.push(format!("一般由{}提供", field.supplier));
    }
    let question = if field.question.is_empty() { field.name.as_str() } else { field.question.as_str() };
    let notes = if notes.is_empty() { String::new() } else { format!("（{}）", notes.join("；")) };
    text.push_str(&format!("{lead}# {question}{notes}\n"));
    if !field.example.is_empty() {
        let example = field.example.lines().collect::<Vec<_>>().join(" ");
        text.push_str(&format!("{lead}# 例：{example}\n"));
    }
}
