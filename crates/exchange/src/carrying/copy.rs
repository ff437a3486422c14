//! Copying one video: its manifest, then its objects, then the word that it is here.

use std::collections::BTreeSet;

use carry::copying::{Copying, objects};
use carry::manifest::{Body, Core, Manifest, Published, SignedManifest, VerifyingKey};
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
        let Verified { signed, core, published, .. } = self.manifest(with.transport, wanted, &sources, silent).await?;
        // A home that lost the video to another one places nothing of it any more.
        if self.home_now(&core).await != wanted.home {
            return Err(CopyFailure::Altered(wanted.home));
        }
        let copies = objects(&published);
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

    /// Who may have it: its home first, unless that is gone, then those who say that they hold it.
    pub(super) async fn sources(&self, wanted: &Wanted) -> Vec<MemberId> {
        let (me, today, desk) = (self.member(), self.today(), self.desk().await);
        let video = Hash(*wanted.video.as_bytes());
        let serving = desk.facts().carrying.serving(&wanted.home, &video, wanted.manifest);
        let gone = desk.chain().is_ok_and(|chain| chain.roll.gone_on(today).contains(&wanted.home));
        let home = (!gone).then_some(wanted.home);
        home.into_iter().chain(serving.filter(|carrier| *carrier != me && *carrier != wanted.home)).collect()
    }

    /// The manifest that the home's log names, verified, by who is its home or was. What nobody could serve is dropped
    /// for good: another manifest would have another hash.
    pub(super) async fn manifest(
        &self,
        transport: &dyn Transport,
        wanted: &Wanted,
        sources: &[MemberId],
        silent: &mut BTreeSet<MemberId>,
    ) -> Result<Verified, CopyFailure> {
        let keys = self.keys_of_home(wanted.home).await;
        let mut last = CopyFailure::NoSource;
        if let Some(here) = self.store.signed_manifest(&wanted.manifest.0).await?
            && let Some(found) = self.verified(&here, wanted, &keys).await
        {
            return Ok(found);
        }
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
            match self.verified(&answer.body, wanted, &keys).await {
                Some(found) => return Ok(found),
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

    /// What a manifest says, if it is the one that is wanted, by a home that the video has or had, and can be watched.
    async fn verified(&self, bytes: &[u8], wanted: &Wanted, keys: &[VerifyingKey]) -> Option<Verified> {
        let signed = SignedManifest::from_cbor(bytes).ok()?;
        if signed.hash() != wanted.manifest.0 {
            return None;
        }
        let manifest: Manifest = keys.iter().find_map(|key| signed.verify(key).ok())?;
        let Manifest { core, sequence, body: Body::Published(published), .. } = manifest else { return None };
        let meant = core.video_id() == wanted.video && self.was_home(&core, wanted.home).await;
        meant.then(|| Verified { signed: bytes.to_vec(), core, sequence, published })
    }
}

/// A manifest that is what its home's log names.
pub(super) struct Verified {
    /// With its signature.
    pub(super) signed: Vec<u8>,
    pub(super) core: Core,
    pub(super) sequence: u64,
    pub(super) published: Published,
}
