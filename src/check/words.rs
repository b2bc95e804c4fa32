//! Words of the user's that rules must know.

use crate::diagnostic::{Diagnostic, Kind};
use crate::source::{SourceMap, Span};
use crate::suppression::stands_over;

/// Word lists of the user's; empty by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// Texts that look unfilled and are not: 某山温泉, a name.
    pub filled: Vec<String>,
    /// Names of sample-text sites that the bundled list lacks.
    pub sites: Vec<String>,
}

impl Words {
    /// No words.
    pub const NONE: &'static Words = &Words { filled: Vec::new(), sites: Vec::new() };

    /// Whether one of the filled words stands over a stretch of a file of the user.
    pub fn cover(&self, span: Span, sources: &SourceMap) -> bool {
        let text = sources.get(span.source).text();
        self.filled.iter().any(|word| stands_over(text, word, &span.range()))
    }

    /// Whether a finding takes one of the filled words for a gap.
    pub(super) fn clear(&self, finding: &Diagnostic, sources: &SourceMap) -> bool {
        finding.kind == Kind::Placeholder && finding.span.is_some_and(|span| self.cover(span, sources))
    }
}
