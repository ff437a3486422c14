//! Work that is done once for each hour, in order.

use std::collections::BTreeSet;

use carry::id::MemberId;
use purse::usage::{HOURS_PER_DAY, Hour, Unit, VIDEO_SERVICE};

use super::{Conn, Row, sql, usage};
use crate::columns::Columns;
use crate::fault::Answer;
use crate::rows::Delivered;

/// Small counts of delivered bytes are carried on.
const CLOSED: &str = "delivered";

/// The member's log says what was used.
const TOLD: &str = "told";

/// Stored bytes are counted.
const STORED: &str = "stored";

async fn mark(conn: &mut Conn, work: &str) -> Answer<Option<Hour>> {
    let row = sql("SELECT hour FROM hour_mark WHERE work = $1").bind(work).fetch_optional(conn).await?;
    row.as_ref().map(usage::hour).transpose()
}

/// Moves the mark on; whether the hour is new.
async fn advance(conn: &mut Conn, work: &str, hour: Hour) -> Answer<bool> {
    if mark(conn, work).await?.is_some_and(|done| hour <= done) {
        return Ok(false);
    }
    sql("INSERT INTO hour_mark (work, hour) VALUES ($1, $2) \
         ON CONFLICT (work) DO UPDATE SET hour = excluded.hour")
    .bind(work)
    .bind(hour.start_ms())
    .execute(conn)
    .await?;
    Ok(true)
}

/// Marks where closing begins: at the first hour that has rows, so that none of them stays open.
pub(super) async fn begin(conn: &mut Conn, first: Hour) -> Answer<()> {
    let before = Hour::from_number(first.number().saturating_sub(1)).unwrap_or(first);
    sql("INSERT INTO hour_mark (work, hour) VALUES ($1, $2) ON CONFLICT (work) DO NOTHING")
        .bind(CLOSED)
        .bind(before.start_ms())
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn closed(conn: &mut Conn) -> Answer<Option<Hour>> {
    mark(conn, CLOSED).await
}

pub(crate) async fn close(conn: &mut Conn, hour: Hour, kept: &[Delivered]) -> Answer<bool> {
    if !advance(conn, CLOSED, hour).await? {
        return Ok(false);
    }
    let kept: BTreeSet<Delivered> = kept.iter().copied().collect();
    let unit = Unit::Byte.to_string();
    let found = sql("SELECT * FROM usage WHERE hour = $1 AND unit = $2")
        .bind(hour.start_ms())
        .bind(&unit)
        .fetch_all(&mut *conn)
        .await?;
    let next = Hour::from_number(hour.number() + 1).filter(|next| next.number().rem_euclid(HOURS_PER_DAY) != 0);
    for row in &found {
        let key =
            Delivered { object: row.object("object")?, home: row.member("home")?, carrier: row.member("carrier")? };
        if kept.contains(&key) {
            continue;
        }
        carry_on(conn, row, next).await?;
    }
    Ok(true)
}

/// Moves a row to the next hour of the day, or marks it in the last one.
async fn carry_on(conn: &mut Conn, row: &Row, next: Option<Hour>) -> Answer<()> {
    let mut row = usage::read(row)?;
    let statement = match next {
        Some(_) => {
            "DELETE FROM usage WHERE hour = $1 AND object = $2 AND home = $3 AND carrier = $4 \
             AND service = $5 AND unit = $6"
        }
        None => {
            "UPDATE usage SET merged = TRUE WHERE hour = $1 AND object = $2 AND home = $3 \
             AND carrier = $4 AND service = $5 AND unit = $6"
        }
    };
    sql(statement)
        .bind(row.hour.start_ms())
        .bind(&row.object.as_bytes()[..])
        .bind(&row.home.as_bytes()[..])
        .bind(&row.carrier.as_bytes()[..])
        .bind(&row.service)
        .bind(row.unit.to_string())
        .execute(&mut *conn)
        .await?;
    if let Some(next) = next {
        row.hour = next;
        usage::add(conn, &row).await?;
    }
    Ok(())
}

pub(crate) async fn told(conn: &mut Conn) -> Answer<Option<Hour>> {
    mark(conn, TOLD).await
}

pub(crate) async fn mark_told(conn: &mut Conn, hour: Hour) -> Answer<bool> {
    advance(conn, TOLD, hour).await
}

pub(crate) async fn stored(conn: &mut Conn) -> Answer<Option<Hour>> {
    mark(conn, STORED).await
}

pub(crate) async fn count_stored(conn: &mut Conn, hour: Hour, member: MemberId) -> Answer<bool> {
    if !advance(conn, STORED, hour).await? {
        return Ok(false);
    }
    let end = hour.number().saturating_add(1);
    let end_ms = Hour::from_number(end).map_or(i64::MAX, Hour::start_ms);
    // homes: whoever's videos or backups refer to an object, and this member for what nobody's do. Each gives its part of the bytes,
    // and those that remain come one each from homes in the order of their ids.
    sql("WITH stored AS (SELECT hash, MAX(bytes) AS bytes FROM \
         (SELECT hash, bytes FROM object WHERE committed_at < $5 UNION ALL \
         SELECT hash, bytes FROM object_gone WHERE committed_at < $5 AND gone_at >= $5) AS everything \
         WHERE bytes > 0 GROUP BY hash), \
         kept AS (SELECT object AS hash, home FROM carried_object UNION SELECT object, home FROM kept_piece), \
         homes AS (SELECT hash, home FROM kept UNION \
         SELECT stored.hash, COALESCE(none.home, $2) FROM stored \
         LEFT JOIN kept AS none ON none.hash = stored.hash AND FALSE \
         WHERE EXISTS (SELECT 1 FROM object_ref WHERE object = stored.hash) \
         OR NOT EXISTS (SELECT 1 FROM kept WHERE hash = stored.hash)), \
         parts AS (SELECT stored.hash, homes.home, stored.bytes, \
         COUNT(*) OVER (PARTITION BY stored.hash) AS n, \
         ROW_NUMBER() OVER (PARTITION BY stored.hash ORDER BY homes.home) AS place \
         FROM stored JOIN homes ON homes.hash = stored.hash) \
         INSERT INTO usage (hour, object, home, carrier, service, unit, quantity, merged) \
         SELECT $1, hash, home, $2, $3, $4, bytes / n + CASE WHEN place <= bytes % n THEN 1 ELSE 0 END, FALSE \
         FROM parts WHERE bytes / n + CASE WHEN place <= bytes % n THEN 1 ELSE 0 END > 0 \
         ON CONFLICT (hour, object, home, carrier, service, unit) DO NOTHING")
    .bind(hour.start_ms())
    .bind(&member.as_bytes()[..])
    .bind(VIDEO_SERVICE)
    .bind(Unit::ByteHour.to_string())
    .bind(end_ms)
    .execute(&mut *conn)
    .await?;
    sql("DELETE FROM object_gone WHERE gone_at < $1").bind(end_ms).execute(conn).await?;
    Ok(true)
}
