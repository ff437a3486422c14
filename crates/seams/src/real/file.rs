//! A file being written: large writes, off the async threads, while the next bytes arrive.

use std::fs::File;
use std::io::{self, IoSlice, Write};
use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use tokio::task::{JoinHandle, spawn_blocking};

use super::disk::DurableNames;
use crate::DiskFile;

/// Bytes gathered before one write call. Small frames of a request cost a thread hop each
/// otherwise.
const WRITE_BYTES: usize = 1024 * 1024;

/// Frames gathered before one write call, below the kernel's limit of 1,024 slices.
const WRITE_FRAMES: usize = 512;

/// Bytes handed to the kernel before it is asked, beside the further writes, to bring them to the
/// disk: who waits for a sync in the end waits for no more than about these. Otherwise the disk is
/// idle while the bytes come, and the sender while they go.
const SYNC_AHEAD_BYTES: usize = 16 * 1024 * 1024;

/// An open file of a [`super::RealDisk`].
pub(super) struct RealFile {
    file: Arc<File>,
    path: PathBuf,
    names: Arc<DurableNames>,
    name_is_durable: bool,
    gathered: Vec<Bytes>,
    gathered_bytes: usize,
    in_flight: Option<JoinHandle<io::Result<()>>>,
    /// Bytes written since a sync last began.
    unsynced_bytes: usize,
    /// The sync that runs beside the writes. Its success is no promise, its failure is one of all.
    sync_ahead: Option<JoinHandle<io::Result<()>>>,
    /// Set by the first failure: what followed it in the file is unknown.
    broken: bool,
}

impl RealFile {
    pub(super) fn new(file: File, path: PathBuf, names: Arc<DurableNames>) -> Self {
        Self {
            file: Arc::new(file),
            path,
            names,
            name_is_durable: false,
            gathered: Vec::new(),
            gathered_bytes: 0,
            in_flight: None,
            unsynced_bytes: 0,
            sync_ahead: None,
            broken: false,
        }
    }

    fn refuse_if_broken(&self) -> io::Result<()> {
        if self.broken {
            return Err(io::Error::other("an earlier write to this file failed"));
        }
        Ok(())
    }

    /// Waits for the write under way, so that at most one runs and the order is kept.
    async fn settle(&mut self) -> io::Result<()> {
        let write = self.in_flight.take();
        self.end_of(write).await
    }

    async fn end_of(&mut self, work: Option<JoinHandle<io::Result<()>>>) -> io::Result<()> {
        let Some(work) = work else {
            return Ok(());
        };
        // Broken until known otherwise: this future may be dropped while it waits.
        self.broken = true;
        work.await.map_err(io::Error::other)??;
        self.broken = false;
        Ok(())
    }

    /// Begins to bring what was written to the disk, unless that is under way.
    async fn start_sync_ahead(&mut self) -> io::Result<()> {
        if self.sync_ahead.as_ref().is_some_and(|sync| !sync.is_finished()) {
            return Ok(());
        }
        let former = self.sync_ahead.take();
        self.end_of(former).await?;
        self.unsynced_bytes = 0;
        let (file, path, names) = (Arc::clone(&self.file), self.path.clone(), Arc::clone(&self.names));
        self.sync_ahead = Some(spawn_blocking(move || names.sync_bytes(&path, &file)));
        Ok(())
    }

    async fn start_write(&mut self) -> io::Result<()> {
        self.settle().await?;
        if self.gathered.is_empty() {
            return Ok(());
        }
        if self.unsynced_bytes >= SYNC_AHEAD_BYTES {
            self.start_sync_ahead().await?;
        }
        let frames = std::mem::take(&mut self.gathered);
        self.unsynced_bytes += std::mem::take(&mut self.gathered_bytes);
        let file = Arc::clone(&self.file);
        self.in_flight = Some(spawn_blocking(move || write_all(&file, &frames)));
        Ok(())
    }
}

#[async_trait]
impl DiskFile for RealFile {
    async fn write(&mut self, data: Bytes) -> io::Result<()> {
        self.refuse_if_broken()?;
        if data.is_empty() {
            return Ok(());
        }
        self.gathered_bytes += data.len();
        self.gathered.push(data);
        if self.gathered_bytes >= WRITE_BYTES || self.gathered.len() >= WRITE_FRAMES {
            self.start_write().await?;
        }
        Ok(())
    }

    async fn sync(&mut self) -> io::Result<()> {
        self.refuse_if_broken()?;
        self.start_write().await?;
        self.settle().await?;
        // A failure is told to one sync of a file only: to that one, if it met it.
        let ahead = self.sync_ahead.take();
        self.end_of(ahead).await?;
        self.unsynced_bytes = 0;
        // After a failed sync the kernel may have dropped the pages: never report a later one as
        // good.
        self.broken = true;
        let (file, path, names) = (Arc::clone(&self.file), self.path.clone(), Arc::clone(&self.names));
        let name_is_durable = self.name_is_durable;
        spawn_blocking(move || {
            names.sync_bytes(&path, &file)?;
            if name_is_durable { Ok(()) } else { names.sync_name(&path) }
        })
        .await
        .map_err(io::Error::other)??;
        self.broken = false;
        self.name_is_durable = true;
        Ok(())
    }
}

fn write_all(mut file: &File, frames: &[Bytes]) -> io::Result<()> {
    let mut slices: Vec<IoSlice<'_>> = frames.iter().map(|frame| IoSlice::new(frame)).collect();
    let mut rest = slices.as_mut_slice();
    while !rest.is_empty() {
        match file.write_vectored(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => IoSlice::advance_slices(&mut rest, written),
            Err(failure) if failure.kind() == io::ErrorKind::Interrupted => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}
