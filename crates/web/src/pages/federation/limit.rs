//! What this member lets others deliver for it in a month: from there come the allowances of each day.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use store::Setting;

use super::carrying::{GB, amount, carrying_page, offer_form};
use super::office;
use crate::app::App;
use crate::pages::fields::Posted;
use crate::pages::stop::Stop;
use crate::pages::{done, refused};
use crate::view::federation::FederationComplaint;
use crate::view::federation::carrying::{CarryingPage, Figure, FigureFault};
use crate::view::{Complaint, Complaints, Notice};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/federation/carrying/limit", post(set))
}

async fn set(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    visit.operator()?;
    let office = office(&app)?;
    let typed = fields.trimmed("limit");
    match read(&typed) {
        Ok(limit) => {
            app.store.set_setting(&Setting::DeliveredByOthersBytes(limit)).await?;
            Ok(done("/federation/carrying", Notice::Saved))
        }
        Err(fault) => {
            let complaint = Complaint::Federation(FederationComplaint::Offer(Figure::Limit, fault));
            let page = carrying_page(&app, &visit, &office, offer_form(&office).await).await?;
            refused(&CarryingPage { limit_typed: typed, limit_complaints: Complaints(vec![complaint]), ..page })
        }
    }
}

/// Nothing typed is no limit; 0 is nothing.
fn read(typed: &str) -> Result<Option<u64>, FigureFault> {
    if typed.is_empty() { Ok(None) } else { amount(typed, GB).map(Some) }
}
