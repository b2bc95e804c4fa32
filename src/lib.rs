//! zhibi (执笔): data and templates in, Chinese government work reports out.
//!
//! The stages, lowest first; arrows go up only and `tests/architecture.rs` holds them to it:
//! foundation ([`source`], [`diagnostic`], [`unit`], [`numeral`], [`font`]) → data, template → merge → markdown →
//! [`document`] → [`layout`], check, writer → pipeline → cli.

pub mod diagnostic;
pub mod document;
pub mod font;
pub mod layout;
pub mod numeral;
pub mod source;
pub mod unit;
