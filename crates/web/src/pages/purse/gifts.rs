//! Gifts in kind: what was given, what it would have cost, and perhaps a paper that shows it.

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::response::Response;
use axum::routing::post;
use federation::entry::{Entry, Gift};

use super::bills::{MAX_BODY_BYTES, file_fits, with_file_again};
use super::evidence::{Evidence, FileType, KIND};
use super::expenses::{capacity, page_of, read, was_sent};
use super::posted::PostedFile;
use super::{complaint, days, done, refused, typed};
use crate::app::App;
use crate::pages::stop::Stop;
use crate::view::purse::PurseComplaint;
use crate::view::purse::expenses::Sent;
use crate::view::{Complaint, Complaints, Notice};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/purse/expenses/gift", post(give).layer(DefaultBodyLimit::max(MAX_BODY_BYTES)))
}

async fn give(State(app): State<App>, PostedFile { visit, fields, file }: PostedFile) -> Result<Response, Stop> {
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let form = typed::typed(&fields);
    let nonce = typed::nonce(&form).ok_or(Complaint::Purse(PurseComplaint::Stale));
    let (amount, span, label) = (typed::amount(&form), days::span(&form), typed::label(&form));
    let pool = typed::pool(&form);
    let fits = file_fits(file.as_ref());
    let capacity = capacity(&app, &visit, &form, &pool).await?;
    let path = format!("/purse/expenses?month={}", days::month(&form));
    let complaints = match read!(nonce, label, amount, fits, span, pool, capacity) {
        Err(complaints) => complaints,
        Ok((nonce, ..)) if was_sent(office.desk().await.facts(), office.member(), &nonce) => {
            return Ok(done(&path, Notice::GiftEntered));
        }
        Ok((nonce, label, value, (), span, pool, capacity)) => {
            let of =
                |file: &super::posted::Sent| FileType { name: file.name.clone(), media_type: file.media_type.clone() };
            let said = Evidence { supplier: String::new(), label, file: file.as_ref().map(of) };
            let bytes = said.bytes(file.as_ref().map_or(&[][..], |file| &file.bytes));
            let name = file.as_ref().map(|file| file.name.clone());
            let evidence = Some(office.add_document(KIND, bytes, name, None).await?);
            match office.append(&Entry::Gift(Gift { nonce, pool, value, capacity, span, evidence })).await {
                Ok(_) => return Ok(done(&path, Notice::GiftEntered)),
                Err(failure) => complaint(failure)?,
            }
        }
    };
    let month = days::month(&form);
    let complaints = with_file_again(complaints, file.as_ref());
    refused(&page_of(&app, &visit, &office, &month, (Sent::Gift, form, complaints)).await?)
}
