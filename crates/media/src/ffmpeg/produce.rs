//! Carrying out a plan.

use std::path::{Path, PathBuf};

use super::command::{self, Arguments};
use super::filters::{self, Timing};
use super::follow::{Growing, finish};
use super::passes::{self, Cuts, rendition_file};
use super::tracks::{SoundTrack, VideoTrack};
use super::{Ffmpeg, decimal};
use crate::plan::{AudioTarget, Head, Picture, VideoTarget};
use crate::source::{FrameRate, VideoInfo};
use crate::{MediaError, MediaRefusal, Plan, Produced, Watch};

/// Work files, beside the renditions; removed at the end.
const WORK: &str = "work";
/// A copy is made in no time beside the encoding: so many thousandths of the whole.
const COPY_SHARE: u16 = 50;
/// Thousandths.
pub(super) const WHOLE: u16 = 1_000;
/// Renditions must reach at least this part of the source's stated duration, percent.
const REACHED: u64 = 90;
/// ...or miss at most this of it, milliseconds.
const MISSED_MS: u64 = 1_500;

/// One production.
pub(super) struct Production<'a> {
    pub ffmpeg: &'a Ffmpeg,
    pub plan: &'a Plan,
    pub source: &'a Path,
    pub into: &'a Path,
    /// The folder of work files.
    pub work: PathBuf,
    pub watch: &'a dyn Watch,
}

impl Ffmpeg {
    pub(super) async fn produce_renditions(
        &self,
        plan: &Plan,
        source: &Path,
        into: &Path,
        watch: &dyn Watch,
    ) -> Result<Vec<Produced>, MediaError> {
        let (source, into) = (&command::real(source).await?, &command::real(into).await?);
        let work = into.join(WORK);
        tokio::fs::create_dir_all(&work).await.map_err(MediaError::io("making a folder", &work))?;
        let production = Production { ffmpeg: self, plan, source, into, work: work.clone(), watch };
        let produced = match (&plan.picture, &plan.source.video) {
            (Picture::Remux { target, frame_rate }, Some(video)) => {
                production.remux(video, target, *frame_rate).await?
            }
            (Picture::Encode { frame_rate, segment_frames, head }, Some(video)) => {
                production.encode(video, *frame_rate, *segment_frames, *head).await?
            }
            (Picture::Still { frame_rate, segment_frames }, _) => {
                production.still(*frame_rate, *segment_frames).await?
            }
            (_, None) => return Err(MediaRefusal::NothingToPlay.into()),
        };
        tokio::fs::remove_dir_all(&work).await.map_err(MediaError::io("removing work files", &work))?;
        watch.progress(WHOLE).await;
        Ok(produced)
    }
}

impl Production<'_> {
    /// Copies the picture, then encodes the smaller renditions, cut alike.
    async fn remux(
        &self,
        video: &VideoInfo,
        target: &VideoTarget,
        frame_rate: FrameRate,
    ) -> Result<Vec<Produced>, MediaError> {
        let plan = self.plan;
        let file = rendition_file(self.into, target);
        let copy = VideoTrack::new(target, frame_rate, file.clone(), false);
        let mut growing = Growing { video: vec![copy], sound: self.sound_track() };
        let arguments = passes::remux(&plan.source, video, self.source, &file);
        // Nothing is told before all of the copy is known to be playable.
        let copied = self.follow(arguments, &mut growing, self.sound_pass(), (0, COPY_SHARE), false).await;
        let playable = match copied {
            Ok(()) => self.reaches(growing.video.first().map_or(0, VideoTrack::end_ms)),
            Err(MediaError::Answer { .. } | MediaError::Program { .. }) => false,
            Err(other) => return Err(other),
        };
        if !playable {
            return self.encode_instead().await;
        }
        growing.advance(self.watch, true, true).await?;
        let cuts = Cuts::At(growing.video.first().map(VideoTrack::starts_ms).unwrap_or_default());
        let mut produced = Vec::new();
        if !plan.encoded.is_empty() {
            let graph = passes::kept_times(&plan.source, video, &plan.encoded);
            let mut smaller = Growing { video: self.tracks(&plan.encoded, frame_rate, self.into), sound: None };
            let arguments = passes::encode(&plan.source, self.source, &graph, &plan.encoded, &cuts, self.into);
            self.follow(arguments, &mut smaller, None, (COPY_SHARE, WHOLE), true).await?;
            produced.extend(finish(smaller).await?);
        }
        produced.extend(finish(growing).await?);
        Ok(produced)
    }

    /// After a copy that is not playable: everything anew.
    async fn encode_instead(&self) -> Result<Vec<Produced>, MediaError> {
        tracing::info!("the copied streams are not playable; encoding them");
        let plan = self.plan.encoded_instead();
        let again = Production { plan: &plan, work: self.work.clone(), ..*self };
        match (&plan.picture, &plan.source.video) {
            (Picture::Encode { frame_rate, segment_frames, head }, Some(video)) => {
                Box::pin(again.encode(video, *frame_rate, *segment_frames, *head)).await
            }
            _ => Err(MediaRefusal::Incomplete.into()),
        }
    }

    /// Encodes all renditions, in one pass, or with a head if the source is heavy.
    async fn encode(
        &self,
        video: &VideoInfo,
        rate: FrameRate,
        segment_frames: u32,
        head: Head,
    ) -> Result<Vec<Produced>, MediaError> {
        let (source, targets) = (&self.plan.source, &self.plan.encoded);
        let cuts = Cuts::Every { frames: segment_frames, rate };
        if let (Head::Segments(segments), [smallest, others @ ..]) = (head, targets.as_slice())
            && !others.is_empty()
        {
            let frames = u64::from(segments) * u64::from(segment_frames);
            return self.encode_with_head(video, rate, frames, &cuts, smallest, others).await;
        }
        let graph = filters::ladder(source, video, targets, Timing::Constant(rate));
        let mut growing = Growing { video: self.tracks(targets, rate, self.into), sound: self.sound_track() };
        let arguments = passes::encode(source, self.source, &graph, targets, &cuts, self.into);
        self.follow(arguments, &mut growing, self.sound_pass(), (0, WHOLE), true).await?;
        self.check_reached(&growing)?;
        finish(growing).await
    }

    pub(super) fn tracks(&self, targets: &[VideoTarget], rate: FrameRate, folder: &Path) -> Vec<VideoTrack> {
        let track = |target| VideoTrack::new(target, rate, rendition_file(folder, target), true);
        targets.iter().map(track).collect()
    }

    fn sound_file(&self) -> PathBuf {
        self.work.join("sound.mp4")
    }

    pub(super) fn sound_track(&self) -> Option<SoundTrack> {
        let target = self.plan.audio?;
        let file = self.into.join(format!("{}.mp4", AudioTarget::NAME));
        Some(SoundTrack::new(target, &self.sound_file(), file))
    }

    pub(super) fn sound_pass(&self) -> Option<Arguments> {
        let (target, info) = self.plan.audio.zip(self.plan.source.audio.as_ref())?;
        Some(passes::sound(&self.plan.source, info.index, target, self.source, &self.sound_file()))
    }

    pub(super) async fn folder(&self, name: &str) -> Result<PathBuf, MediaError> {
        let folder = self.work.join(name);
        tokio::fs::create_dir_all(&folder).await.map_err(MediaError::io("making a folder", &folder))?;
        Ok(folder)
    }

    fn reaches(&self, end_ms: u64) -> bool {
        let stated = self.plan.source.duration_ms;
        end_ms * 100 >= stated * REACHED || end_ms + MISSED_MS >= stated
    }

    /// Refuses a source of which only a part could be decoded.
    pub(super) fn check_reached(&self, growing: &Growing) -> Result<(), MediaError> {
        let end = growing.video.first().map_or(0, VideoTrack::end_ms);
        if self.reaches(end) {
            return Ok(());
        }
        tracing::info!(reached = decimal::seconds(end), "the source could only be decoded in part");
        Err(MediaRefusal::Incomplete.into())
    }
}
