//! Headings that stand alone and end with a mark.

use super::outline;
use crate::check::{Authority, Draft, Rule, Target};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::document::{Block, Heading, Text};

/// No 。；：， at the end of a heading on a line of its own.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("NU003", "heading-punct"),
    level: Level::Warning,
    kind: Kind::Defect,
    authority: Authority::Practice(
        "单独成行的标题末尾不加标点（GB/T 15834—2011附录B的说明）；接排的小标题才以句号收尾",
    ),
    page: include_str!("heading_punct.md"),
    target: Target::Document(examine),
}];

/// Longest sentence that can be a heading, in characters.
const LONGEST_HEADING: usize = 25;

fn examine(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let title = draft.document.and_then(|document| document.title.as_ref());
    found.extend(title.and_then(|title| report(rule, title)));
    for blocks in draft.document.into_iter().flat_map(outline::scopes) {
        for group in outline::groups(blocks) {
            for (place, &index) in group.members.iter().enumerate() {
                let Some(heading) = outline::heading(blocks, index) else { continue };
                // A last point may have a closing paragraph below; so has one after which a new list begins.
                let next = group.members.get(place + 1).and_then(|next| outline::heading(blocks, *next));
                let goes_on = next.is_some_and(|next| number(next) == number(heading) + 1);
                if is_alone(heading) || (goes_on && stands_above(heading, blocks.get(index + 1))) {
                    found.extend(report(rule, &heading.text));
                }
            }
        }
    }
    found
}

fn number(heading: &Heading) -> u32 {
    heading.written.as_ref().map_or(heading.number, |written| written.number)
}

/// A heading on its own line that is no sentence leading into a list.
fn is_alone(heading: &Heading) -> bool {
    const LEADS: [&str; 5] = ["如下", "以下", "下列", "包括", "主要有"];
    let words = heading.text.content().trim_end();
    let leads = words.ends_with(['：', ':']) && (heading.level > 2 || LEADS.iter().any(|lead| words.contains(lead)));
    heading.run_in.is_none() && !leads
}

/// A short sentence with nothing behind it on its line and a paragraph below: `（一）加强领导。`
fn stands_above(heading: &Heading, next: Option<&Block>) -> bool {
    let words = heading.text.content();
    let one =
        words.chars().nth(LONGEST_HEADING).is_none() && !words.trim_end_matches('。').contains(['。', '；', '：']);
    let bare = heading.run_in.as_ref().is_some_and(Text::is_empty);
    let below = matches!(next, Some(Block::Paragraph(_)));
    heading.level <= 2 && bare && one && below && words.ends_with('。')
}

fn report(rule: &Rule, words: &Text) -> Option<Diagnostic> {
    let content = words.content().trim_end();
    let mark = content.chars().next_back().filter(|mark| "。；：，;:,".contains(*mark))?;
    let span = words.span(content.len() - mark.len_utf8()..content.len())?;
    let finding = rule.finding(format!("标题单独成行，末尾不加“{mark}”")).at(span);
    Some(finding.hint(format!("删去“{mark}”；要同正文接排，就把下一行接上来")).fix(span, ""))
}
