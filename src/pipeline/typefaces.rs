//! The fonts of a run: the bundled ones, with the user's before them if she names a folder.

use super::Observer;
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Reported, Sink};
use crate::font::{FaceProblem, FontSet, UserFaces};
use crate::workspace::{FONT_LIMIT, ReadError, Workspace};
use std::path::{Path, PathBuf};

const NO_FOLDER: Code = Code::new("FT010", "no-font-folder");
const UNUSABLE: Code = Code::new("FT011", "unusable-font");

/// Opened only when pages are laid out, and again only when another folder is named.
#[derive(Debug, Default)]
pub(super) struct Typefaces {
    opened: Option<(Option<PathBuf>, FontSet)>,
}

impl Typefaces {
    /// The set with the fonts of `folder` before the bundled ones; what is wrong with the user's files is said the
    /// first time.
    pub(super) fn open(
        &mut self,
        folder: Option<&Path>,
        workspace: &Workspace,
        sink: &mut Sink,
        observer: &mut dyn Observer,
    ) -> Result<&FontSet, Reported> {
        let set = match (self.opened.take(), folder) {
            (Some((of, set)), _) if of.as_deref() == folder => set,
            (_, None) => FontSet::bundled(),
            (_, Some(folder)) => {
                let faces = from_folder(folder, workspace, sink)?;
                for served in &faces.served {
                    observer.decided(&format!("{}用 {}（{}）", served.role.name(), served.family, served.file));
                }
                faces.set
            }
        };
        Ok(&self.opened.insert((folder.map(Path::to_path_buf), set)).1)
    }
}

/// The fonts of a folder before the bundled ones.
pub(super) fn from_folder(folder: &Path, workspace: &Workspace, sink: &mut Sink) -> Result<UserFaces, Reported> {
    let names = workspace.list(folder).map_err(|error| sink.fail(no_folder(folder, &error)))?;
    let mut files = Vec::new();
    for name in names.into_iter().filter(|name| is_font(name)) {
        match workspace.read(&folder.join(&name), FONT_LIMIT) {
            Ok(bytes) => files.push((name, bytes)),
            Err(error) => sink.push(workspace.explain(&folder.join(&name), &error)),
        }
    }
    if files.is_empty() {
        return Err(sink.fail(no_fonts(folder)));
    }
    let faces = FontSet::with_user_faces(files);
    for problem in &faces.problems {
        sink.push(unused(folder, problem));
    }
    Ok(faces)
}

fn is_font(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    matches!(ending.as_str(), "ttf" | "otf" | "ttc" | "otc")
}

fn no_folder(folder: &Path, error: &ReadError) -> Diagnostic {
    let name = folder.display();
    let message = match error {
        ReadError::Missing => format!("找不到字体文件夹“{name}”"),
        _ => format!("字体文件夹“{name}”打不开"),
    };
    Diagnostic::new(NO_FOLDER, Level::Error, Kind::File, message)
        .in_file(name.to_string())
        .hint("--fonts 后面写放字体文件的文件夹；不写这一项就用随带的字体")
}

fn no_fonts(folder: &Path) -> Diagnostic {
    let name = folder.display();
    Diagnostic::new(NO_FOLDER, Level::Error, Kind::File, format!("“{name}”里没有字体文件"))
        .in_file(name.to_string())
        .hint("字体文件的结尾是 .ttf、.otf 或 .ttc；请把它们直接放在这个文件夹里")
}

fn unused(folder: &Path, problem: &FaceProblem) -> Diagnostic {
    let (level, hint) = match problem.unusable {
        true => (Level::Warning, "请换一个完好的文件"),
        false => (Level::Info, "要用它的，把文件名改成仿宋、楷体、黑体、小标宋、宋体之一"),
    };
    Diagnostic::new(UNUSABLE, level, Kind::File, problem.message.clone())
        .in_file(folder.join(&problem.file).display().to_string())
        .hint(hint)
}
