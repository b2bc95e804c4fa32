//! The `zhibi` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    zhibi::cli::run(std::env::args_os().skip(1))
}
