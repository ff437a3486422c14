//! The proof, at start, that the sandbox holds.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::net::{TcpStream, UdpSocket};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use rustix::process::Resource;
use seams::Clock;
use serde::{Deserialize, Serialize};

use super::confinement::{Bounds, Confinement, Mechanisms};
use super::process::{Launcher, Run, run};
use crate::MediaError;

/// In the place of a program's arguments it makes the launcher attempt escapes instead.
pub(super) const WORD: &str = "--attempt-escapes";

/// A file that every machine has and no video needs.
const SYSTEM_FILE: &str = "/etc/passwd";

/// Seconds: an attempt that takes longer has been let through somewhere.
const TIME_LIMIT: Duration = Duration::from_secs(20);

/// What keeps a confined process in, and what it was seen to be refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SandboxReport {
    /// What is in force. Seccomp and rlimits are `always`.
    pub mechanisms: Mechanisms,
    pub refused: Refused,
}

/// What was attempted inside the sandbox and refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// A TCP connection and a UDP socket.
    pub network: bool,
    /// Reading a system file.
    pub reading: bool,
    /// Writing outside of the job folder.
    pub writing: bool,
    /// Starting another program.
    pub starting: bool,
    /// Changing another process of the same user: its limits.
    pub reaching: bool,
}

impl SandboxReport {
    /// Whether nothing was let through that this kernel could have refused.
    fn holds(&self) -> bool {
        let files = self.refused.reading && self.refused.writing;
        let always = self.refused.network && self.refused.starting && self.refused.reaching;
        always && (files || !self.mechanisms.landlock)
    }
}

impl fmt::Display for SandboxReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let yes = |there: bool| if there { "yes" } else { "no" };
        write!(
            f,
            "seccomp: {}, rlimits: {}, landlock: {}, network namespace: {}",
            yes(self.mechanisms.always),
            yes(self.mechanisms.always),
            yes(self.mechanisms.landlock),
            yes(self.mechanisms.network_namespace),
        )?;
        if self.mechanisms.always && !self.mechanisms.landlock {
            write!(f, "; this kernel cannot keep ffmpeg from reading files that the member may read")?;
        }
        Ok(())
    }
}

/// Proves that inside the sandbox the network, files outside and other programs are out of reach.
///
/// `scratch` is an empty folder that the caller makes and removes. What the kernel lacks is in the
/// report; what it has must hold.
///
/// # Errors
/// [`MediaError::Sandbox`] if seccomp or rlimits are missing, or anything was let through.
pub async fn self_test(
    launcher: &Launcher,
    clock: &dyn Clock,
    scratch: &Path,
    apply: Mechanisms,
) -> Result<SandboxReport, MediaError> {
    let inside = scratch.join("inside");
    tokio::fs::create_dir_all(&inside).await.map_err(MediaError::io("making a folder", &inside))?;
    let outside = scratch.join("outside");
    let confinement = Confinement {
        program: launcher.program.clone(),
        readable: Vec::new(),
        writable: Some(inside),
        bounds: Bounds {
            address_space: 1 << 32,
            cpu_seconds: TIME_LIMIT.as_secs(),
            file_bytes: 1 << 20,
            processes: 1 << 12,
            open_files: 64,
            nice: 0,
        },
        apply,
        demand: Mechanisms { always: true, landlock: false, network_namespace: false },
    };
    let arguments = vec![OsString::from(WORD), OsString::from(SYSTEM_FILE), outside.clone().into_os_string()];
    let mut answer = String::new();
    let operation = "the sandbox's self-test";
    let task = Run { launcher, clock, operation, confinement: &confinement, arguments, limit: TIME_LIMIT };
    let output = run(task, &mut |line| answer.push_str(line)).await?;
    let report: SandboxReport = serde_json::from_str(&answer)
        .map_err(|_| MediaError::Sandbox(format!("the self-test gave no report: {}", output.stderr)))?;
    let left = tokio::fs::try_exists(&outside).await.map_err(MediaError::io("looking for", &outside))?;
    if !report.holds() || (left && report.mechanisms.landlock) {
        return Err(MediaError::Sandbox(format!("an escape was not refused: {report:?}")));
    }
    Ok(report)
}

/// Attempts what must be refused and prints a [`SandboxReport`]. Runs inside the sandbox.
#[expect(clippy::disallowed_methods, reason = "it is here to see that the network is refused")]
pub(super) fn attempt(mechanisms: Mechanisms, arguments: &[OsString]) -> ExitCode {
    let argument = |place: usize| arguments.get(place).map_or(OsStr::new(""), OsString::as_os_str);
    let refused = Refused {
        network: TcpStream::connect(("127.0.0.1", 9)).is_err_and(|error| is_refusal(&error))
            && UdpSocket::bind(("127.0.0.1", 0)).is_err(),
        reading: fs::read(argument(0)).is_err(),
        writing: fs::write(argument(1), b"escaped").is_err(),
        starting: starting_is_refused(),
        reaching: reaching_is_refused(),
    };
    let report = SandboxReport { mechanisms, refused };
    match serde_json::to_string(&report) {
        Ok(text) => {
            say(&mut io::stdout(), &text);
            ExitCode::SUCCESS
        }
        Err(_) => ExitCode::FAILURE,
    }
}

/// A closed port also refuses, but that would have been the network answering.
fn is_refusal(error: &io::Error) -> bool {
    error.kind() != io::ErrorKind::ConnectionRefused
}

#[allow(clippy::disallowed_methods, reason = "the launcher has no runtime to block")]
fn starting_is_refused() -> bool {
    Command::new("/proc/self/exe").stdin(Stdio::null()).spawn().is_err()
}

/// Asks for a limit of the member, which started this process, and sets it to what it is.
fn reaching_is_refused() -> bool {
    let resource = Resource::Nofile;
    let Some(parent) = rustix::process::getppid() else { return false };
    let own = rustix::process::getrlimit(resource);
    rustix::process::prlimit(Some(parent), resource, own).is_err()
}

/// Writes to a standard stream; there is nobody to tell if that fails.
pub(super) fn say(to: &mut dyn Write, text: &str) {
    let written = to.write_all(text.as_bytes()).and_then(|()| to.flush());
    drop(written);
}
