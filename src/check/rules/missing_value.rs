//! Values that the data does not give: nothing written, null, or the field left out.

use super::gap::PRACTICE;
use crate::check::class::{read, read_title};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::data::{Gap, field_words};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Missing};
use crate::lexicon::Class;
use crate::lexicon::blank::{NOTE_CLOSE, NOTE_OPEN, Shape, blank_at};

/// `【待填：镇数】`, printed by the merge where a value is missing, or left by hand.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("PH012", "missing-value"),
    level: Level::Error,
    kind: Kind::Placeholder,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("missing_value.md"),
    target: Target::Text(&[NOTE_OPEN], examine),
}];

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    let Some(blank) = blank_at(text, at).filter(|blank| blank.shape == Shape::Note) else { return Seen::Nothing };
    let note = &text[blank.range.clone()];
    let asked = note.trim_start_matches(NOTE_OPEN).trim_end_matches(NOTE_CLOSE).trim_start_matches(['：', ':']).trim();
    let place = draft.sources.place(prose.span(blank.range.clone()));
    let gap = place.field.as_deref().and_then(|path| draft.gaps.iter().find(|gap| gap.path == path));
    let class = match read(text, &blank.range).class {
        Class::Other => read_title(asked).map_or(Class::Other, |(class, _)| class),
        class => class,
    };
    let name = if asked.is_empty() { "此处的内容" } else { asked };
    let finding = with_gap(rule, name, gap);
    let missing = Missing { class: class.id(), phrase: name.to_owned(), field: place.field.clone(), known: None };
    Seen::Found(blank.range, Box::new(finding.missing(missing)))
}

fn with_gap(rule: &Rule, name: &str, gap: Option<&Gap>) -> Diagnostic {
    let Some(gap) = gap else {
        return rule.finding(format!("“{name}”待填")).says("待填").hint("填上后把【】连同里面的字一起删去");
    };
    let mut finding =
        rule.finding(format!("“{}”{}", field_words(&gap.path), gap.state.name())).says(format!("缺{name}"));
    if !gap.question.is_empty() {
        let example = if gap.example.is_empty() { String::new() } else { format!("，例如：{}", gap.example) };
        finding = finding.hint(format!("{}{example}", gap.question.trim_end_matches(['？', '。'])));
    }
    if !gap.supplier.is_empty() {
        finding = finding.hint(format!("一般由{}提供", gap.supplier));
    }
    finding
}
