//! Statements: the inside of `{% … %}`, read but not yet understood.

use super::expression::{Expr, Reader, Unreadable};
use super::lexer::Token;
use std::ops::Range;

/// The words a statement can begin with, `raw` included, which the lexer takes.
pub(super) const WORDS: [&str; 10] =
    ["if", "elif", "else", "endif", "for", "endfor", "set", "include", "raw", "endraw"];

/// A statement. What opens or closes a block is known even where the rest of its tag cannot be read, so that one
/// mistake does not make every later tag look misplaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Statement {
    /// `{% if … %}`.
    If(Result<Expr, Unreadable>),
    /// `{% elif … %}`.
    Elif(Result<Expr, Unreadable>),
    /// `{% else %}`.
    Else,
    /// `{% endif %}`.
    EndIf,
    /// `{% for item in over %}`.
    For {
        /// The loop's name, if there is one.
        item: Option<String>,
        /// The list.
        over: Result<Expr, Unreadable>,
    },
    /// `{% endfor %}`.
    EndFor,
    /// `{% set name = value %}`.
    Set {
        /// The new name.
        name: String,
        /// What it stands for.
        value: Expr,
    },
    /// `{% set name %}`, which would store a stretch of text.
    Capture,
    /// `{% include "name" %}`.
    Include {
        /// The file's name.
        name: String,
        /// Where it stands.
        range: Range<usize>,
    },
    /// A word that begins no statement.
    Unknown {
        /// The word.
        word: String,
        /// Where it stands.
        range: Range<usize>,
    },
}

/// Reads the tokens of a statement's tag, whose inside ends at byte `end`.
pub(super) fn statement(tokens: &[Token], end: usize) -> Result<Statement, Unreadable> {
    let mut reader = Reader::new(tokens, end);
    let (word, range) = reader.name()?;
    let statement = match word.as_str() {
        "if" => return Ok(Statement::If(whole(&mut reader))),
        "elif" => return Ok(Statement::Elif(whole(&mut reader))),
        "for" => return Ok(looped(&mut reader)),
        "else" => Statement::Else,
        "endif" => Statement::EndIf,
        "endfor" => Statement::EndFor,
        "set" => {
            let (name, _) = reader.name()?;
            if !reader.take_mark("=") {
                return Ok(Statement::Capture);
            }
            Statement::Set { name, value: reader.expression()? }
        }
        "include" => {
            let (name, range) = reader.text()?;
            Statement::Include { name, range }
        }
        _ => return Ok(Statement::Unknown { word, range }),
    };
    reader.finish()?;
    Ok(statement)
}

/// An expression that takes the rest of the tag.
pub(super) fn whole(reader: &mut Reader<'_>) -> Result<Expr, Unreadable> {
    let expression = reader.expression()?;
    reader.finish()?;
    Ok(expression)
}

fn looped(reader: &mut Reader<'_>) -> Statement {
    let item = match reader.name() {
        Ok((name, _)) => name,
        Err(error) => return Statement::For { item: None, over: Err(error) },
    };
    let over = if reader.take_word("in") {
        whole(reader)
    } else {
        Err(Unreadable { range: reader.here(), message: "循环要写成 {% for 项 in 列表 %}".to_owned() })
    };
    Statement::For { item: Some(item), over }
}
