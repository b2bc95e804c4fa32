//! Traditional characters in a text of simplified ones, or a whole text in traditional script.

use super::residue::mended;
use crate::check::{Authority, Draft, Rule, Target, prose};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// Pairs of a simplified character and its traditional form, of those that stand for nothing else today.
const PAIRS: &str = include_str!("../../../data/lexicon/traditional.txt");

/// 國 beside 国.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("CP013", "mixed-script"),
    level: Level::Warning,
    kind: Kind::Defect,
    authority: Authority::Norm("《国家通用语言文字法》第九条：国家机关以普通话和规范汉字为公务用语用字"),
    page: include_str!("mixed_script.md"),
    target: Target::Document(examine),
}];

/// Fewer places than this may be names.
const FEW: usize = 3;
/// From as many traditional characters on, a text may be one in traditional script.
const MANY: usize = 12;

/// For each character of the basic block its counterpart, with whether it is the traditional one.
fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { bits: vec![0; 0x5200 / 32], pairs: HashMap::new() };
        for pair in PAIRS.split_whitespace() {
            let mut both = pair.chars();
            if let (Some(simple), Some(traditional)) = (both.next(), both.next()) {
                for (from, to, old) in [(simple, traditional, false), (traditional, simple, true)] {
                    table.pairs.insert(from, (to, old));
                    if let Some(index) = Table::index(from) {
                        table.bits[index / 32] |= 1 << (index % 32);
                    }
                }
            }
        }
        table
    })
}

struct Table {
    /// Which characters from U+4E00 on are in a pair: most are not, and this is asked for every character.
    bits: Vec<u32>,
    pairs: HashMap<char, (char, bool)>,
}

impl Table {
    fn index(c: char) -> Option<usize> {
        (c as usize).checked_sub(0x4E00).filter(|index| *index < 0x5200)
    }

    fn get(&self, c: char) -> Option<(char, bool)> {
        let index = Table::index(c)?;
        if self.bits[index / 32] >> (index % 32) & 1 == 0 { None } else { self.pairs.get(&c).copied() }
    }
}

fn examine(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let proses = prose::printed(draft);
    let table = table();
    let (mut simple, mut traditional) = (0, 0);
    let mut places: Vec<(usize, Range<usize>)> = Vec::new();
    for (index, prose) in proses.iter().enumerate() {
        for (at, c) in prose.text().char_indices() {
            match table.get(c) {
                None => {}
                Some((_, false)) => simple += 1,
                Some((_, true)) => {
                    traditional += 1;
                    let end = at + c.len_utf8();
                    match places.last_mut() {
                        Some((other, range)) if *other == index && range.end == at => range.end = end,
                        _ => places.push((index, at..end)),
                    }
                }
            }
        }
    }
    let clauses = places.windows(2).filter(|pair| pair[0].0 != pair[1].0 || pair[1].1.start > pair[0].1.end + 9);
    if places.is_empty() || (clauses.count() + 1 < FEW && places.len() <= FEW) {
        return Vec::new();
    }
    if traditional > 4 * simple {
        if traditional < MANY {
            return Vec::new();
        }
        let (index, range) = places[0].clone();
        let finding = rule
            .finding("全文是繁体字")
            .says("繁体字")
            .hint("公文用规范汉字；用转换工具转成简体后，再校一遍一简对多繁的字");
        return vec![finding.at(proses[index].span(range))];
    }
    let told = places.into_iter().map(|(index, range)| {
        let prose = &proses[index];
        let shown = &prose.text()[range.clone()];
        let right: String = shown.chars().filter_map(|c| table.get(c)).map(|(other, _)| other).collect();
        let finding = rule
            .finding(format!("“{shown}”是繁体字，全文用的是简体"))
            .says(format!("应为“{right}”"))
            .hint(format!("改成“{right}”；人名、题字确用繁体的，可以保留"));
        mended(finding, draft, prose, range.clone(), &right).at(prose.span(range))
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_two_different_characters_and_none_is_on_both_sides() {
        let pairs: Vec<Vec<char>> = PAIRS.split_whitespace().map(|pair| pair.chars().collect()).collect();
        assert!(pairs.len() > 500);
        let simple: std::collections::HashSet<char> = pairs.iter().map(|pair| pair[0]).collect();
        for pair in &pairs {
            assert!(pair.len() == 2 && pair[0] != pair[1] && !simple.contains(&pair[1]), "{pair:?}");
        }
    }
}
