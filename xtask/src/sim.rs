//! `cargo xtask sim`: more runs of the simulation than `make test` has time for.

use std::process::{Command, ExitCode};

/// Builds and runs the simulation with these arguments, in the profile of the tests, so that nothing else is compiled.
pub fn run(arguments: &[&str]) -> ExitCode {
    let mut command = Command::new("cargo");
    command.args(["run", "--quiet", "--locked", "--package", "simulation", "--"]).args(arguments);
    match command.status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("sim: cannot start cargo: {error}");
            ExitCode::FAILURE
        }
    }
}
