//! Labels of headings side by side: one after the other, none alone.

use super::outline::{self, Group};
use super::sequence::{self, Break, Slip};
use crate::check::{Authority, Draft, Rule, Target};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::document::{Block, Heading};
use crate::lexicon::blank::is_blank;

/// Order and number of the labels within their group.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: Code::new("NU001", "label-sequence"),
        level: Level::Warning,
        kind: Kind::Defect,
        authority: Authority::Practice("同一层的序号连着编；缺了、重了，多半是增删时漏改，或者丢了一段"),
        page: include_str!("label_sequence.md"),
        target: Target::Document(sequences),
    },
    Rule {
        code: Code::new("NU006", "lone-label"),
        level: Level::Info,
        kind: Kind::Defect,
        authority: Authority::Practice("分条才编号，只有一条就不必编号；也可能后面丢了一条"),
        page: include_str!("lone_label.md"),
        target: Target::Document(lone),
    },
];

/// Most numbers that a message lists one by one.
const MOST_LISTED: u32 = 3;

fn sequences(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for blocks in draft.document.into_iter().flat_map(outline::scopes) {
        for group in outline::groups(blocks) {
            in_group(rule, blocks, &group, &mut found);
        }
    }
    found
}

/// A heading of the group with the number it says.
struct Member<'a> {
    index: usize,
    number: u32,
    heading: &'a Heading,
    /// Headings without label between this and the one before.
    unlabelled: u32,
}

/// The members, without lines that only a hard line break made look like one.
fn members<'a>(blocks: &'a [Block], group: &Group) -> Vec<Member<'a>> {
    let mut members: Vec<Member<'a>> = Vec::with_capacity(group.members.len());
    let mut unlabelled = 0;
    for &index in &group.members {
        let Some(heading) = outline::heading(blocks, index) else { continue };
        // A heading without label has no number to be wrong; it may stand for one that is missing.
        let Some(number) = heading.written.as_ref().map(|written| written.number) else {
            unlabelled += 1;
            continue;
        };
        let next = members.last().map_or(1, |last: &Member<'_>| last.number + 1);
        if number == next || !outline::is_doubtful(blocks, index) {
            members.push(Member { index, number, heading, unlabelled: std::mem::take(&mut unlabelled) });
        }
    }
    members
}

fn in_group(rule: &Rule, blocks: &[Block], group: &Group, found: &mut Vec<Diagnostic>) {
    let members = members(blocks, group);
    // A single 8、 deep in a messy text is hardly the rest of a list.
    if members.len() < 2 && group.level > 2 {
        return;
    }
    let numbers: Vec<u32> = members.iter().map(|member| member.number).collect();
    for slip in sequence::breaks(&numbers) {
        if !is_meant(blocks, group, &members, &slip) {
            found.push(report(rule, group.level, &members, &slip));
        }
    }
}

/// Whether the text gives a reason for the break: the missing label stands inside a paragraph, an unnumbered part or
/// a new list begins.
fn is_meant(blocks: &[Block], group: &Group, members: &[Member<'_>], slip: &Break) -> bool {
    let member = &members[slip.at];
    let before = slip.at.checked_sub(1).map(|at| members[at].index).or(group.parent);
    let between = &blocks[before.map_or(0, |before| before + 1)..member.index];
    match slip.slip {
        Slip::Start | Slip::Gap => {
            let from = &blocks[before.unwrap_or(0)..member.index];
            let missing = slip.expected..member.number.min(slip.expected + MOST_LISTED);
            let unlabelled = member.unlabelled >= member.number.saturating_sub(slip.expected);
            unlabelled
                || !slip.typo && missing.into_iter().all(|number| outline::stands_inside(from, group.level, number))
        }
        Slip::Restart | Slip::Repeat if member.number == 1 => {
            let contents = members[0].heading.text.content().trim_end_matches(|c: char| !c.is_alphabetic());
            let announced = member.index.checked_sub(1).is_some_and(|last| outline::announces(&blocks[last]));
            let listed = group.level > 2 && between.iter().any(|block| matches!(block, Block::Paragraph(_)));
            let again = contents == member.heading.text.content().trim_end();
            announced || listed || again || between.iter().any(outline::names_part)
        }
        _ => false,
    }
}

fn report(rule: &Rule, level: u8, members: &[Member<'_>], slip: &Break) -> Diagnostic {
    let member = &members[slip.at];
    let this = outline::label_of(level, member.number);
    let right = outline::label_of(level, slip.expected);
    let before = slip.at.checked_sub(1).map(|at| &members[at]);
    let last = before.map_or_else(String::new, |before| outline::label_of(level, before.number));
    let message = match slip.slip {
        _ if slip.typo && before.is_some() => format!("“{last}”之后是“{this}”，按次序应是“{right}”"),
        Slip::Start => format!("这一组从“{this}”编起，缺{}", missing(level, slip.expected, member.number)),
        Slip::Gap => format!("“{last}”之后是“{this}”，缺{}", missing(level, slip.expected, member.number)),
        Slip::Repeat => format!("“{this}”重复，按次序应是“{right}”"),
        Slip::Swap => format!("“{this}”排到了“{right}”前面"),
        Slip::Back => format!("“{last}”之后是“{this}”，次序倒了"),
        Slip::Restart => format!("“{last}”之后又从“{this}”编起"),
    };
    let hint = match slip.slip {
        Slip::Start | Slip::Gap if !slip.typo => "核对是否丢了一条；没有丢，就把后面的序号依次改过来",
        Slip::Restart => "核对这里是否丢了上一级标题；没有丢，就接着往下编号",
        Slip::Swap => "核对两条的次序",
        _ => "改正序号，后面的依次改过来",
    };
    let mut finding = rule.finding(message).at(outline::label_span(member.heading)).hint(hint);
    if let Some(before) = before {
        finding = finding.also(outline::label_span(before.heading), "前一个序号");
    }
    finding
}

/// “（三）”, “（三）”“（四）”, “（三）”到“（九）”.
fn missing(level: u8, from: u32, until: u32) -> String {
    let quoted = |number| format!("“{}”", outline::label_of(level, number));
    if until - from <= MOST_LISTED {
        (from..until).map(quoted).collect()
    } else {
        format!("{}到{}", quoted(from), quoted(until - 1))
    }
}

fn lone(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for blocks in draft.document.into_iter().flat_map(outline::scopes) {
        for group in outline::groups(blocks).iter().filter(|group| group.parent.is_some()) {
            let [index] = group.members[..] else { continue };
            let Some(heading) = outline::heading(blocks, index) else { continue };
            let number = heading.written.as_ref().map_or(heading.number, |written| written.number);
            let rest = &blocks[index..];
            let end = rest.iter().skip(1).position(|block| matches!(block, Block::Heading(_)));
            let rest = &rest[..end.map_or(rest.len(), |end| end + 1)];
            // Whose own words are still to come may yet get a neighbour.
            let unwritten = is_blank(&heading.text.content().replace('。', ""));
            let doubtful =
                unwritten || outline::is_doubtful(blocks, index) || outline::stands_inside(rest, group.level, 2);
            if number == 1 && !doubtful {
                let (this, next) = (outline::label(heading), outline::label_of(group.level, 2));
                let finding = rule.finding(format!("只有“{this}”，没有“{next}”"));
                found.push(finding.at(outline::label_span(heading)).hint("核对是否丢了一条；只有一条就不编号"));
            }
        }
    }
    found
}
