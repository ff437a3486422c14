//! Invitations.

use jiff::Timestamp;

use super::{Conn, Row, links, sql};
use crate::columns::{Columns, ms, rows};
use crate::fault::Answer;
use crate::rows::{Invitation, InvitationId, LinkRefusal, NewInvitation, SecretHash, UserId};

fn read(row: &Row) -> Answer<Invitation> {
    Ok(Invitation {
        id: InvitationId::from_bytes(row.array("id")?),
        created_by: row.maybe_array("created_by")?.map(UserId::from_bytes),
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
        used_at: row.maybe_time("used_at")?,
    })
}

pub(crate) async fn create(conn: &mut Conn, new: &NewInvitation, now: Timestamp) -> Answer<()> {
    sql("INSERT INTO invitation (id, hash, created_by, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5)")
    .bind(&new.id.as_bytes()[..])
    .bind(&new.hash.as_bytes()[..])
    .bind(&new.created_by.as_bytes()[..])
    .bind(ms(now))
    .bind(ms(new.expires_at))
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn check(conn: &mut Conn, hash: SecretHash, now: Timestamp) -> Answer<Result<(), LinkRefusal>> {
    let row = sql("SELECT used_at, expires_at FROM invitation WHERE hash = $1")
        .bind(&hash.as_bytes()[..])
        .fetch_optional(conn)
        .await?;
    links::judge(row.as_ref(), now)
}

/// Uses an invitation up.
pub(super) async fn use_up(conn: &mut Conn, hash: SecretHash, now: Timestamp) -> Answer<Result<(), LinkRefusal>> {
    if let Err(refusal) = check(conn, hash, now).await? {
        return Ok(Err(refusal));
    }
    sql("UPDATE invitation SET used_at = $1 WHERE hash = $2")
        .bind(ms(now))
        .bind(&hash.as_bytes()[..])
        .execute(conn)
        .await?;
    Ok(Ok(()))
}

pub(crate) async fn page(conn: &mut Conn, after: Option<InvitationId>, limit: u32) -> Answer<Vec<Invitation>> {
    let after = after.map(|id| id.as_bytes().to_vec());
    let found = sql("SELECT * FROM invitation WHERE $1 IS NULL \
         OR serial < (SELECT serial FROM invitation WHERE id = $1) ORDER BY serial DESC LIMIT $2")
    .bind(after)
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn delete(conn: &mut Conn, id: InvitationId) -> Answer<bool> {
    let done =
        sql("DELETE FROM invitation WHERE id = $1 AND used_at IS NULL").bind(&id.as_bytes()[..]).execute(conn).await?;
    Ok(done.rows_affected() > 0)
}
