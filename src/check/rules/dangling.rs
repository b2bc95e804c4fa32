//! Words that point to something that is not there: 如下： and nothing below, 见附件2 and no such attachment.

use super::outline;
use crate::check::{Authority, Draft, Rule, Target};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::document::{Block, Document, Text};

/// 如下： and 见附件2.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("ST006", "dangling-reference"),
    level: Level::Warning,
    kind: Kind::Defect,
    authority: Authority::Practice("说了“如下”“见附件”，后面就要有；没有，多半是漏了、删了或者还没有写"),
    page: include_str!("dangling.md"),
    target: Target::Document(examine),
}];

fn examine(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let Some(document) = draft.document else { return Vec::new() };
    let mut found = Vec::new();
    for blocks in outline::scopes(document) {
        nothing_below(rule, blocks, &mut found);
    }
    no_attachment(rule, document, &mut found);
    found
}

/// 具体做法如下： before the next section or the end.
fn nothing_below(rule: &Rule, blocks: &[Block], found: &mut Vec<Diagnostic>) {
    let mut level = 0;
    for (index, block) in blocks.iter().enumerate() {
        if let Block::Heading(heading) = block {
            level = heading.level;
        }
        let Some(text) = outline::last_text(block) else { continue };
        let content = text.content().trim_end();
        let bare = content.trim_end_matches(['：', ':', '。']);
        if bare.len() == content.len() || !bare.ends_with("如下") {
            continue;
        }
        let nothing = match blocks.get(index + 1) {
            None => true,
            // 一、 may follow a lead, not a section of its own level.
            Some(Block::Heading(next)) => level > 0 && next.level <= level && is_section(blocks, index, next.level),
            Some(_) => false,
        };
        let at = bare.len() - "如下".len();
        if let Some(span) = text.span(at..content.len()).filter(|_| nothing) {
            let finding = rule.finding("“如下”后面没有内容").at(span);
            found.push(finding.hint("补上要列的内容；不列了，就改写这句话"));
        }
    }
}

/// Whether the heading that follows closes the section of the block at `index`: its own heading stands apart, not in
/// a list of which this block is one more item.
fn is_section(blocks: &[Block], index: usize, next: u8) -> bool {
    let own = blocks[..=index].iter().rev().find_map(|block| match block {
        Block::Heading(heading) => Some(heading),
        _ => None,
    });
    own.is_some_and(|own| next <= own.level && own.written.is_some())
}

/// 见附件2, where there are fewer.
fn no_attachment(rule: &Rule, document: &Document, found: &mut Vec<Diagnostic>) {
    let lines = document.body.iter().filter_map(outline::last_text).map(Text::content);
    let listed = lines.filter(|line| line.trim_start().starts_with("附件")).count();
    let named = document.attachments.len().max(document.attachment_note.len());
    // In a plain draft the attachments are lines whose numbers need not be read: where one stands, all may.
    if listed > 0 {
        return;
    }
    for text in document.body.iter().flat_map(outline::texts) {
        for (at, word) in text.content().match_indices("附件") {
            let content = text.content();
            let (before, after) = (&content[..at], &content[at + word.len()..]);
            let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let number: u32 = after[..digits].parse().unwrap_or(1);
            let after = &after[digits..];
            let seen = before.ends_with('见') && !after.starts_with(|c: char| c.is_alphabetic());
            let bracketed = before.ends_with(['（', '(']) && after.starts_with(['）', ')']);
            if !(seen || bracketed) || (number as usize) <= named {
                continue;
            }
            let name = &content[at..at + word.len() + digits];
            let message = format!("提到“{name}”，文中没有这个附件");
            if let Some(span) = text.span(at..at + name.len()) {
                found.push(rule.finding(message).at(span).hint("附上附件，核对附件的序号，或者改写这句话"));
            }
        }
    }
}
