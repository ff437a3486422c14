//! The bytes of one PATCH, from the body to the disk.
//!
//! The order that keeps "acknowledged means durable" true: bytes to the file, sync, offset in the database, answer.
//! A long PATCH does this at every [`CHECKPOINT_BYTES`] too, so that a crash costs little, and looks there whether the
//! disk still has its reserve. When the connection is cut, what arrived is synced and the offset kept. Bytes with a
//! checksum count only when all of them match it.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use bytes::{Bytes, BytesMut};
use futures::StreamExt;
use seams::{Clock, DiskFile};
use store::{AdvanceRefusal, Upload};

use super::file_path;
use super::headers::{Checksum, Summer};
use super::refusal::UploadRefusal;
use crate::app::App;

/// Bytes of small frames that are put together before they are handed to the disk: the most that one PATCH holds in
/// memory, beside as many in the disk's own hands.
const PIECE_BYTES: usize = 1 << 20;
/// Frames from this size on are handed to the disk as they are. Smaller ones could each keep a whole buffer of the
/// connection in memory.
const WHOLE_FRAME_BYTES: usize = 16 << 10;
/// Bytes after which a PATCH syncs and keeps its offset without being asked.
const CHECKPOINT_BYTES: u64 = 64 << 20;
/// Time after which it does, on a slow line.
const CHECKPOINT_EVERY: Duration = Duration::from_secs(5);
/// Silence after which a connection counts as cut.
const SILENCE_LIMIT: Duration = Duration::from_secs(60);

/// How the receiving of a body ended.
enum End {
    /// The body is all there.
    Whole,
    /// The connection was cut or fell silent; what arrived counts.
    Cut,
}

/// Why bytes of a body do not count.
pub(super) enum ReceiveStop {
    Refused(UploadRefusal),
    Failed(String),
}

impl From<UploadRefusal> for ReceiveStop {
    fn from(refusal: UploadRefusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<std::io::Error> for ReceiveStop {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(format!("the file of an upload: {error}"))
    }
}

impl From<store::StoreError> for ReceiveStop {
    fn from(error: store::StoreError) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Receives one body.
pub(super) struct Receiver {
    app: App,
    upload: Upload,
    file: Box<dyn DiskFile>,
    /// Offset in the database.
    kept: u64,
    /// Offset with what was handed to the file.
    written: u64,
    kept_at: jiff::Timestamp,
    waiting: BytesMut,
    start: Option<Vec<u8>>,
    summer: Option<Summer>,
}

impl Receiver {
    /// Opens the upload's file at its durable offset; what a cut or refused PATCH left behind it is dropped.
    pub(super) async fn open(app: App, upload: Upload, checksum: Option<Checksum>) -> Result<Self, ReceiveStop> {
        refuse_if_full(&app).await?;
        let path = file_path(upload.id);
        let kept = upload.offset_bytes;
        // A file shorter than what was acknowledged is another file: an old backup was restored.
        if app.seams.disk.len(&path).await?.unwrap_or(0) < kept {
            return Err(UploadRefusal::Gone.into());
        }
        let sniffed = u64::try_from(media::CONTAINER_BYTES).unwrap_or(u64::MAX);
        let start = match kept {
            // There is no file before the first byte.
            0 => Some(Vec::new()),
            _ if kept < sniffed => Some(app.seams.disk.read(&path, 0..kept).await?.to_vec()),
            _ => None,
        };
        let file = app.seams.disk.write_from(&path, kept).await?;
        let kept_at = app.seams.clock.now();
        let summer = checksum.map(Summer::new);
        Ok(Self { app, upload, file, kept, written: kept, kept_at, waiting: BytesMut::new(), start, summer })
    }

    /// Takes the whole body; the answer is the durable offset.
    pub(super) async fn run(mut self, body: Body) -> Result<u64, ReceiveStop> {
        let clock = self.app.seams.clock.clone();
        let mut frames = body.into_data_stream();
        let end = loop {
            match next_frame(&clock, &mut frames).await {
                Ok(Some(frame)) => self.take(frame).await?,
                Ok(None) => break End::Whole,
                Err(End::Cut | End::Whole) => break End::Cut,
            }
        };
        match (self.summer.take(), end) {
            // Half a chunk cannot match its checksum: it is dropped, the offset stays.
            (Some(_), End::Cut) => return Ok(self.kept),
            (Some(summer), End::Whole) => {
                if !summer.matches() {
                    return Err(UploadRefusal::ChecksumMismatch.into());
                }
            }
            (None, _) => {}
        }
        self.write_waiting().await?;
        self.keep().await?;
        Ok(self.kept)
    }

    async fn take(&mut self, frame: Bytes) -> Result<(), ReceiveStop> {
        let waiting = u64::try_from(self.waiting.len() + frame.len()).unwrap_or(u64::MAX);
        if self.written.saturating_add(waiting) > self.upload.declared_bytes {
            return Err(UploadRefusal::TooMuch.into());
        }
        self.look_at_start(&frame)?;
        if let Some(summer) = &mut self.summer {
            summer.update(&frame);
        }
        if frame.len() >= WHOLE_FRAME_BYTES {
            self.write_waiting().await?;
            self.write(frame).await?;
        } else {
            self.waiting.extend_from_slice(&frame);
            if self.waiting.len() >= PIECE_BYTES {
                self.write_waiting().await?;
            }
        }
        let due = self.written - self.kept >= CHECKPOINT_BYTES
            || self.app.seams.clock.now().duration_since(self.kept_at) >= checkpoint_every();
        if due && self.summer.is_none() {
            self.write_waiting().await?;
            self.keep().await?;
            refuse_if_full(&self.app).await?;
        }
        Ok(())
    }

    /// Refuses a file that is no video as soon as its first bytes are there.
    fn look_at_start(&mut self, frame: &[u8]) -> Result<(), UploadRefusal> {
        let Some(start) = &mut self.start else { return Ok(()) };
        let missing = media::CONTAINER_BYTES.saturating_sub(start.len());
        start.extend(frame.iter().take(missing));
        let whole = usize::try_from(self.upload.declared_bytes).unwrap_or(usize::MAX);
        if start.len() < media::CONTAINER_BYTES.min(whole) {
            return Ok(());
        }
        let video = media::begins_as_container(start);
        self.start = None;
        if video { Ok(()) } else { Err(UploadRefusal::NotAVideo) }
    }

    async fn write_waiting(&mut self) -> Result<(), ReceiveStop> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let piece = self.waiting.split().freeze();
        self.write(piece).await
    }

    async fn write(&mut self, piece: Bytes) -> Result<(), ReceiveStop> {
        let bytes = u64::try_from(piece.len()).unwrap_or(u64::MAX);
        self.file.write(piece).await?;
        self.written += bytes;
        Ok(())
    }

    /// Sync first, then the offset: never the other way round.
    async fn keep(&mut self) -> Result<(), ReceiveStop> {
        if self.written == self.kept {
            return Ok(());
        }
        self.file.sync().await?;
        let now = self.app.seams.clock.now();
        let expires = now + self.app.config.upload_lives;
        let id = self.upload.id;
        let moved = self.app.store.advance_upload(id, self.kept, self.written, expires).await?;
        moved.map_err(|refusal| match refusal {
            AdvanceRefusal::Unknown | AdvanceRefusal::AccountLeaving => UploadRefusal::Gone,
            AdvanceRefusal::Complete | AdvanceRefusal::Stale(_) => UploadRefusal::Offset,
            AdvanceRefusal::Outside => UploadRefusal::TooMuch,
        })?;
        self.kept = self.written;
        self.kept_at = now;
        Ok(())
    }
}

/// What was kept stays; nothing more is taken while the disk has less than its reserve.
async fn refuse_if_full(app: &App) -> Result<(), ReceiveStop> {
    let full = app.seams.disk.free_bytes().await? < app.config.reserve_bytes;
    if full { Err(UploadRefusal::StorageFull.into()) } else { Ok(()) }
}

fn checkpoint_every() -> jiff::SignedDuration {
    jiff::SignedDuration::try_from(CHECKPOINT_EVERY).unwrap_or(jiff::SignedDuration::ZERO)
}

async fn next_frame(clock: &Arc<dyn Clock>, frames: &mut BodyDataStream) -> Result<Option<Bytes>, End> {
    tokio::select! {
        biased;
        frame = frames.next() => match frame {
            None => Ok(None),
            Some(Ok(frame)) => Ok(Some(frame)),
            Some(Err(_)) => Err(End::Cut),
        },
        () = clock.sleep(SILENCE_LIMIT) => Err(End::Cut),
    }
}
