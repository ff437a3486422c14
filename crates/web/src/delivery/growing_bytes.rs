//! `/p/{id}/{attempt}/{rendition}`, in playlists with `.mp4` behind it: bytes of a rendition that still grows.

use std::io;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header::{ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, RANGE};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::NotDelivered;
use super::file_bytes::FileBytes;
use super::growing::{NEVER, allowed, segments};
use super::range::Asked;
use super::texts::SEGMENTS_END;
use crate::app::App;
use crate::watching;

/// Hands out what is finished: the init section and whole segments. Nothing behind them is read,
/// because the encoder still writes there.
pub(super) async fn get(
    State(app): State<App>,
    Path((id, attempt, name)): Path<(String, u64, String)>,
    headers: HeaderMap,
) -> Result<Response, NotDelivered> {
    let video = allowed(&app, &id, &headers).await?;
    let name = name.strip_suffix(SEGMENTS_END).unwrap_or(&name);
    let renditions = watching::growing(&app, video.id).await?;
    let rendition = renditions
        .into_iter()
        .find(|each| each.attempt == attempt && each.facts.name == name)
        .ok_or(NotDelivered::Unknown)?;
    let finished = segments(&app.store, &rendition).await?;
    let end = finished.last().map_or(rendition.init.len, |last| last.start.saturating_add(last.len));
    let sent = headers.get(RANGE).and_then(|value| value.to_str().ok());
    let (status, range) = match Asked::read(sent, end) {
        Asked::Whole => (StatusCode::OK, 0..end),
        Asked::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
        Asked::Outside => {
            let told = [(CONTENT_RANGE, format!("bytes */{end}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, told).into_response());
        }
    };
    let placed = format!("bytes {}-{}/*", range.start, range.end.saturating_sub(1));
    let length = range.end - range.start;
    let file = FileBytes { disk: Arc::clone(&app.seams.disk), path: rendition.file, left: range };
    let body = match file.body().await {
        // As good as gone: another attempt has begun, or the video is whole.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(NotDelivered::Unknown),
        body => body?,
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let own = response.headers_mut();
    own.insert(CONTENT_TYPE, HeaderValue::from_static("video/mp4"));
    own.insert(CONTENT_LENGTH, length.into());
    own.insert(CACHE_CONTROL, NEVER);
    own.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if status == StatusCode::PARTIAL_CONTENT
        && let Ok(placed) = HeaderValue::try_from(placed)
    {
        own.insert(CONTENT_RANGE, placed);
    }
    Ok(response)
}
