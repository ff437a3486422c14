//! Why bytes are no manifest, or a manifest is not signed.

/// Closed and ordered: bytes are read from the first to the last, then checked in the order in
/// which the reasons stand here; the first that applies is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum ManifestRefusal {
    /// More bytes than `MAX_MANIFEST_BYTES`.
    #[error("the manifest has more bytes than a manifest may have")]
    TooLarge,
    /// Not CBOR, cut short, or another shape than a manifest's.
    #[error("the bytes have not the shape of a manifest")]
    Malformed,
    /// A version of the manifest or of its core that this program does not know.
    #[error("the manifest has a version that this program does not know")]
    UnknownVersion,
    /// More than `MAX_RENDITIONS`.
    #[error("the manifest has more renditions than a video may have")]
    TooManyRenditions,
    /// More than `MAX_SEGMENTS` in one rendition.
    #[error("a rendition has more segments than it may have")]
    TooManySegments,
    /// A text longer than its limit.
    #[error("a text in the manifest is longer than it may be")]
    TextTooLong,
    /// A sealed payload shorter than its tag or longer than `MAX_SEALED_BYTES`.
    #[error("the sealed part of the manifest has an impossible length")]
    SealedLength,
    /// Bytes after the end of the manifest.
    #[error("bytes follow the end of the manifest")]
    TrailingBytes,
    /// Another spelling than the one of RFC 8949, 4.2.1.
    #[error("the manifest is not spelt in the one deterministic way")]
    NotDeterministic,
    /// The first sequence is 1.
    #[error("the sequence is 0; the first is 1")]
    SequenceZero,
    /// After the year 9999.
    #[error("the not-after time is after the year 9999")]
    NotAfterTooLate,
    /// No rendition has a picture.
    #[error("no rendition has a picture")]
    NoPicture,
    /// A name that is empty or has other characters than `a-z0-9`.
    #[error("a rendition's name is empty or has other characters than a-z and 0-9")]
    NameMalformed,
    /// Two renditions with one name.
    #[error("two renditions have the same name")]
    NameTwice,
    /// A codecs string, media type or language tag that is empty or has a character that could
    /// end the quoted text around it in a playlist or a header.
    #[error("a codecs string, media type or language has a character that it may not have")]
    TokenMalformed,
    /// A side of 0 pixels, no channels or no samples.
    #[error("a rendition has a side of 0 pixels, no channels or no samples")]
    NothingToPlay,
    /// A bandwidth of 0, or a mean above the peak.
    #[error("a bandwidth is 0 or the mean is above the peak")]
    BandwidthImpossible,
    /// An object of 0 bytes or of more than `MAX_OBJECT_BYTES`.
    #[error("an object has an impossible size")]
    ObjectSize,
    /// The init section is empty or not the object's beginning.
    #[error("the init section is empty or not the object's beginning")]
    InitNotFirst,
    /// A rendition without segments.
    #[error("a rendition has no segments")]
    NoSegments,
    /// A segment of 0 bytes, of 0 ms, or longer than `MAX_SEGMENT_MS`.
    #[error("a segment is empty or too long")]
    SegmentImpossible,
    /// A segment that does not begin where the one before it ends.
    #[error("a segment does not begin where the one before it ends")]
    SegmentsNotContiguous,
    /// A segment that ends behind its object's end.
    #[error("a segment lies outside its object")]
    SegmentOutside,
    /// Two renditions of one kind cut at different times.
    #[error("two renditions are not cut at the same times")]
    CutsDiffer,
    /// Not the sum of the segments of the longest rendition.
    #[error("the duration is not that of the longest rendition")]
    DurationWrong,
    /// Fewer rounds than `MIN_PBKDF2_ITERATIONS` or more than `MAX_PBKDF2_ITERATIONS`.
    #[error("the password is derived with too few or too many rounds")]
    PasswordRounds,
    /// The signature is not this key's for these bytes.
    #[error("the signature is not the key's")]
    SignatureWrong,
}
