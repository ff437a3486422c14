//! The launcher of this crate's tests and of examples/ladder.rs: nothing but the sandbox's entry.

use std::process::ExitCode;

fn main() -> ExitCode {
    media::sandbox::enter_and_exec(std::env::args_os().skip_while(|word| word != media::sandbox::SUBCOMMAND).skip(1))
}
