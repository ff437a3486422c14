//! Who may carry what, by the people whose it is; and what operators hold back.

use carry::id::{ID_BYTES, MemberId, VideoId};
use carry::placement::Allowed;
use jiff::Timestamp;

use super::{Conn, Row, sql};
use crate::columns::{Columns, ms, rows};
use crate::fault::{Answer, Fault};
use crate::rows::{CHOSEN_CARRIERS, UserId};

const ANY: &str = "any";
const NONE: &str = "none";
const ONLY: &str = "only";

/// Reads a choice from the columns `allowed` and `members`; none if nothing was said.
pub(super) fn read(row: &Row) -> Answer<Option<Allowed>> {
    let Some(word) = row.maybe_text("allowed")? else { return Ok(None) };
    let damaged = Fault::Damaged { column: "allowed" };
    Ok(Some(match word.as_str() {
        ANY => Allowed::Any,
        NONE => Allowed::None,
        ONLY => {
            let bytes = row.bytes("members")?;
            let (ids, rest) = bytes.as_chunks::<ID_BYTES>();
            if !rest.is_empty() {
                return Err(damaged);
            }
            Allowed::Only(ids.iter().copied().map(MemberId::from_bytes).collect())
        }
        _ => return Err(damaged),
    }))
}

fn written(allowed: &Allowed) -> Answer<(&'static str, Vec<u8>)> {
    match allowed {
        Allowed::Any => Ok((ANY, Vec::new())),
        Allowed::None => Ok((NONE, Vec::new())),
        Allowed::Only(members) if members.len() > CHOSEN_CARRIERS => {
            Err(Fault::TooLarge { what: "a list of carriers" })
        }
        Allowed::Only(members) => Ok((ONLY, members.iter().flat_map(|member| *member.as_bytes()).collect())),
    }
}

pub(crate) async fn of_space(conn: &mut Conn, account: UserId) -> Answer<Allowed> {
    let row = sql("SELECT allowed, members FROM space_carriers WHERE account = $1")
        .bind(&account.as_bytes()[..])
        .fetch_optional(conn)
        .await?;
    let said = row.as_ref().map(read).transpose()?.flatten();
    Ok(said.unwrap_or(Allowed::Any))
}

pub(crate) async fn choose_for_space(conn: &mut Conn, account: UserId, allowed: &Allowed) -> Answer<()> {
    let (word, members) = written(allowed)?;
    sql("INSERT INTO space_carriers (account, allowed, members) VALUES ($1, $2, $3) \
         ON CONFLICT (account) DO UPDATE SET allowed = excluded.allowed, members = excluded.members")
    .bind(&account.as_bytes()[..])
    .bind(word)
    .bind(members)
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn of_video(conn: &mut Conn, video: VideoId) -> Answer<Option<Allowed>> {
    let row = sql("SELECT allowed, members FROM video_carriers WHERE video = $1")
        .bind(&video.as_bytes()[..])
        .fetch_optional(conn)
        .await?;
    Ok(row.as_ref().map(read).transpose()?.flatten())
}

pub(crate) async fn choose_for_video(conn: &mut Conn, video: VideoId, allowed: Option<&Allowed>) -> Answer<()> {
    let Some(allowed) = allowed else {
        sql("DELETE FROM video_carriers WHERE video = $1").bind(&video.as_bytes()[..]).execute(conn).await?;
        return Ok(());
    };
    let (word, members) = written(allowed)?;
    sql("INSERT INTO video_carriers (video, allowed, members) VALUES ($1, $2, $3) \
         ON CONFLICT (video) DO UPDATE SET allowed = excluded.allowed, members = excluded.members")
    .bind(&video.as_bytes()[..])
    .bind(word)
    .bind(members)
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn hold(conn: &mut Conn, video: VideoId, now: Timestamp) -> Answer<bool> {
    let done = sql("INSERT INTO video_hold (video, since) SELECT id, CAST($2 AS BIGINT) FROM video WHERE id = $1 \
         AND state <> 'deleting' ON CONFLICT (video) DO NOTHING")
    .bind(&video.as_bytes()[..])
    .bind(ms(now))
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

pub(crate) async fn lift(conn: &mut Conn, video: VideoId) -> Answer<bool> {
    let done = sql("DELETE FROM video_hold WHERE video = $1").bind(&video.as_bytes()[..]).execute(conn).await?;
    Ok(done.rows_affected() > 0)
}

pub(crate) async fn held_since(conn: &mut Conn, video: VideoId) -> Answer<Option<Timestamp>> {
    let row =
        sql("SELECT since FROM video_hold WHERE video = $1").bind(&video.as_bytes()[..]).fetch_optional(conn).await?;
    row.map(|row| row.time("since")).transpose()
}

pub(crate) async fn held(conn: &mut Conn, after: Option<VideoId>, limit: u32) -> Answer<Vec<(VideoId, Timestamp)>> {
    let found = sql("SELECT video, since FROM video_hold WHERE video > $1 ORDER BY video LIMIT $2")
        .bind(after.map_or_else(Vec::new, |after| after.as_bytes().to_vec()))
        .bind(rows(limit))
        .fetch_all(conn)
        .await?;
    found.iter().map(|row| Ok((row.video("video")?, row.time("since")?))).collect()
}
