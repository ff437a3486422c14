//! `POST /demo/clock`: lets time pass at the demonstration, so that a month can be watched in seconds.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Json, Router};
use http::{HeaderMap, HeaderName, StatusCode};
use jiff::SignedDuration;
use purse::usage::Hour;
use seams::Clock;
use seams::real::RealClock;
use serde::{Deserialize, Serialize};
use store::{JobState, Store, StoreError};
use tokio::sync::Mutex;
use web::metering::ClientAddress;

use super::clock::SteeredClock;
use super::folder::{Folder, FolderError};

/// The address of the clock.
pub const PATH: &str = "/demo/clock";
/// A page of another site cannot send this header without asking first, and nobody answers that it may.
pub const HEADER: HeaderName = HeaderName::from_static("ecot-demo");
/// The most that one request moves the clock: a leap year.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 3_600);
/// The most that it moves before the member's hourly work is waited for, which does as much in one go.
const STRIDE: Duration = Duration::from_secs(48 * 3_600);
/// How often it is looked whether that work is done, and for how long.
const LOOK_EVERY: Duration = Duration::from_millis(10);
const LOOKS: u32 = 6_000;

/// What the clock's address needs.
pub struct Steering {
    pub clock: Arc<SteeredClock>,
    pub folder: Arc<Folder>,
    pub store: Store,
    /// One moves the clock at a time.
    pub hand: Mutex<()>,
}

/// Why the clock is not moved, in the order in which it is checked.
#[derive(Debug, thiserror::Error)]
pub enum SteeringRefusal {
    /// 403.
    #[error("the clock is for who sits at this machine: send the header `{HEADER}: yes` from it")]
    Stranger,
    /// 400.
    #[error("forward_seconds is a number from 1 to {}", LONGEST.as_secs())]
    Distance,
    /// 409: a worker whose lease ran out would begin anew.
    #[error("a video is being worked on; ask again when it is done")]
    Busy,
    /// 503: the clock was moved as far as it says.
    #[error("the member is behind with the hours that have passed; they are counted later")]
    Behind,
    /// 500.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// 500.
    #[error(transparent)]
    Folder(#[from] FolderError),
}

/// How far to move.
#[derive(Deserialize)]
struct Wish {
    forward_seconds: Option<u64>,
}

/// What the clock shows.
#[derive(Debug, Serialize, Deserialize)]
pub struct Shown {
    /// RFC 3339.
    pub now: String,
    /// Less than nothing is behind.
    pub ahead_seconds: i64,
}

/// The clock's address, to be merged with the member's own.
pub fn routes(steering: Steering) -> Router {
    Router::new().route(PATH, get(show).post(forward)).with_state(Arc::new(steering))
}

async fn show(State(steering): State<Arc<Steering>>) -> Json<Shown> {
    Json(steering.shown())
}

async fn forward(
    State(steering): State<Arc<Steering>>,
    Extension(client): Extension<ClientAddress>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Json<Shown>, SteeringRefusal> {
    if !headers.contains_key(HEADER) || !client.0.to_canonical().is_loopback() {
        return Err(SteeringRefusal::Stranger);
    }
    let distance = wish.forward_seconds.map(Duration::from_secs);
    let distance = distance.filter(|distance| !distance.is_zero() && *distance <= LONGEST);
    let mut left = distance.ok_or(SteeringRefusal::Distance)?;
    let _alone = steering.hand.lock().await;
    steering.refuse_busy().await?;
    while !left.is_zero() {
        let stride = left.min(STRIDE);
        left -= stride;
        // First what is remembered: a clock that stood back after a restart would contradict what was written.
        let ahead =
            steering.clock.ahead().saturating_add(SignedDuration::try_from(stride).unwrap_or(SignedDuration::MAX));
        steering.folder.note(|notes| notes.ahead_seconds = ahead.as_secs())?;
        steering.clock.forward(stride);
        steering.hours_done().await?;
    }
    Ok(Json(steering.shown()))
}

impl Steering {
    fn shown(&self) -> Shown {
        Shown { now: self.clock.now().to_string(), ahead_seconds: self.clock.ahead().as_secs() }
    }

    async fn refuse_busy(&self) -> Result<(), SteeringRefusal> {
        let counts = self.store.job_counts().await?;
        let runs = counts.iter().any(|count| count.state == JobState::Running && count.jobs > 0);
        if runs { Err(SteeringRefusal::Busy) } else { Ok(()) }
    }

    /// Waits until the member has closed and counted every hour that has ended.
    async fn hours_done(&self) -> Result<(), SteeringRefusal> {
        for _ in 0..LOOKS {
            let ended = Hour::of(self.clock.now()).number() - 1;
            let done = |hour: Option<Hour>| hour.is_some_and(|hour| hour.number() >= ended);
            if done(self.store.closed_hour().await?) && done(self.store.stored_hour().await?) {
                return Ok(());
            }
            RealClock.sleep(LOOK_EVERY).await;
        }
        Err(SteeringRefusal::Behind)
    }
}

impl SteeringRefusal {
    const fn status(&self) -> StatusCode {
        match self {
            Self::Stranger => StatusCode::FORBIDDEN,
            Self::Distance => StatusCode::BAD_REQUEST,
            Self::Busy => StatusCode::CONFLICT,
            Self::Behind => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(_) | Self::Folder(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for SteeringRefusal {
    fn into_response(self) -> Response {
        let told = serde_json::json!({ "message": self.to_string() });
        (self.status(), Json(told)).into_response()
    }
}

#[cfg(test)]
mod tests;
