//! The file as its author sent it, where it is kept, for its author alone.

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use percent_encoding::utf8_percent_encode;
use store::Video;

use super::CODED;
use super::stop::Stop;
use super::video_settings::own;
use crate::app::App;
use crate::delivery::{Asked, FileBytes, condition};
use crate::sessions::Visit;
use crate::uploads::file_path;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/space/videos/{id}/original", get(original))
}

/// The address under which a video's author gets the original, if it is kept.
pub(super) fn address(video: &Video) -> Option<String> {
    let kept = video.keep_original && video.source.is_some();
    kept.then(|| format!("/space/videos/{}/original", video.id))
}

async fn original(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    let video = own(&app, visit.account()?, &id).await?;
    let source = video.source.filter(|_| video.keep_original).ok_or(Stop::NOT_FOUND)?;
    let text = |text: String| HeaderValue::try_from(text).map_err(|_| Stop::Failure("a header has no text".to_owned()));
    let tag = text(format!("\"{}\"", source.upload))?;
    let all = source.bytes;
    let (status, range) = match Asked::read(condition::range(&headers, &tag), all) {
        Asked::Whole => (StatusCode::OK, 0..all),
        Asked::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
        Asked::Outside => {
            let told = [(CONTENT_RANGE, format!("bytes */{all}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, told).into_response());
        }
    };
    let mut told: Vec<(HeaderName, HeaderValue)> = vec![
        // Never shown by the browser as what it says it is: anybody may have made it.
        (CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (CONTENT_DISPOSITION, text(attachment(&source.file_name))?),
        (CONTENT_LENGTH, (range.end - range.start).into()),
        (ACCEPT_RANGES, HeaderValue::from_static("bytes")),
        (CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (ETAG, tag),
    ];
    if status == StatusCode::PARTIAL_CONTENT {
        told.push((CONTENT_RANGE, text(format!("bytes {}-{}/{all}", range.start, range.end - 1))?));
    }
    let file = FileBytes { disk: Arc::clone(&app.seams.disk), path: file_path(source.upload), left: range };
    let body = file.body().await.map_err(|error| match error.kind() {
        // It was given up between the question and the answer.
        io::ErrorKind::NotFound => Stop::NOT_FOUND,
        _ => Stop::from(error),
    })?;
    let mut response = (status, body).into_response();
    response.headers_mut().extend(told);
    Ok(response)
}

/// `Content-Disposition` with a file's name (RFC 6266): in ASCII for old programs, and as it is.
fn attachment(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |character: char| character.is_ascii_graphic() && !matches!(character, '"' | '%');
    let ascii: String = name.chars().map(|character| if plain(character) { character } else { '_' }).collect();
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{}", utf8_percent_encode(name, CODED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_saved_under_its_name_and_nowhere_else() {
        let rows = [
            ("clip.mp4", "attachment; filename=\"clip.mp4\"; filename*=UTF-8''clip.mp4"),
            ("Été \"1\".mov", "attachment; filename=\"_t___1_.mov\"; filename*=UTF-8''%C3%89t%C3%A9%20%221%22.mov"),
            ("../../etc/x\r\ny", "attachment; filename=\"x__y\"; filename*=UTF-8''x%0D%0Ay"),
            ("C:\\a.avi", "attachment; filename=\"a.avi\"; filename*=UTF-8''a.avi"),
        ];
        for (name, header) in rows {
            assert_eq!(attachment(name), header);
            assert!(HeaderValue::try_from(header).is_ok());
        }
    }
}
