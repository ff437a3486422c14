//! Which sealed backups there are, and who keeps them: the last word of each.

use std::collections::BTreeMap;

use purse::id::MemberId;
use purse::usage::Hour;

use super::{At, Place};
use crate::entry::{Backup, BackupHolding, BackupState};

/// Backups of one home of which facts are kept, the newest ones. Those before are of no use: whoever kept them lets them go.
pub const KEPT_BACKUPS: usize = 4;

/// What logs say of backups.
#[derive(Debug, Clone, Default)]
pub struct Backing {
    /// By home, then by number.
    made: BTreeMap<MemberId, BTreeMap<u64, At<Backup>>>,
    /// By home and carrier, then by number.
    holdings: BTreeMap<(MemberId, MemberId), BTreeMap<u64, At<BackupHolding>>>,
}

impl Backing {
    pub(super) fn make(&mut self, at: Place, fact: Backup) {
        let number = fact.number;
        last(self.made.entry(at.author).or_default(), number, At { at, fact });
    }

    pub(super) fn hold(&mut self, at: Place, fact: BackupHolding) {
        let of_carrier = self.holdings.entry((fact.home, at.author)).or_default();
        last(of_carrier, fact.number, At { at, fact });
    }

    /// The backups of a home, the newest first; at most [`KEPT_BACKUPS`].
    pub fn backups(&self, home: &MemberId) -> impl Iterator<Item = &Backup> {
        self.made.get(home).into_iter().flat_map(|made| made.values().rev()).map(|made| &made.fact)
    }

    /// The newest backup of a home.
    #[must_use]
    pub fn newest(&self, home: &MemberId) -> Option<&Backup> {
        self.backups(home).next()
    }

    /// The backups of all homes, by home, each home's newest first.
    pub fn all(&self) -> impl Iterator<Item = (MemberId, &Backup)> {
        self.made.iter().flat_map(|(home, made)| made.values().rev().map(|made| (*home, &made.fact)))
    }

    /// What a carrier said last of a home's backup.
    #[must_use]
    pub fn holding(&self, home: &MemberId, carrier: &MemberId, number: u64) -> Option<&BackupHolding> {
        self.holdings.get(&(*home, *carrier))?.get(&number).map(|holding| &holding.fact)
    }

    /// All that a carrier said last of backups of others, by home and number.
    pub fn held_by(&self, carrier: MemberId) -> impl Iterator<Item = &BackupHolding> {
        let of_carrier = self.holdings.iter().filter(move |((_, by), _)| *by == carrier);
        of_carrier.flat_map(|(_, holdings)| holdings.values()).map(|holding| &holding.fact)
    }

    /// What each carrier says that it stores of a home's backups: since when, and how many bytes. That is the newest that it holds:
    /// of an older one most pieces are pieces of the newer one too, and it goes within the hour. Who kept an older one before
    /// stored about as much then, so the time begins with the oldest that is known.
    pub fn stored_for(&self, home: MemberId) -> impl Iterator<Item = (MemberId, Hour, u64)> + '_ {
        let from = (home, MemberId::from_bytes([0; 32]));
        let until = (home, MemberId::from_bytes([0xff; 32]));
        self.holdings.range(from..=until).filter_map(|((_, carrier), holdings)| {
            let said = || holdings.values().map(|holding| &holding.fact);
            let newest = said().rev().find(|holding| holding.state == BackupState::Held)?;
            let stored = said().filter(|holding| matches!(holding.state, BackupState::Held | BackupState::Removed));
            let since = stored.map(|holding| holding.hour).min()?;
            Some((*carrier, since, newest.bytes))
        })
    }

    /// The carriers that hold every piece of this backup, ascending.
    pub fn holders<'a>(&'a self, home: MemberId, backup: &'a Backup) -> impl Iterator<Item = MemberId> + 'a {
        let from = (home, MemberId::from_bytes([0; 32]));
        let until = (home, MemberId::from_bytes([0xff; 32]));
        let holds = |holding: &BackupHolding| holding.state == BackupState::Held && holding.list == backup.list;
        let of_home = self.holdings.range(from..=until);
        of_home.filter_map(move |((_, carrier), holdings)| {
            let held = holdings.get(&backup.number).is_some_and(|holding| holds(&holding.fact));
            held.then_some(*carrier)
        })
    }
}

/// Keeps what stands later in the author's logs, in whatever order the two came, of the highest numbers.
fn last<T>(known: &mut BTreeMap<u64, At<T>>, number: u64, new: At<T>) {
    if known.get(&number).is_none_or(|old| old.at < new.at) {
        known.insert(number, new);
    }
    if known.len() > KEPT_BACKUPS {
        known.pop_first();
    }
}
