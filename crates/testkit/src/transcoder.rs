//! A transcoder without ffmpeg: quick, and its output is a function of the source alone.

mod bytes;
mod facts;

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use media::{
    GrowingRendition, GrowingSegment, MediaError, MediaRefusal, Plan, Produced, RenditionKind, SourceInfo, Thumbnail,
    Transcoder, Watch,
};
use seams::Clock;

use crate::SimDisk;

use bytes::{SEGMENT_MS, SEGMENTS, is_whole, layout};
use facts::{FRAME_RATE, info};

pub use bytes::{rendition, source, thumbnail};

/// Takes sources made by [`source()`] and refuses any other, also one of which a byte is missing or
/// changed: so it notices when an upload did not arrive as it was sent.
#[derive(Clone)]
pub struct CannedTranscoder {
    pace: Option<(Arc<dyn Clock>, Duration)>,
    disk: Option<SimDisk>,
}

impl CannedTranscoder {
    /// Works at once.
    #[must_use]
    pub fn quick() -> Self {
        Self { pace: None, disk: None }
    }

    /// Takes `per_segment` of `clock`'s time for each segment, so that heartbeats fall into it.
    #[must_use]
    pub fn paced(clock: Arc<dyn Clock>, per_segment: Duration) -> Self {
        Self { pace: Some((clock, per_segment)), disk: None }
    }

    /// Writes through `disk`, so that it may die or fail at each of its writes.
    #[must_use]
    pub fn on(self, disk: SimDisk) -> Self {
        Self { disk: Some(disk), ..self }
    }

    async fn append(&self, file: &Path, data: &[u8]) -> Result<(), MediaError> {
        let written = match &self.disk {
            Some(disk) => disk.append_foreign(file, data).await,
            None => OpenOptions::new().create(true).append(true).open(file).and_then(|mut file| file.write_all(data)),
        };
        written.map_err(failed("write", file))
    }

    /// Appends segment `index` to the file; the first one makes the file and its init section.
    async fn grow(&self, one: &Produced, contents: &[u8], index: u32) -> Result<(), MediaError> {
        let at = usize::try_from(index).expect("a count of segments is small");
        let range = one.segments[at].range;
        let start = if at == 0 { 0 } else { range.start };
        let at = |offset| usize::try_from(offset).expect("a canned rendition is small");
        self.append(&one.file, &contents[at(start)..at(range.end())]).await
    }
}

#[async_trait]
impl Transcoder for CannedTranscoder {
    async fn probe(&self, source: &Path) -> Result<SourceInfo, MediaError> {
        let contents = read(source)?;
        if !is_whole(&contents) {
            return Err(MediaRefusal::Incomplete.into());
        }
        Ok(info(contents.len()))
    }

    async fn produce(
        &self,
        plan: &Plan,
        source: &Path,
        into: &Path,
        watch: &dyn Watch,
    ) -> Result<Vec<Produced>, MediaError> {
        let contents = read(source)?;
        let mut produced: Vec<Produced> = plan
            .video()
            .map(|target| {
                let (width, height) = (target.width, target.height);
                let kind = RenditionKind::Video { width, height, frame_rate: FRAME_RATE };
                describe(&target.name, kind, "avc1.64001f", into)
            })
            .collect();
        if plan.audio.is_some() {
            let kind = RenditionKind::Audio { channels: 2, sample_rate: 48_000 };
            produced.push(describe("audio", kind, "mp4a.40.2", into));
        }
        for index in 0..SEGMENTS {
            if let Some((clock, per_segment)) = &self.pace {
                clock.sleep(*per_segment).await;
            }
            for one in &produced {
                self.grow(one, &rendition(&contents, &one.name), index).await?;
                watch.segment(told(one, index)).await;
            }
            let done = 1000 * (index + 1) / SEGMENTS;
            watch.progress(u16::try_from(done).unwrap_or(1000)).await;
        }
        Ok(produced)
    }

    async fn thumbnail(&self, _plan: &Plan, source: &Path, into: &Path) -> Result<Thumbnail, MediaError> {
        let contents = read(source)?;
        let picture = thumbnail(&contents);
        let file = into.join("thumbnail.jpg");
        self.append(&file, &picture).await?;
        let bytes = u64::try_from(picture.len()).unwrap_or(u64::MAX);
        Ok(Thumbnail { file, bytes, width: 640, height: 360 })
    }
}

fn describe(name: &str, kind: RenditionKind, codecs: &str, into: &Path) -> Produced {
    let (init, segments) = layout(name);
    let bits = |bytes: u64| bytes * 8 * 1000;
    let total: u64 = segments.iter().map(|segment| segment.range.len).sum();
    let largest = segments.iter().map(|segment| segment.range.len).max().unwrap_or(0);
    Produced {
        name: name.to_owned(),
        kind,
        file: into.join(format!("{name}.mp4")),
        bytes: init.len + total,
        codecs: codecs.to_owned(),
        init,
        segments,
        bandwidth: bits(largest).div_ceil(SEGMENT_MS),
        average_bandwidth: bits(total).div_ceil(SEGMENT_MS * u64::from(SEGMENTS)),
        encoded: true,
    }
}

fn told(one: &Produced, index: u32) -> GrowingSegment {
    let at = usize::try_from(index).expect("a count of segments is small");
    GrowingSegment {
        rendition: Arc::new(GrowingRendition {
            name: one.name.clone(),
            kind: one.kind,
            file: one.file.clone(),
            codecs: one.codecs.clone(),
            init: one.init,
            bandwidth: one.bandwidth,
        }),
        index,
        segment: one.segments[at],
    }
}

fn read(path: &Path) -> Result<Vec<u8>, MediaError> {
    fs::read(path).map_err(failed("read", path))
}

fn failed(operation: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> MediaError {
    let path = path.to_owned();
    move |source| MediaError::Io { operation, path, source }
}
