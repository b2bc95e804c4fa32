//! The contract of the command line: what is said, where, and with which exit code.

#[path = "cli/run.rs"]
mod run;

#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/commands.rs"]
mod commands;
#[path = "cli/encodings.rs"]
mod encodings;
#[path = "cli/language.rs"]
mod language;
#[path = "cli/outputs.rs"]
mod outputs;
#[path = "cli/pictures.rs"]
mod pictures;
#[path = "cli/project.rs"]
mod project;
#[path = "cli/readme.rs"]
mod readme;
#[path = "cli/sarif.rs"]
mod sarif;
#[path = "cli/several.rs"]
mod several;
#[path = "cli/tables.rs"]
mod tables;
#[path = "cli/watch.rs"]
mod watch;

/// The complete sample report.
const SAMPLE: &str = include_str!("../data/青禾县调研.yaml");
/// The same with gaps.
const WITH_GAPS: &str = include_str!("../data/青禾县调研-待补.yaml");
