//! Marks of Markdown that reports do not have: they are printed as they stand, which nobody wants.

use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use std::ops::Range;

const FOREIGN: Code = Code::new("MD016", "foreign-markdown");

/// What a line holds that is no part of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Foreign {
    Item,
    Rule,
    Image,
    Link,
    Code,
    Comment,
}

/// The first such mark of a line, and its bytes.
pub(super) fn mark(line: &str) -> Option<(Range<usize>, Foreign)> {
    let bare = line.trim();
    let start = line.len() - line.trim_start().len();
    if ["- ", "* ", "+ ", "• "].iter().any(|bullet| bare.starts_with(bullet)) {
        let width = bare.chars().next().map_or(1, char::len_utf8);
        // * 个镇 is a gap.
        let unit = ['个', '名', '县', '市', '镇', '年', '月'];
        let gap = bare.strip_prefix('*').is_some_and(|rest| rest.trim_start().starts_with(unit));
        return (!gap).then_some((start..start + width, Foreign::Item));
    }
    if let Some(open) = line.find("<!--") {
        return Some((open..open + "<!--".len(), Foreign::Comment));
    }
    if bare.len() >= 3 && ['-', '_', '*'].iter().any(|mark| bare.chars().all(|c| c == *mark || c == ' ')) {
        let stars = bare.starts_with('*') && line.trim() != "***";
        return (!stars && !bare.starts_with('_')).then_some((start..start + bare.len(), Foreign::Rule));
    }
    if let Some(at) = line.find("](") {
        let open = line[..at].rfind('[')?;
        let close = at + line[at..].find(')')? + 1;
        let target = &line[at + 2..close - 1];
        let address = target.contains(['.', '/', '#']) && !target.contains(char::is_whitespace);
        let image = line[..open].ends_with('!');
        let range = open - usize::from(image)..close;
        return address.then_some((range, if image { Foreign::Image } else { Foreign::Link }));
    }
    let open = line.find('`')?;
    let close = open + 1 + line[open + 1..].find('`')?;
    (close > open + 1).then_some((open..close + 1, Foreign::Code))
}

/// The finding on such a mark, still without its place.
pub(super) fn told(foreign: Foreign) -> Diagnostic {
    let (what, hint) = match foreign {
        Foreign::Item => ("列表的短横或圆点", "删去行首的记号；要编号，写成“1.”“（1）”"),
        Foreign::Rule => ("一条分隔线", "删去这一行"),
        Foreign::Image => ("一幅图片的写法", "图片要独占一行，前后空一行"),
        Foreign::Link => ("一个链接的写法", "只留方括号里的文字"),
        Foreign::Comment => ("注释的“<!--”", "注释要独占一行，在同一行里以“-->”结束；不用的删去"),
        Foreign::Code => ("反引号", "删去反引号，只留里面的文字"),
    };
    let message = format!("这里有{what}，会照原样印出来");
    let finding = Diagnostic::new(FOREIGN, Level::Warning, Kind::Defect, message);
    finding.because("报告里只有标题、段落、引文、表格、图片和加粗，别的 Markdown 写法都当作文字").hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_would_be_printed_are_found_and_text_is_not() {
        let found = |line: &str| mark(line).map(|(range, what)| (line[range].to_owned(), what));
        assert_eq!(found("- 列表一项"), Some(("-".to_owned(), Foreign::Item)));
        assert_eq!(found("* 列表一项"), Some(("*".to_owned(), Foreign::Item)));
        assert_eq!(found("---"), Some(("---".to_owned(), Foreign::Rule)));
        assert_eq!(found("见[通知](http://a.b)。"), Some(("[通知](http://a.b)".to_owned(), Foreign::Link)));
        assert_eq!(found("![图](a.png)"), Some(("![图](a.png)".to_owned(), Foreign::Image)));
        assert_eq!(found("正文<!-- 待议 -->。"), Some(("<!--".to_owned(), Foreign::Comment)));
        assert_eq!(found("运行`zhibi`。"), Some(("`zhibi`".to_owned(), Foreign::Code)));
        for line in ["一般文字（含[注]）", "-3℃以下", "[2026]12号（1）", "**", "****", "____", "——某人"]
        {
            assert_eq!(found(line), None, "{line}");
        }
    }
}
