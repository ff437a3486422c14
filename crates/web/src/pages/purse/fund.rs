//! `/purse/fund`: the common balance.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use federation::closing::Report;
use jiff::tz::TimeZone;
use purse::money::Money;

use super::chosen::so_far;
use super::page;
use crate::app::App;
use crate::pages::names::Names;
use crate::pages::stop::Stop;
use crate::sessions::Visit;
use crate::view::purse::AlonePage;
use crate::view::purse::fund::{FundMonth, FundPage};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/purse/fund", get(show))
}

async fn show(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    visit.reader()?;
    let chrome = visit.chrome(&app).await?;
    let Some(office) = app.office() else { return page(&AlonePage { chrome }) };
    let known = office.months().await?;
    let mut months: Vec<FundMonth> =
        known.iter().filter(|month| month.is_closed()).filter_map(|month| of(month.report.as_ref()?, true)).collect();
    let balance = months.last().map_or(Money::ZERO, |month| month.after);
    let open = known.iter().find(|month| !month.is_closed()).map(|month| month.span);
    if let Some(span) = open
        && let Some(closing) = so_far(&office, span).await?
    {
        months.extend(of(&closing.report, false));
    }
    months.reverse();
    let names = Names::of(&office).await?;
    let desk = office.desk().await;
    let roll = &desk.chain().map_err(|halt| Stop::Failure(halt.to_string()))?.roll;
    let today = TimeZone::UTC.to_datetime(app.seams.clock.now()).date();
    let charter = desk.charters().get(&roll.charter_on(today));
    let holder = roll.holder_on(today);
    page(&FundPage {
        chrome,
        holder: holder.map(|holder| names.name(&holder)),
        own: holder == Some(office.member()) && visit.treasurer().is_ok(),
        minimum: charter.map_or(Money::ZERO, |charter| charter.rules.fund_minimum),
        balance,
        months,
    })
}

fn of(report: &Report, closed: bool) -> Option<FundMonth> {
    let received = Money::ZERO.minus(report.fund).unwrap_or_default();
    Some(FundMonth {
        month: report.span.period()?.first_day(),
        before: report.fund_before,
        contributions: report.contributions,
        paid: report.fund.max(Money::ZERO),
        received: received.max(Money::ZERO),
        after: report.fund_after,
        deficit: report.deficit,
        closed,
    })
}
