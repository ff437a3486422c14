//! Publishing and entombing: everything that becomes true with a manifest.

use carry::id::VideoId;
use jiff::Timestamp;

use super::{Conn, dead_jobs, jobs, manifests, objects, search, settings, sql, uploads, videos};
use crate::columns::{int, ms};
use crate::fault::Answer;
use crate::rows::{EntombRefusal, JobKind, Lease, NewManifest, Publication, PublishRefusal, UserId, VideoState};

pub(crate) async fn publish(conn: &mut Conn, new: &Publication, now: Timestamp) -> Answer<Result<u64, PublishRefusal>> {
    if !jobs::holds(conn, new.lease).await? {
        return Ok(Err(PublishRefusal::LeaseLost));
    }
    let Some(video) = videos::living(conn, new.video).await? else {
        return Ok(Err(PublishRefusal::UnknownVideo));
    };
    if video.revision != new.revision {
        return Ok(Err(PublishRefusal::Changed(video.revision)));
    }
    let place = match append(conn, new.video, &new.manifest, false).await? {
        Ok(place) => place,
        Err(AppendRefusal::Stale(sequence)) => {
            return Ok(Err(PublishRefusal::StaleSequence(sequence)));
        }
        Err(AppendRefusal::Key) => return Ok(Err(PublishRefusal::NotCurrentKey)),
    };
    if let Err(refusal) = objects::replace(conn, new.video, &new.objects, now).await? {
        return Ok(Err(refusal));
    }
    videos::put_facts(conn, new.video, new.facts).await?;
    sql("UPDATE video SET state = 'published', failure_code = NULL, sequence = $1, \
         published_at = COALESCE(published_at, $2), published_visibility = visibility, \
         published_key = video_key, published_revision = revision, not_after = $4 WHERE id = $3")
    .bind(int(new.manifest.sequence, "a sequence")?)
    .bind(ms(now))
    .bind(&new.video.as_bytes()[..])
    .bind(ms(new.manifest.not_after))
    .execute(&mut *conn)
    .await?;
    search::index(conn, new.video).await?;
    dead_jobs::supersede(conn, new.video, &[JobKind::Encode, JobKind::Revise], now).await?;
    if new.drop_source {
        uploads::drop_source(conn, new.video).await?;
    }
    // Later ones change little, and must not keep an author from closing a video.
    if video.published.is_none()
        && let Err(refusal) = within_quota(conn, video.account).await?
    {
        return Ok(Err(refusal));
    }
    if new.finish_job {
        jobs::end(conn, new.lease, now).await?;
    }
    Ok(Ok(place))
}

/// Whether what an account stores now is what it may.
pub(super) async fn within_quota(conn: &mut Conn, account: UserId) -> Answer<Result<(), PublishRefusal>> {
    let storage = uploads::storage(conn, account).await?;
    let over = storage.and_then(|storage| Some((storage.stored_bytes, storage.quota_bytes?)));
    Ok(match over {
        Some((stored, quota)) if stored > quota => Err(PublishRefusal::OverQuota { stored, quota }),
        _ => Ok(()),
    })
}

/// Why a manifest is not put at the next place, in the order in which it is checked.
pub(super) enum AppendRefusal {
    Stale(u64),
    Key,
}

/// Puts a manifest at the next place, and forgets what the earlier ones of the video said.
pub(super) async fn append(
    conn: &mut Conn,
    video: VideoId,
    manifest: &NewManifest,
    tombstone: bool,
) -> Answer<Result<u64, AppendRefusal>> {
    let last = manifests::latest(conn, video).await?.map_or(0, |last| last.sequence);
    let last = last.max(settings::sequence_floor(conn).await?.saturating_sub(1));
    if manifest.sequence <= last {
        return Ok(Err(AppendRefusal::Stale(last)));
    }
    let current = manifests::current_key(conn).await?;
    if current.is_none_or(|key| key.first_place != manifest.key_place) {
        return Ok(Err(AppendRefusal::Key));
    }
    let place = manifests::count(conn).await?;
    sql("INSERT INTO manifest (place, video, sequence, hash, bytes, signature, key_place, \
         tombstone) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(int(place, "a place")?)
    .bind(&video.as_bytes()[..])
    .bind(int(manifest.sequence, "a sequence")?)
    .bind(&manifest.hash[..])
    .bind(&manifest.bytes)
    .bind(&manifest.signature[..])
    .bind(int(manifest.key_place, "a place")?)
    .bind(tombstone)
    .execute(&mut *conn)
    .await?;
    manifests::forget_words(conn, video, manifest.sequence).await?;
    Ok(Ok(place))
}

pub(crate) async fn entomb(
    conn: &mut Conn,
    lease: Lease,
    video: VideoId,
    tombstone: Option<&NewManifest>,
    now: Timestamp,
) -> Answer<Result<Option<u64>, EntombRefusal>> {
    if !jobs::holds(conn, lease).await? {
        return Ok(Err(EntombRefusal::LeaseLost));
    }
    let Some(row) = videos::get(conn, video).await? else {
        return Ok(Err(EntombRefusal::UnknownVideo));
    };
    if row.state != VideoState::Deleting {
        return Ok(Err(EntombRefusal::NotDeleting));
    }
    let place = match tombstone {
        None if row.sequence > 0 => return Ok(Err(EntombRefusal::TombstoneNeeded)),
        None => None,
        Some(manifest) => match append(conn, video, manifest, true).await? {
            Ok(place) => Some(place),
            Err(AppendRefusal::Stale(sequence)) => {
                return Ok(Err(EntombRefusal::StaleSequence(sequence)));
            }
            Err(AppendRefusal::Key) => return Ok(Err(EntombRefusal::NotCurrentKey)),
        },
    };
    objects::drop_all(conn, video, now).await?;
    for statement in ["DELETE FROM upload WHERE video = $1", "DELETE FROM video WHERE id = $1"] {
        sql(statement).bind(&video.as_bytes()[..]).execute(&mut *conn).await?;
    }
    jobs::end(conn, lease, now).await?;
    Ok(Ok(place))
}
