//! Videos whose home is gone, and spaces that found a new one here.

use carry::id::{MemberId, VideoId};
use jiff::Timestamp;

use super::publishing::{AppendRefusal, append, within_quota};
use super::{Conn, Row, accounts, manifests, objects, search, sql, videos};
use crate::columns::{Columns, int, ms, rows};
use crate::fault::Answer;
use crate::rows::{
    AdoptRefusal, AdoptSpaceRefusal, AdoptedSpace, AdoptionTrouble, CarriedId, GoneVideo, NewAdopted, PublishRefusal,
    SpaceId, UserId,
};

fn read_space(row: &Row) -> Answer<SpaceId> {
    Ok(SpaceId { home: row.member("home")?, space: row.array("space")?, recovery: row.array("recovery")? })
}

fn read(row: &Row) -> Answer<GoneVideo> {
    Ok(GoneVideo {
        video: row.video("video")?,
        space: read_space(row)?,
        manifest: row.array("manifest")?,
        trouble: row.maybe_word("trouble", AdoptionTrouble::from_text)?,
    })
}

fn read_adopted(row: &Row) -> Answer<AdoptedSpace> {
    Ok(AdoptedSpace {
        id: read_space(row)?,
        account: row.user("account")?,
        signed: row.bytes("signed")?,
        since: row.time("since")?,
    })
}

pub(crate) async fn note(conn: &mut Conn, video: &GoneVideo) -> Answer<()> {
    sql("INSERT INTO gone_video (home, video, manifest, space, recovery) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (home, video) DO UPDATE SET manifest = excluded.manifest")
    .bind(&video.space.home.as_bytes()[..])
    .bind(&video.video.as_bytes()[..])
    .bind(&video.manifest[..])
    .bind(&video.space.space[..])
    .bind(&video.space.recovery[..])
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn get(conn: &mut Conn, id: CarriedId) -> Answer<Option<GoneVideo>> {
    let row = sql("SELECT * FROM gone_video WHERE home = $1 AND video = $2")
        .bind(&id.home.as_bytes()[..])
        .bind(&id.video.as_bytes()[..])
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(read).transpose()
}

pub(crate) async fn of_home(
    conn: &mut Conn,
    home: MemberId,
    after: Option<VideoId>,
    limit: u32,
) -> Answer<Vec<GoneVideo>> {
    let found = sql("SELECT * FROM gone_video WHERE home = $1 AND video > $2 ORDER BY video LIMIT $3")
        .bind(&home.as_bytes()[..])
        .bind(after.map_or_else(Vec::new, |after| after.as_bytes().to_vec()))
        .bind(rows(limit))
        .fetch_all(conn)
        .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn of_key(
    conn: &mut Conn,
    recovery: &[u8; 32],
    after: Option<CarriedId>,
    limit: u32,
) -> Answer<Vec<GoneVideo>> {
    let found = sql("SELECT * FROM gone_video WHERE recovery = $1 AND (home, video) > ($2, $3) \
         ORDER BY home, video LIMIT $4")
    .bind(&recovery[..])
    .bind(after.map_or_else(Vec::new, |after| after.home.as_bytes().to_vec()))
    .bind(after.map_or_else(Vec::new, |after| after.video.as_bytes().to_vec()))
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(read).collect()
}

pub(crate) async fn was(conn: &mut Conn, video: VideoId) -> Answer<bool> {
    let counted = sql("SELECT COUNT(*) AS n FROM gone_video WHERE video = $1");
    Ok(counted.bind(&video.as_bytes()[..]).fetch_one(conn).await?.uint("n")? > 0)
}

pub(crate) async fn trouble(conn: &mut Conn, id: CarriedId, trouble: Option<AdoptionTrouble>) -> Answer<()> {
    sql("UPDATE gone_video SET trouble = $1 WHERE home = $2 AND video = $3")
        .bind(trouble.map(AdoptionTrouble::as_str))
        .bind(&id.home.as_bytes()[..])
        .bind(&id.video.as_bytes()[..])
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn take(conn: &mut Conn, space: &AdoptedSpace) -> Answer<Result<(), AdoptSpaceRefusal>> {
    if !is_living(conn, space.account).await? {
        return Ok(Err(AdoptSpaceRefusal::UnknownAccount));
    }
    sql("INSERT INTO adopted_space (home, space, recovery, account, signed, since) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (home, space, recovery) DO NOTHING")
    .bind(&space.id.home.as_bytes()[..])
    .bind(&space.id.space[..])
    .bind(&space.id.recovery[..])
    .bind(&space.account.as_bytes()[..])
    .bind(&space.signed)
    .bind(ms(space.since))
    .execute(&mut *conn)
    .await?;
    let row = sql("SELECT account FROM adopted_space WHERE home = $1 AND space = $2 AND recovery = $3")
        .bind(&space.id.home.as_bytes()[..])
        .bind(&space.id.space[..])
        .bind(&space.id.recovery[..])
        .fetch_one(conn)
        .await?;
    Ok(if row.user("account")? == space.account { Ok(()) } else { Err(AdoptSpaceRefusal::OtherAccount) })
}

async fn is_living(conn: &mut Conn, account: UserId) -> Answer<bool> {
    Ok(accounts::living(conn, account).await?.is_some())
}

pub(crate) async fn spaces(conn: &mut Conn, after: Option<SpaceId>, limit: u32) -> Answer<Vec<AdoptedSpace>> {
    let found = sql("SELECT * FROM adopted_space WHERE (home, space, recovery) > ($1, $2, $3) \
         ORDER BY home, space, recovery LIMIT $4")
    .bind(after.map_or_else(Vec::new, |after| after.home.as_bytes().to_vec()))
    .bind(after.map_or_else(Vec::new, |after| after.space.to_vec()))
    .bind(after.map_or_else(Vec::new, |after| after.recovery.to_vec()))
    .bind(rows(limit))
    .fetch_all(conn)
    .await?;
    found.iter().map(read_adopted).collect()
}

pub(crate) async fn of_account(conn: &mut Conn, account: UserId) -> Answer<Vec<AdoptedSpace>> {
    let found = sql("SELECT * FROM adopted_space WHERE account = $1 ORDER BY since, home, space, recovery LIMIT $2")
        .bind(&account.as_bytes()[..])
        .bind(rows(crate::PAGE_ROWS))
        .fetch_all(conn)
        .await?;
    found.iter().map(read_adopted).collect()
}

pub(crate) async fn adopt(conn: &mut Conn, new: &NewAdopted, now: Timestamp) -> Answer<Result<u64, AdoptRefusal>> {
    if !is_living(conn, new.account).await? {
        return Ok(Err(AdoptRefusal::UnknownAccount));
    }
    if videos::get(conn, new.video).await?.is_some() || manifests::latest(conn, new.video).await?.is_some() {
        return Ok(Err(AdoptRefusal::Known));
    }
    let place = match append(conn, new.video, &new.manifest, false).await? {
        Ok(place) => place,
        Err(AppendRefusal::Stale(sequence)) => return Ok(Err(AdoptRefusal::StaleSequence(sequence))),
        Err(AppendRefusal::Key) => return Ok(Err(AdoptRefusal::NotCurrentKey)),
    };
    insert(conn, new, now).await?;
    match objects::replace(conn, new.video, &new.objects, now).await? {
        Ok(()) => {}
        Err(PublishRefusal::ObjectLeaving(object)) => return Ok(Err(AdoptRefusal::ObjectLeaving(object))),
        Err(PublishRefusal::ObjectSize(object)) => return Ok(Err(AdoptRefusal::ObjectSize(object))),
        Err(refusal) => panic!("the objects of an adopted video were refused: {refusal}"),
    }
    search::index(conn, new.video).await?;
    if let Err(PublishRefusal::OverQuota { stored, quota }) = within_quota(conn, new.account).await? {
        return Ok(Err(AdoptRefusal::OverQuota { stored, quota }));
    }
    Ok(Ok(place))
}

/// The video's row, as if it had been published here.
async fn insert(conn: &mut Conn, new: &NewAdopted, now: Timestamp) -> Answer<()> {
    sql("INSERT INTO video (id, account, core, title, description, language, visibility, video_key, revision, state, \
         keep_original, created_at, published_at, published_visibility, published_key, published_revision, \
         not_after, sequence) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 'published', $9, $10, $10, $7, $8, 0, $11, $12)")
    .bind(&new.video.as_bytes()[..])
    .bind(&new.account.as_bytes()[..])
    .bind(&new.core)
    .bind(&new.about.title)
    .bind(&new.about.description)
    .bind(&new.about.language)
    .bind(new.about.visibility.as_str())
    .bind(&new.video_key[..])
    .bind(false)
    .bind(ms(now))
    .bind(ms(new.manifest.not_after))
    .bind(int(new.manifest.sequence, "a sequence")?)
    .execute(&mut *conn)
    .await?;
    videos::set_wrap(conn, new.video, new.about.wrapped_key.as_ref()).await?;
    videos::put_facts(conn, new.video, new.facts).await
}
