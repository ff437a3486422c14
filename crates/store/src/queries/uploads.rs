//! Uploads and the quota.

use carry::id::VideoId;
use jiff::Timestamp;

use super::{Conn, Row, accounts, jobs, settings, sql, videos};
use crate::columns::{Columns, int, ms, rows};
use crate::fault::Answer;
use crate::rows::{
    AdvanceRefusal, CompleteRefusal, JobId, NewJob, NewUpload, NewVideo, Source, Storage, TerminateRefusal, Upload,
    UploadId, UploadRefusal, UploadWishes, UserId, Visibility,
};

fn read(row: &Row) -> Answer<Upload> {
    Ok(Upload {
        id: UploadId::from_bytes(row.array("id")?),
        account: row.user("account")?,
        wishes: UploadWishes {
            file_name: row.text("file_name")?,
            media_type: row.text("media_type")?,
            title: row.text("title")?,
            visibility: row.word("visibility", Visibility::from_text)?,
            keep_original: row.flag("keep_original")?,
        },
        declared_bytes: row.uint("declared_bytes")?,
        offset_bytes: row.uint("offset_bytes")?,
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
        video: row.maybe_array("video")?.map(VideoId::from_bytes),
    })
}

pub(crate) async fn create(conn: &mut Conn, new: &NewUpload, now: Timestamp) -> Answer<Result<(), UploadRefusal>> {
    if accounts::living(conn, new.account).await?.is_none() {
        return Ok(Err(UploadRefusal::UnknownAccount));
    }
    let open = sql("SELECT COUNT(*) AS n FROM upload WHERE account = $1 AND video IS NULL")
        .bind(&new.account.as_bytes()[..])
        .fetch_one(&mut *conn)
        .await?
        .small("n")?;
    if open >= new.open_limit {
        return Ok(Err(UploadRefusal::TooManyOpen(open)));
    }
    let Some(storage) = storage(conn, new.account).await? else {
        return Ok(Err(UploadRefusal::UnknownAccount));
    };
    let taken = storage.stored_bytes.saturating_add(storage.reserved_bytes);
    let wanted = taken.saturating_add(new.declared_bytes);
    if storage.quota_bytes.is_some_and(|quota| wanted > quota) {
        return Ok(Err(UploadRefusal::OverQuota(storage)));
    }
    let room = new.room_bytes.saturating_sub(awaited_bytes(conn).await?);
    if new.declared_bytes > room {
        return Ok(Err(UploadRefusal::StorageFull(room)));
    }
    sql("INSERT INTO upload (id, account, file_name, media_type, title, visibility, \
         keep_original, declared_bytes, offset_bytes, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)")
    .bind(&new.id.as_bytes()[..])
    .bind(&new.account.as_bytes()[..])
    .bind(&new.wishes.file_name)
    .bind(&new.wishes.media_type)
    .bind(&new.wishes.title)
    .bind(new.wishes.visibility.as_str())
    .bind(new.wishes.keep_original)
    .bind(int(new.declared_bytes, "an upload")?)
    .bind(ms(now))
    .bind(ms(new.expires_at))
    .execute(conn)
    .await?;
    Ok(Ok(()))
}

pub(crate) async fn get(conn: &mut Conn, id: UploadId) -> Answer<Option<Upload>> {
    let row = sql("SELECT * FROM upload WHERE id = $1").bind(&id.as_bytes()[..]).fetch_optional(conn).await?;
    row.as_ref().map(read).transpose()
}

pub(crate) async fn advance(
    conn: &mut Conn,
    id: UploadId,
    from: u64,
    to: u64,
    expires_at: Timestamp,
) -> Answer<Result<(), AdvanceRefusal>> {
    let Some(upload) = get(conn, id).await? else {
        return Ok(Err(AdvanceRefusal::Unknown));
    };
    if upload.video.is_some() {
        return Ok(Err(AdvanceRefusal::Complete));
    }
    if upload.offset_bytes != from {
        return Ok(Err(AdvanceRefusal::Stale(upload.offset_bytes)));
    }
    if to < from || to > upload.declared_bytes {
        return Ok(Err(AdvanceRefusal::Outside));
    }
    // Its uploads have expired, and get no more time.
    if accounts::living(conn, upload.account).await?.is_none() {
        return Ok(Err(AdvanceRefusal::AccountLeaving));
    }
    sql("UPDATE upload SET offset_bytes = $1, expires_at = $2 WHERE id = $3")
        .bind(int(to, "an offset")?)
        .bind(ms(expires_at))
        .bind(&id.as_bytes()[..])
        .execute(conn)
        .await?;
    Ok(Ok(()))
}

pub(crate) async fn complete(
    conn: &mut Conn,
    id: UploadId,
    video: &NewVideo,
    job: &NewJob,
    now: Timestamp,
) -> Answer<Result<JobId, CompleteRefusal>> {
    let Some(upload) = get(conn, id).await? else {
        return Ok(Err(CompleteRefusal::Unknown));
    };
    if let Some(video) = upload.video {
        return Ok(Err(CompleteRefusal::AlreadyComplete(video)));
    }
    if upload.offset_bytes != upload.declared_bytes {
        return Ok(Err(CompleteRefusal::Unfinished(upload.offset_bytes)));
    }
    if accounts::living(conn, upload.account).await?.is_none() {
        return Ok(Err(CompleteRefusal::AccountLeaving));
    }
    let source = Source { upload: id, file_name: upload.wishes.file_name, bytes: upload.declared_bytes };
    let keep_original = upload.wishes.keep_original;
    videos::insert(conn, upload.account, video, &source, keep_original, now).await?;
    sql("UPDATE upload SET video = $1 WHERE id = $2")
        .bind(&video.id.as_bytes()[..])
        .bind(&id.as_bytes()[..])
        .execute(&mut *conn)
        .await?;
    Ok(Ok(jobs::enqueue(conn, job, now).await?.job()))
}

pub(crate) async fn expire(conn: &mut Conn, id: UploadId, now: Timestamp) -> Answer<()> {
    sql("UPDATE upload SET expires_at = $1 WHERE id = $2 AND video IS NULL AND expires_at > $1")
        .bind(ms(now))
        .bind(&id.as_bytes()[..])
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn terminate(conn: &mut Conn, id: UploadId) -> Answer<Result<(), TerminateRefusal>> {
    let Some(upload) = get(conn, id).await? else {
        return Ok(Err(TerminateRefusal::Unknown));
    };
    if let Some(video) = upload.video {
        return Ok(Err(TerminateRefusal::Complete(video)));
    }
    sql("DELETE FROM upload WHERE id = $1").bind(&id.as_bytes()[..]).execute(conn).await?;
    Ok(Ok(()))
}

pub(crate) async fn expired(conn: &mut Conn, now: Timestamp, limit: u32) -> Answer<Vec<Upload>> {
    let found = sql("SELECT * FROM upload WHERE video IS NULL AND expires_at <= $1 \
         ORDER BY expires_at, id LIMIT $2")
    .bind(ms(now))
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn open_of_account(conn: &mut Conn, account: UserId, now: Timestamp) -> Answer<Vec<Upload>> {
    let found = sql("SELECT * FROM upload WHERE account = $1 AND video IS NULL AND expires_at > $2 \
         ORDER BY created_at DESC, id LIMIT $3")
    .bind(&account.as_bytes()[..])
    .bind(ms(now))
    .bind(rows(crate::PAGE_ROWS))
    .fetch_all(conn)
    .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn uploading_bytes(conn: &mut Conn) -> Answer<u64> {
    let row = sql("SELECT CAST(COALESCE(SUM(offset_bytes), 0) AS BIGINT) AS sum FROM upload WHERE video IS NULL")
        .fetch_one(conn)
        .await?;
    row.uint("sum")
}

/// Bytes that open uploads still lack.
async fn awaited_bytes(conn: &mut Conn) -> Answer<u64> {
    let row = sql("SELECT CAST(COALESCE(SUM(declared_bytes - offset_bytes), 0) AS BIGINT) AS sum FROM upload \
         WHERE video IS NULL")
    .fetch_one(conn)
    .await?;
    row.uint("sum")
}

pub(crate) async fn with_file(conn: &mut Conn, after: Option<UploadId>, limit: u32) -> Answer<Vec<UploadId>> {
    let found = sql("SELECT id FROM (SELECT id FROM upload WHERE video IS NULL \
         UNION SELECT source_upload FROM video WHERE source_upload IS NOT NULL) AS files \
         WHERE id > $1 ORDER BY id LIMIT $2")
    .bind(after.map_or_else(Vec::new, |id| id.as_bytes().to_vec()))
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(|row| row.array("id").map(UploadId::from_bytes)).collect()
}

pub(crate) async fn storage(conn: &mut Conn, account: UserId) -> Answer<Option<Storage>> {
    let row = sql("SELECT quota_bytes, CAST((SELECT COALESCE(SUM(bytes), 0) FROM object WHERE hash IN \
         (SELECT object FROM object_ref JOIN video ON video.id = object_ref.video \
         WHERE video.account = $1)) + (SELECT COALESCE(SUM(source_bytes), 0) FROM video \
         WHERE account = $1) AS BIGINT) AS stored, \
         CAST((SELECT COALESCE(SUM(declared_bytes), 0) FROM upload \
         WHERE account = $1 AND video IS NULL) AS BIGINT) AS reserved \
         FROM account WHERE id = $1")
    .bind(&account.as_bytes()[..])
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let own = row.maybe_uint("quota_bytes")?;
    let quota_bytes = match own {
        Some(own) => Some(own),
        None => settings::all(conn).await?.default_quota_bytes,
    };
    Ok(Some(Storage { stored_bytes: row.uint("stored")?, reserved_bytes: row.uint("reserved")?, quota_bytes }))
}

pub(crate) async fn drop_source(conn: &mut Conn, video: VideoId) -> Answer<()> {
    sql("UPDATE video SET source_upload = NULL, source_name = NULL, source_bytes = NULL \
         WHERE id = $1")
    .bind(&video.as_bytes()[..])
    .execute(conn)
    .await?;
    Ok(())
}
