//! Letting time pass, as whoever sits at the machine does: by the clock's address.

use std::time::Duration;

use http::{Method, StatusCode};
use jiff::tz::TimeZone;
use purse::usage::{HOURS_PER_DAY, Hour};
use seams::Clock;
use seams::real::RealClock;

use super::{DemoError, Demonstration, steering};
use crate::client::{ClientError, Exchange};

/// How often a clock is asked again that stands because a video is worked on, and how many times.
const ASK_EVERY: Duration = Duration::from_millis(20);
const ASKED: u32 = 3_000;

impl Demonstration {
    /// Lets the hour end: what many watched in it is in the costs then.
    pub(super) async fn end_hour(&self) -> Result<(), DemoError> {
        self.until_hour(Hour::of(self.clock.now()).number() + 1).await
    }

    /// Lets the UTC day end: what few watched in it is in the costs then.
    pub(super) async fn end_day(&self) -> Result<(), DemoError> {
        let hour = Hour::of(self.clock.now()).number();
        self.until_hour(hour - hour.rem_euclid(HOURS_PER_DAY) + HOURS_PER_DAY).await
    }

    /// If the day is its month's last, lets it end, so that what comes is in one month.
    pub(super) async fn avoid_month_end(&self) -> Result<(), DemoError> {
        let today = TimeZone::UTC.to_datetime(self.clock.now()).date();
        if today == today.last_of_month() { self.end_day().await } else { Ok(()) }
    }

    async fn until_hour(&self, number: i64) -> Result<(), DemoError> {
        let Some(hour) = Hour::from_number(number) else { return Ok(()) };
        let left = hour.start().duration_since(self.clock.now());
        // A second more: the machine's clock may have gone on by less when the request arrives.
        self.pass(Duration::try_from(left).unwrap_or_default() + Duration::from_secs(1)).await
    }

    /// Lets time pass, in whole seconds and at least one. All hours that have ended are counted when this returns.
    pub(super) async fn pass(&self, time: Duration) -> Result<(), DemoError> {
        pass(&Exchange::new(self.server())?, time).await
    }
}

/// Lets time pass at a member, in whole seconds and at least one. All hours that have ended are counted when this returns.
///
/// # Errors
/// [`DemoError`].
pub(super) async fn pass(exchange: &Exchange, time: Duration) -> Result<(), DemoError> {
    let path = format!("{}?forward_seconds={}", steering::PATH, time.as_secs().max(1));
    for _ in 0..ASKED {
        let request = exchange.request(Method::POST, &path)?.header(steering::HEADER, "yes");
        match exchange.send(request).await {
            Err(ClientError::Refused { status: StatusCode::CONFLICT, .. }) => {}
            answer => return answer.map(|_shown| ()).map_err(DemoError::from),
        }
        RealClock.sleep(ASK_EVERY).await;
    }
    Err(DemoError::Late)
}
