//! Where a title may be broken without tearing a word.
//!
//! A short text comes in, the places between its words go out, as jieba finds them. Building jieba's whole dictionary
//! takes some 30 ms, and a title holds a handful of words; so jieba gets only those words of the dictionary that
//! stand in the text, and one more with the weight of all others: the cut is the same, in a tenth of the time.

use super::TERMS;
use super::dictionary::PACKED;
use flate2::read::ZlibDecoder;
use jieba_rs::Jieba;
use std::io::{BufReader, Read};
use std::sync::OnceLock;

/// Sum of all frequencies of the dictionary. A test compares.
const FREQUENCIES: usize = 58_177_245;
/// Stands for all words that are not in the text; no text has it, for decoding refuses it.
const OTHERS: &str = "\u{FDD0}";

static WORDS: OnceLock<String> = OnceLock::new();

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it starts, in bytes.
    pub start: usize,
    /// Its part of speech as the dictionary has it: n, v, d …; x if the dictionary lacks the word.
    pub tag: String,
}

/// The words of a short text, in order and without anything between them.
///
/// Words that the dictionary lacks are found by jieba's character model; a run of ASCII letters and digits is one word.
pub fn words(text: &str) -> Vec<Word> {
    let segmenter = segmenter(text);
    let (mut words, mut start) = (Vec::new(), 0);
    let is_narrow = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    for tagged in segmenter.tag(text, true) {
        let joins = is_narrow(text[..start].chars().next_back()) && is_narrow(tagged.word.chars().next());
        if !joins {
            words.push(Word { start, tag: tagged.tag.to_owned() });
        }
        start += tagged.word.len();
    }
    words
}

/// A segmenter that knows the words of this text.
fn segmenter(text: &str) -> Jieba {
    let mut first: Vec<char> = text.chars().collect();
    first.sort_unstable();
    first.dedup();
    let mut list = String::new();
    let mut others = FREQUENCIES;
    for line in dictionary().lines() {
        let Some((word, frequency)) = entry(line) else { continue };
        let starts_here = word.chars().next().is_some_and(|c| first.binary_search(&c).is_ok());
        if starts_here && text.contains(word) {
            others = others.saturating_sub(frequency);
            list.push_str(line);
            list.push('\n');
        }
    }
    for word in TERMS.words().filter(|word| text.contains(word)) {
        list.push_str(&format!("{word} {}\n", TERMS.get(word).unwrap_or("1 n")));
    }
    list.push_str(&format!("{OTHERS} {others}\n"));
    // The list is made here of well-formed lines; should it fail all the same, every character is a word.
    Jieba::with_dict(&mut list.as_bytes()).unwrap_or_else(|_| Jieba::empty())
}

/// Word and frequency of a line of the dictionary.
fn entry(line: &str) -> Option<(&str, usize)> {
    let mut parts = line.split(' ');
    Some((parts.next()?, parts.next()?.parse().ok()?))
}

/// The dictionary as text.
fn dictionary() -> &'static str {
    WORDS.get_or_init(|| {
        let mut text = String::with_capacity(2 << 20);
        // The list is part of the program; a damaged one leaves single characters.
        match BufReader::with_capacity(1 << 16, ZlibDecoder::new(PACKED)).read_to_string(&mut text) {
            Ok(_) => text,
            Err(_) => String::new(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for at in words(text).into_iter().skip(1).map(|word| word.start).chain([text.len()]) {
            out.push_str(&text[from..at]);
            out.push('|');
            from = at;
        }
        out
    }

    #[test]
    fn titles_break_between_words() {
        assert_eq!(cut("关于全县养老服务工作情况的调研报告"), "关于|全县|养老服务|工作|情况|的|调研报告|");
        assert_eq!(cut("县人大常委会2026年"), "县人大常委会|2026|年|");
        assert_eq!(cut("推行1+X证书GDP增长3.5%"), "推行|1|+|X|证书|GDP|增长|3.5%|");
        assert_eq!(words(""), Vec::new());
        let tags: Vec<String> = words("关于加强管理").into_iter().map(|word| word.tag).collect();
        assert_eq!(tags, ["p", "v", "vn"]);
    }

    #[test]
    fn a_few_words_cut_as_the_whole_dictionary_does() {
        for text in [
            "关于进一步加强全县城乡社区办公用房规范化建设和管理工作的意见",
            "关于检查《中华人民共和国农业技术推广法》贯彻实施情况的报告",
            "柳溪县人民政府关于二〇二六年上半年国民经济和社会发展计划执行情况的报告",
            "南京市长江大桥研究生命起源",
        ] {
            let whole: Vec<usize> = super::super::dictionary().cut(text, true).iter().map(|t| t.byte_start).collect();
            let starts: Vec<usize> = words(text).iter().map(|word| word.start).collect();
            assert_eq!(starts, whole, "{text}");
        }
    }

    #[test]
    fn the_weight_of_the_dictionary_is_as_stated() {
        assert_eq!(dictionary().lines().filter_map(entry).map(|(_, frequency)| frequency).sum::<usize>(), FREQUENCIES);
    }
}
