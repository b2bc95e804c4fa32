//! The words that count points in running text: 一是, 二要, 首先, 其二, （1）, ①.

use super::outline::{self, is_letter, is_numeral};
use crate::check::Draft;
use crate::check::points::{Enumerator, Section, Series};
use crate::document::{Block, Heading};
use crate::lexicon::marks_and;
use std::ops::Range;

/// The sections of each scope of the draft; several rules read them.
pub(super) fn in_scopes<'d>(draft: &'d Draft<'_>) -> impl Iterator<Item = &'d [Section<'d>]> {
    let read = || draft.document.into_iter().flat_map(outline::scopes).map(sections).collect();
    draft.facts.sections(read).iter().map(Vec::as_slice)
}

/// The sections of a scope. Headings of the lower levels stay inside: 一是 may have points of its own.
pub(super) fn sections(blocks: &[Block]) -> Vec<Section<'_>> {
    let mut sections = vec![Section::default()];
    for (index, block) in blocks.iter().enumerate() {
        let label = match block {
            Block::Heading(heading) if heading.level <= 2 => {
                sections.push(Section::default());
                None
            }
            Block::Heading(heading) if heading.level == 4 => Some(number(heading)),
            _ => None,
        };
        let Some(section) = sections.last_mut() else { continue };
        if let Some(number) = label {
            let text = section.texts.len();
            section.words.push(Enumerator { series: Series::Bracket, number, text, range: 0..0 });
        }
        for text in outline::texts(block) {
            read(text.content(), section.texts.len(), &mut section.words);
            section.texts.push(text);
            section.blocks.push(index);
        }
    }
    sections
}

fn number(heading: &Heading) -> u32 {
    heading.written.as_ref().map_or(heading.number, |written| written.number)
}

/// Adds the counting words of one text.
fn read(content: &str, text: usize, words: &mut Vec<Enumerator>) {
    for (at, c) in marks_and(content, ['是', '要', '靠', '首', '其', '再', '第']) {
        let before = || content[..at].chars().next_back().unwrap_or('\n');
        let found = match c {
            '是' | '要' | '靠' => numeral_before(content, at).and_then(|start| counted(content, start, at, c)),
            '首' | '其' | '再' | '第' if !is_letter(before()) => {
                ordinal(&content[at..]).map(|(s, n, l)| (s, n, at..at + l))
            }
            '（' | '(' if !is_letter(before()) => {
                bracketed(&content[at..]).map(|(n, l)| (Series::Bracket, n, at..at + l))
            }
            '①'..='⑳' => circled(content, at, before(), c),
            _ => None,
        };
        if let Some((series, number, range)) = found {
            words.push(Enumerator { series, number, text, range });
        }
    }
}

/// Where the numeral before a byte begins, if it begins at a boundary.
fn numeral_before(content: &str, at: usize) -> Option<usize> {
    let start = content[..at].trim_end_matches(is_numeral).len();
    (start < at && !content[..start].ends_with(is_letter)).then_some(start)
}

type Found = (Series, u32, Range<usize>);

/// 一是, 二要, 三靠.
fn counted(content: &str, start: usize, at: usize, verb: char) -> Option<Found> {
    let number = crate::numeral::parse_chinese(&content[start..at])?;
    let end = at + verb.len_utf8();
    let next = content[end..].chars().next();
    let (series, other) = match verb {
        // 一是一、二是二.
        '是' => (Series::Is, next.is_some_and(|c| content[start..at].starts_with(c))),
        '要' => (Series::Must, next.is_some_and(|c| "素点件".contains(c))),
        _ => (Series::Rely, next.is_some_and(|c| "近山边岸".contains(c))),
    };
    (!other && number <= 20).then_some((series, number, start..end))
}

/// 首先, 其次, 再次; 第二，; 其二，.
fn ordinal(rest: &str) -> Option<(Series, u32, usize)> {
    const WORDS: [(&str, u32); 3] = [("首先", 1), ("其次", 2), ("再次", 0)];
    if let Some((word, number)) = WORDS.iter().find(|(word, _)| rest.starts_with(word)) {
        return Some((Series::Ordinal, *number, word.len()));
    }
    let first = rest.chars().next()?;
    let digits: usize = rest.chars().skip(1).take(3).take_while(|c| is_numeral(*c)).map(char::len_utf8).sum();
    let end = first.len_utf8() + digits;
    let number = crate::numeral::parse_chinese(&rest[first.len_utf8()..end])?;
    let tail = &rest[end..];
    // 第一、第二产业 lists names.
    let named = tail.starts_with('、') && tail['、'.len_utf8()..].starts_with(['第', '其']);
    let series = if first == '第' { Series::Ordinal } else { Series::Among };
    let counts = tail.starts_with(['，', ',', '、', '：', ':']) || (series == Series::Among && tail.starts_with('是'));
    ((first == '第' || first == '其') && counts && !named).then_some((series, number, end))
}

/// （1）
fn bracketed(rest: &str) -> Option<(u32, usize)> {
    let open = rest.chars().next()?.len_utf8();
    let digits = rest[open..].bytes().take(3).take_while(u8::is_ascii_digit).count();
    let number = rest[open..open + digits].parse().ok().filter(|number| (1..=30).contains(number))?;
    let close = rest[open + digits..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
    Some((number, open + digits + close.len_utf8()))
}

/// ①, unless it is one of a row: ①③④, ①、③.
fn circled(content: &str, at: usize, before: char, c: char) -> Option<Found> {
    let is_circle = |c: char| ('①'..='⑳').contains(&c);
    let end = at + c.len_utf8();
    let rest = content[end..].trim_start_matches('、');
    let head = content[..at].trim_end_matches('、');
    let row = is_circle(before) || head.ends_with(is_circle) || rest.starts_with(is_circle);
    (!row).then_some((Series::Circle, c as u32 - '①' as u32 + 1, at..end))
}

/// A list that may go on.
struct Open {
    words: Vec<usize>,
    /// The number of the last word.
    last: u32,
}

/// Lists of one series: indices into the words of the section.
pub(super) fn lists(section: &Section<'_>, series: Series) -> Vec<Vec<usize>> {
    /// Lists inside lists.
    const DEEPEST: usize = 8;
    let mut done: Vec<Vec<usize>> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let block = |at: usize| section.blocks.get(section.words[at].text).copied();
    for (at, word) in section.words.iter().enumerate().filter(|(_, word)| word.series == series) {
        // （1） counts within its paragraph, for the label before it is a heading's.
        let left = |list: &Open| list.words.last().is_some_and(|last| block(*last) != block(at));
        if series == Series::Bracket && open.last().is_some_and(left) {
            done.extend(open.drain(..).map(|list| list.words));
        }
        if word.number == 1 {
            open.push(Open { words: vec![at], last: 1 });
        } else if let Some(depth) = continues(section, &open, word) {
            done.extend(open.drain(depth + 1..).map(|list| list.words));
            open[depth].words.push(at);
            open[depth].last += 1;
        } else if let Some(list) = open.last_mut() {
            list.words.push(at);
            list.last = word.number;
        } else if word.number > 1 {
            open.push(Open { words: vec![at], last: word.number });
        }
        if open.len() > DEEPEST {
            done.push(open.remove(0).words);
        }
    }
    done.extend(open.into_iter().map(|list| list.words));
    done
}

/// Which open list a word goes on with: the last, or one around it that was left in the same text.
fn continues(section: &Section<'_>, open: &[Open], word: &Enumerator) -> Option<usize> {
    let text = |at: Option<&usize>| at.map(|at| section.words[*at].text);
    for depth in (0..open.len()).rev() {
        if word.number == 0 || open[depth].last + 1 == word.number {
            return Some(depth);
        }
        let outer = depth.checked_sub(1).and_then(|outer| text(open[outer].words.last()));
        if outer != text(open[depth].words.first()) {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(content: &str) -> Vec<(Series, u32)> {
        let mut words = Vec::new();
        read(content, 0, &mut words);
        words.into_iter().map(|word| (word.series, word.number)).collect()
    }

    #[test]
    fn counting_words_stand_at_a_boundary() {
        assert_eq!(numbers("一是修渠；二是管水。三要巡查"), [(Series::Is, 1), (Series::Is, 2), (Series::Must, 3)]);
        assert_eq!(numbers("首先，摸底。其次，修复。第三，管护。"), [1, 2, 3].map(|n| (Series::Ordinal, n)));
        assert_eq!(numbers("包括（1）渠道；（2）闸门，①②③项除外，①渠②闸").len(), 3);
        for text in
            ["统一是好事", "安全第一，预防为主", "一是一，二是二", "第一、第二产业", "三要素", "周一要开会", "唯一是"]
        {
            assert!(numbers(text).len() <= usize::from(text.starts_with('一')), "{text} {:?}", numbers(text));
        }
    }
}
