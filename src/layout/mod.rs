//! Document to pages.

pub mod page;
