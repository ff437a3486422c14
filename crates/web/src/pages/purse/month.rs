//! `/purse`: the month.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;

use super::chosen::Chosen;
use super::corrected::Corrections;
use super::figures::Scene;
use super::{Asked, page, todo};
use crate::app::App;
use crate::pages::stop::Stop;
use crate::sessions::Visit;
use crate::view::purse::AlonePage;
use crate::view::purse::month::MonthPage;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/purse", get(show))
}

async fn show(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    visit.reader()?;
    let chrome = visit.chrome(&app).await?;
    let Some(office) = app.office() else { return page(&AlonePage { chrome }) };
    let chosen = Chosen::read(&office, &asked.month).await?;
    let todo = if visit.treasurer().is_ok() { Some(todo::all(&office, &chosen).await) } else { None };
    let desk = office.desk().await;
    let mut figures = None;
    if let Some(closing) = &chosen.closing
        && let Some(charter) = desk.charters().get(&closing.report.charter)
    {
        let (names, me, period) = (&chosen.names, office.member(), chosen.period);
        let scene = Scene { lang: visit.lang, names, me, period, closing, charter };
        figures = Some(scene.figures().map_err(|refusal| Stop::Failure(refusal.to_string()))?);
    }
    let roll = &desk.chain().map_err(|halt| Stop::Failure(halt.to_string()))?.roll;
    let corrections = Corrections { chosen: &chosen, facts: desk.facts(), roll, me: office.member() }.counting();
    drop(desk);
    page(&MonthPage {
        chrome,
        month: chosen.period.first_day(),
        months: chosen.offered,
        standing: chosen.standing,
        todo,
        corrections,
        figures,
    })
}
