//! Foreign programs that judge what we write. `scripts/setup.sh test` installs them.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Gives `input` to a program and returns what it wrote; stops with its own words if it fails.
pub fn run(program: &str, arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program} does not start ({error}); `scripts/setup.sh test` installs it"));
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The schema of a message, such as `pain.001.001.09`.
pub fn schema(message: &str) -> PathBuf {
    let path = repository().join("target/tools/schemas").join(format!("{message}.xsd"));
    assert!(path.exists(), "{} is missing; `scripts/setup.sh test` fetches it", path.display());
    path
}

/// Holds a file against the schema of its message.
pub fn validate(message: &str, xml: &[u8]) {
    let schema = schema(message);
    run("xmllint", &["--noout", "--nonet", "--schema", schema.to_str().unwrap(), "-"], xml);
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap()
}
