//! What a kind of report takes: its fields, read from `schema.yaml` beside the template.

pub use super::expand::Parts;
use super::expand::{Expanded, Lost};
use crate::diagnostic::{Code, Diagnostic, Kind as Subject, Level, Reported, Sink};
use crate::source::{SourceId, SourceMap};
use serde::Deserialize;

const BAD_SCHEMA: Code = Code::new("DA020", "bad-schema");

/// The fields of one kind of report.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    /// Name of the kind.
    #[serde(rename = "名称")]
    pub kind: String,
    /// What it is for, one sentence.
    #[serde(rename = "说明", default)]
    pub purpose: String,
    /// Its fields, in the order a drafter fills them.
    #[serde(rename = "字段", default)]
    pub fields: Vec<Field>,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The key in the data.
    #[serde(rename = "名称")]
    pub name: String,
    /// Other accepted keys, usually ASCII.
    #[serde(rename = "别名", default)]
    pub aliases: Vec<String>,
    /// The question a drafter answers.
    #[serde(rename = "问", default)]
    pub question: String,
    /// What it holds.
    #[serde(rename = "类型", default)]
    pub kind: FieldKind,
    /// Whether a report cannot do without it.
    #[serde(rename = "必填", default)]
    pub required: bool,
    /// Unit of a number.
    #[serde(rename = "单位", default)]
    pub unit: String,
    /// Who usually supplies it.
    #[serde(rename = "提供", default)]
    pub supplier: String,
    /// An example.
    #[serde(rename = "例", default)]
    pub example: String,
    /// The texts it takes; any if there are none.
    #[serde(rename = "可选", default)]
    pub options: Vec<String>,
    /// The fields beside it that need not be filled where this one is.
    #[serde(rename = "代替", default)]
    pub replaces: Vec<String>,
    /// The fields of a 组 or of each item of a 列表.
    #[serde(rename = "字段", default)]
    pub fields: Vec<Field>,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum FieldKind {
    /// Text.
    #[default]
    #[serde(rename = "文字")]
    Text,
    /// A number, without unit.
    #[serde(rename = "数字")]
    Number,
    /// A date.
    #[serde(rename = "日期")]
    Date,
    /// A list of texts, or of groups if the field has sub-fields.
    #[serde(rename = "列表")]
    List,
    /// A group of fields.
    #[serde(rename = "组")]
    Group,
    /// A table: 题, 单位, 表头, 行, 注.
    #[serde(rename = "表")]
    Table,
}

impl FieldKind {
    /// The word of the schema file.
    pub fn name(self) -> &'static str {
        match self {
            FieldKind::Text => "文字",
            FieldKind::Number => "数字",
            FieldKind::Date => "日期",
            FieldKind::List => "列表",
            FieldKind::Group => "组",
            FieldKind::Table => "表",
        }
    }
}

/// Parts of a 表 field.
pub const TABLE_PARTS: [&str; 7] = ["题", "单位", "表头", "行", "注", "宽度", "横排"];

impl Schema {
    /// Reads a schema file that takes in no parts.
    ///
    /// # Errors
    /// Reports what is wrong with the file, with its line.
    pub fn read(source: SourceId, sources: &SourceMap, sink: &mut Sink) -> Result<Schema, Reported> {
        Schema::read_with(source, &Parts::new(), sources, sink)
    }

    /// Reads a schema file; a line `- 引入: 题头` in it stands for the fields of the part `题头.yaml`.
    ///
    /// # Errors
    /// Reports what is wrong with the file or its parts, with the line.
    pub fn read_with(
        source: SourceId,
        parts: &Parts,
        sources: &SourceMap,
        sink: &mut Sink,
    ) -> Result<Schema, Reported> {
        let whole = Expanded::of(source, parts, sources).map_err(|lost| sink.fail(no_part(&lost, parts)))?;
        let mut schema: Schema = serde_yaml::from_str(&whole.text).map_err(|error| {
            let (span, line) = whole.place(error.location().map_or(0, |place| place.index()), sources);
            let wide = whole.text.lines().nth(error.location().map_or(0, |place| place.line()).saturating_sub(1));
            let (message, hint) = match wide.and_then(wide_colon) {
                Some(name) => (format!("“{name}”后面用了全角冒号"), "改成英文冒号加一个空格".to_owned()),
                None => explain(&error.to_string()),
            };
            let message = format!("字段说明第 {line} 行附近{message}");
            sink.fail(Diagnostic::new(BAD_SCHEMA, Level::Error, Subject::Template, message).at(span).hint(hint))
        })?;
        inherit(&mut schema.fields, "");
        Ok(schema)
    }

    /// The field at a path (`成效[0].标题`); indices do not matter.
    pub fn field(&self, path: &str) -> Option<&Field> {
        let mut fields = &self.fields;
        let mut found = None;
        for part in path.split('.') {
            let name = part.split('[').next().unwrap_or(part);
            let field = find(fields, name)?;
            fields = &field.fields;
            found = Some(field);
        }
        found
    }

    /// Whether some field of this kind, at any depth, has this name.
    pub fn declares(&self, name: &str) -> bool {
        fn any(fields: &[Field], name: &str) -> bool {
            fields.iter().any(|field| field.is_called(name) || any(&field.fields, name))
        }
        any(&self.fields, name)
    }
}

/// Who supplies a group supplies its fields too, where nothing else is said.
fn inherit(fields: &mut [Field], supplier: &str) {
    for field in fields {
        if field.supplier.is_empty() {
            supplier.clone_into(&mut field.supplier);
        }
        inherit(&mut field.fields, &field.supplier);
    }
}

fn no_part(lost: &Lost, parts: &Parts) -> Diagnostic {
    let names: Vec<&str> = parts.keys().map(|name| name.trim_end_matches(".yaml")).collect();
    let hint = match nearest(&lost.name, names.iter().copied()) {
        Some(name) => format!("是不是想写“{name}”？"),
        None => "写同一文件夹里或者“共用”文件夹里一个 .yaml 文件的名字，不带 .yaml".to_owned(),
    };
    let message = match lost.endless {
        true => format!("“{}”引入了它自己", lost.name),
        false => format!("没有可以引入的字段说明“{}”", lost.name),
    };
    Diagnostic::new(BAD_SCHEMA, Level::Error, Subject::Template, message).at(lost.span).hint(hint)
}

/// The name before a full-width colon on a line that has no other.
fn wide_colon(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('：').filter(|_| !line.contains(": ") && !line.trim_end().ends_with(':'))?;
    Some(name.trim_start_matches([' ', '-'])).filter(|name| !name.is_empty() && !name.contains(' '))
}

/// The reader's complaint in Chinese, with the remedy. It names what it stumbled over between back quotes.
fn explain(error: &str) -> (String, String) {
    const KEYS: [&str; 12] =
        ["名称", "别名", "问", "类型", "必填", "单位", "提供", "例", "可选", "代替", "字段", "引入"];
    const KINDS: [&str; 6] = ["文字", "数字", "日期", "列表", "组", "表"];
    let quoted = error.split('`').nth(1).unwrap_or_default();
    let near = |known: &[&'static str]| match nearest(quoted, known.iter().copied()) {
        Some(name) => format!("是不是想写“{name}”？可以写：{}", known.join("、")),
        None => format!("可以写：{}", known.join("、")),
    };
    if error.contains("unknown field") {
        (format!("没有“{quoted}”这一项"), near(&KEYS))
    } else if error.contains("unknown variant") {
        (format!("没有“{quoted}”这种类型"), near(&KINDS))
    } else if error.contains("missing field") {
        (format!("缺少“{quoted}”"), format!("补上“{quoted}: …”"))
    } else if error.contains("invalid type") {
        ("有一项的内容不对".to_owned(), "“必填”写 true 或 false，“别名”“可选”“代替”“字段”写列表，其余写文字".to_owned())
    } else {
        ("写法有误".to_owned(), "检查缩进、冒号和引号；每个字段写 名称、问、类型、必填、提供、例".to_owned())
    }
}

impl Field {
    /// Whether a key means this field.
    pub fn is_called(&self, key: &str) -> bool {
        self.name == key || self.aliases.iter().any(|alias| alias == key)
    }
}

/// The field a key means.
pub fn find<'a>(fields: &'a [Field], key: &str) -> Option<&'a Field> {
    fields.iter().find(|field| field.is_called(key))
}

/// The name nearest to a misspelt one, if any is near enough to be meant.
pub fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = wrong.chars().count();
    known
        .map(|name| (strsim::damerau_levenshtein(wrong, name), name))
        .filter(|(distance, name)| {
            let longer = length.max(name.chars().count());
            *distance <= (longer / 2).max(1) && *distance < longer || name.contains(wrong) || wrong.contains(name)
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
