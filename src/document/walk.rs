//! One way through all texts of a report, in reading order.

use super::{Block, Document, Table, Text};

/// What a text is part of, as far as that tells what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Site<'a> {
    /// It speaks for itself: a title, a paragraph, the head of a column.
    Own,
    /// A body cell; its column head and its row say what it is.
    Cell {
        /// The table.
        table: &'a Table,
        /// Index of its row.
        row: usize,
        /// Index of its column.
        column: usize,
    },
}

impl Document {
    /// Visits every text of the report in the order it is read, empty ones too.
    pub fn each_text<'a>(&'a self, visit: &mut dyn FnMut(&'a Text, Site<'a>)) {
        let head = self.title.iter().chain(&self.subtitle).chain(&self.occasion).chain(&self.byline);
        head.chain(&self.dated).chain(&self.addressee).for_each(|text| visit(text, Site::Own));
        each_of_blocks(&self.body, visit);
        let sign_off = self.sign_off.iter().flat_map(|sign_off| sign_off.issuers.iter().chain(&sign_off.dated));
        let end = self.attachment_note.iter().chain(sign_off).chain(&self.remark);
        end.for_each(|text| visit(text, Site::Own));
        for attachment in &self.attachments {
            visit(&attachment.title, Site::Own);
            each_of_blocks(&attachment.body, visit);
        }
    }
}

fn each_of_blocks<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Text, Site<'a>)) {
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                visit(&heading.text, Site::Own);
                heading.run_in.iter().for_each(|text| visit(text, Site::Own));
            }
            Block::Paragraph(paragraph) => visit(&paragraph.text, Site::Own),
            Block::Table(table) => each_of_table(table, visit),
            // The name of its file is not printed.
            Block::Figure(figure) => figure.caption.iter().for_each(|text| visit(text, Site::Own)),
        }
    }
}

fn each_of_table<'a>(table: &'a Table, visit: &mut dyn FnMut(&'a Text, Site<'a>)) {
    table.caption.iter().chain(&table.unit).chain(&table.head).for_each(|text| visit(text, Site::Own));
    for (row, cells) in table.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            visit(cell, Site::Cell { table, row, column });
        }
    }
    table.note.iter().for_each(|text| visit(text, Site::Own));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sink;
    use crate::document::{Flavor, build};
    use crate::source::SourceMap;

    #[test]
    fn every_text_is_visited_once_in_reading_order() {
        let front =
            "---\n副标题: 副\n署名: 甲组\n日期: 2026年9月18日\n主送: 主任：\n附件: [名单]\n附注: 此件公开\n---\n";
        let body = "# 标题\n\n引言。\n\n## 一、情况\n（一）小题。接排。\n\n表：表题（单位：个）\n| 镇 | 数 |\n| --- | --- |\n\
                    | 柳溪 | 3 |\n注：据统计。\n\n# 附件：名单\n\n甲。\n";
        let mut sources = SourceMap::new();
        let id = sources.add("甲.md", format!("{front}{body}"));
        let document = build(id, &sources, Flavor::Markdown, &mut Sink::new());
        let mut words = Vec::new();
        document.each_text(&mut |text, site| {
            let cell = if let Site::Cell { row, column, .. } = site { format!("{row}{column}") } else { String::new() };
            words.push(format!("{cell}{}", text.content()));
        });
        let expected = "标题|副|甲组|2026年9月18日|主任：|引言。|情况|小题。|接排。|表题|个|镇|数|00柳溪|013|据统计。|\
                        名单|此件公开|名单|甲。";
        assert_eq!(words.join("|"), expected);
    }
}
