//! Files: the only room that touches the file system.
//!
//! Paths come in, bytes and registered texts go out, and finished outputs are written whole or not at all. A
//! workspace is either the disk or a set of files in memory, so that every stage above can be tested without a
//! folder. Nothing here knows what a file means.

mod confine;
mod memory;
mod open;
mod write;

pub use confine::Escape;
pub use open::{register, unwritable};
pub use write::{Output, WriteError};

use memory::Memory;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

/// Largest text that is read, in bytes: 1.3 million Chinese characters, three thousand printed pages. Laying out so
/// much takes several seconds and some 800 MB of memory; more is a mistake in the choice of the file.
pub const TEXT_LIMIT: u64 = 4 << 20;

/// Largest font file that is read, in bytes; the big Chinese collections have about 100 MB.
pub const FONT_LIMIT: u64 = 160 << 20;

/// Folders in which a file is sought upwards.
const MOST_ABOVE: usize = 16;

/// Names of a folder that are looked at when a similar name is sought.
const SIMILAR_CANDIDATES: usize = 2_000;

/// Least likeness (0 to 1) of a name that is worth suggesting.
const SIMILAR_ENOUGH: f64 = 0.55;

/// The path without `.` and, as far as they have a folder to leave, `..`.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// A file, or something that is read like one (a pipe).
    File,
    /// A folder.
    Folder,
}

/// By what a change of a file or folder is noticed: size and time of the last change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    entry: Entry,
    length: u64,
    /// Since 1970.
    changed: Option<Duration>,
}

impl Stamp {
    /// Whether it is that of a file with nothing in it.
    pub fn is_empty(self) -> bool {
        self.entry == Entry::File && self.length == 0
    }

    /// Whether it is that of a folder, which changes when names come or go in it.
    pub fn is_folder(self) -> bool {
        self.entry == Entry::Folder
    }
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// There is nothing at this path.
    Missing,
    /// It is a folder.
    Folder,
    /// It may not be read.
    Denied,
    /// It is larger than the limit, in bytes.
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// The system failed to read it; the number of its error, if it gave one.
    Failed(Option<i32>),
}

impl ReadError {
    fn from_io(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidFilename => {
                ReadError::Missing
            }
            io::ErrorKind::IsADirectory => ReadError::Folder,
            io::ErrorKind::PermissionDenied => ReadError::Denied,
            // A path with NUL in it names nothing.
            io::ErrorKind::InvalidInput => ReadError::Missing,
            _ => ReadError::Failed(error.raw_os_error()),
        }
    }
}

/// Where files are read and written.
#[derive(Debug)]
pub struct Workspace {
    store: Store,
}

#[derive(Debug)]
enum Store {
    Disk,
    Memory(Memory),
}

impl Workspace {
    /// The file system, relative paths counted from the current folder.
    pub fn disk() -> Self {
        Workspace { store: Store::Disk }
    }

    /// Files in memory.
    pub fn in_memory<P: Into<PathBuf>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        let files = files.into_iter().map(|(path, bytes)| (path.into(), bytes.into()));
        Workspace { store: Store::Memory(Memory::new(files)) }
    }

    /// What stands at a path, links followed.
    pub fn entry(&self, path: &Path) -> Option<Entry> {
        match &self.store {
            Store::Disk => {
                let metadata = fs::metadata(path).ok()?;
                Some(if metadata.is_dir() { Entry::Folder } else { Entry::File })
            }
            Store::Memory(memory) => memory.entry(path),
        }
    }

    /// The stamp of what stands at a path, links followed. Files in memory have no time, only a size.
    pub fn stamp(&self, path: &Path) -> Option<Stamp> {
        let entry = self.entry(path)?;
        let (length, changed) = match &self.store {
            Store::Disk => {
                let metadata = fs::metadata(path).ok()?;
                (metadata.len(), metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()))
            }
            Store::Memory(memory) => (memory.read(path).map_or(0, |bytes| bytes.len() as u64), None),
        };
        Some(Stamp { entry, length, changed })
    }

    /// Whether a path is a link to something elsewhere.
    pub fn is_link(&self, path: &Path) -> bool {
        match &self.store {
            Store::Disk => fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink()),
            Store::Memory(_) => false,
        }
    }

    /// The nearest file called `name` in `folder` or above it; shown as a relative path where it lies below the current
    /// folder. What cannot be looked into is passed over.
    pub fn find_upwards(&self, folder: &Path, name: &str) -> Option<PathBuf> {
        let is_file = |path: &PathBuf| self.entry(path) == Some(Entry::File);
        let Store::Disk = &self.store else {
            return folder.ancestors().take(MOST_ABOVE).map(|folder| folder.join(name)).find(is_file);
        };
        let current = std::path::absolute(".").ok()?;
        let start = if folder.as_os_str().is_empty() { current.clone() } else { std::path::absolute(folder).ok()? };
        let climbs = start.components().any(|part| part == Component::ParentDir);
        let start = if climbs { fs::canonicalize(&start).ok()? } else { start };
        let found = start.ancestors().take(MOST_ABOVE).map(|folder| folder.join(name)).find(is_file)?;
        Some(found.strip_prefix(&current).map(Path::to_path_buf).unwrap_or(found))
    }

    /// The bytes of a file of at most `limit` bytes; a larger one is not read beyond the limit.
    ///
    /// # Errors
    /// [`ReadError`] says why there are none.
    pub fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
        let bytes = match &self.store {
            Store::Disk => read_disk(path, limit)?,
            Store::Memory(memory) => memory.read(path)?,
        };
        if bytes.len() as u64 > limit { Err(ReadError::TooLarge { limit }) } else { Ok(bytes) }
    }

    /// The names in a folder, sorted, so that a run does not depend on the order of the disk.
    ///
    /// # Errors
    /// [`ReadError`] if it is no folder or may not be listed.
    pub fn list(&self, folder: &Path) -> Result<Vec<String>, ReadError> {
        let mut names = match &self.store {
            Store::Disk => list_disk(folder)?,
            Store::Memory(memory) => memory.list(folder)?,
        };
        names.sort();
        Ok(names)
    }

    /// Whether two paths lead to one existing file.
    pub fn is_same_file(&self, one: &Path, other: &Path) -> bool {
        match &self.store {
            Store::Disk => match (fs::canonicalize(one), fs::canonicalize(other)) {
                (Ok(one), Ok(other)) => one == other,
                _ => false,
            },
            Store::Memory(memory) => memory.is_same(one, other),
        }
    }

    /// How a file is named from a folder: `../data/a.png`. `None` where no such name exists (two drives).
    pub fn path_from(&self, folder: &Path, file: &Path) -> Option<PathBuf> {
        let absolute = |path: &Path| match &self.store {
            Store::Disk if path.as_os_str().is_empty() => std::path::absolute(".").ok(),
            Store::Disk => std::path::absolute(path).ok(),
            Store::Memory(_) => Some(Path::new("/").join(path)),
        };
        let (folder, file) = (plain(&absolute(folder)?), plain(&absolute(file)?));
        let shared = folder.components().zip(file.components()).take_while(|(a, b)| a == b).count();
        if shared == 0 {
            return None;
        }
        let up = folder.components().skip(shared).map(|_| Component::ParentDir);
        Some(up.chain(file.components().skip(shared)).collect())
    }

    /// The file beside a missing one whose name is most like it.
    pub fn similar(&self, path: &Path) -> Option<PathBuf> {
        let wanted = path.file_name()?.to_str()?;
        let folder = folder_of(path);
        let names = self.list(folder).ok()?;
        let likeness = |name: &str| {
            let whole = strsim::normalized_damerau_levenshtein(name, wanted);
            match strsim::normalized_damerau_levenshtein(stem(name), stem(wanted)) {
                // The same name with another ending is the likeliest slip of all.
                1.0 => whole.max(0.9),
                // Names are not alike because they end alike.
                alike if alike < 0.5 => 0.0,
                _ => whole,
            }
        };
        let best = names
            .iter()
            .take(SIMILAR_CANDIDATES)
            .map(|name| (likeness(name), name))
            .filter(|(likeness, name)| *likeness >= SIMILAR_ENOUGH && !name.starts_with('.'))
            .filter(|(_, name)| self.entry(&folder.join(name)) == Some(Entry::File))
            .max_by(|a, b| a.0.total_cmp(&b.0))?;
        Some(path.with_file_name(best.1))
    }
}

/// The folder a path lies in; the current one for a bare name.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn read_disk(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    let file = fs::File::open(path).map_err(|error| ReadError::from_io(&error))?;
    let metadata = file.metadata().map_err(|error| ReadError::from_io(&error))?;
    if metadata.is_dir() {
        return Err(ReadError::Folder);
    }
    if metadata.len() > limit {
        return Err(ReadError::TooLarge { limit });
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize + 1);
    // A pipe or a device has no length beforehand; one byte beyond the limit tells that it is too much.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| ReadError::from_io(&error))?;
    Ok(bytes)
}

fn list_disk(folder: &Path) -> Result<Vec<String>, ReadError> {
    let entries = fs::read_dir(folder).map_err(|error| ReadError::from_io(&error))?;
    Ok(entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Workspace {
        Workspace::in_memory([("资料/青禾县.yaml", "县名: 青禾县"), ("资料/说明.md", "# 说明"), ("短.txt", "短")])
    }

    #[test]
    fn files_folders_and_nothing_are_told_apart() {
        let workspace = sample();
        assert_eq!(workspace.entry(Path::new("资料")), Some(Entry::Folder));
        assert_eq!(workspace.entry(Path::new("./资料/青禾县.yaml")), Some(Entry::File));
        assert_eq!(workspace.entry(Path::new("无")), None);
        assert_eq!(workspace.read(Path::new("资料"), 100), Err(ReadError::Folder));
        assert_eq!(workspace.read(Path::new("无"), 100), Err(ReadError::Missing));
        assert_eq!(workspace.read(Path::new("短.txt"), 2), Err(ReadError::TooLarge { limit: 2 }));
        assert_eq!(workspace.list(Path::new("资料")), Ok(vec!["说明.md".to_owned(), "青禾县.yaml".to_owned()]));
    }

    #[test]
    fn a_misspelt_name_finds_its_neighbour() {
        let workspace = sample();
        let similar = |path: &str| workspace.similar(Path::new(path));
        assert_eq!(similar("资料/青和县.yaml"), Some(PathBuf::from("资料/青禾县.yaml")));
        assert_eq!(similar("资料/青禾县.yml"), Some(PathBuf::from("资料/青禾县.yaml")));
        assert_eq!(similar("资料/完全不同的名字"), None);
        assert_eq!(similar("没有/青禾县.yaml"), None);
    }

    #[test]
    fn a_file_above_is_found_and_the_nearest_one_wins() {
        let files = [("甲/乙/稿.md", ""), ("甲/zhibi.yaml", ""), ("zhibi.yaml", ""), ("丙/zhibi.yaml/x", "")];
        let workspace = Workspace::in_memory(files);
        let find = |folder: &str| workspace.find_upwards(Path::new(folder), "zhibi.yaml");
        assert_eq!(find("甲/乙"), Some(PathBuf::from("甲/zhibi.yaml")));
        assert_eq!(find("丙"), Some(PathBuf::from("zhibi.yaml")));
        assert_eq!(find(""), Some(PathBuf::from("zhibi.yaml")));
        let disk = Workspace::disk();
        let found = disk.find_upwards(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/../src/check"), "Cargo.toml");
        assert!(found.is_some_and(|found| found.ends_with("Cargo.toml")));
        assert_eq!(disk.find_upwards(Path::new("/没有/这里"), "zhibi-none.yaml"), None);
    }

    #[test]
    fn disk_reads_stop_at_the_limit() {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let disk = Workspace::disk();
        assert_eq!(disk.read(&manifest.join("Cargo.toml"), 10), Err(ReadError::TooLarge { limit: 10 }));
        assert_eq!(disk.read(manifest, 10), Err(ReadError::Folder));
        assert_eq!(disk.read(&manifest.join("Cargo.toml/x"), 10), Err(ReadError::Missing));
        assert!(disk.read(&manifest.join("Cargo.toml"), TEXT_LIMIT).is_ok_and(|bytes| !bytes.is_empty()));
    }
}
