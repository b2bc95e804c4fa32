//! Words of the language and of the office.
//!
//! Three things of different weight: [`blank`] knows the shapes of gaps and [`zone`] where a mark stands, which costs
//! nothing; [`Wordlist`]s are read in place, without loading anything; [`dictionary`] is a full segmenter, built on
//! first use (some 30 ms), for those few clauses that need it, and [`words`] the same for one short text alone, at
//! next to no cost. What a gap means is not decided here.

pub mod blank;
mod breaks;
mod dictionary;
mod lookalike;
mod marks;
mod mask;
mod neighbours;
mod wordlist;
pub mod zone;

pub use breaks::{Word, words};
pub use dictionary::{dictionary, is_loaded};
pub use lookalike::is_lookalike;
pub use marks::{marks, marks_and, trimmed};
pub use mask::{Mask, mask};
pub use neighbours::{Class, Head, Measure, Suffix, head, measure, suffix};
pub use wordlist::Wordlist;

/// Common words with frequency and part of speech.
pub const COMMON: Wordlist = Wordlist::new(include_str!("../../data/lexicon/common.txt"));
/// Our own words: offices, organs, terms of reports.
pub const TERMS: Wordlist = Wordlist::new(include_str!("../../data/lexicon/terms.txt"));

/// Whether a word is a common one or one of our own.
pub fn is_word(word: &str) -> bool {
    TERMS.get(word).is_some() || COMMON.get(word).is_some()
}
