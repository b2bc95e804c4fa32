//! A sorted word list, searched in the text of its file.

use std::cmp::Ordering;

/// Lines of `word rest…`, ascending by the bytes of the word. Looking up costs a binary search and no set-up.
#[derive(Debug, Clone, Copy)]
pub struct Wordlist {
    text: &'static str,
}

impl Wordlist {
    /// A list from the text of its file.
    pub const fn new(text: &'static str) -> Self {
        Wordlist { text }
    }

    /// What stands after a word on its line.
    pub fn get(&self, word: &str) -> Option<&'static str> {
        self.last_not_after(word).filter(|(entry, _)| *entry == word).map(|(_, rest)| rest)
    }

    /// The longest word of at most `most` characters that `text` begins with, and what stands after it on its line.
    pub fn longest_prefix<'t>(&self, text: &'t str, most: usize) -> Option<(&'t str, &'static str)> {
        let mut head = &text[..text.char_indices().nth(most).map_or(text.len(), |(end, _)| end)];
        // The last entry not after `head` is its longest prefix, or shares with it all that any prefix may have.
        while !head.is_empty() {
            let (entry, rest) = self.last_not_after(head)?;
            if head.starts_with(entry) {
                return (!entry.is_empty()).then_some((&head[..entry.len()], rest));
            }
            let common = entry.bytes().zip(head.bytes()).take_while(|(a, b)| a == b).count();
            head = &head[..head.floor_char_boundary(common)];
        }
        None
    }

    /// The last word that is not after `word` in the order of bytes, and what stands after it on its line.
    fn last_not_after(&self, word: &str) -> Option<(&'static str, &'static str)> {
        let bytes = self.text.as_bytes();
        let (mut low, mut high) = (0, bytes.len());
        let mut last = None;
        while low < high {
            let (start, end) = self.line_at(low + (high - low) / 2, low, high);
            let line = &self.text[start..end];
            let (entry, rest) = line.split_once(' ').unwrap_or((line, ""));
            match entry.as_bytes().cmp(word.as_bytes()) {
                Ordering::Equal => return Some((entry, rest)),
                Ordering::Less => {
                    last = Some((entry, rest));
                    low = (end + 1).min(high);
                }
                Ordering::Greater => high = start,
            }
        }
        last
    }

    /// The line around a byte between two bounds.
    fn line_at(&self, middle: usize, low: usize, high: usize) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let start = bytes[low..middle].iter().rposition(|b| *b == b'\n').map_or(low, |at| low + at + 1);
        let end = bytes[middle..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |at| middle + at);
        (start, end.min(high.max(start)))
    }

    /// The longest word of at most `most` characters that `text` ends with, and what stands after it on its line.
    pub fn longest_suffix<'t>(&self, text: &'t str, most: usize) -> Option<(&'t str, &'static str)> {
        let starts: Vec<usize> = text.char_indices().rev().map(|(at, _)| at).take(most).collect();
        starts.iter().rev().find_map(|start| self.get(&text[*start..]).map(|rest| (&text[*start..], rest)))
    }

    /// The words in order.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.text.lines().map(|line| line.split_once(' ').map_or(line, |(word, _)| word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{COMMON, TERMS};

    #[test]
    fn every_word_is_found_and_others_are_not() {
        for list in [COMMON, TERMS] {
            let words: Vec<_> = list.words().collect();
            assert!(words.windows(2).all(|w| w[0].as_bytes() < w[1].as_bytes()), "sorted by bytes");
            assert!(words.iter().all(|word| list.get(word).is_some()));
        }
        assert_eq!(COMMON.get("龘龘"), None);
        assert_eq!(COMMON.get(""), None);
        assert_eq!(Wordlist::new("").get("县"), None);
    }

    #[test]
    fn the_longest_word_wins() {
        let list = Wordlist::new("万 a\n万元 b\n元 c\n");
        assert_eq!(list.longest_prefix("万元的", 4), Some(("万元", "b")));
        assert_eq!(list.longest_suffix("三万元", 4), Some(("万元", "b")));
        assert_eq!(list.longest_prefix("个", 4), None);
    }
}
