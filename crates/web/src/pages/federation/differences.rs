//! Where counts of use differ, with the evidence; and what this member saw of its carriers itself.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use carry::canary::Beside;
use exchange::{DayDifference, Differences, Office};
use federation::closing::Span;
use federation::entry::AuditRow;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use store::{AskedFor, CarrierAnswer, PartReports};

use super::{frame, office};
use crate::app::App;
use crate::pages::months::read_month;
use crate::pages::names::Names;
use crate::pages::page;
use crate::pages::stop::Stop;
use crate::sessions::Visit;
use crate::view::federation::Tab;
use crate::view::federation::differences::{
    AnswerSums, Canary, Difference, DifferencesPage, Evidence, Failed, OfCarrier, Reported, Why,
};
use crate::view::purse::quantity;

/// Answers and reports that the page shows of a month, at most; the evidence is kept.
const SHOWN: u32 = 100;

/// Bytes of a part's object and hashes that are shown in hexadecimal.
const SHOWN_DIGITS: usize = 16;

/// Hours of a day, of which storage is a mean.
const DAY_HOURS: u32 = 24;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/federation/differences", get(differences))
}

/// The month that the page is asked for.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    month: String,
}

async fn differences(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    visit.reader()?;
    let office = office(&app)?;
    let spans = office.spans().await;
    let first = |span: &Span| span.period().map(|period| period.first_day());
    let wanted = read_month(&asked.month).map(|period| period.first_day());
    let span = spans.iter().find(|span| wanted.is_some() && first(span) == wanted).or(spans.last());
    let nothing = || Stop::Failure("the federation has no month yet".to_owned());
    let span = *span.ok_or_else(nothing)?;
    let period = span.period().ok_or_else(nothing)?;
    let names = Names::of(&office).await?;
    let found = office.differences(span).await?.unwrap_or_default();
    let Differences { days, more, audits } = found;
    let own = own(&office, &names, (period.first_day(), period.end_day())).await?;
    let chrome = visit.chrome(&app).await?;
    let desk = office.desk().await;
    let sums = |(home, carrier, row): (_, _, AuditRow)| OfCarrier {
        home: names.name(&home),
        carrier: names.name(&carrier),
        sums: sums(&row),
    };
    page(&DifferencesPage {
        chrome,
        frame: frame(&desk, &visit, Tab::Carrying),
        month: period.first_day(),
        months: spans.iter().rev().filter_map(first).collect(),
        days: days.iter().map(|day| difference(day, &names, &visit)).collect(),
        more: u64::try_from(more).unwrap_or(u64::MAX),
        audits: audits.into_iter().map(sums).collect(),
        failed: own.0,
        reported: own.1,
    })
}

fn difference(day: &DayDifference, names: &Names, visit: &Visit) -> Difference {
    let (account, counted) = (&day.account, &day.counted);
    let amount = |amount: u128| quantity(visit.lang, &account.unit, amount, DAY_HOURS);
    let bytes = |amount: u128| quantity(visit.lang, &purse::usage::Unit::Byte, amount, DAY_HOURS);
    let some = |amount: u128| (amount > 0).then_some(amount);
    let short = |beside: Beside| match beside {
        Beside::Enough => None,
        Beside::Short(missing) => Some(bytes(missing)),
    };
    let canary = |(canary, row): &(purse::id::MemberId, federation::entry::CanaryRow)| Canary {
        name: names.name(canary),
        received: bytes(row.received.into()),
        reported: bytes(row.reported.into()),
    };
    let seen = counted.observation.unwrap_or(0);
    Difference {
        day: counted.day.date(),
        home: names.name(&account.home),
        carrier: names.name(&account.carrier),
        service: account.service.clone(),
        claim: amount(counted.claim),
        observation: counted.observation.map(amount),
        charged: counted.charged.map(amount),
        disputed: some(counted.disputed).map(amount),
        beyond: some(counted.beyond).map(amount),
        tolerance: day.tolerance,
        apart: day.apart,
        claims_more: counted.claim > seen,
        evidence: Evidence {
            canaries: day.canaries.iter().map(canary).collect(),
            claim_short: short(day.claim_beside()),
            observation_short: short(day.observation_beside()).filter(|_| counted.observation.is_some()),
            audit: day.audit.as_ref().map(sums),
        },
    }
}

const fn sums(row: &AuditRow) -> AnswerSums {
    let AuditRow { right, late, silent, refused, altered, .. } = *row;
    AnswerSums { right, late, silent, refused, altered }
}

/// What this member saw of the carriers of its videos, and what players told of them, in these days.
async fn own(
    office: &Office,
    names: &Names,
    (from, until): (Date, Date),
) -> Result<(Vec<Failed>, Vec<Reported>), Stop> {
    let begins = |day: Date| TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::MAX);
    let (from, until) = (begins(from), begins(until));
    let failed = office.store().failed_between(from, until, SHOWN).await?;
    let reported = office.store().reported_parts(from, until, SHOWN).await?;
    let failed = failed.iter().map(|answer| failure(answer, names));
    Ok((failed.collect(), reported.iter().map(|part| told(part, names)).collect()))
}

fn failure(answer: &CarrierAnswer, names: &Names) -> Failed {
    Failed {
        at: answer.asked_at,
        carrier: names.name(&answer.carrier),
        why: match answer.cause {
            AskedFor::Drawn => Why::Drawn,
            AskedFor::Reported => Why::Reported,
        },
        verdict: answer.verdict,
        part: part(&answer.object.to_string(), answer.start, answer.len),
        status: answer.status,
        expected: digits(&answer.expected),
        found: answer.found.as_ref().map(digits),
    }
}

fn told(reports: &PartReports, names: &Names) -> Reported {
    let PartReports { part: told, reports, last_at, tried_at, .. } = reports;
    Reported {
        carrier: names.name(&told.carrier),
        part: part(&told.object.to_string(), told.start, told.len),
        reports: *reports,
        last: *last_at,
        tried: *tried_at,
    }
}

/// A part as it is shown: the beginning of its object's name, its first and its last byte.
fn part(object: &str, start: u64, len: u64) -> String {
    let object: String = object.chars().take(SHOWN_DIGITS).collect();
    format!("{object}… {start}–{}", start.saturating_add(len.saturating_sub(1)))
}

fn digits(hash: &[u8; 32]) -> String {
    let digits = data_encoding::HEXLOWER.encode(hash);
    format!("{}…", digits.chars().take(SHOWN_DIGITS).collect::<String>())
}
