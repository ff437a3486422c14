//! The page of the settlement, and its files: notes as PDF, the bank file of what the fund's account pays.

mod entering;
mod importing;
mod rows;
mod statement;
mod suspense;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use books::bank::{EpcPayload, Identifier, pain_001};
use books::settlement::{Way, order, reference};
use data_encoding::HEXLOWER;
use jiff::ToSpan;
use jiff::tz::TimeZone;
use seams::entropy;

use super::attached::limit;
use super::page;
use super::stop::Stop;
use crate::app::App;
use crate::sessions::Visit;
use crate::settling::Settling;
use crate::view::Complaints;
use crate::view::settlement::{EntryForm, SettlementPage};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/purse/settlement", get(show))
        .route("/purse/settlement/notes/{number}/note.pdf", get(note))
        .route("/purse/settlement/notes/{number}/code.svg", get(code))
        .route("/purse/settlement/transfers.xml", get(transfers))
        .route("/purse/settlement/payments", post(entering::payment))
        .route("/purse/settlement/disputes", post(entering::dispute).layer(limit()))
        .route("/purse/settlement/entries/{entry}/take-back", post(entering::take_back))
        .route("/purse/settlement/statement", post(importing::statement).layer(limit()))
        .route("/purse/settlement/suspense/{line}/assign", post(importing::assign))
        .route("/purse/settlement/suspense/{line}/put-aside", post(importing::put_aside))
        .route("/purse/settlement/suspense/{line}/take-up", post(importing::take_up))
}

/// What was typed and refused, if anything was.
#[derive(Default)]
struct Typed {
    payment: Option<(EntryForm, Complaints)>,
    dispute: Option<(EntryForm, Complaints)>,
    statement: Complaints,
}

async fn show(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    visit.reader()?;
    page(&settlement_page(&app, &visit, Typed::default()).await?)
}

/// The settlement of the federation that the member is in.
async fn settling(app: &App) -> Result<Option<Settling>, Stop> {
    match app.office() {
        Some(office) => Settling::load(app, &office).await,
        None => Ok(None),
    }
}

async fn settlement_page(app: &App, visit: &Visit, typed: Typed) -> Result<SettlementPage, Stop> {
    let chrome = visit.chrome(app).await?;
    let fresh = |form: Option<(EntryForm, Complaints)>| {
        form.unwrap_or_else(|| {
            let entry = HEXLOWER.encode(&entropy::random::<16>(app.seams.entropy.as_ref()));
            (EntryForm { entry, ..EntryForm::default() }, Complaints::default())
        })
    };
    let (payment, payment_complaints) = fresh(typed.payment);
    let (dispute, dispute_complaints) = fresh(typed.dispute);
    let settling = settling(app).await?;
    let mut page = rows::page(chrome, settling.as_ref())?;
    page.may_enter = settling.is_some() && visit.treasurer().is_ok();
    page.statement_complaints = typed.statement;
    if page.may_enter {
        (page.suspense, page.aside) = suspense::rows(app).await?;
    }
    Ok(SettlementPage { payment, payment_complaints, dispute, dispute_complaints, ..page })
}

async fn note(State(app): State<App>, Path(number): Path<String>, visit: Visit) -> Result<Response, Stop> {
    visit.reader()?;
    let settling = settling(&app).await?.ok_or(Stop::NOT_FOUND)?;
    let due = settling.due(&number).ok_or(Stop::NOT_FOUND)?;
    let note = settling.paper(due, visit.chrome(&app).await?.lang)?;
    // The same file, whenever it is fetched: what a note says does not change.
    let created = TimeZone::UTC.to_timestamp(due.issued.at(0, 0, 0, 0)).unwrap_or_default();
    let pdf = note.pdf(created).map_err(|failure| Stop::Failure(failure.to_string()))?;
    Ok(file(pdf, "application/pdf", Some(&format!("ecot-{number}.pdf"))))
}

/// What a bank's application reads: what is open of a debit note.
async fn code(State(app): State<App>, Path(number): Path<String>, visit: Visit) -> Result<Response, Stop> {
    visit.reader()?;
    let settling = settling(&app).await?.ok_or(Stop::NOT_FOUND)?;
    let due = settling.due(&number).filter(|due| due.way() == Way::Pays).ok_or(Stop::NOT_FOUND)?;
    let holder = settling.holder().and_then(|holder| settling.faces.get(&holder));
    let (account, bic) = holder.and_then(|face| face.account()).ok_or(Stop::NOT_FOUND)?;
    let payload = EpcPayload::new(&account.name, &account.iban, bic.as_ref(), due.payable(), &reference(due.number));
    let svg = payload.map_err(|_| Stop::NOT_FOUND)?.svg();
    Ok(file(svg.into_bytes(), "image/svg+xml", None))
}

/// The bank file of what the fund's account can pay now. Each download is a file of its own name: a bank takes each name once.
async fn transfers(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    visit.treasurer()?;
    let settling = settling(&app).await?.filter(Settling::holds_fund).ok_or(Stop::NOT_FOUND)?;
    let failed = |error: &dyn std::fmt::Display| Stop::Failure(error.to_string());
    let ready = settling.settlement.ready().map_err(|refusal| failed(&refusal))?;
    let now = TimeZone::UTC.to_datetime(app.seams.clock.now());
    let message = format!("ECOT-{}", now.strftime("%Y%m%d-%H%M%S"));
    let message = message.parse::<Identifier>().map_err(|refusal| failed(&refusal))?;
    let days = (now, now.date().checked_add(1.day()).map_err(|error| failed(&error))?);
    let (order, _) = order(&ready, &settling.me, &settling.faces, message, days).map_err(|_| Stop::NOT_FOUND)?;
    if order.transfers.is_empty() {
        return Err(Stop::NOT_FOUND);
    }
    let written = pain_001(&order).map_err(|refusal| failed(&refusal))?;
    Ok(file(written.xml.into_bytes(), "application/xml", Some(&format!("{}.xml", order.message))))
}

/// A file for its visitor alone, to be saved if it has a name.
pub(super) fn file(bytes: Vec<u8>, media_type: &'static str, name: Option<&str>) -> Response {
    let mut response = Body::from(bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    let disposition = name.map(|name| HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")));
    if let Some(Ok(disposition)) = disposition {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    response
}
