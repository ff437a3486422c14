//! What a plan is made from, as far as this member knows it.

use std::collections::{BTreeMap, BTreeSet};

use carry::id::VideoId;
use carry::logs;
use carry::placement::{Choice, Figures, Health, Member, Presence, Scene, Video, Watched};
use federation::Hash;
use federation::desk::Desk;
use federation::entry::{HoldingState, Placement};
use federation::facts::Carrying;
use federation::roll::Roll;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use purse::id::MemberId;
use purse::usage::Hour;
use store::{Hours, OwnManifest};

use super::core;
use crate::failure::ExchangeFailure;
use crate::office::{Answers, Office};

/// Hours of a day.
const DAY_HOURS: i64 = 24;

impl Office {
    /// The scene of these videos.
    pub(super) async fn scene(&self, own: &BTreeMap<VideoId, &OwnManifest>) -> Result<Scene, ExchangeFailure> {
        let now = self.clock.now();
        let (hour, day) = (self.watched_in(now, 1).await?, self.watched_in(now, DAY_HOURS).await?);
        let today = TimeZone::UTC.to_datetime(now).date();
        let desk = self.desk().await;
        let of = |sums: &BTreeMap<VideoId, u64>, video| sums.get(video).copied().unwrap_or(0);
        let videos = own.iter().map(|(id, own)| {
            let watched = Watched { viewers: 0, hour_bytes: of(&hour, id), day_bytes: of(&day, id) };
            let mut video = video(&desk, self.member(), own, watched, now);
            video.present = with_former(&desk, self.member(), own, video.present);
            // Whatever it says: it was asked.
            video.present.extend(self.lost(*id).into_iter().map(|carrier| (carrier, Presence::Dropped)));
            (*id, video)
        });
        Ok(Scene {
            home: self.member(),
            now_seconds: u64::try_from(now.as_second()).unwrap_or(0),
            figures: figures(&desk, self.member(), today),
            members: self.carriers(&desk, own, now),
            videos: videos.collect(),
        })
    }

    /// Bytes delivered of each video in so many hours before this one, and in it.
    async fn watched_in(&self, now: Timestamp, hours: i64) -> Result<BTreeMap<VideoId, u64>, ExchangeFailure> {
        let this = Hour::of(now);
        let from = Hour::from_number(this.number().saturating_sub(hours)).unwrap_or(this);
        let until = Hour::from_number(this.number() + 1).unwrap_or(this);
        Ok(self.store.watched(Hours { from, until }).await?.into_iter().collect())
    }

    /// The other members that offer something.
    fn carriers(
        &self,
        desk: &Desk,
        own: &BTreeMap<VideoId, &OwnManifest>,
        now: Timestamp,
    ) -> BTreeMap<MemberId, Member> {
        let Ok(chain) = desk.chain() else { return BTreeMap::new() };
        let (carrying, me) = (&desk.facts().carrying, self.member());
        let homes = u64::try_from(chain.roll.electorate().len().saturating_sub(1)).unwrap_or(u64::MAX).max(1);
        let others = chain.roll.members.iter().filter(|(member, _)| **member != me);
        let offering = others.filter_map(|(member, standing)| {
            let health = health(self.answers(member), now);
            let known = logs::offering(carrying, *member, &me, homes, health, standing.to.is_some())?;
            let stored_bytes = known.stored_bytes.saturating_sub(taken_over(carrying, (&chain.roll, own), *member));
            Some((*member, Member { stored_bytes, ..known }))
        });
        offering.collect()
    }
}

/// Bytes that are placed with a carrier by homes that are gone, and that have another home now, this one or who placed them since:
/// nobody is there who would take the placements back.
fn taken_over(carrying: &Carrying, (roll, own): (&Roll, &BTreeMap<VideoId, &OwnManifest>), carrier: MemberId) -> u64 {
    let is_taken_over = |home: &MemberId, placed: &Placement| {
        let placed_here =
            |other| carrying.placement(&other, &placed.video).is_some_and(|new| new.carriers.contains(&carrier));
        let is_own = own.contains_key(&VideoId::from_bytes(placed.video.0));
        let is_others = || carrying.homes(&placed.video).any(|other| other != *home && placed_here(other));
        roll.absence(home).is_some() && (is_own || is_others())
    };
    let counted =
        carrying.placed_with(carrier).filter(|(home, placed)| logs::takes_room(carrying, home, placed, &carrier));
    let over = counted.filter(|(home, placed)| is_taken_over(home, placed));
    over.fold(0, |sum, (_, placed)| sum.saturating_add(placed.bytes))
}

/// As many copies as today's charter says. What is on its way to carriers already is not planned for a second time.
fn figures(desk: &Desk, me: MemberId, today: Date) -> Figures {
    let under_way = logs::under_way(&desk.facts().carrying, &me);
    let figures = Figures::default();
    let charter = desk.chain().ok().and_then(|chain| desk.charters().get(&chain.roll.charter_on(today)));
    let copies = charter.map_or(figures.copies, |charter| usize::from(charter.copies));
    Figures { copies, new_bytes: figures.new_bytes.saturating_sub(under_way), ..figures }
}

fn health(answers: Answers, now: Timestamp) -> Health {
    let silent = answers.silent_since(now);
    silent.map_or(Health::Alive, |since| Health::SilentSince(u64::try_from(since.as_second()).unwrap_or(0)))
}

/// A video, with what those say who were to carry it.
fn video(desk: &Desk, me: MemberId, own: &OwnManifest, watched: Watched, now: Timestamp) -> Video {
    let (carrying, named) = (&desk.facts().carrying, Hash(*own.video.as_bytes()));
    let present = logs::present(carrying, &me, &named, Hash(own.manifest), Hour::of(now));
    let choice = Choice { allowed: own.allowed.clone(), added: BTreeSet::new() };
    Video { bytes: own.bytes, choice, watched, present }
}

/// Who held an adopted video for the homes that it had before has its objects: until its new home has placed it, they are
/// taken to be copying it.
fn with_former(
    desk: &Desk,
    me: MemberId,
    own: &OwnManifest,
    mut present: BTreeMap<MemberId, Presence>,
) -> BTreeMap<MemberId, Presence> {
    let (carrying, named) = (&desk.facts().carrying, Hash(*own.video.as_bytes()));
    let Some(core) = core(own).filter(|core| core.home != me) else { return present };
    if carrying.placement(&me, &named).is_some() {
        return present;
    }
    for home in carrying.homes(&named).filter(|home| *home != me) {
        let held = carrying.holdings(&home, &named).filter(|(_, holding)| holding.state == HoldingState::Held);
        for (carrier, _) in held.filter(|(carrier, _)| *carrier != me && *carrier != core.home) {
            present.entry(carrier).or_insert(Presence::Copying);
        }
    }
    present
}
