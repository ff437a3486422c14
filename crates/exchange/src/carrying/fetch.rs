//! Fetching one object, part by part, from whoever has it, and going on where it broke off.

use std::collections::BTreeSet;

use carry::copying::Copying;
use objects::ObjectHash;
use peers::client::{Failure, Request};
use purse::id::MemberId;
use store::NewObject;

use super::incoming::{Incoming, Stopped};
use super::{Carrier, CopyFailure, INCOMING};
use crate::office::Office;
use crate::received::Received;

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
            let hash = self.fetch_object(with, copying, &path, sources, silent, received).await?;
            if hash != copying.object {
                // Every part was right, so it is the manifest that contradicts itself, or what stands behind its last part.
                with.disk.remove(&path).await?;
                return Err(CopyFailure::Altered(sources.first().copied().unwrap_or_else(|| self.member())));
            }
        }
        let hold = with.objects.hold().await;
        if with.objects.size(copying.object).await?.is_none() {
            with.objects.adopt(&path, copying.object, &hold).await?;
        }
        let new = NewObject { hash: copying.object, bytes: copying.bytes, media_type: copying.media_type.clone() };
        let recorded = self.store.record_object(&new, self.clock.now()).await?;
        drop(hold);
        with.disk.remove(&path).await?;
        recorded.map_err(|_| CopyFailure::Leaving)
    }

    /// Fetches all that is missing of an object into the file `path`, durably; gives the hash of what then stands there.
    async fn fetch_object(
        &self,
        with: &Carrier<'_>,
        copying: &Copying,
        path: &str,
        sources: &[MemberId],
        silent: &mut BTreeSet<MemberId>,
        received: &mut Received,
    ) -> Result<ObjectHash, CopyFailure> {
        let mut incoming = Incoming::begin(with.disk.as_ref(), path, copying).await?;
        let mut last = CopyFailure::NoSource;
        for source in sources {
            if incoming.is_whole() {
                break;
            }
            if silent.contains(source) {
                continue;
            }
            let range = incoming.at()..copying.bytes;
            let begun = with.fetch.fetch(source, &address(copying.object), range).await;
            let before = incoming.at();
            let stopped = match begun {
                Ok(pieces) => incoming.take(pieces).await?.map(Left::Stopped),
                Err(failure) => Some(Left::Failed(failure)),
            };
            let sum = received.entry((*source, copying.object)).or_insert(0);
            *sum = sum.saturating_add(incoming.at() - before);
            match stopped {
                None => {}
                Some(Left::Stopped(Stopped::Altered)) => last = CopyFailure::Altered(*source),
                Some(Left::Failed(failure)) => {
                    // Who has not got this one may have another.
                    if failure.cause.retry_helps() {
                        silent.insert(*source);
                    }
                    last = failure.into();
                }
                Some(Left::Stopped(Stopped::BrokeOff(cause))) => {
                    silent.insert(*source);
                    last = Failure::new(source, &Request::get(address(copying.object), ""), cause).into();
                }
            }
        }
        // Also what is only a part: the next attempt goes on behind it.
        incoming.sync().await?;
        if incoming.is_whole() { Ok(incoming.hash()) } else { Err(last) }
    }
}

/// Where members serve an object to everybody.
fn address(object: ObjectHash) -> String {
    format!("/o/{object}.mp4")
}

/// Why a source was left before the end.
enum Left {
    Failed(Failure),
    Stopped(Stopped),
}
