//! What data or a draft still lacks.

use super::Unobserved;
use super::check::{Examined, examine, sort};
use super::input::{Input, InputKind};
use super::ledger::Ledger;
use super::policy::{Choice, Policy, Projects};
use super::reading::{ReadData, read_data};
use super::stub::stub;
use crate::data::{GapState, field_words};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Sink, in_context};
use crate::lexicon::blank;
use crate::source::SourceMap;
use crate::suppression::stands_over;
use crate::workspace::{Entry, Output, Workspace, unwritable};
use std::collections::BTreeSet;
use std::path::Path;

const EXISTS: Code = Code::new("FS015", "file-exists");

/// What `gaps` found.
#[derive(Debug)]
pub struct Gaps {
    /// The texts the findings speak of.
    pub sources: SourceMap,
    /// What is wrong with the file itself.
    pub findings: Vec<Diagnostic>,
    /// What is missing; `None` if the file could not be read.
    pub gaps: Option<GapList>,
}

/// What is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GapList {
    /// In a data file, in schema order.
    Data(Vec<GapLine>),
    /// The same as YAML to fill in, and how many things are missing.
    Stub(String, usize),
    /// In a draft, in reading order.
    Draft(Vec<DraftGap>),
}

/// In what form the gaps of a data file are wanted; a draft has but one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapForm {
    /// One by one.
    Lines,
    /// As YAML to fill in.
    Stub,
}

/// One thing missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapLine {
    /// The file, where the gaps stand in several; else nothing.
    pub file: String,
    /// The field in words: 成效第1项的标题.
    pub field: String,
    /// What is there now: that nothing is, or the words around the first blank.
    pub now: String,
    /// Line of the data file.
    pub line: usize,
    /// The question that asks for it.
    pub question: String,
    /// Who usually supplies it.
    pub supplier: String,
    /// An example.
    pub example: String,
}

/// One thing missing in a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftGap {
    /// What is missing, in words: 城市社区的个数.
    pub phrase: String,
    /// What sort of thing that is: 数目.
    pub sort: &'static str,
    /// The gap with the words beside it; see [`in_context`].
    pub context: String,
    /// Line and column of the draft, from 1.
    pub place: (usize, usize),
    /// Whether it may be meant as it stands.
    pub doubtful: bool,
    /// The data field that would feed it, in words; with the question that asks for it and who usually supplies it.
    pub field: Option<(String, String, String)>,
}

/// Lists what data or a draft still lacks. A file whose name tells nothing is read as data.
pub fn gaps(workspace: &Workspace, input: Input, templates: Option<&Path>, choice: Choice, form: GapForm) -> Gaps {
    let mut projects = Projects::new(choice);
    match input.kind() {
        Some(InputKind::Markdown | InputKind::Plain) => draft_gaps(workspace, input, templates, &mut projects),
        Some(InputKind::Data) | None => {
            data_gaps(workspace, input.read_as(InputKind::Data), templates, &mut projects, form)
        }
    }
}

fn draft_gaps(workspace: &Workspace, input: Input, templates: Option<&Path>, projects: &mut Projects) -> Gaps {
    let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
    let examined = examine(input, workspace, templates, projects, &mut sources, &mut sink, &mut Unobserved);
    let Ok(Examined { reading, .. }) = examined else {
        return Gaps { sources, findings: sink.into_items(), gaps: None };
    };
    // What else is wrong with a draft is the business of `check`; only why it could not be read is told here.
    let mut found = sink.into_items();
    found.retain(|finding| finding.missing.is_some());
    sort(&mut found, &sources);
    let line = |finding: &Diagnostic| {
        let (missing, span) = (finding.missing.as_ref()?, finding.span?);
        let position = sources.get(span.source).position(span.start as usize);
        let field = missing.field.as_ref().and_then(|path| {
            let field = reading.schema()?.field(path)?;
            Some((field_words(path), field.question.clone(), field.supplier.clone()))
        });
        Some(DraftGap {
            phrase: missing.phrase.clone(),
            sort: class_name(missing.class),
            context: in_context(span, &sources),
            place: (position.line, position.column),
            doubtful: finding.level != Level::Error,
            field,
        })
    };
    let gaps = found.iter().filter_map(line).collect();
    Gaps { sources, findings: Vec::new(), gaps: Some(GapList::Draft(gaps)) }
}

/// A class of [`Missing`](crate::diagnostic::Missing) in Chinese.
fn class_name(class: &str) -> &'static str {
    match class {
        "place" => "地名",
        "org" => "单位名",
        "person" => "人名",
        "count" => "数目",
        "amount" => "金额",
        "percent" => "百分比",
        "measure" => "数量",
        "date-year" => "年份",
        "date-month" => "月份",
        "date-day" => "日期",
        "range-bound" => "起止",
        "name-fragment" => "名称",
        "slogan" => "提法",
        _ => "其他",
    }
}

fn data_gaps(
    workspace: &Workspace,
    input: Input,
    templates: Option<&Path>,
    projects: &mut Projects,
    form: GapForm,
) -> Gaps {
    let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
    let name = input.name();
    let policy = projects.of(input.folder(), workspace, &mut sources, &mut sink);
    let read = policy.and_then(|policy| {
        let templates = templates.or(policy.settings.templates.as_deref());
        let (id, _) = input.open(workspace, &mut sources, &mut sink)?;
        let mut read = read_data(id, workspace, templates, &mut sources, &mut sink)?;
        drop_wanted(&mut read, &policy, &name, &sources);
        Ok(read)
    });
    let gaps = read.ok().map(|read| {
        if form == GapForm::Stub {
            let gaps = &read.data.gaps;
            return GapList::Stub(stub(&name, &read.root, &read.schema, gaps), gaps.len());
        }
        let homes: BTreeSet<_> = read.data.gaps.iter().map(|gap| gap.span.source).collect();
        let several = homes.len() > 1;
        let line = |gap: crate::data::Gap| GapLine {
            file: if several { sources.get(gap.span.source).name().to_owned() } else { String::new() },
            line: sources.get(gap.span.source).position(gap.span.start as usize).line,
            field: field_words(&gap.path),
            now: now(&gap),
            question: gap.question,
            supplier: gap.supplier,
            example: gap.example,
        };
        GapList::Data(read.data.gaps.into_iter().map(line).collect())
    });
    Gaps { sources, findings: sink.into_items(), gaps }
}

/// Leaves out the gaps that are wanted as they are.
fn drop_wanted(read: &mut ReadData, policy: &Policy, name: &str, sources: &SourceMap) {
    let ledger = Ledger::open(read.root.span.source, Some(read), name, &policy.settings.ignored, sources);
    read.data.gaps.retain(|gap| {
        let is_word =
            |blank: blank::Blank| policy.words().filled.iter().any(|word| stands_over(&gap.text, word, &blank.range));
        let mut blanks = blank::find(&gap.text).peekable();
        let filled = blanks.peek().is_some() && blanks.all(is_word);
        !filled && !ledger.hides_gap(gap.span)
    });
}

/// What stands in a gap.
fn now(gap: &crate::data::Gap) -> String {
    /// Characters shown whole, and before and behind the first blank of a longer text.
    const WHOLE: usize = 14;
    const AROUND: usize = 7;
    let text = gap.text.trim();
    match blank::find(text).next() {
        None if !text.is_empty() && gap.state == GapState::Blank => {
            let shown: String = text.chars().take_while(|c| *c != '\n').take(WHOLE).collect();
            format!("{shown}（写法不对）")
        }
        None => gap.state.name().to_owned(),
        Some(_) if text.chars().count() <= WHOLE => text.lines().collect::<Vec<_>>().join(" "),
        Some(blank) => {
            let before: Vec<char> =
                text[..blank.range.start].chars().rev().take_while(|c| *c != '\n').take(AROUND).collect();
            let behind: String = text[blank.range.end..].chars().take_while(|c| *c != '\n').take(AROUND).collect();
            format!("{}{}{behind}", before.into_iter().rev().collect::<String>(), &text[blank.range])
        }
    }
}

/// Writes a file that must not exist yet; what is wrong if that fails.
pub fn write_new(workspace: &mut Workspace, path: &Path, bytes: Vec<u8>) -> Option<Diagnostic> {
    match workspace.entry(path) {
        Some(Entry::Folder) => {
            let message = format!("“{}”是文件夹，写不成文件", path.display());
            let finding =
                Diagnostic::new(EXISTS, Level::Error, Kind::File, message).in_file(path.display().to_string());
            return Some(finding.hint("--out 后面写文件名，例如在这个文件夹后面加上“/报告.yaml”"));
        }
        Some(_) => return Some(exists(path)),
        None => {}
    }
    let output = Output { path: path.to_path_buf(), bytes };
    workspace.write(vec![output]).err().map(|error| unwritable(&error))
}

fn exists(path: &Path) -> Diagnostic {
    let name = path.display();
    Diagnostic::new(EXISTS, Level::Error, Kind::File, format!("已有“{name}”，没有覆盖它"))
        .in_file(name.to_string())
        .hint("请在 --out 后面换一个文件名")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_named_as_people_say_them() {
        assert_eq!(field_words("县名"), "县名");
        assert_eq!(field_words("成效[0].标题"), "成效第1项的标题");
        assert_eq!(field_words("成效[1].表格.行[0][2]"), "成效第2项的表格的行第1项第3项");
    }
}
