//! The YAML at the head of a file: elements of a report that are not body text.

use super::super::{Document, PageRule, SignOff, Text, TextBuilder};
use super::table::non_empty;
use crate::data::{self, Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Sink};
use crate::lexicon::blank;
use crate::markdown::{FRONT_MATTER_KEYS, is_entry};
use crate::numeral::Date;
use crate::source::{SourceMap, Span, lines, marks};

const UNKNOWN: Code = Code::new("MD020", "unknown-front-matter-key");
const SHAPE: Code = Code::new("MD021", "front-matter-shape");
const NO_DATE: Code = Code::new("MD022", "front-matter-date");

/// Distance up to which an unknown key counts as a slip of a known one.
const NEAR: f64 = 0.5;

/// Fills `document` from the YAML under `span`; gives the title if one is named there. What cannot be read is left out
/// and the findings say why.
pub(super) fn read(sources: &SourceMap, span: Span, document: &mut Document, sink: &mut Sink) -> Option<Text> {
    let yaml = sources.text(span);
    if yaml.lines().all(|line| line.trim().is_empty()) {
        return None;
    }
    let by_hand = sources.get(span.source).origin().is_none();
    let mut reader = Reader { sources, sink, by_hand, title: None, sign_off: SignOff::default() };
    for entry in &entries(yaml, span, reader.sink) {
        reader.entry(entry, document);
    }
    let sign_off = reader.sign_off;
    document.sign_off = (sign_off != SignOff::default()).then_some(sign_off);
    reader.title
}

/// The entries of the YAML; where it is broken, those that can be read each by itself.
fn entries(yaml: &str, span: Span, sink: &mut Sink) -> Vec<Entry> {
    let mut own = Sink::new();
    if let Some(entries) = mapping(yaml, span, &mut own) {
        own.into_items().into_iter().for_each(|told| sink.push(told));
        return entries;
    }
    // An entry, or a line that goes on with none.
    let begins =
        |line: &str| is_entry(line) || !line.starts_with([' ', '\t', '-', '#', ']', '}']) && !line.trim().is_empty();
    let mut starts: Vec<usize> = lines(yaml, 0).filter(|l| begins(&yaml[l.clone()])).map(|l| l.start).collect();
    if starts.first().is_none_or(|first| !yaml[..*first].trim().is_empty()) {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([yaml.len()]);
    let mark = sink.len();
    let mut read = Vec::new();
    for (start, end) in starts.iter().copied().zip(ends) {
        read.extend(mapping(&yaml[start..end], span.slice(start, end), sink).unwrap_or_default());
    }
    if sink.ok_since(mark).is_ok() {
        own.into_items().into_iter().for_each(|told| sink.push(told));
    }
    read
}

/// The entries of a text that is a mapping; `None`: it is none, and the findings say why.
fn mapping(yaml: &str, span: Span, sink: &mut Sink) -> Option<Vec<Entry>> {
    let mark = sink.len();
    let root = data::load_part(yaml, span, sink)?;
    match root.value {
        Value::Mapping(entries) => Some(entries),
        _ => {
            if sink.ok_since(mark).is_ok() {
                sink.push(
                    Diagnostic::new(SHAPE, Level::Error, Kind::Data, "题头信息不是“名称: 内容”的形式，没有印出")
                        .at(root.span)
                        .hint("每行写一项，例如“日期: 2026年9月18日”，用半角冒号加空格"),
                );
            }
            None
        }
    }
}

/// The template adds the colon that the drafter may have typed too.
fn single_colon(text: Text) -> Text {
    let bare = text.content().trim_end_matches(['：', ':']).len();
    let colon = text.content()[bare..].chars().next().map_or(0, char::len_utf8);
    text.slice(0..bare + colon)
}

/// Layout puts the —— before a subtitle, which the drafter may have typed too.
fn without_dash(text: Text) -> Text {
    let rest = text.content().trim_start_matches(['—', '―', '–', '-', '－', ' ']);
    text.slice(text.content().len() - rest.len()..text.content().len()).broken_at_marks()
}

/// Layout puts the brackets round a remark (GB/T 9704—2012, 7.3.6).
fn without_brackets(text: Text) -> Text {
    let inner = text.content().strip_prefix('（').and_then(|rest| rest.strip_suffix('）'));
    match inner.filter(|inner| !inner.contains(['（', '）'])) {
        Some(inner) => text.slice('（'.len_utf8()..'（'.len_utf8() + inner.len()),
        None => text,
    }
}

struct Reader<'a> {
    sources: &'a SourceMap,
    sink: &'a mut Sink,
    /// Whether the file was written or edited by hand; of a merged one, the data was checked.
    by_hand: bool,
    title: Option<Text>,
    sign_off: SignOff,
}

impl Reader<'_> {
    fn entry(&mut self, entry: &Entry, document: &mut Document) {
        let value = &entry.value;
        let key: String = entry.key.chars().map(|c| marks::untwin(c).unwrap_or(c)).collect();
        match key.as_str() {
            "种类" => document.kind = self.one(&key, value),
            "标题" => self.title = self.one(&key, value).map(Text::broken_at_marks),
            "副标题" => document.subtitle = self.one(&key, value).map(without_dash).and_then(non_empty),
            "题注" => document.occasion = self.one(&key, value),
            "署名" => document.byline = self.many(value),
            "日期" => document.dated = self.date(&key, value),
            "主送" => document.addressee = self.one(&key, value).map(single_colon),
            "附件" => document.attachment_note = self.many(value),
            "落款" => self.sign_off.issuers = self.many(value),
            "落款日期" => self.sign_off.dated = self.date(&key, value),
            "附注" => document.remark = self.one(&key, value).map(without_brackets),
            "版式" => document.page_rules = page_rules(value, self.sink),
            // Only says whether the file was edited; see `writer::markdown::fingerprint`.
            "指纹" => {}
            _ => self.unknown(&key, entry.key_span),
        }
    }

    fn unknown(&mut self, key: &str, span: Span) {
        let named = FRONT_MATTER_KEYS.iter().filter(|known| **known != "指纹");
        let near = named
            .clone()
            .map(|known| (strsim::normalized_levenshtein(key, known), known))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(likeness, _)| *likeness >= NEAR);
        let all = named.copied().collect::<Vec<_>>().join("、");
        let hint = match near {
            Some((_, known)) => format!("是不是“{known}”？能写的有：{all}"),
            None => format!("能写的有：{all}"),
        };
        self.sink.push(
            Diagnostic::new(
                UNKNOWN,
                Level::Warning,
                Kind::Data,
                format!("题头信息里没有“{key}”这一项，它的内容不会印出"),
            )
            .at(span)
            .hint(hint),
        );
    }

    /// A date in whatever spelling, as GB/T 9704—2012, 7.3.5.4 writes it; other text stays as it is.
    fn date(&mut self, key: &str, node: &Node) -> Option<Text> {
        let text = self.one(key, node)?;
        let Some(date) = Date::parse(text.content()) else {
            self.no_date(key, &text, node.span);
            return Some(text);
        };
        let written = date.to_string();
        if written == text.content() {
            return Some(text);
        }
        let mut built = TextBuilder::new();
        built.push_inexact(&written, text.whole_span().unwrap_or(node.span), false);
        non_empty(built.finish())
    }

    /// Says that a date is none. One with gaps is told by the checker; 2026年9月中旬 is a way of telling.
    fn no_date(&mut self, key: &str, text: &Text, span: Span) {
        let content = text.content();
        let impossible = Date::impossible(content);
        let numbered = content.contains(|c: char| c.is_ascii_digit() || "〇○一二三四五六七八九十".contains(c));
        let told = numbered && content.contains(['年', '月', '日']) && impossible.is_none();
        if !self.by_hand || told || blank::is_blank(content) || blank::shapes(content).next().is_some() {
            return;
        }
        let message = match impossible {
            Some(why) => format!("“{key}”写的“{content}”不存在：{why}"),
            None => format!("“{key}”写的“{content}”不是日期"),
        };
        self.sink.push(
            Diagnostic::new(NO_DATE, Level::Error, Kind::Data, message)
                .at(text.whole_span().unwrap_or(span))
                .because("成文日期用阿拉伯数字写全年、月、日（GB/T 9704—2012，7.3.5.4）")
                .hint("写成“2026年9月18日”的样子；日子还没有定的，先写“2026年9月*日”"),
        );
    }

    /// The one text a key takes; entries of a list are joined.
    fn one(&mut self, key: &str, node: &Node) -> Option<Text> {
        if matches!(node.value, Value::Sequence(_)) {
            self.sink.push(
                Diagnostic::new(SHAPE, Level::Warning, Kind::Data, format!("“{key}”只能写一项，各项已连在一起"))
                    .at(node.span)
                    .hint("把内容写在一行里"),
            );
        }
        let mut joined = TextBuilder::new();
        for (index, part) in self.many(node).iter().enumerate() {
            if index > 0 {
                joined.push_inexact(" ", node.span, false);
            }
            joined.append(part);
        }
        non_empty(joined.finish())
    }

    /// The texts of a key that takes one or several.
    fn many(&mut self, node: &Node) -> Vec<Text> {
        match &node.value {
            Value::Null => Vec::new(),
            Value::Scalar(scalar) => {
                non_empty(scalar_text(&scalar.text, scalar.plain, node.span)).into_iter().collect()
            }
            Value::Sequence(nodes) => nodes.iter().flat_map(|node| self.many(node)).collect(),
            Value::Mapping(_) => {
                self.sink.push(
                    Diagnostic::new(SHAPE, Level::Error, Kind::Data, "这里只能写文字，不能再分项")
                        .at(node.span)
                        .hint("内容里有半角冒号时，给整个内容加上引号"),
                );
                let raw = self.sources.text(node.span);
                non_empty(scalar_text(raw, true, node.span)).into_iter().collect()
            }
        }
    }
}

/// The settings under `版式`; what is no setting is told.
pub fn page_rules(node: &Node, sink: &mut Sink) -> Vec<PageRule> {
    let mut shape = |message: &str, span: Span| {
        let finding = Diagnostic::new(SHAPE, Level::Error, Kind::Data, message).at(span);
        sink.push(finding.hint("每行写一项，往里缩进两格，例如“行距: 28”"));
    };
    let entries = match &node.value {
        Value::Null => return Vec::new(),
        Value::Mapping(entries) => entries,
        _ => {
            shape("“版式”下面应当是一行行“名称: 内容”", node.span);
            return Vec::new();
        }
    };
    let mut rules = Vec::new();
    for entry in entries {
        match &entry.value.value {
            Value::Null => {}
            Value::Scalar(scalar) => rules.push(PageRule {
                name: scalar_text(&entry.key, false, entry.key_span),
                value: scalar_text(&scalar.text, false, entry.value.span),
                span: entry.value.span,
            }),
            _ => shape("这一项只能写一个数或者一个词", entry.value.span),
        }
    }
    rules
}

/// A scalar as text on one line; `verbatim` says that it stands under `span` byte for byte.
fn scalar_text(scalar: &str, verbatim: bool, span: Span) -> Text {
    let is_break = |c: char| c.is_control() || c == marks::LINE_BREAK || matches!(c, '\u{2028}' | '\u{2029}');
    let is_edge = |c: char| c.is_whitespace() || is_break(c);
    let trimmed = scalar.trim_matches(is_edge);
    let offset = scalar.len() - scalar.trim_start_matches(is_edge).len();
    let mut builder = TextBuilder::new();
    for (at, c) in trimmed.char_indices() {
        let read = if is_break(c) { ' ' } else { marks::untwin(c).unwrap_or(c) };
        let place = if verbatim { span.slice(offset + at, offset + at + c.len_utf8()) } else { span };
        let content = read.encode_utf8(&mut [0; 4]).to_owned();
        if verbatim && read == c {
            builder.push(&content, place, false);
        } else {
            builder.push_inexact(&content, place, false);
        }
    }
    builder.finish()
}
