//! What must hold inside a manifest. A writer is held to it before signing, a reader after reading.

use std::collections::BTreeSet;

use super::ManifestRefusal as Refusal;
use super::limits::{
    CORE_VERSION, CUT_TOLERANCE_MS, MAX_CODECS_BYTES, MAX_DESCRIPTION_BYTES, MAX_LANGUAGE_BYTES, MAX_MEDIA_TYPE_BYTES,
    MAX_NAME_BYTES, MAX_NOT_AFTER, MAX_OBJECT_BYTES, MAX_PBKDF2_ITERATIONS, MAX_RENDITIONS, MAX_SEALED_BYTES,
    MAX_SEGMENT_MS, MAX_SEGMENTS, MAX_TITLE_BYTES, MIN_PBKDF2_ITERATIONS,
};
use super::types::{Audience, Body, Kind, Manifest, Published, Rendition, Sealed, SealedKind, Thumbnail};

/// Bytes of an AES-256-GCM tag: nothing sealed is shorter.
const TAG_BYTES: usize = 16;

/// The duration that a manifest with these renditions must state: the longest one's segments.
#[must_use]
pub fn duration_ms(renditions: &[Rendition]) -> u64 {
    renditions.iter().map(rendition_ms).max().unwrap_or(0)
}

fn rendition_ms(rendition: &Rendition) -> u64 {
    rendition.segments.iter().fold(0, |sum: u64, each| sum.saturating_add(each.duration_ms))
}

impl Manifest {
    /// Checks all that a signature vouches for besides the hashes.
    ///
    /// # Errors
    /// The first [`Refusal`] that applies.
    pub fn check(&self) -> Result<(), Refusal> {
        require(self.core.format_version == CORE_VERSION, Refusal::UnknownVersion)?;
        if let Body::Published(video) = &self.body {
            limits(video)?;
        }
        require(self.sequence > 0, Refusal::SequenceZero)?;
        require(self.not_after <= MAX_NOT_AFTER, Refusal::NotAfterTooLate)?;
        match &self.body {
            Body::Gone => Ok(()),
            Body::Published(video) => published(video),
        }
    }
}

fn require(holds: bool, otherwise: Refusal) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(otherwise) }
}

/// The limits that a reader also checks while it reads.
fn limits(video: &Published) -> Result<(), Refusal> {
    require(video.renditions.len() <= MAX_RENDITIONS, Refusal::TooManyRenditions)?;
    let segments = |each: &Rendition| each.segments.len() <= MAX_SEGMENTS;
    require(video.renditions.iter().all(segments), Refusal::TooManySegments)?;
    let mut texts = Vec::new();
    for each in &video.renditions {
        texts.push((each.facts.name.as_str(), MAX_NAME_BYTES));
        texts.push((each.facts.codecs.as_str(), MAX_CODECS_BYTES));
    }
    if let Some(picture) = &video.thumbnail {
        texts.push((picture.media_type.as_str(), MAX_MEDIA_TYPE_BYTES));
    }
    if let Audience::Public { title, description, language } = &video.audience {
        texts.push((title, MAX_TITLE_BYTES));
        texts.push((description, MAX_DESCRIPTION_BYTES));
        texts.extend(language.iter().map(|tag| (tag.as_str(), MAX_LANGUAGE_BYTES)));
    }
    require(texts.iter().all(|(text, most)| text.len() <= *most), Refusal::TextTooLong)?;
    if let Audience::Sealed(Sealed { ciphertext, .. }) = &video.audience {
        let possible = (TAG_BYTES..=MAX_SEALED_BYTES).contains(&ciphertext.len());
        require(possible, Refusal::SealedLength)?;
    }
    Ok(())
}

fn published(video: &Published) -> Result<(), Refusal> {
    let picture = |each: &Rendition| matches!(each.facts.kind, Kind::Video { .. });
    require(video.renditions.iter().any(picture), Refusal::NoPicture)?;
    names(video)?;
    tokens(video)?;
    for each in &video.renditions {
        facts(each)?;
    }
    sizes(video)?;
    for each in &video.renditions {
        ranges(each)?;
    }
    cuts(video)?;
    require(video.duration_ms == duration_ms(&video.renditions), Refusal::DurationWrong)?;
    rounds(&video.audience)
}

fn names(video: &Published) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for name in video.renditions.iter().map(|each| &each.facts.name) {
        let plain = name.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        require(plain && !name.is_empty(), Refusal::NameMalformed)?;
    }
    let all_new = video.renditions.iter().all(|each| seen.insert(&each.facts.name));
    require(all_new, Refusal::NameTwice)
}

fn tokens(video: &Published) -> Result<(), Refusal> {
    let token = |text: &str, others: &[u8]| {
        !text.is_empty() && text.bytes().all(|c| c.is_ascii_alphanumeric() || others.contains(&c))
    };
    let codecs = video.renditions.iter().all(|each| token(&each.facts.codecs, b".,-_"));
    let media_type = |picture: &Thumbnail| token(&picture.media_type, b"/+.-");
    let language = match &video.audience {
        Audience::Public { language: Some(tag), .. } => token(tag, b"-"),
        _ => true,
    };
    let all = codecs && video.thumbnail.as_ref().is_none_or(media_type) && language;
    require(all, Refusal::TokenMalformed)
}

fn facts(rendition: &Rendition) -> Result<(), Refusal> {
    let plays = match rendition.facts.kind {
        Kind::Video { width, height, .. } => width > 0 && height > 0,
        Kind::Audio { channels, sample_rate } => channels > 0 && sample_rate > 0,
    };
    require(plays, Refusal::NothingToPlay)?;
    let (mean, peak) = (rendition.facts.average_bandwidth, rendition.facts.bandwidth);
    require(0 < mean && mean <= peak, Refusal::BandwidthImpossible)
}

fn sizes(video: &Published) -> Result<(), Refusal> {
    let mut sizes = video.renditions.iter().map(|each| each.bytes).collect::<Vec<_>>();
    sizes.extend(video.thumbnail.iter().map(|picture| picture.bytes));
    let possible = sizes.iter().all(|bytes| (1..=MAX_OBJECT_BYTES).contains(bytes));
    require(possible, Refusal::ObjectSize)
}

fn ranges(rendition: &Rendition) -> Result<(), Refusal> {
    let init = rendition.init;
    require(init.start == 0 && init.len > 0, Refusal::InitNotFirst)?;
    require(!rendition.segments.is_empty(), Refusal::NoSegments)?;
    for each in &rendition.segments {
        let possible = each.len > 0 && (1..=MAX_SEGMENT_MS).contains(&each.duration_ms);
        require(possible, Refusal::SegmentImpossible)?;
    }
    let mut end = init.len;
    for each in &rendition.segments {
        require(each.start == end, Refusal::SegmentsNotContiguous)?;
        end = end.checked_add(each.len).ok_or(Refusal::SegmentOutside)?;
    }
    require(end <= rendition.bytes, Refusal::SegmentOutside)
}

/// The same cuts in every rendition with a picture: as many segments, each beginning at the same
/// time within [`CUT_TOLERANCE_MS`]. Sound has no keyframes and is cut where its own frames end.
fn cuts(video: &Published) -> Result<(), Refusal> {
    let pictures = video
        .renditions
        .iter()
        .filter(|each| matches!(each.facts.kind, Kind::Video { .. }))
        .map(begins)
        .collect::<Vec<_>>();
    for pair in pictures.windows(2) {
        let [one, other] = pair else { continue };
        let near = |(a, b): (&u64, &u64)| a.abs_diff(*b) <= CUT_TOLERANCE_MS;
        let same = one.len() == other.len() && one.iter().zip(other).all(near);
        require(same, Refusal::CutsDiffer)?;
    }
    Ok(())
}

/// The times in milliseconds at which a rendition's segments begin.
fn begins(rendition: &Rendition) -> Vec<u64> {
    let lengths = rendition.segments.iter().map(|each| each.duration_ms);
    lengths
        .scan(0_u64, |time, length| {
            let begin = *time;
            *time = time.saturating_add(length);
            Some(begin)
        })
        .collect()
}

fn rounds(audience: &Audience) -> Result<(), Refusal> {
    match audience {
        Audience::Sealed(Sealed { kind: SealedKind::Password(key), .. }) => {
            let fit = (MIN_PBKDF2_ITERATIONS..=MAX_PBKDF2_ITERATIONS).contains(&key.iterations);
            require(fit, Refusal::PasswordRounds)
        }
        _ => Ok(()),
    }
}
