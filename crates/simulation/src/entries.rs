//! From what people do to the entry that says it, and to what the oracle remembers of it.

use federation::Hash;
use federation::entry::{Contribution, ContributionKind, Declaration, Entry, Estimate, Expense, Offered, Reversal};
use federation::entry::{Side, Span, Usage, UsageRow};
use jiff::ToSpan;
use purse::cost::CapacityUnit;
use purse::usage::Unit;
use sha2::{Digest, Sha256};

use crate::clock::{Minute, end_day, first_day, hour};
use crate::crew::{Crew, cents};
use crate::truth::{Bill, Deed, SERVICES, Truth, Use};

/// What the oracle remembers of an entry, in its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    Nothing,
    Estimate(usize),
    Bill(usize),
    TakeBack(usize),
    Approval(usize),
    /// Of each row the home, the hour, the service and the bytes.
    Claims(Vec<(usize, Minute, usize, u64)>),
    /// Of each row the carrier, the hour, the service and the bytes.
    Sights(Vec<(usize, Minute, usize, u64)>),
    Received(usize),
    Declared,
    /// A ballot for the resolution of this hash, by which a member is gone.
    Gone {
        hash: Hash,
        round: u32,
    },
}

/// The same whenever it is made: who does something again after a crash says the same again.
fn nonce(kind: &str, place: usize) -> [u8; 16] {
    let hash: [u8; 32] = Sha256::digest(format!("{kind} {place}").as_bytes()).into();
    let mut nonce = [0; 16];
    nonce.copy_from_slice(&hash[..16]);
    nonce
}

fn span(bill: &Bill) -> Span {
    Span { from: first_day(bill.month), to: end_day(bill.month) }
}

fn offered(bill: &Bill) -> Option<Offered> {
    bill.gigabytes.map(|amount| Offered { amount, unit: CapacityUnit::Gb })
}

#[must_use]
pub fn estimate(truth: &Truth, place: usize) -> Entry {
    let bill = &truth.bills[place];
    Entry::Estimate(Estimate {
        nonce: nonce("estimate", place),
        pool: bill.pool,
        common_part: cents(bill.estimate),
        capacity: offered(bill),
        span: span(bill),
    })
}

fn expense(crew: &Crew, truth: &Truth, place: usize) -> Entry {
    let bill = &truth.bills[place];
    Entry::Expense(Expense {
        nonce: nonce("expense", place),
        pool: bill.pool,
        amount: cents(bill.common + 500),
        common_part: cents(bill.common),
        capacity: offered(bill),
        span: span(bill),
        estimate: name(crew, bill.carrier, &estimate(truth, place)),
        on: span(bill).from,
        foreign: None,
        evidence: None,
    })
}

/// By which others refer to an entry.
///
/// # Panics
/// If it is none.
#[must_use]
pub fn name(crew: &Crew, author: usize, entry: &Entry) -> Hash {
    let Ok(leaf) = entry.to_leaf() else { panic!("{entry:?} is no entry") };
    Hash::of_entry(&crew.ids[author], &leaf)
}

/// The rows of one side of an hour, in order.
fn usage(crew: &Crew, side: Side, at: Minute, rows: &[(usize, Minute, usize, u64)]) -> Entry {
    let row = |(other, _, service, quantity): &(usize, Minute, usize, u64)| UsageRow {
        other: crew.ids[*other],
        service: SERVICES[*service].0.to_owned(),
        unit: Unit::Byte,
        quantity: *quantity,
    };
    let mut rows: Vec<UsageRow> = rows.iter().map(row).collect();
    rows.sort_by(|one, other| (&one.other, &one.service).cmp(&(&other.other, &other.service)));
    Entry::Usage(Usage { side, hour: hour(at), rows })
}

/// A home that saw nothing of what a carrier claims says so.
#[must_use]
pub fn saw_nothing(crew: &Crew, carrier: usize, at: Minute, service: usize) -> (Entry, Told) {
    let rows = vec![(carrier, at, service, 0)];
    (usage(crew, Side::Observation, at, &rows), Told::Sights(rows))
}

/// What a member writes down when it does something; nothing for an act that is put to the vote.
#[must_use]
pub fn entry(crew: &Crew, truth: &Truth, me: usize, deed: Deed) -> Option<(Entry, Told)> {
    let rows = |at: Minute, mine: fn(&Use) -> usize, row: fn(&Use) -> (usize, Minute, usize, u64)| -> Vec<_> {
        truth.uses.iter().filter(|one| one.at == at && mine(one) == me).map(row).collect()
    };
    Some(match deed {
        Deed::Estimate(place) => (estimate(truth, place), Told::Estimate(place)),
        Deed::Bill(place) => (expense(crew, truth, place), Told::Bill(place)),
        Deed::TakeBack(place) => {
            let of = name(crew, me, &expense(crew, truth, place));
            // As if the bill had never been, in every month that is not closed yet.
            let on = span(&truth.bills[place]).from;
            (Entry::Reversal(Reversal { of, on }), Told::TakeBack(place))
        }
        Deed::Claim(at) => {
            let rows = rows(at, |one| one.carrier, |one| (one.home, one.at, one.service, one.claimed));
            (usage(crew, Side::Claim, at, &rows), Told::Claims(rows))
        }
        Deed::Sight(at) => {
            let rows = rows(at, |one| one.home, |one| (one.carrier, one.at, one.service, one.seen));
            (usage(crew, Side::Observation, at, &rows), Told::Sights(rows))
        }
        Deed::Receive(place) => {
            let paid = truth.paid[place];
            let day = first_day(paid.month).checked_add(2.days()).ok()?;
            let (kind, amount) = (ContributionKind::Fund, cents(paid.amount));
            (
                Entry::Contribution(Contribution { nonce: nonce("paid", place), kind, amount, day }),
                Told::Received(place),
            )
        }
        Deed::Declare => {
            let (_, means) = truth.declared?;
            let declaration = Declaration { means: cents(means), adherents: 10, from: first_day(1) };
            (Entry::Declaration(declaration), Told::Declared)
        }
        Deed::Admit(_) => return None,
    })
}
