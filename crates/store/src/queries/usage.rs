//! Usage rows and their sums.

use carry::id::{MemberId, VideoId};
use jiff::Timestamp;
use purse::usage::{Hour, Unit, UsageRow};

use super::{Conn, Row, sql, usage_hours};
use crate::columns::{Columns, int, ms, rows as row_limit};
use crate::fault::{Answer, Fault};
use crate::rows::{BATCH_ROWS, BatchId, HourUsage, Hours, ObjectUsage, UsageSum};

fn unit(row: &Row) -> Answer<Unit> {
    row.text("unit")?.parse().map_err(|_| Fault::Damaged { column: "unit" })
}

/// An hour, from its first millisecond.
pub(super) fn hour(row: &Row) -> Answer<Hour> {
    Ok(Hour::of(row.time("hour")?))
}

/// Reads a whole row.
pub(super) fn read(row: &Row) -> Answer<UsageRow> {
    Ok(UsageRow {
        object: row.object("object")?,
        home: row.member("home")?,
        carrier: row.member("carrier")?,
        service: row.text("service")?,
        unit: unit(row)?,
        hour: hour(row)?,
        quantity: row.uint("quantity")?,
        merged: row.flag("merged")?,
    })
}

fn read_object(row: &Row) -> Answer<ObjectUsage> {
    Ok(ObjectUsage {
        object: row.object("object")?,
        service: row.text("service")?,
        unit: unit(row)?,
        quantity: row.uint("total")?,
    })
}

pub(crate) async fn flush(conn: &mut Conn, batch: BatchId, rows: &[UsageRow], now: Timestamp) -> Answer<bool> {
    if rows.len() > BATCH_ROWS {
        return Err(Fault::TooLarge { what: "a batch of usage rows" });
    }
    let new = sql("INSERT INTO usage_batch (id, added_at) VALUES ($1, $2) \
         ON CONFLICT (id) DO NOTHING")
    .bind(&batch.as_bytes()[..])
    .bind(ms(now))
    .execute(&mut *conn)
    .await?;
    if new.rows_affected() == 0 {
        return Ok(false);
    }
    if let Some(first) = rows.iter().map(|row| row.hour).min() {
        usage_hours::begin(conn, first).await?;
    }
    for row in rows {
        add(conn, row).await?;
    }
    Ok(true)
}

/// Adds a row to what has the same key.
pub(super) async fn add(conn: &mut Conn, row: &UsageRow) -> Answer<()> {
    sql("INSERT INTO usage (hour, object, home, carrier, service, unit, quantity, merged) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (hour, object, home, carrier, service, unit) DO UPDATE SET \
         quantity = usage.quantity + excluded.quantity, merged = usage.merged OR excluded.merged")
    .bind(row.hour.start_ms())
    .bind(&row.object.as_bytes()[..])
    .bind(&row.home.as_bytes()[..])
    .bind(&row.carrier.as_bytes()[..])
    .bind(&row.service)
    .bind(row.unit.to_string())
    .bind(int(row.quantity, "a usage quantity")?)
    .bind(row.merged)
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn sums(conn: &mut Conn, hours: Hours) -> Answer<Vec<UsageSum>> {
    let found = sql("SELECT service, unit, CAST(SUM(quantity) AS BIGINT) AS total FROM usage \
         WHERE hour >= $1 AND hour < $2 AND home = carrier GROUP BY service, unit ORDER BY service, unit")
    .bind(hours.from.start_ms())
    .bind(hours.until.start_ms())
    .fetch_all(conn)
    .await?;
    let sum = |row: &Row| {
        let (service, unit) = (row.text("service")?, unit(row)?);
        Ok(UsageSum { service, unit, quantity: row.uint("total")? })
    };
    found.iter().map(sum).collect()
}

pub(crate) async fn by_hour(
    conn: &mut Conn,
    hours: Hours,
    after: Option<&HourUsage>,
    limit: u32,
) -> Answer<Vec<HourUsage>> {
    let bytes = |id: Option<&MemberId>| id.map_or_else(Vec::new, |id| id.as_bytes().to_vec());
    let found = sql("SELECT hour, home, carrier, service, unit, CAST(SUM(quantity) AS BIGINT) AS total FROM usage \
         WHERE hour >= $1 AND hour < $2 AND (hour, home, carrier, service, unit) > ($3, $4, $5, $6, $7) \
         GROUP BY hour, home, carrier, service, unit ORDER BY hour, home, carrier, service, unit LIMIT $8")
    .bind(hours.from.start_ms())
    .bind(hours.until.start_ms())
    .bind(after.map_or(i64::MIN, |after| after.hour.start_ms()))
    .bind(bytes(after.map(|after| &after.home)))
    .bind(bytes(after.map(|after| &after.carrier)))
    .bind(after.map_or("", |after| after.service.as_str()))
    .bind(after.map_or_else(String::new, |after| after.unit.to_string()))
    .bind(row_limit(limit))
    .fetch_all(conn)
    .await?;
    let usage = |row: &Row| {
        Ok(HourUsage {
            hour: hour(row)?,
            home: row.member("home")?,
            carrier: row.member("carrier")?,
            service: row.text("service")?,
            unit: unit(row)?,
            quantity: row.uint("total")?,
        })
    };
    found.iter().map(usage).collect()
}

pub(crate) async fn by_object(
    conn: &mut Conn,
    hours: Hours,
    after: Option<&ObjectUsage>,
    limit: u32,
) -> Answer<Vec<ObjectUsage>> {
    let found = sql("SELECT object, service, unit, CAST(SUM(quantity) AS BIGINT) AS total FROM usage \
         WHERE hour >= $1 AND hour < $2 AND home = carrier AND (object, service, unit) > ($3, $4, $5) \
         GROUP BY object, service, unit ORDER BY object, service, unit LIMIT $6")
    .bind(hours.from.start_ms())
    .bind(hours.until.start_ms())
    .bind(after.map_or_else(Vec::new, |after| after.object.as_bytes().to_vec()))
    .bind(after.map_or("", |after| after.service.as_str()))
    .bind(after.map_or_else(String::new, |after| after.unit.to_string()))
    .bind(row_limit(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(read_object).collect()
}

pub(crate) async fn of_video(conn: &mut Conn, video: VideoId, hours: Hours) -> Answer<Vec<ObjectUsage>> {
    let found = sql("SELECT object, service, unit, CAST(SUM(quantity) AS BIGINT) AS total FROM usage \
         WHERE hour >= $1 AND hour < $2 AND home = carrier \
         AND object IN (SELECT object FROM video_object WHERE video = $3) \
         GROUP BY object, service, unit ORDER BY object, service, unit LIMIT $4")
    .bind(hours.from.start_ms())
    .bind(hours.until.start_ms())
    .bind(&video.as_bytes()[..])
    .bind(row_limit(crate::PAGE_ROWS))
    .fetch_all(conn)
    .await?;
    found.iter().map(read_object).collect()
}

pub(crate) async fn rows(conn: &mut Conn, hours: Hours, after: Option<&UsageRow>, limit: u32) -> Answer<Vec<UsageRow>> {
    let bytes = |id: Option<&[u8; 32]>| id.map_or_else(Vec::new, |id| id.to_vec());
    let found = sql("SELECT * FROM usage WHERE hour >= $1 AND hour < $2 \
         AND (hour, object, home, carrier, service, unit) > ($3, $4, $5, $6, $7, $8) \
         ORDER BY hour, object, home, carrier, service, unit LIMIT $9")
    .bind(hours.from.start_ms())
    .bind(hours.until.start_ms())
    .bind(after.map_or(i64::MIN, |after| after.hour.start_ms()))
    .bind(bytes(after.map(|after| after.object.as_bytes())))
    .bind(bytes(after.map(|after| after.home.as_bytes())))
    .bind(bytes(after.map(|after| after.carrier.as_bytes())))
    .bind(after.map_or("", |after| after.service.as_str()))
    .bind(after.map_or_else(String::new, |after| after.unit.to_string()))
    .bind(row_limit(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(read).collect()
}
