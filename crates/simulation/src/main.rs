//! `cargo xtask sim`: more seeds than `make test` has time for.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command talks to the person who started it")]

use std::process::ExitCode;

use simulation::{Plan, run};

const HELP: &str = "cargo xtask sim --seeds N [--members M] [--from S]";

/// Sizes of federations when none is asked for.
const SIZES: [usize; 6] = [3, 4, 5, 6, 7, 9];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| {
        let place = arguments.iter().position(|word| word == name)?;
        arguments.get(place + 1)?.parse::<u64>().ok()
    };
    let Some(seeds) = value("--seeds") else {
        eprintln!("{HELP}");
        return ExitCode::from(2);
    };
    let (from, members) = (value("--from").unwrap_or(0), value("--members"));
    let (mut failed, mut closed, mut months, mut open) = (0, 0, 0, 0);
    for seed in from..from.saturating_add(seeds) {
        let size = members.and_then(|members| usize::try_from(members).ok());
        let size = size.unwrap_or_else(|| SIZES[usize::try_from(seed).unwrap_or(0) % SIZES.len()]);
        let plan = Plan::of(seed, size.max(3));
        let verdict = run(&plan);
        closed += verdict.closed;
        months += verdict.months;
        open += verdict.open;
        for gain in &verdict.gains {
            println!("seed {seed}, {size} members: {gain:?}");
        }
        if !verdict.wrong.is_empty() {
            failed += 1;
            println!("seed {seed}, {size} members, liar {:?}, {:?}", plan.liar, plan.faults);
            verdict.wrong.iter().for_each(|wrong| println!("    {wrong}"));
        }
    }
    println!("{seeds} seeds, {failed} failed; {closed} of {months} months closed by all, {open} times open and named");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
