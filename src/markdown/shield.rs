//! The dialect as a rewrite into CommonMark.
//!
//! Every line becomes a block of its own, every character that CommonMark would read as syntax and the dialect does
//! not becomes its twin, and bold stars get guards that make them bold beside Chinese punctuation.

use super::emphasis::{Emphasis, emphasis};
use super::table::{self, Table};
use super::{BREAK_MARK, DOUBTFUL_BOLD, RAGGED, RULE, VAST, line};
use crate::diagnostic::{Diagnostic, Kind, Level, Sink};
use crate::source::{Rewrite, RewriteBuilder, SourceId, Span, marks};
use crate::suppression::is_comment_line;
use std::ops::Range;

/// Characters with a meaning in CommonMark text that the dialect does not share.
const SYNTAX: &[u8] = b"`*_[]<>&!|~#{}\\";
/// Two line ends, since a single one would join a lone CR before it.
const START: &str = "\n\n";
/// Cells that tables may add to their rows in one text; beyond, a table is read as lines.
const MAX_PADDING: usize = 1 << 18;

/// Rewrites `text`, leaving out what stands before `start`.
pub(super) fn shield(source: SourceId, text: &str, start: usize, sink: &mut Sink) -> Rewrite {
    let mut builder = RewriteBuilder::new(text);
    if start > 0 {
        builder.replace(0..start, "");
    }
    let mut shield = Shield { source, text, builder, kept: start, reached: start, padding: 0, sink };
    let is_text = |line: &Range<usize>| !is_comment_line(&text[line.clone()]);
    shield.lines(&line::lines(text, start).filter(is_text).collect::<Vec<_>>());
    shield.reach(&(text.len()..text.len()));
    shield.builder.finish()
}

struct Shield<'a> {
    source: SourceId,
    text: &'a str,
    builder: RewriteBuilder<'a>,
    /// End of the last edit.
    kept: usize,
    /// End of the last line that was read.
    reached: usize,
    padding: usize,
    sink: &'a mut Sink,
}

/// Where a stretch of text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    /// A paragraph, which a line break of a value may split.
    Body,
    /// A heading or a cell, which stays on one line.
    OneLine,
    /// A title, in which the drafter may say where a new line starts.
    Title,
}

impl Shield<'_> {
    fn lines(&mut self, lines: &[Range<usize>]) {
        let mut at = 0;
        while at < lines.len() {
            let content = line::trim(self.text, lines[at].clone());
            let words = &self.text[content.clone()];
            if let Some((level, length)) = line::heading_marks(words) {
                self.reach(&lines[at]);
                let head = format!("{START}{} {}", "#".repeat(level.into()), marks::FLANK);
                self.edit(lines[at].start..content.start + length, &head);
                let room = if level == 1 { Room::Title } else { Room::OneLine };
                self.inline(content.start + length..content.end, room);
                self.edit(content.end..lines[at].end, "");
            } else if let Some(table) = table::find(self.text, &lines[at..]) {
                let end = at + 1 + table.rows.len();
                if self.padding + table.padding() > MAX_PADDING {
                    self.vast(content);
                    lines[at..=end].iter().for_each(|line| self.paragraph(line));
                } else {
                    self.table(&table, &lines[at..=end]);
                }
                at = end;
            } else if line::is_rule(words) {
                self.rule(&lines[at], content);
            } else {
                self.paragraph(&lines[at]);
            }
            at += 1;
        }
    }

    /// Goes on to a line and leaves out the comments before it; the end of the line before them stays.
    fn reach(&mut self, line: &Range<usize>) {
        let between = &self.text[self.reached..line.start];
        let end = if between.starts_with("\r\n") { 2 } else { usize::from(between.starts_with(['\r', '\n'])) };
        if between.len() > end {
            self.edit(self.reached + end..line.start, "");
        }
        self.reached = line.end;
    }

    fn edit(&mut self, range: Range<usize>, new: &str) {
        if !range.is_empty() || !new.is_empty() {
            self.kept = range.end;
            self.builder.replace(range, new);
        }
    }

    fn paragraph(&mut self, line: &Range<usize>) {
        self.reach(line);
        let content = line::trim(self.text, line.clone());
        if content.is_empty() {
            self.edit(line.clone(), "");
            return;
        }
        // The guard in front keeps digits, signs and the like from opening a CommonMark block.
        self.edit(line.start..content.start, &format!("{START}{}", marks::FLANK));
        self.inline(content.clone(), Room::Body);
        self.edit(content.end..line.end, "");
    }

    fn rule(&mut self, line: &Range<usize>, content: Range<usize>) {
        self.reach(line);
        self.sink.push(
            Diagnostic::new(RULE, Level::Info, Kind::Defect, "分隔线已略去")
                .at(Span::new(self.source, content.start, content.end))
                .because("公文正文不用分隔线")
                .hint("如果这是要印出来的文字，写作“\\---”；否则删去这一行"),
        );
        self.edit(line.clone(), "");
    }

    fn table(&mut self, table: &Table, lines: &[Range<usize>]) {
        self.padding += table.padding();
        if let Some(row) = table.rows.iter().position(|row| row.len() != table.head.len()) {
            self.ragged(table, row, &lines[row + 2]);
        }
        self.row(&lines[0], &table.head, table.width, &format!("{START}|"));
        self.reach(&lines[1]);
        self.edit(lines[1].clone(), &table.delimiter_row());
        for (row, line) in table.rows.iter().zip(&lines[2..]) {
            self.row(line, row, table.width, "|");
        }
    }

    fn row(&mut self, line: &Range<usize>, cells: &[Range<usize>], width: usize, first: &str) {
        self.reach(line);
        let mut from = line.start;
        for (index, cell) in cells.iter().enumerate() {
            let bar = if index == 0 { first } else { "|" };
            self.edit(from..cell.start, &format!("{bar}{}", marks::FLANK));
            self.inline(cell.clone(), Room::OneLine);
            from = cell.end;
        }
        let rest: String = (cells.len()..width).flat_map(|_| ['|', marks::FLANK]).chain(['|']).collect();
        self.edit(from..line.end, &rest);
    }

    fn ragged(&mut self, table: &Table, row: usize, line: &Range<usize>) {
        let content = line::trim(self.text, line.clone());
        let (has, heads) = (table.rows[row].len(), table.head.len());
        let message = format!("表格第{}行有{has}格，表头有{heads}格", row + 1);
        self.sink.push(
            Diagnostic::new(RAGGED, Level::Warning, Kind::Defect, message)
                .at(Span::new(self.source, content.start, content.end))
                .because("缺的格子按空格子印出，多的格子在表头补空格子，内容不会丢")
                .hint("核对这一行的“|”；格子里要写“|”时写作“\\|”"),
        );
    }

    fn vast(&mut self, content: Range<usize>) {
        self.sink.push(
            Diagnostic::new(VAST, Level::Warning, Kind::Defect, "表格太大，按普通文字读入")
                .at(Span::new(self.source, content.start, content.end))
                .because(format!("表头很宽而行很短的表格要补的空格子超过{MAX_PADDING}个"))
                .hint("把表格拆小，或者补齐每一行的格子"),
        );
    }

    fn inline(&mut self, range: Range<usize>, room: Room) {
        let text = self.text;
        let part = &text[range.clone()];
        let bold = match emphasis(part) {
            Emphasis::Bold(offsets) => offsets,
            Emphasis::Literal => Vec::new(),
            Emphasis::Doubtful => {
                self.doubtful(range.clone());
                Vec::new()
            }
        };
        let (mut delimiters, mut at) = (bold.iter().map(|offset| range.start + offset).peekable(), range.start);
        let mut inside = false;
        while let Some(c) = text[at..range.end].chars().next() {
            let next = at + c.len_utf8();
            let escaped = text[next..range.end].chars().next().filter(|e| c == '\\' && e.is_ascii_punctuation());
            if delimiters.next_if_eq(&at).is_some() {
                self.edit(at..at + 2, &guarded());
                inside = !inside;
                at += 2;
                continue;
            }
            if let Some(twin) = escaped.and_then(marks::twin) {
                self.edit(at..next + 1, twin.encode_utf8(&mut [0; 4]));
                at = next + 1;
                continue;
            }
            if line::is_break(c) {
                at = self.line_break(at, range.end, room, inside);
                continue;
            }
            if let Some(twin) = marks::twin(c).filter(|_| SYNTAX.contains(&(c as u8))) {
                self.edit(at..next, twin.encode_utf8(&mut [0; 4]));
            }
            at = next;
        }
    }

    /// Replaces a line break of a value and the white space around it; returns where to go on.
    fn line_break(&mut self, at: usize, end: usize, room: Room, inside: bool) -> usize {
        let before = &self.text[self.kept.min(at)..at];
        let start = at - (before.len() - before.trim_end().len());
        let after = &self.text[at..end];
        let next = end - after.trim_start_matches(|c: char| c.is_whitespace() || line::is_break(c)).len();
        let new = match (room, inside) {
            (Room::OneLine, _) => " ".to_owned(),
            (Room::Title, _) => BREAK_MARK.to_string(),
            (Room::Body, false) => format!("\n\n{}", marks::FLANK),
            (Room::Body, true) => format!("{}\n\n{}", guarded(), guarded()),
        };
        self.edit(start..next, &new);
        next
    }

    fn doubtful(&mut self, range: Range<usize>) {
        self.sink.push(
            Diagnostic::new(DOUBTFUL_BOLD, Level::Warning, Kind::Defect, "这里的“**”分不清是加粗还是没有填的内容")
                .at(Span::new(self.source, range.start, range.end))
                .because("星号后面是量词、单位、地名或标点，或者星号的个数不一致，所以全部原样保留")
                .hint("没有填的，填上；要加粗的，使“**”成对，不要直接放在量词、单位、地名前面")
                .hint("要印出星号本身的，写作“\\*”"),
        );
    }
}

fn guarded() -> String {
    format!("{0}**{0}", marks::FLANK)
}
