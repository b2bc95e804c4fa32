//! Statements: conditions, loops and names.

use super::Compiler;
use crate::data::schema::nearest;
use crate::diagnostic::{Diagnostic, Kind, Level};
use crate::source::Span;
use crate::template::codes;
use crate::template::expression::{Expr, Unreadable};
use crate::template::program::{SiteKind, mangle};
use crate::template::scope::{Binding, PathStep, Shape};
use crate::template::statement::{Statement, WORDS, statement};
use std::ops::Range;

/// Deepest nesting of conditions and loops; Tera reads 39.
const MAX_BLOCKS: usize = 36;
/// Most `{% elif %}` of one condition: Tera reads each inside the one before.
const MAX_BRANCHES: usize = 200;

/// An open block.
pub(super) struct OpenBlock {
    word: &'static str,
    span: Span,
    scope: usize,
    branches: usize,
    /// Where a loop's weight is to be written in the program.
    weight: Option<Range<usize>>,
}

/// Room for a loop's weight.
const WEIGHT: &str = "1       ";
/// Bytes of the program that weigh as much as one turn of an empty loop.
const WEIGHT_UNIT: usize = 64;

impl Compiler<'_> {
    pub(super) fn statement(&mut self, text: &str, tag: Range<usize>, inside: Range<usize>) {
        let Some(tokens) = self.tokens(text, inside.clone()) else { return };
        match statement(&tokens, inside.end) {
            Err(error) => self.unreadable(error),
            Ok(Statement::If(condition)) => {
                self.open("if", &tag);
                self.branch("if", condition, tag);
            }
            Ok(Statement::Elif(condition)) => {
                if self.inside("if", &tag) && self.one_more_branch(&tag) {
                    self.branch("elif", condition, tag);
                }
            }
            Ok(Statement::Else) => {
                if self.inside("", &tag) {
                    self.emit(tag, "{% else %}");
                }
            }
            Ok(Statement::EndIf) => self.close("if", tag),
            Ok(Statement::For { item, over }) => self.open_for(item, over, tag),
            Ok(Statement::EndFor) => self.close("for", tag),
            Ok(Statement::Set { name, value }) => self.set(name, &value, tag),
            Ok(Statement::Capture) => {
                let hint = "写成 {% set 名称 = 内容 %}";
                self.fail(codes::NOT_ALLOWED, tag, "报告模板里不能把一段文字存成变量", hint);
            }
            Ok(Statement::Include { name, range }) => self.include(&name, range, tag),
            Ok(Statement::Unknown { word, range }) => {
                let hint = match nearest(&word, WORDS.into_iter()) {
                    Some(near) => format!("是不是想写“{near}”？"),
                    None => "报告模板里可以用 if、for、set、include".to_owned(),
                };
                self.fail(codes::NOT_ALLOWED, range, format!("报告模板里没有“{{% {word} %}}”"), hint);
            }
        }
    }

    fn branch(&mut self, word: &str, condition: Result<Expr, Unreadable>, tag: Range<usize>) {
        match condition {
            Ok(expression) => {
                if let Some(known) = self.resolve(&expression) {
                    self.site(tag.clone(), SiteKind::Value(known.paths));
                    self.emit(tag, &format!("{{% {word} {} %}}", known.tera));
                }
            }
            Err(error) => self.unreadable(error),
        }
    }

    fn open(&mut self, word: &'static str, tag: &Range<usize>) {
        let span = self.span(tag.clone());
        self.blocks.push(OpenBlock { word, span, scope: self.scope.len(), branches: 0, weight: None });
        if self.blocks.len() > MAX_BLOCKS {
            let hint = "用 and 合并条件，或把里层的循环改到外面来";
            self.stop(tag.clone(), format!("条件和循环套了 {MAX_BLOCKS} 层以上"), hint);
        }
    }

    fn one_more_branch(&mut self, tag: &Range<usize>) -> bool {
        let Some(block) = self.blocks.last_mut() else { return false };
        block.branches += 1;
        let fits = block.branches <= MAX_BRANCHES;
        if !fits {
            let message = format!("一个条件里的 {{% elif %}} 超过 {MAX_BRANCHES} 个");
            self.stop(tag.clone(), message, "把要列的内容放进数据的列表里，用循环写");
        }
        fits
    }

    /// Whether the innermost block was opened in this file, by this word if one is given.
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

    fn close(&mut self, word: &'static str, tag: Range<usize>) {
        if self.inside(word, &tag)
            && let Some(block) = self.blocks.pop()
        {
            self.close_scope(&block);
            if let Some(place) = block.weight {
                let weight = (self.program.tera.len() - place.end) / WEIGHT_UNIT + 1;
                let width = place.len();
                self.program.tera.replace_range(place, &format!("{weight:<width$}"));
            }
            self.emit(tag, &format!("{{% end{word} %}}"));
        }
    }

    fn close_scope(&mut self, block: &OpenBlock) {
        self.scope.truncate(block.scope);
        if block.word == "for" {
            self.loops.pop();
        }
    }

    /// Takes the blocks above `depth`, which their file does not close, and reports them unless they may be closed in
    /// what was not read.
    pub(super) fn close_all(&mut self, depth: usize, read_whole: bool) {
        for block in self.blocks.split_off(depth) {
            self.close_scope(&block);
            if self.stopped || !read_whole {
                continue;
            }
            let message = format!("“{{% {} %}}”没有结束", block.word);
            let hint = format!("在后面补上 {{% end{} %}}", block.word);
            self.report(
                Diagnostic::new(codes::SYNTAX, Level::Error, Kind::Template, message).at(block.span).hint(hint),
            );
        }
    }

    fn open_for(&mut self, item: Option<String>, over: Result<Expr, Unreadable>, tag: Range<usize>) {
        self.open("for", &tag);
        // The list is read before the loop's own index exists.
        let shape = match over {
            Err(error) => {
                self.unreadable(error);
                None
            }
            Ok(expression) => self.resolve(&expression).and_then(|known| match known.shape.item() {
                Some(shape) => Some((known, shape)),
                None if known.shape == Shape::Unknown => None,
                None => {
                    let message = format!("{}不能逐项循环", known.shape.name());
                    self.fail(codes::WRONG_SHAPE, expression.range, message, "循环只能用在列表上");
                    None
                }
            }),
        };
        // Loops are numbered over the whole program: an inner loop must not hide an outer one's index.
        let index = format!("zi{}", self.program.places.len());
        self.loops.push(index.clone());
        let Some(name) = item else { return };
        let Some((known, shape)) = shape else {
            // Keeps later uses of the loop's name from being reported as unknown too.
            return self.scope.push(name, Binding { shape: Shape::Unknown, paths: Vec::new() });
        };
        let each = PathStep::Each(self.loops.len() - 1);
        let paths = known.paths.iter().take(1).map(|path| path.then(each.clone())).collect();
        let head = format!("{{% for {} in z_items(v={}, w=", mangle(&name), known.tera);
        let weight = self.program.tera.len() + head.len();
        self.emit(tag, &format!("{head}{WEIGHT}) %}}{{% set {index} = loop.index0 %}}"));
        if let Some(block) = self.blocks.last_mut().filter(|_| !self.stopped) {
            block.weight = Some(weight..weight + WEIGHT.len());
        }
        self.scope.push(name, Binding { shape, paths });
        self.scope.push("loop", Binding { shape: Shape::Loop, paths: Vec::new() });
    }

    fn set(&mut self, name: String, value: &Expr, tag: Range<usize>) {
        let Some(known) = self.resolve(value) else {
            // Keeps later uses of the name from being reported as unknown too.
            return self.scope.push(name, Binding { shape: Shape::Unknown, paths: Vec::new() });
        };
        self.site(tag.clone(), SiteKind::Value(known.paths.clone()));
        self.emit(tag, &format!("{{% set {} = {} %}}", mangle(&name), known.tera));
        self.scope.push(name, Binding { shape: known.shape, paths: known.paths });
    }
}
