//! SQLite: one writer, several readers, a write-ahead log that is synced at every commit.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Pool, Transaction};

use crate::Cause;

pub(crate) mod search;

#[path = "queries/mod.rs"]
pub(crate) mod queries;

/// The engine that the queries of this module speak to.
pub(crate) type Db = sqlx::Sqlite;
/// A connection to it.
pub(crate) type Conn = sqlx::SqliteConnection;

/// Connections that read beside the writer.
const READERS: u32 = 4;

/// How long a connection waits for another program that holds the database.
const BUSY: Duration = Duration::from_secs(10);

/// An open database.
pub(crate) struct Engine {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Engine {
    /// Opens or makes the file, and brings its schema forward.
    pub(crate) async fn open(path: &Path) -> Result<Self, Cause> {
        // FULL: a commit that was answered is on the disk, not only in the operating system.
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(BUSY)
            .connect_with(options.clone())
            .await
            .map_err(Cause::Unreachable)?;
        sqlx::migrate!("./migrations/sqlite").run(&writer).await.map_err(Cause::Migration)?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(BUSY)
            .connect_lazy_with(options.pragma("query_only", "on"));
        Ok(Self { writer, readers })
    }

    /// The connections for single statements that read.
    pub(crate) const fn readers(&self) -> &Pool<Db> {
        &self.readers
    }

    /// A transaction that sees one state of the database and writes nothing.
    pub(crate) async fn snapshot(&self) -> Result<Transaction<'static, Db>, sqlx::Error> {
        self.readers.begin().await
    }

    /// A transaction that no other writer is beside.
    pub(crate) async fn write(&self) -> Result<Transaction<'static, Db>, sqlx::Error> {
        self.writer.begin_with("BEGIN IMMEDIATE").await
    }

    /// The same: there is one writer.
    pub(crate) async fn race(&self) -> Result<Transaction<'static, Db>, sqlx::Error> {
        self.write().await
    }

    /// Closes every connection.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}
