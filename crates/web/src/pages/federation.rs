//! The pages of the federation. What people decide there becomes an entry of the member's own log; who comes in, what is
//! adopted and what counts is not decided here.

mod absent;
mod audit;
mod auditors;
mod backups;
mod card;
mod carrying;
mod change;
mod charter;
mod costs;
mod diff;
mod differences;
mod documents;
mod door;
mod found;
mod gone;
mod held;
mod invitations;
mod join;
mod key;
mod limit;
mod means;
mod members;
mod motions;
mod propose;
mod refusals;
mod restarting;
mod seat;
mod standing;
mod votes;
mod work;

use std::sync::Arc;

use axum::Router;
use data_encoding::HEXLOWER;
use exchange::Office;
use federation::desk::Desk;
use federation::rounds::Outcome;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::SecretHash;

use super::stop::Stop;
use crate::app::App;
use crate::sessions::Visit;
use crate::view::federation::{Frame, Tab};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(audit::routes())
        .merge(auditors::routes())
        .merge(backups::routes())
        .merge(card::routes())
        .merge(carrying::routes())
        .merge(change::routes())
        .merge(charter::routes())
        .merge(differences::routes())
        .merge(documents::routes())
        .merge(door::routes())
        .merge(found::routes())
        .merge(held::routes())
        .merge(invitations::routes())
        .merge(join::routes())
        .merge(key::routes())
        .merge(limit::routes())
        .merge(means::routes())
        .merge(members::routes())
        .merge(restarting::routes())
        .merge(propose::routes())
        .merge(votes::routes())
        .merge(work::routes())
}

/// The office of a member that is in a federation; the page is nowhere otherwise.
fn office(app: &App) -> Result<Arc<Office>, Stop> {
    app.office().ok_or(Stop::NOT_FOUND)
}

/// Today, UTC.
fn today(app: &App) -> Date {
    TimeZone::UTC.to_datetime(app.seams.clock.now()).date()
}

/// The first day of the month after this one.
fn next_month(app: &App) -> Date {
    let this = today(app).first_of_month();
    this.last_of_month().tomorrow().unwrap_or(this)
}

/// What stands above a page.
fn frame(desk: &Desk, visit: &Visit, tab: Tab) -> Frame {
    let delegate = visit.delegate().is_ok();
    // Who cannot vote is not called to it.
    let waiting = if delegate { waiting(desk) } else { 0 };
    Frame { title: title(desk), tab, waiting, delegate, auditors: delegate || visit.operator().is_ok() }
}

/// The title of the charter that was adopted last.
fn title(desk: &Desk) -> String {
    let last = desk.chain().ok().and_then(|chain| chain.roll.charters.last().map(|(_, hash)| *hash));
    last.and_then(|hash| desk.charters().get(&hash)).map(|charter| charter.title.clone()).unwrap_or_default()
}

/// Whether a question waits for this member's voice.
fn waiting(desk: &Desk) -> u64 {
    let Ok(chain) = desk.chain() else { return 0 };
    match &chain.next.outcome {
        Outcome::Open { unheard, .. } if !chain.next.candidates.is_empty() => {
            u64::from(unheard.contains(&desk.me().member))
        }
        _ => 0,
    }
}

/// A kept secret's hash, as it stands in the addresses of forms: it opens nothing.
fn secret_id(hash: &SecretHash) -> String {
    HEXLOWER.encode(hash.as_bytes())
}

fn read_secret_id(text: &str) -> Result<SecretHash, Stop> {
    motions::read_hash(text).map(|hash| SecretHash::from_bytes(hash.0))
}
