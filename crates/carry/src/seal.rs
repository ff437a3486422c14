//! Sealing: what is not public is encrypted before it leaves home.
//!
//! docs/formats/manifest.md, "What is not public", is the written form. Every key and nonce is an
//! argument; the caller takes them from the operating system's generator.

mod gcm;
mod keys;
mod password;
mod payload;
mod segment;
mod thumbnail;

pub use keys::{KeyTextRefusal, LINK_KEY_CHARS, RenditionKey, ThumbnailKey, VideoKey};
pub use password::{PASSWORD_ITERATIONS, PasswordSeed, unwrap_key, wrap_key};
pub use payload::{Payload, ThumbnailSeal};
pub use segment::{
    CipherObject, SealedRange, SegmentPlace, encrypted_len, fill_init, filled_len, segment_decrypt, segment_encrypt,
    segment_iv,
};
pub use thumbnail::{open_thumbnail, seal_thumbnail};

/// Bytes of an AES-256-GCM nonce.
pub const NONCE_BYTES: usize = 12;

/// Why something sealed cannot be opened. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum SealRefusal {
    /// Another key or password, another video, or altered bytes: the tag does not tell which.
    #[error("the key or password is wrong, or the bytes were altered")]
    KeyWrong,
    /// A segment whose length or padding no encryption gives.
    #[error("the segment is not one that was encrypted with this key at this place")]
    SegmentMalformed,
    /// The key is right, but what it opened is no sealed payload of a known version.
    #[error("what was sealed has not the shape of a sealed payload")]
    PayloadMalformed,
}
