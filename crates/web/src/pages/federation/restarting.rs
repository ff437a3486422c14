//! A member that was started again beside one that does not answer: for whom it waits, and the operator's word not to.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use exchange::Office;
use purse::id::MemberId;

use super::office;
use crate::app::App;
use crate::pages::done;
use crate::pages::fields::Posted;
use crate::pages::names::Names;
use crate::pages::stop::Stop;
use crate::sessions::Visit;
use crate::view::Notice;
use crate::view::federation::restarting::WaitingBox;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/federation/not-waited", post(not_waited))
}

/// Only of those that are waited for, so what else is sent changes nothing.
async fn not_waited(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    visit.operator()?;
    let member: MemberId = fields.trimmed("member").parse().map_err(|_| Stop::NOT_FOUND)?;
    office(&app)?.give_up(member);
    Ok(done("/federation", Notice::NotWaited))
}

/// What is shown of it; none when nothing is waited for.
pub(super) fn waiting_box(office: &Office, names: &Names, visit: &Visit) -> Option<WaitingBox> {
    let waiting = office.waiting()?;
    let silent: Vec<_> = waiting.silent.iter().map(|member| (member.to_string(), names.name(member))).collect();
    let needed = if waiting.answers > silent.len() { waiting.answers } else { 0 };
    Some(WaitingBox { silent, needed: u64::try_from(needed).unwrap_or(u64::MAX), edits: visit.operator().is_ok() })
}
