//! Paths that come out of a file (an include, an image) stay inside the folder of that file.

use super::{Store, Workspace};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Why a path from a file is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escape {
    /// It is empty or absolute.
    NotRelative,
    /// It leads out of the folder, by `..` or through a link.
    Outside,
}

impl Workspace {
    /// The path of `wanted` below `root`, if it stays there; `wanted` need not exist. Both `/` and `\` separate.
    ///
    /// # Errors
    /// [`Escape`] if it does not stay there.
    pub fn confine(&self, root: &Path, wanted: &str) -> Result<PathBuf, Escape> {
        let wanted = wanted.replace('\\', "/");
        let drive = wanted.as_bytes().get(1) == Some(&b':');
        if wanted.trim().is_empty() || wanted.starts_with('/') || drive {
            return Err(Escape::NotRelative);
        }
        let mut below = PathBuf::new();
        for part in Path::new(&wanted).components() {
            match part {
                Component::Normal(name) => below.push(name),
                Component::CurDir => {}
                Component::ParentDir => {
                    if !below.pop() {
                        return Err(Escape::Outside);
                    }
                }
                Component::RootDir | Component::Prefix(_) => return Err(Escape::NotRelative),
            }
        }
        let path = root.join(below);
        if matches!(self.store, Store::Disk) && leads_out(root, &path) {
            return Err(Escape::Outside);
        }
        Ok(path)
    }
}

/// Whether links on the way lead out of `root`. What does not exist leads nowhere.
fn leads_out(root: &Path, path: &Path) -> bool {
    let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    match (fs::canonicalize(root), fs::canonicalize(path)) {
        (Ok(root), Ok(path)) => !path.starts_with(root),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_below_their_root() {
        let workspace = Workspace::in_memory([("资料/甲.yaml", "")]);
        let confine = |wanted: &str| workspace.confine(Path::new("资料"), wanted);
        assert_eq!(confine("附表/乙.yaml"), Ok(PathBuf::from("资料/附表/乙.yaml")));
        assert_eq!(confine("附表/../乙.yaml"), Ok(PathBuf::from("资料/乙.yaml")));
        assert_eq!(confine("附表\\乙.yaml"), Ok(PathBuf::from("资料/附表/乙.yaml")));
        assert_eq!(confine("../乙.yaml"), Err(Escape::Outside));
        assert_eq!(confine("附表/../../乙.yaml"), Err(Escape::Outside));
        assert_eq!(confine("/etc/passwd"), Err(Escape::NotRelative));
        assert_eq!(confine("C:\\乙.yaml"), Err(Escape::NotRelative));
        assert_eq!(confine("  "), Err(Escape::NotRelative));
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_root_are_not_followed() {
        let folder = std::env::temp_dir().join(format!("zhibi-confine-{}", std::process::id()));
        fs::create_dir_all(folder.join("内")).expect("folder");
        fs::write(folder.join("外.yaml"), "").expect("file");
        let _ = std::os::unix::fs::symlink("../外.yaml", folder.join("内/链.yaml"));
        let found = Workspace::disk().confine(&folder.join("内"), "链.yaml");
        fs::remove_dir_all(&folder).expect("clean");
        assert_eq!(found, Err(Escape::Outside));
    }
}
