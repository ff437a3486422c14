//! API tokens.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Conn, Row, accounts, sql};
use crate::columns::{Columns, ms};
use crate::fault::{Answer, Fault};
use crate::rows::{
    Account, ApiToken, NewApiToken, Scope, SecretHash, TOKENS_PER_ACCOUNT, TokenId, TokenRefusal, UserId,
};

fn read(row: &Row) -> Answer<ApiToken> {
    let scopes = row.text("scopes")?;
    let scope = |word| Scope::from_text(word).ok_or(Fault::Damaged { column: "scopes" });
    Ok(ApiToken {
        id: TokenId::from_bytes(row.array("token_id")?),
        account: row.user("token_account")?,
        name: row.text("token_name")?,
        scopes: scopes.split_whitespace().map(scope).collect::<Answer<BTreeSet<Scope>>>()?,
        created_at: row.time("token_created_at")?,
        expires_at: row.maybe_time("expires_at")?,
        last_used_at: row.maybe_time("last_used_at")?,
    })
}

pub(crate) async fn create(conn: &mut Conn, new: &NewApiToken, now: Timestamp) -> Answer<Result<(), TokenRefusal>> {
    if accounts::living(conn, new.account).await?.is_none() {
        return Ok(Err(TokenRefusal::UnknownAccount));
    }
    let count = sql("SELECT COUNT(*) AS n FROM api_token WHERE account = $1")
        .bind(&new.account.as_bytes()[..])
        .fetch_one(&mut *conn)
        .await?;
    if count.int("n")? >= i64::from(TOKENS_PER_ACCOUNT) {
        return Ok(Err(TokenRefusal::TooMany));
    }
    let scopes: Vec<&str> = new.scopes.iter().map(|scope| scope.as_str()).collect();
    sql("INSERT INTO api_token (id, hash, account, name, scopes, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)")
    .bind(&new.id.as_bytes()[..])
    .bind(&new.hash.as_bytes()[..])
    .bind(&new.account.as_bytes()[..])
    .bind(&new.name)
    .bind(scopes.join(" "))
    .bind(ms(now))
    .bind(new.expires_at.map(ms))
    .execute(conn)
    .await?;
    Ok(Ok(()))
}

pub(crate) async fn get(conn: &mut Conn, hash: SecretHash, now: Timestamp) -> Answer<Option<(ApiToken, Account)>> {
    let row = sql("SELECT api_token.id AS token_id, api_token.account AS token_account, \
         api_token.name AS token_name, scopes, api_token.created_at AS token_created_at, \
         expires_at, last_used_at, account.* \
         FROM api_token JOIN account ON account.id = api_token.account \
         WHERE hash = $1 AND (expires_at IS NULL OR expires_at > $2) AND deleting_since IS NULL")
    .bind(&hash.as_bytes()[..])
    .bind(ms(now))
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok((read(&row)?, accounts::read(&row)?))).transpose()
}

pub(crate) async fn of_account(conn: &mut Conn, account: UserId) -> Answer<Vec<ApiToken>> {
    let found = sql("SELECT id AS token_id, account AS token_account, name AS token_name, scopes, \
         created_at AS token_created_at, expires_at, last_used_at FROM api_token \
         WHERE account = $1 ORDER BY created_at DESC, id LIMIT $2")
    .bind(&account.as_bytes()[..])
    .bind(i64::from(TOKENS_PER_ACCOUNT))
    .fetch_all(conn)
    .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn touch(conn: &mut Conn, id: TokenId, now: Timestamp) -> Answer<()> {
    sql("UPDATE api_token SET last_used_at = $1 WHERE id = $2")
        .bind(ms(now))
        .bind(&id.as_bytes()[..])
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn delete(conn: &mut Conn, account: UserId, id: TokenId) -> Answer<bool> {
    let done = sql("DELETE FROM api_token WHERE account = $1 AND id = $2")
        .bind(&account.as_bytes()[..])
        .bind(&id.as_bytes()[..])
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Removes all tokens of an account.
pub(super) async fn delete_all(conn: &mut Conn, account: UserId) -> Answer<()> {
    sql("DELETE FROM api_token WHERE account = $1").bind(&account.as_bytes()[..]).execute(conn).await?;
    Ok(())
}
