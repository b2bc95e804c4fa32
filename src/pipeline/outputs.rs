//! Where outputs go, and what must not be overwritten.

use super::Observer;
use super::build::BuildOptions;
use super::input::Input;
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::source::decode;
use crate::workspace::{Entry, TEXT_LIMIT, Workspace};
use crate::writer::markdown::{State, fingerprint};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const SAME_OUTPUT: Code = Code::new("FS013", "same-output");
const EDITED: Code = Code::new("FS014", "edited-output");

/// One report to build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The data or draft.
    pub input: Input,
    /// The Markdown to write.
    pub markdown: PathBuf,
    /// The PDF to write.
    pub pdf: PathBuf,
}

/// One job per input: `资料/甲.yaml` becomes `out/甲.md` and `out/甲.pdf`; bytes without a file become `报告`.
///
/// # Errors
/// A finding for every pair of inputs whose outputs would be the same files.
pub fn plan(inputs: Vec<Input>, out: &Path) -> Result<Vec<Job>, Vec<Diagnostic>> {
    let mut stems: BTreeMap<String, String> = BTreeMap::new();
    let (mut jobs, mut problems) = (Vec::new(), Vec::new());
    for input in inputs {
        let stem = input.stem();
        // Some file systems do not tell capital letters.
        if let Some(first) = stems.insert(stem.to_lowercase(), input.name()) {
            problems.push(same_output(&first, &input.name(), &out.join(format!("{stem}.md"))));
        }
        let (markdown, pdf) = (out.join(format!("{stem}.md")), out.join(format!("{stem}.pdf")));
        jobs.push(Job { input, markdown, pdf });
    }
    if problems.is_empty() { Ok(jobs) } else { Err(problems) }
}

fn same_output(first: &str, second: &str, output: &Path) -> Diagnostic {
    let message = format!("“{first}”和“{second}”会写成同一个文件 {}", output.display());
    Diagnostic::new(SAME_OUTPUT, Level::Error, Kind::File, message)
        .in_file(second.to_string())
        .hint("请把其中一个改名，或者分两次运行，用 --out 写到不同的文件夹")
}

/// What is to happen with the Markdown of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkdownTarget {
    /// Write it.
    Write,
    /// Leave it: it is the input itself, or it already says the same.
    Keep,
}

/// Decides about the Markdown of a job.
///
/// # Errors
/// A file that somebody else wrote or edited stands there, and `force` does not allow to replace it.
pub(super) fn markdown_target(
    job: &Job,
    text: &str,
    options: &BuildOptions,
    workspace: &Workspace,
    observer: &mut dyn Observer,
) -> Result<MarkdownTarget, Box<Diagnostic>> {
    let target = &job.markdown;
    if workspace.entry(target) != Some(Entry::File) {
        return Ok(MarkdownTarget::Write);
    }
    if job.input.path().is_some_and(|input| workspace.is_same_file(input, target)) {
        observer.decided("输入就是输出文件夹里的 Markdown，不改动它，只写 PDF");
        return Ok(MarkdownTarget::Keep);
    }
    let present = workspace.read(target, TEXT_LIMIT).ok().and_then(|bytes| decode(bytes).ok());
    match present {
        Some(present) if present.text == text => Ok(MarkdownTarget::Write),
        Some(present) if fingerprint(&present.text) == Some(State::Untouched) => Ok(MarkdownTarget::Write),
        _ if options.force => {
            observer.decided("按 --force 覆盖手工改过的 Markdown");
            Ok(MarkdownTarget::Write)
        }
        _ => Err(Box::new(edited(job, options))),
    }
}

fn edited(job: &Job, options: &BuildOptions) -> Diagnostic {
    let name = job.markdown.display().to_string();
    let again = options.command(&[], &name);
    let anew = options.command(&["--force"], &job.input.name());
    Diagnostic::new(EDITED, Level::Error, Kind::File, format!("“{name}”手工改过，没有覆盖它"))
        .in_file(name)
        .because("它不是 zhibi 上次写出的样子，覆盖就丢了改动")
        .hint(format!("要用改过的稿子排版：{again}"))
        .hint(format!("改动都不要了：{anew}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_named_after_their_inputs() {
        let inputs = ["资料/甲.yaml", "乙.v2.md"].map(Input::file).into();
        let jobs = plan(inputs, Path::new("out")).expect("jobs");
        let names: Vec<_> = jobs.iter().map(|job| job.markdown.display().to_string()).collect();
        assert_eq!(names, ["out/甲.md", "out/乙.v2.md"]);
        let inputs = ["一/A.yaml", "二/a.md"].map(Input::file).into();
        let problems = plan(inputs, Path::new("out")).expect_err("the same output");
        assert_eq!(problems[0].message, "“一/A.yaml”和“二/a.md”会写成同一个文件 out/a.md");
    }
}
