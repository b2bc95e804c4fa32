//! From findings on printed sentences and on written values to one finding for each place.

use crate::diagnostic::{Diagnostic, Fix};
use crate::source::{SourceMap, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A place the user can open. Missing values share the place of their group and differ by field.
type Key = (Span, String, &'static str);

/// `printed` come from the report and say best what is missing, for they stand in a sentence; `written` come from
/// the data file and know the exact place. The result is sorted by place, all in files of the user.
pub(super) fn gather(printed: Vec<Diagnostic>, written: Vec<Diagnostic>, sources: &SourceMap) -> Vec<Diagnostic> {
    let mut exact = BTreeMap::new();
    let mut unplaced = Vec::new();
    for finding in written {
        match outermost(finding, sources) {
            Ok((key, finding)) => drop(exact.entry(key).or_insert(finding)),
            Err(finding) => unplaced.push(*finding),
        }
    }
    let mut found: BTreeMap<Key, Diagnostic> = BTreeMap::new();
    let mut named = BTreeSet::new();
    for finding in printed {
        let (key, finding) = match outermost(finding, sources) {
            Ok(placed) => placed,
            Err(finding) => {
                unplaced.push(*finding);
                continue;
            }
        };
        match strictly_inside(&exact, &key).as_slice() {
            [] => drop(found.entry(key).or_insert(finding)),
            [part] => {
                if named.insert(part.clone())
                    && let Some(part) = exact.get_mut(part)
                {
                    take_words(part, finding);
                }
            }
            // Several gaps in one value whose spelling differs in print: each keeps what its own text says.
            _ => {}
        }
    }
    for (key, finding) in exact {
        found.entry(key).or_insert(finding);
    }
    unplaced.into_iter().chain(found.into_values()).collect()
}

/// The finding at the place the user can open, with the field that feeds it.
fn outermost(mut finding: Diagnostic, sources: &SourceMap) -> Result<(Key, Diagnostic), Box<Diagnostic>> {
    let Some(span) = finding.span else { return Err(Box::new(finding)) };
    let place = sources.place(span);
    finding.span = Some(place.span);
    // A change is offered only where the user's file has the very characters that are to be changed.
    finding.fix = finding.fix.take().and_then(|fix| {
        let outer = sources.place(fix.span).span;
        (sources.text(outer) == sources.text(fix.span)).then_some(Fix { span: outer, ..fix })
    });
    if let Some(missing) = &mut finding.missing {
        missing.field = place.field.or(missing.field.take());
    }
    let field = finding.missing.as_ref().and_then(|missing| missing.field.clone());
    let name = if place.span.range().is_empty() { field.unwrap_or_default() } else { String::new() };
    Ok(((place.span, name, finding.code.id), finding))
}

/// The first two findings of the same rule that lie inside the span of `key` without filling it.
fn strictly_inside(exact: &BTreeMap<Key, Diagnostic>, key: &Key) -> Vec<Key> {
    let (span, _, code) = key;
    let first = (Span { end: span.start, ..*span }, String::new(), "");
    let inside = exact
        .range(first..)
        .map(|(key, _)| key)
        .take_while(|(other, _, _)| other.source == span.source && other.start < span.end);
    inside.filter(|(other, _, rule)| rule == code && other.end <= span.end && other != span).take(2).cloned().collect()
}

fn take_words(part: &mut Diagnostic, printed: Diagnostic) {
    part.message = printed.message;
    part.label = printed.label;
    part.hints = printed.hints;
    part.missing = printed.missing;
}
