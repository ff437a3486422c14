//! Who may watch a video, and how far it is: asked by the pages, the API and the delivery.

use carry::id::VideoId;
use carry::manifest::{Body, Manifest};
use media::MediaRefusal;
use store::{Account, GrowingRendition, JobKind, JobState, StoreError, Video, VideoState, Visibility};

use crate::app::App;
use crate::view::space::{FailureReason, VideoState as Shown};

/// The worker's failure code of a video that would be more than its author may store.
pub const OVER_QUOTA: &str = "over-quota";
/// Jobs of a video that are looked at for its progress.
const JOBS_LOOKED_AT: u32 = 4;

/// Whether a viewer may watch. The stricter of what the author wants and what is published counts, so that a video
/// made private is closed at once. What the operators hold back nobody watches.
///
/// # Errors
/// [`StoreError`] if the database does not answer.
pub async fn may_watch(app: &App, viewer: Option<&Account>, video: &Video) -> Result<bool, StoreError> {
    if video.state == VideoState::Deleting {
        return Ok(false);
    }
    if app.store.held_since(video.id).await?.is_some() {
        return Ok(false);
    }
    if viewer.is_some_and(|viewer| viewer.id == video.account) {
        return Ok(true);
    }
    let private = video.about.visibility == Visibility::Private
        || video.published.is_some_and(|published| published.visibility == Visibility::Private);
    match viewer {
        _ if !private => Ok(true),
        Some(viewer) => app.store.may_watch(video.id, viewer.id).await,
        None => Ok(false),
    }
}

/// Whether a video that was public is not yet sealed: until then what is published is for its author alone.
pub(crate) fn is_sealing(video: &Video) -> bool {
    let was_public = video.published.is_some_and(|published| published.visibility == Visibility::Public);
    was_public && video.about.visibility != Visibility::Public
}

/// Whether anyone may read the title and find the video.
pub(crate) fn is_public(video: &Video) -> bool {
    video.about.visibility == Visibility::Public
        && video.published.is_none_or(|published| published.visibility == Visibility::Public)
}

/// How far a video is for a viewer. What still grows, and what was public and is not sealed yet, is for its author
/// alone unless the video is public.
pub(crate) async fn state_for(app: &App, viewer: Option<&Account>, video: &Video) -> Result<Shown, StoreError> {
    let state = shown_state(app, video).await?;
    if is_public(video) || viewer.is_some_and(|viewer| viewer.id == video.account) {
        return Ok(state);
    }
    Ok(match state {
        Shown::Playable(permille) => Shown::Processing(permille),
        Shown::Ready if is_sealing(video) => Shown::Processing(0),
        state => state,
    })
}

/// How far a video is.
pub(crate) async fn shown_state(app: &App, video: &Video) -> Result<Shown, StoreError> {
    match video.state {
        VideoState::Published => Ok(Shown::Ready),
        VideoState::Failed => Ok(Shown::Failed(reason(video.failure_code.as_deref()))),
        VideoState::Deleting => Ok(Shown::Waiting),
        VideoState::Processing => {
            let jobs = app.store.video_jobs(video.id, JOBS_LOOKED_AT).await?;
            let Some(job) = jobs.into_iter().find(|job| job.kind == JobKind::Encode) else { return Ok(Shown::Waiting) };
            if job.state != JobState::Running {
                return Ok(Shown::Waiting);
            }
            let permille = u16::try_from(job.progress_permille.min(1000)).unwrap_or(1000);
            let plays = !growing(app, video.id).await?.is_empty();
            Ok(if plays { Shown::Playable(permille) } else { Shown::Processing(permille) })
        }
    }
}

/// The renditions that grow, once each of them has its first segment: before that a player cannot begin.
pub(crate) async fn growing(app: &App, video: VideoId) -> Result<Vec<GrowingRendition>, StoreError> {
    let renditions = app.store.growing_renditions(video).await?;
    for rendition in &renditions {
        let first = app.store.growing_segments(video, rendition.attempt, &rendition.facts.name, 0, 1).await?;
        if first.is_empty() {
            return Ok(Vec::new());
        }
    }
    Ok(renditions)
}

/// The reason behind a worker's failure code; a code that is no refusal of the file is this member's own trouble.
pub(crate) fn reason(code: Option<&str>) -> FailureReason {
    if code == Some(OVER_QUOTA) {
        return FailureReason::OverQuota;
    }
    let refusal = MediaRefusal::ALL.into_iter().find(|refusal| Some(refusal.code()) == code);
    refusal.map_or(FailureReason::Trouble, |refusal| match refusal {
        MediaRefusal::Empty | MediaRefusal::NotAVideo | MediaRefusal::NothingToPlay => FailureReason::NotAVideo,
        MediaRefusal::Playlist | MediaRefusal::Text => FailureReason::Forbidden,
        MediaRefusal::Incomplete => FailureReason::Truncated,
        MediaRefusal::TooManyStreams | MediaRefusal::TooLong | MediaRefusal::TooManyPixels => FailureReason::TooLarge,
        MediaRefusal::TooMuchWork | MediaRefusal::Runaway => FailureReason::TooSlow,
        _ => FailureReason::Trouble,
    })
}

/// Bytes that a video takes: its objects as the last manifest lists them, and the author's file while it is there.
pub(crate) async fn stored_bytes(app: &App, video: &Video) -> Result<u64, StoreError> {
    let source = video.source.as_ref().map_or(0, |source| source.bytes);
    let Some(placed) = app.store.latest_manifest(video.id).await? else { return Ok(source) };
    let objects = match Manifest::from_cbor(&placed.bytes).map(|manifest| manifest.body) {
        Ok(Body::Published(published)) => {
            let renditions: u64 = published.renditions.iter().map(|rendition| rendition.bytes).sum();
            renditions.saturating_add(published.thumbnail.map_or(0, |thumbnail| thumbnail.bytes))
        }
        Ok(Body::Gone) | Err(_) => 0,
    };
    Ok(source.saturating_add(objects))
}

/// Whether there is a thumbnail.
pub(crate) fn has_thumbnail(video: &Video) -> bool {
    let opens = video.is_key_known() || is_public(video);
    opens && video.published.is_some() && video.facts.is_some_and(|facts| facts.width > 0)
}

/// Whether the thumbnail is there and needs no key.
pub(crate) fn has_open_thumbnail(video: &Video) -> bool {
    has_thumbnail(video) && video.published.is_some_and(|published| published.visibility == Visibility::Public)
}

/// The video that an address, or an id alone, names.
pub(crate) fn video_in(text: &str) -> Option<VideoId> {
    let path = text.trim().split(['?', '#']).next()?;
    path.rsplit('/').find_map(|part| part.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_video_is_named_by_its_id_or_any_address_of_it() {
        let id = VideoId::from_bytes([7; 32]);
        for text in [
            format!(" {id} "),
            format!("https://one.example/v/{id}"),
            format!("https://one.example/v/{id}/?t=3#k=abc"),
            format!("/v/{id}/cost"),
        ] {
            assert_eq!(video_in(&text), Some(id), "{text}");
        }
        for text in ["", "https://one.example/", "mfrgg"] {
            assert_eq!(video_in(text), None, "{text}");
        }
    }
}
