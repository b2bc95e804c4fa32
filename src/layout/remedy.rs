//! What is done when the sign-off does not fit below the end of the text (GB/T 9704—2012, 7.3.5.5: 调整行距、字距).
//!
//! The page that holds issuer and date must hold text too. In this order: the empty lines before the sign-off are
//! halved; the lines of the page move closer; lines of text go over to the sign-off's page, and the page they leave is
//! loosened if that closes the gap. “此页无正文” is never written.

use super::fill::{Cut, Filling, fill};
use super::flow::FlowLine;
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::source::Span;
use crate::style::PageStyle;
use crate::unit::Length;
use std::ops::Range;

const FITTED: Code = Code::new("LY021", "sign-off-fitted");

/// What was done for the sign-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Remedy {
    /// Empty lines are half as high.
    Halved,
    /// The lines of the page stand at this pitch too.
    Tightened(Length),
    /// So many lines of text went over to the next page; the page before is spread to this pitch.
    MovedOver(usize, Option<Length>),
}

/// Fills the page that begins at `at` so that the sign-off, which are the lines `tail`, stands with text.
///
/// `None` if the page is no concern of the sign-off's.
pub(super) fn fit(
    lines: &[FlowLine],
    at: usize,
    tail: &Range<usize>,
    (cut, filling): (&Cut, Filling<'_>),
) -> Option<(Cut, Remedy)> {
    if at >= tail.start || cut.reach < tail.start || cut.reach >= tail.end || lines[at].sideways {
        return None;
    }
    let style = filling.style;
    let attempt = |style: &PageStyle| {
        let cut = fill(lines, at, Filling { style, halved_from: tail.start, ..filling }, Vec::new());
        (cut.reach >= tail.end).then_some(Cut { end: tail.end, ..cut })
    };
    if let Some(cut) = attempt(style) {
        return Some((cut, Remedy::Halved));
    }
    let mut pitch = style.pitch() - STEP;
    while pitch >= style.tightest_pitch {
        if let Some(cut) = attempt(&style.with_pitch(pitch)) {
            return Some((cut, Remedy::Tightened(pitch)));
        }
        pitch -= STEP;
    }
    let moved = tail.start.checked_sub(cut.end).filter(|moved| *moved > 0)?;
    let (end, tops) = (cut.end, cut.tops.clone());
    let loosened = loosened(cut.end - at, style).and_then(|pitch| {
        let looser = fill(lines, at, Filling { style: &style.with_pitch(pitch), ..filling }, Vec::new());
        (looser.reach >= end).then_some((looser.tops, pitch))
    });
    let pitch = loosened.as_ref().map(|(_, pitch)| *pitch);
    let tops = loosened.map_or(tops, |(tops, _)| tops);
    Some((Cut { end, reach: end, tops }, Remedy::MovedOver(moved, pitch)))
}

/// Steps in which the pitch is made smaller.
const STEP: Length = Length::pt_10(1);

/// The pitch at which a page that lacks one line is full all the same.
fn loosened(count: usize, style: &PageStyle) -> Option<Length> {
    let room = style.type_area.height - style.body_size;
    let pitch = if count + 1 == style.lines && count > 1 { Some(room / (count as i64 - 1)) } else { None };
    pitch.filter(|pitch| *pitch <= style.loosest_pitch)
}

impl Remedy {
    /// Says what was done.
    pub(super) fn finding(&self, page: usize, place: Option<Span>) -> Diagnostic {
        let done = match self {
            Remedy::Halved => "把前面的空行减半".to_owned(),
            Remedy::Tightened(pitch) => format!("把前面的空行减半，这一页的行距缩到{}磅", points(*pitch)),
            Remedy::MovedOver(count, None) => format!("把正文最后{count}行移到落款所在的页"),
            Remedy::MovedOver(count, Some(pitch)) => {
                format!("把正文最后{count}行移到落款所在的页，前一页的行距放宽到{}磅", points(*pitch))
            }
        };
        let message = format!("第{}页排不下落款，已{done}", page + 1);
        let mut finding = Diagnostic::new(FITTED, Level::Info, Kind::Layout, message)
            .because("落款所在的页要有正文；排不下时可以调整行距（GB/T 9704—2012，7.3.5.5），不写“此页无正文”")
            .hint("不想调整的，把正文增减一两行");
        finding.span = place;
        finding
    }
}

/// Points with one decimal.
fn points(length: Length) -> String {
    let tenths = (length.to_emu() + 635) / 1270;
    format!("{}.{}", tenths / 10, tenths % 10)
}
