//! The project file `zhibi.yaml`: which rules, how grave, which words, what to pass over, whose fonts and templates.
//!
//! It is sought from the folder of the input upwards and read like data, so that whatever is wrong in it is told with
//! its place. What cannot be followed is an error, and nothing is checked by other rules than the user meant.

use super::explain::{known_code, nearest_code};
use super::house::HouseRules;
use crate::check::Words;
use crate::data::schema::nearest;
use crate::data::{self, Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic, Kind, Level, Reported, Sink};
use crate::document::page_rules;
use crate::source::{SourceMap, Span};
use crate::workspace::{Escape, Workspace};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Name of the file.
pub const NAME: &str = "zhibi.yaml";

const BAD: Code = Code::new("FS018", "bad-setting");
const UNKNOWN: Code = Code::new("FS019", "unknown-setting");
const NO_RULE: Code = Code::new("SU002", "unknown-rule");

const KEYS: [&str; 7] = ["规则", "只用", "词表", "忽略", "字体", "模板", "版式"];
const WORD_KEYS: [&str; 2] = ["不是未填", "网站名"];
const IGNORED_KEYS: [&str; 4] = ["规则", "文字", "文件", "理由"];

/// What a project file says of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// 关
    Off,
    /// Another level than its own.
    Level(Level),
}

/// A finding that is wanted as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ignored {
    pub(super) code: &'static str,
    /// The words it stands on; `None`: anywhere in the file.
    pub(super) text: Option<String>,
    /// The file, by the end of its path; `None`: every file.
    pub(super) file: Option<String>,
    pub(super) span: Span,
}

/// A project file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Settings {
    pub(super) rules: BTreeMap<&'static str, Setting>,
    pub(super) only: Vec<&'static str>,
    pub(super) words: Words,
    pub(super) ignored: Vec<Ignored>,
    pub(super) fonts: Option<PathBuf>,
    pub(super) templates: Option<PathBuf>,
    pub(super) house: HouseRules,
}

/// Reads a project file.
///
/// # Errors
/// [`Reported`] if something in it cannot be followed.
pub(super) fn read(
    path: &Path,
    workspace: &Workspace,
    sources: &mut SourceMap,
    sink: &mut Sink,
) -> Result<Settings, Reported> {
    let id = workspace.open(path, sources, sink)?;
    let text = sources.get(id).text();
    if text.lines().map(str::trim_start).all(|line| line.is_empty() || line.starts_with('#')) {
        return Ok(Settings::default());
    }
    let mut own = Sink::new();
    let root = data::load(id, sources, &mut own);
    let mark = sink.len();
    for mut finding in own.into_items() {
        // What is wrong with the settings is no fault of the draft.
        finding.kind = Kind::File;
        sink.push(finding);
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut reader = Reader { workspace, folder, sink, settings: Settings::default() };
    if let Some(root) = &root {
        reader.root(root);
    }
    let settings = reader.settings;
    sink.ok_since(mark)?;
    Ok(settings)
}

struct Reader<'a> {
    workspace: &'a Workspace,
    folder: &'a Path,
    sink: &'a mut Sink,
    settings: Settings,
}

impl Reader<'_> {
    fn root(&mut self, root: &Node) {
        for entry in root.entries().iter().filter(|entry| entry.value.value != Value::Null) {
            let value = &entry.value;
            match entry.key.as_str() {
                "规则" => self.rules(value),
                "只用" => {
                    let names = self.texts(value);
                    self.settings.only = names.iter().filter_map(|(name, span)| self.code(name, *span)).collect();
                }
                "词表" => self.words(value),
                "忽略" => self.ignored(value),
                "字体" => self.settings.fonts = self.folder_at(value, "--fonts"),
                "版式" => self.house(value),
                "模板" => self.settings.templates = self.folder_at(value, "--templates"),
                _ => self.unknown(entry, &KEYS),
            }
        }
    }

    fn house(&mut self, node: &Node) {
        if self.is_group(node, "“行距: 28”") {
            let written = page_rules(node, self.sink);
            self.settings.house = HouseRules::read(&written, Kind::File, self.sink);
        }
    }

    fn rules(&mut self, node: &Node) {
        if !self.is_group(node, "“PH010: 关”") {
            return;
        }
        for entry in node.entries() {
            let code = self.code(&entry.key, entry.key_span);
            let setting = match entry.value.text().map(str::trim) {
                Some("关") => Setting::Off,
                Some("提示") => Setting::Level(Level::Info),
                Some("疑似") => Setting::Level(Level::Warning),
                Some("必改") => Setting::Level(Level::Error),
                _ => {
                    let message = format!("“{}”后面写的不是级别", entry.key);
                    self.bad(entry.value.span, message, "可以写 关、提示、疑似、必改");
                    continue;
                }
            };
            self.settings.rules.extend(code.map(|code| (code, setting)));
        }
    }

    fn words(&mut self, node: &Node) {
        if !self.is_group(node, "“不是未填: [某山温泉]”") {
            return;
        }
        for entry in node.entries().iter().filter(|entry| entry.value.value != Value::Null) {
            let words = |reader: &mut Self| {
                let texts = reader.texts(&entry.value);
                texts.into_iter().map(|(word, _)| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
            };
            match entry.key.as_str() {
                "不是未填" => self.settings.words.filled = words(self),
                "网站名" => self.settings.words.sites = words(self),
                _ => self.unknown(entry, &WORD_KEYS),
            }
        }
    }

    fn ignored(&mut self, node: &Node) {
        let Value::Sequence(items) = &node.value else {
            return self.bad(node.span, "“忽略”下面应当是一项一项的", "每项以“- ”开头，写规则、文字、理由");
        };
        for item in items {
            if !self.is_group(item, "“规则: PH003”") {
                continue;
            }
            for entry in item.entries().iter().filter(|entry| !IGNORED_KEYS.contains(&entry.key.as_str())) {
                self.unknown(entry, &IGNORED_KEYS);
            }
            let text = |key: &str| {
                item.get(key).and_then(Node::text).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
            };
            let rule = item.get("规则").and_then(|node| node.text().map(|name| (name.to_owned(), node.span)));
            let (Some((name, span)), Some(_)) = (rule, text("理由")) else {
                self.bad(item.span, "这一项没有写全", "规则和理由都要写");
                continue;
            };
            let (text, file) = (text("文字"), text("文件"));
            if text.is_none() && file.is_none() {
                self.bad(item.span, "没有写明忽略哪一处", "写上“文字: 原文里的几个字”；整个文件都忽略的，写上“文件”");
                continue;
            }
            let code = self.code(&name, span);
            self.settings.ignored.extend(code.map(|code| Ignored { code, text, file, span }));
        }
    }

    /// A folder below that of the project file.
    fn folder_at(&mut self, node: &Node, option: &str) -> Option<PathBuf> {
        let Some(wanted) = node.text() else {
            self.bad(node.span, "这里应当是文件夹的名字", "例如“字体: fonts”");
            return None;
        };
        let message = match self.workspace.confine(self.folder, wanted) {
            Ok(path) => return Some(path),
            Err(Escape::NotRelative) => "这里要写从 zhibi.yaml 所在文件夹算起的路径",
            Err(Escape::Outside) => "这个文件夹不在 zhibi.yaml 所在的文件夹里",
        };
        self.bad(node.span, message, &format!("把文件夹移进来；别处的文件夹，请在命令后面写 {option}"));
        None
    }

    /// One text or a list of them.
    fn texts(&mut self, node: &Node) -> Vec<(String, Span)> {
        let items = match &node.value {
            Value::Sequence(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut texts = Vec::new();
        for item in items {
            match item.text() {
                Some(text) => texts.push((text.to_owned(), item.span)),
                None => self.bad(item.span, "这里应当是一个词", "几个词写成 [甲, 乙]，或者每项以“- ”开头"),
            }
        }
        texts
    }

    fn is_group(&mut self, node: &Node, example: &str) -> bool {
        let is_group = matches!(node.value, Value::Mapping(_));
        if !is_group {
            self.bad(node.span, "这里应当是一行行“名称: 内容”", &format!("例如{example}"));
        }
        is_group
    }

    fn code(&mut self, name: &str, span: Span) -> Option<&'static str> {
        let code = known_code(name);
        if code.is_none() {
            self.sink.push(unknown_rule(name, span, Level::Error, Kind::File));
        }
        code
    }

    fn bad(&mut self, span: Span, message: impl Into<String>, hint: &str) {
        self.sink.push(Diagnostic::new(BAD, Level::Error, Kind::File, message).at(span).hint(hint));
    }

    fn unknown(&mut self, entry: &Entry, known: &[&'static str]) {
        let message = format!("zhibi.yaml 里没有“{}”这一项", entry.key);
        let finding = Diagnostic::new(UNKNOWN, Level::Warning, Kind::File, message).at(entry.key_span);
        self.sink.push(match nearest(&entry.key, known.iter().copied()) {
            Some(near) => finding.hint(format!("是不是“{near}”？")),
            None => finding.hint(format!("可以写的有 {}", known.join("、"))),
        });
    }
}

/// What is said about a rule that does not exist.
pub(super) fn unknown_rule(name: &str, span: Span, level: Level, kind: Kind) -> Diagnostic {
    let finding = Diagnostic::new(NO_RULE, level, kind, format!("没有名为“{name}”的规则")).at(span);
    match nearest_code(name) {
        Some(near) => finding.hint(format!("是不是 {near}？")),
        None => finding.hint("编号和名字在检查结果的方括号里，例如 PH001 或者 unfilled-asterisk"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(text: &str) -> (Option<Settings>, Vec<String>) {
        let workspace = Workspace::in_memory([("资料/zhibi.yaml", text)]);
        let (mut sources, mut sink) = (SourceMap::new(), Sink::new());
        let settings = read(Path::new("资料/zhibi.yaml"), &workspace, &mut sources, &mut sink);
        let told = sink.items().iter().map(|finding| crate::diagnostic::concise(finding, &sources)).collect();
        (settings.ok(), told)
    }

    #[test]
    fn everything_a_project_file_can_say_is_read() {
        let (settings, told) = settings(
            "规则:\n  ph010: 关\n  Vanished-Value: 必改\n  DA024: 提示\n只用: PH001\n词表:\n  不是未填: [某山温泉, ××牌]\n\
             \x20 网站名:\n    - 某某文库\n忽略:\n  - 规则: PH003\n    文字: 某县\n    文件: 初稿.md\n    理由: 有意不写\n\
             字体: fonts/\n模板: ./模板\n",
        );
        assert_eq!(told, Vec::<String>::new());
        let settings = settings.expect("settings");
        assert_eq!(settings.rules.get("PH010"), Some(&Setting::Off));
        assert!(settings.rules.values().any(|setting| *setting == Setting::Level(Level::Error)));
        assert_eq!(settings.only, ["PH001"]);
        assert_eq!(settings.words.filled, ["某山温泉", "××牌"]);
        assert_eq!(settings.words.sites, ["某某文库"]);
        assert_eq!((settings.ignored[0].code, settings.ignored[0].file.as_deref()), ("PH003", Some("初稿.md")));
        assert_eq!(settings.fonts, Some(PathBuf::from("资料/fonts")));
        assert_eq!(settings.templates, Some(PathBuf::from("资料/模板")));
        assert_eq!(self::settings("# 还没有写\n\n").0, Some(Settings::default()));
    }

    #[test]
    fn a_misspelt_key_is_told_and_the_rest_holds() {
        let (settings, told) = settings("规测:\n  PH010: 关\n只用: [PH001]\n");
        assert_eq!(settings.map(|settings| settings.only), Some(vec!["PH001"]));
        assert_eq!(told, ["资料/zhibi.yaml:1:1: 疑似[FS019 unknown-setting] zhibi.yaml 里没有“规测”这一项"]);
    }

    #[test]
    fn what_cannot_be_followed_is_told_all_at_once_with_its_place() {
        let (settings, told) = settings(
            "规则:\n  PH01: 关\n  PH001: 关掉\n词表: 甲\n忽略:\n  - {规则: PH001, 文字: 甲}\n  - {规则: PH001, 理由: 乙}\n\
             字体: ../别处\n模板: /模板\n只用: [{甲: 乙}]\n",
        );
        assert_eq!(settings, None);
        let places: Vec<&str> = told.iter().filter_map(|line| line.split(' ').next()).collect();
        let expected = ["2:3", "3:10", "4:5", "6:5", "7:5", "8:5", "9:5", "10:6"];
        assert_eq!(places, expected.map(|place| format!("资料/zhibi.yaml:{place}:")), "{told:#?}");
        assert!(told.iter().all(|line| line.contains(" 出错[")), "{told:#?}");
        assert_eq!(self::settings("规则: [\n").0, None);
        assert_eq!(self::settings("一句话\n").0, None);
    }
}
