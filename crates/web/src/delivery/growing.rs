//! `/p/{id}/…`: the playlists of a video that is still being encoded, from home only.
//!
//! What grows is in the clear. Of a video that will not be public it is therefore for its author's session alone, as
//! the video stands at each request; to all others it does not exist.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use carry::id::VideoId;
use carry::manifest::Segment;
use carry::playlist::{self, Carrier, Ending, Integrity, MediaPlaylist};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};
use store::{GrowingRendition, PAGE_ROWS, Store, Video, VideoState};

use super::NotDelivered;
use super::texts::{JSON, PLAYLIST, PLAYLIST_END, SEGMENTS_END};
use crate::app::App;
use crate::{sessions, watching};

/// Segments of one rendition that are read at most: 24 hours of them.
const SEGMENTS: usize = 21_600;
/// What grows is not kept by anyone.
pub(super) const NEVER: HeaderValue = HeaderValue::from_static("private, no-store");

/// A playlist or the hashes, by the name at the end of the address.
pub(super) async fn text(
    State(app): State<App>,
    Path((id, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, NotDelivered> {
    let video = allowed(&app, &id, &headers).await?;
    let renditions = watching::growing(&app, video.id).await?;
    if renditions.is_empty() {
        return Err(NotDelivered::Unknown);
    }
    let (media_type, body) = match file.as_str() {
        "master.m3u8" => (PLAYLIST, master(video.id, &renditions)),
        "integrity.json" => (JSON, integrity(&app.store, &renditions).await?),
        other => {
            let name = other.strip_suffix(PLAYLIST_END).ok_or(NotDelivered::Unknown)?;
            let found = renditions.iter().find(|each| each.facts.name == name);
            let rendition = found.ok_or(NotDelivered::Unknown)?;
            (PLAYLIST, media(&app.store, rendition).await?)
        }
    };
    Ok(([(CONTENT_TYPE, media_type), (CACHE_CONTROL, NEVER)], body).into_response())
}

/// The video, if whoever sent `headers` may see it grow.
pub(super) async fn allowed(app: &App, id: &str, headers: &HeaderMap) -> Result<Video, NotDelivered> {
    let id = id.parse().map_err(|_| NotDelivered::Unknown)?;
    let video = app.store.video(id).await?.ok_or(NotDelivered::Unknown)?;
    if video.state == VideoState::Deleting {
        return Err(NotDelivered::Gone);
    }
    if app.store.held_since(id).await?.is_some() {
        return Err(NotDelivered::Unknown);
    }
    if watching::is_public(&video) {
        return Ok(video);
    }
    match sessions::find(app, headers).await? {
        Some(session) if session.account.id == video.account => Ok(video),
        _ => Err(NotDelivered::Unknown),
    }
}

/// The finished segments of a growing rendition, in order.
pub(super) async fn segments(store: &Store, rendition: &GrowingRendition) -> Result<Vec<Segment>, NotDelivered> {
    let mut all = Vec::new();
    let mut from = 0;
    while all.len() < SEGMENTS {
        let name = &rendition.facts.name;
        let page = store.growing_segments(rendition.video, rendition.attempt, name, from, PAGE_ROWS).await?;
        let Some(last) = page.last() else { break };
        from = last.index + 1;
        all.extend(page.into_iter().map(|row| row.segment));
    }
    Ok(all)
}

fn master(id: VideoId, renditions: &[GrowingRendition]) -> String {
    let facts: Vec<_> = renditions.iter().map(|each| &each.facts).collect();
    let media_url = |facts: &carry::manifest::RenditionFacts| format!("/p/{id}/{}.m3u8", facts.name);
    playlist::multivariant(&facts, None, &[Carrier { pathway: None, media_url: &media_url }], None)
}

async fn media(store: &Store, rendition: &GrowingRendition) -> Result<String, NotDelivered> {
    let segments = segments(store, rendition).await?;
    let GrowingRendition { video, attempt, facts, target_duration_s, .. } = rendition;
    Ok(playlist::media(&MediaPlaylist {
        object_url: &format!("/p/{video}/{attempt}/{}{SEGMENTS_END}", facts.name),
        init: &rendition.init,
        segments: &segments,
        key_url: None,
        ending: Ending::Growing { target_duration_s: *target_duration_s, ended: rendition.complete },
    }))
}

/// The hashes of what has grown, named as in the playlists' addresses without their end: `{attempt}/{rendition}`.
async fn integrity(store: &Store, renditions: &[GrowingRendition]) -> Result<String, NotDelivered> {
    let mut integrity = Integrity::default();
    for rendition in renditions {
        let name = format!("{}/{}", rendition.attempt, rendition.facts.name);
        integrity.add(name, &rendition.init, &segments(store, rendition).await?);
    }
    Ok(serde_json::to_string(&integrity).unwrap_or_default())
}
