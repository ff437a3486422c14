//! What a treasurer enters: money that arrived, a part that is disputed, and that an entry was wrong.

use axum::extract::{Path, State};
use axum::response::Response;
use books::settlement::Way;
use data_encoding::HEXLOWER;
use federation::entry::{Dispute, DisputeReason, Entry, Payment, Reversal};
use jiff::civil::Date;
use purse::money::Money;

use super::super::attached::{Attached, FILE_MAX_BYTES, PostedWithFile};
use super::super::fields::{Fields, Posted};
use super::super::stop::Stop;
use super::super::{done, refused};
use super::statement::payer;
use super::{Typed, settlement_page};
use crate::app::App;
use crate::settling::Settling;
use crate::view::settlement::{EntryForm, Reason};
use crate::view::{Complaint, Complaints, Notice};

/// The kind of a dispute's document.
const DISPUTE: &str = "dispute";

pub(super) const PAGE: &str = "/purse/settlement";

pub(super) async fn payment(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    visit.treasurer()?;
    let form = read(&fields);
    let (office, settling) = at_hand(&app).await?;
    match read_payment(&form, &settling) {
        Ok(payment) => {
            office.append(&Entry::Payment(payment)).await?;
            Ok(done(PAGE, Notice::PaymentEntered))
        }
        Err(complaints) => {
            let typed = Typed { payment: Some((form, complaints)), ..Typed::default() };
            refused(&settlement_page(&app, &visit, typed).await?)
        }
    }
}

pub(super) async fn dispute(
    State(app): State<App>,
    PostedWithFile { visit, fields, file }: PostedWithFile,
) -> Result<Response, Stop> {
    visit.treasurer()?;
    let form = read(&fields);
    let (office, settling) = at_hand(&app).await?;
    // A second click sends what was entered already, and its document would be kept twice.
    if nonce(&form.entry).is_some_and(|nonce| is_disputed(&settling, nonce)) {
        return Ok(done(PAGE, Notice::DisputeEntered));
    }
    match read_dispute(&form, file.as_ref(), &settling) {
        Ok(dispute) => {
            let evidence = match file {
                Some(file) => Some(office.add_document(DISPUTE, file.bytes, file.name, file.media_type).await?),
                None => None,
            };
            office.append(&Entry::Dispute(Dispute { evidence, ..dispute })).await?;
            Ok(done(PAGE, Notice::DisputeEntered))
        }
        Err(complaints) => {
            let typed = Typed { dispute: Some((form, complaints)), ..Typed::default() };
            refused(&settlement_page(&app, &visit, typed).await?)
        }
    }
}

fn is_disputed(settling: &Settling, nonce: [u8; 16]) -> bool {
    let mut disputes = settling.facts.disputes.values();
    disputes.any(|dispute| dispute.at.author == settling.me && dispute.fact.nonce == nonce)
}

pub(super) async fn take_back(
    State(app): State<App>,
    Path(entry): Path<String>,
    Posted { visit, .. }: Posted,
) -> Result<Response, Stop> {
    visit.treasurer()?;
    let (office, settling) = at_hand(&app).await?;
    let facts = &settling.facts;
    let payment = facts.payments.iter().find(|(name, _)| name.to_string() == entry);
    let payment = payment.map(|(name, at)| (*name, at.at.author, facts.stands(name, at)));
    let dispute = facts.disputes.iter().find(|(name, _)| name.to_string() == entry);
    let dispute = dispute.map(|(name, at)| (*name, at.at.author, facts.stands(name, at)));
    let (of, author, stands) = payment.or(dispute).ok_or(Stop::NOT_FOUND)?;
    if author != settling.me {
        return Err(Stop::NOT_FOUND);
    }
    // A second click finds it taken back already.
    if stands {
        office.append(&Entry::Reversal(Reversal { of, on: settling.today })).await?;
    }
    Ok(done(PAGE, Notice::EntryTakenBack))
}

pub(super) async fn at_hand(app: &App) -> Result<(std::sync::Arc<exchange::Office>, Settling), Stop> {
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let settling = Settling::load(app, &office).await?.ok_or(Stop::NOT_FOUND)?;
    Ok((office, settling))
}

fn read(fields: &Fields) -> EntryForm {
    EntryForm {
        entry: fields.trimmed("entry"),
        note: fields.trimmed("note"),
        amount: fields.trimmed("amount"),
        day: fields.trimmed("day"),
        reason: fields.trimmed("reason"),
    }
}

/// A payment of a note of which money comes to this member: to the fund that it holds, or to itself.
fn read_payment(form: &EntryForm, settling: &Settling) -> Result<Payment, Complaints> {
    let named = settling.due(&form.note).and_then(|due| Some((due, payer(settling, due)?)));
    let day: Option<Date> = form.day.parse().ok().filter(|day| *day <= settling.today);
    match (named, amount(&form.amount), day) {
        (Some((due, from)), Some(amount), Some(day)) => {
            let nonce = nonce(&form.entry).ok_or_else(|| Complaints(vec![Complaint::ChangedElsewhere]))?;
            Ok(Payment { nonce, report: due.report, from, amount, day })
        }
        (named, amount, day) => {
            let wrong = [
                named.is_none().then_some(Complaint::NoteUnknown),
                amount.is_none().then_some(Complaint::AmountShape),
                day.is_none().then_some(Complaint::PaidDayShape),
            ];
            Err(Complaints(wrong.into_iter().flatten().collect()))
        }
    }
}

/// A dispute, without its document.
fn read_dispute(form: &EntryForm, file: Option<&Attached>, settling: &Settling) -> Result<Dispute, Complaints> {
    let named = settling.due(&form.note).filter(|due| due.member == settling.me && due.way() == Way::Pays);
    let (amount, reason) = (amount(&form.amount), Reason::from_code(&form.reason));
    let nonce = nonce(&form.entry);
    let large = named.zip(amount).is_some_and(|(due, amount)| amount > due.payable());
    let wrong_file = match file {
        None if reason == Some(Reason::Other) => Some(Complaint::FileMissing),
        Some(file) if file.is_too_long() => {
            Some(Complaint::FileLarge(u64::try_from(FILE_MAX_BYTES / 1_000_000).unwrap_or(0)))
        }
        _ => None,
    };
    match (named, amount, reason, nonce) {
        (Some(due), Some(amount), Some(reason), Some(nonce)) if !large && wrong_file.is_none() => {
            let reason = match reason {
                Reason::Usage => DisputeReason::Usage,
                Reason::Bill => DisputeReason::Bill,
                Reason::Membership => DisputeReason::Membership,
                Reason::Paid => DisputeReason::Paid,
                Reason::Other => DisputeReason::Other,
            };
            Ok(Dispute { nonce, report: due.report, amount, reason, evidence: None })
        }
        (named, amount, reason, nonce) => {
            let wrong = [
                named.is_none().then_some(Complaint::NoteUnknown),
                amount.is_none().then_some(Complaint::AmountShape),
                large.then_some(Complaint::DisputeLarge),
                reason.is_none().then_some(Complaint::ReasonMissing),
                wrong_file,
                nonce.is_none().then_some(Complaint::ChangedElsewhere),
            ];
            Err(Complaints(wrong.into_iter().flatten().collect()))
        }
    }
}

/// More than 0, with a comma or a point.
fn amount(text: &str) -> Option<Money> {
    text.replace(',', ".").parse().ok().filter(|amount| *amount > Money::ZERO)
}

/// What the form was handed out with: the same form sent twice is one entry.
fn nonce(entry: &str) -> Option<[u8; 16]> {
    HEXLOWER.decode(entry.as_bytes()).ok()?.try_into().ok()
}
