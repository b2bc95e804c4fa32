//! Which text a glyph, or a group of glyphs, stands for.
//!
//! In: a glyph run. Out: clusters that tile its glyphs and its text, so that no character of the text is lost even
//! where a glyph shows several characters, none, or shares one with its neighbour.

use crate::layout::page::GlyphRun;
use std::ops::Range;

/// Glyphs that together show a stretch of text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cluster<'a> {
    /// Indices into the run's glyphs; never empty.
    pub(super) glyphs: Range<usize>,
    /// What they show; the clusters of a run, joined, give the run's text.
    pub(super) text: &'a str,
}

/// The clusters of a run in order. A text that no glyph claims belongs to the glyph before it (at the start, to
/// the one after it). If the glyphs do not follow the order of the text, the whole run is one cluster.
pub(super) fn clusters(run: &GlyphRun) -> Vec<Cluster<'_>> {
    if run.glyphs.is_empty() {
        return Vec::new();
    }
    let starts = run.glyphs.iter().map(|glyph| glyph.text.start);
    let ordered = starts.clone().is_sorted() && starts.clone().all(|start| run.text.is_char_boundary(start));
    if !ordered {
        return vec![Cluster { glyphs: 0..run.glyphs.len(), text: &run.text }];
    }
    let mut clusters: Vec<Cluster<'_>> = Vec::with_capacity(run.glyphs.len());
    let mut first = 0;
    let mut from = 0;
    for next in 1..=run.glyphs.len() {
        // A glyph begins a new cluster if it begins a new stretch of text.
        let to = run.glyphs.get(next).map_or(run.text.len(), |glyph| glyph.text.start);
        let last = next == run.glyphs.len();
        if !last && (to <= from || to <= run.glyphs[next - 1].text.start) {
            continue;
        }
        clusters.push(Cluster { glyphs: first..next, text: &run.text[from..to] });
        (first, from) = (next, to);
    }
    clusters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::page::{Color, Glyph, Tag};
    use crate::unit::Length;

    fn run(text: &str, ranges: &[Range<usize>]) -> GlyphRun {
        let glyphs = ranges.iter().map(|text| Glyph { id: 1, x: Length::ZERO, text: text.clone() }).collect();
        GlyphRun {
            face: Default::default(),
            size: Length::pt(16),
            origin: Default::default(),
            glyphs,
            text: text.to_owned(),
            color: Color::BLACK,
            outline: Length::ZERO,
            rotation: 0,
            tag: Tag::Artifact,
        }
    }

    fn shown(run: &GlyphRun) -> Vec<(Range<usize>, &str)> {
        clusters(run).into_iter().map(|cluster| (cluster.glyphs, cluster.text)).collect()
    }

    #[test]
    fn one_glyph_per_character() {
        assert_eq!(shown(&run("政府", &[0..3, 3..6])), [(0..1, "政"), (1..2, "府")]);
    }

    #[test]
    fn a_ligature_and_a_split_character() {
        assert_eq!(shown(&run("ffi字", &[0..3, 3..6])), [(0..1, "ffi"), (1..2, "字")]);
        assert_eq!(shown(&run("é字", &[0..2, 0..2, 2..5])), [(0..2, "é"), (2..3, "字")]);
    }

    #[test]
    fn unclaimed_text_is_kept() {
        assert_eq!(shown(&run(" 一 二 ", &[1..4, 5..8])), [(0..1, " 一 "), (1..2, "二 ")]);
    }

    #[test]
    fn disorder_makes_one_cluster() {
        assert_eq!(shown(&run("一二", &[3..6, 0..3])), [(0..2, "一二")]);
        assert_eq!(shown(&run("一二", &[1..3, 3..6])), [(0..2, "一二")]);
    }
}
