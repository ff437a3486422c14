//! One process at a time is the member. docs/decisions/0009-one-process-is-the-member.md says why.

use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection};

use crate::store::failure;
use crate::{Cause, StoreError};

/// Names the lock among those that other programs may take in the same database: "ecot", then 1.
const LOCK: i64 = 0x6563_6f74_0000_0001;

/// How long a process that ends is given to be gone: the server notices at once that one was killed.
const WAIT: &str = "SET lock_timeout = '3s'";

/// SQLSTATE of a lock that was not to be had in that time.
const NOT_AVAILABLE: &str = "55P03";

/// The right to be the member. PostgreSQL keeps it for one connection, and gives it up when the process ends, the way
/// to it breaks, or this is dropped. SQLite's file is in the data folder, which is locked by whoever has it: there this
/// is always to be had.
pub struct Alone {
    server: Option<PgConnectOptions>,
    connection: Option<PgConnection>,
}

impl Alone {
    /// Takes it, before anything else is done with the database at this address; none when another process has it.
    ///
    /// # Errors
    /// [`StoreError`] when the server does not answer, or the address is none.
    pub async fn take(url: &str) -> Result<Option<Self>, StoreError> {
        if url.starts_with("sqlite:") {
            return Ok(Some(Self { server: None, connection: None }));
        }
        let server = PgConnectOptions::from_str(url);
        let server = server.map_err(|_| StoreError { operation: "alone", cause: Cause::Address })?;
        let mut alone = Self { server: Some(server.application_name("ecot alone")), connection: None };
        Ok(alone.holds().await?.then_some(alone))
    }

    /// Whether the right is still ours. It is taken again after the server ended the connection; false when another
    /// process was there first.
    ///
    /// # Errors
    /// [`StoreError`] when the server does not answer: then it is not known.
    pub async fn holds(&mut self) -> Result<bool, StoreError> {
        let Some(server) = &self.server else { return Ok(true) };
        if let Some(connection) = &mut self.connection
            && connection.ping().await.is_ok()
        {
            return Ok(true);
        }
        // What does not answer is closed first: it would stand in the way.
        self.connection = None;
        self.connection = lock(server).await.map_err(|error| failure("alone", error))?;
        Ok(self.connection.is_some())
    }
}

/// A connection that has the lock; none when another one has it.
async fn lock(server: &PgConnectOptions) -> Result<Option<PgConnection>, sqlx::Error> {
    let mut connection = PgConnection::connect_with(server).await?;
    sqlx::query(WAIT).execute(&mut connection).await?;
    match sqlx::query("SELECT pg_advisory_lock($1)").bind(LOCK).execute(&mut connection).await {
        Ok(_) => Ok(Some(connection)),
        Err(sqlx::Error::Database(error)) if error.code().is_some_and(|code| code == NOT_AVAILABLE) => Ok(None),
        Err(error) => Err(error),
    }
}
