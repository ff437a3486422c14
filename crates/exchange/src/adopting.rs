//! Adopting: a person whose home is gone brings the space here, with the recovery key that is on their paper.
//! docs/decisions/0016-a-space-is-adopted-with-its-recovery-key.md.
//!
//! The private half signs and is forgotten: it is neither stored nor logged. The order of writes, and what a crash between
//! them means: what was signed and the account that brought it are one row; the entry follows, and is made up for at the next
//! turn; the videos are taken in one after the other ([`crate::carrying`]), each in one transaction, and placed in the same turn.

mod absences;
mod progress;
mod whose;

use std::collections::BTreeMap;

use carry::id::VideoId;
use federation::Hash;
use federation::entry::{Adoption, Entry};
use federation::facts::Standing;
use federation::roll::Absence;
use federation::signed::{Signed, SigningKey, VerifyingKey};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use purse::id::MemberId;
use purse::usage::Hour;
use store::{AdoptSpaceRefusal, AdoptedSpace, CarriedId, GoneVideo, SpaceId, UserId};

pub use absences::Absent;
pub use progress::{Brought, GoneHome, Missing};
pub(crate) use whose::{Whose, core_of, space_at};

use crate::failure::ExchangeFailure;
use crate::office::Office;

/// Videos of a recovery key that are read at a time.
const AT_A_TIME: u32 = 500;

/// Hours after which what was signed is to be signed again.
const SIGNED_HOURS: i64 = 2;

/// A space that a recovery key belongs to, at a home that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSpace {
    pub id: SpaceId,
    /// Videos of it that carriers have, as far as they were looked at.
    pub videos: u64,
    /// Bytes of them.
    pub bytes: u64,
    /// Until when it may be adopted.
    pub until: Date,
    /// What the recovery key signed, to be given back to [`Office::adopt_space`] within [`SIGNED_HOURS`].
    pub signed: Vec<u8>,
}

/// Why a space is not adopted. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum NotAdopted {
    #[error("this member's log takes nothing now, or it has not asked the others yet")]
    NotReady,
    #[error("no member is gone whose spaces may be adopted today")]
    NobodyGone,
    #[error("no video of that recovery key is known")]
    NoVideo,
    #[error("member {0} has adopted the space")]
    Elsewhere(MemberId),
    #[error("another account here has this space")]
    OtherAccount,
    #[error("what was signed is of another federation, member, time or key")]
    Stale,
}

impl Office {
    /// The spaces of a recovery key, by its private half, which is not kept.
    ///
    /// # Errors
    /// [`NotAdopted`], or a failure of this member's own database.
    pub async fn find_space(&self, secret: &[u8; 32]) -> Result<Result<Vec<FoundSpace>, NotAdopted>, ExchangeFailure> {
        let key = SigningKey::from_bytes(secret);
        let recovery = key.verifying_key().to_bytes();
        if !self.may_adopt().await {
            return Ok(Err(NotAdopted::NotReady));
        }
        let open = self.open_homes().await;
        if open.is_empty() {
            return Ok(Err(NotAdopted::NobodyGone));
        }
        let mut found: BTreeMap<SpaceId, (u64, u64)> = BTreeMap::new();
        for video in self.gone_videos_of(&recovery).await? {
            let Some(bytes) = self.placed_bytes(video.id()).await.filter(|_| open.contains_key(&video.space.home))
            else {
                continue;
            };
            let (videos, sum) = found.entry(video.space).or_default();
            (*videos, *sum) = (*videos + 1, sum.saturating_add(bytes));
        }
        let (mut spaces, mut elsewhere) = (Vec::new(), None);
        for (id, (videos, bytes)) in found {
            let Some(absence) = open.get(&id.home) else { continue };
            match self.home_of_space(&id).await {
                home if home != id.home && home != self.member() => elsewhere = Some(home),
                _ => {
                    let signed = self.signed(&key, &id, absence.resolution).await;
                    spaces.push(FoundSpace { id, videos, bytes, until: absence.until, signed });
                }
            }
        }
        Ok(match (spaces.is_empty(), elsewhere) {
            (false, _) => Ok(spaces),
            (true, Some(home)) => Err(NotAdopted::Elsewhere(home)),
            (true, None) => Err(NotAdopted::NoVideo),
        })
    }

    async fn signed(&self, key: &SigningKey, id: &SpaceId, resolution: Hash) -> Vec<u8> {
        let adoption = Adoption {
            federation: self.desk().await.federation(),
            resolution,
            from: id.home,
            to: self.member(),
            space: id.space,
            recovery: id.recovery,
            hour: Hour::of(self.clock.now()),
        };
        Signed::sign(adoption, key).to_bytes()
    }

    /// Takes a space in for an account: keeps what was signed, then says so in the own log. Twice does no more than once.
    ///
    /// # Errors
    /// [`NotAdopted`]; or [`ExchangeFailure`]: what was kept by then is said at the next turn.
    pub async fn adopt_space(
        &self,
        account: UserId,
        signed: &[u8],
    ) -> Result<Result<SpaceId, NotAdopted>, ExchangeFailure> {
        if !self.may_adopt().await {
            return Ok(Err(NotAdopted::NotReady));
        }
        let (Ok(read), now) = (Signed::<Adoption>::from_bytes(signed), self.clock.now()) else {
            return Ok(Err(NotAdopted::Stale));
        };
        let id = SpaceId { home: read.value.from, space: read.value.space, recovery: read.value.recovery };
        let age = Hour::of(now).number() - read.value.hour.number();
        let good = VerifyingKey::from_bytes(&id.recovery).is_ok_and(|key| read.verify(&key).is_ok());
        let meant = read.value.federation == self.desk().await.federation() && read.value.to == self.member();
        let absence = self.open_homes().await.remove(&id.home);
        let open = absence.is_some_and(|absence| absence.resolution == read.value.resolution);
        if !good || !meant || !open || !(0..=SIGNED_HOURS).contains(&age) {
            return Ok(Err(NotAdopted::Stale));
        }
        let home = self.home_of_space(&id).await;
        if home != id.home && home != self.member() {
            return Ok(Err(NotAdopted::Elsewhere(home)));
        }
        let space = AdoptedSpace { id, account, signed: signed.to_vec(), since: now };
        match self.store.adopt_space(&space).await? {
            Ok(()) => {}
            Err(AdoptSpaceRefusal::OtherAccount) => return Ok(Err(NotAdopted::OtherAccount)),
            Err(AdoptSpaceRefusal::UnknownAccount) => return Ok(Err(NotAdopted::Stale)),
        }
        self.say_adopted(signed).await?;
        Ok(Ok(id))
    }

    /// Says in the own log what a recovery key signed, unless it stands there.
    pub(crate) async fn say_adopted(&self, signed: &[u8]) -> Result<(), ExchangeFailure> {
        let read = Signed::<Adoption>::from_bytes(signed);
        let read = read.map_err(|_| ExchangeFailure::Damaged("an adoption"))?;
        if self.has_told_adoption(&read.value).await? {
            return Ok(());
        }
        self.append(&Entry::Adoption(read)).await.map(drop)
    }

    /// Who is gone and whose spaces may be adopted today.
    pub async fn open_homes(&self) -> BTreeMap<MemberId, Absence> {
        let today = self.today();
        let desk = self.desk().await;
        let Ok(chain) = desk.chain() else { return BTreeMap::new() };
        let open = chain.roll.members.keys().filter_map(|home| Some((*home, *chain.roll.open_on(home, today)?)));
        open.collect()
    }

    async fn may_adopt(&self) -> bool {
        self.has_asked() && self.desk().await.may_append()
    }

    pub(crate) fn today(&self) -> Date {
        TimeZone::UTC.to_datetime(self.clock.now()).date()
    }

    /// Bytes of a video as its home placed it; none if it never did, or withdrew it.
    pub(crate) async fn placed_bytes(&self, id: CarriedId) -> Option<u64> {
        let (desk, video) = (self.desk().await, named(id.video));
        let carrying = &desk.facts().carrying;
        let served = carrying.standing(&id.home, &video) == Standing::Served;
        carrying.placement(&id.home, &video).filter(|_| served).map(|placed| placed.bytes)
    }

    /// All videos of a recovery key that gone homes had.
    pub(crate) async fn gone_videos_of(&self, recovery: &[u8; 32]) -> Result<Vec<GoneVideo>, ExchangeFailure> {
        let mut all: Vec<GoneVideo> = Vec::new();
        loop {
            let page = self.store.gone_videos_of_key(recovery, all.last().map(GoneVideo::id), AT_A_TIME).await?;
            if page.is_empty() {
                return Ok(all);
            }
            all.extend(page);
        }
    }
}

pub(crate) const fn named(video: VideoId) -> Hash {
    Hash(*video.as_bytes())
}
