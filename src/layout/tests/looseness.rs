//! How far justification pulls characters apart on real prose (page layout practice: 95 % of the gaps at most ¼ em).

use super::*;
use crate::document::{Flavor, build};
use crate::layout::page::{Item, Tag};

use crate::unit::Length;
use std::fs;
use std::path::Path;

/// Gaps between neighbouring Han characters on justified lines of all clean drafts, in hundredths of an em, sorted.
fn gaps(punctuation: Punctuation) -> Vec<i64> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts/clean");
    let fonts = FontSet::bundled();
    let style = PageStyle { punctuation, ..PageStyle::default() };
    let mut gaps = Vec::new();
    for file in fs::read_dir(folder).expect("drafts").map(|entry| entry.expect("entry").path()) {
        let flavor = match file.extension().and_then(|ending| ending.to_str()) {
            Some("txt") => Flavor::Plain,
            Some("md") => Flavor::Markdown,
            _ => continue,
        };
        let mut sources = SourceMap::new();
        let source = sources.add("甲", fs::read_to_string(&file).expect("a draft"));
        let document = build(source, &sources, flavor, &mut Sink::new());
        let paged = lay_out(&document, &style, &fonts, &Options::default(), &mut Sink::new());
        for page in &paged.pages {
            gaps.extend(of_lines(&page.items, &style));
        }
    }
    gaps.sort_unstable();
    gaps
}

/// A line: where it begins, its baseline, and its characters with their places.
struct Line {
    x: Length,
    y: Length,
    characters: Vec<(Length, char)>,
}

/// Of the lines of a page that go on at the left edge of the next.
fn of_lines(items: &[Item], style: &PageStyle) -> Vec<i64> {
    let mut lines: Vec<Line> = Vec::new();
    for item in items {
        let Item::Glyphs(run) = item else { continue };
        if !matches!(run.tag, Tag::Content(_)) || run.size != style.body_size {
            continue;
        }
        let glyphs = run.glyphs.iter().map(|glyph| {
            let character = run.text[glyph.text.clone()].chars().next().unwrap_or(' ');
            (run.origin.x + glyph.x, character)
        });
        match lines.last_mut() {
            Some(line) if line.y == run.origin.y => line.characters.extend(glyphs),
            _ => lines.push(Line { x: run.origin.x, y: run.origin.y, characters: glyphs.collect() }),
        }
    }
    let is_han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let mut gaps = Vec::new();
    for pair in lines.windows(2) {
        let goes_on = pair[1].x == style.left;
        for two in pair[0].characters.windows(2).filter(|two| goes_on && is_han(two[0].1) && is_han(two[1].1)) {
            let gap = two[1].0 - two[0].0 - style.body_size;
            gaps.push(gap.to_emu() * 100 / style.body_size.to_emu());
        }
    }
    gaps
}

#[test]
fn justified_lines_are_not_loose() {
    for (mode, name) in [(Punctuation::National, "gb"), (Punctuation::Grid, "grid"), (Punctuation::Tight, "tight")] {
        let gaps = gaps(mode);
        let at = |share: usize| gaps[gaps.len() * share / 1000];
        assert!(gaps.len() > 5_000, "{}", gaps.len());
        assert!(at(950) <= 10 && at(990) <= 20, "{name}: p95 {} p99 {}", at(950), at(990));
    }
}
