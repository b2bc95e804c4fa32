//! Outputs of one run: all written, or none.
//!
//! Every output first goes whole into a temporary file beside its target; only when all stand complete are they
//! renamed, and what a rename replaces is kept until the last one has succeeded. A full disk, a name that is too long
//! or a target that cannot be replaced thus leaves everything as it was. What no file system offers is a rename of
//! several files at once: a run that is killed between two renames leaves the first.

use super::{Entry, Store, Workspace, folder_of};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Where it goes.
    pub path: PathBuf,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Why outputs could not be written; nothing of them stands on the disk then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteError {
    /// The target is a folder.
    TargetIsFolder(PathBuf),
    /// A file stands where the output folder should be.
    FolderIsFile(PathBuf),
    /// The folder may not be written to, or the target not replaced.
    Denied(PathBuf),
    /// The disk is full.
    Full(PathBuf),
    /// The name is longer than the file system allows.
    NameTooLong(PathBuf),
    /// The system failed; the number of its error, if it gave one.
    Failed(PathBuf, Option<i32>),
}

impl WriteError {
    fn from_io(path: &Path, error: &io::Error) -> Self {
        let path = path.to_path_buf();
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => WriteError::Denied(path),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => WriteError::Full(path),
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => WriteError::FolderIsFile(path),
            io::ErrorKind::IsADirectory => WriteError::TargetIsFolder(path),
            io::ErrorKind::InvalidFilename => WriteError::NameTooLong(path),
            _ => WriteError::Failed(path, error.raw_os_error()),
        }
    }
}

impl Workspace {
    /// Writes all outputs, or none; makes their folders.
    ///
    /// # Errors
    /// [`WriteError`] for the first output that could not be written.
    pub fn write(&mut self, outputs: Vec<Output>) -> Result<(), WriteError> {
        for output in &outputs {
            if self.entry(&output.path) == Some(Entry::Folder) {
                return Err(WriteError::TargetIsFolder(output.path.clone()));
            }
            if let Some(file) = self.file_above(&output.path) {
                return Err(WriteError::FolderIsFile(file));
            }
        }
        match &mut self.store {
            Store::Disk => write_disk(&outputs),
            Store::Memory(memory) => {
                outputs.into_iter().for_each(|output| memory.write(&output.path, output.bytes));
                Ok(())
            }
        }
    }

    /// Whether a file can be made in this folder, or in the nearest existing one above it; told before long work.
    ///
    /// # Errors
    /// [`WriteError`] if it cannot.
    pub fn can_write_to(&self, folder: &Path) -> Result<(), WriteError> {
        let inside = folder.join("报告");
        if let Some(file) = self.file_above(&inside) {
            return Err(WriteError::FolderIsFile(file));
        }
        match &self.store {
            Store::Memory(_) => Ok(()),
            Store::Disk => {
                let existing = folder.ancestors().find(|above| above.is_dir()).unwrap_or(Path::new("."));
                let existing = if existing.as_os_str().is_empty() { Path::new(".") } else { existing };
                let probe = existing.join(temporary_name());
                let made = fs::OpenOptions::new().write(true).create_new(true).open(&probe);
                let _ = fs::remove_file(&probe);
                made.map(|_| ()).map_err(|error| WriteError::from_io(folder, &error))
            }
        }
    }

    /// A file that stands where a folder on the way to `path` should be.
    fn file_above(&self, path: &Path) -> Option<PathBuf> {
        let above = path.ancestors().skip(1).find(|above| self.entry(above) == Some(Entry::File));
        above.map(Path::to_path_buf)
    }
}

/// A name that no other file of any run has. The target's own name is not part of it: that may already be as long as
/// the file system allows.
fn temporary_name() -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    format!(".zhibi-{}-{}.tmp", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed))
}

/// A target that has been replaced, with what stood there before.
struct Replaced<'a> {
    target: &'a Path,
    /// The older file under another name; `None` if there was none.
    older: Option<PathBuf>,
}

/// Outputs on their way. Unless all have arrived, dropping it puts everything back.
#[derive(Default)]
struct Transaction<'a> {
    /// Folders made for the outputs, outer ones first.
    folders: Vec<PathBuf>,
    /// Temporary files that were not renamed yet.
    temporary: Vec<PathBuf>,
    replaced: Vec<Replaced<'a>>,
}

impl<'a> Transaction<'a> {
    /// Makes a folder and those above it.
    fn make_folder(&mut self, folder: &Path) -> Result<(), WriteError> {
        let missing: Vec<&Path> =
            folder.ancestors().take_while(|above| !above.as_os_str().is_empty() && !above.exists()).collect();
        self.folders.extend(missing.into_iter().rev().map(Path::to_path_buf));
        fs::create_dir_all(folder).map_err(|error| WriteError::from_io(folder, &error))
    }

    /// Writes an output into a temporary file in the folder of its target.
    fn prepare(&mut self, output: &Output) -> Result<(), WriteError> {
        let folder = folder_of(&output.path);
        self.make_folder(folder)?;
        let temporary = folder.join(temporary_name());
        self.temporary.push(temporary.clone());
        let mut file = fs::File::create(&temporary).map_err(|error| WriteError::from_io(folder, &error))?;
        // No fsync: it costs more than the whole build, and the rename alone keeps readers from half a file.
        file.write_all(&output.bytes).map_err(|error| WriteError::from_io(&output.path, &error))
    }

    /// Lets the first temporary file take the place of its target. `last`: nothing can fail afterwards, so that what
    /// it replaces need not be kept.
    fn replace(&mut self, target: &'a Path, last: bool) -> Result<(), WriteError> {
        let failed = |error: io::Error| WriteError::from_io(target, &error);
        // A folder is nothing an output may replace; the rename will say so.
        let stands = fs::symlink_metadata(target).is_ok_and(|metadata| !metadata.is_dir());
        let older = if last || !stands { None } else { Some(set_aside(target)?) };
        // Noted before the rename: a target set aside must come back if the rename fails.
        let aside = older.is_some();
        if aside {
            self.replaced.push(Replaced { target, older });
        }
        let temporary = self.temporary.first().map(PathBuf::as_path).unwrap_or(target);
        fs::rename(temporary, target).map_err(failed)?;
        self.temporary.remove(0);
        if !aside {
            self.replaced.push(Replaced { target, older: None });
        }
        Ok(())
    }

    /// All outputs stand: forgets the way back.
    fn finish(&mut self) {
        for replaced in self.replaced.drain(..) {
            if let Some(older) = replaced.older {
                let _ = fs::remove_file(older);
            }
        }
        self.folders.clear();
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        for replaced in self.replaced.drain(..).rev() {
            let _ = match &replaced.older {
                // Where both names lead to one file, the rename does nothing and leaves the second name.
                Some(older) => fs::rename(older, replaced.target).and_then(|()| fs::remove_file(older)),
                None => fs::remove_file(replaced.target),
            };
        }
        for temporary in &self.temporary {
            let _ = fs::remove_file(temporary);
        }
        // Only empty folders can be removed so; nobody else's file is lost.
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Gives an existing file a second name; where the file system has no second names, it loses the first.
fn set_aside(target: &Path) -> Result<PathBuf, WriteError> {
    let aside = folder_of(target).join(temporary_name());
    fs::hard_link(target, &aside)
        .or_else(|_| fs::rename(target, &aside))
        .map_err(|error| WriteError::from_io(target, &error))?;
    Ok(aside)
}

fn write_disk(outputs: &[Output]) -> Result<(), WriteError> {
    let mut transaction = Transaction::default();
    for output in outputs {
        transaction.prepare(output)?;
    }
    for (index, output) in outputs.iter().enumerate() {
        transaction.replace(&output.path, index + 1 == outputs.len())?;
    }
    transaction.finish();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("zhibi-write-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("folder");
        folder
    }

    fn output(path: PathBuf) -> Output {
        Output { path, bytes: b"text".to_vec() }
    }

    #[test]
    fn either_all_outputs_stand_or_none() {
        let root = folder("all");
        fs::create_dir_all(root.join("乙.pdf")).expect("folder");
        let outputs = vec![output(root.join("甲.md")), output(root.join("乙.pdf"))];
        let mut disk = Workspace::disk();
        assert_eq!(disk.write(outputs), Err(WriteError::TargetIsFolder(root.join("乙.pdf"))));
        assert_eq!(disk.list(&root), Ok(vec!["乙.pdf".to_owned()]));
        let outputs = vec![output(root.join("新/甲.md")), output(root.join("新/甲.pdf"))];
        assert_eq!(disk.write(outputs), Ok(()));
        assert_eq!(disk.list(&root.join("新")), Ok(vec!["甲.md".to_owned(), "甲.pdf".to_owned()]));
        fs::remove_dir_all(&root).expect("clean");
    }

    #[test]
    fn a_failed_second_rename_does_not_leave_the_first_output() {
        let root = folder("second");
        fs::write(root.join("甲.md"), "older").expect("file");
        fs::create_dir_all(root.join("甲.pdf/里面")).expect("folder");
        let outputs = [output(root.join("乙.md")), output(root.join("甲.md")), output(root.join("甲.pdf"))];
        // Past the check of the targets, as if the folder had come into being just now.
        assert_eq!(write_disk(&outputs), Err(WriteError::TargetIsFolder(root.join("甲.pdf"))));
        assert_eq!(fs::read_to_string(root.join("甲.md")).expect("file"), "older");
        assert_eq!(Workspace::disk().list(&root), Ok(vec!["甲.md".to_owned(), "甲.pdf".to_owned()]));
        // A target that is set aside and then cannot be replaced comes back.
        let outputs = [output(root.join("甲.pdf")), output(root.join("甲.md"))];
        assert_eq!(write_disk(&outputs), Err(WriteError::TargetIsFolder(root.join("甲.pdf"))));
        assert!(root.join("甲.pdf/里面").is_dir());
        assert_eq!(Workspace::disk().list(&root), Ok(vec!["甲.md".to_owned(), "甲.pdf".to_owned()]));
        fs::remove_dir_all(&root).expect("clean");
    }

    #[test]
    fn replaced_files_leave_no_copies() {
        let root = folder("copies");
        let outputs = || vec![output(root.join("甲.md")), output(root.join("甲.pdf"))];
        let mut disk = Workspace::disk();
        fs::write(root.join("甲.md"), "older").expect("file");
        assert_eq!(disk.write(outputs()), Ok(()));
        assert_eq!(disk.write(outputs()), Ok(()));
        assert_eq!(fs::read_to_string(root.join("甲.md")).expect("file"), "text");
        assert_eq!(disk.list(&root), Ok(vec!["甲.md".to_owned(), "甲.pdf".to_owned()]));
        fs::remove_dir_all(&root).expect("clean");
    }

    #[cfg(unix)]
    #[test]
    fn a_name_as_long_as_the_system_allows_is_written_and_a_longer_one_leaves_nothing() {
        let root = folder("long");
        let mut disk = Workspace::disk();
        let longest = format!("{}.md", "a".repeat(252));
        assert_eq!(disk.write(vec![output(root.join(&longest))]), Ok(()));
        assert_eq!(disk.list(&root), Ok(vec![longest.clone()]));
        fs::remove_file(root.join(&longest)).expect("clean");
        let beyond = root.join("新").join(format!("{}.pdf", "a".repeat(252)));
        let outputs = vec![output(root.join("新").join(&longest)), output(beyond.clone())];
        assert_eq!(disk.write(outputs), Err(WriteError::NameTooLong(beyond)));
        assert_eq!(disk.list(&root), Ok(Vec::new()), "not even the folder stays");
        fs::remove_dir_all(&root).expect("clean");
    }

    #[cfg(unix)]
    #[test]
    fn a_read_only_folder_keeps_what_is_in_it() {
        use std::os::unix::fs::PermissionsExt;
        let root = folder("read-only");
        fs::write(root.join("甲.md"), "older").expect("file");
        fs::set_permissions(&root, fs::Permissions::from_mode(0o555)).expect("permissions");
        let mut disk = Workspace::disk();
        let written = disk.write(vec![output(root.join("甲.md")), output(root.join("甲.pdf"))]);
        fs::set_permissions(&root, fs::Permissions::from_mode(0o755)).expect("permissions");
        let names = disk.list(&root).expect("names");
        // The superuser may write everywhere.
        if written.is_err() {
            assert_eq!(written, Err(WriteError::Denied(root.clone())));
            assert_eq!(fs::read_to_string(root.join("甲.md")).expect("file"), "older");
            assert_eq!(names, ["甲.md"]);
        }
        fs::remove_dir_all(&root).expect("clean");
    }

    #[test]
    fn a_file_in_the_place_of_the_folder_is_named() {
        let root = folder("file");
        fs::write(root.join("out"), "").expect("file");
        let mut disk = Workspace::disk();
        assert_eq!(disk.can_write_to(&root.join("out")), Err(WriteError::FolderIsFile(root.join("out"))));
        assert_eq!(disk.can_write_to(&root.join("新/深")), Ok(()));
        let outputs = vec![output(root.join("out/甲.md"))];
        assert_eq!(disk.write(outputs), Err(WriteError::FolderIsFile(root.join("out"))));
        fs::remove_dir_all(&root).expect("clean");
    }

    #[test]
    fn memory_takes_outputs_too() {
        let mut memory = Workspace::in_memory([("out", "")]);
        let outputs = vec![output(PathBuf::from("out/甲.md"))];
        assert_eq!(memory.write(outputs), Err(WriteError::FolderIsFile(PathBuf::from("out"))));
        assert_eq!(memory.write(vec![output(PathBuf::from("o2/甲.md"))]), Ok(()));
        assert_eq!(memory.read(Path::new("o2/甲.md"), 10), Ok(b"text".to_vec()));
    }
}
