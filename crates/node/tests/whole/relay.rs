//! An SMTP relay beside the test: aiosmtpd in a process of its own.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use seams::Clock;
use seams::real::RealClock;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// How long a message may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A relay that runs; it ends when dropped.
pub struct Relay {
    pub port: u16,
    told: Lines<BufReader<ChildStdout>>,
    _process: Child,
}

impl Relay {
    /// Starts relay.py, which says what `arguments` there are.
    pub async fn start(arguments: &[&str]) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/whole/relay.py");
        // Debian's own interpreter, because its packages are that one's.
        let mut process = Command::new("/usr/bin/python3")
            .arg(script)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut told = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = told.next_line().await.unwrap().expect("python3-aiosmtpd is installed").parse().unwrap();
        Self { port, told, _process: process }
    }

    /// The next message that it accepted.
    ///
    /// # Panics
    /// When none comes.
    pub async fn message(&mut self) -> serde_json::Value {
        tokio::select! {
            line = self.told.next_line() => serde_json::from_str(&line.unwrap().expect("the relay runs")).unwrap(),
            () = RealClock.sleep(PATIENCE) => panic!("the relay got no message"),
        }
    }
}
