//! Why an operation of this crate did not succeed.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::MediaRefusal;

/// Why an operation did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// The source is not taken; a retry does not help.
    #[error("{0}")]
    Refused(#[from] MediaRefusal),
    /// ffmpeg or ffprobe ended badly on a source that looked fine. A retry rarely helps;
    /// `detail` is the end of what it wrote (for the operator, never for a page).
    #[error("{operation} failed ({status}): {detail}")]
    Program { operation: &'static str, status: String, detail: String },
    /// ffmpeg or ffprobe answered with something that we cannot read. A retry does not help.
    #[error("{operation} answered what cannot be read: {detail}")]
    Answer { operation: &'static str, detail: String },
    /// ffmpeg or ffprobe did not end in time. A retry may help on a machine that is less busy.
    #[error("{operation} was stopped after {limit:?}")]
    TimedOut { operation: &'static str, limit: Duration },
    /// The disk or the operating system failed. A retry may help.
    #[error("{operation} on {}: {source}", path.display())]
    Io { operation: &'static str, path: PathBuf, source: io::Error },
    /// The sandbox could not be set up as it must be. The operator has to act.
    #[error("the sandbox is not as it must be: {0}")]
    Sandbox(String),
}

impl MediaError {
    /// Whether the same call may succeed later without anybody doing anything.
    pub const fn retry_helps(&self) -> bool {
        matches!(self, MediaError::TimedOut { .. } | MediaError::Io { .. })
    }

    /// The refusal, if it is one.
    pub const fn refusal(&self) -> Option<MediaRefusal> {
        match self {
            MediaError::Refused(refusal) => Some(*refusal),
            _ => None,
        }
    }

    /// An [`MediaError::Io`], for `map_err`.
    pub(crate) fn io(operation: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> MediaError {
        let path = path.into();
        move |source| MediaError::Io { operation, path, source }
    }
}
