//! Bills: declared under an accepted estimate, repeated for the next month, their files handed out.

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::response::Response;
use axum::routing::post;
use axum::{Extension, Router};
use exchange::Office;
use federation::Hash;
use federation::entry::{Entry, Estimate, Expense, Span};
use jiff::civil::Date;
use seams::entropy;
use tokio::sync::Mutex;

use super::capacities::Units;
use super::evidence::{Evidence, FileType, KIND, MAX_FILE_BYTES};
use super::expenses::{named, open_from, page_of, read, read_evidence, was_sent};
use super::lists::{next_month, recurring};
use super::posted::{PostedFile, Sent as File};
use super::votes::Question;
use super::{complaint, days, done, refused, typed};
use crate::app::App;
use crate::i18n::Lang;
use crate::pages::fields::Posted;
use crate::pages::months;
use crate::pages::stop::Stop;
use crate::view::purse::PurseComplaint;
use crate::view::purse::expenses::{EntryForm, Sent, Vote};
use crate::view::{Complaint, Complaints, Notice};

/// Bytes of the form with its file, at most. More than a file may have: who chose one that is too large finds what was typed again.
pub(super) const MAX_BODY_BYTES: usize = 4 * MAX_FILE_BYTES;

/// Held from the look whether a bill is there already until it is: two clicks come at the same time.
#[derive(Clone, Default)]
struct Entering(Arc<Mutex<()>>);

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/purse/expenses/bill", post(declare).layer(DefaultBodyLimit::max(MAX_BODY_BYTES)))
        .route("/purse/expenses/{name}/repeat", post(repeat))
        .layer(Extension(Entering::default()))
}

async fn declare(
    State(app): State<App>,
    Extension(entering): Extension<Entering>,
    PostedFile { visit, fields, file }: PostedFile,
) -> Result<Response, Stop> {
    let _one = entering.0.lock().await;
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let form = typed::typed(&fields);
    let path = format!("/purse/expenses?month={}", days::month(&form));
    let complaints = match read_bill(&office, visit.lang, &form, file.as_ref()).await? {
        Err(complaints) => complaints,
        Ok((bill, _)) if was_sent(office.desk().await.facts(), office.member(), &bill.nonce) => {
            return Ok(done(&path, Notice::BillDeclared));
        }
        Ok((bill, evidence)) => {
            let bytes = file.as_ref().map_or(&[][..], |file| &file.bytes);
            match append(&office, bill, &evidence, bytes).await? {
                Ok(()) => return Ok(done(&path, Notice::BillDeclared)),
                Err(complaints) => complaints,
            }
        }
    };
    let month = days::month(&form);
    let complaints = with_file_again(complaints, file.as_ref());
    refused(&page_of(&app, &visit, &office, &month, (Sent::Bill, form, complaints)).await?)
}

/// Keeps a bill's document and appends the bill that names it.
async fn append(
    office: &Office,
    mut bill: Expense,
    evidence: &Evidence,
    file: &[u8],
) -> Result<Result<(), Complaints>, Stop> {
    let name = evidence.file.as_ref().map(|file| file.name.clone());
    let bytes = evidence.bytes(file);
    bill.evidence = Some(office.add_document(KIND, bytes, name, None).await?);
    match office.append(&Entry::Expense(bill)).await {
        Ok(_) => Ok(Ok(())),
        Err(failure) => complaint(failure).map(Err),
    }
}

/// What was typed, as a bill without its document.
async fn read_bill(
    office: &Office,
    lang: Lang,
    form: &EntryForm,
    file: Option<&File>,
) -> Result<Result<(Expense, Evidence), Complaints>, Stop> {
    let nonce = typed::nonce(form).ok_or(Complaint::Purse(PurseComplaint::Stale));
    let under = match named(&form.estimate) {
        Some(name) => accepted(office, name).await?.map(|estimate| (name, estimate)),
        None => None,
    };
    let span = days::span(form);
    let units = Units::of(office, lang, span.as_ref().ok().map(|span| span.from)).await?;
    let estimate = under.ok_or(Complaint::EstimateMissing).and_then(|(name, estimate)| match &span {
        Ok(span) if !contains(estimate.span, *span) => Err(Complaint::EstimateMissing),
        _ => Ok((name, estimate)),
    });
    let amount = typed::amount(form);
    let common = match &amount {
        Ok(amount) => typed::common_part(form, *amount),
        // A wrong amount is complained about once.
        Err(_) => Ok(purse::money::Money::ZERO),
    };
    let capacity = match &estimate {
        Ok((_, estimate)) => units.like(form, estimate.pool, estimate.capacity.as_ref()),
        Err(_) => Ok(None),
    };
    let (supplier, label, foreign) = (typed::supplier(form), typed::label(form), typed::foreign(form));
    let fits = file_fits(file);
    let read = read!(nonce, estimate, amount, supplier, label, fits, span, common, capacity, foreign);
    let (nonce, (name, estimate), amount, supplier, label, (), span, common_part, capacity, foreign) = match read {
        Ok(read) => read,
        Err(complaints) => return Ok(Err(complaints)),
    };
    let on = counts_from(open_from(office).await?, span);
    let pool = estimate.pool;
    let bill =
        Expense { nonce, pool, amount, common_part, capacity, span, estimate: name, on, foreign, evidence: None };
    let file = file.map(|file| FileType { name: file.name.clone(), media_type: file.media_type.clone() });
    Ok(Ok((bill, Evidence { supplier, label, file })))
}

/// A late bill counts in the first month that is not closed, if the members say so.
fn counts_from(open: Option<Date>, span: Span) -> Date {
    open.map_or(span.from, |open| open.max(span.from))
}

fn contains(estimate: Span, bill: Span) -> bool {
    estimate.from <= bill.from && bill.to <= estimate.to
}

/// An estimate of this member that the others accepted.
async fn accepted(office: &Office, name: Hash) -> Result<Option<Estimate>, Stop> {
    let desk = office.desk().await;
    let chain = desk.chain().map_err(|halt| Stop::Failure(halt.to_string()))?;
    let (facts, me) = (desk.facts(), office.member());
    let own = facts.estimates.get(&name).filter(|at| at.at.author == me);
    let accepted = own.filter(|at| {
        let (roll, day) = (&chain.roll, at.fact.span.from);
        Question { facts, roll, name: &name, author: me, day, author_is_for_it: true }.vote() == Vote::Accepted
    });
    Ok(accepted.map(|at| at.fact.clone()))
}

/// The same bill for the month after: the same supplier and label, without a file, for the new bill is another paper.
async fn repeat(
    State(app): State<App>,
    Extension(entering): Extension<Entering>,
    Path(name): Path<String>,
    Posted { visit, .. }: Posted,
) -> Result<Response, Stop> {
    visit.treasurer()?;
    let _one = entering.0.lock().await;
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let name = named(&name).ok_or(Stop::NOT_FOUND)?;
    let bill = {
        let desk = office.desk().await;
        let own = desk.facts().expenses.get(&name).filter(|at| at.at.author == office.member());
        own.map(|at| at.fact.clone()).ok_or(Stop::NOT_FOUND)?
    };
    let month = next_month(&bill).ok_or(Stop::NOT_FOUND)?;
    let value = months::write(month);
    let path = format!("/purse/expenses?month={value}");
    let period = months::read_month(&value).ok_or(Stop::NOT_FOUND)?;
    let expected = recurring(&bill).expected(&period).ok_or(Stop::NOT_FOUND)?;
    let span = Span { from: expected.from, to: expected.to };
    if is_there(&office, &bill, month).await {
        return Ok(done(&path, Notice::BillDeclared));
    }
    let evidence = read_evidence(&office, bill.evidence).await?;
    let evidence = evidence.map(|evidence| Evidence { file: None, ..evidence });
    let evidence = evidence.unwrap_or(Evidence { supplier: String::new(), label: String::new(), file: None });
    let complaints = match covering(&office, &bill, span).await? {
        None => Complaints(vec![Complaint::EstimateMissing]),
        Some(estimate) => {
            let on = counts_from(open_from(&office).await?, span);
            let nonce = entropy::random::<16>(app.seams.entropy.as_ref());
            let bill = Expense { nonce, span, estimate, on, foreign: None, evidence: None, ..bill };
            match append(&office, bill, &evidence, &[]).await? {
                Ok(()) => return Ok(done(&path, Notice::BillDeclared)),
                Err(complaints) => complaints,
            }
        }
    };
    let form = EntryForm { first_month: value.clone(), last_month: value.clone(), ..EntryForm::default() };
    refused(&page_of(&app, &visit, &office, &value, (Sent::Line, form, complaints)).await?)
}

/// Whether a bill like this one was declared for a month: a second click.
async fn is_there(office: &Office, like: &Expense, month: Date) -> bool {
    let (desk, me) = (office.desk().await, office.member());
    let facts = desk.facts();
    facts.expenses.iter().any(|(name, at)| {
        let same = at.fact.pool == like.pool && at.fact.span.from == month && at.at.author == me;
        same && facts.stands(name, at)
    })
}

/// The estimate under which a repeated bill counts: its own, or another accepted one of its pool, unit and days.
async fn covering(office: &Office, bill: &Expense, span: Span) -> Result<Option<Hash>, Stop> {
    let unit = |offered: &Option<federation::entry::Offered>| offered.as_ref().map(|offered| offered.unit.clone());
    let mut candidates: Vec<Hash> = {
        let desk = office.desk().await;
        let fits = desk.facts().estimates.iter().filter(|(_, at)| {
            let fact = &at.fact;
            fact.pool == bill.pool && unit(&fact.capacity) == unit(&bill.capacity) && contains(fact.span, span)
        });
        fits.map(|(name, _)| *name).collect()
    };
    candidates.sort_by_key(|name| *name != bill.estimate);
    for name in candidates {
        if accepted(office, name).await?.is_some() {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// Whether a file is small enough.
pub(super) fn file_fits(file: Option<&File>) -> Result<(), Complaint> {
    let large = file.is_some_and(|file| file.bytes.len() > MAX_FILE_BYTES);
    if large { Err(Complaint::FileLarge(typed::most_megabytes())) } else { Ok(()) }
}

/// A browser does not choose a file again by itself: that is said beside its field.
pub(super) fn with_file_again(mut complaints: Complaints, file: Option<&File>) -> Complaints {
    if let (Some(file), None) = (file, complaints.of("file")) {
        complaints.0.push(Complaint::Purse(PurseComplaint::FileAgain(file.name.clone())));
    }
    complaints
}
