//! How far the keys that the database counts up have come.

use super::Conn;
use crate::columns::Columns;
use crate::copy::tables::Table;
use crate::fault::Answer;

/// The last key that a table's rows were given, 0 before the first.
pub(crate) async fn last(conn: &mut Conn, table: &Table) -> Answer<u64> {
    let text = "SELECT COALESCE(MAX(seq), 0) AS n FROM sqlite_sequence WHERE name = $1";
    sqlx::query(text).bind(table.name).fetch_one(conn).await?.uint("n")
}

/// Makes it `last`. Keys of rows count as given already.
pub(crate) async fn set(conn: &mut Conn, table: &Table, last: i64) -> Answer<()> {
    for text in [
        "INSERT INTO sqlite_sequence (name, seq) SELECT $1, 0 WHERE NOT EXISTS \
         (SELECT 1 FROM sqlite_sequence WHERE name = $1)",
        "UPDATE sqlite_sequence SET seq = MAX(seq, $2) WHERE name = $1",
    ] {
        sqlx::query(text).bind(table.name).bind(last).execute(&mut *conn).await?;
    }
    Ok(())
}
