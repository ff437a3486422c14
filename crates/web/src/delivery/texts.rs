//! `/v/{id}/…`: playlists, hashes, the manifest and the thumbnail of a published video.

use std::sync::Arc;

use axum::extract::{Path, Query, Request, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE, ETAG};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Deserialize;

use super::live::{Access, LiveVideo};
use super::pathways::{Distances, Serving, Session};
use super::{NotDelivered, condition, object};
use crate::app::App;
use crate::sessions;

/// The media type of playlists (RFC 8216, section 4).
pub(super) const PLAYLIST: HeaderValue = HeaderValue::from_static("application/vnd.apple.mpegurl");
pub(super) const JSON: HeaderValue = HeaderValue::from_static("application/json");
const CBOR: HeaderValue = HeaderValue::from_static("application/cbor");
/// The end of a playlist's name.
pub(super) const PLAYLIST_END: &str = ".m3u8";
/// What playlists put behind the name of a rendition's bytes. Players on ffmpeg refuse segments whose address does not
/// end like a video's (its option `allowed_segment_extensions`).
pub(super) const SEGMENTS_END: &str = ".mp4";

/// What a page puts behind the address of the multivariant playlist.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// The [`Session`]; players that have none are given one.
    #[serde(default)]
    s: String,
}

/// The multivariant playlist. Where several members serve, it is made for one session, and nobody keeps it.
pub(super) async fn master(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, NotDelivered> {
    let video = allowed(&app, &id, &headers).await?;
    let session = Session::read(&asked.s).unwrap_or_else(|| Session::draw(app.seams.entropy.as_ref()));
    let Some(serving) = Serving::of(app.delivery.carriers(), video.id, session, &Distances::default()).await else {
        return Ok(text(&video, "master", PLAYLIST, video.master.clone(), &headers));
    };
    let mut response = ([(CONTENT_TYPE, PLAYLIST)], video.steered(&serving, session)).into_response();
    revalidated(&video, response.headers_mut());
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(response)
}

/// The playlist of one rendition, `{rendition}.m3u8`.
pub(super) async fn media(
    State(app): State<App>,
    Path((id, playlist)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, NotDelivered> {
    rendition(&*allowed(&app, &id, &headers).await?, &playlist, &headers)
}

/// The playlist of the rendition that an address names.
pub(super) fn rendition(video: &LiveVideo, playlist: &str, headers: &HeaderMap) -> Result<Response, NotDelivered> {
    let name = playlist.strip_suffix(PLAYLIST_END).ok_or(NotDelivered::Unknown)?;
    let found = video.media.iter().find(|(rendition, _)| rendition == name);
    let (name, list) = found.ok_or(NotDelivered::Unknown)?;
    Ok(text(video, name, PLAYLIST, list.clone(), headers))
}

/// The hashes of all segments, by which the player checks them.
pub(super) async fn integrity(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, NotDelivered> {
    let video = allowed(&app, &id, &headers).await?;
    Ok(text(&video, "integrity", JSON, video.integrity.clone(), &headers))
}

/// The signed manifest.
pub(super) async fn manifest(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, NotDelivered> {
    let video = allowed(&app, &id, &headers).await?;
    Ok(text(&video, "manifest", CBOR, video.signed.clone(), &headers))
}

/// The thumbnail; of a video that is not public, its ciphertext.
pub(super) async fn thumbnail(
    State(app): State<App>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, NotDelivered> {
    let (parts, _) = request.into_parts();
    let video = allowed(&app, &id, &parts.headers).await?;
    let thumbnail = video.thumbnail.as_ref().ok_or(NotDelivered::Unknown)?;
    let found = app.delivery.object(thumbnail.object).await?;
    let mut response = object::answer(&app.delivery, &found, &parts).await?;
    if response.status() != StatusCode::RANGE_NOT_SATISFIABLE {
        revalidated(&video, response.headers_mut());
    }
    Ok(response)
}

/// The video, if whoever sent `headers` may have its envelope.
pub(super) async fn allowed(app: &App, id: &str, headers: &HeaderMap) -> Result<Arc<LiveVideo>, NotDelivered> {
    let id = id.parse().map_err(|_| NotDelivered::Unknown)?;
    let video = app.delivery.video(id).await?;
    if video.access == Access::Named {
        let session = sessions::find(app, headers).await?.ok_or(NotDelivered::Unknown)?;
        if !app.store.may_watch(video.id, session.account.id).await? {
            return Err(NotDelivered::Unknown);
        }
    }
    Ok(video)
}

/// A text that belongs to one version of the video.
pub(super) fn text(
    video: &LiveVideo,
    part: &str,
    media_type: HeaderValue,
    body: Bytes,
    headers: &HeaderMap,
) -> Response {
    // Weak, because what goes over the wire may be compressed.
    let tag = HeaderValue::try_from(format!("W/\"{}-{part}\"", video.sequence));
    let tag = tag.unwrap_or(HeaderValue::from_static("W/\"\""));
    let mut response = if condition::has_it(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(CONTENT_TYPE, media_type)], body).into_response()
    };
    response.headers_mut().insert(ETAG, tag);
    revalidated(video, response.headers_mut());
    response
}

/// Caches keep it, and ask each time whether there is a newer one.
fn revalidated(video: &LiveVideo, headers: &mut HeaderMap) {
    match video.access {
        Access::Anyone => {
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        }
        Access::Named => {
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        }
    }
}
