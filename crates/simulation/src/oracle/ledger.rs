//! From what members said below some cuts to what a month is split from.

use std::collections::{BTreeMap, BTreeSet};

use federation::Hash;
use federation::closing::{Cut, Report};

use super::Witness;
use super::split::{Books, OwnBill, OwnMember};
use crate::clock::{DAY, Minute, begin, hour, span};
use crate::crew::Crew;
use crate::dice::wide;
use crate::entries::Told;
use crate::gone::Gone;
use crate::plan::Plan;
use crate::truth::{GB, SERVICES};

/// All that was said below the cuts of a report.
pub struct Ledger<'a> {
    plan: &'a Plan,
    crew: &'a Crew,
    month: usize,
    /// By author, in order.
    said: BTreeMap<usize, Vec<&'a Told>>,
}

/// Bytes by home and carrier.
pub type Bytes = BTreeMap<(usize, usize), u64>;

/// Bytes that are charged, by home and carrier.
#[derive(Debug, Default)]
pub struct Charged {
    pub own: Bytes,
    /// Of a home that is gone: by that home and carrier, and by who pays and carrier.
    pub for_gone: Bytes,
    pub paid: Bytes,
}

impl Charged {
    /// Each payer pays the same, and of what is left the first ones one byte more.
    fn pay(&mut self, payers: &[usize], home: usize, carrier: usize, bytes: u64) {
        *self.for_gone.entry((home, carrier)).or_insert(0) += bytes;
        let (mut left, mut heads) = (bytes, wide(payers.len()));
        for payer in payers {
            let part = left.div_ceil(heads);
            *self.paid.entry((*payer, carrier)).or_insert(0) += part;
            left -= part;
            heads -= 1;
        }
    }
}

/// By home, carrier, service and day: the hours of one side.
type Rows = BTreeMap<(usize, usize, usize, Minute), BTreeMap<Minute, u64>>;

impl<'a> Ledger<'a> {
    /// # Errors
    /// If a cut is of a tree that its member never kept.
    pub fn read(
        plan: &'a Plan,
        crew: &'a Crew,
        witness: &'a Witness,
        month: usize,
        cuts: &[Cut],
    ) -> Result<Self, String> {
        let mut said = BTreeMap::new();
        for cut in cuts.iter().filter(|cut| cut.size > 0) {
            let author = crew.number(&cut.member).ok_or("a cut of nobody's log")?;
            let kept = witness.branch(cut.log_id(), cut.size, &cut.root.0);
            let kept = kept.ok_or_else(|| format!("closed on a tree that member {author} never kept"))?;
            said.insert(author, kept.told.range(..cut.size).map(|(_, told)| told).collect());
        }
        Ok(Self { plan, crew, month, said })
    }

    fn has(&self, author: usize, told: &Told) -> bool {
        self.said.get(&author).is_some_and(|said| said.contains(&told))
    }

    /// Cents of each bill that counts, by its place in the truth.
    pub fn bills(&self, members: &BTreeSet<usize>) -> BTreeMap<usize, u64> {
        let mut counted = BTreeMap::new();
        for (place, bill) in self.plan.truth.bills.iter().enumerate().filter(|(_, bill)| bill.month == self.month) {
            let author = bill.carrier;
            let there = self.has(author, &Told::Estimate(place)) && self.has(author, &Told::Bill(place));
            let back = self.has(author, &Told::TakeBack(place));
            let approves = |number: &&usize| **number == author || self.has(**number, &Told::Approval(place));
            let approved = members.iter().filter(approves).count() > members.len() / 2;
            if there && !back && approved && members.contains(&author) {
                counted.insert(place, bill.common.min(bill.estimate));
            }
        }
        counted
    }

    /// The rows of the month; of an hour that is told of twice the first.
    fn rows(&self, claims: bool) -> Rows {
        let mut rows = Rows::new();
        let month = begin(self.month)..begin(self.month + 1);
        for (author, said) in &self.said {
            for told in said {
                let told = match told {
                    Told::Claims(told) if claims => told,
                    Told::Sights(told) if !claims => told,
                    _ => continue,
                };
                for (other, at, service, bytes) in told.iter().filter(|(_, at, _, _)| month.contains(at)) {
                    let (home, carrier) = if claims { (*other, *author) } else { (*author, *other) };
                    rows.entry((home, carrier, *service, at / DAY)).or_default().entry(*at).or_insert(*bytes);
                }
            }
        }
        rows
    }

    /// Who is gone, if the report says so; whether enough have voted for it, or so many that it should say so, is looked at.
    fn gone(&self, report: &Report, wrong: &mut Vec<String>) -> Option<Gone> {
        let gone = self.plan.gone()?;
        let mut voices: BTreeMap<(Hash, u32), BTreeSet<usize>> = BTreeMap::new();
        for (author, said) in &self.said {
            for told in said {
                if let Told::Gone { hash, round } = told {
                    voices.entry((*hash, *round)).or_default().insert(*author);
                }
            }
        }
        let most = voices.values().map(BTreeSet::len).max().unwrap_or(0);
        if !report.commons.is_empty() {
            if most * 2 <= self.plan.founders {
                wrong.push(format!("others pay for member {}, and {most} have voted for it", gone.member));
            }
            return Some(gone);
        }
        // Who joins is asked from some day on.
        (most * 2 > self.plan.members()).then_some(gone)
    }

    /// Bytes that are charged by home and carrier, and whether an honest home was charged more than the tolerance allows of
    /// what really happened.
    pub fn used(&self, report: &Report, wrong: &mut Vec<String>) -> Charged {
        let (claims, sights) = (self.rows(true), self.rows(false));
        let mut used = Charged::default();
        let gone = self.gone(report, wrong);
        let numbers = report.lines.iter().filter_map(|line| self.crew.number(&line.member));
        let mut payers: Vec<usize> = numbers.filter(|number| gone.is_none_or(|gone| gone.member != *number)).collect();
        payers.sort_by_key(|number| self.crew.ids[*number]);
        for (account, hours) in &claims {
            let (home, carrier, service, day) = *account;
            let begun = |gone: &Gone| gone.from <= hour(day * DAY).day().date();
            if home != carrier && gone.as_ref().is_some_and(|gone| gone.member == home && begun(gone)) {
                hours.values().for_each(|bytes| used.pay(&payers, home, carrier, *bytes));
                continue;
            }
            let claimed: u64 = hours.values().sum();
            let believed = 1_000 - SERVICES[service].1;
            let charged = match sights.get(account) {
                None => claimed,
                Some(seen) => {
                    let seen: u128 = seen.values().copied().map(u128::from).sum();
                    let most = seen * 1_000 / u128::from(believed);
                    claimed.min(u64::try_from(most).unwrap_or(u64::MAX))
                }
            };
            let real: u64 = self.real(home, carrier, service, day);
            let most = u128::from(real) * 1_000 / u128::from(believed);
            if sights.contains_key(account) && self.plan.lie_of(home).is_none() && u128::from(charged) > most {
                wrong.push(format!("member {home} is charged {charged} bytes of {carrier}, and used {real}"));
            }
            *used.own.entry((home, carrier)).or_insert(0) += charged;
        }
        used
    }

    /// Bytes that really flowed, of what is claimed at all.
    pub fn really_used(&self) -> Bytes {
        let mut used = BTreeMap::new();
        for (home, carrier, service, day) in self.rows(true).into_keys() {
            *used.entry((home, carrier)).or_insert(0) += self.real(home, carrier, service, day);
        }
        used
    }

    fn real(&self, home: usize, carrier: usize, service: usize, day: Minute) -> u64 {
        let uses = self.plan.truth.uses.iter();
        let same =
            uses.filter(|one| (one.home, one.carrier, one.service, one.at / DAY) == (home, carrier, service, day));
        same.map(|one| one.real).sum()
    }

    /// Cents that came into the fund.
    pub fn paid(&self) -> u64 {
        let paid = self.plan.truth.paid.iter().enumerate().filter(|(_, paid)| paid.month == self.month);
        paid.filter(|(place, _)| self.has(0, &Told::Received(*place))).map(|(_, paid)| paid.amount).sum()
    }

    /// What a month is split from. `before` is what was said below the cuts of the month before.
    pub fn books(
        &self,
        report: &Report,
        before: Option<&Self>,
        bills: &BTreeMap<usize, u64>,
        used: BTreeMap<(usize, usize), u64>,
        fund_before: i64,
    ) -> Books {
        let means = |number: usize| match self.plan.truth.declared {
            Some((_, means)) if before.is_some_and(|before| before.has(number, &Told::Declared)) => means,
            _ => self.crew.means[number],
        };
        let numbers = report.lines.iter().filter_map(|line| self.crew.number(&line.member));
        let members = numbers.map(|number| (number, OwnMember { means: means(number) })).collect();
        let own = |(place, cents): (&usize, &u64)| {
            let bill = &self.plan.truth.bills[*place];
            OwnBill { carrier: bill.carrier, cents: *cents, bytes: bill.gigabytes.map(|amount| amount * GB) }
        };
        let days = u32::try_from((begin(self.month + 1) - begin(self.month)) / DAY).unwrap_or(31);
        let fund = fund_before + i64::try_from(self.paid()).unwrap_or(i64::MAX / 2);
        let year = if span(self.month).year.rem_euclid(4) == 0 { 366 } else { 365 };
        Books { members, bills: bills.iter().map(own).collect(), used, fund, days: (days, year) }
    }
}
