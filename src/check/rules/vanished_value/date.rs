//! Dates and ordinals without their numbers: 截至年月日, 6月日, 第届.

use super::Vanished;
use crate::lexicon::zone::line;

/// 在99日召开: two dates that ran together.
pub(super) fn day(text: &str, at: usize) -> Option<Vanished> {
    let digits = text[..at].chars().rev().take_while(char::is_ascii_digit).count();
    let start = at - digits;
    let number: u32 = text[start..at].parse().ok().filter(|_| (2..=4).contains(&digits))?;
    let right = &text[at + '日'.len_utf8()..];
    let period = right.starts_with(['内', '后', '前', '龄', '均', '以', '之', '无', '期', '的', '为', '（', '攻']);
    let led = ["在", "于", "自", "至", "从", "，"].iter().any(|word| text[..start].ends_with(word));
    (number > 31 && led && !period).then(|| (start..at, start..at + '日'.len_utf8()))
}

/// 第届, 第次会议.
pub(super) fn ordinal(text: &str, at: usize) -> Option<Vanished> {
    let after = at + '第'.len_utf8();
    let start = after + (text[after..].len() - text[after..].trim_start_matches(' ').len()).min(3);
    let word =
        ["届", "次会议", "次全", "次常", "次代表", "号令", "号文", "季度", "批次", "期培训", "期）", "期)", "号）"]
            .iter()
            .find(|word| text[start..].starts_with(**word))?;
    Some((start..start, start..start + word.chars().next()?.len_utf8()))
}

/// 截至年月日, 2026年月, 一、年工作回顾, 为年的目标.
pub(super) fn year(text: &str, at: usize) -> Option<Vanished> {
    let dated = text[at + '年'.len_utf8()..].trim_start_matches(' ').starts_with('月');
    let open = |c: char| if c.is_ascii_digit() { dated } else { "至自从到于在为、".contains(c) };
    if !text[..at].ends_with(open) {
        return None;
    }
    let (left, right) = line(text, &(at..at + '年'.len_utf8()));
    let right_bare = right.trim_start_matches(' ');
    let digits = left.chars().rev().take_while(char::is_ascii_digit).count();
    if digits == 4 {
        // 2026年月, 2026年  月.
        if let Some(rest) = right_bare.strip_prefix('月') {
            let month = at + '年'.len_utf8() + (right.len() - right_bare.len());
            let meant = rest.starts_with(['均', '度', '份', '报']) || rest.is_empty() && left.trim().len() == 4;
            return (!meant).then_some((month..month, month..month + '月'.len_utf8()));
        }
        return None;
    }
    let led = ["截至", "自", "从", "到", "于", "在", "为", "、"].iter().any(|word| left.ends_with(word));
    let listed =
        left.trim_end_matches('、').chars().all(|c| "一二三四五六七八九十".contains(c)) && left.ends_with('、');
    let followed = ["以来，", "工作回顾", "工作总结", "工作打算"].iter().any(|word| right.starts_with(word));
    (led && followed || listed && right.starts_with("工作")).then_some((at..at, at..at + '年'.len_utf8()))
}

/// One sign of a date that has lost all its numbers: 截至年月日, or 　　年　月　日 as the last line.
pub(super) fn open_date(text: &str, at: usize, sign: char) -> Option<Vanished> {
    let space = |c: char| matches!(c, ' ' | '\u{3000}');
    let back = |end: usize, sign: char| text[..end].trim_end_matches(space).strip_suffix(sign).map(str::len);
    let year = match sign {
        '年' => at,
        '月' => back(at, '年')?,
        '日' => back(back(at, '月')?, '年')?,
        _ => return None,
    };
    let rest = text[year + '年'.len_utf8()..].trim_start_matches(space).strip_prefix('月')?;
    let rest = rest.trim_start_matches(space).strip_prefix('日')?;
    let end = text.len() - rest.len();
    let (left, _) = line(text, &(year..year));
    let tight = &text[year..end] == "年月日";
    let last = left.trim().is_empty() && rest.trim().is_empty();
    let spoken =
        ["出生", "生于", "写明", "注明", "填写", "标明", "具体", "“", "按", "的", "精确到", "包括", "以", "含"];
    let meant = spoken.iter().any(|word| left.ends_with(word)) || left.ends_with(|c: char| c.is_ascii_digit());
    let open = match left.trim().is_empty() {
        // Set to the right at the end; a cell that is headed 年月日 is not.
        true => last && (!tight || !left.is_empty()),
        false => tight && !meant,
    };
    open.then(|| (at..at, at..at + sign.len_utf8()))
}

/// 6月日, 月日召开.
pub(super) fn month(text: &str, at: usize) -> Option<Vanished> {
    let end = at + '月'.len_utf8();
    if !text[end..].trim_start_matches(' ').starts_with('日') {
        return None;
    }
    let (left, right) = line(text, &(at..end));
    let bare = right.trim_start_matches(' ');
    let day = bare.strip_prefix('日')?;
    if left.ends_with('年') || day.starts_with(['均', '报', '常', '程']) {
        return None;
    }
    let start = end + (right.len() - bare.len());
    if left.ends_with(|c: char| c.is_ascii_digit()) {
        return Some((start..start, start..start + '日'.len_utf8()));
    }
    let alone = left.is_empty() || left.ends_with(['，', '。', '于', '至', '（', '；', '自', '从']);
    let told = ["，", "召", "至", "上", "下", "，"].iter().any(|word| day.starts_with(word));
    (alone && told).then_some((at..at, at..start + '日'.len_utf8()))
}
