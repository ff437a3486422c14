//! Writing the sound rendition, cut where the pictures are cut.
//!
//! ffmpeg cuts sound where it likes; its samples are taken over one by one and grouped anew.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::fragment::{self, Sample};
use super::{Follower, Init, Malformed, Part};
use crate::{ByteRange, MediaError};

/// Takes sound from a file that grows and writes it into segments.
pub(crate) struct SoundWriter {
    from: Follower,
    path: PathBuf,
    out: Option<File>,
    /// Samples not written yet, and their bytes.
    waiting: VecDeque<Sample>,
    data: VecDeque<u8>,
    /// Ticks at which the first and behind the last of them are heard.
    start: u64,
    end: u64,
    sequence: u32,
    /// Bytes written.
    length: u64,
}

/// A segment as written.
pub(crate) struct SoundSegment {
    pub range: ByteRange,
    /// Ticks.
    pub end: u64,
}

impl SoundWriter {
    /// Reads `from`, which may not exist yet, and creates `out` when its init section is known.
    pub fn new(from: &Path, out: &Path) -> SoundWriter {
        SoundWriter {
            from: Follower::new(from),
            path: out.to_path_buf(),
            out: None,
            waiting: VecDeque::new(),
            data: VecDeque::new(),
            start: 0,
            end: 0,
            sequence: 0,
            length: 0,
        }
    }

    pub fn init(&self) -> Option<&Init> {
        self.from.init()
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes over what has been appended until the sound reaches `ticks` (or all of it).
    async fn take(&mut self, ticks: u64) -> Result<(), MediaError> {
        while self.end < ticks {
            let Some(part) = self.from.next().await? else { break };
            match part {
                Part::Init(init) => {
                    let failed = || MediaError::io("writing sound", self.path.clone());
                    let mut out = File::create(&self.path).await.map_err(failed())?;
                    out.write_all(&init.bytes).await.map_err(failed())?;
                    out.flush().await.map_err(failed())?;
                    self.length = init.len().map_err(|what| self.from.malformed(what))?;
                    self.out = Some(out);
                }
                Part::Fragment { range, moof, fragment } => {
                    let described = u64::try_from(moof.len()).map_err(|_| self.from.malformed(Malformed::Length))?;
                    let header = 8;
                    let start = range.start + described + header;
                    let samples = self.from.read(ByteRange { start, len: range.end() - start }).await?;
                    self.end += fragment.duration();
                    self.data.extend(samples);
                    self.waiting.extend(fragment.samples);
                }
            }
        }
        Ok(())
    }

    /// Writes the segment that ends at the time `end` / `timescale`, if the sound has come that
    /// far, or, when it has `ended`, with what there is. `None` if there is nothing to write (yet).
    pub async fn cut(&mut self, end: u64, timescale: u32, ended: bool) -> Result<Option<SoundSegment>, MediaError> {
        self.take(1).await?;
        let Some(own) = self.init().map(|init| init.timescale) else { return Ok(None) };
        let exact = (u128::from(end) * u128::from(own)).div_ceil(u128::from(timescale));
        let end = u64::try_from(exact).map_err(|_| self.from.malformed(Malformed::Length))?;
        self.take(end).await?;
        if (self.end < end && !ended) || self.waiting.is_empty() {
            return Ok(None);
        }
        let mut samples = Vec::new();
        let (start, mut bytes) = (self.start, 0);
        // At least one, should a picture be shorter than a frame of sound.
        while self.start < end || samples.is_empty() {
            let Some(sample) = self.waiting.pop_front() else { break };
            self.start += u64::from(sample.duration);
            bytes += usize::try_from(sample.size).map_err(|_| self.from.malformed(Malformed::Length))?;
            samples.push(sample);
        }
        if bytes > self.data.len() {
            return Err(self.from.malformed(Malformed::Length));
        }
        let data: Vec<u8> = self.data.drain(..bytes).collect();
        self.sequence += 1;
        let mut written = Vec::new();
        fragment::write_sound(&mut written, self.sequence, start, &samples, &data)
            .map_err(|what| self.from.malformed(what))?;
        let failed = || MediaError::io("writing sound", self.path.clone());
        let Some(out) = &mut self.out else { return Ok(None) };
        out.write_all(&written).await.map_err(failed())?;
        out.flush().await.map_err(failed())?;
        let len = u64::try_from(written.len()).map_err(|_| self.from.malformed(Malformed::Length))?;
        let range = ByteRange { start: self.length, len };
        self.length = range.end();
        Ok(Some(SoundSegment { range, end: self.start }))
    }
}
