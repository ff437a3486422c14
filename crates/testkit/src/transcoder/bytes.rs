//! The bytes of canned sources and renditions.

use media::{ByteRange, Segment};
use sha2::{Digest, Sha256};

/// Segments of each rendition.
pub(super) const SEGMENTS: u32 = 3;

/// Length of each segment, milliseconds.
pub(super) const SEGMENT_MS: u64 = 4_000;

/// Bytes of an init section.
const INIT_BYTES: u64 = 700;

/// Bytes of the first segment of the smallest rendition; later and larger ones have more.
const SEGMENT_BYTES: u64 = 1_500;

/// Bytes of the checksum at a source's end.
const CHECKSUM_BYTES: usize = 32;

/// A file that [`super::CannedTranscoder`] takes and that looks like an MP4 from outside: `bytes` long,
/// its contents decided by `seed`, its SHA-256 at its end.
///
/// # Panics
/// When `bytes` leaves no room for the beginning and the checksum.
#[must_use]
pub fn source(seed: u64, bytes: usize) -> Vec<u8> {
    let mut out = b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2mp41".to_vec();
    assert!(bytes > out.len() + CHECKSUM_BYTES, "a source of {bytes} bytes is too short");
    out.extend(stream(&seed.to_be_bytes()).take(bytes - out.len() - CHECKSUM_BYTES));
    let checksum = Sha256::digest(&out);
    out.extend_from_slice(&checksum);
    out
}

/// The bytes of a rendition as [`super::CannedTranscoder`] makes them of `source`.
#[must_use]
pub fn rendition(source: &[u8], name: &str) -> Vec<u8> {
    let (init, segments) = layout(name);
    let length = segments.last().map_or(init.end(), |last| last.range.end());
    let length = usize::try_from(length).expect("a canned rendition is small");
    stream(&[Sha256::digest(source).as_slice(), name.as_bytes()].concat()).take(length).collect()
}

/// Bytes of the thumbnail.
const THUMBNAIL_BYTES: usize = 900;

/// The thumbnail as [`super::CannedTranscoder`] makes it of `source`.
#[must_use]
pub fn thumbnail(source: &[u8]) -> Vec<u8> {
    stream(&Sha256::digest(source)).take(THUMBNAIL_BYTES).collect()
}

/// Whether `contents` is all of what [`source`] made.
pub(super) fn is_whole(contents: &[u8]) -> bool {
    let at = contents.len().checked_sub(CHECKSUM_BYTES);
    at.and_then(|at| contents.split_at_checked(at))
        .is_some_and(|(body, checksum)| Sha256::digest(body).as_slice() == checksum)
}

/// An endless stream of bytes that `name` decides.
pub(super) fn stream(name: &[u8]) -> impl Iterator<Item = u8> {
    let name = name.to_vec();
    (0_u64..).flat_map(move |block| {
        let bytes: [u8; 32] = Sha256::new().chain_update(&name).chain_update(block.to_be_bytes()).finalize().into();
        bytes
    })
}

/// The init section and the segments of a rendition.
pub(super) fn layout(name: &str) -> (ByteRange, Vec<Segment>) {
    let lines: u64 = name.trim_end_matches('p').parse().unwrap_or(100);
    let mut start = INIT_BYTES;
    let segments = (0..u64::from(SEGMENTS)).map(|index| {
        let range = ByteRange { start, len: SEGMENT_BYTES + lines + 100 * index };
        start = range.end();
        Segment { range, duration_ms: SEGMENT_MS }
    });
    let segments = segments.collect();
    (ByteRange { start: 0, len: INIT_BYTES }, segments)
}
