//! Levels of labels: from the upper to the lower, none skipped.

use super::outline;
use crate::check::{Authority, Draft, Rule, Target};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::document::{Block, Heading};

/// 一、 → （一） → 1. → （1）.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("NU002", "level-order"),
    level: Level::Warning,
    kind: Kind::Defect,
    authority: Authority::Norm("GB/T 9704—2012的7.3.3：结构层次序数依次用“一、”“（一）”“1.”“（1）”标注"),
    page: include_str!("level_order.md"),
    target: Target::Document(examine),
}];

fn examine(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // Each way to go wrong is told once: whoever writes （一） above （1） does so all the way.
    let mut told = Vec::new();
    for blocks in draft.document.into_iter().flat_map(outline::scopes) {
        for (wrong, above, heading) in steps(blocks) {
            if !told.contains(&(wrong, above.level, heading.level)) {
                told.push((wrong, above.level, heading.level));
                found.push(report(rule, wrong, above, heading));
            }
        }
    }
    found
}

/// How two headings stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    /// A level between them is left out.
    Skipped,
    /// The upper level stands below the lower one.
    Inverted,
}

/// Pairs of headings that are out of order, the upper first.
fn steps(blocks: &[Block]) -> Vec<(Wrong, &Heading, &Heading)> {
    let mut found = Vec::new();
    // The last heading of each level since the last upper one.
    let mut last: [Option<&Heading>; 5] = [None; 5];
    for (index, heading) in outline::headings(blocks) {
        // A label nobody wrote is computed and right, but it begins a new part all the same.
        let written = heading.written.is_some();
        let level = usize::from(heading.level.clamp(1, 4));
        if written && outline::is_doubtful(blocks, index) {
            continue;
        }
        let above = last[..level].iter().rev().find_map(|heading| *heading);
        if let Some(above) =
            above.filter(|above| written && level > usize::from(above.level) + 1 && skips(above.level, level))
        {
            found.push((Wrong::Skipped, above, heading));
        }
        // （一） after 1. below the same 一、, with no （…） of its own before: the two have changed places.
        if written && last[level].is_none() && number(heading) == 1 {
            let lower = last[level + 1..].iter().find_map(|heading| *heading);
            if let Some(lower) =
                lower.filter(|lower| lower.written.is_some() && level == 2 && lower.level == 3 && number(lower) >= 1)
            {
                found.push((Wrong::Inverted, lower, heading));
            }
        }
        last[level] = Some(heading);
        last[level + 1..].fill(None);
    }
    found
}

/// 一、 → 1. is what many short papers do.
fn skips(above: u8, level: usize) -> bool {
    !(above == 1 && level == 3)
}

fn number(heading: &Heading) -> u32 {
    heading.written.as_ref().map_or(heading.number, |written| written.number)
}

fn report(rule: &Rule, wrong: Wrong, above: &Heading, heading: &Heading) -> Diagnostic {
    let (upper, lower) = (outline::label(above), outline::label(heading));
    let (message, hint) = match wrong {
        Wrong::Skipped => (
            format!("“{upper}”下面直接是“{lower}”，跳过了一层"),
            format!("改用“{}”这一层的序号", outline::label_of(above.level + 1, number(heading))),
        ),
        Wrong::Inverted => {
            (format!("“{upper}”下面用了“{lower}”，层次颠倒"), "“（一）”在上，“1.”在下，对调两层的序号".to_owned())
        }
    };
    let finding = rule.finding(message).at(outline::label_span(heading));
    finding.also(outline::label_span(above), "上一层").hint(hint)
}
