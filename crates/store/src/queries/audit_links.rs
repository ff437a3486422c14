//! Links of auditors.

use jiff::Timestamp;

use super::{Conn, Row, sql};
use crate::columns::{Columns, ms, rows};
use crate::fault::Answer;
use crate::rows::{AuditLink, NewAuditLink, SecretHash, UserId};

fn read(row: &Row) -> Answer<AuditLink> {
    Ok(AuditLink {
        hash: SecretHash::from_bytes(row.array("hash")?),
        name: row.text("name")?,
        created_by: row.maybe_array("created_by")?.map(UserId::from_bytes),
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
        withdrawn_at: row.maybe_time("withdrawn_at")?,
    })
}

pub(crate) async fn create(conn: &mut Conn, new: &NewAuditLink, now: Timestamp) -> Answer<()> {
    sql("INSERT INTO audit_link (hash, created_by, created_at, expires_at, name) VALUES ($1, $2, $3, $4, $5)")
        .bind(&new.hash.as_bytes()[..])
        .bind(&new.created_by.as_bytes()[..])
        .bind(ms(now))
        .bind(ms(new.expires_at))
        .bind(&new.name)
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn find(conn: &mut Conn, hash: SecretHash) -> Answer<Option<AuditLink>> {
    let row = sql("SELECT * FROM audit_link WHERE hash = $1").bind(&hash.as_bytes()[..]).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

pub(crate) async fn list(conn: &mut Conn, now: Timestamp, limit: u32) -> Answer<Vec<AuditLink>> {
    let found = sql("SELECT * FROM audit_link WHERE expires_at > $1 AND withdrawn_at IS NULL ORDER BY created_at DESC, hash LIMIT $2")
        .bind(ms(now))
        .bind(rows(limit))
        .fetch_all(conn)
        .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn withdraw(conn: &mut Conn, hash: SecretHash, now: Timestamp) -> Answer<bool> {
    let done = sql("UPDATE audit_link SET withdrawn_at = $2 WHERE hash = $1 AND withdrawn_at IS NULL")
        .bind(&hash.as_bytes()[..])
        .bind(ms(now))
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}
