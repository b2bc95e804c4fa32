//! (in work)

pub mod blank;
