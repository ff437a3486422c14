//! The member's side: start a confined program, hear what it says, end it.

use std::ffi::OsString;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use rustix::process::{Pid, Signal};
use seams::Clock;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use tokio::sync::oneshot;

use super::SUBCOMMAND;
use super::confinement::Confinement;
use super::enter::NOT_ENTERED;
use crate::{MediaError, MediaRefusal};

/// Bytes of the end of standard error that are kept.
const STDERR_TAIL: usize = 4 * 1024;
/// Bytes of one line on standard output.
const LONGEST_LINE: usize = 1024 * 1024;
/// Bytes on standard output.
const MOST_OUTPUT: u64 = 1 << 30;

/// The binary that confines itself and becomes ffmpeg: the member's own, started again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Launcher {
    /// Absolute.
    pub program: PathBuf,
    /// What makes it call [`super::enter_and_exec`] with what follows.
    pub arguments: Vec<OsString>,
}

impl Launcher {
    /// A binary that takes the subcommand [`SUBCOMMAND`].
    pub fn new(program: PathBuf) -> Launcher {
        Launcher { program, arguments: vec![OsString::from(SUBCOMMAND)] }
    }
}

/// One run of a confined program.
pub(crate) struct Run<'a> {
    pub launcher: &'a Launcher,
    pub clock: &'a dyn Clock,
    /// What it is for, in errors.
    pub operation: &'static str,
    pub confinement: &'a Confinement,
    pub arguments: Vec<OsString>,
    /// Wall time.
    pub limit: Duration,
}

/// How a program ended.
pub(crate) struct Output {
    pub status: ExitStatus,
    /// The end of what it wrote to standard error.
    pub stderr: String,
}

impl Output {
    /// The program's own failure as an error.
    pub fn success(self, operation: &'static str) -> Result<Output, MediaError> {
        if self.status.success() {
            return Ok(self);
        }
        Err(MediaError::Program { operation, status: self.status.to_string(), detail: self.stderr })
    }
}

/// Runs a program to its end, giving each line of its standard output to `on_line`.
///
/// Dropping the future kills it with its whole process group.
///
/// # Errors
/// It could not be started or confined, took too long, wrote or computed more than it may
/// ([`MediaRefusal::Runaway`]). That it ended with a failure is for the caller to judge.
pub(crate) async fn run(task: Run<'_>, on_line: &mut (dyn FnMut(&str) + Send)) -> Result<Output, MediaError> {
    let operation = task.operation;
    let program = task.launcher.program.clone();
    let failed = || MediaError::io("starting a confined program", program.clone());
    let confinement =
        serde_json::to_string(task.confinement).map_err(|error| MediaError::Sandbox(error.to_string()))?;
    let mut command = Command::new(&program);
    command
        .args(&task.launcher.arguments)
        .arg(confinement)
        .args(task.arguments)
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .kill_on_drop(true);
    let mut running = Running::start(command).await.map_err(failed())?;
    let ended = tokio::select! {
        ended = running.end(operation, on_line) => ended?,
        () = task.clock.sleep(task.limit) => {
            return Err(MediaError::TimedOut { operation, limit: task.limit });
        }
    };
    if ended.status.code() == Some(i32::from(NOT_ENTERED)) {
        return Err(MediaError::Sandbox(ended.stderr));
    }
    if ended_by_bounds(ended.status) {
        return Err(MediaRefusal::Runaway.into());
    }
    Ok(ended)
}

/// Whether the kernel ended a program because it computed or wrote more than it may.
fn ended_by_bounds(status: ExitStatus) -> bool {
    [Signal::XCPU, Signal::XFSZ].map(|signal| Some(signal.as_raw())).contains(&status.signal())
}

/// A started program. Dropping it kills its process group.
struct Running {
    child: Child,
    /// Its process group, until it has been reaped.
    group: Option<Pid>,
    /// Keeps alive the thread that started the program: the kernel kills the program when that
    /// thread ends, and no other thread of the member is sure to live as long.
    _parent: mpsc::Sender<()>,
}

impl Running {
    async fn start(mut command: Command) -> io::Result<Running> {
        let runtime = tokio::runtime::Handle::current();
        let (started, child) = oneshot::channel();
        let (parent, until) = mpsc::channel::<()>();
        std::thread::Builder::new().name("media-parent".into()).spawn(move || {
            let _inside = runtime.enter();
            if started.send(command.spawn()).is_ok() {
                // Ends with an error when the other side is dropped, which is what is waited for.
                let _ = until.recv();
            }
        })?;
        let child = child.await.map_err(|_| io::Error::other("the starting thread ended"))??;
        let group = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        Ok(Running { child, group, _parent: parent })
    }

    async fn end(
        &mut self,
        operation: &'static str,
        on_line: &mut (dyn FnMut(&str) + Send),
    ) -> Result<Output, MediaError> {
        let (stdout, stderr) = (self.child.stdout.take(), self.child.stderr.take());
        let (lines, tail) = tokio::join!(read_lines(stdout, operation, on_line), read_tail(stderr));
        lines?;
        let status = self.child.wait().await.map_err(MediaError::io(operation, PathBuf::new()))?;
        self.group = None;
        Ok(Output { status, stderr: tail })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(group) = self.group {
            // An error means that it has just ended by itself.
            let _ = rustix::process::kill_process_group(group, Signal::KILL);
        }
    }
}

async fn read_lines(
    stdout: Option<impl AsyncRead + Unpin>,
    operation: &'static str,
    on_line: &mut (dyn FnMut(&str) + Send),
) -> Result<(), MediaError> {
    let Some(stdout) = stdout else { return Ok(()) };
    let mut stdout = stdout.take(MOST_OUTPUT);
    let mut buffer = Vec::new();
    loop {
        let read = stdout.read_buf(&mut buffer).await.map_err(MediaError::io(operation, PathBuf::new()))?;
        if read == 0 {
            break;
        }
        let whole = buffer.iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
        for line in buffer[..whole].split(|byte| *byte == b'\n') {
            on_line(&String::from_utf8_lossy(line));
        }
        buffer.drain(..whole);
        if buffer.len() > LONGEST_LINE || stdout.limit() == 0 {
            return Err(MediaError::Answer { operation, detail: "more output than expected".into() });
        }
    }
    on_line(&String::from_utf8_lossy(&buffer));
    Ok(())
}

async fn read_tail(stderr: Option<impl AsyncRead + Unpin>) -> String {
    let Some(mut stderr) = stderr else { return String::new() };
    let mut buffer = Vec::new();
    while let Ok(read) = stderr.read_buf(&mut buffer).await {
        if read == 0 {
            break;
        }
        let surplus = buffer.len().saturating_sub(STDERR_TAIL);
        buffer.drain(..surplus);
    }
    String::from_utf8_lossy(&buffer).trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_stopped_at_its_bounds_was_a_runaway_and_a_killed_one_was_not() {
        let ended = |signal: Signal| ended_by_bounds(ExitStatus::from_raw(signal.as_raw()));
        assert!(ended(Signal::XCPU) && ended(Signal::XFSZ));
        assert!(!ended(Signal::KILL) && !ended_by_bounds(ExitStatus::from_raw(0)));
    }
}
