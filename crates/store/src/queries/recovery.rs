//! Recovery codes and password resets.

use jiff::Timestamp;

use super::{Conn, accounts, links, sessions, sql};
use crate::columns::{Columns, ms};
use crate::fault::Answer;
use crate::rows::{AccountRefusal, LinkRefusal, OPEN_RESETS, RecoveryRefusal, ResetRefusal, SecretHash, UserId};

pub(crate) async fn codes_left(conn: &mut Conn, account: UserId) -> Answer<u64> {
    sql("SELECT COUNT(*) AS n FROM recovery_code WHERE account = $1 AND used_at IS NULL")
        .bind(&account.as_bytes()[..])
        .fetch_one(conn)
        .await?
        .uint("n")
}

/// Adds codes of an account.
pub(super) async fn insert_codes(conn: &mut Conn, account: UserId, codes: &[SecretHash]) -> Answer<()> {
    for code in codes {
        sql("INSERT INTO recovery_code (account, hash) VALUES ($1, $2) \
             ON CONFLICT (account, hash) DO NOTHING")
        .bind(&account.as_bytes()[..])
        .bind(&code.as_bytes()[..])
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

pub(crate) async fn replace_codes(
    conn: &mut Conn,
    account: UserId,
    codes: &[SecretHash],
) -> Answer<Result<(), AccountRefusal>> {
    if accounts::living(conn, account).await?.is_none() {
        return Ok(Err(AccountRefusal::Unknown));
    }
    sql("DELETE FROM recovery_code WHERE account = $1").bind(&account.as_bytes()[..]).execute(&mut *conn).await?;
    insert_codes(conn, account, codes).await?;
    Ok(Ok(()))
}

pub(crate) async fn use_code(
    conn: &mut Conn,
    account: UserId,
    code: SecretHash,
    password_hash: &str,
    now: Timestamp,
) -> Answer<Result<u64, RecoveryRefusal>> {
    if accounts::living(conn, account).await?.is_none() {
        return Ok(Err(RecoveryRefusal::UnknownAccount));
    }
    let row = sql("SELECT used_at FROM recovery_code WHERE account = $1 AND hash = $2")
        .bind(&account.as_bytes()[..])
        .bind(&code.as_bytes()[..])
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row else {
        return Ok(Err(RecoveryRefusal::Secret(LinkRefusal::Unknown)));
    };
    if row.maybe_time("used_at")?.is_some() {
        return Ok(Err(RecoveryRefusal::Secret(LinkRefusal::Used)));
    }
    sql("UPDATE recovery_code SET used_at = $1 WHERE account = $2 AND hash = $3")
        .bind(ms(now))
        .bind(&account.as_bytes()[..])
        .bind(&code.as_bytes()[..])
        .execute(&mut *conn)
        .await?;
    replace_password(conn, account, password_hash).await?;
    codes_left(conn, account).await.map(Ok)
}

/// Sets the hash, ends all sessions and tokens, voids the waiting resets: who recovers an account may have lost it to
/// somebody who made tokens.
async fn replace_password(conn: &mut Conn, account: UserId, password_hash: &str) -> Answer<()> {
    sql("UPDATE account SET password_hash = $1 WHERE id = $2")
        .bind(password_hash)
        .bind(&account.as_bytes()[..])
        .execute(&mut *conn)
        .await?;
    sessions::delete_all(conn, account, None).await?;
    super::tokens::delete_all(conn, account).await?;
    void_resets(conn, account).await
}

/// Removes an account's resets that were not used.
pub(super) async fn void_resets(conn: &mut Conn, account: UserId) -> Answer<()> {
    sql("DELETE FROM password_reset WHERE account = $1 AND used_at IS NULL")
        .bind(&account.as_bytes()[..])
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn create_reset(
    conn: &mut Conn,
    hash: SecretHash,
    account: UserId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Answer<Result<(), ResetRefusal>> {
    if accounts::living(conn, account).await?.is_none() {
        return Ok(Err(ResetRefusal::UnknownAccount));
    }
    let open = sql("SELECT COUNT(*) AS n FROM password_reset \
         WHERE account = $1 AND used_at IS NULL AND expires_at > $2")
    .bind(&account.as_bytes()[..])
    .bind(ms(now))
    .fetch_one(&mut *conn)
    .await?;
    if open.int("n")? >= i64::from(OPEN_RESETS) {
        return Ok(Err(ResetRefusal::TooMany));
    }
    sql("INSERT INTO password_reset (hash, account, created_at, expires_at) \
         VALUES ($1, $2, $3, $4)")
    .bind(&hash.as_bytes()[..])
    .bind(&account.as_bytes()[..])
    .bind(ms(now))
    .bind(ms(expires_at))
    .execute(conn)
    .await?;
    Ok(Ok(()))
}

pub(crate) async fn forget_reset(conn: &mut Conn, hash: SecretHash) -> Answer<()> {
    sql("DELETE FROM password_reset WHERE hash = $1 AND used_at IS NULL")
        .bind(&hash.as_bytes()[..])
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn check_reset(
    conn: &mut Conn,
    hash: SecretHash,
    now: Timestamp,
) -> Answer<Result<UserId, LinkRefusal>> {
    let row = sql("SELECT account, used_at, expires_at FROM password_reset WHERE hash = $1")
        .bind(&hash.as_bytes()[..])
        .fetch_optional(conn)
        .await?;
    if let Err(refusal) = links::judge(row.as_ref(), now)? {
        return Ok(Err(refusal));
    }
    row.map_or(Ok(Err(LinkRefusal::Unknown)), |row| row.user("account").map(Ok))
}

pub(crate) async fn use_reset(
    conn: &mut Conn,
    hash: SecretHash,
    password_hash: &str,
    now: Timestamp,
) -> Answer<Result<UserId, RecoveryRefusal>> {
    let account = match check_reset(conn, hash, now).await? {
        Ok(account) => account,
        Err(refusal) => return Ok(Err(RecoveryRefusal::Secret(refusal))),
    };
    if accounts::living(conn, account).await?.is_none() {
        return Ok(Err(RecoveryRefusal::UnknownAccount));
    }
    sql("UPDATE password_reset SET used_at = $1 WHERE hash = $2")
        .bind(ms(now))
        .bind(&hash.as_bytes()[..])
        .execute(&mut *conn)
        .await?;
    replace_password(conn, account, password_hash).await?;
    Ok(Ok(account))
}
