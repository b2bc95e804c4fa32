//! Words struck out by a filter, and words hit by careless replacement of names.

use super::residue::{PRACTICE, after, before};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use crate::lexicon::blank::{Blank, blank_at};
use crate::lexicon::{Mask, mask};
use std::ops::Range;

/// 镇X委, ***新时代, 市人民关于; 党的XX大, 工业XX县区.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: Code::new("CP006", "censor-mask"),
        level: Level::Error,
        kind: Kind::Defect,
        authority: Authority::Practice(PRACTICE),
        page: include_str!("censor_mask.md"),
        target: Target::Text(
            &[
                "*",
                "＊",
                "X",
                "x",
                "Ｘ",
                "×",
                "_",
                "＿",
                "人民关于",
                "人民口口",
                "人民□□",
                "人民及教",
                "人民办公室",
                "人民组成部门",
                "人民常务会",
            ],
            examine_censored,
        ),
    },
    Rule {
        code: Code::new("CP007", "over-replaced"),
        level: Level::Error,
        kind: Kind::Defect,
        authority: Authority::Practice(PRACTICE),
        page: include_str!("over_replaced.md"),
        target: Target::Text(&["*", "＊", "X", "x", "Ｘ", "×", "_", "＿"], examine_replaced),
    },
];

/// The blank whose run begins at `at`.
fn blank_from(text: &str, at: usize) -> Option<Blank> {
    let first = text[at..].chars().next()?;
    let goes_on = text[..at].chars().next_back().is_some_and(|before| before.eq_ignore_ascii_case(&first));
    if goes_on { None } else { blank_at(text, at) }
}

fn examine_censored(rule: &Rule, _: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    if text[at..].starts_with("人民") {
        return hole(rule, text, at);
    }
    let Some(blank) = blank_from(text, at) else { return Seen::Nothing };
    let Some((Mask::Censored(word), range)) = mask(text, &blank) else { return Seen::Lookalike(blank.range.end) };
    let mut finding = rule.finding(format!("“{}”里有字被网站屏蔽了", &text[range.clone()])).says("屏蔽留下的记号");
    finding = match word {
        Some(word) => finding.hint(format!("对照原文补全，这里应有“{word}”")),
        None => finding.hint("对照原文补全"),
    };
    Seen::Found(range, Box::new(finding))
}

/// 市人民关于: the office itself is gone.
fn hole(rule: &Rule, text: &str, at: usize) -> Seen {
    let level = before(text, at, 1);
    let whole = before(text, at, 2);
    let known = matches!(level, "市" | "县" | "省" | "区" | "乡" | "镇" | "级")
        && !(whole.starts_with(['全', '各']) && level != "级");
    let covered = ["口口", "□□"].iter().find(|boxes| text[at + "人民".len()..].starts_with(**boxes));
    if let (Some(boxes), true) = (covered, known) {
        let range = at + "人民".len()..at + "人民".len() + boxes.len();
        let finding = rule.finding(format!("“人民{boxes}”里有字被网站屏蔽了")).says("屏蔽留下的记号");
        return Seen::Found(range, Box::new(finding.hint("对照原文补全，这里应有“政府”")));
    }
    if !known || after(text, at, 4).starts_with("人民关于") && !after(text, at, 24).contains("报告") {
        return Seen::Nothing;
    }
    let range: Range<usize> = at - level.len()..at + "人民".len();
    let mut finding = rule
        .finding(format!("“{level}人民”后面像是缺了“政府”"))
        .says("缺字")
        .hint("对照原文补全；有的网站会屏蔽“政府”一类的词");
    finding.level = Level::Warning;
    Seen::Found(range, Box::new(finding))
}

fn examine_replaced(rule: &Rule, _: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let text = prose.text();
    let Some(blank) = blank_from(text, at) else { return Seen::Nothing };
    let Some((Mask::Replaced(word), range)) = mask(text, &blank) else { return Seen::Lookalike(blank.range.end) };
    let finding = rule.finding(format!("“{}”是替换名称时误伤的词", &text[range.clone()])).says("替换过头");
    let finding = match word {
        Some(word) => finding.hint(format!("恢复原词，这里应是“{word}”")),
        None => finding.hint("恢复原词，再查一遍别处有没有同样的误换"),
    };
    Seen::Found(range, Box::new(finding))
}
