//! Delivery: immutable objects by byte range, and the texts by which players find them.
//!
//! An object is handed out only while the last manifest of some video refers to it. What the
//! database says is kept for a moment, so that a popular segment costs no query; deletion in this
//! process takes effect at once, in another one after that moment.

pub(crate) mod condition;
mod federated;
mod file_bytes;
mod frames;
mod growing;
mod growing_bytes;
mod homes;
mod live;
mod object;
mod own_machines;
mod own_site;
pub mod pathways;
mod range;
mod refusal;
mod steering;
mod texts;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use carry::id::{MemberId, ObjectHash, VideoId};
use carry::manifest::{Body, Manifest, Published, SignedManifest};
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use objects::Objects;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use seams::Seams;
use sha2::{Digest, Sha256};
use store::{Delivered, Store};
use tower_http::compression::CompressionLayer;

use crate::app::App;
use crate::metering::{Meter, Tally};
pub use federated::Federated;
pub(crate) use file_bytes::FileBytes;
use live::LiveVideo;
use object::Deliverable;
pub use own_machines::WithOwnMachines;
pub use own_site::{OwnShelf, own_site};
pub use pathways::{By, Carriers, Distances, MayServe, Pathway, Serving, Session};
pub(crate) use range::Asked;
pub(crate) use refusal::NotDelivered;

/// For how long what the database said is believed.
const BELIEVED: Duration = Duration::from_secs(2);
/// Bytes of playlists and manifests that are kept, and how many videos that is, about.
const KEPT_BYTES: u64 = 16 << 20;
const KEPT_VIDEOS: usize = 1_000;
/// Objects of which is kept that they may be delivered.
const KEPT_OBJECTS: usize = 20_000;

/// What delivery stands on.
pub struct DeliveryParts {
    pub seams: Seams,
    pub store: Store,
    pub objects: Objects,
    pub meter: Arc<Meter>,
    /// This member.
    pub member: MemberId,
    /// Who else serves what it serves.
    pub carriers: Arc<dyn Carriers>,
}

/// Finds what may be delivered.
pub struct Delivery {
    parts: DeliveryParts,
    videos: Cache<VideoId, Arc<LiveVideo>, ByTexts>,
    objects: Cache<ObjectHash, Arc<Deliverable>>,
}

#[derive(Clone)]
struct ByTexts;

impl Weighter<VideoId, Arc<LiveVideo>> for ByTexts {
    fn weight(&self, _: &VideoId, video: &Arc<LiveVideo>) -> u64 {
        u64::try_from(video.weight()).unwrap_or(u64::MAX)
    }
}

impl Delivery {
    #[must_use]
    pub fn new(parts: DeliveryParts) -> Self {
        Self {
            parts,
            videos: Cache::with_weighter(KEPT_VIDEOS, KEPT_BYTES, ByTexts),
            objects: Cache::new(KEPT_OBJECTS),
        }
    }

    /// Who says who serves a video.
    pub(crate) const fn carriers(&self) -> &Arc<dyn Carriers> {
        &self.parts.carriers
    }

    /// The tally of what this member sends of an object of a home.
    fn tally(&self, object: ObjectHash, home: MemberId) -> Arc<Tally> {
        self.parts.meter.tally(Delivered { object, home, carrier: self.parts.member })
    }

    /// What a video's manifest says, if it is of another home, and this member carries it and may serve it.
    pub(crate) async fn carried(&self, id: VideoId) -> Result<Option<Published>, NotDelivered> {
        let video = self.video(id).await?;
        let signed = SignedManifest::from_cbor(&video.signed)?;
        let Body::Published(published) = Manifest::from_cbor(&signed.bytes)?.body else { return Ok(None) };
        Ok((video.home != self.parts.member).then_some(published))
    }

    /// The objects of a published video with their sizes in bytes.
    pub(crate) async fn sizes(&self, id: VideoId) -> Result<BTreeMap<ObjectHash, u64>, NotDelivered> {
        Ok(self.video(id).await?.renditions.iter().map(|each| (each.object, each.bytes)).collect())
    }

    /// The list of hashes of a published video, as JSON ([`carry::playlist::Integrity`]).
    pub(crate) async fn integrity(&self, id: VideoId) -> Result<serde_json::Value, NotDelivered> {
        Ok(serde_json::from_slice(&self.video(id).await?.integrity).unwrap_or_default())
    }

    /// The SHA-256 of a published video's list of hashes, by which a page checks it wherever it comes from, in hex.
    pub(crate) async fn integrity_hash(&self, id: VideoId) -> Result<String, NotDelivered> {
        let video = self.video(id).await?;
        Ok(HEXLOWER.encode(&Sha256::digest(&video.integrity)))
    }

    /// Forgets what is known of a video: call it after every change of the video in the database.
    pub fn forget(&self, video: VideoId) {
        self.videos.remove(&video);
        self.objects.retain(|_, object| !object.videos.contains(&video));
    }

    /// Forgets all that is known: call it after a change of many videos at once, such as the end of an account.
    pub fn forget_all(&self) {
        self.videos.clear();
        self.objects.clear();
    }

    /// A published video, as the database had it at most [`BELIEVED`] ago. Who asks at the same
    /// time shares one reading.
    async fn video(&self, id: VideoId) -> Result<Arc<LiveVideo>, NotDelivered> {
        let now = self.parts.seams.clock.now();
        self.videos.remove_if(&id, |video| now.duration_since(video.read_at) >= believed());
        let read = async { LiveVideo::read(&self.parts, id, now).await.map(Arc::new) };
        self.videos.get_or_insert_async(&id, read).await
    }

    /// An object that may be delivered, as the database had it at most [`BELIEVED`] ago.
    async fn object(&self, hash: ObjectHash) -> Result<Arc<Deliverable>, NotDelivered> {
        let now = self.parts.seams.clock.now();
        if let Some(object) = self.objects.get(&hash)
            && now.duration_since(object.read_at) < believed()
        {
            return Ok(object);
        }
        // In a box: a request whose object is known would carry the room for these questions about.
        Box::pin(self.look_up(hash, now)).await
    }

    async fn look_up(&self, hash: ObjectHash, now: Timestamp) -> Result<Arc<Deliverable>, NotDelivered> {
        self.objects.remove_if(&hash, |object| now.duration_since(object.read_at) >= believed());
        let find = async { Deliverable::find(self, hash, now).await.map(Arc::new) };
        self.objects.get_or_insert_async(&hash, find).await
    }
}

fn believed() -> jiff::SignedDuration {
    jiff::SignedDuration::try_from(BELIEVED).unwrap_or(jiff::SignedDuration::ZERO)
}

/// The addresses of objects.
pub fn objects() -> Router<App> {
    Router::new().route("/o/{hash}", get(object::get).options(object::allow_ranges))
}

/// The other addresses under which videos are delivered.
pub fn routes() -> Router<App> {
    let texts = Router::new()
        .route("/v/{id}/{playlist}", get(texts::media).options(object::allow_ranges))
        .route("/v/{id}/master.m3u8", get(texts::master).options(object::allow_ranges))
        .route("/v/{id}/integrity.json", get(texts::integrity).options(object::allow_ranges))
        .route("/v/{id}/steering.json", get(steering::get).options(object::allow_ranges))
        .route("/v/{id}/manifest", get(texts::manifest).options(object::allow_ranges))
        .route("/p/{id}/{file}", get(growing::text))
        .layer(CompressionLayer::new());
    Router::new()
        .route("/v/{id}/thumbnail", get(texts::thumbnail).options(object::allow_ranges))
        .route("/p/{id}/{attempt}/{rendition}", get(growing_bytes::get))
        .merge(texts)
}
