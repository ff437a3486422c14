//! Accounts.

use jiff::Timestamp;

use super::{Conn, Row, invitations, links, recovery, settings, sql};
use crate::columns::{Columns, maybe_int, ms, rows};
use crate::fault::Answer;
use crate::fold::{fold_email, fold_name};
use crate::rows::{
    ACCOUNTS_PER_EMAIL, Account, AccountRefusal, Entry, ListedAccount, NewAccount, SecretHash, SignUpMode,
    SignUpRefusal, UserId,
};

/// Reads an account from a row of `SELECT account.*`.
pub(super) fn read(row: &Row) -> Answer<Account> {
    Ok(Account {
        id: row.user("id")?,
        name: row.text("name")?,
        email: row.maybe_text("email")?,
        password_hash: row.text("password_hash")?,
        operator: row.flag("operator")?,
        treasurer: row.flag("treasurer")?,
        delegate: row.flag("delegate")?,
        quota_bytes: row.maybe_uint("quota_bytes")?,
        locale: row.text("locale")?,
        created_at: row.time("created_at")?,
        space_public: row.array("space_public")?,
        space_secret: row.bytes("space_secret")?,
        recovery_public: row.array("recovery_public")?,
        deleting_since: row.maybe_time("deleting_since")?,
    })
}

pub(crate) async fn create(conn: &mut Conn, new: &NewAccount, now: Timestamp) -> Answer<Result<(), SignUpRefusal>> {
    if let Err(refusal) = enter(conn, new.entry, now).await? {
        return Ok(Err(refusal));
    }
    let folded = fold_name(&new.name);
    if !folded.chars().any(char::is_alphanumeric) {
        return Ok(Err(SignUpRefusal::NameEmpty));
    }
    if let Some(email) = &new.email
        && is_crowded(conn, email, new.id).await?
    {
        // The name is looked at first, by the same order as the refusals.
        let taken = by_name(conn, &new.name).await?.is_some();
        return Ok(Err(if taken { SignUpRefusal::NameTaken } else { SignUpRefusal::EmailCrowded }));
    }
    let operator = matches!(new.entry, Entry::OperatorLink(_));
    let done = sql("INSERT INTO account (id, name, name_folded, email, email_folded, password_hash, operator, \
         treasurer, delegate, locale, created_at, space_public, space_secret, recovery_public) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         ON CONFLICT (name_folded) DO NOTHING")
    .bind(&new.id.as_bytes()[..])
    .bind(new.name.trim())
    .bind(folded)
    .bind(new.email.as_deref())
    .bind(new.email.as_deref().map(fold_email))
    .bind(&new.password_hash)
    .bind(operator)
    .bind(operator)
    .bind(operator)
    .bind(&new.locale)
    .bind(ms(now))
    .bind(&new.space_public[..])
    .bind(&new.space_secret)
    .bind(&new.recovery_public[..])
    .execute(&mut *conn)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(Err(SignUpRefusal::NameTaken));
    }
    recovery::insert_codes(conn, new.id, &new.recovery_codes).await?;
    Ok(Ok(()))
}

/// Looks whether the entry is open, and uses up what opens it.
async fn enter(conn: &mut Conn, entry: Entry, now: Timestamp) -> Answer<Result<(), SignUpRefusal>> {
    let mode = settings::all(conn).await?.sign_up;
    Ok(match (entry, mode) {
        (Entry::CommandLine, _) | (Entry::Open, SignUpMode::Open) => Ok(()),
        (Entry::OperatorLink(hash), _) => {
            links::use_up(conn, hash, None, now).await?.map_err(SignUpRefusal::OperatorLink)
        }
        (_, SignUpMode::Closed) => Err(SignUpRefusal::Closed),
        (Entry::Open, SignUpMode::Invitation) => Err(SignUpRefusal::InvitationNeeded),
        (Entry::Invitation(hash), _) => invitations::use_up(conn, hash, now).await?.map_err(SignUpRefusal::Invitation),
    })
}

/// Whether no further account but `own` may have this address.
async fn is_crowded(conn: &mut Conn, email: &str, own: UserId) -> Answer<bool> {
    let row = sql("SELECT COUNT(*) AS n FROM account WHERE email_folded = $1 AND id <> $2")
        .bind(fold_email(email))
        .bind(&own.as_bytes()[..])
        .fetch_one(conn)
        .await?;
    Ok(row.int("n")? >= i64::from(ACCOUNTS_PER_EMAIL))
}

pub(crate) async fn by_id(conn: &mut Conn, id: UserId) -> Answer<Option<Account>> {
    let row = sql("SELECT * FROM account WHERE id = $1").bind(&id.as_bytes()[..]).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

pub(crate) async fn by_name(conn: &mut Conn, name: &str) -> Answer<Option<Account>> {
    let row = sql("SELECT * FROM account WHERE name_folded = $1").bind(fold_name(name)).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

pub(crate) async fn by_email(conn: &mut Conn, email: &str) -> Answer<Vec<Account>> {
    let found = sql("SELECT * FROM account WHERE email_folded = $1 ORDER BY name_folded LIMIT $2")
        .bind(fold_email(email))
        .bind(i64::from(ACCOUNTS_PER_EMAIL))
        .fetch_all(conn)
        .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn page(conn: &mut Conn, prefix: &str, after: Option<&str>, limit: u32) -> Answer<Vec<ListedAccount>> {
    let found = sql("SELECT account.*, \
         (SELECT COUNT(*) FROM video WHERE account = account.id AND state <> 'deleting') AS videos, \
         CAST((SELECT COALESCE(SUM(bytes), 0) FROM object WHERE hash IN (SELECT object \
         FROM object_ref JOIN video ON video.id = object_ref.video WHERE video.account = account.id)) \
         + (SELECT COALESCE(SUM(source_bytes), 0) FROM video WHERE account = account.id) AS BIGINT) \
         AS stored FROM account \
         WHERE name_folded > $1 AND substr(name_folded, 1, length($2)) = $2 \
         ORDER BY name_folded LIMIT $3")
    .bind(fold_name(after.unwrap_or("")))
    .bind(fold_name(prefix))
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    let listed = |row: &Row| {
        Ok(ListedAccount { account: read(row)?, videos: row.uint("videos")?, stored_bytes: row.uint("stored")? })
    };
    found.iter().map(listed).collect()
}

pub(crate) async fn count(conn: &mut Conn) -> Answer<u64> {
    sql("SELECT COUNT(*) AS n FROM account").fetch_one(conn).await?.uint("n")
}

/// An account that lives, or the refusal.
pub(super) async fn living(conn: &mut Conn, id: UserId) -> Answer<Option<Account>> {
    Ok(by_id(conn, id).await?.filter(|account| account.deleting_since.is_none()))
}

/// What an update of one account's row means.
pub(super) fn changed(rows_affected: u64) -> Result<(), AccountRefusal> {
    if rows_affected == 0 { Err(AccountRefusal::Unknown) } else { Ok(()) }
}

pub(crate) async fn set_password(
    conn: &mut Conn,
    id: UserId,
    password_hash: &str,
    keep: Option<SecretHash>,
) -> Answer<Result<(), AccountRefusal>> {
    let done = sql("UPDATE account SET password_hash = $1 WHERE id = $2")
        .bind(password_hash)
        .bind(&id.as_bytes()[..])
        .execute(&mut *conn)
        .await?;
    super::sessions::delete_all(conn, id, keep).await?;
    recovery::void_resets(conn, id).await?;
    Ok(changed(done.rows_affected()))
}

pub(crate) async fn set_email(conn: &mut Conn, id: UserId, email: Option<&str>) -> Answer<Result<(), AccountRefusal>> {
    if let Some(email) = email
        && is_crowded(conn, email, id).await?
    {
        let known = by_id(conn, id).await?.is_some();
        let refusal = if known { AccountRefusal::EmailCrowded } else { AccountRefusal::Unknown };
        return Ok(Err(refusal));
    }
    let done = sql("UPDATE account SET email = $1, email_folded = $2 WHERE id = $3")
        .bind(email)
        .bind(email.map(fold_email))
        .bind(&id.as_bytes()[..])
        .execute(&mut *conn)
        .await?;
    recovery::void_resets(conn, id).await?;
    Ok(changed(done.rows_affected()))
}

pub(crate) async fn set_locale(conn: &mut Conn, id: UserId, locale: &str) -> Answer<Result<(), AccountRefusal>> {
    let done =
        sql("UPDATE account SET locale = $1 WHERE id = $2").bind(locale).bind(&id.as_bytes()[..]).execute(conn).await?;
    Ok(changed(done.rows_affected()))
}

pub(crate) async fn set_quota(
    conn: &mut Conn,
    id: UserId,
    quota_bytes: Option<u64>,
) -> Answer<Result<(), AccountRefusal>> {
    let done = sql("UPDATE account SET quota_bytes = $1 WHERE id = $2")
        .bind(maybe_int(quota_bytes, "a quota")?)
        .bind(&id.as_bytes()[..])
        .execute(conn)
        .await?;
    Ok(changed(done.rows_affected()))
}

pub(crate) async fn set_space_secret(
    conn: &mut Conn,
    id: UserId,
    space_secret: &[u8],
) -> Answer<Result<(), AccountRefusal>> {
    let done = sql("UPDATE account SET space_secret = $1 WHERE id = $2")
        .bind(space_secret)
        .bind(&id.as_bytes()[..])
        .execute(conn)
        .await?;
    Ok(changed(done.rows_affected()))
}
