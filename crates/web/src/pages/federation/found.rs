//! Founding a federation.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use exchange::Founding;
use federation::charter::{DEFAULT, DEFAULT_FRENCH};
use federation::roll::Seat;

use super::seat::{self, Said};
use super::{refusals, today};
use crate::app::App;
use crate::i18n::Lang;
use crate::pages::fields::Posted;
use crate::pages::stop::Stop;
use crate::pages::{done, page, refused, see_other};
use crate::sessions::Visit;
use crate::view::federation::SeatForm;
use crate::view::federation::join::FoundPage;
use crate::view::{Complaint, Complaints, Notice};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/federation/found", get(form).post(found))
}

async fn form(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    visit.delegate()?;
    if app.office().is_some() {
        return Ok(see_other("/federation"));
    }
    let (charter, form) = (shipped(visit.lang).to_owned(), seat::empty(&app));
    page(&found_page(&app, &visit, (charter, form), Complaints::default()).await?)
}

/// The charter that is shipped, in the founder's language: the text is what the members vote.
const fn shipped(lang: Lang) -> &'static str {
    match lang {
        Lang::En => DEFAULT,
        Lang::Fr => DEFAULT_FRENCH,
    }
}

async fn found(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    visit.delegate()?;
    let (text, form) = (fields.text("charter").replace("\r\n", "\n"), seat::read(&fields));
    let charter = refusals::charter(&text).map_err(Complaint::Federation);
    let said = seat::said(&form);
    let complaints = match (charter, said) {
        (Ok(_), Ok(said)) => match enter(&app, &text, said).await? {
            Ok(()) => return Ok(done("/federation", Notice::FederationFounded)),
            Err(complaints) => complaints,
        },
        (charter, said) => {
            let of_seat = said.err().unwrap_or_default();
            Complaints(charter.err().into_iter().chain(of_seat.0).collect())
        }
    };
    refused(&found_page(&app, &visit, (text, form), complaints).await?)
}

/// The card first: the founding names it.
async fn enter(app: &App, charter: &str, said: Said) -> Result<Result<(), Complaints>, Stop> {
    let membership = &app.membership;
    let now = app.seams.clock.now();
    let (from, card) = (today(app), said.card);
    let founder: Seat = seat::seat(membership, (said.means, said.adherents), &card, from);
    let failed = |failure: exchange::ExchangeFailure| refusals::of(failure).map(Err);
    if let Err(failure) = card.keep(&app.store, now).await {
        return failed(failure);
    }
    if let Err(failure) = (Founding { charter, founder }).keep(&app.store, now).await {
        return failed(failure);
    }
    let office = match membership.enter().await {
        Ok(office) => office,
        Err(failure) => return failed(failure),
    };
    match office {
        Some(office) => office.begin().await.map(Ok).or_else(failed),
        None => Err(Stop::Failure("a federation was founded, and there is no office".to_owned())),
    }
}

async fn found_page(
    app: &App,
    visit: &Visit,
    (charter, form): (String, SeatForm),
    complaints: Complaints,
) -> Result<FoundPage, Stop> {
    let address = seat::address(&app.membership);
    Ok(FoundPage { chrome: visit.chrome(app).await?, address, charter, form, complaints })
}
