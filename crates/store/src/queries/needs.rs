//! The files that go with the rows of a backup, and what becomes of the rows when it is restored.

use carry::id::ObjectHash;
use jiff::Timestamp;

use super::{Conn, settings, sql};
use crate::PAGE_ROWS;
use crate::UploadId;
use crate::columns::{Columns, int, ms, rows};
use crate::copy::Needs;
use crate::copy::tables::Extent;
use crate::fault::Answer;

/// What the rows need; nothing is asked for a copy of everything, whose files stay where they are.
pub(crate) async fn of(conn: &mut Conn, extent: Extent) -> Answer<Needs> {
    let mut needs = Needs::default();
    if extent == Extent::Everything {
        return Ok(needs);
    }
    while let Some(page) = objects(conn, needs.objects.last().map(|(hash, _)| *hash)).await? {
        needs.objects.extend(page);
    }
    while let Some(page) = uploads(conn, needs.uploads.last().map(|(id, _)| *id)).await? {
        needs.uploads.extend(page);
    }
    Ok(needs)
}

async fn objects(conn: &mut Conn, after: Option<ObjectHash>) -> Answer<Option<Vec<(ObjectHash, u64)>>> {
    let found = sql("SELECT hash, bytes FROM object WHERE hash > $1 \
         AND EXISTS (SELECT 1 FROM object_ref WHERE object = object.hash) ORDER BY hash LIMIT $2")
    .bind(after.map_or_else(Vec::new, |hash| hash.as_bytes().to_vec()))
    .bind(rows(PAGE_ROWS))
    .fetch_all(conn)
    .await?;
    let page = found.iter().map(|row| Ok((row.object("hash")?, row.uint("bytes")?))).collect::<Answer<Vec<_>>>()?;
    Ok((!page.is_empty()).then_some(page))
}

async fn uploads(conn: &mut Conn, after: Option<UploadId>) -> Answer<Option<Vec<(UploadId, u64)>>> {
    let found = sql("SELECT id, bytes FROM (\
         SELECT id, offset_bytes AS bytes FROM upload WHERE video IS NULL AND offset_bytes > 0 \
         UNION ALL SELECT source_upload, source_bytes FROM video WHERE source_upload IS NOT NULL\
         ) AS files WHERE id > $1 ORDER BY id LIMIT $2")
    .bind(after.map_or_else(Vec::new, |id| id.as_bytes().to_vec()))
    .bind(rows(PAGE_ROWS))
    .fetch_all(conn)
    .await?;
    let page = found.iter().map(|row| Ok((UploadId::from_bytes(row.array("id")?), row.uint("bytes")?)));
    let page = page.collect::<Answer<Vec<_>>>()?;
    Ok((!page.is_empty()).then_some(page))
}

pub(crate) async fn settle(
    conn: &mut Conn,
    floor: u64,
    margin: u64,
    lost: &[UploadId],
    uploads_until: Timestamp,
) -> Answer<u64> {
    let signed = sql("SELECT COALESCE(MAX(sequence), 0) AS n FROM manifest").fetch_one(&mut *conn).await?.uint("n")?;
    settings::raise_sequence_floor(conn, floor.max(signed).saturating_add(margin)).await?;
    sql("DELETE FROM object WHERE NOT EXISTS (SELECT 1 FROM object_ref WHERE object = object.hash) \
         AND NOT EXISTS (SELECT 1 FROM carried_object WHERE object = object.hash) \
         AND NOT EXISTS (SELECT 1 FROM kept_piece WHERE object = object.hash)")
    .execute(&mut *conn)
    .await?;
    sql("UPDATE upload SET expires_at = $1 WHERE video IS NULL AND expires_at < $1")
        .bind(ms(uploads_until))
        .execute(&mut *conn)
        .await?;
    for id in lost {
        sql("UPDATE upload SET offset_bytes = $1 WHERE id = $2 AND video IS NULL")
            .bind(int(0, "an offset")?)
            .bind(&id.as_bytes()[..])
            .execute(&mut *conn)
            .await?;
    }
    settings::sequence_floor(conn).await
}
