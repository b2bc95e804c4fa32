//! `zhibi fonts`.

use super::Ending;
use super::arguments::{Fonts, Format};
use super::report;
use super::screen::Screen;
use crate::diagnostic::{Column, columns};
use crate::pipeline::{self, CharacterLine, Choice, RoleLine};
use crate::workspace::Workspace;

const OF_ROLES: [Column; 5] = [
    Column::new("用在", 26),
    Column::new("字体", 8),
    Column::new("由哪一款担任", 36),
    Column::new("来源", 36),
    Column::new("汉字", 8),
];

const OF_CHARACTERS: [Column; 6] = [
    Column::new("字", 4),
    Column::new("编码", 8),
    Column::new("正文", 28),
    Column::new("大标题", 28),
    Column::new("第一层标题", 28),
    Column::new("第二层标题", 28),
];

/// Shows the faces of the roles, or those that show some characters.
pub(super) fn run(arguments: &Fonts, screen: &mut Screen) -> Ending {
    let choice = Choice { no_project: arguments.no_project, ..Choice::default() };
    let asked = arguments.characters.concat();
    let list = pipeline::fonts(&Workspace::disk(), arguments.fonts.as_deref(), choice, &asked);
    report::print(&list.findings, &list.sources, Format::Full, &mut screen.err);
    if list.roles.is_empty() {
        return Ending::Failed;
    }
    if !list.characters.is_empty() {
        return characters(&list.characters, screen);
    }
    let rows: Vec<Vec<String>> = list.roles.iter().map(role).collect();
    columns(&OF_ROLES, &rows).iter().for_each(|line| screen.out.line(line));
    screen.out.line("");
    screen.out.line(&format!("正文字体没有的字，依次由{}补上。", list.further.join("、")));
    screen.out.line("查某个字印不印得出：zhibi fonts 䶮㛃　换用自己的字体：--fonts 文件夹");
    Ending::Clean
}

fn role(line: &RoleLine) -> Vec<String> {
    let source = line.file.clone().unwrap_or_else(|| "随带".to_owned());
    let ideographs = if line.ideographs == 0 { "—".to_owned() } else { line.ideographs.to_string() };
    [line.purpose.to_owned(), line.style.to_owned(), line.family.clone(), source, ideographs].into()
}

fn characters(lines: &[CharacterLine], screen: &mut Screen) -> Ending {
    let row = |line: &CharacterLine| {
        let code = format!("U+{:04X}", u32::from(line.character));
        let families = line.families.iter().map(|family| family.clone().unwrap_or_else(|| "没有".to_owned()));
        [line.character.to_string(), code].into_iter().chain(families).collect()
    };
    let rows: Vec<Vec<String>> = lines.iter().map(row).collect();
    columns(&OF_CHARACTERS, &rows).iter().for_each(|line| screen.out.line(line));
    let missing: String =
        lines.iter().filter(|line| line.families.iter().any(Option::is_none)).map(|line| line.character).collect();
    if missing.is_empty() {
        return Ending::Clean;
    }
    screen.out.line("");
    screen.out.line(&format!("“{missing}”印不出来：请把有这些字的字体放进一个文件夹，用 --fonts 指给它。"));
    Ending::Findings
}
