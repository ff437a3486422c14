//! Renditions that still grow.

use carry::id::VideoId;
use carry::manifest::{FrameRate, Init, Kind, RenditionFacts, Segment};
use jiff::Timestamp;

use super::{Conn, Row, jobs, sql, videos};
use crate::columns::{Columns, int, ms, rows};
use crate::fault::{Answer, Fault};
use crate::rows::{GROWING_RENDITIONS, GrowingRefusal, GrowingRendition, GrowingSegment, Lease};

fn read(row: &Row) -> Answer<GrowingRendition> {
    Ok(GrowingRendition {
        video: row.video("video")?,
        attempt: row.uint("attempt")?,
        facts: RenditionFacts {
            name: row.text("name")?,
            kind: read_kind(row)?,
            codecs: row.text("codecs")?,
            bandwidth: row.uint("bandwidth")?,
            average_bandwidth: row.uint("average_bandwidth")?,
        },
        file: row.text("file")?,
        init: Init { start: row.uint("init_start")?, len: row.uint("init_len")?, sha256: row.array("init_sha256")? },
        target_duration_s: row.uint("target_duration_s")?,
        complete: row.flag("complete")?,
    })
}

fn read_kind(row: &Row) -> Answer<Kind> {
    if let Some(channels) = row.maybe_small("channels")? {
        return Ok(Kind::Audio { channels, sample_rate: row.small("sample_rate")? });
    }
    let frame_rate = FrameRate::new(row.small("rate_numerator")?, row.small("rate_denominator")?);
    Ok(Kind::Video {
        width: row.small("width")?,
        height: row.small("height")?,
        frame_rate: frame_rate.ok_or(Fault::Damaged { column: "rate_numerator" })?,
    })
}

pub(crate) async fn put_rendition(
    conn: &mut Conn,
    lease: Lease,
    rendition: &GrowingRendition,
) -> Answer<Result<(), GrowingRefusal>> {
    if !jobs::holds(conn, lease).await? {
        return Ok(Err(GrowingRefusal::LeaseLost));
    }
    if videos::living(conn, rendition.video).await?.is_none() {
        return Ok(Err(GrowingRefusal::UnknownVideo));
    }
    let count = sql("SELECT COUNT(*) AS n, COUNT(CASE WHEN name = $3 THEN 1 END) AS own \
         FROM growing_rendition WHERE video = $1 AND attempt = $2")
    .bind(&rendition.video.as_bytes()[..])
    .bind(int(rendition.attempt, "an attempt")?)
    .bind(&rendition.facts.name)
    .fetch_one(&mut *conn)
    .await?;
    let ordinal = count.int("n")?;
    if count.int("own")? == 0 && ordinal >= i64::from(GROWING_RENDITIONS) {
        return Ok(Err(GrowingRefusal::TooMany));
    }
    upsert(conn, rendition, ordinal).await?;
    Ok(Ok(()))
}

async fn upsert(conn: &mut Conn, rendition: &GrowingRendition, ordinal: i64) -> Answer<()> {
    let facts = &rendition.facts;
    let (picture, sound) = match facts.kind {
        Kind::Video { width, height, frame_rate } => (Some((width, height, frame_rate)), None),
        Kind::Audio { channels, sample_rate } => (None, Some((channels, sample_rate))),
    };
    sql("INSERT INTO growing_rendition (video, attempt, name, ordinal, width, height, \
         rate_numerator, rate_denominator, channels, sample_rate, codecs, bandwidth, \
         average_bandwidth, file, init_start, init_len, init_sha256, target_duration_s, complete) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) \
         ON CONFLICT (video, attempt, name) DO UPDATE SET width = excluded.width, \
         height = excluded.height, rate_numerator = excluded.rate_numerator, \
         rate_denominator = excluded.rate_denominator, channels = excluded.channels, \
         sample_rate = excluded.sample_rate, codecs = excluded.codecs, \
         bandwidth = excluded.bandwidth, average_bandwidth = excluded.average_bandwidth, \
         file = excluded.file, init_start = excluded.init_start, init_len = excluded.init_len, \
         init_sha256 = excluded.init_sha256, target_duration_s = excluded.target_duration_s, \
         complete = excluded.complete")
    .bind(&rendition.video.as_bytes()[..])
    .bind(int(rendition.attempt, "an attempt")?)
    .bind(&facts.name)
    .bind(ordinal)
    .bind(picture.map(|(width, _, _)| i64::from(width)))
    .bind(picture.map(|(_, height, _)| i64::from(height)))
    .bind(picture.map(|(_, _, rate)| i64::from(rate.numerator())))
    .bind(picture.map(|(_, _, rate)| i64::from(rate.denominator())))
    .bind(sound.map(|(channels, _)| i64::from(channels)))
    .bind(sound.map(|(_, rate)| i64::from(rate)))
    .bind(&facts.codecs)
    .bind(int(facts.bandwidth, "a bandwidth")?)
    .bind(int(facts.average_bandwidth, "a bandwidth")?)
    .bind(&rendition.file)
    .bind(int(rendition.init.start, "an offset")?)
    .bind(int(rendition.init.len, "a length")?)
    .bind(&rendition.init.sha256[..])
    .bind(int(rendition.target_duration_s, "a duration")?)
    .bind(rendition.complete)
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn add_segment(
    conn: &mut Conn,
    lease: Lease,
    video: VideoId,
    rendition: &str,
    new: &GrowingSegment,
) -> Answer<Result<(), GrowingRefusal>> {
    if !jobs::holds(conn, lease).await? {
        return Ok(Err(GrowingRefusal::LeaseLost));
    }
    if videos::living(conn, video).await?.is_none() {
        return Ok(Err(GrowingRefusal::UnknownVideo));
    }
    let row = sql("SELECT (SELECT COUNT(*) FROM growing_segment WHERE video = $1 AND attempt = $2 \
         AND name = $3) AS n FROM growing_rendition WHERE video = $1 AND attempt = $2 AND name = $3")
    .bind(&video.as_bytes()[..])
    .bind(int(lease.attempt, "an attempt")?)
    .bind(rendition)
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else {
        return Ok(Err(GrowingRefusal::UnknownRendition));
    };
    let next = row.uint("n")?;
    if new.index + 1 == next && segments(conn, video, lease.attempt, rendition, new.index, 1).await? == [*new] {
        return Ok(Ok(()));
    }
    if new.index != next {
        return Ok(Err(GrowingRefusal::OutOfOrder(next)));
    }
    sql("INSERT INTO growing_segment (video, attempt, name, ordinal, start, len, duration_ms, \
         sha256) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(&video.as_bytes()[..])
    .bind(int(lease.attempt, "an attempt")?)
    .bind(rendition)
    .bind(int(new.index, "an index")?)
    .bind(int(new.segment.start, "an offset")?)
    .bind(int(new.segment.len, "a length")?)
    .bind(int(new.segment.duration_ms, "a duration")?)
    .bind(&new.segment.sha256[..])
    .execute(conn)
    .await?;
    Ok(Ok(()))
}

pub(crate) async fn renditions(conn: &mut Conn, video: VideoId) -> Answer<Vec<GrowingRendition>> {
    // An attempt that failed or fell silent shows nothing: what it wrote may be gone.
    let found = sql("SELECT * FROM growing_rendition WHERE video = $1 AND attempt IN (SELECT attempts FROM job \
         WHERE video = $1 AND kind = 'encode' AND state IN ('running', 'finished')) ORDER BY ordinal")
    .bind(&video.as_bytes()[..])
    .fetch_all(conn)
    .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn segments(
    conn: &mut Conn,
    video: VideoId,
    attempt: u64,
    rendition: &str,
    from: u64,
    limit: u32,
) -> Answer<Vec<GrowingSegment>> {
    let found = sql("SELECT * FROM growing_segment WHERE video = $1 AND attempt = $2 AND name = $3 \
         AND ordinal >= $4 ORDER BY ordinal LIMIT $5")
    .bind(&video.as_bytes()[..])
    .bind(int(attempt, "an attempt")?)
    .bind(rendition)
    .bind(int(from, "an index")?)
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    let segment = |row: &Row| {
        Ok(GrowingSegment {
            index: row.uint("ordinal")?,
            segment: Segment {
                start: row.uint("start")?,
                len: row.uint("len")?,
                duration_ms: row.uint("duration_ms")?,
                sha256: row.array("sha256")?,
            },
        })
    };
    found.iter().map(segment).collect()
}

/// Forgets the growing renditions of a video.
pub(super) async fn forget(conn: &mut Conn, video: VideoId) -> Answer<()> {
    sql("DELETE FROM growing_rendition WHERE video = $1").bind(&video.as_bytes()[..]).execute(conn).await?;
    Ok(())
}

pub(crate) async fn forget_over(conn: &mut Conn, ended_before: Timestamp) -> Answer<u64> {
    let done = sql("DELETE FROM growing_rendition WHERE NOT EXISTS (SELECT 1 FROM job \
         WHERE job.video = growing_rendition.video AND job.attempts = growing_rendition.attempt AND job.kind = 'encode' \
         AND (job.state = 'running' OR (job.state = 'finished' AND job.ended_at >= $1)))")
    .bind(ms(ended_before))
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

pub(crate) async fn is_needed(conn: &mut Conn, video: VideoId, attempt: u64, ended_before: Timestamp) -> Answer<bool> {
    let row = sql("SELECT COUNT(*) AS n FROM job WHERE video = $1 AND attempts = $2 AND kind = 'encode' \
         AND (state = 'running' OR (state = 'finished' AND ended_at >= $3))")
    .bind(&video.as_bytes()[..])
    .bind(int(attempt, "an attempt")?)
    .bind(ms(ended_before))
    .fetch_one(conn)
    .await?;
    Ok(row.int("n")? > 0)
}

pub(crate) async fn forget_all(conn: &mut Conn) -> Answer<u64> {
    Ok(sql("DELETE FROM growing_rendition").execute(conn).await?.rows_affected())
}
