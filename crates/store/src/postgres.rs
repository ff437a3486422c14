//! PostgreSQL: writes are serializable, and run again when they met another one.

use std::str::FromStr;
use std::sync::LazyLock;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{Pool, Transaction};

use crate::Cause;
use crate::fault::Answer;
use crate::migrations::steps;
use crate::store::{migration, newest_of, require};

pub(crate) mod counters;
pub(crate) mod search;

#[path = "queries/mod.rs"]
pub(crate) mod queries;

/// The engine that the queries of this module speak to.
pub(crate) type Db = sqlx::Postgres;
/// A connection to it.
pub(crate) type Conn = sqlx::PgConnection;

static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| Migrator::with_migrations(steps!("postgres")));

/// The newest schema that this program knows.
pub(crate) fn newest() -> u64 {
    newest_of(&MIGRATIONS)
}

/// Connections of one process.
const CONNECTIONS: u32 = 16;

/// How long a call waits for a free connection.
const WAIT: Duration = Duration::from_secs(10);

/// An open database.
pub(crate) struct Engine {
    pool: PgPool,
}

impl Engine {
    /// Connects.
    pub(crate) async fn open(url: &str) -> Result<Self, Cause> {
        // A session's default may be off; an answered commit must be on the disk.
        Ok(Self { pool: connect(url, ("synchronous_commit", "on")).await? })
    }

    /// Connects to read only.
    pub(crate) async fn open_read_only(url: &str) -> Result<Self, Cause> {
        let pool = connect(url, ("default_transaction_read_only", "on")).await?;
        let mut connection = pool.acquire().await.map_err(Cause::Unreachable)?;
        require(queries::copy::schema(&mut connection).await?, newest())?;
        Ok(Self { pool })
    }

    /// Brings the schema forward to this one.
    pub(crate) async fn migrate(&self, schema: u64) -> Result<(), Cause> {
        let target = i64::try_from(schema).unwrap_or(i64::MAX);
        MIGRATIONS.run_to(target, &self.pool).await.map_err(|error| migration(error, newest()))
    }

    /// Whether our tables are not there, or empty.
    pub(crate) async fn is_new(&self) -> Answer<bool> {
        let mut connection = self.pool.acquire().await?;
        let found = sqlx::query("SELECT 1 FROM pg_class WHERE oid = to_regclass('_sqlx_migrations')");
        if found.fetch_optional(&mut *connection).await?.is_none() {
            return Ok(true);
        }
        let schema = queries::copy::schema(&mut connection).await?;
        Ok(schema <= newest() && queries::copy::is_new(&mut connection, schema).await?)
    }

    /// The connections for single statements that read.
    pub(crate) const fn readers(&self) -> &Pool<Db> {
        &self.pool
    }

    /// A transaction that sees one state of the database and writes nothing.
    pub(crate) async fn snapshot(&self) -> Result<Transaction<'static, Db>, sqlx::Error> {
        self.pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await
    }

    /// A snapshot for a copy: it waits for a moment at which what it sees is what some order of the
    /// writes before it left, which a snapshot alone does not promise.
    pub(crate) async fn long_snapshot(&self) -> Result<Transaction<'static, Db>, sqlx::Error> {
        self.pool.begin_with("BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY DEFERRABLE").await
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

async fn connect(url: &str, setting: (&str, &str)) -> Result<PgPool, Cause> {
    let options = PgConnectOptions::from_str(url).map_err(|_| Cause::Address)?;
    let options = options.application_name("ecot").options([setting]);
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(WAIT);
    pool.connect_with(options).await.map_err(Cause::Unreachable)
}
