//! `/o/{hash}`, in playlists `/o/{hash}.mp4`: the bytes of an object.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use carry::id::{ObjectHash, VideoId};
use http::header::{
    ACCEPT_RANGES, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE,
    ETAG, X_CONTENT_TYPE_OPTIONS,
};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use jiff::Timestamp;
use objects::Objects;
use store::UserId;

use super::frames::Frames;
use super::growing::NEVER;
use super::live::LiveObject;
use super::range::Asked;
use super::texts::SEGMENTS_END;
use super::{Delivery, NotDelivered, condition};
use crate::app::App;
use crate::metering::{ClientAddress, Metered, Tally};
use crate::sessions;

/// An object's bytes never change under its name.
pub(super) const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ANY_ORIGIN: HeaderValue = HeaderValue::from_static("*");
const EXPOSED: HeaderValue = HeaderValue::from_static("Content-Range, Content-Length, ETag");

/// Headers of an answer, so that their table never grows while it is filled.
const HEADERS: usize = 10;

/// An object to which a live manifest refers.
pub(super) struct Deliverable {
    pub(super) object: LiveObject,
    /// The videos that refer to it; not empty.
    pub(super) videos: Vec<VideoId>,
    /// Whoever asks; or only these authors, while all that refers to it was public and is being closed.
    pub(super) only_for: Option<Vec<UserId>>,
    pub(super) etag: HeaderValue,
    pub(super) tally: Arc<Tally>,
    pub(super) read_at: Timestamp,
}

impl Deliverable {
    /// Looks the object up.
    ///
    /// # Errors
    /// [`NotDelivered::Gone`] when it is known and no live manifest refers to it any more.
    pub(super) async fn find(delivery: &Delivery, hash: ObjectHash, now: Timestamp) -> Result<Self, NotDelivered> {
        let store = &delivery.parts.store;
        let mut videos = store.object_videos(hash).await?;
        videos.extend(store.carried_with(hash).await?.into_iter().map(|carried| carried.video));
        let mut closing: Option<(LiveObject, Vec<UserId>)> = None;
        let mut not_now = None;
        for id in &videos {
            match delivery.video(*id).await {
                Ok(video) => {
                    let Some(object) = video.object(hash).cloned() else { continue };
                    if let Some(pause) = video.paused {
                        not_now = Some(pause.refusal());
                        continue;
                    }
                    let Some(author) = video.only_for else {
                        let tally = delivery.tally(hash, video.home);
                        return Self::new(object, videos, None, tally, now);
                    };
                    closing.get_or_insert((object, Vec::new())).1.push(author);
                }
                Err(NotDelivered::NotYet) => not_now = Some(NotDelivered::NotYet),
                // Withheld by its home, this member or another: it may come back.
                Err(NotDelivered::Unknown) => not_now = Some(NotDelivered::Unknown),
                Err(NotDelivered::Gone) => {}
                Err(failure) => return Err(failure),
            }
        }
        if let Some((object, authors)) = closing {
            return Self::new(object, videos, Some(authors), delivery.tally(hash, delivery.parts.member), now);
        }
        if let Some(later) = not_now {
            return Err(later);
        }
        match store.object(hash).await? {
            Some(object) if object.unreferenced_since.is_some() => Err(NotDelivered::Gone),
            Some(_) if !videos.is_empty() => Err(NotDelivered::Gone),
            _ => Err(NotDelivered::Unknown),
        }
    }

    fn new(
        object: LiveObject,
        videos: Vec<VideoId>,
        only_for: Option<Vec<UserId>>,
        tally: Arc<Tally>,
        read_at: Timestamp,
    ) -> Result<Self, NotDelivered> {
        let etag = tag(object.object)?;
        Ok(Self { object, videos, only_for, etag, tally, read_at })
    }
}

/// Hands out an object, whole or one range of it.
pub(super) async fn get(
    State(app): State<App>,
    Path(hash): Path<String>,
    request: Request,
) -> Result<Response, NotDelivered> {
    let (parts, _) = request.into_parts();
    let found = app.delivery.object(named(&hash)?).await?;
    if let Some(authors) = &found.only_for {
        let session = sessions::find(&app, &parts.headers).await?.ok_or(NotDelivered::Unknown)?;
        if !authors.contains(&session.account.id) {
            return Err(NotDelivered::Unknown);
        }
    }
    let mut response = answer(&app.delivery, &found, &parts).await?;
    open_to_all(response.headers_mut(), if found.only_for.is_some() { NEVER } else { FOR_EVER });
    Ok(response)
}

/// The bytes that a request asks for, to be counted as they are handed on. Whoever may keep it is for the caller to say,
/// but for what nobody may keep.
pub(super) async fn answer(delivery: &Delivery, found: &Deliverable, parts: &Parts) -> Result<Response, NotDelivered> {
    let mut response = bytes(&delivery.parts.objects, &found.object, &found.etag, parts).await?;
    if parts.method == Method::GET && response.status().is_success() {
        if let Some(client) = parts.extensions.get::<ClientAddress>() {
            delivery.parts.meter.saw(&found.tally, *client);
        }
        response.extensions_mut().insert(Metered(Arc::clone(&found.tally)));
    }
    Ok(response)
}

/// The same, counted by nobody.
pub(super) async fn bytes(
    objects: &Objects,
    found: &LiveObject,
    etag: &HeaderValue,
    Parts { method, headers, .. }: &Parts,
) -> Result<Response, NotDelivered> {
    if condition::has_it(headers, etag) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, etag.clone())]).into_response());
    }
    if method == Method::HEAD {
        // Ranges are for GET alone (RFC 9110, section 14.2), and nothing is read for the size that we know.
        let mut response = (StatusCode::OK, [(CONTENT_LENGTH, found.bytes)]).into_response();
        describe(found, etag, response.headers_mut());
        return Ok(response);
    }
    let LiveObject { object, bytes, .. } = found;
    let asked = Asked::read(condition::range(headers, etag), *bytes);
    let (status, range) = match asked {
        Asked::Whole => (StatusCode::OK, 0..*bytes),
        Asked::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
        Asked::Outside => {
            // A cache that keeps it by the object's rule would answer so to those who ask for what is there.
            let never = HeaderValue::from_static("no-store");
            let told = [(CONTENT_RANGE, format!("bytes */{bytes}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, [(CACHE_CONTROL, never)], told).into_response());
        }
    };
    let length = range.end - range.start;
    let (first, further) = objects.begin(*object, range.clone()).await?;
    let mut response = Response::new(Body::new(Frames::new(first, further, length)));
    *response.status_mut() = status;
    let own = response.headers_mut();
    own.reserve(HEADERS);
    describe(found, etag, own);
    if status == StatusCode::PARTIAL_CONTENT {
        let placed = format!("bytes {}-{}/{bytes}", range.start, range.end - 1);
        // Digits and punctuation always make a header.
        if let Ok(placed) = HeaderValue::try_from(placed) {
            own.insert(CONTENT_RANGE, placed);
        }
    }
    Ok(response)
}

/// What is the same whatever part is asked for.
fn describe(found: &LiveObject, etag: &HeaderValue, headers: &mut HeaderMap) {
    headers.insert(CONTENT_TYPE, found.media_type.clone());
    headers.insert(ETAG, etag.clone());
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
}

/// What says to caches and to pages of other members that they may have an object's bytes.
pub(super) fn open_to_all(headers: &mut HeaderMap, cache: HeaderValue) {
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(CACHE_CONTROL).or_insert(cache);
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, ANY_ORIGIN);
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
}

/// The hash in the last part of an object's address.
pub(super) fn named(name: &str) -> Result<ObjectHash, NotDelivered> {
    name.strip_suffix(SEGMENTS_END).unwrap_or(name).parse().map_err(|_| NotDelivered::Unknown)
}

/// The strong tag of an object, which is its name.
pub(super) fn tag(object: ObjectHash) -> Result<HeaderValue, NotDelivered> {
    HeaderValue::try_from(format!("\"{object}\"")).map_err(|_| NotDelivered::Unknown)
}

/// The answer to a browser that asks whether another member's page may ask for ranges.
pub(super) async fn allow_ranges() -> Response {
    let allowed = [
        (ACCESS_CONTROL_ALLOW_ORIGIN, ANY_ORIGIN),
        (ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, HEAD")),
        (ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("Range, If-Range, If-None-Match")),
        (ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400")),
    ];
    (StatusCode::NO_CONTENT, allowed).into_response()
}
