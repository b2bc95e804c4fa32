//! Promises of a number of things: 四个办法, 以下三个方面, “五个一”.

use super::outline::is_numeral;
use std::ops::Range;

/// A number of things that a text promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Promise {
    /// How many.
    pub(super) number: u32,
    /// From the number to the end of what is counted.
    pub(super) range: Range<usize>,
}

/// Longest name of what is counted, in characters.
const LONGEST_NOUN: usize = 8;
/// Things that a report lists one by one.
const POINTS: [&str; 56] = [
    "方面", "问题", "办法", "做法", "措施", "建议", "意见", "弱点", "特点", "不足", "困难", "原因", "工作", "任务",
    "环节", "重点", "难点", "短板", "关系", "原则", "举措", "要求", "目标", "机制", "经验", "启示", "体会", "成效",
    "变化", "特征", "情形", "情况", "步骤", "阶段", "途径", "方式", "模式", "方法", "行动", "工程", "转变", "坚持",
    "突出", "强化", "结合", "统筹", "到位", "关口", "瓶颈", "内容", "事项", "部分", "类型", "优势", "矛盾", "差距",
];
/// What stands between a promise and its colon: 从四个方面汇报如下.
const TAILS: [&str; 8] = ["如下", "汇报", "报告", "说明", "着手", "入手", "发力", "是"];
/// Words before a number that point back or to something else: 这三个问题.
const BACKWARDS: [&str; 22] = [
    "这", "那", "上述", "以上", "前", "第", "该", "其中", "另", "另外", "各", "每", "余", "数", "几", "后", "其他",
    "其余", "某", "近", "约", "达",
];
/// Words that announce a list where no colon does.
const CUES: [&str; 22] = [
    "以下", "下列", "如下", "主要", "集中", "表现", "提出", "做到", "采取", "从", "靠", "有", "存在", "面临", "围绕",
    "分", "归纳", "概括", "抓好", "做好", "实施", "强化",
];

/// The promise that closes the stretch `clause` of `text`, of any things or only of points of a report.
pub(super) fn closing(text: &str, clause: Range<usize>, only_points: bool) -> Option<Promise> {
    let mut words = &text[clause.clone()];
    while let Some(rest) = TAILS.iter().find_map(|tail| words.strip_suffix(tail)) {
        words = rest;
    }
    let end = clause.start + words.len();
    for (noun_length, (at, c)) in words.char_indices().rev().enumerate().take(LONGEST_NOUN + 1) {
        let measure = matches!(c, '个' | '项' | '条' | '种' | '类' | '点' | '大') && noun_length > 0;
        // 五条建议, 三方面问题, but also 五条.
        let bare = matches!(c, '条' | '点' | '项') && noun_length == 0;
        let side = words[at..].starts_with("方面");
        if !(measure || bare || side) {
            continue;
        }
        let Some((number, start)) = number_before(words, at) else { continue };
        let noun = &words[at..];
        let points = POINTS.iter().any(|point| noun.ends_with(point)) || bare;
        let backwards = BACKWARDS.iter().any(|word| words[..start].ends_with(word));
        let meant = (2..=20).contains(&number) && !backwards && (points || !only_points);
        return meant.then_some(Promise { number, range: clause.start + start..end });
    }
    None
}

/// The number that ends at `end`, and where it begins.
pub(super) fn number_before(text: &str, end: usize) -> Option<(u32, usize)> {
    let head = &text[..end];
    let digits = head.bytes().rev().take(3).take_while(u8::is_ascii_digit).count();
    let start = if digits > 0 { end - digits } else { head.trim_end_matches(is_numeral).len() };
    let number = if digits > 0 { head[start..].parse().ok() } else { crate::numeral::parse_chinese(&head[start..]) };
    // 1.5个, 三四个, 十几个.
    let part = text[..start].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '多' | '〇' | '零'));
    number.filter(|_| start < end && !part && !two_figures(&head[start..])).map(|number| (number, start))
}

/// 三四 is three or four.
fn two_figures(numeral: &str) -> bool {
    let mut last = false;
    for c in numeral.chars() {
        let figure = is_numeral(c) && !matches!(c, '十' | '百');
        if figure && last {
            return true;
        }
        last = figure;
    }
    false
}

/// Where a look back from `end` or a look ahead from it stops, so that long texts stay linear.
pub(super) fn near(text: &str, end: usize) -> Range<usize> {
    const FARTHEST: usize = 600;
    text.floor_char_boundary(end.saturating_sub(FARTHEST))..text.ceil_char_boundary((end + FARTHEST).min(text.len()))
}

/// The last clause of `text[..end]`, without the mark that closes it.
pub(super) fn last_clause(text: &str, end: usize) -> Range<usize> {
    let from = near(text, end).start;
    let head = text[from..end].trim_end().trim_end_matches(['。', '：', ':', '，', ',', '（', '—', '；']);
    let start = head.rfind(|c: char| {
        matches!(c, '。' | '！' | '？' | '；' | '，' | '：' | ',' | ';' | ':' | '“' | '”' | '（' | '）')
    });
    let start = start.map_or(0, |at| at + head[at..].chars().next().map_or(0, char::len_utf8));
    from + start..from + head.len()
}

/// Whether the sentence before `end` announces a list.
pub(super) fn announces(text: &str, end: usize) -> bool {
    let head = text[..end].trim_end();
    let bare = head.trim_end_matches(['。', '：', ':', '，', ',']);
    let start = bare.rfind(['。', '！', '？', '；']).unwrap_or(0);
    head.ends_with(['：', ':']) || CUES.iter().any(|cue| bare[start..].contains(cue))
}

/// Items of a list, fewest and most: 甲、乙和丙 are two or three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    /// Each 、 parts two.
    pub(super) fewest: u32,
    /// Each 和 might, too.
    pub(super) most: u32,
    /// The list says that there are more.
    pub(super) open: bool,
}

impl Count {
    /// Counts the items of `list`; `None` if it is no list or not a plain one.
    pub(super) fn of(list: &str, mark: char) -> Option<Count> {
        const LONGEST: usize = 24;
        let open = list.trim_end().ends_with('等') || list.contains("……");
        let list = list.trim_end().trim_end_matches('等');
        let plain = !list.contains(['，', ',', '。', '：', ':', '“', '（', '《']);
        let items = list.split(mark).map(str::trim);
        let sound = items.clone().all(|item| !item.is_empty() && item.chars().nth(LONGEST).is_none());
        let fewest = items.count() as u32;
        let joined = list.match_indices(['和', '与', '及', '或']).filter(|(at, join)| joins(list, *at, join)).count();
        let most = fewest + joined as u32;
        (plain && sound && fewest > 1).then_some(Count { fewest, most, open })
    }

    /// Whether a promise of `number` can be meant.
    pub(super) fn keeps(self, number: u32) -> bool {
        (self.fewest..=self.most).contains(&number) || (self.open && number > self.most)
    }
}

/// Whether a character joins two items and is no part of a word: not 参与, 和谐, 涉及.
fn joins(list: &str, at: usize, join: &str) -> bool {
    let before = list[..at].chars().next_back().unwrap_or(' ');
    let after = list[at + join.len()..].chars().next().unwrap_or(' ');
    !("参赠温缓饱总涉普危以".contains(before) || "谐平睦会时早".contains(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closes(text: &str) -> Option<(u32, &str)> {
        let clause = last_clause(text, text.len());
        closing(text, clause, true).map(|promise| (promise.number, &text[promise.range]))
    }

    #[test]
    fn a_promise_closes_its_clause() {
        assert_eq!(closes("建站主要靠三个办法。"), Some((3, "三个办法")));
        assert_eq!(closes("现从以下4个方面汇报如下："), Some((4, "4个方面")));
        assert_eq!(closes("调研组提出五条建议。"), Some((5, "五条建议")));
        assert_eq!(closes("存在三方面问题："), Some((3, "三方面问题")));
        for text in [
            "解决了这三个问题。",
            "建成三个园区。",
            "有三四个问题。",
            "提供三项服务，写在墙上。",
            "第三个方面",
            "十几个问题",
        ] {
            assert_eq!(closes(text), None, "{text}");
        }
    }

    #[test]
    fn a_join_may_part_items_or_not() {
        assert_eq!(Count::of("渠道、闸门和泵站", '、'), Some(Count { fewest: 2, most: 3, open: false }));
        assert!(Count::of("渠道、闸门等", '、').is_some_and(|count| count.keeps(5) && !count.keeps(1)));
        assert_eq!(Count::of("渠道", '、'), None);
    }
}
