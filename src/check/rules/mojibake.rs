//! Text that was read in the wrong encoding.

use super::residue::{PRACTICE, is_han};
use crate::check::{Authority, Draft, Prose, Rule, Seen, Target};
use crate::diagnostic::{Code, Kind, Level};
use std::ops::Range;

/// 锟斤拷, äººå¤§, the replacement character.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("CP011", "mojibake"),
    level: Level::Error,
    kind: Kind::Defect,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("mojibake.md"),
    target: Target::Text(
        &[
            "\u{FFFD}",
            "\u{FFED}",
            "锟斤",
            "斤拷",
            "烫烫烫",
            "屯屯屯",
            "葺葺葺",
            "ä",
            "å",
            "æ",
            "ç",
            "è",
            "é",
            "ï¼",
            "ï»",
            "ã€",
            "â€",
            "Ã",
            "Â",
            "È",
            "Ð",
            "Ö",
            "锛",
            "銆",
            "鈥",
            "锘",
            "鐨勫",
            "鐨勯",
            "?±",
            "?°",
            "鏄",
            "涓€",
        ],
        examine,
    ),
}];

/// Longest run told in one finding, in bytes.
const LONGEST: usize = 400;

fn examine(rule: &Rule, _: &Draft<'_>, prose: &Prose<'_>, at: usize) -> Seen {
    let Some(range) = garbled(prose.text(), at) else { return Seen::Nothing };
    let finding = rule
        .finding("这里是乱码，文字按错误的编码读了")
        .says("乱码")
        .hint("从原文件重新复制，或把原文件另存为 UTF-8 再打开；不要凭猜测改字");
    Seen::Found(range, Box::new(finding))
}

fn garbled(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text[at..text.floor_char_boundary(at + LONGEST)];
    let first = rest.chars().next()?;
    let run = |part: &dyn Fn(char) -> bool| rest.chars().take_while(|c| part(*c)).map(char::len_utf8).sum::<usize>();
    let length = match first {
        '\u{FFFD}' | '\u{FFED}' => run(&|c| c == first),
        '锟' | '斤' => run(&|c| "锟斤拷\u{FFFD}".contains(c)),
        '烫' | '屯' | '葺' => run(&|c| c == first),
        '?' => {
            let found = run(&|c| "?±°".contains(c));
            let degree = text[..at].ends_with(|c: char| c.is_ascii_digit());
            if degree { 0 } else { found }
        }
        // Characters that GBK makes of UTF-8: rare ones in a row, of which these are the most frequent.
        '锛' | '銆' | '鈥' | '锘' | '鐨' | '鏄' | '涓' => {
            let found = run(&|c| is_han(c) || matches!(c, '€' | '?' | '\u{E000}'..='\u{F8FF}'));
            let rare = |c: &char| "锛銆鈥锘鐨鏄涓€浜鍦绗鏈鍜鍥鏂涔鎴绔鑰鍏鍙鎬鐢璁".contains(*c);
            let count = rest[..found].chars().filter(rare).count();
            // The first three stand for punctuation and are no words of today.
            if count >= 2 || "锛銆鈥".contains(first) && found >= 6 { found } else { 0 }
        }
        // What Latin-1 makes of UTF-8 or GBK: letters with accents and signs, three or more.
        _ => {
            let part = |c: char| {
                matches!(c, '\u{80}'..='\u{FF}' | 'Œ' | 'œ' | 'Š' | 'š' | 'Ÿ' | 'Ž' | 'ž' | 'ƒ' | 'ˆ' | '˜' | '€' | '™')
                    || matches!(c, '\u{2013}' | '\u{2014}' | '\u{2018}'..='\u{201E}' | '\u{2020}'..='\u{2026}' | '‰' | '‹' | '›')
            };
            let found = run(&part);
            let whole: Vec<char> = rest[..found].chars().collect();
            let latin = whole.iter().filter(|c| matches!(c, '\u{80}'..='\u{FF}')).count();
            if whole.len() >= 3 && latin >= 2 { found } else { 0 }
        }
    };
    (length > 0).then_some(at..at + length)
}
