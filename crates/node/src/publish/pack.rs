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
    let sizes = segments.iter().map(|segment| (segment.len, segment.duration_ms));
    (facts.bandwidth, facts.average_bandwidth) = media::rates(sizes);
    facts
}

#[cfg(test)]
mod tests {
    use carry::manifest::Kind;

    use super::*;

    #[test]
    fn a_short_rest_at_the_end_does_not_make_a_rendition_look_expensive() {
        let facts = RenditionFacts {
            name: "audio".to_owned(),
            kind: Kind::Audio { channels: 2, sample_rate: 48_000 },
            codecs: "mp4a.40.2".to_owned(),
            bandwidth: 0,
            average_bandwidth: 0,
        };
        let segment = |start, len, duration_ms| Segment { start, len, duration_ms, sha256: [0; 32] };
        let rest = [segment(0, 64_000, 4_000), segment(64_000, 64_000, 4_000), segment(128_000, 2_000, 40)];
        let stored = facts_as_stored(facts, &rest);
        assert_eq!(
            (stored.bandwidth, stored.average_bandwidth),
            (129_354, 129_354),
            "not the 400,000 of the last 40 ms"
        );
    }
}
