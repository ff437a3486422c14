//! The program itself, as an operator starts it.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{ExitStatus, Stdio};

use node::config::Config;
use node::member::{Stores, real};
use rustix::process::{Pid, Signal, kill_process};
use store::{EveryCommit, Setting, SignUpMode};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;

/// `ecot serve` on a data folder of its own; killed when dropped.
pub struct Process {
    pub address: SocketAddr,
    pub folder: TempDir,
    child: Child,
    log: JoinHandle<Vec<String>>,
}

impl Process {
    /// Starts with these settings, the first of them in `[http]`; anyone may sign up.
    pub async fn start(more: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ecot.toml");
        // Encoding has tests of its own.
        let text = format!(
            "[media]\nsandbox = \"off\"\n[member]\nbase_url = \"http://member.test\"\n[http]\n\
             listen = \"127.0.0.1:0\"\n{more}"
        );
        std::fs::write(&file, text).unwrap();
        open_sign_up(&file).await;
        let mut child = Command::new(env!("CARGO_BIN_EXE_ecot"))
            .args(["serve", "--config"])
            .arg(&file)
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut seen = Vec::new();
        let address = loop {
            let line = lines.next_line().await.unwrap().unwrap_or_else(|| panic!("it did not start: {seen:?}"));
            let address = line.contains("ready").then(|| address(&line)).flatten();
            seen.push(line);
            if let Some(address) = address {
                break address;
            }
        };
        let log = tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                seen.push(line);
            }
            seen
        });
        Self { address, folder, child, log }
    }

    /// Tells it to stop, and returns how it ended and all that it logged.
    pub async fn stop(mut self) -> (ExitStatus, Vec<String>, TempDir) {
        let id = i32::try_from(self.child.id().expect("it runs")).unwrap();
        kill_process(Pid::from_raw(id).unwrap(), Signal::TERM).unwrap();
        let status = self.child.wait().await.unwrap();
        (status, self.log.await.unwrap(), self.folder)
    }
}

async fn open_sign_up(file: &Path) {
    let config = Config::load(file, []).unwrap();
    let seams = real(&config).unwrap();
    let stores = Stores::open(&config, &seams, std::sync::Arc::new(EveryCommit)).await.unwrap();
    stores.store.set_setting(&Setting::SignUp(SignUpMode::Open)).await.unwrap();
    stores.store.close().await;
}

/// The address in a line.
fn address(line: &str) -> Option<SocketAddr> {
    let start = line.find("127.0.0.1:")?;
    let end = line[start..].find(|letter: char| !letter.is_ascii_digit() && !".:".contains(letter))?;
    line[start..start + end].parse().ok()
}
