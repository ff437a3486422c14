//! `cargo xtask fuzz`: the long run of crate fuzz, in the profile of the tests, in which a sum that overflows stops it.

use std::process::{Command, ExitCode};

/// Builds the program and hands it the arguments.
pub fn run(arguments: &[&str]) -> ExitCode {
    let started =
        Command::new("cargo").args(["run", "--quiet", "--locked", "--package", "fuzz", "--"]).args(arguments).status();
    match started {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("fuzz: cargo does not start: {error}");
            ExitCode::from(2)
        }
    }
}
