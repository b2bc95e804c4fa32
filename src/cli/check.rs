//! `zhibi check`.

use super::Ending;
use super::arguments::{Check, Format, InputKind as Kind};
use super::misuse::Misuse;
use super::report::{self, Tally};
use super::screen::Screen;
use crate::diagnostic::{Diagnostic, Kind as Subject, Level};
use crate::pipeline::{self, Input, InputKind};
use crate::workspace::{TEXT_LIMIT, Workspace};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Checks every file.
pub(super) fn run(arguments: Check, screen: &mut Screen) -> Result<Ending, Misuse> {
    let kind = arguments.kind.map(|kind| match kind {
        Kind::Yaml => InputKind::Data,
        Kind::Md => InputKind::Markdown,
        Kind::Txt => InputKind::Plain,
    });
    if arguments.files.iter().filter(|file| *file == Path::new("-")).count() > 1 {
        return Err(Misuse::new("check", "标准输入（-）写了不止一次", "请只留一个"));
    }
    let workspace = Workspace::disk();
    let mut ending = Ending::Clean;
    let mut total = Tally::default();
    for file in arguments.files {
        let input = match input(file, kind) {
            Ok(input) => input,
            Err(message) => {
                screen.err.line(&message);
                ending = Ending::Failed;
                continue;
            }
        };
        let checked = pipeline::check(&workspace, input, arguments.templates.as_deref());
        let (failures, findings): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
            checked.findings.iter().partition(|finding| is_failure(finding));
        let form = if arguments.format == Format::Full { Format::Full } else { Format::Concise };
        report::print(failures.iter().copied(), &checked.sources, form, &mut screen.err);
        report::print(findings.iter().copied(), &checked.sources, arguments.format, &mut screen.out);
        let tally = Tally::of(findings);
        if !failures.is_empty() {
            ending = Ending::Failed;
        } else if tally.errors > 0 {
            ending = ending.max(Ending::Findings);
        }
        total.add(tally);
    }
    if arguments.format == Format::Full && (ending != Ending::Failed || total.words().is_some()) {
        let line = total.words().map(|words| format!("检查完毕：{words}"));
        screen.out.line(&line.unwrap_or_else(|| "检查完毕：没有发现问题".to_owned()));
    }
    Ok(ending)
}

/// Whether a finding means that the check could not be done at all.
fn is_failure(finding: &Diagnostic) -> bool {
    finding.kind == Subject::File && finding.level == Level::Error
}

fn input(file: PathBuf, kind: Option<InputKind>) -> Result<Input, String> {
    if file != Path::new("-") {
        return Ok(Input::File(file, kind));
    }
    let mut bytes = Vec::new();
    match io::stdin().lock().take(TEXT_LIMIT + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > TEXT_LIMIT => {
            Err(format!("出错：标准输入太大，超过 {} MB；请拆成几份", TEXT_LIMIT >> 20))
        }
        Ok(_) => Ok(Input::Bytes(bytes, kind)),
        Err(_) => Err("出错：读不了标准输入；请写成 zhibi check - < 文件".to_owned()),
    }
}
