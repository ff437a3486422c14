//! `POST /demo/act`: what the people of one house do in its federation, as the demonstration plays them.
//!
//! The pages do the same by forms. Here a whole month is one request, and a liar can do what no page offers.

mod carrying;
mod charged;
mod doing;
mod spending;

use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Json, Router};
use exchange::{ExchangeFailure, Membership, NotExported};
use http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::StoreError;
use web::metering::ClientAddress;

use super::steering::HEADER;
use crate::backing::{Backing, BackingError};

/// The address of the acts.
pub const PATH: &str = "/demo/act";
/// Bytes of one act, at most: a month of hours.
const MOST_BYTES: usize = 16 << 20;

/// What people do.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// The first member founds the federation under a charter.
    Found { charter: String, means: String, adherents: u32, card: String },
    /// A member invites, to the charter of which this is the text; gives [`Invited`].
    Invite { charter: String },
    /// Who was invited asks to join; gives the signed request.
    Ask { invited: Invited, means: String, adherents: u32, card: String },
    /// Who invited puts the request to the vote.
    Welcome { invited: Invited, request: String },
    /// A yes to all that is put to the vote.
    Vote,
    /// What the member is ready to carry for others, in GB, GB a month and Mbit/s.
    Offer { storage: u64, delivery: u64, throughput: u64 },
    /// A cost that is expected; gives the name of the estimate.
    Estimate(Cost),
    /// A yes to every estimate of others.
    Approve,
    /// The bill of an estimate.
    Bill { estimate: String, cost: Cost },
    /// What was counted in each hour.
    Count { side: Counter, rows: Vec<Counted> },
    /// What the member's machine does every minute, now.
    Tick,
    /// Fetches what others placed here, and lets go what they withdrew, now.
    Carry,
    /// Asks carriers for parts of what they hold, if it is time.
    Audit,
    /// Makes a sealed backup, for others to keep.
    BackUp,
    /// What both sides say that a carrier did for this house so far; gives [`Sides`].
    Sides { carrier: String },
    /// What a month comes to for this house so far, by a day of it; gives [`Charged`].
    Charged { month: Date },
    /// The treasurer agrees to what was computed.
    Agree,
    /// Where the federation stands; gives [`Standing`].
    State,
    /// Writes the logs to a folder, as an auditor reads them.
    Export { folder: PathBuf },
    /// Gives a new one-time link for an operator.
    Link,
    /// What only a liar's program does: signs although others may hold more of its log.
    Force,
    /// A liar states that it computed something else, a cent in its favour.
    Misstate,
}

/// An invitation, as a delegate hands it on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Invited {
    /// The founding resolution, in hex.
    pub founding: String,
    pub charter: String,
    /// Signed, in hex.
    pub invitation: String,
}

/// A cost, expected or real.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cost {
    pub pool: String,
    pub amount: String,
    pub common: String,
    pub capacity: Option<(u64, String)>,
    pub from: Date,
    pub to: Date,
}

/// Who counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counter {
    Carrier,
    Home,
}

/// One sum.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Counted {
    pub hour: Timestamp,
    pub other: String,
    pub bytes: u64,
}

/// What both sides say of what a carrier did for a home, in the months that are not closed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sides {
    /// Bytes that the carrier's log says it holds.
    pub stored: u64,
    /// Bytes delivered, as the carrier claims.
    pub claimed: u64,
    /// The same, as the home observed.
    pub observed: u64,
    /// Of the claim, what is charged.
    pub charged: u64,
    /// Parts that the home's audits asked it for.
    pub asked: u64,
    /// Of these, those that it did not have, or had altered.
    pub failed: u64,
}

/// What a house bears of a month, in its currency.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Charged {
    /// What others used of it, and its idle reserve, at cost.
    pub credit: String,
    /// By the charter.
    pub charge: String,
    /// If use alone decided.
    pub by_use: String,
    /// If it bought alone what it used.
    pub alone: String,
}

/// Where the federation stands, as one house knows it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Standing {
    pub member: String,
    /// By which it signs, in hex.
    pub key: String,
    pub federation: String,
    pub members: usize,
    /// Members whose logs contradicted themselves.
    pub frozen: Vec<String>,
    /// Members that told the same hours more than once, in the running sums.
    pub repeated: Vec<String>,
    /// Each month and, if it is closed, on which report.
    pub months: Vec<(String, Option<String>)>,
    /// Members that stated another report than the one that was closed, with the month.
    pub apart: Vec<(String, String)>,
}

/// One house as its people act in it.
pub struct House {
    pub app: web::App,
    pub membership: Arc<Membership>,
    pub backing: Arc<Backing>,
}

/// The address of the acts, to be merged with the member's own.
pub fn routes(house: House) -> Router {
    let limit = DefaultBodyLimit::max(MOST_BYTES);
    Router::new().route(PATH, post(act)).layer(limit).with_state(Arc::new(house))
}

async fn act(
    State(house): State<Arc<House>>,
    Extension(client): Extension<ClientAddress>,
    headers: HeaderMap,
    Json(act): Json<Act>,
) -> Result<Json<Value>, ActRefusal> {
    if !headers.contains_key(HEADER) || !client.0.to_canonical().is_loopback() {
        return Err(ActRefusal::Stranger);
    }
    house.act(act).await.map(Json)
}

/// Why an act is not done. In the order in which it is checked.
#[derive(Debug, thiserror::Error)]
pub enum ActRefusal {
    #[error("acts are for who sits at this machine")]
    Stranger,
    #[error("the act says what cannot be read: {0}")]
    Unreadable(&'static str),
    #[error("this house is in no federation")]
    NoFederation,
    #[error(transparent)]
    Exchange(#[from] ExchangeFailure),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Export(#[from] NotExported),
    /// In a box, because it is much larger than the others.
    #[error(transparent)]
    Backing(Box<BackingError>),
}

impl From<BackingError> for ActRefusal {
    fn from(error: BackingError) -> Self {
        Self::Backing(Box::new(error))
    }
}

impl IntoResponse for ActRefusal {
    fn into_response(self) -> Response {
        let status = match self {
            Self::Stranger => StatusCode::FORBIDDEN,
            Self::Unreadable(_) | Self::NoFederation => StatusCode::BAD_REQUEST,
            Self::Exchange(_) | Self::Store(_) | Self::Export(_) | Self::Backing(_) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        };
        (status, Json(serde_json::json!({ "message": self.to_string() }))).into_response()
    }
}
