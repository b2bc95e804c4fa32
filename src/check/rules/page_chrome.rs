//! What surrounds an article on a web page: counters, navigation, dates of publication, copyright, printing.

use super::residue::{PRACTICE, after, before, is_han, is_spoken_of, short_line, struck};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use crate::lexicon::Wordlist;
use std::ops::Range;

/// Words with where they count: 强 anywhere, 题 as the label a line begins with, 数 before a figure, 时 before a date,
/// 独 as a whole line, 邻 as either, 版 likewise or beside other marks of copyright, 尾 as a label at the end, 源 before the name of a medium, 路 before the arrow of a path, 号 before a registration number,
/// 页 in 第几页 共几页.
const WORDS: Wordlist = Wordlist::new(include_str!("../../../data/lexicon/chrome.txt"));

/// Parts of a web page around the text.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("CP003", "page-chrome"),
    level: Level::Error,
    kind: Kind::Defect,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("page_chrome.md"),
    target: Target::Words(WORDS, examine),
}];

/// Characters of dates.
const DATE: &str = "年月日时分秒星期";
/// Longest word of the list in characters.
const LONGEST: usize = 18;
/// Longest line, in bytes, that is taken as a whole.
const LINE: usize = 480;

fn examine(rule: &Rule, draft: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    if is_inside_a_word(text, at) {
        return Seen::Nothing;
    }
    let Some((word, how)) = WORDS.longest_prefix(&text[at..], LONGEST) else { return Seen::Nothing };
    let word = at..at + word.len();
    if !counts(text, &word, how) || is_spoken_of(text, &word) {
        return Seen::Nothing;
    }
    let range = extent(text, &word);
    let finding = rule
        .finding("这是网页上的栏目、计数或版权字样，不是正文")
        .says("网页残留")
        .hint("整行删去；夹在段末的，从这里删到段末");
    Seen::Found(range.clone(), Box::new(struck(finding, draft, prose, range)))
}

/// Whether one of 大 中 小, which the list has as sizes of type, stands behind another word: most texts have them in
/// every line, and a size stands alone or after a mark.
fn is_inside_a_word(text: &str, at: usize) -> bool {
    let behind_word = || text[..at].chars().next_back().is_some_and(|c| is_han(c) && !DATE.contains(c));
    text[at..].starts_with(['大', '中', '小']) && !text[at..].starts_with("大】") && behind_word()
}

fn is_colon(c: char) -> bool {
    matches!(c, '：' | ':')
}

fn is_room(c: char) -> bool {
    c.is_whitespace() || matches!(c, '|' | '｜' | '【' | '[' | '（' | '(' | '】' | ']' | '）' | ')' | '·' | '>' | '»')
}

fn counts(text: &str, word: &Range<usize>, how: &str) -> bool {
    let right = after(text, word.end, 24);
    let line = short_line(text, word.start, LINE);
    let label = right.trim_start().strip_prefix(is_colon).map(str::trim_start);
    let figure = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    match (how, line) {
        ("强", _) => true,
        ("题", Some(line)) => label.is_some() && leads(text, &line, word.start) && is_plain(&text[line]),
        ("数", Some(line)) => {
            let rest = label.unwrap_or(right.trim_start());
            let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
            let ended =
                tail.is_empty() || tail.starts_with(['次', '人', '位', ' ', '　', '\n', '】', '）', ')', ']', '|']);
            (figure(rest) && ended || rest.is_empty() && label.is_some())
                && leads(text, &line, word.start)
                && is_plain(&text[line])
        }
        ("时", Some(line)) => {
            label.is_some_and(figure)
                && (leads(text, &line, word.start) || before(text, word.start, 1).starts_with(is_room))
                && is_plain(&text[line])
        }
        ("独", Some(line)) => {
            let whole = text[line.clone()].chars().filter(|c| !is_room(*c)).eq(text[word.clone()].chars());
            whole || (leads(text, &line, word.start) && all_words(&text[line]))
        }
        ("尾", _) => {
            let edge = before(text, word.start, 1);
            let rest = after(text, word.end, 24);
            let ended = rest.contains('\n') || rest.chars().count() < 24;
            // The imprint of a bulletin names its editors by right.
            let imprint = ["审核", "签发", "共印", "印发", "主编", "审稿"].iter().any(|word| rest.contains(word));
            label.is_some()
                && ended
                && !imprint
                && (edge.is_empty() || edge.starts_with(is_room) || edge.ends_with(['。', '”', '\n']))
        }
        ("源", Some(line)) => {
            let edge = before(text, word.start, 1);
            let name = label.unwrap_or_default().split(is_room).next().unwrap_or_default();
            let media =
                ["网", "日报", "晚报", "时报", "网站", "客户端", "公众号", "新华社", "电视台", "杂志社", "网络"];
            (edge.is_empty() || edge.starts_with(is_room))
                && media.iter().any(|m| name.ends_with(m))
                && is_plain(&text[line])
        }
        // 首页 > 公文
        ("路", _) => right.trim_start().starts_with(['>', '＞', '»', '›', '→']),
        ("号", _) => figure(right.trim_start_matches(|c: char| c.is_whitespace() || c == '©')),
        ("邻", Some(line)) => {
            leads(text, &line, word.start)
                && (label.is_some() && is_plain(&text[line.clone()]) || all_words(&text[line]))
        }
        ("版", Some(line)) => {
            let whole = &text[line.clone()];
            (label.is_some() && leads(text, &line, word.start) && is_plain(whole))
                || all_words(whole)
                || ["Copyright", "©", "ICP备"].iter().any(|mark| whole.contains(mark))
        }
        ("页", _) => {
            let number: &str = before(text, word.start, 5).trim_end();
            let first = number.trim_end_matches(|c: char| c.is_ascii_digit());
            let rest = right.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '，' | ',' | '/' | ':'));
            let rest = rest.trim_start_matches('总').strip_prefix('共').unwrap_or(rest).trim_start();
            let last = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            first.len() < number.len() && first.ends_with('第') && last.len() < rest.len() && last.starts_with('页')
        }
        _ => false,
    }
}

/// Whether only digits, dates and other labels stand before `at` in its line.
fn leads(text: &str, line: &Range<usize>, at: usize) -> bool {
    let lead = &text[line.start..at];
    lead.chars().all(|c| !is_han(c) || DATE.contains(c)) && !lead.contains(['，', '。', '、'])
        || lead.ends_with(is_room) && WORDS.words().any(|word| lead.contains(word))
}

/// A line that is no sentence.
fn is_plain(line: &str) -> bool {
    !line.contains(['。', '；', '！', '，']) && line.chars().count() <= 90
}

/// Whether a line consists of nothing but words of the list.
fn all_words(line: &str) -> bool {
    line.split(is_room).filter(|part| !part.is_empty()).all(|part| WORDS.get(part.trim_end_matches(is_colon)).is_some())
}

/// The line, or what follows the last sentence of a longer one.
fn extent(text: &str, word: &Range<usize>) -> Range<usize> {
    let from = text.floor_char_boundary(word.start.saturating_sub(LINE));
    let to = text.floor_char_boundary(word.end + LINE);
    let line_end = text[word.end..to].find('\n').map_or(to, |at| word.end + at);
    let sentence_end = text[word.end..line_end].find('。').map_or(line_end, |at| word.end + at + '。'.len_utf8());
    let left = &text[from..word.start];
    let start = match left.rfind(['\n', '。', '！', '；', '，']) {
        Some(at) => from + at + left[at..].chars().next().map_or(0, char::len_utf8),
        None if from == 0 => 0,
        None => word.start,
    };
    let lead = &text[start..word.start];
    // Behind the last mark of a sentence that goes on, only the word itself.
    let start = if lead.chars().filter(|c| is_han(*c)).count() > 24 { word.start } else { start };
    let start = start + text[start..word.start].len() - text[start..word.start].trim_start().len();
    start..sentence_end
}
