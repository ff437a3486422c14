//! Manifests in their order, and the keys that sign them.

use carry::id::VideoId;

use super::{Conn, Row, sql};
use crate::columns::{Columns, int, rows};
use crate::fault::Answer;
use crate::rows::{LastManifest, PlacedManifest, SigningKey};

fn read(row: &Row) -> Answer<PlacedManifest> {
    Ok(PlacedManifest {
        place: row.uint("place")?,
        video: row.video("video")?,
        sequence: row.uint("sequence")?,
        hash: row.array("hash")?,
        bytes: row.maybe_bytes("bytes")?,
        signature: row.array("signature")?,
        key_place: row.uint("key_place")?,
        tombstone: row.flag("tombstone")?,
    })
}

fn read_last(row: &Row) -> Answer<LastManifest> {
    Ok(LastManifest {
        place: row.uint("place")?,
        sequence: row.uint("sequence")?,
        hash: row.array("hash")?,
        bytes: row.bytes("bytes")?,
        signature: row.array("signature")?,
        key_place: row.uint("key_place")?,
        tombstone: row.flag("tombstone")?,
    })
}

fn read_key(row: &Row) -> Answer<SigningKey> {
    Ok(SigningKey { first_place: row.uint("first_place")?, public: row.array("public")?, secret: row.bytes("secret")? })
}

pub(crate) async fn latest(conn: &mut Conn, video: VideoId) -> Answer<Option<LastManifest>> {
    last_row(conn, video).await?.as_ref().map(read_last).transpose()
}

/// The last manifest of a video, also if its bytes are not there as they should be.
pub(super) async fn last(conn: &mut Conn, video: VideoId) -> Answer<Option<PlacedManifest>> {
    last_row(conn, video).await?.as_ref().map(read).transpose()
}

async fn last_row(conn: &mut Conn, video: VideoId) -> Answer<Option<Row>> {
    sql("SELECT * FROM manifest WHERE video = $1 ORDER BY sequence DESC LIMIT 1")
        .bind(&video.as_bytes()[..])
        .fetch_optional(conn)
        .await
}

/// Forgets what the manifests of a video before this sequence said. That they were signed, and where, stays.
pub(super) async fn forget_words(conn: &mut Conn, video: VideoId, before: u64) -> Answer<()> {
    sql("UPDATE manifest SET bytes = NULL WHERE video = $1 AND sequence < $2 AND bytes IS NOT NULL")
        .bind(&video.as_bytes()[..])
        .bind(int(before, "a sequence")?)
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn page(conn: &mut Conn, from: u64, limit: u32) -> Answer<Vec<PlacedManifest>> {
    let found = sql("SELECT * FROM manifest WHERE place >= $1 ORDER BY place LIMIT $2")
        .bind(int(from, "a place")?)
        .bind(rows(limit))
        .fetch_all(conn)
        .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn count(conn: &mut Conn) -> Answer<u64> {
    // Without a gap, the last place counts them; nothing but a write beyond the end conflicts.
    sql("SELECT COALESCE(MAX(place), -1) + 1 AS n FROM manifest").fetch_one(conn).await?.uint("n")
}

pub(crate) async fn add_key(conn: &mut Conn, public: &[u8; 32], secret: &[u8]) -> Answer<u64> {
    let place = count(conn).await?;
    sql("INSERT INTO signing_key (first_place, public, secret) VALUES ($1, $2, $3) \
         ON CONFLICT (first_place) DO UPDATE SET public = excluded.public, \
         secret = excluded.secret")
    .bind(int(place, "a place")?)
    .bind(&public[..])
    .bind(secret)
    .execute(conn)
    .await?;
    Ok(place)
}

pub(crate) async fn current_key(conn: &mut Conn) -> Answer<Option<SigningKey>> {
    let row = sql("SELECT * FROM signing_key ORDER BY first_place DESC LIMIT 1").fetch_optional(conn).await?;
    row.as_ref().map(read_key).transpose()
}

pub(crate) async fn key_at(conn: &mut Conn, place: u64) -> Answer<Option<SigningKey>> {
    let row = sql("SELECT * FROM signing_key WHERE first_place <= $1 ORDER BY first_place DESC LIMIT 1")
        .bind(int(place, "a place")?)
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(read_key).transpose()
}

pub(crate) async fn keys(conn: &mut Conn, after: Option<u64>, limit: u32) -> Answer<Vec<SigningKey>> {
    let after = after.map_or(Ok(-1), |place| int(place, "a place"))?;
    let found = sql("SELECT * FROM signing_key WHERE first_place > $1 ORDER BY first_place LIMIT $2")
        .bind(after)
        .bind(rows(limit))
        .fetch_all(conn)
        .await?;
    found.iter().map(read_key).collect()
}
