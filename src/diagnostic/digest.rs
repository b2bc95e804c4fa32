//! The report of one input for people: a work list of what is not filled in, then what else is wrong, the gravest
//! first, repeated hits of one rule folded into a line that still names every place nearby.

use super::columns::{Column, columns};
use super::{Diagnostic, Kind, Level, full};
use crate::source::{SourceMap, Span};
use std::collections::BTreeMap;

/// More gaps than this in one file are shown as a table, one line each; fewer are shown in full.
const GAPS_IN_FULL: usize = 3;

/// Characters shown before and behind a gap.
const AROUND: usize = 9;

/// Places named in a folded line; the rest is counted.
const PLACES_NAMED: usize = 24;

/// The report on `findings`, in paragraphs with an empty line behind each. Of each rule, `shown` findings stand in
/// full.
pub fn digest(findings: &[&Diagnostic], sources: &SourceMap, shown: usize, color: bool) -> String {
    let mut report = String::new();
    let gaps = by_file(findings, sources);
    let listed =
        |finding: &Diagnostic| is_gap(finding) && gaps.get(&file(finding, sources)).is_some_and(|gaps| is_long(gaps));
    let others = || findings.iter().copied().filter(|finding| !listed(finding));
    // A fault of the data may be why so much seems to be missing.
    for group in by_rule(others().filter(|finding| is_cause(finding))) {
        add_group(&mut report, &group, sources, shown, color);
    }
    for (file, gaps) in gaps.iter().filter(|(_, gaps)| is_long(gaps)) {
        report.push_str(&work_list(file, gaps, sources));
        report.push('\n');
    }
    for group in by_rule(others().filter(|finding| !is_cause(finding))) {
        add_group(&mut report, &group, sources, shown, color);
    }
    report
}

fn is_cause(finding: &Diagnostic) -> bool {
    finding.level == Level::Error && matches!(finding.kind, Kind::Data | Kind::Template | Kind::File)
}

/// The findings of one rule: some in full, the rest in a folded line.
fn add_group(report: &mut String, group: &[&Diagnostic], sources: &SourceMap, shown: usize, color: bool) {
    // A single one more takes no more room in full than its folded line.
    let shown = if group.len() <= shown + 1 { group.len() } else { shown };
    for finding in &group[..shown] {
        report.push_str(&full(finding, sources, color));
        report.push_str("\n\n");
    }
    if let rest @ [first, ..] = &group[shown..] {
        report.push_str(&folded(first, rest, sources));
        report.push_str("\n\n");
    }
}

/// Whether the finding says what is missing.
fn is_gap(finding: &Diagnostic) -> bool {
    finding.kind == Kind::Placeholder && finding.missing.is_some()
}

fn is_long(gaps: &[&Diagnostic]) -> bool {
    gaps.len() > GAPS_IN_FULL
}

fn place(finding: &Diagnostic, sources: &SourceMap) -> Option<Span> {
    finding.span.map(|span| sources.place(span).span)
}

fn file(finding: &Diagnostic, sources: &SourceMap) -> String {
    match place(finding, sources) {
        Some(span) => sources.get(span.source).name().to_owned(),
        None => finding.file.clone().unwrap_or_default(),
    }
}

fn by_file<'a>(findings: &[&'a Diagnostic], sources: &SourceMap) -> BTreeMap<String, Vec<&'a Diagnostic>> {
    let mut files: BTreeMap<String, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| is_gap(finding)) {
        files.entry(file(finding, sources)).or_default().push(finding);
    }
    files
}

/// Groups in order of gravity, then of first appearance.
fn by_rule<'a>(findings: impl Iterator<Item = &'a Diagnostic>) -> Vec<Vec<&'a Diagnostic>> {
    let mut groups: Vec<Vec<&Diagnostic>> = Vec::new();
    let mut known: BTreeMap<(&str, Level), usize> = BTreeMap::new();
    for finding in findings {
        let index = *known.entry((finding.code.id, finding.level)).or_insert(groups.len());
        match groups.get_mut(index) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group[0].level));
    groups
}

const WORK_LIST: [Column; 7] = [
    Column::new("号", 5),
    Column::new("行:字", 10),
    Column::new("级别", 4),
    Column::new("缺什么", 34),
    Column::new("原文（空在「」里）", 44),
    Column::new("数据字段", 30),
    Column::new("别处写的", 16),
];

/// What is not filled in, one line each.
fn work_list(file: &str, gaps: &[&Diagnostic], sources: &SourceMap) -> String {
    let doubtful = gaps.iter().any(|gap| gap.level != Level::Error);
    let rows: Vec<Vec<String>> = gaps
        .iter()
        .enumerate()
        .map(|(index, gap)| {
            let missing = gap.missing.as_ref();
            let span = place(gap, sources);
            let position = span.map(|span| sources.get(span.source).position(span.start as usize));
            let field = missing.and_then(|missing| missing.field.clone());
            let field = field.or_else(|| gap.span.and_then(|span| sources.place(span).field));
            vec![
                (index + 1).to_string(),
                position.map(|at| format!("{}:{}", at.line, at.column)).unwrap_or_default(),
                if doubtful { gap.level.name().to_owned() } else { String::new() },
                missing.map(|missing| missing.phrase.clone()).unwrap_or_default(),
                span.map(|span| in_context(span, sources)).unwrap_or_default(),
                field.unwrap_or_default(),
                missing.and_then(|missing| missing.known.clone()).unwrap_or_default(),
            ]
        })
        .collect();
    let mut codes: Vec<&str> = gaps.iter().map(|gap| gap.code.id).collect();
    codes.sort_unstable();
    codes.dedup();
    let known = gaps.iter().any(|gap| gap.missing.as_ref().is_some_and(|missing| missing.known.is_some()));
    let mut text = format!("{} 未填之处 {} 处：{file}\n\n", names(gaps), gaps.len());
    for line in columns(&WORK_LIST, &rows) {
        text.push_str(&format!("  {line}\n"));
    }
    text.push_str("\n  办法: 逐处填上实数或实名；确实没有，就改写这句话");
    text.push_str(if known { "；“别处写的”请核对后再填\n" } else { "\n" });
    text.push_str(&format!("  规则: {}，说明见 zhibi explain 加编号\n", codes.join("、")));
    text
}

/// The levels that occur, the gravest first.
fn names(findings: &[&Diagnostic]) -> String {
    let levels = [Level::Error, Level::Warning, Level::Info];
    let found = levels.iter().filter(|level| findings.iter().any(|finding| finding.level == **level));
    found.map(|level| level.name()).collect::<Vec<_>>().join("、")
}

/// A place with the words beside it on its line; the place itself in brackets 「」, empty ones where something vanished.
pub fn in_context(span: Span, sources: &SourceMap) -> String {
    let text = sources.get(span.source).text();
    let (from, to) = (text.floor_char_boundary(span.start as usize), text.ceil_char_boundary(span.end as usize));
    let before: Vec<char> = text[..from].chars().rev().take_while(|c| *c != '\n').take(AROUND).collect();
    let behind: String = text[to..].chars().take_while(|c| !matches!(c, '\n' | '\r')).take(AROUND).collect();
    let nothing_behind = behind.trim_start().is_empty() || behind.trim_start().starts_with('#');
    if from == to && (nothing_behind || before.iter().all(|c| matches!(c, ' ' | '-'))) {
        // A value of which nothing is there stands before its group or behind the field before it.
        return "（没有写）".to_owned();
    }
    let before: String = before.into_iter().rev().collect();
    let gap = text[from..to].split('\n').next().unwrap_or_default();
    let cut = shortened(gap, 2 * AROUND);
    format!("{}「{cut}」{}", before.trim_start(), behind.trim_end()).replace(['\t', '\r'], " ")
}

fn shortened(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// One line for the hits of a rule that are not shown in full.
fn folded(first: &Diagnostic, rest: &[&Diagnostic], sources: &SourceMap) -> String {
    let head = format!("{}[{} {}]: 另有 {} 处", first.title(), first.code.id, first.code.slug, rest.len());
    let mut lines: Vec<(usize, Vec<String>)> = Vec::new();
    let placed: Vec<Span> = rest.iter().filter_map(|finding| place(finding, sources)).collect();
    let texts: Vec<String> = placed.iter().map(|span| quoted(*span, sources)).collect();
    let distinct = texts.iter().collect::<std::collections::BTreeSet<_>>().len();
    let telling = distinct * 2 > texts.len() && texts.iter().all(|text| !text.is_empty());
    for (span, text) in placed.iter().zip(&texts).take(PLACES_NAMED) {
        let at = sources.get(span.source).position(span.start as usize);
        let detail = if telling { format!("“{text}”") } else { format!("{}", at.column) };
        match lines.last_mut() {
            Some((line, details)) if *line == at.line => details.push(detail),
            _ => lines.push((at.line, vec![detail])),
        }
    }
    if lines.is_empty() {
        return head;
    }
    let single = lines.iter().all(|(_, details)| details.len() == 1);
    let places: Vec<String> = if single && !telling {
        let numbers: Vec<String> = lines.iter().map(|(line, _)| line.to_string()).collect();
        vec![format!("第{}行", numbers.join("、"))]
    } else {
        let one = |(line, details): &(usize, Vec<String>)| match telling {
            true => format!("第{line}行{}", details.concat()),
            false => format!("第{line}行第{}字", details.join("、")),
        };
        lines.iter().map(one).collect()
    };
    let more = if placed.len() > PLACES_NAMED { "等；全部列出用 zhibi check --format concise" } else { "" };
    format!("{head}：{}{more}", places.join("，"))
}

/// The text of a place, for a list of places.
fn quoted(span: Span, sources: &SourceMap) -> String {
    shortened(sources.text(span).lines().next().unwrap_or_default().trim(), 10)
}

#[cfg(test)]
mod tests {
    use super::super::{Code, Missing};
    use super::*;

    const STAR: Code = Code::new("PH001", "unfilled-asterisk");
    const PINYIN: Code = Code::new("CP004", "pinyin-residue");

    fn gap(sources: &mut SourceMap, text: &str, count: usize) -> Vec<Diagnostic> {
        let id = sources.add("甲.txt", text);
        let found = text.match_indices('*').take(count).map(|(at, _)| {
            Diagnostic::new(STAR, Level::Error, Kind::Placeholder, "空").at(Span::new(id, at, at + 1)).missing(
                Missing {
                    class: "count",
                    phrase: "镇的个数".to_owned(),
                    field: None,
                    known: (at == 0).then(|| "12".to_owned()),
                },
            )
        });
        found.collect()
    }

    fn report(findings: &[Diagnostic], sources: &SourceMap) -> String {
        digest(&findings.iter().collect::<Vec<_>>(), sources, 3, false)
    }

    #[test]
    fn few_gaps_are_shown_in_full_and_many_as_a_work_list() {
        let mut sources = SourceMap::new();
        let few = gap(&mut sources, "*个\n共有*个镇\n**", 3);
        assert_eq!(report(&few, &sources).matches("必改[PH001").count(), 3);
        let many = gap(&mut sources, "*个\n共有*个镇\n**", 4);
        let expected = "\
必改 未填之处 4 处：甲.txt

  号  行:字  缺什么    原文（空在「」里）  别处写的
   1  1:1    镇的个数  「*」个                   12
   2  2:3    镇的个数  共有「*」个镇
   3  3:1    镇的个数  「*」*
   4  3:2    镇的个数  *「*」

  办法: 逐处填上实数或实名；确实没有，就改写这句话；“别处写的”请核对后再填
  规则: PH001，说明见 zhibi explain 加编号

";
        assert_eq!(report(&many, &sources), expected);
    }

    fn pinyin(sources: &mut SourceMap, text: &str, mark: &str) -> Vec<Diagnostic> {
        let id = sources.add("甲.txt", text);
        let found = text.match_indices(mark).map(|(at, _)| {
            let end = at + text[at..].find('）').map_or(mark.len(), |end| end + '）'.len_utf8());
            Diagnostic::new(PINYIN, Level::Error, Kind::Defect, "注音").at(Span::new(id, at, end))
        });
        found.collect()
    }

    #[test]
    fn repeated_hits_are_folded_into_a_line_with_their_places() {
        let mut sources = SourceMap::new();
        let found = pinyin(&mut sources, "甲（jia）乙（yi）丙（bing）\n丁（ding）戊（wu）\n己（ji）\n", "（");
        let text = report(&found, &sources);
        assert_eq!(text.matches("甲.txt:").count(), 3, "{text}");
        let line = text.lines().find(|line| line.contains("另有")).expect("a folded line");
        assert_eq!(line, "必改[CP004 pinyin-residue]: 另有 3 处：第2行“（ding）”“（wu）”，第3行“（ji）”");
        // What looks alike is told by its column; one each in a line, by its line.
        let found = pinyin(&mut sources, &"、、\n".repeat(3), "、");
        assert!(report(&found, &sources).contains("另有 3 处：第2行第2字，第3行第1、2字\n"));
        let found = pinyin(&mut sources, &"、\n".repeat(50), "、");
        let text = report(&found, &sources);
        assert!(text.contains("另有 47 处：第4、5、6、") && text.contains("、27行等；全部列出用"), "{text}");
    }

    #[test]
    fn the_gravest_rule_comes_first_and_a_last_one_is_not_folded() {
        let mut sources = SourceMap::new();
        let mut found = pinyin(&mut sources, "、、、、", "、");
        for finding in &mut found {
            finding.level = Level::Info;
        }
        found.extend(gap(&mut sources, "*个", 1));
        let text = report(&found, &sources);
        assert!(text.starts_with("必改[PH001"), "{text}");
        assert_eq!((text.matches("提示[CP004").count(), text.contains("另有")), (4, false), "{text}");
    }
}
