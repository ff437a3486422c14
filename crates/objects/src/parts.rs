//! One upload to the store, in parts, hashed on the way.

use std::io;
use std::pin::pin;

use bytes::Bytes;
use futures::{Stream, StreamExt};
use object_store::{MultipartUpload, PutPayload};
use sha2::{Digest, Sha256};
use tokio::task::JoinHandle;

use crate::{ObjectHash, ObjectsError};

/// Bytes in one part of an upload to the store. At most two parts are in memory at a time; an S3
/// store wants at least 5 MiB and at most 10,000 parts, so an object is below 83 GB there.
const PART_BYTES: usize = 8 * 1024 * 1024;

/// Gathers pieces into parts; one part is written while the next is gathered.
pub(crate) struct Parts {
    upload: Box<dyn MultipartUpload>,
    hasher: Sha256,
    bytes: u64,
    gathered: Vec<Bytes>,
    gathered_bytes: usize,
    in_flight: Option<JoinHandle<object_store::Result<()>>>,
}

impl Parts {
    pub(crate) fn new(upload: Box<dyn MultipartUpload>) -> Self {
        Self { upload, hasher: Sha256::new(), bytes: 0, gathered: Vec::new(), gathered_bytes: 0, in_flight: None }
    }

    /// Writes all that `pieces` gives; returns its SHA-256 and how many bytes it is. A failure takes
    /// back what was written.
    pub(crate) async fn finish(
        mut self,
        pieces: impl Stream<Item = io::Result<Bytes>> + Send,
    ) -> Result<(ObjectHash, u64), ObjectsError> {
        if let Err(failure) = self.take_all(pieces).await {
            // Best effort: what stays is found by clean_staging.
            let _left_behind = self.upload.abort().await;
            return Err(failure);
        }
        self.upload.complete().await.map_err(ObjectsError::Stage)?;
        let hash = ObjectHash::from_bytes(self.hasher.finalize().into());
        Ok((hash, self.bytes))
    }

    async fn take_all(&mut self, pieces: impl Stream<Item = io::Result<Bytes>> + Send) -> Result<(), ObjectsError> {
        let mut pieces = pin!(pieces);
        while let Some(piece) = pieces.next().await {
            let mut piece = piece.map_err(ObjectsError::Source)?;
            self.hasher.update(&piece);
            // Parts of exactly one size: an S3 store may insist on it.
            while self.gathered_bytes + piece.len() >= PART_BYTES {
                self.gather(piece.split_to(PART_BYTES - self.gathered_bytes));
                self.start_part().await?;
            }
            self.gather(piece);
        }
        if self.gathered_bytes > 0 || self.bytes == 0 {
            self.start_part().await?;
        }
        self.settle().await
    }

    fn gather(&mut self, piece: Bytes) {
        self.gathered_bytes += piece.len();
        if !piece.is_empty() {
            self.gathered.push(piece);
        }
    }

    async fn start_part(&mut self) -> Result<(), ObjectsError> {
        self.settle().await?;
        let payload = PutPayload::from_iter(std::mem::take(&mut self.gathered));
        // A count of bytes in memory fits 64 bits on every machine that Rust knows.
        self.bytes += u64::try_from(self.gathered_bytes).unwrap_or(u64::MAX);
        self.gathered_bytes = 0;
        self.in_flight = Some(tokio::spawn(self.upload.put_part(payload)));
        Ok(())
    }

    async fn settle(&mut self) -> Result<(), ObjectsError> {
        let Some(part) = self.in_flight.take() else {
            return Ok(());
        };
        part.await.map_err(|failure| ObjectsError::Stage(failure.into()))?.map_err(ObjectsError::Stage)
    }
}
