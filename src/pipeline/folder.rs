//! What there is to check below a folder.

use super::{InputKind, kind, model, project};
use crate::diagnostic::{Code, Diagnostic, Kind, Level};
use crate::workspace::{Entry, Workspace};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const NOTHING: Code = Code::new("FS020", "nothing-to-check");
const TOO_LARGE: Code = Code::new("FS021", "folder-too-large");

/// Files taken from one folder.
const MOST_FILES: usize = 2_000;

/// Levels of folders looked into.
const DEEPEST: usize = 16;

/// Names looked at; a folder of that many things is not one of reports.
const MOST_NAMES: usize = 50_000;

/// What was found below a folder.
#[derive(Debug, Default)]
pub struct Folder {
    /// The files to check, in order.
    pub files: Vec<PathBuf>,
    /// How many files of each ending were passed over; without ending, the empty text.
    pub skipped: BTreeMap<String, usize>,
    /// What is to be said about the folder.
    pub findings: Vec<Diagnostic>,
}

impl Folder {
    /// What was passed over, in words: `.docx 2 个、.png 1 个`.
    pub fn skipped_words(&self) -> Option<String> {
        let one = |(ending, count): (&String, &usize)| match ending.as_str() {
            "" => format!("无扩展名 {count} 个"),
            ending => format!(".{ending} {count} 个"),
        };
        let words: Vec<String> = self.skipped.iter().map(one).collect();
        (!words.is_empty()).then(|| words.join("、"))
    }
}

/// The files below `path` that can be checked, if it is a folder: those whose ending tells what they are. Names that
/// begin with a dot, links and the project file are passed over.
pub fn expand(workspace: &Workspace, path: &Path) -> Option<Folder> {
    if workspace.entry(path) != Some(Entry::Folder) {
        return None;
    }
    let mut search = Search { workspace, folder: Folder::default(), names: 0, cut: false };
    search.look(path, 0);
    let Search { mut folder, cut, .. } = search;
    let name = path.display().to_string();
    if cut {
        let message = format!("“{name}”太大，没有查完：只检查了其中 {} 个文件", folder.files.len());
        folder.findings.push(
            Diagnostic::new(TOO_LARGE, Level::Error, Kind::File, message)
                .in_file(name.clone())
                .hint("请分几次写出下一层的文件夹"),
        );
    }
    if folder.files.is_empty() && folder.findings.is_empty() {
        let passed = folder.skipped_words().map(|words| format!("（有 {words}）")).unwrap_or_default();
        let message = format!("文件夹“{name}”里没有可以检查的文件{passed}");
        folder.findings.push(
            Diagnostic::new(NOTHING, Level::Error, Kind::File, message)
                .in_file(name)
                .hint("数据用 .yaml，带标记的稿子用 .md，纯文本用 .txt；别的格式请先另存为纯文本"),
        );
    }
    Some(folder)
}

struct Search<'a> {
    workspace: &'a Workspace,
    folder: Folder,
    names: usize,
    cut: bool,
}

impl Search<'_> {
    fn look(&mut self, folder: &Path, depth: usize) {
        let names = match self.workspace.list(folder) {
            Ok(names) => names,
            Err(error) => {
                self.folder.findings.push(self.workspace.explain(folder, &error));
                return;
            }
        };
        for name in names.iter().filter(|name| !name.starts_with('.')) {
            self.names += 1;
            if self.folder.files.len() >= MOST_FILES || self.names > MOST_NAMES {
                self.cut = true;
                return;
            }
            let path = folder.join(name);
            match self.workspace.entry(&path) {
                _ if self.workspace.is_link(&path) => {}
                Some(Entry::Folder) if depth >= DEEPEST => self.cut = true,
                Some(Entry::Folder) => self.look(&path, depth + 1),
                Some(Entry::File) => self.take(path, name),
                None => {}
            }
        }
    }

    fn take(&mut self, path: PathBuf, name: &str) {
        // A kind of report is checked once; what kinds share is checked with them.
        let shared = path.parent().is_some_and(|folder| folder.ends_with(kind::SHARED));
        if shared || name != kind::TEMPLATE && model::is_part(&path, self.workspace) {
            return;
        }
        if InputKind::of(&path).is_some() && name != project::NAME {
            self.folder.files.push(path);
            return;
        }
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        *self.folder.skipped.entry(ending.to_lowercase()).or_insert(0) += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[&str]) -> Option<Folder> {
        let workspace = Workspace::in_memory(files.iter().map(|file| (*file, "x")));
        expand(&workspace, Path::new("资料"))
    }

    #[test]
    fn what_can_be_checked_is_found_in_order_and_the_rest_is_counted() {
        let files =
            ["资料/乙/丙.TXT", "资料/甲.md", "资料/图.PNG", "资料/.藏/丁.md", "资料/说明", "资料/zhibi.yaml", "外.md"];
        let folder = found(&files).expect("a folder");
        assert_eq!(folder.files, [PathBuf::from("资料/乙/丙.TXT"), PathBuf::from("资料/甲.md")]);
        assert_eq!(folder.skipped_words().as_deref(), Some("无扩展名 1 个、.png 1 个、.yaml 1 个"));
        assert!(folder.findings.is_empty());
        assert!(found(&["资料"]).is_none(), "a file is no folder");
    }

    #[test]
    fn a_folder_without_drafts_says_so_and_a_huge_one_is_cut() {
        let folder = found(&["资料/图.png"]).expect("a folder");
        assert_eq!(folder.findings[0].message, "文件夹“资料”里没有可以检查的文件（有 .png 1 个）");
        let many: Vec<String> = (0..MOST_FILES + 5).map(|number| format!("资料/{number}.md")).collect();
        let folder = found(&many.iter().map(String::as_str).collect::<Vec<_>>()).expect("a folder");
        assert_eq!((folder.files.len(), folder.findings[0].code), (MOST_FILES, TOO_LARGE));
        let deep = format!("资料/{}甲.md", "深/".repeat(DEEPEST + 3));
        assert_eq!(found(&[&deep]).expect("a folder").findings[0].code, TOO_LARGE);
    }
}
