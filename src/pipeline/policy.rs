//! What a run obeys: the command line over the project file.
//!
//! Findings of any stage come in; those that stand come out, with the level they are to have. What means that the
//! work could not be done is never passed over.

use super::ledger::Ledger;
use super::project::{self, Setting, Settings};
use crate::check::{Selection, Words};
use crate::diagnostic::{Diagnostic, Kind, Level, Reported, Sink};
use crate::source::SourceMap;
use crate::workspace::Workspace;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What the command line says about rules; codes as [`rule_code`](super::rule_code) gives them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Only these rules; empty: what the project file says.
    pub only: Vec<&'static str>,
    /// Not these rules.
    pub off: Vec<&'static str>,
    /// Do not look for a project file.
    pub no_project: bool,
}

/// The project files of a run, each told once, and what the command line says over them.
#[derive(Debug, Default)]
pub struct Projects {
    choice: Choice,
    told: BTreeSet<PathBuf>,
}

impl Projects {
    /// Project files under the choice of the command line.
    pub fn new(choice: Choice) -> Self {
        Projects { choice, told: BTreeSet::new() }
    }

    /// What holds for an input in `folder`.
    ///
    /// # Errors
    /// [`Reported`] if there is a project file that cannot be followed.
    pub(super) fn of(
        &mut self,
        folder: &Path,
        workspace: &Workspace,
        sources: &mut SourceMap,
        sink: &mut Sink,
    ) -> Result<Policy, Reported> {
        let path = if self.choice.no_project { None } else { workspace.find_upwards(folder, project::NAME) };
        let settings = match path {
            None => Settings::default(),
            Some(path) => {
                let mut own = Sink::new();
                let settings = project::read(&path, workspace, sources, &mut own);
                let new = self.told.insert(path);
                let told = own.into_items().into_iter().filter(|finding| new || finding.level == Level::Error);
                told.for_each(|finding| sink.push(finding));
                settings?
            }
        };
        Ok(Policy { choice: self.choice.clone(), settings })
    }
}

/// What holds for one input.
#[derive(Debug, Default)]
pub(super) struct Policy {
    choice: Choice,
    pub(super) settings: Settings,
}

impl Policy {
    /// The words that rules must know.
    pub(super) fn words(&self) -> &Words {
        &self.settings.words
    }

    /// The rules of the checker that run.
    pub(super) fn selection(&self) -> Selection {
        Selection::of(|code| self.allows(code))
    }

    /// Whether findings of a code are wanted. The command line speaks last: what it names with `--only` is on.
    fn allows(&self, code: &str) -> bool {
        let names = |codes: &[&str]| codes.contains(&code);
        if names(&self.choice.off) {
            return false;
        }
        if !self.choice.only.is_empty() {
            return names(&self.choice.only);
        }
        let only = &self.settings.only;
        (only.is_empty() || names(only)) && !self.is_off(code)
    }

    fn is_off(&self, code: &str) -> bool {
        self.choice.off.contains(&code) || self.settings.rules.get(code) == Some(&Setting::Off)
    }

    /// The finding with its level, if it is wanted. What is said about files is no rule: it keeps its level, and only
    /// its own name switches it off.
    fn weigh(&self, mut finding: Diagnostic) -> Option<Diagnostic> {
        let code = finding.code.id;
        if finding.kind == Kind::File {
            return (!self.is_off(code)).then_some(finding);
        }
        if let Some(Setting::Level(level)) = self.settings.rules.get(code) {
            finding.level = *level;
        }
        self.allows(code).then_some(finding)
    }

    /// Lets the findings from `mark` on stand or fall. While `ledger` is `None` the input could not be read, and
    /// every error tells why.
    pub(super) fn judge(&self, sink: &mut Sink, mark: usize, mut ledger: Option<&mut Ledger>, sources: &SourceMap) {
        let mut items = std::mem::take(sink).into_items();
        let judged = items.split_off(mark.min(items.len()));
        items.into_iter().for_each(|finding| sink.push(finding));
        for finding in judged {
            let fixed = finding.level == Level::Error && (finding.kind == Kind::File || ledger.is_none());
            if fixed {
                sink.push(finding);
            } else if let Some(finding) = self.weigh(finding)
                && !ledger.as_mut().is_some_and(|ledger| ledger.silences(&finding, &self.settings.ignored, sources))
            {
                sink.push(finding);
            }
        }
    }

    /// Says which comments and entries are wrong or of no use. Findings of layout and fonts, which only a build knows,
    /// are not missed.
    pub(super) fn close(&self, ledger: &Ledger, sink: &mut Sink) {
        let is_known = |code: &str| self.allows(code) && !code.starts_with("LY") && !code.starts_with("FT");
        let told = ledger.report(&self.settings.ignored, &is_known).into_iter();
        told.filter_map(|finding| self.weigh(finding)).for_each(|finding| sink.push(finding));
    }
}
