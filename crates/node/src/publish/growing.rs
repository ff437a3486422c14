//! The renditions that viewers watch while they grow.
//!
//! They are in the clear whoever may watch the video later: the file never leaves home but to who
//! may see it grow, which delivery decides at each request, so a change of mind counts at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use carry::id::VideoId;
use carry::manifest::{Init, RenditionFacts, Segment};
use media::plan::{AudioTarget, Picture};
use media::{ByteRange, GrowingSegment, Plan, Watch};
use seams::Disk;
use sha2::{Digest, Sha256};
use store::{GrowingRefusal, GrowingRendition, Lease, Store};
use tokio::sync::Mutex;

use super::scratch::Scratch;
use super::sections::length;
use super::{PublishError, Publisher, describe};

/// How far a job is, in thousandths; shared with whoever tells others.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<AtomicU32>);

impl Progress {
    /// Thousandths, 0 to 1000.
    pub fn permille(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    fn set(&self, permille: u32) {
        self.0.store(permille.min(1000), Ordering::Relaxed);
    }
}

/// The share of a job that is encoding; the rest is storing what came out.
const ENCODING_PERMILLE: u32 = 950;

/// Lists the first playable rendition and the sound, segment by segment, as ffmpeg finishes them.
///
/// Nothing is listed before each of them has a segment, so that nobody begins to watch without the sound. A failure to
/// list does not end the encoding, which publishes all the same: it ends the listing, and is logged.
pub struct Growing<'a> {
    store: &'a Store,
    disk: &'a dyn Disk,
    scratch: &'a Scratch,
    lease: Lease,
    video: VideoId,
    progress: &'a Progress,
    /// Names of the renditions that are listed.
    shown: Vec<String>,
    target_duration_s: u64,
    listing: Mutex<Listing>,
}

/// How far the listing is.
#[derive(Default)]
struct Listing {
    /// Segments that were told before every rendition had its first.
    waiting: Vec<GrowingSegment>,
    /// The renditions, once all of them are listed.
    rows: Vec<GrowingRendition>,
    /// A segment could not be listed: what follows it cannot be either.
    broken: bool,
}

impl<'a> Growing<'a> {
    pub fn new(
        publisher: &'a Publisher,
        scratch: &'a Scratch,
        lease: Lease,
        video: VideoId,
        plan: &Plan,
        progress: &'a Progress,
    ) -> Self {
        let disk = publisher.seams.disk.as_ref();
        let (shown, target_duration_s, listing) = (shown(plan), plan.target_duration_s(), Mutex::default());
        Self { store: &publisher.store, disk, scratch, lease, video, progress, shown, target_duration_s, listing }
    }

    async fn list(&self, told: GrowingSegment) -> Result<(), PublishError> {
        let mut listing = self.listing.lock().await;
        if listing.broken {
            return Ok(());
        }
        // Until the end of this call: a failure leaves it so.
        listing.broken = true;
        listing.waiting.push(told);
        if listing.rows.is_empty() {
            listing.rows = self.first_rows(&listing.waiting).await?;
        }
        if !listing.rows.is_empty() {
            for told in std::mem::take(&mut listing.waiting) {
                self.add(&told).await?;
            }
        }
        listing.broken = false;
        Ok(())
    }

    /// Lists the renditions if each of them is among what was told.
    async fn first_rows(&self, told: &[GrowingSegment]) -> Result<Vec<GrowingRendition>, PublishError> {
        let first = |name: &String| told.iter().find(|told| told.rendition.name == *name);
        let Some(firsts) = self.shown.iter().map(first).collect::<Option<Vec<_>>>() else {
            return Ok(Vec::new());
        };
        let mut rows = Vec::with_capacity(firsts.len());
        for told in firsts {
            let row = self.row(told).await?;
            allowed(self.store.put_growing_rendition(self.lease, &row).await?)?;
            rows.push(row);
        }
        Ok(rows)
    }

    async fn row(&self, told: &GrowingSegment) -> Result<GrowingRendition, PublishError> {
        let rendition = &told.rendition;
        let ByteRange { start, len } = rendition.init;
        Ok(GrowingRendition {
            video: self.video,
            attempt: self.lease.attempt,
            facts: RenditionFacts {
                name: rendition.name.clone(),
                kind: describe::kind(rendition.kind),
                codecs: rendition.codecs.clone(),
                bandwidth: rendition.bandwidth,
                average_bandwidth: rendition.bandwidth,
            },
            file: self.scratch.inside(&rendition.file)?,
            init: Init { start, len, sha256: self.hash(told, rendition.init).await? },
            target_duration_s: self.target_duration_s,
            complete: false,
        })
    }

    async fn add(&self, told: &GrowingSegment) -> Result<(), PublishError> {
        let ByteRange { start, len } = told.segment.range;
        let sha256 = self.hash(told, told.segment.range).await?;
        let segment = Segment { start, len, duration_ms: told.segment.duration_ms, sha256 };
        let row = store::GrowingSegment { index: u64::from(told.index), segment };
        allowed(self.store.add_growing_segment(self.lease, self.video, &told.rendition.name, &row).await?)
    }

    async fn hash(&self, told: &GrowingSegment, range: ByteRange) -> Result<[u8; 32], PublishError> {
        let failed = PublishError::disk("read a growing rendition");
        let path = self.scratch.inside(&told.rendition.file)?;
        let whole = |bytes: Bytes| match length(&bytes)? == range.len {
            true => Ok(Sha256::digest(&bytes).into()),
            false => Err(std::io::ErrorKind::UnexpectedEof.into()),
        };
        self.disk.read(&path, range.start..range.end()).await.and_then(whole).map_err(failed)
    }

    /// Says that no further segment comes, so that players know the whole duration.
    ///
    /// # Errors
    /// [`PublishError::Store`] and [`PublishError::LeaseLost`].
    pub async fn complete(&self) -> Result<(), PublishError> {
        let mut listing = self.listing.lock().await;
        if listing.broken {
            return Ok(());
        }
        for row in &mut listing.rows {
            row.complete = true;
            allowed(self.store.put_growing_rendition(self.lease, row).await?)?;
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
        if let Err(error) = self.list(told).await {
            tracing::warn!(%error, code = error.code(), "what grows is no longer listed");
        }
    }
}

/// The renditions that are watched while they grow: the copied one, which is there in a moment,
/// else the smallest; and the sound.
pub fn shown(plan: &Plan) -> Vec<String> {
    let picture = match &plan.picture {
        Picture::Remux { target, .. } => Some(target),
        Picture::Encode { .. } | Picture::Still { .. } => plan.encoded.first(),
    };
    let sound = plan.audio.as_ref().map(|_target| AudioTarget::NAME.to_owned());
    picture.map(|target| target.name.to_string()).into_iter().chain(sound).collect()
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
