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

/// First character of the block that has all pairs, and how many characters are looked at from there.
const BLOCK: (char, usize) = ('\u{4E00}', 0x5200);

/// Which characters are in a pair, for most are not, and this is asked for every character.
struct Table {
    simple: Bits,
    traditional: Bits,
    /// For each traditional character the simplified one.
    simplified: HashMap<char, char>,
}

/// A set of characters of the block.
struct Bits(Vec<u32>);

impl Bits {
    fn add(&mut self, c: char) {
        if let Some(index) = Bits::index(c) {
            self.0[index / 32] |= 1 << (index % 32);
        }
    }

    fn has(&self, c: char) -> bool {
        Bits::index(c).is_some_and(|index| self.0[index / 32] >> (index % 32) & 1 == 1)
    }

    fn index(c: char) -> Option<usize> {
        (c as usize).checked_sub(BLOCK.0 as usize).filter(|index| *index < BLOCK.1)
    }
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let empty = || Bits(vec![0; BLOCK.1.div_ceil(32)]);
        let mut table = Table { simple: empty(), traditional: empty(), simplified: HashMap::new() };
        for pair in PAIRS.split_whitespace() {
            let mut both = pair.chars();
            if let (Some(simple), Some(traditional)) = (both.next(), both.next()) {
                table.simple.add(simple);
                table.traditional.add(traditional);
                table.simplified.insert(traditional, simple);
            }
        }
        table
    })
}

fn examine(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let proses = prose::printed(draft);
    let table = table();
    let mut traditional = 0;
    let mut places: Vec<(usize, Range<usize>)> = Vec::new();
    for (index, prose) in proses.iter().enumerate() {
        for (at, c) in prose.text().char_indices() {
            if table.traditional.has(c) {
                traditional += 1;
                let end = at + c.len_utf8();
                match places.last_mut() {
                    Some((other, range)) if *other == index && range.end == at => range.end = end,
                    _ => places.push((index, at..end)),
                }
            }
        }
    }
    let clauses = places.windows(2).filter(|pair| pair[0].0 != pair[1].0 || pair[1].1.start > pair[0].1.end + 9);
    if places.is_empty() || (clauses.count() + 1 < FEW && places.len() <= FEW) {
        return Vec::new();
    }
    let simple = || proses.iter().flat_map(|prose| prose.text().chars()).filter(|c| table.simple.has(*c)).count();
    if traditional > 4 * simple() {
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
        let right: String = shown.chars().filter_map(|c| table.simplified.get(&c)).collect();
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
