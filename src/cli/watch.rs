//! Waits until a file that a report is made of changes.

use crate::workspace::{Stamp, Workspace};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

/// Between two looks: short enough to feel like at once, long enough to cost nothing.
const LOOK: Duration = Duration::from_millis(250);
/// An editor may write a file in several steps; a change counts once nothing moves for so long.
const REST: Duration = Duration::from_millis(100);

/// How often that is waited for a file that is empty now.
const HALF_WRITTEN: u32 = 20;

/// The files and folders that are watched, each as it was when it was last looked at; `None`: not there.
#[derive(Debug, Default)]
pub(super) struct Watched(BTreeMap<PathBuf, Option<Stamp>>);

impl Watched {
    /// Watches a path too, from now on.
    pub(super) fn add(&mut self, path: &Path, workspace: &Workspace) {
        if !self.0.contains_key(path) {
            self.0.insert(path.to_path_buf(), workspace.stamp(path));
        }
    }

    /// Waits for the next change and gives what changed, folders last.
    pub(super) fn wait(&mut self, workspace: &Workspace) -> Vec<PathBuf> {
        loop {
            let mut changed = self.changed(workspace);
            if changed.is_empty() {
                sleep(LOOK);
                continue;
            }
            let mut patience = HALF_WRITTEN;
            loop {
                sleep(REST);
                let more = self.changed(workspace);
                // Who writes a file empties it first.
                let emptied = more.is_empty() && patience > 0 && changed.iter().any(|path| self.is_empty(path));
                if more.is_empty() && !emptied {
                    break;
                }
                patience -= u32::from(emptied);
                changed.extend(more);
            }
            changed.sort_by_key(|path| (self.is_folder(path), path.clone()));
            changed.dedup();
            return changed;
        }
    }

    fn changed(&mut self, workspace: &Workspace) -> Vec<PathBuf> {
        let mut changed = Vec::new();
        for (path, stamp) in &mut self.0 {
            let now = workspace.stamp(path);
            if now != *stamp {
                *stamp = now;
                changed.push(path.clone());
            }
        }
        changed
    }

    fn is_empty(&self, path: &Path) -> bool {
        self.0.get(path).copied().flatten().is_some_and(Stamp::is_empty)
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.0.get(path).copied().flatten().is_some_and(Stamp::is_folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_once() {
        let before = Workspace::in_memory([("甲.yaml", "县名: 甲\n")]);
        let after = Workspace::in_memory([("甲.yaml", "县名: 甲县\n"), ("zhibi.yaml", "")]);
        let mut watched = Watched::default();
        for path in ["甲.yaml", "zhibi.yaml", "没有.yaml"] {
            watched.add(Path::new(path), &before);
        }
        assert_eq!(watched.changed(&before), Vec::<PathBuf>::new());
        assert_eq!(watched.wait(&after), [Path::new("zhibi.yaml"), Path::new("甲.yaml")]);
        assert_eq!(watched.changed(&after), Vec::<PathBuf>::new());
    }
}
