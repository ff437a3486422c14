//! The types of a manifest. Every length is in bytes, every duration in milliseconds.

use crate::id::{MemberId, ObjectHash};

/// What never changes about a video; its hash is the video's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Core {
    /// Version of the core's own format: [`super::limits::CORE_VERSION`].
    pub format_version: u64,
    /// Ed25519 public key of the space that published the video.
    pub space_key: [u8; 32],
    /// Ed25519 public key whose private half the user printed.
    pub recovery_key: [u8; 32],
    /// The member where the video was first published.
    pub home: MemberId,
    /// 32 random bytes.
    pub nonce: [u8; 32],
}

/// One version of a video's description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    pub core: Core,
    /// Grows by at least one with every manifest of the video; the first is 1.
    pub sequence: u64,
    /// Seconds since 1970 (UTC) after which a carrier asks home for a newer one. A tombstone
    /// stays in force after it.
    pub not_after: u64,
    pub body: Body,
}

/// What a manifest says of its video.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "tombstones are rare and never held in bulk")]
pub enum Body {
    /// The video can be watched.
    Published(Published),
    /// The tombstone: gone, delete it.
    Gone,
}

/// A video that can be watched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The sum of the segments of its longest rendition.
    pub duration_ms: u64,
    /// In the order in which playlists list them.
    pub renditions: Vec<Rendition>,
    pub thumbnail: Option<Thumbnail>,
    pub audience: Audience,
}

/// One rendition: one object (CMAF fMP4), cut into byte ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    pub facts: RenditionFacts,
    /// The object; of a sealed video, the encrypted one.
    pub object: ObjectHash,
    /// Size of the object.
    pub bytes: u64,
    pub init: Init,
    pub segments: Vec<Segment>,
}

/// What a player must know to choose a rendition; known before its object is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenditionFacts {
    /// `360p`, `720p`, `1080p`, `audio`…: 1 to 16 of `a-z0-9`, unique in the video.
    pub name: String,
    pub kind: Kind,
    /// RFC 6381, e.g. `avc1.64001f`.
    pub codecs: String,
    /// Peak bit/s over any segment.
    pub bandwidth: u64,
    /// Mean bit/s over the whole rendition; at most the peak.
    pub average_bandwidth: u64,
}

/// What a rendition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Video {
        /// Pixels as shown.
        width: u32,
        /// Pixels as shown.
        height: u32,
        frame_rate: FrameRate,
    },
    Audio {
        channels: u32,
        /// Samples a second.
        sample_rate: u32,
    },
}

/// Frames a second as a fraction in lowest terms, so that each rate has one spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameRate {
    numerator: u32,
    denominator: u32,
}

impl FrameRate {
    /// The rate in lowest terms; none if either part is 0.
    #[must_use]
    pub fn new(numerator: u32, denominator: u32) -> Option<Self> {
        if numerator == 0 || denominator == 0 {
            return None;
        }
        let (mut a, mut b) = (numerator, denominator);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Some(Self { numerator: numerator / a, denominator: denominator / a })
    }

    #[must_use]
    pub const fn numerator(self) -> u32 {
        self.numerator
    }

    #[must_use]
    pub const fn denominator(self) -> u32 {
        self.denominator
    }
}

/// The init section: the object's first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Init {
    /// Offset in the object; always 0.
    pub start: u64,
    pub len: u64,
    /// SHA-256 of these bytes as stored.
    pub sha256: [u8; 32],
}

/// One segment: a byte range of the object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Offset in the object.
    pub start: u64,
    pub len: u64,
    pub duration_ms: u64,
    /// SHA-256 of these bytes as stored.
    pub sha256: [u8; 32],
}

/// The picture that stands for the video.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail {
    /// The object; of a sealed video, the encrypted one.
    pub object: ObjectHash,
    /// Size of the object.
    pub bytes: u64,
    /// Of the picture before encryption, e.g. `image/jpeg`.
    pub media_type: String,
}

/// Who may see the video.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    Public {
        title: String,
        description: String,
        /// BCP 47, e.g. `fr`.
        language: Option<String>,
    },
    Sealed(Sealed),
}

/// A video that is not public: title, description and keys under the video key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    pub kind: SealedKind,
    /// Of AES-256-GCM; never used twice with one key.
    pub nonce: [u8; 12],
    /// The sealed payload and its 16-byte tag.
    pub ciphertext: Vec<u8>,
}

/// How a viewer comes by the video key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SealedKind {
    /// It is in the link's fragment.
    Unlisted,
    /// It is wrapped by a key derived from a password.
    Password(WrappedKey),
    /// The home hands it to those allowed.
    Private,
}

/// The video key, wrapped by a password: PBKDF2-HMAC-SHA256, then AES-256-GCM.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrappedKey {
    pub salt: [u8; 16],
    /// Rounds of PBKDF2.
    pub iterations: u32,
    pub nonce: [u8; 12],
    /// 32 bytes of key and 16 of tag, encrypted.
    pub wrapped: [u8; 48],
}
