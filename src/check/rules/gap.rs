//! What the rules for unfilled places share: from a gap shape to a finding that says what is missing.

use crate::check::class::{read, read_title};
use crate::check::known::Figure;
use crate::check::{Draft, Prose, Rule, Seen, field, phrase};
use crate::data::{Gap, GapState, field_words};
use crate::diagnostic::{Diagnostic, Missing};
use crate::lexicon::Class;
use crate::lexicon::blank::{Blank, Shape, blank_at, is_blank};
use crate::lexicon::{is_lookalike, measure, suffix, zone};
use crate::source::SourceMap;
use std::ops::Range;

/// The authority of all rules on gaps.
pub(in crate::check) const PRACTICE: &str = "未填之处印出去，就是一份没有写完的报告";

/// Whether a run of marks already began before `at`. Two values that stand side by side are two runs.
fn continues(prose: &Prose<'_>, at: usize, sources: &SourceMap) -> bool {
    let text = prose.text();
    let same = |a: char, b: char| a == b || a.eq_ignore_ascii_case(&b);
    let (Some(before), Some(first)) = (text[..at].chars().next_back(), text[at..].chars().next()) else { return false };
    same(before, first) && prose.seams(at - before.len_utf8()..at + first.len_utf8(), sources).next().is_none()
}

/// The blank that begins at `at`, up to where another value or the template goes on.
fn blank_of_one(prose: &Prose<'_>, at: usize, sources: &SourceMap) -> Option<Blank> {
    let text = prose.text();
    let mut blank = blank_at(text, at)?;
    let seam = prose.seams(blank.range.clone(), sources).next().filter(|_| blank.shape != Shape::Note);
    if let Some(seam) = seam {
        blank.range.end = seam;
        blank.count = text[blank.range.clone()].chars().filter(|c| *c != '.').count();
    }
    Some(blank)
}

/// The stars that begin at `at`, if the merge printed them for a figure computed from a value that is missing; with
/// what is missing.
pub(super) fn computed<'d>(draft: &Draft<'d>, prose: &Prose<'_>, at: usize) -> Option<(Range<usize>, &'d Gap)> {
    if draft.gaps.is_empty() || prose.field().is_some() || continues(prose, at, draft.sources) {
        return None;
    }
    let blank = blank_of_one(prose, at, draft.sources).filter(|blank| blank.shape == Shape::Star)?;
    let place = draft.sources.place(prose.span(blank.range.clone()));
    let gap = draft.facts.gap(draft, place.field.as_deref()?)?;
    (gap.state != GapState::Blank).then_some((blank.range, gap))
}

/// Looks at a candidate of one shape.
pub(super) fn examine_shape(shape: Shape, rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    if continues(prose, at, draft.sources) {
        return Seen::Nothing;
    }
    let Some(blank) = blank_of_one(prose, at, draft.sources).filter(|blank| blank.shape == shape) else {
        return Seen::Nothing;
    };
    if shape == Shape::Star && computed(draft, prose, at).is_some() {
        return Seen::Lookalike(blank.range.end);
    }
    // A value that is nothing but marks is a gap, though the same marks alone on a line would be a rule.
    let value = prose.field().is_some() && is_blank(text);
    if !value && (is_lookalike(text, &blank) || is_italic(text, &blank))
        || partial_number(prose, &blank, draft.sources).is_some()
    {
        return Seen::Lookalike(blank.range.end);
    }
    let finding = describe(rule, draft, prose, &blank.range);
    Seen::Found(blank.range, Box::new(finding))
}

/// `*强调*`: one star before and one behind some words, none of them beside a unit or the end of a name; or a whole
/// line between two stars.
fn is_italic(text: &str, blank: &Blank) -> bool {
    const LONGEST: usize = 30;
    if blank.shape != Shape::Star || blank.count != 1 {
        return false;
    }
    let (left, right) = zone::line(text, &blank.range);
    let opens = |left: &str, right: &str| -> Option<bool> {
        let close = right.find('*').filter(|close| *close > 0)?;
        let (inner, after) = (&right[..close], &right[close + 1..]);
        let short = inner.chars().count() <= LONGEST && !inner.contains(['，', '。', '；', '、', '：', '|']);
        let whole = left.trim().is_empty() && after.trim().is_empty();
        let free = |text: &str| {
            let bare = text.trim_start_matches(['\n', ' ']);
            measure(bare).is_none() && suffix(bare).is_none() && !bare.starts_with(['年', '月', '日', '等', '、', '*'])
        };
        let words = inner.chars().count() >= 2 && inner.chars().all(char::is_alphanumeric);
        Some(short && words && (whole || free(inner) && free(after) && !left.ends_with('*')))
    };
    let closes = || -> Option<bool> {
        let open = left.rfind('*')?;
        let line_after = format!("{}*{right}", &left[open + 1..]);
        opens(&left[..open], &line_after)
    };
    let singles = |part: &str| part.replace("**", "").matches('*').count();
    let stars = singles(left) + singles(right);
    stars == 1 && (opens(left, right) == Some(true) || closes() == Some(true))
}

/// Looks at a candidate that may be part of a number.
pub(super) fn examine_number(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    if continues(prose, at, draft.sources) {
        return Seen::Nothing;
    }
    let Some(blank) = blank_of_one(prose, at, draft.sources).filter(|blank| blank.shape != Shape::Note) else {
        return Seen::Nothing;
    };
    if is_lookalike(text, &blank) {
        return Seen::Lookalike(blank.range.end);
    }
    match partial_number(prose, &blank, draft.sources) {
        Some(range) => {
            let finding = describe(rule, draft, prose, &range);
            Seen::Found(range, Box::new(finding))
        }
        None => Seen::Lookalike(blank.range.end),
    }
}

/// The number a gap is part of: 20** in 20**年, 9*.*; `None` if no digit touches the gap.
///
/// A digit of another value is no part of it: the gap is filled where it is written.
fn partial_number(prose: &Prose<'_>, blank: &Blank, sources: &SourceMap) -> Option<Range<usize>> {
    const LONGEST: usize = 12;
    let text = prose.text();
    let part = |c: &char| c.is_ascii_digit() || matches!(c, '.' | '*' | '＊' | 'X' | 'x' | 'Ｘ' | '×' | '_' | '＿');
    let han_year = |c: &char| matches!(c, '〇' | '○' | '零' | '一' | '二');
    let mut before: usize = text[..blank.range.start]
        .chars()
        .rev()
        .take(LONGEST)
        .take_while(char::is_ascii_digit)
        .map(char::len_utf8)
        .sum();
    if before == 0 && text[blank.range.end..].starts_with('年') {
        let han = text[..blank.range.start].chars().rev().take_while(han_year).take(3);
        before = han.map(char::len_utf8).sum();
        before = if text[blank.range.start - before..].starts_with('二') { before } else { 0 };
    }
    let after: usize = text[blank.range.end..].chars().take(LONGEST).take_while(part).map(char::len_utf8).sum();
    let after = text[blank.range.end..][..after].trim_end_matches('.').len();
    let digits = text[blank.range.end..][..after].starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let mut range = blank.range.start - before..blank.range.end + if digits { after } else { 0 };
    for seam in prose.seams(range.clone(), sources) {
        if seam <= blank.range.start {
            range.start = seam;
        } else {
            range.end = range.end.min(seam);
        }
    }
    (range.len() > blank.range.len()).then_some(range)
}

/// The finding on a gap: what it stands for and which field feeds it.
pub(super) fn describe(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, range: &Range<usize>) -> Diagnostic {
    let text = prose.text();
    let mark = shortened(&text[range.clone()]);
    let title = prose.title().filter(|_| is_blank(text) || range.len() == text.trim().len());
    let read = match title {
        Some(title) => titled(title, prose.field().is_none()),
        None => {
            let (class, phrase, evidence) = beside(text, range);
            let dated = |name: &str, text: &str| part_of_date(class, text).map(|part| format!("{name}的{part}"));
            let said = match (field_of(draft, prose, range), prose.title().filter(|_| prose.field().is_some())) {
                (Some(gap), _) if is_blank(&gap.text) => said_by_field(gap, &phrase),
                (Some(gap), _) => gap.path.rsplit('.').next().and_then(|name| dated(name, &gap.text)),
                (None, Some(title)) => dated(title, text),
                (None, None) => None,
            };
            (class, said.unwrap_or(phrase), evidence)
        }
    };
    worded(rule, draft, prose, range, read, |phrase| format!("“{mark}”还没有填，缺{phrase}"))
}

/// What is missing where nothing tells.
const NOTHING: &str = "此处的内容";

/// Whether a phrase names no thing: 人数, 金额, 此处的内容.
fn is_bare(phrase: &str) -> bool {
    phrase == NOTHING || (phrase.chars().nth(3).is_none() && !phrase.contains('的'))
}

/// The field that printed a gap.
fn field_of<'d>(draft: &Draft<'d>, prose: &Prose<'_>, range: &Range<usize>) -> Option<&'d Gap> {
    if draft.gaps.is_empty() || prose.field().is_some() {
        return None;
    }
    let path = draft.sources.place(prose.span(range.clone())).field?;
    draft.facts.gap(draft, &path)
}

/// What a gap in a value that is a date and nothing else stands for: 月份 in 2026年*月*日.
fn part_of_date(class: Class, text: &str) -> Option<&'static str> {
    let digit = |c: char| c.is_ascii_digit() || "*＊XxＸｘ×_＿年月日号-/. ".contains(c);
    if !text.trim().chars().all(digit) {
        return None;
    }
    match class {
        Class::Year => Some("年份"),
        Class::Month => Some("月份"),
        Class::Day => Some("日期"),
        _ => None,
    }
}

/// What the name of the field says better than the phrase does.
fn said_by_field(gap: &Gap, phrase: &str) -> Option<String> {
    // An item of a list is no more than what the text says of it.
    let name = gap.path.rsplit('.').next().filter(|name| !name.ends_with(']'))?;
    let long = name.chars().nth(2).is_some();
    if long && (is_bare(phrase) || name.ends_with(&phrase.replace('的', ""))) {
        return Some(name.to_owned());
    }
    (phrase == NOTHING || phrase.starts_with('“')).then(|| field_words(&gap.path))
}

/// The finding on a gap that says itself what belongs there: 【单位名称】.
pub(super) fn asked(
    rule: &Rule,
    draft: &Draft<'_>,
    prose: &Prose<'_>,
    range: &Range<usize>,
    asked: &str,
) -> Diagnostic {
    let text = prose.text();
    let mark = shortened(&text[range.clone()]);
    let read = match (read_title(asked), beside(text, range)) {
        _ if asked.is_empty() => beside(text, range),
        (_, (class, _, evidence)) if class != Class::Other => (class, asked.to_owned(), evidence),
        (Some((class, _)), _) => (class, asked.to_owned(), ""),
        (None, _) => (Class::Other, asked.to_owned(), ""),
    };
    worded(rule, draft, prose, range, read, |phrase| format!("“{mark}”还没有填，缺{phrase}"))
}

/// The finding on a value that vanished before byte `at`; `mark` is what it left behind.
pub(super) fn vanished(
    rule: &Rule,
    draft: &Draft<'_>,
    prose: &Prose<'_>,
    gap: &Range<usize>,
    mark: &Range<usize>,
) -> Diagnostic {
    let text = prose.text();
    let shown = shortened(text[mark.clone()].trim());
    worded(rule, draft, prose, gap, beside(text, gap), |phrase| match shown.as_str() {
        "" => format!("这里空着，缺{phrase}"),
        _ => format!("“{shown}”前面的内容不见了，缺{phrase}"),
    })
}

/// What the neighbours say.
fn beside<'t>(text: &'t str, range: &Range<usize>) -> (Class, String, &'t str) {
    let reading = read(text, range);
    (reading.class, phrase::phrase(text, range, &reading), reading.evidence)
}

fn worded(
    rule: &Rule,
    draft: &Draft<'_>,
    prose: &Prose<'_>,
    gap: &Range<usize>,
    (class, phrase, evidence): (Class, String, &str),
    message: impl FnOnce(&str) -> String,
) -> Diagnostic {
    let guessed = || field::best(&phrase, draft.fields).map(|known| known.path.clone());
    let field = prose.field().map(str::to_owned).or_else(guessed);
    let mut finding = rule.finding(message(&phrase)).says(format!("缺{phrase}"));
    if !evidence.is_empty() {
        finding.basis = Some(format!("{}；从“{evidence}”看出所缺", rule.authority.text()));
    }
    finding = match (&field, prose.field()) {
        (Some(_), Some(_)) => finding.hint("填上实数或实名，不要留记号"),
        (Some(path), None) => finding.hint(format!("填上实数或实名；数据里对应的字段可能是“{path}”")),
        _ => finding.hint("填上实数或实名；确实没有，就改写这句话"),
    };
    let known = known(draft, prose.text(), gap, &phrase);
    if let Some(figure) = known {
        let offer = format!("正文别处写明是{}，核对后可以填上", figure.value);
        finding = finding.hint(offer).also(figure.span, format!("这里写的是{}", figure.value));
    }
    let known = known.map(|figure| figure.value.clone());
    finding.missing(Missing { class: class.id(), phrase, field, known })
}

/// The figure that answers a gap: its unit stands behind the gap, what it counts is in the phrase.
fn known<'d>(draft: &'d Draft<'_>, text: &str, gap: &Range<usize>, phrase: &str) -> Option<&'d Figure> {
    let unit = measure(&text[gap.end..])?;
    let thing = phrase.rsplit_once('的').map_or(phrase, |(thing, _)| thing);
    draft.facts.figures(draft).answer(unit.word, thing)
}

/// A cell or value that is nothing but a gap is what its head says.
fn titled(title: &str, cell: bool) -> (Class, String, &str) {
    let bare = title.split(['（', '(']).next().unwrap_or_default().trim();
    match read_title(title) {
        Some((class, called)) if !bare.ends_with(called.as_str()) && !bare.ends_with(['名', '数', '额']) => {
            let called = if called == "名称" || class == Class::Person { called } else { format!("的{called}") };
            (class, format!("{bare}{called}"), title)
        }
        Some((class, _)) => (class, bare.to_owned(), title),
        // A cell of a table holds a figure more often than not.
        None => (if cell { Class::Count } else { Class::Other }, bare.to_owned(), title),
    }
}

/// At most eight characters of a mark.
pub(super) fn shortened(mark: &str) -> String {
    if mark.chars().count() <= 8 { mark.to_owned() } else { mark.chars().take(8).chain(['…']).collect() }
}
