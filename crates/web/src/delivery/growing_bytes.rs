//! `/p/{id}/{attempt}/{rendition}`, in playlists with `.mp4` behind it: bytes of a rendition that still grows.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::{StreamExt, stream};
use http::header::{ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, RANGE};
use http::{HeaderMap, HeaderValue, StatusCode};
use seams::Disk;

use super::NotDelivered;
use super::growing::{NEVER, allowed, segments};
use super::range::Asked;
use super::texts::SEGMENTS_END;
use crate::app::App;
use crate::watching;

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
    let mut file = File { disk: Arc::clone(&app.seams.disk), path: rendition.file, left: range };
    // The first frame decides whether there is an answer at all.
    let first = match file.next().await {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(NotDelivered::Unknown),
        first => first?,
    };
    let rest = stream::try_unfold(file, async |mut file| Ok(file.next().await?.map(|frame| (frame, file))));
    let frames = stream::iter(first.map(Ok::<_, io::Error>)).chain(rest);
    let mut response = Response::new(Body::from_stream(frames));
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

/// What is left to be sent of a growing file.
struct File {
    disk: Arc<dyn Disk>,
    path: String,
    left: Range<u64>,
}

impl File {
    /// The next frame. A file that ends early is as good as gone: another attempt has begun, or the video is whole.
    async fn next(&mut self) -> io::Result<Option<Bytes>> {
        if self.left.is_empty() {
            return Ok(None);
        }
        let until = self.left.end.min(self.left.start.saturating_add(FRAME_BYTES));
        let bytes = self.disk.read(&self.path, self.left.start..until).await?;
        if bytes.is_empty() {
            return Err(io::ErrorKind::NotFound.into());
        }
        let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left.start = self.left.start.saturating_add(read);
        Ok(Some(bytes))
    }
}
