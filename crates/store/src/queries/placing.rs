//! What of this member's own videos others are to carry.

use carry::id::VideoId;
use carry::placement::Allowed;
use purse::usage::{Unit, VIDEO_SERVICE};

use super::{Conn, Row, choices, sql};
use crate::columns::{Columns, rows};
use crate::fault::{Answer, Fault};
use crate::rows::{CarrierUsage, Hours, OwnManifest};

fn read(row: &Row) -> Answer<OwnManifest> {
    Ok(OwnManifest {
        video: row.video("video")?,
        manifest: row.array("hash")?,
        sequence: row.uint("sequence")?,
        tombstone: row.flag("tombstone")?,
        closing: row.flag("closing")?,
        bytes: row.uint("bytes")?,
        core: row.maybe_bytes("core")?,
        allowed: choices::read(row)?.unwrap_or(Allowed::Any),
    })
}

pub(crate) async fn page(conn: &mut Conn, after: Option<VideoId>, limit: u32) -> Answer<Vec<OwnManifest>> {
    let found = sql("SELECT manifest.video, hash, manifest.sequence, tombstone, video.core, \
         (NOT tombstone AND (video.id IS NULL OR video.state <> 'published' \
         OR (published_visibility = 'public' AND visibility <> 'public') \
         OR EXISTS (SELECT 1 FROM video_hold WHERE video_hold.video = manifest.video))) AS closing, \
         CAST(COALESCE((SELECT SUM(bytes) FROM object WHERE object.hash IN \
         (SELECT object FROM object_ref WHERE object_ref.video = manifest.video AND role <> 'original')), 0) \
         AS BIGINT) AS bytes, \
         COALESCE(video_carriers.allowed, space_carriers.allowed) AS allowed, \
         COALESCE(video_carriers.members, space_carriers.members) AS members \
         FROM manifest LEFT JOIN video ON video.id = manifest.video \
         LEFT JOIN video_carriers ON video_carriers.video = manifest.video \
         LEFT JOIN space_carriers ON space_carriers.account = video.account \
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

pub(crate) async fn by_carrier(conn: &mut Conn, video: VideoId, hours: Hours) -> Answer<Vec<CarrierUsage>> {
    let found = sql("SELECT carrier, unit, CAST(SUM(quantity) AS BIGINT) AS total FROM usage \
         WHERE hour >= $1 AND hour < $2 AND service = $3 \
         AND object IN (SELECT object FROM video_object WHERE video = $4) \
         GROUP BY carrier, unit ORDER BY carrier, unit LIMIT $5")
    .bind(hours.from.start_ms())
    .bind(hours.until.start_ms())
    .bind(VIDEO_SERVICE)
    .bind(&video.as_bytes()[..])
    .bind(rows(crate::PAGE_ROWS))
    .fetch_all(conn)
    .await?;
    let usage = |row: &Row| {
        let unit = row.text("unit")?.parse().map_err(|_| Fault::Damaged { column: "unit" })?;
        Ok(CarrierUsage { carrier: row.member("carrier")?, unit, quantity: row.uint("total")? })
    };
    found.iter().map(usage).collect()
}
