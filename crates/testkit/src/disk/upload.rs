//! A put in parts to the simulated disk.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use futures::FutureExt;
use object_store::path::Path;
use object_store::{MultipartUpload, PutPayload, PutResult, Result, UploadPart};
use tokio::sync::Mutex;

use super::objects::{SimObjects, Staged, failed, unsupported};
use super::plan::Kind;

/// A put in parts. Parts are written in the order of their futures' first poll, which for one
/// caller that waits for each is the order of the parts.
pub(super) struct SimUpload {
    objects: SimObjects,
    location: Path,
    staged: Arc<Mutex<Option<Staged>>>,
}

impl SimUpload {
    pub(super) fn new(objects: SimObjects, location: Path, staged: Staged) -> Self {
        Self { objects, location, staged: Arc::new(Mutex::new(Some(staged))) }
    }
}

impl fmt::Debug for SimUpload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SimUpload({})", self.location)
    }
}

#[async_trait]
impl MultipartUpload for SimUpload {
    fn put_part(&mut self, data: PutPayload) -> UploadPart {
        let staged = Arc::clone(&self.staged);
        let location = self.location.clone();
        async move {
            let mut staged = staged.lock().await;
            let Some(staged) = staged.as_mut() else {
                return Err(unsupported("a part after the end"));
            };
            for piece in &data {
                staged.file.append(piece).await.map_err(|f| failed(&location, f))?;
            }
            Ok(())
        }
        .boxed()
    }

    async fn complete(&mut self) -> Result<PutResult> {
        let Some(staged) = self.staged.lock().await.take() else {
            return Err(unsupported("completing twice"));
        };
        self.objects.finish(staged).await.map_err(|f| failed(&self.location, f))
    }

    async fn abort(&mut self) -> Result<()> {
        let Some(staged) = self.staged.lock().await.take() else {
            return Ok(());
        };
        let act = || self.objects.disk.remove_now(&staged.from, false);
        let disk = &self.objects.disk;
        disk.operate(Kind::Remove, &staged.from, act, || Ok(())).await.map_err(|f| failed(&self.location, f))
    }
}
