//! Sentences and headings that stand in a draft twice.

use super::outline;
use crate::check::{Authority, Draft, Rule, Target};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::document::{Block, Document, Text};
use crate::lexicon::{marks, trimmed};
use crate::source::Span;
use std::collections::HashMap;
use std::ops::Range;

/// The same sentence, the same heading, the title again.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: Code::new("ST004", "duplicate-sentence"),
        level: Level::Warning,
        kind: Kind::Defect,
        authority: Authority::Practice("同一句话在一篇材料里写了两遍，多半是粘贴时重了"),
        page: include_str!("duplicate_sentence.md"),
        target: Target::Document(sentences),
    },
    Rule {
        code: Code::new("ST005", "duplicate-heading"),
        level: Level::Warning,
        kind: Kind::Defect,
        authority: Authority::Practice("并列的标题不同名，题目只印一次；重了多半是粘贴时留下的"),
        page: include_str!("duplicate_heading.md"),
        target: Target::Document(headings),
    },
];

/// Shortest sentence that does not repeat by chance, in letters and digits.
const SHORTEST: usize = 15;
/// Shortest sentence that is compared with others that are nearly the same.
const SHORTEST_ALIKE: usize = 30;
/// Letters at either end by which nearly equal sentences find each other.
const ANCHOR: usize = 10;
/// Sentences with the same end that are compared.
const MOST_RIVALS: usize = 3;

/// A sentence of a scope.
struct Sentence<'a> {
    text: &'a Text,
    range: Range<usize>,
    /// Its place among all.
    order: usize,
}

impl Sentence<'_> {
    fn letters(&self) -> impl Iterator<Item = char> {
        self.text.content()[self.range.clone()].chars().filter(|c| outline::is_letter(*c))
    }

    fn span(&self) -> Option<Span> {
        self.text.span(self.range.clone())
    }
}

fn sentences(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for blocks in draft.document.into_iter().flat_map(outline::scopes) {
        in_scope(rule, blocks, &mut found);
    }
    found
}

fn in_scope(rule: &Rule, blocks: &[Block], found: &mut Vec<Diagnostic>) {
    let all: Vec<Sentence<'_>> = all_sentences(blocks);
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let mut anchors: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut run: Option<Run> = None;
    let mut letters: Vec<char> = Vec::new();
    for (at, sentence) in all.iter().enumerate() {
        letters.clear();
        letters.extend(sentence.letters());
        if letters.len() < SHORTEST {
            continue;
        }
        let formula = || is_formula(&sentence.text.content()[sentence.range.clone()]);
        let key = hash(&letters);
        let first = seen.get(&key).copied().filter(|first| all[*first].letters().eq(letters.iter().copied()));
        match first {
            Some(_) if formula() => {}
            Some(first) => {
                if let Some(run) = run.as_mut().filter(|run| follows(&all, run, first, at)) {
                    run.last = (first, at);
                    run.count += 1;
                } else {
                    found.extend(run.replace(Run::new(first, at)).and_then(|run| run.report(rule, &all)));
                }
            }
            None => {
                seen.insert(key, at);
                found.extend(
                    alike(&all, &mut anchors, &letters, at)
                        .filter(|_| !formula())
                        .and_then(|first| nearly(rule, &all, first, at)),
                );
            }
        }
    }
    found.extend(run.and_then(|run| run.report(rule, &all)));
    for text in blocks.iter().flat_map(outline::texts) {
        stuttered(rule, text, found);
    }
}

/// The same clause twice in a row: 明确人员编制，明确人员编制，.
fn stuttered(rule: &Rule, text: &Text, found: &mut Vec<Diagnostic>) {
    const SHORTEST: usize = 6;
    let content = text.content();
    let (mut start, mut last, mut last_words) = (0, 0..0, "");
    let end = (content.len(), '\n');
    for (at, mark) in marks(content).filter(|(_, c)| ends_clause(*c)).chain([end]) {
        let clause = start..at;
        let words = trimmed(&content[clause.clone()]);
        if !words.is_empty()
            && words == last_words
            && words.chars().all(char::is_alphanumeric)
            && words.chars().nth(SHORTEST - 1).is_some()
            && let Some((span, first)) = text.span(clause.clone()).zip(text.span(last))
        {
            let finding = rule.finding(format!("“{words}”接连写了两遍")).at(span);
            found.push(finding.also(first, "前面在这里").hint("删去一处"));
        }
        (last, last_words) = (clause, words);
        start = at + mark.len_utf8();
    }
}

fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | ',' | '！' | '？')
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | ';')
}

fn all_sentences(blocks: &[Block]) -> Vec<Sentence<'_>> {
    let mut all = Vec::new();
    for text in blocks.iter().flat_map(outline::texts) {
        let content = text.content();
        let mut start = 0;
        let ends = marks(content).filter(|(_, c)| ends_sentence(*c)).map(|(at, c)| at + c.len_utf8());
        for end in ends.chain([content.len()]) {
            let range = start..end;
            if range.len() >= SHORTEST {
                let lead = range.len() - content[range.clone()].trim_start().len();
                all.push(Sentence { text, range: range.start + lead..range.end, order: all.len() });
            }
            start = range.end;
        }
    }
    all
}

/// Quick rather than strong: whoever shares it is compared letter by letter.
fn hash(letters: &[char]) -> u64 {
    letters.iter().fold(0, |hash: u64, c| (hash.rotate_left(5) ^ u64::from(*c)).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// Sentences that repeat by design: 此项工作由甲局牵头，乙局配合.
fn is_formula(sentence: &str) -> bool {
    const WORDS: [&str; 5] = ["牵头", "责任单位", "配合单位", "责任人", "完成时限"];
    WORDS.iter().any(|word| sentence.contains(word))
}

/// Sentences in a row that repeat others in a row.
struct Run {
    first: (usize, usize),
    last: (usize, usize),
    count: usize,
}

impl Run {
    fn new(first: usize, again: usize) -> Run {
        Run { first: (first, again), last: (first, again), count: 1 }
    }

    fn report(self, rule: &Rule, all: &[Sentence<'_>]) -> Option<Diagnostic> {
        let cover = |from: usize, to: usize| {
            let (from, to) = (all[from].span()?, all[to].span()?);
            Some(if from.source == to.source && from.start <= to.end { from.cover(to) } else { from })
        };
        let message = match self.count {
            1 => "这句话前面已经写过".to_owned(),
            count => format!("这{count}句话前面已经写过"),
        };
        let (first, again) = (cover(self.first.0, self.last.0)?, cover(self.first.1, self.last.1)?);
        Some(rule.finding(message).at(again).also(first, "前面在这里").hint("留一处，删去另一处"))
    }
}

/// Whether a repeated sentence goes on with a run, short sentences between them aside.
fn follows(all: &[Sentence<'_>], run: &Run, first: usize, again: usize) -> bool {
    let (last_first, last_again) = run.last;
    let step = all[again].order - all[last_again].order;
    first > last_first && step <= 3 && all[first].order - all[last_first].order == step
}

/// An earlier sentence that begins or ends like this one and has nine tenths of its pairs of letters.
fn alike(all: &[Sentence<'_>], anchors: &mut HashMap<u64, Vec<usize>>, letters: &[char], at: usize) -> Option<usize> {
    if letters.len() < SHORTEST_ALIKE {
        return None;
    }
    let mut found = None;
    let (head, tail) = (&letters[..ANCHOR], &letters[letters.len() - ANCHOR..]);
    for (end, anchor) in [(0, head), (1, tail)] {
        let rivals = anchors.entry(hash(anchor) ^ end).or_default();
        found = found.or_else(|| rivals.iter().copied().find(|first| is_alike(&all[*first], letters)));
        if rivals.len() < MOST_RIVALS {
            rivals.push(at);
        }
    }
    found
}

fn is_alike(first: &Sentence<'_>, letters: &[char]) -> bool {
    // Sentences of one make about several places differ in their figures.
    if !first.letters().filter(char::is_ascii_digit).eq(letters.iter().copied().filter(char::is_ascii_digit)) {
        return false;
    }
    let other: Vec<char> = first.letters().collect();
    let (short, long) = (other.len().min(letters.len()), other.len().max(letters.len()));
    if short * 10 < long * 9 {
        return false;
    }
    let mut counts: HashMap<(char, char), i32> = HashMap::new();
    other.windows(2).for_each(|pair| *counts.entry((pair[0], pair[1])).or_default() += 1);
    let mut common = 0;
    for pair in letters.windows(2) {
        if let Some(count) = counts.get_mut(&(pair[0], pair[1])).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
    }
    common * 20 >= 9 * (short + long - 2)
}

fn nearly(rule: &Rule, all: &[Sentence<'_>], first: usize, at: usize) -> Option<Diagnostic> {
    let mut finding = rule.finding("这句话和前面的一句几乎一样").at(all[at].span()?);
    finding.level = Level::Info;
    Some(finding.also(all[first].span()?, "前面在这里").hint("核对是否写重了；各有用处的，可以不理会这条"))
}

fn headings(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let Some(document) = draft.document else { return Vec::new() };
    let mut found = title_again(rule, document, draft);
    for blocks in outline::scopes(document) {
        for group in outline::groups(blocks) {
            let mut seen: HashMap<String, Span> = HashMap::new();
            for heading in group.members.iter().filter_map(|index| outline::heading(blocks, *index)) {
                let place = outline::heading_span(heading);
                let words = letters(heading.text.content());
                if words.chars().count() < 2 {
                    continue;
                }
                match seen.get(&words) {
                    Some(first) => {
                        let finding = rule.finding("这个标题和前面并列的标题同名").at(place).also(*first, "前面在这里");
                        found.push(finding.hint("核对是否粘贴重了，或者改写标题"));
                    }
                    None => {
                        found.extend(clause_again(rule, &seen, &heading.text));
                        remember_clauses(&mut seen, &heading.text);
                        seen.insert(words, place);
                    }
                }
            }
        }
    }
    found
}

/// Shortest clause of a heading that another heading repeats by mistake, in characters.
const SHORTEST_CLAUSE: usize = 6;

/// Clauses of a heading with their places.
fn clauses(text: &Text) -> impl Iterator<Item = (String, Option<Span>)> + '_ {
    let content = text.content();
    let parts = content.split(['，', ',', '、', '。']);
    let parts = parts.map(move |part| (part, part.as_ptr() as usize - content.as_ptr() as usize));
    parts
        .filter(|(part, _)| part.chars().nth(SHORTEST_CLAUSE - 1).is_some())
        .map(move |(part, start)| (format!("，{}", letters(part)), text.span(start..start + part.len())))
}

fn remember_clauses(seen: &mut HashMap<String, Span>, text: &Text) {
    for (clause, span) in clauses(text) {
        if let Some(span) = span {
            seen.entry(clause).or_insert(span);
        }
    }
}

/// Half of a heading that a heading beside it says as well: a hint only, for some do so by design.
fn clause_again(rule: &Rule, seen: &HashMap<String, Span>, text: &Text) -> Option<Diagnostic> {
    let (span, first) = clauses(text).find_map(|(clause, span)| span.zip(seen.get(&clause).copied()))?;
    let mut finding = rule.finding("标题里的这半句和前面并列的标题重复").at(span).also(first, "前面在这里");
    finding.level = Level::Info;
    Some(finding.hint("核对是否粘贴重了；有意排比的，可以不理会这条"))
}

/// The title as a line of the text. A second `#` line is told where the text is read.
fn title_again(rule: &Rule, document: &Document, draft: &Draft<'_>) -> Vec<Diagnostic> {
    const SHORTEST_TITLE: usize = 6;
    /// Further down a first line that names the office comes again as its signature.
    const TOP: usize = 6;
    let Some(title) = &document.title else { return Vec::new() };
    let words = letters(title.content());
    if words.chars().count() < SHORTEST_TITLE {
        return Vec::new();
    }
    let lines = document.body.iter().take(TOP).filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(&paragraph.text),
        Block::Heading(heading) if !draft.sources.text(heading.span).trim_start().starts_with("# ") => {
            Some(&heading.text)
        }
        _ => None,
    });
    let again = lines.filter(|line| letters(line.content()) == words).filter_map(Text::whole_span).take(1);
    again
        .map(|span| {
            let finding = rule.finding("题目又写了一遍").at(span);
            let finding =
                title.whole_span().into_iter().fold(finding, |finding, first| finding.also(first, "题目在这里"));
            finding.hint("删去一处")
        })
        .collect()
}

/// What a line says, marks and spaces aside.
fn letters(line: &str) -> String {
    line.chars().filter(|c| outline::is_letter(*c)).collect()
}
