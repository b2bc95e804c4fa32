//! `zhibi gaps`.

use super::Ending;
use super::arguments::{Format, GapFormat, Gaps};
use super::input::open;
use super::misuse::Misuse;
use super::report;
use super::screen::Screen;
use crate::diagnostic::{Column, columns};
use crate::pipeline::{self, Choice, DraftGap, GapForm, GapLine, GapList};
use crate::source::SourceMap;
use crate::workspace::Workspace;

/// A list ready to be shown or written.
struct List {
    text: String,
    /// How many things are missing for certain.
    certain: usize,
}

/// Lists what a data file or a draft still lacks.
pub(super) fn run(arguments: Gaps, screen: &mut Screen) -> Result<Ending, Misuse> {
    let mut workspace = Workspace::disk();
    let choice = Choice { no_project: arguments.no_project, ..Choice::default() };
    let input = match open(&arguments.file, None, &workspace) {
        Ok(input) => input,
        Err(problem) => {
            report::print([&*problem], &SourceMap::new(), Format::Full, &mut screen.err);
            return Ok(Ending::Failed);
        }
    };
    let form = match arguments.format {
        GapFormat::Table => GapForm::Lines,
        GapFormat::Yaml => GapForm::Stub,
    };
    let found = pipeline::gaps(&workspace, input, arguments.templates.as_deref(), choice, form);
    report::print(&found.findings, &found.sources, Format::Full, &mut screen.err);
    let list = match (found.gaps, arguments.format) {
        (None, _) => return Ok(Ending::Failed),
        (Some(GapList::Draft(_)), GapFormat::Yaml) => {
            let remedy = "稿子没有字段可填，请去掉 --format yaml，直接改稿子";
            return Err(Misuse::new("gaps", "--format yaml 只用于数据文件", remedy));
        }
        (Some(GapList::Data(gaps)), _) => data_table(gaps),
        (Some(GapList::Stub(text, certain)), _) => List { text, certain },
        (Some(GapList::Draft(gaps)), GapFormat::Table) => draft_table(&gaps),
    };
    let ending = if list.certain > 0 { Ending::Findings } else { Ending::Clean };
    let Some(path) = arguments.out else {
        screen.out.text(&list.text);
        return Ok(ending);
    };
    if let Some(problem) = pipeline::write_new(&mut workspace, &path, list.text.into_bytes()) {
        report::print([&problem], &SourceMap::new(), Format::Full, &mut screen.err);
        return Ok(Ending::Failed);
    }
    screen.out.line(&format!("已写出 {}", path.display()));
    Ok(ending)
}

const OF_DATA: [Column; 7] = [
    Column::new("号", 5),
    Column::new("文件", 24),
    Column::new("行", 6),
    Column::new("填哪个字段", 28),
    Column::new("现在写着", 32),
    Column::new("要回答什么", 40),
    Column::new("谁提供", 16),
];

fn data_table(gaps: Vec<GapLine>) -> List {
    if gaps.is_empty() {
        return List { text: "没有缺的：必填内容都填了\n".to_owned(), certain: 0 };
    }
    let certain = gaps.len();
    let row = |(index, gap): (usize, GapLine)| {
        let (number, line) = ((index + 1).to_string(), gap.line.to_string());
        vec![number, gap.file, line, gap.field, gap.now, gap.question, gap.supplier]
    };
    let rows: Vec<Vec<String>> = gaps.into_iter().enumerate().map(row).collect();
    List { text: table(&format!("还缺 {certain} 项："), &OF_DATA, &rows), certain }
}

const OF_DRAFT: [Column; 9] = [
    Column::new("号", 5),
    Column::new("行:字", 10),
    Column::new("级别", 4),
    Column::new("缺什么", 32),
    Column::new("类别", 6),
    Column::new("原文（空在「」里）", 44),
    Column::new("填哪个字段", 24),
    Column::new("要回答什么", 32),
    Column::new("谁提供", 16),
];

fn draft_table(gaps: &[DraftGap]) -> List {
    if gaps.is_empty() {
        return List { text: "没有发现未填之处\n".to_owned(), certain: 0 };
    }
    let doubtful = gaps.iter().filter(|gap| gap.doubtful).count();
    let row = |(index, gap): (usize, &DraftGap)| {
        let (line, column) = gap.place;
        let level = match (doubtful > 0, gap.doubtful) {
            (false, _) => "",
            (true, false) => "必改",
            (true, true) => "疑似",
        };
        let (field, question, supplier) = gap.field.clone().unwrap_or_default();
        let (number, place) = ((index + 1).to_string(), format!("{line}:{column}"));
        let words = [level, &gap.phrase, gap.sort, &gap.context, &field, &question, &supplier];
        [number, place].into_iter().chain(words.map(str::to_owned)).collect()
    };
    let rows: Vec<Vec<String>> = gaps.iter().enumerate().map(row).collect();
    let doubt = if doubtful > 0 { format!("，其中 {doubtful} 处请人判断") } else { String::new() };
    List {
        text: table(&format!("还缺 {} 处{doubt}：", gaps.len()), &OF_DRAFT, &rows), certain: gaps.len() - doubtful
    }
}

fn table(head: &str, heads: &[Column], rows: &[Vec<String>]) -> String {
    let mut text = format!("{head}\n\n");
    for line in columns(heads, rows) {
        text.push_str(&line);
        text.push('\n');
    }
    text
}
