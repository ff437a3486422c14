//! Failures of the database: what was tried, and whether trying again helps.

/// A failure of one operation on the database. A refusal is not one: it is the operation's answer.
#[derive(Debug, thiserror::Error)]
#[error("database: {operation}: {cause}")]
pub struct StoreError {
    /// The method of [`crate::Store`].
    pub operation: &'static str,
    /// What happened.
    #[source]
    pub cause: Cause,
}

/// What happened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Cause {
    /// The address is none of `sqlite:PATH` and `postgres://…`.
    #[error("the address of the database is not understood: sqlite:PATH or postgres://… is")]
    Address,
    /// Another program holds the database, or all connections are in use. Nothing was written.
    #[error("the database is busy")]
    Busy(#[source] sqlx::Error),
    /// Transactions of others kept getting in the way. Nothing was written.
    #[error("{0} attempts met other transactions each time")]
    Contended(u32),
    /// The connection broke before the commit. Nothing was written.
    #[error("the database cannot be reached")]
    Unreachable(#[source] sqlx::Error),
    /// The commit was sent and its answer did not come: it happened, or it did not.
    #[error("it is not known whether the transaction was committed")]
    Unknown(#[source] sqlx::Error),
    /// The schema could not be brought to this program's version.
    #[error("the schema cannot be brought forward")]
    Migration(#[source] sqlx::migrate::MigrateError),
    /// A later version of the program made the schema: its version, and the newest that is known.
    #[error("the database has schema {found}, and this program knows schemas up to {known}: a later version made it")]
    Newer { found: u64, known: u64 },
    /// Opened to be read only, the database has a schema that would have to be brought forward first.
    #[error("the database has schema {found}, and this program reads schema {known}: start the member with it once")]
    Older { found: u64, known: u64 },
    /// A row holds what this program never writes.
    #[error("column {column} holds what was never written there")]
    Damaged { column: &'static str },
    /// A number is larger than the database holds (2^63 - 1).
    #[error("{what} is larger than the database holds")]
    TooLarge { what: &'static str },
    /// The commit hook stopped it before the commit. Nothing was written.
    #[error("stopped before the commit")]
    StoppedBefore,
    /// The commit hook stopped it after the commit. It is written.
    #[error("stopped after the commit")]
    StoppedAfter,
    /// Reading or writing a copy of the database failed.
    #[error("the copy cannot be read or written")]
    Copy(#[source] std::io::Error),
    /// Anything else that the database says; a bug, or a full disk.
    #[error("the database refused the statement")]
    Statement(#[source] sqlx::Error),
}

impl StoreError {
    /// Whether the same call may succeed a moment later without anyone doing anything.
    #[must_use]
    pub const fn retry_helps(&self) -> bool {
        matches!(self.cause, Cause::Busy(_) | Cause::Contended(_) | Cause::Unreachable(_) | Cause::Unknown(_))
    }

    /// Whether something may have been written although the call failed.
    #[must_use]
    pub const fn may_be_written(&self) -> bool {
        matches!(self.cause, Cause::Unknown(_) | Cause::StoppedAfter)
    }
}
