//! One run of ffmpeg or ffprobe: what all runs have in common.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Ffmpeg, cpu_limit};
use crate::MediaError;
use crate::sandbox::{Bounds, Confinement, Output, Run, run};
use crate::source::SourceInfo;

/// Containers that are read. No list of other files, no network, no device, no picture.
pub(super) const FORMATS: &str =
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv,asf,ogg,wav,mp3,flac,aac,aiff,caf,amr";

/// What every input is opened with: files only, and no container but those.
pub(super) const INPUT: [&str; 4] =
    [concat!("-protocol_white", "list"), "file,pipe", concat!("-format_white", "list"), FORMATS];
/// What a picture of our own is opened with.
pub(super) const PICTURE: [&str; 6] = [INPUT[0], INPUT[1], "-f", "image2", "-pattern_type", "none"];

/// Bytes of address space: 8K with its reference pictures, and libraries.
const ADDRESS_SPACE: u64 = 12 << 30;
/// Threads of all processes of this user together, so well above those of one ffmpeg.
const PROCESSES: u64 = 1 << 14;
const OPEN_FILES: u64 = 128;
/// Serving goes before encoding.
const NICE: i32 = 10;
/// Bytes that a rendition may take beyond what its rates allow.
const FILE_MARGIN: u64 = 512 << 20;

/// A run that is to be made.
pub(super) struct Command<'a> {
    /// What it is for, in errors.
    pub operation: &'static str,
    pub program: Tool,
    /// The file that it may read.
    pub source: &'a Path,
    /// The folder that it may write into.
    pub into: Option<&'a Path>,
    pub arguments: Vec<OsString>,
    pub limit: Duration,
    /// Bytes of the largest file.
    pub file_bytes: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tool {
    Ffmpeg,
    Ffprobe,
}

impl Ffmpeg {
    /// Runs a command to its end, whatever that is.
    pub(super) async fn run(
        &self,
        command: Command<'_>,
        on_line: &mut (dyn FnMut(&str) + Send),
    ) -> Result<Output, MediaError> {
        let program = match command.program {
            Tool::Ffmpeg => &self.settings.ffmpeg,
            Tool::Ffprobe => &self.settings.ffprobe,
        };
        let mut readable = self.settings.libraries.clone();
        readable.push(command.source.to_path_buf());
        let confinement = Confinement {
            program: program.clone(),
            readable,
            writable: command.into.map(Path::to_path_buf),
            bounds: Bounds {
                address_space: ADDRESS_SPACE,
                cpu_seconds: cpu_limit(command.limit),
                file_bytes: command.file_bytes,
                processes: PROCESSES,
                open_files: OPEN_FILES,
                nice: NICE,
            },
            apply: self.settings.mechanisms,
            demand: self.demand,
        };
        let run_now = Run {
            launcher: &self.settings.launcher,
            clock: self.clock.as_ref(),
            operation: command.operation,
            confinement: &confinement,
            arguments: command.arguments,
            limit: command.limit,
        };
        run(run_now, on_line).await
    }
}

/// The real place of a file or folder: the sandbox is told places, not names.
pub(super) async fn real(path: &Path) -> Result<PathBuf, MediaError> {
    tokio::fs::canonicalize(path).await.map_err(MediaError::io("finding", path))
}

/// `file:` and an absolute path, so that no name is taken for an option or a protocol.
pub(super) fn file(path: &Path) -> OsString {
    let mut name = OsString::from("file:");
    name.push(path);
    name
}

/// A list of arguments.
#[derive(Debug, Clone, Default)]
pub(super) struct Arguments(pub Vec<OsString>);

impl Arguments {
    /// What every ffmpeg starts with.
    pub fn ffmpeg() -> Arguments {
        Arguments::default().words(["-hide_banner", "-nostdin", "-y", "-v", "error"])
    }

    pub fn words<const N: usize>(mut self, words: [&str; N]) -> Arguments {
        self.0.extend(words.map(OsString::from));
        self
    }

    pub fn word(mut self, word: impl Into<OsString>) -> Arguments {
        self.0.push(word.into());
        self
    }

    /// The source as input, read from `from_ms` on for at most `for_ms`.
    pub fn source(self, source: &Path, from_ms: u64, for_ms: u64) -> Arguments {
        let from = if from_ms > 0 { vec!["-ss".to_string(), super::decimal::seconds(from_ms)] } else { Vec::new() };
        let most_pixels = crate::Limits::PICTURE_PIXELS.to_string();
        let mut arguments = self.words(INPUT);
        arguments.0.extend(from.into_iter().map(OsString::from));
        arguments.words(["-max_pixels", &most_pixels, "-t", &super::decimal::seconds(for_ms), "-i"]).word(file(source))
    }
}

/// Bytes of the largest file that work on a source may write.
pub(super) fn largest_file(source: &SourceInfo) -> u64 {
    /// The largest rendition's cap, twice.
    const BYTES_PER_MS: u64 = 1_250;
    source.bytes.max(source.duration_ms.saturating_mul(BYTES_PER_MS)).saturating_add(FILE_MARGIN)
}
