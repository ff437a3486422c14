//! The main story: an uploaded file becomes a published video.

use std::path::Path;

use media::{Plan, Produced, RenditionKind, Watch};
use store::{LeasedJob, Video, VideoFacts, Visibility};

use super::describe::Contents;
use super::growing::{Growing, shown};
use super::pack::pack;
use super::publication::Outcome;
use super::scratch::Scratch;
use super::secrets::Secrets;
use super::sections::FileSections;
use super::standing::{Picture, Standing};
use super::{PUBLISH_TRIES, Progress, PublishError, Publisher};

/// What ffmpeg has made of a source.
struct Made<'a> {
    scratch: &'a Scratch,
    produced: Vec<Produced>,
    thumbnail: media::Thumbnail,
}

impl Publisher {
    /// Probes, encodes and publishes what the author uploaded. The scratch folder is left to the worker, which
    /// removes it after every other end of the attempt.
    pub(super) async fn encode(&self, leased: &LeasedJob, progress: &Progress) -> Result<(), PublishError> {
        let video = self.video_of(leased).await?;
        let source = video.source.clone().ok_or(PublishError::NoSource)?;
        let file = self.seams.disk.host_path(&web::uploads::file_path(source.upload));

        let plan = self.look_into(leased, &video, &file).await?;
        let scratch = Scratch::of(&self.seams.disk, video.id, leased.lease.attempt);
        scratch.make().await?;
        let made = self.transcode(&scratch, leased, &plan, &file, progress).await?;
        let published = self.publish_made(leased, &made).await?;
        self.keep_what_grew(&made, &plan).await;
        self.listener.video_changed(published.id);
        if !published.keep_original {
            self.remove_source(&source).await;
        }
        Ok(())
    }

    /// What the source is, and what is to be made of it; or why it is not taken.
    async fn look_into(&self, leased: &LeasedJob, video: &Video, file: &Path) -> Result<Plan, PublishError> {
        let info = self.transcoder.probe(file).await?;
        let plan = media::plan(&info, &self.media_limits).map_err(media::MediaError::from)?;
        let largest = plan.video().max_by_key(|target| target.height);
        let facts = VideoFacts {
            duration_ms: plan.source.duration_ms,
            width: largest.map_or(0, |target| target.width),
            height: largest.map_or(0, |target| target.height),
        };
        match self.store.set_video_facts(leased.lease, video.id, facts).await? {
            Ok(()) => Ok(plan),
            Err(store::LeaseLost) => Err(PublishError::LeaseLost),
        }
    }

    /// Writes all renditions into the scratch folder, while the first ones are watched as they grow.
    async fn transcode<'a>(
        &self,
        scratch: &'a Scratch,
        leased: &LeasedJob,
        plan: &Plan,
        file: &Path,
        progress: &Progress,
    ) -> Result<Made<'a>, PublishError> {
        let video = leased.job.video.ok_or(PublishError::NothingToDo)?;
        let into = scratch.host_path();
        let growing = Growing::new(self, scratch, leased.lease, video, plan, progress);
        let produced = self.transcoder.produce(plan, file, &into, &growing).await?;
        growing.complete().await?;
        // Last, because nobody sees it before the video is published, and finding it takes seconds in a large source.
        let thumbnail = self.transcoder.thumbnail(plan, file, &into).await?;
        growing.progress(1000).await;
        Ok(Made { scratch, produced, thumbnail })
    }

    /// Publishes what was made. The author may change the video meanwhile: then its words are read
    /// again, and only what goes between public and not public is stored again; nothing is encoded
    /// twice.
    async fn publish_made(&self, leased: &LeasedJob, made: &Made<'_>) -> Result<Video, PublishError> {
        let mut standing: Option<Standing> = None;
        for _try in 0..PUBLISH_TRIES {
            let video = self.video_of(leased).await?;
            let sealed = video.about.visibility != Visibility::Public;
            let fits = standing.take().filter(|standing| standing.contents.secrets.is_some() == sealed);
            let ready = match fits {
                Some(ready) => ready,
                None => self.store_made(&video, made).await?,
            };
            match self.publish(leased, &video, &ready).await? {
                Outcome::Changed => standing = Some(ready),
                Outcome::Published => {
                    self.count_encoding(made, &ready.contents);
                    return Ok(video);
                }
            }
        }
        Err(PublishError::ChangedTooOften)
    }

    /// Puts renditions and thumbnail into the object store, as the video's visibility asks.
    async fn store_made(&self, video: &Video, made: &Made<'_>) -> Result<Standing, PublishError> {
        let disk = self.seams.disk.as_ref();
        let names = made.produced.iter().map(|produced| produced.name.as_str());
        let secrets = Secrets::fresh(video.about.visibility, names, self.seams.entropy.as_ref());
        let mut packed = Vec::with_capacity(made.produced.len());
        for produced in &made.produced {
            let sections = FileSections { disk, path: made.scratch.inside(&produced.file)?, produced };
            let key = secrets.as_ref().map(|secrets| secrets.rendition(&produced.name));
            packed.push(pack(&self.objects, &sections, key).await?);
        }
        let file = made.scratch.inside(&made.thumbnail.file)?;
        let bytes = disk.read(&file, 0..made.thumbnail.bytes).await;
        let bytes = bytes.map_err(PublishError::disk("read the thumbnail"))?;
        let picture = Picture { bytes, media_type: media::Thumbnail::MEDIA_TYPE.to_owned() };
        self.make_stand(video, packed, Some(picture), secrets).await
    }

    /// Leaves to housekeeping what viewers watched while it grew, so that they can go over to the whole in their own
    /// time, and removes the rest.
    async fn keep_what_grew(&self, made: &Made<'_>, plan: &Plan) {
        let shown = shown(plan);
        let renditions = made.produced.iter().filter(|produced| !shown.contains(&produced.name));
        for file in renditions.map(|produced| &produced.file).chain([&made.thumbnail.file]) {
            let removed = async {
                let removed = self.seams.disk.remove(&made.scratch.inside(file)?).await;
                removed.map_err(PublishError::disk("remove a rendition that is stored"))
            };
            if let Err(error) = removed.await {
                tracing::warn!(%error, "it stays until housekeeping removes it");
            }
        }
    }

    /// Encoding is work done here; what was copied is not.
    fn count_encoding(&self, made: &Made<'_>, contents: &Contents) {
        for (produced, rendition) in made.produced.iter().zip(&contents.renditions) {
            let RenditionKind::Video { width, height, .. } = produced.kind else { continue };
            if produced.encoded {
                let ms: u64 = produced.segments.iter().map(|segment| segment.duration_ms).sum();
                self.listener.encoded(rendition.object, u64::from(width) * u64::from(height) * ms);
            }
        }
    }
}
