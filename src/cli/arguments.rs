//! What the command line may say; no behaviour.

use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

use super::help;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "zhibi", version, override_help = help::MAIN, disable_help_subcommand = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

/// One command.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(override_help = help::BUILD)]
    Build(Build),
    #[command(override_help = help::CHECK)]
    Check(Check),
    #[command(override_help = help::GAPS)]
    Gaps(Gaps),
    #[command(override_help = help::NEW)]
    New(New),
    #[command(override_help = help::TEMPLATES)]
    Templates(Templates),
    #[command(override_help = help::SCHEMA)]
    Schema(Schema),
    #[command(override_help = help::FONTS)]
    Fonts(Fonts),
    #[command(override_help = help::EXPLAIN)]
    Explain(Explain),
    #[command(override_help = help::LICENSES)]
    Licenses,
    #[command(override_help = help::MAIN)]
    Help(Help),
}

/// `build`.
#[derive(Debug, clap::Args)]
pub(super) struct Build {
    #[arg(value_name = "文件", required = true)]
    pub(super) files: Vec<PathBuf>,
    #[arg(short, long, value_name = "文件夹", default_value = crate::pipeline::OUT)]
    pub(super) out: PathBuf,
    #[arg(long)]
    pub(super) draft: bool,
    #[arg(long)]
    pub(super) force: bool,
    #[arg(long, value_name = "文件夹")]
    pub(super) fonts: Option<PathBuf>,
    #[arg(long, value_name = "文件夹")]
    pub(super) templates: Option<PathBuf>,
    #[arg(long)]
    pub(super) no_project: bool,
    #[arg(short, long)]
    pub(super) watch: bool,
    #[arg(short, long)]
    pub(super) verbose: bool,
    /// For proof from outside: the only profile of PDF/A that free validators know.
    #[arg(long, hide = true)]
    pub(super) archive_1b: bool,
}

/// `check`.
#[derive(Debug, clap::Args)]
pub(super) struct Check {
    #[arg(value_name = "文件", required = true)]
    pub(super) files: Vec<PathBuf>,
    #[arg(long, value_name = "格式", value_enum, default_value = "full")]
    pub(super) format: Format,
    #[arg(long = "as", value_name = "类型", value_enum)]
    pub(super) kind: Option<InputKind>,
    #[arg(long, value_name = "规则")]
    pub(super) only: Vec<String>,
    #[arg(long, value_name = "规则")]
    pub(super) off: Vec<String>,
    #[arg(long)]
    pub(super) strict: bool,
    #[arg(long)]
    pub(super) no_project: bool,
    #[arg(long, value_name = "文件夹")]
    pub(super) templates: Option<PathBuf>,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Full,
    Concise,
    Jsonl,
    Sarif,
}

/// How an input is to be read, where its name does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum InputKind {
    #[value(alias = "yml")]
    Yaml,
    Md,
    Txt,
}

/// `gaps`.
#[derive(Debug, clap::Args)]
pub(super) struct Gaps {
    #[arg(value_name = "文件", required = true)]
    pub(super) file: PathBuf,
    #[arg(long, value_name = "格式", value_enum, default_value = "table")]
    pub(super) format: GapFormat,
    #[arg(short, long, value_name = "文件")]
    pub(super) out: Option<PathBuf>,
    #[arg(long)]
    pub(super) no_project: bool,
    #[arg(long, value_name = "文件夹")]
    pub(super) templates: Option<PathBuf>,
}

/// How gaps are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum GapFormat {
    Table,
    Yaml,
}

/// `new`.
#[derive(Debug, clap::Args)]
pub(super) struct New {
    #[arg(value_name = "种类", required = true)]
    pub(super) kind: String,
    #[arg(short, long, value_name = "文件")]
    pub(super) out: Option<PathBuf>,
    #[arg(long)]
    pub(super) no_project: bool,
    #[arg(long, value_name = "文件夹")]
    pub(super) templates: Option<PathBuf>,
}

/// `templates`.
#[derive(Debug, clap::Args)]
pub(super) struct Templates {
    #[arg(value_name = "种类")]
    pub(super) kind: Option<String>,
    #[arg(long)]
    pub(super) no_project: bool,
    #[arg(long, value_name = "文件夹")]
    pub(super) templates: Option<PathBuf>,
}

/// `schema`.
#[derive(Debug, clap::Args)]
pub(super) struct Schema {
    #[arg(value_name = "种类", required = true)]
    pub(super) kind: String,
    #[arg(short, long, value_name = "文件")]
    pub(super) out: Option<PathBuf>,
    #[arg(long)]
    pub(super) no_project: bool,
    #[arg(long, value_name = "文件夹")]
    pub(super) templates: Option<PathBuf>,
}

/// `fonts`.
#[derive(Debug, clap::Args)]
pub(super) struct Fonts {
    #[arg(value_name = "字")]
    pub(super) characters: Vec<String>,
    #[arg(long, value_name = "文件夹")]
    pub(super) fonts: Option<PathBuf>,
    #[arg(long)]
    pub(super) no_project: bool,
}

/// `explain`.
#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    #[arg(value_name = "规则", required = true)]
    pub(super) rule: String,
}

/// `help`.
#[derive(Debug, clap::Args)]
pub(super) struct Help {
    #[arg(value_name = "命令")]
    pub(super) command: Option<String>,
}
