//! Report templates: Tera with Chinese names.
//!
//! In comes a template file (with the files it includes) and the schema of its kind; out comes a [`Program`]: the
//! same template in the ASCII that Tera reads, and a table of *sites* that says for every printed stretch which
//! template place and which data field it comes from. Names nobody declared are found here, before any data is
//! read; [`outline()`] says what a template reads and loops over without asking a schema. Rendering is
//! [`merge`](crate::merge)'s business.

mod compile;
mod expression;
mod filter;
mod lexer;
mod outline;
mod program;
mod scope;
mod statement;
mod unread;

pub use compile::{Folder, compile};
pub use filter::{FILTERS, Filter};
pub use outline::{Loop, Outline, Variable, outline};
pub use program::{Item, Program, Site, SiteKind, mangle};
pub use scope::{PathStep, SitePath};
pub use unread::{STEERING, report_unread, unread};

use crate::diagnostic::Code;

/// Codes of this room.
pub(crate) mod codes {
    use super::Code;
    /// A tag is not closed, or an expression cannot be read.
    pub(crate) const SYNTAX: Code = Code::new("TP001", "template-syntax");
    /// A name that neither the schema nor the template declares.
    pub(crate) const UNKNOWN_NAME: Code = Code::new("TP002", "unknown-name");
    /// A filter nobody knows.
    pub(crate) const UNKNOWN_FILTER: Code = Code::new("TP003", "unknown-filter");
    /// A list or group printed as if it were text, or text used as a list.
    pub(crate) const WRONG_SHAPE: Code = Code::new("TP004", "wrong-shape");
    /// An include that is not there, or that includes itself.
    pub(crate) const INCLUDE: Code = Code::new("TP005", "bad-include");
    /// Something Tera has and report templates do not allow.
    pub(crate) const NOT_ALLOWED: Code = Code::new("TP006", "not-allowed");
    /// Rendering failed.
    pub(crate) const RENDER: Code = Code::new("TP007", "render-failed");
    /// A loop ran too long or the report grew too large.
    pub(crate) const TOO_LARGE: Code = Code::new("TP008", "report-too-large");
    /// The template itself is too large, too deep or has too many problems.
    pub(crate) const TOO_LONG: Code = Code::new("TP010", "template-too-large");
    /// Nothing stands in the template.
    pub(crate) const EMPTY: Code = Code::new("TP011", "empty-template");
    /// A gap or a text was compared or computed with.
    pub(crate) const COMPARED: Code = Code::new("TP009", "gap-compared");
}
