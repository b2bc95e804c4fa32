//! Composes the stages; the only room that knows them all.
//!
//! Requests of a user come in (build this, check that), outcomes go out: findings with the texts they speak of, and
//! files written through the [`workspace`](crate::workspace). Nothing is printed here and no clock is read.

mod build;
mod catalogue;
mod check;
mod explain;
mod folder;
mod fonts;
mod gaps;
mod house;
mod input;
mod kind;
mod ledger;
mod model;
mod outputs;
mod picture;
mod policy;
mod project;
mod reading;
mod several;
mod skeleton;
mod stub;
mod table_file;
mod typefaces;

pub use build::{BuildOptions, BuildState, Builder, Built, OUT};
pub use catalogue::{
    EditorSchema, FieldLine, Kinds, NewData, SchemaOf, TemplateChoice, describe, editor_schema, field_lines, kinds,
    new_data,
};
pub use check::{Checked, check};
pub use explain::{Explanation, explain, known_code, nearest_code};
pub use folder::{Folder, expand};
pub use fonts::{CharacterLine, FontList, RoleLine, fonts};
pub use gaps::{DraftGap, GapForm, GapLine, GapList, Gaps, gaps, write_new};
pub use input::{Input, InputKind};
pub use outputs::{Job, plan};
pub use policy::{Choice, Projects};
pub use project::NAME as PROJECT_FILE;

pub use crate::writer::pdf::ArchiveProfile;

/// Hears what a build is doing; the caller may time it.
pub trait Observer {
    /// A stage has finished.
    fn finished(&mut self, stage: &str);
    /// Something was chosen, said in a sentence.
    fn decided(&mut self, decision: &str);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unobserved;

impl Observer for Unobserved {
    fn finished(&mut self, _stage: &str) {}
    fn decided(&mut self, _decision: &str) {}
}

#[cfg(test)]
mod tests;
