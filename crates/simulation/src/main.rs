//! `cargo xtask sim`: more seeds than `make test` has time for.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command talks to the person who started it")]

use std::collections::BTreeMap;
use std::process::ExitCode;

use simulation::{Lie, Plan, Verdict, carrying, run};

const HELP: &str = "cargo xtask sim [--carrying] --seeds N [--members M] [--from S]";

/// Sizes of federations when none is asked for.
const SIZES: [usize; 6] = [3, 4, 5, 6, 7, 9];

/// The same of members that carry.
const CARRYING_SIZES: [usize; 3] = [5, 6, 7];

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
    if arguments.iter().any(|word| word == "--carrying") {
        return carrying(value("--from").unwrap_or(0), seeds, value("--members"));
    }
    let (from, members) = (value("--from").unwrap_or(0), value("--members"));
    let mut rows: BTreeMap<Option<Lie>, Row> = BTreeMap::new();
    let mut failed = 0;
    for seed in from..from.saturating_add(seeds) {
        let size = members.and_then(|members| usize::try_from(members).ok());
        let size = size.unwrap_or_else(|| SIZES[usize::try_from(seed).unwrap_or(0) % SIZES.len()]);
        let plan = Plan::of(seed, size.max(3));
        let verdict = run(&plan);
        rows.entry(plan.liar.map(|(_, lie)| lie)).or_default().add(&verdict);
        if seeds == 1 {
            verdict.open.iter().for_each(|open| println!("    {open}"));
        }
        if !verdict.wrong.is_empty() {
            failed += 1;
            println!("--seeds 1 --from {seed} --members {size}: liar {:?}, {:?}", plan.liar, plan.faults);
            verdict.wrong.iter().for_each(|wrong| println!("    {wrong}"));
        }
    }
    println!(
        "{:<16}{:>6}{:>8}{:>8}{:>8}{:>8}{:>12}{:>12}",
        "liar", "runs", "months", "closed", "open", "proven", "gain", "loss"
    );
    for (lie, row) in &rows {
        let name = lie.map_or_else(|| "none".to_owned(), |lie| format!("{lie:?}"));
        let (gain, loss) = (cents(row.gain), cents(row.loss));
        let Row { runs, months, closed, open, proven, .. } = row;
        println!("{name:<16}{runs:>6}{months:>8}{closed:>8}{open:>8}{proven:>8}{gain:>12}{loss:>12}");
    }
    println!("{seeds} seeds, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs of carrying: of each seed one without a liar or with one, in turn.
fn carrying(from: u64, seeds: u64, members: Option<u64>) -> ExitCode {
    let members = members.and_then(|members| usize::try_from(members).ok());
    let (mut table, mut failed) = (carrying::Table::default(), 0);
    for seed in from..from.saturating_add(seeds) {
        let size = members.unwrap_or_else(|| CARRYING_SIZES[usize::try_from(seed).unwrap_or(0) % CARRYING_SIZES.len()]);
        let plan = carrying::Plan::of(seed, size.max(4));
        let verdict = carrying::run(&plan);
        table.add(&verdict);
        if seeds == 1 {
            println!("{verdict:#?}");
        }
        if !verdict.wrong.is_empty() {
            failed += 1;
            println!("--carrying --seeds 1 --from {seed} --members {size}: liar {:?}", plan.liar);
            verdict.wrong.iter().for_each(|wrong| println!("    {wrong}"));
        }
    }
    print!("{table}");
    println!("{seeds} seeds, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What the runs with one kind of liar came to.
#[derive(Default)]
struct Row {
    runs: usize,
    months: usize,
    closed: usize,
    open: usize,
    proven: usize,
    /// The most that a liar gained in a month, and that an honest member lost.
    gain: i64,
    loss: i64,
}

impl Row {
    fn add(&mut self, verdict: &Verdict) {
        self.runs += 1;
        self.months += verdict.months;
        self.closed += verdict.closed;
        self.open += verdict.open.len();
        self.proven += usize::from(verdict.proven > 0);
        for gain in &verdict.gains {
            self.gain = self.gain.max(gain.liar);
            self.loss = self.loss.max(gain.lost_most);
        }
    }
}

fn cents(amount: i64) -> String {
    purse::money::Money::from_minor(amount).map_or_else(|_| amount.to_string(), |money| money.to_string())
}
