//! What becomes of a video: changed by its author, failed, tried again, hidden before its deletion.

use carry::id::VideoId;
use jiff::Timestamp;

use super::{Conn, dead_jobs, growing, jobs, search, sql, videos, viewers};
use crate::columns::{ms, rows};
use crate::fault::Answer;
use crate::rows::{
    ChangeRefusal, JobFailure, JobKind, Lease, LeaseLost, NewJob, Queued, Video, VideoChange, VideoRefusal, VideoState,
};

pub(crate) async fn change(
    conn: &mut Conn,
    id: VideoId,
    change: &VideoChange,
    now: Timestamp,
) -> Answer<Result<Option<Queued>, ChangeRefusal>> {
    let Some(video) = videos::living(conn, id).await? else {
        return Ok(Err(ChangeRefusal::Unknown));
    };
    if video.revision != change.revision {
        return Ok(Err(ChangeRefusal::Changed(video.revision)));
    }
    if !video.is_key_known() {
        return Ok(Err(ChangeRefusal::KeyUnknown));
    }
    if let Some(names) = &change.viewers
        && let Err(refusal) = viewers::set(conn, id, names).await?
    {
        return Ok(Err(refusal));
    }
    let about = &change.about;
    let key = change.video_key.unwrap_or(video.video_key);
    sql("UPDATE video SET title = $1, description = $2, language = $3, visibility = $4, \
         keep_original = $5, video_key = $6 WHERE id = $7")
    .bind(&about.title)
    .bind(&about.description)
    .bind(&about.language)
    .bind(about.visibility.as_str())
    .bind(change.keep_original)
    .bind(&key[..])
    .bind(&id.as_bytes()[..])
    .execute(&mut *conn)
    .await?;
    videos::set_wrap(conn, id, about.wrapped_key.as_ref()).await?;
    let queued = revise(conn, &video, now).await?;
    search::index(conn, id).await?;
    Ok(Ok(queued))
}

pub(crate) async fn renew(conn: &mut Conn, ends_before: Timestamp, now: Timestamp, limit: u32) -> Answer<u64> {
    let due = sql("SELECT * FROM video WHERE state = 'published' AND not_after < $1 \
         AND published_revision = revision ORDER BY not_after, id LIMIT $2")
    .bind(ms(ends_before))
    .bind(rows(limit))
    .fetch_all(&mut *conn)
    .await?;
    let mut renewed = 0;
    for row in &due {
        revise(conn, &videos::read(row)?, now).await?;
        renewed += 1;
    }
    Ok(renewed)
}

/// Makes a new revision of a video, and queues the job that publishes it if an earlier one was published. A job of its
/// own for each: one that runs may be past the point at which it would notice a change.
async fn revise(conn: &mut Conn, video: &Video, now: Timestamp) -> Answer<Option<Queued>> {
    let id = video.id;
    sql("UPDATE video SET revision = revision + 1 WHERE id = $1").bind(&id.as_bytes()[..]).execute(&mut *conn).await?;
    if video.published.is_none() {
        return Ok(None);
    }
    let job = NewJob {
        kind: JobKind::Revise,
        video: Some(id),
        unique_key: format!("revise:{id}:{}", video.revision + 1),
        payload: Vec::new(),
        not_before: now,
    };
    Ok(Some(jobs::enqueue(conn, &job, now).await?))
}

pub(crate) async fn fail(
    conn: &mut Conn,
    lease: Lease,
    video: VideoId,
    failure: &JobFailure,
    now: Timestamp,
) -> Answer<Result<(), LeaseLost>> {
    let last = JobFailure { retry_at: None, ..failure.clone() };
    if let Err(lost) = jobs::fail(conn, lease, &last, now).await? {
        return Ok(Err(lost));
    }
    sql("UPDATE video SET state = 'failed', failure_code = $1 \
         WHERE id = $2 AND state = 'processing'")
    .bind(&failure.code)
    .bind(&video.as_bytes()[..])
    .execute(&mut *conn)
    .await?;
    growing::forget(conn, video).await?;
    Ok(Ok(()))
}

pub(crate) async fn retry(conn: &mut Conn, id: VideoId, now: Timestamp) -> Answer<Result<Queued, VideoRefusal>> {
    let Some(video) = videos::living(conn, id).await? else {
        return Ok(Err(VideoRefusal::Unknown));
    };
    if video.state != VideoState::Failed {
        return Ok(Err(VideoRefusal::NotFailed));
    }
    if video.source.is_none() {
        return Ok(Err(VideoRefusal::NoSource));
    }
    sql("UPDATE video SET state = 'processing', failure_code = NULL WHERE id = $1")
        .bind(&id.as_bytes()[..])
        .execute(&mut *conn)
        .await?;
    dead_jobs::supersede(conn, id, &[JobKind::Encode], now).await?;
    Ok(Ok(jobs::enqueue(conn, &NewJob::encode(id, now), now).await?))
}

pub(crate) async fn begin_deletion(
    conn: &mut Conn,
    id: VideoId,
    now: Timestamp,
) -> Answer<Result<Queued, VideoRefusal>> {
    if videos::living(conn, id).await?.is_none() {
        return Ok(Err(VideoRefusal::Unknown));
    }
    Ok(Ok(hide(conn, id, now).await?))
}

/// Hides a video, cancels its jobs and queues the one that puts its tombstone.
pub(super) async fn hide(conn: &mut Conn, id: VideoId, now: Timestamp) -> Answer<Queued> {
    sql("UPDATE video SET state = 'deleting' WHERE id = $1").bind(&id.as_bytes()[..]).execute(&mut *conn).await?;
    search::index(conn, id).await?;
    jobs::cancel(conn, id, now).await?;
    let job = NewJob {
        kind: JobKind::Delete,
        video: Some(id),
        unique_key: format!("delete:{id}"),
        payload: Vec::new(),
        not_before: now,
    };
    jobs::enqueue(conn, &job, now).await
}
