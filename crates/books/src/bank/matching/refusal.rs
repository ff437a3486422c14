//! Why nothing is decided at all.

use std::collections::BTreeSet;

use purse::money::Money;

use super::{MAX_ITEMS, OpenItem};

/// Closed and ordered: the first that applies is given. Numbers are places in the list of notes, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum MatchRefusal {
    /// More than [`MAX_ITEMS`].
    #[error("there are more than {MAX_ITEMS} notes to look at: leave out paid notes of earlier years")]
    TooMany,
    /// A note of nothing, or one paid beyond its amount or the wrong way.
    #[error("note {} of the list is of 0, or was paid beyond its amount: correct what was entered for it", .0 + 1)]
    Amount(usize),
    /// Two notes of one number.
    #[error("note {} of the list has the number of an earlier one: give one of them another number", .0 + 1)]
    SameNote(usize),
    /// Two notes of one reference.
    #[error("note {} of the list has the reference of an earlier one: their numbers differ in signs only, give one another number", .0 + 1)]
    SameReference(usize),
}

pub(super) fn check(items: &[OpenItem]) -> Result<(), MatchRefusal> {
    if items.len() > MAX_ITEMS {
        return Err(MatchRefusal::TooMany);
    }
    let first = |place: Option<usize>, refusal: fn(usize) -> MatchRefusal| place.map_or(Ok(()), |at| Err(refusal(at)));
    first(items.iter().position(|item| !is_possible(item)), MatchRefusal::Amount)?;
    let mut notes = BTreeSet::new();
    first(items.iter().position(|item| !notes.insert(&item.note)), MatchRefusal::SameNote)?;
    let mut references = BTreeSet::new();
    first(items.iter().position(|item| !references.insert(&item.reference)), MatchRefusal::SameReference)
}

fn is_possible(item: &OpenItem) -> bool {
    let (least, most) = (item.amount.min(Money::ZERO), item.amount.max(Money::ZERO));
    item.amount != Money::ZERO && (least..=most).contains(&item.paid)
}
