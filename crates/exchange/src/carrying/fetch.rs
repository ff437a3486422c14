//! Fetching one object, part by part, from whoever has it, and going on where it broke off.

use std::collections::BTreeSet;
use std::ops::Range;

use bytes::Bytes;
use carry::copying::{Copying, Part};
use futures::StreamExt;
use objects::ObjectHash;
use peers::client::{Failure, Pieces, Request};
use purse::id::MemberId;
use seams::{Disk, DiskFile};
use sha2::{Digest, Sha256};
use store::NewObject;

use super::{Carrier, CopyFailure, INCOMING};
use crate::office::Office;
use crate::received::Received;

/// Bytes that are written between two syncs: what a crash costs at most.
const SYNC_BYTES: u64 = 64 << 20;

/// Bytes of what is already here that are read at a time, to be verified again.
const READ_BYTES: u64 = 1 << 20;

impl Office {
    /// Fetches an object that is not here, keeps it and records it: it stays for its time of grace. One that is here is
    /// recorded again.
    pub(super) async fn copy_object(
        &self,
        with: &Carrier<'_>,
        copying: &Copying,
        sources: &[MemberId],
        silent: &mut BTreeSet<MemberId>,
        received: &mut Received,
    ) -> Result<(), CopyFailure> {
        let path = format!("{INCOMING}/{}", copying.object);
        let here = self.store.object(copying.object).await?;
        if here.as_ref().is_some_and(|object| object.leaving_since.is_some()) {
            return Err(CopyFailure::Leaving);
        }
        if here.is_none() || with.objects.size(copying.object).await?.is_none() {
            self.fetch_object(with, copying, &path, sources, silent, received).await?;
        }
        let hold = with.objects.hold().await;
        if with.objects.size(copying.object).await?.is_none() {
            let staged = with.objects.stage_file(&path).await?;
            if staged.hash() != copying.object {
                // Every part was right, so it is the manifest that contradicts itself, or what stands behind its last part.
                with.disk.remove(&path).await?;
                return Err(CopyFailure::Altered(sources.first().copied().unwrap_or_else(|| self.member())));
            }
            with.objects.publish(staged, &hold).await?;
        }
        let new = NewObject { hash: copying.object, bytes: copying.bytes, media_type: copying.media_type.clone() };
        let recorded = self.store.record_object(&new, self.clock.now()).await?;
        drop(hold);
        with.disk.remove(&path).await?;
        recorded.map_err(|_| CopyFailure::Leaving)
    }

    async fn fetch_object(
        &self,
        with: &Carrier<'_>,
        copying: &Copying,
        path: &str,
        sources: &[MemberId],
        silent: &mut BTreeSet<MemberId>,
        received: &mut Received,
    ) -> Result<(), CopyFailure> {
        let mut incoming = Incoming::begin(with.disk.as_ref(), path, copying).await?;
        let mut last = CopyFailure::NoSource;
        for source in sources {
            if incoming.is_whole() {
                break;
            }
            if silent.contains(source) {
                continue;
            }
            let range = incoming.at..copying.bytes;
            let begun = with.fetch.fetch(source, &address(copying.object), range).await;
            let before = incoming.at;
            let stopped = match begun {
                Ok(pieces) => incoming.take(pieces).await?,
                Err(failure) => Some(Stopped::Failed(failure)),
            };
            let sum = received.entry((*source, copying.object)).or_insert(0);
            *sum = sum.saturating_add(incoming.at - before);
            match stopped {
                None => {}
                Some(Stopped::Altered) => last = CopyFailure::Altered(*source),
                Some(Stopped::Failed(failure)) => {
                    // Who has not got this one may have another.
                    if failure.cause.retry_helps() {
                        silent.insert(*source);
                    }
                    last = failure.into();
                }
                Some(Stopped::BrokeOff(cause)) => {
                    silent.insert(*source);
                    last = Failure::new(source, &Request::get(address(copying.object), ""), cause).into();
                }
            }
        }
        // Also what is only a part: the next attempt goes on behind it.
        incoming.file.sync().await?;
        if incoming.is_whole() { Ok(()) } else { Err(last) }
    }
}

/// Where members serve an object to everybody.
fn address(object: ObjectHash) -> String {
    format!("/o/{object}.mp4")
}

/// Why a source was left before the end.
enum Stopped {
    Failed(Failure),
    BrokeOff(peers::client::Cause),
    Altered,
}

/// An object that is on its way into a file. What stands in the file is verified.
struct Incoming<'a> {
    parts: &'a [Part],
    /// The part that comes next.
    next: usize,
    /// Bytes of the file.
    at: u64,
    file: Box<dyn DiskFile>,
    unsynced: u64,
}

impl<'a> Incoming<'a> {
    /// Goes on behind the last part of an earlier attempt that is right.
    async fn begin(disk: &dyn Disk, path: &str, copying: &'a Copying) -> Result<Self, CopyFailure> {
        let len = disk.len(path).await?.unwrap_or(0);
        let (mut next, mut at) = (0, 0);
        for part in &copying.parts {
            if at + part.len > len || !is_right(part, hash_of(disk, path, at..at + part.len).await?) {
                break;
            }
            next += 1;
            at += part.len;
        }
        let file = disk.write_from(path, at).await?;
        Ok(Self { parts: &copying.parts, next, at, file, unsynced: 0 })
    }

    fn is_whole(&self) -> bool {
        self.next == self.parts.len()
    }

    /// Takes what comes, each part when it is whole and right; why it stopped before the last part, if it did.
    async fn take(&mut self, mut pieces: Pieces) -> Result<Option<Stopped>, CopyFailure> {
        let mut waiting = Gathered::default();
        while let Some(part) = self.parts.get(self.next) {
            while waiting.len < part.len {
                match pieces.next().await {
                    Some(Ok(piece)) => waiting.add(piece),
                    Some(Err(cause)) => return Ok(Some(Stopped::BrokeOff(cause))),
                    None => return Ok(Some(Stopped::Altered)),
                }
            }
            let pieces = waiting.split(part.len);
            let mut hash = Sha256::new();
            pieces.iter().for_each(|piece| hash.update(piece));
            if !is_right(part, hash.finalize().into()) {
                return Ok(Some(Stopped::Altered));
            }
            for piece in pieces {
                self.file.write(piece).await?;
            }
            self.next += 1;
            self.at += part.len;
            self.unsynced += part.len;
            if self.unsynced >= SYNC_BYTES {
                self.file.sync().await?;
                self.unsynced = 0;
            }
        }
        Ok(None)
    }
}

/// What stands behind the last segment is verified with the whole.
fn is_right(part: &Part, hash: [u8; 32]) -> bool {
    part.sha256.is_none_or(|expected| expected == hash)
}

async fn hash_of(disk: &dyn Disk, path: &str, range: Range<u64>) -> Result<[u8; 32], CopyFailure> {
    let (mut hash, mut at) = (Sha256::new(), range.start);
    while at < range.end {
        let read = disk.read(path, at..range.end.min(at + READ_BYTES)).await?;
        if read.is_empty() {
            break;
        }
        at += u64::try_from(read.len()).unwrap_or(READ_BYTES);
        hash.update(&read);
    }
    Ok(hash.finalize().into())
}

/// Pieces that came and are no whole part yet.
#[derive(Default)]
struct Gathered {
    pieces: Vec<Bytes>,
    len: u64,
}

impl Gathered {
    fn add(&mut self, piece: Bytes) {
        self.len += u64::try_from(piece.len()).unwrap_or(u64::MAX);
        self.pieces.push(piece);
    }

    /// The first `len` bytes, of which there are as many.
    fn split(&mut self, len: u64) -> Vec<Bytes> {
        let (mut taken, mut left) = (Vec::new(), len);
        let mut rest = Vec::new();
        for mut piece in self.pieces.drain(..) {
            let here = usize::try_from(left).unwrap_or(usize::MAX).min(piece.len());
            let part = piece.split_to(here);
            left -= u64::try_from(part.len()).unwrap_or(left);
            if !part.is_empty() {
                taken.push(part);
            }
            if !piece.is_empty() {
                rest.push(piece);
            }
        }
        self.pieces = rest;
        self.len -= len;
        taken
    }
}
