//! Sound without a picture: one that stands still.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Ffmpeg;
use super::command::{self, Arguments, Command, Tool, largest_file};
use super::follow::{Growing, finish};
use super::passes::{self, Cuts};
use super::produce::Production;
use crate::source::{FrameRate, SourceInfo};
use crate::{MediaError, MediaRefusal, Produced};

const LIMIT: Duration = Duration::from_secs(120);
/// Milliseconds of sound that are drawn: the wave of more would be a block.
const DRAWN_MS: u64 = 600_000;
const WIDTH: u32 = 640;
const HEIGHT: u32 = 360;

impl Production<'_> {
    /// A still picture for as long as the sound lasts, cut as pictures that move are.
    pub(super) async fn still(&self, rate: FrameRate, segment_frames: u32) -> Result<Vec<Produced>, MediaError> {
        let Some(target) = self.plan.encoded.first() else { return Err(MediaRefusal::NothingToPlay.into()) };
        let picture = self.ffmpeg.still_picture(&self.plan.source, self.source, &self.work).await?;
        let duration = self.plan.source.duration_ms;
        let cuts = Cuts::Every { frames: segment_frames, rate };
        let arguments = passes::still(&picture, target, rate, &cuts, duration, self.into);
        let video = self.tracks(std::slice::from_ref(target), rate, self.into);
        let mut growing = Growing { video, sound: self.sound_track() };
        self.follow(arguments, &mut growing, self.sound_pass(), (0, 1_000), true).await?;
        finish(growing).await
    }
}

impl Ffmpeg {
    /// The cover, or else the wave of the sound, as a PNG in the folder `work`.
    pub(super) async fn still_picture(
        &self,
        source: &SourceInfo,
        path: &Path,
        work: &Path,
    ) -> Result<PathBuf, MediaError> {
        let out = work.join("still.png");
        if let Some(cover) = source.cover {
            let scale = format!("scale={WIDTH}:{HEIGHT}:force_original_aspect_ratio=decrease,format=rgb24");
            let arguments =
                Arguments::ffmpeg().source(path, 0, DRAWN_MS).words(["-map", &format!("0:{cover}"), "-vf", &scale]);
            match self.picture(source, path, work, arguments, &out).await {
                Err(MediaError::Program { .. }) => tracing::info!("the cover cannot be decoded; drawing the sound"),
                Err(other) => return Err(other),
                Ok(()) => return Ok(out),
            }
        }
        let Some(audio) = &source.audio else { return Err(MediaRefusal::NothingToPlay.into()) };
        let graph = format!(
            "[0:{}]aresample=8000,aformat=channel_layouts=mono,\
             showwavespic=s={WIDTH}x{HEIGHT}:colors=0x7fb7c9:scale=sqrt[wave];\
             color=c=0x14181c:s={WIDTH}x{HEIGHT}:r=1:d=1[ground];[ground][wave]overlay=format=rgb,format=rgb24[out]",
            audio.index
        );
        let arguments = Arguments::ffmpeg().source(path, 0, source.duration_ms.min(DRAWN_MS)).words([
            "-filter_complex",
            &graph,
            "-map",
            "[out]",
        ]);
        self.picture(source, path, work, arguments, &out).await?;
        Ok(out)
    }

    /// Ends `arguments` so that one picture is written to `out`.
    pub(super) async fn picture(
        &self,
        source: &SourceInfo,
        path: &Path,
        into: &Path,
        arguments: Arguments,
        out: &Path,
    ) -> Result<(), MediaError> {
        let operation = "making a picture";
        let arguments = arguments
            .words(["-frames:v", "1", "-map_metadata", "-1", "-f", "image2", "-update", "1"])
            .word(command::file(out));
        let command = Command {
            operation,
            program: Tool::Ffmpeg,
            source: path,
            into: Some(into),
            arguments: arguments.0,
            limit: LIMIT,
            file_bytes: largest_file(source),
        };
        self.run(command, &mut |_| {}).await?.success(operation)?;
        let made = tokio::fs::try_exists(out).await.map_err(MediaError::io(operation, out))?;
        if made {
            return Ok(());
        }
        Err(MediaError::Program { operation, status: "success".into(), detail: "no picture came out".into() })
    }
}
