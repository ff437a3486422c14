//! `/p/{id}/{attempt}/{rendition}`, in playlists with `.mp4` behind it: bytes of a rendition that still grows.

use std::ops::Range;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::{Stream, stream};
use http::header::{ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, RANGE};
use http::{HeaderMap, HeaderValue, StatusCode};
use seams::Disk;

use super::NotDelivered;
use super::growing::{NEVER, allowed, segments};
use super::range::Asked;
use super::texts::SEGMENTS_END;
use crate::app::App;

/// Bytes read and sent at once.
const FRAME_BYTES: u64 = 256 << 10;

/// Hands out what is finished: the init section and whole segments. Nothing behind them is read,
/// because the encoder still writes there.
pub(super) async fn get(
    State(app): State<App>,
    Path((id, attempt, name)): Path<(String, u64, String)>,
    headers: HeaderMap,
) -> Result<Response, NotDelivered> {
    let video = allowed(&app, &id, &headers).await?;
    let name = name.strip_suffix(SEGMENTS_END).unwrap_or(&name);
    let renditions = app.store.growing_renditions(video.id).await?;
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
    let disk = Arc::clone(&app.seams.disk);
    let mut response = Response::new(Body::from_stream(read(disk, rendition.file, range)));
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

/// The bytes of `range`, frame by frame. A file that ends early, because a new attempt replaced
/// it, ends the stream with an error.
fn read(disk: Arc<dyn Disk>, file: String, range: Range<u64>) -> impl Stream<Item = Result<Bytes, std::io::Error>> {
    stream::try_unfold((disk, file, range), async |(disk, file, range)| {
        if range.is_empty() {
            return Ok(None);
        }
        let until = range.end.min(range.start.saturating_add(FRAME_BYTES));
        let bytes = disk.read(&file, range.start..until).await?;
        if bytes.is_empty() {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let rest = range.start.saturating_add(read)..range.end;
        Ok(Some((bytes, (disk, file, rest))))
    })
}
