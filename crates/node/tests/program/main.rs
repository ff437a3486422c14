//! The program as it is started: its words, its exit codes, its signals.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod twice;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use rustix::process::{Pid, Signal, kill_process};

fn ecot(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ecot"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// Runs it to its end: the exit code and all that it printed.
fn answer(arguments: &[&str]) -> (i32, String) {
    let Output { status, stdout, stderr } = ecot(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8([stdout, stderr].concat()).unwrap())
}

/// A member's folder with a configuration.
struct Place(tempfile::TempDir);

impl Place {
    fn with(settings: &str) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        fs::write(place.config(), settings).unwrap();
        place
    }

    fn config(&self) -> PathBuf {
        self.0.path().join("ecot.toml")
    }

    fn answers(&self, command: &str, more: &[&str]) -> (i32, String) {
        answer(&[&[command, "--config", text(&self.config())], more].concat())
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// `ecot serve` of a member without an account, ready.
struct Served {
    process: Child,
    log: BufReader<std::process::ChildStderr>,
    before: String,
}

impl Served {
    fn start(place: &Place) -> Self {
        let mut process = ecot(&["serve", "--config", text(&place.config())]).stderr(Stdio::piped()).spawn().unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap());
        let mut before = String::new();
        // The link that makes the first operator is the last that it says.
        while !before.contains("ready address=") || !before.contains("/welcome/") {
            assert_ne!(log.read_line(&mut before).unwrap(), 0, "it ended: {before}");
        }
        Self { process, log, before }
    }

    /// Sends a signal and waits for the end: the exit code and the log.
    fn ended_by(self, signal: Signal) -> (i32, String) {
        kill_process(Pid::from_child(&self.process), signal).unwrap();
        self.ends()
    }

    /// Waits for the end.
    fn ends(mut self) -> (i32, String) {
        let mut log = std::mem::take(&mut self.before);
        self.log.read_to_string(&mut log).unwrap();
        (self.process.wait().unwrap().code().unwrap(), log)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Only a test that failed leaves one that runs.
        let _ = self.process.kill();
    }
}

const ANY_PORT: &str = "[http]\nlisten = \"127.0.0.1:0\"\n";

#[test]
fn the_help_names_every_command_and_every_exit_code() {
    let (code, help) = answer(&["--help"]);
    assert_eq!(code, 0);
    let commands = ["init", "serve", "token", "operator-link", "publish", "check", "phrase", "backup", "restore"];
    for word in commands.into_iter().chain(["Exit codes: 0 done", "7 a check"]) {
        assert!(help.contains(word), "{word} in {help}");
    }
    assert_eq!(answer(&["sevre"]).0, 2, "a wrong command line");
}

#[test]
fn init_makes_the_folder_and_leaves_a_file_that_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("srv/ecot/ecot.toml");
    let init = ["init", "--config", text(&config)];
    assert_eq!(answer(&init).0, 0);
    let written = fs::read(&config).unwrap();
    let (code, words) = answer(&init);
    assert!(code == 3 && words.contains("left as it is"), "{code}: {words}");
    assert_eq!(fs::read(&config).unwrap(), written);
}

#[test]
fn what_keeps_a_member_from_starting_has_its_exit_code() {
    let unknown = Place::with("[http]\nlistten = \"127.0.0.1:0\"\n");
    let (code, words) = unknown.answers("serve", &[]);
    assert!(code == 3 && words.contains("listen"), "{code}: {words}");

    #[expect(clippy::disallowed_methods, reason = "another program has the address")]
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let (code, words) = Place::with(&format!("[http]\nlisten = \"{address}\"\n")).answers("serve", &[]);
    assert!(code == 4 && words.contains(&address.to_string()), "{code}: {words}");

    let no_ffmpeg = Place::with(&format!("{ANY_PORT}[media]\nffmpeg = \"/nowhere/ffmpeg\"\n"));
    let (code, words) = no_ffmpeg.answers("serve", &[]);
    assert!(code == 5 && words.contains("/nowhere/ffmpeg"), "{code}: {words}");

    let never_started = Place::with(ANY_PORT);
    assert_eq!(never_started.answers("token", &["--user", "ana"]).0, 5, "there is no data folder");
}

#[test]
fn a_member_stops_cleanly_when_told_to_and_keeps_others_out_while_it_runs() {
    let place = Place::with(ANY_PORT);
    let served = Served::start(&place);
    let (code, words) = place.answers("serve", &[]);
    assert!(code == 5 && words.contains("another ecot"), "{code}: {words}");
    for command in ["token", "operator-link"] {
        let (code, words) = place.answers(command, &["--user", "nobody"]);
        assert!(code == 1 && words.contains("no account named nobody"), "{code}: {words}");
    }
    let (code, log) = served.ended_by(Signal::TERM);
    assert!(code == 0 && log.contains("stopped"), "{code}: {log}");
    let (code, log) = Served::start(&place).ended_by(Signal::INT);
    assert_eq!(code, 0, "{log}");
}
