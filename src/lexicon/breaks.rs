//! Where a title may be broken without tearing a word.

use super::{COMMON, TERMS};

/// Longest word looked up, in characters.
const LONGEST: usize = 6;
/// Weight of a character that begins no known word: about one in ten million.
const UNKNOWN: f64 = -16.0;
/// Logarithm of the sum of all frequencies of the dictionary the lists were taken from.
const TOTAL: f64 = 17.9;

/// Byte offsets inside `text` at which one word ends and the next begins, ascending, ends of `text` excluded.
///
/// The most likely cut by word frequency; a run of ASCII letters and digits is one word, every other mark stands
/// alone. Uses the small lists only, so that a title never breaks differently because some check has loaded the
/// large dictionary.
pub fn word_breaks(text: &str) -> Vec<usize> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let count = starts.len() - 1;
    // best[i]: weight of the best cut of the text from character i on, and where its first word ends.
    let mut best = vec![(0.0f64, count); count + 1];
    for i in (0..count).rev() {
        best[i] = best_word(text, &starts, &best, i);
    }
    let mut breaks = Vec::new();
    let mut at = best.first().map_or(count, |b| b.1);
    while at < count {
        breaks.push(starts[at]);
        at = best[at].1;
    }
    breaks
}

fn best_word(text: &str, starts: &[usize], best: &[(f64, usize)], i: usize) -> (f64, usize) {
    let count = starts.len() - 1;
    let latin = text[starts[i]..].chars().take_while(|c| c.is_ascii_alphanumeric()).count();
    if latin > 0 {
        let end = i + latin;
        return (UNKNOWN + best[end].0, end);
    }
    let mut choice = (UNKNOWN + best[i + 1].0, i + 1);
    for end in i + 2..=count.min(i + LONGEST) {
        let word = &text[starts[i]..starts[end]];
        if let Some(weight) = weight(word)
            && weight + best[end].0 > choice.0
        {
            choice = (weight + best[end].0, end);
        }
    }
    choice
}

fn weight(word: &str) -> Option<f64> {
    let line = TERMS.get(word).or_else(|| COMMON.get(word))?;
    let frequency: f64 = line.split(' ').next()?.parse().ok()?;
    Some(frequency.max(1.0).ln() - TOTAL)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for at in word_breaks(text).into_iter().chain([text.len()]) {
            out.push_str(&text[from..at]);
            out.push('|');
            from = at;
        }
        out
    }

    #[test]
    fn titles_break_between_words() {
        assert_eq!(cut("关于青禾县养老服务工作情况的调研报告"), "关于|青|禾|县|养老服务|工作|情况|的|调研报告|");
        assert_eq!(cut("县人大常委会2026年"), "县人大常委会|2026|年|");
        assert_eq!(word_breaks(""), Vec::<usize>::new());
        assert_eq!(word_breaks("县"), Vec::<usize>::new());
    }

    #[test]
    fn long_text_stays_linear() {
        let text = "工作A".repeat(20_000);
        assert_eq!(word_breaks(&text).len(), 39_999);
    }
}
