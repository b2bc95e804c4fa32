//! `zhibi gaps`.

use super::Ending;
use super::arguments::{Format, Gaps};
use super::misuse::Misuse;
use super::report;
use super::screen::Screen;
use crate::pipeline::{self, DraftGap, GapLine, GapList};
use crate::workspace::Workspace;

/// Lists what a data file or a draft still lacks.
pub(super) fn run(arguments: Gaps, screen: &mut Screen) -> Result<Ending, Misuse> {
    let workspace = Workspace::disk();
    let found = pipeline::gaps(&workspace, &arguments.file, arguments.templates.as_deref());
    report::print(&found.findings, &found.sources, Format::Full, &mut screen.err);
    Ok(match found.gaps {
        None => Ending::Failed,
        Some(GapList::Data(gaps)) => tell_data(&gaps, screen),
        Some(GapList::Draft(gaps)) => tell_draft(&gaps, screen),
    })
}

fn tell_data(gaps: &[GapLine], screen: &mut Screen) -> Ending {
    if gaps.is_empty() {
        screen.out.line("没有缺的：必填内容都填了");
        return Ending::Clean;
    }
    screen.out.line(&format!("还缺 {} 项：", gaps.len()));
    for gap in gaps {
        screen.out.line("");
        screen.out.line(&format!("{}　{}（第 {} 行）", gap.field, gap.state, gap.line));
        detail("要回答", &gap.question, screen);
        detail("提供", &gap.supplier, screen);
        detail("例", &gap.example, screen);
    }
    Ending::Findings
}

fn tell_draft(gaps: &[DraftGap], screen: &mut Screen) -> Ending {
    if gaps.is_empty() {
        screen.out.line("没有发现未填之处");
        return Ending::Clean;
    }
    let doubtful = gaps.iter().filter(|gap| gap.doubtful).count();
    let doubt = if doubtful > 0 { format!("，其中 {doubtful} 处请人判断") } else { String::new() };
    screen.out.line(&format!("还缺 {} 处{doubt}：", gaps.len()));
    for gap in gaps {
        let (line, column) = gap.place;
        let doubt = if gap.doubtful { "，疑似" } else { "" };
        let written = if gap.written.is_empty() { String::new() } else { format!("“{}”，", gap.written) };
        screen.out.line("");
        screen.out.line(&format!("{}　{}（{written}第 {line} 行第 {column} 字{doubt}）", gap.phrase, gap.sort));
        if let Some((field, question, supplier)) = &gap.field {
            detail("数据字段", field, screen);
            detail("要回答", question, screen);
            detail("提供", supplier, screen);
        }
    }
    if doubtful < gaps.len() { Ending::Findings } else { Ending::Clean }
}

fn detail(name: &str, words: &str, screen: &mut Screen) {
    if !words.is_empty() {
        screen.out.line(&format!("  {name}：{words}"));
    }
}
