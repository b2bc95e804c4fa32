//! Sections that a kind of report has: there, not empty, and answering each other.

use super::enumerator;
use super::outline::{self, Group};
use crate::check::{Authority, Draft, Rule, Target};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::document::{Block, Document, Heading, Text};
use std::collections::HashSet;

/// Required sections, empty sections, problems without a measure.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: Code::new("ST001", "missing-section"),
        level: Level::Warning,
        kind: Kind::Defect,
        authority: Authority::Practice("这是此类材料的通行写法，不是规定"),
        page: include_str!("missing_section.md"),
        target: Target::Document(missing),
    },
    Rule {
        code: Code::new("ST002", "empty-section"),
        level: Level::Warning,
        kind: Kind::Defect,
        authority: Authority::Practice("有标题没有内容，多半是还没有写，或者正文丢了"),
        page: include_str!("empty_section.md"),
        target: Target::Document(empty),
    },
    Rule {
        code: Code::new("ST003", "unanswered-problem"),
        level: Level::Info,
        kind: Kind::Defect,
        authority: Authority::Practice("提了问题就要有对应的建议或措施；这是惯例，不是规定"),
        page: include_str!("unanswered_problem.md"),
        target: Target::Document(unanswered),
    },
];

/// A section by what its heading may say.
struct Part {
    name: &'static str,
    words: &'static [&'static str],
}

const RESULTS: Part = Part {
    name: "情况或成效",
    words: &[
        "成效", "做法", "情况", "现状", "进展", "成绩", "概况", "工作", "回顾", "特点", "成果", "亮点", "经验", "措施",
        "举措", "基础",
    ],
};
const PROBLEMS: Part = Part {
    name: "问题",
    words: &[
        "问题", "困难", "不足", "短板", "薄弱", "制约", "差距", "瓶颈", "弱项", "困境", "挑战", "难点", "堵点", "隐患",
        "症结", "难题", "矛盾", "痛点", "弱点", "成因",
    ],
};
const MEASURES: Part = Part {
    name: "建议或下一步措施",
    words: &[
        "建议",
        "对策",
        "打算",
        "措施",
        "思路",
        "下一步",
        "下步",
        "意见",
        "思考",
        "举措",
        "路径",
        "展望",
        "安排",
        "方向",
        "启示",
        "办法",
        "途径",
        "计划",
        "重点任务",
        "策略",
        "整改",
        "改进",
    ],
};

/// What a kind of report cannot do without, by what its name or title ends with.
const KINDS: [(&str, &[Part]); 4] = [
    ("调研报告", &[PROBLEMS, MEASURES]),
    ("调查报告", &[PROBLEMS, MEASURES]),
    ("视察报告", &[PROBLEMS, MEASURES]),
    ("执法检查报告", &[PROBLEMS, MEASURES]),
];

/// The parts that the report must have, if its kind is known.
fn required(document: &Document) -> Vec<&'static Part> {
    let title = document.title.as_ref().map(|title| title.content().trim());
    let of = |name: &str| KINDS.iter().find(|(kind, _)| name.ends_with(kind)).map(|(_, parts)| parts.iter());
    match document.kind.as_ref().map(|kind| kind.content().trim()) {
        // The office that named the kind has a template for it, which begins with what was done.
        Some(kind) => of(kind).map(|parts| std::iter::once(&RESULTS).chain(parts).collect()).unwrap_or_default(),
        None => title.and_then(of).map(Iterator::collect).unwrap_or_default(),
    }
}

fn missing(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let Some(document) = draft.document else { return Vec::new() };
    let headings: Vec<&Heading> = outline::headings(&document.body).map(|(_, heading)| heading).collect();
    // Without headings of the first level nothing is known of the sections.
    let firsts: Vec<&Heading> = headings.iter().copied().filter(|heading| heading.level == 1).collect();
    if firsts.len() < 2 {
        return Vec::new();
    }
    let place = document.title.as_ref().and_then(Text::whole_span).unwrap_or(firsts[0].span);
    let absent = |part: &&Part| {
        let says = |heading: &&Heading| part.words.iter().any(|word| heading.text.content().contains(word));
        !headings.iter().any(says) && !leads(document, part)
    };
    let parts = required(document).into_iter().filter(absent);
    parts
        .map(|part| {
            let finding = rule.finding(format!("没有写{}的一节", part.name)).at(place);
            finding.hint(format!("补上写{}的一节；确实不写，可以不理会这条", part.name))
        })
        .take(1)
        .collect()
}

/// Whether a paragraph opens with the subject of the part: 存在的主要问题是….
fn leads(document: &Document, part: &Part) -> bool {
    const NEAR: usize = 20;
    document.body.iter().filter_map(outline::last_text).any(|text| {
        let content = text.content();
        let near = content.char_indices().nth(NEAR).map_or(content.len(), |(at, _)| at);
        part.words.iter().any(|word| content[..near].contains(word)) && content[..near].contains(['：', '是', '，'])
    })
}

fn empty(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for blocks in draft.document.into_iter().flat_map(outline::scopes) {
        for group in outline::groups(blocks) {
            let bare: Vec<usize> = group.members.iter().copied().filter(|index| is_bare(blocks, *index)).collect();
            // Where most have nothing below, they are a list of their own.
            if bare.len() * 2 <= group.members.len() || group.members.len() == 1 && group.level <= 2 {
                let headings = bare.iter().filter_map(|index| outline::heading(blocks, *index));
                found.extend(headings.map(|heading| {
                    let words = heading.text.content().trim_end();
                    let finding = rule.finding(format!("“{}”下面没有内容", super::gap::shortened(words)));
                    finding.at(outline::heading_span(heading)).hint("补上内容；不写了，就连标题一起删去")
                }));
            }
        }
    }
    found
}

/// Longest line that is a heading, in characters.
const LONGEST_HEADING: usize = 40;

/// A heading on its own line with nothing below.
fn is_bare(blocks: &[Block], index: usize) -> bool {
    let Some(heading) = outline::heading(blocks, index) else { return false };
    let words = heading.text.content();
    // A paragraph that lost its last mark, a heading without words (told elsewhere).
    let paragraph = words.contains(['。', '；']) || words.chars().nth(LONGEST_HEADING).is_some();
    // A pair of words and their explanation.
    if heading.run_in.is_some()
        || paragraph
        || words.trim().is_empty()
        || words.contains(['：', '，']) && heading.level > 2
    {
        return false;
    }
    match blocks.get(index + 1) {
        None => true,
        Some(Block::Heading(next)) => next.level <= heading.level,
        Some(_) => false,
    }
}

fn unanswered(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let Some(document) = draft.document else { return Vec::new() };
    let blocks = document.body.as_slice();
    let groups = outline::groups(blocks);
    let Some(sections) = groups.iter().find(|group| group.level == 1 && group.parent.is_none()) else {
        return Vec::new();
    };
    let problems = sections.members.iter().position(|index| tells_problems(blocks, *index));
    let measures = sections.members.iter().position(|index| {
        let words = outline::heading(blocks, *index).map_or("", |heading| heading.text.content());
        let says = |part: &Part| part.words.iter().any(|word| words.contains(word));
        says(&MEASURES) && !says(&PROBLEMS)
    });
    let (Some(problems), Some(measures)) = (problems, measures.filter(|measures| problems < Some(*measures))) else {
        return Vec::new();
    };
    let start = sections.members[measures];
    let end = sections.members.get(measures + 1).copied().unwrap_or(blocks.len());
    let answers: HashSet<(char, char)> =
        blocks[start + 1..end].iter().flat_map(outline::texts).flat_map(pairs).collect();
    let below = |group: &&Group| group.parent == Some(sections.members[problems]);
    let Some(listed) = groups.iter().find(below) else { return Vec::new() };
    // As many measures as problems: each has its own, whatever words it uses.
    if points(&blocks[start + 1..end], &groups, start) >= listed.members.len() {
        return Vec::new();
    }
    let headings = listed.members.iter().filter_map(|index| outline::heading(blocks, *index));
    headings
        .filter(|heading| {
            let words: HashSet<(char, char)> = pairs(&heading.text).filter(|pair| !is_general(*pair)).collect();
            words.len() >= 3 && words.is_disjoint(&answers)
        })
        .map(|heading| {
            let words = heading.text.content().trim_end_matches('。');
            let finding =
                rule.finding(format!("问题“{words}”在后面的建议里没有提到")).at(outline::heading_span(heading));
            let finding = match outline::heading(blocks, start) {
                Some(measures) => finding.also(outline::heading_span(measures), "建议在这一节"),
                None => finding,
            };
            finding.hint("核对是否漏了对应的建议；换了说法的，可以不理会这条")
        })
        .collect()
}

/// 存在的主要问题, 问题与不足; not 把隐患消除在萌芽.
fn tells_problems(blocks: &[Block], index: usize) -> bool {
    let words = outline::heading(blocks, index).map_or("", |heading| heading.text.content());
    let bare = words.trim_end_matches(['。', '：']).trim_end_matches("分析").trim_end_matches("原因");
    let says = |part: &Part| part.words.iter().any(|word| words.contains(word));
    let ends = PROBLEMS.words.iter().any(|word| bare.ends_with(word)) || (words.contains("存在") && says(&PROBLEMS));
    ends && !["建议", "对策", "打算", "下一步", "措施"].iter().any(|word| words.contains(word))
}

/// How many points a section can make: headings below it, points counted in its text, or its paragraphs.
fn points(blocks: &[Block], groups: &[Group], parent: usize) -> usize {
    let headings = groups.iter().find(|group| group.parent == Some(parent)).map_or(0, |group| group.members.len());
    let counted = enumerator::sections(blocks).into_iter().flat_map(|section| section.words);
    let lines = blocks.iter().filter(|block| matches!(block, Block::Paragraph(_))).count();
    headings.max(lines).max(counted.map(|word| word.number as usize).max().unwrap_or(0))
}

/// Neighbouring Han characters.
fn pairs(text: &Text) -> impl Iterator<Item = (char, char)> {
    let chars = text.content().chars();
    chars.clone().zip(chars.skip(1)).filter(|(a, b)| is_han(*a) && is_han(*b))
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Pairs that every list of problems has.
fn is_general((a, b): (char, char)) -> bool {
    const GENERAL: &str = "不够 不足 不强 不高 不全 不到 不大 不平 不完 不健 不严 不实 不畅 不匀 不均 有待 存在 问题 工作 建设 亟待 仍然 较为 比较 还不 \
        还有 需要 进一 一步 步加 加强 提高 提升 完善 健全 较大 较少 较低 较弱 缺乏 缺少 滞后 薄弱 困难 方面 情况 发展 推进 落实 力度";
    GENERAL.split_whitespace().any(|pair| pair.chars().eq([a, b]))
}
