//! What is packaged has no demonstration in it: no command, no code, no sample.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use cargo_metadata::Message;
use memchr::memmem;

/// Texts of the demonstration's code, one a line; the tests of `ecot demo` see that it really has them.
const TRACES: &str = "xtask/demo-traces.txt";
const SAMPLE: &str = "testdata/big-buck-bunny-480p-30s.mp4";
/// Of the sample so many bytes are looked for, every so many bytes.
const PIECE: usize = 64;
const EVERY: usize = 1 << 20;
/// The program, and a test of its package.
const PROGRAM: &str = "ecot";
const TEST: &str = "configuration";
/// The exit code of `ecot` for a command that it does not know.
const UNKNOWN_COMMAND: i32 = 2;

/// Builds the program as a package has it, in the profile of `make test`, and looks into it.
pub fn run() -> ExitCode {
    match look() {
        Ok(found) if found.is_empty() => {
            println!("package: no demonstration in it");
            ExitCode::SUCCESS
        }
        Ok(found) => {
            found.iter().for_each(|trace| println!("package: {trace}"));
            ExitCode::FAILURE
        }
        Err(failure) => {
            eprintln!("package: {failure}");
            ExitCode::from(2)
        }
    }
}

fn look() -> Result<Vec<String>, String> {
    // The repository that this was built from.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("no repository")?;
    let ecot = build(root)?;
    let read = |path: &Path| fs::read(path).map_err(|error| format!("{}: {error}", path.display()));
    let texts = fs::read_to_string(root.join(TRACES)).map_err(|error| format!("{TRACES}: {error}"))?;
    let mut found = traces(&read(&ecot)?, &texts, &read(&root.join(SAMPLE))?);
    let asked = Command::new(&ecot).args(["demo", "--help"]).output();
    let status = asked.map_err(|error| format!("{}: {error}", ecot.display()))?.status;
    if status.code() != Some(UNKNOWN_COMMAND) {
        found.push(format!("`ecot demo` ends with {status}, as if it were a command"));
    }
    Ok(found)
}

/// The program, built with the features that it has when nobody asks for any. It comes with a test that needs it: so
/// what it depends on is what `make test` has compiled already.
fn build(root: &Path) -> Result<PathBuf, String> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["test", "--workspace", "--locked", "--quiet", "--no-run", "--test", TEST]);
    command.args(["--message-format", "json-render-diagnostics"]).current_dir(root);
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| format!("cargo: {error}"))?;
    if !output.status.success() {
        return Err(format!("cargo: {}", output.status));
    }
    let messages = Message::parse_stream(output.stdout.as_slice());
    let built = messages.filter_map(Result::ok).find_map(|message| match message {
        Message::CompilerArtifact(artifact) if artifact.target.name == PROGRAM => artifact.executable,
        _ => None,
    });
    built.map(PathBuf::from).ok_or_else(|| format!("cargo built no program {PROGRAM}"))
}

/// What of the demonstration is in a program.
fn traces(program: &[u8], texts: &str, sample: &[u8]) -> Vec<String> {
    let inside = |needle: &[u8]| memmem::find(program, needle).is_some();
    let texts = texts.lines().filter(|text| !text.is_empty());
    let mut found: Vec<_> =
        texts.filter(|text| inside(text.as_bytes())).map(|text| format!("'{text}' is in it")).collect();
    let pieces = sample.chunks(EVERY).filter_map(|part| part.get(..PIECE));
    if pieces.into_iter().any(inside) {
        found.push("the sample is in it".to_owned());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_trace_of_the_demonstration_is_found() {
        let sample: Vec<u8> = (0..=255).cycle().take(2 * PIECE).collect();
        let program = |part: &[u8]| [b"\x7fELF", part, b"end"].concat();
        let found = |part: &[u8]| traces(&program(part), "/demo/clock\n\nmade up\n", &sample);
        assert!(found(b"nothing").is_empty());
        assert_eq!(found(b"a/demo/clock"), ["'/demo/clock' is in it"]);
        assert_eq!(found(&sample), ["the sample is in it"]);
        assert!(found(&sample[..PIECE / 2]).is_empty());
    }
}
