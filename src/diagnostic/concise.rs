//! One finding, one line: `file:line:column: 级别[code slug] message`.

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
    format!("{place}{}[{} {}] {}", diagnostic.title(), diagnostic.code.id, diagnostic.code.slug, diagnostic.message)
}
