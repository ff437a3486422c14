//! Thumbnails of what is not public.

use super::gcm::{Purpose, open, seal};
use super::{NONCE_BYTES, SealRefusal, ThumbnailKey};
use crate::id::VideoId;

/// The picture's bytes under its key. A nonce is never used twice with one key.
#[must_use]
pub fn seal_thumbnail(key: &ThumbnailKey, nonce: &[u8; NONCE_BYTES], video: &VideoId, picture: &[u8]) -> Vec<u8> {
    seal(Purpose::Thumbnail, video, key.as_bytes(), nonce, picture)
}

/// The picture's bytes.
///
/// # Errors
/// [`SealRefusal::KeyWrong`].
pub fn open_thumbnail(
    key: &ThumbnailKey,
    nonce: &[u8; NONCE_BYTES],
    video: &VideoId,
    sealed: &[u8],
) -> Result<Vec<u8>, SealRefusal> {
    open(Purpose::Thumbnail, video, key.as_bytes(), nonce, sealed).map(|picture| picture.to_vec())
}
