//! Lines of a value that YAML folds: between Chinese characters a line break leaves no space.

/// The text of a scalar whose lines the parser joined with spaces, with those spaces taken out that stand beside a
/// character of full width; `raw` is how the file spells it. A space that the file itself has stays.
pub(super) fn joined(text: &str, raw: &str) -> Option<String> {
    if !text.contains(' ') || !raw.contains('\n') || raw.starts_with('|') {
        return None;
    }
    let head = if raw.starts_with('>') { raw.find('\n')? } else { usize::from(raw.starts_with(['"', '\''])) };
    let mut at = head;
    let mut out = String::with_capacity(text.len());
    // What stands between the last character and this one.
    let mut pending = String::new();
    for c in text.chars() {
        if c.is_whitespace() {
            pending.push(c);
            continue;
        }
        let skip = raw.get(at..)?.find(c)?;
        let folded = pending == " " && raw[at..at + skip].contains('\n');
        if !(folded && (is_wide(c) || out.ends_with(is_wide))) {
            out.push_str(&pending);
        }
        pending.clear();
        out.push(c);
        at += skip + c.len_utf8();
    }
    out.push_str(&pending);
    (out.len() < text.len()).then_some(out)
}

/// Han characters and the marks that go with them.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}' | '“' | '”' | '‘' | '’' | '—' | '…')
}

#[cfg(test)]
mod tests {
    use super::super::{Node, load};
    use crate::diagnostic::Sink;
    use crate::source::SourceMap;

    fn value(text: &str) -> String {
        let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
        let id = sources.add("甲.yaml", text);
        let root = load(id, &sources, &mut sink).expect("data");
        root.get("甲").and_then(Node::text).expect("a text").to_owned()
    }

    #[test]
    fn a_folded_line_leaves_no_space_between_chinese_characters() {
        assert_eq!(value("甲: 全县脱贫。\n  今年投入\n  12万元，共 3 项。\n"), "全县脱贫。今年投入12万元，共 3 项。");
        assert_eq!(value("甲: \"全县脱贫。\n  今年\"\n"), "全县脱贫。今年");
        assert_eq!(value("甲: >\n  全县脱贫。\n  今年\n"), "全县脱贫。今年\n");
        assert_eq!(value("甲: General\n  Motors公司\n"), "General Motors公司");
        assert_eq!(value("甲: 第一段。\n\n  第二段。\n"), "第一段。\n第二段。");
        assert_eq!(value("甲: |\n  第一段 。\n  第二段。\n"), "第一段 。\n第二段。\n");
    }
}
