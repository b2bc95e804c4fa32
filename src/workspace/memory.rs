//! Files in memory, for tests and for callers that have no disk.

use super::{Entry, ReadError};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// Path to bytes; a folder exists where a file lies below it.
#[derive(Debug, Default)]
pub(super) struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Memory {
    pub(super) fn new(files: impl Iterator<Item = (PathBuf, Vec<u8>)>) -> Self {
        Memory { files: files.map(|(path, bytes)| (plain(&path), bytes)).collect() }
    }

    pub(super) fn entry(&self, path: &Path) -> Option<Entry> {
        let path = plain(path);
        if self.files.contains_key(&path) {
            return Some(Entry::File);
        }
        self.files.keys().any(|file| file.starts_with(&path)).then_some(Entry::Folder)
    }

    pub(super) fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        match self.files.get(&plain(path)) {
            Some(bytes) => Ok(bytes.clone()),
            None if self.entry(path).is_some() => Err(ReadError::Folder),
            None => Err(ReadError::Missing),
        }
    }

    pub(super) fn list(&self, folder: &Path) -> Result<Vec<String>, ReadError> {
        let folder = plain(folder);
        let below = self.files.keys().filter_map(|file| file.strip_prefix(&folder).ok());
        let names: BTreeSet<String> = below
            .filter_map(|rest| rest.components().next())
            .map(|name| name.as_os_str().to_string_lossy().into_owned())
            .collect();
        if names.is_empty() { Err(ReadError::Missing) } else { Ok(names.into_iter().collect()) }
    }

    pub(super) fn is_same(&self, one: &Path, other: &Path) -> bool {
        plain(one) == plain(other) && self.files.contains_key(&plain(one))
    }

    pub(super) fn write(&mut self, path: &Path, bytes: Vec<u8>) {
        self.files.insert(plain(path), bytes);
    }
}

/// The path without `.` components.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| !matches!(part, Component::CurDir)).collect()
}
