//! What the closing of a period does: balances become notes, or wait.

use std::collections::{BTreeMap, BTreeSet};

use federation::closing::Report;
use purse::id::MemberId;
use purse::money::{Fraction, Money, MoneyRefusal, largest_remainder};
use purse::settle::fewest;

use super::due::{Cover, Due};
use super::movement::{Moved, Party};
use super::{ClosedPeriod, Planned, Settlement, SettlementRefusal};
use crate::note::Number;

/// A member's part of a report.
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    net: Money,
    deficit: Money,
}

impl Settlement {
    pub(super) fn close(&mut self, place: usize, closed: &ClosedPeriod<'_>) -> Result<(), SettlementRefusal> {
        let report = closed.report;
        self.happened(closed.closed_on, Moved::Closed { period: place });
        let parts = parts(report)?;
        self.bearable.push(bearable(&parts)?);
        // A deficit of which no creditor is left is the fund's.
        let borne = Money::sum(parts.values().map(|part| part.deficit))?;
        self.fund = self.fund.plus(report.contributions)?.minus(report.fund)?.minus(report.deficit.minus(borne)?)?;
        self.cash = self.cash.plus(report.contributions)?;
        self.issue(place, closed, &parts)?;
        if closed.charter.payment.assignment {
            self.plan(place)?;
        }
        self.relieve(place)?;
        self.assert_balanced();
        Ok(())
    }

    fn issue(
        &mut self,
        place: usize,
        closed: &ClosedPeriod<'_>,
        parts: &BTreeMap<MemberId, Part>,
    ) -> Result<(), SettlementRefusal> {
        let period = closed.report.span.period().ok_or(SettlementRefusal::NotNext)?;
        let (waiting, next) = (std::mem::take(&mut self.waiting), std::mem::take(&mut self.next));
        let members: BTreeSet<MemberId> = parts.keys().chain(waiting.keys()).chain(next.keys()).copied().collect();
        let terms = &closed.charter.payment;
        let days = |days: i64| closed.closed_on.checked_add(jiff::Span::new().days(days));
        let due_on = days(i64::from(terms.due_days)).map_err(|_| SettlementRefusal::Day)?;
        let written_down = days(i64::from(terms.due_days) + i64::from(terms.grace_days) + 1);
        let written_down = written_down.map_err(|_| SettlementRefusal::Day)?;
        let mut issued = 0;
        for member in members {
            let part = parts.get(&member).copied().unwrap_or_default();
            let waited = waiting.get(&member).copied().unwrap_or_default();
            let carried = waited.plus(next.get(&member).copied().unwrap_or_default())?;
            if waited != Money::ZERO {
                self.happened(closed.closed_on, Moved::TakenUp { period: place, member, amount: waited });
            }
            let amount = part.net.minus(part.deficit)?.plus(carried)?;
            let left = closed
                .roll
                .members
                .get(&member)
                .is_none_or(|member| member.to.is_some_and(|to| to <= period.end_day()));
            if amount == Money::ZERO {
                continue;
            }
            if amount.minor().abs() < terms.least.minor() && !left {
                self.waiting.insert(member, amount);
                self.happened(closed.closed_on, Moved::CarriedOver { period: place, member, amount });
                continue;
            }
            let number = Number::of_place(&period, issued)?;
            issued += 1;
            if amount < Money::ZERO {
                self.unpaid.insert(self.notes.len());
            }
            self.places.insert((place, member), self.notes.len());
            self.notes.push(Due {
                number,
                member,
                period: place,
                span: closed.report.span,
                report: closed.hash,
                net: part.net,
                deficit: part.deficit,
                carried,
                issued: closed.closed_on,
                due: due_on,
                written_down,
                paid: Money::ZERO,
                beyond: Money::ZERO,
                disputes: Money::ZERO,
                cover: Cover::default(),
                borne: Money::ZERO,
            });
        }
        Ok(())
    }

    /// Transfers between members, as few as possible; what the notes do not add up to is the fund's.
    fn plan(&mut self, place: usize) -> Result<(), SettlementRefusal> {
        let of_period = self.notes.iter().filter(|due| due.period == place);
        let mut balances = of_period
            .map(|due| Ok((Party::Member(due.member), due.amount()?)))
            .collect::<Result<BTreeMap<Party, Money>, MoneyRefusal>>()?;
        let rest = Money::ZERO.minus(Money::sum(balances.values().copied())?)?;
        balances.insert(Party::Fund, rest);
        let planned = fewest(&balances).map_err(|_| SettlementRefusal::TooLarge)?;
        let planned = planned.transfers.into_iter().map(|transfer| Planned {
            period: place,
            from: transfer.from,
            to: transfer.to,
            amount: transfer.amount,
            paid: Money::ZERO,
        });
        self.planned.extend(planned);
        Ok(())
    }
}

/// What each creditor of a report bears of its deficit; more than 0 each.
///
/// # Errors
/// [`MoneyRefusal::TooLarge`].
pub fn deficits(report: &Report) -> Result<BTreeMap<MemberId, Money>, MoneyRefusal> {
    let owed = report.lines.iter().filter(|line| line.net > Money::ZERO).map(|line| (line.member, line.net)).collect();
    Ok(pro_rata(report.deficit, &owed)?.into_iter().collect())
}

/// Each member's result, and what it bears of the deficit: creditors bear it as much as they are owed.
fn parts(report: &Report) -> Result<BTreeMap<MemberId, Part>, MoneyRefusal> {
    let mut parts: BTreeMap<MemberId, Part> =
        report.lines.iter().map(|line| (line.member, Part { net: line.net, deficit: Money::ZERO })).collect();
    for (member, deficit) in deficits(report)? {
        parts.entry(member).or_default().deficit = deficit;
    }
    Ok(parts)
}

/// What creditors are owed of the period, and so can bear of others' notes.
fn bearable(parts: &BTreeMap<MemberId, Part>) -> Result<BTreeMap<MemberId, Money>, MoneyRefusal> {
    let mut owed = BTreeMap::new();
    for (member, part) in parts {
        let amount = part.net.minus(part.deficit)?;
        if amount > Money::ZERO {
            owed.insert(*member, amount);
        }
    }
    Ok(owed)
}

/// Parts of an amount, or of as much of it as the weights are together: as large as the weights, by largest remainder, ties to
/// the lower id. None is more than its weight.
pub(super) fn pro_rata<K: Ord + Copy>(
    amount: Money,
    weights: &BTreeMap<K, Money>,
) -> Result<Vec<(K, Money)>, MoneyRefusal> {
    let whole = Money::sum(weights.values().copied())?;
    let amount = amount.min(whole);
    if amount <= Money::ZERO {
        return Ok(Vec::new());
    }
    let exact = |weight: &Money| -> Fraction { amount.fraction() * weight.fraction() / whole.fraction() };
    let exact: Vec<(K, Fraction)> = weights.iter().map(|(key, weight)| (*key, exact(weight))).collect();
    let mut parts = largest_remainder(amount, &exact);
    parts.retain(|(_, part)| *part > Money::ZERO);
    Ok(parts)
}
