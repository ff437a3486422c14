//! Taking in the videos of an adopted space: fetched from who carries them, then videos of this member.

use std::collections::BTreeSet;

use carry::copying::{objects, total_bytes};
use carry::manifest::{Body, Manifest};
use federation::Hash;
use federation::facts::Standing;
use purse::id::MemberId;
use store::{AdoptRefusal, AdoptedSpace, AdoptionTrouble, GoneVideo, NewAdopted, NewManifest};

use super::brought::{about, facts, published_objects};
use super::copy::Verified;
use super::{Carrier, CopyFailure, Wanted};
use crate::adopting::named;
use crate::failure::ExchangeFailure;
use crate::office::Office;
use crate::received::Received;

/// Videos that are taken in in one turn: what is carried for others has its turns between.
const TAKEN_A_TURN: usize = 20;

/// Spaces that are read at a time.
const AT_A_TIME: u32 = 100;

/// Seconds for which a manifest holds: a year, as those of videos that are published here.
const HOLDS_SECONDS: u64 = 365 * 24 * 60 * 60;

impl Office {
    /// Takes in what is missing of the spaces that were adopted here; how many videos that were. Why one cannot be had is
    /// noted, and it is tried again at the next turn.
    pub(super) async fn take_in(&self, with: &Carrier<'_>) -> Result<usize, ExchangeFailure> {
        let (mut after, mut taken, mut silent) = (None, 0, BTreeSet::new());
        loop {
            let page = self.store.adopted_spaces(after, AT_A_TIME).await?;
            let Some(last) = page.last() else { return Ok(taken) };
            after = Some(last.id);
            for space in page {
                // A crash may have come between what was kept and what was said.
                self.say_adopted(&space.signed).await?;
                if self.home_of_space(&space.id).await == self.member() {
                    taken += self.take_in_space(with, &space, &mut silent, TAKEN_A_TURN - taken).await?;
                }
            }
        }
    }

    async fn take_in_space(
        &self,
        with: &Carrier<'_>,
        space: &AdoptedSpace,
        silent: &mut BTreeSet<MemberId>,
        most: usize,
    ) -> Result<usize, ExchangeFailure> {
        let mut taken = 0;
        for video in self.gone_videos_of(&space.id.recovery).await?.into_iter().filter(|video| video.space == space.id)
        {
            if taken >= most {
                break;
            }
            // Also one that was deleted here: it does not come back.
            if self.store.latest_manifest(video.video).await?.is_some() {
                continue;
            }
            let trouble = match self.take_video(with, space, &video, silent).await {
                Ok(()) => {
                    taken += 1;
                    None
                }
                Err(NotTaken::Failure(CopyFailure::Store(failure))) => return Err(failure.into()),
                Err(NotTaken::Failure(failure)) => {
                    tracing::warn!(video = %video.video, %failure, "a video of an adopted space is not here yet");
                    Some(trouble_of(&failure))
                }
                Err(NotTaken::Trouble(trouble)) => Some(trouble),
            };
            if trouble != video.trouble {
                self.store.note_adoption_trouble(video.id(), trouble).await?;
            }
            // What others deliver and store of it is this member's to pay as soon as they know where it is placed.
            if trouble.is_none() {
                self.tell().await?;
                self.place().await?;
            }
        }
        Ok(taken)
    }

    async fn take_video(
        &self,
        with: &Carrier<'_>,
        space: &AdoptedSpace,
        video: &GoneVideo,
        silent: &mut BTreeSet<MemberId>,
    ) -> Result<(), NotTaken> {
        let wanted = self.wanted_of_gone(video).await.ok_or(NotTaken::Trouble(AdoptionTrouble::Withdrawn))?;
        let sources = self.sources(&wanted).await;
        let found = self.manifest(with.transport, &wanted, &sources, silent).await?;
        let bytes = total_bytes(&found.published);
        self.has_room(with, space, bytes).await?;
        let mut received = Received::new();
        for copying in &objects(&found.published) {
            self.copy_object(with, copying, &sources, silent, &mut received).await?;
        }
        let new = self.adopted(space, video, found).await?;
        match self.store.adopt_video(&new, self.clock.now()).await.map_err(CopyFailure::Store)? {
            Ok(_) | Err(AdoptRefusal::Known) => Ok(()),
            Err(AdoptRefusal::OverQuota { .. }) => Err(NotTaken::Trouble(AdoptionTrouble::OverQuota)),
            Err(AdoptRefusal::ObjectSize(_)) => Err(NotTaken::Trouble(AdoptionTrouble::Damaged)),
            Err(
                AdoptRefusal::UnknownAccount
                | AdoptRefusal::StaleSequence(_)
                | AdoptRefusal::NotCurrentKey
                | AdoptRefusal::ObjectLeaving(_),
            ) => Err(NotTaken::Trouble(AdoptionTrouble::Here)),
        }
    }

    /// What the gone home had placed of a video; none if it withdrew it.
    async fn wanted_of_gone(&self, video: &GoneVideo) -> Option<Wanted> {
        let (desk, home) = (self.desk().await, video.space.home);
        let carrying = &desk.facts().carrying;
        let placed = carrying.placement(&home, &named(video.video))?;
        let served = carrying.standing(&home, &named(video.video)) == Standing::Served;
        let (video, bytes) = (video.video, placed.bytes);
        served.then_some(Wanted { home, video, manifest: Hash(placed.manifest.0), bytes, here_bytes: 0 })
    }

    /// Before anything is fetched: whether the account may store it, and the disk has room.
    async fn has_room(&self, with: &Carrier<'_>, space: &AdoptedSpace, bytes: u64) -> Result<(), NotTaken> {
        let storage = self.store.account_storage(space.account).await.map_err(CopyFailure::Store)?;
        let over = storage.is_some_and(|storage| {
            storage.quota_bytes.is_some_and(|quota| storage.stored_bytes.saturating_add(bytes) > quota)
        });
        let free = with.disk.free_bytes().await.unwrap_or(0).saturating_sub(with.reserve_bytes);
        if over {
            Err(NotTaken::Trouble(AdoptionTrouble::OverQuota))
        } else if free < bytes {
            Err(NotTaken::Trouble(AdoptionTrouble::Here))
        } else {
            Ok(())
        }
    }

    /// The video as this member publishes it: the core as it always was, the words as they were, another sequence and
    /// signature.
    async fn adopted(&self, space: &AdoptedSpace, video: &GoneVideo, found: Verified) -> Result<NewAdopted, NotTaken> {
        let here = |_| NotTaken::Trouble(AdoptionTrouble::Here);
        let current = self.store.current_signing_key().await.map_err(CopyFailure::Store)?;
        let identity = self.identity();
        let current =
            current.filter(|key| key.public == identity.key.verifying_key().to_bytes()).ok_or(()).map_err(here)?;
        let floor = self.store.sequence_floor().await.map_err(CopyFailure::Store)?;
        let now = u64::try_from(self.clock.now().as_second()).unwrap_or(0);
        let Verified { core, sequence, published, .. } = found;
        let (about, video_key) = about(&published, &*self.entropy);
        let (objects, facts) = (published_objects(&published), facts(&published));
        let sequence = now.max(sequence.saturating_add(1)).max(floor);
        let manifest = Manifest { core, sequence, not_after: now + HOLDS_SECONDS, body: Body::Published(published) };
        let signed = manifest.sign(&identity.key).map_err(|_| NotTaken::Trouble(AdoptionTrouble::Damaged))?;
        let not_after = i64::try_from(manifest.not_after).ok().and_then(|at| jiff::Timestamp::from_second(at).ok());
        Ok(NewAdopted {
            video: video.video,
            account: space.account,
            core: core.to_cbor(),
            about,
            video_key,
            manifest: NewManifest {
                sequence,
                hash: signed.hash(),
                signature: signed.signature,
                bytes: signed.bytes,
                key_place: current.first_place,
                not_after: not_after.unwrap_or(jiff::Timestamp::MAX),
            },
            objects,
            facts,
        })
    }
}

/// Why a video is not taken in.
enum NotTaken {
    Failure(CopyFailure),
    Trouble(AdoptionTrouble),
}

impl<E: Into<CopyFailure>> From<E> for NotTaken {
    fn from(failure: E) -> Self {
        Self::Failure(failure.into())
    }
}

const fn trouble_of(failure: &CopyFailure) -> AdoptionTrouble {
    match failure {
        CopyFailure::Peer(_) | CopyFailure::NoSource => AdoptionTrouble::Nowhere,
        CopyFailure::Altered(_) => AdoptionTrouble::Damaged,
        CopyFailure::Dropped => AdoptionTrouble::Withdrawn,
        CopyFailure::Store(_) | CopyFailure::Objects(_) | CopyFailure::Disk(_) | CopyFailure::Leaving => {
            AdoptionTrouble::Here
        }
    }
}
