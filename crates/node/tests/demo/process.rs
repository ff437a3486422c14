//! The program, started and ended by a test.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio};

use rustix::process::{Pid, Signal, kill_process};

/// `ecot demo` of several members, at free ports if `port` is 0.
pub fn town(data: &Path, members: &str, port: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ecot"));
    command.args(["demo", "--members", members, "--port", port, "--data"]).arg(data);
    command.current_dir("/").stdin(Stdio::null());
    command
}

/// `ecot demo` with one member, on a free port, started from a folder that is not the repository.
pub fn demo(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ecot"));
    command.args(["demo", "--members", "1", "--port", "0", "--data"]).arg(data).current_dir("/").stdin(Stdio::null());
    command
}

/// Runs it to its end.
pub fn end(command: &mut Command) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

/// A demonstration that runs until it is told to stop; killed if the test ends before.
pub struct Running {
    child: Child,
    lines: BufReader<ChildStdout>,
    /// All that it has said so far.
    pub said: String,
}

impl Running {
    pub fn start(data: &Path) -> Self {
        let mut child = demo(data).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        Self { child, lines, said: String::new() }
    }

    /// Reads until it says something with these words; the line.
    pub fn until(&mut self, words: &str) -> String {
        loop {
            let mut line = String::new();
            assert!(self.lines.read_line(&mut line).unwrap() > 0, "it ended before it said {words:?}:\n{}", self.said);
            self.said += &line;
            assert!(!line.contains("The member runs on"), "it gave up before it said {words:?}:\n{}", self.said);
            if line.contains(words) {
                return line;
            }
        }
    }

    /// Where it is.
    pub fn url(&self) -> String {
        let (_, rest) = self.said.split_once("Ecot is at ").unwrap();
        rest.lines().next().unwrap().to_owned()
    }

    pub fn end(mut self, signal: Signal) -> ExitStatus {
        let pid = Pid::from_raw(i32::try_from(self.child.id()).unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
        self.lines.read_to_string(&mut self.said).unwrap();
        self.child.wait().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Of one that has ended nothing is left to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
