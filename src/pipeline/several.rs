//! `引入:` in a data file: the files of other people that belong to the same report.

use crate::data::{self, Node, Value, join};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Reported, Sink};
use crate::source::{SourceMap, Span};
use crate::workspace::{Entry, Workspace};
use std::path::{Path, PathBuf};

/// The field that names further files.
pub(super) const BRINGS_IN: &str = "引入";

const BAD: Code = Code::new("DA028", "bad-further-file");

/// Most files of one report.
const MOST_FILES: usize = 300;
/// Files may bring in files.
const DEEPEST: usize = 8;

/// The data of `root`, which was read from the file `name`, with those of all files it brings in.
///
/// # Errors
/// Reports files that are not there or cannot be read, and values that contradict each other.
pub(super) fn gather(
    mut root: Node,
    name: &str,
    workspace: &Workspace,
    sources: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Node, Reported> {
    let Some(named) = take(&mut root) else { return Ok(root) };
    let mark = sink.len();
    let mut gathering = Gathering { workspace, sources, sink, open: vec![PathBuf::from(name)], files: 1 };
    gathering.add(&mut root, &named, Path::new(name));
    sink.ok_since(mark)?;
    Ok(root)
}

/// Takes the field out of a file's data.
fn take(root: &mut Node) -> Option<Node> {
    let Value::Mapping(entries) = &mut root.value else { return None };
    let at = entries.iter().position(|entry| entry.key == BRINGS_IN)?;
    Some(entries.remove(at).value)
}

struct Gathering<'a> {
    workspace: &'a Workspace,
    sources: &'a mut SourceMap,
    sink: &'a mut Sink,
    /// The files that are being read, the outermost first.
    open: Vec<PathBuf>,
    files: usize,
}

impl Gathering<'_> {
    /// Joins what the files `named` in the file `home` hold to `root`.
    fn add(&mut self, root: &mut Node, named: &Node, home: &Path) {
        let texts: Vec<(String, Span)> = match &named.value {
            Value::Scalar(scalar) => vec![(scalar.text.clone(), named.span)],
            Value::Sequence(items) => {
                items.iter().filter_map(|item| Some((item.text()?.to_owned(), item.span))).collect()
            }
            Value::Null => return,
            Value::Mapping(_) => Vec::new(),
        };
        if texts.is_empty() {
            self.tell("“引入”要写文件名或者文件夹".to_owned(), "例如 引入: [民政局.yaml, 各乡镇/]", named.span);
        }
        for (text, span) in texts {
            let path = home.parent().unwrap_or(Path::new("")).join(text.trim());
            for file in self.files_at(&path, span) {
                self.file(root, &file, span);
            }
        }
    }

    /// The file, or the data files of the folder in order.
    fn files_at(&mut self, path: &Path, span: Span) -> Vec<PathBuf> {
        if self.workspace.entry(path) != Some(Entry::Folder) {
            return vec![path.to_path_buf()];
        }
        let is_data = |name: &String| {
            (name.ends_with(".yaml") || name.ends_with(".yml")) && name != super::PROJECT_FILE && !name.starts_with('.')
        };
        let names = self.workspace.list(path).unwrap_or_default();
        let open = self.open.clone();
        // A folder that the file itself lies in does not bring it in again.
        let own = |file: &PathBuf| open.iter().any(|open| self.workspace.is_same_file(open, file));
        let files: Vec<PathBuf> =
            names.into_iter().filter(is_data).map(|name| path.join(name)).filter(|file| !own(file)).collect();
        if files.is_empty() {
            let message = format!("文件夹“{}”里没有数据文件（.yaml）", path.display());
            self.tell(message, "核对文件夹的名字；路径从写“引入”的文件所在的文件夹算起", span);
        }
        files
    }

    fn file(&mut self, root: &mut Node, path: &Path, span: Span) {
        if self.open.iter().any(|open| open == path || self.workspace.is_same_file(open, path)) {
            self.tell(format!("“{}”引入了它自己", path.display()), "删去这一项", span);
            return;
        }
        self.files += 1;
        if self.files > MOST_FILES || self.open.len() > DEEPEST {
            if self.files <= MOST_FILES + 1 {
                let message = format!("引入的文件太多（最多 {MOST_FILES} 个、{DEEPEST} 层）");
                self.tell(message, "核对是否引入了别的文件夹，或者把几份数据并成一份", span);
            }
            return;
        }
        if self.workspace.entry(path).is_none() {
            let near = self.workspace.similar(path).map(|similar| format!("是不是“{}”？", similar.display()));
            let plain = "核对文件名；路径从写“引入”的文件所在的文件夹算起".to_owned();
            self.tell(format!("找不到要引入的文件“{}”", path.display()), &near.unwrap_or(plain), span);
            return;
        }
        let Ok(id) = self.workspace.open(path, self.sources, self.sink) else { return };
        let Some(mut data) = data::load(id, self.sources, self.sink) else { return };
        if !matches!(data.value, Value::Mapping(_)) {
            return;
        }
        let further = take(&mut data);
        join(root, data, self.sink);
        if let Some(further) = further {
            self.open.push(path.to_path_buf());
            self.add(root, &further, path);
            self.open.pop();
        }
    }

    fn tell(&mut self, message: String, hint: &str, span: Span) {
        self.sink.push(Diagnostic::new(BAD, Level::Error, Kind::Data, message).at(span).hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(files: &[(&str, &str)]) -> (Option<Node>, Vec<String>) {
        let workspace = Workspace::in_memory(files.iter().copied());
        let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
        let id = workspace.open(Path::new("资料/本级.yaml"), &mut sources, &mut sink).expect("read");
        let root = data::load(id, &sources, &mut sink).expect("data");
        let root = gather(root, "资料/本级.yaml", &workspace, &mut sources, &mut sink).ok();
        (root, sink.into_items().into_iter().map(|told| told.message).collect())
    }

    #[test]
    fn files_and_folders_come_in_relative_to_the_file_that_names_them() {
        let (root, told) = told(&[
            ("资料/本级.yaml", "县名: 青禾县\n引入: [民政局.yaml, 乡镇]\n成效: [甲]\n"),
            ("资料/民政局.yaml", "床位: 120\n引入: 民政/养老.yaml\n成效: [乙]\n"),
            ("资料/民政/养老.yaml", "站点: 46\n成效: [丙]\n"),
            ("资料/乡镇/2石桥.yaml", "成效: [戊]\n"),
            ("资料/乡镇/1柳溪.yaml", "成效: [丁]\n"),
            ("资料/乡镇/说明.txt", "不是数据\n"),
        ]);
        assert_eq!(told, Vec::<String>::new());
        let root = root.expect("data");
        let items: Vec<&str> = root.at("成效").expect("a list").items().iter().filter_map(Node::text).collect();
        assert_eq!(items, ["甲", "乙", "丙", "丁", "戊"]);
        assert_eq!((root.at("站点").and_then(Node::text), root.get(BRINGS_IN)), (Some("46"), None));
    }

    #[test]
    fn what_cannot_come_in_is_told() {
        let told = |own: &str, other: &str| told(&[("资料/本级.yaml", own), ("资料/民政局.yaml", other)]).1;
        assert_eq!(told("引入: 民政.yaml\n", "甲: 1\n"), ["找不到要引入的文件“资料/民政.yaml”"]);
        assert_eq!(told("引入: 民政局.yaml\n", "引入: 本级.yaml\n"), ["“资料/本级.yaml”引入了它自己"]);
        assert_eq!(told("引入: {甲: 乙}\n", "甲: 1\n"), ["“引入”要写文件名或者文件夹"]);
        assert_eq!(told("引入: 民政局.yaml\n甲: 1\n", "甲: 2\n"), ["“甲”两处写得不一样：“1”和“2”"]);
    }
}
