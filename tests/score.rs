//! The score of the checker on labelled drafts: our own below `tests/drafts`, and those in the folder that the
//! variable `ZHIBI_SAMPLES` names, if it is set.
//!
//! A label is one JSON object a line (`kind`, `cls`, `byte_start`, `byte_end`, `ambiguous`, `shape`); the draft has the
//! same name with `.txt` or `.md`. Placeholders count as found where a finding on a gap overlaps the label; a finding
//! that overlaps no label is false. `hard_negative` marks look-alikes, on which no gap may be found; `defect` and
//! `source_residue` mark what another finding must touch.

#![expect(clippy::print_stdout, reason = "the score is read in the output of the test run")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use zhibi::check::{Draft, Selection, check};
use zhibi::diagnostic::{Level, Sink};
use zhibi::document::{self, Flavor};
use zhibi::source::SourceMap;

#[derive(Debug)]
struct Label {
    start: usize,
    end: usize,
    kind: String,
    class: String,
    shape: String,
    ambiguous: bool,
}

#[derive(Debug)]
struct Found {
    start: usize,
    end: usize,
    code: &'static str,
    /// Class of a gap; `None` for every other finding.
    class: Option<&'static str>,
    level: Level,
}

/// So many of so many.
#[derive(Debug, Default, Clone, Copy)]
struct Ratio(usize, usize);

impl Ratio {
    fn count(&mut self, hit: bool) {
        self.0 += usize::from(hit);
        self.1 += 1;
    }

    /// At least so many per thousand.
    fn reaches(self, mille: usize) -> bool {
        self.0 * 1000 >= self.1 * mille
    }
}

impl std::fmt::Display for Ratio {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        #[expect(clippy::cast_precision_loss, reason = "a share to be read")]
        let share = if self.1 == 0 { 1.0 } else { self.0 as f64 / self.1 as f64 };
        write!(f, "{}/{} ({share:.3})", self.0, self.1)
    }
}

#[derive(Debug, Default)]
struct Score {
    drafts: usize,
    characters: usize,
    /// Labelled gaps found.
    recall: Ratio,
    /// Findings on gaps that are right.
    precision: Ratio,
    exact: Ratio,
    class: Ratio,
    /// Look-alikes on which a gap was found.
    flagged: Ratio,
    /// Defects and residue touched.
    defects: BTreeMap<String, Ratio>,
    shapes: BTreeMap<String, Ratio>,
    /// Findings of level 必改 in drafts without gaps and defects.
    false_errors: usize,
    /// Findings on gaps in such drafts.
    false_gaps: usize,
    notes: Vec<String>,
}

fn labels(path: &Path) -> Vec<Label> {
    let text = std::fs::read_to_string(path).expect("labels are readable");
    let records = text.lines().filter(|line| !line.trim().is_empty());
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap_or_default()).expect("fits");
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let label = |line: &str| {
        let record: Value = serde_json::from_str(line).expect("a JSON object");
        Label {
            start: number(&record["byte_start"]),
            end: number(&record["byte_end"]),
            kind: word(&record["kind"]),
            class: word(&record["cls"]),
            shape: word(&record["shape"]),
            ambiguous: record["ambiguous"] == true,
        }
    };
    records.map(label).collect()
}

fn findings(path: &Path, text: &str) -> Vec<Found> {
    let mut sources = SourceMap::new();
    let name = path.display().to_string();
    let id = sources.add(name, text);
    let plain = path.extension().is_some_and(|extension| extension == "txt");
    let flavor = if plain { Flavor::Plain } else { Flavor::Markdown };
    let document = document::build(id, &sources, flavor, &mut Sink::new());
    let draft = Draft { text: plain.then_some(id), document: Some(&document), ..Draft::new(&sources) };
    let found = check(&draft, &Selection::default()).into_iter().filter_map(|finding| {
        let range = finding.span?.range();
        let class = finding.missing.map(|missing| missing.class);
        Some(Found { start: range.start, end: range.end, code: finding.code.id, class, level: finding.level })
    });
    found.collect()
}

/// Whether two ranges share a character, or touch where one is empty.
fn meet(a: (usize, usize), b: (usize, usize)) -> bool {
    if a.0 == a.1 || b.0 == b.1 { a.0 <= b.1 && b.0 <= a.1 } else { a.0 < b.1 && b.0 < a.1 }
}

fn drafts_in(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            drafts_in(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "jsonl") {
            found.push(path);
        }
    }
}

fn score(folder: &Path) -> Score {
    let mut score = Score::default();
    let mut drafts = Vec::new();
    drafts_in(folder, &mut drafts);
    drafts.sort();
    for labels_at in drafts {
        let draft = ["txt", "md"].iter().map(|ending| labels_at.with_extension(ending)).find(|path| path.exists());
        let draft = draft.expect("the draft beside its labels");
        let text = std::fs::read_to_string(&draft).expect("the draft is readable");
        score.drafts += 1;
        score.characters += text.chars().filter(|c| !c.is_whitespace()).count();
        score.add(&draft, &text, &labels(&labels_at), &findings(&draft, &text));
    }
    score
}

impl Score {
    fn add(&mut self, draft: &Path, text: &str, labels: &[Label], found: &[Found]) {
        let name = draft.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let around = |start: usize, end: usize| {
            let left: String = text[..start].chars().rev().take(10).collect::<Vec<_>>().into_iter().rev().collect();
            let right: String = text[end..].chars().take(10).collect();
            format!("{left}[{}]{right}", &text[start..end]).replace('\n', "⏎")
        };
        let gaps = |label: &&Label| label.kind == "placeholder";
        for label in labels.iter().filter(gaps) {
            let near: Vec<&Found> = found
                .iter()
                .filter(|found| found.class.is_some() && meet((found.start, found.end), (label.start, label.end)))
                .collect();
            self.recall.count(!near.is_empty());
            self.shapes.entry(label.shape.clone()).or_default().count(!near.is_empty());
            let Some(first) = near.first() else {
                self.notes.push(format!("{name}: missed {} {}", label.shape, around(label.start, label.end)));
                continue;
            };
            self.exact.count(near.iter().any(|found| (found.start, found.end) == (label.start, label.end)));
            if !label.ambiguous {
                let right = near.iter().any(|found| found.class == Some(label.class.as_str()));
                self.class.count(right);
                if !right {
                    let given = first.class.unwrap_or_default();
                    self.notes.push(format!(
                        "{name}: {} is {}, not {given}",
                        around(label.start, label.end),
                        label.class
                    ));
                }
            }
        }
        for finding in found.iter().filter(|found| found.class.is_some()) {
            let right =
                labels.iter().filter(gaps).any(|label| meet((finding.start, finding.end), (label.start, label.end)));
            self.precision.count(right);
            if !right {
                self.notes.push(format!("{name}: false {} {}", finding.code, around(finding.start, finding.end)));
            }
        }
        for label in labels.iter().filter(|label| !gaps(label)) {
            let touching = |gap: bool| {
                found.iter().any(|found| {
                    found.class.is_some() == gap && meet((found.start, found.end), (label.start, label.end))
                })
            };
            if label.kind == "hard_negative" {
                self.flagged.count(touching(true));
            } else if label.kind == "defect" || label.kind == "source_residue" {
                let hit = touching(false) || touching(true);
                self.defects.entry(format!("{} {}", label.kind, label.class)).or_default().count(hit);
                if !hit {
                    self.notes.push(format!("{name}: untouched {} {}", label.class, around(label.start, label.end)));
                }
            }
        }
        if !labels.iter().any(|label| label.kind != "hard_negative" && label.kind != "numeric") {
            self.false_gaps += found.iter().filter(|found| found.class.is_some()).count();
            for finding in found.iter().filter(|found| found.class.is_none() && found.level == Level::Error) {
                self.false_errors += 1;
                self.notes.push(format!("{name}: false {} {}", finding.code, around(finding.start, finding.end)));
            }
        }
    }

    fn print(&self, folder: &Path) {
        println!(
            "{}: {} drafts, {} characters; recall {}, precision {}, exact span {}, class {}, look-alikes flagged {}; \
             in clean drafts {} gaps and {} 必改",
            folder.display(),
            self.drafts,
            self.characters,
            self.recall,
            self.precision,
            self.exact,
            self.class,
            self.flagged,
            self.false_gaps,
            self.false_errors
        );
        for (shape, ratio) in &self.shapes {
            println!("  shape {shape}: {ratio}");
        }
        for (class, ratio) in &self.defects {
            println!("  {class}: {ratio}");
        }
        for note in &self.notes {
            println!("  {note}");
        }
    }
}

#[test]
fn own_drafts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts");
    let score = score(&folder);
    score.print(&folder);
    assert!(score.recall.reaches(950) && score.precision.reaches(960), "{:#?}", score.notes);
    assert!(score.class.reaches(930) && score.exact.reaches(900), "{:#?}", score.notes);
    assert!(score.flagged.0 * 100 <= score.flagged.1 * 3, "{:#?}", score.notes);
    assert_eq!((score.false_gaps, score.false_errors), (0, 0), "{:#?}", score.notes);
}

#[test]
fn samples() {
    let Some(folder) = std::env::var_os("ZHIBI_SAMPLES") else {
        println!("ZHIBI_SAMPLES is not set: the labelled samples were skipped");
        return;
    };
    let folder = Path::new(&folder);
    let score = score(folder);
    score.print(folder);
    assert!(score.recall.1 > 0, "ZHIBI_SAMPLES holds no labels");
    let whole = |ratio: Ratio| ratio.0 == ratio.1;
    assert!(whole(score.recall) && whole(score.precision) && whole(score.exact), "{:#?}", score.notes);
    assert!(score.class.reaches(980) && score.flagged.0 == 0, "{:#?}", score.notes);
}
