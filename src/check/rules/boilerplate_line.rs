//! Lead-in and tail lines of sample-text sites: 下面是小编……, 相关文章, 此处隐藏若干字, 精选六篇.

use super::residue::{PRACTICE, after, before, is_spoken_of, sentence, short_line, struck};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use crate::lexicon::Wordlist;
use std::ops::Range;

/// Phrases with where they count: 处 anywhere, 首 at the start of a short line, 伴 beside another word of the trade,
/// 独 as a whole line, 篇 with a number of pieces, 字 with a number of characters.
const PHRASES: Wordlist = Wordlist::new(include_str!("../../../data/lexicon/boilerplate.txt"));

/// What a sample-text site writes before and after its texts.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("CP002", "boilerplate-line"),
    level: Level::Error,
    kind: Kind::Defect,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("boilerplate_line.md"),
    target: Target::Words(PHRASES, examine),
}];

/// Longest phrase of the list in characters.
const LONGEST: usize = 14;
/// Longest line, in bytes, that is taken as a whole.
const LINE: usize = 360;
/// Words that only such sites use beside the weaker phrases.
const TRADE: &[&str] = &["小编", "范文", "整理", "收集", "搜集", "精选", "下载", "本站", "本文档", "转载", "网友"];
const NUMERALS: &str = "0123456789一二三四五六七八九十几多两N";

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    let Some((phrase, how)) = PHRASES.longest_prefix(&text[at..], LONGEST) else { return Seen::Nothing };
    let phrase = at..at + phrase.len();
    if !counts(text, &phrase, how) || is_spoken_of(text, &phrase) {
        return Seen::Nothing;
    }
    let range = extent(text, &phrase, how);
    let finding = rule
        .finding("这一处是范文网站的套话")
        .says("不是报告的话")
        .hint("整句删去；前后若还有“相关文章”“下载”一类的行，一并删去");
    Seen::Found(range.clone(), Box::new(struck(finding, draft, prose, range)))
}

fn counts(text: &str, phrase: &Range<usize>, how: &str) -> bool {
    let (left, right) = (&text[..phrase.start], &text[phrase.end..]);
    match how {
        "处" => true,
        "首" => short_line(text, phrase.start, LINE)
            .is_some_and(|line| text[line.start..phrase.start].chars().all(|c| " 　【《（([“●※".contains(c))),
        "伴" => {
            let around = &text[sentence(text, phrase.start)];
            TRADE.iter().any(|word| around.contains(word))
        }
        "独" => short_line(text, phrase.start, LINE).is_some_and(|line| {
            let own = |c: char| c.is_whitespace() || c.is_ascii_punctuation() || "【】（）《》：。！…".contains(c);
            text[line].trim_matches(own) == &text[phrase.clone()]
        }),
        // （精选6篇）, 汇集四篇
        "篇" => {
            let rest = right.trim_start_matches('的');
            let number: usize = rest.chars().take(4).take_while(|c| NUMERALS.contains(*c)).map(char::len_utf8).sum();
            // Without brackets only in what may be a title.
            let title = |line: Range<usize>| !text[line].contains(['，', '。', '；', '、', '：']);
            let bracketed =
                left.ends_with(['（', '(', '【', '[']) || short_line(text, phrase.start, 150).is_some_and(title);
            number > 0 && rest[number..].starts_with('篇') && bracketed
        }
        // 此处隐藏912字, 省略N字
        "字" => {
            let rest = after(text, phrase.end, 8).trim_start_matches(|c: char| c.is_whitespace() || "了约".contains(c));
            let number: usize = rest.chars().take_while(|c| NUMERALS.contains(*c)).map(char::len_utf8).sum();
            number > 0 && rest[number..].starts_with('字')
        }
        _ => false,
    }
}

/// The line if it is short and says nothing else; of a title only the bracket; else the sentence.
fn extent(text: &str, phrase: &Range<usize>, how: &str) -> Range<usize> {
    let sentence = sentence(text, phrase.start);
    if how == "篇" {
        let opened = before(text, phrase.start, 1);
        let close = after(text, phrase.end, 8).find(['）', ')', '】', ']']);
        if let (true, Some(close)) = (matches!(opened, "（" | "(" | "【" | "["), close) {
            let mark = text[phrase.end + close..].chars().next().map_or(0, char::len_utf8);
            return phrase.start - opened.len()..phrase.end + close + mark;
        }
        let end = after(text, phrase.end, 8).find('篇').map_or(phrase.end, |at| phrase.end + at + '篇'.len_utf8());
        return phrase.start..end;
    }
    match short_line(text, phrase.start, LINE) {
        Some(line) if sentence.start <= line.start && sentence.end >= line.end => line,
        Some(line) if how == "首" || text[line.clone()].matches('。').count() <= 1 => line,
        _ => sentence,
    }
}
