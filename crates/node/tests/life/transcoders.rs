//! Transcoders that go wrong.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use media::{GrowingSegment, MediaError, Plan, Produced, SourceInfo, Thumbnail, Transcoder, Watch};
use testkit::CannedTranscoder;
use tokio::sync::Semaphore;

/// Goes wrong in its first encodings.
pub struct FailsAtFirst {
    inner: CannedTranscoder,
    failures: AtomicU64,
    fail: fn(&Path) -> MediaError,
}

impl FailsAtFirst {
    /// The first `failures` encodings meet a full disk.
    pub fn on_a_full_disk(failures: u64) -> Self {
        Self::new(failures, |into| {
            let path = into.to_path_buf();
            MediaError::Io { operation: "write", path, source: io::ErrorKind::StorageFull.into() }
        })
    }

    /// The first `failures` encodings stop at a check of their own.
    pub fn in_a_panic(failures: u64) -> Self {
        Self::new(failures, |_| panic!("a frame of no size"))
    }

    fn new(failures: u64, fail: fn(&Path) -> MediaError) -> Self {
        Self { inner: CannedTranscoder::quick(), failures: AtomicU64::new(failures), fail }
    }
}

#[async_trait]
impl Transcoder for FailsAtFirst {
    async fn probe(&self, source: &Path) -> Result<SourceInfo, MediaError> {
        self.inner.probe(source).await
    }

    async fn produce(
        &self,
        plan: &Plan,
        source: &Path,
        into: &Path,
        watch: &dyn Watch,
    ) -> Result<Vec<Produced>, MediaError> {
        let left = self.failures.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        match left {
            Err(_none_left) => self.inner.produce(plan, source, into, watch).await,
            Ok(_) => Err((self.fail)(into)),
        }
    }

    async fn thumbnail(&self, plan: &Plan, source: &Path, into: &Path) -> Result<Thumbnail, MediaError> {
        self.inner.thumbnail(plan, source, into).await
    }
}

/// Stops after each segment that it told, until the test lets it go on.
pub struct StepByStep {
    inner: CannedTranscoder,
    told: Semaphore,
    allowed: Semaphore,
}

impl StepByStep {
    pub fn new() -> Self {
        Self { inner: CannedTranscoder::quick(), told: Semaphore::new(0), allowed: Semaphore::new(0) }
    }

    /// Waits until one more segment was told and listed; the encoder then stands still.
    pub async fn next(&self) {
        self.told.acquire().await.unwrap().forget();
    }

    /// Lets the encoder go on to its next segment.
    pub fn step(&self) {
        self.allowed.add_permits(1);
    }

    /// Lets the encoder go on to its end.
    pub fn run(&self) {
        self.allowed.close();
    }
}

#[async_trait]
impl Transcoder for StepByStep {
    async fn probe(&self, source: &Path) -> Result<SourceInfo, MediaError> {
        self.inner.probe(source).await
    }

    async fn produce(
        &self,
        plan: &Plan,
        source: &Path,
        into: &Path,
        watch: &dyn Watch,
    ) -> Result<Vec<Produced>, MediaError> {
        self.inner.produce(plan, source, into, &Stepping { watch, steps: self }).await
    }

    async fn thumbnail(&self, plan: &Plan, source: &Path, into: &Path) -> Result<Thumbnail, MediaError> {
        self.inner.thumbnail(plan, source, into).await
    }
}

struct Stepping<'a> {
    watch: &'a dyn Watch,
    steps: &'a StepByStep,
}

#[async_trait]
impl Watch for Stepping<'_> {
    async fn progress(&self, permille: u16) {
        self.watch.progress(permille).await;
    }

    async fn segment(&self, segment: GrowingSegment) {
        self.watch.segment(segment).await;
        self.steps.told.add_permits(1);
        // Closed means: go on to the end.
        if let Ok(permit) = self.steps.allowed.acquire().await {
            permit.forget();
        }
    }
}
