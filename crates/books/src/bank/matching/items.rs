//! The notes while a decision is made: what each still lacks, and who it can be found by.

use std::collections::{BTreeMap, BTreeSet};

use purse::money::Money;

use super::line::{Kind, Line};
use super::{By, Decision, Found, OpenItem, Part, SuspenseReason};
use crate::bank::account::Iban;
use crate::bank::reference::CreditorReference;

/// Items are named by their place in the order of date and number, so that the older of two is the lesser.
pub(super) struct Items<'a> {
    items: Vec<&'a OpenItem>,
    /// Signed like the item's amount.
    left: Vec<Money>,
    by_reference: BTreeMap<&'a CreditorReference, usize>,
    by_end_to_end: BTreeMap<&'a str, BTreeSet<usize>>,
    by_batch: BTreeMap<&'a str, BTreeSet<usize>>,
    by_iban: BTreeMap<&'a Iban, BTreeSet<usize>>,
}

impl<'a> Items<'a> {
    pub(super) fn new(given: &'a [OpenItem]) -> Self {
        let mut items: Vec<&OpenItem> = given.iter().collect();
        items.sort_by_key(|item| (item.date, &item.note));
        let mut found = Self {
            left: items.iter().map(|item| less(item.amount, item.paid)).collect(),
            by_reference: items.iter().enumerate().map(|(place, item)| (&item.reference, place)).collect(),
            by_end_to_end: BTreeMap::new(),
            by_batch: BTreeMap::new(),
            by_iban: BTreeMap::new(),
            items: Vec::new(),
        };
        for (place, item) in items.iter().enumerate() {
            if let Some(id) = &item.end_to_end {
                found.by_end_to_end.entry(id.as_str()).or_default().insert(place);
            }
            if let Some(id) = &item.batch {
                found.by_batch.entry(id.as_str()).or_default().insert(place);
            }
            if let Some(iban) = &item.iban {
                found.by_iban.entry(iban).or_default().insert(place);
            }
        }
        found.items = items;
        found
    }

    /// Whether `line` was decided.
    pub(super) fn settle(&mut self, line: &Line<'_>, by: By, decision: &mut Decision) -> bool {
        match (line.kind, by) {
            (Kind::Several(batch), By::Batch) => batch.is_some_and(|batch| self.pay_batch(line, batch, decision)),
            (Kind::Several(_), _) => false,
            // A payment that was found by amount may come back with its reference, so all keys up to this one are tried.
            (Kind::One, _) if line.comes_back => {
                let keys = [By::Reference, By::EndToEnd, By::AmountAndIban];
                keys.into_iter().filter(|key| *key <= by).any(|key| self.give_back(line, key, decision))
            }
            (Kind::One, By::Reference | By::EndToEnd) => self.pay_named(line, by, decision),
            (Kind::One, By::Batch) => false,
            (Kind::One, By::AmountAndIban) => self.pay_alike(line, decision),
        }
    }

    /// The items that `line` names by its references or its end-to-end id.
    fn named(&self, line: &Line<'_>, by: By) -> BTreeSet<usize> {
        if by == By::EndToEnd {
            let id = line.transaction.end_to_end.as_deref().unwrap_or_default();
            return self.by_end_to_end.get(id).cloned().unwrap_or_default();
        }
        let known =
            |readings: &Vec<CreditorReference>| readings.iter().find_map(|one| self.by_reference.get(one).copied());
        line.readings.iter().filter_map(known).collect()
    }

    /// Whether a reference of `line` is on no note.
    fn names_unknown(&self, line: &Line<'_>) -> bool {
        line.readings.iter().any(|readings| !readings.iter().any(|one| self.by_reference.contains_key(one)))
    }

    /// The items whose other side's account is that of `line`.
    fn of_account(&self, line: &Line<'_>) -> impl DoubleEndedIterator<Item = usize> {
        let written = line.transaction.counterparty.account.as_ref();
        let iban: Option<Iban> = written.and_then(|text| text.parse().ok());
        iban.and_then(|iban| self.by_iban.get(&iban)).into_iter().flatten().copied()
    }

    /// The oldest note first, as the law has it where the payer says nothing else.
    fn pay_named(&mut self, line: &Line<'_>, by: By, decision: &mut Decision) -> bool {
        let named = self.named(line, by);
        let Some(first) = named.first().map(|place| self.items[*place].note.clone()) else { return false };
        let amount = line.transaction.amount;
        let fits = |place: &usize| same_way(self.items[*place].amount, amount);
        let right: Vec<usize> = named.into_iter().filter(fits).collect();
        let Some(last) = right.last().map(|place| self.items[*place].note.clone()) else {
            decision.suspend(line, amount, SuspenseReason::WrongDirection(first));
            return true;
        };
        let mut rest = amount;
        for place in right {
            let part = lesser(rest, self.left[place]);
            if part != Money::ZERO {
                self.left[place] = less(self.left[place], part);
                rest = less(rest, part);
                decision.give(line, &self.items[place].note, part, by, Found::Pays);
            }
        }
        let reason = match () {
            () if rest == amount => SuspenseReason::AlreadyPaid(last),
            () if by == By::Reference && self.names_unknown(line) => SuspenseReason::UnknownReference,
            () => SuspenseReason::Overpaid(last),
        };
        decision.suspend(line, rest, reason);
        true
    }

    /// The oldest of the notes of this account that lacks exactly this amount. Not for a payment that names another note.
    fn pay_alike(&mut self, line: &Line<'_>, decision: &mut Decision) -> bool {
        let amount = line.transaction.amount;
        if amount == Money::ZERO || self.names_unknown(line) {
            return false;
        }
        let fits = |place: &usize| self.left[*place] == amount && self.items[*place].date <= line.booked;
        let Some(place) = self.of_account(line).find(fits) else { return false };
        self.left[place] = Money::ZERO;
        decision.give(line, &self.items[place].note, amount, By::AmountAndIban, Found::Pays);
        true
    }

    /// All notes of a batch that was ordered together, if they lack exactly its sum: a bank that books it in one line.
    fn pay_batch(&mut self, line: &Line<'_>, batch: &str, decision: &mut Decision) -> bool {
        let amount = line.transaction.amount;
        let places = self.by_batch.get(batch).cloned().unwrap_or_default();
        let fits = places.iter().all(|place| same_way(self.items[*place].amount, amount));
        if !fits || line.comes_back || Money::sum(places.iter().map(|place| self.left[*place])) != Ok(amount) {
            return false;
        }
        for place in places {
            let part = std::mem::take(&mut self.left[place]);
            if part != Money::ZERO {
                decision.give(line, &self.items[place].note, part, By::Batch, Found::Pays);
            }
        }
        amount != Money::ZERO
    }

    /// Opens again what the payment that came back had paid; only if it had paid as much.
    fn give_back(&mut self, line: &Line<'_>, by: By, decision: &mut Decision) -> bool {
        let amount = line.transaction.amount;
        let back = less(Money::ZERO, amount);
        let paid = |place: usize| less(self.items[place].amount, self.left[place]);
        let places: Vec<usize> = match by {
            By::Reference | By::EndToEnd => self.named(line, by).into_iter().collect(),
            By::Batch => Vec::new(),
            // The latest, as payments come back within days.
            By::AmountAndIban => self.of_account(line).rev().find(|place| paid(*place) == back).into_iter().collect(),
        };
        let places: Vec<usize> = places.into_iter().filter(|place| same_way(self.items[*place].amount, back)).collect();
        let whole = Money::sum(places.iter().map(|place| paid(*place)));
        if amount == Money::ZERO || !whole.is_ok_and(|whole| lesser(whole, back) == back) {
            return false;
        }
        let mut rest = back;
        for place in places.into_iter().rev() {
            let part = lesser(rest, less(self.items[place].amount, self.left[place]));
            if part != Money::ZERO {
                self.left[place] = plus(self.left[place], part);
                rest = less(rest, part);
                decision.give(line, &self.items[place].note, less(Money::ZERO, part), by, Found::GivesBack);
            }
        }
        true
    }

    /// Why nothing was found for `line`.
    pub(super) fn explain(&self, line: &Line<'_>) -> SuspenseReason {
        match () {
            () if matches!(line.kind, Kind::Several(_)) => SuspenseReason::NotItemised,
            () if line.comes_back => SuspenseReason::UnknownReturn,
            () if self.names_unknown(line) => SuspenseReason::UnknownReference,
            () if self.of_account(line).next().is_some() => SuspenseReason::OtherAmount,
            () => SuspenseReason::Unknown,
        }
    }

    /// What the notes of `parts` lack.
    pub(super) fn left(&self, parts: &[Part]) -> BTreeMap<String, Money> {
        let touched: BTreeSet<&str> = parts.iter().map(|part| part.note.as_str()).collect();
        let each = self.items.iter().zip(&self.left);
        each.filter(|(item, _)| touched.contains(item.note.as_str())).map(|(i, left)| (i.note.clone(), *left)).collect()
    }
}

fn same_way(one: Money, other: Money) -> bool {
    one.minor().signum() == other.minor().signum()
}

/// Of two amounts the one that is nearer to 0, if both go the same way; otherwise nothing.
fn lesser(one: Money, other: Money) -> Money {
    match (same_way(one, other), one < Money::ZERO) {
        (false, _) => Money::ZERO,
        (true, false) => one.min(other),
        (true, true) => one.max(other),
    }
}

/// The amounts here are parts of amounts, of one sign on both sides.
fn less(one: Money, other: Money) -> Money {
    match one.minus(other) {
        Ok(rest) => rest,
        Err(refusal) => unreachable!("a part of an amount is an amount: {refusal}"),
    }
}

fn plus(one: Money, other: Money) -> Money {
    less(one, less(Money::ZERO, other))
}
