//! Looking into a source.

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use tokio::fs::File;
use tokio::io::AsyncReadExt;

use super::answer::{Answer, Described};
use super::command::{self, Arguments, Command, INPUT, Tool};
use super::packets::Packets;
use super::sniff::{LOOKED_AT, sniff};
use super::{Ffmpeg, decimal};
use crate::plan::might_be_copied;
use crate::{MediaError, MediaRefusal, SourceInfo};

const OPERATION: &str = "looking into the source";
/// A look at the description reads little of the file.
const DESCRIBE_LIMIT: Duration = Duration::from_secs(60);
/// A look at all packets reads the whole file once.
const PACKETS_LIMIT: Duration = Duration::from_secs(600);
/// Bytes of ffprobe's answer: some kilobytes a stream.
const LARGEST_ANSWER: usize = 1 << 20;
/// Milliseconds before the stated end from which the end is looked for.
const TAIL_MS: u64 = 5_000;
/// A file whose packets end this much before its stated end is incomplete, microseconds...
const MISSING_US: i64 = 1_000_000;
/// ...or this part of it, whichever is longer.
const MISSING_PART: i64 = 50;

impl Ffmpeg {
    pub(super) async fn probe_source(&self, source: &Path) -> Result<SourceInfo, MediaError> {
        let source = &command::real(source).await?;
        let failed = || MediaError::io(OPERATION, source);
        let mut file = File::open(source).await.map_err(failed())?;
        let bytes = file.metadata().await.map_err(failed())?.len();
        let mut first = Vec::new();
        let looked_at = u64::try_from(LOOKED_AT).unwrap_or(u64::MAX);
        (&mut file).take(looked_at).read_to_end(&mut first).await.map_err(failed())?;
        sniff(&first)?;
        let mut described = self.describe(source, bytes).await?;
        if described.source.video.is_none() && described.source.audio.is_none() {
            return Err(MediaRefusal::NothingToPlay.into());
        }
        self.look_at_packets(source, &mut described).await?;
        Ok(described.source)
    }

    async fn describe(&self, source: &Path, bytes: u64) -> Result<Described, MediaError> {
        let arguments = reading().words(["-show_format", "-show_streams", "-of", "json"]).word(command::file(source));
        let mut text = String::new();
        let mut on_line = |line: &str| {
            if text.len() < LARGEST_ANSWER {
                text.push_str(line);
            }
        };
        let output = self.run(ffprobe(source, arguments, DESCRIBE_LIMIT), &mut on_line).await?;
        // The first bytes are those of a container that is read here, so it must be damaged.
        if output.status.code() == Some(1) {
            return Err(MediaRefusal::Incomplete.into());
        }
        output.success(OPERATION)?;
        let answer: Answer = serde_json::from_str(&text)
            .map_err(|error| MediaError::Answer { operation: OPERATION, detail: error.to_string() })?;
        answer.describe(bytes).ok_or(MediaRefusal::NotAVideo.into())
    }

    /// Finds the keyframes of what might be remuxed, the end of what does not state it, and
    /// whether a file goes as far as it says.
    async fn look_at_packets(&self, path: &Path, described: &mut Described) -> Result<(), MediaError> {
        let source = &described.source;
        let remux = might_be_copied(source);
        let whole = remux || !described.states_duration;
        let tail = (!whole).then(|| source.duration_ms.saturating_sub(TAIL_MS));
        let video = source.video.as_ref().map(|video| video.index);
        let mut packets = self.packets(path, video, tail, described.start_us).await?;
        if packets.end_us.is_none() && tail.is_some() {
            packets = self.packets(path, video, None, described.start_us).await?;
        }
        let Some(end_us) = packets.end_us else { return Err(MediaRefusal::Incomplete.into()) };
        let source = &mut described.source;
        let end_us = end_us - described.start_us;
        if described.states_duration {
            let stated = i64::try_from(source.duration_ms).unwrap_or(i64::MAX).saturating_mul(1000);
            let missing = stated - end_us;
            if states_it_exactly(&source.container) && missing > MISSING_US.max(stated / MISSING_PART) {
                return Err(MediaRefusal::Incomplete.into());
            }
        } else {
            source.duration_ms = decimal::milliseconds(end_us);
        }
        if let Some(video) = &mut source.video {
            if let Some(end) = packets.video_end_us.filter(|_| whole) {
                video.end_ms = decimal::milliseconds(end - described.start_us);
            }
            video.keyframes = packets.keyframes().filter(|_| remux);
        }
        Ok(())
    }

    async fn packets(
        &self,
        source: &Path,
        video: Option<u32>,
        from_ms: Option<u64>,
        start_us: i64,
    ) -> Result<Packets, MediaError> {
        let mut arguments = reading();
        if let Some(from) = from_ms {
            // ffprobe counts from the container's own zero, not from its first packet.
            let from = from.saturating_add(decimal::milliseconds(start_us));
            arguments = arguments.word("-read_intervals").word(format!("{}%", decimal::seconds(from)));
        }
        let shown = "packet=stream_index,pts_time,dts_time,duration_time,flags";
        let arguments = arguments.words(["-show_entries", shown, "-of", "csv=p=0"]).word(command::file(source));
        let mut packets = Packets::of(video);
        let output = self.run(ffprobe(source, arguments, PACKETS_LIMIT), &mut |line| packets.line(line)).await?;
        if output.status.code() == Some(1) {
            return Err(MediaRefusal::Incomplete.into());
        }
        output.success(OPERATION)?;
        Ok(packets)
    }
}

/// Containers that count their duration instead of estimating it.
fn states_it_exactly(container: &str) -> bool {
    ["mov,", "matroska,"].iter().any(|name| container.starts_with(name))
}

fn reading() -> Arguments {
    Arguments::default().words(["-v", "error"]).words(INPUT)
}

fn ffprobe(source: &Path, arguments: Arguments, limit: Duration) -> Command<'_> {
    let arguments: Vec<OsString> = arguments.0;
    Command { operation: OPERATION, program: Tool::Ffprobe, source, into: None, arguments, limit, file_bytes: 0 }
}
