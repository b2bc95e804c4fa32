//! How long a report is at least, before a line of it is set.
//!
//! In comes a document, out comes where it grows beyond what is ever printed: an hour of layout and gigabytes of pages
//! for a file that was pasted by mistake help nobody.

use crate::document::{Document, Site};
use crate::source::Span;
use crate::style::PageStyle;

/// Most pages that are laid out.
pub const MAX_PAGES: usize = 3_000;

/// Where a report goes beyond [`MAX_PAGES`], counted generously; `None`: it does not.
pub fn overlong(document: &Document, style: &PageStyle) -> Option<Span> {
    // In halves of a character: a line holds twice as many digits, and a row of a table is lower than a line.
    let line = 2 * usize::try_from(style.cells).unwrap_or(1).max(1);
    let most = MAX_PAGES * style.lines * line;
    let (mut taken, mut found) = (0, None);
    document.each_text(&mut |text, site| {
        let content = text.content();
        let wide = content.chars().filter(|c| !c.is_ascii()).count();
        let length = content.chars().count() + wide;
        taken += match site {
            Site::Own => length.div_ceil(line).max(1) * line,
            // The cells of a row stand side by side, in columns that break their lines often.
            Site::Cell { column: 0, .. } => length.max(line / 2),
            Site::Cell { .. } => length,
        };
        if taken > most && found.is_none() {
            found = text.whole_span();
        }
    });
    found
}
