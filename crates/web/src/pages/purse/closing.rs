//! `/purse/closing`: what a month is to be closed on, and the treasurer's word on it.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use data_encoding::HEXLOWER;
use exchange::{Month, Office};
use federation::closing::{Report, Statement, turn};
use federation::desk::{Desk, Duty, Waiting};
use federation::rounds::{Outcome, Voice};
use federation::signed::Signable;

use super::chosen::{Chosen, agreed};
use super::compared::difference;
use super::posted::PostedFile;
use super::traced::proposed;
use super::{Asked, done, page};
use crate::app::App;
use crate::pages::fields::Posted;
use crate::pages::months;
use crate::pages::names::Names;
use crate::pages::stop::Stop;
use crate::sessions::Visit;
use crate::view::Notice;
use crate::view::purse::AlonePage;
use crate::view::purse::closing::{ClosingPage, Said, Stage, Word};

/// Bytes of a report that is compared, with its form, at most.
const MAX_REPORT_BYTES: usize = 16_100_000;

/// Figures of a hash that are shown beside another.
const SHORT_HASH: usize = 8;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/purse/closing", get(show))
        .route("/purse/closing/approve", post(approve))
        .route("/purse/closing/report", get(report))
        .route("/purse/closing/compare", post(compare).layer(DefaultBodyLimit::max(MAX_REPORT_BYTES)))
}

async fn show(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    visit.reader()?;
    let Some(office) = app.office() else { return page(&AlonePage { chrome: visit.chrome(&app).await? }) };
    page(&page_of(&app, &visit, &office, &asked.month).await?)
}

async fn page_of(app: &App, visit: &Visit, office: &Office, asked: &str) -> Result<ClosingPage, Stop> {
    let chosen = Chosen::read(office, asked).await?;
    let month = chosen.month();
    let explained = agreed(office, &chosen.months, chosen.span).await?;
    let (stage, words) = {
        let desk = office.desk().await;
        let stage = month.map_or(Stage::Before, |month| stage(&month.duty, &chosen.names));
        let words = words(&desk, &chosen, month);
        (after_giving_up(stage, &words, &chosen.names.name(&desk.me().member)), words)
    };
    let proposed = match explained {
        Some((facts, closing)) => {
            let key = month.and_then(|month| month.proposal).map(|key| HEXLOWER.encode(&key)).unwrap_or_default();
            Some(proposed(office, visit.lang, &chosen, (&facts, &closing), key).await?)
        }
        None => None,
    };
    let treasurer = visit.treasurer().is_ok();
    Ok(ClosingPage {
        chrome: visit.chrome(app).await?,
        month: chosen.period.first_day(),
        months: chosen.offered.clone(),
        may_approve: treasurer && matches!(stage, Stage::Treasurer(_)),
        may_compare: treasurer,
        stage,
        words,
        proposed,
        difference: None,
    })
}

fn stage(duty: &Duty, names: &Names) -> Stage {
    match duty {
        Duty::Wait(Waiting::Period) => Stage::TooEarly,
        Duty::Wait(Waiting::NotInTheRoster) => Stage::NotOurs,
        Duty::Wait(Waiting::Cosigners(logs)) => Stage::Signatures(names.of_logs(logs)),
        Duty::Wait(Waiting::Proposal(member)) => Stage::Proposal(names.name(member)),
        Duty::Wait(Waiting::Entries(logs)) => Stage::Entries(names.of_logs(logs)),
        Duty::Wait(Waiting::Treasurer(until)) => Stage::Treasurer(*until),
        Duty::Wait(Waiting::Others(members)) => Stage::Others(names.of_members(members)),
        Duty::Propose(_) => Stage::Proposing,
        Duty::Recompute(_) => Stage::Stating,
        Duty::Abandon { .. } => Stage::GivingUp,
        Duty::Closed { .. } => Stage::Closed,
        Duty::Contradicted { by } => Stage::Contradicted(names.of_members(by)),
    }
}

/// Who gave the round up waits for the others too, and has said nothing that it computed.
fn after_giving_up(stage: Stage, words: &[Word], own: &str) -> Stage {
    let gave_up = words.iter().any(|word| word.name == own && word.said == Said::GivenUp);
    match stage {
        Stage::Others(members) if gave_up => Stage::GaveUp(members),
        stage => stage,
    }
}

/// What each member of the roster said in the round that is open, or in the one that decided.
fn words(desk: &Desk, chosen: &Chosen, month: Option<&Month>) -> Vec<Word> {
    let Ok(chain) = desk.chain() else { return Vec::new() };
    let roster = chain.roll.roster(&chosen.period);
    let statements: Vec<Statement> = desk.facts().statements(&chain.roll, chosen.span).collect();
    if statements.is_empty() && month.is_none_or(|month| month.report.is_none()) {
        return Vec::new();
    }
    let turn = turn(chosen.span, &roster, &statements);
    let (round, decided) = match turn.outcome {
        Outcome::Open { round, .. } => (round, None),
        Outcome::Decided { round, hash } => (round, Some(hash)),
        Outcome::Contradicted { first, .. } => (0, Some(first)),
    };
    let ours = month.and_then(|month| month.report.as_ref()).map(Signable::hash).or(decided);
    let word = |member| {
        let said = match turn.heard.of(round, member).next() {
            None => Said::Nothing,
            Some(Voice::Abandon) => Said::GivenUp,
            Some(Voice::For(hash)) if ours.is_none_or(|ours| ours == hash) => Said::Same,
            Some(Voice::For(hash)) => Said::Other(hash.to_string().chars().take(SHORT_HASH).collect()),
        };
        Word { name: chosen.names.name(member), round, said }
    };
    roster.iter().map(word).collect()
}

/// The treasurer agrees to what a proposal leads to; the member then says so to the others.
async fn approve(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    visit.treasurer()?;
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let key = HEXLOWER.decode(fields.text("proposal").as_bytes()).ok().and_then(|key| key.try_into().ok());
    let key: [u8; 32] = key.ok_or(Stop::NOT_FOUND)?;
    let month = months::read_month(fields.text("month")).ok_or(Stop::NOT_FOUND)?;
    if !office.store().approve_report(&key, app.seams.clock.now()).await? {
        let chosen = Chosen::read(&office, fields.text("month")).await?;
        // A second click finds it approved already; a proposal that nobody computed is not one of ours.
        if chosen.month().is_none_or(|month| month.report.is_none()) {
            return Err(Stop::NOT_FOUND);
        }
    }
    // It would be said at the next tick; said now, the page shows it.
    if let Err(failure) = office.close().await {
        tracing::warn!(%failure, "what the treasurer approved will be said later");
    }
    let path = format!("/purse/closing?month={}", months::write(month.first_day()));
    Ok(done(&path, Notice::ClosingApproved))
}

async fn our_report(office: &Office, asked: &str) -> Result<Report, Stop> {
    let chosen = Chosen::read(office, asked).await?;
    chosen.month().and_then(|month| month.report.clone()).ok_or(Stop::NOT_FOUND)
}

/// The report as a file, for another member to compare.
async fn report(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    visit.reader()?;
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let report = our_report(&office, &asked.month).await?;
    let month = report.span.period().map(|period| months::write(period.first_day())).unwrap_or_default();
    let mut response = report.to_cbor().into_response();
    let headers = response.headers_mut();
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"ecot-report-{month}.cbor\""));
    headers.insert(CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/cbor"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(response)
}

/// Names the first thing in which another member's report differs from ours.
async fn compare(State(app): State<App>, PostedFile { visit, fields, file }: PostedFile) -> Result<Response, Stop> {
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let ours = our_report(&office, fields.text("month")).await?;
    let theirs = file.and_then(|file| Report::from_cbor(&file.bytes).ok());
    let mut filled = page_of(&app, &visit, &office, fields.text("month")).await?;
    let names = Names::of(&office).await?;
    filled.difference = Some(difference(visit.lang, &names, &ours, theirs.as_ref()));
    page(&filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_gave_the_round_up_is_not_said_to_have_computed_anything() {
        let words = |said| vec![Word { name: "m1".to_owned(), round: 0, said }];
        let stage = |said| after_giving_up(Stage::Others(vec!["m2".to_owned()]), &words(said), "m1");
        assert_eq!(stage(Said::GivenUp), Stage::GaveUp(vec!["m2".to_owned()]));
        assert_eq!(stage(Said::Same), Stage::Others(vec!["m2".to_owned()]));
        assert_eq!(after_giving_up(Stage::Closed, &words(Said::GivenUp), "m1"), Stage::Closed);
    }
}
