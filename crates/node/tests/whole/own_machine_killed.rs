//! `ecot own-machine` as a person starts it, killed in the middle of a copy.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;

use rustix::process::{Pid, Signal, kill_process};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStderr, Command};

use crate::own_pair::Pair;

/// The program, and what it logs.
struct Program {
    child: Child,
    lines: Lines<BufReader<ChildStderr>>,
}

impl Program {
    fn start(pair: &Pair, folder: &Path) -> Self {
        let token = folder.join("token");
        std::fs::write(&token, format!("{}\n", pair.token)).unwrap();
        std::fs::set_permissions(&token, std::fs::Permissions::from_mode(0o600)).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_ecot"))
            .args(["own-machine", "--listen", "127.0.0.1:0", "--home", &format!("http://{}", pair.address)])
            .arg("--token-file")
            .arg(&token)
            .arg("--data")
            .arg(folder.join("data"))
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        Self { child, lines }
    }

    /// Reads on until a line has these words.
    async fn until(&mut self, words: &str) -> String {
        let mut seen = Vec::new();
        while let Some(line) = self.lines.next_line().await.unwrap() {
            if line.contains(words) {
                return line;
            }
            seen.push(line);
        }
        panic!("it ended without {words:?}: {seen:#?}");
    }

    async fn end(mut self, signal: Signal) -> std::process::ExitStatus {
        let id = i32::try_from(self.child.id().expect("it runs")).unwrap();
        kill_process(Pid::from_raw(id).unwrap(), signal).unwrap();
        self.child.wait().await.unwrap()
    }
}

#[tokio::test]
async fn a_machine_that_is_killed_in_the_middle_of_a_copy_goes_on_with_what_is_missing() {
    let pair = Pair::new().await;
    for seed in 1..=3 {
        pair.home.publish(seed, "public").await;
    }
    let folder = tempfile::tempdir().unwrap();
    pair.line.let_pass(4);
    let first = Program::start(&pair, folder.path());
    pair.line.held.notified().await;
    let before = pair.line.ranges();
    first.end(Signal::KILL).await;
    pair.line.heal();
    pair.line.forget();

    let mut second = Program::start(&pair, folder.path());
    second.until("the home was asked").await;
    let machines = pair.home.member.store.own_machines(pair.author).await.unwrap();
    assert_eq!(machines[0].videos, 3);
    let after = pair.line.ranges();
    // The one that was under way when it was killed is asked for again, and none of those that were whole.
    let again: Vec<_> = before.iter().filter(|(path, _)| after.iter().any(|(other, _)| other == path)).collect();
    assert_eq!(again.len(), 1, "{before:?} and then {after:?}");
    assert!(second.end(Signal::TERM).await.success());
}

#[tokio::test]
async fn the_token_is_not_sent_to_a_home_whose_address_is_not_encrypted() {
    let folder = tempfile::tempdir().unwrap();
    let token = folder.path().join("token");
    std::fs::write(&token, "A".repeat(43)).unwrap();
    std::fs::set_permissions(&token, std::fs::Permissions::from_mode(0o600)).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_ecot"))
        .args(["own-machine", "--listen", "127.0.0.1:0", "--home", "http://videos.example", "--token-file"])
        .arg(&token)
        .arg("--data")
        .arg(folder.path().join("data"))
        .output()
        .await
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--home must begin with https://"));
}
