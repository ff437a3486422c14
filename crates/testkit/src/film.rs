//! A small video with one rendition, made of bytes that say nothing, and signed by its home.

use bytes::Bytes;
use carry::id::{MemberId, ObjectHash, VideoId};
use carry::manifest::{
    Audience, Body, Core, FrameRate, Init, Kind, Manifest, ManifestRefusal, Published, Rendition, RenditionFacts,
    Segment, SignedManifest, SigningKey,
};
use sha2::{Digest, Sha256};

/// Bytes of the init section.
const INIT: usize = 100;

/// Bytes of a segment; the last one may be shorter.
const SEGMENT: usize = 1_000;

/// The bit of a mark that makes another manifest of the same video.
const ANOTHER: u8 = 0x80;

/// A video as its home published it.
#[derive(Debug, Clone)]
pub struct Film {
    pub home: MemberId,
    pub video: VideoId,
    /// The manifest's hash.
    pub manifest: [u8; 32],
    pub sequence: u64,
    /// The manifest with its signature.
    pub signed: Vec<u8>,
    /// Its only object, the rendition `360p`.
    pub object: ObjectHash,
    pub bytes: Bytes,
}

impl Film {
    /// The film of a mark, `len` bytes long, more than 100. Marks that differ in the highest bit alone are manifests of one
    /// video.
    ///
    /// # Errors
    /// As every manifest that says what cannot be.
    pub fn new(
        home: MemberId,
        key: &SigningKey,
        (mark, sequence): (u8, u64),
        len: usize,
    ) -> Result<Self, ManifestRefusal> {
        let audience = Audience::Public { title: "Un film".to_owned(), description: String::new(), language: None };
        Self::of_space(home, key, (mark, sequence), len, ([2; 32], audience))
    }

    /// The same of a space with this recovery key, in its public half, for this audience.
    ///
    /// # Errors
    /// As every manifest that says what cannot be.
    pub fn of_space(
        home: MemberId,
        key: &SigningKey,
        (mark, sequence): (u8, u64),
        len: usize,
        (recovery_key, audience): ([u8; 32], Audience),
    ) -> Result<Self, ManifestRefusal> {
        let bytes: Bytes = (0_u8..251).cycle().take(len).map(|byte| mark ^ byte).collect();
        let rendition = rendition(&bytes);
        let duration_ms = rendition.segments.iter().map(|segment| segment.duration_ms).sum();
        let core = Core { format_version: 1, space_key: [1; 32], recovery_key, home, nonce: [mark & !ANOTHER; 32] };
        let object = rendition.object;
        let body = Body::Published(Published { duration_ms, renditions: vec![rendition], thumbnail: None, audience });
        let signed: SignedManifest = Manifest { core, sequence, not_after: 1_900_000_000, body }.sign(key)?;
        let (manifest, video) = (signed.hash(), core.video_id());
        Ok(Self { home, video, manifest, sequence, signed: signed.to_cbor(), object, bytes })
    }

    /// Bytes of its object.
    #[must_use]
    pub fn len(&self) -> u64 {
        count(&self.bytes)
    }

    /// SHA-256 of a range of its object.
    #[must_use]
    pub fn sha256(&self, range: std::ops::Range<usize>) -> [u8; 32] {
        sha256(self.bytes.get(range).unwrap_or_default())
    }

    /// A film has bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

/// SHA-256 of these bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn rendition(bytes: &Bytes) -> Rendition {
    let (head, rest) = bytes.split_at(INIT.min(bytes.len()));
    let mut start = count(head);
    let mut segments = Vec::new();
    for part in rest.chunks(SEGMENT) {
        segments.push(Segment { start, len: count(part), duration_ms: 4_000, sha256: Sha256::digest(part).into() });
        start += count(part);
    }
    Rendition {
        facts: RenditionFacts {
            name: "360p".to_owned(),
            kind: Kind::Video {
                width: 640,
                height: 360,
                frame_rate: FrameRate::new(25, 1).unwrap_or_else(|| unreachable!("25 a second is a rate")),
            },
            codecs: "avc1.64001e".to_owned(),
            bandwidth: 2_000,
            average_bandwidth: 2_000,
        },
        object: ObjectHash::from_bytes(Sha256::digest(bytes).into()),
        bytes: count(bytes),
        init: Init { start: 0, len: count(head), sha256: Sha256::digest(head).into() },
        segments,
    }
}

fn count(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
