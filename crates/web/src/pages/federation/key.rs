//! The key with which this member signs: which it is, which it was, and another one.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use data_encoding::HEXLOWER;
use exchange::ExchangeFailure;
use sha2::{Digest, Sha256};

use super::{frame, office, refusals};
use crate::app::App;
use crate::pages::fields::Posted;
use crate::pages::stop::Stop;
use crate::pages::{done, page, refused};
use crate::sessions::Visit;
use crate::view::federation::key::{KeyPage, KeyRow, KeyState};
use crate::view::federation::{FederationComplaint, Tab};
use crate::view::{Complaints, Notice};

/// Bytes of a key's SHA-256 that are shown: enough to compare by telephone.
const FINGERPRINT_BYTES: usize = 16;
/// Digits of a fingerprint without a space.
const GROUP: usize = 4;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/federation/key", get(key).post(change))
}

async fn key(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    visit.reader()?;
    page(&key_page(&app, &visit).await?)
}

async fn change(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    visit.delegate()?;
    let office = office(&app)?;
    let complaints = if fields.text("sure") != "yes" {
        refusals::one(FederationComplaint::KeyNotSure)
    } else {
        match office.change_key().await {
            Ok(_) => return Ok(done("/federation/key", Notice::FederationKeyChanged)),
            Err(ExchangeFailure::Key(error)) => {
                tracing::error!(%error, "a new key for this member cannot be kept");
                refusals::one(FederationComplaint::KeyNotKept)
            }
            Err(failure) => refusals::of(failure)?,
        }
    };
    refused(&KeyPage { complaints, ..key_page(&app, &visit).await? })
}

async fn key_page(app: &App, visit: &Visit) -> Result<KeyPage, Stop> {
    let office = office(app)?;
    let desk = office.desk().await;
    let keys = desk.own_keys();
    let state = match keys.last() {
        Some((_, last)) if *last != office.key() => KeyState::NotHere,
        _ if !desk.key_is_known() => KeyState::Spreading,
        _ => KeyState::Known,
    };
    let row = |(place, key): &(u64, [u8; 32])| KeyRow { fingerprint: fingerprint(key), from: place.saturating_add(1) };
    Ok(KeyPage {
        chrome: visit.chrome(app).await?,
        frame: frame(&desk, visit, Tab::Members),
        keys: keys.iter().rev().map(row).collect(),
        state,
        complaints: Complaints::default(),
    })
}

/// The beginning of the SHA-256 of a key: of a member's first key, that of its id.
fn fingerprint(key: &[u8; 32]) -> String {
    let digest = Sha256::digest(key);
    let hex = HEXLOWER.encode(digest.get(..FINGERPRINT_BYTES).unwrap_or_default());
    let groups: Vec<&str> = hex.as_bytes().chunks(GROUP).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(" ")
}
