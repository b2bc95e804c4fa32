//! House rules: what an office sets otherwise than the standard has it.
//!
//! Rules come in, a [`PageStyle`] goes out, and for each rule whether and by which clause it leaves the standard. How
//! rules are written is not the concern of this file.

use super::{LineGrid, PageStyle};
use crate::unit::Length;

/// Where the page number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FolioPlace {
    /// On odd pages at the right, on even pages at the left (7.5).
    #[default]
    Outer,
    /// In the middle of the type area.
    Center,
}

/// How the page number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FolioForm {
    /// — 1 — (7.5).
    #[default]
    Dashes,
    /// 1
    Bare,
}

/// How wide punctuation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Punctuation {
    /// 网格: every mark a full cell; what does not fit goes to the next line.
    Grid,
    /// 国标: adjacent marks share one and a half cells, a mark at a line's end takes half a cell (GB/T 15834, 5.1).
    #[default]
    National,
    /// 紧排: every mark half a cell but 。？！ (开明式).
    Tight,
}

/// How the byline stands below the title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BylineStand {
    /// One empty line below the title.
    #[default]
    Apart,
    /// On the line below the title.
    Below,
}

/// A margin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// 天头
    Top,
    /// 地脚
    Bottom,
    /// 订口
    Left,
    /// 翻口
    Right,
}

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HouseRule {
    /// Width of a margin.
    Margin(Edge, Length),
    /// Distance of lines.
    Pitch(Length),
    /// How lines fill the height.
    Grid(LineGrid),
    /// Whether headings of level 2 or 3 are bold.
    Bold(u8, bool),
    /// Where the page number stands.
    FolioPlace(FolioPlace),
    /// How it is written.
    FolioForm(FolioForm),
    /// How wide punctuation is.
    Punctuation(Punctuation),
    /// How the byline stands.
    Byline(BylineStand),
}

/// In what a rule leaves the standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// What is otherwise, in words.
    pub what: String,
    /// The standard and clause that have it so.
    pub clause: &'static str,
}

/// Tolerance of the margins: 1 mm (5.2.1).
const TOLERANCE: Length = Length::mm(1);

impl PageStyle {
    /// The same page under rules; of two rules on the same thing the later holds.
    #[must_use]
    pub fn under(&self, rules: &[HouseRule]) -> Self {
        let mut style = self.clone();
        let mut pitch = None;
        for rule in rules {
            match *rule {
                HouseRule::Margin(edge, width) => style.set_margin(edge, width),
                HouseRule::Pitch(length) => pitch = Some(length),
                HouseRule::Grid(grid) => style.grid = grid,
                HouseRule::Bold(2, bold) => style.bold_levels[0] = bold,
                HouseRule::Bold(_, bold) => style.bold_levels[1] = bold,
                HouseRule::FolioPlace(place) => style.folio_place = place,
                HouseRule::FolioForm(form) => style.folio_form = form,
                HouseRule::Punctuation(punctuation) => style.punctuation = punctuation,
                HouseRule::Byline(stand) => style.byline = stand,
            }
        }
        style.fit_grid(self);
        match pitch {
            None => style,
            Some(pitch) => {
                let most = style.lines;
                let mut style = style.with_pitch(pitch);
                // A smaller pitch leaves the foot of the page empty rather than adding lines, as a word processor does.
                style.lines = style.lines.min(most);
                style
            }
        }
    }

    /// Width of a margin.
    pub fn margin(&self, edge: Edge) -> Length {
        match edge {
            Edge::Top => self.top,
            Edge::Left => self.left,
            Edge::Bottom => self.paper.height - self.top - self.type_area.height,
            Edge::Right => self.paper.width - self.left - self.type_area.width,
        }
    }

    fn set_margin(&mut self, edge: Edge, width: Length) {
        let change = width - self.margin(edge);
        match edge {
            Edge::Top => self.top = width,
            Edge::Left => self.left = width,
            Edge::Bottom | Edge::Right => {}
        }
        match edge {
            Edge::Top | Edge::Bottom => self.type_area.height -= change,
            Edge::Left | Edge::Right => self.type_area.width -= change,
        }
    }

    /// As many cells and lines as the type area holds at the size and pitch of `model`; cells are never narrower than
    /// there, so that no glyphs overlap.
    fn fit_grid(&mut self, model: &PageStyle) {
        if self.type_area == model.type_area {
            return;
        }
        let (width, height) = (self.type_area.width.to_emu(), self.type_area.height.to_emu());
        self.cells = (width * model.cells / model.type_area.width.to_emu()).max(1);
        self.title_cells = (width / self.title_size.to_emu() - 1).max(1);
        let (body, model_height) = (self.body_size.to_emu(), model.type_area.height.to_emu());
        let steps = model.lines as i64 - 1;
        let lines = ((height - body) * steps * 2 + model_height - body) / (2 * (model_height - body)) + 1;
        self.lines = usize::try_from(lines).unwrap_or(1).max(1);
        let below = model.folio_dash - model.top - model.type_area.height;
        self.folio_dash = self.top + self.type_area.height + below;
    }

    /// In what a rule leaves the standard, on a page under all `rules`.
    pub fn departure(&self, rule: HouseRule, rules: &[HouseRule]) -> Option<Departure> {
        const LAYOUT: [&str; 5] = [
            "GB/T 9704—2012，5.2.1",
            "GB/T 9704—2012，5.2.3",
            "GB/T 9704—2012，7.3.3",
            "GB/T 9704—2012，7.5",
            "GB/T 15834—2011，5.1.10",
        ];
        let told = |what: String, clause: usize| Some(Departure { what, clause: LAYOUT[clause] });
        match rule {
            HouseRule::Margin(edge, width) => {
                let off = width - self.margin(edge);
                if off <= TOLERANCE && -off <= TOLERANCE {
                    return None;
                }
                let [wanted, set] = [self.margin(edge), width].map(millimetres);
                told(format!("{}是{set}毫米，国家标准{wanted}毫米", edge.words()), 0)
            }
            HouseRule::Pitch(_) => {
                let lines = self.under(rules).lines;
                let usual = self.lines;
                (lines != usual)
                    .then(|| format!("每页排{lines}行，国家标准一般{usual}行"))
                    .and_then(|what| told(what, 1))
            }
            HouseRule::Bold(level, true) => {
                let (name, face) = if level == 2 { ("二级标题", "楷体") } else { ("三级标题", "仿宋") };
                told(format!("{name}加粗，国家标准用{face}，不加粗"), 2)
            }
            HouseRule::FolioPlace(FolioPlace::Center) => told("页码居中，国家标准单页码居右、双页码居左".to_owned(), 3),
            HouseRule::FolioForm(FolioForm::Bare) => told("页码左右没有一字线，国家标准各放一条".to_owned(), 3),
            HouseRule::Punctuation(Punctuation::Grid) => told("行末的标点占一个字，国家标准宜占半个字".to_owned(), 4),
            _ => None,
        }
    }
}

impl Edge {
    fn words(self) -> &'static str {
        match self {
            Edge::Top => "上边距（天头）",
            Edge::Left => "左边距（订口）",
            Edge::Bottom => "下边距",
            Edge::Right => "右边距",
        }
    }
}

/// Millimetres with as many decimals as there are, at most two.
fn millimetres(length: Length) -> String {
    let hundredths = (length.to_emu() + 180) / 360;
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn margins_change_the_type_area_and_what_it_holds() {
        let standard = PageStyle::default();
        let margins = [(Edge::Top, 30), (Edge::Bottom, 30), (Edge::Left, 27), (Edge::Right, 27)];
        let rules = margins.map(|(edge, mm)| HouseRule::Margin(edge, Length::mm(mm)));
        let style = standard.under(&rules);
        assert_eq!((style.type_area.width, style.type_area.height), (Length::mm(156), Length::mm(237)));
        assert_eq!((style.cells, style.lines, style.folio_dash), (28, 23, Length::mm(274)));
        assert_eq!(standard.under(&[]), standard);
        let narrow = standard.under(&[HouseRule::Margin(Edge::Right, Length::mm(28))]);
        assert_eq!((narrow.cells, narrow.title_cells), (27, 18));
        assert!(narrow.cell_left(1) >= standard.cell_left(1), "glyphs would overlap");
    }

    #[test]
    fn a_pitch_takes_no_more_lines_than_the_standard() {
        let lines = |pt| PageStyle::default().under(&[HouseRule::Pitch(Length::pt(pt))]).lines;
        assert_eq!([26, 28, 29, 30, 33].map(lines), [22, 22, 22, 21, 19]);
    }

    #[test]
    fn a_departure_names_its_clause() {
        let standard = PageStyle::default();
        let told = |rule| standard.departure(rule, &[rule]).map(|told| (told.what, told.clause));
        let margin = |mm| told(HouseRule::Margin(Edge::Top, Length::mm(mm)));
        assert_eq!(margin(38), None, "within a millimetre");
        let what = "上边距（天头）是30毫米，国家标准37毫米".to_owned();
        assert_eq!(margin(30), Some((what, "GB/T 9704—2012，5.2.1")));
        assert_eq!(told(HouseRule::Pitch(Length::pt(28))), None);
        assert_eq!(told(HouseRule::Pitch(Length::pt(30))).map(|told| told.1), Some("GB/T 9704—2012，5.2.3"));
        assert_eq!(told(HouseRule::Bold(2, false)), None);
        assert_eq!(told(HouseRule::Bold(2, true)).map(|told| told.1), Some("GB/T 9704—2012，7.3.3"));
        assert_eq!(told(HouseRule::Punctuation(Punctuation::Tight)), None);
    }
}
