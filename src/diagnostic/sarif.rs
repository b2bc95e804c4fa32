//! SARIF 2.1.0: one document with one run for all inputs, for editors, code hosts and other machines.
//!
//! Clauses are those of the OASIS Standard, *Static Analysis Results Interchange Format (SARIF) Version 2.1.0*.
//! Columns and offsets count Unicode code points of the decoded text. What kept an input from being checked is no
//! result but a notification of the run (3.58). The document holds no time and no machine: the same input gives the
//! same bytes.

use super::{Code, Diagnostic, Kind, Level};
use crate::source::{Encoding, Source, SourceMap, Span, fnv1a};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Characters on each side of a place that are part of its fingerprint.
const CONTEXT: usize = 24;

/// What a rule says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleText {
    /// Its heading, a few words.
    pub title: String,
    /// What it wants and why, one paragraph.
    pub summary: String,
    /// Its whole page as plain text.
    pub plain: String,
    /// The same in Markdown.
    pub page: String,
    /// The level of its findings, if they all have one.
    pub level: Option<Level>,
}

/// Collects the findings of a run.
#[derive(Debug, Default)]
pub struct Sarif {
    artifacts: Vec<Value>,
    artifact_indices: BTreeMap<String, usize>,
    rules: Descriptors,
    notices: Descriptors,
    results: Vec<Value>,
    notifications: Vec<Value>,
    /// How often a fingerprint occurred, so that equal places differ.
    occurrences: BTreeMap<(usize, u64), usize>,
}

/// Codes in order of their first use; the position is the index that results refer to.
#[derive(Debug, Default)]
struct Descriptors {
    codes: Vec<Code>,
}

impl Descriptors {
    fn index(&mut self, code: Code) -> usize {
        self.codes.iter().position(|known| *known == code).unwrap_or_else(|| {
            self.codes.push(code);
            self.codes.len() - 1
        })
    }
}

impl Sarif {
    /// A run in which nothing was found yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one input, by the name users know it by, with what was found in it.
    pub fn add(&mut self, input: &str, findings: &[Diagnostic], sources: &SourceMap) {
        self.artifact(input, sources);
        for finding in findings {
            match finding.kind {
                Kind::File => self.notify(finding, sources),
                _ => self.result(finding, sources),
            }
        }
    }

    /// The document. `describe` tells what is known of a code; `version` is that of the program, `exit_code` what the
    /// process will end with, `done` whether all inputs could be worked on.
    pub fn finish(
        self,
        version: &str,
        exit_code: u8,
        done: bool,
        describe: &dyn Fn(Code) -> Option<RuleText>,
    ) -> String {
        let all = |codes: &Descriptors| -> Vec<Value> {
            codes.codes.iter().map(|code| descriptor(*code, describe(*code))).collect()
        };
        let driver = json!({
            "name": "zhibi",
            "fullName": format!("执笔 zhibi {version}"),
            "version": version,
            "semanticVersion": version,
            "language": "zh-CN",
            "shortDescription": { "text": "检查中文公文稿件里未填之处和其他毛病" },
            "rules": all(&self.rules),
            "notifications": all(&self.notices),
        });
        let run = json!({
            "tool": { "driver": driver },
            "language": "zh-CN",
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": done,
                "exitCode": exit_code,
                "toolExecutionNotifications": self.notifications,
            }],
            "artifacts": self.artifacts,
            "results": self.results,
        });
        let mut text = format!("{:#}", json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] }));
        text.push('\n');
        text
    }

    /// The index of a file among the artifacts.
    fn artifact(&mut self, name: &str, sources: &SourceMap) -> usize {
        if let Some(index) = self.artifact_indices.get(name) {
            return *index;
        }
        let index = self.artifacts.len();
        let mut artifact = Map::new();
        artifact.insert("location".to_owned(), json!({ "uri": uri(name), "index": index }));
        let mut roles = vec!["analysisTarget"];
        roles.extend((name == "-").then_some("standardStream"));
        artifact.insert("roles".to_owned(), json!(roles));
        if let Some(source) = sources.named(name) {
            artifact.insert("encoding".to_owned(), json!(charset(source.encoding())));
        }
        self.artifacts.push(Value::Object(artifact));
        self.artifact_indices.insert(name.to_owned(), index);
        index
    }

    fn artifact_location(&mut self, name: &str, sources: &SourceMap) -> Value {
        let index = self.artifact(name, sources);
        json!({ "uri": uri(name), "index": index })
    }

    /// A place as a physical location (3.29).
    fn physical(&mut self, span: Span, sources: &SourceMap) -> Value {
        let span = sources.place(span).span;
        let source = sources.get(span.source);
        json!({ "artifactLocation": self.artifact_location(source.name(), sources), "region": region(source, span) })
    }

    fn locations(&mut self, finding: &Diagnostic, sources: &SourceMap) -> Option<Value> {
        let physical = match (finding.span, &finding.file) {
            (Some(span), _) => self.physical(span, sources),
            (None, Some(file)) => json!({ "artifactLocation": self.artifact_location(file, sources) }),
            (None, None) => return None,
        };
        Some(json!([{ "physicalLocation": physical }]))
    }

    /// A file that could not be read, or was read in an unusual way (3.58).
    fn notify(&mut self, finding: &Diagnostic, sources: &SourceMap) {
        let index = self.notices.index(finding.code);
        let mut notification = Map::new();
        notification.insert("descriptor".to_owned(), json!({ "id": finding.code.id, "index": index }));
        notification.insert("level".to_owned(), json!(level(finding.level)));
        notification.insert("message".to_owned(), json!({ "text": sentences(finding) }));
        if let Some(locations) = self.locations(finding, sources) {
            notification.insert("locations".to_owned(), locations);
        }
        self.notifications.push(Value::Object(notification));
    }

    fn result(&mut self, finding: &Diagnostic, sources: &SourceMap) {
        let index = self.rules.index(finding.code);
        let mut result = Map::new();
        let mut put = |key: &str, value: Value| drop(result.insert(key.to_owned(), value));
        put("ruleId", json!(finding.code.id));
        put("ruleIndex", json!(index));
        put("level", json!(level(finding.level)));
        put("message", json!({ "text": sentences(finding) }));
        if let Some(locations) = self.locations(finding, sources) {
            put("locations", locations);
        }
        if !finding.labels.is_empty() {
            let related = finding.labels.iter().enumerate().map(|(id, label)| {
                let message = if label.text.is_empty() { "另见这里" } else { label.text.as_str() };
                json!({ "id": id, "physicalLocation": self.physical(label.span, sources), "message": { "text": message } })
            });
            put("relatedLocations", json!(related.collect::<Vec<Value>>()));
        }
        put("partialFingerprints", json!({ "zhibiContext/v1": self.fingerprint(finding, sources) }));
        if let Some(fix) = self.fix(finding, sources) {
            put("fixes", json!([fix]));
        }
        put("properties", properties(finding, sources));
        self.results.push(Value::Object(result));
    }

    /// A change ready to be made (3.55), where it changes a file of the user.
    fn fix(&mut self, finding: &Diagnostic, sources: &SourceMap) -> Option<Value> {
        let fix = finding.fix.as_ref()?;
        let source = sources.get(fix.span.source);
        if source.origin().is_some() {
            return None;
        }
        let text =
            if fix.replacement.is_empty() { "删去".to_owned() } else { format!("改为“{}”", fix.replacement) };
        Some(json!({
            "description": { "text": text },
            "artifactChanges": [{
                "artifactLocation": self.artifact_location(source.name(), sources),
                "replacements": [{
                    "deletedRegion": region(source, fix.span),
                    "insertedContent": { "text": fix.replacement },
                }],
            }],
        }))
    }

    /// Stays the same while the words around the place do, wherever they move in the file (3.27.17); `:2` is the
    /// second such place.
    fn fingerprint(&mut self, finding: &Diagnostic, sources: &SourceMap) -> String {
        let mut known_by = format!("{}\n", finding.code.id);
        let name = match finding.span {
            Some(span) => {
                let span = sources.place(span).span;
                known_by.push_str(&context(sources.get(span.source).text(), span));
                sources.get(span.source).name().to_owned()
            }
            None => finding.file.clone().unwrap_or_default(),
        };
        let field = finding.missing.as_ref().and_then(|missing| missing.field.as_deref());
        known_by.push_str(&format!("\n{}", field.unwrap_or_default()));
        let hash = fnv1a(&known_by);
        let index = self.artifact(&name, sources);
        let count = self.occurrences.entry((index, hash)).or_insert(0);
        *count += 1;
        format!("{hash:016x}:{count}")
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

/// The IANA name of an encoding.
fn charset(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Gb18030 => "GB18030",
        Encoding::Utf16Le => "UTF-16LE",
        Encoding::Utf16Be => "UTF-16BE",
    }
}

/// A place as a text region (3.30): lines and columns from 1, the end column one past the last character.
fn region(source: &Source, span: Span) -> Value {
    let (start, end) = (span.start as usize, span.end as usize);
    let (first, last) = (source.position(start), source.position(end));
    let offset = source.char_offset(start);
    let mut region = json!({
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
        "charOffset": offset,
        "charLength": source.char_offset(end).saturating_sub(offset),
    });
    if let Some(text) = source.text().get(start..end).filter(|text| !text.is_empty() && text.len() <= 400) {
        region["snippet"] = json!({ "text": text });
    }
    region
}

/// What is wrong, then what to do: viewers short of room show the first sentence (3.11.3).
fn sentences(finding: &Diagnostic) -> String {
    let mut text = String::new();
    for part in std::iter::once(&finding.message).chain(&finding.hints) {
        text.push_str(part);
        if !part.ends_with(['。', '？', '！', '；']) {
            text.push('。');
        }
    }
    text
}

/// What the one-line forms of other formats have no place for.
fn properties(finding: &Diagnostic, sources: &SourceMap) -> Value {
    let mut properties = Map::new();
    let mut put = |key: &str, value: Value| drop(properties.insert(key.to_owned(), value));
    put("kind", json!(finding.kind.id()));
    if let Some(basis) = &finding.basis {
        put("basis", json!(basis));
    }
    let printed = finding.span.and_then(|span| sources.place(span).field);
    match &finding.missing {
        Some(missing) => {
            put("cls", json!(missing.class));
            put("missing", json!(missing.phrase));
            missing.field.clone().or(printed).into_iter().for_each(|field| put("field", json!(field)));
            missing.known.iter().for_each(|known| put("known", json!(known)));
        }
        None => printed.into_iter().for_each(|field| put("field", json!(field))),
    }
    Value::Object(properties)
}

/// The words around a place on its line, white space left out.
fn context(text: &str, span: Span) -> String {
    let (from, to) = (text.floor_char_boundary(span.start as usize), text.ceil_char_boundary(span.end as usize));
    let words = |c: &char| !c.is_whitespace();
    let before: Vec<char> = text[..from].chars().rev().take_while(|c| *c != '\n').filter(words).take(CONTEXT).collect();
    let behind = text[to..].chars().take_while(|c| *c != '\n').filter(words).take(CONTEXT);
    let inside = text[from..to].chars().filter(words).take(4 * CONTEXT);
    before.into_iter().rev().chain(['\n']).chain(inside).chain(['\n']).chain(behind).collect()
}

fn descriptor(code: Code, text: Option<RuleText>) -> Value {
    let mut descriptor = json!({ "id": code.id, "name": code.slug });
    let Some(text) = text else { return descriptor };
    descriptor["shortDescription"] = json!({ "text": text.title });
    descriptor["fullDescription"] = json!({ "text": text.summary });
    descriptor["help"] = json!({ "text": text.plain, "markdown": text.page });
    if let Some(default) = text.level {
        descriptor["defaultConfiguration"] = json!({ "level": level(default) });
    }
    descriptor
}

/// A path as a URI reference (RFC 3986): every byte but letters, digits and `-._~/` percent-encoded.
fn uri(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let path = path.trim_start_matches("./");
    let mut uri = String::with_capacity(path.len() * 2);
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if cfg!(windows) && path.chars().nth(1) == Some(':') {
        uri.push_str("file:///");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::super::Missing;
    use super::*;

    const STAR: Code = Code::new("PH001", "unfilled-asterisk");

    fn gap(id: crate::source::SourceId, text: &str, at: usize) -> Diagnostic {
        Diagnostic::new(STAR, Level::Error, Kind::Placeholder, "空着")
            .at(Span::new(id, at, at + 1))
            .hint("是不是忘了？")
            .hint("填上")
            .also(Span::new(id, 0, text.find('县').map_or(0, |at| at + 3)), "")
            .fix(Span::new(id, at, at + 1), "12")
            .missing(Missing {
                class: "count",
                phrase: "镇的个数".into(),
                field: Some("镇数".into()),
                known: Some("12".into()),
            })
    }

    fn describe(code: Code) -> Option<RuleText> {
        (code == STAR).then(|| RuleText {
            title: "星号没有填".into(),
            summary: "一段。".into(),
            plain: "全文。".into(),
            page: "# 全文".into(),
            level: Some(Level::Error),
        })
    }

    fn document(sarif: Sarif) -> Value {
        let text = sarif.finish("0.1.0", 1, true, &describe);
        serde_json::from_str(&text).expect("one JSON document")
    }

    fn sample(text: &str) -> Value {
        let mut sources = SourceMap::new();
        let id = sources.add("资料/甲 乙.txt", text);
        let found: Vec<Diagnostic> = text.match_indices('*').map(|(at, _)| gap(id, text, at)).collect();
        let mut sarif = Sarif::new();
        sarif.add("资料/甲 乙.txt", &found, &sources);
        document(sarif)
    }

    #[test]
    fn places_count_code_points_from_one_and_ends_are_exclusive() {
        let log = sample("全县\n共有𠮷*个镇\n");
        let result = &log["runs"][0]["results"][0];
        let place = &result["locations"][0]["physicalLocation"];
        let expected = json!({
            "startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 5, "charOffset": 6, "charLength": 1,
            "snippet": { "text": "*" },
        });
        assert_eq!(place["region"], expected);
        assert_eq!(place["artifactLocation"]["uri"], "%E8%B5%84%E6%96%99/%E7%94%B2%20%E4%B9%99.txt");
        let change = &result["fixes"][0]["artifactChanges"][0];
        assert_eq!(change["replacements"][0]["deletedRegion"], expected);
        assert_eq!(change["replacements"][0]["insertedContent"]["text"], "12");
        assert_eq!(result["message"]["text"], "空着。是不是忘了？填上。");
        assert_eq!(result["relatedLocations"][0]["physicalLocation"]["region"]["charLength"], 2);
        assert_eq!(result["properties"]["known"], "12");
    }

    #[test]
    fn fingerprints_follow_the_words_not_the_line() {
        let print = |log: &Value, index: usize| -> String {
            let prints = &log["runs"][0]["results"][index]["partialFingerprints"];
            prints["zhibiContext/v1"].as_str().expect("a fingerprint").to_owned()
        };
        let (one, moved) = (sample("共有*个镇\n共有*个镇\n"), sample("新加的一行\n  共有*个 镇\n共有*条河\n"));
        assert_eq!(print(&one, 0), print(&moved, 0));
        assert_ne!(print(&one, 1), print(&moved, 1));
        assert_eq!(print(&one, 0).replace(":1", ":2"), print(&one, 1), "equal places are numbered");
    }

    #[test]
    fn rules_are_listed_once_and_found_by_their_index() {
        let log = sample("共有*个镇，*条河\n");
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"].as_array().map(Vec::len), Some(1));
        for result in run["results"].as_array().expect("results") {
            assert_eq!((result["ruleIndex"].as_u64(), result["ruleId"].as_str()), (Some(0), Some("PH001")));
        }
        assert_eq!(run["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"], "error");
    }

    #[test]
    fn a_file_that_could_not_be_read_is_told_by_the_run() {
        let mut sarif = Sarif::new();
        let code = Code::new("FS001", "missing-file");
        let missing = Diagnostic::new(code, Level::Error, Kind::File, "找不到").in_file("无.txt");
        sarif.add("无.txt", &[missing], &SourceMap::new());
        let log = document(sarif);
        let notice = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
        assert_eq!((notice["level"].as_str(), notice["descriptor"]["id"].as_str()), (Some("error"), Some("FS001")));
        assert_eq!(log["runs"][0]["results"], json!([]));
        assert_eq!(log["runs"][0]["tool"]["driver"]["notifications"][0]["id"], "FS001");
    }

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri("./a/b c.txt"), "a/b%20c.txt");
        assert_eq!(uri("a:b%.md"), "a%3Ab%25.md");
        assert_eq!(uri("/x/县.md"), "file:///x/%E5%8E%BF.md");
    }
}
