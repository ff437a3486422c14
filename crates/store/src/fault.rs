//! What can go wrong inside a query function, before it is known to which operation it belongs.

use sqlx::postgres::PgDatabaseError;

use crate::Cause;

/// SQLSTATEs after which the same transaction may succeed when it is run again: serialization
/// failure, deadlock, and a unique violation by a row that this transaction could not see.
const CONFLICTS: [&str; 3] = ["40001", "40P01", UNIQUE];

/// SQLSTATE of a unique violation.
const UNIQUE: &str = "23505";

/// SQLite's primary result code for a database that another connection holds.
const SQLITE_BUSY: &str = "5";

/// A query function failed.
#[derive(Debug)]
pub(crate) enum Fault {
    Sql(sqlx::Error),
    Damaged { column: &'static str },
    TooLarge { what: &'static str },
    Copy(std::io::Error),
    Newer { found: u64, known: u64 },
}

/// What a query function answers.
pub(crate) type Answer<T> = Result<T, Fault>;

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::Copy(error)
    }
}

impl Fault {
    /// What the transaction met, if it met another one.
    pub(crate) fn into_conflict(self) -> Result<sqlx::Error, Self> {
        match self {
            Self::Sql(error) if is_conflict(&error) => Ok(error),
            other => Err(other),
        }
    }
}

/// What the runs of one write met. A row that stands in the way of two runs one after the other was there before the
/// second: it is no other transaction's that comes at the same time, and a third run would meet it as well.
#[derive(Default)]
pub(crate) struct Met {
    row: Option<String>,
}

impl Met {
    /// Notes what a run met; the error, if another run is of no use.
    pub(crate) fn again(&mut self, error: sqlx::Error) -> Option<sqlx::Error> {
        let row = duplicate(&error);
        if row.is_some() && row == self.row {
            return Some(error);
        }
        self.row = row;
        None
    }
}

/// The key that a unique violation is about, as PostgreSQL tells it.
fn duplicate(error: &sqlx::Error) -> Option<String> {
    let error = error.as_database_error()?.try_downcast_ref::<PgDatabaseError>()?;
    (error.code() == UNIQUE).then(|| error.detail().map(str::to_owned)).flatten()
}

/// Whether the database undid the transaction because it met another one.
pub(crate) fn is_conflict(error: &sqlx::Error) -> bool {
    code(error).is_some_and(|code| CONFLICTS.contains(&code.as_str()))
}

fn code(error: &sqlx::Error) -> Option<String> {
    error.as_database_error().and_then(|error| error.code().map(|code| code.into_owned()))
}

impl From<Fault> for Cause {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Damaged { column } => Self::Damaged { column },
            Fault::TooLarge { what } => Self::TooLarge { what },
            Fault::Copy(error) => Self::Copy(error),
            Fault::Newer { found, known } => Self::Newer { found, known },
            Fault::Sql(error) => match error {
                sqlx::Error::PoolTimedOut => Self::Busy(error),
                sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Self::Unreachable(error),
                error if code(&error).is_some_and(|code| code == SQLITE_BUSY) => Self::Busy(error),
                error => Self::Statement(error),
            },
        }
    }
}
