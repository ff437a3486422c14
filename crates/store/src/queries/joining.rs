//! Invitations of other members.

use super::{Conn, Row, sql};
use crate::columns::{Columns, ms, rows};
use crate::fault::Answer;
use crate::rows::{MemberInvitation, SecretHash};

fn read(row: &Row) -> Answer<MemberInvitation> {
    Ok(MemberInvitation {
        code: SecretHash::from_bytes(row.array("code")?),
        bytes: row.bytes("invitation")?,
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
        used_for: row.maybe_array("used_for")?,
    })
}

pub(crate) async fn add(conn: &mut Conn, new: &MemberInvitation) -> Answer<()> {
    sql("INSERT INTO member_invitation (code, invitation, created_at, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(&new.code.as_bytes()[..])
        .bind(&new.bytes)
        .bind(ms(new.created_at))
        .bind(ms(new.expires_at))
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn get(conn: &mut Conn, code: SecretHash) -> Answer<Option<MemberInvitation>> {
    let row =
        sql("SELECT * FROM member_invitation WHERE code = $1").bind(&code.as_bytes()[..]).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

pub(crate) async fn newest(conn: &mut Conn, limit: u32) -> Answer<Vec<MemberInvitation>> {
    let found = sql("SELECT * FROM member_invitation ORDER BY created_at DESC, code LIMIT $1")
        .bind(rows(limit))
        .fetch_all(conn)
        .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn use_up(conn: &mut Conn, code: SecretHash, request: &[u8; 32]) -> Answer<bool> {
    let done =
        sql("UPDATE member_invitation SET used_for = $1 WHERE code = $2 AND (used_for IS NULL OR used_for = $1)")
            .bind(&request[..])
            .bind(&code.as_bytes()[..])
            .execute(conn)
            .await?;
    Ok(done.rows_affected() > 0)
}

pub(crate) async fn withdraw(conn: &mut Conn, code: SecretHash) -> Answer<bool> {
    let done = sql("DELETE FROM member_invitation WHERE code = $1 AND used_for IS NULL")
        .bind(&code.as_bytes()[..])
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}
