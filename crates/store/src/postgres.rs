//! PostgreSQL: writes are serializable, and run again when they met another one.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{Pool, Transaction};

use crate::Cause;

pub(crate) mod search;

#[path = "queries/mod.rs"]
pub(crate) mod queries;

/// The engine that the queries of this module speak to.
pub(crate) type Db = sqlx::Postgres;
/// A connection to it.
pub(crate) type Conn = sqlx::PgConnection;

/// Connections of one process.
const CONNECTIONS: u32 = 16;

/// How long a call waits for a free connection.
const WAIT: Duration = Duration::from_secs(10);

/// An open database.
pub(crate) struct Engine {
    pool: PgPool,
}

impl Engine {
    /// Connects, and brings the schema forward.
    pub(crate) async fn open(url: &str) -> Result<Self, Cause> {
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| Cause::Address)?
            .application_name("ecot")
            // A session's default may be off; an answered commit must be on the disk.
            .options([("synchronous_commit", "on")]);
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(WAIT)
            .connect_with(options)
            .await
            .map_err(Cause::Unreachable)?;
        sqlx::migrate!("./migrations/postgres").run(&pool).await.map_err(Cause::Migration)?;
        Ok(Self { pool })
    }

    /// The connections for single statements that read.
    pub(crate) const fn readers(&self) -> &Pool<Db> {
        &self.pool
    }

    /// A transaction that sees one state of the database and writes nothing.
    pub(crate) async fn snapshot(&self) -> Result<Transaction<'static, Db>, sqlx::Error> {
        self.pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await
    }

    /// A transaction that behaves as if no other writer were beside it, or fails.
    pub(crate) async fn write(&self) -> Result<Transaction<'static, Db>, sqlx::Error> {
        self.pool.begin_with("BEGIN ISOLATION LEVEL SERIALIZABLE").await
    }

    /// A transaction whose single statements decide by locking rows: workers that compete do not
    /// undo each other.
    pub(crate) async fn race(&self) -> Result<Transaction<'static, Db>, sqlx::Error> {
        self.pool.begin_with("BEGIN ISOLATION LEVEL READ COMMITTED").await
    }

    /// Closes every connection.
    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}
