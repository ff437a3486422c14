//! Removing what has expired.

use jiff::{SignedDuration, Timestamp};

use super::{Conn, sql};
use crate::columns::ms;
use crate::fault::Answer;

/// How long a flushed batch is remembered; a batch is flushed again within seconds, if at all.
const BATCH_MEMORY: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How long an auditor's link that ended is remembered, so that who comes by it is told that it ended.
const AUDIT_MEMORY: SignedDuration = SignedDuration::from_hours(90 * 24);

pub(crate) async fn all(conn: &mut Conn, now: Timestamp) -> Answer<u64> {
    let mut removed = 0;
    for statement in [
        "DELETE FROM session WHERE expires_at <= $1",
        "DELETE FROM api_token WHERE expires_at <= $1",
        "DELETE FROM password_reset WHERE expires_at <= $1",
        "DELETE FROM operator_link WHERE expires_at <= $1",
        "DELETE FROM member_invitation WHERE expires_at <= $1",
        "DELETE FROM invitation WHERE expires_at <= $1 AND used_at IS NULL",
        "DELETE FROM upload WHERE expires_at <= $1 AND video IS NOT NULL",
    ] {
        removed += sql(statement).bind(ms(now)).execute(&mut *conn).await?.rows_affected();
    }
    let ended = now.saturating_sub(AUDIT_MEMORY).map_or(i64::MIN, ms);
    let links = sql("DELETE FROM audit_link WHERE expires_at <= $1").bind(ended).execute(&mut *conn).await?;
    removed += links.rows_affected();
    let forgotten = now.saturating_sub(BATCH_MEMORY);
    let batches =
        sql("DELETE FROM usage_batch WHERE added_at < $1").bind(forgotten.map_or(i64::MIN, ms)).execute(conn).await?;
    Ok(removed + batches.rows_affected())
}
