//! Canaries: members that watch unannounced, report as players do, and know what they received.

use std::collections::{BTreeMap, BTreeSet};

use purse::usage::Day;

use super::differences::told;
use super::ledger::To;
use super::plan::WATCHED_MINUTE;
use super::serving::Given;
use super::world::World;
use crate::clock::{DAY, Minute};

/// Minutes between two of a member, in the mean.
const EVERY: u64 = 60;
/// A withdrawal that could be known for so many minutes is to be obeyed.
const OBEYED_AFTER: u64 = 30;
/// Within so many minutes of midnight two clocks may be on two days.
const NEAR_MIDNIGHT: Minute = 10;

/// What canaries received.
#[derive(Debug, Clone, Default)]
pub struct Canaries {
    /// By home, carrier and day, and reported to the home.
    took: BTreeMap<(usize, usize, Day), u64>,
    /// Who delivered what was deleted.
    pub delivered_deleted: BTreeSet<usize>,
}

impl World<'_> {
    /// Some members watch something of another in this minute.
    pub(super) fn watch_unannounced(&mut self) {
        for number in 0..self.machines.len() {
            if self.machines[number].up && self.dice.one_in(EVERY) {
                self.be_a_canary(number);
            }
        }
    }

    fn be_a_canary(&mut self, number: usize) {
        let film = self.dice.place(self.plan.films.len());
        let home = self.plan.films[film].home;
        if home == number {
            return;
        }
        let known_deleted = self.exposed.get(&(number, film)).is_some_and(|minutes| *minutes > OBEYED_AFTER);
        let mut carriers = self.holders(number, film);
        if known_deleted {
            carriers = (0..self.machines.len()).filter(|carrier| *carrier != home).collect();
        }
        carriers.retain(|carrier| *carrier != number);
        if carriers.is_empty() {
            return;
        }
        let carrier = carriers[self.dice.place(carriers.len())];
        if self.request(carrier, film, WATCHED_MINUTE, To::Viewer { made_up: false }) != Given::Bytes {
            return;
        }
        if known_deleted {
            self.canaries.delivered_deleted.insert(carrier);
        }
        let midday = (NEAR_MIDNIGHT..DAY - NEAR_MIDNIGHT).contains(&(self.now % DAY));
        if self.machines[home].up && midday {
            let day = self.machines[home].day(self.now);
            *self.canaries.took.entry((home, carrier, day)).or_insert(0) += WATCHED_MINUTE;
        }
        self.report(carrier, film, WATCHED_MINUTE, false);
    }

    /// Homes that saw less of a carrier on a day than canaries told them, and carriers that claim less than canaries received.
    pub(super) fn contradicted_by_canaries(&self) -> BTreeSet<usize> {
        let told = told(self);
        let mut accused = self.canaries.delivered_deleted.clone();
        for ((home, carrier, day), took) in &self.canaries.took {
            let Some(counted) = told.get(&(*home, *carrier, *day)) else { continue };
            let claimed: u128 = counted.claim.values().map(|bytes| u128::from(*bytes)).sum();
            if counted.observation.is_some_and(|seen| seen < u128::from(*took)) {
                accused.insert(*home);
            }
            if claimed > 0 && claimed < u128::from(*took) {
                accused.insert(*carrier);
            }
        }
        accused
    }
}
