//! What a machine of a person's own serves: the playlists, hashes and objects of the videos that it holds whole, at the addresses
//! that members have for them, and how it is. It has no database, no pages and no account, and keeps nothing of who asks.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use carry::id::{ObjectHash, VideoId};
use carry::manifest::{Body, Manifest, ManifestRefusal, SignedManifest};
use http::header::CACHE_CONTROL;
use http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use objects::Objects;

use super::live::{LiveObject, LiveVideo};
use super::{NotDelivered, object, texts};

/// The videos that a machine serves now.
pub struct OwnShelf {
    objects: Objects,
    shown: RwLock<Shown>,
}

#[derive(Default)]
struct Shown {
    /// Whether anything is served: not before the home was asked, and not once it says no.
    open: bool,
    videos: BTreeMap<VideoId, Arc<LiveVideo>>,
    /// By which video an object is served; of several, one of them.
    by_object: HashMap<ObjectHash, VideoId>,
}

impl OwnShelf {
    /// A shelf with nothing on it, closed.
    #[must_use]
    pub fn new(objects: Objects) -> Self {
        Self { objects, shown: RwLock::default() }
    }

    /// Puts a video on the shelf, in place of an earlier version. All its objects are here, and its signature was verified.
    ///
    /// # Errors
    /// [`ManifestRefusal`]; a tombstone puts nothing there.
    pub fn put(&self, signed: &SignedManifest, now: Timestamp) -> Result<(), ManifestRefusal> {
        let manifest = Manifest::from_cbor(&signed.bytes)?;
        let id = manifest.core.video_id();
        self.take(id);
        let Body::Published(published) = &manifest.body else { return Ok(()) };
        let video = LiveVideo::of(id, manifest.core.home, &manifest, published, signed, now);
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        for object in video.renditions.iter().chain(&video.thumbnail) {
            shown.by_object.insert(object.object, id);
        }
        shown.videos.insert(id, Arc::new(video));
        Ok(())
    }

    /// Takes a video off the shelf: from this moment on no request for it begins.
    pub fn take(&self, id: VideoId) {
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        shown.videos.remove(&id);
        let Shown { videos, by_object, .. } = &mut *shown;
        // An object that another video has as well is served by that one.
        by_object.retain(|object, by| {
            if *by == id {
                let other = videos.iter().find(|(_, video)| video.object(*object).is_some());
                let Some((other, _)) = other else { return false };
                *by = *other;
            }
            true
        });
    }

    /// Whether a video is on the shelf.
    #[must_use]
    pub fn has(&self, id: VideoId) -> bool {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).videos.contains_key(&id)
    }

    /// Whether anything is served from now on.
    pub fn open(&self, open: bool) {
        self.shown.write().unwrap_or_else(PoisonError::into_inner).open = open;
    }

    /// Whether anything is served.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).open
    }

    fn video(&self, id: &str) -> Result<Arc<LiveVideo>, NotDelivered> {
        let id: VideoId = id.parse().map_err(|_| NotDelivered::Unknown)?;
        let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner);
        if !shown.open {
            return Err(NotDelivered::NotYet);
        }
        shown.videos.get(&id).cloned().ok_or(NotDelivered::Unknown)
    }

    fn object(&self, hash: ObjectHash) -> Result<LiveObject, NotDelivered> {
        let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner);
        if !shown.open {
            return Err(NotDelivered::NotYet);
        }
        let video = shown.by_object.get(&hash).and_then(|id| shown.videos.get(id));
        video.and_then(|video| video.object(hash)).cloned().ok_or(NotDelivered::Unknown)
    }
}

/// Everything that the machine answers.
pub fn own_site(shelf: Arc<OwnShelf>) -> Router {
    Router::new()
        .route("/o/{hash}", get(object).options(object::allow_ranges))
        .route("/v/{id}/{playlist}", get(media).options(object::allow_ranges))
        .route("/v/{id}/integrity.json", get(integrity).options(object::allow_ranges))
        .route("/health", get(health))
        .with_state(shelf)
}

async fn object(
    State(shelf): State<Arc<OwnShelf>>,
    Path(hash): Path<String>,
    request: Request,
) -> Result<Response, NotDelivered> {
    let (parts, _) = request.into_parts();
    let found = shelf.object(object::named(&hash)?)?;
    let etag = object::tag(found.object)?;
    let mut response = object::bytes(&shelf.objects, &found, &etag, &parts).await?;
    object::open_to_all(response.headers_mut(), object::FOR_EVER);
    Ok(response)
}

async fn media(
    State(shelf): State<Arc<OwnShelf>>,
    Path((id, playlist)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, NotDelivered> {
    texts::rendition(&*shelf.video(&id)?, &playlist, &headers)
}

async fn integrity(
    State(shelf): State<Arc<OwnShelf>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, NotDelivered> {
    let video = shelf.video(&id)?;
    Ok(texts::text(&video, "integrity", texts::JSON, video.integrity.clone(), &headers))
}

/// How the machine is, for whoever watches it: 503 while it serves nothing.
#[derive(serde::Serialize)]
struct Health {
    serves: bool,
    videos: usize,
}

async fn health(State(shelf): State<Arc<OwnShelf>>) -> Response {
    let health = {
        let shown = shelf.shown.read().unwrap_or_else(PoisonError::into_inner);
        Health { serves: shown.open, videos: shown.videos.len() }
    };
    let status = if health.serves { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, [(CACHE_CONTROL, "no-store")], Json(health)).into_response()
}
