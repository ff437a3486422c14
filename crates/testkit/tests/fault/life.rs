//! One life of a member, from its start to its death.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use jiff::Timestamp;
use node::config::Config;
use node::member::{Member, MemberParts, StartError};
use store::{CommitHook, Stop};
use testkit::{CannedTranscoder, FaultPlan, SimDisk, VirtualClock, World};
use web::accounts::password::PasswordCost;

/// The database syncs by itself, and SQLite knows how: see docs/crashes.md.
pub const TRUSTED: [&str; 1] = ["database/"];

/// How a member of these tests is configured.
const CONFIGURATION: &str = r#"
[member]
base_url = "http://member.test"
[uploads]
expire_hours = 24
[storage]
grace_hours = 24
"#;

/// Rounds of work and housekeeping, each longer than the time of grace; the last is longer than anything is remembered.
/// Usage is ticked in the short ones only: a week has 168 hours to close, one by one, in each of thousands of lives.
const SETTLING: [(Duration, bool); 4] =
    [(DAY, true), (DAY, true), (DAY, true), (Duration::from_secs(7 * 25 * 3_600), false)];
const DAY: Duration = Duration::from_secs(25 * 3_600);

/// The beginning of all time in these tests.
pub const BEGINNING: &str = "2026-11-02T08:00:00Z";

/// A member that runs.
pub struct Life {
    pub member: Member,
    pub router: Router,
    pub world: World,
}

/// Makes every commit a point at which the member can die.
struct CommitPoints {
    disk: SimDisk,
    /// The answer to the next commit of this operation is lost, although it is written.
    loses: Mutex<Option<&'static str>>,
}

impl CommitHook for CommitPoints {
    fn before_commit(&self, operation: &'static str) -> Result<(), Stop> {
        if self.disk.point(&format!("before {operation}")) { Ok(()) } else { Err(Stop) }
    }

    fn after_commit(&self, operation: &'static str) -> Result<(), Stop> {
        let lost = self.loses.lock().expect("no test panics here").take_if(|loses| *loses == operation);
        let alive = self.disk.point(&format!("after {operation}"));
        if alive && lost.is_none() { Ok(()) } else { Err(Stop) }
    }
}

impl Life {
    /// Starts a member on `disk` at the time `now`.
    pub async fn start(disk: &SimDisk, now: Timestamp, seed: u64) -> Result<Self, StartError> {
        let world = World::new(seed, VirtualClock::new(now), disk.clone());
        let transcoder = CannedTranscoder::quick().on(disk.clone());
        Self::start_with(world, transcoder, None).await
    }

    /// Starts a member in `world` that works with `transcoder`, and loses the answer to the first
    /// commit of the operation `loses`.
    pub async fn start_with(
        world: World,
        transcoder: CannedTranscoder,
        loses: Option<&'static str>,
    ) -> Result<Self, StartError> {
        let config = Config::parse(CONFIGURATION, []).expect("the configuration is right");
        let hook = Arc::new(CommitPoints { disk: world.disk.clone(), loses: Mutex::new(loses) });
        let parts = MemberParts::new(world.seams(), Arc::new(transcoder));
        let parts = MemberParts { hook, password_cost: PasswordCost::LEAST, ..parts };
        let member = Member::start_with(&config, parts).await?;
        let router = member.router();
        Ok(Self { member, router, world })
    }

    pub fn now(&self) -> Timestamp {
        seams::Clock::now(&self.world.clock)
    }

    /// Does every job that is due.
    pub async fn work(&self) -> Result<(), String> {
        while self.member.workers.tick_jobs().await.map_err(|error| error.to_string())? {}
        Ok(())
    }

    /// Works, lets time pass and keeps house until nothing is left to be done: more than a week.
    pub async fn settle(&self) {
        for (time, usage) in SETTLING {
            self.work().await.expect("the queue answers");
            self.world.clock.advance(time).await;
            self.member.workers.tick_housekeeping().await.expect("the house is kept");
            if usage {
                self.member.tick_usage().await.expect("usage is written");
            }
        }
        self.work().await.expect("the queue answers");
    }
}

/// An empty disk on which nothing goes wrong.
pub fn empty_disk() -> SimDisk {
    SimDisk::new(FaultPlan::calm(0), &TRUSTED).expect("a temporary folder")
}
