//! What authors took back of their own.

use jiff::civil::Date;

use super::{At, Facts, Place};
use crate::hash::Hash;

/// A reversal, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenBack {
    pub at: Place,
    /// The reversal.
    pub name: Hash,
    pub of: Hash,
    pub on: Date,
}

impl Facts {
    /// Whether an entry stands, or its author took it back.
    #[must_use]
    pub fn stands<T>(&self, name: &Hash, entry: &At<T>) -> bool {
        self.taken_back(name, entry).is_none()
    }

    /// The reversal by which its author took an entry back, if it did.
    #[must_use]
    pub fn taken_back<T>(&self, name: &Hash, entry: &At<T>) -> Option<&TakenBack> {
        self.reversals.get(&(entry.at.author, *name))
    }

    /// What authors took back of their own.
    pub fn reversals(&self) -> impl Iterator<Item = &TakenBack> {
        let own = |back: &&TakenBack| {
            let author = |at: Option<Place>| at.is_none_or(|at| at.author == back.at.author);
            author(self.expenses.get(&back.of).map(|entry| entry.at))
                && author(self.gifts.get(&back.of).map(|entry| entry.at))
        };
        self.reversals.values().filter(own)
    }
}
