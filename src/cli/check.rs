//! `zhibi check`.

use super::Ending;
use super::arguments::{Check, Format, InputKind as Kind};
use super::input::{is_stdin, open};
use super::misuse::Misuse;
use super::report::{self, Summary};
use super::rules;
use super::screen::Screen;
use crate::diagnostic::{Diagnostic, Kind as Subject, Level, Sarif};
use crate::pipeline::{self, Checked, Choice, InputKind, Projects};
use crate::source::SourceMap;
use crate::workspace::Workspace;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A run shorter than this says nothing about its progress.
const PATIENCE: Duration = Duration::from_secs(1);

/// Checks every file.
pub(super) fn run(arguments: Check, screen: &mut Screen) -> Result<Ending, Misuse> {
    let kind = arguments.kind.map(|kind| match kind {
        Kind::Yaml => InputKind::Data,
        Kind::Md => InputKind::Markdown,
        Kind::Txt => InputKind::Plain,
    });
    if arguments.files.iter().filter(|file| is_stdin(file)).count() > 1 {
        return Err(Misuse::new("check", "标准输入（-）写了不止一次", "请只留一个"));
    }
    let (only, off) = (codes(&arguments.only)?, codes(&arguments.off)?);
    let mut projects = Projects::new(Choice { only, off, no_project: arguments.no_project });
    let workspace = Workspace::disk();
    let mut run = Run {
        format: arguments.format,
        threshold: if arguments.strict { Level::Warning } else { Level::Error },
        screen,
        summary: Summary::default(),
        sarif: Sarif::new(),
        ending: Ending::Clean,
    };
    let files = run.expand(&workspace, arguments.files);
    let started = Instant::now();
    for (number, file) in files.iter().enumerate() {
        if started.elapsed() > PATIENCE {
            let line = format!("正在检查第 {} 个，共 {} 个：{}", number + 1, files.len(), file.display());
            run.screen.err.passing(&line);
        }
        let checked = match open(file, kind, &workspace) {
            Ok(input) => pipeline::check(&workspace, input, arguments.templates.as_deref(), &mut projects),
            Err(problem) => Checked { sources: SourceMap::new(), findings: vec![*problem] },
        };
        run.screen.err.passed();
        run.tell(&file.display().to_string(), &checked);
    }
    Ok(run.finish())
}

/// What a run has found and said so far.
struct Run<'a> {
    format: Format,
    /// The least level that counts for the exit code.
    threshold: Level,
    screen: &'a mut Screen,
    summary: Summary,
    sarif: Sarif,
    ending: Ending,
}

impl Run<'_> {
    /// The files to check, folders opened; what is passed over is said.
    fn expand(&mut self, workspace: &Workspace, paths: Vec<PathBuf>) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for path in paths {
            let Some(folder) = pipeline::expand(workspace, &path) else {
                files.push(path);
                continue;
            };
            if let Some(skipped) = folder.skipped_words().filter(|_| !folder.files.is_empty()) {
                let count = folder.files.len();
                let line = format!("文件夹“{}”：检查 {count} 个文件；不检查的有 {skipped}", path.display());
                self.screen.err.line(&line);
            }
            if !folder.findings.is_empty() {
                let Checked { sources, findings } = Checked { sources: SourceMap::new(), findings: folder.findings };
                self.sarif.add(&path.display().to_string(), &findings, &sources);
                report::print(&findings, &sources, Format::Full, &mut self.screen.err);
                self.ending = Ending::Failed;
            }
            files.extend(folder.files);
        }
        files
    }

    /// Prints what was found in one input, or keeps it for the document at the end.
    fn tell(&mut self, input: &str, checked: &Checked) {
        let (failures, findings): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
            checked.findings.iter().partition(|finding| is_failure(finding));
        let form = if self.format == Format::Full { Format::Full } else { Format::Concise };
        report::print(failures.iter().copied(), &checked.sources, form, &mut self.screen.err);
        report::print(findings.iter().copied(), &checked.sources, self.format, &mut self.screen.out);
        if self.format == Format::Sarif {
            self.sarif.add(input, &checked.findings, &checked.sources);
        }
        if !failures.is_empty() {
            self.ending = Ending::Failed;
        } else if findings.iter().any(|finding| finding.level >= self.threshold) {
            self.ending = self.ending.max(Ending::Findings);
        }
        self.summary.add(input.to_owned(), &findings, failures.is_empty());
    }

    /// Says what it all comes to.
    fn finish(self) -> Ending {
        let done = self.ending != Ending::Failed;
        match self.format {
            Format::Full if done || self.summary.has_findings() => {
                self.summary.lines().iter().for_each(|line| self.screen.out.line(line));
            }
            Format::Sarif => {
                let version = env!("CARGO_PKG_VERSION");
                let document = self.sarif.finish(version, self.ending.code(), done, &rules::text_of);
                self.screen.out.text(&document);
            }
            Format::Full | Format::Concise | Format::Jsonl => {}
        }
        self.ending
    }
}

/// The rules that an option names, several parted by commas.
fn codes(names: &[String]) -> Result<Vec<&'static str>, Misuse> {
    let names = names.iter().flat_map(|names| names.split([',', '，', '、']));
    names.map(|name| pipeline::known_code(name).ok_or_else(|| unknown_rule(name))).collect()
}

fn unknown_rule(name: &str) -> Misuse {
    let remedy = match pipeline::nearest_code(name) {
        Some(near) => format!("是不是 {near}？"),
        None => "编号和名字在检查结果的方括号里，例如 PH001 或者 unfilled-asterisk".to_owned(),
    };
    Misuse::new("check", format!("没有“{name}”这条规则"), remedy)
}

/// Whether a finding means that the check could not be done at all.
fn is_failure(finding: &Diagnostic) -> bool {
    finding.kind == Subject::File && finding.level == Level::Error
}
