//! Lists without items under a sentence of the template that promises them.

use crate::check::{Authority, Draft, Rule, Target};
use crate::data::{Node, Value};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::source::Span;
use crate::template::{Loop, outline};

/// “主要有以下几个方面：” and nothing to follow.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("TR006", "empty-promise"),
    level: Level::Error,
    kind: Kind::Template,
    authority: Authority::Practice("说了“如下”而没有下文，读的人以为漏印"),
    page: include_str!("empty_promise.md"),
    target: Target::Template(examine),
}];

/// Words by which a sentence promises that something follows.
const PROMISES: &[&str] =
    &["如下", "以下", "下列", "分别是", "包括", "主要有", "主要是", "几个方面", "几点", "分别为", "一是", "情况为"];

fn examine(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let Some(data) = draft.data else { return Vec::new() };
    let outlines = draft.templates.iter().map(|id| outline(*id, draft.sources));
    let promised = outlines.flat_map(|outline| outline.loops).filter_map(|found| promise(rule, draft, data, &found));
    promised.collect()
}

/// The finding on a loop, if its list is empty and its lead-in promises items.
fn promise(rule: &Rule, draft: &Draft<'_>, data: &Node, found: &Loop) -> Option<Diagnostic> {
    let (path, intro) = (found.over.as_deref()?, found.intro?);
    let lead = draft.sources.text(intro).trim();
    let promises = lead.ends_with(['：', ':']) || PROMISES.iter().any(|word| lead.contains(word));
    // What a schema asks for and the data lacks is a gap and told as one.
    if !promises || path.contains('.') || draft.gaps.iter().any(|gap| gap.path == path) {
        return None;
    }
    let place = empty_at(data, path)?;
    let finding = rule.finding(format!("“{path}”里一项也没有，模板的这句话后面就没有下文"));
    let finding = finding.hint(format!("在数据里补上“{path}”，或者在模板里用条件把这句话一起省去"));
    Some(match place {
        Some(span) => finding.at(span).says("空的").also(intro, "这句话说后面有"),
        None => finding.at(intro).says("这句话说后面有"),
    })
}

/// Where the list is empty: `Some(None)` if the data does not name it at all, `None` if it has items.
fn empty_at(data: &Node, path: &str) -> Option<Option<Span>> {
    match data.at(path) {
        None => Some(None),
        Some(node) => match &node.value {
            Value::Sequence(items) if items.is_empty() => Some(Some(node.span)),
            Value::Null => Some(Some(node.span)),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Selection, check};
    use crate::data;
    use crate::diagnostic::Sink;
    use crate::source::SourceMap;

    fn codes(template: &str, yaml: &str) -> Vec<&'static str> {
        let mut sources = SourceMap::new();
        let (id, file) = (sources.add("template.md", template), sources.add("数据.yaml", yaml));
        let root = data::load(file, &sources, &mut Sink::new()).expect("data");
        let templates = [id];
        let draft = Draft { data: Some(&root), templates: &templates, ..Draft::new(&sources) };
        check(&draft, &Selection::default()).iter().map(|finding| finding.code.id).collect()
    }

    #[test]
    fn a_promise_without_items_is_found_and_one_with_items_is_not() {
        let template = "主要做法如下：\n\n{% for 项 in 做法 %}{{ 项 }}\n\n{% endfor %}";
        assert_eq!(codes(template, "做法: []\n"), ["TR006"]);
        assert_eq!(codes(template, "县名: 青禾县\n"), ["TR006"]);
        assert!(codes(template, "做法: [走访]\n").is_empty());
        assert!(codes("县里重视。\n\n{% for 项 in 做法 %}{{ 项 }}\n\n{% endfor %}", "做法: []\n").is_empty());
    }

    #[test]
    fn a_gap_in_the_template_itself_has_its_line() {
        let template = "全县辖**个镇，{{ 镇数 }}个村，{% if 甲 * 2 %}XX县{% endif %}。";
        assert_eq!(codes(template, "镇数: 3\n"), ["PH001", "PH002"]);
    }
}
