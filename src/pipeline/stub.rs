//! The gaps of a data file as YAML to fill in: only what is missing, under the very keys of the data file, so that it
//! merges back. Items of a list that need nothing are empty there and named in a comment.

use super::skeleton::{push_comment, push_field};
use crate::data::schema::{Field, FieldKind, Schema, find};
use crate::data::{Gap, GapState, KIND_KEYS, Node};
use std::collections::BTreeMap;

/// Gaps by where they stand.
enum Tree<'a> {
    Leaf(&'a Gap),
    Group(Vec<(&'a str, Tree<'a>)>),
    List(BTreeMap<usize, Tree<'a>>),
}

/// One step of a path.
enum Step<'a> {
    Key(&'a str),
    Item(usize),
}

/// The stub for the gaps of the data `root`, read from the file `name`.
pub(super) fn stub(name: &str, root: &Node, schema: &Schema, gaps: &[Gap]) -> String {
    let mut tree = Tree::Group(Vec::new());
    for gap in gaps {
        tree.plant(&steps(&gap.path), gap);
    }
    let mut text = format!(
        "# {name} 还缺的 {} 项\n\
         # 填好以后，把各项合并到数据文件的同名字段里；列表按顺序一项对一项\n\
         # 写着“不用填”的只为占位，原来的内容不动；已有的句子里，把空着的地方改成实数或实名\n",
        gaps.len()
    );
    // What is filled in here can be checked by itself.
    if let Some(kind) = root.entries().iter().find(|entry| KIND_KEYS.contains(&entry.key.as_str())) {
        text.push_str(&format!("\n{}: {}\n", kind.key, kind.value.text().unwrap_or(&schema.kind)));
    }
    let mut writer = Writer { text: &mut text, schema };
    if let Tree::Group(fields) = &tree {
        writer.group(fields, Some(root), &schema.fields, 0);
    }
    text
}

/// `成效[0].标题` as steps.
fn steps(path: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let mut indices = part.split('[');
        steps.extend(indices.next().filter(|key| !key.is_empty()).map(Step::Key));
        steps.extend(indices.filter_map(|index| index.trim_end_matches(']').parse().ok()).map(Step::Item));
    }
    steps
}

impl<'a> Tree<'a> {
    /// An empty place for what follows.
    fn place_for(steps: &[Step<'a>], gap: &'a Gap) -> Tree<'a> {
        match steps.first() {
            None => Tree::Leaf(gap),
            Some(Step::Key(_)) => Tree::Group(Vec::new()),
            Some(Step::Item(_)) => Tree::List(BTreeMap::new()),
        }
    }

    fn plant(&mut self, steps: &[Step<'a>], gap: &'a Gap) {
        let Some((step, rest)) = steps.split_first() else { return };
        match (self, step) {
            (Tree::Group(fields), Step::Key(key)) => {
                if !fields.iter().any(|(known, _)| known == key) {
                    fields.push((key, Tree::place_for(rest, gap)));
                }
                if let Some((_, tree)) = fields.iter_mut().find(|(known, _)| known == key) {
                    tree.plant(rest, gap);
                }
            }
            (Tree::List(items), Step::Item(index)) => {
                items.entry(*index).or_insert_with(|| Tree::place_for(rest, gap)).plant(rest, gap);
            }
            // What is missing as a whole is not asked for in parts.
            _ => {}
        }
    }
}

struct Writer<'w> {
    text: &'w mut String,
    schema: &'w Schema,
}

impl Writer<'_> {
    fn line(&mut self, indent: usize, line: &str) {
        let line = line.trim_end();
        self.text.push_str(&" ".repeat(if line.is_empty() { 0 } else { indent }));
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn group(&mut self, fields: &[(&str, Tree<'_>)], node: Option<&Node>, known: &[Field], indent: usize) {
        for (name, tree) in fields {
            let field = find(known, name);
            // The key that the data file has, which may be another accepted one.
            let entry = node.and_then(|node| {
                let is_meant = |key: &str| key == *name || field.is_some_and(|field| field.is_called(key));
                node.entries().iter().find(|entry| is_meant(&entry.key))
            });
            let key = entry.map_or(*name, |entry| entry.key.as_str());
            let inner = field.map_or(&[][..], |field| &field.fields);
            if indent == 0 {
                self.text.push('\n');
            }
            match tree {
                Tree::Leaf(gap) => self.field(key, gap, field, indent),
                Tree::Group(fields) => {
                    self.line(indent, &format!("{key}:"));
                    self.group(fields, entry.map(|entry| &entry.value), inner, indent + 2);
                }
                Tree::List(items) => {
                    self.line(indent, &format!("{key}:"));
                    self.list(items, entry.map(|entry| &entry.value), inner, indent + 2);
                }
            }
        }
    }

    fn list(&mut self, items: &BTreeMap<usize, Tree<'_>>, node: Option<&Node>, known: &[Field], indent: usize) {
        let length = items.last_key_value().map_or(0, |(last, _)| last + 1);
        for index in 0..length {
            let item = node.and_then(|node| node.items().get(index));
            let words = item.map(first_words).unwrap_or_default();
            let named = if words.is_empty() { String::new() } else { format!("：{words}") };
            match items.get(&index) {
                None => self.line(indent, &format!("-  # 第{}项{named}（不用填）", index + 1)),
                Some(Tree::Leaf(gap)) => {
                    self.ask(gap, None, indent);
                    self.value("-", gap, self.schema.field(&gap.path).map_or(FieldKind::Text, item_kind), indent);
                }
                Some(Tree::Group(fields)) => {
                    self.line(indent, &format!("-  # 第{}项{named}", index + 1));
                    self.group(fields, item, known, indent + 2);
                }
                Some(Tree::List(inner)) => {
                    self.line(indent, &format!("-  # 第{}项{named}", index + 1));
                    self.list(inner, item, known, indent + 2);
                }
            }
        }
    }

    fn field(&mut self, key: &str, gap: &Gap, field: Option<&Field>, indent: usize) {
        let composite = |field: &&Field| {
            matches!(field.kind, FieldKind::List | FieldKind::Group | FieldKind::Table) && gap.state != GapState::Blank
        };
        match field.filter(composite) {
            Some(field) => push_field(self.text, &Field { name: key.to_owned(), ..field.clone() }, indent / 2, "", ""),
            None => {
                self.ask(gap, field, indent);
                self.value(&format!("{key}:"), gap, field.map_or(FieldKind::Text, |field| field.kind), indent);
            }
        }
    }

    /// The question, who answers it, and an example.
    fn ask(&mut self, gap: &Gap, field: Option<&Field>, indent: usize) {
        let space = " ".repeat(indent);
        if let Some(field) = field {
            push_comment(self.text, field, &space);
            return;
        }
        let supplier =
            if gap.supplier.is_empty() { String::new() } else { format!("（一般由{}提供）", gap.supplier) };
        self.line(indent, &format!("# {}{supplier}", gap.question));
        if !gap.example.is_empty() {
            let example = gap.example.lines().collect::<Vec<_>>().join(" ");
            self.line(indent, &format!("# 例：{example}"));
        }
    }

    /// The place to fill in. A sentence that only lacks a figure stands there already.
    fn value(&mut self, lead: &str, gap: &Gap, kind: FieldKind, indent: usize) {
        let text = gap.text.trim();
        if text.is_empty() {
            self.line(indent, lead);
        } else if kind != FieldKind::Text || text.chars().count() <= 4 {
            let one_line = text.lines().collect::<Vec<_>>().join(" ");
            self.line(indent, &format!("# 现在写着：{one_line}"));
            self.line(indent, lead);
        } else if text.contains('\n') {
            self.line(indent, &format!("{lead} |-"));
            text.lines().for_each(|line| self.line(indent + 2, line));
        } else {
            self.line(indent, &format!("{lead} \"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")));
        }
    }
}

/// What one item of a list holds.
fn item_kind(field: &Field) -> FieldKind {
    if field.kind == FieldKind::List { FieldKind::Text } else { field.kind }
}

/// The first words of an item, for telling it from others.
fn first_words(node: &Node) -> String {
    let mut words = String::new();
    node.walk(&mut String::new(), &mut |_, node| {
        if words.is_empty() {
            words = node.text().unwrap_or_default().lines().next().unwrap_or_default().chars().take(16).collect();
        }
    });
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{fill, load};
    use crate::diagnostic::Sink;
    use crate::source::SourceMap;

    const SCHEMA: &str = "\
名称: 短报
字段:
  - {名称: 县名, 别名: [county], 问: 哪个县？, 提供: 办公室, 例: 青禾县, 必填: true}
  - {名称: 镇数, 问: 几个镇？, 类型: 数字, 必填: true}
  - {名称: 依据, 问: 根据什么？, 必填: true}
  - {名称: 乡镇, 问: 走了哪些？, 类型: 列表, 例: 柳溪镇}
  - 名称: 成效
    问: 做了什么？
    类型: 列表
    必填: true
    字段:
      - {名称: 标题, 问: 题目？, 必填: true}
      - {名称: 内容, 问: 内容？, 必填: true}
      - {名称: 表格, 类型: 表}
";

    /// The stub, and the paths of the gaps it is for.
    fn made(data: &str) -> (String, Vec<String>) {
        let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
        let schema = sources.add("schema.yaml", SCHEMA);
        let schema = Schema::read(schema, &sources, &mut sink).expect("schema");
        let id = sources.add("甲.yaml", data);
        let root = load(id, &sources, &mut sink).expect("data");
        let gaps = fill(&root, &schema, &mut sink).gaps;
        let paths = gaps.iter().map(|gap| gap.path.clone()).collect();
        (stub("甲.yaml", &root, &schema, &gaps), paths)
    }

    fn loaded(text: &str) -> (Node, Vec<String>) {
        let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
        let id = sources.add("补.yaml", text);
        let root = load(id, &sources, &mut sink).unwrap_or_else(|| panic!("{text}"));
        (root, sink.items().iter().map(|item| item.message.clone()).collect())
    }

    #[test]
    fn a_stub_asks_for_what_is_missing_and_keeps_begun_sentences() {
        let data = "county:\n镇数: **个\n依据: 县人大20XX年\"要点\"\n乡镇: [柳溪镇, \"*乡\"]\n\
                    成效:\n  - {标题: 甲, 内容: 好}\n  - 标题: 乙\n    内容: |\n      全县**家。\n\n      第二段。\n";
        let expected = "\
# 甲.yaml 还缺的 5 项
# 填好以后，把各项合并到数据文件的同名字段里；列表按顺序一项对一项
# 写着“不用填”的只为占位，原来的内容不动；已有的句子里，把空着的地方改成实数或实名

# 哪个县？（一般由办公室提供）
# 例：青禾县
county:

# 几个镇？（只写数）
# 现在写着：**个
镇数:

# 根据什么？
依据: \"县人大20XX年\\\"要点\\\"\"

乡镇:
  -  # 第1项：柳溪镇（不用填）
  # 走了哪些？
  # 例：柳溪镇
  # 现在写着：*乡
  -

成效:
  -  # 第1项：甲（不用填）
  -  # 第2项：乙
    # 内容？
    内容: |-
      全县**家。

      第二段。
";
        let (text, _) = made(data);
        assert_eq!(text, expected, "\n{text}");
    }

    #[test]
    fn every_gap_has_its_place_and_nothing_else_has_one() {
        let data = "县名: *\n成效:\n  - {标题: 甲, 内容: 好}\n  - 标题: \"*\"\n    表格:\n      题: 表\n      表头: [年, 数]\n\
                    \x20     行:\n        - [2024, 1]\n        - [2025, \"*\"]\n";
        let (text, paths) = made(data);
        let (root, problems) = loaded(&text);
        assert_eq!(problems, Vec::<String>::new(), "{text}");
        assert!(paths.iter().any(|path| path == "成效[1].表格.行[1][1]"), "{paths:?}");
        for path in &paths {
            assert!(root.at(path).is_some(), "{path} is not in\n{text}");
        }
        let mut filled = Vec::new();
        root.walk(&mut String::new(), &mut |path, node| {
            filled.extend(node.text().map(|_| path.to_owned()));
        });
        assert_eq!(filled, Vec::<String>::new(), "nothing is filled in\n{text}");
    }

    #[test]
    fn what_is_missing_as_a_whole_is_asked_for_as_a_whole() {
        let (text, _) = made("县名: 甲\n镇数: 1\n依据: 甲\n");
        let (root, problems) = loaded(&text);
        assert_eq!(problems, Vec::<String>::new(), "{text}");
        assert!(root.at("成效[0].标题").is_some() && root.get("县名").is_none(), "{text}");
    }
}
