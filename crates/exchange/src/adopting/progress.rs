//! How far adoptions are: who is gone, what of it nobody brought anywhere yet, and what a person waits for.

use carry::adoption::removed_from;
use federation::facts::Standing;
use federation::roll::Absence;
use jiff::Timestamp;
use jiff::civil::Date;
use purse::id::MemberId;
use store::{AdoptionTrouble, SpaceId, UserId};

use super::named;
use super::whose::home_of_space;
use crate::failure::ExchangeFailure;
use crate::office::Office;

/// Reasons that are listed of one space, at most.
const LISTED: usize = 200;

/// A member that is gone, by the members' vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoneHome {
    pub member: MemberId,
    pub absence: Absence,
    /// Videos that it had placed and nobody has adopted, and their bytes, until they are removed.
    pub left_videos: u64,
    pub left_bytes: u64,
    /// Videos that it had placed and whose space has another home now.
    pub adopted_videos: u64,
    /// Videos of which is not known here yet whose they are.
    pub unknown_videos: u64,
}

/// A space that an account brought here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    pub id: SpaceId,
    pub since: Timestamp,
    /// The home that has the space today: another one if that brought it earlier.
    pub home: MemberId,
    /// Videos of it that were found, that are here, or were and are deleted.
    pub found: u64,
    pub here: u64,
    /// Some of those that are not here, and why.
    pub missing: Vec<Missing>,
    /// Until when carriers keep what is not here.
    pub until: Option<Date>,
}

/// A video that is not here yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Its id, as in addresses.
    pub video: String,
    /// Why; none while its turn has not come.
    pub trouble: Option<AdoptionTrouble>,
}

impl Office {
    /// Who is gone today, in order of id, and what of it is left.
    ///
    /// # Errors
    /// [`ExchangeFailure`] of this member's own database.
    pub async fn gone_homes(&self) -> Result<Vec<GoneHome>, ExchangeFailure> {
        let gone: Vec<(MemberId, Absence)> = {
            let (today, desk) = (self.today(), self.desk().await);
            let Ok(chain) = desk.chain() else { return Ok(Vec::new()) };
            let gone = chain.roll.gone_on(today).into_iter();
            gone.filter_map(|member| Some((member, *chain.roll.absence(&member)?))).collect()
        };
        let mut homes = Vec::with_capacity(gone.len());
        for (member, absence) in gone {
            homes.push(self.left_by(member, absence).await?);
        }
        Ok(homes)
    }

    async fn left_by(&self, member: MemberId, absence: Absence) -> Result<GoneHome, ExchangeFailure> {
        let known = self.looked_at(member).await?;
        let (over, desk) = (self.today() >= removed_from(&absence), self.desk().await);
        let carrying = &desk.facts().carrying;
        let mut home =
            GoneHome { member, absence, left_videos: 0, left_bytes: 0, adopted_videos: 0, unknown_videos: 0 };
        for placed in carrying.placements(&member) {
            let video = carry::id::VideoId::from_bytes(placed.video.0);
            if placed.carriers.is_empty() || matches!(carrying.standing(&member, &placed.video), Standing::Gone(_)) {
                continue;
            }
            let space = known.get(&video).map(|known| known.space);
            home.unknown_videos += u64::from(space.is_none() && !over);
            if space.is_some_and(|space| home_of_space(&desk, &space) != member) {
                home.adopted_videos += 1;
            } else if !over {
                home.left_videos += 1;
                home.left_bytes = home.left_bytes.saturating_add(placed.bytes);
            }
        }
        Ok(home)
    }

    /// The absence of a home, if it is gone today, and the day on which its videos go that nobody adopts.
    pub async fn absence_of(&self, home: &MemberId) -> Option<(Absence, Date)> {
        let (today, desk) = (self.today(), self.desk().await);
        let absence = desk.chain().ok()?.roll.absence(home).copied()?;
        absence.is_gone_on(today).then_some((absence, removed_from(&absence)))
    }

    /// What an account brought here, in the order in which it did.
    ///
    /// # Errors
    /// [`ExchangeFailure`] of this member's own database.
    pub async fn brought_by(&self, account: UserId) -> Result<Vec<Brought>, ExchangeFailure> {
        let mut all = Vec::new();
        for space in self.store.adopted_spaces_of(account).await? {
            let home = self.home_of_space(&space.id).await;
            let until = self.absence_of(&space.id.home).await.map(|(absence, _)| absence.until);
            let (id, since) = (space.id, space.since);
            let mut brought = Brought { id, since, home, found: 0, here: 0, missing: Vec::new(), until };
            for video in self.gone_videos_of(&id.recovery).await?.into_iter().filter(|video| video.space == id) {
                let here = self.store.latest_manifest(video.video).await?.is_some();
                let gone = {
                    let desk = self.desk().await;
                    matches!(desk.facts().carrying.standing(&id.home, &named(video.video)), Standing::Gone(_))
                };
                if gone && !here {
                    continue;
                }
                brought.found += 1;
                brought.here += u64::from(here);
                if !here && brought.missing.len() < LISTED {
                    brought.missing.push(Missing { video: video.video.to_string(), trouble: video.trouble });
                }
            }
            all.push(brought);
        }
        Ok(all)
    }
}
