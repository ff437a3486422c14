//! Who offers what, what is placed where, who holds it, and what may be delivered: the last word of each.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use purse::id::MemberId;

use super::{At, Place};
use crate::entry::{Allowances, Holding, HoldingState, Offer, Placement, Withdrawal, Withdrawn};
use crate::hash::Hash;

/// A video as its home names it. Another member may name the same id: whoever uses a placement verifies that the
/// manifest's core has that home.
pub type Named = (MemberId, Hash);

/// What logs say of carrying. The last entry of an author on a thing stands, by its place.
#[derive(Debug, Clone, Default)]
pub struct Carrying {
    offers: BTreeMap<MemberId, At<Offer>>,
    placements: BTreeMap<Named, At<Placement>>,
    withdrawals: BTreeMap<Named, At<Withdrawal>>,
    /// By video, then by carrier.
    holdings: BTreeMap<Named, BTreeMap<MemberId, At<Holding>>>,
    /// The homes that placed a video of this id, or withdrew one.
    homes: BTreeMap<Hash, BTreeSet<MemberId>>,
    /// By home and the day from which on.
    allowances: BTreeMap<MemberId, BTreeMap<Date, At<Allowances>>>,
}

/// How a video stands at its home's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It may be served.
    Served,
    /// Nobody serves it until the home lifts that.
    Withheld,
    /// The manifest of this hash is its tombstone.
    Gone(Hash),
}

impl Carrying {
    pub(super) fn offer(&mut self, at: Place, fact: Offer) {
        last(&mut self.offers, at.author, At { at, fact });
    }

    pub(super) fn place(&mut self, at: Place, fact: Placement) {
        self.homes.entry(fact.video).or_default().insert(at.author);
        last(&mut self.placements, (at.author, fact.video), At { at, fact });
    }

    pub(super) fn withdraw(&mut self, at: Place, fact: Withdrawal) {
        self.homes.entry(fact.video).or_default().insert(at.author);
        let named = (at.author, fact.video);
        let gone = |what: &Withdrawn| matches!(what, Withdrawn::Gone(_));
        let known = self.withdrawals.get(&named);
        // The first tombstone is the last word on a video, whatever comes after it.
        let stands = known.is_some_and(|known| match (gone(&known.fact.what), gone(&fact.what)) {
            (false, true) => false,
            (true, false) => true,
            (true, true) => known.at < at,
            (false, false) => at < known.at,
        });
        if !stands {
            self.withdrawals.insert(named, At { at, fact });
        }
    }

    pub(super) fn hold(&mut self, at: Place, fact: Holding) {
        let of_video = self.holdings.entry((fact.home, fact.video)).or_default();
        last(of_video, at.author, At { at, fact });
    }

    pub(super) fn allow(&mut self, at: Place, fact: Allowances) {
        let of_home = self.allowances.entry(at.author).or_default();
        last(of_home, fact.from, At { at, fact });
    }

    /// What a member is ready to carry; none if it has never said so.
    #[must_use]
    pub fn offered(&self, member: &MemberId) -> Option<Offer> {
        self.offers.get(member).map(|offer| offer.fact)
    }

    /// The homes that say that a video of this id is theirs. More than one only if somebody lies.
    pub fn homes(&self, video: &Hash) -> impl Iterator<Item = MemberId> {
        self.homes.get(video).into_iter().flatten().copied()
    }

    /// Where a home wants a video carried, whether it was withdrawn or not.
    #[must_use]
    pub fn placement(&self, home: &MemberId, video: &Hash) -> Option<&Placement> {
        self.placements.get(&(*home, *video)).map(|placement| &placement.fact)
    }

    /// All that a home has placed, ascending by video.
    pub fn placements(&self, home: &MemberId) -> impl Iterator<Item = &Placement> {
        self.placements.range((*home, Hash([0; 32]))..=(*home, Hash([0xff; 32]))).map(|(_, placement)| &placement.fact)
    }

    /// All that is placed with a carrier, by home and video.
    pub fn placed_with(&self, carrier: MemberId) -> impl Iterator<Item = (MemberId, &Placement)> {
        let here = move |(_, placement): &(_, &At<Placement>)| placement.fact.carriers.contains(&carrier);
        self.placements.iter().filter(here).map(|((home, _), placement)| (*home, &placement.fact))
    }

    /// How a video stands at its home's word.
    #[must_use]
    pub fn standing(&self, home: &MemberId, video: &Hash) -> Standing {
        match self.withdrawals.get(&(*home, *video)).map(|withdrawal| withdrawal.fact.what) {
            None | Some(Withdrawn::Lifted) => Standing::Served,
            Some(Withdrawn::Withheld) => Standing::Withheld,
            Some(Withdrawn::Gone(tombstone)) => Standing::Gone(tombstone),
        }
    }

    /// Whether a home ever withdrew a video, be it that it lifted that again.
    #[must_use]
    pub fn was_withdrawn(&self, home: &MemberId, video: &Hash) -> bool {
        self.withdrawals.contains_key(&(*home, *video))
    }

    /// What carriers said last of a video, ascending by carrier.
    pub fn holdings(&self, home: &MemberId, video: &Hash) -> impl Iterator<Item = (MemberId, &Holding)> {
        let of_video = self.holdings.get(&(*home, *video)).into_iter().flatten();
        of_video.map(|(carrier, holding)| (*carrier, &holding.fact))
    }

    /// What a carrier said last of a video.
    #[must_use]
    pub fn holding(&self, home: &MemberId, video: &Hash, carrier: &MemberId) -> Option<&Holding> {
        self.holdings.get(&(*home, *video))?.get(carrier).map(|holding| &holding.fact)
    }

    /// All that a carrier said last of videos of others, by home and video.
    pub fn held_by(&self, carrier: MemberId) -> impl Iterator<Item = &Holding> {
        self.holdings.values().filter_map(move |of_video| of_video.get(&carrier)).map(|holding| &holding.fact)
    }

    /// The carriers that hold a video in this manifest and may serve it, ascending.
    pub fn serving(&self, home: &MemberId, video: &Hash, manifest: Hash) -> impl Iterator<Item = MemberId> {
        let served = self.standing(home, video) == Standing::Served;
        let holds = move |holding: &Holding| holding.state == HoldingState::Held && holding.manifest == manifest;
        self.holdings(home, video).filter(move |(_, holding)| served && holds(holding)).map(|(carrier, _)| carrier)
    }

    /// What a carrier may deliver for a home on a UTC day, in bytes; none if the home has said no allowance for that day at
    /// all, and so is bound by none.
    #[must_use]
    pub fn allowance(&self, home: &MemberId, carrier: &MemberId, day: Date) -> Option<u64> {
        let (_, standing) = self.allowances.get(home)?.range(..=day).next_back()?;
        let rows = &standing.fact.rows;
        let found = rows.binary_search_by(|row| row.carrier.cmp(carrier)).ok().and_then(|place| rows.get(place));
        Some(found.map_or(0, |row| row.bytes))
    }

    /// The allowances that a home has said for a UTC day.
    #[must_use]
    pub fn allowances(&self, home: &MemberId, day: Date) -> Option<&Allowances> {
        let (_, standing) = self.allowances.get(home)?.range(..=day).next_back()?;
        Some(&standing.fact)
    }
}

/// Keeps what stands later in the author's logs, in whatever order the two came.
fn last<K: Ord, T>(known: &mut BTreeMap<K, At<T>>, key: K, new: At<T>) {
    match known.get_mut(&key) {
        Some(old) if old.at < new.at => *old = new,
        Some(_) => {}
        None => drop(known.insert(key, new)),
    }
}
