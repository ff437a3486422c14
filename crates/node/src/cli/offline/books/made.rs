//! From verified periods to a book.

use std::collections::BTreeMap;

use books::journal::{Book, BookRefusal, CodeRefusal, Language, Lived, NotBooked, Owner, Year, code_of, of_federation};
use books::settlement::{ClosedPeriod, Face, Ground, SettlementRefusal, follow, issue_day, pools};
use federation::audit::{Audit, Closed};
use federation::charter::Charter;
use jiff::civil::Date;
use purse::id::MemberId;
use purse::split::{ByPool, SplitRefusal};

use crate::cli::offline::places::Place;

/// What a book is made of.
pub struct Made<'a> {
    pub audit: &'a Audit<Place>,
    /// From the first period on.
    pub closed: &'a [Closed],
    pub until: Option<Date>,
}

/// Why there is no book.
#[derive(Debug, thiserror::Error)]
pub enum NotMade {
    #[error("a period's charter is not there")]
    Charter,
    #[error("there is no such day")]
    Day,
    #[error("{0} never was a member")]
    NoMember(MemberId),
    #[error(transparent)]
    Split(#[from] SplitRefusal),
    #[error(transparent)]
    Settlement(#[from] SettlementRefusal),
    #[error(transparent)]
    NotBooked(#[from] NotBooked),
    #[error(transparent)]
    Code(#[from] CodeRefusal),
    #[error(transparent)]
    Book(#[from] BookRefusal),
}

impl Made<'_> {
    /// A member's book, or the fund's.
    pub fn book(&self, member: Option<MemberId>, year: Option<Year>, language: Language) -> Result<Book, NotMade> {
        let roll = self.audit.roll();
        if let Some(member) = member.filter(|member| !roll.members.contains_key(member)) {
            return Err(NotMade::NoMember(member));
        }
        let periods = self.closed.iter().map(|closed| self.period(closed)).collect::<Result<Vec<_>, _>>()?;
        let closed: Vec<ClosedPeriod<'_>> = periods.iter().map(|(period, _)| *period).collect();
        let today = self.until.unwrap_or_else(|| self.last_day(&closed));
        let settlement = follow(&Ground { periods: &closed, facts: self.audit.facts(), roll, today })?;
        let names = roll.members.iter().map(|(id, standing)| (*id, Face::of(&standing.seat, None).host)).collect();
        let title = periods.last().map_or("", |(period, _)| period.charter.title.as_str());
        let lived = Lived {
            title,
            periods: &periods,
            settlement: &settlement,
            facts: self.audit.facts(),
            roll,
            names: &names,
            suppliers: &BTreeMap::new(),
        };
        let (federation, records) = of_federation(&lived)?;
        let owner = match member {
            Some(member) => Owner::Member(code_of(&member)?),
            None => Owner::Fund,
        };
        let year = year.or_else(|| self.year()).ok_or(NotMade::Day)?;
        Ok(Book::build(&federation, &owner, year, language, &records)?)
    }

    fn period<'a>(&'a self, closed: &'a Closed) -> Result<(ClosedPeriod<'a>, BTreeMap<MemberId, ByPool>), NotMade> {
        let report = &closed.closing.report;
        let charter: &Charter = self.audit.charter(&report.charter).ok_or(NotMade::Charter)?;
        let closed_on = issue_day(report, charter).ok_or(NotMade::Day)?;
        let (hash, roll) = (closed.hash, &closed.closing.chain.roll);
        Ok((ClosedPeriod { report, hash, closed_on, charter, roll }, pools(&closed.closing, charter)?))
    }

    /// The last day on which the logs tell of a payment or a note.
    fn last_day(&self, periods: &[ClosedPeriod<'_>]) -> Date {
        let paid = self.audit.facts().payments.values().map(|payment| payment.fact.day);
        paid.chain(periods.iter().map(|period| period.closed_on)).max().unwrap_or(Date::MIN)
    }

    /// The year in which the last period ends.
    fn year(&self) -> Option<Year> {
        let last = self.closed.last()?.span.period()?.end_day().yesterday().ok()?;
        Some(Year { first: last.first_of_year(), last: last.last_of_year() })
    }
}
