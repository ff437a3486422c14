//! Settlement: from closed reports and payments to what every member owes or is owed today. docs/RULES.md, "Settlement".
//!
//! Whoever has the same closed reports and the same entries has the same notes, under the same numbers: a note is made of
//! its report and of what stands below that report's cuts, so an entry that comes late changes no note that was issued.
//! What an entry says of a day counts on that day, or when the next report knows it.
//!
//! Money that is owed never vanishes: what the fund's account holds is the fund, and what members are owed, less what they
//! owe and nobody bears for them yet. [`follow`] stops rather than go on without a cent of it.

mod claim;
mod closing;
mod cover;
mod draft;
mod due;
mod entries;
mod ledger;
mod movement;
mod orders;
mod pay;
mod pools;

use federation::Hash;
use federation::charter::Charter;
use federation::closing::Report;
use federation::facts::Facts;
use federation::roll::Roll;
use jiff::civil::Date;
use purse::money::MoneyRefusal;

pub use claim::Claim;
pub use closing::deficits;
pub use draft::{DraftRefusal, Face, Faces, Paper, draft};
pub use due::{Borne, Cover, Due, Way};
pub use entries::{Unplaced, WhyUnplaced};
pub use ledger::{Planned, Settlement};
pub use movement::{Moved, Movement, Party};
pub use orders::{OrderFault, Ready, order, reference};

pub use pools::pools;

use crate::note::NumberRefusal;

/// Periods that are followed, at most: a hundred years of months.
pub const MAX_PERIODS: usize = 1_200;

/// A closed period.
#[derive(Debug, Clone, Copy)]
pub struct ClosedPeriod<'a> {
    pub report: &'a Report,
    pub hash: Hash,
    /// The day on which its notes are issued, the same for every member: [`issue_day`].
    pub closed_on: Date,
    /// What held on the period's first day.
    pub charter: &'a Charter,
    /// As the entries below its cuts have it.
    pub roll: &'a Roll,
}

/// What a settlement is followed from. Nothing else has a say in it.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// All closed periods from the first, in order.
    pub periods: &'a [ClosedPeriod<'a>],
    /// All entries that are known.
    pub facts: &'a Facts,
    /// Who holds the fund on which day.
    pub roll: &'a Roll,
    pub today: Date,
}

/// Why nothing can be followed. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum SettlementRefusal {
    #[error("more than {MAX_PERIODS} periods")]
    TooMany,
    #[error("a report is not the one that its hash names")]
    Hash,
    #[error("the reports do not follow on each other from the first")]
    NotNext,
    #[error("a period was closed before it ended, or before the one before it was")]
    Day,
    #[error(transparent)]
    Number(#[from] NumberRefusal),
    #[error("a sum is too large")]
    TooLarge,
}

impl From<MoneyRefusal> for SettlementRefusal {
    fn from(_: MoneyRefusal) -> Self {
        Self::TooLarge
    }
}

/// The day on which the notes of a report are issued: when, as the charter says, every member states what it computed. It
/// is in no entry on which day a majority was complete, and all members must have the same days.
#[must_use]
pub fn issue_day(report: &Report, charter: &Charter) -> Option<Date> {
    let end = report.span.period()?.end_day();
    end.checked_add(jiff::Span::new().days(i64::from(charter.votes.closing_days))).ok()
}

/// Follows every member's account to the end of `today`.
///
/// # Errors
/// The first [`SettlementRefusal`] that applies.
pub fn follow(ground: &Ground<'_>) -> Result<Settlement, SettlementRefusal> {
    check(ground.periods)?;
    let (events, unplaced) = entries::events(ground);
    let mut settlement = Settlement::new(ground, unplaced)?;
    for (place, period) in ground.periods.iter().enumerate() {
        settlement.advance(&events, place, period.closed_on)?;
        settlement.close(place, period)?;
    }
    settlement.advance(&events, ground.periods.len(), ground.today)?;
    Ok(settlement)
}

fn check(periods: &[ClosedPeriod<'_>]) -> Result<(), SettlementRefusal> {
    use federation::signed::Signable;
    if periods.len() > MAX_PERIODS {
        return Err(SettlementRefusal::TooMany);
    }
    let mut before: Option<&ClosedPeriod<'_>> = None;
    for closed in periods {
        if closed.report.hash() != closed.hash {
            return Err(SettlementRefusal::Hash);
        }
        let period = closed.report.span.period().ok_or(SettlementRefusal::NotNext)?;
        let end = before.and_then(|before| before.report.span.period()).map(|period| period.end_day());
        if closed.report.previous != before.map(|before| before.hash)
            || end.is_some_and(|end| end != period.first_day())
        {
            return Err(SettlementRefusal::NotNext);
        }
        if closed.closed_on < period.end_day() || before.is_some_and(|before| closed.closed_on < before.closed_on) {
            return Err(SettlementRefusal::Day);
        }
        before = Some(closed);
    }
    Ok(())
}
