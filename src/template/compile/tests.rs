//! What a template that is out of all bounds leads to: a message, soon.

use super::*;

struct Outcome {
    sources: SourceMap,
    sink: Sink,
    compiled: bool,
}

fn run(template: &str, parts: &[(String, String)]) -> Outcome {
    let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
    let schema = sources.add("schema.yaml", "名称: 试\n字段:\n  - {名称: 县名}\n  - {名称: 地方, 类型: 列表}\n");
    let schema = Schema::read(schema, &sources, &mut sink).expect("schema");
    let folder = parts.iter().map(|(name, text)| (name.clone(), sources.add(name, text))).collect();
    let main = sources.add("template.md", template);
    let start = std::time::Instant::now();
    let compiled = compile(main, &folder, &sources, &schema, &mut sink).is_ok();
    assert!(start.elapsed().as_secs() < 10, "too slow");
    Outcome { sources, sink, compiled }
}

impl Outcome {
    /// File, line, code and message of the last problem.
    fn last(&self) -> (String, usize, &'static str, &str) {
        assert!(!self.compiled);
        let last = self.sink.items().last().expect("problem");
        let span = last.span.expect("span");
        assert!(!last.hints.is_empty());
        let source = self.sources.get(span.source);
        (source.name().to_owned(), source.position(span.start as usize).line, last.code.id, &last.message)
    }
}

#[test]
fn includes_that_multiply_stop_with_a_message() {
    let part = |index: usize| {
        let text = if index < 12 { format!("{{% include \"{}.md\" %}}\n", index + 1).repeat(4) } else { "甲".into() };
        (format!("{index}.md"), text)
    };
    let parts: Vec<(String, String)> = (0..13).map(part).collect();
    let outcome = run("甲\n{% include \"0.md\" %}", &parts);
    let (file, _, code, message) = outcome.last();
    assert!(file.ends_with(".md") && file != "template.md");
    assert_eq!((code, message), ("TP010", "引用的文件一共超过 500 次"));
    assert_eq!(outcome.sink.len(), 1);
}

#[test]
fn a_chain_of_includes_is_not_called_a_ring() {
    let parts: Vec<(String, String)> =
        (0..30).map(|i| (format!("{i}.md"), format!("{{% include \"{}.md\" %}}", i + 1))).collect();
    assert_eq!(run("{% include \"0.md\" %}", &parts).last().3, "引用套了 16 层以上");
    let ring = [("甲.md".to_owned(), "{% include \"甲.md\" %}".to_owned())];
    assert_eq!(run("{% include \"甲.md\" %}", &ring).last().3, "“甲.md”又引用了它自己");
}

#[test]
fn a_large_file_included_often_stops_with_a_message() {
    let parts = [("注.md".to_owned(), format!("{{# {} #}}", "注".repeat(20_000)))];
    let (file, line, code, message) = {
        let outcome = run(&"{% include \"注.md\" %}\n".repeat(400), &parts);
        let (file, line, code, message) = outcome.last();
        (file, line, code, message.to_owned())
    };
    assert_eq!((file.as_str(), line, code), ("template.md", 9, "TP010"));
    assert_eq!(message, "模板连同引用的文件超过 512 KB");
}

#[test]
fn blocks_and_branches_beyond_all_bounds_stop_with_a_message() {
    for (template, words) in [
        ("{% if 县名 %}\n".repeat(10_000) + &"{% endif %}".repeat(10_000), "套了 36 层以上"),
        ("{% for 项 in 地方 %}\n".repeat(10_000), "套了 36 层以上"),
        ("{% if 县名 %}".to_owned() + &"{% elif 县名 %}\n".repeat(9_000) + "{% endif %}", "超过 200 个"),
        ("{% for 项 in 地方 %}".repeat(30) + &"{{ 项 }}".repeat(30_000), "展开以后太大"),
    ] {
        let outcome = run(&template, &[]);
        let (_, _, code, message) = outcome.last();
        assert!(code == "TP010" && message.contains(words), "{message}");
        assert_eq!(outcome.sink.len(), 1);
    }
}

#[test]
fn names_that_repeat_their_fields_do_not_multiply_them() {
    let steps: String = (0..40).map(|i| format!("{{% set 甲{} = 甲{i} ~ 甲{i} %}}", i + 1)).collect();
    assert!(run(&format!("{{% set 甲0 = 县名 %}}{steps}{{{{ 甲40 }}}}"), &[]).compiled);
}

#[test]
fn a_list_of_lists_is_refused() {
    assert_eq!(run("{{ [[县名], [县名]] | 顿号 }}", &[]).last().3, "方括号里不能再放列表");
}

#[test]
fn a_tag_or_a_name_without_end_is_refused_in_few_words() {
    for (template, words) in [
        (format!("{{{{ {}县名 }}}}", "县名 ~ ".repeat(20_000)), "这个标记太长"),
        (format!("{{{{ \"{}\" }}}}", "甲".repeat(100_000)), "这个标记太长"),
        (format!("{{{{ {} }}}}", "甲".repeat(2_000)), "这个名称超过 64 个字"),
    ] {
        assert_eq!(run(&template, &[]).last().3, words);
    }
}

#[test]
fn a_thousand_mistakes_are_not_all_listed() {
    let outcome = run(&"{% macro 甲() %}\n{{ 县民 }}\n".repeat(5_000), &[]);
    assert_eq!(outcome.sink.len(), 101);
    assert_eq!(outcome.last().1, 100);
}

#[test]
fn a_wrong_value_of_a_name_or_loop_is_told_once() {
    let uses = "{{ 名 }}{{ 名 | 日期 }}{{ 名 | 顿号 }}{{ 名.题 }}{{ 名[0] }}{% for 点 in 名 %}{{ 点 }}{% endfor %}";
    for (template, code) in [
        (format!("{{% set 名 = 县民 %}}{uses}"), "TP002"),
        (format!("{{% for 名 in 县名 %}}{uses}{{% endfor %}}"), "TP004"),
    ] {
        let outcome = run(&template, &[]);
        let codes: Vec<&str> = outcome.sink.items().iter().map(|problem| problem.code.id).collect();
        assert_eq!(codes, [code], "{template}");
    }
}
