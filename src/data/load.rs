//! Parser events to a tree.

use super::{Entry, Node, Scalar, Value, fold, syntax, trap};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Sink};
use crate::source::{Rewrite, RewriteBuilder, SourceId, SourceMap, Span, marks};
use granit_parser::{Event, Parser, Placement, ScalarStyle, options};
use std::collections::{HashMap, HashSet};

/// Most nodes a file may hold once aliases are expanded.
const MAX_NODES: usize = 400_000;
/// Deepest nesting of lists and mappings; real reports need five levels.
const MAX_DEPTH: usize = 64;

const DUPLICATE: Code = Code::new("DA002", "duplicate-key");
const SIZE: Code = Code::new("DA003", "too-large");
const ALIAS: Code = Code::new("DA004", "bad-alias");
const DOCUMENTS: Code = Code::new("DA005", "several-documents");
const EMPTY: Code = Code::new("DA006", "empty-file");
const KEY: Code = Code::new("DA007", "bad-key");

/// Loads the data file registered under `source`.
///
/// Everything wrong with it goes to `sink`; `None` if there is no tree to work with. A bare `*` anywhere is the
/// user's placeholder, not a YAML alias.
pub fn load(source: SourceId, sources: &SourceMap, sink: &mut Sink) -> Option<Node> {
    load_part(sources.get(source).text(), Span::new(source, 0, sources.get(source).text().len()), sink)
}

/// Loads YAML that is a part of a source (front matter): `text` is the text under `span`, or stands for it byte
/// for byte.
pub fn load_part(text: &str, span: Span, sink: &mut Sink) -> Option<Node> {
    let start = sink.len();
    let shielded = shield(text);
    let mut loader = Loader {
        text,
        span,
        shielded: &shielded,
        sink,
        stack: Vec::new(),
        anchors: HashMap::new(),
        root: None,
        broken: None,
    };
    loader.run();
    let root = loader.root.take();
    let broken = loader.broken.take();
    let failed = broken.is_some() || sink.ok_since(start).is_err();
    trap::inspect(text, span, root.as_ref(), failed, sink);
    if let Some(broken) = broken.filter(|broken| !trap::explains(&sink.items()[start..], broken, text, span)) {
        sink.push(broken);
    }
    let root = root.filter(|_| sink.ok_since(start).is_ok() || !failed);
    if root.is_none() && sink.len() == start {
        sink.push(
            Diagnostic::new(EMPTY, Level::Error, Kind::Data, "文件里没有数据")
                .at(span.slice(0, 0))
                .hint("先写“种类: 人大调研报告”，再按“字段: 内容”逐行填写；zhibi new 人大调研报告 会给出一份空表"),
        );
    }
    root
}

/// Longest name of an anchor, in bytes.
const LONGEST_NAME: usize = 200;

/// Hides every `*` that does not start an alias of an anchor of the file.
fn shield(text: &str) -> Rewrite {
    let anchors = anchors(text);
    let longest = anchors.iter().map(|name| name.len()).max().unwrap_or(0);
    let mut rewrite = RewriteBuilder::new(text);
    let mut buffer = [0; 4];
    for (at, _) in text.match_indices('*') {
        if !name_at(text, at + 1, longest).is_some_and(|name| anchors.contains(name)) {
            rewrite.replace(at..at + 1, marks::STAR.encode_utf8(&mut buffer));
        }
    }
    rewrite.finish()
}

/// Names behind `&` where YAML allows an anchor.
fn anchors(text: &str) -> HashSet<&str> {
    let opens = |at: usize| text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "[{,:-".contains(c));
    let names =
        text.match_indices('&').filter(|(at, _)| opens(*at)).filter_map(|(at, _)| name_at(text, at + 1, LONGEST_NAME));
    names.filter(|name| !name.is_empty()).collect()
}

/// The name that begins at `start`, if it is no longer than `longest` bytes; no further is looked.
fn name_at(text: &str, start: usize, longest: usize) -> Option<&str> {
    let rest = &text[start..text.ceil_char_boundary(start + longest + 1)];
    let end = rest.find(|c: char| c.is_whitespace() || ",[]{}".contains(c));
    let name = &rest[..end.unwrap_or(rest.len())];
    (name.len() <= longest).then_some(name)
}

/// A collection under construction.
struct Frame {
    node: Node,
    key: Option<(String, Span)>,
    keys: HashMap<String, Span>,
    anchor: usize,
    nodes: usize,
}

struct Loader<'a> {
    text: &'a str,
    span: Span,
    shielded: &'a Rewrite,
    sink: &'a mut Sink,
    stack: Vec<Frame>,
    anchors: HashMap<usize, (Node, usize)>,
    root: Option<Node>,
    /// Why the parser read no further.
    broken: Option<Diagnostic>,
}

impl Loader<'_> {
    fn run(&mut self) {
        let options = options! { emit_unresolved_aliases: true };
        let (mut total, mut documents, mut last_plain) = (0usize, 0, None);
        for event in Parser::new_from_str_with_options(self.shielded.text(), options) {
            let (event, place) = match event {
                Ok(event) => event,
                Err(error) => {
                    let at = error.marker().byte_offset().unwrap_or(0);
                    let width =
                        self.shielded.text().get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                    let finding = syntax::explain(&error, self.text, self.place(at..at + width));
                    // The parser names the place before the tab; the trap names the tab itself.
                    let tab = trap::first_tab(self.text, self.span).filter(|_| finding.message == trap::TAB_FOUND);
                    let unclosed = || syntax::unclosed(self.text, self.span, finding.span);
                    let moved = || trap::moved_in(self.text, self.span, finding.span?);
                    self.broken = Some(tab.or_else(moved).or_else(unclosed).unwrap_or(finding));
                    return;
                }
            };
            let span = self.place(place.byte_range().unwrap_or(0..0));
            let done = match event {
                Event::Scalar(text, style, anchor, _) => {
                    let node = self.scalar(&text, style, span);
                    last_plain = (style == ScalarStyle::Plain).then_some(span);
                    // Long texts weigh more, or a few aliases of one would fill the memory.
                    Some((node, anchor, 1 + text.len() / 256))
                }
                Event::Comment(_, Placement::Right) => {
                    self.comment(span, last_plain);
                    None
                }
                Event::SequenceStart(_, anchor, _) => self.open(Value::Sequence(Vec::new()), span, anchor),
                Event::MappingStart(_, anchor, _) => self.open(Value::Mapping(Vec::new()), span, anchor),
                Event::SequenceEnd | Event::MappingEnd => self.close(span),
                Event::Alias(id) => match self.anchors.get(&id) {
                    Some((node, nodes)) => Some((node.clone(), 0, *nodes)),
                    None => {
                        let hint = "“*名称”不能写在“&名称”自己的内容里；如果星号是待填的空，给整个值加上引号";
                        self.fail(ALIAS, span, "别名引用了它自己".to_owned(), hint);
                        return;
                    }
                },
                Event::UnresolvedAlias(name) => {
                    self.fail(ALIAS, span, format!("没有名为“{name}”的锚点"), "如果星号是待填的空，给整个值加上引号");
                    return;
                }
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        self.fail(
                            DOCUMENTS,
                            span,
                            "一个文件里写了两份数据".to_owned(),
                            "删去中间单独一行的“---”，或分成两个文件",
                        );
                        return;
                    }
                    None
                }
                _ => None,
            };
            if self.stack.len() > MAX_DEPTH {
                let message = format!("嵌套超过 {MAX_DEPTH} 层");
                self.fail(SIZE, span, message, "检查缩进和括号；报告数据一般不超过五层");
                return;
            }
            if let Some((node, anchor, nodes)) = done {
                total += nodes;
                if total > MAX_NODES {
                    let message = format!("数据超过 {MAX_NODES} 项（别名按展开后计算）");
                    self.fail(SIZE, span, message, "检查是否误用了“&名称”“*名称”，或把数据分成几份");
                    return;
                }
                self.attach(node, anchor, nodes);
            }
        }
    }

    fn place(&self, range: std::ops::Range<usize>) -> Span {
        let old = self.shielded.to_old_range(range);
        let end = old.end.min(self.text.len());
        self.span.slice(old.start.min(end), end)
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: Span) -> Node {
        let raw = self.text.get(self.local(span)).unwrap_or_default();
        let text = text.replace(marks::STAR, "*");
        let text = fold::joined(&text, raw).unwrap_or(text);
        let plain = style == ScalarStyle::Plain;
        if plain && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL") {
            return Node { value: Value::Null, span };
        }
        let verbatim = plain && raw == text;
        if plain && raw.strip_prefix('-').is_some_and(|rest| rest.starts_with(trap::is_han)) {
            self.sink.push(trap::glued_dash(span.slice(0, 1)));
        }
        Node { value: Value::Scalar(Scalar { text, plain: verbatim }), span }
    }

    fn local(&self, span: Span) -> std::ops::Range<usize> {
        (span.start - self.span.start) as usize..(span.end - self.span.start) as usize
    }

    /// `项目 #3 工程`: the parser took the rest for a comment although nobody would write one like that.
    fn comment(&mut self, span: Span, before: Option<Span>) {
        let text = self.text.get(self.local(span)).unwrap_or_default();
        let glued =
            text.strip_prefix('#').is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace() && c != '#'));
        let same_line = before.is_some_and(|b| {
            b.start < b.end
                && self
                    .text
                    .get((b.end - self.span.start) as usize..(span.start - self.span.start) as usize)
                    .is_some_and(|gap| !gap.contains('\n'))
        });
        if glued && same_line {
            self.sink.push(
                Diagnostic::new(trap::HASH, Level::Warning, Kind::Data, "“#”后面的文字被当作注释丢掉了")
                    .at(span)
                    .because("YAML 里空格加“#”是注释的开头")
                    .hint("如果它属于内容，给整个值加上引号；如果是注释，在“#”后空一格"),
            );
        }
    }

    fn open(&mut self, value: Value, span: Span, anchor: usize) -> Option<(Node, usize, usize)> {
        self.stack.push(Frame { node: Node { value, span }, key: None, keys: HashMap::new(), anchor, nodes: 1 });
        None
    }

    fn close(&mut self, span: Span) -> Option<(Node, usize, usize)> {
        let mut frame = self.stack.pop()?;
        frame.node.span.end = span.end.max(frame.node.span.start);
        // A block collection ends where the next token begins; the blank lines between belong to nobody.
        let text = self.text.get(self.local(frame.node.span)).unwrap_or_default();
        frame.node.span.end = frame.node.span.start + text.trim_end().len() as u32;
        Some((frame.node, frame.anchor, frame.nodes))
    }

    fn attach(&mut self, node: Node, anchor: usize, nodes: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, (node.clone(), nodes));
        }
        let Some(frame) = self.stack.last_mut() else {
            self.root = Some(node);
            return;
        };
        frame.nodes += nodes;
        match &mut frame.node.value {
            Value::Sequence(items) => items.push(node),
            Value::Mapping(entries) => match frame.key.take() {
                Some((key, key_span)) => entries.push(Entry { key, key_span, value: node }),
                None => {
                    let span = node.span;
                    let key = self.key(node);
                    self.remember(key, span);
                }
            },
            Value::Null | Value::Scalar(_) => {}
        }
    }

    fn key(&mut self, node: Node) -> String {
        match node.value {
            Value::Scalar(scalar) => scalar.text,
            Value::Null => String::new(),
            Value::Sequence(_) | Value::Mapping(_) => {
                let hint = "如果想写的是【…】这样的待填标记，给它加上引号";
                self.fail(KEY, node.span, "字段名不能是列表或一组字段".to_owned(), hint);
                String::new()
            }
        }
    }

    fn remember(&mut self, key: String, span: Span) {
        let Some(frame) = self.stack.last_mut() else { return };
        if let Some(first) = frame.keys.get(&key) {
            let finding = Diagnostic::new(DUPLICATE, Level::Error, Kind::Data, format!("“{key}”写了两次"))
                .at(span)
                .also(*first, "第一次写在这里")
                .hint("删去一个，或给其中一个改名");
            self.sink.push(finding);
        } else {
            frame.keys.insert(key.clone(), span);
        }
        frame.key = Some((key, span));
    }

    fn fail(&mut self, code: Code, span: Span, message: String, hint: &str) {
        self.sink.push(Diagnostic::new(code, Level::Error, Kind::Data, message).at(span).hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
        let mut sources = SourceMap::new();
        let id = sources.add("甲.yaml", text);
        let mut sink = Sink::new();
        let node = load(id, &sources, &mut sink);
        (node, sink.into_items())
    }

    fn text_at(node: &Node, path: &str) -> String {
        node.at(path).and_then(Node::text).expect(path).to_owned()
    }

    #[test]
    fn bare_stars_load_as_text_everywhere() {
        let (node, findings) = read("镇数: *\n县: *个镇\n金额: **万元\n表: [*, *个, 3]\n引: '*'\n");
        let node = node.expect("tree");
        assert_eq!(findings, []);
        for (path, text) in [("镇数", "*"), ("县", "*个镇"), ("金额", "**万元"), ("表[1]", "*个"), ("引", "*")]
        {
            assert_eq!(text_at(&node, path), text);
        }
    }

    #[test]
    fn a_tab_before_a_field_is_told_once() {
        let mut sources = SourceMap::new();
        let id = sources.add("甲.yaml", "种类: 短报\n\t县名: 甲\n");
        let mut sink = Sink::new();
        load(id, &sources, &mut sink);
        assert_eq!(sink.items().iter().filter(|told| told.message.contains("制表符")).count(), 1);
    }

    #[test]
    fn a_full_width_colon_is_told_once_where_the_parser_stumbles_over_it() {
        for text in ["种类：短报\n县名: 甲\n", "县名: 甲\n种类：短报\n主题: 乙\n", "种类：短报\n\n# 说明\n县名: 甲\n"]
        {
            let codes: Vec<&str> = read(text).1.iter().map(|told| told.code.id).collect();
            assert_eq!(codes, ["DA012"], "{text}");
        }
        let codes: Vec<&str> =
            read("种类：短报\n县名：甲\n乙: 1\n丙: \"丁\n").1.iter().map(|told| told.code.id).collect();
        assert_eq!(codes, ["DA012", "DA012"]);
        let codes: Vec<&str> = read("县名: \"甲\n乙: 1\n丙: 1\n").1.iter().map(|told| told.code.id).collect();
        assert_eq!(codes, ["DA001"]);
    }

    #[test]
    fn real_anchors_still_work() {
        let (node, findings) = read("甲: &县名 青禾县\n乙: *县名\n丙: *县\n");
        let node = node.expect("tree");
        assert_eq!(findings, []);
        assert_eq!((text_at(&node, "乙"), text_at(&node, "丙")), ("青禾县".to_owned(), "*县".to_owned()));
    }

    #[test]
    fn spelling_and_place_are_kept() {
        let text = "率: 0.10\n号: 012\n长: 12345678901234567890\n是: yes\n空:\n引: \"a\\tb\"\n星: **x\n";
        let (node, _) = read(text);
        let node = node.expect("tree");
        for (path, expected) in
            [("率", "0.10"), ("号", "012"), ("长", "12345678901234567890"), ("是", "yes"), ("引", "a\tb")]
        {
            assert_eq!(text_at(&node, path), expected);
        }
        assert_eq!(node.get("空").expect("空").value, Value::Null);
        assert_eq!(&text[node.get("率").expect("率").span.range()], "0.10");
        assert_eq!(&text[node.get("星").expect("星").span.range()], "**x");
        assert!(node.get("率").and_then(Node::scalar).expect("scalar").plain);
        assert!(!node.get("引").and_then(Node::scalar).expect("scalar").plain);
    }

    #[test]
    fn several_problems_come_out_of_one_run() {
        let (_, findings) = read("甲: 1\n甲: 2\n乙: 项目 #3 工程\n乙: 3\n");
        let codes: Vec<&str> = findings.iter().map(|d| d.code.id).collect();
        assert_eq!(codes, ["DA002", "DA011", "DA002"]);
    }

    #[test]
    fn hostile_files_are_bounded() {
        let deep = "[".repeat(10_000);
        let (node, findings) = read(&deep);
        assert!(node.is_none() && findings.len() == 1, "{findings:?}");
        let deep: String = (0..10_000).map(|i| format!("{}a:\n", " ".repeat(i.min(300)))).collect();
        assert!(read(&deep).0.is_none());
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for i in 1..12 {
            let item = format!("*a{}", i - 1);
            bomb.push_str(&format!("a{i}: &a{i} [{}]\n", vec![item; 10].join(", ")));
        }
        let (node, findings) = read(&bomb);
        assert!(node.is_none());
        assert_eq!(findings[0].code.id, "DA003");
    }

    #[test]
    fn an_alias_inside_its_own_anchor_is_an_error_not_a_shift() {
        let (node, findings) = read("标题: &a {乙: *a, 丙: 1}\n");
        assert!(node.is_none());
        assert_eq!(findings[0].code.id, "DA004");
        let long = format!("甲: &a '{}'\n乙: [{}]\n", "字".repeat(100_000), vec!["*a"; 500].join(", "));
        assert!(read(&long).0.is_none(), "half a gigabyte of aliases");
    }

    #[test]
    fn paths_lead_to_nodes() {
        let (node, _) = read("甲:\n  - 乙: [1, 2]\n    丙: x\n");
        let node = node.expect("tree");
        let mut paths = Vec::new();
        node.walk(&mut String::new(), &mut |path, _| paths.push(path.to_owned()));
        assert_eq!(paths, ["甲[0].乙[0]", "甲[0].乙[1]", "甲[0].丙"]);
        assert_eq!(text_at(&node, "甲[0].乙[1]"), "2");
    }
}
