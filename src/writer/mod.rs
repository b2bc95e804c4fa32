//! Finished reports as files: each writer turns pages or a document into bytes and touches no file itself.

pub mod markdown;
pub mod pdf;
