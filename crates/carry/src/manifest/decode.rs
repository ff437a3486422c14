//! Reads a manifest and refuses every other string of bytes.
//!
//! The reader refuses wrong shapes and counts over the limits before it allocates. What it lets
//! through (a number spelt long, say) is caught at the end: the manifest is written again and must
//! give the same bytes.

use super::ManifestRefusal as Refusal;
use super::limits::{
    CORE_VERSION, MANIFEST_VERSION, MAX_CODECS_BYTES, MAX_DESCRIPTION_BYTES, MAX_LANGUAGE_BYTES, MAX_MANIFEST_BYTES,
    MAX_MEDIA_TYPE_BYTES, MAX_NAME_BYTES, MAX_RENDITIONS, MAX_SEALED_BYTES, MAX_SEGMENTS, MAX_TITLE_BYTES,
};
use super::read::{Read, Reader};
use super::types::{
    Audience, Body, Core, FrameRate, Init, Kind, Manifest, Published, Rendition, RenditionFacts, Sealed, SealedKind,
    Segment, Thumbnail, WrappedKey,
};
use crate::id::{MemberId, ObjectHash};

impl Manifest {
    /// The manifest that these bytes spell.
    ///
    /// # Errors
    /// The first of [`Refusal`] that applies. Whatever is accepted gives the same bytes again
    /// through [`Manifest::to_cbor`].
    pub fn from_cbor(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > MAX_MANIFEST_BYTES {
            return Err(Refusal::TooLarge);
        }
        let mut reader = Reader::new(bytes);
        let manifest = reader.manifest()?;
        reader.end(bytes)?;
        if manifest.to_cbor() != bytes {
            return Err(Refusal::NotDeterministic);
        }
        manifest.check()?;
        Ok(manifest)
    }
}

impl Core {
    /// The core that these bytes spell, such as a member keeps them before the first manifest.
    ///
    /// # Errors
    /// As [`Manifest::from_cbor`].
    pub fn from_cbor(bytes: &[u8]) -> Result<Self, Refusal> {
        let mut reader = Reader::new(bytes);
        let core = reader.core()?;
        reader.end(bytes)?;
        if core.to_cbor() != bytes {
            return Err(Refusal::NotDeterministic);
        }
        Ok(core)
    }
}

impl Reader<'_> {
    fn manifest(&mut self) -> Read<Manifest> {
        self.array(5)?;
        if self.uint()? != MANIFEST_VERSION {
            return Err(Refusal::UnknownVersion);
        }
        Ok(Manifest { core: self.core()?, sequence: self.uint()?, not_after: self.uint()?, body: self.body()? })
    }

    fn core(&mut self) -> Read<Core> {
        self.array(5)?;
        let format_version = self.uint()?;
        if format_version != CORE_VERSION {
            return Err(Refusal::UnknownVersion);
        }
        Ok(Core {
            format_version,
            space_key: self.fixed()?,
            recovery_key: self.fixed()?,
            home: MemberId::from_bytes(self.fixed()?),
            nonce: self.fixed()?,
        })
    }

    fn body(&mut self) -> Read<Body> {
        match (self.any_array()?, self.uint()?) {
            (1, 0) => Ok(Body::Gone),
            (5, 1) => Ok(Body::Published(Published {
                duration_ms: self.uint()?,
                renditions: self.list(MAX_RENDITIONS, Refusal::TooManyRenditions, Self::rendition)?,
                thumbnail: self.optional(Self::thumbnail)?,
                audience: self.audience()?,
            })),
            _ => Err(Refusal::Malformed),
        }
    }

    fn rendition(&mut self) -> Read<Rendition> {
        self.array(9)?;
        Ok(Rendition {
            facts: RenditionFacts {
                name: self.text(MAX_NAME_BYTES)?,
                kind: self.kind()?,
                codecs: self.text(MAX_CODECS_BYTES)?,
                bandwidth: self.uint()?,
                average_bandwidth: self.uint()?,
            },
            object: ObjectHash::from_bytes(self.fixed()?),
            bytes: self.uint()?,
            init: self.init()?,
            segments: self.list(MAX_SEGMENTS, Refusal::TooManySegments, Self::segment)?,
        })
    }

    fn kind(&mut self) -> Read<Kind> {
        match (self.any_array()?, self.uint()?) {
            (5, 0) => Ok(Kind::Video {
                width: self.small()?,
                height: self.small()?,
                frame_rate: FrameRate::new(self.small()?, self.small()?).ok_or(Refusal::Malformed)?,
            }),
            (3, 1) => Ok(Kind::Audio { channels: self.small()?, sample_rate: self.small()? }),
            _ => Err(Refusal::Malformed),
        }
    }

    fn init(&mut self) -> Read<Init> {
        self.array(3)?;
        Ok(Init { start: self.uint()?, len: self.uint()?, sha256: self.fixed()? })
    }

    fn segment(&mut self) -> Read<Segment> {
        self.array(4)?;
        Ok(Segment { start: self.uint()?, len: self.uint()?, duration_ms: self.uint()?, sha256: self.fixed()? })
    }

    fn thumbnail(&mut self) -> Read<Thumbnail> {
        self.array(3)?;
        Ok(Thumbnail {
            object: ObjectHash::from_bytes(self.fixed()?),
            bytes: self.uint()?,
            media_type: self.text(MAX_MEDIA_TYPE_BYTES)?,
        })
    }

    fn audience(&mut self) -> Read<Audience> {
        self.array(4)?;
        match self.uint()? {
            0 => Ok(Audience::Public {
                title: self.text(MAX_TITLE_BYTES)?,
                description: self.text(MAX_DESCRIPTION_BYTES)?,
                language: self.optional(|reader| reader.text(MAX_LANGUAGE_BYTES))?,
            }),
            1 => Ok(Audience::Sealed(Sealed {
                kind: self.sealed_kind()?,
                nonce: self.fixed()?,
                ciphertext: self.ciphertext()?,
            })),
            _ => Err(Refusal::Malformed),
        }
    }

    fn sealed_kind(&mut self) -> Read<SealedKind> {
        match (self.any_array()?, self.uint()?) {
            (1, 0) => Ok(SealedKind::Unlisted),
            (5, 1) => Ok(SealedKind::Password(WrappedKey {
                salt: self.fixed()?,
                iterations: self.small()?,
                nonce: self.fixed()?,
                wrapped: self.fixed()?,
            })),
            (1, 2) => Ok(SealedKind::Private),
            _ => Err(Refusal::Malformed),
        }
    }

    fn ciphertext(&mut self) -> Read<Vec<u8>> {
        let bytes = self.bytes()?;
        if bytes.len() > MAX_SEALED_BYTES {
            return Err(Refusal::SealedLength);
        }
        Ok(bytes.to_vec())
    }
}
