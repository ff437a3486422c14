//! Which home a space has, once its first one is gone: what people said with their space recovery keys.
//!
//! Nothing is decided by arrival: of two homes that took in the same space, the one with the earlier hour has it.

use std::collections::BTreeMap;

use purse::id::MemberId;
use purse::usage::Hour;

use super::{At, Place};
use crate::entry::Adoption;
use crate::hash::Hash;
use crate::roll::Roll;

/// How often a space changes its home, at most; what is said beyond it does not count.
pub const MAX_HOMES: usize = 64;

/// A space at a home that is gone: the home, the space's public key, that of its recovery key.
type Left = (MemberId, [u8; 32], [u8; 32]);

/// When it was signed, and the entry's name.
type Said = (Hour, Hash);

/// What logs say of adoptions.
#[derive(Debug, Clone, Default)]
pub struct Adoptions(BTreeMap<Left, BTreeMap<Said, At<Adoption>>>);

impl Adoptions {
    /// The signature was verified when the leaf was read. Who appends it must be who takes the space in.
    pub(super) fn add(&mut self, at: Place, name: Hash, fact: Adoption) {
        if at.author != fact.to {
            return;
        }
        let of_space = self.0.entry((fact.from, fact.space, fact.recovery)).or_default();
        of_space.entry((fact.hour, name)).and_modify(|known| known.at = known.at.min(at)).or_insert(At { at, fact });
    }

    /// Where a video's home is, whose core has this home, space key and recovery key.
    #[must_use]
    pub fn home_of(&self, roll: &Roll, first_home: MemberId, space: &[u8; 32], recovery: &[u8; 32]) -> MemberId {
        self.homes_of(roll, first_home, space, recovery).last().map_or(first_home, |adoption| adoption.fact.to)
    }

    /// How a space came from its first home to the one that it has, in order; nothing if it is where it began. Every later
    /// one was signed in a later hour, so a space that comes back to a home does not go round.
    pub fn homes_of<'a>(
        &'a self,
        roll: &'a Roll,
        first_home: MemberId,
        space: &'a [u8; 32],
        recovery: &'a [u8; 32],
    ) -> impl Iterator<Item = &'a At<Adoption>> {
        let next = move |home: MemberId, after: Option<Hour>| {
            let said = self.0.get(&(home, *space, *recovery)).into_iter().flat_map(|said| said.values());
            let later = |said: &&At<Adoption>| after.is_none_or(|after| after < said.fact.hour);
            said.filter(later).find(|said| counts(roll, &said.fact))
        };
        let first = next(first_home, None);
        std::iter::successors(first, move |last| next(last.fact.to, Some(last.fact.hour))).take(MAX_HOMES)
    }

    /// What stands of the spaces that a home left behind, by space.
    pub fn adopted_from<'a>(&'a self, roll: &'a Roll, home: MemberId) -> impl Iterator<Item = &'a At<Adoption>> {
        let least = (home, [0; 32], [0; 32]);
        let most = (home, [0xff; 32], [0xff; 32]);
        self.0.range(least..=most).flat_map(|(_, said)| standing(roll, said))
    }

    /// What stands of the spaces that a home took in.
    pub fn adopted_by<'a>(&'a self, roll: &'a Roll, home: MemberId) -> impl Iterator<Item = &'a At<Adoption>> {
        self.0.values().flat_map(|said| standing(roll, said)).filter(move |said| said.fact.to == home)
    }
}

/// Of those that count, the first one in each absence.
fn standing<'a>(roll: &'a Roll, said: &'a BTreeMap<Said, At<Adoption>>) -> impl Iterator<Item = &'a At<Adoption>> {
    let mut seen = Vec::new();
    said.values().filter(move |said| {
        let first = counts(roll, &said.fact) && !seen.contains(&said.fact.resolution);
        if first {
            seen.push(said.fact.resolution);
        }
        first
    })
}

/// Whether the members voted that this home is gone, in that time, and the one that takes the space in is there.
fn counts(roll: &Roll, adoption: &Adoption) -> bool {
    let day = adoption.hour.day().date();
    let gone = roll.open_on(&adoption.from, day).is_some_and(|absence| absence.resolution == adoption.resolution);
    let there = roll.on(day).contains(&adoption.to) && !roll.gone_on(day).contains(&adoption.to);
    adoption.federation == roll.federation && gone && there
}
