//! A template to a [`Program`] for Tera.

use super::codes;
use super::expression::{Expr, ExprKind, FILTERS, Reader, Unreadable, mangle};
use super::lexer::{Piece, Token, cut, tokens};
use super::scope::{Binding, PathStep, Shape, SitePath};
use crate::data::schema::{Schema, find, nearest};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Reported, Sink};
use crate::source::{SourceId, SourceMap, Span, marks};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Most tokens in one tag.
const MAX_TOKENS: usize = 2_000;
/// Deepest nesting of includes.
const MAX_INCLUDES: usize = 16;

/// The files templates may include, by name.
pub type Folder = BTreeMap<String, SourceId>;

/// A compiled template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// What Tera reads.
    pub tera: String,
    /// The sites, by the numbers printed in the marks.
    pub sites: Vec<Site>,
    /// Paths of the fields it reads, without indices.
    pub reads: BTreeSet<String>,
    /// Where stretches of `tera` came from: start offset, template place; ascending.
    pub places: Vec<(usize, Span)>,
}

/// A place of a template that prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Where in the template.
    pub span: Span,
    /// What it prints.
    pub kind: SiteKind,
}

/// What a site prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteKind {
    /// The template's own text, byte for byte.
    Literal,
    /// Values: the fields the expression reads, the printed one first.
    Value(Vec<SitePath>),
}

impl Program {
    /// The template place of an offset in [`Program::tera`].
    pub fn place(&self, offset: usize) -> Option<Span> {
        let after = self.places.partition_point(|(start, _)| *start <= offset);
        self.places.get(after.saturating_sub(1)).map(|(_, span)| *span)
    }
}

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

/// An open block.
struct OpenBlock {
    word: &'static str,
    span: Span,
    scope: usize,
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

/// The value of an expression, as far as it is known before any data is read.
struct Known<'a> {
    /// The expression in Tera's words.
    tera: String,
    shape: Shape<'a>,
    paths: Vec<SitePath>,
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
        self.sink.push(Diagnostic::new(code, Level::Error, Kind::Template, message).at(span).hint(hint));
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
        for block in self.blocks.split_off(depth) {
            let message = format!("“{{% {} %}}”没有结束", block.word);
            let hint = format!("在后面补上 {{% end{} %}}", block.word);
            self.sink
                .push(Diagnostic::new(codes::SYNTAX, Level::Error, Kind::Template, message).at(block.span).hint(hint));
            self.close_scope(&block);
        }
    }

    fn close_scope(&mut self, block: &OpenBlock) {
        self.scope.truncate(block.scope);
        if block.word == "for" {
            self.loops.pop();
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
        let mut reader = Reader::new(&tokens, inside.end);
        let expression = match reader.expression().and_then(|e| reader.finish().map(|()| e)) {
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

    fn statement(&mut self, text: &str, tag: Range<usize>, inside: Range<usize>) {
        let Some(tokens) = self.tokens(text, inside.clone()) else { return };
        let mut reader = Reader::new(&tokens, inside.end);
        let (word, range) = match reader.name() {
            Ok(found) => found,
            Err(error) => return self.unreadable(error),
        };
        let result = match word.as_str() {
            "if" => self.open_if(&mut reader, tag),
            "elif" => self.elif(&mut reader, tag),
            "else" => self.else_branch(&reader, tag),
            "endif" => self.close("if", &reader, tag),
            "for" => self.open_for(&mut reader, tag),
            "endfor" => self.close("for", &reader, tag),
            "set" => self.set(&mut reader, tag),
            "include" => self.include(&mut reader, tag),
            _ => {
                let words = ["if", "elif", "else", "endif", "for", "endfor", "set", "include", "raw", "endraw"];
                let hint = match nearest(&word, words.into_iter()) {
                    Some(near) => format!("是不是想写“{near}”？"),
                    None => "报告模板里可以用 if、for、set、include".to_owned(),
                };
                self.fail(codes::NOT_ALLOWED, range, format!("报告模板里没有“{{% {word} %}}”"), hint);
                Ok(())
            }
        };
        if let Err(error) = result {
            self.unreadable(error);
        }
    }

    fn condition(&mut self, reader: &mut Reader<'_>) -> Result<String, Unreadable> {
        let expression = reader.expression()?;
        reader.finish()?;
        // An unknown name has been reported; the block structure is still worth checking.
        Ok(self.resolve(&expression).map_or_else(|| "false".to_owned(), |known| known.tera))
    }

    fn open(&mut self, word: &'static str, tag: Range<usize>) {
        let span = self.span(tag);
        self.blocks.push(OpenBlock { word, span, scope: self.scope.len() });
    }

    fn open_if(&mut self, reader: &mut Reader<'_>, tag: Range<usize>) -> Result<(), Unreadable> {
        self.open("if", tag.clone());
        let condition = self.condition(reader)?;
        self.emit(tag, &format!("{{% if {condition} %}}"));
        Ok(())
    }

    fn inside(&mut self, word: &str, tag: &Range<usize>) -> bool {
        let open = self
            .blocks
            .last()
            .is_some_and(|block| block.span.source == self.source() && (word.is_empty() || block.word == word));
        if !open {
            let hint = "每个 {% if %} 配一个 {% endif %}，每个 {% for %} 配一个 {% endfor %}";
            self.fail(codes::SYNTAX, tag.clone(), "这里没有可以结束或分支的块", hint);
        }
        open
    }

    fn elif(&mut self, reader: &mut Reader<'_>, tag: Range<usize>) -> Result<(), Unreadable> {
        if self.inside("if", &tag) {
            let condition = self.condition(reader)?;
            self.emit(tag, &format!("{{% elif {condition} %}}"));
        }
        Ok(())
    }

    fn else_branch(&mut self, reader: &Reader<'_>, tag: Range<usize>) -> Result<(), Unreadable> {
        reader.finish()?;
        if self.inside("", &tag) {
            self.emit(tag, "{% else %}");
        }
        Ok(())
    }

    fn close(&mut self, word: &'static str, reader: &Reader<'_>, tag: Range<usize>) -> Result<(), Unreadable> {
        reader.finish()?;
        if self.inside(word, &tag)
            && let Some(block) = self.blocks.pop()
        {
            self.close_scope(&block);
            self.emit(tag, &format!("{{% end{word} %}}"));
        }
        Ok(())
    }

    fn open_for(&mut self, reader: &mut Reader<'_>, tag: Range<usize>) -> Result<(), Unreadable> {
        self.open("for", tag.clone());
        // Loops are numbered over the whole program: an inner loop must not hide an outer one's index.
        let index = format!("zi{}", self.program.places.len());
        self.loops.push(index.clone());
        let (name, _) = reader.name()?;
        if !reader.take_word("in") {
            let message = "循环要写成 {% for 项 in 列表 %}".to_owned();
            return Err(Unreadable { range: reader.here(), message });
        }
        let expression = reader.expression()?;
        reader.finish()?;
        let Some(known) = self.resolve_outside_loop(&expression) else { return self.unknown_item(name) };
        let Some(shape) = known.shape.item() else {
            let message = format!("{}不能逐项循环", known.shape.name());
            self.fail(codes::WRONG_SHAPE, expression.range, message, "循环只能用在列表上");
            return self.unknown_item(name);
        };
        let each = PathStep::Each(self.loops.len() - 1);
        let paths = known.paths.iter().take(1).map(|path| path.then(each.clone())).collect();
        self.emit(
            tag,
            &format!("{{% for {} in z_items(v={}) %}}{{% set {index} = loop.index0 %}}", mangle(&name), known.tera),
        );
        self.scope.push(Binding { name, shape, paths });
        self.scope.push(Binding { name: "loop".to_owned(), shape: Shape::Loop, paths: Vec::new() });
        Ok(())
    }

    /// The list of a loop is read before the loop's own index exists.
    fn resolve_outside_loop(&mut self, expression: &Expr) -> Option<Known<'a>> {
        let own = self.loops.pop();
        let known = self.resolve(expression);
        self.loops.extend(own);
        known
    }

    fn unknown_item(&mut self, name: String) -> Result<(), Unreadable> {
        // Keeps later uses of the loop's name from being reported as unknown too.
        self.scope.push(Binding { name, shape: Shape::Group(&[]), paths: Vec::new() });
        Ok(())
    }

    fn set(&mut self, reader: &mut Reader<'_>, tag: Range<usize>) -> Result<(), Unreadable> {
        let (name, _) = reader.name()?;
        if !reader.take_mark("=") {
            let hint = "写成 {% set 名称 = 内容 %}";
            self.fail(codes::NOT_ALLOWED, tag, "报告模板里不能把一段文字存成变量", hint);
            return Ok(());
        }
        let expression = reader.expression()?;
        reader.finish()?;
        if let Some(known) = self.resolve(&expression) {
            self.emit(tag, &format!("{{% set {} = {} %}}", mangle(&name), known.tera));
            self.scope.push(Binding { name, shape: known.shape, paths: known.paths });
        }
        Ok(())
    }

    fn include(&mut self, reader: &mut Reader<'_>, tag: Range<usize>) -> Result<(), Unreadable> {
        let (name, range) = reader.text()?;
        reader.finish()?;
        let Some(file) = self.folder.get(&name).copied() else {
            let hint = match nearest(&name, self.folder.keys().map(String::as_str)) {
                Some(near) => format!("是不是想写“{near}”？"),
                None => "被引用的文件要放在同一个模板文件夹里".to_owned(),
            };
            self.fail(codes::INCLUDE, range, format!("没有名为“{name}”的模板文件"), hint);
            return Ok(());
        };
        if self.files.contains(&file) || self.files.len() > MAX_INCLUDES {
            self.fail(codes::INCLUDE, tag, format!("“{name}”又引用了它自己"), "去掉其中一处引用");
            return Ok(());
        }
        self.files.push(file);
        self.file();
        self.files.pop();
        Ok(())
    }

    fn boxed(&mut self, expression: &Expr) -> Option<String> {
        self.resolve(expression).map(|known| known.tera)
    }

    /// Finds out what an expression means; problems are reported, then `None`.
    fn resolve(&mut self, expression: &Expr) -> Option<Known<'a>> {
        let text = |tera: String, paths: Vec<SitePath>| Some(Known { tera, shape: Shape::Text, paths });
        match &expression.kind {
            ExprKind::Name(name) => self.name(name, &expression.range),
            ExprKind::Member(inner, name, range) => self.member(inner, name, range),
            ExprKind::Index(inner, index) => self.index(inner, index),
            ExprKind::Number(number) => text(format!("\"{number}\""), Vec::new()),
            ExprKind::Text(literal) => text(literal.clone(), Vec::new()),
            ExprKind::Bool(value) => text(value.to_string(), Vec::new()),
            ExprKind::Nothing => text("none".to_owned(), Vec::new()),
            ExprKind::List(items) => {
                let items: Vec<Known<'a>> = items.iter().filter_map(|item| self.resolve(item)).collect();
                let inner: Vec<&str> = items.iter().map(|item| item.tera.as_str()).collect();
                Some(Known { tera: format!("[{}]", inner.join(", ")), shape: Shape::Texts, paths: Vec::new() })
            }
            ExprKind::Call(name, range, arguments) => self.call(name, range, arguments),
            ExprKind::Filter(inner, name, range, arguments) => self.filter(inner, name, range, arguments),
            ExprKind::Defined(inner, wanted) => {
                let known = self.resolve(inner)?;
                text(format!("z_present(v={}, wanted={wanted})", known.tera), known.paths)
            }
            ExprKind::Not(inner) => {
                let known = self.resolve(inner)?;
                text(format!("(not {})", known.tera), known.paths)
            }
            ExprKind::Negative(inner) => {
                let known = self.resolve(inner)?;
                text(format!("z_arithmetic(op=\"-\", a=\"0\", b={})", known.tera), known.paths)
            }
            ExprKind::Arithmetic(op, a, b) => {
                self.pair(a, b, |a, b| format!("z_arithmetic(op=\"{op}\", a={a}, b={b})"))
            }
            ExprKind::Concat(a, b) => self.pair(a, b, |a, b| format!("z_join(a={a}, b={b})")),
            ExprKind::Logic(op, a, b) => self.pair(a, b, |a, b| format!("({a} {op} {b})")),
            ExprKind::Compare(op, a, b) => {
                let site = self.program.sites.len();
                let span = self.span(expression.range.clone());
                self.program.sites.push(Site { span, kind: SiteKind::Value(Vec::new()) });
                self.pair(a, b, |a, b| format!("z_compare(op=\"{op}\", a={a}, b={b}, site={site})"))
            }
        }
    }

    fn pair(&mut self, a: &Expr, b: &Expr, write: impl Fn(&str, &str) -> String) -> Option<Known<'a>> {
        let (a, b) = (self.resolve(a), self.resolve(b));
        let (a, b) = (a?, b?);
        let paths = a.paths.into_iter().chain(b.paths).collect();
        Some(Known { tera: write(&a.tera, &b.tera), shape: Shape::Text, paths })
    }

    fn read(&mut self, path: &SitePath) {
        self.program.reads.insert(path.bare());
    }

    fn name(&mut self, name: &str, range: &Range<usize>) -> Option<Known<'a>> {
        if let Some(binding) = self.scope.iter().rev().find(|binding| binding.name == name) {
            let tera = if name == "loop" { name.to_owned() } else { mangle(name) };
            return Some(Known { tera, shape: binding.shape, paths: binding.paths.clone() });
        }
        let schema: &'a Schema = self.schema;
        if let Some(field) = find(&schema.fields, name) {
            let path = SitePath(vec![PathStep::Field(field.name.clone())]);
            self.read(&path);
            return Some(Known { tera: mangle(&field.name), shape: Shape::of(field), paths: vec![path] });
        }
        let locals: Vec<String> = self.scope.iter().map(|binding| binding.name.clone()).collect();
        let known = schema.fields.iter().map(|field| field.name.as_str()).chain(locals.iter().map(String::as_str));
        let hint = match nearest(name, known) {
            Some(near) => format!("是不是想写“{near}”？"),
            None => "在字段说明（schema.yaml）里加上这个字段，或改用已有的字段".to_owned(),
        };
        self.fail(codes::UNKNOWN_NAME, range.clone(), format!("没有名为“{name}”的字段"), hint);
        None
    }

    fn member(&mut self, inner: &Expr, name: &str, range: &Range<usize>) -> Option<Known<'a>> {
        let known = self.resolve(inner)?;
        if known.shape == Shape::Group(&[]) {
            return None;
        }
        let Some((canonical, shape)) = known.shape.member(name) else {
            let hint = match nearest(name, known.shape.members().into_iter()) {
                Some(near) => format!("是不是想写“{near}”？"),
                None if known.shape.members().is_empty() => format!("{}没有下一级字段", known.shape.name()),
                None => format!("可以用：{}", known.shape.members().join("、")),
            };
            self.fail(codes::UNKNOWN_NAME, range.clone(), format!("没有名为“{name}”的字段"), hint);
            return None;
        };
        if known.shape == Shape::Loop {
            return Some(Known { tera: format!("loop.{canonical}"), shape, paths: Vec::new() });
        }
        let paths: Vec<SitePath> =
            known.paths.iter().take(1).map(|p| p.then(PathStep::Field(canonical.clone()))).collect();
        for path in &paths {
            self.read(path);
        }
        Some(Known { tera: format!("{}[\"{canonical}\"]", known.tera), shape, paths })
    }

    fn index(&mut self, inner: &Expr, index: &Expr) -> Option<Known<'a>> {
        if let ExprKind::Text(literal) = &index.kind {
            return self.member(inner, &literal[1..literal.len() - 1], &index.range);
        }
        let known = self.resolve(inner)?;
        let shape = known.shape.item();
        let (Some(shape), ExprKind::Number(number)) = (shape, &index.kind) else {
            self.fail(
                codes::WRONG_SHAPE,
                index.range.clone(),
                "方括号里只能是列表的第几项（从 0 数起）",
                "例如 成效[0]",
            );
            return None;
        };
        let tera = format!("z_item(v={}, i={number})", known.tera);
        Some(Known { tera, shape, paths: known.paths })
    }

    fn call(&mut self, name: &str, range: &Range<usize>, arguments: &[(String, Expr)]) -> Option<Known<'a>> {
        if name != "range" {
            self.fail(
                codes::NOT_ALLOWED,
                range.clone(),
                format!("没有名为“{name}”的函数"),
                "可以用的只有 range(end=次数)",
            );
            return None;
        }
        let mut written = Vec::new();
        for (argument, value) in arguments {
            written.push(format!("{argument}={}", self.boxed(value)?));
        }
        Some(Known { tera: format!("z_range({})", written.join(", ")), shape: Shape::Texts, paths: Vec::new() })
    }

    fn filter(
        &mut self,
        inner: &Expr,
        name: &str,
        range: &Range<usize>,
        arguments: &[(String, Range<usize>, Expr)],
    ) -> Option<Known<'a>> {
        let known = self.resolve(inner);
        let Some(filter) = FILTERS.iter().find(|filter| filter.name == name) else {
            let hint = match nearest(name, FILTERS.iter().map(|filter| filter.name)) {
                Some(near) => format!("是不是想写“{near}”？"),
                None => format!("可以用：{}", FILTERS.map(|filter| filter.name).join("、")),
            };
            self.fail(codes::UNKNOWN_FILTER, range.clone(), format!("没有名为“{name}”的过滤器"), hint);
            return None;
        };
        let known = known?;
        if filter.of_list != (known.shape.item().is_some()) {
            let wanted = if filter.of_list { "列表" } else { "一个值" };
            let message = format!("“{name}”用在{wanted}上，这里是{}", known.shape.name());
            self.fail(codes::WRONG_SHAPE, inner.range.clone(), message, format!("用法：{}", filter.about));
            return None;
        }
        let mut tera = format!("{} | {}", known.tera, filter.ascii);
        let mut paths = known.paths;
        let mut written = Vec::new();
        for (argument, place, value) in arguments {
            let Some((_, ascii)) = filter.arguments.iter().find(|(known, _)| known == argument) else {
                let names: Vec<&str> = filter.arguments.iter().map(|(name, _)| *name).collect();
                let hint = if names.is_empty() {
                    format!("“{name}”不带参数")
                } else {
                    format!("可以用：{}", names.join("、"))
                };
                self.fail(codes::UNKNOWN_FILTER, place.clone(), format!("“{name}”没有参数“{argument}”"), hint);
                continue;
            };
            if let Some(value) = self.resolve(value) {
                written.push(format!("{ascii}={}", value.tera));
                paths.extend(value.paths);
            }
        }
        if !written.is_empty() {
            tera.push_str(&format!("({})", written.join(", ")));
        }
        Some(Known { tera: format!("({tera})"), shape: Shape::Text, paths })
    }
}
