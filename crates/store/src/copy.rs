//! A copy of every row, which does not depend on the engine: for a backup, and for a member that
//! moves from one engine to the other. docs/formats/rows.md is its format.
//!
//! The same rows give the same bytes on both engines. Neither side keeps more than one item of the
//! copy (64 KiB, or one row that is larger) in memory.

use std::path::Path;
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite};

use carry::id::ObjectHash;

use crate::fault::{Answer, Fault};
use crate::store::{Engine, Settled, failure};
use crate::{Cause, CommitHook, Store, StoreError, UploadId, postgres, sqlite};

pub(crate) mod item;
pub(crate) mod kind;
pub(crate) mod stream;
pub(crate) mod tables;

pub use stream::ITEM_BYTES;

use tables::Extent;

/// The version of the format that this program writes, and the only one that it reads.
pub const COPY_FORMAT: u64 = 1;

/// What a copy has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// Rows of all tables.
    pub rows: u64,
    /// Bytes of the copy.
    pub bytes: u64,
}

/// The files that the rows of a copy need beside them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// Every object that a video refers to, with its size, in order.
    pub objects: Vec<(ObjectHash, u64)>,
    /// Every upload under way of which bytes were acknowledged, with how many, and every author's
    /// original, with its size; in order.
    pub uploads: Vec<(UploadId, u64)>,
}

/// Why a copy is not loaded, in the order in which it is checked. Nothing of it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CopyRefusal {
    #[error("this is no copy of a member's rows")]
    NotACopy,
    #[error("the copy has format {0}, and this program reads {COPY_FORMAT}")]
    Format(u64),
    #[error("the copy has schema {found}, and this program knows schemas up to {known}")]
    Schema { found: u64, known: u64 },
    #[error("the database is not new: it has rows, or a later schema than the copy")]
    NotNew,
    #[error("the copy ends before its end")]
    Truncated,
    /// What stands there is nothing that this program writes.
    #[error("the copy is damaged in table {0}")]
    Damaged(&'static str),
    /// Two rows have one key, or a row names another that is not there.
    #[error("the copy's rows of table {0} contradict each other")]
    Contradiction(&'static str),
    /// Everything could be read, and is not what was written.
    #[error("the copy was altered after it was written")]
    Altered,
}

/// Why loading stops: for the copy's sake, or for what the world did.
pub(crate) enum Stopped {
    Refused(CopyRefusal),
    Failed(Cause),
}

/// What a step of loading answers.
pub(crate) type Step<T> = Result<T, Stopped>;

impl From<CopyRefusal> for Stopped {
    fn from(refusal: CopyRefusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Cause> for Stopped {
    fn from(cause: Cause) -> Self {
        Self::Failed(cause)
    }
}

impl From<Fault> for Stopped {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault.into())
    }
}

impl From<sqlx::Error> for Stopped {
    fn from(error: sqlx::Error) -> Self {
        Fault::from(error).into()
    }
}

impl Store {
    /// Writes every row, as of one moment, to `to`, and flushes it. Others read and write
    /// meanwhile; what they write after that moment is not in the copy. SQLite's write-ahead log
    /// grows until the copy is written, so `to` should not be slow.
    ///
    /// # Errors
    /// [`StoreError`] when the database or `to` fails.
    pub async fn dump(&self, to: &mut (dyn AsyncWrite + Unpin + Send)) -> Result<Copied, StoreError> {
        let written = self.dump_extent(Extent::Everything, to).await;
        written.map(|(copied, _)| copied).map_err(|fault| failure("dump", fault))
    }

    /// The same without sessions, tokens, links that sign in, and what a start makes anew; and
    /// which files the rows need beside them, as of the same moment.
    ///
    /// # Errors
    /// [`StoreError`] when the database or `to` fails.
    pub async fn dump_for_backup(
        &self,
        to: &mut (dyn AsyncWrite + Unpin + Send),
    ) -> Result<(Copied, Needs), StoreError> {
        let written = self.dump_extent(Extent::Backup, to).await;
        written.map_err(|fault| failure("dump_for_backup", fault))
    }

    async fn dump_extent(&self, extent: Extent, to: &mut (dyn AsyncWrite + Unpin + Send)) -> Answer<(Copied, Needs)> {
        let mut sink = stream::Sink::new(to);
        match &*self.engine {
            Engine::Sqlite(engine) => {
                use sqlite::queries::{copy, needs};
                let mut snapshot = engine.long_snapshot().await?;
                let copied = copy::dump(&mut snapshot, sqlite::newest(), extent, &mut sink).await?;
                Ok((copied, needs::of(&mut snapshot, extent).await?))
            }
            Engine::Postgres(engine) => {
                use postgres::queries::{copy, needs};
                let mut snapshot = engine.long_snapshot().await?;
                let copied = copy::dump(&mut snapshot, postgres::newest(), extent, &mut sink).await?;
                Ok((copied, needs::of(&mut snapshot, extent).await?))
            }
        }
    }

    /// Whether a copy may be loaded into the database at `url`: no file, no tables or empty ones.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be looked at.
    pub async fn is_new(url: &str) -> Result<bool, StoreError> {
        let fail = |cause| StoreError { operation: "is_new", cause };
        if let Some(path) = url.strip_prefix("sqlite:") {
            return Ok(!Path::new(path).exists());
        }
        match Engine::connect(url).await.map_err(fail)? {
            Engine::Postgres(engine) => {
                let new = engine.is_new().await.map_err(|fault| failure("is_new", fault));
                engine.close().await;
                new
            }
            Engine::Sqlite(_) => Err(fail(Cause::Address)),
        }
    }

    /// Makes the database at `url` of a copy, in one transaction, and opens it. The database must
    /// be new: a file that does not exist, or a database whose tables are missing or empty. A copy
    /// of an earlier schema is brought forward. What follows the copy's end in `from` is not read.
    /// A refused copy leaves a database without rows.
    ///
    /// # Errors
    /// [`StoreError`] when the database or `from` fails.
    pub async fn load(
        url: &str,
        hook: Arc<dyn CommitHook>,
        from: &mut (dyn AsyncRead + Unpin + Send),
    ) -> Result<Result<(Self, Copied), CopyRefusal>, StoreError> {
        match Self::load_new(url, hook, stream::Source::new(from)).await {
            Ok(loaded) => Ok(Ok(loaded)),
            Err(Stopped::Refused(refusal)) => Ok(Err(refusal)),
            Err(Stopped::Failed(cause)) => Err(StoreError { operation: "load", cause }),
        }
    }

    async fn load_new(url: &str, hook: Arc<dyn CommitHook>, mut source: stream::Source<'_>) -> Step<(Self, Copied)> {
        let engine = Engine::connect(url).await?;
        let schema = source.header(engine.newest()).await?;
        engine.migrate(schema).await?;
        let store = Self { engine: Arc::new(engine), hook };
        let settled = match &*store.engine {
            Engine::Sqlite(engine) => {
                let mut transaction = engine.write().await?;
                let copied = sqlite::queries::copy::load(&mut transaction, schema, &mut source).await?;
                store.settle("load", transaction, Ok(copied), true).await
            }
            Engine::Postgres(engine) => {
                let mut transaction = engine.write().await?;
                let copied = postgres::queries::copy::load(&mut transaction, schema, &mut source).await?;
                store.settle("load", transaction, Ok(copied), true).await
            }
        };
        let copied = match settled {
            Settled::Done(result) => result.map_err(|error| error.cause)?,
            // The source cannot be read again.
            Settled::Again(_) => return Err(Cause::Contended(1).into()),
        };
        store.engine.migrate(store.engine.newest()).await?;
        Ok((store, copied))
    }
}
