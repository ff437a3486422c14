//! All rows, out of one database and into another.

use futures::TryStreamExt;
use sqlx::AssertSqlSafe;

use super::super::counters;
use super::{Conn, Row, search, sql, videos};
use crate::PAGE_ROWS;
use crate::columns::{Columns, int};
use crate::copy::item::{self, Item, Value};
use crate::copy::kind::Kind;
use crate::copy::stream::{ITEM_BYTES, Sink, Source};
use crate::copy::tables::{Extent, Table, of};
use crate::copy::{COPY_FORMAT, Copied, CopyRefusal, Step, Stopped};
use crate::fault::{Answer, Fault};

/// Bytes of rows from which on an item is written.
const FULL: usize = 64 << 10;

/// Rows of one INSERT: enough to spare most of the statements, far from the most arguments that an
/// engine takes (SQLite: 32,766).
const ROWS_PER_INSERT: usize = 64;

/// Writes all rows that the transaction sees; `known` is the newest schema of this program.
pub(crate) async fn dump(conn: &mut Conn, known: u64, extent: Extent, sink: &mut Sink<'_>) -> Answer<Copied> {
    // The first statement also sets the moment that the transaction sees, before a byte is written.
    let schema = schema(conn).await?;
    if schema > known {
        return Err(Fault::Newer { found: schema, known });
    }
    sink.put(&item::header(COPY_FORMAT, schema)).await?;
    let mut rows = 0;
    for table in of(schema) {
        sink.put(&item::table(table)).await?;
        if extent.has(table) {
            rows += dump_rows(conn, table, sink).await?;
        }
        if table.counted {
            sink.put(&item::counted(counters::last(conn, table).await?)).await?;
        }
    }
    Ok(sink.finish(rows).await?)
}

/// Writes the rows of a table; answers how many.
async fn dump_rows(conn: &mut Conn, table: &Table, sink: &mut Sink<'_>) -> Answer<u64> {
    let text = format!("SELECT {} FROM {} ORDER BY {}", names(table), table.name, table.key);
    let mut found = sqlx::query(AssertSqlSafe(text)).fetch(conn);
    let (mut total, mut waiting, mut written) = (0, 0, Vec::new());
    while let Some(row) = found.try_next().await? {
        written.extend_from_slice(&item::row(&values(&row, table)?));
        waiting += 1;
        total += 1;
        if written.len() >= FULL {
            put_rows(sink, waiting, &written).await?;
            (waiting, written) = (0, Vec::new());
        }
    }
    if waiting > 0 {
        put_rows(sink, waiting, &written).await?;
    }
    Ok(total)
}

async fn put_rows(sink: &mut Sink<'_>, rows: usize, written: &[u8]) -> Answer<()> {
    let item = item::rows(rows, written);
    if u64::try_from(item.len()).map_or(true, |len| len > ITEM_BYTES) {
        return Err(Fault::TooLarge { what: "a row of the copy" });
    }
    Ok(sink.put(&item).await?)
}

fn names(table: &Table) -> String {
    let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

fn values(row: &Row, table: &Table) -> Answer<Vec<Value>> {
    let value = |(name, kind): &(&'static str, Kind)| {
        Ok(match kind {
            Kind::Int => Value::Int(row.maybe_int(name)?),
            Kind::Text => Value::Text(row.maybe_text(name)?),
            Kind::Bytes => Value::Bytes(row.maybe_bytes(name)?),
            Kind::Flag => Value::Flag(row.maybe_flag(name)?),
        })
    };
    table.columns.iter().map(value).collect()
}

/// Writes all rows of a copy whose header was read, and makes the words for the search again.
pub(crate) async fn load(conn: &mut Conn, schema: u64, source: &mut Source<'_>) -> Step<Copied> {
    if !is_new(conn, schema).await? {
        return Err(CopyRefusal::NotNew.into());
    }
    let mut rows = 0;
    let mut next = source.item(CopyRefusal::NotACopy).await?;
    for table in of(schema) {
        if next != item::table(table) {
            return Err(CopyRefusal::Damaged(table.name).into());
        }
        let loaded;
        (loaded, next) = load_rows(conn, table, source).await?;
        rows += loaded;
    }
    let copied = source.finish(rows, &next)?;
    index(conn).await?;
    Ok(copied)
}

/// The schema that the database has.
pub(crate) async fn schema(conn: &mut Conn) -> Answer<u64> {
    sql("SELECT CAST(MAX(version) AS BIGINT) AS n FROM _sqlx_migrations").fetch_one(conn).await?.uint("n")
}

/// Whether the database has this schema and no row.
pub(crate) async fn is_new(conn: &mut Conn, schema: u64) -> Answer<bool> {
    if self::schema(conn).await? != schema {
        return Ok(false);
    }
    for table in of(schema) {
        let text = format!("SELECT 1 AS n FROM {} LIMIT 1", table.name);
        if sqlx::query(AssertSqlSafe(text)).fetch_optional(&mut *conn).await?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Writes the rows of a table; answers how many, and the item that follows them.
async fn load_rows(conn: &mut Conn, table: &Table, source: &mut Source<'_>) -> Step<(u64, Vec<u8>)> {
    let damage = CopyRefusal::Damaged(table.name);
    let mut loaded = 0;
    loop {
        let next = source.item(damage).await?;
        match item::read(&next, table).map_err(|_| damage)? {
            Item::Rows(rows) => {
                for rows in rows.chunks(ROWS_PER_INSERT) {
                    insert(conn, table, rows).await.map_err(|error| contradiction(table, error))?;
                    loaded += u64::try_from(rows.len()).unwrap_or(u64::MAX);
                }
            }
            Item::Counted(last) if table.counted => {
                if last > 0 {
                    counters::set(conn, table, int(last, "a counted key")?).await?;
                }
            }
            Item::Counted(_) => return Err(damage.into()),
            Item::Other => return Ok((loaded, next)),
        }
    }
}

async fn insert(conn: &mut Conn, table: &Table, rows: &[Vec<Value>]) -> Result<(), sqlx::Error> {
    let mut places = 0;
    let mut place = || {
        places += 1;
        format!("${places}")
    };
    let row = |values: &Vec<Value>| format!("({})", values.iter().map(|_| place()).collect::<Vec<_>>().join(", "));
    let rows_text: Vec<String> = rows.iter().map(row).collect();
    let text = format!("INSERT INTO {} ({}) VALUES {}", table.name, names(table), rows_text.join(", "));
    let mut statement = sqlx::query(AssertSqlSafe(text));
    for value in rows.iter().flatten() {
        statement = match value {
            Value::Int(number) => statement.bind(*number),
            Value::Text(text) => statement.bind(text.as_deref()),
            Value::Bytes(bytes) => statement.bind(bytes.as_deref()),
            Value::Flag(flag) => statement.bind(*flag),
        };
    }
    statement.execute(conn).await?;
    Ok(())
}

/// What the database says of a copy's rows: that they contradict each other, or anything else.
fn contradiction(table: &Table, error: sqlx::Error) -> Stopped {
    let contradicts = error.as_database_error().is_some_and(|error| {
        error.is_unique_violation() || error.is_foreign_key_violation() || error.is_check_violation()
    });
    if contradicts { CopyRefusal::Contradiction(table.name).into() } else { error.into() }
}

/// Makes every public video found by its words.
async fn index(conn: &mut Conn) -> Answer<()> {
    let mut after = None;
    loop {
        let ids = videos::public_ids(conn, after, PAGE_ROWS).await?;
        for id in &ids {
            search::index(conn, *id).await?;
        }
        let Some(last) = ids.last() else { return Ok(()) };
        after = Some(*last);
    }
}
