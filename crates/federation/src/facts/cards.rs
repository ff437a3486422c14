//! Which card of a member is the newest.

use super::{At, Facts};
use crate::closing::Cut;
use crate::hash::Hash;
use crate::roll::Seat;

impl Facts {
    /// The newest card of a member: the last that it gave itself, or the one with which it joined.
    #[must_use]
    pub fn card(&self, seat: &Seat) -> Option<Hash> {
        self.newest(seat, |_| true)
    }

    /// The card of a member that was the newest below these cuts: what a closed period's papers say of it.
    #[must_use]
    pub fn card_below(&self, seat: &Seat, cuts: &[Cut]) -> Option<Hash> {
        let below = |card: &At<Hash>| {
            let cut = cuts.iter().find(|cut| cut.member == card.at.author && cut.log == card.at.log);
            cut.is_some_and(|cut| card.at.place < cut.size)
        };
        self.newest(seat, below)
    }

    fn newest(&self, seat: &Seat, meant: impl Fn(&At<Hash>) -> bool) -> Option<Hash> {
        let given = self.cards.get(&seat.member).into_iter().flatten().filter(|card| meant(card));
        given.max_by_key(|card| card.at).map(|card| card.fact).or(seat.card)
    }
}
