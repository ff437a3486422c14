//! What the members really do in a run: bills that they have, use that happens, money that comes in. People and the oracle
//! know it; no program of a member does.

use std::collections::BTreeMap;

use purse::usage::Pool;

use crate::clock::{DAY, HOUR, Minute, begin};
use crate::dice::Dice;

/// Bytes of a gigabyte.
pub const GB: u64 = 1_000_000_000;

/// Services, and how many thousandths of a claim an observation may lack.
pub const SERVICES: [(&str, u64); 2] = [("files", 20), ("video", 250)];

/// A bill and the estimate that was made of it.
#[derive(Debug, Clone)]
pub struct Bill {
    pub carrier: usize,
    pub month: usize,
    /// Delivery with a capacity, or the commons without one.
    pub pool: Pool,
    /// Cents.
    pub estimate: u64,
    /// Cents that its author says.
    pub common: u64,
    /// Cents that it really cost.
    pub real: u64,
    pub gigabytes: Option<u64>,
    /// Its author finds out that it was not for the federation.
    pub taken_back: bool,
}

/// What a home used of a carrier in an hour.
#[derive(Debug, Clone)]
pub struct Use {
    pub home: usize,
    pub carrier: usize,
    /// The beginning of the hour.
    pub at: Minute,
    /// Of [`SERVICES`].
    pub service: usize,
    /// Bytes.
    pub real: u64,
    /// Bytes that the carrier says.
    pub claimed: u64,
    /// Bytes that the home saw.
    pub seen: u64,
}

/// Money that the founder receives for the fund.
#[derive(Debug, Clone, Copy)]
pub struct Paid {
    pub month: usize,
    /// Cents.
    pub amount: u64,
}

#[derive(Debug, Clone, Default)]
pub struct Truth {
    pub bills: Vec<Bill>,
    pub uses: Vec<Use>,
    pub paid: Vec<Paid>,
    /// Who says of itself that it has other means from the second month on, in cents.
    pub declared: Option<(usize, u64)>,
}

/// What somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Estimate(usize),
    Bill(usize),
    TakeBack(usize),
    /// The carrier writes down an hour.
    Claim(Minute),
    /// The home writes down an hour.
    Sight(Minute),
    Receive(usize),
    Declare,
    /// The founder puts a request to the vote.
    Admit(usize),
}

/// What everybody is going to do, and when; by member.
pub type Works = BTreeMap<usize, Vec<(Minute, Deed)>>;

impl Truth {
    /// Months of a federation of so many. Who is named in `late` has nothing to do in the first month.
    #[must_use]
    pub fn by_chance(dice: &mut Dice, members: usize, months: usize, late: Option<usize>) -> Self {
        let mut truth = Self::default();
        for month in 0..months {
            let there: Vec<usize> = (0..members).filter(|number| month > 0 || Some(*number) != late).collect();
            for carrier in &there {
                if dice.one_in(3) {
                    continue;
                }
                truth.bills.push(bill(dice, *carrier, month));
            }
            let days = (begin(month + 1) - begin(month)) / DAY;
            let busy = if members > 10 { 2 } else { 4 };
            for _ in 0..busy {
                let day = begin(month) + dice.between(1, days - 2) * DAY;
                let at = day + dice.below(24) * HOUR;
                truth.busy_hour(dice, &there, at);
            }
            truth.paid.push(Paid { month, amount: dice.between(1, 40) * 100 });
        }
        let poorer = dice.place(members);
        if dice.one_in(2) && Some(poorer) != late {
            truth.declared = Some((poorer, dice.between(1, 30_000) * 100));
        }
        truth
    }

    fn busy_hour(&mut self, dice: &mut Dice, there: &[usize], at: Minute) {
        for home in there {
            for place in dice.some_of(2, there.len()) {
                let (carrier, service) = (there[place], dice.place(SERVICES.len()));
                let known = |one: &Use| (one.home, one.carrier, one.service, one.at) == (*home, carrier, service, at);
                if self.uses.iter().any(known) {
                    continue;
                }
                let real = dice.between(1, 700) * GB + dice.below(GB);
                // What players do not report the home does not see; of files it sees nearly all.
                let least = 1_000 - SERVICES[service].1;
                let seen = (real / 1_000 + 1) * dice.between(least + 1, 1_000);
                self.uses.push(Use { home: *home, carrier, at, service, real, claimed: real, seen: seen.min(real) });
            }
        }
    }

    /// When whom does what.
    #[must_use]
    pub fn works(&self, dice: &mut Dice, slow: Option<usize>) -> Works {
        let mut works = Works::new();
        let mut add = |number: usize, at: Minute, deed: Deed| works.entry(number).or_default().push((at, deed));
        for (place, bill) in self.bills.iter().enumerate() {
            let first = begin(bill.month);
            add(bill.carrier, first.saturating_sub(dice.below(4) * DAY) + HOUR, Deed::Estimate(place));
            add(bill.carrier, first + dice.between(12, 24) * DAY, Deed::Bill(place));
            if bill.taken_back {
                add(bill.carrier, first + 26 * DAY, Deed::TakeBack(place));
            }
        }
        for one in &self.uses {
            for (number, deed) in [(one.carrier, Deed::Claim(one.at)), (one.home, Deed::Sight(one.at))] {
                let after = if slow == Some(number) { 30 * HOUR } else { dice.between(1, 10) * HOUR };
                add(number, one.at + after, deed);
            }
        }
        for (place, paid) in self.paid.iter().enumerate() {
            add(0, begin(paid.month) + dice.between(5, 20) * DAY, Deed::Receive(place));
        }
        if let Some((number, _)) = self.declared {
            add(number, dice.between(4, 20) * DAY, Deed::Declare);
        }
        for deeds in works.values_mut() {
            let mut once: Vec<(Minute, Deed)> = Vec::new();
            deeds.sort_by_key(|(at, _)| *at);
            for (at, deed) in deeds.iter() {
                if once.iter().all(|(_, known)| known != deed) {
                    once.push((*at, *deed));
                }
            }
            *deeds = once;
        }
        works
    }
}

fn bill(dice: &mut Dice, carrier: usize, month: usize) -> Bill {
    let estimate = dice.between(20, 300) * 100 + dice.below(100);
    // Sometimes a little more than was expected: then only the estimate counts.
    let common = estimate * dice.between(60, 110) / 100;
    let commons = dice.one_in(3);
    let gigabytes = (!commons).then(|| dice.between(200, 3_000));
    let pool = if commons { Pool::Commons } else { Pool::Delivery };
    Bill { carrier, month, pool, estimate, common, real: common, gigabytes, taken_back: dice.one_in(12) }
}
