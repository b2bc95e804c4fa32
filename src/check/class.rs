//! What kind of thing a gap stands for, from the characters beside it.
//!
//! An ordered list of questions; the first that knows an answer decides. Some six characters to the left and eight to
//! the right are enough, and no dictionary is loaded.

use crate::lexicon::{Class, Head, Measure, blank, head, is_word, measure, suffix};
use std::ops::Range;

/// Bytes of text looked at on either side.
const WINDOW: usize = 120;

/// A question to the neighbours.
type Ask = for<'t> fn(&Around<'t>) -> Option<Reading<'t>>;

/// All questions, in the order in which they are asked.
const QUESTIONS: &[Ask] =
    &[quoted, span_of_numbers, date, in_office, counted, in_list, named, fragment, says, surname, after_head, opened];

/// What the neighbours say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading<'t> {
    /// The class.
    pub class: Class,
    /// What the missing thing is called: 个数, 金额, 县名; empty if only 名称 can be said.
    pub called: String,
    /// The neighbour that decided: 个, 万元, 社区.
    pub evidence: &'t str,
    /// Where the text after the deciding right neighbour begins, if there is one.
    pub after: Option<usize>,
}

/// The text around a gap.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'t> {
    /// The line before it, at most [`WINDOW`] bytes, without spaces at its end.
    pub left: &'t str,
    /// The line after it, likewise.
    pub right: &'t str,
    /// Where `right` begins in the whole text.
    pub right_start: usize,
}

impl<'t> Around<'t> {
    /// The surroundings of a byte range.
    pub(super) fn new(text: &'t str, range: &Range<usize>) -> Self {
        let floor = |at: usize| (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        let left = &text[floor(range.start.saturating_sub(WINDOW))..range.start];
        let right = &text[range.end..floor((range.end + WINDOW).min(text.len()))];
        let left = left.rsplit('\n').next().unwrap_or_default().trim_end();
        let right = right.split('\n').next().unwrap_or_default();
        let bare = right.trim_start();
        Around { left, right: bare, right_start: range.end + right.len() - bare.len() }
    }
}

/// Reads the neighbours of a gap.
pub(super) fn read<'t>(text: &'t str, range: &Range<usize>) -> Reading<'t> {
    let around = Around::new(text, range);
    // A line that is nothing but three marks: a name under the title.
    if around.left.is_empty() && around.right.is_empty() && text[range.clone()].chars().count() == 3 {
        return Reading { class: Class::Person, called: "姓名".to_owned(), evidence: "", after: None };
    }
    QUESTIONS.iter().find_map(|ask| ask(&around)).unwrap_or(Reading {
        class: Class::Other,
        called: String::new(),
        evidence: "",
        after: None,
    })
}

/// Reads the name of a field or column: 镇数, 面积（平方米）, 联系人.
pub(super) fn read_title(title: &str) -> Option<(Class, String)> {
    let bare = title.split(['（', '(']).next().unwrap_or_default().trim();
    let unit = title[bare.len().min(title.len())..].trim_matches(|c: char| "（）() ".contains(c));
    if let Some(measure) = measure(unit) {
        return Some((measure.class, measure.quantity.to_owned()));
    }
    if let Some(head) = head(bare) {
        return Some((head.class, head.called.to_owned()));
    }
    let endings = [
        ("单位", Class::Org),
        ("部门", Class::Org),
        ("机构", Class::Org),
        ("媒体名称", Class::Org),
        ("党派名称", Class::Org),
        ("机构名称", Class::Org),
        ("单位名称", Class::Org),
        ("部门名称", Class::Org),
        ("工作单位及职务", Class::Org),
        ("单位及职务", Class::Org),
        ("数字", Class::Count),
        ("批次", Class::Count),
        ("场次", Class::Count),
        ("件数", Class::Count),
        ("年份", Class::Year),
        ("月份", Class::Month),
        ("数量", Class::Count),
        ("个数", Class::Count),
        ("人数", Class::Count),
        ("户数", Class::Count),
        ("次数", Class::Count),
        ("率", Class::Percent),
        ("数", Class::Count),
        ("额", Class::Amount),
        ("费", Class::Amount),
        ("地点", Class::Place),
    ];
    if let Some((ending, class)) = endings.iter().find(|(ending, _)| bare.ends_with(ending)) {
        return Some((*class, (*ending).to_owned()));
    }
    let name = bare.trim_end_matches('称').trim_end_matches('名');
    let start = name.char_indices().rev().take(2).map(|(at, _)| at);
    let found = start.filter_map(|at| suffix(&name[at..]).filter(|s| s.word.len() == name.len() - at)).last()?;
    Some((found.class, found.called.unwrap_or("名称").to_owned()))
}

/// “**”建设, 《**》
fn quoted<'t>(around: &Around<'t>) -> Option<Reading<'t>> {
    let open = around.left.chars().next_back()?;
    let close = around.right.chars().next()?;
    let class = match (open, close) {
        ('“', '”') | ('"', '"') | ('‘', '’') | ('「', '」') | ('『', '』') | ('”', '“') => {
            Class::Slogan
        }
        ('《', '》') => Class::Other,
        _ => return None,
    };
    let called = if class == Class::Slogan { "提法" } else { "文件名称" };
    reading(around, class, called, close.len_utf8())
}

/// 5-*名, *—*万元
fn span_of_numbers<'t>(around: &Around<'t>) -> Option<Reading<'t>> {
    let number = |c: char| c.is_ascii_digit() || matches!(c, '*' | '＊' | 'X' | 'x' | 'Ｘ' | '×' | '_' | '＿');
    let dash = |c: char| matches!(c, '-' | '－' | '—' | '–' | '~' | '～' | '至' | '到');
    let lower = around.right.trim_start_matches(dash);
    if lower.len() < around.right.len() && lower.starts_with(number) {
        let tail = lower.trim_start_matches(|c| number(c) || c == '.');
        let unit = measure(tail)?;
        let after = around.right.len() - tail.len() + unit.word.len();
        return reading(around, Class::RangeBound, &format!("{}下限", unit.quantity), after);
    }
    let upper = around.left.trim_end_matches(dash);
    if upper.len() < around.left.len() && upper.ends_with(number) {
        let unit = measure(around.right)?;
        return reading(around, Class::RangeBound, &format!("{}上限", unit.quantity), unit.word.len());
    }
    None
}

/// 年、月、日, unless the years are counted.
fn date<'t>(around: &Around<'t>) -> Option<Reading<'t>> {
    let first = around.right.chars().next()?;
    let rest = &around.right[first.len_utf8()..];
    let (class, called) = match first {
        '年' if rest.starts_with(['来', '内', '间', '多', '余'])
            || rest.starts_with("以上")
            || counts_years(around.left) =>
        {
            (Class::Count, "年数")
        }
        '年' => (Class::Year, "年份"),
        '月' => (Class::Month, "月份"),
        '日' if rest.starts_with(['报', '均']) => return None,
        '日' => (Class::Day, "日期"),
        '号' if around.left.ends_with('月') || around.left.contains('月') && rest.is_empty() => (Class::Day, "日期"),
        '时' | '点' if around.left.ends_with(['日', '午', '晨', '晚']) => (Class::Other, "时刻"),
        '届' => (Class::Other, "届次"),
        '次' | '期' | '号' | '批' | '位' if around.left.ends_with('第') => (Class::Other, "序数"),
        _ => return None,
    };
    reading(around, class, called, first.len_utf8())
}

fn counts_years(left: &str) -> bool {
    let words = ["近", "过去", "连续", "未来", "今后", "历时", "为期", "长达", "满", "每", "已有", "持续", "前", "达"];
    words.iter().any(|word| left.ends_with(word))
}

/// A measure word, a unit, a percent sign, with 多 or 余 before it.
fn counted<'t>(around: &Around<'t>) -> Option<Reading<'t>> {
    let bare = around.right.trim_start_matches(['多', '余', '来', '几']);
    let bare = if measure(bare).is_some() || bare.starts_with(['万', '亿', '千']) { bare } else { around.right };
    let skipped = around.right.len() - bare.len();
    if let Some(unit) = measure(bare) {
        if !is_measure_here(bare, &unit) {
            return None;
        }
        return reading(around, unit.class, unit.quantity, skipped + unit.word.len());
    }
    let scale = bare.chars().next().filter(|c| matches!(c, '万' | '亿' | '千'))?;
    let head = clause_head(around.left).filter(|head| !matches!(head.class, Class::Place | Class::Person | Class::Org));
    let (class, called) = head.map_or((Class::Count, "数量"), |head| (head.class, head.called));
    reading(around, class, called, skipped + scale.len_utf8())
}

/// Whether a measure character measures here, or begins another word (项目, 位于) or a name (门社区).
fn is_measure_here(right: &str, unit: &Measure<'_>) -> bool {
    const WORDS: &[&str] = &[
        "位于",
        "位居",
        "位列",
        "项目",
        "条件",
        "条例",
        "类型",
        "级别",
        "人民",
        "人员",
        "人才",
        "人大",
        "人口",
        "人均",
        "名为",
        "名列",
        "名誉",
        "名单",
        "家庭",
        "家长",
        "家属",
        "组织",
        "组成",
        "部署",
        "部分",
        "部门",
        "班子",
        "班组",
        "队伍",
        "期间",
        "场所",
        "场镇",
        "分管",
        "分别",
        "分布",
        "口岸",
        "门户",
        "里程",
        "方面",
        "方案",
        "方式",
        "方法",
        "户籍",
        "户外",
        "支部",
        "支队",
        "支行",
        "分局",
        "分公司",
        "处室",
        "处级",
        "个人",
        "本级",
        "本地",
        "层级",
        "度假",
        "头部",
        "张家",
        "起步",
        "场地",
        "片区",
        "组团",
        "块状",
    ];
    if suffix(right).is_some_and(|name| name.word.len() > unit.word.len()) {
        return false;
    }
    if WORDS.iter().any(|word| right.starts_with(word)) {
        return right.starts_with("个人") || right.starts_with("人均") || right.starts_with("家庭");
    }
    let next = suffix(&right[unit.word.len()..]);
    !(unit.weak && next.is_some_and(|name| name.class == Class::Place))
}

/// *、*等地: the list ends with what all its members are.
fn in_list<'t>(around: &Around<'t>) -> Option<Reading<'t>> {
    let link = |c: char| matches!(c, '、' | '和' | '与' | '及' | '，' | '/');
    if !around.right.starts_with(['、', '和', '与', '及', '等', '/']) {
        return None;
    }
    let mut tail = around.right;
    loop {
        let bare = tail.trim_start_matches(link);
        let mark = blank::shapes(bare).next().filter(|blank| blank.range.start == 0);
        tail = match mark {
            Some(blank) => &bare[blank.range.end..],
            None => break,
        };
    }
    let after = around.right.len() - tail.len();
    if let Some(list) = tail.strip_prefix('等') {
        return listed(around, list, after + '等'.len_utf8());
    }
    if after > 0 && !tail.starts_with(link) {
        let probe = Around { right: tail, right_start: around.right_start + after, ..*around };
        let asks: [Ask; 4] = [date, counted, named, fragment];
        let found = asks.iter().find_map(|ask| ask(&probe));
        if let Some(found) = found.filter(|found| matches!(found.class, Class::Place | Class::Org | Class::Person)) {
            return Some(found);
        }
    }
    after_head(around)
}

/// What follows 等: 地, 社区, 8个县, 部门, 人.
fn listed<'t>(around: &Around<'t>, list: &'t str, after: usize) -> Option<Reading<'t>> {
    if list.starts_with('地') {
        return reading(around, Class::Place, "地名", after + '地'.len_utf8());
    }
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十几多余两".contains(c);
    let bare = list.trim_start_matches(number);
    if bare.len() < list.len() && (bare.starts_with('人') || bare.starts_with("名") || bare.starts_with('位')) {
        return reading(around, Class::Person, "姓名", after + list.len() - bare.len());
    }
    let attributes = ["城市", "农村", "乡镇", "县级", "市级", "省级", "城镇", "涉农", "重点"];
    let bare = attributes
        .iter()
        .find_map(|word| bare.strip_prefix(word).filter(|rest| suffix(rest).is_some()))
        .unwrap_or(bare);
    let mut starts = bare.char_indices().map(|(at, _)| at).take(8);
    let phrase_end = bare.find(|c: char| "，。；：、！？（".contains(c)).unwrap_or(bare.len());
    let found = starts.find_map(|at| (at < phrase_end).then(|| suffix(&bare[at..])).flatten().map(|name| (at, name)));
    match found {
        Some((at, name)) => {
            let called = name.called.map_or_else(|| format!("{}名称", name.word), str::to_owned);
            reading(around, name.class, &called, after + list.len() - bare.len() + at + name.word.len())
        }
        None => after_head(around),
    }
}

/// 县, 社区, 局, 同志: the end of a name.
fn named<'t>(around: &Around<'t>) -> Option<Reading<'t>> {
    let name = suffix(around.right)?;
    let rest = &around.right[name.word.len()..];
    let short = name.class == Class::Place && "山河江湖岛港湾峡坝路街庄寨屯".contains(name.word);
    if short && suffix(rest).is_some_and(|next| next.class == Class::Place && next.word != "路") {
        return None;
    }
    if name.class == Class::Person
        && let Some(title) = head(around.left).filter(|title| title.class == Class::Person)
    {
        return Some(Reading {
            class: Class::Person,
            called: title.called.to_owned(),
            evidence: title.word,
            after: None,
        });
    }
    let called = name.called.map_or_else(|| format!("{}名称", name.word), str::to_owned);
    reading(around, name.class, &called, name.word.len())
}

/// 县长***受委托: an office directly before is followed by a name.
fn in_office<'t>(around: &Around<'t>) -> Option<Reading<'t>> {
    let office = head(around.left).filter(|head| head.class == Class::Person)?;
    let counted = measure(around.right).is_some_and(|unit| !unit.weak);
    if counted || around.right.starts_with(['名', '人', '位', '个', '、', '万']) {
        return None;
    }
    Some(Reading { class: Class::Person, called: office.called.to_owned(), evidence: office.word, after: None })
}

/// ***反映：: who says something is a person.
fn says<'t>(around: &Around<'t>) -> Option<Reading<'t>> {
    let verbs = ["反映", "表示", "介绍", "说", "认为", "指出", "建议", "告诉", "坦言"];
    let verb = verbs.iter().find(|verb| around.right.starts_with(**verb))?;
    let spoken = around.right[verb.len()..].starts_with(['：', ':', '，']);
    spoken.then(|| Reading {
        class: Class::Person,
        called: "姓名".to_owned(),
        evidence: &around.right[..verb.len()],
        after: None,
    })
}

/// 联系人：王**: a surname where a name is wanted.
fn surname<'t>(around: &Around<'t>) -> Option<Reading<'t>> {
    const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
    let last = around.left.chars().next_back().filter(|c| SURNAMES.contains(*c))?;
    let before = around.left[..around.left.len() - last.len_utf8()].trim_end();
    let wanted = before.ends_with(['：', ':']) || head(before).is_some_and(|head| head.class == Class::Person);
    wanted.then(|| Reading { class: Class::Person, called: "姓名".to_owned(), evidence: "", after: None })
}

/// *塘社区, *家湾村: what is left of a name.
fn fragment<'t>(around: &Around<'t>) -> Option<Reading<'t>> {
    const NEVER: &str = "全我本该各外两三新的和与及在是为把对从向等城农和或由按被让使到于以了，。；：、（）“”";
    let mut ends = around.right.char_indices().map(|(at, c)| (at + c.len_utf8(), c)).take(2);
    let end = ends.find_map(|(end, c)| {
        if NEVER.contains(c) || c.is_ascii() {
            return Some(None);
        }
        let name = suffix(&around.right[end..]).filter(|name| name.class == Class::Place)?;
        Some((!is_word(&around.right[..end + name.word.len()])).then_some((end, name.word)))
    })??;
    let whole = &around.right[..end.0 + end.1.len()];
    let mut found = reading(around, Class::NameFragment, "", whole.len())?;
    found.called = format!("“{whole}”名称中缺的字");
    Some(found)
}

/// 副县长*, 赴*, 资金达**: the word before says what follows.
fn after_head<'t>(around: &Around<'t>) -> Option<Reading<'t>> {
    let head = clause_head(around.left)?;
    // A name follows its head directly; a figure may stand behind 达, 为, 约.
    let direct = around.left.ends_with(head.word);
    let name = matches!(head.class, Class::Person | Class::Place | Class::Org);
    if name && !direct && !around.left.ends_with(['：', ':', '是', '为']) && !behind_list(around.left, head.word) {
        return None;
    }
    let found = Reading { class: head.class, called: head.called.to_owned(), evidence: head.word, after: None };
    Some(found)
}

/// 赴*、*: between the head and the gap stand only members of a list.
fn behind_list(left: &str, word: &str) -> bool {
    left.rfind(word).is_some_and(|at| {
        let between = &left[at + word.len()..];
        between.chars().all(|c| matches!(c, '、' | '*' | '＊' | 'X' | 'x' | '×' | '_' | '＿' | '和' | '及'))
    })
}

/// “*: a quotation opens.
fn opened<'t>(around: &Around<'t>) -> Option<Reading<'t>> {
    if !around.left.ends_with(['“', '「', '‘']) {
        return None;
    }
    Some(Reading { class: Class::Slogan, called: "提法".to_owned(), evidence: "“", after: None })
}

/// The head word of the clause before a gap: 资金 in 落实资金达.
fn clause_head(left: &str) -> Option<Head<'_>> {
    const LINKS: &[&str] = &[
        "达到",
        "达",
        "为",
        "共",
        "约",
        "近",
        "超过",
        "仅",
        "是",
        "有",
        "至",
        "到",
        "了",
        "不少于",
        "不低于",
        "已",
        "均",
        "：",
        ":",
    ];
    let mut rest = left;
    for _ in 0..5 {
        if let Some(found) = head(rest) {
            return Some(found);
        }
        let listed = rest.trim_end_matches(['、', '*', '＊', 'X', 'x', '×', '_', '＿', '和', '及']);
        let link = LINKS.iter().find_map(|link| listed.strip_suffix(link));
        rest = match link {
            Some(shorter) => shorter,
            None if listed.len() < rest.len() => listed,
            None => return None,
        };
    }
    None
}

fn reading<'t>(around: &Around<'t>, class: Class, called: &str, length: usize) -> Option<Reading<'t>> {
    Some(Reading {
        class,
        called: called.to_owned(),
        evidence: around.right.get(..length)?,
        after: Some(around.right_start + length),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Classes of all gaps of a text.
    fn classes(text: &str) -> Vec<&'static str> {
        blank::find(text).map(|found| read(text, &found.range).class.id()).collect()
    }

    #[test]
    fn neighbours_decide() {
        for (text, expected) in [
            ("*县辖*个镇", &["place", "count"][..]),
            ("XX年XX月XX日", &["date-year", "date-month", "date-day"]),
            ("配备*-*名网格员", &["range-bound", "range-bound"]),
            ("投入**多万元，增长____%", &["amount", "percent"]),
            ("面积达***平方米", &["measure"]),
            ("先后赴*、*、*等地考察", &["place", "place", "place"]),
            ("副县长××主持会议", &["person"]),
            ("*山社区和*桥镇", &["name-fragment", "name-fragment"]),
            ("实施“**”工程", &["slogan"]),
            ("人均收入达**万", &["amount"]),
            ("近*年来", &["count"]),
            ("**局牵头", &["org"]),
            ("*、*等社区", &["place", "place"]),
            ("*、*等3人", &["person", "person"]),
            ("**项目开工", &["other"]),
        ] {
            assert_eq!(classes(text), expected, "{text}");
        }
    }

    #[test]
    fn titles_of_fields_decide() {
        assert_eq!(read_title("面积（平方米）").map(|t| t.0), Some(Class::Measure));
        assert_eq!(read_title("镇数").map(|t| t.0), Some(Class::Count));
        assert_eq!(read_title("县名").map(|t| t.0), Some(Class::Place));
        assert_eq!(read_title("联系人").map(|t| t.0), Some(Class::Person));
        assert_eq!(read_title("事由"), None);
    }
}
