//! A bank's statement comes in, and a person decides about the money that it found no note for.

use axum::extract::{Path, State};
use axum::response::Response;
use data_encoding::HEXLOWER;
use federation::entry::{Entry, Payment};
use purse::money::Money;
use store::{SuspenseLine, SuspenseState};

use super::super::attached::PostedWithFile;
use super::super::fields::Posted;
use super::super::stop::Stop;
use super::super::{done, refused};
use super::entering::{PAGE, at_hand};
use super::statement::{self, outcome, payer};
use super::{Typed, settlement_page};
use crate::app::App;
use crate::sessions::Visit;
use crate::settling::Settling;
use crate::view::{Complaint, Complaints, Notice};

/// Bytes of the largest statement.
const MAX_BYTES: usize = books::bank::MAX_FILE_BYTES;

/// Reads a statement: what pays a note is entered, all of it or nothing; what is left waits for a person.
pub(super) async fn statement(
    State(app): State<App>,
    PostedWithFile { visit, file, .. }: PostedWithFile,
) -> Result<Response, Stop> {
    visit.treasurer()?;
    let (office, settling) = at_hand(&app).await?;
    let statements = match file {
        None => Err(Complaint::FileMissing),
        Some(file) if file.is_too_long() || file.bytes.len() > MAX_BYTES => {
            Err(Complaint::FileLarge(u64::try_from(MAX_BYTES / 1_000_000).unwrap_or(0)))
        }
        Some(file) => statement::read(&file.bytes, &settling).map_err(Complaint::Statement),
    };
    let statements = match statements {
        Ok(statements) => statements,
        Err(complaint) => return refuse(&app, &visit, complaint).await,
    };
    let names = statements.iter().flat_map(|one| &one.booked).flat_map(statement::names);
    let names: Vec<[u8; 32]> = names.map(|(name, _)| name).collect();
    let kept = app.store.suspense_amounts(&names).await?;
    let found = outcome(&settling, &statements, &kept)?;
    // First what no log has: an entry with a payment in the log counts as read.
    let new = app.store.keep_suspense(&found.suspense).await?;
    let payments: Vec<Entry> = found.payments.into_iter().map(Entry::Payment).collect();
    if let Err(failure) = office.append_all(&payments).await {
        let complaints = super::super::purse::complaint(failure)?;
        return refused(&settlement_page(&app, &visit, Typed { statement: complaints, ..Typed::default() }).await?);
    }
    let notice = match (payments.is_empty(), new) {
        (true, 0) => Notice::StatementKnown,
        (_, 0) => Notice::StatementRead,
        _ => Notice::StatementLeft,
    };
    Ok(done(PAGE, notice))
}

/// A person says which note a line pays.
pub(super) async fn assign(
    State(app): State<App>,
    Path(line): Path<String>,
    Posted { visit, fields }: Posted,
) -> Result<Response, Stop> {
    visit.treasurer()?;
    let (office, settling) = at_hand(&app).await?;
    let line = line_of(&app, &line).await?;
    if line.state != SuspenseState::Assigned && !is_entered(&settling, &line) {
        let due = settling.due(&fields.trimmed("note")).and_then(|due| Some((due, payer(&settling, due)?)));
        let amount = Money::from_minor(line.amount_minor).ok().filter(|amount| *amount > Money::ZERO);
        let (Some((due, from)), Some(amount)) = (due, amount) else {
            return refuse(&app, &visit, Complaint::NoteUnknown).await;
        };
        let day = line.booked_on.min(settling.today);
        let nonce = statement::assigned(&line);
        office.append(&Entry::Payment(Payment { nonce, report: due.report, from, amount, day })).await?;
    }
    app.store.move_suspense(&line.reference, line.state, SuspenseState::Assigned).await?;
    Ok(done(PAGE, Notice::PaymentEntered))
}

/// Whether a payment was entered for a line, by a click whose end was not reached.
fn is_entered(settling: &Settling, line: &SuspenseLine) -> bool {
    let nonce = statement::assigned(line);
    settling.facts.payments.values().any(|one| one.at.author == settling.me && one.fact.nonce == nonce)
}

/// The line has nothing to do with the federation.
pub(super) async fn put_aside(
    State(app): State<App>,
    Path(line): Path<String>,
    Posted { visit, .. }: Posted,
) -> Result<Response, Stop> {
    visit.treasurer()?;
    moved(&app, &line, SuspenseState::Open, SuspenseState::Aside).await?;
    Ok(done(PAGE, Notice::LinePutAside))
}

/// It has, after all.
pub(super) async fn take_up(
    State(app): State<App>,
    Path(line): Path<String>,
    Posted { visit, .. }: Posted,
) -> Result<Response, Stop> {
    visit.treasurer()?;
    moved(&app, &line, SuspenseState::Aside, SuspenseState::Open).await?;
    Ok(done(PAGE, Notice::LineTakenUp))
}

async fn moved(app: &App, line: &str, from: SuspenseState, to: SuspenseState) -> Result<(), Stop> {
    let line = line_of(app, line).await?;
    // A second click finds it moved already.
    app.store.move_suspense(&line.reference, from, to).await?;
    Ok(())
}

async fn line_of(app: &App, name: &str) -> Result<SuspenseLine, Stop> {
    let reference: Option<[u8; 32]> = HEXLOWER.decode(name.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
    app.store.suspense_line(&reference.ok_or(Stop::NOT_FOUND)?).await?.ok_or(Stop::NOT_FOUND)
}

async fn refuse(app: &App, visit: &Visit, complaint: Complaint) -> Result<Response, Stop> {
    let typed = Typed { statement: Complaints(vec![complaint]), ..Typed::default() };
    refused(&settlement_page(app, visit, typed).await?)
}
