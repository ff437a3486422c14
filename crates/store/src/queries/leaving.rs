//! The end of an account.

use jiff::Timestamp;

use super::{Conn, accounts, changes, roles, sql};
use crate::columns::{Columns, ms, rows};
use crate::fault::Answer;
use crate::rows::{AccountRefusal, DeletionRefusal, UserId};

pub(crate) async fn begin(conn: &mut Conn, id: UserId, now: Timestamp) -> Answer<Result<(), AccountRefusal>> {
    let Some(account) = accounts::by_id(conn, id).await? else {
        return Ok(Err(AccountRefusal::Unknown));
    };
    if account.deleting_since.is_some() {
        return Ok(Ok(()));
    }
    if roles::is_last_operator(conn, id).await? {
        return Ok(Err(AccountRefusal::LastOperator));
    }
    for statement in [
        "UPDATE account SET deleting_since = $2 WHERE id = $1",
        // What was not complete expires now; whoever removes expired uploads removes its file.
        "UPDATE upload SET expires_at = $2 WHERE account = $1 AND video IS NULL AND expires_at > $2",
    ] {
        sql(statement).bind(&id.as_bytes()[..]).bind(ms(now)).execute(&mut *conn).await?;
    }
    for statement in [
        "DELETE FROM session WHERE account = $1",
        "DELETE FROM api_token WHERE account = $1",
        "DELETE FROM own_machine WHERE account = $1",
        "DELETE FROM password_reset WHERE account = $1",
        "DELETE FROM operator_link WHERE account = $1",
        "DELETE FROM recovery_code WHERE account = $1",
    ] {
        sql(statement).bind(&id.as_bytes()[..]).execute(&mut *conn).await?;
    }
    let left = sql("SELECT id FROM video WHERE account = $1 AND state <> 'deleting' ORDER BY serial")
        .bind(&id.as_bytes()[..])
        .fetch_all(&mut *conn)
        .await?;
    for row in &left {
        changes::hide(conn, row.video("id")?, now).await?;
    }
    Ok(Ok(()))
}

pub(crate) async fn begun(conn: &mut Conn, limit: u32) -> Answer<Vec<UserId>> {
    let found = sql("SELECT id FROM account WHERE deleting_since IS NOT NULL ORDER BY deleting_since, id \
         LIMIT $1")
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(|row| row.user("id")).collect()
}

pub(crate) async fn finish(conn: &mut Conn, id: UserId) -> Answer<Result<(), DeletionRefusal>> {
    let Some(account) = accounts::by_id(conn, id).await? else {
        return Ok(Err(DeletionRefusal::Unknown));
    };
    if account.deleting_since.is_none() {
        return Ok(Err(DeletionRefusal::NotBegun));
    }
    let left = sql("SELECT (SELECT COUNT(*) FROM video WHERE account = $1) AS videos, \
         (SELECT COUNT(*) FROM upload WHERE account = $1 AND video IS NULL) AS uploads")
    .bind(&id.as_bytes()[..])
    .fetch_one(&mut *conn)
    .await?;
    match (left.uint("videos")?, left.uint("uploads")?) {
        (0, 0) => {}
        (0, uploads) => return Ok(Err(DeletionRefusal::UploadsLeft(uploads))),
        (videos, _) => return Ok(Err(DeletionRefusal::VideosLeft(videos))),
    }
    for statement in ["DELETE FROM upload WHERE account = $1", "DELETE FROM account WHERE id = $1"] {
        sql(statement).bind(&id.as_bytes()[..]).execute(&mut *conn).await?;
    }
    Ok(Ok(()))
}
