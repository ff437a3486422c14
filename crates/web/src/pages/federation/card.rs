//! This member's card: a newer one takes the place of the one that the others have.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use exchange::Office;

use super::{frame, office, refusals, seat};
use crate::app::App;
use crate::pages::fields::Posted;
use crate::pages::stop::Stop;
use crate::pages::{done, page, refused};
use crate::sessions::Visit;
use crate::view::federation::{CardPage, SeatForm, Tab};
use crate::view::{Complaints, Notice};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/federation/card", get(card).post(give))
}

/// Whoever speaks for the member, or keeps its money: an account is on the card.
pub(super) fn may_give(visit: &Visit) -> Result<(), Stop> {
    visit.delegate().or_else(|_| visit.treasurer()).map(|_| ())
}

async fn card(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    may_give(&visit)?;
    let office = office(&app)?;
    let form = SeatForm { entry: seat::empty(&app).entry, ..now(&office).await? };
    page(&card_page(&app, &visit, &office, form).await?)
}

async fn give(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    may_give(&visit)?;
    let office = office(&app)?;
    let form = seat::read(&fields);
    let complaints = match seat::card(&form) {
        Ok(card) => match office.give_card(card).await {
            Ok(()) => return Ok(done("/federation/card", Notice::FederationCardGiven)),
            Err(failure) => refusals::of(failure)?,
        },
        Err(complaint) => refusals::one(complaint),
    };
    refused(&CardPage { complaints, ..card_page(&app, &visit, &office, form).await? })
}

/// What the card says now.
async fn now(office: &Office) -> Result<SeatForm, Stop> {
    let hash = {
        let desk = office.desk().await;
        let seated = desk.chain().ok().and_then(|chain| chain.roll.members.get(&desk.me().member));
        seated.and_then(|seated| desk.facts().card(&seated.seat))
    };
    let Some(hash) = hash else { return Ok(SeatForm::default()) };
    let Some(card) = office.card(&hash).await? else { return Ok(SeatForm::default()) };
    Ok(SeatForm {
        name: card.name,
        legal_name: card.legal_name,
        postal: card.address.join("\n"),
        mail: card.mail,
        iban: card.iban.unwrap_or_default(),
        bic: card.bic.unwrap_or_default(),
        ..SeatForm::default()
    })
}

async fn card_page(app: &App, visit: &Visit, office: &Office, form: SeatForm) -> Result<CardPage, Stop> {
    let frame = frame(&*office.desk().await, visit, Tab::Members);
    Ok(CardPage { chrome: visit.chrome(app).await?, frame, form, complaints: Complaints::default() })
}
