//! The durable queue.

use carry::id::VideoId;
use jiff::Timestamp;

use super::{Conn, Row, sql};
use crate::columns::{Columns, int, ms, rows};
use crate::fault::{Answer, Fault};
use crate::rows::{
    DETAIL_CHARS, Job, JobCount, JobFailure, JobId, JobKind, JobState, Lease, LeaseLost, LeaseWish, LeasedJob, NewJob,
    PAYLOAD_BYTES, Queued,
};

/// How often an asker tries when others are faster; PostgreSQL only. Each time another one took a
/// job, so whoever gives up leaves no job without a worker, and asks again a moment later.
const RACES: u32 = 64;

pub(super) fn read(row: &Row) -> Answer<Job> {
    Ok(Job {
        id: JobId(row.int("id")?),
        kind: row.word("kind", JobKind::from_text)?,
        video: row.maybe_array("video")?.map(VideoId::from_bytes),
        payload: row.bytes("payload")?,
        state: row.word("state", JobState::from_text)?,
        attempts: row.uint("attempts")?,
        failures: row.uint("failures")?,
        not_before: row.time("due_at")?,
        lease_until: row.maybe_time("lease_until")?,
        heartbeat_at: row.maybe_time("heartbeat_at")?,
        progress_permille: row.small("progress_permille")?,
        failure_code: row.maybe_text("failure_code")?,
        failure_detail: row.maybe_text("failure_detail")?,
        created_at: row.time("created_at")?,
        ended_at: row.maybe_time("ended_at")?,
    })
}

pub(crate) async fn enqueue(conn: &mut Conn, new: &NewJob, now: Timestamp) -> Answer<Queued> {
    if new.payload.len() > PAYLOAD_BYTES {
        return Err(Fault::TooLarge { what: "a job's payload" });
    }
    if let Some(id) = with_key(conn, &new.unique_key).await? {
        return Ok(Queued::Already(id));
    }
    let row = sql("INSERT INTO job (kind, video, unique_key, payload, state, attempts, failures, due_at, \
         progress_permille, created_at) VALUES ($1, $2, $3, $4, 'waiting', 0, 0, $5, 0, $6) \
         RETURNING id")
    .bind(new.kind.as_str())
    .bind(new.video.map(|id| id.as_bytes().to_vec()))
    .bind(&new.unique_key)
    .bind(&new.payload)
    .bind(ms(new.not_before))
    .bind(ms(now))
    .fetch_one(conn)
    .await?;
    Ok(Queued::New(JobId(row.int("id")?)))
}

/// The job with this key that waits or runs.
pub(super) async fn with_key(conn: &mut Conn, key: &str) -> Answer<Option<JobId>> {
    let row = sql("SELECT id FROM job WHERE unique_key = $1 AND state IN ('waiting', 'running')")
        .bind(key)
        .fetch_optional(conn)
        .await?;
    row.map(|row| row.int("id").map(JobId)).transpose()
}

pub(crate) async fn lease(conn: &mut Conn, wish: &LeaseWish, now: Timestamp) -> Answer<Option<LeasedJob>> {
    let kinds: String = wish.kinds.iter().map(|kind| format!(",{}", kind.as_str())).collect();
    for _ in 0..RACES {
        let due = sql("SELECT id, attempts FROM job WHERE state IN ('waiting', 'running') AND due_at <= $1 \
             AND $2 LIKE '%,' || kind || ',%' ORDER BY due_at, id LIMIT 1")
        .bind(ms(now))
        .bind(format!("{kinds},"))
        .fetch_optional(&mut *conn)
        .await?;
        let Some(due) = due else { return Ok(None) };
        // The attempt decides: whoever comes second waits for the first one's commit and then
        // finds another attempt. Of a job that runs, the last attempt ended without a word.
        let taken = sql("UPDATE job SET state = 'running', attempts = attempts + 1, \
             failures = failures + CASE WHEN state = 'running' THEN 1 ELSE 0 END, lease_holder = $1, \
             lease_until = $2, due_at = $2, heartbeat_at = $3, progress_permille = 0 \
             WHERE id = $4 AND attempts = $5 AND due_at <= $3 \
             AND state IN ('waiting', 'running') RETURNING *")
        .bind(&wish.holder.as_bytes()[..])
        .bind(ms(wish.until))
        .bind(ms(now))
        .bind(due.int("id")?)
        .bind(due.int("attempts")?)
        .fetch_optional(&mut *conn)
        .await?;
        if let Some(row) = taken {
            let job = read(&row)?;
            let lease = Lease { job: job.id, holder: wish.holder, attempt: job.attempts };
            return Ok(Some(LeasedJob { lease, job }));
        }
    }
    Ok(None)
}

/// Whether a lease holds.
pub(super) async fn holds(conn: &mut Conn, lease: Lease) -> Answer<bool> {
    let row = sql("SELECT COUNT(*) AS n FROM job \
         WHERE id = $1 AND attempts = $2 AND lease_holder = $3 AND state = 'running'")
    .bind(lease.job.0)
    .bind(int(lease.attempt, "an attempt")?)
    .bind(&lease.holder.as_bytes()[..])
    .fetch_one(conn)
    .await?;
    Ok(row.int("n")? == 1)
}

pub(crate) async fn heartbeat(
    conn: &mut Conn,
    lease: Lease,
    progress_permille: u32,
    until: Timestamp,
    now: Timestamp,
) -> Answer<Result<(), LeaseLost>> {
    let done = sql("UPDATE job SET progress_permille = $4, lease_until = $5, due_at = $5, heartbeat_at = $6 \
         WHERE id = $1 AND attempts = $2 AND lease_holder = $3 AND state = 'running'")
    .bind(lease.job.0)
    .bind(int(lease.attempt, "an attempt")?)
    .bind(&lease.holder.as_bytes()[..])
    .bind(i64::from(progress_permille.min(1_000)))
    .bind(ms(until))
    .bind(ms(now))
    .execute(conn)
    .await?;
    Ok(if done.rows_affected() == 1 { Ok(()) } else { Err(LeaseLost) })
}

pub(crate) async fn finish(conn: &mut Conn, lease: Lease, now: Timestamp) -> Answer<Result<(), LeaseLost>> {
    if !holds(conn, lease).await? {
        return Ok(Err(LeaseLost));
    }
    end(conn, lease, now).await?;
    Ok(Ok(()))
}

/// Ends a job whose lease holds.
pub(super) async fn end(conn: &mut Conn, lease: Lease, now: Timestamp) -> Answer<()> {
    sql("UPDATE job SET state = 'finished', ended_at = $1, lease_holder = NULL, \
         lease_until = NULL, progress_permille = 1000, failure_code = NULL, failure_detail = NULL \
         WHERE id = $2")
    .bind(ms(now))
    .bind(lease.job.0)
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn fail(
    conn: &mut Conn,
    lease: Lease,
    failure: &JobFailure,
    now: Timestamp,
) -> Answer<Result<(), LeaseLost>> {
    if !holds(conn, lease).await? {
        return Ok(Err(LeaseLost));
    }
    let detail: String = failure.detail.chars().take(DETAIL_CHARS).collect();
    let state = if failure.retry_at.is_some() { JobState::Waiting } else { JobState::Dead };
    let ended_at = if failure.retry_at.is_some() { None } else { Some(ms(now)) };
    sql("UPDATE job SET state = $1, failures = failures + 1, failure_code = $2, failure_detail = $3, due_at = $4, \
         ended_at = $5, lease_holder = NULL, lease_until = NULL WHERE id = $6")
    .bind(state.as_str())
    .bind(&failure.code)
    .bind(detail)
    .bind(ms(failure.retry_at.unwrap_or(now)))
    .bind(ended_at)
    .bind(lease.job.0)
    .execute(conn)
    .await?;
    Ok(Ok(()))
}

pub(crate) async fn release(conn: &mut Conn, lease: Lease, now: Timestamp) -> Answer<Result<(), LeaseLost>> {
    if !holds(conn, lease).await? {
        return Ok(Err(LeaseLost));
    }
    sql("UPDATE job SET state = 'waiting', due_at = $1, lease_holder = NULL, lease_until = NULL \
         WHERE id = $2")
    .bind(ms(now))
    .bind(lease.job.0)
    .execute(conn)
    .await?;
    Ok(Ok(()))
}

pub(crate) async fn get(conn: &mut Conn, id: JobId) -> Answer<Option<Job>> {
    let row = sql("SELECT * FROM job WHERE id = $1").bind(id.0).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

pub(crate) async fn of_video(conn: &mut Conn, video: VideoId, limit: u32) -> Answer<Vec<Job>> {
    let found = sql("SELECT * FROM job WHERE video = $1 ORDER BY id DESC LIMIT $2")
        .bind(&video.as_bytes()[..])
        .bind(rows(limit))
        .fetch_all(conn)
        .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn running(conn: &mut Conn, limit: u32) -> Answer<Vec<Job>> {
    let found = sql("SELECT * FROM job WHERE state = 'running' ORDER BY id DESC LIMIT $1")
        .bind(rows(limit))
        .fetch_all(conn)
        .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn cancel(conn: &mut Conn, video: VideoId, now: Timestamp) -> Answer<u64> {
    let done = sql("UPDATE job SET state = 'cancelled', ended_at = $1, lease_holder = NULL, \
         lease_until = NULL WHERE video = $2 AND state IN ('waiting', 'running', 'dead')")
    .bind(ms(now))
    .bind(&video.as_bytes()[..])
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

pub(crate) async fn give_up(conn: &mut Conn, lease: Lease, now: Timestamp) -> Answer<Result<(), LeaseLost>> {
    if !holds(conn, lease).await? {
        return Ok(Err(LeaseLost));
    }
    sql("UPDATE job SET state = 'cancelled', ended_at = $1, lease_holder = NULL, lease_until = NULL WHERE id = $2")
        .bind(ms(now))
        .bind(lease.job.0)
        .execute(conn)
        .await?;
    Ok(Ok(()))
}

pub(crate) async fn counts(conn: &mut Conn) -> Answer<Vec<JobCount>> {
    let found = sql("SELECT kind, state, COUNT(*) AS n FROM job GROUP BY kind, state ORDER BY kind, state")
        .fetch_all(conn)
        .await?;
    let count = |row: &Row| {
        Ok(JobCount {
            kind: row.word("kind", JobKind::from_text)?,
            state: row.word("state", JobState::from_text)?,
            jobs: row.uint("n")?,
        })
    };
    found.iter().map(count).collect()
}
