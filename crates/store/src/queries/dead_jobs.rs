//! Jobs that were given up: listed, queued again, dismissed, removed.

use carry::id::VideoId;
use jiff::Timestamp;

use super::{Conn, Row, jobs, sql, videos};
use crate::columns::{Columns, ms, rows};
use crate::fault::Answer;
use crate::rows::{DismissRefusal, Job, JobId, JobKind, JobState, RequeueRefusal};

pub(crate) async fn page(conn: &mut Conn, before: Option<JobId>, limit: u32) -> Answer<Vec<Job>> {
    let found = sql("SELECT * FROM job WHERE id < $1 AND state = 'dead' ORDER BY id DESC LIMIT $2")
        .bind(before.map_or(i64::MAX, |id| id.0))
        .bind(rows(limit))
        .fetch_all(conn)
        .await?;
    found.iter().map(jobs::read).collect()
}

pub(crate) async fn requeue(conn: &mut Conn, id: JobId, now: Timestamp) -> Answer<Result<(), RequeueRefusal>> {
    let Some((row, job)) = find(conn, id).await? else {
        return Ok(Err(RequeueRefusal::Unknown));
    };
    if job.state != JobState::Dead {
        return Ok(Err(RequeueRefusal::NotDead));
    }
    if !is_wanted(conn, &job).await? {
        return Ok(Err(RequeueRefusal::Unwanted));
    }
    if let Some(other) = jobs::with_key(conn, &row.text("unique_key")?).await? {
        return Ok(Err(RequeueRefusal::Replaced(other)));
    }
    sql("UPDATE job SET state = 'waiting', failures = 0, due_at = $1, ended_at = NULL, failure_code = NULL, \
         failure_detail = NULL, progress_permille = 0 WHERE id = $2")
    .bind(ms(now))
    .bind(id.0)
    .execute(&mut *conn)
    .await?;
    if let (JobKind::Encode, Some(video)) = (job.kind, job.video) {
        sql("UPDATE video SET state = 'processing', failure_code = NULL \
             WHERE id = $1 AND state = 'failed'")
        .bind(&video.as_bytes()[..])
        .execute(conn)
        .await?;
    }
    Ok(Ok(()))
}

pub(crate) async fn dismiss(conn: &mut Conn, id: JobId, now: Timestamp) -> Answer<Result<(), DismissRefusal>> {
    let Some((_, job)) = find(conn, id).await? else {
        return Ok(Err(DismissRefusal::Unknown));
    };
    if job.state != JobState::Dead {
        return Ok(Err(DismissRefusal::NotDead));
    }
    if job.kind != JobKind::Encode && is_wanted(conn, &job).await? {
        return Ok(Err(DismissRefusal::Needed));
    }
    sql("UPDATE job SET state = 'cancelled', ended_at = $1 WHERE id = $2")
        .bind(ms(now))
        .bind(id.0)
        .execute(conn)
        .await?;
    Ok(Ok(()))
}

async fn find(conn: &mut Conn, id: JobId) -> Answer<Option<(Row, Job)>> {
    let row = sql("SELECT * FROM job WHERE id = $1").bind(id.0).fetch_optional(conn).await?;
    row.map(|row| jobs::read(&row).map(|job| (row, job))).transpose()
}

/// Whether a job still has something to do: its video is there, and as the job expects it.
async fn is_wanted(conn: &mut Conn, job: &Job) -> Answer<bool> {
    let Some(video) = job.video else { return Ok(true) };
    let Some(video) = videos::get(conn, video).await? else { return Ok(false) };
    let leaving = video.state == crate::rows::VideoState::Deleting;
    Ok(match job.kind {
        JobKind::Encode => !leaving && video.published.is_none() && video.source.is_some(),
        JobKind::Revise => !leaving && !video.is_current(),
        JobKind::Delete => leaving,
    })
}

/// Dead jobs of these kinds whose work another job has done, or does now.
pub(super) async fn supersede(conn: &mut Conn, video: VideoId, kinds: &[JobKind], now: Timestamp) -> Answer<()> {
    for kind in kinds {
        sql("UPDATE job SET state = 'cancelled', ended_at = $1 WHERE video = $2 AND kind = $3 AND state = 'dead'")
            .bind(ms(now))
            .bind(&video.as_bytes()[..])
            .bind(kind.as_str())
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

pub(crate) async fn prune(conn: &mut Conn, ended_before: Timestamp) -> Answer<u64> {
    let done = sql("DELETE FROM job WHERE ended_at < $1 AND (state IN ('finished', 'cancelled') \
         OR (state = 'dead' AND (kind = 'encode' OR NOT EXISTS (SELECT 1 FROM video WHERE video.id = job.video))))")
    .bind(ms(ended_before))
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}
