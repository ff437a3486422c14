//! SQLite: one writer, several readers, a write-ahead log that is synced at every commit.

use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Pool, Transaction};

use crate::Cause;
use crate::migrations::steps;
use crate::store::{migration, newest_of, require};

pub(crate) mod counters;
mod forget;
pub(crate) mod search;
#[cfg(test)]
mod tests;

#[path = "queries/mod.rs"]
pub(crate) mod queries;

/// The engine that the queries of this module speak to.
pub(crate) type Db = sqlx::Sqlite;
/// A connection to it.
pub(crate) type Conn = sqlx::SqliteConnection;

static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| Migrator::with_migrations(steps!("sqlite")));

/// The newest schema that this program knows.
pub(crate) fn newest() -> u64 {
    newest_of(&MIGRATIONS)
}

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
    /// Opens or makes the file.
    pub(crate) async fn open(path: &Path) -> Result<Self, Cause> {
        // FULL: a commit that was answered is on the disk, not only in the operating system.
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY);
        let options = forget::overwriting(options);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(BUSY)
            .connect_with(options.clone())
            .await
            .map_err(Cause::Unreachable)?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(BUSY)
            .connect_lazy_with(options.pragma("query_only", "on"));
        Ok(Self { writer, readers })
    }

    /// Opens a file that exists, to read it only.
    pub(crate) async fn open_read_only(path: &Path) -> Result<Self, Cause> {
        let options = SqliteConnectOptions::new().filename(path).read_only(true).busy_timeout(BUSY);
        let pool = SqlitePoolOptions::new().max_connections(READERS).acquire_timeout(BUSY);
        let pool = pool.connect_with(options).await.map_err(Cause::Unreachable)?;
        let mut connection = pool.acquire().await.map_err(Cause::Unreachable)?;
        require(queries::copy::schema(&mut connection).await?, newest())?;
        Ok(Self { writer: pool.clone(), readers: pool })
    }

    /// Brings the schema forward to this one.
    pub(crate) async fn migrate(&self, schema: u64) -> Result<(), Cause> {
        let target = i64::try_from(schema).unwrap_or(i64::MAX);
        MIGRATIONS.run_to(target, &self.writer).await.map_err(|error| migration(error, newest()))?;
        if schema > 0 { forget::in_search(&self.writer).await.map_err(Cause::Unreachable) } else { Ok(()) }
    }

    /// The connections for single statements that read.
    pub(crate) const fn readers(&self) -> &Pool<Db> {
        &self.readers
    }

    /// A transaction that sees one state of the database and writes nothing.
    pub(crate) async fn snapshot(&self) -> Result<Transaction<'static, Db>, sqlx::Error> {
        self.readers.begin().await
    }

    /// The same: the write-ahead log keeps what was written since.
    pub(crate) async fn long_snapshot(&self) -> Result<Transaction<'static, Db>, sqlx::Error> {
        self.snapshot().await
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
