//! What a template says by itself, for rules that examine templates.
//!
//! In comes one template file; out come its own text, the fields it reads and its loops, with their places. No schema
//! is asked, no included file is read and nothing is reported: a tag that cannot be read is passed over, because
//! [`compile`](super::compile()) reports it.

use super::expression::{Expr, ExprKind, Reader};
use super::lexer::{Piece, cut, tokens};
use super::scope::Scope;
use super::statement::{Statement, statement, whole};
use crate::source::{SourceId, SourceMap, Span};
use std::ops::Range;

/// What a template file says by itself; everything in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// The stretches of the template's own text: what is outside tags and comments, and what is between `{% raw %}`
    /// and `{% endraw %}`. White space that `-` takes away is not part of it.
    pub literals: Vec<Span>,
    /// Where it reads fields.
    pub variables: Vec<Variable>,
    /// Its loops.
    pub loops: Vec<Loop>,
}

/// A place of a template that reads a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// The field from the data's root, without indices: `成效.标题` for `项.标题` in a loop over 成效. Its names are
    /// spelt as in the template, which may use another name of the schema's.
    pub path: String,
    /// The name with its members, without filters and braces.
    pub span: Span,
    /// Whether it stands in a tag that prints, `{{ … }}`.
    pub printed: bool,
}

/// A loop of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loop {
    /// The list it goes through, a path like [`Variable::path`]; `None` if it goes through no field (`range(…)`), or if
    /// its tag cannot be read.
    pub over: Option<String>,
    /// From `{% for … %}` up to and including `{% endfor %}`; to the end of the file, if that is missing.
    pub span: Span,
    /// The sentence directly before the loop: the one that precedes it in the same paragraph, or one in a paragraph
    /// before it that ends with ：. Between the two may stand `{% if … %}`, `{% set … %}` and comments. It contains
    /// literal text, and may contain `{{ … }}` besides.
    pub intro: Option<Span>,
}

/// Reads the template file `source`.
pub fn outline(source: SourceId, sources: &SourceMap) -> Outline {
    let text = sources.get(source).text();
    let mut surveyor = Surveyor {
        source,
        text,
        outline: Outline::default(),
        names: Scope::new(),
        blocks: Vec::new(),
        flow: Vec::new(),
    };
    for piece in cut(text).pieces {
        surveyor.piece(piece);
    }
    surveyor.outline
}

/// What a piece of the template is to a reader of the report.
enum Flow {
    /// Literal text.
    Text(Range<usize>),
    /// A printed value.
    Print(Range<usize>),
    /// Nothing: a name is set, or a condition begins.
    Unseen,
    /// A place where the text need not go on.
    Break,
}

/// An open condition or loop.
struct Block {
    /// Index of the loop in the outline; `None` for a condition.
    of: Option<usize>,
    /// Number of local names outside.
    names: usize,
}

struct Surveyor<'a> {
    source: SourceId,
    text: &'a str,
    outline: Outline,
    /// The paths that local names stand for; `None` where it is no field.
    names: Scope<Option<String>>,
    blocks: Vec<Block>,
    flow: Vec<Flow>,
}

impl Surveyor<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range.start, range.end)
    }

    fn piece(&mut self, piece: Piece) {
        let flow = match piece {
            Piece::Text(range) => {
                self.outline.literals.push(self.span(range.clone()));
                Flow::Text(range)
            }
            Piece::Print { tag, inside } => {
                let read = tokens(self.text, inside.clone()).ok();
                let read = read.and_then(|tokens| whole(&mut Reader::new(&tokens, inside.end)).ok());
                read.iter().for_each(|expression| self.variables(expression, true));
                Flow::Print(tag)
            }
            Piece::Statement { tag, inside } => self.statement(&tag, &inside),
        };
        self.flow.push(flow);
    }

    fn statement(&mut self, tag: &Range<usize>, inside: &Range<usize>) -> Flow {
        let read = tokens(self.text, inside.clone()).ok().and_then(|tokens| statement(&tokens, inside.end).ok());
        match read {
            Some(Statement::If(condition)) => {
                self.blocks.push(Block { of: None, names: self.names.len() });
                condition.iter().for_each(|condition| self.variables(condition, false));
                return Flow::Unseen;
            }
            Some(Statement::Elif(condition)) => condition.iter().for_each(|condition| self.variables(condition, false)),
            Some(Statement::For { item, over }) => self.open_loop(item, over.ok(), tag),
            Some(Statement::EndFor) => self.close(true, tag.end),
            Some(Statement::EndIf) => self.close(false, tag.end),
            Some(Statement::Set { name, value }) => {
                self.variables(&value, false);
                let path = self.path(&value);
                self.names.push(name, path);
                return Flow::Unseen;
            }
            Some(Statement::Else | Statement::Capture | Statement::Include { .. } | Statement::Unknown { .. })
            | None => {}
        }
        Flow::Break
    }

    fn open_loop(&mut self, item: Option<String>, over: Option<Expr>, tag: &Range<usize>) {
        over.iter().for_each(|over| self.variables(over, false));
        let path = over.and_then(|over| self.path(&over));
        let intro = self.intro().map(|range| self.span(range));
        let span = self.span(tag.start..self.text.len());
        self.blocks.push(Block { of: Some(self.outline.loops.len()), names: self.names.len() });
        self.outline.loops.push(Loop { over: path.clone(), span, intro });
        self.names.push("loop", None);
        if let Some(item) = item {
            self.names.push(item, path);
        }
    }

    /// Closes the innermost loop or condition, with what was left open inside it.
    fn close(&mut self, is_loop: bool, end: usize) {
        let Some(index) = self.blocks.iter().rposition(|block| block.of.is_some() == is_loop) else { return };
        let Some(block) = self.blocks.drain(index..).next() else { return };
        self.names.truncate(block.names);
        if let Some(of) = block.of {
            self.outline.loops[of].span.end = end as u32;
        }
    }

    /// Notes the fields an expression reads.
    fn variables(&mut self, expression: &Expr, printed: bool) {
        if let Some(path) = self.path(expression) {
            let span = self.span(expression.range.clone());
            self.outline.variables.push(Variable { path, span, printed });
            return;
        }
        for part in expression.parts() {
            self.variables(part, printed);
        }
    }

    /// The field that an expression is, if it is one and nothing is computed.
    fn path(&self, expression: &Expr) -> Option<String> {
        match &expression.kind {
            ExprKind::Name(name) => self.names.find(name).map_or_else(|| Some(name.clone()), Clone::clone),
            ExprKind::Member(inner, name, _) => self.path(inner).and_then(|path| member(&path, name)),
            ExprKind::Index(inner, index) => match &index.kind {
                ExprKind::Text(quoted) => self.path(inner).and_then(|path| member(&path, &quoted[1..quoted.len() - 1])),
                ExprKind::Number(_) => self.path(inner),
                _ => None,
            },
            _ => None,
        }
    }

    /// The sentence before a loop that begins here.
    fn intro(&self) -> Option<Range<usize>> {
        let mut before = self.flow.iter().rev().take(MAX_BACK).peekable();
        let mut new_paragraph = false;
        while let Some(flow) = before.peek() {
            match flow {
                Flow::Unseen => {}
                Flow::Text(range) if self.text[range.clone()].trim().is_empty() => {
                    new_paragraph |= self.text[range.clone()].contains('\n');
                }
                _ => break,
            }
            before.next();
        }
        let (end, mut start) = match before.peek()? {
            Flow::Print(tag) => (tag.end, tag.end),
            Flow::Text(range) => {
                let content = self.text[range.clone()].trim_end();
                let end = range.start + content.len();
                new_paragraph |= self.text[end..range.end].contains('\n');
                // The mark that ends the sentence is part of it.
                (end, end - content.chars().next_back().map_or(0, char::len_utf8))
            }
            Flow::Unseen | Flow::Break => return None,
        };
        if new_paragraph && !self.text[..end].ends_with('：') {
            return None;
        }
        let mut literal = false;
        for flow in before {
            match flow {
                Flow::Print(tag) => start = tag.start,
                Flow::Text(range) => {
                    literal = true;
                    let content = &self.text[range.start..range.end.min(start)];
                    let boundary =
                        content.rfind(BOUNDARIES).map(|at| at + content[at..].chars().next().map_or(0, char::len_utf8));
                    start = range.start + boundary.unwrap_or(0);
                    if boundary.is_some() {
                        break;
                    }
                }
                Flow::Unseen | Flow::Break => break,
            }
        }
        let sentence = &self.text[start..end];
        literal.then(|| end - sentence.trim_start().len()..end).filter(|range| !range.is_empty())
    }
}

/// Longest path, in bytes: a name that is a member of itself, over and over, is no field.
const MAX_PATH: usize = 1_024;

fn member(path: &str, name: &str) -> Option<String> {
    (path.len() + name.len() < MAX_PATH).then(|| format!("{path}.{name}"))
}

/// What stands between sentences and between paragraphs.
const BOUNDARIES: [char; 5] = ['。', '！', '？', '；', '\n'];
/// Most pieces of the template looked through for the beginning of a sentence.
const MAX_BACK: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    struct Seen {
        literals: Vec<String>,
        variables: Vec<(String, String, bool)>,
        loops: Vec<(Option<String>, String, Option<String>)>,
    }

    fn seen(template: &str) -> Seen {
        let mut sources = SourceMap::new();
        let id = sources.add("template.md", template);
        let found = outline(id, &sources);
        let text = |span: Span| sources.text(span).to_owned();
        Seen {
            literals: found.literals.iter().map(|span| text(*span)).collect(),
            variables: found.variables.iter().map(|v| (v.path.clone(), text(v.span), v.printed)).collect(),
            loops: found.loops.iter().map(|l| (l.over.clone(), text(l.span), l.intro.map(text))).collect(),
        }
    }

    fn intro(template: &str) -> Option<String> {
        seen(template).loops.swap_remove(0).2
    }

    fn reads(template: &str) -> Vec<String> {
        seen(template).variables.into_iter().map(|(path, _, _)| path).collect()
    }

    #[test]
    fn literals_leave_out_tags_and_comments_and_keep_raw_text() {
        let seen = seen(
            "# 关于{{ 县名 }}的报告{# 标题；{{ 不算 }} #}\n{%- if 主送 -%}\n 主送 {% endif %}{% raw %}{{ 原样 }}{% endraw %}",
        );
        assert_eq!(seen.literals, ["# 关于", "的报告", "主送 ", "{{ 原样 }}"]);
        assert_eq!(seen.variables, [("县名".into(), "县名".into(), true), ("主送".into(), "主送".into(), false)]);
    }

    #[test]
    fn names_of_loops_and_sets_lead_to_their_fields() {
        let template = "{% for 项 in 成效 %}{% set 首 = 项.分点[0] %}{{ 首.题 | 小数(位=位数) }}{{ loop.index }}\
                        {% for 点 in 项[\"分点\"] %}{{ 点.题 ~ 县名 }}{% endfor %}{% endfor %}{{ 项.题 }}";
        assert_eq!(
            reads(template),
            ["成效", "成效.分点", "成效.分点.题", "位数", "成效.分点", "成效.分点.题", "县名", "项.题"]
        );
        assert_eq!(
            reads("{% set 合计 = 甲 | 加(数=乙) %}{{ 合计 }}{% if 甲 > 3 and not 丙 %}"),
            ["甲", "乙", "甲", "丙"]
        );
    }

    #[test]
    fn loops_have_their_extent_and_their_list() {
        let seen =
            seen("甲{% for 项 in 成效 %}{% for 点 in 项.分点 %}乙{% endfor %}{% endfor %}{% for 次 in range(end=3) %}");
        let lists: Vec<Option<&str>> = seen.loops.iter().map(|(over, _, _)| over.as_deref()).collect();
        assert_eq!(lists, [Some("成效"), Some("成效.分点"), None]);
        assert!(seen.loops[0].1.starts_with("{% for 项") && seen.loops[0].1.ends_with("{% endfor %}{% endfor %}"));
        assert_eq!(seen.loops[1].1, "{% for 点 in 项.分点 %}乙{% endfor %}");
        assert_eq!(seen.loops[2].1, "{% for 次 in range(end=3) %}");
    }

    #[test]
    fn the_sentence_before_a_loop_is_its_introduction() {
        let rest = "{% for 项 in 成效 %}{{ 项 }}{% endfor %}";
        for (before, expected) in [
            ("工作扎实。主要做了三件事：", Some("主要做了三件事：")),
            ("工作扎实。全县主要做了三件事，", Some("全县主要做了三件事，")),
            ("工作扎实。主要做了三件事。", Some("主要做了三件事。")),
            ("上一段。\n\n主要有四个方面：\n\n", Some("主要有四个方面：")),
            ("上一段。\n主要有四个方面。\n", None),
            ("## 主要成效\n", None),
            ("全{{ 级别 }}有三个问题：\n", Some("全{{ 级别 }}有三个问题：")),
            ("成绩不小。全县有{{ 数 }}", Some("全县有{{ 数 }}")),
            ("{{ 引言 }}", None),
            ("问题有三：\n{# 逐条写 #}\n{% if 问题 -%}\n{% set 甲 = 1 -%}\n", Some("问题有三：")),
            ("问题有三。\n{%- if 问题 -%}\n", Some("问题有三。")),
            ("{% if 问题 %}问题有三：{% endif %}", None),
            ("", None),
            ("\n\n", None),
        ] {
            assert_eq!(intro(&format!("{before}{rest}")).as_deref(), expected, "{before:?}");
        }
    }

    #[test]
    fn mistakes_are_passed_over() {
        let seen =
            seen("甲{{ 县名； }}乙{% endfor %}{% for 在 成效 %}{{ 在.题 }}{% fro %}{{ 镇数 }}{% endif %}丙{{ 没完");
        assert_eq!(seen.literals, ["甲", "乙", "丙"]);
        assert_eq!(seen.variables.iter().map(|v| v.0.as_str()).collect::<Vec<_>>(), ["镇数"]);
        assert_eq!(seen.loops[0].0, None);
    }

    #[test]
    fn files_out_of_all_bounds_are_outlined_too() {
        for text in [
            "{% if 甲 %}".repeat(50_000),
            "{{ 甲".to_owned() + &"+甲".repeat(90_000) + " }}",
            "{% for 甲 in 甲.甲 %}".repeat(50_000),
            "{% set 甲 = 甲.甲 %}".repeat(50_000),
        ] {
            let mut sources = SourceMap::new();
            let id = sources.add("template.md", text);
            outline(id, &sources);
        }
    }

    #[test]
    fn the_shipped_template_is_outlined_whole() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/report-templates/人大调研报告/template.md");
        let text = std::fs::read_to_string(path).expect("template");
        let seen = seen(&text);
        assert_eq!(seen.loops.len(), text.matches("{% for ").count() + text.matches("{%- for ").count());
        assert!(seen.loops.iter().all(|(over, span, _)| over.is_some() && span.contains("endfor")));
        assert!(seen.variables.iter().any(|(path, _, printed)| path == "建议.牵头" && *printed));
        assert!(seen.variables.iter().all(|(path, _, _)| !path.starts_with("件.") && !path.starts_with("项.")));
    }
}
