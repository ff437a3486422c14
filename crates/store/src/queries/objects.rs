//! Objects and references to them.

use carry::id::{ObjectHash, VideoId};
use jiff::Timestamp;

use super::{Conn, Row, sql};
use crate::columns::{Columns, int, ms, rows};
use crate::fault::Answer;
use crate::rows::{NewObject, Object, ObjectRef, ObjectRefusal, ObjectRole, PublishRefusal, PublishedObject};

fn read(row: &Row) -> Answer<Object> {
    Ok(Object {
        hash: row.object("hash")?,
        bytes: row.uint("bytes")?,
        media_type: row.text("media_type")?,
        committed_at: row.time("committed_at")?,
        unreferenced_since: row.maybe_time("unreferenced_since")?,
        leaving_since: row.maybe_time("leaving_since")?,
    })
}

fn read_ref(row: &Row) -> Answer<ObjectRef> {
    Ok(ObjectRef {
        video: row.video("video")?,
        role: row.word("role", ObjectRole::from_text)?,
        name: row.text("name")?,
        object: row.object("object")?,
    })
}

pub(crate) async fn record(conn: &mut Conn, new: &NewObject, now: Timestamp) -> Answer<Result<(), ObjectRefusal>> {
    if let Some(known) = get(conn, new.hash).await? {
        if known.leaving_since.is_some() {
            return Ok(Err(ObjectRefusal::Leaving));
        }
        if known.bytes != new.bytes {
            return Ok(Err(ObjectRefusal::Size));
        }
    }
    sql("INSERT INTO object (hash, bytes, media_type, committed_at, unreferenced_since) \
         VALUES ($1, $2, $3, $4, $4) ON CONFLICT (hash) DO UPDATE SET unreferenced_since = \
         CASE WHEN object.unreferenced_since IS NULL THEN NULL \
         ELSE excluded.unreferenced_since END")
    .bind(&new.hash.as_bytes()[..])
    .bind(int(new.bytes, "an object")?)
    .bind(&new.media_type)
    .bind(ms(now))
    .execute(conn)
    .await?;
    Ok(Ok(()))
}

pub(crate) async fn get(conn: &mut Conn, hash: ObjectHash) -> Answer<Option<Object>> {
    let row = sql("SELECT * FROM object WHERE hash = $1").bind(&hash.as_bytes()[..]).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

pub(crate) async fn add_ref(conn: &mut Conn, new: &ObjectRef, now: Timestamp) -> Answer<Result<(), ObjectRefusal>> {
    let Some(object) = get(conn, new.object).await? else {
        return Ok(Err(ObjectRefusal::UnknownObject));
    };
    if super::videos::get(conn, new.video).await?.is_none() {
        return Ok(Err(ObjectRefusal::UnknownVideo));
    }
    if object.leaving_since.is_some() {
        return Ok(Err(ObjectRefusal::Leaving));
    }
    let before = hashes_of(conn, new.video).await?;
    insert_ref(conn, new).await?;
    note_unreferenced(conn, &before, now).await?;
    Ok(Ok(()))
}

async fn insert_ref(conn: &mut Conn, reference: &ObjectRef) -> Answer<()> {
    sql("INSERT INTO object_ref (video, role, name, object) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (video, role, name) DO UPDATE SET object = excluded.object")
    .bind(&reference.video.as_bytes()[..])
    .bind(reference.role.as_str())
    .bind(&reference.name)
    .bind(&reference.object.as_bytes()[..])
    .execute(&mut *conn)
    .await?;
    sql("INSERT INTO video_object (video, object) VALUES ($1, $2) \
         ON CONFLICT (video, object) DO NOTHING")
    .bind(&reference.video.as_bytes()[..])
    .bind(&reference.object.as_bytes()[..])
    .execute(&mut *conn)
    .await?;
    note_referenced(conn, reference.object).await
}

/// Something refers to an object from now on.
pub(super) async fn note_referenced(conn: &mut Conn, hash: ObjectHash) -> Answer<()> {
    sql("UPDATE object SET unreferenced_since = NULL WHERE hash = $1").bind(&hash.as_bytes()[..]).execute(conn).await?;
    Ok(())
}

/// Notes since when these objects, if nothing refers to them any more, are without a reference.
pub(super) async fn note_unreferenced(conn: &mut Conn, hashes: &[ObjectHash], now: Timestamp) -> Answer<()> {
    for hash in hashes {
        sql("UPDATE object SET unreferenced_since = $2 WHERE hash = $1 AND unreferenced_since IS NULL \
             AND NOT EXISTS (SELECT 1 FROM object_ref WHERE object = $1) \
             AND NOT EXISTS (SELECT 1 FROM carried_object WHERE object = $1) \
             AND NOT EXISTS (SELECT 1 FROM kept_piece WHERE object = $1)")
        .bind(&hash.as_bytes()[..])
        .bind(ms(now))
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

pub(crate) async fn drop_ref(conn: &mut Conn, reference: &ObjectRef, now: Timestamp) -> Answer<bool> {
    let done = sql("DELETE FROM object_ref WHERE video = $1 AND role = $2 AND name = $3 AND object = $4")
        .bind(&reference.video.as_bytes()[..])
        .bind(reference.role.as_str())
        .bind(&reference.name)
        .bind(&reference.object.as_bytes()[..])
        .execute(&mut *conn)
        .await?;
    note_unreferenced(conn, &[reference.object], now).await?;
    Ok(done.rows_affected() > 0)
}

/// The objects to which a video refers.
async fn hashes_of(conn: &mut Conn, video: VideoId) -> Answer<Vec<ObjectHash>> {
    Ok(of_video(conn, video).await?.iter().map(|reference| reference.object).collect())
}

/// Drops all references of a video.
pub(super) async fn drop_all(conn: &mut Conn, video: VideoId, now: Timestamp) -> Answer<()> {
    let old = hashes_of(conn, video).await?;
    sql("DELETE FROM object_ref WHERE video = $1").bind(&video.as_bytes()[..]).execute(&mut *conn).await?;
    note_unreferenced(conn, &old, now).await
}

/// Makes these the objects of a video, recording those that are new.
pub(super) async fn replace(
    conn: &mut Conn,
    video: VideoId,
    published: &[PublishedObject],
    now: Timestamp,
) -> Answer<Result<(), PublishRefusal>> {
    let old = hashes_of(conn, video).await?;
    sql("DELETE FROM object_ref WHERE video = $1").bind(&video.as_bytes()[..]).execute(&mut *conn).await?;
    for new in published {
        match record(conn, &new.object, now).await? {
            Ok(()) => {}
            Err(ObjectRefusal::Leaving) => {
                return Ok(Err(PublishRefusal::ObjectLeaving(new.object.hash)));
            }
            Err(_) => return Ok(Err(PublishRefusal::ObjectSize(new.object.hash))),
        }
        let (role, name) = (new.role, new.name.clone());
        insert_ref(conn, &ObjectRef { video, role, name, object: new.object.hash }).await?;
    }
    note_unreferenced(conn, &old, now).await?;
    Ok(Ok(()))
}

pub(crate) async fn of_video(conn: &mut Conn, video: VideoId) -> Answer<Vec<ObjectRef>> {
    let found = sql("SELECT * FROM object_ref WHERE video = $1 ORDER BY role, name LIMIT $2")
        .bind(&video.as_bytes()[..])
        .bind(rows(crate::PAGE_ROWS))
        .fetch_all(conn)
        .await?;
    found.iter().map(read_ref).collect()
}

pub(crate) async fn videos(conn: &mut Conn, hash: ObjectHash) -> Answer<Vec<VideoId>> {
    let found = sql("SELECT DISTINCT video FROM object_ref WHERE object = $1 ORDER BY video LIMIT $2")
        .bind(&hash.as_bytes()[..])
        .bind(rows(crate::PAGE_ROWS))
        .fetch_all(conn)
        .await?;
    found.iter().map(|row| row.video("video")).collect()
}

pub(crate) async fn claim(
    conn: &mut Conn,
    unreferenced_before: Timestamp,
    now: Timestamp,
    limit: u32,
) -> Answer<Vec<ObjectHash>> {
    let found = sql("SELECT hash FROM object WHERE unreferenced_since IS NOT NULL \
         AND (leaving_since IS NOT NULL OR unreferenced_since < $1) \
         AND NOT EXISTS (SELECT 1 FROM object_ref WHERE object = object.hash) \
         AND NOT EXISTS (SELECT 1 FROM carried_object WHERE object = object.hash) \
         AND NOT EXISTS (SELECT 1 FROM kept_piece WHERE object = object.hash) \
         ORDER BY unreferenced_since, hash LIMIT $2")
    .bind(ms(unreferenced_before))
    .bind(rows(limit))
    .fetch_all(&mut *conn)
    .await?;
    let hashes = found.iter().map(|row| row.object("hash")).collect::<Answer<Vec<_>>>()?;
    for hash in &hashes {
        sql("UPDATE object SET leaving_since = COALESCE(leaving_since, $2) WHERE hash = $1")
            .bind(&hash.as_bytes()[..])
            .bind(ms(now))
            .execute(&mut *conn)
            .await?;
    }
    Ok(hashes)
}

pub(crate) async fn forget(conn: &mut Conn, hash: ObjectHash, now: Timestamp) -> Answer<bool> {
    sql("INSERT INTO object_gone (hash, bytes, committed_at, gone_at) \
         SELECT hash, bytes, committed_at, $2 FROM object \
         WHERE hash = $1 AND leaving_since IS NOT NULL ON CONFLICT (hash, gone_at) DO NOTHING")
    .bind(&hash.as_bytes()[..])
    .bind(ms(now))
    .execute(&mut *conn)
    .await?;
    let done = sql("DELETE FROM object WHERE hash = $1 AND leaving_since IS NOT NULL")
        .bind(&hash.as_bytes()[..])
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}

pub(crate) async fn page(conn: &mut Conn, after: Option<ObjectHash>, limit: u32) -> Answer<Vec<Object>> {
    let found = sql("SELECT * FROM object WHERE hash > $1 ORDER BY hash LIMIT $2")
        .bind(after.map_or_else(Vec::new, |hash| hash.as_bytes().to_vec()))
        .bind(rows(limit))
        .fetch_all(conn)
        .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn refs_page(conn: &mut Conn, after: Option<&ObjectRef>, limit: u32) -> Answer<Vec<ObjectRef>> {
    let found = sql("SELECT * FROM object_ref WHERE (video, role, name) > ($1, $2, $3) \
         ORDER BY video, role, name LIMIT $4")
    .bind(after.map_or_else(Vec::new, |after| after.video.as_bytes().to_vec()))
    .bind(after.map_or("", |after| after.role.as_str()))
    .bind(after.map_or("", |after| after.name.as_str()))
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(read_ref).collect()
}
