//! A rendition becomes a staged object and its description.

use std::io;

use bytes::Bytes;
use carry::manifest::{Init, Rendition, RenditionFacts, Segment};
use carry::seal::{self, RenditionKey, SegmentPlace};
use futures::SinkExt;
use futures::channel::mpsc;
use objects::{Objects, Staged};
use sha2::{Digest, Sha256};

use super::PublishError;
use super::sections::{Sections, length};

/// Sections in memory between the reader and the store.
const SECTIONS_IN_FLIGHT: usize = 2;

/// A rendition whose bytes are staged: described, and not visible yet.
pub struct Packed {
    pub staged: Staged,
    pub rendition: Rendition,
}

/// Stages a rendition, encrypting each section alone when there is a `key`. Every section is read
/// once and only a few are in memory.
///
/// # Errors
/// [`PublishError::Disk`] and [`PublishError::Objects`].
pub async fn pack(
    objects: &Objects,
    sections: &dyn Sections,
    key: Option<&RenditionKey>,
) -> Result<Packed, PublishError> {
    let (sender, receiver) = mpsc::channel(SECTIONS_IN_FLIGHT);
    let read = read_all(sections, key, sender);
    let (parts, staged) = futures::join!(read, objects.stage_stream(receiver));
    // A store that failed closes its end, which the reader can only report as a broken pipe.
    let staged = staged?;
    let (init, segments) = parts.map_err(PublishError::disk("read a finished rendition"))?;
    let rendition = Rendition {
        facts: facts_as_stored(sections.facts(), &segments),
        object: staged.hash(),
        bytes: staged.bytes(),
        init,
        segments,
    };
    Ok(Packed { staged, rendition })
}

async fn read_all(
    sections: &dyn Sections,
    key: Option<&RenditionKey>,
    mut sender: mpsc::Sender<io::Result<Bytes>>,
) -> io::Result<(Init, Vec<Segment>)> {
    let read = async {
        let bytes = stored_form(sections, SegmentPlace::Init, key).await?;
        let init = Init { start: 0, len: length(&bytes)?, sha256: Sha256::digest(&bytes).into() };
        send(&mut sender, Ok(bytes)).await?;
        let mut start = init.len;
        let mut segments = Vec::new();
        for (number, duration_ms) in (0_u64..).zip(sections.durations_ms()) {
            let bytes = stored_form(sections, SegmentPlace::Media(number), key).await?;
            let len = length(&bytes)?;
            segments.push(Segment { start, len, duration_ms, sha256: Sha256::digest(&bytes).into() });
            start += len;
            send(&mut sender, Ok(bytes)).await?;
        }
        Ok::<_, io::Error>((init, segments))
    }
    .await;
    if let Err(error) = &read {
        // The store must not take a rendition that broke off for a whole one.
        let told: io::Error = error.kind().into();
        let _store_gave_up_first = send(&mut sender, Err(told)).await;
    }
    read
}

/// A section as it is stored and delivered.
///
/// # Errors
/// When it cannot be read.
pub async fn stored_form(
    sections: &dyn Sections,
    place: SegmentPlace,
    key: Option<&RenditionKey>,
) -> io::Result<Bytes> {
    let plain = sections.section(place).await?;
    Ok(match key {
        None => plain,
        Some(key) if place == SegmentPlace::Init => {
            Bytes::from(seal::segment_encrypt(key, place, &seal::fill_init(&plain)))
        }
        Some(key) => Bytes::from(seal::segment_encrypt(key, place, &plain)),
    })
}

async fn send(sender: &mut mpsc::Sender<io::Result<Bytes>>, piece: io::Result<Bytes>) -> io::Result<()> {
    sender.send(piece).await.map_err(|_closed| io::ErrorKind::BrokenPipe.into())
}

/// The rates of what is delivered: encryption pads every segment.
fn facts_as_stored(mut facts: RenditionFacts, segments: &[Segment]) -> RenditionFacts {
    let rate = |bytes: u64, ms: u64| (bytes * 8_000).div_ceil(ms.max(1));
    let peak = segments.iter().map(|segment| rate(segment.len, segment.duration_ms)).max();
    let bytes = segments.iter().map(|segment| segment.len).sum();
    let ms = segments.iter().map(|segment| segment.duration_ms).sum();
    facts.bandwidth = peak.unwrap_or(0);
    facts.average_bandwidth = rate(bytes, ms);
    facts
}
