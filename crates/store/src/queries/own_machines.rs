//! Machines of people's own.

use carry::id::VideoId;
use carry::own_machine::{Finding, VIDEOS};
use jiff::Timestamp;

use super::{Conn, Row, accounts, sql};
use crate::columns::{Columns, int, ms, rows};
use crate::fault::Answer;
use crate::rows::{
    NewOwnMachine, OWN_MACHINES_PER_ACCOUNT, OwnHolding, OwnMachine, OwnMachineId, OwnMachineRefusal, SecretHash,
    SpaceManifest, UserId,
};

/// The word of a finding in the database.
const fn word(finding: Finding) -> &'static str {
    match finding {
        Finding::Right => "right",
        Finding::Altered => "altered",
        Finding::Missing => "missing",
        Finding::Silent => "silent",
        Finding::NotAllowed => "not-allowed",
    }
}

fn finding(text: &str) -> Option<Finding> {
    use Finding::{Altered, Missing, NotAllowed, Right, Silent};
    [Right, Altered, Missing, Silent, NotAllowed].into_iter().find(|finding| word(*finding) == text)
}

fn read(row: &Row) -> Answer<OwnMachine> {
    let finding = row.maybe_word("finding", finding)?;
    Ok(OwnMachine {
        id: OwnMachineId::from_bytes(row.array("id")?),
        account: row.user("account")?,
        name: row.text("name")?,
        token: row.secret("token_hash")?,
        created_at: row.time("created_at")?,
        address: row.maybe_text("address")?,
        seen_at: row.maybe_time("seen_at")?,
        bytes: row.uint("bytes")?,
        videos: row.uint("videos")?,
        left_out: row.uint("left_out")?,
        checked: row.maybe_time("checked_at")?.zip(finding),
        delivered: (row.time("delivered_day")?, row.uint("delivered_bytes")?),
    })
}

pub(crate) async fn create(
    conn: &mut Conn,
    new: &NewOwnMachine,
    now: Timestamp,
) -> Answer<Result<(), OwnMachineRefusal>> {
    if accounts::living(conn, new.account).await?.is_none() {
        return Ok(Err(OwnMachineRefusal::UnknownAccount));
    }
    let count = sql("SELECT COUNT(*) AS n FROM own_machine WHERE account = $1")
        .bind(&new.account.as_bytes()[..])
        .fetch_one(&mut *conn)
        .await?;
    if count.int("n")? >= i64::from(OWN_MACHINES_PER_ACCOUNT) {
        return Ok(Err(OwnMachineRefusal::TooMany));
    }
    sql("INSERT INTO own_machine (id, account, name, token_hash, created_at, bytes, left_out, delivered_day, \
         delivered_bytes) VALUES ($1, $2, $3, $4, $5, 0, 0, 0, 0)")
    .bind(&new.id.as_bytes()[..])
    .bind(&new.account.as_bytes()[..])
    .bind(&new.name)
    .bind(&new.token.as_bytes()[..])
    .bind(ms(now))
    .execute(conn)
    .await?;
    Ok(Ok(()))
}

pub(crate) async fn by_token(conn: &mut Conn, token: SecretHash) -> Answer<Option<OwnMachine>> {
    let row = sql("SELECT own_machine.*, \
         (SELECT COUNT(*) FROM own_machine_video WHERE machine = own_machine.id) AS videos \
         FROM own_machine JOIN account ON account.id = own_machine.account \
         WHERE token_hash = $1 AND deleting_since IS NULL")
    .bind(&token.as_bytes()[..])
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(read).transpose()
}

pub(crate) async fn of_account(conn: &mut Conn, account: UserId) -> Answer<Vec<OwnMachine>> {
    let found = sql("SELECT own_machine.*, \
         (SELECT COUNT(*) FROM own_machine_video WHERE machine = own_machine.id) AS videos \
         FROM own_machine WHERE account = $1 ORDER BY created_at, id LIMIT $2")
    .bind(&account.as_bytes()[..])
    .bind(i64::from(OWN_MACHINES_PER_ACCOUNT))
    .fetch_all(conn)
    .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn reachable(
    conn: &mut Conn,
    since: Timestamp,
    after: Option<OwnMachineId>,
    limit: u32,
) -> Answer<Vec<OwnMachine>> {
    let found = sql("SELECT own_machine.*, \
         (SELECT COUNT(*) FROM own_machine_video WHERE machine = own_machine.id) AS videos \
         FROM own_machine WHERE address IS NOT NULL AND seen_at >= $1 AND id > $2 ORDER BY id LIMIT $3")
    .bind(ms(since))
    .bind(after.map_or_else(Vec::new, |after| after.as_bytes().to_vec()))
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn remove(conn: &mut Conn, account: UserId, id: OwnMachineId) -> Answer<bool> {
    let done = sql("DELETE FROM own_machine WHERE account = $1 AND id = $2")
        .bind(&account.as_bytes()[..])
        .bind(&id.as_bytes()[..])
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}

pub(crate) async fn hold(conn: &mut Conn, id: OwnMachineId, holding: &OwnHolding, now: Timestamp) -> Answer<bool> {
    assert!(holding.videos.len() <= VIDEOS, "whoever reads what a machine says refuses more");
    sql("UPDATE own_machine SET checked_at = NULL, finding = NULL WHERE id = $1 \
         AND COALESCE(address, '') <> COALESCE($2, '')")
    .bind(&id.as_bytes()[..])
    .bind(&holding.address)
    .execute(&mut *conn)
    .await?;
    let done = sql("UPDATE own_machine SET address = $2, seen_at = $3, bytes = $4, left_out = $5 WHERE id = $1")
        .bind(&id.as_bytes()[..])
        .bind(&holding.address)
        .bind(ms(now))
        .bind(int(holding.bytes, "what a machine holds")?)
        .bind(int(holding.left_out, "what a machine leaves out")?)
        .execute(&mut *conn)
        .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    sql("DELETE FROM own_machine_video WHERE machine = $1").bind(&id.as_bytes()[..]).execute(&mut *conn).await?;
    for (video, manifest) in &holding.videos {
        sql("INSERT INTO own_machine_video (machine, video, manifest) VALUES ($1, $2, $3)")
            .bind(&id.as_bytes()[..])
            .bind(&video.as_bytes()[..])
            .bind(&manifest[..])
            .execute(&mut *conn)
            .await?;
    }
    Ok(true)
}

pub(crate) async fn videos(conn: &mut Conn, id: OwnMachineId) -> Answer<Vec<(VideoId, [u8; 32])>> {
    let found = sql("SELECT video, manifest FROM own_machine_video WHERE machine = $1 ORDER BY video LIMIT $2")
        .bind(&id.as_bytes()[..])
        .bind(rows(crate::PAGE_ROWS))
        .fetch_all(conn)
        .await?;
    found.iter().map(|row| Ok((row.video("video")?, row.array("manifest")?))).collect()
}

pub(crate) async fn checked(
    conn: &mut Conn,
    id: OwnMachineId,
    address: &str,
    finding: Finding,
    now: Timestamp,
) -> Answer<()> {
    sql("UPDATE own_machine SET checked_at = $3, finding = $4 WHERE id = $1 AND address = $2")
        .bind(&id.as_bytes()[..])
        .bind(address)
        .bind(ms(now))
        .bind(word(finding))
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn with(conn: &mut Conn, video: VideoId) -> Answer<Vec<OwnMachine>> {
    let found = sql("SELECT own_machine.*, \
         (SELECT COUNT(*) FROM own_machine_video WHERE machine = own_machine.id) AS videos \
         FROM own_machine JOIN video ON video.account = own_machine.account \
         JOIN own_machine_video ON own_machine_video.machine = own_machine.id AND own_machine_video.video = video.id \
         WHERE video.id = $1 AND own_machine_video.manifest = \
         (SELECT hash FROM manifest WHERE manifest.video = $1 ORDER BY sequence DESC LIMIT 1) \
         ORDER BY own_machine.created_at, own_machine.id LIMIT $2")
    .bind(&video.as_bytes()[..])
    .bind(i64::from(OWN_MACHINES_PER_ACCOUNT))
    .fetch_all(conn)
    .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn delivered(conn: &mut Conn, id: OwnMachineId, day: Timestamp, bytes: u64) -> Answer<()> {
    sql("UPDATE own_machine SET delivered_bytes = $3 + CASE WHEN delivered_day = $2 THEN delivered_bytes ELSE 0 END, \
         delivered_day = $2 WHERE id = $1")
    .bind(&id.as_bytes()[..])
    .bind(ms(day))
    .bind(int(bytes, "what a machine delivered")?)
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn space_manifests(
    conn: &mut Conn,
    account: UserId,
    after: Option<VideoId>,
    limit: u32,
) -> Answer<Vec<SpaceManifest>> {
    let found = sql("SELECT manifest.video, hash, manifest.sequence, video.published_at, \
         CAST(COALESCE((SELECT SUM(bytes) FROM object WHERE object.hash IN \
         (SELECT object FROM object_ref WHERE object_ref.video = manifest.video AND role <> 'original')), 0) \
         AS BIGINT) AS bytes \
         FROM video JOIN manifest ON manifest.video = video.id \
         WHERE video.account = $1 AND video.id > $2 AND video.state = 'published' AND NOT tombstone \
         AND manifest.sequence = (SELECT MAX(sequence) FROM manifest AS other WHERE other.video = video.id) \
         AND NOT (published_visibility = 'public' AND visibility <> 'public') \
         AND NOT EXISTS (SELECT 1 FROM video_hold WHERE video_hold.video = video.id) \
         ORDER BY video.id LIMIT $3")
    .bind(&account.as_bytes()[..])
    .bind(after.map_or_else(Vec::new, |after| after.as_bytes().to_vec()))
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    let manifest = |row: &Row| {
        Ok(SpaceManifest {
            video: row.video("video")?,
            manifest: row.array("hash")?,
            sequence: row.uint("sequence")?,
            bytes: row.uint("bytes")?,
            published_at: row.time("published_at")?,
        })
    };
    found.iter().map(manifest).collect()
}
