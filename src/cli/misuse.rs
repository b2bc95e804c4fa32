//! Errors of the argument parser, said in Chinese with what to write instead.

use super::help;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// A command line that cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Misuse {
    /// What is wrong.
    pub(super) message: String,
    /// What to do.
    pub(super) remedy: Option<String>,
    /// The command it was said to, if known.
    pub(super) command: Option<&'static str>,
}

impl Misuse {
    /// A misuse of `command`.
    pub(super) fn new(command: &'static str, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Misuse { message: message.into(), remedy: Some(remedy.into()), command: Some(command) }
    }

    /// The lines to print.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("参数不对：{}", self.message)];
        lines.extend(self.remedy.iter().map(|remedy| format!("办法：{remedy}")));
        let text = self.command.and_then(help::of).unwrap_or(help::MAIN);
        lines.push(help::usage(text).to_owned());
        let name = self.command.map(|command| format!(" {command}")).unwrap_or_default();
        lines.push(format!("详见 zhibi{name} --help"));
        lines
    }
}

/// Chinese input methods give long dashes where an option wants two short ones.
pub(super) fn long_dash(arguments: &[OsString]) -> Option<Misuse> {
    let dashes = ['—', '－', '–', '―', '−'];
    let found =
        arguments.iter().filter_map(|argument| argument.to_str()).find(|argument| argument.starts_with(dashes))?;
    let bare = found.trim_start_matches(dashes).trim_start_matches('-');
    let meant = if bare.chars().count() == 1 { format!("-{bare}") } else { format!("--{bare}") };
    Some(Misuse {
        message: format!("“{found}”开头的横线是全角的"),
        remedy: Some(format!("选项前用英文状态下的短横，写成 {meant}；文件名确实这样开头的，写成 ./{found}")),
        command: command_of(arguments),
    })
}

/// The Chinese form of a parser error.
pub(super) fn translate(error: &clap::Error, arguments: &[OsString]) -> Misuse {
    let command = command_of(arguments);
    let text = |kind| context(error, kind);
    let argument = text(ContextKind::InvalidArg).map(|argument| argument.replace("...", "…"));
    let value = text(ContextKind::InvalidValue).unwrap_or_default();
    let subject = argument.clone().unwrap_or_else(|| "参数".to_owned());
    let (message, remedy) = match error.kind() {
        ErrorKind::UnknownArgument => unknown_argument(&subject, command),
        ErrorKind::InvalidSubcommand => unknown_command(error),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            ("没有写命令".to_owned(), Some(format!("命令有 {}", command_names())))
        }
        ErrorKind::MissingRequiredArgument => (format!("缺少 {subject}"), missing_remedy(command)),
        ErrorKind::InvalidValue if value.is_empty() => {
            (format!("{} 后面缺少内容", option_name(&subject)), valid_values(error))
        }
        ErrorKind::InvalidValue => (format!("{} 不能写“{value}”", option_name(&subject)), valid_values(error)),
        ErrorKind::TooManyValues => {
            (format!("{} 后面不能再写“{value}”", option_name(&subject)), Some("请删去多余的内容".to_owned()))
        }
        ErrorKind::ArgumentConflict => conflict(error, &subject),
        ErrorKind::InvalidUtf8 => {
            ("有的参数不是有效的文字".to_owned(), Some("请用 UTF-8 的终端，或者把文件改成普通名字".to_owned()))
        }
        _ => (format!("{subject} 的写法不对"), None),
    };
    Misuse { message, remedy, command }
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join("、")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        ContextValue::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The command among the arguments.
fn command_of(arguments: &[OsString]) -> Option<&'static str> {
    let first = arguments.iter().find(|argument| !argument.to_string_lossy().starts_with('-'))?;
    help::COMMANDS.iter().map(|(name, _)| *name).find(|name| first.to_str() == Some(name))
}

fn command_names() -> String {
    help::COMMANDS.map(|(name, _)| name).join("、")
}

/// `--out <文件夹>` without its value.
fn option_name(argument: &str) -> &str {
    argument.split(" <").next().unwrap_or(argument)
}

fn unknown_argument(argument: &str, command: Option<&str>) -> (String, Option<String>) {
    if !argument.starts_with('-') {
        return (format!("多出了“{argument}”"), Some("请删去，或者核对引号和空格".to_owned()));
    }
    let message = format!("不认识的选项 {argument}");
    let name = argument.split('=').next().unwrap_or(argument);
    let known = command.and_then(help::of).into_iter().flat_map(help::options);
    let distance = |option: &str| strsim::damerau_levenshtein(option, name);
    // A third of the letters may be wrong; the dashes are always right.
    let near = |option: &&str| distance(option) * 3 <= option.len().max(name.len()) - 2;
    let remedy = match known.min_by_key(|option| distance(option)).filter(near) {
        Some(suggested) => Some(format!("是不是 {suggested}？")),
        None if command.is_none() => Some("先写命令，再写选项".to_owned()),
        None => Some("可用的选项见下面的帮助".to_owned()),
    };
    (message, remedy)
}

fn unknown_command(error: &clap::Error) -> (String, Option<String>) {
    let wrong = context(error, ContextKind::InvalidSubcommand).unwrap_or_default();
    let is_file = [".yaml", ".yml", ".md", ".txt"].iter().any(|ending| wrong.ends_with(ending));
    if is_file {
        let remedy = format!("要写出报告，写 zhibi build {wrong}；要检查，写 zhibi check {wrong}");
        return ("没有写命令".to_owned(), Some(remedy));
    }
    let names = help::COMMANDS.iter().map(|(name, _)| *name);
    let nearest = names.max_by(|a, b| strsim::jaro_winkler(a, &wrong).total_cmp(&strsim::jaro_winkler(b, &wrong)));
    let remedy = match nearest.filter(|name| strsim::jaro_winkler(name, &wrong) > 0.75) {
        Some(name) => format!("是不是 {name}？"),
        None => format!("命令有 {}", command_names()),
    };
    (format!("没有“{wrong}”这个命令"), Some(remedy))
}

fn missing_remedy(command: Option<&str>) -> Option<String> {
    let remedy = match command? {
        "build" => "写出数据文件，例如 zhibi build 我的报告.yaml",
        "check" => "写出要检查的文件，例如 zhibi check 我的报告.yaml；从标准输入读取写 -",
        "gaps" => "写出数据或稿子，例如 zhibi gaps 我的报告.yaml",
        "new" => "写出材料种类，例如 zhibi new 人大调研报告；有哪些种类见 zhibi templates",
        "schema" => "写出材料种类，例如 zhibi schema 人大调研报告；有哪些种类见 zhibi templates",
        "explain" => "写出规则的编号，例如 zhibi explain FS001；编号在检查结果的方括号里",
        _ => return None,
    };
    Some(remedy.to_owned())
}

fn valid_values(error: &clap::Error) -> Option<String> {
    let values = context(error, ContextKind::ValidValue).filter(|values| !values.is_empty())?;
    match context(error, ContextKind::SuggestedValue) {
        Some(suggested) => Some(format!("是不是 {suggested}？可以写 {values}")),
        None => Some(format!("可以写 {values}")),
    }
}

fn conflict(error: &clap::Error, argument: &str) -> (String, Option<String>) {
    let name = option_name(argument);
    match context(error, ContextKind::PriorArg) {
        Some(prior) if prior != argument => {
            (format!("{name} 和 {} 不能同时写", option_name(&prior)), Some("请只留一个".to_owned()))
        }
        _ => (format!("{name} 写了不止一次"), Some("请只留一个".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::arguments::Arguments;
    use super::*;
    use clap::Parser;

    fn misuse(line: &str) -> (String, Option<String>) {
        let arguments: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
        let all = std::iter::once(OsString::from("zhibi")).chain(arguments.iter().cloned());
        let error = Arguments::try_parse_from(all).expect_err("misuse");
        let misuse = translate(&error, &arguments);
        (misuse.message, misuse.remedy)
    }

    fn said(message: &str, remedy: &str) -> (String, Option<String>) {
        (message.to_owned(), Some(remedy.to_owned()))
    }

    #[test]
    fn parser_errors_are_said_in_chinese() {
        assert_eq!(misuse("biuld a.yaml"), said("没有“biuld”这个命令", "是不是 build？"));
        assert_eq!(misuse("build a.yaml --otu x"), said("不认识的选项 --otu", "是不是 --out？"));
        assert_eq!(
            misuse("a.yaml"),
            said("没有写命令", "要写出报告，写 zhibi build a.yaml；要检查，写 zhibi check a.yaml")
        );
        assert_eq!(misuse("build"), said("缺少 <文件>…", "写出数据文件，例如 zhibi build 我的报告.yaml"));
        assert_eq!(
            misuse("check a --format fulll"),
            said("--format 不能写“fulll”", "是不是 full？可以写 full、concise、jsonl、sarif")
        );
        assert_eq!(misuse("check a --format"), said("--format 后面缺少内容", "可以写 full、concise、jsonl、sarif"));
        assert_eq!(misuse("build a --out"), ("--out 后面缺少内容".to_owned(), None));
        assert_eq!(misuse("build a --out b --out c"), said("--out 写了不止一次", "请只留一个"));
        assert_eq!(misuse("gaps a b"), said("多出了“b”", "请删去，或者核对引号和空格"));
        assert_eq!(misuse("build --draft=1 a").0, "--draft 后面不能再写“1”");
    }

    #[test]
    fn full_width_dashes_are_recognised() {
        let arguments = ["build", "a.yaml", "——draft"].map(OsString::from);
        let misuse = long_dash(&arguments).expect("found");
        assert_eq!(misuse.message, "“——draft”开头的横线是全角的");
        assert!(misuse.remedy.is_some_and(|remedy| remedy.contains("写成 --draft；")));
        assert_eq!(long_dash(&["check", "-"].map(OsString::from)), None);
    }
}
