//! Where a title may be broken without tearing a word.
//!
//! A short text comes in, the places between its words go out, as jieba finds them. Building jieba's whole dictionary
//! takes some 30 ms, and a title holds a handful of words; so jieba gets only those words of the dictionary that
//! stand in the text, and one more with the weight of all others: the cut is the same, in a hundredth of the time.

use super::TERMS;
use super::dictionary::WORDS;
use jieba_rs::Jieba;

/// Sum of all frequencies of the dictionary. A test compares.
const FREQUENCIES: usize = 58_177_245;
/// Stands for all words that are not in the text; no text has it, for decoding refuses it.
const OTHERS: &str = "\u{FDD0}";

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
    for line in first.into_iter().flat_map(|c| starting_with(WORDS, c).lines()) {
        let Some((word, frequency)) = entry(line) else { continue };
        if text.contains(word) {
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

/// The lines of a sorted list that begin with this character.
fn starting_with(list: &str, first: char) -> &str {
    let from = line_where(list, |c| c >= first);
    let rest = &list[from..];
    &rest[..line_where(rest, |c| c > first)]
}

/// Where the first line begins whose first character is as asked; once it is so, it must stay so to the end.
fn line_where(list: &str, is_reached: impl Fn(char) -> bool) -> usize {
    let (mut low, mut high) = (0, list.len());
    while low < high {
        // Whole lines only: `start` is the beginning of the line that the middle falls into.
        let middle = list.floor_char_boundary(low + (high - low) / 2);
        let start = list[low..middle].rfind('\n').map_or(low, |end| low + end + 1);
        if list[start..].chars().next().is_some_and(&is_reached) {
            high = start;
        } else {
            low = list[start..high].find('\n').map_or(high, |end| start + end + 1);
        }
    }
    low
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
    fn lines_are_found_by_their_first_character() {
        let list = "一 1 m\n一一 2 m\n丁 4 n\n丁丁 5 n\n乙 3 n\n";
        let of = |c| starting_with(list, c).lines().count();
        assert_eq!(['一', '丁', '乙', '丙', 'a', '龟'].map(of), [2, 2, 1, 0, 0, 0]);
        assert_eq!(starting_with("", '一'), "");
        let plain = |c: char| WORDS.lines().filter(|line| line.starts_with(c)).count();
        for c in ['一', '工', '齄', '龢', 'A'] {
            assert_eq!(starting_with(WORDS, c).lines().count(), plain(c), "{c}");
        }
    }

    #[test]
    fn the_weight_of_the_dictionary_is_as_stated() {
        assert_eq!(WORDS.lines().filter_map(entry).map(|(_, frequency)| frequency).sum::<usize>(), FREQUENCIES);
    }
}
