//! What people read from the differences between claims and observations.

use std::collections::{BTreeMap, BTreeSet};

use federation::entry::{Entry, Side};
use jiff::Timestamp;
use purse::usage::{Charged, Counted, Day, Unit};

use super::world::World;
use crate::clock::{DAY, hour};

/// By home, carrier and day, what was said of delivery.
pub type ToldOf = BTreeMap<(usize, usize, Day), Counted>;

/// Tolerance of the default charter for delivery, in thousandths.
pub const TOLERANCE: u16 = 250;

/// A difference below so many bytes is not looked at.
const LOOKED_AT: u128 = 1_000_000_000;

/// Who did not answer for so many minutes of a day has a reason for differences.
const SILENT: u64 = 20;

/// What both sides said of delivery between two members.
#[must_use]
pub fn told(world: &World<'_>) -> ToldOf {
    let mut told = ToldOf::new();
    for (author, log) in world.logs.iter().enumerate() {
        for entry in log {
            let Entry::Usage(usage) = entry else { continue };
            let day = usage.hour.day();
            for row in usage.rows.iter().filter(|row| row.unit == Unit::Byte) {
                let Some(other) = world.crew.number(&row.other).filter(|other| *other != author) else { continue };
                let (home, carrier) = if usage.side == Side::Claim { (other, author) } else { (author, other) };
                let carrying = &world.machines[home].facts.carrying;
                let allowance = carrying.allowance(&world.id(home), &world.id(carrier), day.date());
                let new = Counted { day, claim: BTreeMap::new(), observation: None, allowance };
                let counted = told.entry((home, carrier, day)).or_insert(new);
                match usage.side {
                    Side::Claim => {
                        counted.claim.insert(usage.hour, row.quantity);
                    }
                    Side::Observation => {
                        *counted.observation.get_or_insert(0) += u128::from(row.quantity);
                    }
                }
            }
        }
    }
    told
}

/// Members that differ with two others or more, on days on which neither side has a reason for it.
#[must_use]
pub fn standing_out(world: &World<'_>) -> BTreeSet<usize> {
    let mut partners: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for ((home, carrier, day), counted) in told(world) {
        let silent = |number: usize| {
            let minutes =
                world.ledger.silent.iter().filter(|((who, at), _)| *who == number && hour(at * DAY).day() == day);
            minutes.map(|(_, minutes)| minutes).sum::<u64>() > SILENT
        };
        let Charged::Known { disputed, .. } = counted.charged(TOLERANCE, Timestamp::MAX) else { continue };
        let claimed: u128 = counted.claim.values().map(|bytes| u128::from(*bytes)).sum();
        if disputed > LOOKED_AT && disputed * 10 > claimed && !silent(home) && !silent(carrier) {
            partners.entry(home).or_default().insert(carrier);
            partners.entry(carrier).or_default().insert(home);
        }
    }
    let most = partners.values().map(BTreeSet::len).max().unwrap_or(0);
    let standing = |(_, others): &(&usize, &BTreeSet<usize>)| others.len() >= 2 && others.len() == most;
    partners.iter().filter(standing).map(|(number, _)| *number).collect()
}
