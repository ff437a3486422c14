//! A report once more, and what a liar got out of it.

use std::collections::{BTreeMap, BTreeSet};

use federation::closing::Report;
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};
use purse::id::MemberId;
use purse::money::{Fraction, Money};

use super::judge::{Gain, Verdict};
use super::ledger::{Bytes, Charged, Ledger};
use super::split::{Books, Exact, split};
use crate::crew::Crew;
use crate::plan::{Lie, Plan};
use crate::world::World;

/// The report once more, from what was said below its cuts.
pub(super) fn recount(
    world: &World<'_>,
    plan: &Plan,
    crew: &Crew,
    month: usize,
    report: &Report,
    before: Option<&Report>,
    verdict: &mut Verdict,
) {
    let wrong = &mut verdict.wrong;
    let ledger = match Ledger::read(plan, crew, &world.witness, month, &report.cuts) {
        Ok(ledger) => ledger,
        Err(why) => return wrong.push(why),
    };
    let earlier =
        before.and_then(|before| Ledger::read(plan, crew, &world.witness, month.saturating_sub(1), &before.cuts).ok());
    let members: BTreeSet<usize> = report.lines.iter().filter_map(|line| crew.number(&line.member)).collect();
    let founders: BTreeSet<usize> = (0..plan.founders).collect();
    if !members.is_superset(&founders) || (month == 0 && members != founders) {
        wrong.push(format!("month {month} is split among {members:?}"));
    }
    let bills = ledger.bills(&members);
    let fund_before = before.map_or(0, |report| report.fund_after.minor());
    if report.fund_before.minor() != fund_before {
        wrong.push(format!("month {month} begins with another fund than the month before ended with"));
    }
    let among = |used: Bytes| -> Bytes {
        used.into_iter().filter(|((home, carrier), _)| members.contains(home) && members.contains(carrier)).collect()
    };
    let Charged { own, for_gone, paid } = ledger.used(report, wrong);
    let (own, for_gone) = (among(own), among(for_gone));
    let lines = report.usage.iter().map(|line| (line.home, line.carrier, line.charged));
    same(crew, month, lines, &own, "is charged", wrong);
    let lines = report.commons.iter().map(|line| (line.home, line.carrier, line.charged));
    same(crew, month, lines, &for_gone, "is gone and used", wrong);
    verdict.paid_for_gone += usize::from(!report.commons.is_empty());
    let mut used = own;
    for (account, bytes) in among(paid) {
        *used.entry(account).or_insert(0) += bytes;
    }
    let books = ledger.books(report, earlier.as_ref(), &bills, used, fund_before);
    let exact = split(&books);
    compare(crew, month, report, &exact, &books, wrong);
    if let Some((liar, lie)) = plan.liar {
        let real = ledger.books(report, earlier.as_ref(), &bills, among(ledger.really_used()), fund_before);
        verdict.gains.push(gain(crew, report, &split(&real), liar, lie));
    }
}

/// The lines of a report have what the oracle has, and no more.
fn same(
    crew: &Crew,
    month: usize,
    lines: impl Iterator<Item = (MemberId, MemberId, u128)>,
    oracle: &Bytes,
    what: &str,
    wrong: &mut Vec<String>,
) {
    let mut said: BTreeMap<(usize, usize), u128> = BTreeMap::new();
    for (home, carrier, bytes) in lines {
        let number = |id| crew.number(id).unwrap_or(usize::MAX);
        *said.entry((number(&home), number(&carrier))).or_insert(0) += bytes;
    }
    let accounts: BTreeSet<(usize, usize)> = said.keys().chain(oracle.keys()).copied().collect();
    for (home, carrier) in accounts {
        let said = said.get(&(home, carrier)).copied().unwrap_or(0);
        let bytes = oracle.get(&(home, carrier)).copied().unwrap_or(0);
        if said != u128::from(bytes) {
            wrong.push(format!("month {month}: {home} {what} {said} bytes of {carrier}, and by the oracle {bytes}"));
        }
    }
}

fn cents(money: Money) -> Fraction {
    Fraction::from_integer(BigInt::from(money.minor()))
}

/// Each figure is the exact one rounded, and the columns add up.
fn compare(crew: &Crew, month: usize, report: &Report, exact: &Exact, books: &Books, wrong: &mut Vec<String>) {
    let near = |money: Money, exact: &Fraction| (cents(money) - exact).abs() < Fraction::from_integer(BigInt::from(1));
    let zero = Fraction::zero();
    for line in &report.lines {
        let number = crew.number(&line.member).unwrap_or(usize::MAX);
        let (credit, charge) = (exact.credits.get(&number), exact.charges.get(&number));
        if !near(line.credit, credit.unwrap_or(&zero)) || !near(line.charge, charge.unwrap_or(&zero)) {
            wrong
                .push(format!("month {month}: member {number} has {line:?}, and the oracle {credit:?} and {charge:?}"));
        }
        let own: u64 = books.bills.iter().filter(|bill| bill.carrier == number).map(|bill| bill.cents).sum();
        if u64::try_from(line.credit.minor()).unwrap_or(0) > own + 1 {
            wrong.push(format!("month {month}: member {number} is credited more than its bills"));
        }
    }
    let sum =
        |of: fn(&federation::closing::ReportLine) -> Money| report.lines.iter().map(of).map(Money::minor).sum::<i64>();
    let (credits, charges) = (sum(|line| line.credit), sum(|line| line.charge));
    let (fund, deficit) = (report.fund.minor(), report.deficit.minor());
    let all: Fraction = exact.credits.values().sum();
    if credits != report.total.minor() || BigInt::from(credits) != all.floor().to_integer() {
        wrong.push(format!("month {month}: credits are {credits}, and the oracle's {all}"));
    }
    let nets = sum(|line| line.net);
    if charges + fund + deficit != credits || nets != fund + deficit {
        wrong.push(format!("month {month}: {credits} credited, {charges} charged, fund {fund}, deficit {deficit}"));
    }
    if !near(report.fund, &exact.fund) || !near(report.deficit, &exact.deficit) {
        wrong.push(format!(
            "month {month}: fund {fund} and deficit {deficit}, the oracle's {} and {}",
            exact.fund, exact.deficit
        ));
    }
}

fn gain(crew: &Crew, report: &Report, real: &Exact, liar: usize, lie: Lie) -> Gain {
    let zero = Fraction::zero();
    let more: BTreeMap<usize, i64> = report
        .lines
        .iter()
        .filter_map(|line| {
            let number = crew.number(&line.member)?;
            let net = real.credits.get(&number).unwrap_or(&zero) - real.charges.get(&number).unwrap_or(&zero);
            Some((number, (cents(line.net) - net).round().to_integer().to_i64()?))
        })
        .collect();
    let lost_most = more.iter().filter(|(number, _)| **number != liar).map(|(_, more)| -more).max().unwrap_or(0);
    Gain { lie, liar: more.get(&liar).copied().unwrap_or(0), lost_most }
}
