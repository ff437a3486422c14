//! Charged use, summed as it arrives: what the split needs of it, and no row more.

use std::collections::BTreeMap;

use crate::usage::{Hour, Unit};

/// Charged use of a period. `M` is the id of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used<M> {
    /// By carrier, unit and home.
    sums: BTreeMap<(M, Unit, M), u128>,
    /// On other members' carriers, by unit, home and hour.
    abroad: BTreeMap<(Unit, M), BTreeMap<Hour, u128>>,
}

impl<M> Default for Used<M> {
    fn default() -> Self {
        Self { sums: BTreeMap::new(), abroad: BTreeMap::new() }
    }
}

impl<M: Ord + Clone> Used<M> {
    /// Adds what `home` used of `carrier`.
    pub fn add(&mut self, home: &M, carrier: &M, unit: &Unit, hour: Hour, quantity: u64) {
        // 2^64 rows of the largest quantity fit into a u128.
        *self.sums.entry((carrier.clone(), unit.clone(), home.clone())).or_insert(0) += u128::from(quantity);
        if home != carrier {
            let hours = self.abroad.entry((unit.clone(), home.clone())).or_default();
            *hours.entry(hour).or_insert(0) += u128::from(quantity);
        }
    }

    /// What others used of a carrier, and what it used of itself.
    #[must_use]
    pub fn of_carrier(&self, carrier: &M, unit: &Unit) -> (u128, u128) {
        let (mut others, mut own) = (0, 0);
        for ((at, what, home), sum) in &self.sums {
            if at == carrier && what == unit {
                *(if home == carrier { &mut own } else { &mut others }) += sum;
            }
        }
        (others, own)
    }

    /// What a member used of others in each hour in which it did.
    #[must_use]
    pub fn hours(&self, unit: &Unit, home: &M) -> Option<&BTreeMap<Hour, u128>> {
        self.abroad.get(&(unit.clone(), home.clone()))
    }

    /// Every member that it names, as home or carrier, and every unit and hour.
    pub(super) fn named(&self) -> (impl Iterator<Item = &M>, impl Iterator<Item = &Unit>, impl Iterator<Item = Hour>) {
        let members = self.sums.keys().flat_map(|(carrier, _, home)| [carrier, home]);
        let units = self.sums.keys().map(|(_, unit, _)| unit);
        (members, units, self.abroad.values().flat_map(BTreeMap::keys).copied())
    }
}
