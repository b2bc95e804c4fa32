//! Circles, squares and triangles that stand for a number or a name.

use super::gap::{PRACTICE, describe};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use crate::lexicon::zone::{in_code, in_form, is_spoken_of, line};
use crate::lexicon::{measure, suffix};
use std::ops::Range;

/// `○○县`, `□年□月`, `△△△`.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("PH005", "unfilled-shape"),
    level: Level::Error,
    kind: Kind::Placeholder,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("unfilled_shape.md"),
    target: Target::Text(
        &[
            "○", "◯", "〇", "△", "▲", "□", "■", "☐", "◻", "◇", "◆", "●", "◎", "▽", "▢", "⬜", "⚪", "〓", "▇", "█",
            "★", "☆",
        ],
        examine,
    ),
}];

/// Digits written in Han, beside which ○ is a zero.
const DIGITS: &str = "〇零一二三四五六七八九十百千";

fn is_shape(c: char) -> bool {
    "○◯〇△▲□■☐◻◇◆●◎▽▢⬜⚪〓▇█★☆".contains(c)
}

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    if text[..at].ends_with(is_shape) {
        return Seen::Nothing;
    }
    let run = text[at..].len() - text[at..].trim_start_matches(is_shape).len();
    let mut range = at..at + run;
    if is_lookalike(text, &range) {
        return Seen::Lookalike(range.end);
    }
    let digits = text[..at].chars().rev().take(8).take_while(char::is_ascii_digit).count();
    range.start -= digits;
    let finding = describe(rule, draft, prose, &range);
    Seen::Found(range, Box::new(finding))
}

fn is_lookalike(text: &str, range: &Range<usize>) -> bool {
    let mark = &text[range.clone()];
    let (left, right) = line(text, range);
    let count = mark.chars().count();
    let (before, after) = (left.chars().next_back(), right.chars().next());
    let zero = mark.chars().all(|c| "○◯〇".contains(c));
    // 二○二六年, 一二○: a zero; 二○○三年 too. 二○年 is a date with its digits lost.
    let digit = |c: Option<char>| c.is_some_and(|c| DIGITS.contains(c));
    if zero && (digit(before) || digit(after)) {
        return true;
    }
    if in_code(text, range) || is_spoken_of(text, range) {
        return true;
    }
    // A rating or a bar: marks of two fillings side by side, or many alike and alone.
    let mixed = mark.chars().any(|c| c != mark.chars().next().unwrap_or(c));
    let alone = left.trim().is_empty() && right.trim().is_empty();
    if (mixed && !mark.contains(['□', '△', '○'])) || (alone && count != 2 && count != 3) || (alone && mixed) {
        return true;
    }
    if alone && !mixed && (count == 2 || count == 3) && mark.contains(['○', '◯', '△', '□']) {
        return false;
    }
    if mark.contains(['★', '☆']) {
        // Stars rate; only two or three alike between words stand for a name.
        let rates = ["评", "级", "星", "为", "获", "分"].iter().any(|word| left.ends_with(word))
            || right.starts_with(['级', '星']);
        let inside = before.is_some_and(is_han) && after.is_some_and(is_han);
        return rates || mixed || !inside || !(2..=3).contains(&count);
    }
    let dated = |text: &str| text.starts_with(['年', '月', '日']);
    let wanted = dated(right)
        || measure(right).is_some_and(|unit| !unit.weak || right.starts_with(['个', '名']))
        || suffix(right).is_some();
    if count == 1 {
        // A bullet, a legend, a check box, a mark in a cell.
        let bullet = left.trim().is_empty();
        let box_ = "□■☐◻▢⬜".contains(mark) && (is_checkbox(left, right) || in_form(text, range));
        let cell = before.is_none_or(|c| c == '|') || left.ends_with("| ");
        let inside = before.is_some_and(|c| is_han(c) || "，。、；：（“《的0123456789".contains(c));
        return box_ || (bullet && !dated(right)) || (cell && !dated(right)) || !(wanted && (inside || dated(right)));
    }
    // Several: a check list has a word behind each box, a legend says what they mean.
    let legend =
        right.trim_start().starts_with(['=', '：', ':', '—']) || right.starts_with("表示") || right.starts_with("代表");
    legend || (!wanted && !is_han_neighbour(before) && !is_han_neighbour(after))
}

/// □是　□否: another box with a word on the line, or a tick.
fn is_checkbox(left: &str, right: &str) -> bool {
    let boxed = |c: char| "□■☐☑☒✓✔√◻▢⬜".contains(c);
    let next = right.find(boxed).map(|at| &right[at..]);
    let other = next.is_some_and(|rest| rest.trim_start_matches(boxed).starts_with(is_han))
        || left.rfind(boxed).is_some_and(|at| left[at..].trim_start_matches(boxed).trim_start().starts_with(is_han));
    other && !right.starts_with(['年', '月', '日', '县', '市', '镇', '乡', '村'])
}

fn is_han_neighbour(c: Option<char>) -> bool {
    c.is_some_and(|c| is_han(c) || matches!(c, '“' | '”' | '《' | '》' | '、' | '，' | '：' | '（' | '）' | '%' | '％'))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}')
}
