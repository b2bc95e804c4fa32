//! Words that stand beside a number or a name and say what it is.

use super::Wordlist;

const MEASURES: Wordlist = Wordlist::new(include_str!("../../data/lexicon/measures.txt"));
const SUFFIXES: Wordlist = Wordlist::new(include_str!("../../data/lexicon/suffixes.txt"));
const HEADS: Wordlist = Wordlist::new(include_str!("../../data/lexicon/heads.txt"));

/// Longest entry of the three lists, in characters.
const LONGEST: usize = 6;

/// What kind of thing a word belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// 地名
    Place,
    /// 机构
    Org,
    /// 人名
    Person,
    /// 数量
    Count,
    /// 金额
    Amount,
    /// 百分比
    Percent,
    /// 面积、长度、重量……
    Measure,
    /// 年
    Year,
    /// 月
    Month,
    /// 日
    Day,
    /// 区间端点
    RangeBound,
    /// 名称残段
    NameFragment,
    /// 口号或体系名
    Slogan,
    /// 其他
    Other,
}

impl Class {
    /// The word machines read.
    pub fn id(self) -> &'static str {
        match self {
            Class::Place => "place",
            Class::Org => "org",
            Class::Person => "person",
            Class::Count => "count",
            Class::Amount => "amount",
            Class::Percent => "percent",
            Class::Measure => "measure",
            Class::Year => "date-year",
            Class::Month => "date-month",
            Class::Day => "date-day",
            Class::RangeBound => "range-bound",
            Class::NameFragment => "name-fragment",
            Class::Slogan => "slogan",
            Class::Other => "other",
        }
    }

    fn from_word(word: &str) -> Class {
        match word {
            "place" => Class::Place,
            "org" => Class::Org,
            "person" => Class::Person,
            "count" => Class::Count,
            "amount" => Class::Amount,
            "percent" => Class::Percent,
            "measure" => Class::Measure,
            _ => Class::Other,
        }
    }
}

/// A measure word or unit, found at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure<'t> {
    /// The word.
    pub word: &'t str,
    /// What it counts.
    pub class: Class,
    /// What the number is called: 个数, 人数, 面积.
    pub quantity: &'static str,
    /// Whether the character is as often part of a name (`门社区`, `口镇`).
    pub weak: bool,
}

/// A word that ends names, found at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suffix<'t> {
    /// The word: 县, 社区, 局.
    pub word: &'t str,
    /// Whose names it ends.
    pub class: Class,
    /// What the missing name is called, if not the word with 名称: 县名, 姓名.
    pub called: Option<&'static str>,
}

/// A word after which a number or name of a certain kind follows, found at the end of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head<'t> {
    /// The word: 资金, 面积, 副县长.
    pub word: &'t str,
    /// What follows it.
    pub class: Class,
    /// What the missing thing is called: 金额, 面积, 姓名.
    pub called: &'static str,
}

/// The measure word or unit `text` begins with.
pub fn measure(text: &str) -> Option<Measure<'_>> {
    let (word, rest) = MEASURES.longest_prefix(text, LONGEST)?;
    let mut columns = rest.split(' ');
    let class = Class::from_word(columns.next()?);
    Some(Measure { word, class, quantity: columns.next()?, weak: columns.next().is_some() })
}

/// The ending of names `text` begins with.
pub fn suffix(text: &str) -> Option<Suffix<'_>> {
    let (word, rest) = SUFFIXES.longest_prefix(text, LONGEST)?;
    let (class, called) = rest.split_once(' ')?;
    Some(Suffix { word, class: Class::from_word(class), called: (called != "*").then_some(called) })
}

/// The head word `text` ends with.
pub fn head(text: &str) -> Option<Head<'_>> {
    let (word, rest) = HEADS.longest_suffix(text, LONGEST)?;
    let (class, called) = rest.split_once(' ')?;
    Some(Head { word, class: Class::from_word(class), called })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_well_formed() {
        for (list, longest) in [(MEASURES, 6), (SUFFIXES, 6), (HEADS, 6)] {
            let words: Vec<_> = list.words().collect();
            assert!(words.windows(2).all(|w| w[0].as_bytes() < w[1].as_bytes()));
            assert!(words.iter().all(|word| word.chars().count() <= longest));
        }
        assert!(MEASURES.words().all(|word| measure(word).is_some_and(|m| m.class != Class::Other)));
        assert!(SUFFIXES.words().all(|word| suffix(word).is_some_and(|s| s.class != Class::Other)));
        assert!(HEADS.words().all(|word| head(word).is_some_and(|h| h.class != Class::Other)));
    }

    #[test]
    fn the_longest_neighbour_decides() {
        assert_eq!(measure("个百分点。").map(|m| (m.word, m.class)), Some(("个百分点", Class::Percent)));
        assert_eq!(measure("万人次").map(|m| m.quantity), Some("人次"));
        assert_eq!(suffix("社区的").and_then(|s| s.called), None);
        assert_eq!(suffix("县委").and_then(|s| s.called), Some("县名"));
        assert_eq!(head("其中到位资金").map(|h| h.word), Some("到位资金"));
    }
}
