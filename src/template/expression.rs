//! Expressions: tokens to a tree.
//!
//! What the names in it mean is the [compiler's](super::compile) business.

use super::lexer::{Token, TokenKind};
use std::ops::Range;

/// An expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expr {
    pub(super) kind: ExprKind,
    pub(super) range: Range<usize>,
}

/// Kinds of expressions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ExprKind {
    Name(String),
    Member(Box<Expr>, String, Range<usize>),
    Index(Box<Expr>, Box<Expr>),
    Number(String),
    /// With delimiters.
    Text(String),
    Bool(bool),
    Nothing,
    List(Vec<Expr>),
    /// `range(…)`, the only function.
    Call(String, Range<usize>, Vec<(String, Expr)>),
    Filter(Box<Expr>, String, Range<usize>, Vec<(String, Range<usize>, Expr)>),
    /// `is defined`, `is not defined`.
    Defined(Box<Expr>, bool),
    Not(Box<Expr>),
    Negative(Box<Expr>),
    Arithmetic(&'static str, Box<Expr>, Box<Expr>),
    Compare(&'static str, Box<Expr>, Box<Expr>),
    Logic(&'static str, Box<Expr>, Box<Expr>),
    Concat(Box<Expr>, Box<Expr>),
}

impl Expr {
    /// The expressions it is made of, in the order they are written.
    pub(super) fn parts(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Name(_) | ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Bool(_) | ExprKind::Nothing => {
                Vec::new()
            }
            ExprKind::Member(inner, ..)
            | ExprKind::Not(inner)
            | ExprKind::Negative(inner)
            | ExprKind::Defined(inner, _) => vec![inner.as_ref()],
            ExprKind::List(items) => items.iter().collect(),
            ExprKind::Call(_, _, arguments) => arguments.iter().map(|(_, value)| value).collect(),
            ExprKind::Filter(inner, _, _, arguments) => {
                std::iter::once(inner.as_ref()).chain(arguments.iter().map(|(_, _, value)| value)).collect()
            }
            ExprKind::Index(a, b)
            | ExprKind::Logic(_, a, b)
            | ExprKind::Arithmetic(_, a, b)
            | ExprKind::Compare(_, a, b)
            | ExprKind::Concat(a, b) => vec![a.as_ref(), b.as_ref()],
        }
    }
}

/// Why an expression cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unreadable {
    pub(super) range: Range<usize>,
    pub(super) message: String,
}

/// Deepest nesting of brackets.
const MAX_DEPTH: usize = 64;
/// Most [levels](Expr::levels) of an expression; Tera reads 40.
const MAX_LEVELS: usize = 36;

impl Expr {
    /// How deep Tera has to go to read it, as it is [written](super::compile) for Tera.
    fn levels(&self) -> usize {
        let deepest = |items: &mut dyn Iterator<Item = &Expr>| items.map(Expr::levels).max().unwrap_or(0);
        match &self.kind {
            ExprKind::Name(_) | ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Bool(_) | ExprKind::Nothing => 1,
            ExprKind::Member(inner, ..) => inner.levels(),
            ExprKind::Index(inner, index) => 1 + inner.levels().max(index.levels()),
            ExprKind::List(items) => 1 + deepest(&mut items.iter()),
            ExprKind::Call(_, _, arguments) => 1 + deepest(&mut arguments.iter().map(|(_, value)| value)),
            ExprKind::Filter(inner, _, _, arguments) => {
                let arguments = deepest(&mut arguments.iter().map(|(_, _, value)| value));
                (1 + inner.levels()).max(2 + arguments)
            }
            ExprKind::Not(inner) => 2 + inner.levels(),
            ExprKind::Negative(inner) | ExprKind::Defined(inner, _) => 1 + inner.levels(),
            ExprKind::Logic(_, a, b) => (1 + a.levels()).max(2 + b.levels()),
            ExprKind::Arithmetic(_, a, b) | ExprKind::Compare(_, a, b) | ExprKind::Concat(a, b) => {
                1 + a.levels().max(b.levels())
            }
        }
    }
}

/// Reads tokens from left to right.
pub(super) struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    end: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// A reader of the inside of a tag that ends at byte `end`.
    pub(super) fn new(tokens: &'a [Token], end: usize) -> Self {
        Reader { tokens, at: 0, end, depth: 0 }
    }

    fn peek(&self) -> Option<&TokenKind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    /// Where the next token stands, or the end of the tag.
    pub(super) fn here(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(self.end..self.end, |token| token.range.clone())
    }

    pub(super) fn take_mark(&mut self, mark: &str) -> bool {
        let found = matches!(self.peek(), Some(TokenKind::Mark(m)) if *m == mark);
        self.at += usize::from(found);
        found
    }

    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(TokenKind::Name(n)) if n == word);
        self.at += usize::from(found);
        found
    }

    /// A name and its place.
    pub(super) fn name(&mut self) -> Result<(String, Range<usize>), Unreadable> {
        let range = self.here();
        match self.peek() {
            Some(TokenKind::Name(name)) => {
                let name = name.clone();
                self.at += 1;
                Ok((name, range))
            }
            _ => Err(Unreadable { range, message: "这里应当是一个名称".to_owned() }),
        }
    }

    /// A string literal without delimiters.
    pub(super) fn text(&mut self) -> Result<(String, Range<usize>), Unreadable> {
        let range = self.here();
        match self.peek() {
            Some(TokenKind::Text(text)) => {
                let inner = text[1..text.len() - 1].to_owned();
                self.at += 1;
                Ok((inner, range))
            }
            _ => Err(Unreadable { range, message: "这里应当是带引号的文字".to_owned() }),
        }
    }

    fn expect(&mut self, mark: &str) -> Result<(), Unreadable> {
        if self.take_mark(mark) {
            return Ok(());
        }
        Err(Unreadable { range: self.here(), message: format!("这里缺“{mark}”") })
    }

    /// Fails if anything is left.
    pub(super) fn finish(&self) -> Result<(), Unreadable> {
        if self.at == self.tokens.len() {
            return Ok(());
        }
        let message = match self.peek() {
            Some(TokenKind::Mark("=")) => "这里只有一个“=”；比较两个值用“==”",
            Some(TokenKind::Mark("}")) => "这里少一个“}”：打印一个值写成 {{ 名称 }}",
            _ => "这里多了内容，或前面缺少连接",
        };
        Err(Unreadable { range: self.here(), message: message.to_owned() })
    }

    /// An expression.
    pub(super) fn expression(&mut self) -> Result<Expr, Unreadable> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Unreadable { range: self.here(), message: "括号套得太深".to_owned() });
        }
        let read = self.logic(0)?;
        self.depth -= 1;
        if self.depth == 0 && read.levels() > MAX_LEVELS {
            let message = "这个式子太长，用 {% set 名称 = … %} 分几步写".to_owned();
            return Err(Unreadable { range: read.range, message });
        }
        Ok(read)
    }

    fn logic(&mut self, level: usize) -> Result<Expr, Unreadable> {
        let Some(word) = ["or", "and"].get(level).copied() else { return self.negation() };
        let mut left = self.logic(level + 1)?;
        while self.take_word(word) {
            let right = self.logic(level + 1)?;
            left = join(left, right, |a, b| ExprKind::Logic(word, a, b));
        }
        Ok(left)
    }

    fn negation(&mut self) -> Result<Expr, Unreadable> {
        let start = self.here();
        if self.take_word("not") {
            self.depth += 1;
            if self.depth > MAX_DEPTH {
                return Err(Unreadable { range: start, message: "条件套得太深".to_owned() });
            }
            let inner = self.negation()?;
            self.depth -= 1;
            let range = start.start..inner.range.end;
            return Ok(Expr { kind: ExprKind::Not(Box::new(inner)), range });
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Expr, Unreadable> {
        let left = self.sum()?;
        for op in ["==", "!=", "<=", ">=", "<", ">"] {
            if self.take_mark(op) {
                let right = self.sum()?;
                return Ok(join(left, right, |a, b| ExprKind::Compare(op, a, b)));
            }
        }
        if self.take_word("in") {
            let right = self.sum()?;
            return Ok(join(left, right, |a, b| ExprKind::Compare("in", a, b)));
        }
        if self.take_word("is") {
            let negated = self.take_word("not");
            let (test, range) = self.name()?;
            let defined = match test.as_str() {
                "defined" => !negated,
                "undefined" => negated,
                _ => return Err(Unreadable { range, message: format!("没有名为“{test}”的判断") }),
            };
            let range = left.range.start..range.end;
            return Ok(Expr { kind: ExprKind::Defined(Box::new(left), defined), range });
        }
        Ok(left)
    }

    fn sum(&mut self) -> Result<Expr, Unreadable> {
        let mut left = self.product()?;
        loop {
            if self.take_mark("~") {
                let right = self.product()?;
                left = join(left, right, ExprKind::Concat);
            } else if let Some(op) = ["+", "-"].into_iter().find(|op| self.take_mark(op)) {
                let right = self.product()?;
                left = join(left, right, |a, b| ExprKind::Arithmetic(op, a, b));
            } else {
                return Ok(left);
            }
        }
    }

    fn product(&mut self) -> Result<Expr, Unreadable> {
        let mut left = self.unary()?;
        while let Some(op) = ["*", "/", "%"].into_iter().find(|op| self.take_mark(op)) {
            let right = self.unary()?;
            left = join(left, right, |a, b| ExprKind::Arithmetic(op, a, b));
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Expr, Unreadable> {
        let start = self.here();
        if self.take_mark("-") {
            let inner = self.postfix()?;
            let range = start.start..inner.range.end;
            return Ok(Expr { kind: ExprKind::Negative(Box::new(inner)), range });
        }
        self.postfix()
    }

    fn postfix(&mut self) -> Result<Expr, Unreadable> {
        let mut expr = self.primary()?;
        loop {
            let start = expr.range.start;
            if self.take_mark(".") || self.take_mark("?.") {
                let (name, range) = self.name()?;
                let whole = start..range.end;
                expr = Expr { kind: ExprKind::Member(Box::new(expr), name, range), range: whole };
            } else if self.take_mark("[") {
                let index = self.expression()?;
                let end = self.here().end;
                self.expect("]")?;
                expr = Expr { kind: ExprKind::Index(Box::new(expr), Box::new(index)), range: start..end };
            } else if self.take_mark("|") {
                let (name, range) = self.name()?;
                let arguments = if self.take_mark("(") { self.arguments()? } else { Vec::new() };
                let end = self.tokens[self.at - 1].range.end;
                expr = Expr { kind: ExprKind::Filter(Box::new(expr), name, range, arguments), range: start..end };
            } else {
                return Ok(expr);
            }
        }
    }

    fn arguments(&mut self) -> Result<Vec<(String, Range<usize>, Expr)>, Unreadable> {
        let mut arguments = Vec::new();
        while !self.take_mark(")") {
            let (name, range) = self.name()?;
            self.expect("=")?;
            arguments.push((name, range, self.expression()?));
            if !self.take_mark(",") {
                self.expect(")")?;
                break;
            }
        }
        Ok(arguments)
    }

    fn primary(&mut self) -> Result<Expr, Unreadable> {
        let range = self.here();
        let Some(token) = self.tokens.get(self.at) else {
            return Err(Unreadable { range, message: "这里缺少内容".to_owned() });
        };
        self.at += 1;
        let kind = match &token.kind {
            TokenKind::Number(number) => ExprKind::Number(number.clone()),
            TokenKind::Text(text) => ExprKind::Text(text.clone()),
            TokenKind::Name(name) => match name.as_str() {
                "true" => ExprKind::Bool(true),
                "false" => ExprKind::Bool(false),
                "none" | "null" => ExprKind::Nothing,
                _ if self.take_mark("(") => {
                    let arguments = self.arguments()?.into_iter().map(|(name, _, value)| (name, value)).collect();
                    ExprKind::Call(name.clone(), range.clone(), arguments)
                }
                _ => ExprKind::Name(name.clone()),
            },
            TokenKind::Mark("(") => {
                let inner = self.expression()?;
                self.expect(")")?;
                return Ok(inner);
            }
            TokenKind::Mark("[") => {
                let mut items = Vec::new();
                while !self.take_mark("]") {
                    items.push(self.expression()?);
                    if !self.take_mark(",") {
                        self.expect("]")?;
                        break;
                    }
                }
                ExprKind::List(items)
            }
            TokenKind::Mark(mark) => return Err(Unreadable { range, message: format!("这里不能是“{mark}”") }),
        };
        let end = self.tokens[self.at - 1].range.end;
        Ok(Expr { kind, range: range.start..end })
    }
}

fn join(left: Expr, right: Expr, make: impl FnOnce(Box<Expr>, Box<Expr>) -> ExprKind) -> Expr {
    let range = left.range.start..right.range.end;
    Expr { kind: make(Box::new(left), Box::new(right)), range }
}
