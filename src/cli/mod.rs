//! The command line: arguments in, exit code out; the only room that prints, and that sees the clock, the
//! environment and standard input. What is done is decided in [`pipeline`](crate::pipeline).
//!
//! Exit codes: 0 nothing at or above 必改, 1 findings, 2 could not do the work. A closed pipe is no error.

mod arguments;
mod build;
mod check;
mod fonts;
mod gaps;
mod help;
mod input;
mod kinds;
mod misuse;
mod report;
mod rules;
mod screen;
mod watch;

use arguments::{Arguments, Command};
use clap::Parser;
use clap::error::ErrorKind;
use misuse::Misuse;
use screen::Screen;
use std::ffi::OsString;
use std::process::ExitCode;

/// How a command ended; the greater of two speaks for both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ending {
    /// Nothing at or above 必改.
    Clean,
    /// Something must be changed.
    Findings,
    /// The work could not be done.
    Failed,
}

impl Ending {
    /// The exit code.
    fn code(self) -> u8 {
        match self {
            Ending::Clean => 0,
            Ending::Findings => 1,
            Ending::Failed => 2,
        }
    }
}

/// Runs one command line, the program's own name left out.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let mut screen = Screen::of_process(std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()));
    let ending = dispatch(&arguments, &mut screen);
    let told = screen.finish();
    match ending {
        _ if screen.was_enough() => ExitCode::SUCCESS,
        _ if !told => ExitCode::from(2),
        ending => ExitCode::from(ending.code()),
    }
}

fn dispatch(arguments: &[OsString], screen: &mut Screen) -> Ending {
    if let Some(misuse) = misuse::long_dash(arguments) {
        return complain(&misuse, screen);
    }
    let all = std::iter::once(OsString::from("zhibi")).chain(arguments.iter().cloned());
    let parsed = match Arguments::try_parse_from(all) {
        Ok(parsed) => parsed,
        Err(error) => return parser_ending(&error, arguments, screen),
    };
    screen.only_lists = !matches!(parsed.command, Command::Build(_) | Command::New(_) | Command::Schema(_));
    let ending = match parsed.command {
        Command::Build(build) => build::run(build, screen),
        Command::Check(check) => check::run(check, screen),
        Command::Gaps(gaps) => gaps::run(gaps, screen),
        Command::New(new) => kinds::new(new, screen),
        Command::Templates(templates) => kinds::templates(templates, screen),
        Command::Schema(schema) => Ok(kinds::schema(schema, screen)),
        Command::Fonts(fonts) => Ok(fonts::run(&fonts, screen)),
        Command::Explain(explain) => rules::explain(&explain, screen),
        Command::Licenses => Ok(kinds::licenses(screen)),
        Command::Help(help) => help_on(help, screen),
    };
    ending.unwrap_or_else(|misuse| complain(&misuse, screen))
}

/// Help and version come as errors from the parser too.
fn parser_ending(error: &clap::Error, arguments: &[OsString], screen: &mut Screen) -> Ending {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            screen.out.text(&error.to_string());
            Ending::Clean
        }
        // Nothing at all was said: the help is the best answer, but the work was not done.
        _ if arguments.is_empty() => {
            screen.err.text(help::MAIN);
            Ending::Failed
        }
        _ => complain(&misuse::translate(error, arguments), screen),
    }
}

fn help_on(asked: arguments::Help, screen: &mut Screen) -> Result<Ending, Misuse> {
    let text = match &asked.command {
        None => help::MAIN,
        Some(name) => help::of(name).ok_or_else(|| Misuse {
            message: format!("没有“{name}”这个命令"),
            remedy: Some("有哪些命令见 zhibi --help".to_owned()),
            command: None,
        })?,
    };
    screen.out.text(text);
    Ok(Ending::Clean)
}

fn complain(misuse: &Misuse, screen: &mut Screen) -> Ending {
    misuse.lines().iter().for_each(|line| screen.err.line(line));
    Ending::Failed
}
