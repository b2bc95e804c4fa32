//! The score of the placeholder rules on labelled drafts: our own below `tests/drafts`, and those in the folder that
//! the variable `ZHIBI_SAMPLES` names, if it is set.
//!
//! A label is one JSON object a line (`kind`, `cls`, `byte_start`, `byte_end`, `ambiguous`); the draft has the same
//! name with `.txt`. Placeholders must be found with their exact span; whatever else is found is false.

#![expect(clippy::print_stdout, reason = "the score is read in the output of the test run")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use zhibi::check::{Draft, Selection, check};
use zhibi::source::SourceMap;

/// A byte range with the class of what is missing.
type Marks = BTreeMap<(usize, usize), String>;

#[derive(Debug, Default)]
struct Score {
    labels: usize,
    found: usize,
    extra: usize,
    classed: usize,
    class_right: usize,
    notes: Vec<String>,
}

fn number(value: &Value, key: &str) -> usize {
    value[key].as_u64().map_or(0, |n| usize::try_from(n).expect("fits"))
}

/// The labelled placeholders; those marked ambiguous have an empty class.
fn labels(path: &Path) -> Marks {
    let text = std::fs::read_to_string(path).expect("labels are readable");
    let records = text.lines().filter(|line| !line.trim().is_empty());
    let records = records.map(|line| serde_json::from_str::<Value>(line).expect("a JSON object"));
    let placeholders = records.filter(|record| record["kind"] == "placeholder");
    let mark = |record: Value| {
        let class = if record["ambiguous"] == true { "" } else { record["cls"].as_str().unwrap_or_default() };
        ((number(&record, "byte_start"), number(&record, "byte_end")), class.to_owned())
    };
    placeholders.map(mark).collect()
}

fn findings(text: &str) -> Marks {
    let mut sources = SourceMap::new();
    let id = sources.add("draft.txt", text);
    let draft = Draft { text: Some(id), ..Draft::new(&sources) };
    let found = check(&draft, &Selection::default()).into_iter().filter_map(|finding| {
        let range = finding.span?.range();
        Some(((range.start, range.end), finding.missing?.class.to_owned()))
    });
    found.collect()
}

fn score(folder: &Path) -> Score {
    let mut score = Score::default();
    let mut drafts: Vec<_> = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    drafts.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    drafts.sort();
    for path in drafts {
        let text = std::fs::read_to_string(path.with_extension("txt")).expect("the draft beside its labels");
        let (labels, found) = (labels(&path), findings(&text));
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let around = |range: &(usize, usize)| {
            let left: String = text[..range.0].chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
            let right: String = text[range.1..].chars().take(8).collect();
            format!("{left}[{}]{right}", &text[range.0..range.1])
        };
        for (range, class) in &labels {
            match found.get(range) {
                None => score.notes.push(format!("{name}: missed {}", around(range))),
                Some(_) if class.is_empty() => score.found += 1,
                Some(given) => {
                    score.found += 1;
                    score.classed += 1;
                    score.class_right += usize::from(given == class);
                    if given != class {
                        score.notes.push(format!("{name}: {} is {class}, not {given}", around(range)));
                    }
                }
            }
        }
        for range in found.keys().filter(|range| !labels.contains_key(range)) {
            score.extra += 1;
            score.notes.push(format!("{name}: false {}", around(range)));
        }
        score.labels += labels.len();
    }
    score
}

fn hold(folder: &Path) -> Score {
    let score = score(folder);
    println!(
        "{}: {} labels, {} found, {} false, class {}/{}",
        folder.display(),
        score.labels,
        score.found,
        score.extra,
        score.class_right,
        score.classed
    );
    for note in &score.notes {
        println!("  {note}");
    }
    assert_eq!((score.found, score.extra), (score.labels, 0), "{:#?}", score.notes);
    assert!(score.class_right * 100 >= score.classed * 98, "{:#?}", score.notes);
    score
}

#[test]
fn own_drafts() {
    let score = hold(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts"));
    assert!(score.labels >= 30, "the drafts are there");
}

#[test]
fn samples() {
    match std::env::var_os("ZHIBI_SAMPLES") {
        Some(folder) => {
            let score = hold(Path::new(&folder));
            assert!(score.labels > 0, "ZHIBI_SAMPLES holds no labels");
        }
        None => println!("ZHIBI_SAMPLES is not set: the labelled samples were skipped"),
    }
}
