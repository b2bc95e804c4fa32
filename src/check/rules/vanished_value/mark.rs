//! Signs and spaces where a number should be: 增长%, 清理—辆, 请假　　名.

use super::words::{COUNTED, STRONG, WORDS};
use super::{Vanished, is_han};
use crate::lexicon::measure;
use crate::lexicon::zone::line;

/// 请假　　名, 收缴基金 万元.
pub(super) fn spaces(text: &str, at: usize) -> Option<Vanished> {
    let space = |c: char| matches!(c, ' ' | '\u{3000}');
    if !text[..at].ends_with(|c: char| is_han(c) || matches!(c, '，' | '（' | '：' | '、')) {
        return None;
    }
    let end = at + text[at..].len() - text[at..].trim_start_matches(space).len();
    let (left, right) = line(text, &(at..end));
    let width: usize = text[at..end].chars().map(|c| if c == ' ' { 1 } else { 2 }).sum();
    let han = left.ends_with(|c: char| is_han(c) || matches!(c, '，' | '（' | '：' | '、'));
    if !han || width < 2 || left.trim().is_empty() {
        return None;
    }
    let unit = measure(right)?;
    let strong = STRONG.contains(&unit.word) || matches!(unit.word, "%" | "％");
    let counted = COUNTED.contains(&unit.word) && !WORDS.iter().any(|word| right.starts_with(word));
    let ended = right[unit.word.len()..].starts_with(['，', '。', '；', '、', '）']) || right.len() == unit.word.len();
    (strong || counted && (width >= 3 || ended)).then(|| (at..end, at..end + unit.word.len()))
}

/// 增长%, 覆盖率达%.
pub(super) fn percent(text: &str, at: usize) -> Option<Vanished> {
    if text[..at].ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (left, right) = line(text, &(at..at + text[at..].chars().next()?.len_utf8()));
    let bare = left.trim_end_matches(' ');
    let before = bare.chars().next_back()?;
    let led = [
        "增长", "下降", "提高", "上升", "达", "达到", "占", "率", "率为", "占比", "减少", "完成", "比", "幅", "例",
        "为", "约", "近", "超过", "到", "了", "的", "以上",
    ];
    // 下降%和%
    let second = matches!(before, '和' | '、') && bare.trim_end_matches(['和', '、']).ends_with(['%', '％']);
    let led = second || is_han(before) && led.iter().any(|word| bare.ends_with(word));
    let spoken = right.starts_with(['号', '是', '为']) || ["一百", "百"].iter().any(|word| bare.ends_with(word));
    let end = at + text[at..].chars().next()?.len_utf8();
    (led && !spoken && !right.starts_with(|c: char| c.is_ascii_alphanumeric())).then_some((at..at, at..end))
}

/// 清理—辆: a dash where the number should be.
pub(super) fn dash(text: &str, at: usize) -> Option<Vanished> {
    let run = text[at..].len() - text[at..].trim_start_matches('—').len();
    let right = &text[at + run..];
    if ["率", "为", "达", "约"].iter().any(|word| text[..at].ends_with(word)) && right.starts_with(['，', '。', '；'])
    {
        return Some((at..at + run, at..at + run));
    }
    let unit = COUNTED.iter().chain(["%", "％", "万元", "亿元"].iter()).find(|unit| right.starts_with(**unit))?;
    let ended = right[unit.len()..].is_empty() || right[unit.len()..].starts_with(['，', '。', '；', '、']);
    let lone = text[..at].ends_with(|c: char| is_han(c) || c == '”')
        && run <= 6
        && !WORDS.iter().any(|word| right.starts_with(word));
    (ended && lone).then_some((at..at + run, at..at + run))
}
