//! Joining a federation by an invitation.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use ed25519_dalek::VerifyingKey;
use exchange::joining::{JoinFailure, Link, Offer, Wish, ask, fetch};
use jiff::civil::Date;
use peers::Limits;
use peers::client::{OpenAsking, OpenClient};
use purse::id::MemberId;

use super::invitations::offer_view;
use super::refusals;
use super::seat::{self, Said};
use crate::app::App;
use crate::limits::{Act, Subject};
use crate::pages::fields::{Fields, Posted};
use crate::pages::stop::Stop;
use crate::pages::{done, page, refused, see_other};
use crate::sessions::Visit;
use crate::view::federation::join::JoinPage;
use crate::view::federation::{FederationComplaint, SeatForm};
use crate::view::{Complaint, Complaints, Notice};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/federation/join", get(form).post(open)).route("/federation/join/ask", post(wish))
}

async fn form(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    visit.delegate()?;
    if app.office().is_some() {
        return Ok(see_other("/federation"));
    }
    page(&join_page(&app, &visit, (String::new(), None), SeatForm::default(), Complaints::default()).await?)
}

async fn open(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    let delegate = visit.delegate()?;
    app.limits.take(Act::Join, Subject::Account(delegate.id.as_bytes()), app.seams.clock.now())?;
    let link = fields.trimmed("link");
    match look(&app, &link).await? {
        Ok((_, offer)) => {
            let form = SeatForm { day: super::next_month(&app).to_string(), ..seat::empty(&app) };
            page(&join_page(&app, &visit, (link, Some(&offer)), form, Complaints::default()).await?)
        }
        Err(complaints) => refused(&join_page(&app, &visit, (link, None), SeatForm::default(), complaints).await?),
    }
}

/// Asks the member that invites what there is to join.
async fn look(app: &App, text: &str) -> Result<Result<(Link, Offer), Complaints>, Stop> {
    let link = match Link::parse(text) {
        Ok(link) => link,
        Err(refusal) => return Ok(Err(refusals::one(FederationComplaint::Link(refusal)))),
    };
    match fetch(&client(app)?, &link, app.seams.clock.now()).await {
        Ok(offer) => Ok(Ok((link, offer))),
        Err(failure) => refusals::of_joining(failure).map(Err),
    }
}

/// With the limits of the member's other requests.
fn client(app: &App) -> Result<OpenClient, Stop> {
    let parts = app.membership.parts();
    let asking = OpenAsking {
        clock: parts.clock.clone(),
        names: parts.names.clone(),
        allow_private: parts.allow_private,
        authorities: parts.authorities.clone(),
        limits: Limits::default(),
    };
    OpenClient::new(asking).map_err(|error| Stop::Failure(error.to_string()))
}

async fn wish(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    let delegate = visit.delegate()?;
    app.limits.take(Act::Join, Subject::Account(delegate.id.as_bytes()), app.seams.clock.now())?;
    let (link, form) = (fields.trimmed("link"), seat::read(&fields));
    let (parsed, offer) = match look(&app, &link).await? {
        Ok(opened) => opened,
        // What was typed waits in the browser; the link is the first thing to mend.
        Err(complaints) => return refused(&join_page(&app, &visit, (link, None), form, complaints).await?),
    };
    let complaints = match read(&fields, &form, &offer, &app) {
        Ok((said, day)) => match send(&app, &parsed, &offer, said, day).await? {
            Ok(()) => return Ok(done("/federation", Notice::FederationAsked)),
            Err(complaints) => complaints,
        },
        Err(complaints) => complaints,
    };
    refused(&join_page(&app, &visit, (link, Some(&offer)), form, complaints).await?)
}

fn read(fields: &Fields, form: &SeatForm, offer: &Offer, app: &App) -> Result<(Said, Date), Complaints> {
    let mut complaints = Vec::new();
    let said = seat::said(form).map_err(|wrong| complaints.extend(wrong.0));
    let day = form.day.parse::<Date>().ok().filter(|day| *day >= super::today(app));
    let mut wrong = |complaint| complaints.push(Complaint::Federation(complaint));
    if day.is_none() {
        wrong(FederationComplaint::Day);
    }
    if !fields.ticked("read") {
        wrong(FederationComplaint::NotRead);
    }
    let read = fields.text("charter");
    if read != federation::charter::hash(&offer.charter).to_string() {
        wrong(FederationComplaint::Wish(exchange::joining::WishRefusal::OtherCharter));
    }
    match (said, day) {
        (Ok(said), Some(day)) if complaints.is_empty() => Ok((said, day)),
        _ => Err(Complaints(complaints)),
    }
}

async fn send(app: &App, link: &Link, offer: &Offer, said: Said, day: Date) -> Result<Result<(), Complaints>, Stop> {
    let membership = &app.membership;
    let seat = seat::seat(membership, (said.means, said.adherents), &said.card, day);
    let wish = Wish { seat, card: Some(said.card), key: &membership.parts().identity.key };
    let asked = ask(&client(app)?, &app.store, (&link.base, offer), wish, app.seams.clock.now()).await;
    let entered = match asked {
        Ok(_) => membership.enter().await.map_err(JoinFailure::Own),
        Err(failure) => Err(failure),
    };
    let office = match entered {
        Ok(office) => office,
        Err(failure) => return refusals::of_joining(failure).map(Err),
    };
    if let (Some(office), Ok(key)) = (office, VerifyingKey::from_bytes(&offer.key)) {
        office.introduce(MemberId::from_bytes(offer.member), key, link.base.clone()).await;
    }
    Ok(Ok(()))
}

async fn join_page(
    app: &App,
    visit: &Visit,
    (link, offer): (String, Option<&Offer>),
    form: SeatForm,
    complaints: Complaints,
) -> Result<JoinPage, Stop> {
    let offer = offer.map(|offer| offer_view(visit.lang, offer)).transpose()?;
    let address = seat::address(&app.membership);
    Ok(JoinPage { chrome: visit.chrome(app).await?, link, offer, address, form, complaints })
}
