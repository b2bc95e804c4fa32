//! Breaks the words of a table's head where a reader would: between words, before a unit in brackets, about alike.
//!
//! A measured row and its lines come in, the same number of lines goes out.

use super::atom::Row;
use super::class::Break;
use super::line::end_trim;
use std::ops::Range;

/// Longest head that is looked at, in characters: words are found by the segmenter, which takes its time.
const LONGEST: usize = 40;

/// Two lines of whole words, if there is such a place and both fit; else the lines as they are.
pub(super) fn balanced(row: &Row, text: &str, measure: i64, lines: Vec<Range<usize>>) -> Vec<Range<usize>> {
    if lines.len() != 2 || row.atoms.len() > LONGEST {
        return lines;
    }
    let words = crate::lexicon::words(text);
    let count = row.atoms.len();
    let width = |line: Range<usize>| row.width(line.clone()) - end_trim(row, &line);
    let candidates = (1..count).filter_map(|at| {
        let atom = &row.atoms[at];
        let start = atom.start as usize;
        let starts_word = words.iter().any(|word| word.start == start);
        let widest = width(0..at).max(width(at..count));
        let unit = text[start..].starts_with(['（', '(']);
        let fits = widest <= measure && atom.brk != Break::No && starts_word;
        // A unit on a line of its own is read at once, be the lines less alike.
        fits.then_some((if unit { widest * 2 / 3 } else { widest }, at))
    });
    match candidates.min() {
        Some((_, at)) => vec![0..at, at..count],
        None => lines,
    }
}
