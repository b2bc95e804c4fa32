//! Writing habits that YAML accepts but takes for something else.

use super::{Node, Value};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Sink};
use crate::source::Span;

/// Text cut at `#`.
pub(super) const HASH: Code = Code::new("DA011", "text-cut-at-hash");
/// A colon of full width, or one without a space behind it, where a field was meant.
pub const COLON: Code = Code::new("DA012", "full-width-colon");
const INDENT: Code = Code::new("DA013", "full-width-indent");
const BRACKET: Code = Code::new("DA014", "bracket-became-list");
/// What is said of tabs, by the parser's error and by the trap; once is enough.
pub(super) const TAB_FOUND: &str = "缩进里有制表符（Tab）";
const TAB: Code = Code::new("DA015", "tab-indent");
const NOT_FIELDS: Code = Code::new("DA016", "not-fields");
/// A list whose dashes lack their space.
const DASH: Code = Code::new("DA017", "glued-dash");
const MOVED_IN: Code = Code::new("DA018", "moved-in");

/// The finding on the first line that a tab indents.
pub(super) fn first_tab(text: &str, span: Span) -> Option<Diagnostic> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '-']);
        if content.starts_with('\t') {
            return Some(tab_at(
                span.slice(start + line.len() - content.len(), start + line.len() - content.len() + 1),
            ));
        }
        start += line.len();
    }
    None
}

fn tab_at(span: Span) -> Diagnostic {
    Diagnostic::new(TAB, Level::Error, Kind::Data, TAB_FOUND).at(span).hint("换成半角空格")
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '“' | '《' | '【')
}

/// `-实地查看` is a text that begins with a dash, not the item of a list.
pub(super) fn glued_dash(span: Span) -> Diagnostic {
    Diagnostic::new(DASH, Level::Error, Kind::Data, "“-”后面缺一个空格")
        .at(span)
        .because("列表的每一项以“-”加空格开头；没有空格，“-”就成了内容的一部分")
        .hint("改成“- ”；内容本来就以“-”开头的，给整个值加上引号")
        .fix(span, "- ")
}

/// A field that stands further in than the fields before it, and none of which it can be a part.
pub(super) fn moved_in(text: &str, span: Span, at: Span) -> Option<Diagnostic> {
    let at = (at.start - span.start) as usize;
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    // The parser names the line itself or, where that one reads like more of the value before, the next.
    let starts = [Some(start), text[..start.saturating_sub(1)].rfind('\n').map(|end| end + 1)];
    starts.into_iter().flatten().find_map(|start| {
        let line = text[start..].lines().next()?;
        let key = line.trim_start_matches(' ');
        let deeper = line.len() - key.len();
        let above = text[..start].lines().rev().find(|line| !line.trim().is_empty() && !line.starts_with('#'))?;
        let (name, value) = above.split_once(':')?;
        let full = !value.trim().is_empty() && !name.starts_with([' ', '-']);
        ((1..=3).contains(&deeper) && full && is_key(key) && key.contains(": ") | key.trim_end().ends_with(':')).then(
            || {
                let range = span.slice(start, start + deeper);
                Diagnostic::new(MOVED_IN, Level::Error, Kind::Data, format!("这一行前面多了 {deeper} 个空格"))
                    .at(range)
                    .because("同一层的字段要从同一列写起；上一行已经有内容，下面不能再分项")
                    .hint("删去行首的空格")
                    .fix(range, "")
            },
        )
    })
}

/// Reports the traps of a file: those that broke it (`failed`) line by line, and those that it hides.
pub(super) fn inspect(text: &str, span: Span, root: Option<&Node>, failed: bool, sink: &mut Sink) {
    let fields = matches!(root.map(|r| &r.value), Some(Value::Mapping(_)));
    lines(text, span, failed || !fields, sink);
    if let Some(root) = root {
        brackets(root, sink);
        if !fields && !failed && root.value != Value::Null && sink.items().iter().all(|d| d.code != COLON) {
            sink.push(
                Diagnostic::new(NOT_FIELDS, Level::Error, Kind::Data, "数据要写成一行行“字段: 内容”")
                    .at(Span { end: root.span.start, ..root.span })
                    .hint("字段名后用英文冒号加一个空格，例如“县名: 青禾县”"),
            );
        }
    }
}

/// Whether the traps among `findings` explain why the parser stumbled: the very same finding, or one on its line or the
/// last line before that is not empty.
pub(super) fn explains(findings: &[Diagnostic], broken: &Diagnostic, text: &str, span: Span) -> bool {
    let line = |place: Span| text.get(..(place.start.saturating_sub(span.start)) as usize).map(end_of_lines);
    let Some(at) = broken.span else { return false };
    let trap = |code| code == COLON || code == INDENT;
    findings.iter().any(|finding| {
        let near =
            |place: Span| line(place).zip(line(at)).is_some_and(|(trap, broken)| trap <= broken && broken <= trap + 1);
        finding == broken || trap(finding.code) && finding.span.is_some_and(near)
    })
}

/// Number of the line that begins behind `text`, empty lines and comments not counted.
fn end_of_lines(text: &str) -> usize {
    let written = |line: &&str| line.ends_with('\n') && !line.trim().is_empty() && !line.trim_start().starts_with('#');
    text.split_inclusive('\n').filter(written).count()
}

/// Whether a line is written like a field. A paragraph pasted into a block with its two full-width spaces is not.
fn is_key(line: &str) -> bool {
    line.split_once([':', '：']).is_some_and(|(name, _)| {
        (1..=12).contains(&name.chars().count()) && name.chars().all(|c| c.is_alphanumeric() || c == '_')
    })
}

fn lines(text: &str, span: Span, broken: bool, sink: &mut Sink) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '-']);
        let at = start + line.len() - content.len();
        if content.starts_with('\u{3000}') && (broken || is_key(content.trim_start_matches('\u{3000}'))) {
            let end = at + content.len() - content.trim_start_matches('\u{3000}').len();
            sink.push(
                Diagnostic::new(INDENT, Level::Error, Kind::Data, "缩进用了全角空格")
                    .at(span.slice(at, end))
                    .because("YAML 只认半角空格，全角空格会成为字段名的一部分")
                    .hint("换成半角空格"),
            );
        } else if broken && content.starts_with('\t') {
            sink.push(tab_at(span.slice(at, at + 1)));
        } else if let Some((at, width)) = colon_of(content).filter(|_| broken).map(|(i, w)| (at + i, w)) {
            let message = if width == 1 { "冒号后面缺一个空格" } else { "这里用了全角冒号" };
            sink.push(
                Diagnostic::new(COLON, Level::Error, Kind::Data, message)
                    .at(span.slice(at, at + width))
                    .because("YAML 的字段名后面必须是英文冒号加空格")
                    .hint("改成“: ”")
                    .fix(span.slice(at, at + width), ": "),
            );
        }
        start += line.len();
    }
}

/// `单位：青禾县` or `单位:青禾县` where a field was meant: place and width of the colon.
fn colon_of(content: &str) -> Option<(usize, usize)> {
    if content.starts_with(['#', '"', '\'']) || content.contains(": ") || content.trim_end().ends_with(':') {
        return None;
    }
    let (at, colon) = content.char_indices().find(|(_, c)| matches!(c, '：' | ':'))?;
    let name = &content[..at];
    let like_key =
        !name.is_empty() && name.chars().count() <= 12 && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let spaced = content[at + colon.len_utf8()..].starts_with(' ') && colon == ':';
    (like_key && !spaced).then_some((at, colon.len_utf8()))
}

/// `单位: [待填]` loads as a list of one; the user meant brackets around a word.
fn brackets(node: &Node, sink: &mut Sink) {
    match &node.value {
        Value::Mapping(entries) => {
            for entry in entries {
                if let Value::Sequence(items) = &entry.value.value
                    && let [item] = items.as_slice()
                    && let Some(text) = item.text().filter(|text| looks_like_note(text))
                    && item.span.start == entry.value.span.start + 1
                {
                    sink.push(
                        Diagnostic::new(BRACKET, Level::Warning, Kind::Data, format!("“[{text}]”被当作只有一项的列表"))
                            .at(entry.value.span)
                            .because("英文方括号在 YAML 里表示列表")
                            .hint("待填的标记请写成【…】，或给整个值加引号"),
                    );
                }
                brackets(&entry.value, sink);
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| brackets(item, sink)),
        Value::Null | Value::Scalar(_) => {}
    }
}

fn looks_like_note(text: &str) -> bool {
    ["待", "填", "补", "此处", "请", "名称", "数字", "日期", "单位"].iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::load;
    use crate::diagnostic::Sink;
    use crate::source::SourceMap;

    fn codes(text: &str) -> Vec<(&'static str, usize)> {
        let mut sources = SourceMap::new();
        let id = sources.add("甲.yaml", text);
        let mut sink = Sink::new();
        load(id, &sources, &mut sink);
        let line =
            |d: &crate::diagnostic::Diagnostic| sources.get(id).position(d.span.expect("span").start as usize).line;
        sink.items().iter().map(|d| (d.code.id, line(d))).collect()
    }

    #[test]
    fn full_width_colons_are_named_line_by_line() {
        assert_eq!(codes("县名：青禾县\n镇数：12\n"), [("DA012", 1), ("DA012", 2)]);
        assert_eq!(codes("县名:青禾县\n"), [("DA012", 1)]);
        assert_eq!(codes("县名: 时间：上午\n"), []);
    }

    #[test]
    fn a_dash_without_space_is_no_list_and_is_told() {
        assert_eq!(codes("方式:\n  -实地查看\n  -座谈\n"), [("DA017", 2)]);
        assert_eq!(codes("方式:\n  - -3\n  - —座谈\n"), []);
    }

    #[test]
    fn a_field_that_only_lost_its_hash_is_told_as_moved_in() {
        assert_eq!(codes("名称: 甲\n 投入:\n   时段: 2025年\n"), [("DA018", 2)]);
        assert_eq!(codes("名称: 甲\n# 说明\n 事项: 乙\n县名: 丙\n"), [("DA018", 3)]);
        assert_eq!(codes("名称: 甲\n  乙: 丙\n"), [("DA018", 2)]);
        assert_eq!(codes("名称:\n  乙: 丙\n"), []);
    }

    #[test]
    fn full_width_indents_tabs_and_brackets_are_explained() {
        assert_eq!(codes("甲:\n\u{3000}\u{3000}乙: 1\n"), [("DA013", 2)]);
        assert_eq!(codes("甲: |\n  　　第二段，从文档里贴来。\n"), [], "an indented paragraph is text");
        assert!(codes("甲:\n\t乙: 1\n").contains(&("DA015", 2)));
        assert_eq!(codes("单位: [待填]\n列: [甲]\n"), [("DA014", 1)]);
        assert_eq!(codes("只有一句话\n"), [("DA016", 1)]);
        assert_eq!(codes(""), [("DA006", 1)]);
    }
}
