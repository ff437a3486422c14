//! What may be delivered now: the last manifests, read from the database and kept for a moment.

use bytes::Bytes;
use carry::id::{MemberId, ObjectHash, VideoId};
use carry::manifest::{Audience, Body, Manifest, Published, RenditionFacts, SignedManifest};
use carry::playlist::{self, Carrier, Ending, Integrity, MediaPlaylist};
use http::HeaderValue;
use jiff::Timestamp;
use store::{CarriedId, UserId, Video, VideoState, Visibility};

use super::pathways::{MayServe, Serving, Session};
use super::refusal::Pause;
use super::texts::SEGMENTS_END;
use super::{DeliveryParts, NotDelivered};
use crate::watching;

/// Who may have a video's envelope: playlists, hashes, thumbnail, manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Whoever has the address. What is not public is ciphertext.
    Anyone,
    /// The author and those whom the author named.
    Named,
}

/// One object of a live video.
#[derive(Debug, Clone)]
pub(super) struct LiveObject {
    pub(super) object: ObjectHash,
    pub(super) bytes: u64,
    pub(super) media_type: HeaderValue,
}

/// A published video, with the texts that describe it.
pub(super) struct LiveVideo {
    pub(super) id: VideoId,
    pub(super) home: MemberId,
    /// Why its objects are not served now, though its texts are; none if they are.
    pub(super) paused: Option<Pause>,
    pub(super) access: Access,
    /// Its author, while it was public and is not yet stored anew for fewer: what is in the clear is for them alone.
    pub(super) only_for: Option<UserId>,
    pub(super) sequence: u64,
    /// The multivariant playlist while home alone serves.
    pub(super) master: Bytes,
    facts: Vec<RenditionFacts>,
    language: Option<String>,
    /// By rendition.
    pub(super) media: Vec<(String, Bytes)>,
    pub(super) integrity: Bytes,
    pub(super) signed: Bytes,
    pub(super) renditions: Vec<LiveObject>,
    pub(super) thumbnail: Option<LiveObject>,
    pub(super) read_at: Timestamp,
}

impl LiveVideo {
    /// Reads the video's last manifest, of this member, or of a home for which it carries the video.
    ///
    /// # Errors
    /// [`NotDelivered::Unknown`] before the first manifest and while the operators hold it back, [`NotDelivered::Gone`]
    /// once its deletion was asked for, that it is not served now, and failures.
    pub(super) async fn read(parts: &DeliveryParts, id: VideoId, now: Timestamp) -> Result<Self, NotDelivered> {
        let DeliveryParts { store, member, .. } = parts;
        let Some(placed) = store.latest_manifest(id).await? else { return Self::carried(parts, id, now).await };
        if placed.tombstone {
            return Err(NotDelivered::Gone);
        }
        let video = store.video(id).await?.ok_or(NotDelivered::Gone)?;
        if video.state == VideoState::Deleting {
            return Err(NotDelivered::Gone);
        }
        if store.held_since(id).await?.is_some() {
            return Err(NotDelivered::Unknown);
        }
        let manifest = Manifest::from_cbor(&placed.bytes)?;
        let Body::Published(published) = &manifest.body else {
            return Err(NotDelivered::Gone);
        };
        // This member was gone, and the space was brought to another one.
        if !parts.carriers.is_home(&manifest.core, *member).await {
            return Self::carried(parts, id, now).await;
        }
        let signed = SignedManifest { bytes: placed.bytes, signature: placed.signature };
        let live = Self::of(id, *member, &manifest, published, &signed, now);
        let only_for = watching::is_sealing(&video).then_some(video.account);
        Ok(Self { access: access(&video), only_for, ..live })
    }

    /// A video of another home. What is not public of it is ciphertext, and its key is with the home.
    async fn carried(parts: &DeliveryParts, id: VideoId, now: Timestamp) -> Result<Self, NotDelivered> {
        let mut refused = None;
        for (home, signed, manifest) in Self::all_carried(parts, id).await? {
            let may = parts.carriers.may_serve(CarriedId { home, video: id }).await?;
            match (may, &manifest.body) {
                (MayServe::Yes | MayServe::OverAllowance | MayServe::Crowded, Body::Published(published)) => {
                    let live = Self::of(id, home, &manifest, published, &signed, now);
                    return Ok(Self { paused: Pause::of(may), ..live });
                }
                (MayServe::NotYet, _) => refused = Some(NotDelivered::NotYet),
                (MayServe::Withheld, _) => refused = Some(NotDelivered::Unknown),
                (MayServe::Gone | MayServe::Yes | MayServe::OverAllowance | MayServe::Crowded, _) => {
                    refused = Some(NotDelivered::Gone);
                }
            }
        }
        match refused {
            Some(refused) => Err(refused),
            None if parts.carriers.is_gone(id).await => Err(NotDelivered::Gone),
            None => Err(NotDelivered::Unknown),
        }
    }

    /// What is carried of a video, of the home that it has today first: one that it had before may be here beside it.
    async fn all_carried(
        parts: &DeliveryParts,
        id: VideoId,
    ) -> Result<Vec<(MemberId, SignedManifest, Manifest)>, NotDelivered> {
        let mut all = Vec::new();
        for carried in parts.store.carried_videos(id).await? {
            let signed = SignedManifest::from_cbor(&carried.signed)?;
            let manifest = Manifest::from_cbor(&signed.bytes)?;
            let first = parts.carriers.is_home(&manifest.core, carried.home).await;
            all.insert(if first { 0 } else { all.len() }, (carried.home, signed, manifest));
        }
        Ok(all)
    }

    /// What a manifest says, open to anyone.
    pub(super) fn of(
        id: VideoId,
        home: MemberId,
        manifest: &Manifest,
        published: &Published,
        signed: &SignedManifest,
        now: Timestamp,
    ) -> Self {
        let sealed = matches!(published.audience, Audience::Sealed(_));
        Self {
            id,
            home,
            paused: None,
            access: Access::Anyone,
            only_for: None,
            sequence: manifest.sequence,
            master: master(id, published).into(),
            facts: published.renditions.iter().map(|each| each.facts.clone()).collect(),
            language: language(published),
            media: media(published, sealed),
            integrity: serde_json::to_vec(&Integrity::of(published)).unwrap_or_default().into(),
            signed: signed.to_cbor().into(),
            renditions: renditions(published),
            thumbnail: thumbnail(published, sealed),
            read_at: now,
        }
    }

    /// The multivariant playlist of a video that several members serve, for one session.
    pub(super) fn steered(&self, serving: &Serving, session: Session) -> String {
        let id = self.id;
        let facts: Vec<_> = self.facts.iter().collect();
        let pathway = |pathway: &super::Pathway| {
            let base = pathway.base.to_string();
            (pathway.id(), move |facts: &RenditionFacts| format!("{base}/v/{id}/{}.m3u8", facts.name))
        };
        let pathways: Vec<_> = serving.pathways.iter().map(pathway).collect();
        let carriers: Vec<_> =
            pathways.iter().map(|(id, media_url)| Carrier { pathway: Some(id.as_str()), media_url }).collect();
        let steering = format!("/v/{id}/steering.json?s={session}");
        playlist::multivariant(&facts, self.language.as_deref(), &carriers, Some(&steering))
    }

    /// The object, if the manifest refers to it.
    pub(super) fn object(&self, hash: ObjectHash) -> Option<&LiveObject> {
        self.renditions.iter().chain(&self.thumbnail).find(|each| each.object == hash)
    }

    /// Bytes of memory that it takes, about.
    pub(super) fn weight(&self) -> usize {
        let media = self.media.iter().map(|(name, text)| name.len() + text.len());
        self.master.len() + self.integrity.len() + self.signed.len() + media.sum::<usize>()
    }
}

/// Until a video that became less public is sealed anew, what is published is for those who may watch it in private.
fn access(video: &Video) -> Access {
    let published = video.published.map(|published| published.visibility);
    let private = [Some(video.about.visibility), published].contains(&Some(Visibility::Private));
    if private || video.needs_new_objects() { Access::Named } else { Access::Anyone }
}

fn language(published: &Published) -> Option<String> {
    match &published.audience {
        Audience::Public { language, .. } => language.clone(),
        Audience::Sealed(_) => None,
    }
}

fn master(id: VideoId, published: &Published) -> String {
    let facts: Vec<_> = published.renditions.iter().map(|each| &each.facts).collect();
    let media_url = |facts: &RenditionFacts| format!("/v/{id}/{}.m3u8", facts.name);
    let home = [Carrier { pathway: None, media_url: &media_url }];
    playlist::multivariant(&facts, language(published).as_deref(), &home, None)
}

fn media(published: &Published, sealed: bool) -> Vec<(String, Bytes)> {
    let one = |rendition: &carry::manifest::Rendition| {
        let name = rendition.facts.name.clone();
        let key_url = sealed.then(|| key_url(&name));
        let text = playlist::media(&MediaPlaylist {
            object_url: &format!("/o/{}{SEGMENTS_END}", rendition.object),
            init: &rendition.init,
            segments: &rendition.segments,
            key_url: key_url.as_deref(),
            ending: Ending::Whole,
        });
        (name, text.into())
    };
    published.renditions.iter().map(one).collect()
}

/// The address of a rendition's key in its playlist. Nothing fetches it: the page that has the
/// video key answers.
fn key_url(rendition: &str) -> String {
    format!("ecot-key:{rendition}")
}

fn renditions(published: &Published) -> Vec<LiveObject> {
    let one = |rendition: &carry::manifest::Rendition| LiveObject {
        object: rendition.object,
        bytes: rendition.bytes,
        media_type: match rendition.facts.kind {
            carry::manifest::Kind::Video { .. } => HeaderValue::from_static("video/mp4"),
            carry::manifest::Kind::Audio { .. } => HeaderValue::from_static("audio/mp4"),
        },
    };
    published.renditions.iter().map(one).collect()
}

fn thumbnail(published: &Published, sealed: bool) -> Option<LiveObject> {
    let unreadable = HeaderValue::from_static("application/octet-stream");
    published.thumbnail.as_ref().map(|thumbnail| LiveObject {
        object: thumbnail.object,
        bytes: thumbnail.bytes,
        media_type: match HeaderValue::from_str(&thumbnail.media_type) {
            Ok(media_type) if !sealed => media_type,
            _ => unreadable,
        },
    })
}
