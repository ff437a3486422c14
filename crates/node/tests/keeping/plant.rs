//! Damage, planted by hand into the data folder of a member that is stopped.

use std::fs;
use std::path::{Path, PathBuf};

use sqlx::{Connection, SqliteConnection};

use crate::member::database;

/// Runs a statement that the program never would.
pub async fn sql(folder: &Path, statement: &str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(database(folder)).foreign_keys(false);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let done = sqlx::query(sqlx::AssertSqlSafe(statement.to_owned())).execute(&mut connection).await.unwrap();
    assert!(done.rows_affected() > 0, "nothing was planted: {statement}");
    connection.close().await.unwrap();
}

/// The file of an object.
pub fn object(folder: &Path, hash: &str) -> PathBuf {
    folder.join("objects").join(&hash[..2]).join(hash)
}

/// The files of all objects, in order.
pub fn objects(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for shard in fs::read_dir(folder.join("objects")).unwrap() {
        let shard = shard.unwrap();
        if shard.file_name() != "staging" {
            files.extend(fs::read_dir(shard.path()).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    files.sort();
    files
}

/// Alters one byte in the middle of a file.
pub fn alter(file: &Path) {
    let mut bytes = fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(file, bytes).unwrap();
}
