//! Points counted in running text, as [`facts`](super::facts) keeps them and rules read them.

use crate::document::Text;
use std::ops::Range;

/// Words that count together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Series {
    /// 一是
    Is,
    /// 一要
    Must,
    /// 一靠
    Rely,
    /// 首先, 其次, 第三
    Ordinal,
    /// 其一
    Among,
    /// （1）
    Bracket,
    /// ①
    Circle,
}

/// One such word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::check) struct Enumerator {
    /// What it counts with.
    pub(in crate::check) series: Series,
    /// Its number; 0 for 再次, whose number is the next.
    pub(in crate::check) number: u32,
    /// Index of its text in the section.
    pub(in crate::check) text: usize,
    /// Its bytes there; empty for a label that stands before the text.
    pub(in crate::check) range: Range<usize>,
}

/// The running texts below one heading of the two upper levels, up to the next.
#[derive(Debug, Clone, Default)]
pub(in crate::check) struct Section<'a> {
    /// The texts.
    pub(in crate::check) texts: Vec<&'a Text>,
    /// For each text, the index of its block.
    pub(in crate::check) blocks: Vec<usize>,
    /// The counting words, in order.
    pub(in crate::check) words: Vec<Enumerator>,
}
