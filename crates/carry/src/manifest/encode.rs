//! The one spelling of a manifest: deterministic CBOR (RFC 8949, 4.2.1), arrays of fixed length.

use std::convert::Infallible;

use minicbor::Encoder;
use minicbor::encode::Error;
use sha2::{Digest, Sha256};

use super::limits::MANIFEST_VERSION;
use super::types::{
    Audience, Body, Core, Kind, Manifest, Published, Rendition, Sealed, SealedKind, Segment, Thumbnail,
};
use crate::id::VideoId;

pub(crate) type Out = Encoder<Vec<u8>>;
pub(crate) type Written = Result<(), Error<Infallible>>;

impl Core {
    /// The bytes whose SHA-256 is the video's id.
    #[must_use]
    pub fn to_cbor(&self) -> Vec<u8> {
        spelt(|out| core(out, self))
    }

    /// The video's id.
    #[must_use]
    pub fn video_id(&self) -> VideoId {
        VideoId::from_bytes(Sha256::digest(self.to_cbor()).into())
    }
}

impl Manifest {
    /// The bytes that are signed.
    #[must_use]
    pub fn to_cbor(&self) -> Vec<u8> {
        spelt(|out| manifest(out, self))
    }
}

/// Runs `write` on an empty buffer. Memory takes every byte, so a failure is a bug.
pub(crate) fn spelt(write: impl FnOnce(&mut Out) -> Written) -> Vec<u8> {
    let mut out = Encoder::new(Vec::new());
    let written = write(&mut out);
    assert!(written.is_ok(), "writing CBOR to memory failed: {written:?}");
    out.into_writer()
}

/// The length of a list as CBOR wants it.
pub(crate) fn count(len: usize) -> u64 {
    u64::try_from(len).unwrap_or(u64::MAX)
}

fn core(out: &mut Out, core: &Core) -> Written {
    out.array(5)?
        .u64(core.format_version)?
        .bytes(&core.space_key)?
        .bytes(&core.recovery_key)?
        .bytes(core.home.as_bytes())?
        .bytes(&core.nonce)?;
    Ok(())
}

fn manifest(out: &mut Out, manifest: &Manifest) -> Written {
    out.array(5)?.u64(MANIFEST_VERSION)?;
    core(out, &manifest.core)?;
    out.u64(manifest.sequence)?.u64(manifest.not_after)?;
    match &manifest.body {
        Body::Gone => {
            out.array(1)?.u64(0)?;
        }
        Body::Published(video) => published(out, video)?,
    }
    Ok(())
}

fn published(out: &mut Out, video: &Published) -> Written {
    out.array(5)?.u64(1)?.u64(video.duration_ms)?;
    out.array(count(video.renditions.len()))?;
    for each in &video.renditions {
        rendition(out, each)?;
    }
    match &video.thumbnail {
        None => {
            out.null()?;
        }
        Some(picture) => thumbnail(out, picture)?,
    }
    audience(out, &video.audience)
}

fn rendition(out: &mut Out, rendition: &Rendition) -> Written {
    out.array(9)?.str(&rendition.facts.name)?;
    kind(out, rendition.facts.kind)?;
    out.str(&rendition.facts.codecs)?
        .u64(rendition.facts.bandwidth)?
        .u64(rendition.facts.average_bandwidth)?
        .bytes(rendition.object.as_bytes())?
        .u64(rendition.bytes)?
        .array(3)?
        .u64(rendition.init.start)?
        .u64(rendition.init.len)?
        .bytes(&rendition.init.sha256)?
        .array(count(rendition.segments.len()))?;
    for each in &rendition.segments {
        segment(out, each)?;
    }
    Ok(())
}

fn kind(out: &mut Out, kind: Kind) -> Written {
    match kind {
        Kind::Video { width, height, frame_rate } => {
            out.array(5)?
                .u64(0)?
                .u32(width)?
                .u32(height)?
                .u32(frame_rate.numerator())?
                .u32(frame_rate.denominator())?;
        }
        Kind::Audio { channels, sample_rate } => {
            out.array(3)?.u64(1)?.u32(channels)?.u32(sample_rate)?;
        }
    }
    Ok(())
}

fn segment(out: &mut Out, segment: &Segment) -> Written {
    out.array(4)?.u64(segment.start)?.u64(segment.len)?.u64(segment.duration_ms)?.bytes(&segment.sha256)?;
    Ok(())
}

fn thumbnail(out: &mut Out, picture: &Thumbnail) -> Written {
    out.array(3)?.bytes(picture.object.as_bytes())?.u64(picture.bytes)?.str(&picture.media_type)?;
    Ok(())
}

fn audience(out: &mut Out, audience: &Audience) -> Written {
    match audience {
        Audience::Public { title, description, language } => {
            out.array(4)?.u64(0)?.str(title)?.str(description)?;
            match language {
                None => out.null()?,
                Some(tag) => out.str(tag)?,
            };
            Ok(())
        }
        Audience::Sealed(sealed) => seal(out, sealed),
    }
}

fn seal(out: &mut Out, sealed: &Sealed) -> Written {
    out.array(4)?.u64(1)?;
    match &sealed.kind {
        SealedKind::Unlisted => {
            out.array(1)?.u64(0)?;
        }
        SealedKind::Password(key) => {
            out.array(5)?.u64(1)?.bytes(&key.salt)?.u32(key.iterations)?.bytes(&key.nonce)?.bytes(&key.wrapped)?;
        }
        SealedKind::Private => {
            out.array(1)?.u64(2)?;
        }
    }
    out.bytes(&sealed.nonce)?.bytes(&sealed.ciphertext)?;
    Ok(())
}
