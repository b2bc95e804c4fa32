//! What expressions mean: names to fields, operators to the calls of our own functions.
//!
//! Comparison and arithmetic become calls, so that figures keep their spelling, decimals stay exact and a gap never
//! breaks a report.

use super::Compiler;
use crate::data::schema::{Schema, find, nearest};
use crate::template::codes;
use crate::template::expression::{Expr, ExprKind};
use crate::template::filter::FILTERS;
use crate::template::program::{Item, Site, SiteKind, mangle};
use crate::template::scope::{PathStep, Shape, SitePath};
use std::ops::Range;

/// Most paths kept of one expression. Only the first says where a value came from.
const MAX_PATHS: usize = 32;
/// Most local names weighed as what a misspelt one might have meant.
const MAX_CANDIDATES: usize = 200;

/// The paths of two parts of an expression, each once: names that stand for ever longer expressions repeat them.
fn gather(mut paths: Vec<SitePath>, more: Vec<SitePath>) -> Vec<SitePath> {
    for path in more {
        if paths.len() < MAX_PATHS && !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

/// The value of an expression, as far as it is known before any data is read.
pub(super) struct Known<'a> {
    /// The expression in Tera's words.
    pub(super) tera: String,
    pub(super) shape: Shape<'a>,
    pub(super) paths: Vec<SitePath>,
}

impl<'a> Compiler<'a> {
    /// Finds out what an expression means; problems are reported, then `None`.
    pub(super) fn resolve(&mut self, expression: &Expr) -> Option<Known<'a>> {
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
                let items: Vec<Known<'a>> = items.iter().filter_map(|item| self.item(item)).collect();
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

    fn item(&mut self, item: &Expr) -> Option<Known<'a>> {
        let known = self.resolve(item)?;
        if known.shape == Shape::Text {
            return Some(known);
        }
        let message = format!("方括号里不能再放{}", known.shape.name());
        self.fail(codes::WRONG_SHAPE, item.range.clone(), message, "方括号里逐个写文字、数或字段，用逗号隔开");
        None
    }

    fn pair(&mut self, a: &Expr, b: &Expr, write: impl Fn(&str, &str) -> String) -> Option<Known<'a>> {
        let (a, b) = (self.resolve(a), self.resolve(b));
        let (a, b) = (a?, b?);
        let paths = gather(a.paths, b.paths);
        Some(Known { tera: write(&a.tera, &b.tera), shape: Shape::Text, paths })
    }

    fn read(&mut self, path: &SitePath) {
        self.program.reads.insert(path.bare());
    }

    fn name(&mut self, name: &str, range: &Range<usize>) -> Option<Known<'a>> {
        if let Some(binding) = self.scope.find(name) {
            let tera = if name == "loop" { name.to_owned() } else { mangle(name) };
            return Some(Known { tera, shape: binding.shape, paths: binding.paths.clone() });
        }
        let schema: &'a Schema = self.schema;
        if let Some(field) = find(&schema.fields, name) {
            let path = SitePath(vec![PathStep::Field(field.name.clone())]);
            self.read(&path);
            return Some(Known { tera: mangle(&field.name), shape: Shape::of(field), paths: vec![path] });
        }
        let known =
            schema.fields.iter().map(|field| field.name.as_str()).chain(self.scope.names().take(MAX_CANDIDATES));
        let hint = match nearest(name, known) {
            Some(near) => format!("是不是想写“{near}”？"),
            None => "在字段说明（schema.yaml）里加上这个字段，或改用已有的字段".to_owned(),
        };
        self.fail(codes::UNKNOWN_NAME, range.clone(), format!("没有名为“{name}”的字段"), hint);
        None
    }

    fn member(&mut self, inner: &Expr, name: &str, range: &Range<usize>) -> Option<Known<'a>> {
        let known = self.resolve(inner)?;
        if known.shape == Shape::Unknown {
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
        // The item of a loop is there; any other group may be absent, and what is below it then is too.
        let there = matches!(paths.first().and_then(|path| path.0.iter().rev().nth(1)), Some(PathStep::Each(_)));
        let tera = match there {
            true => format!("{}[\"{canonical}\"]", known.tera),
            false => format!("z_member(v={}, k=\"{canonical}\")", known.tera),
        };
        Some(Known { tera, shape, paths })
    }

    fn index(&mut self, inner: &Expr, index: &Expr) -> Option<Known<'a>> {
        if let ExprKind::Text(literal) = &index.kind {
            return self.member(inner, &literal[1..literal.len() - 1], &index.range);
        }
        let known = self.resolve(inner).filter(|known| known.shape != Shape::Unknown)?;
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
        let number = number.parse().unwrap_or(usize::MAX);
        let missing = self.missing_item(known.paths.first(), number);
        let tera = format!("z_item(v={}, i={number}{missing})", known.tera);
        let item = PathStep::Item(number);
        Some(Known { tera, shape, paths: known.paths.iter().map(|path| path.then(item.clone())).collect() })
    }

    /// How the gap is named that stands for an item a required list may not have; nothing for other lists.
    fn missing_item(&mut self, list: Option<&SitePath>, number: usize) -> String {
        let Some(list) = list else { return String::new() };
        let Some(field) = self.schema.field(&list.bare()).filter(|field| field.required) else {
            return String::new();
        };
        self.program.items.push(Item { list: list.clone(), number, field: field.clone() });
        format!(", missing={}", self.program.items.len() - 1)
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
            written.push(format!("{argument}={}", self.resolve(value)?.tera));
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
        let known = known.filter(|known| known.shape != Shape::Unknown)?;
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
                paths = gather(paths, value.paths);
            }
        }
        if !written.is_empty() {
            tera.push_str(&format!("({})", written.join(", ")));
        }
        Some(Known { tera: format!("({tera})"), shape: Shape::Text, paths })
    }
}
