//! Renditions while they grow: what has been found whole, and what has been told.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::fmp4::{Follower, Init, Part, SoundWriter};
use crate::plan::{AudioTarget, VideoTarget};
use crate::source::FrameRate;
use crate::{ByteRange, GrowingRendition, GrowingSegment, MediaError, Produced, RenditionKind, Segment, Watch, rates};

/// Segments in a rendition: twelve hours of the shortest ones that are made on purpose.
const MOST_SEGMENTS: usize = 1 << 16;

/// What all renditions keep while they grow.
struct Growth {
    facts: GrowingRendition,
    shared: Option<Arc<GrowingRendition>>,
    encoded: bool,
    timescale: u32,
    segments: Vec<Segment>,
    /// Ticks at which each segment ends.
    ends: Vec<u64>,
    told: usize,
}

impl Growth {
    fn new(facts: GrowingRendition, encoded: bool) -> Growth {
        Growth { facts, shared: None, encoded, timescale: 1, segments: Vec::new(), ends: Vec::new(), told: 0 }
    }

    fn begin(&mut self, init: &Init) -> Result<(), MediaError> {
        let len = init.len().map_err(|what| self.wrong(what))?;
        self.facts.init = ByteRange { start: 0, len };
        self.facts.codecs.clone_from(&init.codecs);
        self.timescale = init.timescale;
        self.shared = Some(Arc::new(self.facts.clone()));
        Ok(())
    }

    fn add(&mut self, range: ByteRange, end: u64) -> Result<(), MediaError> {
        if self.segments.len() >= MOST_SEGMENTS {
            return Err(self.wrong("too many segments"));
        }
        let start = self.ends.last().copied().unwrap_or(0);
        let duration_ms = self.milliseconds(end) - self.milliseconds(start);
        self.segments.push(Segment { range, duration_ms });
        self.ends.push(end);
        Ok(())
    }

    /// Milliseconds of a time, rounded.
    fn milliseconds(&self, ticks: u64) -> u64 {
        let scale = u128::from(self.timescale);
        u64::try_from((u128::from(ticks) * 1000 + scale / 2) / scale).unwrap_or(u64::MAX)
    }

    async fn tell(&mut self, watch: &dyn Watch) {
        let Some(rendition) = &self.shared else { return };
        while let Some(segment) = self.segments.get(self.told).copied() {
            let index = u32::try_from(self.told).unwrap_or(u32::MAX);
            watch.segment(GrowingSegment { rendition: Arc::clone(rendition), index, segment }).await;
            self.told += 1;
        }
    }

    fn finish(self, bytes: u64) -> Result<Produced, MediaError> {
        let mut next = self.facts.init.end();
        for segment in &self.segments {
            if segment.range.start != next || segment.range.len == 0 {
                return Err(self.wrong("segments do not follow each other"));
            }
            next = segment.range.end();
        }
        if next != bytes || self.segments.is_empty() {
            return Err(self.wrong("segments do not fill the file"));
        }
        let (bandwidth, average_bandwidth) =
            rates(self.segments.iter().map(|segment| (segment.range.len, segment.duration_ms)));
        Ok(Produced {
            name: self.facts.name,
            kind: self.facts.kind,
            file: self.facts.file,
            bytes,
            codecs: self.facts.codecs,
            init: self.facts.init,
            segments: self.segments,
            bandwidth,
            average_bandwidth,
            encoded: self.encoded,
        })
    }

    fn wrong(&self, what: impl std::fmt::Display) -> MediaError {
        MediaError::Answer { operation: "encoding", detail: format!("{}: {what}", self.facts.name) }
    }
}

/// A video rendition in the file that ffmpeg appends to.
pub(super) struct VideoTrack {
    growth: Growth,
    follower: Follower,
}

impl VideoTrack {
    pub fn new(target: &VideoTarget, frame_rate: FrameRate, file: PathBuf, encoded: bool) -> VideoTrack {
        let kind = RenditionKind::Video { width: target.width, height: target.height, frame_rate };
        let follower = Follower::new(&file);
        VideoTrack { growth: Growth::new(facts(&target.name, kind, file, target.peak), encoded), follower }
    }

    /// Finds what has become whole.
    pub async fn advance(&mut self) -> Result<(), MediaError> {
        while let Some(part) = self.follower.next().await? {
            match part {
                Part::Init(init) => self.growth.begin(&init)?,
                Part::Fragment { range, fragment, .. } => {
                    let expected = self.growth.ends.last().copied().unwrap_or(0);
                    if fragment.decode_time != expected {
                        return Err(self.growth.wrong("segments do not follow each other in time"));
                    }
                    self.check_keyframe(range).await?;
                    self.growth.add(range, expected + fragment.duration())?;
                }
            }
        }
        Ok(())
    }

    /// That a segment starts with a picture that needs no other (H.264: an IDR).
    async fn check_keyframe(&mut self, range: ByteRange) -> Result<(), MediaError> {
        let nal_length = self.follower.init().map_or(4, |init| init.nal_length);
        if self.follower.starts_with_keyframe(range, nal_length).await? {
            return Ok(());
        }
        Err(self.follower.malformed(crate::fmp4::Malformed::NoKeyframe))
    }

    pub async fn tell(&mut self, watch: &dyn Watch) {
        self.growth.tell(watch).await;
    }

    pub fn segments(&self) -> usize {
        self.growth.segments.len()
    }

    /// Ticks in a second, and at which tick a segment ends.
    pub fn end_of(&self, segment: usize) -> Option<(u64, u32)> {
        self.growth.ends.get(segment).map(|end| (*end, self.growth.timescale))
    }

    /// When each segment starts, milliseconds.
    pub fn starts_ms(&self) -> Vec<u64> {
        let ends = self.growth.ends.iter().map(|end| self.growth.milliseconds(*end));
        std::iter::once(0).chain(ends).take(self.growth.ends.len()).collect()
    }

    /// Up to where there are segments, milliseconds.
    pub fn end_ms(&self) -> u64 {
        self.growth.ends.last().map_or(0, |end| self.growth.milliseconds(*end))
    }

    pub async fn finish(mut self) -> Result<Produced, MediaError> {
        self.advance().await?;
        self.follower.check_whole().await?;
        let bytes = size(self.follower.path()).await?;
        self.growth.finish(bytes)
    }
}

/// The sound rendition, cut where the leading video rendition is cut.
pub(super) struct SoundTrack {
    growth: Growth,
    writer: SoundWriter,
}

impl SoundTrack {
    /// Takes from the file `work` that ffmpeg appends to, and writes `file`.
    pub fn new(target: AudioTarget, work: &Path, file: PathBuf) -> SoundTrack {
        let kind = RenditionKind::Audio { channels: AudioTarget::CHANNELS, sample_rate: target.sample_rate };
        let writer = SoundWriter::new(work, &file);
        let facts = facts(AudioTarget::NAME, kind, file, AudioTarget::BITS_PER_SECOND);
        SoundTrack { growth: Growth::new(facts, !target.copied), writer }
    }

    /// Cuts what has come, up to where the leader has been cut.
    pub async fn advance(&mut self, leader: &VideoTrack, ended: bool) -> Result<(), MediaError> {
        while let Some((end, timescale)) = leader.end_of(self.growth.segments.len()) {
            let Some(segment) = self.writer.cut(end, timescale, ended).await? else { break };
            if let (true, Some(init)) = (self.growth.shared.is_none(), self.writer.init()) {
                let init = init.clone();
                self.growth.begin(&init)?;
            }
            self.growth.add(segment.range, segment.end)?;
        }
        Ok(())
    }

    pub async fn tell(&mut self, watch: &dyn Watch) {
        self.growth.tell(watch).await;
    }

    /// `None` if the source states a sound stream and has no sound in it.
    pub async fn finish(self) -> Result<Option<Produced>, MediaError> {
        if self.growth.segments.is_empty() {
            return Ok(None);
        }
        let bytes = size(self.writer.path()).await?;
        self.growth.finish(bytes).map(Some)
    }
}

fn facts(name: &str, kind: RenditionKind, file: PathBuf, bandwidth: u64) -> GrowingRendition {
    let init = ByteRange { start: 0, len: 0 };
    GrowingRendition { name: name.to_string(), kind, file, codecs: String::new(), init, bandwidth }
}

async fn size(file: &Path) -> Result<u64, MediaError> {
    Ok(tokio::fs::metadata(file).await.map_err(MediaError::io("reading a rendition", file))?.len())
}
