//! A template to a [`Program`] for Tera: its text and its tags in turn, with a site for each place that prints.

mod block;
mod include;
mod resolve;

use super::codes;
use super::expression::{Reader, Unreadable};
use super::lexer::{Piece, Token, cut, tokens};
use super::program::{Program, Site, SiteKind};
use super::scope::{Binding, Shape};
use super::statement::whole;
use crate::data::schema::Schema;
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Reported, Sink};
use crate::source::{SourceId, SourceMap, Span, marks};
use block::OpenBlock;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Most tokens in one tag.
const MAX_TOKENS: usize = 2_000;

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
    let program = Program { tera: String::new(), sites: Vec::new(), reads: BTreeSet::new(), places: Vec::new() };
    let mut compiler = Compiler {
        program,
        schema,
        folder,
        sources,
        sink,
        scope: Vec::new(),
        blocks: Vec::new(),
        loops: Vec::new(),
        files: vec![main],
    };
    compiler.file();
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
    scope: Vec<Binding<'a>>,
    blocks: Vec<OpenBlock>,
    /// Names of the index variables of the enclosing loops.
    loops: Vec<String>,
    /// The file being read, below it the files that include it.
    files: Vec<SourceId>,
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
        self.sink.push(problem);
    }

    fn unreadable(&mut self, error: Unreadable) {
        self.fail(codes::SYNTAX, error.range, error.message, "字段写成 {{ 字段 }}，过滤器写成 {{ 字段 | 日期 }}");
    }

    fn emit(&mut self, range: Range<usize>, text: &str) {
        let span = self.span(range);
        self.program.places.push((self.program.tera.len(), span));
        self.program.tera.push_str(text);
    }

    /// Compiles the file on top of `files`.
    fn file(&mut self) {
        let text = self.sources.get(self.source()).text();
        let pieces = match cut(text) {
            Ok(pieces) => pieces,
            Err(error) => {
                let message = format!("这里打开的标记没有用“{}”关上", error.missing);
                self.fail(codes::SYNTAX, error.open, message, format!("在标记末尾补上“{}”", error.missing));
                return;
            }
        };
        let depth = self.blocks.len();
        for piece in pieces {
            match piece {
                Piece::Text(range) => self.literal(text, range),
                Piece::Print { tag, inside } => self.print(text, tag, inside),
                Piece::Statement { tag, inside } => self.statement(text, tag, inside),
            }
        }
        self.close_all(depth);
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
        match tokens(text, inside.clone()) {
            Ok(tokens) if tokens.len() <= MAX_TOKENS => Some(tokens),
            Ok(_) => {
                self.fail(codes::SYNTAX, inside, "这个标记太长", "拆成几个标记");
                None
            }
            Err(range) => {
                let bad = text[range.clone()].chars().next().unwrap_or(' ');
                let message = format!("“{bad}”不能出现在标记里");
                self.fail(codes::SYNTAX, range, message, "标记里的符号都用英文半角，文字用英文引号括起来");
                None
            }
        }
    }
}
