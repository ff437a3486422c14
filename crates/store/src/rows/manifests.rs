//! The ordered table of everything that the member signed about videos.

use std::fmt;

use carry::id::VideoId;
use jiff::Timestamp;

/// A manifest to be put at the next place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewManifest {
    pub sequence: u64,
    /// SHA-256 of `bytes`.
    pub hash: [u8; 32],
    /// Deterministic CBOR.
    pub bytes: Vec<u8>,
    /// Ed25519, by the current key.
    pub signature: [u8; 64],
    /// [`SigningKey::first_place`] of the key that signed.
    pub key_place: u64,
    /// Until when it holds, as it says.
    pub not_after: Timestamp,
}

/// A manifest at its place; places count from 0 without a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedManifest {
    pub place: u64,
    pub video: VideoId,
    pub sequence: u64,
    /// SHA-256 of its bytes, also of those that are forgotten.
    pub hash: [u8; 32],
    /// Deterministic CBOR; none once the video has a newer one. Its words are the author's, who changed or deleted
    /// them: what remains is that it was signed.
    pub bytes: Option<Vec<u8>>,
    pub signature: [u8; 64],
    /// [`SigningKey::first_place`] of the key that signed.
    pub key_place: u64,
    /// It says that the video is gone.
    pub tombstone: bool,
}

/// The last manifest of a video, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastManifest {
    pub place: u64,
    pub sequence: u64,
    /// SHA-256 of `bytes`.
    pub hash: [u8; 32],
    /// Deterministic CBOR.
    pub bytes: Vec<u8>,
    pub signature: [u8; 64],
    /// [`SigningKey::first_place`] of the key that signed.
    pub key_place: u64,
    /// It says that the video is gone.
    pub tombstone: bool,
}

/// A key with which the member signs manifests, from a place on.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningKey {
    /// The first place at which the key is current.
    pub first_place: u64,
    /// Ed25519 public key.
    pub public: [u8; 32],
    /// Its private half, in the form that the caller seals it.
    pub secret: Vec<u8>,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("first_place", &self.first_place).finish_non_exhaustive()
    }
}
