//! The one way to change text before a parser sees it.

use std::ops::Range;

/// New text with a monotone map of offsets back to the old text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    text: String,
    /// One list of edits per composed step, the first step first.
    steps: Vec<Vec<Edit>>,
}

/// One replaced stretch; between edits, bytes correspond one to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Edit {
    old_start: usize,
    old_end: usize,
    new_start: usize,
    new_end: usize,
}

impl Edit {
    /// Only inserts or only deletes.
    fn is_one_sided(&self) -> bool {
        self.old_start == self.old_end || self.new_start == self.new_end
    }
}

impl Rewrite {
    /// The unchanged text.
    pub fn identity(text: &str) -> Self {
        Rewrite { text: text.to_owned(), steps: Vec::new() }
    }

    /// The new text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The new text, by value.
    pub fn into_text(self) -> String {
        self.text
    }

    /// The old offset of a new one. Inside a replacement it is the start of what was replaced.
    pub fn to_old(&self, offset: usize) -> usize {
        self.steps.iter().rev().fold(offset, |offset, edits| start_back(edits, offset))
    }

    /// The old range of a new one; a range that ends inside a replacement covers all that was replaced.
    pub fn to_old_range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.to_old(range.start);
        if range.is_empty() {
            return start..start;
        }
        let end = self.steps.iter().rev().fold(range.end, |offset, edits| end_back(edits, offset));
        start..end.max(start)
    }

    /// This rewrite followed by one of its text.
    #[must_use]
    pub fn then(mut self, next: Rewrite) -> Rewrite {
        self.steps.extend(next.steps);
        Rewrite { text: next.text, steps: self.steps }
    }
}

/// The old place of something that starts at `offset`: behind every edit that ends there.
fn start_back(edits: &[Edit], offset: usize) -> usize {
    let done = edits.partition_point(|edit| edit.new_end <= offset);
    match edits.get(done) {
        Some(edit) if edit.new_start <= offset => edit.old_start,
        _ => done.checked_sub(1).map_or(offset, |i| edits[i].old_end + (offset - edits[i].new_end)),
    }
}

/// The old place of something that ends at `offset`: before every edit that starts there.
fn end_back(edits: &[Edit], offset: usize) -> usize {
    let begun = edits.partition_point(|edit| edit.new_start < offset);
    match begun.checked_sub(1).map(|i| &edits[i]) {
        None => offset,
        Some(edit) if offset < edit.new_end => edit.old_end,
        Some(edit) => edit.old_end + (offset - edit.new_end),
    }
}

/// Builds a [`Rewrite`] from left to right.
#[derive(Debug)]
pub struct RewriteBuilder<'a> {
    old: &'a str,
    done: usize,
    text: String,
    edits: Vec<Edit>,
}

impl<'a> RewriteBuilder<'a> {
    /// Starts a rewrite of `old`.
    pub fn new(old: &'a str) -> Self {
        RewriteBuilder { old, done: 0, text: String::with_capacity(old.len() + old.len() / 8), edits: Vec::new() }
    }

    /// Replaces `range` of the old text; ranges must ascend and lie on character boundaries. An empty range inserts.
    pub fn replace(&mut self, range: Range<usize>, new: &str) {
        debug_assert!(range.start >= self.done);
        self.text.push_str(&self.old[self.done..range.start]);
        let new_start = self.text.len();
        self.text.push_str(new);
        self.done = range.end;
        let edit = Edit { old_start: range.start, old_end: range.end, new_start, new_end: self.text.len() };
        match self.edits.last_mut() {
            // A touching insertion or deletion joins its neighbour, which it has no place of its own to lead to.
            Some(last)
                if last.old_end == edit.old_start
                    && last.new_end == edit.new_start
                    && (last.is_one_sided() || edit.is_one_sided()) =>
            {
                last.old_end = edit.old_end;
                last.new_end = edit.new_end;
            }
            _ => self.edits.push(edit),
        }
    }

    /// Keeps the rest and returns the rewrite.
    pub fn finish(mut self) -> Rewrite {
        self.text.push_str(&self.old[self.done..]);
        Rewrite { text: self.text, steps: vec![self.edits] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn random_rewrite(old: &str, cuts: &[(usize, usize, String)]) -> Rewrite {
        let mut builder = RewriteBuilder::new(old);
        let mut at = 0;
        for (skip, length, new) in cuts {
            let start = at + skip;
            let end = start + length;
            if end > old.len() {
                break;
            }
            builder.replace(start..end, new);
            at = end;
        }
        builder.finish()
    }

    proptest! {
        #[test]
        fn offsets_lead_back_monotonically(
            old in "[a-z]{0,40}",
            first in proptest::collection::vec((0usize..6, 0usize..4, "[A-Z]{0,4}"), 0..6),
            second in proptest::collection::vec((0usize..6, 0usize..4, "[0-9]{0,4}"), 0..6),
        ) {
            let one = random_rewrite(&old, &first);
            let two = random_rewrite(one.text(), &second);
            let both = one.clone().then(two.clone());
            prop_assert_eq!(both.text(), two.text());
            let mut last = 0;
            for offset in 0..=both.text().len() {
                let back = both.to_old(offset);
                prop_assert!(back >= last && back <= old.len());
                last = back;
                // A kept character leads back to itself.
                if let Some(c) = both.text()[offset..].chars().next().filter(char::is_ascii_lowercase) {
                    let range = both.to_old_range(offset..offset + 1);
                    prop_assert_eq!(&old[range], c.to_string());
                }
            }
        }
    }
}
