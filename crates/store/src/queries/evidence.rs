//! Evidence of how other members carry this member's videos, and of what this member received from them as a canary.

use carry::audit::Verdict;
use carry::id::{MemberId, VideoId};
use jiff::Timestamp;
use purse::usage::Hour;

use super::{Conn, Row, sql};
use crate::columns::{Columns, int, maybe_int, ms, rows};
use crate::fault::{Answer, Fault};
use crate::rows::{AskedFor, AskedOfCarriers, CanarySum, CarrierAnswer};

fn read_answer(row: &Row) -> Answer<CarrierAnswer> {
    let status = row.maybe_uint("status")?.map(u16::try_from).transpose();
    Ok(CarrierAnswer {
        asked_at: row.time("asked_at")?,
        carrier: row.member("carrier")?,
        video: row.video("video")?,
        object: row.object("object")?,
        start: row.uint("start")?,
        len: row.uint("len")?,
        expected: row.array("expected")?,
        cause: row.word("cause", AskedFor::from_word)?,
        verdict: row.word("verdict", Verdict::from_code)?,
        status: status.map_err(|_| Fault::Damaged { column: "status" })?,
        found: row.maybe_array("found")?,
        after_ms: row.maybe_uint("after_ms")?,
    })
}

pub(crate) async fn keep_answers(conn: &mut Conn, answers: &[CarrierAnswer]) -> Answer<()> {
    for answer in answers {
        sql("INSERT INTO carrier_answer (asked_at, carrier, video, object, start, len, expected, cause, verdict, status, \
             found, after_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
             ON CONFLICT (asked_at, carrier, object, start) DO NOTHING")
        .bind(ms(answer.asked_at))
        .bind(&answer.carrier.as_bytes()[..])
        .bind(&answer.video.as_bytes()[..])
        .bind(&answer.object.as_bytes()[..])
        .bind(int(answer.start, "start")?)
        .bind(int(answer.len, "len")?)
        .bind(&answer.expected[..])
        .bind(answer.cause.as_str())
        .bind(answer.verdict.code())
        .bind(answer.status.map(i64::from))
        .bind(answer.found.map(|found| found.to_vec()))
        .bind(maybe_int(answer.after_ms, "after_ms")?)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

pub(crate) async fn asked(conn: &mut Conn, since: Timestamp) -> Answer<AskedOfCarriers> {
    let row = sql("SELECT CAST(COALESCE(SUM(len), 0) AS BIGINT) AS bytes, \
         CAST(COALESCE(SUM(CASE WHEN cause = $2 THEN 1 ELSE 0 END), 0) AS BIGINT) AS reported \
         FROM carrier_answer WHERE asked_at >= $1")
    .bind(ms(since))
    .bind(AskedFor::Reported.as_str())
    .fetch_one(conn)
    .await?;
    Ok(AskedOfCarriers { bytes: row.uint("bytes")?, reported: row.uint("reported")? })
}

pub(crate) async fn failed_between(
    conn: &mut Conn,
    from: Timestamp,
    until: Timestamp,
    limit: u32,
) -> Answer<Vec<CarrierAnswer>> {
    let found = sql("SELECT * FROM carrier_answer WHERE asked_at >= $1 AND asked_at < $2 AND verdict <> $3 \
         AND verdict <> $4 ORDER BY asked_at DESC, carrier, object, start LIMIT $5")
    .bind(ms(from))
    .bind(ms(until))
    .bind(Verdict::Held.code())
    .bind(Verdict::Late.code())
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(read_answer).collect()
}

pub(crate) async fn sums(conn: &mut Conn, from: Timestamp, until: Timestamp) -> Answer<Vec<(MemberId, Verdict, u64)>> {
    let found = sql("SELECT carrier, verdict, COUNT(*) AS answers FROM carrier_answer \
         WHERE asked_at >= $1 AND asked_at < $2 GROUP BY carrier, verdict ORDER BY carrier, verdict LIMIT $3")
    .bind(ms(from))
    .bind(ms(until))
    .bind(rows(crate::PAGE_ROWS))
    .fetch_all(conn)
    .await?;
    let read = |row: &Row| Ok((row.member("carrier")?, row.word("verdict", Verdict::from_code)?, row.uint("answers")?));
    found.iter().map(read).collect()
}

pub(crate) async fn failed(conn: &mut Conn, since: Timestamp) -> Answer<Vec<(VideoId, MemberId)>> {
    let found = sql("SELECT DISTINCT video, carrier FROM carrier_answer WHERE asked_at >= $1 AND verdict <> $2 \
         AND verdict <> $3 ORDER BY video, carrier LIMIT $4")
    .bind(ms(since))
    .bind(Verdict::Held.code())
    .bind(Verdict::Late.code())
    .bind(rows(crate::PAGE_ROWS))
    .fetch_all(conn)
    .await?;
    found.iter().map(|row| Ok((row.video("video")?, row.member("carrier")?))).collect()
}

pub(crate) async fn of(
    conn: &mut Conn,
    video: VideoId,
    carrier: MemberId,
    since: Timestamp,
) -> Answer<Vec<CarrierAnswer>> {
    let found = sql("SELECT * FROM carrier_answer WHERE video = $1 AND carrier = $2 AND asked_at >= $3 \
         ORDER BY asked_at DESC, object, start LIMIT $4")
    .bind(&video.as_bytes()[..])
    .bind(&carrier.as_bytes()[..])
    .bind(ms(since))
    .bind(rows(crate::PAGE_ROWS))
    .fetch_all(conn)
    .await?;
    found.iter().map(read_answer).collect()
}

pub(crate) async fn add_canary(conn: &mut Conn, sum: &CanarySum) -> Answer<()> {
    sql("INSERT INTO canary (day, home, carrier, received, reported) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (day, home, carrier) DO UPDATE SET received = canary.received + excluded.received, \
         reported = canary.reported + excluded.reported")
    .bind(sum.day.first_hour().start_ms())
    .bind(&sum.home.as_bytes()[..])
    .bind(&sum.carrier.as_bytes()[..])
    .bind(int(sum.received, "received")?)
    .bind(int(sum.reported, "reported")?)
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn canaries(conn: &mut Conn, from: Timestamp, until: Timestamp) -> Answer<Vec<CanarySum>> {
    let found = sql("SELECT * FROM canary WHERE day >= $1 AND day < $2 ORDER BY day, home, carrier LIMIT $3")
        .bind(ms(from))
        .bind(ms(until))
        .bind(rows(crate::PAGE_ROWS))
        .fetch_all(conn)
        .await?;
    let read = |row: &Row| {
        Ok(CanarySum {
            day: Hour::of(row.time("day")?).day(),
            home: row.member("home")?,
            carrier: row.member("carrier")?,
            received: row.uint("received")?,
            reported: row.uint("reported")?,
        })
    };
    found.iter().map(read).collect()
}

pub(crate) async fn forget(conn: &mut Conn, before: Timestamp) -> Answer<()> {
    for statement in [
        "DELETE FROM carrier_answer WHERE asked_at < $1",
        "DELETE FROM canary WHERE day < $1",
        "DELETE FROM reported_part WHERE last_at < $1",
    ] {
        sql(statement).bind(ms(before)).execute(&mut *conn).await?;
    }
    Ok(())
}
