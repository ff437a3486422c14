//! What is to be fetched.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use carry::id::VideoId;
use carry::logs;
use carry::placement::fair_share;
use federation::Hash;
use federation::entry::{HoldingState, Offer};
use jiff::tz::TimeZone;
use purse::id::MemberId;
use store::{Carried, CarriedId};

use super::{Carrier, INCOMING};
use crate::adopting::Whose;
use crate::failure::ExchangeFailure;
use crate::office::Office;

/// A video that is placed here, in a manifest that is not here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) home: MemberId,
    pub(crate) video: VideoId,
    pub(crate) manifest: Hash,
    /// Of all its objects, as the home says.
    pub(crate) bytes: u64,
    /// Bytes of it that are here in the name of a home that it had before: they need no room.
    pub(crate) here_bytes: u64,
}

impl Wanted {
    pub(super) const fn id(&self) -> CarriedId {
        CarriedId { home: self.home, video: self.video }
    }

    /// Whether all of it is here in another home's name.
    pub(super) const fn is_here(&self) -> bool {
        self.here_bytes > 0 && self.here_bytes >= self.bytes
    }

    const fn new_bytes(&self) -> u64 {
        self.bytes.saturating_sub(self.here_bytes)
    }
}

impl Office {
    /// What is placed with this member and not here, but for what it dropped.
    pub(super) async fn wanted_videos(&self) -> Result<Vec<Wanted>, ExchangeFailure> {
        let placed: Vec<Wanted> = {
            let (me, desk) = (self.member(), self.desk().await);
            let carrying = &desk.facts().carrying;
            let wanted = logs::wanted(carrying, me).map(|(home, placed)| Wanted {
                home,
                video: VideoId::from_bytes(placed.video.0),
                manifest: placed.manifest,
                bytes: placed.bytes,
                here_bytes: 0,
            });
            wanted.collect()
        };
        let mut missing = Vec::new();
        for mut wanted in placed {
            let here = self.store.carried(wanted.id()).await?;
            let missing_here = here.is_none_or(|here: Carried| here.manifest != wanted.manifest.0);
            // What another home took over, or nobody did in time, is not fetched from the one that is gone.
            if missing_here && self.whose(wanted.id()).await? == Whose::Theirs {
                let carried = self.store.carried_videos(wanted.video).await?;
                let former = carried.into_iter().filter(|carried| carried.home != wanted.home);
                wanted.here_bytes = former.map(|carried| carried.bytes).max().unwrap_or(0);
                missing.push(wanted);
            }
        }
        Ok(missing)
    }

    /// Says that there is no room for what would be more than this member offers, or than its disk has, and takes it out.
    pub(super) async fn refuse_what_has_no_room(
        &self,
        with: &Carrier<'_>,
        wanted: &mut Vec<Wanted>,
    ) -> Result<(), ExchangeFailure> {
        let offered = self.offered().await.map_or(0, |offer| offer.storage_bytes);
        let stored = self.store.carried_bytes(None).await?;
        let free = with.disk.free_bytes().await.unwrap_or(0).saturating_sub(with.reserve_bytes);
        let mut left = offered.saturating_sub(stored).min(free);
        let (mut of_home, mut refused, mut taken) = (BTreeMap::new(), Vec::new(), Vec::new());
        for video in std::mem::take(wanted) {
            let share = match of_home.entry(video.home) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(self.room_for(video.home, offered, stored).await?),
            };
            match (left.checked_sub(video.new_bytes()), share.checked_sub(video.new_bytes())) {
                (Some(rest), Some(rest_of_home)) => {
                    (left, *share) = (rest, rest_of_home);
                    taken.push(video);
                }
                _ => refused.push(video),
            }
        }
        *wanted = taken;
        for video in refused {
            self.tell_holding(video.id(), video.manifest, 0, HoldingState::Full).await?;
        }
        Ok(())
    }

    /// Bytes that a home may still have here, whatever it placed: no home fills a carrier alone.
    pub(crate) async fn room_for(&self, home: MemberId, offered: u64, stored: u64) -> Result<u64, ExchangeFailure> {
        let of_home = self.store.carried_bytes(Some(home)).await?;
        let homes = {
            let desk = self.desk().await;
            desk.chain().map_or(1, |chain| chain.roll.electorate().len().saturating_sub(1))
        };
        let others = stored.saturating_sub(of_home);
        Ok(fair_share(offered, others, u64::try_from(homes).unwrap_or(u64::MAX)).saturating_sub(of_home))
    }

    /// The name under which several members answer for the federation, by today's charter; none if it has none.
    pub async fn shared_name(&self) -> Option<String> {
        let today = TimeZone::UTC.to_datetime(self.clock.now()).date();
        let desk = self.desk().await;
        let charter = desk.chain().ok()?.roll.charter_on(today);
        let name = &desk.charters().get(&charter)?.address;
        (!name.is_empty()).then(|| name.clone())
    }

    /// What this member is ready to carry.
    pub async fn offered(&self) -> Option<Offer> {
        self.desk().await.facts().carrying.offered(&self.member())
    }

    /// Removes what was fetched of objects that nobody wants here any more. What cannot be removed is tried again.
    pub(super) async fn sweep_incoming(&self, with: &Carrier<'_>, wanted: &[Wanted]) {
        // Which objects a video has is known when its manifest is here: while anything is wanted, all parts stay.
        if !wanted.is_empty() {
            return;
        }
        if let Err(error) = with.disk.remove(INCOMING).await {
            tracing::warn!(%error, "what is left of earlier copies is not removed");
        }
    }
}
