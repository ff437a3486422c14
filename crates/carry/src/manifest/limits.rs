//! What a manifest may hold at most; a decoder refuses more before it allocates.

/// Version of the core's format.
pub const CORE_VERSION: u64 = 1;
/// Version of the manifest's format.
pub const MANIFEST_VERSION: u64 = 1;
/// Bytes of a whole manifest.
pub const MAX_MANIFEST_BYTES: usize = 16 * 1024 * 1024;
/// Renditions of a video.
pub const MAX_RENDITIONS: usize = 8;
/// Segments of a rendition: 24 hours of 4 seconds.
pub const MAX_SEGMENTS: usize = 21_600;
/// Bytes of an object.
pub const MAX_OBJECT_BYTES: u64 = 1 << 40;
/// Milliseconds of one segment.
pub const MAX_SEGMENT_MS: u64 = 600_000;
/// Seconds since 1970: the end of the year 9999.
pub const MAX_NOT_AFTER: u64 = 253_402_300_799;
/// Bytes of a rendition's name.
pub const MAX_NAME_BYTES: usize = 16;
/// Bytes of a codecs string.
pub const MAX_CODECS_BYTES: usize = 64;
/// Bytes of a media type.
pub const MAX_MEDIA_TYPE_BYTES: usize = 64;
/// Bytes of a title.
pub const MAX_TITLE_BYTES: usize = 1_000;
/// Bytes of a description.
pub const MAX_DESCRIPTION_BYTES: usize = 20_000;
/// Bytes of a language tag.
pub const MAX_LANGUAGE_BYTES: usize = 35;
/// Bytes of a sealed payload with its tag.
pub const MAX_SEALED_BYTES: usize = 24 * 1024;
/// Rounds of PBKDF2: fewer than this and a password is too cheap to guess.
pub const MIN_PBKDF2_ITERATIONS: u32 = 100_000;
/// Rounds of PBKDF2: more than this and a phone cannot open the video.
pub const MAX_PBKDF2_ITERATIONS: u32 = 10_000_000;
/// Milliseconds by which the same cut may differ between two renditions: a frame at 20 a second.
pub const CUT_TOLERANCE_MS: u64 = 50;
