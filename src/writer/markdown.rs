//! A [`Document`] as a Markdown file: canonical, pleasant to edit, and read back as the same document.
//!
//! In comes a document; out comes the text of a file, with a fingerprint that later tells whether somebody edited
//! it. A backslash appears only where the dialect would otherwise read syntax. Files are not this module's
//! concern.

mod escape;
mod front_matter;

use crate::document::{Align, Block, Comment, Document, Figure, Heading, Paragraph, Table, Text, TextBuilder};
use crate::numeral::label;
use crate::source::{Span, fnv1a};
use escape::{in_cell, in_line};

/// Key of the fingerprint in the front matter.
const FINGERPRINT: &str = "指纹";

/// The blocks of the file as they are written, each comment line before the block it speaks of.
struct Page<'a> {
    /// Comments that wait for their block.
    comments: &'a [Comment],
    blocks: Vec<String>,
}

impl Page<'_> {
    fn add(&mut self, span: Option<Span>, block: String) {
        let is_before = |comment: &Comment| span.is_some_and(|span| comment.span.start < span.end);
        let (due, waiting) = self.comments.split_at(self.comments.iter().take_while(|c| is_before(c)).count());
        self.comments = waiting;
        self.blocks.extend(due.iter().map(|comment| comment.text.clone()));
        self.blocks.push(block);
    }

    fn finish(mut self) -> Vec<String> {
        self.blocks.extend(self.comments.iter().map(|comment| comment.text.clone()));
        self.blocks
    }
}

/// What a fingerprint says about a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The file is as zhibi wrote it.
    Untouched,
    /// Somebody edited it since.
    Edited,
}

/// Writes a document as Markdown.
///
/// Reading the text gives the same document up to places and to the labels as written: numbers are the computed
/// ones.
pub fn write(document: &Document) -> String {
    let title = document.title.as_ref();
    let line = title.and_then(|title| escape::title(&title.with_marks()));
    // A title that would be read as a heading or an attachment stands in the front matter.
    let spare = title.filter(|_| line.is_none());
    let mut page = Page { comments: &document.comments, blocks: Vec::new() };
    if let Some(line) = line {
        page.add(title.and_then(Text::whole_span), format!("# {line}"));
    }
    document.body.iter().for_each(|block| page.add(Some(block.span()), self::block(block)));
    let several = document.attachments.len() > 1;
    for (index, attachment) in document.attachments.iter().enumerate() {
        let number = if several { (index + 1).to_string() } else { String::new() };
        page.add(attachment.title.whole_span(), self::attachment(&number, &attachment.title));
        attachment.body.iter().for_each(|block| page.add(Some(block.span()), self::block(block)));
    }
    let blocks = page.finish();
    let head = front_matter::write(document, spare);
    let body: String = blocks.iter().flat_map(|block| ["\n", block.as_str(), "\n"]).collect();
    let hash = fnv1a(&format!("---\n{head}---\n{body}"));
    format!("---\n{head}{FINGERPRINT}: {hash:016x}\n---\n{body}")
}

/// Whether a file was edited since zhibi wrote it; `None` if it bears no fingerprint.
///
/// Line ends may have been changed on the way (CRLF), that is no edit.
pub fn fingerprint(text: &str) -> Option<State> {
    let text = text.replace("\r\n", "\n");
    let head_end = text.strip_prefix("---\n")?.find("\n---\n")? + "---\n".len();
    let head = &text[..=head_end];
    let mark = format!("\n{FINGERPRINT}:");
    let start = head.find(&mark)? + 1;
    let end = start + text[start..].find('\n')? + 1;
    let written = text[start + mark.len() - 1..end].trim();
    let rest = [&text[..start], &text[end..]].concat();
    let same = u64::from_str_radix(written, 16).is_ok_and(|written| written == fnv1a(&rest));
    Some(if same { State::Untouched } else { State::Edited })
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(heading) => self::heading(heading),
        Block::Paragraph(Paragraph { text, quoted: true, .. }) => format!("> {}", in_line(text, 0)),
        Block::Paragraph(Paragraph { text, .. }) => escape::paragraph(text),
        Block::Table(table) => self::table(table),
        Block::Figure(figure) => self::figure(figure),
    }
}

fn heading(heading: &Heading) -> String {
    let mut label = label(heading.level, heading.number);
    // Without a space, 1.5 would be a figure and 、 would belong to the label.
    let glued = |c: char| if heading.level == 3 { c.is_ascii_digit() } else { c == '、' };
    if heading.text.content().starts_with(glued) {
        label.push(' ');
    }
    let mut line = TextBuilder::new();
    line.push_inexact(&label, heading.span, false);
    line.append(&heading.text);
    match &heading.run_in {
        None => format!("{} {}", "#".repeat(usize::from(heading.level) + 1), in_line(&line.finish(), label.len())),
        Some(rest) => {
            line.append(rest);
            in_line(&line.finish(), label.len())
        }
    }
}

fn figure(figure: &Figure) -> String {
    let mut line = TextBuilder::new();
    line.push_inexact("![", figure.span, false);
    if let Some(caption) = &figure.caption {
        line.append(caption);
    }
    // Other programs take a name with spaces or brackets only so.
    let bracketed = figure.file.content().contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')'));
    let (open, close) = if bracketed { ("](<", ">)") } else { ("](", ")") };
    line.push_inexact(open, figure.span, false);
    line.append(&figure.file);
    line.push_inexact(close, figure.span, false);
    in_line(&line.finish(), 0)
}

fn attachment(number: &str, title: &Text) -> String {
    let mut line = TextBuilder::new();
    if let Some(span) = title.whole_span() {
        let label = format!("附件{number}：");
        line.push_inexact(&label, span, false);
        line.append(&title.with_marks());
        return format!("# {}", in_line(&line.finish(), label.len()));
    }
    format!("# 附件{number}：")
}

fn table(table: &Table) -> String {
    let mut lines = Vec::new();
    if table.caption.is_some() || table.unit.is_some() || table.sideways {
        lines.push(caption(table));
    }
    lines.push(row(&table.head, true));
    let align = |(index, align): (usize, &Align)| {
        let dashes = "-".repeat(table.widths.get(index).map_or(3, |width| *width as usize));
        match align {
            Align::Auto => format!(" {dashes} |"),
            Align::Left => format!(" :{dashes} |"),
            Align::Center => format!(" :{dashes}: |"),
            Align::Right => format!(" {dashes}: |"),
        }
    };
    lines.push(["|".to_owned()].into_iter().chain(table.aligns.iter().enumerate().map(align)).collect());
    lines.extend(table.rows.iter().map(|cells| row(cells, false)));
    if let Some(note) = &table.note {
        let mut line = TextBuilder::new();
        line.push_inexact("注：", table.span, false);
        line.append(note);
        lines.push(in_cell(&line.finish(), "注：".len()));
    }
    lines.join("\n")
}

fn caption(table: &Table) -> String {
    let mut line = TextBuilder::new();
    let words = table.caption.as_ref().map(Text::content).unwrap_or_default();
    let own = words.strip_prefix('表').is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    let lead = if own { "" } else { "表：" };
    line.push_inexact(lead, table.span, false);
    if let Some(caption) = &table.caption {
        line.append(caption);
    }
    if let Some(unit) = &table.unit {
        line.push_inexact("（单位：", table.span, false);
        line.append(unit);
        line.push_inexact("）", table.span, false);
    }
    if table.sideways {
        line.push_inexact("（横排）", table.span, false);
    }
    in_cell(&line.finish(), lead.len())
}

fn row(cells: &[Text], head: bool) -> String {
    let cell = |text: &Text| {
        let words = in_cell(text, 0);
        // Below a caption, a head of dashes would pass for the delimiter row.
        let guard = if head && crate::markdown::is_delimiter_row(&words) { "\\" } else { "" };
        format!(" {guard}{words} |")
    };
    ["|".to_owned()].into_iter().chain(cells.iter().map(cell)).collect()
}

#[cfg(test)]
mod tests;
