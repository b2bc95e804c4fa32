//! Fields that several schemas share.
//!
//! The text of a schema and those of its parts come in, one text goes out, in which each line `- 引入: 题头` has become
//! the fields of `题头.yaml`, and which knows where each of its lines stands.

use crate::source::{SourceId, SourceMap, Span};
use std::collections::BTreeMap;

/// The texts that schemas may take in, by file name.
pub type Parts = BTreeMap<String, SourceId>;

/// Parts may take in parts.
const DEEPEST: usize = 8;

/// A schema with its parts.
#[derive(Debug)]
pub(super) struct Expanded {
    /// The schema itself.
    source: SourceId,
    /// The text.
    pub(super) text: String,
    lines: Vec<Line>,
}

/// Where a line of the text stands.
#[derive(Debug)]
struct Line {
    /// Its start in the text, and how far it was moved in.
    at: usize,
    indent: usize,
    /// Its bytes in its file, and its number there, from 1.
    span: Span,
    number: usize,
}

/// A part that cannot be taken in.
#[derive(Debug)]
pub(super) struct Lost {
    pub(super) name: String,
    pub(super) span: Span,
    /// It takes in itself.
    pub(super) endless: bool,
}

impl Expanded {
    pub(super) fn of(source: SourceId, parts: &Parts, sources: &SourceMap) -> Result<Expanded, Lost> {
        let mut whole = Expanded { source, text: String::new(), lines: Vec::new() };
        whole.add(source, 0, 0, parts, sources)?;
        Ok(whole)
    }

    fn add(
        &mut self,
        source: SourceId,
        indent: usize,
        depth: usize,
        parts: &Parts,
        sources: &SourceMap,
    ) -> Result<(), Lost> {
        let mut start = 0;
        for (index, line) in sources.get(source).text().split_inclusive('\n').enumerate() {
            let span = Span::new(source, start, start + line.trim_end().len());
            start += line.len();
            let inner = line.trim_start_matches(' ');
            let Some(name) = inner.strip_prefix("- 引入:") else {
                self.lines.push(Line { at: self.text.len(), indent, span, number: index + 1 });
                if !line.trim().is_empty() {
                    self.text.push_str(&" ".repeat(indent));
                }
                self.text.push_str(line.trim_end_matches(['\r', '\n']));
                self.text.push('\n');
                continue;
            };
            let name = name.split(" #").next().unwrap_or_default().trim();
            let lost = |endless| Lost { name: name.to_owned(), span, endless };
            let part = *parts.get(&format!("{name}.yaml")).ok_or_else(|| lost(false))?;
            if depth == DEEPEST {
                return Err(lost(true));
            }
            self.add(part, indent + line.len() - inner.len(), depth + 1, parts, sources)?;
        }
        Ok(())
    }

    /// The place of a byte of the text in the file it comes from, and the number of its line there.
    pub(super) fn place(&self, at: usize, sources: &SourceMap) -> (Span, usize) {
        let line = &self.lines[..self.lines.partition_point(|line| line.at <= at)];
        let Some(line) = line.last() else { return (Span::new(self.source, 0, 0), 1) };
        let within = (at - line.at).saturating_sub(line.indent);
        let text = sources.get(line.span.source).text();
        let place = (line.span.start as usize + within).min(line.span.end as usize);
        let place = (0..=place).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(0);
        (Span::new(line.span.source, place, place), line.number)
    }
}

#[cfg(test)]
mod tests {
    use super::super::schema::{FieldKind, Schema};
    use super::*;
    use crate::diagnostic::Sink;

    const SCHEMA: &str = "名称: 测\n字段:\n  - 引入: 题头 # 共用\n  - {名称: 县名, 提供: 统计局}\n";

    fn read(parts: &[(&str, &str)]) -> (Option<Schema>, Vec<(String, String, String)>) {
        let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
        let schema = sources.add("schema.yaml", SCHEMA);
        let parts = parts.iter().map(|(name, text)| ((*name).to_owned(), sources.add(*name, *text))).collect();
        let read = Schema::read_with(schema, &parts, &sources, &mut sink).ok();
        let told = sink.into_items().into_iter().map(|finding| {
            let source = sources.get(finding.span.expect("a place").source).name().to_owned();
            (finding.message, source, finding.hints.concat())
        });
        (read, told.collect())
    }

    #[test]
    fn fields_of_a_part_stand_where_it_is_taken_in() {
        let part = "# 各种材料都有的\n- 名称: 落款\n  类型: 组\n  提供: 办公室\n  字段:\n    - 引入: 人\n- {名称: 日期, 类型: 日期}\n";
        let (schema, told) = read(&[("题头.yaml", part), ("人.yaml", "- {名称: 姓名}")]);
        assert_eq!(told, []);
        let fields = schema.expect("a schema").fields;
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["落款", "日期", "县名"]);
        assert_eq!((fields[0].fields[0].name.as_str(), fields[0].fields[0].supplier.as_str()), ("姓名", "办公室"));
        assert_eq!(fields[1].kind, FieldKind::Date);
    }

    #[test]
    fn a_mistake_in_a_part_is_told_at_its_line_there() {
        let (schema, told) = read(&[("题头.yaml", "- 名称: 落款\n- 名称: 日期\n  类形: 日期\n")]);
        assert!(schema.is_none());
        assert_eq!((told[0].0.as_str(), told[0].1.as_str()), ("字段说明第 3 行附近没有“类形”这一项", "题头.yaml"));
    }

    #[test]
    fn a_part_that_is_not_there_or_takes_in_itself_is_named() {
        let (_, told) = read(&[("题目.yaml", "- {名称: 甲}")]);
        assert_eq!((told[0].0.as_str(), told[0].1.as_str()), ("没有可以引入的字段说明“题头”", "schema.yaml"));
        assert_eq!(told[0].2, "是不是想写“题目”？");
        let (_, told) = read(&[("题头.yaml", "- 引入: 题头\n")]);
        assert_eq!(told[0].0, "“题头”引入了它自己");
    }
}
