//! The month that a page shows, and what is known of it.

use exchange::{Month, Office};
use federation::charter::Charter;
use federation::closing::{Closing, Proposal, Report, Span};
use federation::facts::Facts;
use federation::signed::Signable;
use jiff::civil::Date;
use purse::cost::Period;
use purse::money::Money;
use purse::split::Books;

use crate::pages::months::read_month;
use crate::pages::names::Names;
use crate::pages::stop::Stop;
use crate::view::purse::month::Standing;

/// What a page of a month begins with.
pub(super) struct Chosen {
    pub(super) names: Names,
    pub(super) span: Span,
    pub(super) period: Period,
    /// The first days of all months since the founding, newest first.
    pub(super) offered: Vec<Date>,
    /// Where each month stands, up to the first that is not closed.
    pub(super) months: Vec<Month>,
    pub(super) standing: Standing,
    /// What the month comes to; none if there is nothing to compute from.
    pub(super) closing: Option<Closing>,
}

impl Chosen {
    /// The month that is asked for, or the one that is running.
    pub(super) async fn read(office: &Office, asked: &str) -> Result<Self, Stop> {
        let spans = office.spans().await;
        let wanted = read_month(asked).map(|period| period.first_day());
        let first = |span: &Span| span.period().map(|period| period.first_day());
        let span = spans.iter().find(|span| wanted.is_some() && first(span) == wanted).or(spans.last());
        let nothing = || Stop::Failure("the federation has no month yet".to_owned());
        let span = *span.ok_or_else(nothing)?;
        let period = span.period().ok_or_else(nothing)?;
        let months = office.months().await?;
        let names = Names::of(office).await?;
        let closed = months.iter().find(|month| month.span == span).is_some_and(Month::is_closed);
        let closing = if closed {
            agreed(office, &months, span).await?.map(|(_, closing)| closing)
        } else {
            so_far(office, span).await?
        };
        let running = spans.last() == Some(&span);
        let standing = match (closed, running) {
            (true, _) => Standing::Closed,
            (false, true) => Standing::Running,
            (false, false) => Standing::Open,
        };
        let offered = spans.iter().rev().filter_map(first).collect();
        Ok(Self { names, span, period, offered, months, standing, closing })
    }

    /// The first day of the first month that is not closed: nothing that is written counts before it.
    pub(super) fn open_from(&self) -> Date {
        open_from(&self.months).unwrap_or_else(|| self.period.first_day())
    }

    /// What was said of the month.
    pub(super) fn month(&self) -> Option<&Month> {
        self.months.iter().find(|month| month.span == self.span)
    }
}

/// What a month that is not closed comes to by what is known now; none if that leads to nothing.
pub(super) async fn so_far(office: &Office, span: Span) -> Result<Option<Closing>, Stop> {
    match office.so_far(span).await? {
        Some(Ok(closing)) => Ok(Some(closing)),
        Some(Err(refusal)) => {
            tracing::warn!(%refusal, "the entries of a month lead to no report");
            Ok(None)
        }
        None => Ok(None),
    }
}

/// The first day of the first month that is not closed; none if all are.
pub(super) fn open_from(months: &[Month]) -> Option<Date> {
    let open = months.iter().find(|month| !month.is_closed());
    let span = open.or(months.last()).map(|month| month.span)?;
    let period = span.period()?;
    Some(if open.is_some() { period.first_day() } else { period.end_day() })
}

/// The report of the month before.
pub(super) fn before(months: &[Month], span: Span) -> Option<&Report> {
    let place = months.iter().position(|month| month.span == span)?;
    months.get(place.checked_sub(1)?)?.report.as_ref()
}

/// What the proposal of a month, the one that closed it or the one that is open, leads to, with the entries that it names.
pub(super) async fn agreed(office: &Office, months: &[Month], span: Span) -> Result<Option<(Facts, Closing)>, Stop> {
    let Some(report) = months.iter().find(|month| month.span == span).and_then(|month| month.report.as_ref()) else {
        return Ok(None);
    };
    let proposals: Vec<Proposal> = {
        let desk = office.desk().await;
        let of_month = desk.facts().proposals.values().map(|at| &at.fact).filter(|one| one.span == span);
        of_month.filter(|one| one.cuts == report.cuts).cloned().collect()
    };
    for proposal in proposals {
        let found = office.explained(&proposal, before(months, span)).await?;
        if let Some((facts, closing)) = found
            && closing.report.hash() == report.hash()
        {
            return Ok(Some((facts, closing)));
        }
    }
    Ok(None)
}

/// What a closing was split from.
pub(super) fn books<'a>(closing: &'a Closing, charter: &'a Charter, period: Period) -> Books<'a, purse::id::MemberId> {
    let report = &closing.report;
    let fund = report.fund_before.plus(report.contributions).unwrap_or(Money::ZERO);
    let (members, bills, used) = (&closing.members, &closing.bills[..], &closing.used);
    Books { period, rules: &charter.rules, members, bills, used, fund }
}
