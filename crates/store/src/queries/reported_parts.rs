//! Parts of which players say that a carrier altered them.

use carry::id::{MemberId, ObjectHash};
use jiff::Timestamp;

use super::{Conn, Row, sql};
use crate::columns::{Columns, int, ms, rows};
use crate::fault::Answer;
use crate::rows::{PartReports, ReportedPart};

fn read_part(row: &Row) -> Answer<PartReports> {
    let part = ReportedPart {
        carrier: row.member("carrier")?,
        video: row.video("video")?,
        object: row.object("object")?,
        start: row.uint("start")?,
        len: row.uint("len")?,
        expected: row.array("expected")?,
        found: row.array("found")?,
    };
    let (first_at, last_at) = (row.time("first_at")?, row.time("last_at")?);
    Ok(PartReports { part, reports: row.uint("reports")?, first_at, last_at, tried_at: row.maybe_time("tried_at")? })
}

pub(crate) async fn report(conn: &mut Conn, part: &ReportedPart, now: Timestamp, most: u64) -> Answer<bool> {
    let known = sql("UPDATE reported_part SET reports = reports + 1, last_at = $1, found = $2, len = $3, video = $4, \
         expected = $5 WHERE carrier = $6 AND object = $7 AND start = $8")
    .bind(ms(now))
    .bind(&part.found[..])
    .bind(int(part.len, "len")?)
    .bind(&part.video.as_bytes()[..])
    .bind(&part.expected[..])
    .bind(&part.carrier.as_bytes()[..])
    .bind(&part.object.as_bytes()[..])
    .bind(int(part.start, "start")?)
    .execute(&mut *conn)
    .await?;
    if known.rows_affected() > 0 {
        return Ok(true);
    }
    let kept = sql("SELECT COUNT(*) AS kept FROM reported_part").fetch_one(&mut *conn).await?.uint("kept")?;
    if kept >= most {
        return Ok(false);
    }
    sql("INSERT INTO reported_part (carrier, object, start, len, video, expected, found, reports, first_at, last_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8)")
    .bind(&part.carrier.as_bytes()[..])
    .bind(&part.object.as_bytes()[..])
    .bind(int(part.start, "start")?)
    .bind(int(part.len, "len")?)
    .bind(&part.video.as_bytes()[..])
    .bind(&part.expected[..])
    .bind(&part.found[..])
    .bind(ms(now))
    .execute(conn)
    .await?;
    Ok(true)
}

pub(crate) async fn untried(conn: &mut Conn, limit: u32) -> Answer<Vec<PartReports>> {
    let found = sql("SELECT * FROM reported_part WHERE tried_at IS NULL OR tried_at < last_at \
         ORDER BY first_at, carrier, object, start LIMIT $1")
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(read_part).collect()
}

pub(crate) async fn reported(
    conn: &mut Conn,
    from: Timestamp,
    until: Timestamp,
    limit: u32,
) -> Answer<Vec<PartReports>> {
    let found = sql("SELECT * FROM reported_part WHERE last_at >= $1 AND last_at < $2 \
         ORDER BY last_at DESC, carrier, object, start LIMIT $3")
    .bind(ms(from))
    .bind(ms(until))
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(read_part).collect()
}

pub(crate) async fn tried(
    conn: &mut Conn,
    carrier: MemberId,
    object: ObjectHash,
    start: u64,
    now: Timestamp,
) -> Answer<()> {
    sql("UPDATE reported_part SET tried_at = $1 WHERE carrier = $2 AND object = $3 AND start = $4")
        .bind(ms(now))
        .bind(carrier.as_bytes().to_vec())
        .bind(object.as_bytes().to_vec())
        .bind(int(start, "start")?)
        .execute(conn)
        .await?;
    Ok(())
}
