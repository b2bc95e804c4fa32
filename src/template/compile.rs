//! A template to a [`Program`] for Tera: its text and its tags in turn, with a site for each place that prints.

mod block;
mod include;
mod resolve;
#[cfg(test)]
mod tests;

use super::codes;
use super::expression::{Reader, Unreadable};
use super::lexer::{BadTag, MAX_NAME, Piece, Pieces, Token, Unclosed, cut, tokens};
use super::program::{Program, Site, SiteKind};
use super::scope::{Binding, Scope, Shape};
use super::statement::whole;
use crate::data::schema::Schema;
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Reported, Sink};
use crate::source::{SourceId, SourceMap, Span, marks};
use block::OpenBlock;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Most problems reported of one template.
const MAX_PROBLEMS: usize = 100;
/// Most template text read, in bytes, an included file counted as often as it is included: nearly three hundred pages
/// of a report without a single field.
const MAX_TEXT: usize = 512 << 10;
/// Largest program, in bytes: many times the text where small tags stand in many loops.
const MAX_PROGRAM: usize = 4 << 20;

/// The files templates may include, by name.
pub type Folder = BTreeMap<String, SourceId>;

/// Compiles the template registered as `main`, with the files of `folder` it includes.
///
/// # Errors
/// Every unknown name, filter and syntax error of one run goes to `sink`.
pub fn compile(
    main: SourceId,
    folder: &Folder,
    sources: &SourceMap,
    schema: &Schema,
    sink: &mut Sink,
) -> Result<Program, Reported> {
    let start = sink.len();
    if sources.get(main).text().trim().is_empty() {
        let finding = Diagnostic::new(codes::EMPTY, Level::Error, Kind::Template, "模板是空的，印不出内容");
        sink.push(
            finding.at(Span::new(main, 0, 0)).hint("写上正文和 {{ 字段 }}；zhibi templates 加种类可以看有哪些字段"),
        );
    }
    let program = Program {
        tera: String::new(),
        sites: Vec::new(),
        reads: BTreeSet::new(),
        items: Vec::new(),
        places: Vec::new(),
    };
    let mut compiler = Compiler {
        program,
        schema,
        folder,
        sources,
        sink,
        scope: Scope::new(),
        blocks: Vec::new(),
        loops: Vec::new(),
        files: vec![main],
        inclusions: 0,
        read: 0,
        problems: 0,
        stopped: false,
    };
    compiler.file(None);
    let program = compiler.program;
    sink.ok_since(start)?;
    Ok(program)
}

struct Compiler<'a> {
    program: Program,
    schema: &'a Schema,
    folder: &'a Folder,
    sources: &'a SourceMap,
    sink: &'a mut Sink,
    scope: Scope<Binding<'a>>,
    blocks: Vec<OpenBlock>,
    /// Names of the index variables of the enclosing loops.
    loops: Vec<String>,
    /// The file being read, below it the files that include it.
    files: Vec<SourceId>,
    /// Files included so far, bytes read of all files, problems reported.
    inclusions: usize,
    read: usize,
    problems: usize,
    /// Whether a limit was passed: the rest is not read.
    stopped: bool,
}

impl<'a> Compiler<'a> {
    fn source(&self) -> SourceId {
        self.files[self.files.len() - 1]
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source(), range.start, range.end)
    }

    fn fail(&mut self, code: Code, range: Range<usize>, message: impl Into<String>, hint: impl Into<String>) {
        let span = self.span(range);
        self.report(Diagnostic::new(code, Level::Error, Kind::Template, message).at(span).hint(hint));
    }

    fn report(&mut self, problem: Diagnostic) {
        if self.stopped {
            return;
        }
        let span = problem.span;
        self.sink.push(problem);
        self.problems += 1;
        if let Some(span) = span
            && self.problems == MAX_PROBLEMS
        {
            self.stop_at(span, format!("这个模板的问题太多，只列出前 {MAX_PROBLEMS} 个"), "先改好前面的，再试一次");
        }
    }

    /// Reports that a limit was passed and reads no further.
    fn stop(&mut self, range: Range<usize>, message: impl Into<String>, hint: impl Into<String>) {
        let span = self.span(range);
        self.stop_at(span, message, hint);
    }

    fn stop_at(&mut self, span: Span, message: impl Into<String>, hint: impl Into<String>) {
        if !self.stopped {
            self.stopped = true;
            let problem = Diagnostic::new(codes::TOO_LONG, Level::Error, Kind::Template, message);
            self.sink.push(problem.at(span).hint(hint));
        }
    }

    fn unreadable(&mut self, error: Unreadable) {
        self.fail(codes::SYNTAX, error.range, error.message, "字段写成 {{ 字段 }}，过滤器写成 {{ 字段 | 日期 }}");
    }

    fn emit(&mut self, range: Range<usize>, text: &str) {
        if self.program.tera.len() + text.len() > MAX_PROGRAM {
            let hint = "不要在一层套一层的循环里写很多标记；内容长的放进数据里";
            return self.stop(range, "模板展开以后太大", hint);
        }
        let span = self.span(range);
        self.program.places.push((self.program.tera.len(), span));
        self.program.tera.push_str(text);
    }

    /// Compiles the file on top of `files`, which is included by `tag` of the file below it.
    fn file(&mut self, tag: Option<Range<usize>>) {
        let text = self.sources.get(self.source()).text();
        self.read += text.len();
        if self.read > MAX_TEXT {
            let message = format!("模板连同引用的文件超过 {} KB", MAX_TEXT >> 10);
            let below = self.files.len().checked_sub(2).map(|below| self.files[below]);
            let place = below.zip(tag).map_or(self.span(0..0), |(file, tag)| Span::new(file, tag.start, tag.end));
            return self.stop_at(place, message, "模板只写报告的骨架；内容长的放进数据里");
        }
        let depth = self.blocks.len();
        let Pieces { pieces, unclosed } = cut(text);
        for piece in pieces {
            if self.stopped {
                break;
            }
            match piece {
                Piece::Text(range) => self.literal(text, range),
                Piece::Print { tag, inside } => self.print(text, tag, inside),
                Piece::Statement { tag, inside } => self.statement(text, tag, inside),
            }
        }
        self.close_all(depth, unclosed.is_none());
        if let Some(Unclosed { open, missing }) = unclosed {
            let message = format!("这里打开的标记没有用“{missing}”关上");
            self.fail(codes::SYNTAX, open, message, format!("在标记末尾补上“{missing}”"));
        }
    }

    fn site(&mut self, range: Range<usize>, kind: SiteKind) -> String {
        let span = self.span(range);
        self.program.sites.push(Site { span, kind });
        let number = self.program.sites.len() - 1;
        let mut head = String::from(marks::OPEN);
        head.extend(number.to_string().bytes().map(|digit| marks::digit(u32::from(digit - b'0'))));
        head
    }

    fn literal(&mut self, text: &str, range: Range<usize>) {
        let content = &text[range.clone()];
        let mut head = self.site(range.clone(), SiteKind::Literal);
        head.push(marks::HEAD_END);
        let raw = ["{{", "{%", "{#"].iter().any(|mark| content.contains(mark));
        let body = if raw { format!("{{% raw %}}{content}{{% endraw %}}") } else { content.to_owned() };
        self.emit(range, &format!("{head}{body}"));
    }

    fn print(&mut self, text: &str, tag: Range<usize>, inside: Range<usize>) {
        let Some(tokens) = self.tokens(text, inside.clone()) else { return };
        let expression = match whole(&mut Reader::new(&tokens, inside.end)) {
            Ok(expression) => expression,
            Err(error) => return self.unreadable(error),
        };
        let Some(known) = self.resolve(&expression) else { return };
        if known.shape == Shape::Unknown {
            return;
        }
        if known.shape != Shape::Text {
            let hint = match known.shape {
                Shape::Texts => "用 | 顿号 连成一句，或用 {% for 项 in … %} 逐项写",
                _ => "用 {% for 项 in … %} 逐项写，或写出其中的字段",
            };
            return self.fail(
                codes::WRONG_SHAPE,
                expression.range,
                format!("{}不能直接印出来", known.shape.name()),
                hint,
            );
        }
        let mut head = self.site(tag.clone(), SiteKind::Value(known.paths));
        for index in &self.loops {
            head.push_str(&format!("{}{{{{ {index} }}}}", marks::SEPARATOR));
        }
        self.emit(tag, &format!("{head}{}{{{{ {} }}}}{}", marks::HEAD_END, known.tera, marks::CLOSE));
    }

    fn tokens(&mut self, text: &str, inside: Range<usize>) -> Option<Vec<Token>> {
        let error = match tokens(text, inside.clone()) {
            Ok(found) => return Some(found),
            Err(error) => error,
        };
        let (range, message, hint) = match error {
            BadTag::TooLong => (inside.start..inside.start, "这个标记太长".to_owned(), "拆成几个标记"),
            BadTag::LongName(range) => {
                (range, format!("这个名称超过 {MAX_NAME} 个字"), "换一个短的；要印的文字写在标记外面")
            }
            BadTag::Character(range) => {
                let bad = text[range.clone()].chars().next().unwrap_or(' ');
                let hint = "标记里的符号都用英文半角，文字用英文引号括起来";
                (range, format!("“{bad}”不能出现在标记里"), hint)
            }
        };
        self.fail(codes::SYNTAX, range, message, hint);
        None
    }
}
