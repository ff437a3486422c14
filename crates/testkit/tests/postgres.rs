//! The PostgreSQL of the tests ends when nobody uses it any more, however they ended.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use testkit::postgres::Postgres;

/// Waits for the end of a process that is not ours.
fn wait_for_end(pid: u32) {
    let waited = Command::new("tail").args([&format!("--pid={pid}"), "-f", "/dev/null"]).status().unwrap();
    assert!(waited.success());
}

/// Another process that uses the server: it holds the lock, and says so.
fn other_user(lock: &std::path::Path) -> Child {
    let mut child = Command::new("flock")
        .args(["--shared", "--no-fork"])
        .arg(lock)
        .args(["sh", "-c", "echo held; exec cat"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
    assert_eq!(said, "held\n");
    child
}

#[test]
fn a_server_runs_while_somebody_uses_it_and_ends_after_the_last_was_killed() {
    let target = tempfile::tempdir().unwrap();
    let first = Postgres::shared(target.path()).database();
    let (url, server) = (first.url(), first.server_pid());
    let mut other = other_user(&target.path().join("postgres.lock"));
    let second = Postgres::shared(target.path()).database();
    assert_eq!(second.server_pid(), server, "both use one server");
    assert_ne!(second.url(), url, "each has a database of its own");
    drop(first);
    drop(second);
    let third = Postgres::shared(target.path()).database();
    assert_eq!(third.server_pid(), server, "the other process still uses it");
    drop(third);
    let folder = url.split("host=").nth(1).unwrap().to_owned();
    // SIGKILL: it has no chance to tidy up.
    other.kill().unwrap();
    other.wait().unwrap();
    wait_for_end(server);
    let fourth = Postgres::shared(target.path()).database();
    assert_ne!(fourth.server_pid(), server, "whoever comes later gets a new one");
    assert!(!std::path::Path::new(&folder).exists(), "nothing is left of the first");
}
