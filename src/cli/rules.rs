//! `zhibi explain`.

use super::Ending;
use super::arguments::Explain;
use super::misuse::Misuse;
use super::screen::Screen;
use crate::diagnostic::{Code, RuleText};
use crate::pipeline;

/// Explains a code.
pub(super) fn explain(arguments: &Explain, screen: &mut Screen) -> Result<Ending, Misuse> {
    let Some(found) = pipeline::explain(&arguments.rule) else {
        let remedy = match pipeline::nearest_code(&arguments.rule) {
            Some(name) => format!("是不是 {name}？"),
            None => "编号或者名字在检查结果的方括号里，例如 FS001 或者 missing-file".to_owned(),
        };
        return Err(Misuse::new("explain", format!("没有“{}”这条规则", arguments.rule), remedy));
    };
    screen.out.line(&format!("{} {}", found.id, found.slug));
    screen.out.line("");
    for line in plain(&found.page) {
        screen.out.line(&line);
    }
    Ok(Ending::Clean)
}

/// What SARIF says about a code.
pub(super) fn text_of(code: Code) -> Option<RuleText> {
    let found = pipeline::explain(code.id)?;
    let plain = plain(&found.page);
    let summary = plain.iter().find(|line| !line.is_empty()).cloned().unwrap_or_default();
    let plain = plain.join("\n");
    Some(RuleText { title: found.title, summary, plain: plain.trim().to_owned(), page: found.page, level: found.level })
}

/// A page of Markdown as lines for a terminal: without its heading, examples indented below their name.
fn plain(page: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match line.strip_prefix("```") {
            Some(name) => {
                inside = !inside;
                lines.extend((!name.is_empty()).then(|| format!("{name}：")));
            }
            None if inside => lines.push(format!("    {line}")),
            None if line.starts_with("# ") => {}
            None if line.is_empty() && lines.last().is_none_or(String::is_empty) => {}
            None => lines.push(line.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn examples_stand_indented_below_their_name() {
        let page = "# PH001 题\n\n说明。\n\n```错例\n**家\n```\n\n怎么办：填上。\n";
        assert_eq!(plain(page), ["说明。", "", "错例：", "    **家", "", "怎么办：填上。"]);
    }
}
