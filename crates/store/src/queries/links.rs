//! Operators' links, and when a single-use secret can be used.

use jiff::Timestamp;

use super::{Conn, Row, accounts, sessions, sql};
use crate::columns::{Columns, ms};
use crate::fault::Answer;
use crate::rows::{LinkRefusal, NewOperatorLink, NewSession, OperatorLinkUse, SecretHash, UserId};

/// Whether a row with `used_at` and `expires_at` can be used.
pub(super) fn judge(row: Option<&Row>, now: Timestamp) -> Answer<Result<(), LinkRefusal>> {
    let Some(row) = row else {
        return Ok(Err(LinkRefusal::Unknown));
    };
    Ok(if row.maybe_time("used_at")?.is_some() {
        Err(LinkRefusal::Used)
    } else if row.time("expires_at")? <= now {
        Err(LinkRefusal::Expired)
    } else {
        Ok(())
    })
}

pub(crate) async fn create(conn: &mut Conn, new: &NewOperatorLink, now: Timestamp) -> Answer<()> {
    sql("INSERT INTO operator_link (hash, account, created_at, expires_at) \
         VALUES ($1, $2, $3, $4)")
    .bind(&new.hash.as_bytes()[..])
    .bind(new.account.map(|id| id.as_bytes().to_vec()))
    .bind(ms(now))
    .bind(ms(new.expires_at))
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn check(
    conn: &mut Conn,
    hash: SecretHash,
    now: Timestamp,
) -> Answer<Result<OperatorLinkUse, LinkRefusal>> {
    let row = sql("SELECT account, used_at, expires_at FROM operator_link WHERE hash = $1")
        .bind(&hash.as_bytes()[..])
        .fetch_optional(conn)
        .await?;
    if let Err(refusal) = judge(row.as_ref(), now)? {
        return Ok(Err(refusal));
    }
    let account = row.map(|row| row.maybe_array("account")).transpose()?.flatten();
    Ok(Ok(account.map_or(OperatorLinkUse::SignUp, |id| OperatorLinkUse::SignIn(UserId::from_bytes(id)))))
}

/// Uses up a link made for this account, or for a new one.
pub(super) async fn use_up(
    conn: &mut Conn,
    hash: SecretHash,
    account: Option<UserId>,
    now: Timestamp,
) -> Answer<Result<(), LinkRefusal>> {
    let wanted = account.map_or(OperatorLinkUse::SignUp, OperatorLinkUse::SignIn);
    match check(conn, hash, now).await? {
        Err(refusal) => return Ok(Err(refusal)),
        Ok(found) if found != wanted => return Ok(Err(LinkRefusal::Unknown)),
        Ok(_) => {}
    }
    sql("UPDATE operator_link SET used_at = $1 WHERE hash = $2")
        .bind(ms(now))
        .bind(&hash.as_bytes()[..])
        .execute(conn)
        .await?;
    Ok(Ok(()))
}

pub(crate) async fn sign_in(
    conn: &mut Conn,
    hash: SecretHash,
    session: &NewSession,
    now: Timestamp,
) -> Answer<Result<UserId, LinkRefusal>> {
    let account = match check(conn, hash, now).await? {
        Err(refusal) => return Ok(Err(refusal)),
        Ok(OperatorLinkUse::SignUp) => return Ok(Err(LinkRefusal::Unknown)),
        Ok(OperatorLinkUse::SignIn(account)) => account,
    };
    if accounts::living(conn, account).await?.is_none() {
        return Ok(Err(LinkRefusal::Unknown));
    }
    if let Err(refusal) = use_up(conn, hash, Some(account), now).await? {
        return Ok(Err(refusal));
    }
    sessions::insert(conn, account, session, now).await?;
    Ok(Ok(account))
}
