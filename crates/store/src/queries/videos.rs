//! Videos.

use carry::id::VideoId;
use carry::manifest::WrappedKey;
use jiff::Timestamp;

use super::{Conn, Row, jobs, sql};
use crate::columns::{Columns, int, ms, rows};
use crate::fault::Answer;
use crate::rows::{
    Lease, LeaseLost, ListedVideo, NewVideo, Published, Source, UploadId, UserId, Video, VideoAbout, VideoCounts,
    VideoCursor, VideoFacts, VideoState, Visibility,
};

/// Reads a video from a row of `SELECT video.*`.
pub(super) fn read(row: &Row) -> Answer<Video> {
    Ok(Video {
        id: row.video("id")?,
        account: row.user("account")?,
        core: row.bytes("core")?,
        about: VideoAbout {
            title: row.text("title")?,
            description: row.text("description")?,
            language: row.maybe_text("language")?,
            visibility: row.word("visibility", Visibility::from_text)?,
            wrapped_key: read_wrap(row)?,
        },
        state: row.word("state", VideoState::from_text)?,
        revision: row.uint("revision")?,
        video_key: row.array("video_key")?,
        published: read_published(row)?,
        keep_original: row.flag("keep_original")?,
        source: read_source(row)?,
        facts: read_facts(row)?,
        created_at: row.time("created_at")?,
        published_at: row.maybe_time("published_at")?,
        sequence: row.uint("sequence")?,
        failure_code: row.maybe_text("failure_code")?,
    })
}

fn read_wrap(row: &Row) -> Answer<Option<WrappedKey>> {
    let Some(salt) = row.maybe_array("wrap_salt")? else { return Ok(None) };
    Ok(Some(WrappedKey {
        salt,
        iterations: row.small("wrap_iterations")?,
        nonce: row.array("wrap_nonce")?,
        wrapped: row.array("wrap_key")?,
    }))
}

fn read_published(row: &Row) -> Answer<Option<Published>> {
    let visibility = row.maybe_word("published_visibility", Visibility::from_text)?;
    let Some(visibility) = visibility else { return Ok(None) };
    Ok(Some(Published {
        visibility,
        video_key: row.array("published_key")?,
        revision: row.uint("published_revision")?,
    }))
}

fn read_source(row: &Row) -> Answer<Option<Source>> {
    let Some(upload) = row.maybe_array("source_upload")? else { return Ok(None) };
    Ok(Some(Source {
        upload: UploadId::from_bytes(upload),
        file_name: row.text("source_name")?,
        bytes: row.uint("source_bytes")?,
    }))
}

/// What probing found out, if it did.
pub(super) fn read_facts(row: &Row) -> Answer<Option<VideoFacts>> {
    let Some(duration_ms) = row.maybe_uint("duration_ms")? else { return Ok(None) };
    Ok(Some(VideoFacts { duration_ms, width: row.small("width")?, height: row.small("height")? }))
}

/// Makes the video of a complete upload.
pub(super) async fn insert(
    conn: &mut Conn,
    account: UserId,
    new: &NewVideo,
    source: &Source,
    keep_original: bool,
    now: Timestamp,
) -> Answer<()> {
    sql("INSERT INTO video (id, account, core, title, description, language, visibility, \
         video_key, revision, state, keep_original, source_upload, source_name, source_bytes, \
         created_at, sequence) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 'processing', $9, $10, $11, $12, $13, 0)")
    .bind(&new.id.as_bytes()[..])
    .bind(&account.as_bytes()[..])
    .bind(&new.core)
    .bind(&new.about.title)
    .bind(&new.about.description)
    .bind(&new.about.language)
    .bind(new.about.visibility.as_str())
    .bind(&new.video_key[..])
    .bind(keep_original)
    .bind(&source.upload.as_bytes()[..])
    .bind(&source.file_name)
    .bind(int(source.bytes, "a file")?)
    .bind(ms(now))
    .execute(&mut *conn)
    .await?;
    set_wrap(conn, new.id, new.about.wrapped_key.as_ref()).await
}

pub(super) async fn set_wrap(conn: &mut Conn, id: VideoId, wrap: Option<&WrappedKey>) -> Answer<()> {
    sql("UPDATE video SET wrap_salt = $1, wrap_iterations = $2, wrap_nonce = $3, wrap_key = $4 \
         WHERE id = $5")
    .bind(wrap.map(|wrap| &wrap.salt[..]))
    .bind(wrap.map(|wrap| i64::from(wrap.iterations)))
    .bind(wrap.map(|wrap| &wrap.nonce[..]))
    .bind(wrap.map(|wrap| &wrap.wrapped[..]))
    .bind(&id.as_bytes()[..])
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn get(conn: &mut Conn, id: VideoId) -> Answer<Option<Video>> {
    let row = sql("SELECT * FROM video WHERE id = $1").bind(&id.as_bytes()[..]).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

/// A video that is not being deleted.
pub(super) async fn living(conn: &mut Conn, id: VideoId) -> Answer<Option<Video>> {
    Ok(get(conn, id).await?.filter(|video| video.state != VideoState::Deleting))
}

pub(crate) async fn of_account(
    conn: &mut Conn,
    account: UserId,
    after: Option<VideoCursor>,
    limit: u32,
) -> Answer<Vec<ListedVideo>> {
    let found = sql("SELECT * FROM video WHERE account = $1 AND state <> 'deleting' \
         AND (created_at < $2 OR (created_at = $2 AND serial < $3)) \
         ORDER BY created_at DESC, serial DESC LIMIT $4")
    .bind(&account.as_bytes()[..])
    .bind(after.map_or(i64::MAX, |cursor| ms(cursor.at)))
    .bind(after.map_or(i64::MAX, |cursor| cursor.serial))
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    let listed = |row: &Row| {
        let video = read(row)?;
        let cursor = VideoCursor { rank: 0, at: video.created_at, serial: row.int("serial")? };
        Ok(ListedVideo { video, cursor })
    };
    found.iter().map(listed).collect()
}

pub(crate) async fn set_facts(
    conn: &mut Conn,
    lease: Lease,
    video: VideoId,
    facts: VideoFacts,
) -> Answer<Result<(), LeaseLost>> {
    if !jobs::holds(conn, lease).await? {
        return Ok(Err(LeaseLost));
    }
    put_facts(conn, video, facts).await?;
    Ok(Ok(()))
}

/// Writes the facts of a video.
pub(super) async fn put_facts(conn: &mut Conn, video: VideoId, facts: VideoFacts) -> Answer<()> {
    sql("UPDATE video SET duration_ms = $1, width = $2, height = $3 WHERE id = $4")
        .bind(int(facts.duration_ms, "a duration")?)
        .bind(i64::from(facts.width))
        .bind(i64::from(facts.height))
        .bind(&video.as_bytes()[..])
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn counts(conn: &mut Conn) -> Answer<VideoCounts> {
    let mut counts = VideoCounts::default();
    let found = sql("SELECT state, COUNT(*) AS n FROM video GROUP BY state").fetch_all(conn).await?;
    for row in &found {
        let n = row.uint("n")?;
        match row.word("state", VideoState::from_text)? {
            VideoState::Processing => counts.processing = n,
            VideoState::Published => counts.published = n,
            VideoState::Failed => counts.failed = n,
            VideoState::Deleting => counts.deleting = n,
        }
    }
    Ok(counts)
}

pub(crate) async fn public_ids(conn: &mut Conn, after: Option<VideoId>, limit: u32) -> Answer<Vec<VideoId>> {
    let found = sql("SELECT id FROM video WHERE id > $1 AND state = 'published' AND visibility = 'public' \
         AND published_visibility = 'public' ORDER BY id LIMIT $2")
    .bind(after.map_or_else(Vec::new, |id| id.as_bytes().to_vec()))
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(|row| row.video("id")).collect()
}

pub(crate) async fn ids(conn: &mut Conn, after: Option<VideoId>, limit: u32) -> Answer<Vec<VideoId>> {
    let found = sql("SELECT id FROM video WHERE id > $1 ORDER BY id LIMIT $2")
        .bind(after.map_or_else(Vec::new, |id| id.as_bytes().to_vec()))
        .bind(rows(limit))
        .fetch_all(conn)
        .await?;
    found.iter().map(|row| row.video("id")).collect()
}
