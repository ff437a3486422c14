//! Sessions.

use jiff::Timestamp;

use super::{Conn, Row, accounts, sql};
use crate::columns::{Columns, ms};
use crate::fault::Answer;
use crate::rows::{Account, AccountRefusal, NewSession, SESSIONS_PER_ACCOUNT, SecretHash, Session, UserId};

fn read(row: &Row) -> Answer<Session> {
    Ok(Session {
        hash: row.secret("session_hash")?,
        account: row.user("session_account")?,
        csrf: row.array("csrf")?,
        label: row.text("label")?,
        created_at: row.time("session_created_at")?,
        seen_at: row.time("seen_at")?,
        expires_at: row.time("expires_at")?,
    })
}

pub(crate) async fn create(
    conn: &mut Conn,
    account: UserId,
    new: &NewSession,
    now: Timestamp,
) -> Answer<Result<(), AccountRefusal>> {
    if accounts::living(conn, account).await?.is_none() {
        return Ok(Err(AccountRefusal::Unknown));
    }
    insert(conn, account, new, now).await?;
    Ok(Ok(()))
}

/// Opens a session of an account that lives.
pub(super) async fn insert(conn: &mut Conn, account: UserId, new: &NewSession, now: Timestamp) -> Answer<()> {
    sql("DELETE FROM session WHERE hash IN (SELECT hash FROM session WHERE account = $1 \
         ORDER BY seen_at DESC, hash LIMIT $2 OFFSET $3)")
    .bind(&account.as_bytes()[..])
    .bind(i64::from(SESSIONS_PER_ACCOUNT))
    .bind(i64::from(SESSIONS_PER_ACCOUNT) - 1)
    .execute(&mut *conn)
    .await?;
    sql("INSERT INTO session (hash, account, csrf, label, created_at, seen_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $5, $6)")
    .bind(&new.hash.as_bytes()[..])
    .bind(&account.as_bytes()[..])
    .bind(&new.csrf[..])
    .bind(&new.label)
    .bind(ms(now))
    .bind(ms(new.expires_at))
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn get(conn: &mut Conn, hash: SecretHash, now: Timestamp) -> Answer<Option<(Session, Account)>> {
    let row = sql("SELECT session.hash AS session_hash, session.account AS session_account, csrf, label, \
         session.created_at AS session_created_at, seen_at, expires_at, account.* \
         FROM session JOIN account ON account.id = session.account \
         WHERE session.hash = $1 AND expires_at > $2")
    .bind(&hash.as_bytes()[..])
    .bind(ms(now))
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok((read(&row)?, accounts::read(&row)?))).transpose()
}

pub(crate) async fn touch(conn: &mut Conn, hash: SecretHash, now: Timestamp, expires_at: Timestamp) -> Answer<()> {
    sql("UPDATE session SET seen_at = $1, expires_at = $2 WHERE hash = $3")
        .bind(ms(now))
        .bind(ms(expires_at))
        .bind(&hash.as_bytes()[..])
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn of_account(conn: &mut Conn, account: UserId, now: Timestamp) -> Answer<Vec<Session>> {
    let found = sql("SELECT hash AS session_hash, account AS session_account, csrf, label, \
         created_at AS session_created_at, seen_at, expires_at FROM session \
         WHERE account = $1 AND expires_at > $2 ORDER BY seen_at DESC, hash LIMIT $3")
    .bind(&account.as_bytes()[..])
    .bind(ms(now))
    .bind(i64::from(SESSIONS_PER_ACCOUNT))
    .fetch_all(conn)
    .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn delete(conn: &mut Conn, hash: SecretHash) -> Answer<bool> {
    let done = sql("DELETE FROM session WHERE hash = $1").bind(&hash.as_bytes()[..]).execute(conn).await?;
    Ok(done.rows_affected() > 0)
}

pub(crate) async fn delete_all(conn: &mut Conn, account: UserId, keep: Option<SecretHash>) -> Answer<u64> {
    let keep = keep.map_or_else(Vec::new, |hash| hash.as_bytes().to_vec());
    let done = sql("DELETE FROM session WHERE account = $1 AND hash <> $2")
        .bind(&account.as_bytes()[..])
        .bind(keep)
        .execute(conn)
        .await?;
    Ok(done.rows_affected())
}
