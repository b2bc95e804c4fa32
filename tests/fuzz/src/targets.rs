//! The fuzz targets: one input each through the stages in memory, and what must hold of whatever comes out.
//!
//! Bytes come in as a user's file would. No target may panic; every place of a finding lies in its text on character
//! boundaries; every form of output can be written; no internal mark reaches a reader.

use std::path::Path;
use zhibi::diagnostic::{Diagnostic, Sarif, concise, digest, full, in_context, jsonl};
use zhibi::pipeline::{BuildOptions, Builder, Checked, Input, InputKind, Job, Projects, Unobserved, check};
use zhibi::source::{SourceMap, Span};
use zhibi::workspace::{TEXT_LIMIT, Workspace};

/// A target by its name.
pub type Target = fn(&[u8]);

/// All targets.
pub const ALL: &[(&str, Target)] = &[
    ("check_text", check_text),
    ("check_markdown", check_markdown),
    ("check_data", check_data),
    ("build_data", build_data),
    ("template", template),
];

const SCHEMA: &str = include_str!("../../../report-templates/政协提案/schema.yaml");
const DATA: &str = include_str!("../../../data/青禾县提案.yaml");

/// A plain draft is checked, in any encoding or none.
pub fn check_text(bytes: &[u8]) {
    check_bytes(&accepted(bytes), InputKind::Plain);
    check_bytes(bytes, InputKind::Plain);
}

/// A Markdown draft is checked.
pub fn check_markdown(bytes: &[u8]) {
    check_bytes(&accepted(bytes), InputKind::Markdown);
}

/// Data are checked with the kind they name.
pub fn check_data(bytes: &[u8]) {
    check_bytes(&accepted(bytes), InputKind::Data);
}

/// The bytes as text that a reader would accept: one broken character refuses a whole file, and a fuzzer would hardly
/// get past the door. What is no text goes through `check_text`.
fn accepted(bytes: &[u8]) -> Vec<u8> {
    let marks = |c: char| matches!(c, '\u{FDD0}'..='\u{FDEF}') || (c as u32) & 0xFFFE == 0xFFFE || c == '\u{0}';
    String::from_utf8_lossy(bytes).replace(marks, "").into_bytes()
}

/// Data become Markdown and PDF.
pub fn build_data(bytes: &[u8]) {
    let bytes = &accepted(bytes);
    let mut workspace = Workspace::in_memory([("甲.yaml", bytes.as_slice())]);
    build(&mut workspace, None);
}

/// Finished data are merged into a template made of the bytes.
pub fn template(bytes: &[u8]) {
    let bytes = &accepted(bytes);
    let files = [
        ("模板/政协提案/schema.yaml", SCHEMA.as_bytes()),
        ("模板/政协提案/template.md", bytes.as_slice()),
        ("甲.yaml", DATA.as_bytes()),
    ];
    let mut workspace = Workspace::in_memory(files);
    let folder = Some(Path::new("模板"));
    hold(&check(&workspace, Input::file("甲.yaml"), folder, &mut Projects::default()));
    build(&mut workspace, folder);
}

fn check_bytes(bytes: &[u8], kind: InputKind) {
    let workspace = Workspace::in_memory([("没有", "")]);
    let input = Input::Bytes(bytes.to_vec(), Some(kind));
    hold(&check(&workspace, input, None, &mut Projects::default()));
}

/// Builds `甲.yaml` as a draft.
fn build(workspace: &mut Workspace, templates: Option<&Path>) {
    let job = Job { input: "甲.yaml".into(), markdown: "out/甲.md".into(), pdf: "out/甲.pdf".into() };
    let options = BuildOptions {
        out: "out".into(),
        draft: true,
        templates: templates.map(Path::to_path_buf),
        ..BuildOptions::default()
    };
    let built = Builder::new(workspace, options).build(&job, &mut Unobserved);
    hold(&Checked { sources: built.sources, findings: built.findings });
    for path in built.written {
        hold_output(workspace, &path);
    }
}

fn hold_output(workspace: &Workspace, path: &Path) {
    let bytes = workspace.read(path, u64::MAX).expect("a written file can be read");
    if path.extension().is_some_and(|ending| ending == "pdf") {
        assert!(bytes.starts_with(b"%PDF-"), "no PDF");
        return;
    }
    let text = std::str::from_utf8(&bytes).expect("Markdown is UTF-8");
    no_marks(text);
    if bytes.len() as u64 <= TEXT_LIMIT {
        check_bytes(&bytes, InputKind::Markdown);
    }
}

/// What must hold of findings.
fn hold(checked: &Checked) {
    let Checked { sources, findings } = checked;
    for finding in findings {
        hold_places(finding, sources);
        no_marks(&full(finding, sources, false));
        no_marks(&full(finding, sources, true));
        no_marks(&concise(finding, sources));
        no_marks(&jsonl(finding, sources));
    }
    no_marks(&digest(&findings.iter().collect::<Vec<_>>(), sources, 3, false));
    let mut sarif = Sarif::new();
    sarif.add("-", findings, sources);
    no_marks(&sarif.finish("0", 0, true, &|_| None));
}

fn hold_places(finding: &Diagnostic, sources: &SourceMap) {
    let fix = finding.fix.as_ref().map(|fix| fix.span);
    let labels = finding.labels.iter().map(|label| label.span);
    for span in finding.span.into_iter().chain(labels).chain(fix) {
        hold_span(span, sources, finding);
        // Where the user is sent to.
        hold_span(sources.place(span).span, sources, finding);
        in_context(span, sources);
    }
}

fn hold_span(span: Span, sources: &SourceMap, finding: &Diagnostic) {
    let text = sources.get(span.source).text();
    let (start, end) = (span.start as usize, span.end as usize);
    let whole = start <= end && text.is_char_boundary(start) && text.is_char_boundary(end);
    assert!(whole, "{}: {start}..{end} of {} bytes", finding.code.id, text.len());
}

/// No internal mark is shown: they are noncharacters, and no input that holds one is accepted.
fn no_marks(text: &str) {
    let is_mark = |c: &char| matches!(*c, '\u{FDD0}'..='\u{FDEF}') || (*c as u32) & 0xFFFE == 0xFFFE;
    let mark = text.chars().find(is_mark);
    assert!(mark.is_none(), "the mark {mark:?} is shown: {text}");
}
