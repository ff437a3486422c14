//! The renditions that viewers watch while they grow.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use carry::manifest::{Init, RenditionFacts, Segment};
use carry::seal::{self, SegmentPlace};
use media::plan::Picture;
use media::{ByteRange, GrowingSegment, Plan, Watch};
use seams::{Disk, DiskFile};
use sha2::{Digest, Sha256};
use store::{GrowingRefusal, GrowingRendition, Lease, Store};
use tokio::sync::Mutex;

use super::PublishError;
use super::describe;
use super::scratch::Scratch;
use super::secrets::Secrets;
use super::sections::length;

/// How far a job is, in thousandths; shared with whoever tells others.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<AtomicU32>);

impl Progress {
    /// Thousandths, 0 to 1000.
    pub fn permille(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    pub(super) fn set(&self, permille: u32) {
        self.0.store(permille.min(1000), Ordering::Relaxed);
    }
}

/// The share of a job that is encoding; the rest is storing what came out.
const ENCODING_PERMILLE: u32 = 950;

/// Lists the first playable rendition and the sound, segment by segment, as ffmpeg finishes them.
///
/// A failure to list does not end the encoding, which publishes all the same: it ends the listing,
/// and is logged.
pub struct Growing<'a> {
    pub store: &'a Store,
    pub disk: &'a dyn Disk,
    pub scratch: &'a Scratch,
    pub lease: Lease,
    pub video: carry::id::VideoId,
    pub secrets: Option<&'a Secrets>,
    pub progress: &'a Progress,
    shown: Vec<String>,
    files: Mutex<Vec<Listed>>,
}

/// A rendition that is listed.
struct Listed {
    row: GrowingRendition,
    /// Where the encrypted form is written; none when viewers get ffmpeg's own file.
    sealed: Option<Box<dyn DiskFile>>,
    /// Bytes listed so far, in the file that viewers get.
    end: u64,
    broken: bool,
}

impl<'a> Growing<'a> {
    pub fn new(
        publisher: &'a super::Publisher,
        scratch: &'a Scratch,
        lease: Lease,
        video: carry::id::VideoId,
        plan: &Plan,
        secrets: Option<&'a Secrets>,
        progress: &'a Progress,
    ) -> Self {
        Self {
            store: &publisher.store,
            disk: publisher.seams.disk.as_ref(),
            scratch,
            lease,
            video,
            secrets,
            progress,
            shown: shown(plan),
            files: Mutex::default(),
        }
    }

    async fn list(&self, told: &GrowingSegment) -> Result<(), PublishError> {
        let name = &told.rendition.name;
        let mut files = self.files.lock().await;
        if !files.iter().any(|listed| listed.row.facts.name == *name) {
            files.push(self.begin(told).await?);
        }
        let Some(listed) = files.iter_mut().find(|listed| listed.row.facts.name == *name) else {
            return Ok(());
        };
        if listed.broken {
            return Ok(());
        }
        let added = self.add(told, listed).await;
        listed.broken = added.is_err();
        added
    }

    async fn begin(&self, told: &GrowingSegment) -> Result<Listed, PublishError> {
        let rendition = &told.rendition;
        let (bytes, mut sealed, file) = match self.secrets {
            None => (self.read(told, rendition.init).await?, None, self.scratch.inside(&rendition.file)?),
            Some(secrets) => {
                let plain = self.read(told, rendition.init).await?;
                let key = secrets.rendition(&rendition.name);
                let file = self.scratch.own(&format!("{}.sealed", rendition.name));
                let writer = self.disk.write_from(&file, 0).await.map_err(PublishError::disk("open a sealed file"))?;
                (Bytes::from(seal::segment_encrypt(key, SegmentPlace::Init, &plain)), Some(writer), file)
            }
        };
        write(sealed.as_mut(), &bytes).await?;
        let len = length(&bytes).map_err(PublishError::disk("measure a section"))?;
        let row = GrowingRendition {
            video: self.video,
            attempt: self.lease.attempt,
            facts: RenditionFacts {
                name: rendition.name.clone(),
                kind: describe::kind(rendition.kind),
                codecs: rendition.codecs.clone(),
                bandwidth: rendition.bandwidth,
                average_bandwidth: rendition.bandwidth,
            },
            file,
            init: Init { start: 0, len, sha256: Sha256::digest(&bytes).into() },
            complete: false,
        };
        allowed(self.store.put_growing_rendition(self.lease, &row).await?)?;
        Ok(Listed { row, sealed, end: len, broken: false })
    }

    async fn add(&self, told: &GrowingSegment, listed: &mut Listed) -> Result<(), PublishError> {
        let name = &listed.row.facts.name;
        let plain = self.read(told, told.segment.range).await?;
        let bytes = match self.secrets {
            None => plain,
            Some(secrets) => {
                let place = SegmentPlace::Media(u64::from(told.index));
                Bytes::from(seal::segment_encrypt(secrets.rendition(name), place, &plain))
            }
        };
        write(listed.sealed.as_mut(), &bytes).await?;
        let len = length(&bytes).map_err(PublishError::disk("measure a section"))?;
        let segment = Segment {
            start: if listed.sealed.is_some() { listed.end } else { told.segment.range.start },
            len,
            duration_ms: told.segment.duration_ms,
            sha256: Sha256::digest(&bytes).into(),
        };
        listed.end = segment.start + len;
        let row = store::GrowingSegment { index: u64::from(told.index), segment };
        allowed(self.store.add_growing_segment(self.lease, self.video, name, &row).await?)
    }

    async fn read(&self, told: &GrowingSegment, range: ByteRange) -> Result<Bytes, PublishError> {
        let path = self.scratch.inside(&told.rendition.file)?;
        self.disk.read(&path, range.start..range.end()).await.map_err(PublishError::disk("read a growing rendition"))
    }

    /// Says that no further segment comes, so that players know the whole duration.
    ///
    /// # Errors
    /// [`PublishError::Store`] and [`PublishError::LeaseLost`].
    pub async fn complete(&self) -> Result<(), PublishError> {
        for listed in self.files.lock().await.iter_mut().filter(|listed| !listed.broken) {
            listed.row.complete = true;
            allowed(self.store.put_growing_rendition(self.lease, &listed.row).await?)?;
        }
        Ok(())
    }
}

#[async_trait]
impl Watch for Growing<'_> {
    async fn progress(&self, permille: u16) {
        self.progress.set(u32::from(permille) * ENCODING_PERMILLE / 1000);
    }

    async fn segment(&self, told: GrowingSegment) {
        if !self.shown.contains(&told.rendition.name) {
            return;
        }
        if let Err(error) = self.list(&told).await {
            tracing::warn!(%error, code = error.code(), "a growing rendition is no longer listed");
        }
    }
}

/// The renditions that are watched while they grow: the copied one, which is there in a moment,
/// else the smallest; and the sound.
fn shown(plan: &Plan) -> Vec<String> {
    let picture = match &plan.picture {
        Picture::Remux { target, .. } => Some(target),
        Picture::Encode { .. } | Picture::Still { .. } => plan.encoded.first(),
    };
    let sound = plan.audio.as_ref().map(|_target| media::plan::AudioTarget::NAME.to_owned());
    picture.map(|target| target.name.to_string()).into_iter().chain(sound).collect()
}

async fn write(file: Option<&mut Box<dyn DiskFile>>, bytes: &Bytes) -> Result<(), PublishError> {
    match file {
        None => Ok(()),
        Some(file) => {
            file.write(bytes.clone()).await.map_err(PublishError::disk("write a sealed file"))?;
            // Not for a crash, which ends the attempt: what is only buffered cannot be read.
            file.sync().await.map_err(PublishError::disk("write a sealed file"))
        }
    }
}

fn allowed(answer: Result<(), GrowingRefusal>) -> Result<(), PublishError> {
    match answer {
        Ok(()) => Ok(()),
        Err(GrowingRefusal::LeaseLost | GrowingRefusal::UnknownVideo) => Err(PublishError::LeaseLost),
        Err(refusal @ (GrowingRefusal::TooMany | GrowingRefusal::UnknownRendition | GrowingRefusal::OutOfOrder(_))) => {
            panic!("segments are told in order, and few renditions are shown: {refusal}")
        }
    }
}
