//! The figures of a charter that decide the split.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;

use super::key::Key;
use crate::money::{Fraction, Money};
use crate::usage::{Pool, Unit};

/// Keys and what part of a pool's sum each divides, in thousandths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mix(BTreeMap<Key, u16>);

/// What the members agreed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// A pool that is not named is shared equally.
    pub pools: BTreeMap<Pool, Mix>,
    /// The pool of each service's own unit.
    pub own_units: BTreeMap<String, Pool>,
    /// Most that a member pays, in thousandths of its means.
    pub cap_per_mille: u16,
    /// Least that a member pays, in thousandths of its means.
    pub floor_per_mille: u16,
    /// Idle capacity that is credited at most, in thousandths of the capacity.
    pub idle_reserve_per_mille: u16,
    /// What stays in the fund whatever happens.
    pub fund_minimum: Money,
}

impl Mix {
    /// One key for the whole sum.
    #[must_use]
    pub fn of(key: Key) -> Self {
        Self(BTreeMap::from([(key, 1_000)]))
    }

    /// Several keys; none if their parts are not the whole together, or one is 0.
    #[must_use]
    pub fn new(parts: BTreeMap<Key, u16>) -> Option<Self> {
        let sum: u32 = parts.values().map(|part| u32::from(*part)).sum();
        (sum == 1_000 && !parts.values().any(|part| *part == 0)).then_some(Self(parts))
    }

    /// Each key with its part of 1.
    pub fn shares(&self) -> impl Iterator<Item = (Key, Fraction)> {
        self.0.iter().map(|(key, part)| (*key, Fraction::new(BigInt::from(*part), BigInt::from(1_000))))
    }

    /// Each key with its part in thousandths.
    pub fn parts(&self) -> impl Iterator<Item = (Key, u16)> {
        self.0.iter().map(|(key, part)| (*key, *part))
    }

    /// Whether use has a say in it.
    #[must_use]
    pub fn counts_use(&self) -> bool {
        self.0.keys().any(Key::counts_use)
    }
}

impl Rules {
    /// The figures of the charter that Ecot ships.
    #[must_use]
    pub fn shipped() -> Self {
        let half = Mix(BTreeMap::from([(Key::Use, 500), (Key::Means, 500)]));
        Self {
            pools: BTreeMap::from([
                (Pool::Delivery, half.clone()),
                (Pool::Storage, half),
                (Pool::Commons, Mix::of(Key::Equal)),
            ]),
            own_units: BTreeMap::new(),
            cap_per_mille: 200,
            floor_per_mille: 5,
            idle_reserve_per_mille: 300,
            fund_minimum: Money::ZERO,
        }
    }

    /// What divides a pool's sum.
    #[must_use]
    pub fn mix(&self, pool: Pool) -> Mix {
        self.pools.get(&pool).cloned().unwrap_or_else(|| Mix::of(Key::Equal))
    }

    /// The pool of a unit; none if the charter does not know the unit.
    #[must_use]
    pub fn pool_of(&self, unit: &Unit) -> Option<Pool> {
        match unit {
            Unit::Own(name) => self.own_units.get(name).copied(),
            common => common.pool(),
        }
    }

    /// The units that belong to a pool.
    #[must_use]
    pub fn units_of(&self, pool: Pool) -> BTreeSet<Unit> {
        let common = [Unit::Byte, Unit::ByteHour, Unit::PixelMs].into_iter();
        let own = self.own_units.keys().cloned().map(Unit::Own);
        common.chain(own).filter(|unit| self.pool_of(unit) == Some(pool)).collect()
    }
}
