//! Which stretches of the source are gaps, to be shown with a coloured ground.

use crate::source::Span;

/// Gap spans, sorted and merged.
#[derive(Debug, Default)]
pub(super) struct Gaps {
    spans: Vec<Span>,
}

impl Gaps {
    /// Takes spans in any order; they may overlap.
    pub(super) fn new(spans: &[Span]) -> Self {
        let mut sorted: Vec<Span> = spans.iter().copied().filter(|span| span.end > span.start).collect();
        sorted.sort_unstable_by_key(|span| (span.source, span.start));
        let mut merged: Vec<Span> = Vec::with_capacity(sorted.len());
        for span in sorted {
            match merged.last_mut() {
                Some(last) if last.source == span.source && span.start <= last.end => last.end = last.end.max(span.end),
                _ => merged.push(span),
            }
        }
        Gaps { spans: merged }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Whether any gap shares a byte with the span.
    pub(super) fn meet(&self, span: Span) -> bool {
        let after = self.spans.partition_point(|gap| (gap.source, gap.start) < (span.source, span.end));
        let before = after.checked_sub(1).and_then(|i| self.spans.get(i));
        before.is_some_and(|gap| gap.source == span.source && gap.end > span.start)
    }
}
