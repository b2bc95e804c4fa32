//! Data held against its schema: every declared field gets a value, a gap or nothing.

use super::schema::{Field, FieldKind, Schema, TABLE_PARTS, find, nearest};
use super::{Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Sink};
use crate::lexicon::blank;
use crate::numeral::{Date, decimal};
use crate::source::Span;

const UNKNOWN: Code = Code::new("DA021", "unknown-field");
const TYPE: Code = Code::new("DA022", "wrong-type");
const JOINED: Code = Code::new("DA025", "joined-items");
const ROW: Code = Code::new("DA023", "ragged-table");

/// Data as the template sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSet {
    /// All declared fields at the top, in schema order.
    pub fields: Vec<(String, Filled)>,
    /// What is still missing, in schema order.
    pub gaps: Vec<Gap>,
}

/// A value after the schema was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filled {
    /// Optional and not there.
    Absent,
    /// Text in its spelling.
    Text(Text),
    /// A list.
    List(Vec<Filled>),
    /// A group.
    Group(Vec<(String, Filled)>),
}

/// A scalar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What the report prints.
    pub text: String,
    /// Where it stands; for a missing field, where its group stands.
    pub span: Span,
    /// Whether it is not filled in.
    pub gap: bool,
}

/// Why a field counts as a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapState {
    /// The field is not in the file.
    Missing,
    /// Nothing is written behind it.
    Empty,
    /// It holds stars, blanks or the like.
    Blank,
}

impl GapState {
    /// The word users read.
    pub fn name(self) -> &'static str {
        match self {
            GapState::Missing => "没有写",
            GapState::Empty => "空着",
            GapState::Blank => "有空未填",
        }
    }
}

/// One thing still missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Path of the field.
    pub path: String,
    /// The question that asks for it.
    pub question: String,
    /// Who usually supplies it.
    pub supplier: String,
    /// An example.
    pub example: String,
    /// How it is missing.
    pub state: GapState,
    /// Where.
    pub span: Span,
    /// What stands there now.
    pub text: String,
}

/// The text printed for a field that has no value at all.
pub fn stand_in(name: &str) -> String {
    format!("【待填：{name}】")
}

/// The last step of a path in words: 走访乡镇第2项.
fn last_words(path: &str) -> String {
    super::field_words(path.rsplit('.').next().unwrap_or(path))
}

/// Holds `root` against `schema`: problems go to `sink`, what is missing into [`DataSet::gaps`].
pub fn fill(root: &Node, schema: &Schema, sink: &mut Sink) -> DataSet {
    let mut filler = Filler { sink, gaps: Vec::new() };
    let fields = filler.group(&schema.fields, Some(root), root.span, "");
    DataSet { fields, gaps: filler.gaps }
}

struct Filler<'a> {
    sink: &'a mut Sink,
    gaps: Vec<Gap>,
}

impl Filler<'_> {
    fn group(&mut self, fields: &[Field], node: Option<&Node>, home: Span, path: &str) -> Vec<(String, Filled)> {
        let entries = node.map_or(&[][..], Node::entries);
        for entry in entries {
            if find(fields, &entry.key).is_none() {
                self.unknown(entry, fields);
            }
        }
        let mut filled = Vec::with_capacity(fields.len());
        for field in fields {
            let path = if path.is_empty() { field.name.clone() } else { format!("{path}.{}", field.name) };
            let entry = entries.iter().find(|entry| field.is_called(&entry.key));
            let value = match entry {
                Some(entry) => {
                    let empty = Span { start: entry.key_span.start, ..entry.key_span };
                    self.value(field, &entry.value, empty, &path)
                }
                None => self.nothing(field, Span { end: home.start, ..home }, &path, GapState::Missing),
            };
            filled.push((field.name.clone(), value));
        }
        filled
    }

    fn unknown(&mut self, entry: &Entry, fields: &[Field]) {
        let known = fields.iter().map(|field| field.name.as_str());
        let mut finding = Diagnostic::new(
            UNKNOWN,
            Level::Warning,
            Kind::Data,
            format!("没有名为“{}”的字段，它不会出现在报告里", entry.key),
        )
        .at(entry.key_span);
        finding = match nearest(&entry.key, known) {
            Some(name) => finding.hint(format!("是不是想写“{name}”？")).fix(entry.key_span, name),
            None => finding.hint("用 zhibi templates 加报告种类查看有哪些字段"),
        };
        self.sink.push(finding);
    }

    /// `key_span` is where an empty value is reported.
    fn value(&mut self, field: &Field, node: &Node, key_span: Span, path: &str) -> Filled {
        match (&node.value, field.kind) {
            (Value::Null, _) => self.nothing(field, key_span, path, GapState::Empty),
            (Value::Scalar(scalar), _) if scalar.text.trim().is_empty() => {
                self.nothing(field, node.span, path, GapState::Empty)
            }
            (Value::Scalar(scalar), FieldKind::Text | FieldKind::Number | FieldKind::Date) => {
                let blank = blank::find(&scalar.text).next().is_some();
                if blank {
                    self.gap(field, path, GapState::Blank, node.span, &scalar.text);
                }
                if !blank && !self.check_scalar(field, &scalar.text, node.span) {
                    return self.unusable(field, node.span, path);
                }
                Filled::Text(Text::new(&scalar.text, node.span, blank))
            }
            (Value::Scalar(scalar), kind) => {
                if blank::find(&scalar.text).next().is_some() {
                    self.gap(field, path, GapState::Blank, node.span, &scalar.text);
                    let text = Text::new(&scalar.text, node.span, true);
                    return gap_of_shape(field, text);
                }
                if kind == FieldKind::List && field.fields.is_empty() {
                    self.joined_items(field, node);
                    let text = Text::new(&scalar.text, node.span, false);
                    return Filled::List(vec![Filled::Text(text)]);
                }
                self.wrong_type(field, node.span);
                self.unusable(field, node.span, path)
            }
            (Value::Sequence(items), FieldKind::List) if items.is_empty() => {
                self.nothing(field, node.span, path, GapState::Empty)
            }
            (Value::Sequence(items), FieldKind::List) => self.list(field, items, path),
            (Value::Mapping(_), FieldKind::Group) => {
                Filled::Group(self.group(&field.fields, Some(node), node.span, path))
            }
            (Value::Mapping(_), FieldKind::Table) => self.table(field, node, path),
            (Value::Mapping(_) | Value::Sequence(_), _) => {
                self.wrong_type(field, node.span);
                self.unusable(field, node.span, path)
            }
        }
    }

    /// A value of the wrong type has been reported. The report shows a gap in its place, or a wrong figure would
    /// look right, and what is computed from it too.
    fn unusable(&mut self, field: &Field, span: Span, path: &str) -> Filled {
        self.gap(field, path, GapState::Blank, span, "");
        gap_of_shape(field, Text { text: stand_in(&last_words(path)), span, gap: true })
    }

    /// `[柳溪镇、石桥镇]` is one item for YAML; the drafter meant two.
    fn joined_items(&mut self, field: &Field, node: &Node) {
        let Some(text) = node.text() else { return };
        let short = text.chars().count() <= 60 && !text.contains(['。', '；']);
        let separator = text.find(['、', '，']).filter(|at| *at > 0 && short && field.fields.is_empty());
        if let Some(at) = separator {
            let width = '、'.len_utf8();
            let span =
                node.scalar().filter(|scalar| scalar.plain).map_or(node.span, |_| node.span.slice(at, at + width));
            self.sink.push(
                Diagnostic::new(JOINED, Level::Warning, Kind::Data, format!("“{}”这里只算一项", field.name))
                    .at(span)
                    .because("列表的各项要用英文逗号加空格隔开，中文的顿号、逗号是内容的一部分")
                    .hint("写成 [甲, 乙]，或每项另起一行，以“- ”开头"),
            );
        }
    }

    fn list(&mut self, field: &Field, items: &[Node], path: &str) -> Filled {
        if let [only] = items {
            self.joined_items(field, only);
        }
        let item_field = Field {
            kind: if field.fields.is_empty() { FieldKind::Text } else { FieldKind::Group },
            required: true,
            ..field.clone()
        };
        let filled = items.iter().enumerate().map(|(index, item)| {
            let at = Span { end: item.span.start, ..item.span };
            self.value(&item_field, item, at, &format!("{path}[{index}]"))
        });
        Filled::List(filled.collect())
    }

    fn nothing(&mut self, field: &Field, span: Span, path: &str, state: GapState) -> Filled {
        if !field.required {
            return Filled::Absent;
        }
        match field.kind {
            // A group that is not there is asked for field by field.
            FieldKind::Group if !field.fields.is_empty() => Filled::Group(self.group(&field.fields, None, span, path)),
            _ => {
                let text = stand_in(&last_words(path));
                self.gap(field, path, state, span, "");
                gap_of_shape(field, Text { text, span, gap: true })
            }
        }
    }

    fn gap(&mut self, field: &Field, path: &str, state: GapState, span: Span, text: &str) {
        self.gaps.push(Gap {
            path: path.to_owned(),
            question: field.question.clone(),
            supplier: field.supplier.clone(),
            example: field.example.clone(),
            state,
            span,
            text: text.to_owned(),
        });
    }

    fn wrong_type(&mut self, field: &Field, span: Span) {
        let hint = match field.kind {
            FieldKind::List if field.fields.is_empty() => "每项另起一行，以“- ”开头".to_owned(),
            FieldKind::List => {
                let names: Vec<&str> = field.fields.iter().map(|f| f.name.as_str()).collect();
                format!("每项以“- ”开头，下面写：{}", names.join("、"))
            }
            FieldKind::Group => {
                let names: Vec<&str> = field.fields.iter().map(|f| f.name.as_str()).collect();
                format!("下面缩进两格分行写：{}", names.join("、"))
            }
            FieldKind::Table => format!("下面缩进两格分行写：{}", TABLE_PARTS.join("、")),
            FieldKind::Text | FieldKind::Number | FieldKind::Date => "冒号后面直接写内容".to_owned(),
        };
        self.sink.push(
            Diagnostic::new(TYPE, Level::Error, Kind::Data, format!("“{}”应当是{}", field.name, field.kind.name()))
                .at(span)
                .hint(hint),
        );
    }

    /// Whether the text is what the field's type asks for; if not, that is reported.
    fn check_scalar(&mut self, field: &Field, text: &str, span: Span) -> bool {
        let (wrong, hint) = match field.kind {
            FieldKind::Number => {
                let unit = if field.unit.is_empty() { String::new() } else { format!("，单位是{}", field.unit) };
                (decimal(text).is_none(), format!("只写阿拉伯数字{unit}，例如 {}", field.example))
            }
            FieldKind::Date => {
                (Date::parse(text).is_none(), "写成 2026-09-18 或 2026年9月18日，只有年月时写 2026年9月".to_owned())
            }
            _ => (false, String::new()),
        };
        if wrong {
            let message = format!("“{}”应当是{}", field.name, field.kind.name());
            self.sink.push(Diagnostic::new(TYPE, Level::Error, Kind::Data, message).at(span).hint(hint));
        }
        !wrong
    }

    fn table(&mut self, field: &Field, node: &Node, path: &str) -> Filled {
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

/// A gap in the shape the template expects, so that loops and field accesses find something.
fn gap_of_shape(field: &Field, text: Text) -> Filled {
    match field.kind {
        FieldKind::Text | FieldKind::Number | FieldKind::Date => Filled::Text(text),
        FieldKind::List if field.fields.is_empty() => Filled::List(vec![Filled::Text(text)]),
        FieldKind::List => Filled::List(vec![group_of_gaps(&field.fields, &text)]),
        FieldKind::Group => group_of_gaps(&field.fields, &text),
        FieldKind::Table => Filled::Group(vec![
            ("题".to_owned(), Filled::Text(text.clone())),
            ("单位".to_owned(), Filled::Absent),
            ("表头".to_owned(), Filled::List(vec![Filled::Text(text.clone())])),
            ("行".to_owned(), Filled::List(vec![Filled::List(vec![Filled::Text(text)])])),
            ("注".to_owned(), Filled::Absent),
        ]),
    }
}

fn group_of_gaps(fields: &[Field], text: &Text) -> Filled {
    let part = |field: &Field| match (field.required, field.kind) {
        (false, _) => Filled::Absent,
        (true, FieldKind::Text | FieldKind::Number | FieldKind::Date) => Filled::Text(text.clone()),
        (true, _) => gap_of_shape(field, text.clone()),
    };
    Filled::Group(fields.iter().map(|field| (field.name.clone(), part(field))).collect())
}

impl Text {
    /// A scalar of the file; blank lines and spaces at its ends are not part of what is printed.
    fn new(text: &str, span: Span, gap: bool) -> Text {
        Text { text: text.trim().to_owned(), span, gap }
    }
}

impl Field {
    fn empty() -> Field {
        Field {
            name: String::new(),
            aliases: Vec::new(),
            question: String::new(),
            kind: FieldKind::Text,
            required: false,
            unit: String::new(),
            supplier: String::new(),
            example: String::new(),
            fields: Vec::new(),
        }
    }
}

impl DataSet {
    /// The text at a path, aliases resolved to names.
    pub fn at(&self, path: &str) -> Option<&Filled> {
        let mut group = &self.fields;
        let mut found = None;
        for part in path.split('.') {
            let (name, mut indices) = part.split_once('[').unwrap_or((part, ""));
            let mut value = &group.iter().find(|(key, _)| key == name)?.1;
            while let Some((index, rest)) = indices.split_once(']') {
                let Filled::List(items) = value else { return None };
                value = items.get(index.parse::<usize>().ok()?)?;
                indices = rest.strip_prefix('[').unwrap_or(rest);
            }
            if let Filled::Group(inner) = value {
                group = inner;
            }
            found = Some(value);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::load;
    use super::*;
    use crate::source::SourceMap;

    const SCHEMA: &str = "
名称: 试
字段:
  - {名称: 县名, 别名: [county], 类型: 文字, 必填: true, 问: 哪个县？}
  - {名称: 镇数, 类型: 数字, 必填: true, 例: 12}
  - {名称: 日期, 类型: 日期}
  - {名称: 备注}
  - 名称: 成效
    类型: 列表
    必填: true
    字段:
      - {名称: 标题, 必填: true}
      - {名称: 表格, 类型: 表}
";

    fn run(text: &str) -> (DataSet, Vec<Diagnostic>) {
        let mut sources = SourceMap::new();
        let schema_id = sources.add("schema.yaml", SCHEMA);
        let id = sources.add("甲.yaml", text);
        let mut sink = Sink::new();
        let schema = Schema::read(schema_id, &sources, &mut sink).expect("schema");
        let root = load(id, &sources, &mut sink).expect("data");
        (fill(&root, &schema, &mut sink), sink.into_items())
    }

    #[test]
    fn complete_data_has_neither_gaps_nor_findings() {
        let (data, findings) = run("county: 青禾县\n镇数: 1,200\n日期: 2026年9月\n成效: [{标题: 甲}]\n");
        assert_eq!((data.gaps.len(), findings.len()), (0, 0), "{:?} {findings:?}", data.gaps);
        assert!(matches!(data.at("县名"), Some(Filled::Text(t)) if t.text == "青禾县"));
        assert_eq!(data.at("备注"), Some(&Filled::Absent));
    }

    #[test]
    fn missing_empty_and_starred_fields_become_gaps() {
        let (data, findings) = run("镇数: *\n备注:\n成效:\n  - 标题:\n  - 标题: **项目\n");
        assert_eq!(findings, []);
        let gaps: Vec<(&str, GapState)> = data.gaps.iter().map(|g| (g.path.as_str(), g.state)).collect();
        let expected = [
            ("县名", GapState::Missing),
            ("镇数", GapState::Blank),
            ("成效[0].标题", GapState::Empty),
            ("成效[1].标题", GapState::Blank),
        ];
        assert_eq!(gaps, expected);
        assert!(matches!(data.at("县名"), Some(Filled::Text(t)) if t.text == "【待填：县名】" && t.gap));
        let (data, _) = run("县名: 甲\n镇数: 1\n");
        assert!(matches!(data.at("成效[0].标题"), Some(Filled::Text(t)) if t.gap));
    }

    #[test]
    fn misspelt_fields_and_wrong_types_are_named_with_the_remedy() {
        let (_, findings) = run("县民: 甲\n县名: 甲\n镇数: 十二\n日期: 下周\n成效: 很好\n");
        let said: Vec<&str> = findings.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(
            said,
            ["没有名为“县民”的字段，它不会出现在报告里", "“镇数”应当是数字", "“日期”应当是日期", "“成效”应当是列表"]
        );
        assert_eq!(findings[0].hints, ["是不是想写“县名”？"]);
    }

    #[test]
    fn ragged_tables_are_reported() {
        let (_, findings) =
            run("县名: 甲\n镇数: 1\n成效:\n  - 标题: 甲\n    表格: {题: 表, 表头: [甲, 乙], 行: [[1, 2], [1]]}\n");
        assert_eq!(findings.iter().map(|d| d.code.id).collect::<Vec<_>>(), ["DA023"]);
    }
}
