//! Whose a video is today: its first home's, or that of who adopted its space.

use std::collections::BTreeMap;

use carry::adoption;
use carry::id::VideoId;
use carry::manifest::{Core, Manifest, SignedManifest};
use federation::desk::Desk;
use federation::facts::Standing;
use purse::id::MemberId;
use store::{CarriedId, GoneVideo, SpaceId, StoreError};

use super::{AT_A_TIME, named};
use crate::failure::ExchangeFailure;
use crate::office::Office;

/// What becomes of a video that a home placed with this member, or that it carries for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Its home's, or that of a home of which it is not known.
    Theirs,
    /// It was adopted, and its new home has not placed it yet.
    Adopted,
    /// Its new home has placed it, with this member too or not, or deleted it, be it before it placed it.
    TakenOver { home: MemberId, here: bool },
    /// Its home is gone, its time is over, and nobody adopted it.
    Over,
}

impl Office {
    /// The home that a space has today.
    pub(crate) async fn home_of_space(&self, id: &SpaceId) -> MemberId {
        home_of_space(&*self.desk().await, id)
    }

    /// Whether a video of this core is, or once was, at home with a member.
    pub(crate) async fn was_home(&self, core: &Core, member: MemberId) -> bool {
        let desk = self.desk().await;
        let Ok(chain) = desk.chain() else { return core.home == member };
        let adoptions = &desk.facts().adoptions;
        let mut later = adoptions.homes_of(&chain.roll, core.home, &core.space_key, &core.recovery_key);
        core.home == member || later.any(|adoption| adoption.fact.to == member)
    }

    /// The home that a video of this core has today.
    pub async fn home_now(&self, core: &Core) -> MemberId {
        let desk = self.desk().await;
        desk.chain().map_or(core.home, |chain| adoption::home(core, &chain.roll, &desk.facts().adoptions))
    }

    /// Whether a member was ever found to be gone: only then its videos may be somebody else's.
    pub async fn was_gone(&self, home: &MemberId) -> bool {
        let desk = self.desk().await;
        desk.chain().is_ok_and(|chain| chain.roll.absence(home).is_some())
    }

    /// What becomes of a video of another home.
    pub(crate) async fn whose(&self, id: CarriedId) -> Result<Whose, ExchangeFailure> {
        if !self.was_gone(&id.home).await {
            return Ok(Whose::Theirs);
        }
        let home = self.home_of_carried(id).await?;
        let (me, today, desk) = (self.member(), self.today(), self.desk().await);
        let Ok(chain) = desk.chain() else { return Ok(Whose::Theirs) };
        let over = adoption::fate_at(&id.home, &chain.roll, today) == adoption::Fate::Removed;
        let (carrying, video) = (&desk.facts().carrying, named(id.video));
        let is_gone = matches!(carrying.standing(&home, &video), Standing::Gone(_));
        Ok(match carrying.placement(&home, &video) {
            _ if home == id.home && over => Whose::Over,
            _ if home == id.home => Whose::Theirs,
            // Also if it was deleted before it was placed.
            _ if is_gone => Whose::TakenOver { home, here: false },
            Some(placed) => Whose::TakenOver { home, here: placed.carriers.contains(&me) },
            // Whoever adopted it had all the time that the members voted.
            None if over => Whose::Over,
            None => Whose::Adopted,
        })
    }

    /// The home of a video that is carried in the name of a home: that one, or who adopted its space once it was gone, whether it
    /// has placed the video or not.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn home_of_carried(&self, id: CarriedId) -> Result<MemberId, StoreError> {
        if !self.was_gone(&id.home).await {
            return Ok(id.home);
        }
        let space = match self.store.gone_video(id).await? {
            Some(known) => Some(known.space),
            None => self.carried_space(id).await?,
        };
        let desk = self.desk().await;
        Ok(space.map_or(id.home, |space| home_of_space(&desk, &space)))
    }

    /// The space of a video that is carried here, as its manifest says.
    async fn carried_space(&self, id: CarriedId) -> Result<Option<SpaceId>, StoreError> {
        let Some(carried) = self.store.carried(id).await? else { return Ok(None) };
        Ok(core_of(&carried.signed).map(|core| space_at(id.home, &core)))
    }

    /// The videos of a gone home that were looked at, by id.
    pub(crate) async fn looked_at(&self, home: MemberId) -> Result<BTreeMap<VideoId, GoneVideo>, ExchangeFailure> {
        let mut all: BTreeMap<VideoId, GoneVideo> = BTreeMap::new();
        loop {
            let last = all.last_key_value().map(|(video, _)| *video);
            let page = self.store.gone_videos(home, last, AT_A_TIME).await?;
            if page.is_empty() {
                return Ok(all);
            }
            all.extend(page.into_iter().map(|video| (video.video, video)));
        }
    }
}

/// The home that a space has today.
pub(super) fn home_of_space(desk: &Desk, id: &SpaceId) -> MemberId {
    let home = |roll| desk.facts().adoptions.home_of(roll, id.home, &id.space, &id.recovery);
    desk.chain().map_or(id.home, |chain| home(&chain.roll))
}

/// The core of a manifest with its signature.
pub(crate) fn core_of(signed: &[u8]) -> Option<Core> {
    let signed = SignedManifest::from_cbor(signed).ok()?;
    Manifest::from_cbor(&signed.bytes).ok().map(|manifest| manifest.core)
}

/// The space of a core, at a home that it has or had.
pub(crate) const fn space_at(home: MemberId, core: &Core) -> SpaceId {
    SpaceId { home, space: core.space_key, recovery: core.recovery_key }
}
