//! Carrying out a plan.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures::future::try_join;

use super::command::{self, Arguments, Command, Tool, largest_file};
use super::filters::{self, Timing};
use super::passes::{self, Cuts, rendition_file};
use super::tracks::{SoundTrack, VideoTrack};
use super::{Ffmpeg, decimal, time_limit};
use crate::fmp4::splice;
use crate::plan::{AudioTarget, Head, Picture, VideoTarget};
use crate::source::{FrameRate, VideoInfo};
use crate::{MediaError, MediaRefusal, Plan, Produced, Watch};

/// How often growing files are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// Work files, beside the renditions; removed at the end.
const WORK: &str = "work";
/// A copy is made in no time beside the encoding: so many thousandths of the whole.
const COPY_SHARE: u16 = 50;
/// The larger renditions' first segments, made last.
const HEAD_SHARE: u16 = 50;
const WHOLE: u16 = 1_000;
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

/// Renditions that one or two runs of ffmpeg make at the same time.
pub(super) struct Growing {
    /// The first leads: the sound is cut where it is cut.
    pub video: Vec<VideoTrack>,
    pub sound: Option<SoundTrack>,
}

impl Growing {
    async fn advance(&mut self, watch: &dyn Watch, told: bool, ended: bool) -> Result<(), MediaError> {
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
        let cuts = Cuts::Every(segment_frames);
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

    /// One pass in which only the smallest rendition has the first segments; their pictures are
    /// set aside in an intermediate, from which the other renditions get them afterwards.
    async fn encode_with_head(
        &self,
        video: &VideoInfo,
        rate: FrameRate,
        head_frames: u64,
        cuts: &Cuts,
        smallest: &VideoTarget,
        others: &[VideoTarget],
    ) -> Result<Vec<Produced>, MediaError> {
        let (source, targets) = (&self.plan.source, &self.plan.encoded);
        let frames = self.plan.source.duration_ms * u64::from(rate.numerator) / (1000 * u64::from(rate.denominator));
        // A rest of less than a second is not worth a second part.
        let has_rest = frames > head_frames + u64::from(rate.numerator.div_ceil(rate.denominator));
        let intermediate = self.work.join("set-aside.mp4");
        let graph = filters::ladder_with_head(source, video, targets, rate, has_rest.then_some(head_frames));
        let arguments = passes::encode(source, self.source, &graph, std::slice::from_ref(smallest), cuts, self.into);
        let arguments = passes::set_aside(arguments, &intermediate);
        let rest_folder = self.folder("rest").await?;
        let late = if has_rest { others } else { &[] };
        let arguments = late.iter().fold(arguments, |all, target| passes::output(all, target, cuts, &rest_folder));
        let first = self.tracks(std::slice::from_ref(smallest), rate, self.into);
        let mut growing = Growing { video: first, sound: self.sound_track() };
        let share = WHOLE - HEAD_SHARE;
        self.follow(arguments, &mut growing, self.sound_pass(), (0, share), true).await?;
        self.check_reached(&growing)?;

        let folder = if has_rest { self.folder("head").await? } else { self.into.to_path_buf() };
        let graph = filters::from_intermediate(video, others, rate);
        let arguments = passes::encode(source, &intermediate, &graph, others, cuts, &folder);
        let mut heads = Growing { video: self.tracks(others, rate, &folder), sound: None };
        self.follow(arguments, &mut heads, None, (share, WHOLE), !has_rest).await?;
        let mut larger = heads;
        if has_rest {
            for target in others {
                let parts = [rendition_file(&folder, target), rendition_file(&rest_folder, target)];
                splice(&parts[0], &parts[1], &rendition_file(self.into, target)).await?;
            }
            larger = Growing { video: self.tracks(others, rate, self.into), sound: None };
            larger.advance(self.watch, true, true).await?;
        }
        let sound = growing.sound.take();
        let mut produced = finish(growing).await?;
        produced.extend(finish(Growing { sound, ..larger }).await?);
        Ok(produced)
    }

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
                (_, Some(Err(MediaError::Program { .. }))) if growing.video.iter().all(|track| track.segments() == 0) => {
                    // It is not the machine: the same ffmpeg has encoded in this sandbox at start.
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

    async fn folder(&self, name: &str) -> Result<PathBuf, MediaError> {
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
