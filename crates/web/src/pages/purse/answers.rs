//! Yes or no to estimates and bills of others, and what this member takes back of its own.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;
use exchange::Office;
use federation::Hash;
use federation::desk::Desk;
use federation::entry::{Approval, Entry, Reversal};
use jiff::civil::Date;
use purse::id::MemberId;

use super::expenses::{named, open_from, page_of};
use super::{complaint, done, refused};
use crate::app::App;
use crate::pages::fields::Posted;
use crate::pages::months;
use crate::pages::stop::Stop;
use crate::sessions::Visit;
use crate::view::Notice;
use crate::view::purse::expenses::{EntryForm, Sent};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/purse/expenses/{name}/answer", post(answer))
        .route("/purse/expenses/{name}/take-back", post(take_back))
}

/// The author of an estimate or a bill, and its first day.
fn asked(desk: &Desk, name: &Hash) -> Option<(MemberId, Date)> {
    let facts = desk.facts();
    let estimate = facts.estimates.get(name).map(|at| (at.at.author, at.fact.span.from));
    estimate.or_else(|| facts.expenses.get(name).map(|at| (at.at.author, at.fact.span.from)))
}

async fn answer(
    State(app): State<App>,
    Path(name): Path<String>,
    Posted { visit, fields }: Posted,
) -> Result<Response, Stop> {
    visit.treasurer()?;
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let of = named(&name).ok_or(Stop::NOT_FOUND)?;
    let (said, day) = {
        let desk = office.desk().await;
        let (_, day) = asked(&desk, &of).ok_or(Stop::NOT_FOUND)?;
        (desk.facts().word(&of, &office.member()), day)
    };
    // A member's first word counts; a second click says nothing new.
    let entry = said.is_none().then(|| Entry::Approval(Approval { of, yes: fields.text("word") == "yes" }));
    append(&app, &visit, &office, entry, day, Notice::WordGiven).await
}

async fn take_back(
    State(app): State<App>,
    Path(name): Path<String>,
    Posted { visit, .. }: Posted,
) -> Result<Response, Stop> {
    visit.treasurer()?;
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let of = named(&name).ok_or(Stop::NOT_FOUND)?;
    let open = open_from(&office).await?;
    let (day, stands) = {
        let desk = office.desk().await;
        let (facts, me) = (desk.facts(), office.member());
        let bill = facts.expenses.get(&of).filter(|at| at.at.author == me);
        let gift = facts.gifts.get(&of).filter(|at| at.at.author == me);
        let sum = facts.contributions.get(&of).filter(|at| at.at.author == me);
        let bill = bill.map(|at| (at.fact.on, facts.stands(&of, at)));
        let gift = gift.map(|at| (at.fact.span.from, facts.stands(&of, at)));
        let sum = sum.map(|at| (at.fact.day, facts.stands(&of, at)));
        bill.or(gift).or(sum).ok_or(Stop::NOT_FOUND)?
    };
    // What was counted in a closed month is taken back in the first one that is not.
    let on = open.map_or(day, |open| open.max(day));
    let entry = stands.then_some(Entry::Reversal(Reversal { of, on }));
    append(&app, &visit, &office, entry, day, Notice::EntryTakenBack).await
}

async fn append(
    app: &App,
    visit: &Visit,
    office: &Office,
    entry: Option<Entry>,
    day: Date,
    notice: Notice,
) -> Result<Response, Stop> {
    let month = months::write(day);
    let path = format!("/purse/expenses?month={month}");
    let Some(entry) = entry else { return Ok(done(&path, notice)) };
    match office.append(&entry).await {
        Ok(_) => Ok(done(&path, notice)),
        Err(failure) => {
            let wrong = (Sent::Line, EntryForm::default(), complaint(failure)?);
            refused(&page_of(app, visit, office, &month, wrong).await?)
        }
    }
}
