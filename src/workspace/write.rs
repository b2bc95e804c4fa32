//! Outputs of one run: all written, or none.
//!
//! Every output first goes whole into a temporary file beside its target; only when all stand complete are they
//! renamed, so that neither a full disk nor an interruption leaves half a report.

use super::{Entry, Store, Workspace, folder_of};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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
                let probe = existing.join(temporary_name("probe"));
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

fn temporary_name(name: &str) -> String {
    format!(".{name}.zhibi-{}.tmp", std::process::id())
}

/// Temporary files that vanish unless they were renamed.
struct Pending<'a> {
    files: Vec<(PathBuf, &'a Path)>,
}

impl Drop for Pending<'_> {
    fn drop(&mut self) {
        for (temporary, _) in &self.files {
            let _ = fs::remove_file(temporary);
        }
    }
}

fn write_disk(outputs: &[Output]) -> Result<(), WriteError> {
    let mut pending = Pending { files: Vec::with_capacity(outputs.len()) };
    for output in outputs {
        let folder = folder_of(&output.path);
        fs::create_dir_all(folder).map_err(|error| WriteError::from_io(folder, &error))?;
        let name = output.path.file_name().unwrap_or_default().to_string_lossy();
        let temporary = folder.join(temporary_name(&name));
        let mut file = fs::File::create(&temporary).map_err(|error| WriteError::from_io(folder, &error))?;
        pending.files.push((temporary, &output.path));
        // No fsync: it costs more than the whole build, and the rename alone keeps readers from half a file.
        file.write_all(&output.bytes).map_err(|error| WriteError::from_io(&output.path, &error))?;
    }
    while let Some((temporary, target)) = pending.files.first() {
        fs::rename(temporary, target).map_err(|error| WriteError::from_io(target, &error))?;
        pending.files.remove(0);
    }
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
