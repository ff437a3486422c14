//! The thumbnail of an author's own video, in the clear: in their space nothing is sealed from them.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use carry::manifest::{Audience, Body, Manifest, Published};
use carry::seal::{Payload, SealRefusal, VideoKey, open_thumbnail};
use store::Video;

use super::stop::Stop;
use super::video_settings::own;
use crate::app::App;
use crate::sessions::Visit;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/space/videos/{id}/thumbnail", get(thumbnail))
}

/// The address of a video's thumbnail for its author.
pub(super) fn address(video: &Video) -> String {
    format!("/space/videos/{}/thumbnail", video.id)
}

async fn thumbnail(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Result<Response, Stop> {
    let video = own(&app, visit.account()?, &id).await?;
    let placed = app.store.latest_manifest(video.id).await?.ok_or(Stop::NOT_FOUND)?;
    let damaged = |error: &dyn std::fmt::Display| Stop::Failure(format!("a manifest is damaged: {error}"));
    let manifest = Manifest::from_cbor(&placed.bytes).map_err(|error| damaged(&error))?;
    let Body::Published(published) = manifest.body else { return Err(Stop::NOT_FOUND) };
    let listed = published.thumbnail.as_ref().ok_or(Stop::NOT_FOUND)?;
    let stored = app.objects.read(listed.object, 0..listed.bytes).await;
    let stored = stored.map_err(|_| Stop::Failure("a thumbnail cannot be read".to_owned()))?;
    let picture = in_the_clear(&video, &published, &stored).map_err(|error| damaged(&error))?;
    let media_type = HeaderValue::from_str(&listed.media_type).map_err(|error| damaged(&error))?;
    // Who sits down at this browser next shall not find it.
    let headers = [(CONTENT_TYPE, media_type), (CACHE_CONTROL, HeaderValue::from_static("private, no-store"))];
    Ok((headers, picture).into_response())
}

fn in_the_clear(video: &Video, published: &Published, stored: &[u8]) -> Result<Vec<u8>, SealRefusal> {
    let (Audience::Sealed(sealed), Some(last)) = (&published.audience, video.published) else {
        return Ok(stored.to_vec());
    };
    let payload = Payload::open(sealed, &VideoKey::from_bytes(last.video_key), &video.id)?;
    let with = payload.thumbnail.ok_or(SealRefusal::PayloadMalformed)?;
    open_thumbnail(&with.key, &with.nonce, &video.id, stored)
}
