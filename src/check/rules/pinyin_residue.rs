//! Readings in brackets behind characters: what a copied web page gives along for its readers.

use super::residue::{PRACTICE, is_han, struck};
use crate::check::{Authority, Draft, Prose, Rule, Target, prose};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::lexicon::{COMMON, marks};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

/// A reading behind a character that needs none.
pub(super) const RULES: &[Rule] = &[Rule {
    code: Code::new("CP004", "pinyin-residue"),
    level: Level::Error,
    kind: Kind::Defect,
    authority: Authority::Practice(PRACTICE),
    page: include_str!("pinyin_residue.md"),
    target: Target::Document(examine),
}];

/// As many readings are no help to the reader any more.
const DENSE: usize = 3;
/// Longest syllable in letters.
const LONGEST: usize = 7;
/// Common characters with another reading in place names and surnames.
const SPECIAL: &str = "六铅番尉台大蔚乐洞浚解燕阿东费单盖任查曾仇朴区华泌珲莘济涡丽枞歙厦蚌亳郫犍筠荥陕渑漯尧澄石会栎行\
                       柏监黄宓万俟缪员召术晟乾隆重长朝泊和参都";

struct Reading<'a> {
    prose: usize,
    range: Range<usize>,
    read: char,
    letters: &'a str,
}

fn examine(rule: &Rule, draft: &Draft<'_>) -> Vec<Diagnostic> {
    let proses = prose::printed(draft);
    let mut readings = Vec::new();
    for (index, prose) in proses.iter().enumerate() {
        readings_of(prose, index, &mut readings);
    }
    let kinds: HashSet<char> = readings.iter().map(|reading| reading.read).collect();
    let dense = readings.len() >= DENSE && (kinds.len() >= 2 || kinds.iter().any(|c| is_common(*c)));
    let needless = |reading: &&Reading<'_>| dense || is_common(reading.read) && !SPECIAL.contains(reading.read);
    let told = readings.iter().filter(needless);
    told.map(|reading| {
        let prose = &proses[reading.prose];
        let mut finding = rule
            .finding(format!("“{}”后面带着注音“{}”", reading.read, reading.letters))
            .says("多余的注音")
            .hint("删去括号和注音；确是生僻字、多音地名要注音的，只在第一次出现时注");
        if !dense {
            finding.level = Level::Warning;
        }
        struck(finding, draft, prose, reading.range.clone()).at(prose.span(reading.range.clone()))
    })
    .collect()
}

fn readings_of<'a>(prose: &Prose<'a>, index: usize, found: &mut Vec<Reading<'a>>) {
    let text = prose.text();
    for (start, open) in marks(text).filter(|(_, c)| matches!(c, '(' | '（')) {
        let Some(read) = text[..start].chars().next_back().filter(|c| is_han(*c)) else { continue };
        let inner = &text[start + open.len_utf8()..];
        let end: usize = inner.chars().take(LONGEST + 1).take_while(|c| is_letter(*c)).map(char::len_utf8).sum();
        let Some(close) = inner[end..].chars().next().filter(|c| matches!(c, ')' | '）')) else { continue };
        let letters = &inner[..end];
        if is_syllable(letters) {
            let range = start..start + open.len_utf8() + end + close.len_utf8();
            found.push(Reading { prose: index, range, read, letters });
        }
    }
}

/// The plain letter and whether it bears a tone mark.
fn plain(c: char) -> Option<(char, bool)> {
    let rows =
        [('a', "āáǎàɑ"), ('e', "ēéěèêếề"), ('i', "īíǐì"), ('o', "ōóǒò"), ('u', "ūúǔùǖǘǚǜ"), ('n', "ńňǹ"), ('v', "ü")];
    if c.is_ascii_lowercase() {
        return Some((c, false));
    }
    // The marks of Chinese texts lie behind all of these.
    if c > '\u{1EFF}' {
        return None;
    }
    rows.iter().find(|(_, marked)| marked.contains(c)).map(|(letter, _)| (*letter, true))
}

fn is_letter(c: char) -> bool {
    c.is_ascii_lowercase() || (!c.is_ascii() && plain(c).is_some())
}

/// Whether letters are one syllable of Chinese and no unit or foreign word.
fn is_syllable(letters: &str) -> bool {
    const UNITS: &[&str] =
        &["mu", "ha", "pa", "li", "me", "he", "she", "can", "men", "pen", "an", "bin", "die", "long"];
    let marked = !letters.is_ascii();
    let bare: String = letters.chars().filter_map(plain).map(|(letter, _)| letter).collect();
    if !marked && (bare.len() < 2 || UNITS.contains(&bare.as_str())) {
        return false;
    }
    let initials = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s",
        "y", "w", "",
    ];
    let finals = [
        "a", "o", "e", "i", "u", "v", "ai", "ei", "ui", "ao", "ou", "iu", "ie", "ue", "ve", "er", "an", "en", "in",
        "un", "ang", "eng", "ing", "ong", "ia", "ian", "iang", "iao", "iong", "ua", "uo", "uai", "uan", "uang", "vn",
    ];
    initials.iter().filter_map(|initial| bare.strip_prefix(initial)).any(|rest| finals.contains(&rest))
}

/// Whether a character occurs in common words.
fn is_common(c: char) -> bool {
    static CHARACTERS: OnceLock<HashSet<char>> = OnceLock::new();
    CHARACTERS.get_or_init(|| COMMON.words().flat_map(str::chars).collect()).contains(&c)
}

#[cfg(test)]
mod tests {
    use super::is_syllable;

    #[test]
    fn syllables_are_told_from_units_and_words() {
        for letters in ["qū", "shù", "wǎng", "xié", "zhuàng", "lǜ", "wei", "ā", "nüè"] {
            assert!(is_syllable(letters), "{letters}");
        }
        for letters in ["km", "app", "a", "mu", "vs", "kwh", "ppm", "max", "é́t"] {
            assert!(!is_syllable(letters), "{letters}");
        }
    }
}
