//! The two engines, each with a new database for a test.

use std::path::Path;
use std::sync::Arc;

use store::{EveryCommit, Store};
use tempfile::TempDir;
use testkit::postgres::{Database, Postgres};

/// A new database of one engine, gone at the end of the test.
pub enum Place {
    Sqlite(TempDir),
    Postgres(Database),
}

impl Place {
    pub fn sqlite() -> Self {
        // In memory where that is possible: nothing here is about a disk, and each commit waits for one.
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        Self::Sqlite(folder.unwrap())
    }

    pub fn postgres() -> Self {
        Self::Postgres(Postgres::shared(Path::new(env!("CARGO_TARGET_TMPDIR"))).database())
    }

    /// One of each.
    pub fn both() -> [Self; 2] {
        [Self::sqlite(), Self::postgres()]
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(folder) => format!("sqlite:{}", folder.path().join("ecot.sqlite").display()),
            Self::Postgres(database) => database.url(),
        }
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.url(), Arc::new(EveryCommit)).await.unwrap()
    }
}

/// Tells the same story on each engine. The output of a failed test ends with the engine's name.
pub async fn on_both(story: impl AsyncFn(Store)) {
    for place in Place::both() {
        println!("on {}:", place.name());
        let store = place.open().await;
        story(store.clone()).await;
        store.close().await;
    }
}
