//! What members cost together and alone: cost games over hours, and how near simple rules come to their Shapley values.
//! docs/RULES.md, "Diagnostics". Nothing here decides what anybody pays.

mod shapley;

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

pub use shapley::{EXACT_MEMBERS, SAMPLES, sampled, shapley};

use crate::money::Fraction;
use crate::split::{busiest, percentile};
use crate::usage::Hour;

/// What each member needs in each hour; hours without need may be missing.
pub type Needs<M> = BTreeMap<M, BTreeMap<Hour, u64>>;

/// What a group of members costs, by the sums of their needs in each hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// The `(floor(H / 20) + 1)`-th largest of the game's H hours, as transit is billed.
    Percentile95,
    /// The largest hour.
    Maximum,
}

/// Why there is no game. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum GameRefusal {
    #[error("nobody needs anything: there is no member")]
    NoMembers,
    #[error("a need is of an hour beyond the number of hours")]
    MoreHours,
    /// A sum beyond 2^64 - 1.
    #[error("the needs of an hour together are too large")]
    TooLarge,
}

/// A cost game whose players are members.
#[derive(Debug, Clone)]
pub struct Game<M> {
    members: Vec<M>,
    /// By member, then by hour in which anybody needs anything.
    needs: Vec<Vec<u64>>,
    /// So many hours may be larger than the one that counts.
    above: usize,
}

impl<M: Ord + Clone> Game<M> {
    /// The game over `hours` hours, of which those that `needs` does not name are without need.
    ///
    /// # Errors
    /// The first [`GameRefusal`] that applies.
    pub fn new(measure: Measure, needs: &Needs<M>, hours: usize) -> Result<Self, GameRefusal> {
        if needs.is_empty() {
            return Err(GameRefusal::NoMembers);
        }
        let named = named_hours(needs);
        if named.len() > hours {
            return Err(GameRefusal::MoreHours);
        }
        for hour in &named {
            let mut of_hour = needs.values().filter_map(|by_hour| by_hour.get(hour));
            of_hour.try_fold(0_u64, |sum, need| sum.checked_add(*need)).ok_or(GameRefusal::TooLarge)?;
        }
        let row = |by_hour: &BTreeMap<Hour, u64>| {
            named.iter().map(|hour| by_hour.get(hour).copied().unwrap_or(0)).collect::<Vec<u64>>()
        };
        Ok(Self {
            members: needs.keys().cloned().collect(),
            needs: needs.values().map(row).collect(),
            above: match measure {
                Measure::Percentile95 => hours / 20,
                Measure::Maximum => 0,
            },
        })
    }

    /// What all members cost together.
    #[must_use]
    pub fn together(&self) -> u64 {
        let mut sums = vec![0; self.needs.first().map_or(0, Vec::len)];
        (0..self.members.len()).for_each(|member| self.join(member, &mut sums));
        self.cost(&sums, &mut Vec::new())
    }

    /// What each member would cost alone.
    #[must_use]
    pub fn alone(&self) -> BTreeMap<M, u64> {
        let mut scratch = Vec::new();
        let costs = self.members.iter().cloned().zip(&self.needs);
        costs.map(|(id, needs)| (id, self.cost(needs, &mut scratch))).collect()
    }

    /// What being together saves, as a part of what all cost alone; none if that is nothing.
    #[must_use]
    pub fn saving(&self) -> Option<Fraction> {
        let apart: BigInt = self.alone().into_values().map(BigInt::from).sum();
        let saved = &apart - BigInt::from(self.together());
        (!apart.is_zero()).then(|| Fraction::new(saved, apart))
    }

    fn join(&self, member: usize, sums: &mut [u64]) {
        for (sum, need) in sums.iter_mut().zip(&self.needs[member]) {
            *sum += need;
        }
    }

    /// What these sums cost; `scratch` keeps its memory between calls.
    fn cost(&self, sums: &[u64], scratch: &mut Vec<u64>) -> u64 {
        if self.above >= sums.len() {
            return 0;
        }
        if self.above == 0 {
            return sums.iter().copied().max().unwrap_or(0);
        }
        scratch.clear();
        scratch.extend_from_slice(sums);
        *scratch.select_nth_unstable_by(self.above, |one, other| other.cmp(one)).1
    }
}

/// The weights of a simple rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SimpleRule {
    /// The twentieth of the hours in which all together need most, ties to the earlier.
    CoincidentPeak,
    /// The 95th percentile of a member's own hours.
    OwnP95,
    /// All hours together.
    Volume,
    Equal,
}

impl SimpleRule {
    pub const ALL: [Self; 4] = [Self::CoincidentPeak, Self::OwnP95, Self::Volume, Self::Equal];

    /// What this rule would have each member bear, up to a factor, over `hours` hours.
    #[must_use]
    pub fn weights<M: Ord + Clone>(self, needs: &Needs<M>, hours: usize) -> BTreeMap<M, Fraction> {
        let wide =
            |by_hour: &BTreeMap<Hour, u64>| by_hour.iter().map(|(hour, need)| (*hour, u128::from(*need))).collect();
        let needs: BTreeMap<&M, BTreeMap<Hour, u128>> = needs.iter().map(|(id, by_hour)| (id, wide(by_hour))).collect();
        let peak = busiest(needs.values(), hours.div_ceil(20));
        let weigh = |by_hour: &BTreeMap<Hour, u128>| match self {
            Self::CoincidentPeak => peak.iter().filter_map(|hour| by_hour.get(hour)).sum(),
            Self::OwnP95 => percentile(by_hour, hours),
            Self::Volume => by_hour.values().sum(),
            Self::Equal => 1,
        };
        needs.into_iter().map(|(id, by_hour)| (id.clone(), weigh(&by_hour).into())).map(exactly).collect()
    }
}

fn exactly<M>((id, weight): (M, BigInt)) -> (M, Fraction) {
    (id, Fraction::from_integer(weight))
}

/// The hours in which anybody needs anything.
#[must_use]
pub fn named_hours<M>(needs: &Needs<M>) -> BTreeSet<Hour> {
    needs.values().flat_map(BTreeMap::keys).copied().collect()
}

/// Half the sum of what the shares by two sets of weights differ: 0 if all bear the same by both, 1 if nobody bears
/// anything by both. None if either is 0 for all.
#[must_use]
pub fn total_variation<M: Ord>(one: &BTreeMap<M, Fraction>, other: &BTreeMap<M, Fraction>) -> Option<Fraction> {
    let wholes: [Fraction; 2] = [one.values().sum(), other.values().sum()];
    if wholes.iter().any(Zero::is_zero) {
        return None;
    }
    let share = |of: &BTreeMap<M, Fraction>, whole: &Fraction, id: &M| of.get(id).cloned().unwrap_or_default() / whole;
    let ids: BTreeSet<&M> = one.keys().chain(other.keys()).collect();
    let differ = ids.into_iter().map(|id| (share(one, &wholes[0], id) - share(other, &wholes[1], id)).abs());
    Some(differ.sum::<Fraction>() / BigInt::from(2))
}
