//! Paragraphs that lost their breaks, and breaks that fell into the middle of sentences.

use super::residue::{PRACTICE, is_han, mended};
use crate::check::{Authority, Draft, Prose, Rule, Target, prose};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::lexicon::marks;
use crate::source::Span;
use std::ops::Range;

/// 一、 within a paragraph; a line break after ； or within a sentence.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("CP009", "collapsed-structure"),
    level: Level::Warning,
    kind: Kind::Defect,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("collapsed_structure.md"),
    target: Target::Document(examine),
}];

/// Lines shorter than this, in characters, are items of a list or verses.
const SHORT: usize = 14;
/// As many lines of one length, broken within sentences, are no accident.
const RUN: usize = 4;

fn examine(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let proses = prose::printed(draft);
    let mut findings = Vec::new();
    for prose in proses {
        for range in labels_inside(prose.text()) {
            let finding = rule
                .finding(format!("标题“{}”挤在段落中间，没有另起一行", short(&prose.text()[range.clone()])))
                .says("应另起一行")
                .hint("在序号前换行，让标题单独成行");
            let span = prose.span(range.clone());
            let start = range.start;
            findings.push(mended(finding, draft, prose, start..start, "\n").at(span));
        }
    }
    breaks(rule, draft, proses, &mut findings);
    findings
}

fn short(heading: &str) -> String {
    if heading.chars().count() <= 16 { heading.to_owned() } else { heading.chars().take(15).chain(['…']).collect() }
}

/// 一、 and （一） behind the end of a sentence, with the heading they open.
fn labels_inside(text: &str) -> Vec<Range<usize>> {
    let is_numeral = |c: &char| matches!(*c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十');
    const LONGEST: usize = 30;
    let mut found = Vec::new();
    for (at, mark) in marks(text).filter(|(_, c)| matches!(c, '、' | '(' | '（')) {
        let start = if mark == '、' {
            let digits = text[..at].chars().rev().take(3).take_while(is_numeral);
            at - digits.map(char::len_utf8).sum::<usize>()
        } else {
            let digits: usize =
                text[at + mark.len_utf8()..].chars().take(3).take_while(is_numeral).map(char::len_utf8).sum();
            let closed = text[at + mark.len_utf8() + digits..].starts_with([')', '）']);
            if digits == 0 || !closed {
                continue;
            }
            at
        };
        let left = text[..start].trim_end_matches([' ', '　', '\t']);
        let spaced = left.len() < start;
        let behind = left.ends_with(['。', '！', '？']) || spaced && mark == '、' && left.ends_with(is_han);
        if (mark == '、' && start == at) || left.is_empty() || !behind || left.ends_with("。”") {
            continue;
        }
        let ends = |c: char| matches!(c, ' ' | '　' | '，' | ',' | '。' | '；' | '：' | ':' | '\n');
        let heading = text[start..].char_indices().take(LONGEST).find(|(_, c)| ends(*c));
        let end = start + heading.map_or(0, |(length, _)| length);
        let letters = text[start..end.max(start)].chars().filter(|c| is_han(*c)).count();
        if letters >= 4 {
            found.push(start..end);
        }
    }
    found
}

fn breaks(rule: &Rule, draft: &Draft<'_>, proses: &[Prose<'_>], findings: &mut Vec<Diagnostic>) {
    let lines: Vec<(&str, Span)> = proses
        .iter()
        .filter(|prose| !prose.text().trim().is_empty())
        .map(|prose| (prose.text().trim(), prose.span(0..prose.text().len())))
        .filter(|(_, span)| draft.sources.get(span.source).origin().is_none())
        .collect();
    let mut run = Vec::new();
    // Whether the items of a list, opened by a colon, go on.
    let mut listed = false;
    for pair in lines.windows(2) {
        let ((left, span), (right, next)) = (pair[0], pair[1]);
        if left.ends_with(['：', ':']) {
            listed = true;
        } else if !left.ends_with(['；', ';']) {
            listed = false;
        }
        let adjacent = span.source == next.source && span.end <= next.start;
        if !adjacent || is_label(right) || left.chars().nth(SHORT).is_none() {
            settle(&mut run, rule, draft, findings);
            continue;
        }
        let numbered = left.starts_with(|c: char| c.is_ascii_digit());
        if left.ends_with(['；', ';']) && !listed && !numbered && !is_label_line_of_list(left, right) {
            let text = "分号后面断了行，句子还没有完";
            findings.push(told(rule, draft, span, next, text, '；'.len_utf8().min(left.len())));
        } else if left.ends_with(['，', '、', ',']) && right.starts_with(is_han)
            || broken_off(left, right, span, next, draft)
        {
            findings.push(told(rule, draft, span, next, "句子中间断了行", 0));
        } else if left.ends_with(is_han) && right.starts_with(is_han) && left.contains(['，', '。', '、', ',']) {
            run.push((span, next, left.chars().count()));
            continue;
        }
        settle(&mut run, rule, draft, findings);
    }
    settle(&mut run, rule, draft, findings);
}

/// A line with whole sentences that ends without a mark, directly before one that goes on.
fn broken_off(left: &str, right: &str, span: Span, next: Span, draft: &Draft<'_>) -> bool {
    const LONG: usize = 24;
    let text = draft.sources.get(span.source).text();
    let between = &text[span.range().end..next.range().start];
    let goes_on =
        right.starts_with(['的', '了', '和', '与', '及', '等', '地', '得', '是', '在']) || left.contains('。');
    left.ends_with(is_han)
        && right.starts_with(is_han)
        && goes_on
        && between.matches('\n').count() <= 1
        && left.contains(['。', '，'])
        && left.chars().nth(LONG).is_some()
        && right.contains(['，', '。', '；'])
}

/// Tells the breaks of a run of lines of about the same length.
fn settle(run: &mut Vec<(Span, Span, usize)>, rule: &Rule, draft: &Draft<'_>, findings: &mut Vec<Diagnostic>) {
    let (least, most) = run.iter().fold((usize::MAX, 0), |(least, most), (_, _, n)| (least.min(*n), most.max(*n)));
    if run.len() >= RUN - 1 && most - least <= 4 {
        findings.extend(run.iter().map(|(span, next, _)| told(rule, draft, *span, *next, "句子中间断了行", 0)));
    }
    run.clear();
}

/// A finding on the break between two lines.
fn told(rule: &Rule, draft: &Draft<'_>, line: Span, next: Span, what: &str, mark: usize) -> Diagnostic {
    let text = draft.sources.get(line.source).text();
    let line_end = text[..line.range().end].trim_end().len();
    let end = next.range().start.max(line_end);
    let start = line_end - if text[..line_end].ends_with(';') { mark.min(1) } else { mark };
    rule.finding(what)
        .says("这里不该换行")
        .hint("接到下一行；要分行列举的，每行前加序号")
        .at(Span::new(line.source, start, end))
        .fix(Span::new(line.source, line_end, end), "")
}

/// Whether a line opens with a label or a mark of an item.
fn is_label(line: &str) -> bool {
    let line = line.trim_start();
    crate::document::numbering::recognise(line).is_some()
        || line
            .starts_with(['—', '-', '●', '•', '·', '*', '|', '#', '◆', '■', '①', '②', '③', '④', '⑤', '（', '(', '第'])
        || line.starts_with(|c: char| c.is_ascii_digit())
        || [
            "一是", "二是", "三是", "四是", "五是", "一要", "二要", "三要", "四要", "其一", "其二", "首先", "其次",
            "注：", "附件",
        ]
        .iter()
        .any(|word| line.starts_with(word))
}

/// Items of a list that need no colon: both lines are short.
fn is_label_line_of_list(left: &str, right: &str) -> bool {
    const ITEM: usize = 24;
    let short = |line: &str| line.chars().nth(ITEM).is_none();
    short(left) && short(right) && right.ends_with(['；', ';']) && !left.contains(['。', '，'])
}
