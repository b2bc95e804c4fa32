//! Blocks to title, body and attachments, with computed numbers.

use super::super::numbering::{Label, Numbering, recognise};
use super::super::{Attachment, Block, Document, Heading, Paragraph, Text};
use super::{behind, figure, foreign, heading, is_escaped, quotation, table, text};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Sink};
use crate::markdown::{self, BlockKind, Flavor};
use crate::numeral::parse_chinese;
use crate::source::{SourceMap, Span};

const SECOND_TITLE: Code = Code::new("MD010", "second-title");
const LEVEL_MISMATCH: Code = Code::new("MD011", "heading-level-mismatch");
const VALUE_LABEL: Code = Code::new("MD015", "label-in-value");
const TOO_DEEP: Code = Code::new("MD012", "heading-too-deep");
const EMPTY_HEADING: Code = Code::new("MD013", "empty-heading");
const ATTACHMENT_NUMBER: Code = Code::new("MD014", "attachment-number");

/// Takes blocks in order.
pub(super) struct BodyBuilder<'a> {
    sources: &'a SourceMap,
    flavor: Flavor,
    sink: &'a mut Sink,
    document: Document,
    /// Title named in the front matter.
    spare_title: Option<Text>,
    numbering: Numbering,
    /// Numbers that the attachments were given in writing.
    attachment_numbers: Vec<(Option<u32>, Span)>,
    /// Whether the last block is a table that a note may still follow.
    note_may_follow: bool,
}

impl<'a> BodyBuilder<'a> {
    pub(super) fn new(
        sources: &'a SourceMap,
        flavor: Flavor,
        document: Document,
        spare_title: Option<Text>,
        sink: &'a mut Sink,
    ) -> Self {
        BodyBuilder {
            sources,
            flavor,
            sink,
            document,
            spare_title,
            numbering: Numbering::new(),
            attachment_numbers: Vec::new(),
            note_may_follow: false,
        }
    }

    pub(super) fn blocks(&mut self, blocks: Vec<markdown::Block>) {
        let mut blocks = blocks.into_iter().peekable();
        while let Some(block) = blocks.next() {
            let note_may_follow = std::mem::take(&mut self.note_may_follow) && block.adjoins;
            match block.kind {
                BlockKind::Heading(marks, words) => self.marked_heading(marks, text(&words), block.span),
                BlockKind::Table(grid) => self.table(&grid, table::Caption::default(), block.span, block.span),
                BlockKind::Paragraph(words) => {
                    let words = text(&words);
                    if note_may_follow && self.note(&words, block.span) {
                        continue;
                    }
                    let next = blocks.peek().filter(|next| next.adjoins && matches!(next.kind, BlockKind::Table(_)));
                    match next.and_then(|_| table::caption(&words, self.sources)) {
                        Some(caption) => {
                            if let Some(markdown::Block { kind: BlockKind::Table(grid), span, .. }) = blocks.next() {
                                self.table(&grid, caption, span, block.span.cover(span));
                            }
                        }
                        None => self.line(words, block.span),
                    }
                }
            }
        }
    }

    pub(super) fn finish(mut self) -> Document {
        if self.document.title.is_none() {
            self.document.title = self.spare_title;
        }
        let alone = self.attachment_numbers.len() == 1;
        for (index, (number, span)) in self.attachment_numbers.iter().enumerate() {
            let right = index as u32 + 1;
            if number.is_some_and(|number| number != right) || (number.is_none() && !alone) {
                let finding = Diagnostic::new(
                    ATTACHMENT_NUMBER,
                    Level::Warning,
                    Kind::Defect,
                    format!("第{right}个附件的序号不是{right}"),
                );
                self.sink.push(
                    finding
                        .at(*span)
                        .because("附件按在文中的次序编号，印出时用算出的序号")
                        .hint(format!("改作“附件{right}”")),
                );
            }
        }
        self.document
    }

    fn add(&mut self, block: Block) {
        match self.document.attachments.last_mut() {
            Some(attachment) => attachment.body.push(block),
            None => self.document.body.push(block),
        }
    }

    fn table(&mut self, grid: &markdown::Grid, caption: table::Caption, lines: Span, span: Span) {
        let widths = markdown::column_widths(self.sources.text(lines));
        self.add(Block::Table(table::table(grid, widths, caption, span)));
        self.note_may_follow = true;
    }

    /// Gives the line to the table before it, if it is a note.
    fn note(&mut self, words: &Text, span: Span) -> bool {
        let body = self.document.attachments.last_mut().map_or(&mut self.document.body, |a| &mut a.body);
        let (Some(Block::Table(table)), Some(note)) = (body.last_mut(), table::note(words, self.sources)) else {
            return false;
        };
        table.note = Some(note);
        table.span = table.span.cover(span);
        true
    }

    fn line(&mut self, words: Text, span: Span) {
        match heading::label(&words, self.sources) {
            Some(label) => {
                self.value_label(&words, label, span);
                self.heading(heading::from_line(&words, label, span));
            }
            None => {
                if self.flavor != Flavor::Plain
                    && let Some(length) = quotation::lead(words.content())
                    && !is_escaped(&words, 0..1, self.sources)
                {
                    let text = behind(&words, length);
                    if !text.is_empty() {
                        self.add(Block::Paragraph(Paragraph { text, quoted: true, span }));
                    }
                    return;
                }
                if self.flavor != Flavor::Plain
                    && let Some(figure) = figure::figure(&words, span, self.sources)
                {
                    return self.add(Block::Figure(figure));
                }
                if self.flavor != Flavor::Plain
                    && let Some((range, what)) = foreign::mark(words.content())
                    && !is_escaped(&words, range.clone(), self.sources)
                {
                    let place = words.span(range).unwrap_or(span);
                    self.sink.push(foreign::told(what).at(place));
                }
                self.add(Block::Paragraph(Paragraph { text: words, quoted: false, span }));
            }
        }
    }

    /// A chapter or section that a data value opens in the middle of the report; most often pasted with its label.
    fn value_label(&mut self, words: &Text, label: Label, span: Span) {
        let place = words.span(0..label.length).unwrap_or(span);
        if label.level <= 2 && self.sources.place(place).field.is_some() {
            self.sink.push(
                Diagnostic::new(VALUE_LABEL, Level::Warning, Kind::Defect, "这一段以序号开头，会成为报告里的一节")
                    .at(place)
                    .because("段首的“一、”“（一）”是标题的序号，报告的序号由程序统一编")
                    .hint("删去序号；确实要分节，就在数据里另写一项"),
            );
        }
    }

    fn heading(&mut self, mut heading: Heading) {
        heading.number = self.numbering.next(heading.level);
        self.add(Block::Heading(heading));
    }

    /// A line with `#`: title, attachment or heading.
    fn marked_heading(&mut self, marks: u8, words: Text, span: Span) {
        let label = heading::label(&words, self.sources);
        let Some(level) = marks.checked_sub(1).filter(|level| *level > 0 || label.is_some()) else {
            return self.top_heading(words, span);
        };
        if marks > 5 {
            self.sink.push(
                Diagnostic::new(TOO_DEEP, Level::Warning, Kind::Defect, "标题的“#”超过五个，按第四级标题处理")
                    .at(span)
                    .because("公文的结构层次最多四级：一、（一）1.（1）")
                    .hint("减少层次，或者改为普通段落"),
            );
        }
        let level = level.clamp(1, 4);
        let rest = label.map_or_else(|| words.clone(), |label| behind(&words, label.length));
        if rest.is_empty() {
            let message = "标题只有记号，没有文字";
            self.sink.push(
                Diagnostic::new(EMPTY_HEADING, Level::Warning, Kind::Defect, message)
                    .at(span)
                    .hint("写上标题，或者删去这一行"),
            );
        }
        if let Some(label) = label.filter(|label| label.level != level) {
            self.mismatch(marks, label.level, span);
        }
        let written = label.map(|label| heading::written(&words, label, span));
        let level = label.map_or(level, |label| label.level);
        self.heading(Heading { level, number: 0, written, text: rest, run_in: None, span });
    }

    fn mismatch(&mut self, marks: u8, level: u8, span: Span) {
        let right = "#".repeat(usize::from(level) + 1);
        self.sink.push(
            Diagnostic::new(LEVEL_MISMATCH, Level::Info, Kind::Defect, "标题的“#”与序号不是同一级，以序号为准")
                .at(span)
                .because(format!("这里有{marks}个“#”，而序号是第{level}级的"))
                .hint(format!("改用“{right}”，或者改序号")),
        );
    }

    /// A line with a single `#` and no label.
    fn top_heading(&mut self, words: Text, span: Span) {
        let words = words.broken_at_marks();
        if let Some((number, length)) = attachment_label(&words, self.sources) {
            self.attachment_numbers.push((number, span));
            self.document.attachments.push(Attachment { title: behind(&words, length), body: Vec::new() });
            self.numbering = Numbering::new();
        } else if words.is_empty() {
            let finding = Diagnostic::new(EMPTY_HEADING, Level::Warning, Kind::Defect, "“#”后面没有标题");
            self.sink.push(finding.at(span).hint("写上标题，或者删去这一行"));
        } else if self.document.title.is_none() {
            self.document.title = Some(words);
        } else {
            self.sink.push(
                Diagnostic::new(SECOND_TITLE, Level::Warning, Kind::Defect, "又有一个“#”标题，按第一级标题处理")
                    .at(span)
                    .because("一篇材料只有一个标题；“#”用于标题和附件，正文标题从“##”起")
                    .hint("改用“##”；如果是附件，写作“# 附件：名称”"),
            );
            self.heading(Heading { level: 1, number: 0, written: None, text: words, run_in: None, span });
        }
    }
}

/// The number and the length of `附件1：`, `附件一 ` or `附件` alone.
fn attachment_label(words: &Text, sources: &SourceMap) -> Option<(Option<u32>, usize)> {
    let (number, length) = attachment_lead(words.content())?;
    (!is_escaped(words, 0..length, sources)).then_some((number, length))
}

fn attachment_lead(line: &str) -> Option<(Option<u32>, usize)> {
    let rest = line.strip_prefix("附件")?;
    let is_digit = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c);
    let digits: usize = rest.chars().take(3).take_while(is_digit).map(char::len_utf8).sum();
    let number = rest[..digits].parse().ok().or_else(|| parse_chinese(&rest[..digits]));
    let length = "附件".len() + digits;
    match line[length..].chars().next() {
        None => Some((number, length)),
        Some(c) if matches!(c, '：' | ':') || c.is_whitespace() => Some((number, length + c.len_utf8())),
        Some(_) => None,
    }
}

/// Length of what would make a line behind a single `#` something else than the title: a label, `附件1：`.
pub fn title_lead(line: &str) -> Option<usize> {
    recognise(line).map(|label| label.length).or_else(|| attachment_lead(line).map(|(_, length)| length))
}
