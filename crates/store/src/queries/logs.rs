//! The logs of the federation's members.

use jiff::Timestamp;

use super::{Conn, Row, manifests, sql};
use crate::columns::{Columns, int, ms, rows};
use crate::fault::{Answer, Fault};
use crate::rows::{
    ComputedReport, Document, FederationRow, LeavesRefusal, LogKey, LogNote, NewKey, NewKeyRefusal, NewLeaves,
};

pub(crate) async fn federation(conn: &mut Conn) -> Answer<Option<FederationRow>> {
    let row = sql("SELECT * FROM federation").fetch_optional(conn).await?;
    row.map(|row| {
        Ok(FederationRow { hash: row.array("hash")?, founding: row.bytes("founding")?, log: row.small("log")? })
    })
    .transpose()
}

/// A member is in one federation: the first one stays.
pub(crate) async fn join(conn: &mut Conn, new: &FederationRow) -> Answer<bool> {
    let done = sql("INSERT INTO federation (hash, founding, log) SELECT $1, $2, $3 \
         WHERE NOT EXISTS (SELECT 1 FROM federation)")
    .bind(&new.hash[..])
    .bind(&new.founding)
    .bind(i64::from(new.log))
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(crate) async fn turn(conn: &mut Conn, log: u32) -> Answer<bool> {
    let done = sql("UPDATE federation SET log = $1 WHERE log < $1").bind(i64::from(log)).execute(conn).await?;
    Ok(done.rows_affected() == 1)
}

pub(crate) async fn add_leaves(conn: &mut Conn, new: &NewLeaves) -> Answer<Result<(), LeavesRefusal>> {
    let kept = size(conn, new.log).await?;
    if kept != new.from {
        return Ok(Err(LeavesRefusal::NotNext { kept, from: new.from }));
    }
    for (place, leaf) in (new.from..).zip(&new.leaves) {
        sql("INSERT INTO log_leaf (member, log, place, leaf) VALUES ($1, $2, $3, $4)")
            .bind(&new.log.member.as_bytes()[..])
            .bind(i64::from(new.log.log))
            .bind(int(place, "a place")?)
            .bind(leaf)
            .execute(&mut *conn)
            .await?;
    }
    if let Some(note) = &new.note {
        keep_note(conn, new.log, note).await?;
    }
    Ok(Ok(()))
}

pub(crate) async fn change_key(conn: &mut Conn, new: &NewKey) -> Answer<Result<(), NewKeyRefusal>> {
    let signed = manifests::count(conn).await?;
    if signed != new.manifests {
        return Ok(Err(NewKeyRefusal::Manifests { signed, told: new.manifests }));
    }
    if let Err(refusal) = add_leaves(conn, &new.said).await? {
        return Ok(Err(refusal.into()));
    }
    manifests::add_key(conn, &new.public, &[]).await?;
    Ok(Ok(()))
}

pub(crate) async fn size(conn: &mut Conn, log: LogKey) -> Answer<u64> {
    let row = sql("SELECT MAX(place) AS last FROM log_leaf WHERE member = $1 AND log = $2")
        .bind(&log.member.as_bytes()[..])
        .bind(i64::from(log.log))
        .fetch_one(conn)
        .await?;
    Ok(row.maybe_uint("last")?.map_or(0, |last| last + 1))
}

pub(crate) async fn leaves(conn: &mut Conn, log: LogKey, from: u64, limit: u32) -> Answer<Vec<Vec<u8>>> {
    let found = sql("SELECT leaf FROM log_leaf WHERE member = $1 AND log = $2 AND place >= $3 ORDER BY place LIMIT $4")
        .bind(&log.member.as_bytes()[..])
        .bind(i64::from(log.log))
        .bind(int(from, "a place")?)
        .bind(rows(limit))
        .fetch_all(conn)
        .await?;
    found.iter().map(|row| row.bytes("leaf")).collect()
}

pub(crate) async fn logs(conn: &mut Conn) -> Answer<Vec<LogKey>> {
    let found = sql("SELECT DISTINCT member, log FROM log_leaf ORDER BY member, log").fetch_all(conn).await?;
    found.iter().map(|row| Ok(LogKey { member: row.member("member")?, log: row.small("log")? })).collect()
}

pub(crate) async fn keep_note(conn: &mut Conn, log: LogKey, note: &LogNote) -> Answer<()> {
    sql("INSERT INTO log_note (member, log, size, note) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (member, log, size) DO UPDATE SET note = excluded.note")
    .bind(&log.member.as_bytes()[..])
    .bind(i64::from(log.log))
    .bind(int(note.size, "a size")?)
    .bind(&note.note)
    .execute(conn)
    .await?;
    Ok(())
}

fn read_note(row: &Row) -> Answer<LogNote> {
    Ok(LogNote { size: row.uint("size")?, note: row.bytes("note")? })
}

pub(crate) async fn notes(conn: &mut Conn, log: LogKey, limit: u32) -> Answer<Vec<LogNote>> {
    let found = sql("SELECT size, note FROM log_note WHERE member = $1 AND log = $2 ORDER BY size DESC LIMIT $3")
        .bind(&log.member.as_bytes()[..])
        .bind(i64::from(log.log))
        .bind(rows(limit))
        .fetch_all(conn)
        .await?;
    found.iter().map(read_note).collect()
}

pub(crate) async fn note_at(conn: &mut Conn, log: LogKey, size: u64) -> Answer<Option<LogNote>> {
    let found = sql("SELECT size, note FROM log_note WHERE member = $1 AND log = $2 AND size = $3")
        .bind(&log.member.as_bytes()[..])
        .bind(i64::from(log.log))
        .bind(int(size, "a size")?)
        .fetch_optional(conn)
        .await?;
    found.as_ref().map(read_note).transpose()
}

pub(crate) async fn keep_proof(conn: &mut Conn, log: LogKey, proof: &[u8]) -> Answer<()> {
    sql("INSERT INTO log_proof (member, log, proof) VALUES ($1, $2, $3) ON CONFLICT (member, log) DO NOTHING")
        .bind(&log.member.as_bytes()[..])
        .bind(i64::from(log.log))
        .bind(proof)
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn proofs(conn: &mut Conn) -> Answer<Vec<(LogKey, Vec<u8>)>> {
    let found = sql("SELECT * FROM log_proof ORDER BY member, log").fetch_all(conn).await?;
    let read = |row: &Row| Ok((LogKey { member: row.member("member")?, log: row.small("log")? }, row.bytes("proof")?));
    found.iter().map(read).collect()
}

pub(crate) async fn keep_document(conn: &mut Conn, new: &Document) -> Answer<()> {
    sql("INSERT INTO document (hash, kind, salt, bytes, name, media_type, kept_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (hash) DO NOTHING")
    .bind(&new.hash[..])
    .bind(&new.kind)
    .bind(new.salt.as_ref().map(|salt| &salt[..]))
    .bind(new.bytes.as_deref())
    .bind(new.name.as_deref())
    .bind(new.media_type.as_deref())
    .bind(ms(new.kept_at))
    .execute(conn)
    .await?;
    Ok(())
}

/// What it was is forgotten with its salt; that it was there stays.
pub(crate) async fn erase_document(conn: &mut Conn, hash: &[u8; 32]) -> Answer<bool> {
    let done = sql("UPDATE document SET salt = NULL, bytes = NULL, name = NULL, media_type = NULL WHERE hash = $1")
        .bind(&hash[..])
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

fn read_document(row: &Row) -> Answer<Document> {
    Ok(Document {
        hash: row.array("hash")?,
        kind: row.text("kind")?,
        salt: row.maybe_array("salt")?,
        bytes: row.maybe_bytes("bytes")?,
        name: row.maybe_text("name")?,
        media_type: row.maybe_text("media_type")?,
        kept_at: row.time("kept_at")?,
    })
}

pub(crate) async fn document(conn: &mut Conn, hash: &[u8; 32]) -> Answer<Option<Document>> {
    let found = sql("SELECT * FROM document WHERE hash = $1").bind(&hash[..]).fetch_optional(conn).await?;
    found.as_ref().map(read_document).transpose()
}

pub(crate) async fn documents_of(conn: &mut Conn, kind: &str, limit: u32) -> Answer<Vec<Document>> {
    let found = sql("SELECT * FROM document WHERE kind = $1 ORDER BY kept_at, hash LIMIT $2")
        .bind(kind)
        .bind(rows(limit))
        .fetch_all(conn)
        .await?;
    found.iter().map(read_document).collect()
}

/// The same proposal gives the same report: the first one that was computed stays, with what the treasurer said.
pub(crate) async fn keep_report(conn: &mut Conn, new: &ComputedReport) -> Answer<()> {
    sql("INSERT INTO report (proposal, year, month, months, round, hash, bytes, computed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (proposal) DO NOTHING")
    .bind(&new.proposal[..])
    .bind(i64::from(new.year))
    .bind(i64::from(new.month))
    .bind(i64::from(new.months))
    .bind(i64::from(new.round))
    .bind(&new.hash[..])
    .bind(&new.bytes)
    .bind(ms(new.computed_at))
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn approve_report(conn: &mut Conn, proposal: &[u8; 32], now: Timestamp) -> Answer<bool> {
    let done = sql("UPDATE report SET approved_at = $1 WHERE proposal = $2 AND approved_at IS NULL")
        .bind(ms(now))
        .bind(&proposal[..])
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

fn read_report(row: &Row) -> Answer<ComputedReport> {
    let year = i16::try_from(row.int("year")?).map_err(|_| Fault::Damaged { column: "year" })?;
    let month = i8::try_from(row.int("month")?).map_err(|_| Fault::Damaged { column: "month" })?;
    let months = u16::try_from(row.int("months")?).map_err(|_| Fault::Damaged { column: "months" })?;
    Ok(ComputedReport {
        proposal: row.array("proposal")?,
        year,
        month,
        months,
        round: row.small("round")?,
        hash: row.array("hash")?,
        bytes: row.bytes("bytes")?,
        computed_at: row.time("computed_at")?,
        approved_at: row.maybe_time("approved_at")?,
    })
}

pub(crate) async fn reports(conn: &mut Conn, limit: u32) -> Answer<Vec<ComputedReport>> {
    let found = sql("SELECT * FROM report ORDER BY year DESC, month DESC, round DESC LIMIT $1")
        .bind(rows(limit))
        .fetch_all(conn)
        .await?;
    found.iter().map(read_report).collect()
}
