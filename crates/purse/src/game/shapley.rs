//! Shapley values: what a member adds to the cost, on average over all orders in which the members could have come.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::Game;
use crate::money::Fraction;

/// Members up to which every group is looked at.
pub const EXACT_MEMBERS: usize = 12;

/// Orders that are drawn for more members.
pub const SAMPLES: u32 = 10_000;

/// The Shapley values: exact up to [`EXACT_MEMBERS`] members, beyond by [`SAMPLES`] orders drawn from `seed`.
#[must_use]
pub fn shapley<M: Ord + Clone>(game: &Game<M>, seed: [u8; 32]) -> BTreeMap<M, Fraction> {
    if game.members.len() <= EXACT_MEMBERS { exact(game) } else { sampled(game, SAMPLES, seed) }
}

/// Over all groups: a member that comes to a group of s others stands at that place in s! (n - 1 - s)! of n! orders.
fn exact<M: Ord + Clone>(game: &Game<M>) -> BTreeMap<M, Fraction> {
    let count = game.members.len();
    let costs = game.costs_of_groups();
    let factorial = |to: usize| (1..=to).map(BigInt::from).product::<BigInt>();
    let value = |member: usize| {
        // What it adds, by the size of the group it comes to.
        let mut added = vec![0_u128; count];
        for group in (0..costs.len()).filter(|group| group >> member & 1 == 0) {
            let others = (0..count).filter(|other| group >> other & 1 == 1).count();
            added[others] += u128::from(costs[group | 1 << member] - costs[group]);
        }
        let orders = |others: usize| factorial(others) * factorial(count - 1 - others);
        let sum: BigInt = added.into_iter().enumerate().map(|(others, added)| orders(others) * added).sum();
        Fraction::new(sum, factorial(count))
    };
    game.members.iter().cloned().enumerate().map(|(member, id)| (id, value(member))).collect()
}

impl<M: Ord + Clone> Game<M> {
    /// What each group costs; bit m of its place says whether the m-th member in order of id is in it. For at most
    /// [`EXACT_MEMBERS`].
    pub(crate) fn costs_of_groups(&self) -> Vec<u64> {
        let hours = self.needs.first().map_or(0, Vec::len);
        let mut scratch = Vec::new();
        let cost = |group: usize| {
            let mut sums = vec![0; hours];
            (0..self.members.len())
                .filter(|member| group >> member & 1 == 1)
                .for_each(|member| self.join(member, &mut sums));
            self.cost(&sums, &mut scratch)
        };
        (0..1 << self.members.len()).map(cost).collect()
    }
}

/// Over `samples` orders: Fisher-Yates from the order of ids, the last place first, each place by 64-bit draws of
/// ChaCha20 with those rejected that would favour low numbers; everybody with the same seed draws the same orders.
#[must_use]
pub fn sampled<M: Ord + Clone>(game: &Game<M>, samples: u32, seed: [u8; 32]) -> BTreeMap<M, Fraction> {
    let count = game.members.len();
    let mut chance = ChaCha20Rng::from_seed(seed);
    let mut added = vec![0_u128; count];
    let (mut sums, mut scratch) = (vec![0; game.needs.first().map_or(0, Vec::len)], Vec::new());
    for _ in 0..samples {
        let mut order: Vec<usize> = (0..count).collect();
        for place in (1..count).rev() {
            order.swap(place, below(place + 1, &mut chance));
        }
        sums.fill(0);
        let mut before = 0;
        for member in order {
            game.join(member, &mut sums);
            let cost = game.cost(&sums, &mut scratch);
            added[member] += u128::from(cost - before);
            before = cost;
        }
    }
    let samples = BigInt::from(samples.max(1));
    let value = |added: u128| Fraction::new(BigInt::from(added), samples.clone());
    game.members.iter().cloned().zip(added.into_iter().map(value)).collect()
}

/// 0 to before `end`, each as likely.
fn below(end: usize, chance: &mut ChaCha20Rng) -> usize {
    let Ok(width) = u64::try_from(end) else { return 0 };
    // The largest multiple of the width that 64 bits hold, less one draw's worth of numbers.
    let fair = u64::MAX - (u64::MAX % width + 1) % width;
    loop {
        let drawn = chance.next_u64();
        if drawn <= fair {
            return usize::try_from(drawn % width).unwrap_or(0);
        }
    }
}
