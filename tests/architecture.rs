//! Holds the house to its plan: which room may use which, and what may be called only at home.
//!
//! One crate has no crate graph, so nothing but this test keeps `writer` out of `data` or `println!` out of `layout`.
//! It reads the sources as text: comments, literals and `#[cfg(test)]` items are blanked, the rest is split into
//! words, and every path that starts at `crate`, `super` or a guarded package is compared with the tables in
//! `architecture/plan.rs`. It understands paths, not types; what it cannot see, reviewers must.

#[path = "architecture/plan.rs"]
mod plan;
#[path = "architecture/reader.rs"]
mod reader;

use plan::{FORBIDDEN, GUARDED, LEFTOVERS, PLAN, TOP_LEVEL, VAGUE_NAMES, WORKPLACES};
use reader::{Call, SourceFile, calls, paths};
use std::fs;
use std::path::{Path, PathBuf};

/// Everything wrong with one source file, one sentence each.
fn violations(name: &str, text: &str) -> Vec<String> {
    let file = SourceFile::read(name, text);
    let mut found = Vec::new();
    for word in file.module.iter().filter(|word| VAGUE_NAMES.contains(&word.as_str())) {
        found.push(format!("{name}: a module called `{word}` says nothing; name it after a noun of the field"));
    }
    found.extend(paths(&file).into_iter().filter_map(|path| layering(&file, path.line, &path.segments)));
    found.extend(calls(&file).into_iter().filter_map(|call| forbidden(&file, &call)));
    for (index, line) in text.lines().enumerate() {
        found.extend(leftovers(name, index + 1, line));
    }
    found
}

/// Whether `module` lies in `room`, both as `a::b`.
fn within(module: &str, room: &str) -> bool {
    module.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// The entry of the plan that speaks for a module: the most particular one.
fn room(module: &str) -> Option<&'static plan::Room> {
    PLAN.iter().filter(|room| within(module, room.name)).max_by_key(|room| room.name.len())
}

fn layering(file: &SourceFile, line: usize, segments: &[String]) -> Option<String> {
    let name = &file.name;
    let module = file.module.join("::");
    if file.module.is_empty() {
        return None;
    }
    let Some(own) = room(&module) else {
        return Some(format!(
            "{name}: `{module}` has no place in tests/architecture/plan.rs; say there what it may use"
        ));
    };
    let target = segments.join("::");
    let target_room = room(&target)?;
    let same_house = segments.first() == file.module.first() && own.name == file.module[0];
    if same_house || target_room.name == own.name || own.may_use.iter().any(|allowed| within(&target, allowed)) {
        return None;
    }
    let allowed = if own.may_use.is_empty() { "nothing else of this crate".into() } else { own.may_use.join(", ") };
    Some(format!("{name}:{line}: `{}` uses `{target}`, but may use only: {allowed}", own.name))
}

fn forbidden(file: &SourceFile, call: &Call<'_>) -> Option<String> {
    let module = if file.module.is_empty() { "main".to_owned() } else { file.module.join("::") };
    let at_home = |homes: &[&str]| homes.iter().any(|home| within(&module, home));
    let place = format!("{}:{}", file.name, call.line);
    if let Some(rule) = FORBIDDEN.iter().find(|rule| call.is(rule.words) && !at_home(rule.homes)) {
        return Some(format!("{place}: {} ({})", rule.reason, rule.words.concat()));
    }
    let rule = GUARDED.iter().find(|rule| call.enters(rule.package) && !at_home(rule.homes))?;
    Some(format!("{place}: the package `{}` may be used only in {}", rule.package, rule.homes.join(", ")))
}

/// Words that must not stay behind, looked for in the raw text.
fn leftovers(name: &str, line: usize, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (head, tail) in WORKPLACES {
        let path = format!("{head}{tail}");
        let hit = text
            .match_indices(&path)
            .any(|(at, _)| !text[..at].ends_with(|before: char| before.is_alphanumeric() || "_-./}".contains(before)));
        if hit {
            found.push(format!("{name}:{line}: `{path}` is a path of somebody's machine"));
        }
    }
    for (head, tail) in LEFTOVERS {
        let word = format!("{head}{tail}");
        // A draft under test, and a rule that looks for such words, may name them.
        let named = name.starts_with("tests/drafts/")
            || text.contains(&format!("\"{word}\""))
            || name.ends_with("/word_marker.md");
        if text.contains(&word) && !named {
            found.push(format!("{name}:{line}: `{word}` marks unfinished work; finish it or open an issue"));
        }
    }
    found
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder, in order, as paths relative to the root of the repository.
fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(root().join(folder)) else { return };
    let mut entries: Vec<_> = entries.map(|entry| entry.expect("the folder can be listed").path()).collect();
    entries.sort();
    for entry in entries {
        let relative = entry.strip_prefix(root()).expect("it lies below the root").to_path_buf();
        if entry.is_dir() && entry.file_name().is_some_and(|name| name == "target") {
            // What a tool below `tests` has built is no source.
        } else if entry.is_dir() {
            files_below(&relative, found);
        } else {
            found.push(relative);
        }
    }
}

fn text_files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut files = Vec::new();
    files_below(Path::new(folder), &mut files);
    files
        .into_iter()
        .filter(|path| path.extension().and_then(|e| e.to_str()).is_some_and(|e| endings.contains(&e)))
        .filter_map(|path| {
            let text = fs::read_to_string(root().join(&path)).ok()?;
            Some((path.to_string_lossy().replace('\\', "/"), text))
        })
        .collect()
}

fn report(found: &[String]) {
    assert!(found.is_empty(), "\n{} violation(s) of the plan:\n  {}\n", found.len(), found.join("\n  "));
}

#[test]
fn every_room_keeps_to_the_plan() {
    let files = text_files("src", &["rs"]);
    assert!(files.len() > 20, "the sources were not found");
    report(&files.iter().flat_map(|(name, text)| violations(name, text)).collect::<Vec<_>>());
}

#[test]
fn nothing_is_left_behind_outside_the_sources() {
    let mut found = Vec::new();
    for folder in ["tests", "benches", "report-templates", "data", ".ci"] {
        for (name, text) in text_files(folder, &["rs", "md", "yaml", "py", "sh", "txt", "toml"]) {
            found.extend(text.lines().enumerate().flat_map(|(index, line)| leftovers(&name, index + 1, line)));
        }
    }
    for name in ["README.md", "Cargo.toml", ".ci/run"] {
        let text = fs::read_to_string(root().join(name)).unwrap_or_default();
        found.extend(text.lines().enumerate().flat_map(|(index, line)| leftovers(name, index + 1, line)));
    }
    report(&found);
}

#[test]
fn the_top_level_is_as_agreed() {
    let entries = fs::read_dir(root()).expect("the root can be listed");
    let strangers: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.') && !TOP_LEVEL.contains(&name.as_str()))
        .map(|name| format!("`{name}` does not belong at the top level, which is: {}", TOP_LEVEL.join(", ")))
        .collect();
    report(&strangers);
}

#[test]
fn every_room_of_the_plan_exists() {
    let modules: Vec<String> =
        text_files("src", &["rs"]).iter().map(|(name, text)| SourceFile::read(name, text).module.join("::")).collect();
    let missing: Vec<String> = PLAN
        .iter()
        .filter(|room| !modules.iter().any(|module| within(module, room.name)))
        .map(|room| format!("the plan names `{}`, which no file of src/ is", room.name))
        .collect();
    report(&missing);
}

/// The test above is worth something only if the reader sees what it should.
mod reader_catches {
    use super::violations;

    fn one(name: &str, text: &str, place: &str, words: &[&str]) {
        let found = violations(name, text);
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        assert!(found[0].starts_with(place), "{found:?} should name {place}");
        for word in words {
            assert!(found[0].contains(word), "{found:?} should say {word}");
        }
    }

    fn none(name: &str, text: &str) {
        assert_eq!(violations(name, text), Vec::<String>::new(), "{name}");
    }

    #[test]
    fn a_plain_path_upwards() {
        one(
            "src/layout/line.rs",
            "use std::ops::Range;\nuse crate::data::Node;\n",
            "src/layout/line.rs:2",
            &["data::Node", "layout"],
        );
        one("src/unit.rs", "fn f() { let x = crate::source::marks::GAP; }", "src/unit.rs:1", &["source::marks::GAP"]);
    }

    #[test]
    fn a_path_in_a_group() {
        let text = "use crate::{\n    unit::Length,\n    data::{Node, schema::Schema as S},\n};";
        let found = violations("src/writer/pdf/page.rs", text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains(":3: ") && found[1].contains("data::schema::Schema"), "{found:?}");
    }

    #[test]
    fn a_path_through_super() {
        one("src/check/rules/gap.rs", "use super::super::super::layout::page::Page;", "src/check", &["layout::page"]);
        one("src/data/mod.rs", "use super::merge::merge;", "src/data/mod.rs:1", &["merge::merge"]);
    }

    #[test]
    fn a_writer_that_reaches_behind_the_pages() {
        one("src/writer/pdf/mod.rs", "use crate::layout::line::Line;", "src/writer/pdf/mod.rs:1", &["layout::page"]);
        one("src/writer/pdf/mod.rs", "use crate::document::Document;", "src/writer/pdf/mod.rs:1", &["writer::pdf"]);
        one("src/writer/markdown.rs", "use crate::layout::page::Page;", "src/writer/markdown.rs:1", &["document"]);
        one("src/layout/page.rs", "use crate::document::Document;", "src/layout/page.rs:1", &["layout::page"]);
    }

    #[test]
    fn a_call_away_from_home() {
        one("src/merge/mod.rs", "fn f() {\n    println!(\"x\");\n}", "src/merge/mod.rs:2", &["cli"]);
        one("src/data/mod.rs", "use std::{fs, io};", "src/data/mod.rs:1", &["workspace"]);
        one("src/data/mod.rs", "fn f() { std::fs::read(\"a\"); }", "src/data/mod.rs:1", &["workspace"]);
        one("src/pipeline/mod.rs", "let t = std::time::Instant::now();", "src/pipeline/mod.rs:1", &["clock"]);
        one("src/font/mod.rs", "use std::env;", "src/font/mod.rs:1", &["environment"]);
        one("src/check/mod.rs", "use std::process::exit;", "src/check/mod.rs:1", &["exit"]);
        one("src/check/mod.rs", "fn f() { todo!() }", "src/check/mod.rs:1", &["todo"]);
    }

    #[test]
    fn a_package_away_from_home() {
        one("src/layout/mod.rs", "use printpdf::Op;", "src/layout/mod.rs:1", &["printpdf", "writer::pdf"]);
        one("src/check/mod.rs", "let j = jieba_rs::Jieba::empty();", "src/check/mod.rs:1", &["lexicon"]);
        one("src/markdown/mod.rs", "use ::tera::Tera;", "src/markdown/mod.rs:1", &["tera", "template"]);
        none("src/writer/pdf/objects.rs", "use lopdf::{Dictionary, Object};");
    }

    #[test]
    fn vague_names_and_strangers() {
        one("src/data/utils.rs", "", "src/data/utils.rs", &["utils"]);
        one("src/newroom.rs", "use crate::unit::Length;", "src/newroom.rs", &["newroom", "plan.rs"]);
    }

    #[test]
    fn things_left_behind() {
        one("src/unit.rs", &format!("// see /{}/x.md", "home/me"), "src/unit.rs:1", &["machine"]);
        one("src/unit.rs", &format!("// {}DO later", "TO"), "src/unit.rs:1", &["unfinished"]);
        none("src/unit.rs", &format!("// the folder net{}/list", "work"));
    }

    #[test]
    fn nothing_where_all_is_well() {
        none("src/layout/line.rs", "use super::page::Page;\nuse crate::{document::Document, font::FontSet};");
        none("src/unit.rs", "/// See [`x`](crate::data::Node).\n// crate::data\n/* crate::data /* println!() */ */");
        none("src/unit.rs", "const S: &str = \"crate::data println!()\"; const R: &str = r#\"std::fs \" x\"#;");
        none("src/unit.rs", "fn f<'a>(x: &'a str) -> char { '\"' }\nconst Q: char = '\\'';");
        none(
            "src/unit.rs",
            "#[cfg(test)]\nmod tests {\n    use crate::data::Node;\n    fn f() { println!(\"}\"); }\n}\n",
        );
        none("src/unit.rs", "#[cfg(test)]\nuse crate::data::Node;\n");
        none("src/main.rs", "fn main() -> std::process::ExitCode { println!(); zhibi::cli::run() }");
        none("src/cli/mod.rs", "use std::env;\nuse std::time::Instant;\nfn f() { eprintln!(\"x\"); }");
    }

    #[test]
    fn what_follows_a_test_module() {
        let text = "#[cfg(test)]\nmod tests {\n    fn f() {}\n}\nuse crate::data::Node;\n";
        one("src/unit.rs", text, "src/unit.rs:5", &["data::Node"]);
    }
}
