//! `/purse/break-even`: the member's year, reckoned with `purse::break_even`.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use exchange::Office;
use federation::closing::Report;
use jiff::tz::TimeZone;
use purse::break_even::{Basis, Cost, Income, Plan, PlanRefusal};
use purse::money::Money;
use serde::Deserialize;

use super::chosen::so_far;
use super::{page, refused, typed};
use crate::app::App;
use crate::i18n::{Lang, format};
use crate::pages::stop::Stop;
use crate::sessions::Visit;
use crate::view::purse::AlonePage;
use crate::view::purse::break_even::{BreakEvenPage, Plan as Shown, PlanForm, PlanRow, Reckoned};
use crate::view::{Complaint, Complaints};

/// Adherents of one member, at most: as many as a plan counts.
const MAX_ADHERENTS: u32 = 10_000_000;

/// What the form begins with where nothing is known: 30 euros a year.
const FEE: &str = "30.00";

const UNIT: &str = "adherent";
const DUES: &str = "dues";
const MONTHS: i64 = 12;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/purse/break-even", get(show))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    adherents: Option<String>,
    fee: String,
    times: String,
    shared: String,
    own: String,
    other: String,
}

async fn show(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    visit.reader()?;
    let chrome = visit.chrome(&app).await?;
    let Some(office) = app.office() else { return page(&AlonePage { chrome }) };
    let year = TimeZone::UTC.to_datetime(app.seams.clock.now()).date().year();
    let (form, reckoned) = match asked.adherents {
        None => begun(&office, visit.lang, year).await?,
        Some(adherents) => {
            let Asked { fee, times, shared, own, other, .. } = asked;
            (PlanForm { adherents, fee, times, shared, own, other }, Reckoned::Typed)
        }
    };
    let (plan, complaints) = match reckon(&form) {
        Ok(plan) => (Some(plan), Complaints::default()),
        Err(complaints) => (None, complaints),
    };
    let right = complaints.none();
    let filled = BreakEvenPage { chrome, form, complaints, reckoned, year, plan };
    if right { page(&filled) } else { refused(&filled) }
}

/// The form as it begins: the member's adherents, and its charges of this year as if the year went on like this.
async fn begun(office: &Office, lang: Lang, year: i16) -> Result<(PlanForm, Reckoned), Stop> {
    let me = office.member();
    let (charges, reckoned) = charges(office, year).await?;
    let a_year = a_year(&charges);
    let desk = office.desk().await;
    let declared = desk.facts().declarations.get(&me).and_then(|said| said.last()).map(|said| said.fact.adherents);
    let seat = desk.chain().ok().and_then(|chain| chain.roll.members.get(&me).map(|one| one.seat.adherents));
    let form = PlanForm {
        adherents: declared.or(seat).unwrap_or(0).to_string(),
        fee: format::as_typed(lang, FEE),
        times: "1".to_owned(),
        shared: format::as_typed(lang, &Money::from_minor(a_year).unwrap_or_default().to_string()),
        own: String::new(),
        other: String::new(),
    };
    Ok((form, reckoned))
}

/// What this member bears of the closed months of a year; of the first open one if none of the year is closed, since a
/// month that is still running is no whole one.
async fn charges(office: &Office, year: i16) -> Result<(Vec<Money>, Reckoned), Stop> {
    let me = office.member();
    let charge = |report: &Report| report.line(&me).map(|line| line.charge);
    let months = office.months().await?;
    let of_year = || months.iter().filter(|month| month.span.year == year);
    let closed = of_year().filter(|month| month.is_closed()).filter_map(|month| month.report.as_ref());
    let closed: Vec<Money> = closed.filter_map(charge).collect();
    if !closed.is_empty() {
        let count = u64::try_from(closed.len()).unwrap_or(u64::MAX);
        return Ok((closed, Reckoned::Closed(count)));
    }
    let Some(span) = of_year().find(|month| !month.is_closed()).map(|month| month.span) else {
        return Ok((Vec::new(), Reckoned::Nothing));
    };
    let charged = so_far(office, span).await?.and_then(|closing| charge(&closing.report));
    Ok(match (charged, span.period()) {
        (Some(charge), Some(period)) => (vec![charge], Reckoned::Open(period.first_day())),
        _ => (Vec::new(), Reckoned::Nothing),
    })
}

/// Twelve months like these, in cents. Rounded up: a plan does not look better than it is.
fn a_year(charges: &[Money]) -> i64 {
    let counted = i64::try_from(charges.len()).unwrap_or(i64::MAX);
    let sum = Money::sum(charges.iter().copied()).unwrap_or_default().minor();
    sum.saturating_mul(MONTHS).saturating_add((counted - 1).max(0)) / counted.max(1)
}

/// What was typed, reckoned; or what is wrong with it.
fn reckon(form: &PlanForm) -> Result<Shown, Complaints> {
    let plain: String = form.adherents.chars().filter(|character| !character.is_whitespace()).collect();
    let adherents = plain.parse::<u32>().ok().filter(|count| *count <= MAX_ADHERENTS);
    let adherents = adherents.ok_or(Complaint::AdherentsShape);
    let optional = |text: &str, wrong| match text.trim() {
        "" => Ok(Money::ZERO),
        text => typed::money(text).ok_or(wrong),
    };
    let fee = typed::money(form.fee.trim()).ok_or(Complaint::FeeShape);
    let shared = optional(&form.shared, Complaint::SharedShape);
    let own = optional(&form.own, Complaint::OwnCostsShape);
    let other = optional(&form.other, Complaint::OtherIncomeShape);
    let (adherents, fee, shared, own, other) = super::expenses::read!(adherents, fee, shared, own, other)?;
    let monthly = form.times == "12";
    let times = if monthly { 12 } else { 1 };
    let fixed = |label: &str, amount| Cost { label: label.to_owned(), amount, basis: Basis::Fixed };
    let plan = Plan {
        units: BTreeMap::from([(UNIT.to_owned(), adherents), ("year".to_owned(), 1)]),
        incomes: vec![
            Income { label: DUES.to_owned(), of: UNIT.to_owned(), amount: fee, times },
            Income { label: "other".to_owned(), of: "year".to_owned(), amount: other, times: 1 },
        ],
        costs: vec![fixed("shared", shared), fixed("own", own)],
        gifts: Vec::new(),
    };
    shown(&plan, adherents, fee, monthly).map_err(|_| Complaints(vec![Complaint::FeeShape]))
}

fn shown(plan: &Plan, adherents: u32, fee: Money, monthly: bool) -> Result<Shown, PlanRefusal> {
    let balance = plan.balance()?;
    let mut rows = Vec::new();
    for (count, smallest_fee) in plan.fees(DUES, &around(adherents))? {
        let mut other = plan.clone();
        other.units.insert(UNIT.to_owned(), count);
        let balance = other.balance()?;
        rows.push(PlanRow { count, smallest_fee, income: balance.income, result: balance.result });
    }
    Ok(Shown {
        income: balance.income,
        costs: balance.costs,
        result: balance.result,
        fee,
        monthly,
        adherents,
        count: plan.smallest_count(DUES, fee)?,
        rows,
    })
}

/// The planned count, three quarters of it, and up to twice of it, as `ecot break-even` tells them.
fn around(planned: u32) -> BTreeSet<u32> {
    let quarters = |many: u32| planned.saturating_mul(many).div_ceil(4).max(1);
    [3, 4, 5, 6, 8].into_iter().map(quarters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(adherents: &str, fee: &str, shared: &str) -> PlanForm {
        PlanForm { adherents: adherents.into(), fee: fee.into(), shared: shared.into(), ..PlanForm::default() }
    }

    #[test]
    fn forty_adherents_at_thirty_a_year_carry_twelve_hundred() {
        let plan = reckon(&form("37", "30,00", "1200")).unwrap();
        assert_eq!((plan.count, plan.result.to_string()), (Some(40), "-90.00".to_owned()));
        let row = plan.rows.iter().find(|row| row.count == 37).unwrap();
        assert_eq!(row.smallest_fee.map(|fee| fee.to_string()), Some("32.44".to_owned()));
        let monthly = reckon(&PlanForm { times: "12".into(), ..form("37", "3", "1200") }).unwrap();
        assert_eq!(monthly.count, Some(34));
        assert_eq!(reckon(&form("37", "0", "1200")).unwrap().count, None);
    }

    #[test]
    fn a_year_is_twelve_months_like_those_that_were_closed() {
        let cents = |minor| Money::from_minor(minor).unwrap();
        assert_eq!((a_year(&[]), a_year(&[cents(1_000)])), (0, 12_000));
        assert_eq!(a_year(&[cents(100), cents(101), cents(100), cents(100), cents(100)]), 1_203);
    }

    #[test]
    fn each_wrong_figure_of_a_plan_has_its_complaint() {
        let wrong = PlanForm { own: "x".into(), other: "-1".into(), ..form("some", "thirty", "1.001") };
        let all = [
            Complaint::AdherentsShape,
            Complaint::FeeShape,
            Complaint::SharedShape,
            Complaint::OwnCostsShape,
            Complaint::OtherIncomeShape,
        ];
        assert_eq!(reckon(&wrong), Err(Complaints(all.to_vec())));
    }
}
