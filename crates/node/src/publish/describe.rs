//! What a manifest says of a video, from what was produced and from what the author says.

use carry::manifest::{
    Audience, Body, Core, FrameRate, Kind, Manifest, Published, Rendition, RenditionFacts, Sealed, SealedKind,
    SigningKey, Thumbnail, duration_ms,
};
use carry::seal::{NONCE_BYTES, Payload, VideoKey};
use jiff::Timestamp;
use media::{Produced, RenditionKind};
use store::{NewManifest, Video, VideoAbout, VideoFacts, Visibility};

use super::PublishError;
use super::secrets::Secrets;

/// How long a manifest holds before a carrier asks home for a newer one: a year. Housekeeping publishes it again before.
const HOLDS_SECONDS: i64 = 365 * 24 * 60 * 60;

/// What stays the same when the author's words change.
pub struct Contents {
    pub renditions: Vec<Rendition>,
    pub thumbnail: Option<Thumbnail>,
    /// The keys under which `renditions` and `thumbnail` are encrypted; none when they are public.
    pub secrets: Option<Secrets>,
    /// What the last manifest sealed, of a video whose key nobody here has: it is said again as it is.
    pub sealed: Option<Sealed>,
}

impl Contents {
    /// What pages show beside the title.
    pub fn facts(&self) -> VideoFacts {
        let size = |rendition: &Rendition| match rendition.facts.kind {
            Kind::Video { width, height, .. } => Some((width, height)),
            Kind::Audio { .. } => None,
        };
        let (width, height) = self.renditions.iter().filter_map(size).max().unwrap_or((0, 0));
        VideoFacts { duration_ms: duration_ms(&self.renditions), width, height }
    }
}

/// The facts of a rendition as manifests say them.
pub fn facts(produced: &Produced) -> RenditionFacts {
    RenditionFacts {
        name: produced.name.clone(),
        kind: kind(produced.kind),
        codecs: produced.codecs.clone(),
        bandwidth: produced.bandwidth,
        average_bandwidth: produced.average_bandwidth,
    }
}

/// A rendition's kind as manifests say it.
pub fn kind(kind: RenditionKind) -> Kind {
    match kind {
        RenditionKind::Audio { channels, sample_rate } => Kind::Audio { channels, sample_rate },
        RenditionKind::Video { width, height, frame_rate } => {
            let Some(frame_rate) = FrameRate::new(frame_rate.numerator, frame_rate.denominator) else {
                panic!("a produced rendition has no frame rate: {frame_rate:?}");
            };
            Kind::Video { width, height, frame_rate }
        }
    }
}

/// What the next manifest is signed with.
pub struct Signing {
    pub key: SigningKey,
    /// The place from which on the key is current.
    pub key_place: u64,
    /// The least sequence that a member which was restored may sign.
    pub floor: u64,
}

/// The next manifest of `video`, signed, ready for the table.
///
/// The sequence is the clock's seconds, one more than the last, or the floor, whichever is most: a
/// member that comes back from an old backup then never signs other words under a sequence that it
/// already used (docs/decisions/0006-a-restored-member-signs-above-a-floor.md).
///
/// # Errors
/// [`PublishError::Manifest`] when the words or the renditions are outside of a manifest's limits,
/// [`PublishError::Seal`] when they cannot be sealed.
pub fn manifest(
    video: &Video,
    contents: &Contents,
    nonce: [u8; NONCE_BYTES],
    signing: &Signing,
    now: Timestamp,
) -> Result<NewManifest, PublishError> {
    let body = Body::Published(Published {
        duration_ms: duration_ms(&contents.renditions),
        renditions: contents.renditions.clone(),
        thumbnail: contents.thumbnail.clone(),
        audience: audience(video, contents, nonce)?,
    });
    let manifest = Manifest { core: core(video)?, sequence: signing.next(video, now), not_after: not_after(now), body };
    signing.sign(&manifest)
}

/// The tombstone of `video`, signed, ready for the table.
///
/// # Errors
/// [`PublishError::Manifest`] when the stored core is damaged.
pub fn tombstone(video: &Video, signing: &Signing, now: Timestamp) -> Result<NewManifest, PublishError> {
    let manifest = Manifest::tombstone(core(video)?, signing.next(video, now), not_after(now));
    signing.sign(&manifest)
}

impl Signing {
    fn next(&self, video: &Video, now: Timestamp) -> u64 {
        u64::try_from(now.as_second()).unwrap_or(0).max(video.sequence + 1).max(self.floor)
    }

    fn sign(&self, manifest: &Manifest) -> Result<NewManifest, PublishError> {
        let signed = manifest.sign(&self.key)?;
        let seconds = i64::try_from(manifest.not_after).ok();
        Ok(NewManifest {
            sequence: manifest.sequence,
            hash: signed.hash(),
            signature: signed.signature,
            bytes: signed.bytes,
            key_place: self.key_place,
            not_after: seconds.and_then(|at| Timestamp::from_second(at).ok()).unwrap_or(Timestamp::MAX),
        })
    }
}

fn core(video: &Video) -> Result<Core, PublishError> {
    Ok(Core::from_cbor(&video.core)?)
}

fn not_after(now: Timestamp) -> u64 {
    u64::try_from(now.as_second().saturating_add(HOLDS_SECONDS)).unwrap_or(0)
}

fn audience(video: &Video, contents: &Contents, nonce: [u8; NONCE_BYTES]) -> Result<Audience, PublishError> {
    if let Some(sealed) = &contents.sealed {
        return Ok(Audience::Sealed(sealed.clone()));
    }
    let VideoAbout { title, description, language, visibility, wrapped_key } = video.about.clone();
    let kind = match (visibility, wrapped_key) {
        (Visibility::Public, _) => {
            return Ok(Audience::Public { title, description, language });
        }
        (Visibility::Unlisted, _) => SealedKind::Unlisted,
        (Visibility::Private, _) => SealedKind::Private,
        (Visibility::Password, Some(wrapped)) => SealedKind::Password(wrapped),
        (Visibility::Password, None) => panic!("a video with a password has no wrapped key"),
    };
    let Some(secrets) = &contents.secrets else {
        panic!("a sealed video's renditions are not encrypted");
    };
    let payload = Payload {
        title,
        description,
        language,
        rendition_keys: secrets.renditions_in_order(&contents.renditions),
        thumbnail: contents.thumbnail.as_ref().and(secrets.thumbnail.clone()),
    };
    let key = VideoKey::from_bytes(video.video_key);
    Ok(Audience::Sealed(payload.seal(kind, &key, nonce, &video.id)?))
}
