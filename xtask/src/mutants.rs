//! `cargo xtask mutants`: bugs planted on purpose, each of which a test must catch.
//!
//! A test that has never failed proves little. Each file of xtask/mutants names one bug that the
//! fault test exists for. All are woven into a copy of the tree at once, each behind a guard that
//! reads one environment variable, so that the test is built once and run once per bug.

mod list;
mod trial;
mod weave;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Mutex;
use std::thread;

use list::Mutant;

/// Runs at the same time. Each waits for the disk most of its time.
const RUNS_AT_ONCE: usize = 2;

/// Plants the bugs named by `names` (all if empty) and expects each to be caught.
pub fn run(names: &[&str]) -> ExitCode {
    match plant_and_try(names) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("mutants: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn plant_and_try(names: &[&str]) -> Result<(), String> {
    let root = repository_root()?;
    let mutants = list::read(&root.join("xtask/mutants"))?;
    if let Some(unknown) = names.iter().find(|name| mutants.iter().all(|one| one.name != **name)) {
        return Err(format!("no file xtask/mutants/{unknown}.toml"));
    }
    let tree = weave::copy_with(&root, &mutants)?;
    let programs = trial::build(&tree, &root.join("target"), &mutants)?;
    let chosen: Vec<&Mutant> =
        mutants.iter().filter(|mutant| names.is_empty() || names.contains(&mutant.name.as_str())).collect();
    let tests: BTreeSet<&list::Test> = chosen.iter().map(|mutant| &mutant.test).collect();
    let healthy = tests.into_iter().map(|test| (None, test));
    let planted = chosen.iter().map(|mutant| (Some(*mutant), &mutant.test));
    let logs = root.join("target/mutants/logs");
    std::fs::create_dir_all(&logs).map_err(|error| format!("{}: {error}", logs.display()))?;
    let queue = Mutex::new(healthy.chain(planted).collect::<Vec<_>>().into_iter());
    let problems = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..RUNS_AT_ONCE {
            scope.spawn(|| {
                while let Some((mutant, test)) = next(&queue) {
                    match trial::judge(&programs, mutant, test, &logs) {
                        Ok(line) => println!("{line}"),
                        Err(problem) => lock(&problems).push(problem),
                    }
                }
            });
        }
    });
    let problems = lock(&problems);
    if problems.is_empty() {
        println!("{} planted bugs, all caught", chosen.len());
        return Ok(());
    }
    Err(problems.join("\nmutants: "))
}

fn next<T>(queue: &Mutex<impl Iterator<Item = T>>) -> Option<T> {
    lock(queue).next()
}

fn lock<T>(shared: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// The top of the repository.
fn repository_root() -> Result<PathBuf, String> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map(Path::to_owned)
        .ok_or_else(|| "xtask has no parent folder".to_owned())
}

/// Standard output of a command that must succeed.
fn output_of(command: &mut Command) -> Result<Vec<u8>, String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(format!("{command:?}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr)))
}
