//! An input to a Markdown and a PDF, all or nothing (D12: while something must be changed, no PDF).

use super::Observer;
use super::check::{Examined, examine, gap_spans, sort};
use super::outputs::{Job, MarkdownTarget, markdown_target};
use super::picture;
use super::policy::{Choice, Projects};
use super::typefaces::Typefaces;
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Reported, Sink};
use crate::font::FontSet;
use crate::layout::{self, page::PagedDocument};
use crate::source::{SourceMap, Span};
use crate::workspace::{Entry, Output, Workspace, unwritable};
use crate::writer;
use crate::writer::pdf::{ArchiveProfile, PdfOptions};
use std::path::{Path, PathBuf};

const TOO_LONG: Code = Code::new("LY002", "too-long");
const PDF_FAILED: Code = Code::new("FS017", "pdf-failed");

/// Where outputs go unless the user says so.
pub const OUT: &str = "out";

/// How reports are built.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BuildOptions {
    /// The output folder.
    pub out: PathBuf,
    /// Write the PDF in spite of gaps, marked as draft.
    pub draft: bool,
    /// Replace Markdown that was edited by hand.
    pub force: bool,
    /// A folder with fonts of the user's.
    pub fonts: Option<PathBuf>,
    /// A folder with templates of the user's.
    pub templates: Option<PathBuf>,
    /// The archive profile of the PDF.
    pub profile: ArchiveProfile,
    /// What the command line says about rules and the project file.
    pub choice: Choice,
}

impl BuildOptions {
    /// The command that builds `input` as these options do, with `extra` options, for a user to copy.
    pub fn command(&self, extra: &[&str], input: &str) -> String {
        let mut words: Vec<String> = ["zhibi", "build"].iter().chain(extra).map(|word| (*word).to_owned()).collect();
        let folders = [("--fonts", &self.fonts), ("--templates", &self.templates)];
        let out = (self.out != Path::new(OUT)).then_some(("--out", &self.out));
        let named = folders.iter().filter_map(|(option, folder)| Some((*option, folder.as_ref()?)));
        for (option, folder) in out.into_iter().chain(named) {
            words.extend([option.to_owned(), quoted(&folder.display().to_string())]);
        }
        words.extend((self.draft && !extra.contains(&"--draft")).then(|| "--draft".to_owned()));
        words.extend(self.choice.no_project.then(|| "--no-project".to_owned()));
        words.push(quoted(input));
        words.join(" ")
    }
}

/// A word as a shell takes it for one.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./\\:~，。（）《》、—".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("\"{word}\"") }
}

/// What became of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BuildState {
    /// Markdown and PDF are written.
    Complete,
    /// Markdown and PDF are written, the PDF as draft.
    Draft,
    /// The Markdown is written; the PDF is not, because something must be changed.
    Refused {
        /// An older PDF that stands there still.
        stale: Option<PathBuf>,
    },
    /// Nothing is written.
    Failed,
}

/// A report after its build.
#[derive(Debug)]
pub struct Built {
    /// The input as the user named it.
    pub name: String,
    /// The texts the findings speak of.
    pub sources: SourceMap,
    /// What was found, in reading order.
    pub findings: Vec<Diagnostic>,
    /// The command that would build it in spite of gaps.
    pub draft_command: String,
    /// What became of it.
    pub state: BuildState,
    /// Files written.
    pub written: Vec<PathBuf>,
    /// Files that were left as they are, because they are the input.
    pub kept: Vec<PathBuf>,
    /// Files of the pictures it shows.
    pub pictures: Vec<PathBuf>,
    /// Number of pages, if they were laid out.
    pub pages: Option<usize>,
}

/// Builds one report after the other with the same options and fonts.
#[derive(Debug)]
pub struct Builder<'a> {
    workspace: &'a mut Workspace,
    options: BuildOptions,
    typefaces: Typefaces,
    projects: Projects,
}

impl<'a> Builder<'a> {
    /// A builder; nothing is read yet.
    pub fn new(workspace: &'a mut Workspace, options: BuildOptions) -> Self {
        let projects = Projects::new(options.choice.clone());
        Builder { workspace, options, typefaces: Typefaces::default(), projects }
    }

    /// Builds one report.
    pub fn build(&mut self, job: &Job, observer: &mut dyn Observer) -> Built {
        let mut built = Built {
            name: job.input.name(),
            sources: SourceMap::new(),
            findings: Vec::new(),
            draft_command: self.options.command(&["--draft"], &job.input.name()),
            state: BuildState::Failed,
            written: Vec::new(),
            kept: Vec::new(),
            pictures: Vec::new(),
            pages: None,
        };
        let mut sink = Sink::new();
        if let Ok(state) = self.attempt(job, &mut built, &mut sink, observer) {
            built.state = state;
        }
        built.findings = sink.into_items();
        sort(&mut built.findings, &built.sources);
        built
    }

    fn attempt(
        &mut self,
        job: &Job,
        built: &mut Built,
        sink: &mut Sink,
        observer: &mut dyn Observer,
    ) -> Result<BuildState, Reported> {
        let folder = &self.options.out;
        self.workspace.can_write_to(folder).map_err(|error| sink.fail(unwritable(&error)))?;
        let (input, templates) = (job.input.clone(), self.options.templates.as_deref());
        let sources = &mut built.sources;
        let mut examined = examine(input, self.workspace, templates, &mut self.projects, sources, sink, observer)?;
        examined.policy.close(&examined.ledger, sink);
        built.pictures = examined.pictures.files().map(Path::to_path_buf).collect();
        let beside = job.markdown.parent().unwrap_or(Path::new(""));
        let document = picture::named_from(beside, &examined.reading.document, &examined.pictures, self.workspace);
        let markdown = writer::markdown::write(&document);
        let mut outputs = Vec::new();
        match markdown_target(job, &markdown, &self.options, self.workspace, observer) {
            Ok(MarkdownTarget::Write) => {
                outputs.push(Output { path: job.markdown.clone(), bytes: markdown.into_bytes() });
            }
            Ok(MarkdownTarget::Keep) => built.kept.push(job.markdown.clone()),
            Err(finding) => return Err(sink.fail(*finding)),
        }
        observer.finished("写 Markdown");
        let pdf = self.pdf(&mut examined, built, sink, observer)?;
        let refused = pdf.is_none();
        outputs.extend(pdf.map(|bytes| Output { path: job.pdf.clone(), bytes }));
        let paths: Vec<PathBuf> = outputs.iter().map(|output| output.path.clone()).collect();
        self.workspace.write(outputs).map_err(|error| sink.fail(unwritable(&error)))?;
        built.written = paths;
        observer.finished("存盘");
        if refused {
            let stale = self.workspace.entry(&job.pdf) == Some(Entry::File);
            return Ok(BuildState::Refused { stale: stale.then(|| job.pdf.clone()) });
        }
        Ok(if self.options.draft { BuildState::Draft } else { BuildState::Complete })
    }

    /// The PDF; `None` if something must be changed first.
    fn pdf(
        &mut self,
        examined: &mut Examined,
        built: &mut Built,
        sink: &mut Sink,
        observer: &mut dyn Observer,
    ) -> Result<Option<Vec<u8>>, Reported> {
        let draft = self.options.draft;
        if !draft && sink.ok_since(0).is_err() {
            observer.decided("有必改之处，不写 PDF");
            return Ok(None);
        }
        let style = examined.house.style();
        if let Some(place) = layout::overlong(&examined.reading.document, &style) {
            sink.push(too_long(place));
            observer.decided("太长，不排版");
            return Ok(None);
        }
        let folder = self.options.fonts.as_deref().or(examined.policy.settings.fonts.as_deref());
        let mark = sink.len();
        let fonts = self.typefaces.open(folder, self.workspace, sink, observer)?;
        observer.finished("字体");
        let gaps = if draft { gap_spans(examined, &built.sources, sink.items()) } else { Vec::new() };
        let options = layout::Options { gaps: &gaps, draft, pictures: &examined.pictures.shown };
        examined.house.tell_departures(sink);
        let pages = layout::lay_out(&examined.reading.document, &style, fonts, &options, sink);
        examined.policy.judge(sink, mark, Some(&mut examined.ledger), &built.sources);
        pages.decisions.iter().for_each(|decision| observer.decided(decision));
        observer.finished("排版");
        if !draft && sink.ok_since(0).is_err() {
            observer.decided("排版时发现必改之处，不写 PDF");
            return Ok(None);
        }
        let bytes =
            write_pdf(&pages, fonts, self.options.profile, &built.name).map_err(|finding| sink.fail(*finding))?;
        built.pages = Some(pages.pages.len());
        observer.finished("写 PDF");
        Ok(Some(bytes))
    }
}

fn too_long(place: Span) -> Diagnostic {
    let message = format!("到这里已经超过 {} 页，没有排版", layout::MAX_PAGES);
    Diagnostic::new(TOO_LONG, Level::Error, Kind::Layout, message)
        .at(place)
        .because("这样长的多半不是一份材料：粘进了别的内容，或者每几个字就断了行")
        .hint("删去多余的内容；确实这样长的，分成几个文件")
}

fn write_pdf(
    pages: &PagedDocument,
    fonts: &FontSet,
    profile: ArchiveProfile,
    name: &str,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let options = PdfOptions { profile, ..PdfOptions::default() };
    writer::pdf::write(pages, fonts, &options).map_err(|reason| {
        let finding = Diagnostic::new(PDF_FAILED, Level::Error, Kind::File, "PDF 没能写成").in_file(name.to_owned());
        Box::new(finding.because(reason).hint("用了自己的字体的，去掉 --fonts 再试一次"))
    })
}
