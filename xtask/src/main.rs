//! Tasks of the repository: `cargo xtask TASK`.
//!
//! What it is: what `make test` does beside compiling and running tests, in the language of the
//! rest. What it is not: shipped. What it keeps true: docs/STYLE.md.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a task talks to the person who started it")]

mod fuzz;
mod mutants;
mod package;
mod sim;
mod tidy;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask tidy [--shrink]   check the house style (docs/STYLE.md);
                              --shrink first lowers what got shorter in xtask/ratchet.txt
cargo xtask package           what a package holds has no demonstration in it
cargo xtask mutants [NAME...] plant the bugs of xtask/mutants, each of which a test must catch
cargo xtask sim [--carrying] --seeds N [--members M] [--from S]
                              runs of the simulation (docs/simulation.md)
cargo xtask fuzz [TARGET] --minutes M [--seed N]
                              give decoders inputs that nobody would send; what stops one is kept in crates/fuzz/corpus";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["tidy"] => tidy::run(false),
        ["tidy", "--shrink"] => tidy::run(true),
        ["package"] => package::run(),
        ["sim", arguments @ ..] => sim::run(arguments),
        ["mutants", names @ ..] => mutants::run(names),
        ["fuzz", rest @ ..] => fuzz::run(rest),
        _ => {
            eprintln!("{HELP}");
            ExitCode::from(2)
        }
    }
}
