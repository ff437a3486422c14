//! What a carrier fetches of a manifest, and by which hash it knows each part.

use std::collections::BTreeMap;

use crate::id::ObjectHash;
use crate::manifest::{Audience, Kind, Published};

/// The media type of what nobody can read without the video's key.
const SEALED: &str = "application/octet-stream";

/// An object that is to be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copying {
    pub object: ObjectHash,
    /// Its size.
    pub bytes: u64,
    pub media_type: String,
    /// From its first byte to its last, without a gap.
    pub parts: Vec<Part>,
}

/// A part of an object, which is verified as soon as it is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Bytes of it, at least 1.
    pub len: u64,
    /// None for what stands behind the last segment: only the object's own hash covers it.
    pub sha256: Option<[u8; 32]>,
}

/// The objects of a video, each once, in the order in which viewers need them.
#[must_use]
pub fn objects(published: &Published) -> Vec<Copying> {
    let sealed = matches!(published.audience, Audience::Sealed(_));
    let mut all: BTreeMap<ObjectHash, usize> = BTreeMap::new();
    let mut copies: Vec<Copying> = Vec::new();
    let thumbnail = published.thumbnail.iter().map(|picture| Copying {
        object: picture.object,
        bytes: picture.bytes,
        media_type: if sealed { SEALED.to_owned() } else { picture.media_type.clone() },
        parts: vec![Part { len: picture.bytes, sha256: Some(*picture.object.as_bytes()) }],
    });
    let renditions = published.renditions.iter().map(|rendition| {
        let init = (rendition.init.len, rendition.init.sha256);
        let segments = rendition.segments.iter().map(|segment| (segment.len, segment.sha256));
        let mut parts: Vec<Part> =
            std::iter::once(init).chain(segments).map(|(len, sha256)| Part { len, sha256: Some(sha256) }).collect();
        let end: u64 = parts.iter().map(|part| part.len).sum();
        let rest = rendition.bytes.saturating_sub(end);
        parts.extend((rest > 0).then_some(Part { len: rest, sha256: None }));
        let media_type = match rendition.facts.kind {
            Kind::Video { .. } => "video/mp4",
            Kind::Audio { .. } => "audio/mp4",
        };
        Copying { object: rendition.object, bytes: rendition.bytes, media_type: media_type.to_owned(), parts }
    });
    for copying in thumbnail.chain(renditions) {
        let next = copies.len();
        if *all.entry(copying.object).or_insert(next) == next {
            copies.push(copying);
        }
    }
    copies
}

/// Bytes of all objects of a video, each once.
#[must_use]
pub fn total_bytes(published: &Published) -> u64 {
    objects(published).iter().fold(0, |sum, copying| sum.saturating_add(copying.bytes))
}
