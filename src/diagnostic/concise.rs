//! One finding, one line: `file:line:column: 级别[code slug] message`, and what the text already says in brackets.

use super::Diagnostic;
use crate::source::SourceMap;

/// The one-line form, without line break.
pub fn concise(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let place = match diagnostic.span.map(|span| sources.place(span).span) {
        Some(span) => {
            let source = sources.get(span.source);
            let position = source.position(span.start as usize);
            format!("{}:{}:{}: ", source.name(), position.line, position.column)
        }
        None => diagnostic.file.as_ref().map(|file| format!("{file}: ")).unwrap_or_default(),
    };
    let known = diagnostic.missing.as_ref().and_then(|missing| missing.known.as_ref());
    let known = known.map(|known| format!("（别处写的是{known}）")).unwrap_or_default();
    let code = diagnostic.code;
    format!("{place}{}[{} {}] {}{known}", diagnostic.title(), code.id, code.slug, diagnostic.message)
}
