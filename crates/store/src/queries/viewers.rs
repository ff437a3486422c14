//! Who may watch a private video beside its author.

use carry::id::VideoId;

use super::{Conn, accounts, sql};
use crate::columns::Columns;
use crate::fault::Answer;
use crate::rows::{ChangeRefusal, UserId, VIEWERS_PER_VIDEO, Viewer};

pub(crate) async fn of_video(conn: &mut Conn, video: VideoId) -> Answer<Vec<Viewer>> {
    let found = sql("SELECT account.id, account.name FROM video_viewer \
         JOIN account ON account.id = video_viewer.account \
         WHERE video = $1 ORDER BY name_folded")
    .bind(&video.as_bytes()[..])
    .fetch_all(conn)
    .await?;
    found.iter().map(|row| Ok(Viewer { account: row.user("id")?, name: row.text("name")? })).collect()
}

/// Makes these the viewers of a video.
pub(super) async fn set(conn: &mut Conn, video: VideoId, names: &[String]) -> Answer<Result<(), ChangeRefusal>> {
    if names.len() > VIEWERS_PER_VIDEO {
        return Ok(Err(ChangeRefusal::TooManyViewers));
    }
    sql("DELETE FROM video_viewer WHERE video = $1").bind(&video.as_bytes()[..]).execute(&mut *conn).await?;
    for name in names {
        let Some(account) = accounts::by_name(conn, name).await? else {
            return Ok(Err(ChangeRefusal::UnknownViewer(name.clone())));
        };
        sql("INSERT INTO video_viewer (video, account) VALUES ($1, $2) \
             ON CONFLICT (video, account) DO NOTHING")
        .bind(&video.as_bytes()[..])
        .bind(&account.id.as_bytes()[..])
        .execute(&mut *conn)
        .await?;
    }
    Ok(Ok(()))
}

pub(crate) async fn may_watch(conn: &mut Conn, video: VideoId, account: UserId) -> Answer<bool> {
    let row = sql("SELECT COUNT(*) AS n FROM video WHERE id = $1 AND state <> 'deleting' AND (account = $2 \
         OR EXISTS (SELECT 1 FROM video_viewer WHERE video = $1 AND account = $2))")
    .bind(&video.as_bytes()[..])
    .bind(&account.as_bytes()[..])
    .fetch_one(conn)
    .await?;
    Ok(row.int("n")? > 0)
}
