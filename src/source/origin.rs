//! Where each stretch of a derived text came from.

use super::{Place, Span};
use std::ops::Range;

/// One stretch of a derived text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Byte range in the derived text.
    pub range: Range<u32>,
    /// Where it came from.
    pub span: Span,
    /// Whether bytes correspond one to one, so that parts of the piece lead to parts of `span`.
    pub exact: bool,
    /// The data field, if a value was printed.
    pub field: Option<String>,
    /// The template expression, if a value was printed.
    pub printed_by: Option<Span>,
}

/// The pieces of a derived text, in order, without overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    pieces: Vec<Piece>,
}

impl Origin {
    /// An origin from pieces in ascending order.
    pub fn new(pieces: Vec<Piece>) -> Self {
        debug_assert!(pieces.windows(2).all(|w| w[0].range.end <= w[1].range.start));
        Origin { pieces }
    }

    /// All pieces.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The outer place of a range of the derived text: the value it touches first, else the text it starts in.
    pub fn outward(&self, range: Range<usize>) -> Option<Place> {
        let first = self.pieces.partition_point(|p| p.range.end as usize <= range.start);
        let end = range.end.max(range.start + 1);
        let count = self.pieces[first..].partition_point(|p| (p.range.start as usize) < end);
        let touched = &self.pieces[first..first + count];
        let chosen = touched.iter().position(|p| p.field.is_some()).unwrap_or(0);
        let piece = touched.get(chosen).or_else(|| self.pieces.get(first)).or_else(|| self.pieces.last())?;
        // A value may lie in several pieces (escaped characters are pieces of their own).
        let same =
            touched.iter().skip(chosen).take_while(|p| p.field == piece.field && p.printed_by == piece.printed_by);
        let span = same.map(|p| p.part(&range)).fold(piece.part(&range), Span::cover);
        Some(Place { span, field: piece.field.clone(), printed_by: piece.printed_by })
    }
}

impl Origin {
    /// Whether two neighbouring places of the derived text stand side by side only there: two values, a value and
    /// text of a template, two parts of a template that are apart in its file.
    pub fn is_seam(&self, before: usize, after: usize) -> bool {
        let index = |at: usize| self.pieces.partition_point(|piece| piece.range.end as usize <= at);
        let (first, second) = (index(before), index(after));
        let (Some(left), Some(right)) = (self.pieces.get(first), self.pieces.get(second)) else { return false };
        let same = left.field == right.field && left.printed_by == right.printed_by;
        let apart = right.span.start < left.span.end || (right.field.is_none() && right.span.start > left.span.end);
        first != second && (!same || left.span.source != right.span.source || apart)
    }
}

impl Piece {
    fn part(&self, range: &Range<usize>) -> Span {
        if !self.exact {
            return self.span;
        }
        let length = self.span.end - self.span.start;
        let start = (range.start as u32).saturating_sub(self.range.start).min(length);
        let end = (range.end as u32).saturating_sub(self.range.start).clamp(start, length);
        self.span.slice(start as usize, end as usize)
    }
}
