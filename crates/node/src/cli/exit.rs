use std::error::Error;
use std::io::Write;
use std::process::ExitCode;

use store::StoreError;

/// What the process answers to whoever started it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: failed for a reason that has no code of its own.
    Failed,
    /// 2: the command line was not understood.
    Usage,
    /// 3: the configuration was not accepted.
    Configuration,
    /// 4: the address to listen on is not to be had.
    Address,
    /// 5: the data folder, the database or the encoder cannot be used.
    Data,
    /// 6: another server refused, or did not answer.
    Remote,
    /// 7: a check found something missing, altered or left over.
    Damage,
}

impl Exit {
    pub(super) const HELP: &str = "\
Exit codes: 0 done, 1 failed, 2 wrong command line, 3 wrong configuration, 4 address not available,
5 data folder, database or encoder unusable, 6 the other server refused or is silent, 7 a check
found damage.";

    fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Configuration => 3,
            Self::Address => 4,
            Self::Data => 5,
            Self::Remote => 6,
            Self::Damage => 7,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// Why a command did not do its work: the exit code, and what is told to the person.
#[derive(Debug)]
pub struct Failure {
    pub exit: Exit,
    pub cause: Box<dyn Error + Send + Sync>,
}

impl Failure {
    pub fn new(exit: Exit, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { exit, cause: cause.into() }
    }

    /// Writes the cause and its causes to standard error.
    pub(super) fn tell(&self) {
        let mut text = format!("ecot: {}", self.cause);
        let mut cause = self.cause.source();
        while let Some(deeper) = cause {
            let words = deeper.to_string();
            // Some errors print their source themselves.
            if !text.ends_with(&words) {
                text.push_str(": ");
                text.push_str(&words);
            }
            cause = deeper.source();
        }
        // If standard error is gone, the exit code still tells.
        let _ = writeln!(std::io::stderr(), "{text}");
    }
}

impl From<crate::config::ConfigError> for Failure {
    fn from(error: crate::config::ConfigError) -> Self {
        Self::new(Exit::Configuration, error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::new(Exit::Data, error)
    }
}
