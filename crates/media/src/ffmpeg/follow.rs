//! Following what runs of ffmpeg write, and telling it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures::future::try_join;

use super::command::{Arguments, Command, Tool, largest_file};
use super::produce::Production;
use super::time_limit;
use super::tracks::{SoundTrack, VideoTrack};
use crate::{MediaError, MediaRefusal, Produced, Watch, gist};

/// How often growing files are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Renditions that one or two runs of ffmpeg make at the same time.
pub(super) struct Growing {
    /// The first leads: the sound is cut where it is cut.
    pub video: Vec<VideoTrack>,
    pub sound: Option<SoundTrack>,
}

impl Growing {
    pub(super) async fn advance(&mut self, watch: &dyn Watch, told: bool, ended: bool) -> Result<(), MediaError> {
        for track in &mut self.video {
            track.advance().await?;
        }
        if let (Some(sound), Some(leader)) = (&mut self.sound, self.video.first()) {
            sound.advance(leader, ended).await?;
        }
        if told {
            for track in &mut self.video {
                track.tell(watch).await;
            }
            if let Some(sound) = &mut self.sound {
                sound.tell(watch).await;
            }
        }
        Ok(())
    }
}

impl Production<'_> {
    /// Runs one ffmpeg, and another for the sound beside it, until both have ended; finds and
    /// tells what becomes whole meanwhile.
    pub(super) async fn follow(
        &self,
        arguments: Arguments,
        growing: &mut Growing,
        sound: Option<Arguments>,
        share: (u16, u16),
        told: bool,
    ) -> Result<(), MediaError> {
        let done_us = AtomicU64::new(0);
        let mut on_line = |line: &str| {
            if let Some(done) = line.strip_prefix("out_time_us=").and_then(|done| done.parse().ok()) {
                done_us.fetch_max(done, Ordering::Relaxed);
            }
        };
        let mut silent = |_: &str| {};
        let passes = try_join(self.pass("encoding the picture", arguments, &mut on_line), async {
            match sound {
                Some(arguments) => self.pass("encoding the sound", arguments, &mut silent).await,
                None => Ok(()),
            }
        });
        tokio::pin!(passes);
        loop {
            let ended = tokio::select! {
                ended = &mut passes => Some(ended),
                () = self.ffmpeg.clock.sleep(LOOK_EVERY) => None,
            };
            let over = matches!(ended, Some(Ok(_)));
            match (growing.advance(self.watch, told, over).await, ended) {
                (_, Some(Err(error @ MediaError::Program { .. })))
                    if growing.video.iter().all(|track| track.segments() == 0) =>
                {
                    // It is not the machine: the same ffmpeg has encoded in this sandbox at start.
                    tracing::info!(why = gist(&error.to_string()), "the source cannot be decoded");
                    return Err(MediaRefusal::Incomplete.into());
                }
                (_, Some(Err(error))) => return Err(error),
                (advanced, _) => advanced?,
            }
            let done = done_us.load(Ordering::Relaxed) / 1000;
            let part = u64::from(share.1 - share.0) * done.min(self.plan.source.duration_ms);
            let part = u16::try_from(part / self.plan.source.duration_ms.max(1)).unwrap_or(0);
            self.watch.progress(share.0 + part).await;
            if over {
                return Ok(());
            }
        }
    }

    async fn pass(
        &self,
        operation: &'static str,
        arguments: Arguments,
        on_line: &mut (dyn FnMut(&str) + Send),
    ) -> Result<(), MediaError> {
        let command = Command {
            operation,
            program: Tool::Ffmpeg,
            source: self.source,
            into: Some(self.into),
            arguments: arguments.0,
            limit: time_limit(self.plan.source.duration_ms),
            file_bytes: largest_file(&self.plan.source),
        };
        self.ffmpeg.run(command, on_line).await?.success(operation).map(drop)
    }
}

/// All renditions of a growth, in order, checked.
pub(super) async fn finish(growing: Growing) -> Result<Vec<Produced>, MediaError> {
    let mut produced = Vec::new();
    for track in growing.video {
        produced.push(track.finish().await?);
    }
    if let Some(sound) = growing.sound {
        produced.extend(sound.finish().await?);
    }
    Ok(produced)
}
