//! Promised numbers that the list after them, or before them, does not keep.

use super::enumerator;
use super::outline;
use super::promise::{self, Count, Promise};
use crate::check::points::{Enumerator, Section, Series};
use crate::check::{Authority, Draft, Rule, Target};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::document::{Block, Text};
use crate::lexicon::marks_and;
use crate::source::Span;

/// 四个办法, and five follow.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("NU005", "promised-count"),
    level: Level::Warning,
    kind: Kind::Defect,
    authority: Authority::Practice("说了几个，就列出几个；数目对不上，多半是增删时漏改"),
    page: include_str!("promised_count.md"),
    target: Target::Document(examine),
}];

fn examine(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let scopes = draft.document.into_iter().flat_map(outline::scopes);
    for (blocks, sections) in scopes.zip(enumerator::in_scopes(draft)) {
        before_headings(rule, blocks, &mut found);
        for section in sections {
            before_points(rule, section, &mut found);
            for text in &section.texts {
                in_text(rule, text, &mut found);
            }
        }
    }
    found
}

fn report(rule: &Rule, text: &Text, promise: &Promise, count: u32, list: Option<Span>) -> Option<Diagnostic> {
    let words = &text.content()[promise.range.clone()];
    let finding = rule.finding(format!("说是“{words}”，列出的是{count}个")).at(text.span(promise.range.clone())?);
    let finding = if let Some(span) = list { finding.also(span, "列在这里") } else { finding };
    Some(finding.hint("核对所列各项，改数目或者补上、并掉一项"))
}

/// 主要靠三个办法。 above 1. 2. 3.
fn before_headings(rule: &Rule, blocks: &[Block], found: &mut Vec<Diagnostic>) {
    for group in outline::groups(blocks) {
        let Some(first) = group.members.first().copied().filter(|first| *first > 0) else { continue };
        let before = &blocks[first - 1];
        let Some(text) = outline::last_text(before) else { continue };
        let content = text.content();
        // A heading that names a number is itself no promise of what stands below.
        let named = matches!(before, Block::Heading(heading) if heading.run_in.as_ref().is_none_or(Text::is_empty));
        if named || !promise::announces(content, content.len()) {
            continue;
        }
        let clause = promise::last_clause(content, content.len());
        let Some(promise) = promise::closing(content, clause, true) else { continue };
        let count = group.members.len() as u32;
        let last = group.members.last().and_then(|last| outline::heading(blocks, *last));
        let number = last.and_then(|last| last.written.as_ref()).map_or(count, |written| written.number);
        if promise.number != count && promise.number != number {
            found.extend(report(rule, text, &promise, count, last.map(outline::label_span)));
        }
    }
}

/// 抓好三项工作：一是…二是….
fn before_points(rule: &Rule, section: &Section<'_>, found: &mut Vec<Diagnostic>) {
    if section.words.len() < 2 {
        return;
    }
    let counted =
        [Series::Is, Series::Must, Series::Rely, Series::Ordinal, Series::Among, Series::Bracket, Series::Circle];
    for series in counted {
        for list in enumerator::lists(section, series).iter().filter(|list| list.len() > 1) {
            let word = &section.words[list[0]];
            let Some((text, promise)) = promised(section, word) else { continue };
            let (number, last) = last_point(section, list);
            let count = (list.len() as u32).max(number.min(list.len() as u32 + 1));
            let content = section.texts[last.text].content();
            let rest = &content[last.range.end..promise::near(content, last.range.end).end];
            let after = ["最后", "此外", "同时", "还有"].iter().any(|word| rest.contains(word));
            let kept = [number, list.len() as u32].contains(&promise.number) || (promise.number == number + 1 && after);
            if word.number == 1 && !word.range.is_empty() && !kept {
                let span = section.texts[last.text].span(last.range.clone());
                found.extend(report(rule, text, &promise, count, span));
            }
        }
    }
}

/// The promise right before a first point, in its text or at the end of the text before.
fn promised<'a>(section: &Section<'a>, word: &Enumerator) -> Option<(&'a Text, Promise)> {
    let text = section.texts.get(word.text)?;
    let head = text.content()[..word.range.start].trim_end();
    let (text, end) = if head.is_empty() {
        let before = section.texts.get(word.text.checked_sub(1)?)?;
        (*before, before.content().len())
    } else {
        (*text, head.len())
    };
    let content = text.content();
    let closed = content[..end].trim_end().ends_with(['：', ':', '。', '，', ',', '（']);
    let clause = promise::last_clause(content, end);
    let promise = promise::closing(content, clause, true).filter(|_| closed)?;
    Some((text, promise))
}

/// The last number of a list, counted on where it changes its words: 一是…二要….
fn last_point<'a>(section: &'a Section<'_>, list: &[usize]) -> (u32, &'a Enumerator) {
    let mut last = &section.words[list[list.len() - 1]];
    let mut number = last.number.max(list.len() as u32);
    let counts = |series: Series| matches!(series, Series::Is | Series::Must | Series::Rely);
    for word in &section.words[list[list.len() - 1] + 1..] {
        if word.number == 1 {
            break;
        }
        if counts(word.series) && counts(last.series) && word.number == number + 1 {
            (number, last) = (word.number, word);
        }
    }
    (number, last)
}

/// Lists inside one text: after a colon, in quotes, before the number.
fn in_text(rule: &Rule, text: &Text, found: &mut Vec<Diagnostic>) {
    let content = text.content();
    if !content.contains(['、', '；']) && !content.contains('“') {
        return;
    }
    for (at, c) in marks_and(content, ['即', '个', '项', '种', '条', '类', '家']) {
        let before = || content[..at].chars().next_back();
        let kept = match c {
            '：' | ':' => after_colon(content, at, c),
            '即' if before() == Some('，') => in_other_words(content, at),
            '“' => in_quotes(content, at + c.len_utf8()),
            '个' | '项' | '种' | '条' | '类' | '家' if before().is_some_and(is_number) => {
                before_number(content, at)
            }
            _ => None,
        };
        if let Some((promise, count)) = kept {
            found.extend(report(rule, text, &promise, count, None));
        }
    }
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || outline::is_numeral(c)
}

/// 坚持三个原则：甲、乙。
fn after_colon(content: &str, at: usize, colon: char) -> Option<(Promise, u32)> {
    let promise = promise::closing(content, promise::last_clause(content, at), false)?;
    let (count, rest) = list_at(content, at + colon.len_utf8(), promise.number)?;
    // Before a comma only too many are surely too many: 甲、乙，丙 may be three.
    let broken = if rest { count.fewest > promise.number } else { !count.keeps(promise.number) };
    broken.then_some((promise, count.fewest))
}

/// 察看了8个项目，即甲、乙和丙，.
fn in_other_words(content: &str, at: usize) -> Option<(Promise, u32)> {
    let promise = promise::closing(content, promise::last_clause(content, at), false)?;
    let (count, _) = list_at(content, at + '即'.len_utf8(), promise.number)?;
    (!count.keeps(promise.number)).then_some((promise, count.most))
}

/// The items from `start` to the end of the sentence or to a comma, and whether a comma closes them. `None` where the
/// clauses might be the items as well.
fn list_at(content: &str, start: usize, promised: u32) -> Option<(Count, bool)> {
    let rest = &content[start..promise::near(content, start).end];
    let sentence = &rest[..rest.find(['。', '！', '？', '）', ')']).unwrap_or(rest.len())];
    if sentence.contains('；') {
        // 甲镇、乙镇；丙镇 is a list of lists.
        let count = Count::of(sentence, '；').filter(|_| !sentence.contains('、'))?;
        return Some((count, false));
    }
    let clauses = sentence.split(['，', ',']).count() as u32;
    let parts = sentence.split(['，', ',', '、']).count() as u32;
    if clauses > 1 && [clauses, parts].contains(&promised) {
        return None;
    }
    Some((Count::of(sentence.split(['，', ',']).next()?, '、')?, clauses > 1))
}

/// “三个一”（一本账、一张图）, “四室”：….
fn in_quotes(content: &str, start: usize) -> Option<(Promise, u32)> {
    const LONGEST: usize = 8;
    let rest = &content[start..promise::near(content, start).end];
    let close = rest.char_indices().take(LONGEST).find(|(_, c)| *c == '”').map(|(at, _)| at)?;
    let name = &rest[..close];
    let noun = name.trim_start_matches(outline::is_numeral);
    let number = crate::numeral::parse_chinese(&name[..name.len() - noun.len()])?;
    let noun = noun.trim_start_matches(['个', '大', '项']);
    let ones = noun == "一";
    if !(2..=20).contains(&number) || noun.is_empty() || (!ones && noun.contains(outline::is_numeral)) {
        return None;
    }
    let after = &rest[close + '”'.len_utf8()..];
    let opening = ["，即", "：", ":", "（即", "（", "("].iter().find(|opening| after.starts_with(**opening))?;
    let from = start + close + '”'.len_utf8() + opening.len();
    let list = &content[from..promise::near(content, from).end];
    let list = &list[..list.find(['）', ')', '。', '；', ';', '！'])?];
    let count = match list_at(content, from, number) {
        // Before a comma only too many are surely too many.
        Some((count, rest)) if !rest || count.fewest > number => count,
        Some(_) => return None,
        None if ones && !list.contains(['，', '、', '“']) => {
            let count = list.matches('一').count() as u32;
            Count { fewest: count, most: count, open: false }
        }
        None => return None,
    };
    let promise = Promise { number, range: start..start + name.len() };
    (count.fewest > 1 && !count.keeps(number)).then_some((promise, count.fewest))
}

/// 采取甲、乙、丙等两个办法; 县民政局、县财政局三个部门.
fn before_number(content: &str, at: usize) -> Option<(Promise, u32)> {
    const LONGEST_FIRST: usize = 20;
    const LONGEST: usize = 14;
    let (number, start) = promise::number_before(content, at).filter(|(number, _)| (2..=20).contains(number))?;
    let head = &content[promise::near(content, start).start..start];
    let open = head.ends_with('等');
    let head = head.trim_end_matches('等');
    let clause = head.rfind(|c: char| {
        matches!(c, '。' | '！' | '？' | '；' | '，' | '：' | ',' | ';' | ':' | '“' | '”' | '（' | '）' | '《' | '》')
    });
    let clause = clause.map_or(head, |at| head[at..].trim_start_matches(|c: char| !c.is_alphanumeric() && c != '*'));
    let items: Vec<&str> = clause.split('、').collect();
    let sound = |(place, item): (usize, &&str)| {
        let longest = if place == 0 { LONGEST_FIRST } else { LONGEST };
        let figures = item.contains(|c: char| c.is_ascii_digit()) || item.trim_matches(outline::is_numeral).is_empty();
        !figures && !item.contains('的') && item.chars().nth(longest).is_none()
    };
    if items.len() < 2 || !items.iter().enumerate().all(sound) || goes_on(&content[at..]) {
        return None;
    }
    let count = Count::of(clause, '、')?;
    // Without 等 only a row of like names is surely a list: 民政局、财政局三个部门.
    let endings: Vec<Option<char>> = items.iter().map(|item| item.chars().next_back()).collect();
    let alike = endings.windows(2).all(|pair| pair[0] == pair[1]);
    let broken = if open { number < count.fewest } else { alike && !count.keeps(number) };
    let unit = content[at..].chars().next().map_or(0, char::len_utf8);
    let noun: usize = content[at + unit..].chars().take_while(|c| is_noun(*c)).take(2).map(char::len_utf8).sum();
    broken.then_some((Promise { number, range: start..at + unit + noun }, count.fewest))
}

/// Characters of a short noun behind a measure word.
fn is_noun(c: char) -> bool {
    c.is_alphabetic() && !"的是在为和与等及了".contains(c)
}

/// Whether another number of things follows: 甲、乙等2个国家级、3个省级项目.
fn goes_on(rest: &str) -> bool {
    let near: String = rest.chars().skip(1).take(10).take_while(|c| !"，。；：".contains(*c)).collect();
    near.contains(|c: char| c.is_ascii_digit()) || near.contains(['、', '和'])
}
