//! What a draft says of itself as a whole.

use super::known::Figures;
use super::points::Section;
use super::{Draft, Prose, prose};
use crate::data::Gap;
use crate::lexicon::zone::CASE;
use std::cell::OnceCell;
use std::collections::HashMap;

/// Words by which a text says that it hides names on purpose.
const HIDDEN: &[&str] = &["化名", "匿名", "隐去", "代称", "代号", "代指", "分别以", "字母表示", "字母代", "不具名"];

/// What is known of the whole draft, found when first asked.
#[derive(Debug, Clone, Default)]
pub struct Facts<'a> {
    printed: OnceCell<Vec<Prose<'a>>>,
    /// Of each scope.
    sections: OnceCell<Vec<Vec<Section<'a>>>>,
    hides_names: OnceCell<bool>,
    tells_cases: OnceCell<bool>,
    figures: OnceCell<Figures>,
    /// Number of the gap of each path.
    gaps: OnceCell<HashMap<String, usize>>,
}

impl<'a> Facts<'a> {
    /// The stretches that readers will see; many rules read them all.
    pub(super) fn printed(&self, read: impl FnOnce() -> Vec<Prose<'a>>) -> &[Prose<'a>] {
        self.printed.get_or_init(read)
    }

    /// The running texts of each scope by sections, with the points they count.
    pub(super) fn sections(&self, read: impl FnOnce() -> Vec<Vec<Section<'a>>>) -> &[Vec<Section<'a>>] {
        self.sections.get_or_init(read)
    }

    /// Whether the draft says that it calls places or people by other names.
    pub(super) fn hides_names(&self, draft: &Draft<'_>) -> bool {
        *self.hides_names.get_or_init(|| count(draft, HIDDEN) > 0)
    }

    /// The figures the draft states.
    pub(super) fn figures(&self, draft: &Draft<'_>) -> &Figures {
        self.figures.get_or_init(|| Figures::of(draft))
    }

    /// What the schema misses at a path of the data.
    pub(super) fn gap(&self, draft: &Draft<'a>, path: &str) -> Option<&'a Gap> {
        let numbered = || {
            let paths = draft.gaps.iter().enumerate().rev();
            paths.map(|(number, gap)| (gap.path.clone(), number)).collect()
        };
        draft.gaps.get(*self.gaps.get_or_init(numbered).get(path)?)
    }

    /// Whether the draft is a report on cases.
    pub(super) fn tells_cases(&self, draft: &Draft<'_>) -> bool {
        *self.tells_cases.get_or_init(|| count(draft, CASE) >= 4)
    }
}

fn count(draft: &Draft<'_>, words: &[&str]) -> usize {
    let Ok(automaton) = aho_corasick::AhoCorasick::new(words) else { return 0 };
    prose::printed(draft).iter().map(|prose| automaton.find_iter(prose.text()).count()).sum()
}
