//! zhibi (执笔): data and templates in, Chinese government work reports out.
//!
//! The stages, lowest first; arrows go up only and `tests/architecture.rs` holds them to it:
//! foundation ([`source`], [`diagnostic`], [`workspace`], [`lexicon`], [`unit`], [`style`], [`font`], [`image`], [`numeral`],
//! [`suppression`]) →
//! [`data`], [`template`] → [`merge`] → [`markdown`] → [`document`] → [`layout`], [`check`], [`writer`] →
//! [`pipeline`] → [`cli`].

pub mod check;
pub mod cli;
pub mod data;
pub mod diagnostic;
pub mod document;
pub mod font;
pub mod image;
pub mod layout;
pub mod lexicon;
pub mod markdown;
pub mod merge;
pub mod numeral;
pub mod pipeline;
pub mod source;
pub mod style;
pub mod suppression;
pub mod template;
pub mod unit;
pub mod workspace;
pub mod writer;
