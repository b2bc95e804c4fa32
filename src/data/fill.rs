//! Data held against its schema: every declared field gets a value, a gap or nothing.

use super::dataset::{DataSet, Filled, Gap, GapState, Text, gap_of_shape, stand_in};
use super::figure;
use super::schema::{Field, FieldKind, Schema, TABLE_PARTS, find, nearest};
use super::{Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Sink};
use crate::lexicon::blank;
use crate::numeral::{Date, decimal};
use crate::source::Span;

/// A field that the schema does not declare.
pub const UNKNOWN_FIELD: Code = Code::new("DA021", "unknown-field");
/// A value that is not what its field takes. The report shows a gap in its place.
pub const WRONG_TYPE: Code = Code::new("DA022", "wrong-type");
const ODD_FIGURE: Code = Code::new("DA026", "odd-figure");
const JOINED: Code = Code::new("DA025", "joined-items");

/// Keys at the top of a data file that name the kind of report.
pub const KIND_KEYS: [&str; 2] = ["种类", "kind"];

/// Key at the top of a data file under which settings of the page stand; no field of the report.
pub const PAGE_RULES_KEY: &str = "版式";

/// Whether something is left open in a value: in its text, or the value as a whole (a lone `***` is no rule here).
pub(super) fn is_open(text: &str) -> bool {
    blank::is_blank(text) || blank::find(text).next().is_some()
}

/// The last step of a path in words: 走访乡镇第2项.
fn last_words(path: &str) -> String {
    super::field_words(path.rsplit('.').next().unwrap_or(path))
}

/// The names of the fields that need not be filled, because another one stands for them.
fn replaced<'a>(fields: &'a [Field], entries: &[Entry]) -> Vec<&'a str> {
    let is_filled = |field: &Field| {
        entries.iter().any(|entry| {
            let empty = match &entry.value.value {
                Value::Null => true,
                Value::Scalar(scalar) => scalar.text.trim().is_empty(),
                Value::Sequence(items) => items.is_empty(),
                Value::Mapping(_) => false,
            };
            field.is_called(&entry.key) && !empty
        })
    };
    let standing = fields.iter().filter(|field| !field.replaces.is_empty() && is_filled(field));
    standing.flat_map(|field| field.replaces.iter().map(String::as_str)).collect()
}

/// Holds `root` against `schema`: problems go to `sink`, what is missing into [`DataSet::gaps`].
pub fn fill(root: &Node, schema: &Schema, sink: &mut Sink) -> DataSet {
    let mut filler = Filler { sink, gaps: Vec::new() };
    let fields = filler.group(&schema.fields, Some(root), root.span, "");
    DataSet { fields, gaps: filler.gaps }
}

pub(super) struct Filler<'a> {
    pub(super) sink: &'a mut Sink,
    gaps: Vec<Gap>,
}

impl Filler<'_> {
    fn group(&mut self, fields: &[Field], node: Option<&Node>, home: Span, path: &str) -> Vec<(String, Filled)> {
        let entries = node.map_or(&[][..], Node::entries);
        for entry in entries {
            // Every data file names its kind and may set its page, whether its schema declares that or not.
            let key = entry.key.as_str();
            let own = path.is_empty() && (KIND_KEYS.contains(&key) || key == PAGE_RULES_KEY);
            if !own && find(fields, &entry.key).is_none() {
                self.unknown(entry, fields);
            }
        }
        let replaced = replaced(fields, entries);
        let mut filled = Vec::with_capacity(fields.len());
        // A missing field belongs behind the one that the schema names before it.
        let mut behind = Span { end: home.start, ..home };
        for field in fields {
            let spared = replaced.contains(&field.name.as_str()).then(|| Field { required: false, ..field.clone() });
            let field = spared.as_ref().unwrap_or(field);
            let path = if path.is_empty() { field.name.clone() } else { format!("{path}.{}", field.name) };
            let entry = entries.iter().find(|entry| field.is_called(&entry.key));
            let value = match entry {
                Some(entry) => {
                    // Behind the colon at least.
                    let end = entry.value.content_end().max(entry.key_span.end + 1);
                    behind = Span { start: end, end, ..entry.key_span };
                    let empty = Span { start: entry.key_span.start, ..entry.key_span };
                    self.value(field, &entry.value, empty, &path)
                }
                None => self.nothing(field, behind, &path, GapState::Missing),
            };
            filled.push((field.name.clone(), value));
        }
        filled
    }

    pub(super) fn unknown(&mut self, entry: &Entry, fields: &[Field]) {
        let known = fields.iter().map(|field| field.name.as_str());
        let mut finding = Diagnostic::new(
            UNKNOWN_FIELD,
            Level::Warning,
            Kind::Data,
            format!("没有名为“{}”的字段，它不会出现在报告里", entry.key),
        )
        .at(entry.key_span);
        finding = match nearest(&entry.key, known) {
            Some(name) => finding.hint(format!("是不是想写“{name}”？")).fix(entry.key_span, name),
            None => match fields.iter().find(|field| find(&field.fields, &entry.key).is_some()) {
                Some(home) => finding.hint(format!("“{}”写在“{}”下面，往里缩进两格", entry.key, home.name)),
                None => finding.hint("用 zhibi templates 加报告种类查看有哪些字段"),
            },
        };
        self.sink.push(finding);
    }

    /// `key_span` is where an empty value is reported.
    pub(super) fn value(&mut self, field: &Field, node: &Node, key_span: Span, path: &str) -> Filled {
        match (&node.value, field.kind) {
            (Value::Null, _) => self.nothing(field, key_span, path, GapState::Empty),
            (Value::Scalar(scalar), _) if scalar.text.trim().is_empty() => {
                self.nothing(field, node.span, path, GapState::Empty)
            }
            (Value::Scalar(scalar), FieldKind::Text | FieldKind::Number | FieldKind::Date) => {
                let blank = is_open(&scalar.text);
                if blank {
                    self.gap(field, path, GapState::Blank, node.span, &scalar.text);
                }
                if !blank && !self.check_scalar(field, &scalar.text, node.span) {
                    return self.unusable(field, node, path);
                }
                Filled::Text(Text::new(&scalar.text, node.span, blank))
            }
            (Value::Scalar(scalar), kind) => {
                if is_open(&scalar.text) {
                    self.gap(field, path, GapState::Blank, node.span, &scalar.text);
                    let text = Text::missing(&scalar.text, node.span, path);
                    return gap_of_shape(field, text);
                }
                if kind == FieldKind::List && field.fields.is_empty() {
                    self.joined_items(field, node);
                    let text = Text::new(&scalar.text, node.span, false);
                    return Filled::List(vec![Filled::Text(text)]);
                }
                self.wrong_type(field, node.span, path);
                self.unusable(field, node, path)
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
                self.wrong_type(field, node.span, path);
                self.unusable(field, node, path)
            }
        }
    }

    /// A value of the wrong type has been reported. The report shows a gap in its place, or a wrong figure would
    /// look right, and what is computed from it too.
    fn unusable(&mut self, field: &Field, node: &Node, path: &str) -> Filled {
        self.gap(field, path, GapState::Blank, node.span, node.text().unwrap_or_default());
        gap_of_shape(field, Text::missing(&stand_in(&last_words(path)), node.span, path))
    }

    /// `[柳溪镇、石桥镇]` is one item for YAML; the drafter meant two.
    fn joined_items(&mut self, field: &Field, node: &Node) {
        let Some(text) = node.text() else { return };
        let short = text.chars().count() <= 60 && !text.contains(['。', '；']);
        let bracketed = text.starts_with('【') && text.ends_with('】');
        let separator = text
            .find(['、', '，'])
            .or_else(|| text.find('【').filter(|_| bracketed))
            .filter(|at| (*at > 0 || bracketed) && short && field.fields.is_empty());
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
        // One item with a Chinese comma in it is most often two; 、 is common inside an item.
        let joined = |item: &&Node| {
            items.len() == 1 || item.text().is_some_and(|text| text.contains('，') && text.chars().count() <= 30)
        };
        if let Some(item) = items.iter().find(joined) {
            self.joined_items(field, item);
        }
        let item_field = field.item();
        let filled = items.iter().enumerate().map(|(index, item)| {
            let at = Span { end: item.span.start, ..item.span };
            self.value(&item_field, item, at, &format!("{path}[{index}]"))
        });
        Filled::List(filled.collect())
    }

    pub(super) fn nothing(&mut self, field: &Field, span: Span, path: &str, state: GapState) -> Filled {
        if !field.required {
            return Filled::Absent;
        }
        match field.kind {
            // A group that is not there is asked for field by field.
            FieldKind::Group if !field.fields.is_empty() => Filled::Group(self.group(&field.fields, None, span, path)),
            _ => {
                let text = stand_in(&last_words(path));
                self.gap(field, path, state, span, "");
                gap_of_shape(field, Text::missing(&text, span, path))
            }
        }
    }

    pub(super) fn gap(&mut self, field: &Field, path: &str, state: GapState, span: Span, text: &str) {
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

    fn wrong_type(&mut self, field: &Field, span: Span, path: &str) {
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
            Diagnostic::new(WRONG_TYPE, Level::Error, Kind::Data, shape_wanted(&last_words(path), field.kind))
                .at(span)
                .hint(hint),
        );
    }

    /// Whether the text is what the field's type asks for; if not, that is reported.
    fn check_scalar(&mut self, field: &Field, text: &str, span: Span) -> bool {
        let (wrong, hint) = match field.kind {
            FieldKind::Number => {
                if decimal(text).is_some() {
                    self.odd_figure(field, text, span);
                    return true;
                }
                let unit = if field.unit.is_empty() { String::new() } else { format!("，单位是{}", field.unit) };
                let hint = match figure::meant(text, &field.unit) {
                    Some(figure) => format!("只写阿拉伯数字{unit}：写成 {figure}"),
                    None => format!("只写阿拉伯数字{unit}，例如 {}", field.example),
                };
                (true, hint)
            }
            FieldKind::Date => {
                let wrong = Date::parse(text).is_none();
                let plain = "写成 2026-09-18 或 2026年9月18日，只有年月时写 2026年9月";
                (wrong, meant_date(text).map_or_else(|| plain.to_owned(), |date| format!("写成 {date}")))
            }
            FieldKind::Text if !field.options.is_empty() => {
                let options = || field.options.iter().map(String::as_str);
                let near =
                    nearest(text.trim(), options()).map(|name| format!("是不是想写“{name}”？")).unwrap_or_default();
                let all = field.options.join("、");
                (options().all(|option| option != text.trim()), format!("{near}可以写：{all}"))
            }
            _ => (false, String::new()),
        };
        if wrong {
            let message = match Date::impossible(text).filter(|_| field.kind == FieldKind::Date) {
                Some(why) => format!("“{}”写的这一天不存在：{why}", field.name),
                None if !field.options.is_empty() => format!("“{}”不能写“{}”", field.name, text.trim()),
                None if field.kind == FieldKind::Number => format!("“{}”要写一个数，“{}”不是", field.name, shown(text)),
                None => format!("“{}”要写一个日期，“{}”认不出", field.name, shown(text)),
            };
            self.sink.push(Diagnostic::new(WRONG_TYPE, Level::Error, Kind::Data, message).at(span).hint(hint));
        }
        !wrong
    }
}

/// What a value of several parts has to look like, without words of the trade.
fn shape_wanted(name: &str, kind: FieldKind) -> String {
    match kind {
        FieldKind::List => format!("“{name}”要一项一项写"),
        FieldKind::Group => format!("“{name}”要分开写成几个字段"),
        FieldKind::Table => format!("“{name}”要写成一张表"),
        FieldKind::Text | FieldKind::Number | FieldKind::Date => format!("“{name}”只能写一个{}", kind.name()),
    }
}

/// The date in a text that says a little more: 2026年6月 in 2026年6月底.
fn meant_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let text =
        ["截至", "截止到", "截止", "约", "自", "从"].iter().find_map(|lead| text.strip_prefix(lead)).unwrap_or(text);
    let tails = ["月底", "月末", "月初", "月中旬", "月上旬", "月下旬", "月份"];
    let month = tails.iter().find_map(|tail| text.strip_suffix(tail)).map(|head| format!("{head}月"));
    let year = ["年底", "年末", "年初"].iter().find_map(|tail| text.strip_suffix(tail)).map(|head| format!("{head}年"));
    Date::parse(month.or(year).as_deref().unwrap_or(text))
}

/// At most 16 characters of a value.
fn shown(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= 16 { text.to_owned() } else { text.chars().take(15).chain(['…']).collect() }
}

impl Filler<'_> {
    fn odd_figure(&mut self, field: &Field, text: &str, span: Span) {
        let Some(why) = figure::oddity(text, &field.unit) else { return };
        let message = format!("“{}”{why}，请核对", field.name);
        let finding = Diagnostic::new(ODD_FIGURE, Level::Warning, Kind::Data, message).at(span);
        self.sink.push(
            finding.because("数字怎么写就怎么印，程序不改").hint(format!("核对后写成平常的数，例如 {}", field.example)),
        );
    }
}

impl Field {
    /// What each item of a list is.
    pub(super) fn item(&self) -> Field {
        let kind = if self.fields.is_empty() { FieldKind::Text } else { FieldKind::Group };
        Field { kind, required: true, ..self.clone() }
    }

    pub(super) fn empty() -> Field {
        Field {
            name: String::new(),
            aliases: Vec::new(),
            question: String::new(),
            kind: FieldKind::Text,
            required: false,
            unit: String::new(),
            supplier: String::new(),
            example: String::new(),
            options: Vec::new(),
            replaces: Vec::new(),
            fields: Vec::new(),
        }
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
    fn a_field_that_stands_for_others_spares_them_and_options_are_kept_to() {
        let schema = "名称: 测\n字段:\n  - {名称: 导语, 代替: [依据, 方式]}\n  - {名称: 依据, 必填: true}\n  \
                      - {名称: 方式, 类型: 列表, 必填: true}\n  - {名称: 编排, 可选: [接排, 独行]}\n";
        let gaps = |text: &str| {
            let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
            let (schema, data) = (sources.add("schema.yaml", schema), sources.add("甲.yaml", text));
            let schema = Schema::read(schema, &sources, &mut sink).expect("schema");
            let root = load(data, &sources, &mut sink).expect("data");
            let data = fill(&root, &schema, &mut sink);
            let gaps: Vec<String> = data.gaps.iter().map(|gap| gap.path.clone()).collect();
            (gaps, sink.into_items())
        };
        assert_eq!(gaps("导语:\n依据:\n").0, ["依据", "方式"], "an empty one stands for nothing");
        assert_eq!(gaps("导语: 近期开展了调研。\n依据:\n编排: 接排\n"), (Vec::new(), Vec::new()));
        let (_, findings) = gaps("导语: 甲。\n编排: 接行\n");
        assert_eq!(findings[0].message, "“编排”不能写“接行”");
        assert_eq!(findings[0].hints, ["是不是想写“接排”？可以写：接排、独行"]);
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
    fn marks_and_promises_that_fill_a_value_are_gaps() {
        for mark in ["'***'", "____", "待定", "待补充", "【】", "？", "某某"] {
            let (data, _) = run(&format!("县名: {mark}\n镇数: 1\n成效: [{{标题: 甲}}]\n"));
            assert_eq!(data.gaps.len(), 1, "{mark}: {:?}", data.gaps);
        }
    }

    #[test]
    fn misspelt_fields_and_wrong_types_are_named_with_the_remedy() {
        let (_, findings) = run("县民: 甲\n县名: 甲\n镇数: 十二\n日期: 下周\n成效: 很好\n");
        let said: Vec<&str> = findings.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(
            said,
            [
                "没有名为“县民”的字段，它不会出现在报告里",
                "“镇数”要写一个数，“十二”不是",
                "“日期”要写一个日期，“下周”认不出",
                "“成效”要一项一项写"
            ]
        );
        assert_eq!(findings[0].hints, ["是不是想写“县名”？"]);
    }

    #[test]
    fn the_shape_of_a_table_is_read_and_held_to_its_columns() {
        let run = |shape: &str| {
            let table = format!("{{题: 表, 表头: [甲, 乙], 行: [[1, 2]], {shape}}}");
            run(&format!("县名: 甲\n镇数: 1\n成效:\n  - 标题: 甲\n    表格: {table}\n"))
        };
        let (data, findings) = run("宽度: [3, 1], 横排: 是");
        assert!(findings.is_empty(), "{findings:?}");
        let shown = format!("{data:?}");
        assert!(shown.contains("\"横排\", Text(Text { text: \"是\"") && shown.contains("\"3\""), "{shown}");
        for wrong in ["宽度: [3]", "宽度: [3, 甲]", "宽度: [0, 1]", "宽度: 3", "宽度: [41, 1]", "横排: 要"]
        {
            assert_eq!(run(wrong).1.iter().map(|d| d.code.id).collect::<Vec<_>>(), ["DA033"], "{wrong}");
        }
        assert!(run("横排: false").1.is_empty() && run("宽度:").1.is_empty());
    }

    #[test]
    fn ragged_tables_are_reported() {
        let (_, findings) =
            run("县名: 甲\n镇数: 1\n成效:\n  - 标题: 甲\n    表格: {题: 表, 表头: [甲, 乙], 行: [[1, 2], [1]]}\n");
        assert_eq!(findings.iter().map(|d| d.code.id).collect::<Vec<_>>(), ["DA023"]);
    }
}
