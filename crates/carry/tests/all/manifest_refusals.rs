//! One row for each reason to refuse a manifest.

use carry::manifest::ManifestRefusal as Refusal;
use carry::manifest::limits::{
    MAX_MANIFEST_BYTES, MAX_NOT_AFTER, MAX_OBJECT_BYTES, MAX_RENDITIONS, MAX_SEALED_BYTES, MAX_SEGMENT_MS,
    MAX_SEGMENTS, MAX_TITLE_BYTES,
};
use carry::manifest::{Audience, Kind, Manifest, Published, SealedKind, WrappedKey};

use crate::samples;

/// Bytes that a reader refuses before any content is looked at.
fn bad_bytes() -> Vec<(Refusal, Vec<u8>)> {
    let good = samples::tombstone().to_cbor();
    let cut = good[..good.len() - 1].to_vec();
    let mut version = good.clone();
    version[1] = 2;
    let mut core_version = good.clone();
    core_version[3] = 2;
    let mut trailing = good.clone();
    trailing.push(0);
    let long_version = [&good[..1], &[0x18, 0x01], &good[2..]].concat();
    let endless_array = [&[0x9f], &good[1..], &[0xff]].concat();
    let chunked_key = [&good[..4], &[0x5f, 0x58, 0x20], &[1; 32], &[0xff], &good[38..]].concat();
    vec![
        (Refusal::TooLarge, vec![0; MAX_MANIFEST_BYTES + 1]),
        (Refusal::Malformed, Vec::new()),
        (Refusal::Malformed, cut),
        (Refusal::Malformed, b"{\"version\": 1}".to_vec()),
        (Refusal::Malformed, chunked_key),
        (Refusal::UnknownVersion, version),
        (Refusal::UnknownVersion, core_version),
        (Refusal::TrailingBytes, trailing),
        (Refusal::NotDeterministic, long_version),
        (Refusal::NotDeterministic, endless_array),
    ]
}

#[test]
fn bytes_that_are_no_manifest_are_refused_with_their_reason() {
    for (refusal, bytes) in bad_bytes() {
        let shown = &bytes[..bytes.len().min(60)];
        assert_eq!(Manifest::from_cbor(&bytes), Err(refusal), "{shown:02x?}");
    }
}

#[test]
fn an_array_that_claims_more_items_than_allowed_is_refused_before_it_is_read() {
    let mut bytes = samples::tombstone().to_cbor();
    bytes.truncate(bytes.len() - 2);
    bytes.extend([0x85, 0x01, 0x00, 0x9b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    assert_eq!(Manifest::from_cbor(&bytes), Err(Refusal::TooManyRenditions));
}

type Alter = fn(&mut Published);

/// What is wrong inside a manifest that is spelt well.
const BAD_VIDEOS: &[(Refusal, Alter)] = &[
    (Refusal::TooManyRenditions, |v| {
        v.renditions = vec![v.renditions[0].clone(); MAX_RENDITIONS + 1];
    }),
    (Refusal::TooManySegments, |v| {
        v.renditions[0].segments = vec![v.renditions[0].segments[0]; MAX_SEGMENTS + 1];
    }),
    (Refusal::TextTooLong, |v| title(v, "x".repeat(MAX_TITLE_BYTES + 1))),
    (Refusal::TextTooLong, |v| v.renditions[0].facts.name = "x".repeat(17)),
    (Refusal::NoPicture, |v| v.renditions = vec![v.renditions[2].clone()]),
    (Refusal::NoPicture, |v| v.renditions.clear()),
    (Refusal::NameMalformed, |v| v.renditions[0].facts.name.clear()),
    (Refusal::NameMalformed, |v| v.renditions[0].facts.name = "../x".to_owned()),
    (Refusal::NameTwice, |v| v.renditions[1].facts.name = "360p".to_owned()),
    (Refusal::TokenMalformed, |v| v.renditions[0].facts.codecs = "a\"\n#".to_owned()),
    (Refusal::TokenMalformed, |v| v.renditions[0].facts.codecs.clear()),
    (Refusal::TokenMalformed, |v| {
        v.thumbnail.as_mut().unwrap().media_type = "image/jpeg\r\nX: y".to_owned();
    }),
    (Refusal::TokenMalformed, |v| match &mut v.audience {
        Audience::Public { language, .. } => *language = Some("f\"r".to_owned()),
        Audience::Sealed(_) => {}
    }),
    (Refusal::NothingToPlay, |v| match &mut v.renditions[0].facts.kind {
        Kind::Video { width, .. } => *width = 0,
        Kind::Audio { .. } => {}
    }),
    (Refusal::NothingToPlay, |v| {
        v.renditions[2].facts.kind = Kind::Audio { channels: 0, sample_rate: 48_000 };
    }),
    (Refusal::BandwidthImpossible, |v| v.renditions[0].facts.average_bandwidth = 0),
    (Refusal::BandwidthImpossible, |v| v.renditions[0].facts.bandwidth = 1),
    (Refusal::ObjectSize, |v| v.renditions[0].bytes = 0),
    (Refusal::ObjectSize, |v| v.renditions[0].bytes = MAX_OBJECT_BYTES + 1),
    (Refusal::ObjectSize, |v| v.thumbnail.as_mut().unwrap().bytes = 0),
    (Refusal::InitNotFirst, |v| v.renditions[0].init.start = 1),
    (Refusal::InitNotFirst, |v| v.renditions[0].init.len = 0),
    (Refusal::NoSegments, |v| v.renditions[2].segments.clear()),
    (Refusal::SegmentImpossible, |v| v.renditions[0].segments[0].len = 0),
    (Refusal::SegmentImpossible, |v| v.renditions[0].segments[0].duration_ms = 0),
    (Refusal::SegmentImpossible, |v| {
        v.renditions[0].segments[0].duration_ms = MAX_SEGMENT_MS + 1;
    }),
    (Refusal::SegmentsNotContiguous, |v| v.renditions[0].segments[0].start += 1),
    (Refusal::SegmentsNotContiguous, |v| v.renditions[0].segments.swap(0, 1)),
    (Refusal::SegmentOutside, |v| v.renditions[0].segments[2].len += 1),
    (Refusal::SegmentOutside, |v| v.renditions[0].segments[2].len = u64::MAX),
    (Refusal::CutsDiffer, |v| {
        v.renditions[1].segments.pop();
    }),
    (Refusal::CutsDiffer, |v| v.renditions[1].segments[0].duration_ms += 51),
    (Refusal::DurationWrong, |v| v.duration_ms += 1),
];

fn title(video: &mut Published, text: String) {
    if let Audience::Public { title, .. } = &mut video.audience {
        *title = text;
    }
}

#[test]
fn a_video_that_contradicts_itself_is_neither_signed_nor_read() {
    for (row, (refusal, alter)) in BAD_VIDEOS.iter().enumerate() {
        let mut manifest = samples::public();
        alter(samples::video(&mut manifest));
        refused(&manifest, *refusal, row);
    }
}

#[test]
fn a_sealed_part_of_an_impossible_kind_is_neither_signed_nor_read() {
    let with_length = |length: usize| {
        let mut manifest = samples::sealed(SealedKind::Private);
        if let Audience::Sealed(sealed) = &mut samples::video(&mut manifest).audience {
            sealed.ciphertext = vec![0; length];
        }
        manifest
    };
    let with_rounds =
        |iterations: u32| samples::sealed(SealedKind::Password(WrappedKey { iterations, ..samples::wrapped() }));
    for (row, (refusal, manifest)) in [
        (Refusal::SealedLength, with_length(15)),
        (Refusal::SealedLength, with_length(MAX_SEALED_BYTES + 1)),
        (Refusal::PasswordRounds, with_rounds(99_999)),
        (Refusal::PasswordRounds, with_rounds(10_000_001)),
    ]
    .into_iter()
    .enumerate()
    {
        refused(&manifest, refusal, row);
    }
}

#[test]
fn an_impossible_sequence_or_time_is_neither_signed_nor_read() {
    let sequence = Manifest { sequence: 0, ..samples::tombstone() };
    let time = Manifest { not_after: MAX_NOT_AFTER + 1, ..samples::tombstone() };
    refused(&sequence, Refusal::SequenceZero, 0);
    refused(&time, Refusal::NotAfterTooLate, 1);
}

fn refused(manifest: &Manifest, refusal: Refusal, row: usize) {
    assert_eq!(manifest.sign(&samples::key()), Err(refusal), "row {row}, signing");
    assert_eq!(Manifest::from_cbor(&manifest.to_cbor()), Err(refusal), "row {row}, reading");
}
