//! What a file given to zhibi is, and how it is opened.

use crate::diagnostic::{Code, Diagnostic, Kind, Level, Reported, Sink};
use crate::source::{SourceId, SourceMap, decode};
use crate::suppression::is_comment_line;
use crate::workspace::{Workspace, register};
use std::path::{Path, PathBuf};

const UNKNOWN_TYPE: Code = Code::new("FS010", "unknown-file-type");
const EMPTY: Code = Code::new("FS011", "empty-file");

/// What an input holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputKind {
    /// YAML data to be merged into a template.
    Data,
    /// A draft in the Markdown dialect.
    Markdown,
    /// A draft without any markup.
    Plain,
}

impl InputKind {
    /// The kind a file name tells.
    pub fn of(path: &Path) -> Option<InputKind> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        match ending.as_str() {
            "yaml" | "yml" => Some(InputKind::Data),
            "md" | "markdown" => Some(InputKind::Markdown),
            "txt" | "text" => Some(InputKind::Plain),
            _ => None,
        }
    }

    /// The kind a draft without a name tells by its first line: data name their 种类 outside a front matter, Markdown
    /// has front matter or a `#` heading.
    pub fn of_draft(text: &str) -> InputKind {
        if text.lines().any(|line| ["种类:", "kind:"].iter().any(|key| line.starts_with(key)))
            && !text.trim_start().starts_with("---")
        {
            return InputKind::Data;
        }
        let is_text = |line: &&str| !line.is_empty() && !is_comment_line(line);
        let first = text.lines().map(str::trim).find(is_text).unwrap_or_default();
        if first == "---" || first.starts_with('#') { InputKind::Markdown } else { InputKind::Plain }
    }
}

/// One input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file, with the kind the user named, if she did.
    File(PathBuf, Option<InputKind>),
    /// Bytes that came without a file, with the kind the user named, if she did.
    Bytes(Vec<u8>, Option<InputKind>),
}

impl From<&str> for Input {
    fn from(path: &str) -> Input {
        Input::file(path)
    }
}

impl Input {
    /// A file whose name tells its kind.
    pub fn file(path: impl Into<PathBuf>) -> Input {
        Input::File(path.into(), None)
    }

    /// What it holds, as far as that is known before it is opened: what the user named, what its name tells, or, for
    /// bytes, what they look like.
    pub(super) fn kind(&self) -> Option<InputKind> {
        match self {
            Input::File(_, Some(kind)) | Input::Bytes(_, Some(kind)) => Some(*kind),
            Input::File(path, None) => InputKind::of(path),
            Input::Bytes(bytes, None) => decode(bytes.clone()).ok().map(|decoded| InputKind::of_draft(&decoded.text)),
        }
    }

    /// The same input, read as `kind`.
    pub(super) fn read_as(self, kind: InputKind) -> Input {
        match self {
            Input::File(path, _) => Input::File(path, Some(kind)),
            Input::Bytes(bytes, _) => Input::Bytes(bytes, Some(kind)),
        }
    }

    /// What its outputs are named after.
    pub(super) fn stem(&self) -> String {
        match self {
            Input::File(path, _) => {
                path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
            }
            Input::Bytes(..) => "报告".to_owned(),
        }
    }

    /// The file, if it is one.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Input::File(path, _) => Some(path),
            Input::Bytes(..) => None,
        }
    }

    /// The folder it lies in; the current one for bytes.
    pub(super) fn folder(&self) -> &Path {
        match self {
            Input::File(path, _) => path.parent().unwrap_or(Path::new("")),
            Input::Bytes(..) => Path::new(""),
        }
    }

    /// The name shown to users.
    pub fn name(&self) -> String {
        match self {
            Input::File(path, _) => path.display().to_string(),
            Input::Bytes(..) => "-".to_owned(),
        }
    }

    /// Reads, decodes and registers the input.
    pub(super) fn open(
        self,
        workspace: &Workspace,
        sources: &mut SourceMap,
        sink: &mut Sink,
    ) -> Result<(SourceId, InputKind), Reported> {
        let name = self.name();
        let (id, kind) = match self {
            Input::File(path, kind) => {
                // A missing file or a folder is told before its ending is judged.
                let id = workspace.open(&path, sources, sink);
                let kind = kind.or_else(|| InputKind::of(&path));
                if kind.is_none() && workspace.entry(&path) == Some(crate::workspace::Entry::File) {
                    return Err(sink.fail(unknown_type(&path)));
                }
                (id?, kind)
            }
            Input::Bytes(bytes, kind) => (register(&name, bytes, sources, sink)?, kind),
        };
        let text = sources.get(id).text();
        if text.trim().is_empty() {
            return Err(sink.fail(empty(&name, kind)));
        }
        Ok((id, kind.unwrap_or_else(|| InputKind::of_draft(text))))
    }
}

fn unknown_type(path: &Path) -> Diagnostic {
    let name = path.display().to_string();
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    let hint = match ending.as_str() {
        "doc" | "docx" | "wps" | "pdf" | "rtf" => "请在原来的软件里另存为“纯文本（.txt）”，再交给 zhibi",
        "xls" | "xlsx" | "et" | "csv" => "请把数填进数据文件；用 zhibi new 人大调研报告 得到空白数据",
        "json" => "JSON 也是 YAML：把文件名的结尾改成 .yaml 就能用",
        _ => "数据用 .yaml，带标记的稿子用 .md，纯文本用 .txt",
    };
    Diagnostic::new(UNKNOWN_TYPE, Level::Error, Kind::File, format!("看不出“{name}”是数据还是稿子"))
        .in_file(name)
        .hint(hint)
}

fn empty(name: &str, kind: Option<InputKind>) -> Diagnostic {
    let hint = match kind {
        Some(InputKind::Data) => "用 zhibi new 人大调研报告 得到空白数据，填好再来",
        _ => "请核对是否选错了文件，或者编辑后忘了保存",
    };
    let (message, hint) = match name {
        "-" => ("标准输入里没有内容".to_owned(), "在“-”前面用管道送入文字，例如 cat 报告.txt | zhibi check -"),
        _ => (format!("“{name}”是空的"), hint),
    };
    Diagnostic::new(EMPTY, Level::Error, Kind::File, message).in_file(name).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(name: &str, bytes: &str) -> Result<InputKind, String> {
        let workspace = Workspace::in_memory([(name, bytes)]);
        let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
        match Input::file(name).open(&workspace, &mut sources, &mut sink) {
            Ok((_, kind)) => Ok(kind),
            Err(_) => Err(sink.items()[0].code.id.to_owned()),
        }
    }

    #[test]
    fn endings_tell_what_a_file_is() {
        assert_eq!(open("甲.YML", "县名: 甲"), Ok(InputKind::Data));
        assert_eq!(open("甲.md", "# 甲"), Ok(InputKind::Markdown));
        assert_eq!(open("甲.txt", "# 甲"), Ok(InputKind::Plain));
        assert_eq!(open("甲.docx", "PK"), Err("FS010".to_owned()));
        assert_eq!(open("甲", "甲"), Err("FS010".to_owned()));
        assert_eq!(open("甲.yaml", " \r\n\u{3000}\n"), Err("FS011".to_owned()));
        assert_eq!(open("甲.md", "\u{FEFF}"), Err("FS011".to_owned()));
    }

    #[test]
    fn a_draft_without_a_name_tells_itself() {
        assert_eq!(InputKind::of_draft("\n---\n种类: 甲\n---\n"), InputKind::Markdown);
        assert_eq!(InputKind::of_draft("# 标题\n"), InputKind::Markdown);
        assert_eq!(InputKind::of_draft("关于**的报告\n"), InputKind::Plain);
    }
}
