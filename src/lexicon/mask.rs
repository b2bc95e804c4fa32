//! Marks that hide a word instead of waiting for one: a keyword filter's 镇X委, a careless replacement's 党的XX大.
//!
//! In comes a text and a [`Blank`] in it, out goes what was done to the text and over which range. What is missing
//! there is known to every reader, so it is no gap to be filled from data.

use super::blank::{Blank, Shape};
use std::ops::Range;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mask {
    /// A filter has struck out a word; this word, as far as it is certain.
    Censored(Option<&'static str>),
    /// Replacing names has hit a word that is no name; this word, as far as it is certain.
    Replaced(Option<&'static str>),
}

/// Reads a blank as a mask; `None` if it may be a gap.
pub fn mask(text: &str, blank: &Blank) -> Option<(Mask, Range<usize>)> {
    if blank.shape == Shape::Note {
        return None;
    }
    let (left, right) = (&text[..blank.range.start], &text[blank.range.end..]);
    replaced(left, right, blank).or_else(|| censored(left, right, blank))
}

/// What follows a struck-out 党.
const PARTY: &[&str] =
    &["委", "支部", "总支", "工委", "代会", "组织", "政机关", "政领导", "员干部", "建工作", "群服务", "风廉政"];

fn censored(left: &str, right: &str, blank: &Blank) -> Option<(Mask, Range<usize>)> {
    let hit = |word, before: usize, after: usize| {
        Some((Mask::Censored(word), blank.range.start - before..blank.range.end + after))
    };
    if blank.count == 1
        && let Some(found) = PARTY.iter().find(|word| right.starts_with(**word))
        && left.ends_with(['镇', '乡', '县', '市', '区', '省', '村', '局', '厅', '司', '校', '道', '社', '部'])
    {
        let before = left.chars().next_back().map_or(0, char::len_utf8);
        return hit(Some("党"), before, found.len());
    }
    for (behind, word) in [
        ("新时代中国特色社会主义", "习近平"),
        ("新时代特色社会主义", "习近平"),
        ("总书记", "习近平"),
        ("生态文明思想", "习近平"),
        ("法治思想", "习近平"),
        ("强军思想", "习近平"),
        ("外交思想", "习近平"),
        ("经济思想", "习近平"),
        ("文化思想", "习近平"),
        ("新时代", ""),
        ("重要讲话", ""),
        ("重要论述", ""),
        ("重要指示", ""),
    ] {
        // 习**总书记: the first character was left standing.
        let first = usize::from(left.ends_with('习')) * '习'.len_utf8();
        // A single cross before such words may be a list of letters; a star or underscore is not.
        let several = blank.count >= 2 || blank.shape != Shape::Cross;
        let certain = !word.is_empty() || first > 0 || blank.count >= 3 || blank.shape == Shape::Underscore;
        if several && certain && right.starts_with(behind) {
            return hit(Some("习近平").filter(|_| !word.is_empty() || first > 0), first, behind.len());
        }
    }
    if left.ends_with('习') && blank.count == 2 && !left.ends_with("学习") && !left.ends_with("练习") {
        let behind = ["主席", "同志", "在", "对", "关于", "，", "、", "。", "的"];
        if behind.iter().any(|word| right.starts_with(word)) {
            return hit(Some("习近平"), '习'.len_utf8(), 0);
        }
    }
    // 政*府: a filter's mark inside a word.
    for (first, second, word) in [
        ("政", "府", "政府"),
        ("中", "央", "中央"),
        ("国", "务院", "国务院"),
        ("共", "产党", "共产党"),
        ("上", "访", "上访"),
        ("腐", "败", "腐败"),
        ("民", "主", "民主"),
        ("宗", "教", "宗教"),
    ] {
        if blank.count == 1 && left.ends_with(first) && right.starts_with(second) {
            return hit(Some(word), first.len(), second.len());
        }
    }
    None
}

fn replaced(left: &str, right: &str, blank: &Blank) -> Option<(Mask, Range<usize>)> {
    let hit = |word, before: usize, after: usize| {
        Some((Mask::Replaced(word), blank.range.start - before..blank.range.end + after))
    };
    // 党的XX大, 党的十X大
    for head in ["党的", "党的十", "党的二十", "迎接", "喜迎", "学习", "贯彻"] {
        let party = head.starts_with('党');
        let tail = right.strip_prefix('大').filter(|rest| {
            party && !rest.starts_with(['队', '会', '型']) || rest.starts_with("精神") || rest.starts_with("报告")
        });
        if left.ends_with(head) && tail.is_some() {
            let before = if party { head.len() } else { 0 };
            return hit(None, before, '大'.len_utf8());
        }
    }
    for (behind, word) in [
        ("特色社会主义", "中国"),
        ("共产党", "中国"),
        ("人民共和国", "中华"),
        ("人民解放军", "中国"),
        ("民族伟大复兴", "中华"),
        ("民族共同体", "中华"),
    ] {
        if blank.count >= 2 && right.starts_with(behind) {
            return hit(Some(word), 0, behind.len());
        }
    }
    // 工业XX县区: 园 was taken for a name.
    for head in ["工业", "科技", "产业", "创业", "农业", "物流", "开发", "示范", "高新"] {
        let level = ["县", "市", "镇"].iter().find(|level| right.starts_with(**level));
        if left.ends_with(head)
            && let Some(level) = level
        {
            let rest = &right[level.len()..];
            let inner = ["级", "县", "直", "内", "域", "划"];
            if rest.strip_prefix('区').is_some_and(|rest| !inner.iter().any(|word| rest.starts_with(word))) {
                return hit(None, head.len(), level.len() + '区'.len_utf8());
            }
        }
    }
    // XX3年: 201 was taken for a name.
    let digit = right.as_bytes().first().is_some_and(u8::is_ascii_digit) && right[1..].starts_with('年');
    let counted =
        digit && ["来", "内", "间", "以", "多", "期", "的", "中", "行"].iter().any(|w| right[4..].starts_with(w));
    let numbered = left.ends_with(|c: char| c.is_ascii_digit());
    if blank.shape == Shape::Cross && blank.count >= 2 && digit && !counted && !numbered {
        return hit(None, 0, 1 + '年'.len_utf8());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::blank::shapes;

    fn masked(text: &str) -> Vec<&str> {
        shapes(text).filter_map(|blank| mask(text, &blank)).map(|(_, range)| &text[range]).collect()
    }

    #[test]
    fn masks_are_told_from_gaps() {
        assert_eq!(masked("镇X委、镇政府"), ["镇X委"]);
        assert_eq!(masked("以***新时代中国特色社会主义思想为指导"), ["***新时代中国特色社会主义"]);
        assert_eq!(masked("以_新时代中国特色社会主义思想为指导"), ["_新时代中国特色社会主义"]);
        assert_eq!(masked("习**总书记的讲话"), ["习**总书记"]);
        assert_eq!(masked("学习党的XX大精神"), ["党的XX大"]);
        assert_eq!(masked("建设工业XX县区"), ["工业XX县区"]);
        assert_eq!(masked("XX3年，全县"), ["XX3年"]);
        for gap in ["*县辖*个镇", "XX县委", "学习**先进经验", "XX县3年来", "全县*办*局", "XX年X月", "赴XX县区考察"]
        {
            assert_eq!(masked(gap), Vec::<&str>::new(), "{gap}");
        }
    }
}
