//! `fuzz [TARGET] --minutes M [--seed N]`: the long run. `cargo xtask fuzz` builds and starts it.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it talks to the person who started it")]

use std::process::ExitCode;

use fuzz::{TARGETS, Target, corpus, drive};
use seams::Clock;
use seams::entropy::random;
use seams::real::{RealClock, RealEntropy};

/// Inputs of a target before the next one has its turn.
const TURN: u64 = 20_000;
const HELP: &str = "fuzz [TARGET] --minutes M [--seed N]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (name, rest) = match words.as_slice() {
        [name, rest @ ..] if !name.starts_with("--") => (Some(*name), rest),
        rest => (None, rest),
    };
    let (minutes, seed) = match rest {
        ["--minutes", minutes] => (minutes.parse(), None),
        ["--minutes", minutes, "--seed", seed] => (minutes.parse(), seed.parse::<u64>().ok()),
        _ => return wrong(HELP),
    };
    let chosen: Vec<&Target> = TARGETS.iter().filter(|target| name.is_none_or(|name| name == target.name)).collect();
    let Ok(minutes) = minutes else { return wrong(HELP) };
    if chosen.is_empty() {
        let names: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
        return wrong(&format!("targets are: {}", names.join(", ")));
    }
    run(&chosen, minutes, seed.unwrap_or_else(|| u64::from_be_bytes(random(&RealEntropy))))
}

fn wrong(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::from(2)
}

/// Turns of all chosen targets until the time is over.
fn run(chosen: &[&Target], minutes: i64, first_seed: u64) -> ExitCode {
    let began = RealClock.now();
    let mut seed = first_seed;
    while RealClock.now().duration_since(began).as_mins() < minutes {
        for target in chosen {
            if let Err(message) = turn(target, seed) {
                eprintln!("{message}");
                return ExitCode::FAILURE;
            }
        }
        seed = seed.wrapping_add(1);
    }
    println!("{} turns of {TURN} inputs for each target, nothing found", seed.wrapping_sub(first_seed));
    ExitCode::SUCCESS
}

/// One turn. What stops the target is kept in the corpus, and what it was refused for the first time.
fn turn(target: &Target, seed: u64) -> Result<(), String> {
    // Before the turn: what ends the process (a stack that is too deep, no memory) can then be run again.
    println!("{} --seed {seed}", target.name);
    let told = |error: std::io::Error| format!("{}: {error}", corpus::folder(target.name).display());
    let inputs = corpus::inputs(target.name).map_err(told)?;
    match drive(target, &inputs, seed, TURN) {
        Ok(report) => {
            for (outcome, input) in &report.first {
                let path = corpus::keep(target.name, outcome, input).map_err(told)?;
                println!("{}: {outcome} for the first time: {}", target.name, path.display());
            }
            Ok(())
        }
        Err(failed) => {
            let path = corpus::keep(target.name, "failed", &failed.input).map_err(told)?;
            Err(format!("{} stopped under seed {seed}; its input is kept: {}", target.name, path.display()))
        }
    }
}
