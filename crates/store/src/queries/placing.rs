//! What of this member's own videos others are to carry.

use carry::id::VideoId;
use purse::usage::{Unit, VIDEO_SERVICE};

use super::{Conn, Row, sql};
use crate::columns::{Columns, rows};
use crate::fault::Answer;
use crate::rows::{Hours, OwnManifest};

fn read(row: &Row) -> Answer<OwnManifest> {
    Ok(OwnManifest {
        video: row.video("video")?,
        manifest: row.array("hash")?,
        sequence: row.uint("sequence")?,
        tombstone: row.flag("tombstone")?,
        closing: row.flag("closing")?,
        bytes: row.uint("bytes")?,
    })
}

pub(crate) async fn page(conn: &mut Conn, after: Option<VideoId>, limit: u32) -> Answer<Vec<OwnManifest>> {
    let found = sql("SELECT manifest.video, hash, manifest.sequence, tombstone, \
         (NOT tombstone AND (video.id IS NULL OR video.state <> 'published' \
         OR (published_visibility = 'public' AND visibility <> 'public'))) AS closing, \
         CAST(COALESCE((SELECT SUM(bytes) FROM object WHERE object.hash IN \
         (SELECT object FROM object_ref WHERE object_ref.video = manifest.video AND role <> 'original')), 0) \
         AS BIGINT) AS bytes \
         FROM manifest LEFT JOIN video ON video.id = manifest.video \
         WHERE manifest.video > $1 AND manifest.sequence = \
         (SELECT MAX(sequence) FROM manifest AS other WHERE other.video = manifest.video) \
         ORDER BY manifest.video LIMIT $2")
    .bind(after.map_or_else(Vec::new, |after| after.as_bytes().to_vec()))
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn watched(conn: &mut Conn, hours: Hours) -> Answer<Vec<(VideoId, u64)>> {
    let found = sql("SELECT video_object.video, CAST(SUM(quantity) AS BIGINT) AS total FROM usage \
         JOIN video_object ON video_object.object = usage.object \
         WHERE hour >= $1 AND hour < $2 AND service = $3 AND unit = $4 GROUP BY video_object.video \
         ORDER BY total DESC, video_object.video LIMIT $5")
    .bind(hours.from.start_ms())
    .bind(hours.until.start_ms())
    .bind(VIDEO_SERVICE)
    .bind(Unit::Byte.to_string())
    .bind(rows(crate::PAGE_ROWS))
    .fetch_all(conn)
    .await?;
    found.iter().map(|row| Ok((row.video("video")?, row.uint("total")?))).collect()
}
