//! Copying one video: its manifest, then its objects, then the word that it is here.

use std::collections::BTreeSet;

use carry::copying::{Copying, objects};
use carry::manifest::{Body, Manifest, SignedManifest, VerifyingKey};
use federation::Hash;
use federation::entry::HoldingState;
use federation::facts::LogId;
use peers::client::{Request, Transport};
use purse::id::MemberId;
use store::{NewCarried, NewObject, ObjectRefusal};

use super::{Carrier, CopyFailure, Wanted};
use crate::answer::CBOR;
use crate::office::Office;
use crate::received::{Received, lines};

impl Office {
    /// Fetches all of a video and keeps it. Members that did not answer are added to `silent`, and are not asked again.
    pub(super) async fn copy(
        &self,
        with: &Carrier<'_>,
        wanted: &Wanted,
        silent: &mut BTreeSet<MemberId>,
    ) -> Result<(), CopyFailure> {
        let sources = self.sources(wanted).await;
        let (signed, copies) = self.manifest(with.transport, wanted, &sources, silent).await?;
        let mut received = Received::new();
        let mut copied = Ok(());
        for copying in &copies {
            copied = self.copy_object(with, copying, &sources, silent, &mut received).await;
            if copied.is_err() {
                break;
            }
        }
        // What came from the home itself is its own use.
        received.retain(|(source, _), _| *source != wanted.home);
        self.report(with.open, wanted.home, wanted.video, lines(&received)).await;
        copied?;
        if self.has_dropped(wanted.id()).await.is_some() {
            return Err(CopyFailure::Dropped);
        }
        let object = |copying: &Copying| NewObject {
            hash: copying.object,
            bytes: copying.bytes,
            media_type: copying.media_type.clone(),
        };
        let new = NewCarried {
            home: wanted.home,
            video: wanted.video,
            manifest: wanted.manifest.0,
            signed,
            objects: copies.iter().map(object).collect(),
        };
        match self.store.carry(&new, self.clock.now()).await? {
            Ok(()) => Ok(()),
            Err(refusal) if refusal.why == ObjectRefusal::Size => Err(CopyFailure::Altered(wanted.home)),
            Err(_) => Err(CopyFailure::Leaving),
        }
    }

    /// Who may have it: its home first, then those who say that they hold it.
    async fn sources(&self, wanted: &Wanted) -> Vec<MemberId> {
        let (me, desk) = (self.member(), self.desk().await);
        let video = Hash(*wanted.video.as_bytes());
        let serving = desk.facts().carrying.serving(&wanted.home, &video, wanted.manifest);
        std::iter::once(wanted.home)
            .chain(serving.filter(|carrier| *carrier != me && *carrier != wanted.home))
            .collect()
    }

    /// The manifest that the home's log names, verified, with what it asks to be fetched. What nobody could serve is dropped
    /// for good: another manifest would have another hash.
    async fn manifest(
        &self,
        transport: &dyn Transport,
        wanted: &Wanted,
        sources: &[MemberId],
        silent: &mut BTreeSet<MemberId>,
    ) -> Result<(Vec<u8>, Vec<Copying>), CopyFailure> {
        let keys = self.keys_of_home(wanted.home).await;
        let mut last = CopyFailure::NoSource;
        for source in sources {
            if silent.contains(source) {
                continue;
            }
            let request = Request::get(format!("/peer/manifest/{}", wanted.manifest), CBOR);
            let answer = match transport.send(source, &request).await {
                Ok(answer) => answer,
                Err(failure) => {
                    silent.insert(*source);
                    last = failure.into();
                    continue;
                }
            };
            if !answer.status.is_success() {
                continue;
            }
            match verified(&answer.body, wanted, &keys) {
                Some(copies) => return Ok((answer.body.to_vec(), copies)),
                None => last = CopyFailure::Altered(*source),
            }
        }
        if matches!(last, CopyFailure::Altered(home) if home == wanted.home) {
            let damaged = HoldingState::Dropped(federation::entry::DropReason::Damaged);
            let told = self.tell_holding(wanted.id(), wanted.manifest, 0, damaged).await;
            if let Err(failure) = told {
                tracing::warn!(%failure, "that a video is damaged is not said yet");
            }
        }
        Err(last)
    }

    /// Every key that a home ever signed with: which of them was current is settled by the log that names the manifest.
    async fn keys_of_home(&self, home: MemberId) -> Vec<VerifyingKey> {
        let desk = self.desk().await;
        let Ok(chain) = desk.chain() else { return Vec::new() };
        let Some(standing) = chain.roll.members.get(&home) else { return Vec::new() };
        let of_log = |(log, first): (LogId, _)| desk.facts().keys.keys(log, first, u64::MAX);
        let keys = standing.logs().flat_map(of_log);
        keys.filter_map(|key| VerifyingKey::from_bytes(&key).ok()).collect()
    }
}

/// What a manifest asks to be fetched, if it is the one that is wanted, by its home, and can be watched.
fn verified(bytes: &[u8], wanted: &Wanted, keys: &[VerifyingKey]) -> Option<Vec<Copying>> {
    let signed = SignedManifest::from_cbor(bytes).ok()?;
    if signed.hash() != wanted.manifest.0 {
        return None;
    }
    let manifest: Manifest = keys.iter().find_map(|key| signed.verify(key).ok())?;
    let id = manifest.core.video_id();
    let Body::Published(published) = manifest.body else { return None };
    (manifest.core.home == wanted.home && id == wanted.video).then(|| objects(&published))
}
