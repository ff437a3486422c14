//! Yes or no to estimates and bills of others, and what this member takes back of its own.

use std::collections::BTreeSet;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;
use exchange::Office;
use federation::Hash;
use federation::desk::Desk;
use federation::entry::{Approval, Entry, Expense, Gift, Reversal};
use jiff::civil::Date;
use purse::id::MemberId;

use super::expenses::{named, open_from, page_of};
use super::series::same_series;
use super::{complaint, done, refused};
use crate::app::App;
use crate::pages::fields::Posted;
use crate::pages::months;
use crate::pages::stop::Stop;
use crate::sessions::Visit;
use crate::view::purse::PurseComplaint;
use crate::view::purse::expenses::{EntryForm, Sent};
use crate::view::{Complaint, Complaints, Notice};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/purse/expenses/{name}/answer", post(answer))
        .route("/purse/expenses/{name}/take-back", post(take_back))
}

/// The first day of an estimate, a bill or a correction.
fn asked(desk: &Desk, name: &Hash) -> Option<Date> {
    let facts = desk.facts();
    let estimate = facts.estimates.get(name).map(|at| at.fact.span.from);
    let bill = || facts.expenses.get(name).map(|at| at.fact.span.from);
    estimate.or_else(bill).or_else(|| facts.corrections.get(name).map(|at| at.fact.counts_in))
}

/// The last day on which a bill counts something; a late one counts in the month of its day.
pub(super) fn last_day_of_bill(bill: &Expense) -> Date {
    bill.span.to.yesterday().unwrap_or(bill.span.to).max(bill.on)
}

/// The last day on which a gift counts.
pub(super) fn last_day_of_gift(gift: &Gift) -> Date {
    gift.span.to.yesterday().unwrap_or(gift.span.to)
}

/// What this member wrote and may take back.
struct Own {
    /// From which on it counts.
    day: Date,
    /// The last on which it counts, if a closed month may have counted it.
    last: Option<Date>,
    stands: bool,
}

fn own(desk: &Desk, of: &Hash, me: MemberId) -> Option<Own> {
    let facts = desk.facts();
    let bill = facts.expenses.get(of).filter(|at| at.at.author == me);
    let gift = facts.gifts.get(of).filter(|at| at.at.author == me);
    let sum = facts.contributions.get(of).filter(|at| at.at.author == me);
    let correction = facts.corrections.get(of).filter(|at| at.at.author == me);
    let bill =
        bill.map(|at| Own { day: at.fact.on, last: Some(last_day_of_bill(&at.fact)), stands: facts.stands(of, at) });
    let gift = gift.map(|at| Own {
        day: at.fact.span.from,
        last: Some(last_day_of_gift(&at.fact)),
        stands: facts.stands(of, at),
    });
    let sum = sum.map(|at| Own { day: at.fact.day, last: None, stands: facts.stands(of, at) });
    let correction = correction.map(|at| {
        let day = at.fact.counts_in;
        Own { day, last: Some(day), stands: facts.stands(of, at) }
    });
    bill.or(gift).or(sum).or(correction)
}

async fn answer(
    State(app): State<App>,
    Path(name): Path<String>,
    Posted { visit, fields }: Posted,
) -> Result<Response, Stop> {
    visit.treasurer()?;
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let of = named(&name).ok_or(Stop::NOT_FOUND)?;
    let (open, day) = {
        let desk = office.desk().await;
        let day = asked(&desk, &of).ok_or(Stop::NOT_FOUND)?;
        // What was asked for together, month for month, is answered together.
        let facts = desk.facts();
        let together =
            facts.estimates.get(&of).into_iter().flat_map(|at| same_series(facts, at)).map(|(name, _)| *name);
        let all: BTreeSet<Hash> = together.chain([of]).collect();
        // A member's first word counts; a second click says nothing new.
        let open = all.into_iter().filter(|name| facts.word(name, &office.member()).is_none());
        (open.collect::<Vec<Hash>>(), day)
    };
    let yes = fields.text("word") == "yes";
    let entries = open.into_iter().map(|of| Entry::Approval(Approval { of, yes })).collect();
    append(&app, &visit, &office, entries, day, Notice::WordGiven).await
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
    let Own { day, last, stands } = {
        let desk = office.desk().await;
        own(&desk, &of, office.member()).ok_or(Stop::NOT_FOUND)?
    };
    // What those months came to is paid: by the keys of another month it would not go back to those who paid.
    if stands && last.zip(open).is_some_and(|(last, open)| last < open) {
        let complaints = Complaints(vec![Complaint::Purse(PurseComplaint::TakeBackClosed)]);
        let wrong = (Sent::Line, EntryForm::default(), complaints);
        return refused(&page_of(&app, &visit, &office, &months::write(day), wrong).await?);
    }
    // Of what goes on, that which was counted in a closed month is taken back in the first one that is not.
    let on = open.map_or(day, |open| open.max(day));
    let entries = stands.then_some(Entry::Reversal(Reversal { of, on })).into_iter().collect();
    append(&app, &visit, &office, entries, day, Notice::EntryTakenBack).await
}

async fn append(
    app: &App,
    visit: &Visit,
    office: &Office,
    entries: Vec<Entry>,
    day: Date,
    notice: Notice,
) -> Result<Response, Stop> {
    let month = months::write(day);
    let path = format!("/purse/expenses?month={month}");
    match office.append_all(&entries).await {
        Ok(_) => Ok(done(&path, notice)),
        Err(failure) => {
            let wrong = (Sent::Line, EntryForm::default(), complaint(failure)?);
            refused(&page_of(app, visit, office, &month, wrong).await?)
        }
    }
}
