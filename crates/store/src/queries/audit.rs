//! What a check asks: one thing with all that must agree with it, as of one moment.

use carry::id::{ObjectHash, VideoId};

use super::{Conn, carried, kept, manifests, objects, sql, uploads, videos};
use crate::columns::{Columns, int, rows};
use crate::fault::Answer;
use crate::rows::{ManifestStep, ObjectStanding, UploadId, UploadStanding, VideoStanding};

pub(crate) async fn video_ids(conn: &mut Conn, after: Option<VideoId>, limit: u32) -> Answer<Vec<VideoId>> {
    // Each arm by itself is a walk along an index.
    let found = sql("SELECT id FROM (\
         SELECT id FROM (SELECT id FROM video WHERE id > $1 ORDER BY id LIMIT $2) AS a \
         UNION SELECT video FROM (SELECT DISTINCT video FROM object_ref WHERE video > $1 ORDER BY video LIMIT $2) AS b \
         UNION SELECT video FROM (SELECT DISTINCT video FROM manifest WHERE video > $1 ORDER BY video LIMIT $2) AS c\
         ) AS known ORDER BY id LIMIT $2")
    .bind(after.map_or_else(Vec::new, |id| id.as_bytes().to_vec()))
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(|row| row.video("id")).collect()
}

pub(crate) async fn video(conn: &mut Conn, id: VideoId) -> Answer<VideoStanding> {
    let video = videos::get(conn, id).await?;
    let latest = manifests::last(conn, id).await?;
    let mut objects = Vec::new();
    for reference in objects::of_video(conn, id).await? {
        let bytes = objects::get(conn, reference.object).await?.map(|object| object.bytes);
        objects.push((reference, bytes));
    }
    Ok(VideoStanding { video, latest, objects })
}

pub(crate) async fn object(conn: &mut Conn, hash: ObjectHash) -> Answer<ObjectStanding> {
    let object = objects::get(conn, hash).await?;
    let videos = objects::videos(conn, hash).await?;
    let carried = carried::with_object(conn, hash).await?;
    let kept = kept::with_object(conn, hash).await?;
    Ok(ObjectStanding { object, videos, carried, kept })
}

pub(crate) async fn upload(conn: &mut Conn, id: UploadId) -> Answer<UploadStanding> {
    let upload = uploads::get(conn, id).await?;
    let row = sql("SELECT source_bytes FROM video WHERE source_upload = $1")
        .bind(&id.as_bytes()[..])
        .fetch_optional(conn)
        .await?;
    let original_bytes = row.map(|row| row.uint("source_bytes")).transpose()?;
    Ok(UploadStanding { upload, original_bytes })
}

pub(crate) async fn before(conn: &mut Conn, video: VideoId, sequence: u64) -> Answer<Option<ManifestStep>> {
    let row = sql("SELECT place, sequence, tombstone FROM manifest WHERE video = $1 AND sequence < $2 \
         ORDER BY sequence DESC LIMIT 1")
    .bind(&video.as_bytes()[..])
    .bind(int(sequence, "a sequence")?)
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(ManifestStep {
        place: row.uint("place")?,
        sequence: row.uint("sequence")?,
        tombstone: row.flag("tombstone")?,
    }))
}
