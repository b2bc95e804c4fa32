//! What the rules on structure share: the parts of a report that number for themselves, and the groups of headings
//! that stand side by side.

use crate::document::{Block, Document, Heading, Text};
use crate::source::Span;

/// Longest line without final mark that can be the name of an unnumbered part, in characters.
const LONGEST_PART: usize = 30;
/// A line longer than this that ends without a mark was broken inside a sentence, in characters.
const SHORTEST_BROKEN: usize = 20;

/// The stretches of blocks that number for themselves: the body and each attachment, also where a plain draft has its
/// attachments as lines of the text.
pub(super) fn scopes(document: &Document) -> Vec<&[Block]> {
    let mut scopes = Vec::new();
    let mut start = 0;
    for (index, block) in document.body.iter().enumerate() {
        if matches!(block, Block::Paragraph(paragraph) if names_attachment(paragraph.text.content())) {
            scopes.push(&document.body[start..index]);
            start = index;
        }
    }
    scopes.push(&document.body[start..]);
    scopes.extend(document.attachments.iter().map(|attachment| attachment.body.as_slice()));
    scopes
}

/// `附件`, `附件2`, `附件2：名称`, and the list of attachments (`附件：1.名称`) at the end of a text.
pub(super) fn names_attachment(line: &str) -> bool {
    const LONGEST: usize = 60;
    let Some(rest) = line.trim_start().strip_prefix("附件") else { return false };
    let rest = rest.trim_end().trim_start_matches(|c: char| c.is_ascii_digit() || is_numeral(c));
    let named = rest.is_empty() || rest.starts_with(['：', ':', ' ', '　']);
    named && rest.chars().nth(LONGEST).is_none() && !rest.ends_with('。')
}

/// Headings of one level below one parent, in order.
#[derive(Debug)]
pub(super) struct Group {
    /// 1 to 4.
    pub(super) level: u8,
    /// Index of the heading above, if there is one.
    pub(super) parent: Option<usize>,
    /// Indices of the headings among the blocks.
    pub(super) members: Vec<usize>,
}

/// The groups of headings of one scope, by their first member.
pub(super) fn groups(blocks: &[Block]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    // For each level, the open group.
    let mut open: [Option<usize>; 5] = [None; 5];
    for (index, heading) in headings(blocks) {
        let level = usize::from(heading.level.clamp(1, 4));
        open[level + 1..].fill(None);
        let group = match open[level] {
            Some(group) => group,
            None => {
                let above = open[..level].iter().rev().find_map(|group| *group);
                let parent = above.and_then(|group| groups[group].members.last().copied());
                groups.push(Group { level: heading.level, parent, members: Vec::new() });
                groups.len() - 1
            }
        };
        open[level] = Some(group);
        groups[group].members.push(index);
    }
    groups
}

/// The headings with their indices.
pub(super) fn headings(blocks: &[Block]) -> impl Iterator<Item = (usize, &Heading)> {
    blocks.iter().enumerate().filter_map(|(index, block)| match block {
        Block::Heading(heading) if !is_continued(blocks, index, heading) && !is_contents(heading) => {
            Some((index, heading))
        }
        _ => None,
    })
}

/// What follows the name of a paragraph of the law: 第（二）项的规定, 项所列.
const REFERRING: [char; 14] = ['的', '规', '、', '，', '和', '或', '所', '第', '之', '。', '中', '至', '）', '；'];

/// Whether the line before breaks off at a comma or inside a reference: 第四十五条 / （二）项, 仓容， / 三、四季度.
fn is_continued(blocks: &[Block], index: usize, heading: &Heading) -> bool {
    let before = index.checked_sub(1).and_then(|before| last_text(&blocks[before])).map_or("", Text::content);
    let words = heading.text.content();
    let named = words.strip_prefix(['项', '款', '目']).is_some_and(|rest| rest.starts_with(REFERRING));
    let reference = named && !ends_sentence(before) && !before.is_empty();
    heading.written.is_some() && (before.trim_end().ends_with(['，', '、']) || reference)
}

/// A line of the table of contents: 一、基本情况……1.
fn is_contents(heading: &Heading) -> bool {
    let words = heading.text.content().trim_end();
    let bare = words.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    bare.len() < words.len() && bare.ends_with(['…', '.', '·', '—'])
}

/// The heading at an index.
pub(super) fn heading(blocks: &[Block], index: usize) -> Option<&Heading> {
    match blocks.get(index) {
        Some(Block::Heading(heading)) => Some(heading),
        _ => None,
    }
}

/// The running texts of a block; cells of a table are none.
pub(super) fn texts(block: &Block) -> impl Iterator<Item = &Text> {
    let (first, second) = match block {
        Block::Heading(heading) => (Some(&heading.text), heading.run_in.as_ref()),
        Block::Paragraph(paragraph) => (Some(&paragraph.text), None),
        Block::Table(_) | Block::Figure(_) => (None, None),
    };
    first.into_iter().chain(second).filter(|text| !text.is_empty())
}

/// The last running text of a block.
pub(super) fn last_text(block: &Block) -> Option<&Text> {
    texts(block).last()
}

/// The label as readers see it.
pub(super) fn label(heading: &Heading) -> String {
    let written = heading.written.as_ref().map(|written| bare_label(&written.text, written.number, heading.level));
    written.unwrap_or_else(|| bare_label("", heading.number, heading.level))
}

/// A label without the mark that only parts it from its heading: 四、 is 四.
fn bare_label(written: &str, number: u32, level: u8) -> String {
    let text = if written.is_empty() { crate::numeral::label(level, number) } else { written.to_owned() };
    text.trim_end_matches('、').to_owned()
}

/// The label of a number at a level, without the mark that parts it from its heading.
pub(super) fn label_of(level: u8, number: u32) -> String {
    bare_label("", number, level)
}

/// Where a heading's label stands, or the heading if none is written.
pub(super) fn label_span(heading: &Heading) -> Span {
    heading.written.as_ref().map_or_else(|| heading_span(heading), |written| written.span)
}

/// Where a heading's words stand.
pub(super) fn heading_span(heading: &Heading) -> Span {
    heading.text.whole_span().unwrap_or(heading.span)
}

/// A line that parts the text without a number: 第一部分, 2025年工作回顾.
pub(super) fn names_part(block: &Block) -> bool {
    let Block::Paragraph(paragraph) = block else { return false };
    let line = paragraph.text.content();
    let short = line.chars().nth(LONGEST_PART).is_none();
    (short && !ends_with_mark(line)) || is_article(line)
}

/// 第三条, 第二章, 第一部分.
fn is_article(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('第') else { return false };
    let rest = rest.trim_start_matches(|c: char| is_numeral(c) || c.is_ascii_digit());
    rest.starts_with(['条', '章', '节', '编', '款']) || rest.starts_with("部分")
}

/// Whether a block announces a list: it ends with a colon or with 如下。
pub(super) fn announces(block: &Block) -> bool {
    last_text(block).is_some_and(|text| {
        let line = text.content().trim_end();
        line.ends_with(['：', ':']) || line.ends_with("如下。") || is_article(line)
    })
}

/// Whether what looks like a label may be the middle of a sentence that a hard line break cut: 三、四季度.
pub(super) fn is_doubtful(blocks: &[Block], index: usize) -> bool {
    let numeral_follows = heading(blocks, index).is_some_and(|heading| heading.text.content().starts_with(is_numeral));
    let before = index.checked_sub(1).and_then(|before| last_text(&blocks[before])).map_or("", Text::content);
    let broken = before.chars().nth(SHORTEST_BROKEN).is_some() && !ends_sentence(before);
    numeral_follows || broken
}

fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches(|c: char| "”’）》」』】〉〕)\"'".contains(c));
    line.ends_with(|c: char| "。；：！？;:!?…".contains(c))
}

/// Whether a line ends with a mark that headings do not end with.
pub(super) fn ends_with_mark(line: &str) -> bool {
    line.trim_end().ends_with(|c: char| "。；：，、！？;:,!?…".contains(c))
}

/// Whether a character is a Han character of the basic block, as nearly all of a Chinese text are.
pub(super) fn is_common_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Whether a character is a letter or a digit. Asked of every character: those of Chinese texts need no table.
pub(super) fn is_letter(c: char) -> bool {
    match c {
        c if is_common_han(c) => true,
        '\0'..='\u{7F}' => c.is_ascii_alphanumeric(),
        // Dashes and quotes; marks of Han text, wide and full-width ones.
        '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3003}' | '\u{3008}'..='\u{3020}' => false,
        '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// A numeral as labels use it.
pub(super) fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '两')
}

/// Whether the label of a number stands inside the running text of some blocks: the line that should begin with it was
/// joined to the one before.
pub(super) fn stands_inside(blocks: &[Block], level: u8, number: u32) -> bool {
    let han = crate::numeral::chinese(number);
    let forms = match level {
        1 => [format!("{han}、"), format!("{han}.")],
        2 => [format!("（{han}）"), format!("({han})")],
        3 => [format!("{number}."), format!("{number}、")],
        _ => [format!("（{number}）"), format!("({number})")],
    };
    blocks.iter().flat_map(texts).any(|text| forms.iter().any(|form| text.content().contains(form.as_str())))
}
