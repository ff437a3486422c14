//! The main story: an uploaded file becomes a published video.

use std::path::Path;

use carry::manifest::Thumbnail;
use carry::seal;
use media::plan::AudioTarget;
use media::{Plan, Produced, RenditionKind, Watch};
use store::{LeasedJob, ObjectRole, PublishedObject, Source, Video, VideoFacts};

use super::describe::Contents;
use super::growing::Growing;
use super::pack::{Packed, pack};
use super::scratch::Scratch;
use super::secrets::Secrets;
use super::sections::FileSections;
use super::{Progress, PublishError, Publisher, describe};

/// What ffmpeg has made of a source.
struct Made<'a> {
    scratch: &'a Scratch,
    produced: &'a [Produced],
    thumbnail: &'a media::Thumbnail,
}

impl Publisher {
    /// Probes, encodes and publishes what the author uploaded.
    pub(super) async fn encode(&self, leased: &LeasedJob, progress: &Progress) -> Result<(), PublishError> {
        let video = self.video_of(leased).await?;
        let source = video.source.clone().ok_or(PublishError::NoSource)?;
        let file = self.seams.disk.host_path(&web::uploads::file_path(source.upload));

        let plan = self.look_into(leased, &video, &file).await?;
        let scratch = Scratch::make(&self.seams.disk, video.id, leased.lease.attempt).await?;
        let published = self.encode_in(&scratch, leased, &video, &file, &plan, progress).await;
        scratch.remove().await;
        published?;

        self.listener.video_changed(video.id);
        if !video.keep_original {
            self.remove_source(&source).await;
        }
        Ok(())
    }

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

    async fn encode_in(
        &self,
        scratch: &Scratch,
        leased: &LeasedJob,
        video: &Video,
        file: &Path,
        plan: &Plan,
        progress: &Progress,
    ) -> Result<(), PublishError> {
        let into = scratch.host_path();
        let thumbnail = self.transcoder.thumbnail(plan, file, &into).await?;
        let secrets = Secrets::fresh(video.about.visibility, names(plan), self.seams.entropy.as_ref());
        let growing = Growing::new(self, scratch, leased.lease, video.id, plan, secrets.as_ref(), progress);
        let produced = self.transcoder.produce(plan, file, &into, &growing).await?;
        growing.complete().await?;
        growing.progress(1000).await;
        let made = Made { scratch, produced: &produced, thumbnail: &thumbnail };
        self.publish_made(leased, &made, secrets).await
    }

    /// Publishes what was made. The author may change the video meanwhile: then its words are read
    /// again, and what has another audience now is encrypted again; nothing is encoded twice.
    async fn publish_made(
        &self,
        leased: &LeasedJob,
        made: &Made<'_>,
        mut secrets: Option<Secrets>,
    ) -> Result<(), PublishError> {
        for _try in 0..super::PUBLISH_TRIES {
            let video = self.video_of(leased).await?;
            let public = video.about.visibility == store::Visibility::Public;
            if public != secrets.is_none() {
                let names = made.produced.iter().map(|produced| produced.name.as_str());
                secrets = Secrets::fresh(video.about.visibility, names, self.seams.entropy.as_ref());
            }
            let (contents, objects, hold) = self.store_made(&video, made, secrets.clone()).await?;
            let answer = self.publish(leased, &video, &contents, objects, !video.keep_original).await;
            drop(hold);
            match answer {
                Err(PublishError::ChangedTooOften) => {}
                Err(error) => return Err(error),
                Ok(()) => {
                    self.count_encoding(made, &contents);
                    return Ok(());
                }
            }
        }
        Err(PublishError::ChangedTooOften)
    }

    /// Puts renditions and thumbnail into the object store, where nothing refers to them yet. The
    /// hold keeps the collector away until something does.
    async fn store_made(
        &self,
        video: &Video,
        made: &Made<'_>,
        secrets: Option<Secrets>,
    ) -> Result<(Contents, Vec<PublishedObject>, objects::Hold), PublishError> {
        let mut packed = Vec::with_capacity(made.produced.len());
        for produced in made.produced {
            let path = made.scratch.inside(&produced.file)?;
            let sections = FileSections { disk: self.seams.disk.as_ref(), path, produced };
            let key = secrets.as_ref().map(|secrets| secrets.rendition(&produced.name));
            packed.push(pack(&self.objects, &sections, key).await?);
        }
        let picture = made.scratch.inside(&made.thumbnail.file)?;
        let picture = self
            .seams
            .disk
            .read(&picture, 0..made.thumbnail.bytes)
            .await
            .map_err(PublishError::disk("read the thumbnail"))?;
        self.store_packed(video, packed, Some((picture, media::Thumbnail::MEDIA_TYPE)), secrets).await
    }

    /// Gives staged renditions and a thumbnail in the clear their names in the object store.
    pub(super) async fn store_packed(
        &self,
        video: &Video,
        packed: Vec<Packed>,
        picture: Option<(bytes::Bytes, &str)>,
        secrets: Option<Secrets>,
    ) -> Result<(Contents, Vec<PublishedObject>, objects::Hold), PublishError> {
        let hold = self.objects.hold().await;
        let mut rows = Vec::with_capacity(packed.len() + 1);
        let mut renditions = Vec::with_capacity(packed.len());
        for Packed { staged, rendition } in packed {
            let stored = self.objects.publish(staged, &hold).await?;
            rows.push(row(stored, "video/mp4", ObjectRole::Rendition, &rendition.facts.name));
            renditions.push(rendition);
        }
        let mut thumbnail = None;
        if let Some((picture, media_type)) = picture {
            let seal = secrets.as_ref().and_then(|secrets| secrets.thumbnail.as_ref());
            let (bytes, stored_as) = match seal {
                None => (picture, media_type),
                Some(opens) => {
                    let sealed = seal::seal_thumbnail(&opens.key, &opens.nonce, &video.id, &picture);
                    (sealed.into(), "application/octet-stream")
                }
            };
            let stored = self.objects.publish(self.objects.stage_bytes(bytes).await?, &hold).await?;
            rows.push(row(stored, stored_as, ObjectRole::Thumbnail, ""));
            let media_type = media_type.to_owned();
            thumbnail = Some(Thumbnail { object: stored.hash, bytes: stored.bytes, media_type });
        }
        Ok((Contents { renditions, thumbnail, secrets }, rows, hold))
    }

    /// Encoding is work done here; what was copied is not.
    fn count_encoding(&self, made: &Made<'_>, contents: &Contents) {
        for (produced, rendition) in made.produced.iter().zip(&contents.renditions) {
            let RenditionKind::Video { width, height, .. } = produced.kind else {
                continue;
            };
            if produced.encoded {
                let ms: u64 = produced.segments.iter().map(|segment| segment.duration_ms).sum();
                self.listener.encoded(rendition.object, u64::from(width) * u64::from(height) * ms);
            }
        }
    }

    /// Forgets and removes the author's file of a video that will not be tried again.
    ///
    /// # Errors
    /// [`PublishError::Store`].
    pub(crate) async fn drop_source(&self, video: carry::id::VideoId) -> Result<(), PublishError> {
        let source = self.store.video(video).await?.and_then(|video| video.source);
        self.store.drop_source(video).await?;
        if let Some(source) = source {
            self.remove_source(&source).await;
        }
        Ok(())
    }

    /// What stays is found by housekeeping: nothing refers to the file any more.
    pub(super) async fn remove_source(&self, source: &Source) {
        if let Err(error) = self.seams.disk.remove(&web::uploads::file_path(source.upload)).await {
            tracing::warn!(%error, "an author's file stays until housekeeping removes it");
        }
    }
}

fn names(plan: &Plan) -> impl Iterator<Item = &str> {
    let sound = plan.audio.as_ref().map(|_target| AudioTarget::NAME);
    plan.video().map(|target| target.name.as_ref()).chain(sound)
}

fn row(stored: objects::Stored, media_type: &str, role: ObjectRole, name: &str) -> PublishedObject {
    PublishedObject {
        object: store::NewObject { hash: stored.hash, bytes: stored.bytes, media_type: media_type.to_owned() },
        role,
        name: name.to_owned(),
    }
}

impl Publisher {
    /// One transaction makes it all true: the manifest at its place, the objects, their references,
    /// the video's state and the end of the job.
    pub(super) async fn publish(
        &self,
        leased: &LeasedJob,
        video: &Video,
        contents: &Contents,
        objects: Vec<PublishedObject>,
        drop_source: bool,
    ) -> Result<(), PublishError> {
        let now = self.seams.clock.now();
        let nonce = seams::entropy::random(self.seams.entropy.as_ref());
        let manifest = describe::manifest(video, contents, nonce, &self.keys, self.key_place().await?, now)?;
        let publication = store::Publication {
            video: video.id,
            lease: leased.lease,
            revision: video.revision,
            manifest,
            objects,
            facts: contents.facts(),
            drop_source,
            finish_job: true,
        };
        match self.store.publish_video(&publication, now).await? {
            Ok(_place) => Ok(()),
            Err(refusal) => Err(refusal.into()),
        }
    }
}
