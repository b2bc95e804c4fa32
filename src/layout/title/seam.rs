//! What it costs to break a title before each of its characters, and why.
//!
//! A measured row comes in; one seam per character goes out. Words are jieba's; the rest is a title's own grammar:
//! whose report, about what, which kind of paper.

use super::super::atom::Row;
use super::super::class::{Break, Class};
use crate::lexicon::{Word, words};

/// Not to be broken at all.
pub(super) const FORBIDDEN: i64 = 1 << 40;
/// Inside a word.
pub(super) const TORN: i64 = 1_000_000;
/// Inside a name, a number with its unit, or what stands in 《》, “” or （）.
pub(super) const PARTED: i64 = 200_000;

/// Why a break is where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    BeforeGuanyu,
    AfterMark,
    BeforeMark,
    AfterDe,
    BeforeJoint,
    BetweenWords,
    Parted,
    Torn,
}

/// A place between two characters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seam {
    /// An ordinary word boundary costs some 30.
    pub(super) cost: i64,
    pub(super) reason: Reason,
}

/// Words that join what follows to what precedes: a line may begin with one, not end.
const JOINTS: [&str; 9] = ["和", "与", "及", "暨", "以及", "及其", "并", "或", "或者"];
/// Words that lean on what follows.
const LEANING: [&str; 18] = [
    "对", "对于", "在", "向", "为", "将", "被", "把", "于", "以", "从", "由", "给", "同", "按照", "根据", "围绕",
    "关于",
];
/// Nouns that lean on what precedes: 发展情况.
const TRAILING: [&str; 9] = ["情况", "工作", "问题", "事项", "方面", "过程", "进展", "现状", "活动"];
/// The same, but with an object they are verbs: 管网建设, 建设新农村.
const VERBAL: [&str; 6] = ["建设", "发展", "管理", "服务", "保护", "整治"];
/// Where a new thought begins.
const SCOPES: [&str; 14] =
    ["全县", "全市", "全省", "全区", "全镇", "全乡", "全国", "我县", "我市", "我省", "我区", "我镇", "本县", "本市"];
/// Single characters that end the name of a place.
const PLACES: [&str; 9] = ["县", "市", "区", "镇", "乡", "村", "省", "州", "旗"];
/// What follows the name of a place in the name of a body.
const ORGANS: [&str; 21] = [
    "人大常委会",
    "人民代表大会",
    "常务委员会",
    "人民政府",
    "政府办公室",
    "政协",
    "委员会",
    "人大代表",
    "调研组",
    "课题组",
    "检查组",
    "工作组",
    "视察组",
    "办公室",
    "人民法院",
    "人民检察院",
    "街道",
    "社区",
    "开发区",
    "县委",
    "第",
];
/// Endings that the dictionary cuts off.
const ENDINGS: [char; 8] = ['化', '性', '率', '们', '等', '者', '式', '型'];

/// The seam before each character.
pub(super) fn seams(row: &Row) -> Vec<Seam> {
    let words = words(&row.text);
    let mut seams = Vec::with_capacity(row.atoms.len());
    let mut depth = 0i64;
    for (i, atom) in row.atoms.iter().enumerate() {
        let at = atom.start as usize;
        let closed = Seam { cost: FORBIDDEN, reason: Reason::Torn };
        let mut seam = match atom.brk {
            Break::No => closed,
            _ if i == 0 || row.text[at..].starts_with('的') => closed,
            Break::Part => Seam { cost: TORN, reason: Reason::Torn },
            Break::Soft | Break::Free => match words.binary_search_by_key(&at, |word| word.start) {
                Err(_) => Seam { cost: TORN, reason: Reason::Torn },
                Ok(_) if atom.brk == Break::Soft => Seam { cost: 2 * PARTED, reason: Reason::Parted },
                Ok(index) => Place::new(&row.text, &words, index).seam(),
            },
        };
        if depth > 0 {
            seam = Seam { cost: seam.cost + depth * PARTED, reason: Reason::Parted };
        }
        seams.push(seam);
        match atom.class {
            Class::Open => depth += 1,
            Class::Close => depth = (depth - 1).max(0),
            _ => {}
        }
    }
    seams
}

/// A place between two words.
struct Place<'a> {
    before: &'a str,
    left: &'a str,
    right: &'a str,
    /// The word behind the right one; empty at the end.
    next: &'a str,
    after: &'a str,
    next_tag: &'a str,
    left_tag: &'a str,
    right_tag: &'a str,
}

impl<'a> Place<'a> {
    fn new(text: &'a str, words: &'a [Word], index: usize) -> Self {
        let start = |index: usize| words.get(index).map_or(text.len(), |word| word.start);
        let word = |index: usize| &text[start(index)..start(index + 1)];
        let last = index.saturating_sub(1);
        Place {
            before: &text[..start(index)],
            left: word(last),
            right: word(index),
            next: word(index + 1),
            after: &text[start(index)..],
            next_tag: words.get(index + 1).map_or("", |word| &word.tag),
            left_tag: &words[last].tag,
            right_tag: &words[index].tag,
        }
    }

    fn seam(&self) -> Seam {
        let (cost, reason) = match (self.left, self.right) {
            _ if self.is_name() => (PARTED, Reason::Parted),
            ("关于", _) => (400, Reason::BetweenWords),
            (_, "关于") => (0, Reason::BeforeGuanyu),
            ("》" | "”" | "）", _) if self.leans_back() => (45, Reason::AfterMark),
            ("”" | "）", _) if !self.starts_clause() => (42, Reason::AfterMark),
            ("》" | "”" | "）", _) => (6, Reason::AfterMark),
            ("，" | " ", _) => (6, Reason::AfterMark),
            ("、", _) => (24, Reason::AfterMark),
            ("的", _) => (8, Reason::AfterDe),
            (left, _) if JOINTS.contains(&left) || LEANING.contains(&left) => (90, Reason::BetweenWords),
            (_, "《" | "“" | "（") => (14, Reason::BeforeMark),
            // The last of several things that 、 divides belongs to them.
            (left, right) if JOINTS.contains(&right) => {
                let listed = self.before.strip_suffix(left).is_some_and(|rest| rest.ends_with('、'));
                (if listed { 45 } else { 20 }, Reason::BeforeJoint)
            }
            _ => (self.boundary(), Reason::BetweenWords),
        };
        Seam { cost, reason }
    }

    /// What an ordinary word boundary costs: least where a clause begins, most between words that belong together.
    fn boundary(&self) -> i64 {
        let is_verb = self.left_tag == "v" || matches!(self.left_tag, "d" | "ad");
        if SCOPES.contains(&self.right) {
            return if is_verb { 40 } else { 10 };
        }
        if LEANING.contains(&self.right) {
            return 15;
        }
        if SCOPES.contains(&self.left) || is_single(self.left) && self.left_tag != "v" || self.left_tag == "d" {
            return 70;
        }
        if self.leans_back() {
            return if VERBAL.contains(&self.right) { 30 } else { 45 };
        }
        if is_verb {
            return if self.right_tag == "v" { 60 } else { 36 };
        }
        if self.starts_clause() {
            return 20;
        }
        if is_single(self.right) {
            return 70;
        }
        if self.left_tag == "t"
            || matches!(self.right_tag, "t" | "m")
            || PLACES.iter().any(|place| self.before.ends_with(place))
        {
            return 22;
        }
        40
    }

    /// Whether the right word belongs to what precedes it.
    fn leans_back(&self) -> bool {
        let ends = self.next.is_empty()
            || self.next == "的"
            || self.next_tag == "v"
            || JOINTS.contains(&self.next)
            || TRAILING.contains(&self.next)
            || VERBAL.contains(&self.next);
        TRAILING.contains(&self.right) || VERBAL.contains(&self.right) && ends
    }

    /// Whether the right word is a verb with its object, or a word that leads to one.
    fn starts_clause(&self) -> bool {
        matches!(self.right_tag, "v" | "d" | "ad" | "p" | "c")
            || VERBAL.contains(&self.right)
            || LEANING.contains(&self.right)
            || JOINTS.contains(&self.right)
    }

    /// Whether the place lies inside a name: 青｜禾, 青禾｜县, 青禾县｜人民政府; or an ending would be cut off.
    fn is_name(&self) -> bool {
        let is_han = |word: &str| word.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        let is_plain = |word: &str| !JOINTS.contains(&word) && !LEANING.contains(&word) && word != "的";
        if !is_han(self.left) || !is_han(self.right) || !is_plain(self.left) {
            return false;
        }
        let is_place = PLACES.iter().any(|place| self.before.ends_with(place));
        PLACES.contains(&self.right)
            || is_single(self.right) && self.right.starts_with(ENDINGS)
            || is_single(self.left) && is_single(self.right) && is_plain(self.right) && self.right_tag != "v"
            || (is_place || ORGANS.iter().any(|organ| self.left.ends_with(organ)))
                && !SCOPES.contains(&self.left)
                && ORGANS.iter().any(|organ| self.after.starts_with(organ))
    }
}

fn is_single(word: &str) -> bool {
    word.chars().count() == 1 && word.chars().all(|c| c > '\u{2E80}')
}
