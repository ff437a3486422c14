//! What is deleted leaves the files too. SQLite by itself only marks the room as free, the search's index notes that a
//! word is gone beside the word, and the write-ahead log keeps what it copied until it is written over.

use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use sqlx::{ConnectOptions, Connection, Row};

use super::Engine;

/// SQLite's primary result code for a database that another connection holds.
const BUSY: &str = "5";

/// Overwrites what is deleted, on every connection that writes.
pub(super) fn overwriting(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options.pragma("secure_delete", "on")
}

/// The same for the words of the search; the index remembers it.
pub(super) async fn in_search(writer: &SqlitePool) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO video_search (video_search, rank) VALUES ('secure-delete', 1)").execute(writer).await?;
    Ok(())
}

impl Engine {
    /// Copies the write-ahead log into the database and empties it; whether nobody was in the way.
    pub(crate) async fn empty_log(&self) -> Result<bool, sqlx::Error> {
        // Without waiting: somebody who reads an old state, a backup perhaps, must not hold up the writer.
        let options = self.writer.connect_options().as_ref().clone().busy_timeout(Duration::ZERO);
        match truncate(&options).await {
            Err(sqlx::Error::Database(error)) if error.code().is_some_and(|code| code == BUSY) => Ok(false),
            other => other,
        }
    }
}

async fn truncate(options: &SqliteConnectOptions) -> Result<bool, sqlx::Error> {
    let mut connection = options.connect().await?;
    let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(row.try_get::<i64, _>("busy")? == 0)
}
