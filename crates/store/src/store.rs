//! Opening a database, and the frame of every transaction.

use std::cmp::Ordering;
use std::path::Path;
use std::sync::Arc;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{Database, Transaction};

use crate::fault::{Answer, Fault, is_conflict};
use crate::{Cause, CommitHook, EveryCommit, StoreError, postgres, sqlite};

/// How often a write runs when it meets others each time. Only PostgreSQL lets that happen, and
/// of two writes that meet one succeeds, so this many others must have succeeded meanwhile.
pub(crate) const ATTEMPTS: u32 = 40;

/// One of the two engines.
pub(crate) enum Engine {
    Sqlite(sqlite::Engine),
    Postgres(postgres::Engine),
}

impl Engine {
    /// Opens the database, whatever its schema.
    pub(crate) async fn connect(url: &str) -> Result<Self, Cause> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            sqlite::Engine::open(Path::new(path)).await.map(Self::Sqlite)
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            postgres::Engine::open(url).await.map(Self::Postgres)
        } else {
            Err(Cause::Address)
        }
    }

    /// Brings the schema forward to this one.
    pub(crate) async fn migrate(&self, schema: u64) -> Result<(), Cause> {
        match self {
            Self::Sqlite(engine) => engine.migrate(schema).await,
            Self::Postgres(engine) => engine.migrate(schema).await,
        }
    }

    /// The newest schema that this program knows.
    pub(crate) fn newest(&self) -> u64 {
        match self {
            Self::Sqlite(_) => sqlite::newest(),
            Self::Postgres(_) => postgres::newest(),
        }
    }
}

/// The newest schema among these.
pub(crate) fn newest_of(migrations: &Migrator) -> u64 {
    migrations.iter().filter_map(|migration| u64::try_from(migration.version).ok()).max().unwrap_or(0)
}

/// Refuses every schema but the newest that this program knows.
pub(crate) fn require(found: u64, known: u64) -> Result<(), Cause> {
    match found.cmp(&known) {
        Ordering::Less => Err(Cause::Older { found, known }),
        Ordering::Equal => Ok(()),
        Ordering::Greater => Err(Cause::Newer { found, known }),
    }
}

/// Why a schema was not brought forward.
pub(crate) fn migration(error: MigrateError, known: u64) -> Cause {
    match error {
        MigrateError::VersionMissing(found) if u64::try_from(found).is_ok_and(|found| found > known) => {
            Cause::Newer { found: found.unsigned_abs(), known }
        }
        error => Cause::Migration(error),
    }
}

/// A member's database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) engine: Arc<Engine>,
    pub(crate) hook: Arc<dyn CommitHook>,
}

/// What became of one run of a write.
pub(crate) enum Settled<T> {
    Done(Result<T, StoreError>),
    /// It met another write; nothing was written.
    Again(sqlx::Error),
}

impl Store {
    /// Opens the database, makes it if it is a file that does not exist, and brings its schema
    /// forward. `url` is `sqlite:PATH` or `postgres://…`.
    ///
    /// # Errors
    /// When the database cannot be opened, or its schema is newer than this program.
    pub async fn open(url: &str, hook: Arc<dyn CommitHook>) -> Result<Self, StoreError> {
        let fail = |cause| StoreError { operation: "open", cause };
        let engine = Engine::connect(url).await.map_err(fail)?;
        engine.migrate(engine.newest()).await.map_err(fail)?;
        Ok(Self { engine: Arc::new(engine), hook })
    }

    /// Opens a database that exists, to read it only: its schema stays as it is, and no call can
    /// write.
    ///
    /// # Errors
    /// When the database cannot be opened, or its schema is not this program's.
    pub async fn open_read_only(url: &str) -> Result<Self, StoreError> {
        let opened = if let Some(path) = url.strip_prefix("sqlite:") {
            sqlite::Engine::open_read_only(Path::new(path)).await.map(Engine::Sqlite)
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            postgres::Engine::open_read_only(url).await.map(Engine::Postgres)
        } else {
            Err(Cause::Address)
        };
        match opened {
            Ok(engine) => Ok(Self { engine: Arc::new(engine), hook: Arc::new(EveryCommit) }),
            Err(cause) => Err(StoreError { operation: "open_read_only", cause }),
        }
    }

    /// Empties the write-ahead log of a SQLite database, where what was deleted stands until it is written over;
    /// whether nobody was in the way. Nothing is done in PostgreSQL, whose server cleans up by itself.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn empty_log(&self) -> Result<bool, StoreError> {
        match &*self.engine {
            Engine::Sqlite(engine) => engine.empty_log().await.map_err(|error| failure("empty_log", error)),
            Engine::Postgres(_) => Ok(true),
        }
    }

    /// Waits for the calls under way and closes every connection; later calls fail.
    pub async fn close(&self) {
        match &*self.engine {
            Engine::Sqlite(engine) => engine.close().await,
            Engine::Postgres(engine) => engine.close().await,
        }
    }

    /// Ends a write: commits it with the hook around, or rolls it back.
    pub(crate) async fn settle<D: Database, T>(
        &self,
        operation: &'static str,
        transaction: Transaction<'static, D>,
        outcome: Answer<T>,
        commits: bool,
    ) -> Settled<T> {
        let fail = |cause| Settled::Done(Err(StoreError { operation, cause }));
        let answer = match outcome {
            Ok(answer) if commits => answer,
            other => {
                // A connection that cannot roll back is dropped, which rolls back as well.
                let _ = transaction.rollback().await;
                return match other {
                    Ok(answer) => Settled::Done(Ok(answer)),
                    Err(fault) => match fault.into_conflict() {
                        Ok(error) => Settled::Again(error),
                        Err(fault) => fail(fault.into()),
                    },
                };
            }
        };
        if self.hook.before_commit(operation).is_err() {
            let _ = transaction.rollback().await;
            return fail(Cause::StoppedBefore);
        }
        match transaction.commit().await {
            Ok(()) => {}
            Err(error) if is_conflict(&error) => return Settled::Again(error),
            Err(error @ sqlx::Error::Database(_)) => return fail(Fault::Sql(error).into()),
            Err(error) => return fail(Cause::Unknown(error)),
        }
        if self.hook.after_commit(operation).is_err() {
            return fail(Cause::StoppedAfter);
        }
        Settled::Done(Ok(answer))
    }
}

/// The failure of an operation that wrote nothing.
pub(crate) fn failure(operation: &'static str, fault: impl Into<Fault>) -> StoreError {
    StoreError { operation, cause: fault.into().into() }
}
