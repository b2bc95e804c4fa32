//! The segmenter, built on first use.

use super::TERMS;
use jieba_rs::Jieba;
use std::io::Read;
use std::sync::OnceLock;

/// The trimmed dictionary, a line `word frequency tag` for each word, in the order of the words' code points.
///
/// Kept plain in the program: to inflate it took a third of what a title costs, and plain lines can be searched.
pub(super) static WORDS: &str = include_str!("../../data/lexicon/words.dict");
static DICTIONARY: OnceLock<Jieba> = OnceLock::new();

/// The segmenter over a trimmed dictionary and our own terms. The first call takes some 30 ms.
pub fn dictionary() -> &'static Jieba {
    DICTIONARY.get_or_init(|| {
        let mut own = String::new();
        for word in TERMS.words() {
            own.push_str(word);
            own.push(' ');
            own.push_str(TERMS.get(word).unwrap_or_default());
            own.push('\n');
        }
        let mut words = WORDS.as_bytes().chain(own.as_bytes());
        // The list is part of the program and a test reads it whole, so a failure can only mean a damaged binary;
        // an empty segmenter then still cuts character by character.
        Jieba::with_dict(&mut words).unwrap_or_else(|_| Jieba::empty())
    })
}

/// Whether [`dictionary`] has been called in this process.
pub fn is_loaded() -> bool {
    DICTIONARY.get().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole_and_own_terms_stay_together() {
        assert!(WORDS.lines().count() > 90_000);
        assert!(WORDS.lines().all(|line| line.split(' ').count() == 3));
        assert!(
            WORDS.lines().is_sorted_by_key(|line| line.split(' ').next()),
            "it is searched by its first characters"
        );
        let words: Vec<_> = dictionary().cut("青禾县住建局派驻网格员", false).iter().map(|t| t.word).collect();
        assert!(words.contains(&"住建局") && words.contains(&"网格员"), "{words:?}");
    }
}
