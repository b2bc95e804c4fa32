//! The worked example of the README does what the README says.

use crate::run::Folder;

const README: &str = include_str!("../../README.md");

/// The fenced blocks of a section, by what they hold.
fn blocks<'a>(section: &'a str, kind: &str) -> Vec<&'a str> {
    let opening = format!("```{kind}\n");
    let starts = section.match_indices(&opening).map(|(at, mark)| at + mark.len());
    starts.map(|at| &section[at..at + section[at..].find("```").expect("a closed block")]).collect()
}

#[test]
fn the_template_of_the_readme_prints_what_the_readme_shows() {
    let section = README.split_once("### 自己写一种材料\n").expect("the section").1;
    let section = section.split("\n## 现在还").next().expect("its end");
    let (yaml, commands) = (blocks(section, "yaml"), blocks(section, "sh"));
    let folder = Folder::with("我的模板/信访月报/schema.yaml", yaml[0]);
    folder.write("我的模板/信访月报/template.md", blocks(section, "markdown")[0]);
    let commands: Vec<Vec<&str>> = commands[0]
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().split_whitespace().skip(1).collect())
        .collect();
    assert_eq!(commands.len(), 3);
    folder.run(&commands[0]).ends(0).says(&["没有"]);
    folder.run(&commands[1]).ends(0).says(&["已写出 九月.yaml"]);
    folder.run(&commands[2]).ends(1).complains(&["未填之处 5 处", "还有 5 处必改"]);
    folder.write("九月.yaml", yaml[1]);
    let mut again = commands[2].clone();
    again.push("--force");
    folder.run(&again).ends(0).says(&["已写出 out/九月.pdf", "没有发现问题"]);
    let printed = folder.read("out/九月.md");
    for line in blocks(section, "text")[0].lines() {
        assert!(printed.lines().any(|printed| printed.trim() == line), "{line}\n--- is not in\n{printed}");
    }
    assert!(printed.contains("# 关于2026年9月信访情况的报告") && printed.contains("## 一、主要情况"), "{printed}");
}
