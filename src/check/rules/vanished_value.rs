//! Numbers and names that vanished and left only their unit: 收购烟叶万担, 共有个社区, 截至年月日.

mod date;
mod mark;
mod unit;
mod words;

use super::gap::{PRACTICE, vanished};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use crate::lexicon::zone::{in_code, in_form, is_spoken_of};
use std::ops::Range;
use words::{NEEDLES, entries};

/// Where the value should stand, and what betrays that it does not.
type Vanished = (Range<usize>, Range<usize>);

/// A unit without a number.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("PH008", "vanished-value"),
    level: Level::Warning,
    kind: Kind::Placeholder,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("vanished_value.md"),
    target: Target::Text(NEEDLES, examine),
}];

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    let Some((gap, mark)) = vanished_at(text, at) else { return Seen::Nothing };
    let whole = gap.start.min(mark.start)..gap.end.max(mark.end);
    if in_code(text, &whole) || in_form(text, &whole) || is_spoken_of(text, &whole) {
        return Seen::Nothing;
    }
    let finding = vanished(rule, draft, prose, &gap, &mark);
    Seen::Found(mark, Box::new(finding))
}

/// What vanished where a needle begins.
fn vanished_at(text: &str, at: usize) -> Option<Vanished> {
    let first = text[at..].chars().next()?;
    // A figure before a unit settles it, and that is what nearly every unit has.
    if text[..at].ends_with(|c: char| c.is_ascii_digit()) && !matches!(first, '年' | '月' | '日' | ' ' | '\u{3000}')
    {
        return None;
    }
    if let Some(found) = date::open_date(text, at, first) {
        return Some(found);
    }
    match first {
        ' ' | '\u{3000}' => mark::spaces(text, at),
        '第' => date::ordinal(text, at),
        '年' => date::year(text, at),
        '—' => mark::dash(text, at),
        '每' => unit::each(text, at),
        '日' => date::day(text, at),
        '月' => date::month(text, at),
        '%' | '％' => mark::percent(text, at),
        _ => {
            let entries = entries(&text[at..])?;
            unit::strong(text, at, entries)
                .or_else(|| unit::behind_noun(text, at, entries))
                .or_else(|| unit::counted(text, at, entries))
                .or_else(|| unit::bare(text, at, entries))
        }
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}')
}
