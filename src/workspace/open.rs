//! A file as a registered text, and what users are told when that fails.

use super::{ReadError, TEXT_LIMIT, Workspace, WriteError};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Reported, Sink};
use crate::source::{DecodeError, Encoding, SourceId, SourceMap, Span, decode};
use std::path::Path;

const MISSING: Code = Code::new("FS001", "missing-file");
const FOLDER: Code = Code::new("FS002", "folder-not-file");
const UNREADABLE: Code = Code::new("FS003", "unreadable-file");
const TOO_LARGE: Code = Code::new("FS004", "file-too-large");
const NOT_TEXT: Code = Code::new("FS005", "not-text");
const RESERVED: Code = Code::new("FS006", "reserved-character");
const ENCODING: Code = Code::new("FS007", "legacy-encoding");
const UNWRITABLE: Code = Code::new("FS008", "unwritable-output");
const OUTPUT_FOLDER: Code = Code::new("FS009", "output-is-folder");

impl Workspace {
    /// Reads a text file and registers it under its path as the user gave it. An encoding other than UTF-8 is said
    /// once, as 提示.
    ///
    /// # Errors
    /// [`Reported`] if it cannot be read or is no text; the sink holds the reason and the remedy.
    pub fn open(&self, path: &Path, sources: &mut SourceMap, sink: &mut Sink) -> Result<SourceId, Reported> {
        let name = path.display().to_string();
        match self.read(path, TEXT_LIMIT) {
            Ok(bytes) => register(&name, bytes, sources, sink),
            Err(error) => Err(sink.fail(self.explain(path, &error))),
        }
    }

    /// What the user is told about a file that could not be read.
    pub fn explain(&self, path: &Path, error: &ReadError) -> Diagnostic {
        let name = path.display();
        let new =
            |code, message: String| Diagnostic::new(code, Level::Error, Kind::File, message).in_file(name.to_string());
        match error {
            ReadError::Missing => {
                let diagnostic = new(MISSING, format!("找不到文件“{name}”"));
                match self.similar(path) {
                    Some(similar) => diagnostic.hint(format!("是不是“{}”？", similar.display())),
                    None => diagnostic.hint("请核对文件名和所在文件夹；路径从当前文件夹算起"),
                }
            }
            ReadError::Folder => new(FOLDER, format!("“{name}”是文件夹，不是文件")).hint(self.folder_hint(path)),
            ReadError::Denied => {
                new(UNREADABLE, format!("没有权限读取“{name}”")).hint("请把文件改为可读，或者复制一份到自己的文件夹")
            }
            ReadError::TooLarge { limit } => new(TOO_LARGE, format!("“{name}”太大，超过 {} MB", limit >> 20))
                .hint("一份报告用不了这么大的文件；请核对是否选错了文件，或者拆成几份"),
            ReadError::Failed(number) => new(UNREADABLE, format!("读取“{name}”时系统出错{}", in_brackets(*number)))
                .hint("请核对磁盘和网络位置是否正常，再试一次"),
        }
    }

    fn folder_hint(&self, folder: &Path) -> String {
        let readable = |name: &String| {
            let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            matches!(ending, "yaml" | "yml" | "md" | "txt")
        };
        let names: Vec<String> = self.list(folder).unwrap_or_default().into_iter().filter(readable).take(3).collect();
        if names.is_empty() {
            return "请写出文件夹里的文件名".to_owned();
        }
        let paths: Vec<String> = names.iter().map(|name| folder.join(name).display().to_string()).collect();
        format!("请写出文件名，例如 {}", paths.join("、"))
    }
}

/// Decodes bytes that did not come from a file (standard input) and registers them.
///
/// # Errors
/// [`Reported`] if they are no text.
pub fn register(name: &str, bytes: Vec<u8>, sources: &mut SourceMap, sink: &mut Sink) -> Result<SourceId, Reported> {
    let length = bytes.len();
    match decode(bytes) {
        Ok(decoded) => {
            let encoding = decoded.encoding;
            let id = sources.add_decoded(name, decoded);
            if encoding != Encoding::Utf8 {
                sink.push(legacy_encoding(name, encoding));
            }
            Ok(id)
        }
        Err(DecodeError::NotText(offset)) => Err(sink.fail(not_text(name, offset, length))),
        Err(DecodeError::Reserved { offset, character, text }) => {
            let id = sources.add(name, text);
            Err(sink.fail(reserved(id, offset, character)))
        }
    }
}

fn legacy_encoding(name: &str, encoding: Encoding) -> Diagnostic {
    let message = format!("“{name}”是 {} 编码，已按此读取", encoding.name());
    Diagnostic::new(ENCODING, Level::Info, Kind::File, message)
        .in_file(name)
        .hint("建议另存为 UTF-8 编码，以后在别的电脑上打开也不会乱码")
}

fn not_text(name: &str, offset: usize, length: usize) -> Diagnostic {
    let message = format!("“{name}”不是文本文件（第 {} 个字节起无法识别，共 {length} 个字节）", offset + 1);
    Diagnostic::new(NOT_TEXT, Level::Error, Kind::File, message)
        .in_file(name)
        .because("能读 UTF-8、GB18030（含 GBK、GB 2312）编码的纯文本")
        .hint("Word、WPS 文档请先另存为“纯文本（.txt）”；纯文本请另存为 UTF-8 编码")
}

fn reserved(id: SourceId, offset: usize, character: char) -> Diagnostic {
    let code_point = character as u32;
    Diagnostic::new(RESERVED, Level::Error, Kind::File, format!("文件里有不可用的字符 U+{code_point:04X}"))
        .at(Span::new(id, offset, offset + '\u{FFFD}'.len_utf8()))
        .says("在这里")
        .because("这类码位由 Unicode 保留给程序内部使用，不是文字，多半是文件损坏或者转换出错留下的")
        .hint("请删去这个字符；若满篇都是，请从原来的软件重新导出文本")
}

/// What the user is told about outputs that could not be written.
pub fn unwritable(error: &WriteError) -> Diagnostic {
    let new = |code, path: &Path, message: String| {
        Diagnostic::new(code, Level::Error, Kind::File, message).in_file(path.display().to_string())
    };
    match error {
        WriteError::TargetIsFolder(path) => {
            new(OUTPUT_FOLDER, path, format!("要写的文件“{}”那里已有同名文件夹", path.display()))
                .hint("请把这个文件夹改名，或者用 --out 另选输出文件夹")
        }
        WriteError::FolderIsFile(path) => {
            new(UNWRITABLE, path, format!("输出文件夹“{}”的位置上已有同名文件", path.display()))
                .hint("请把这个文件改名，或者用 --out 另选输出文件夹")
        }
        WriteError::Denied(path) => new(UNWRITABLE, path, format!("没有权限写入“{}”", path.display()))
            .hint("请用 --out 另选一个自己能写的文件夹；文件正开着的，请先关闭"),
        WriteError::Full(path) => new(UNWRITABLE, path, format!("磁盘已满，写不下“{}”", path.display()))
            .hint("请清出空间，或者用 --out 换到别的磁盘"),
        WriteError::NameTooLong(path) => new(UNWRITABLE, path, format!("文件名太长，写不了“{}”", path.display()))
            .hint("请把输入文件的名字改短；多数系统里，一个名字最多八十来个汉字"),
        WriteError::Failed(path, number) => {
            new(UNWRITABLE, path, format!("写入“{}”时系统出错{}", path.display(), in_brackets(*number)))
                .hint("请核对磁盘和网络位置是否正常，再试一次")
        }
    }
}

fn in_brackets(number: Option<i32>) -> String {
    number.map(|number| format!("（错误号 {number}）")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(name: &str, bytes: &[u8]) -> (SourceMap, Sink, Result<SourceId, Reported>) {
        let workspace = Workspace::in_memory([(name, bytes)]);
        let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
        let id = workspace.open(Path::new(name), &mut sources, &mut sink);
        (sources, sink, id)
    }

    #[test]
    fn gb18030_is_read_and_said_once() {
        let (bytes, _, _) = encoding_rs::GB18030.encode("县名: 青禾县\n");
        let (sources, sink, id) = open("甲.yaml", &bytes);
        assert_eq!(id.map(|id| sources.get(id).text().to_owned()), Ok("县名: 青禾县\n".to_owned()));
        let told: Vec<_> = sink.items().iter().map(|d| (d.code.id, d.level)).collect();
        assert_eq!(told, [("FS007", Level::Info)]);
    }

    #[test]
    fn reserved_characters_are_refused_with_line_and_column() {
        let (sources, sink, id) = open("甲.yaml", "县名: 青禾县\n镇数: 甲\u{10FFFF}\n".as_bytes());
        assert!(id.is_err());
        assert_eq!(
            crate::diagnostic::concise(&sink.items()[0], &sources),
            "甲.yaml:2:6: 出错[FS006 reserved-character] 文件里有不可用的字符 U+10FFFF"
        );
    }

    #[test]
    fn what_is_no_text_names_its_first_bad_byte() {
        let (_, sink, id) = open("甲.docx", &[b'P', b'K', 0x80, 0xFF, 0xFF]);
        assert!(id.is_err());
        assert_eq!(sink.items()[0].message, "“甲.docx”不是文本文件（第 3 个字节起无法识别，共 5 个字节）");
    }

    #[test]
    fn a_folder_is_refused_with_files_to_choose_from() {
        let workspace = Workspace::in_memory([("资料/甲.yaml", ""), ("资料/图.png", "")]);
        let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
        assert!(workspace.open(Path::new("资料"), &mut sources, &mut sink).is_err());
        assert_eq!(sink.items()[0].hints, ["请写出文件名，例如 资料/甲.yaml"]);
    }
}
