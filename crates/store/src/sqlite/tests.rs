//! What SQLite itself says of each connection, as the store opens it: a setting that was asked for and not taken
//! would show nowhere before the power cut.

use std::sync::Arc;

use sqlx::{Pool, Row, Sqlite, SqliteConnection};
use tempfile::TempDir;

use super::{BUSY, Engine, READERS};
use crate::store::Engine as Either;
use crate::{EveryCommit, Store};

/// The settings that matter, and what they have to be on every connection.
fn wanted() -> [(&'static str, String); 5] {
    [
        ("journal_mode", "wal".to_owned()),
        // FULL.
        ("synchronous", "2".to_owned()),
        ("foreign_keys", "1".to_owned()),
        ("busy_timeout", BUSY.as_millis().to_string()),
        ("secure_delete", "1".to_owned()),
    ]
}

async fn pragma(connection: &mut SqliteConnection, name: &str) -> String {
    let query = sqlx::AssertSqlSafe(format!("PRAGMA {name}"));
    let row = sqlx::query(query).fetch_one(connection).await.unwrap();
    row.try_get::<String, _>(0).unwrap_or_else(|_| row.get::<i64, _>(0).to_string())
}

/// Takes every connection that the pool may have, at once.
async fn every_connection(pool: &Pool<Sqlite>, how_many: u32, query_only: &str) {
    assert_eq!(pool.options().get_max_connections(), how_many);
    let mut taken = Vec::new();
    for _ in 0..how_many {
        taken.push(pool.acquire().await.unwrap());
    }
    for connection in &mut taken {
        for (name, value) in wanted() {
            assert_eq!(pragma(connection, name).await, value, "{name}");
        }
        assert_eq!(pragma(connection, "query_only").await, query_only);
    }
}

async fn opened(folder: &TempDir) -> Store {
    let url = format!("sqlite:{}", folder.path().join("ecot.sqlite").display());
    Store::open(&url, Arc::new(EveryCommit)).await.unwrap()
}

fn engine(store: &Store) -> &Engine {
    let Either::Sqlite(engine) = &*store.engine else { panic!("it is SQLite") };
    engine
}

#[tokio::test]
async fn every_connection_syncs_its_commits_keeps_references_whole_and_waits_for_others() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(&folder).await;
    every_connection(&engine(&store).writer, 1, "0").await;
    every_connection(&engine(&store).readers, READERS, "1").await;
    store.close().await;
    // The second time the file is there.
    let store = opened(&folder).await;
    every_connection(&engine(&store).writer, 1, "0").await;
    every_connection(&engine(&store).readers, READERS, "1").await;
}
