//! `zhibi build`.

use super::Ending;
use super::arguments::{Build, Format};
use super::input::{is_stdin, open};
use super::misuse::Misuse;
use super::report::{self, Tally};
use super::screen::{Screen, Stream};
use super::watch::Watched;
use crate::diagnostic::{Diagnostic, Kind, Level};
use crate::pipeline::{self, ArchiveProfile, BuildOptions, BuildState, Built, Choice, Input, Observer};
use crate::source::SourceMap;
use crate::workspace::Workspace;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Builds every file; one that fails does not keep the others from being built. Watching, it does so again after each
/// change.
pub(super) fn run(arguments: Build, screen: &mut Screen) -> Result<Ending, Misuse> {
    if arguments.files.iter().filter(|file| is_stdin(file)).count() > 1 {
        return Err(Misuse::new("build", "标准输入（-）写了不止一次", "请只留一个"));
    }
    if arguments.watch && arguments.files.iter().any(|file| is_stdin(file)) {
        return Err(Misuse::new("build", "--watch 看不了标准输入（-）", "请写文件名"));
    }
    let options = BuildOptions {
        out: arguments.out,
        draft: arguments.draft,
        force: arguments.force,
        fonts: arguments.fonts,
        templates: arguments.templates,
        profile: if arguments.archive_1b { ArchiveProfile::A1b } else { ArchiveProfile::A2a },
        choice: Choice { no_project: arguments.no_project, ..Choice::default() },
    };
    let mut workspace = Workspace::disk();
    let mut stopwatch = Stopwatch { started: Instant::now(), lines: arguments.verbose.then(Vec::new) };
    let opened: Result<Vec<Input>, _> = arguments.files.iter().map(|file| open(file, None, &workspace)).collect();
    let planned = opened.map_err(|problem| vec![*problem]).and_then(|inputs| pipeline::plan(inputs, &options.out));
    let jobs = match planned {
        Ok(jobs) => jobs,
        Err(problems) => {
            report::print(&problems, &SourceMap::new(), Format::Full, &mut screen.err);
            return Ok(Ending::Failed);
        }
    };
    let mut watched = Watched::default();
    if arguments.watch {
        arguments.files.iter().for_each(|file| watch_input(&mut watched, file, &workspace));
        options.templates.iter().for_each(|folder| watched.add(folder, &workspace));
    }
    loop {
        // A new one each time: it remembers project files and fonts.
        let mut builder = pipeline::Builder::new(&mut workspace, options.clone());
        let (mut ending, mut read) = (Ending::Clean, BTreeSet::new());
        for job in &jobs {
            let built = builder.build(job, &mut stopwatch);
            stopwatch.print(&mut screen.err);
            ending = ending.max(tell(&built, arguments.verbose, screen));
            read.extend(built.sources.names().map(PathBuf::from));
            read.extend(built.pictures.iter().cloned());
        }
        if !arguments.watch {
            return Ok(ending);
        }
        // What the run wrote is no reason to run again.
        let made = |path: &PathBuf| jobs.iter().any(|job| *path == job.markdown || *path == job.pdf);
        let read = read.into_iter().filter(|path| arguments.files.contains(path) || !made(path));
        read.for_each(|path| watch_source(&mut watched, &path, &arguments.files, &workspace));
        screen.out.line("\n看着这些文件，改了就重做；按 Ctrl+C 结束");
        screen.flush();
        if !screen.out.is_open() {
            return Ok(ending);
        }
        let changed = watched.wait(&workspace);
        let name = changed.first().map(|path| path.display().to_string()).unwrap_or_default();
        let more = if changed.len() > 1 { format!("等 {} 处", changed.len()) } else { String::new() };
        screen.out.line(&format!("有改动：{name}{more}"));
        stopwatch.started = Instant::now();
    }
}

/// Watches an input, and the place where a project file for it would stand.
fn watch_input(watched: &mut Watched, file: &Path, workspace: &Workspace) {
    watched.add(file, workspace);
    watched.add(&file.with_file_name(pipeline::PROJECT_FILE), workspace);
}

/// Watches a file that was read; with a template or a further data file, the folder into which another may come.
fn watch_source(watched: &mut Watched, path: &Path, inputs: &[PathBuf], workspace: &Workspace) {
    // The sheet of a workbook stands in brackets behind its file.
    let sheet = path.to_str().and_then(|name| name.rsplit_once('[')).map(|(file, _)| PathBuf::from(file));
    let path = match sheet {
        Some(file) if workspace.stamp(path).is_none() => file,
        _ => path.to_path_buf(),
    };
    let path = path.as_path();
    if workspace.stamp(path).is_none() {
        return;
    }
    watched.add(path, workspace);
    let aside = inputs.iter().all(|input| input.parent() != path.parent());
    path.parent().filter(|_| aside).into_iter().for_each(|folder| watched.add(folder, workspace));
}

/// Says what became of one report.
fn tell(built: &Built, verbose: bool, screen: &mut Screen) -> Ending {
    let findings = &built.findings;
    let draft = matches!(built.state, BuildState::Draft);
    let listed = || findings.iter().filter(|finding| verbose || is_listed(finding, draft));
    let shown = if verbose { report::SHOWN_WHEN_VERBOSE } else { report::SHOWN_PER_RULE };
    report::print_folded(listed(), &built.sources, shown, &mut screen.err);
    if draft && !verbose {
        let gaps = findings.iter().filter(|finding| finding.level == Level::Error && !is_listed(finding, draft));
        report::print(gaps, &built.sources, Format::Concise, &mut screen.err);
    }
    for path in &built.kept {
        screen.out.line(&format!("{} 没有改动", path.display()));
    }
    for path in &built.written {
        let is_pdf = path.extension().is_some_and(|ending| ending == "pdf");
        let pages = built.pages.filter(|_| is_pdf).map(|pages| format!("（{pages} 页）")).unwrap_or_default();
        screen.out.line(&format!("已写出 {}{pages}", path.display()));
    }
    let tally = Tally::of(findings);
    let listed = listed().count();
    match &built.state {
        BuildState::Failed => {
            screen.err.line(&format!("“{}”没有写成", built.name));
            Ending::Failed
        }
        BuildState::Refused { stale } => {
            screen.err.line(&format!("还有 {} 处必改，PDF 没有写出", tally.errors));
            if let Some(stale) = stale {
                screen.err.line(&format!("{} 是以前的，内容已经过时", stale.display()));
            }
            screen.err.line(&format!("补全后再运行一次；要先看草稿，写 {}", built.draft_command));
            Ending::Findings
        }
        BuildState::Draft => {
            screen.out.line(&format!("草稿：{}", tally.words().unwrap_or_else(|| "没有发现问题".to_owned())));
            Ending::Clean
        }
        BuildState::Complete => {
            let line = match tally.words() {
                None => "检查：没有发现问题".to_owned(),
                Some(words) if listed == findings.len() => format!("检查：{words}"),
                Some(words) if listed > 0 => format!("检查：{words}（其余的加 --verbose 列出）"),
                Some(words) => format!("检查：{words}（加 --verbose 逐条列出）"),
            };
            screen.out.line(&line);
            Ending::Clean
        }
    }
}

/// Whether a finding says that something of the input will not be printed: text cut off at #, unknown fields, fields
/// the template does not read, unknown front matter. Nobody sees on the page what is not there.
fn is_unprinted(finding: &Diagnostic) -> bool {
    matches!(finding.code.id, "DA011" | "DA021" | "DA024" | "MD020")
}

/// Whether a finding is shown in full though nobody asked for everything: what must be changed, what only a build can
/// find, and what will not be printed.
fn is_listed(finding: &Diagnostic, draft: bool) -> bool {
    if is_unprinted(finding) {
        return true;
    }
    match finding.level {
        Level::Error => !draft || finding.kind == Kind::Layout,
        Level::Warning => matches!(finding.kind, Kind::Layout | Kind::File),
        Level::Info => finding.kind == Kind::File,
    }
}

/// Times the stages, if asked to.
struct Stopwatch {
    started: Instant,
    lines: Option<Vec<String>>,
}

impl Stopwatch {
    fn print(&mut self, stream: &mut Stream) {
        for line in self.lines.iter_mut().flat_map(std::mem::take) {
            stream.line(&line);
        }
    }
}

impl Observer for Stopwatch {
    fn finished(&mut self, stage: &str) {
        let now = Instant::now();
        if let Some(lines) = &mut self.lines {
            let milliseconds = now.duration_since(self.started).as_secs_f64() * 1000.0;
            lines.push(format!("{stage}：{milliseconds:.1} 毫秒"));
        }
        self.started = now;
    }

    fn decided(&mut self, decision: &str) {
        if let Some(lines) = &mut self.lines {
            lines.push(decision.to_owned());
        }
    }
}
