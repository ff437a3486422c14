//! How far the keys that the database counts up have come.

use super::Conn;
use crate::columns::Columns;
use crate::copy::tables::Table;
use crate::fault::Answer;

/// The last key that a table's rows were given, 0 before the first. A transaction that was rolled
/// back may have taken some.
pub(crate) async fn last(conn: &mut Conn, table: &Table) -> Answer<u64> {
    let text = "SELECT COALESCE(pg_sequence_last_value(CAST(pg_get_serial_sequence($1, $2) AS REGCLASS)), 0) AS n";
    sqlx::query(text).bind(table.name).bind(table.key).fetch_one(conn).await?.uint("n")
}

/// Makes it `last`, 1 or more. PostgreSQL does not count the keys of rows that bring their own.
pub(crate) async fn set(conn: &mut Conn, table: &Table, last: i64) -> Answer<()> {
    let text = "SELECT setval(CAST(pg_get_serial_sequence($1, $2) AS REGCLASS), $3)";
    sqlx::query(text).bind(table.name).bind(table.key).bind(last).execute(conn).await?;
    Ok(())
}
