//! House rules as they are written: `版式:` in the project file, in data and in the front matter.
//!
//! Names and values come in as text, rules come out, and findings on what is wrong in them. What a rule does to the
//! page is told by [`style`](crate::style).

use crate::data::schema::nearest;
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Sink};
use crate::document::PageRule;
use crate::source::Span;
use crate::style::{BylineStand, Edge, FolioForm, FolioPlace, HouseRule, LineGrid, PageStyle, Punctuation};
use crate::unit::Length;

const BAD: Code = Code::new("LY010", "bad-page-rule");
const UNKNOWN: Code = Code::new("LY011", "unknown-page-rule");
const DEPARTS: Code = Code::new("LY022", "house-rule");

/// What may be written for a setting.
#[derive(Debug, Clone, Copy)]
enum Takes {
    Millimetres(Edge),
    Points,
    /// One of these words.
    Word(&'static [(&'static str, HouseRule)]),
}

const MARGIN: std::ops::RangeInclusive<i64> = 15..=50;
const PITCH: std::ops::RangeInclusive<i64> = 24..=40;

/// Every setting.
const SETTINGS: [(&str, Takes); 12] = [
    ("上边距", Takes::Millimetres(Edge::Top)),
    ("下边距", Takes::Millimetres(Edge::Bottom)),
    ("左边距", Takes::Millimetres(Edge::Left)),
    ("右边距", Takes::Millimetres(Edge::Right)),
    ("行距", Takes::Points),
    ("模型", Takes::Word(&[("A", HouseRule::Grid(LineGrid::Slot)), ("B", HouseRule::Grid(LineGrid::Fill))])),
    ("二级标题加粗", Takes::Word(&[("是", HouseRule::Bold(2, true)), ("否", HouseRule::Bold(2, false))])),
    ("三级标题加粗", Takes::Word(&[("是", HouseRule::Bold(3, true)), ("否", HouseRule::Bold(3, false))])),
    (
        "页码位置",
        Takes::Word(&[
            ("外侧", HouseRule::FolioPlace(FolioPlace::Outer)),
            ("居中", HouseRule::FolioPlace(FolioPlace::Center)),
        ]),
    ),
    (
        "页码样式",
        Takes::Word(&[
            ("— 1 —", HouseRule::FolioForm(FolioForm::Dashes)),
            ("1", HouseRule::FolioForm(FolioForm::Bare)),
        ]),
    ),
    (
        "标点",
        Takes::Word(&[
            ("网格", HouseRule::Punctuation(Punctuation::Grid)),
            ("国标", HouseRule::Punctuation(Punctuation::National)),
            ("紧排", HouseRule::Punctuation(Punctuation::Tight)),
        ]),
    ),
    (
        "署名样式",
        Takes::Word(&[
            ("空一行", HouseRule::Byline(BylineStand::Apart)),
            ("紧接", HouseRule::Byline(BylineStand::Below)),
        ]),
    ),
];

/// The settings that hold, each once, with their places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct HouseRules {
    rules: Vec<(&'static str, HouseRule, Span)>,
}

impl HouseRules {
    /// Reads settings; what is wrong with them is told as `kind`.
    pub(super) fn read(written: &[PageRule], kind: Kind, sink: &mut Sink) -> Self {
        let mut house = HouseRules::default();
        for PageRule { name, value, span } in written {
            let Some((name, takes)) = SETTINGS.iter().find(|(known, _)| *known == name.content()) else {
                sink.push(unknown(name.content(), name.whole_span().unwrap_or(*span), kind));
                continue;
            };
            let place = value.whole_span().unwrap_or(*span);
            match takes.read(value.content()) {
                Some(rule) => house.set(name, rule, place),
                None => sink.push(bad(name, value.content(), *takes, place, kind)),
            }
        }
        house
    }

    /// These rules, and over them `others`.
    pub(super) fn over(&self, others: &HouseRules) -> HouseRules {
        let mut house = self.clone();
        others.rules.iter().for_each(|(name, rule, span)| house.set(name, *rule, *span));
        house
    }

    fn set(&mut self, name: &'static str, rule: HouseRule, span: Span) {
        self.rules.retain(|(known, ..)| *known != name);
        self.rules.push((name, rule, span));
    }

    fn bare(&self) -> Vec<HouseRule> {
        self.rules.iter().map(|(_, rule, _)| *rule).collect()
    }

    /// The page under these rules.
    pub(super) fn style(&self) -> PageStyle {
        PageStyle::gb_t_9704().under(&self.bare())
    }

    /// Says of each rule in what it leaves the standard.
    pub(super) fn tell_departures(&self, sink: &mut Sink) {
        let (standard, rules) = (PageStyle::gb_t_9704(), self.bare());
        for (_, rule, span) in &self.rules {
            if let Some(departure) = standard.departure(*rule, &rules) {
                let finding = Diagnostic::new(DEPARTS, Level::Info, Kind::Layout, departure.what);
                sink.push(finding.at(*span).because(departure.clause).hint("本单位就是这样要求的，不用处理"));
            }
        }
    }
}

impl Takes {
    fn read(self, value: &str) -> Option<HouseRule> {
        match self {
            Takes::Millimetres(edge) => {
                let hundredths = measure(value, &["毫米", "mm", "MM"], MARGIN)?;
                Some(HouseRule::Margin(edge, Length::mm_100(hundredths)))
            }
            Takes::Points => {
                let hundredths = measure(value, &["磅", "pt", "PT"], PITCH)?;
                Some(HouseRule::Pitch(Length::emu(hundredths * 127)))
            }
            Takes::Word(words) => {
                let bare = |text: &str| text.split_whitespace().collect::<String>();
                words.iter().find(|(word, _)| bare(word) == bare(value)).map(|(_, rule)| *rule)
            }
        }
    }

    /// What may be written, in words.
    fn words(self) -> String {
        match self {
            Takes::Millimetres(_) => format!("可以写 {} 到 {} 的数，单位是毫米", MARGIN.start(), MARGIN.end()),
            Takes::Points => format!("可以写 {} 到 {} 的数，单位是磅", PITCH.start(), PITCH.end()),
            Takes::Word(words) => {
                format!("可以写 {}", words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join("、"))
            }
        }
    }
}

/// Hundredths of the number, if it is one within the range; the unit may be written too.
fn measure(value: &str, units: &[&str], range: std::ops::RangeInclusive<i64>) -> Option<i64> {
    let value = value.trim();
    let number = units.iter().find_map(|unit| value.strip_suffix(unit)).unwrap_or(value).trim_end();
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole, 4) || !digits(decimals, 2) {
        return None;
    }
    let hundredths = whole.parse::<i64>().ok()? * 100 + format!("{decimals:0<2}").parse::<i64>().ok()?;
    (range.start() * 100..=range.end() * 100).contains(&hundredths).then_some(hundredths)
}

fn bad(name: &str, value: &str, takes: Takes, place: Span, kind: Kind) -> Diagnostic {
    let message = format!("版式的“{name}”不能写“{value}”");
    Diagnostic::new(BAD, Level::Error, kind, message).at(place).hint(takes.words())
}

fn unknown(name: &str, place: Span, kind: Kind) -> Diagnostic {
    let finding = Diagnostic::new(UNKNOWN, Level::Warning, kind, format!("版式里没有“{name}”这一项")).at(place);
    let known = || SETTINGS.iter().map(|(known, _)| *known);
    match nearest(name, known()) {
        Some(near) => finding.hint(format!("是不是“{near}”？")),
        None => finding.hint(format!("可以写的有 {}", known().collect::<Vec<_>>().join("、"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::load;
    use crate::document::page_rules;
    use crate::source::SourceMap;

    fn house(text: &str) -> (HouseRules, Vec<String>) {
        let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
        let id = sources.add("甲.yaml", text);
        let root = load(id, &sources, &mut sink).expect("data");
        let house = HouseRules::read(&page_rules(&root, &mut sink), Kind::Layout, &mut sink);
        house.tell_departures(&mut sink);
        (house, sink.items().iter().map(|told| format!("{} {}", told.code.id, told.message)).collect())
    }

    #[test]
    fn every_setting_is_read() {
        let (house, told) = house(
            "上边距: 37mm\n下边距: 34.5\n左边距: 28 毫米\n右边距: 26\n行距: 28.95磅\n模型: A\n二级标题加粗: 否\n\
             三级标题加粗: 否\n页码位置: 外侧\n页码样式: —1—\n标点: 紧排\n署名样式: 紧接\n",
        );
        assert_eq!(told, Vec::<String>::new());
        let style = house.style();
        assert_eq!(
            (style.grid, style.punctuation, style.byline),
            (LineGrid::Slot, Punctuation::Tight, BylineStand::Below)
        );
        assert_eq!(style.fixed_pitch, Some(Length::emu(2895 * 127)));
        assert_eq!(style.margin(Edge::Bottom), Length::mm_100(3450));
    }

    #[test]
    fn what_leaves_the_standard_is_told_and_nonsense_too() {
        let (_, told) =
            house("上边距: 30\n行据: 28\n行距: 三十\n左边距: 5\n页码位置: 中间\n页码样式: 1\n二级标题加粗: 是\n");
        assert_eq!(
            told,
            [
                "LY011 版式里没有“行据”这一项",
                "LY010 版式的“行距”不能写“三十”",
                "LY010 版式的“左边距”不能写“5”",
                "LY010 版式的“页码位置”不能写“中间”",
                "LY022 上边距（天头）是30毫米，国家标准37毫米",
                "LY022 页码左右没有一字线，国家标准各放一条",
                "LY022 二级标题加粗，国家标准用楷体，不加粗",
            ]
        );
    }

    #[test]
    fn numbers_with_many_digits_are_no_measures() {
        for value in ["99999999999999999999", "", ".", "3.", "-30", "30.123", "1e3", "３０"] {
            assert_eq!(measure(value, &["mm"], MARGIN), None, "{value}");
        }
    }
}
