//! Links of auditors.

use jiff::Timestamp;

use super::{Conn, Row, sql};
use crate::columns::{Columns, ms, rows};
use crate::fault::Answer;
use crate::rows::{AuditLink, NewAuditLink, SecretHash, UserId};

fn read(row: &Row) -> Answer<AuditLink> {
    Ok(AuditLink {
        hash: SecretHash::from_bytes(row.array("hash")?),
        created_by: row.maybe_array("created_by")?.map(UserId::from_bytes),
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
    })
}

pub(crate) async fn create(conn: &mut Conn, new: &NewAuditLink, now: Timestamp) -> Answer<()> {
    sql("INSERT INTO audit_link (hash, created_by, created_at, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(&new.hash.as_bytes()[..])
        .bind(&new.created_by.as_bytes()[..])
        .bind(ms(now))
        .bind(ms(new.expires_at))
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn opens(conn: &mut Conn, hash: SecretHash, now: Timestamp) -> Answer<bool> {
    let found = sql("SELECT hash FROM audit_link WHERE hash = $1 AND expires_at > $2")
        .bind(&hash.as_bytes()[..])
        .bind(ms(now))
        .fetch_optional(conn)
        .await?;
    Ok(found.is_some())
}

pub(crate) async fn list(conn: &mut Conn, now: Timestamp, limit: u32) -> Answer<Vec<AuditLink>> {
    let found = sql("SELECT * FROM audit_link WHERE expires_at > $1 ORDER BY created_at DESC, hash LIMIT $2")
        .bind(ms(now))
        .bind(rows(limit))
        .fetch_all(conn)
        .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn withdraw(conn: &mut Conn, hash: SecretHash) -> Answer<bool> {
    let done = sql("DELETE FROM audit_link WHERE hash = $1").bind(&hash.as_bytes()[..]).execute(conn).await?;
    Ok(done.rows_affected() == 1)
}
