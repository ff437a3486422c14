//! Videos of other homes.

use carry::id::{MemberId, ObjectHash, VideoId};
use carry::manifest::SignedManifest;
use jiff::Timestamp;

use super::{Conn, Row, objects, sql};
use crate::columns::{Columns, int, ms, rows};
use crate::fault::{Answer, Fault};
use crate::rows::{Carried, CarriedId, CarriedRefusal, CarriedSummary, NewCarried, ObjectRefusal};

fn read(row: &Row) -> Answer<Carried> {
    Ok(Carried {
        home: row.member("home")?,
        video: row.video("video")?,
        manifest: row.array("manifest")?,
        signed: row.bytes("signed")?,
        bytes: row.uint("bytes")?,
        since: row.time("since")?,
    })
}

fn read_id(row: &Row) -> Answer<CarriedId> {
    Ok(CarriedId { home: row.member("home")?, video: row.video("video")? })
}

pub(crate) async fn carry(conn: &mut Conn, new: &NewCarried, now: Timestamp) -> Answer<Result<(), CarriedRefusal>> {
    let id = CarriedId { home: new.home, video: new.video };
    for object in &new.objects {
        // Not recorded anew: an object whose time of grace is over may have left meanwhile.
        let why = match objects::get(conn, object.hash).await? {
            None => Some(ObjectRefusal::UnknownObject),
            Some(known) if known.leaving_since.is_some() => Some(ObjectRefusal::Leaving),
            Some(known) if known.bytes != object.bytes => Some(ObjectRefusal::Size),
            Some(_) => None,
        };
        if let Some(why) = why {
            return Ok(Err(CarriedRefusal { object: object.hash, why }));
        }
    }
    let before = hashes_of(conn, id).await?;
    sql("DELETE FROM carried WHERE home = $1 AND video = $2")
        .bind(&id.home.as_bytes()[..])
        .bind(&id.video.as_bytes()[..])
        .execute(&mut *conn)
        .await?;
    let total = new.objects.iter().try_fold(0_u64, |sum, object| sum.checked_add(object.bytes));
    let total = total.ok_or(Fault::TooLarge { what: "the objects of a video" })?;
    sql("INSERT INTO carried (home, video, manifest, signed, bytes, since) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(&id.home.as_bytes()[..])
        .bind(&id.video.as_bytes()[..])
        .bind(&new.manifest[..])
        .bind(&new.signed)
        .bind(int(total, "the objects of a video")?)
        .bind(ms(now))
        .execute(&mut *conn)
        .await?;
    for object in &new.objects {
        sql("INSERT INTO carried_object (home, video, object) VALUES ($1, $2, $3)")
            .bind(&id.home.as_bytes()[..])
            .bind(&id.video.as_bytes()[..])
            .bind(&object.hash.as_bytes()[..])
            .execute(&mut *conn)
            .await?;
        objects::note_referenced(conn, object.hash).await?;
    }
    objects::note_unreferenced(conn, &before, now).await?;
    Ok(Ok(()))
}

async fn hashes_of(conn: &mut Conn, id: CarriedId) -> Answer<Vec<ObjectHash>> {
    let found = sql("SELECT object FROM carried_object WHERE home = $1 AND video = $2")
        .bind(&id.home.as_bytes()[..])
        .bind(&id.video.as_bytes()[..])
        .fetch_all(conn)
        .await?;
    found.iter().map(|row| row.object("object")).collect()
}

pub(crate) async fn stop(conn: &mut Conn, id: CarriedId, now: Timestamp) -> Answer<bool> {
    let before = hashes_of(conn, id).await?;
    let done = sql("DELETE FROM carried WHERE home = $1 AND video = $2")
        .bind(&id.home.as_bytes()[..])
        .bind(&id.video.as_bytes()[..])
        .execute(&mut *conn)
        .await?;
    objects::note_unreferenced(conn, &before, now).await?;
    Ok(done.rows_affected() > 0)
}

pub(crate) async fn get(conn: &mut Conn, id: CarriedId) -> Answer<Option<Carried>> {
    let row = sql("SELECT * FROM carried WHERE home = $1 AND video = $2")
        .bind(&id.home.as_bytes()[..])
        .bind(&id.video.as_bytes()[..])
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(read).transpose()
}

pub(crate) async fn of_video(conn: &mut Conn, video: VideoId) -> Answer<Vec<Carried>> {
    let found = sql("SELECT * FROM carried WHERE video = $1 ORDER BY home LIMIT $2")
        .bind(&video.as_bytes()[..])
        .bind(rows(crate::PAGE_ROWS))
        .fetch_all(conn)
        .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn with_object(conn: &mut Conn, object: ObjectHash) -> Answer<Vec<CarriedId>> {
    let found = sql("SELECT home, video FROM carried_object WHERE object = $1 ORDER BY home, video LIMIT $2")
        .bind(&object.as_bytes()[..])
        .bind(rows(crate::PAGE_ROWS))
        .fetch_all(conn)
        .await?;
    found.iter().map(read_id).collect()
}

pub(crate) async fn page(conn: &mut Conn, after: Option<CarriedId>, limit: u32) -> Answer<Vec<(CarriedId, [u8; 32])>> {
    let found = sql("SELECT home, video, manifest FROM carried WHERE (home, video) > ($1, $2) \
         ORDER BY home, video LIMIT $3")
    .bind(after.map_or_else(Vec::new, |after| after.home.as_bytes().to_vec()))
    .bind(after.map_or_else(Vec::new, |after| after.video.as_bytes().to_vec()))
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(|row| Ok((read_id(row)?, row.array("manifest")?))).collect()
}

pub(crate) async fn summaries(conn: &mut Conn, after: Option<CarriedId>, limit: u32) -> Answer<Vec<CarriedSummary>> {
    let found = sql("SELECT home, video, bytes, since FROM carried WHERE (home, video) > ($1, $2) \
         ORDER BY home, video LIMIT $3")
    .bind(after.map_or_else(Vec::new, |after| after.home.as_bytes().to_vec()))
    .bind(after.map_or_else(Vec::new, |after| after.video.as_bytes().to_vec()))
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    let read = |row: &Row| {
        let (bytes, since) = (row.uint("bytes")?, row.time("since")?);
        Ok(CarriedSummary { id: read_id(row)?, bytes, since })
    };
    found.iter().map(read).collect()
}

pub(crate) async fn signed(conn: &mut Conn, hash: &[u8; 32]) -> Answer<Option<Vec<u8>>> {
    let own = sql("SELECT bytes, signature FROM manifest WHERE hash = $1 AND bytes IS NOT NULL")
        .bind(&hash[..])
        .fetch_optional(&mut *conn)
        .await?;
    if let Some(row) = own {
        let signed = SignedManifest { bytes: row.bytes("bytes")?, signature: row.array("signature")? };
        return Ok(Some(signed.to_cbor()));
    }
    let carried =
        sql("SELECT signed FROM carried WHERE manifest = $1 LIMIT 1").bind(&hash[..]).fetch_optional(conn).await?;
    carried.map(|row| row.bytes("signed")).transpose()
}

pub(crate) async fn bytes(conn: &mut Conn, home: Option<MemberId>) -> Answer<u64> {
    let row = sql("SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS total FROM object WHERE hash IN \
         (SELECT object FROM carried_object WHERE $1 OR home = $2 \
         UNION ALL SELECT object FROM kept_piece WHERE $1 OR home = $2)")
    .bind(home.is_none())
    .bind(home.map_or_else(Vec::new, |home| home.as_bytes().to_vec()))
    .fetch_one(conn)
    .await?;
    row.uint("total")
}
