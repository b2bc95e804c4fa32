//! Values that the data does not give: nothing written, null, or the field left out.

use super::gap::{PRACTICE, computed};
use crate::check::class::{read, read_title};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::data::{Gap, field_words};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Missing};
use crate::lexicon::Class;
use crate::lexicon::blank::{NOTE_CLOSE, NOTE_OPEN, Shape, blank_at};

/// `【待填：镇数】`, printed by the merge where a value is missing, or left by hand.
pub(in crate::check) const RULES: &[Rule] = &[Rule {
    code: Code::new("PH012", "missing-value"),
    level: Level::Error,
    kind: Kind::Placeholder,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("missing_value.md"),
    target: Target::Text(&[NOTE_OPEN, "*"], examine),
}];

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    if text[at..].starts_with('*') {
        return examine_computed(rule, draft, prose, at);
    }
    let Some(blank) = blank_at(text, at).filter(|blank| blank.shape == Shape::Note) else { return Seen::Nothing };
    let note = &text[blank.range.clone()];
    let asked = note.trim_start_matches(NOTE_OPEN).trim_end_matches(NOTE_CLOSE).trim_start_matches(['：', ':']).trim();
    let place = draft.sources.place(prose.span(blank.range.clone()));
    let gap = place.field.as_deref().and_then(|path| draft.facts.gap(draft, path));
    let class = match read(text, &blank.range).class {
        Class::Other => read_title(asked).map_or(Class::Other, |(class, _)| class),
        class => class,
    };
    let name = if asked.is_empty() { "此处的内容" } else { asked };
    let finding = with_gap(rule, name, gap);
    let missing = Missing { class: class.id(), phrase: name.to_owned(), field: place.field.clone(), known: None };
    Seen::Found(blank.range, Box::new(finding.missing(missing)))
}

/// `**%`, printed by the merge where a share cannot be computed.
fn examine_computed(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let Some((range, gap)) = computed(draft, prose, at) else { return Seen::Nothing };
    let name = field_words(&gap.path);
    let mark = &prose.text()[range.clone()];
    let mut finding = rule.finding(format!("“{mark}”这个数算不出来：“{name}”{}", gap.state.name()));
    finding = hinted(finding.says(format!("缺{name}，算不出来")), gap);
    let class = read(prose.text(), &range).class;
    let missing = Missing { class: class.id(), phrase: name, field: Some(gap.path.clone()), known: None };
    Seen::Found(range, Box::new(finding.missing(missing)))
}

/// The finding on a gap of the data that no finding speaks of because the report prints nothing in its place: it stands
/// in a branch not taken, or only goes into a figure that lacks something else too.
pub(in crate::check) fn silent(gap: &Gap) -> Diagnostic {
    let rule = &RULES[0];
    let name = gap.path.rsplit('.').next().unwrap_or(&gap.path);
    let class = read_title(name).map_or(Class::Other, |(class, _)| class);
    let phrase = field_words(&gap.path);
    let missing = Missing { class: class.id(), phrase: phrase.clone(), field: Some(gap.path.clone()), known: None };
    with_gap(rule, &phrase, Some(gap)).at(gap.span).missing(missing)
}

fn with_gap(rule: &Rule, name: &str, gap: Option<&Gap>) -> Diagnostic {
    let Some(gap) = gap else {
        return rule.finding(format!("“{name}”待填")).says("待填").hint("填上后把【】连同里面的字一起删去");
    };
    let finding = rule.finding(format!("“{}”{}", field_words(&gap.path), gap.state.name()));
    hinted(finding.says(format!("缺{name}")), gap)
}

/// With the question that asks for it, and who usually answers.
fn hinted(mut finding: Diagnostic, gap: &Gap) -> Diagnostic {
    if !gap.question.is_empty() {
        let example = if gap.example.is_empty() { String::new() } else { format!("，例如：{}", gap.example) };
        finding = finding.hint(format!("{}{example}", gap.question.trim_end_matches(['？', '。'])));
    }
    if !gap.supplier.is_empty() {
        finding = finding.hint(format!("一般由{}提供", gap.supplier));
    }
    finding
}
