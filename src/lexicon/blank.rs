//! Shapes of blanks.
use std::ops::Range;
/// Blanks of a text.
pub fn find(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let hits: Vec<Range<usize>> = ["*", "＊", "__", "＿", "XX", "××", "【待填："]
        .iter()
        .filter_map(|p| text.find(p).map(|i| i..i + p.len()))
        .collect();
    hits.into_iter()
}
