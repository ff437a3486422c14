//! What an account may do at its member.

use super::accounts::{changed, read};
use super::{Conn, sql};
use crate::columns::Columns;
use crate::fault::Answer;
use crate::rows::{Account, AccountRefusal, UserId};

pub(crate) async fn set_roles(
    conn: &mut Conn,
    id: UserId,
    operator: bool,
    treasurer: bool,
) -> Answer<Result<(), AccountRefusal>> {
    if !operator && is_last_operator(conn, id).await? {
        return Ok(Err(AccountRefusal::LastOperator));
    }
    let done = sql("UPDATE account SET operator = $1, treasurer = $2 WHERE id = $3")
        .bind(operator)
        .bind(treasurer)
        .bind(&id.as_bytes()[..])
        .execute(conn)
        .await?;
    Ok(changed(done.rows_affected()))
}

pub(crate) async fn set_delegate(conn: &mut Conn, id: UserId, delegate: bool) -> Answer<Result<(), AccountRefusal>> {
    let done = sql("UPDATE account SET delegate = $1 WHERE id = $2")
        .bind(delegate)
        .bind(&id.as_bytes()[..])
        .execute(conn)
        .await?;
    Ok(changed(done.rows_affected()))
}

pub(crate) async fn operators(conn: &mut Conn, limit: u32) -> Answer<Vec<Account>> {
    let found = sql("SELECT * FROM account WHERE operator AND deleting_since IS NULL ORDER BY name_folded LIMIT $1")
        .bind(i64::from(limit))
        .fetch_all(conn)
        .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn operators_and_delegates(conn: &mut Conn, limit: u32) -> Answer<Vec<Account>> {
    let found = sql("SELECT * FROM account WHERE (operator OR delegate) AND deleting_since IS NULL \
         ORDER BY name_folded LIMIT $1")
    .bind(i64::from(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(read).collect()
}

/// Whether this account is an operator's and no other living one is.
pub(super) async fn is_last_operator(conn: &mut Conn, id: UserId) -> Answer<bool> {
    let row = sql("SELECT COUNT(*) AS n, COUNT(CASE WHEN id = $1 THEN 1 END) AS own FROM account \
         WHERE operator AND deleting_since IS NULL")
    .bind(&id.as_bytes()[..])
    .fetch_one(conn)
    .await?;
    Ok(row.int("n")? == 1 && row.int("own")? == 1)
}
