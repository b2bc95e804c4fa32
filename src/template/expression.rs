//! Expressions: read, and written again as Tera reads them.
//!
//! Comparison and arithmetic become calls of our own functions, so that figures keep their spelling, decimals stay
//! exact and a gap never breaks a report.

use super::lexer::{Token, TokenKind};
use std::ops::Range;

/// A filter report templates may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filter {
    /// Its name in templates.
    pub name: &'static str,
    /// The name Tera knows it by.
    pub ascii: &'static str,
    /// Its arguments: name in templates, name in Tera.
    pub arguments: &'static [(&'static str, &'static str)],
    /// Whether it takes a list.
    pub of_list: bool,
    /// What it does, one line.
    pub about: &'static str,
}

const fn filter(
    name: &'static str,
    ascii: &'static str,
    arguments: &'static [(&'static str, &'static str)],
    of_list: bool,
    about: &'static str,
) -> Filter {
    Filter { name, ascii, arguments, of_list, about }
}

/// All filters.
pub const FILTERS: [Filter; 18] = [
    filter("序号", "f_ordinal", &[], false, "1 → 一，用于“一是”“第一”"),
    filter("汉字", "f_count", &[], false, "2 → 两，5 → 五，用于“五个方面”"),
    filter("日期", "f_date", &[], false, "2026-09-18 → 2026年9月18日"),
    filter("年月", "f_month", &[], false, "2026-09-18 → 2026年9月"),
    filter("年份", "f_year", &[], false, "2026-09-18 → 2026年"),
    filter("万元", "f_wan", &[("位", "places")], false, "元数 38500000 → 3850万元；位=2 定小数位数"),
    filter("亿元", "f_yi", &[("位", "places")], false, "元数 128000000 → 1.28亿元；位=2 定小数位数"),
    filter("百分比", "f_percent", &[("位", "places")], false, "0.853 → 85.3%；位=1 定小数位数"),
    filter(
        "占比",
        "f_share",
        &[("总", "total"), ("位", "places")],
        false,
        "部分占总数的百分比：12 | 占比(总=48, 位=1) → 25.0%",
    ),
    filter("千分位", "f_grouped", &[], false, "1234567 → 1,234,567"),
    filter("小数", "f_fixed", &[("位", "places")], false, "四舍五入到几位小数：3.14159 | 小数(位=2) → 3.14"),
    filter("加", "f_add", &[("数", "n")], false, "相加：12 | 加(数=3) → 15"),
    filter("减", "f_subtract", &[("数", "n")], false, "相减"),
    filter("乘", "f_multiply", &[("数", "n")], false, "相乘"),
    filter("除", "f_divide", &[("数", "n")], false, "相除"),
    filter("顿号", "f_enumerate", &[("连接", "by")], true, "列表用顿号连起来"),
    filter("个数", "f_length", &[], true, "列表有几项"),
    filter("合计", "f_sum", &[("项", "key")], true, "列表里的数相加；项=“字段名” 取每组里的一个数"),
];

/// The ASCII name Tera knows a template name by.
pub fn mangle(name: &str) -> String {
    let mut out = String::from("v_");
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else {
            out.push_str(&format!("_{:x}_", c as u32));
        }
    }
    out
}

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

/// Why an expression cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unreadable {
    pub(super) range: Range<usize>,
    pub(super) message: String,
}

/// Deepest nesting of an expression.
const MAX_DEPTH: usize = 64;

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
        Err(Unreadable { range: self.here(), message: "这里多了内容，或前面缺少连接".to_owned() })
    }

    /// An expression.
    pub(super) fn expression(&mut self) -> Result<Expr, Unreadable> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Unreadable { range: self.here(), message: "括号套得太深".to_owned() });
        }
        let result = self.logic(0);
        self.depth -= 1;
        result
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
