//! The sealed payload: what a viewer of a video that is not public may know.

use zeroize::Zeroizing;

use super::gcm::{Purpose, open, seal};
use super::{NONCE_BYTES, RenditionKey, SealRefusal, ThumbnailKey, VideoKey};
use crate::id::VideoId;
use crate::manifest::encode::{count, spelt};
use crate::manifest::limits::{MAX_DESCRIPTION_BYTES, MAX_LANGUAGE_BYTES, MAX_RENDITIONS, MAX_TITLE_BYTES};
use crate::manifest::read::{Read, Reader};
use crate::manifest::{ManifestRefusal, Sealed, SealedKind};

/// Version of the payload's format.
const PAYLOAD_VERSION: u64 = 1;

/// Title, description and keys.
#[derive(Debug, Clone)]
pub struct Payload {
    /// At most `MAX_TITLE_BYTES`.
    pub title: String,
    /// At most `MAX_DESCRIPTION_BYTES`.
    pub description: String,
    /// BCP 47.
    pub language: Option<String>,
    /// One for each rendition, in the manifest's order.
    pub rendition_keys: Vec<RenditionKey>,
    /// None without a thumbnail.
    pub thumbnail: Option<ThumbnailSeal>,
}

/// What opens the thumbnail.
#[derive(Debug, Clone)]
pub struct ThumbnailSeal {
    pub key: ThumbnailKey,
    pub nonce: [u8; NONCE_BYTES],
}

impl Payload {
    /// Seals under the video key. `nonce` is random and never used twice with one key.
    ///
    /// # Errors
    /// [`SealRefusal::PayloadMalformed`] for what could not be opened again: a text or a list over
    /// its limit.
    pub fn seal(
        &self,
        kind: SealedKind,
        key: &VideoKey,
        nonce: [u8; NONCE_BYTES],
        video: &VideoId,
    ) -> Result<Sealed, SealRefusal> {
        let plain = self.to_cbor();
        read(&plain).map_err(|_| SealRefusal::PayloadMalformed)?;
        let ciphertext = seal(Purpose::Payload, video, key.as_bytes(), &nonce, &plain);
        Ok(Sealed { kind, nonce, ciphertext })
    }

    /// Opens what [`Self::seal`] sealed.
    ///
    /// # Errors
    /// [`SealRefusal::KeyWrong`], [`SealRefusal::PayloadMalformed`].
    pub fn open(sealed: &Sealed, key: &VideoKey, video: &VideoId) -> Result<Self, SealRefusal> {
        let (nonce, bytes) = (&sealed.nonce, &sealed.ciphertext);
        let plain = open(Purpose::Payload, video, key.as_bytes(), nonce, bytes)?;
        let payload = read(&plain).map_err(|_| SealRefusal::PayloadMalformed)?;
        if payload.to_cbor() != plain {
            return Err(SealRefusal::PayloadMalformed);
        }
        Ok(payload)
    }

    /// The plaintext. Deterministic CBOR, as in docs/formats/manifest.md.
    fn to_cbor(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(spelt(|out| {
            out.array(6)?.u64(PAYLOAD_VERSION)?.str(&self.title)?.str(&self.description)?;
            match &self.language {
                None => out.null()?,
                Some(tag) => out.str(tag)?,
            };
            out.array(count(self.rendition_keys.len()))?;
            for key in &self.rendition_keys {
                out.bytes(key.as_bytes())?;
            }
            match &self.thumbnail {
                None => out.null()?,
                Some(seal) => out.array(2)?.bytes(seal.key.as_bytes())?.bytes(&seal.nonce)?,
            };
            Ok(())
        }))
    }
}

fn read(plain: &[u8]) -> Read<Payload> {
    let mut reader = Reader::new(plain);
    reader.array(6)?;
    if reader.uint()? != PAYLOAD_VERSION {
        return Err(ManifestRefusal::UnknownVersion);
    }
    let payload = Payload {
        title: reader.text(MAX_TITLE_BYTES)?,
        description: reader.text(MAX_DESCRIPTION_BYTES)?,
        language: reader.optional(|reader| reader.text(MAX_LANGUAGE_BYTES))?,
        rendition_keys: reader.list(MAX_RENDITIONS, ManifestRefusal::TooManyRenditions, key)?,
        thumbnail: reader.optional(thumbnail)?,
    };
    reader.end(plain)?;
    Ok(payload)
}

fn key(reader: &mut Reader<'_>) -> Read<RenditionKey> {
    reader.fixed().map(RenditionKey::from_bytes)
}

fn thumbnail(reader: &mut Reader<'_>) -> Read<ThumbnailSeal> {
    reader.array(2)?;
    let key = reader.fixed().map(ThumbnailKey::from_bytes)?;
    Ok(ThumbnailSeal { key, nonce: reader.fixed()? })
}
