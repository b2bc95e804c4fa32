//! A picture on a line of its own: `![图题](文件)`.

use super::super::{Figure, Text};
use super::is_escaped;
use super::table::non_empty;
use crate::source::{SourceMap, Span};
use std::ops::Range;

/// Where caption and file stand in a line that is a picture from end to end.
fn parts(content: &str) -> Option<(Range<usize>, Range<usize>)> {
    let inner = content.strip_prefix("![")?.strip_suffix(')')?;
    let caption = 2..2 + inner.find("](")?;
    Some((caption.clone(), caption.end + 2..content.len() - 1))
}

/// Whether a line would be read as a picture.
pub fn is_figure(line: &str) -> bool {
    parts(line).is_some()
}

/// Reads a line as a picture.
pub(super) fn figure(line: &Text, span: Span, sources: &SourceMap) -> Option<Figure> {
    let content = line.content();
    let (caption, file) = parts(content)?;
    if [0..2, caption.end..file.start].into_iter().any(|mark| is_escaped(line, mark, sources)) {
        return None;
    }
    let (start, bare) = (file.start, content[file.clone()].trim());
    // In Markdown a name with spaces stands in angle brackets.
    let bare = bare.strip_prefix('<').and_then(|bare| bare.strip_suffix('>')).unwrap_or(bare).trim();
    let start = start + content[file].find(bare)?;
    let file = line.slice(start..start + bare.len());
    (!bare.is_empty()).then(|| Figure { caption: non_empty(line.slice(caption)), file, span })
}
