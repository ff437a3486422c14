//! Records of what a federation's logs tell: closings, settlement, bills, gifts and money in.
//!
//! Only what a closed period knows is booked; payments are booked as far as the settlement was followed. The same logs give the same
//! records under the same ids, so a later export has the earlier ones again.

mod entries;

use std::collections::BTreeMap;

use federation::Hash;
use federation::closing::ReportLine;
use federation::facts::Facts;
use federation::roll::Roll;
use purse::id::MemberId;
use purse::money::{Money, MoneyRefusal};
use purse::split::ByPool;
use purse::usage::Pool;

use super::{Code, CodeRefusal, Event, Federation, MAX_MEMBER_CODE_CHARS, MemberCode, Owner, Record, Settles, Share};
use crate::note::Number;
use crate::settlement::{ClosedPeriod, Moved, Movement, Party, Settlement, deficits};
use entries::Entries;

/// Digits of a hash in a record's id: enough to tell apart all that a federation writes.
const HASH_DIGITS: usize = 24;

/// What a federation lived through.
#[derive(Debug, Clone, Copy)]
pub struct Lived<'a> {
    pub title: &'a str,
    /// All closed periods from the first, each with every member's result by pool.
    pub periods: &'a [(ClosedPeriod<'a>, BTreeMap<MemberId, ByPool>)],
    pub settlement: &'a Settlement,
    pub facts: &'a Facts,
    pub roll: &'a Roll,
    /// What members are called.
    pub names: &'a BTreeMap<MemberId, String>,
    /// Suppliers of bills and givers of gifts, by the hash of the document that names them.
    pub suppliers: &'a BTreeMap<Hash, String>,
}

/// Why there are no records. In the order in which it is checked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum NotBooked {
    /// The first digits of two ids are the same, which only who looks for it finds.
    #[error("the members {0} and {1} have one code")]
    SameCode(MemberId, MemberId),
    #[error("a report has no such period")]
    Period,
    #[error(transparent)]
    Code(#[from] CodeRefusal),
    #[error("a sum is too large")]
    TooLarge,
}

impl From<MoneyRefusal> for NotBooked {
    fn from(_: MoneyRefusal) -> Self {
        Self::TooLarge
    }
}

/// The federation and its records, for [`super::Book::build`].
///
/// # Errors
/// The first [`NotBooked`] that applies.
pub fn of_federation(lived: &Lived<'_>) -> Result<(Federation, Vec<Record>), NotBooked> {
    let federation = members(lived)?;
    let mut records = Entries { lived }.records()?;
    let mut booking = Booking { lived, payments: BTreeMap::new(), written: BTreeMap::new() };
    for movement in lived.settlement.movements() {
        records.extend(booking.records(movement)?);
    }
    Ok((federation, records))
}

/// The code under which a member stands in books: the first digits of its id, in capitals.
///
/// # Errors
/// Never: an id has more digits than a code.
pub fn code_of(member: &MemberId) -> Result<MemberCode, CodeRefusal> {
    let digits: String = member.to_string().chars().take(MAX_MEMBER_CODE_CHARS).collect();
    digits.to_uppercase().parse()
}

fn members(lived: &Lived<'_>) -> Result<Federation, NotBooked> {
    let in_reports = lived.periods.iter().flat_map(|(closed, _)| &closed.report.lines).map(|line| line.member);
    let mut codes: BTreeMap<MemberCode, MemberId> = BTreeMap::new();
    for member in lived.roll.members.keys().copied().chain(in_reports) {
        match codes.insert(code_of(&member)?, member) {
            Some(other) if other != member => return Err(NotBooked::SameCode(other, member)),
            _ => {}
        }
    }
    let name = |member: &MemberId| lived.names.get(member).cloned().unwrap_or_default();
    let holder = lived.roll.holder().map(|holder| code_of(&holder)).transpose()?;
    let members = codes.iter().map(|(code, member)| (code.clone(), name(member))).collect();
    Ok(Federation { name: lived.title.to_owned(), holder, members })
}

/// The first digits of a name behind a letter that says what it is of.
fn named(of: &str, hash: &Hash) -> Result<Code, CodeRefusal> {
    let digits: String = hash.to_string().chars().take(HASH_DIGITS).collect();
    format!("{of}-{digits}").parse()
}

/// Movements on their way into records.
struct Booking<'a> {
    lived: &'a Lived<'a>,
    /// The records of a payment that stand, with their days.
    payments: BTreeMap<Hash, Vec<(Code, jiff::civil::Date)>>,
    /// How many records a note's defaults have.
    written: BTreeMap<Number, u32>,
}

impl Booking<'_> {
    fn records(&mut self, movement: &Movement) -> Result<Vec<Record>, NotBooked> {
        let record = |id: Code, event| Record { id, date: movement.day, attachments: Vec::new(), event };
        Ok(match &movement.moved {
            Moved::Closed { period } => vec![self.closing(*period)?],
            Moved::CarriedOver { period, member, amount } => {
                let event =
                    Event::CarriedOver { member: code_of(member)?, amount: *amount, period: self.period(*period)? };
                vec![record(self.of_period("R", *period, member)?, event)]
            }
            Moved::TakenUp { period, member, amount } => {
                let event = Event::TakenUp { member: code_of(member)?, amount: *amount, period: self.period(*period)? };
                vec![record(self.of_period("Q", *period, member)?, event)]
            }
            Moved::Paid { entry, from, to, amount, number, rest } => {
                let before = self.payments.entry(*entry).or_default();
                let id = named(if before.is_empty() { "P" } else { "P2" }, entry)?;
                before.push((id.clone(), movement.day));
                let (from, to, note) = (owner(from)?, owner(to)?, number.to_string().parse()?);
                let event = Event::Payment { from, to, amount: *amount, settles: Settles::Current, note, rest: *rest };
                vec![record(id, event)]
            }
            Moved::Returned { entry, payment, .. } => self.returned(movement, entry, payment)?,
            Moved::WrittenDown { number, debtor, fund, creditors } => {
                let (debtor, note) = (code_of(debtor)?, number.to_string().parse()?);
                let event = Event::Default { debtor, note, fund: *fund, creditors: codes(creditors)? };
                vec![record(self.default_id("W", *number)?, event)]
            }
            Moved::GivenBack { number, debtor, fund, creditors } => {
                let (debtor, note) = (code_of(debtor)?, number.to_string().parse()?);
                let event = Event::GivenBack { debtor, note, fund: *fund, creditors: codes(creditors)? };
                vec![record(self.default_id("W", *number)?, event)]
            }
        })
    }

    /// On the last day of the period, whose result it is.
    fn closing(&self, place: usize) -> Result<Record, NotBooked> {
        let (closed, pools) = self.lived.periods.get(place).ok_or(NotBooked::Period)?;
        let period = self.period(place)?;
        let deficits = deficits(closed.report)?;
        let mut shares = BTreeMap::new();
        for line in &closed.report.lines {
            let deficit = deficits.get(&line.member).copied().unwrap_or_default();
            shares.insert(code_of(&line.member)?, share(line, pools.get(&line.member), deficit)?);
        }
        let fund = Money::sum(shares.values().map(Share::net).collect::<Result<Vec<_>, _>>()?)?;
        let date = last_day(&period)?;
        let id = format!("K-{date}").parse()?;
        Ok(Record { id, date, attachments: Vec::new(), event: Event::Closing { period, shares, fund } })
    }

    fn period(&self, place: usize) -> Result<purse::cost::Period, NotBooked> {
        let span = self.lived.periods.get(place).map(|(closed, _)| closed.report.span);
        span.and_then(|span| span.period()).ok_or(NotBooked::Period)
    }

    fn of_period(&self, of: &str, place: usize, member: &MemberId) -> Result<Code, NotBooked> {
        let last = last_day(&self.period(place)?)?;
        Ok(format!("{of}-{last}-{}", code_of(member)?).parse()?)
    }

    fn default_id(&mut self, of: &str, number: Number) -> Result<Code, NotBooked> {
        let count = self.written.entry(number).or_default();
        *count += 1;
        Ok(format!("{of}-{number}-{count}").parse()?)
    }

    /// All records of the payment at once; its other parts come back with it.
    fn returned(&mut self, movement: &Movement, entry: &Hash, payment: &Hash) -> Result<Vec<Record>, NotBooked> {
        let records = self.payments.remove(payment).unwrap_or_default().into_iter();
        let back = |(place, (reverses, day)): (usize, (Code, jiff::civil::Date))| {
            let id = named(if place == 0 { "X" } else { "X2" }, entry)?;
            let event = Event::Correction { reverses, reason: entry.to_string().chars().take(HASH_DIGITS).collect() };
            Ok(Record { id, date: movement.day.max(day), attachments: Vec::new(), event })
        };
        records.enumerate().map(back).collect()
    }
}

fn last_day(period: &purse::cost::Period) -> Result<jiff::civil::Date, NotBooked> {
    period.end_day().yesterday().map_err(|_| NotBooked::Period)
}

fn owner(party: &Party) -> Result<Owner, CodeRefusal> {
    match party {
        Party::Fund => Ok(Owner::Fund),
        Party::Member(member) => Ok(Owner::Member(code_of(member)?)),
    }
}

fn codes(parts: &BTreeMap<MemberId, Money>) -> Result<BTreeMap<MemberCode, Money>, CodeRefusal> {
    parts.iter().map(|(member, amount)| Ok((code_of(member)?, *amount))).collect()
}

/// A member's line by pool. What was taken back of earlier periods changes its side, as both sides are 0 or more. What the
/// pools do not tell is the fund's rule, and so solidarity.
fn share(line: &ReportLine, pools: Option<&ByPool>, deficit: Money) -> Result<Share, MoneyRefusal> {
    let mut share = Share { deficit, correction: line.correction, ..Share::default() };
    let mut put = |pool: Pool, amount: Money| -> Result<(), MoneyRefusal> {
        if amount > Money::ZERO {
            share.credits.push((pool, amount));
        } else if amount < Money::ZERO {
            share.charges.push((pool, Money::ZERO.minus(amount)?));
        }
        Ok(())
    };
    for (pool, amount) in pools.iter().flat_map(|pools| &pools.credits) {
        put(*pool, *amount)?;
    }
    for (pool, amount) in pools.iter().flat_map(|pools| &pools.charges) {
        put(*pool, Money::ZERO.minus(*amount)?)?;
    }
    // The net of the report is what was agreed; the rest of the way to it is what cap and floor changed.
    let owed = line.net.minus(deficit)?;
    share.solidarity = share.net()?.minus(owed)?;
    Ok(share)
}
