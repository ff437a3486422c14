//! Sealed backups of other homes.

use carry::id::ObjectHash;
use jiff::Timestamp;

use super::{Conn, Row, objects, sql};
use crate::columns::{Columns, int, ms, rows};
use crate::fault::{Answer, Fault};
use crate::rows::{CarriedRefusal, KeptBackup, KeptId, NewKept, ObjectRefusal};

fn read(row: &Row) -> Answer<KeptBackup> {
    Ok(KeptBackup {
        id: KeptId { home: row.member("home")?, number: row.uint("number")? },
        list: row.array("list")?,
        bytes: row.uint("bytes")?,
        since: row.time("since")?,
    })
}

fn number(id: KeptId) -> Answer<i64> {
    int(id.number, "the number of a backup")
}

pub(crate) async fn keep(conn: &mut Conn, new: &NewKept, now: Timestamp) -> Answer<Result<(), CarriedRefusal>> {
    for object in &new.objects {
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
    let before = hashes_of(conn, new.id).await?;
    remove(conn, new.id).await?;
    let total = new.objects.iter().try_fold(0_u64, |sum, object| sum.checked_add(object.bytes));
    let total = total.ok_or(Fault::TooLarge { what: "the pieces of a backup" })?;
    sql("INSERT INTO kept_backup (home, number, list, bytes, since) VALUES ($1, $2, $3, $4, $5)")
        .bind(&new.id.home.as_bytes()[..])
        .bind(number(new.id)?)
        .bind(&new.list[..])
        .bind(int(total, "the pieces of a backup")?)
        .bind(ms(now))
        .execute(&mut *conn)
        .await?;
    for object in &new.objects {
        sql("INSERT INTO kept_piece (home, number, object) VALUES ($1, $2, $3)")
            .bind(&new.id.home.as_bytes()[..])
            .bind(number(new.id)?)
            .bind(&object.hash.as_bytes()[..])
            .execute(&mut *conn)
            .await?;
        objects::note_referenced(conn, object.hash).await?;
    }
    objects::note_unreferenced(conn, &before, now).await?;
    Ok(Ok(()))
}

async fn hashes_of(conn: &mut Conn, id: KeptId) -> Answer<Vec<ObjectHash>> {
    let found = sql("SELECT object FROM kept_piece WHERE home = $1 AND number = $2")
        .bind(&id.home.as_bytes()[..])
        .bind(number(id)?)
        .fetch_all(conn)
        .await?;
    found.iter().map(|row| row.object("object")).collect()
}

async fn remove(conn: &mut Conn, id: KeptId) -> Answer<bool> {
    let done = sql("DELETE FROM kept_backup WHERE home = $1 AND number = $2")
        .bind(&id.home.as_bytes()[..])
        .bind(number(id)?)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}

pub(crate) async fn stop(conn: &mut Conn, id: KeptId, now: Timestamp) -> Answer<bool> {
    let before = hashes_of(conn, id).await?;
    let removed = remove(conn, id).await?;
    objects::note_unreferenced(conn, &before, now).await?;
    Ok(removed)
}

pub(crate) async fn all(conn: &mut Conn) -> Answer<Vec<KeptBackup>> {
    let found = sql("SELECT * FROM kept_backup ORDER BY home, number LIMIT $1")
        .bind(rows(crate::PAGE_ROWS))
        .fetch_all(conn)
        .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn with_object(conn: &mut Conn, object: ObjectHash) -> Answer<Vec<KeptId>> {
    let found = sql("SELECT home, number FROM kept_piece WHERE object = $1 ORDER BY home, number LIMIT $2")
        .bind(&object.as_bytes()[..])
        .bind(rows(crate::PAGE_ROWS))
        .fetch_all(conn)
        .await?;
    found.iter().map(|row| Ok(KeptId { home: row.member("home")?, number: row.uint("number")? })).collect()
}
