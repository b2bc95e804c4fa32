//! Breaks a title into lines: 意义完整、排列对称, as a trapezium or a rhombus (GB/T 9704—2012, 7.3.1).
//!
//! A measured row and the places where words begin come in, ranges of atoms go out. Without a dictionary only the
//! places that a title's own grammar shows are taken gladly: before 关于, after 的, after a mark.

use super::atom::Row;
use super::class::{Break, Class};
use super::line::{Measure, break_lines};
use std::ops::Range;

/// Longer titles are no titles; they are set as a paragraph.
const LONGEST: usize = 100;
const FORBIDDEN: i64 = 1 << 40;

/// Finds where words begin: byte offsets into the text, ascending.
pub type WordStarts<'a> = &'a dyn Fn(&str) -> Vec<usize>;

/// Words that titles of reports are made of and that must not be torn.
const WORDS: [&str; 106] = [
    "关于",
    "人大",
    "常委会",
    "委员会",
    "人民",
    "政府",
    "人民政府",
    "代表",
    "大会",
    "代表大会",
    "常务委员会",
    "情况",
    "调研",
    "专题",
    "专题调研",
    "报告",
    "调研报告",
    "工作",
    "工作报告",
    "建设",
    "发展",
    "管理",
    "服务",
    "体系",
    "服务体系",
    "落实",
    "推进",
    "加强",
    "进一步",
    "贯彻",
    "贯彻实施",
    "实施",
    "执行",
    "执行情况",
    "检查",
    "执法",
    "视察",
    "审议",
    "审查",
    "意见",
    "建议",
    "办法",
    "方案",
    "办公",
    "用房",
    "办公用房",
    "社区",
    "城乡",
    "农村",
    "农业",
    "农民",
    "乡村",
    "振兴",
    "经济",
    "集体",
    "国民经济",
    "社会",
    "计划",
    "预算",
    "决算",
    "财政",
    "审计",
    "整改",
    "监督",
    "教育",
    "医疗",
    "卫生",
    "基层",
    "人才",
    "队伍",
    "机构",
    "改革",
    "治理",
    "生态",
    "环境",
    "保护",
    "产业",
    "项目",
    "民生",
    "养老",
    "就业",
    "企业",
    "资金",
    "安全",
    "生产",
    "食品",
    "水利",
    "法治",
    "司法",
    "县域",
    "营商",
    "全县",
    "全市",
    "上半年",
    "年度",
    "规范化",
    "标准化",
    "信息化",
    "现代化",
    "一体化",
    "高质量",
    "综合",
    "重点",
    "问题",
    "技术",
    "推广",
];

/// The lines of a title; `limit` is the widest line, fine.
pub(super) fn title_lines(row: &Row, limit: i64, words: Option<WordStarts<'_>>) -> Vec<Range<usize>> {
    let count = row.atoms.len();
    let width = row.width(0..count);
    if width <= limit || count < 4 {
        return std::iter::once(0..count).collect();
    }
    let lines = ((width + limit - 1) / limit) as usize;
    if count > LONGEST || lines > 5 {
        return break_lines(row, Measure { first: limit, rest: limit });
    }
    let costs = costs(row, words);
    (lines..=lines + 1)
        .filter_map(|count| {
            let (cost, found) = best(row, &costs, count, limit)?;
            // One line more than needed is the lesser evil only to tearing words.
            Some((cost + (count - lines) as i64 * 6000, found))
        })
        .min_by_key(|(cost, _)| *cost)
        .map(|(_, found)| found)
        .unwrap_or_else(|| break_lines(row, Measure { first: limit, rest: limit }))
}

/// What a break before each atom costs, in hundredths of a cell squared: a break between meanings is worth lines that
/// differ by some eight characters.
fn costs(row: &Row, words: Option<WordStarts<'_>>) -> Vec<i64> {
    let starts = words.map(|words| words(&row.text));
    let torn = torn_words(&row.text);
    let mut costs = Vec::with_capacity(row.atoms.len());
    let mut depth = 0i32;
    for (i, atom) in row.atoms.iter().enumerate() {
        let offset = atom.start as usize;
        let rest = &row.text[offset..];
        let before = i.checked_sub(1).map(|p| &row.text[row.bytes(p)]).unwrap_or_default();
        let at_word = starts.as_ref().map(|starts| starts.binary_search(&offset).is_ok());
        let cost = match atom.brk {
            Break::No => FORBIDDEN,
            _ if depth > 0 || rest.starts_with('的') || torn.contains(&offset) => FORBIDDEN,
            Break::Soft => FORBIDDEN,
            Break::Free if rest.starts_with("关于") => 0,
            Break::Free if matches!(before, "的" | "》" | "”" | "）" | "、" | "，" | " ") => 2000,
            Break::Free => match at_word {
                Some(true) => 4000,
                Some(false) => FORBIDDEN,
                None => 8000,
            },
        };
        costs.push(cost);
        match atom.class {
            Class::Open => depth += 1,
            Class::Close => depth = (depth - 1).max(0),
            _ => {}
        }
    }
    costs
}

/// Offsets inside the known words.
fn torn_words(text: &str) -> Vec<usize> {
    let mut torn = Vec::new();
    for word in WORDS {
        for (start, _) in text.match_indices(word) {
            torn.extend(word.char_indices().skip(1).map(|(offset, _)| start + offset));
        }
    }
    torn
}

/// The cheapest way to make so many lines, or `None`.
fn best(row: &Row, costs: &[i64], lines: usize, limit: i64) -> Option<(i64, Vec<Range<usize>>)> {
    let mut search = Search { row, costs, lines, limit, ends: Vec::new(), best: None, steps: 0 };
    search.descend(0);
    let (cost, ends) = search.best?;
    let starts = std::iter::once(0).chain(ends.iter().copied());
    Some((cost, starts.zip(ends.iter().copied()).map(|(start, end)| start..end).collect()))
}

struct Search<'a> {
    row: &'a Row,
    costs: &'a [i64],
    lines: usize,
    limit: i64,
    ends: Vec<usize>,
    best: Option<(i64, Vec<usize>)>,
    steps: usize,
}

impl Search<'_> {
    /// Tries every end of the next line. A title of five lines of twenty characters has few enough ways; a bound on
    /// the steps keeps odd ones cheap.
    fn descend(&mut self, start: usize) {
        let total = self.row.atoms.len();
        let left = self.lines - self.ends.len();
        self.steps += 1;
        if self.steps > 20_000 {
            return;
        }
        if left == 1 {
            self.ends.push(total);
            self.weigh();
            self.ends.pop();
            return;
        }
        let mut width = 0;
        for end in start + 1..total {
            width += self.row.atoms[end - 1].width;
            if width > self.limit {
                break;
            }
            if self.costs[end] < FORBIDDEN {
                self.ends.push(end);
                self.descend(end);
                self.ends.pop();
            }
        }
    }

    fn weigh(&mut self) {
        let cell = self.row.size.map_or(1, |size| size.cell);
        let mut start = 0;
        let mut widths = Vec::with_capacity(self.ends.len());
        for &end in &self.ends {
            // Tenths of a cell.
            widths.push(self.row.width(start..end) * 10 / cell);
            start = end;
        }
        let limit = self.limit * 10 / cell;
        if widths.iter().any(|&width| width > limit || width < 30) {
            return;
        }
        let breaks: i64 = self.ends[..self.ends.len() - 1].iter().map(|&end| self.costs[end]).sum();
        let mean = widths.iter().sum::<i64>() / widths.len() as i64;
        let uneven: i64 = widths.iter().map(|width| (width - mean) * (width - mean)).sum();
        let cost = breaks + uneven + shape_cost(&widths);
        if self.best.as_ref().is_none_or(|(best, _)| cost < *best) {
            self.best = Some((cost, self.ends.clone()));
        }
    }
}

/// Equal lines make a rectangle, a short middle an hourglass; both are out.
fn shape_cost(widths: &[i64]) -> i64 {
    const BAD: i64 = 12_000;
    let equal = widths.windows(2).filter(|pair| (pair[0] - pair[1]).abs() < 10).count() as i64;
    let waists = widths.windows(3).filter(|three| three[1] < three[0] && three[1] < three[2]).count() as i64;
    let equal_price = if widths.len() == 2 { BAD } else { BAD / 4 };
    equal * equal_price + waists * BAD
}
