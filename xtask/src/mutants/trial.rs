//! Building the tests once, running them once per bug.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::list::{Mutant, Test};
use super::output_of;
use super::weave::CHOICE;

/// Seconds after which a run counts as hanging.
const RUN_LIMIT_S: &str = "200";

/// Exit status of a Rust test program of which a test failed.
const TEST_FAILED: i32 = 101;

/// Exit status of `timeout` when it had to end the program.
const TIMED_OUT: i32 = 124;

/// The test programs, by name of their cargo target, and by crate/target.
pub(super) type Programs = BTreeMap<String, PathBuf>;

/// Builds the test files that the bugs name, out of `tree`, into `target`. The packages are chosen
/// as `make test` chooses them, so that what they depend on is compiled already.
pub(super) fn build(tree: &Path, target: &Path, mutants: &[Mutant]) -> Result<Programs, String> {
    let targets: BTreeSet<&str> = mutants.iter().map(|mutant| mutant.test.target.as_str()).collect();
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["test", "--workspace", "--locked", "--features", "node/demo", "--no-run", "--quiet"])
        .args(["--message-format", "json"])
        .env("CARGO_TARGET_DIR", target)
        .current_dir(tree);
    for target in &targets {
        command.args(["--test", target.rsplit('/').next().unwrap_or(target)]);
    }
    let messages = output_of(&mut command)?;
    let mut programs = Programs::new();
    for line in String::from_utf8_lossy(&messages).lines() {
        let Ok(message) = line.parse::<serde_json::Value>() else {
            continue;
        };
        let name = message.pointer("/target/name").and_then(serde_json::Value::as_str);
        let program = message.get("executable").and_then(serde_json::Value::as_str);
        if let (Some(name), Some(program)) = (name, program) {
            // Several crates may have a test file of that name.
            let manifest = message.get("manifest_path").and_then(serde_json::Value::as_str).map(Path::new);
            let krate = manifest.and_then(|file| file.parent()?.file_name()).unwrap_or_default().to_string_lossy();
            programs.insert(format!("{krate}/{name}"), program.into());
            programs.insert(name.to_owned(), program.into());
        }
    }
    match targets.into_iter().find(|target| !programs.contains_key(*target)) {
        Some(target) => Err(format!("cargo built no test program {target}")),
        None => Ok(programs),
    }
}

/// Runs `test` with `mutant` chosen, or with none. With a bug it must fail; without, it must not.
/// Returns the line to print, or what is wrong.
pub(super) fn judge(programs: &Programs, mutant: Option<&Mutant>, test: &Test, logs: &Path) -> Result<String, String> {
    let name = mutant.map_or("no bug", |mutant| mutant.name.as_str());
    let program = programs.get(&test.target).ok_or("a test program is missing")?;
    let mut command = Command::new("timeout");
    command.args(["--kill-after", "5", RUN_LIMIT_S]).arg(program);
    command.args([&test.function, "--exact", "--test-threads", "1"]);
    command.env_remove(CHOICE);
    if let Some(mutant) = mutant {
        command.env(CHOICE, &mutant.name);
    }
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    let log = logs.join(format!("{name}-{}.log", test.function).replace(' ', "-"));
    let text = [output.stdout, output.stderr].concat();
    fs::write(&log, &text).map_err(|error| format!("{}: {error}", log.display()))?;
    let ran = String::from_utf8_lossy(&text).contains("running 1 test");
    let see = format!("see {}", log.display());
    match (output.status.code(), mutant) {
        (_, _) if !ran => Err(format!("{}::{} is no test; {see}", test.target, test.function)),
        (Some(0), None) => Ok(format!("{}: passes without a bug", test.function)),
        (_, None) => Err(format!("{} fails without a bug; {see}", test.function)),
        (Some(TEST_FAILED), Some(_)) => Ok(format!("{name}: caught by {}", test.function)),
        (Some(TIMED_OUT), Some(_)) => Err(format!("{name}: {} hangs; {see}", test.function)),
        (Some(0), Some(_)) => Err(format!("{name}: NOT caught by {}; {see}", test.function)),
        (status, Some(_)) => Err(format!("{name}: ended with {status:?}; {see}")),
    }
}
