//! What the draft already knows: figures stated elsewhere that answer a gap.
//!
//! In comes a gap with the thing it counts, out comes a figure if the draft states exactly one for that thing. It is
//! offered, never filled in: the same words may mean another year.

use super::{Draft, prose};
use crate::lexicon::measure;
use crate::source::Span;
use std::collections::HashMap;

/// Most figures of a draft that are kept.
const MOST: usize = 5_000;
/// Characters kept on either side of a figure.
const NEAR: usize = 14;
/// Longest modifier between a figure and the thing counted: 12个*城市*街道社区.
const MODIFIER: usize = 4;

/// A figure with its unit, as stated somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    /// The digits as written.
    pub value: String,
    /// Where.
    pub span: Span,
    before: String,
    after: String,
}

/// All figures of a draft by unit.
#[derive(Debug, Clone, Default)]
pub(super) struct Figures(HashMap<String, Vec<Figure>>);

impl Figures {
    /// Reads the printed text once.
    pub(super) fn of(draft: &Draft<'_>) -> Figures {
        let mut figures = Figures::default();
        let mut kept = 0;
        for prose in prose::printed(draft) {
            let text = prose.text();
            let mut at = 0;
            while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|found| at + found) {
                let digit = |c: char| c.is_ascii_digit() || c == '.';
                let end = start + text[start..].len() - text[start..].trim_start_matches(digit).len();
                at = end;
                let Some(unit) = measure(&text[end..]) else { continue };
                if kept == MOST {
                    return figures;
                }
                kept += 1;
                let before: Vec<char> = text[..start].chars().rev().take(NEAR).collect();
                figures.0.entry(unit.word.to_owned()).or_default().push(Figure {
                    value: text[start..end].trim_end_matches('.').to_owned(),
                    span: prose.span(start..end),
                    before: before.into_iter().rev().collect(),
                    after: text[end + unit.word.len()..].chars().take(NEAR).collect(),
                });
            }
        }
        figures
    }

    /// The one figure stated for a thing in a unit; `None` if there is none, or several that differ.
    pub(super) fn answer(&self, unit: &str, thing: &str) -> Option<&Figure> {
        if thing.chars().count() < 2 {
            return None;
        }
        let mut found = self.0.get(unit)?.iter().filter(|figure| figure.is_of(thing));
        let first = found.next()?;
        found.all(|other| other.value == first.value).then_some(first)
    }
}

impl Figure {
    fn is_of(&self, thing: &str) -> bool {
        let ended =
            |rest: &str| rest.chars().next().is_none_or(|c| !is_han(c) || "的均都全已和及中内为是有共".contains(c));
        let follows = self.after.find(thing).is_some_and(|at| {
            let modifier = &self.after[..at];
            let own = at == 0
                || (thing.chars().count() >= 4 && modifier.chars().count() <= MODIFIER && modifier.chars().all(is_han));
            own && ended(&self.after[at + thing.len()..])
        });
        const LINKS: &[&str] = &["共有", "现有", "达到", "共计", "有", "共", "达", "为", "是", "：", "计"];
        let bare = LINKS.iter().find_map(|link| self.before.strip_suffix(link)).unwrap_or(&self.before);
        follows || bare.strip_suffix(thing).is_some_and(|rest| thing.chars().count() >= 4 || begins(rest))
    }
}

/// Whether a thing of two or three characters begins behind these words: not 问卷 in 有效问卷.
fn begins(before: &str) -> bool {
    before.chars().next_back().is_none_or(|c| !is_han(c) || "的有中和及与县市区镇乡村".contains(c))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}')
}
