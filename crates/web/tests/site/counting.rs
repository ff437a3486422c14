//! A member that counts, under a test's hands, and a note of what it must have counted.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use carry::id::{MemberId, ObjectHash};
use proptest::prelude::*;
use purse::usage::{Hour, UsageRow};
use seams::real::RealDisk;
use seams::{Clock, Seams};
use store::{CommitHook, Delivered, Hours, Stop, Store};
use tempfile::TempDir;
use testkit::{RecordingMailer, SeededEntropy, VirtualClock};
use web::metering::{ClientAddress, Meter, Recorder};

const BEGIN: &str = "2026-11-23T20:10:00Z";
/// Objects that are watched.
pub const OBJECTS: u8 = 2;
const HOME: MemberId = MemberId::from_bytes([9; 32]);

/// What happens at a member, one after the other.
#[derive(Debug, Clone)]
pub enum Step {
    /// A viewer receives bytes of an object.
    View { viewer: u8, object: u8, bytes: u64 },
    /// Minutes pass; hours end on the way.
    Pass(u16),
    /// The counts are written, or should be.
    Tick,
    /// The next write of counts goes wrong: 1 before its commit, 2 after it.
    Fails(u8),
    /// The member is stopped as it should be, and is away for minutes.
    Restart(u16),
    /// The member dies, and is away for minutes.
    Crash(u16),
}

pub fn steps(crashes: bool) -> impl Strategy<Value = Vec<Step>> {
    let away = 0_u16..1_800;
    let view = (0_u8..7, 0..OBJECTS, 1_u64..1_000);
    let one = prop_oneof![
        12 => view.prop_map(|(viewer, object, bytes)| Step::View { viewer, object, bytes }),
        4 => (1_u16..70).prop_map(Step::Pass),
        3 => Just(Step::Tick),
        1 => (1_u8..=2).prop_map(Step::Fails),
        1 => away.clone().prop_map(Step::Restart),
        u32::from(crashes) => away.prop_map(Step::Crash),
    ];
    prop::collection::vec(one, 1..120)
}

/// Loses or stops the next write of counts when told.
#[derive(Default)]
struct Failing(AtomicU8);

impl CommitHook for Failing {
    fn before_commit(&self, operation: &'static str) -> Result<(), Stop> {
        self.stop(operation, 1)
    }

    fn after_commit(&self, operation: &'static str) -> Result<(), Stop> {
        self.stop(operation, 2)
    }
}

impl Failing {
    fn stop(&self, operation: &str, when: u8) -> Result<(), Stop> {
        let now = operation == "flush_usage"
            && self.0.compare_exchange(when, 0, Ordering::Relaxed, Ordering::Relaxed).is_ok();
        if now { Err(Stop) } else { Ok(()) }
    }
}

/// A member that counts, and what it must have counted.
pub struct Town {
    clock: VirtualClock,
    failing: Arc<Failing>,
    seams: Seams,
    store: Store,
    meter: Arc<Meter>,
    recorder: Recorder,
    _folder: TempDir,
    /// Bytes by object and hour, as they were delivered.
    pub sent: BTreeMap<(u8, Hour), u64>,
    /// Viewers by object and hour, those before a restart forgotten.
    pub seen: BTreeMap<(u8, Hour), BTreeSet<u8>>,
    /// What was delivered since the last tick that succeeded, by object and day.
    at_risk: BTreeMap<(u8, i64), u64>,
    /// What crashes may have taken.
    pub lost: BTreeMap<(u8, i64), u64>,
}

pub fn object(number: u8) -> ObjectHash {
    ObjectHash::from_bytes([number; 32])
}

/// Of some objects this member counts what it sent, of others what players say that another one sent for it.
fn delivered(number: u8) -> Delivered {
    let carrier = if number.is_multiple_of(2) { HOME } else { MemberId::from_bytes([8; 32]) };
    Delivered { object: object(number), home: HOME, carrier }
}

impl Town {
    pub async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = VirtualClock::new(BEGIN.parse().unwrap());
        let seams = Seams {
            clock: Arc::new(clock.clone()),
            entropy: Arc::new(SeededEntropy::new(1)),
            disk: Arc::new(RealDisk::open(folder.path()).unwrap()),
            mailer: Arc::new(RecordingMailer::default()),
        };
        let failing = Arc::new(Failing::default());
        let url = format!("sqlite:{}", folder.path().join("ecot.sqlite").display());
        let store = Store::open(&url, failing.clone()).await.unwrap();
        let (meter, recorder) = start(&seams, &store);
        let (sent, seen, at_risk, lost) = Default::default();
        Self { clock, failing, seams, store, meter, recorder, _folder: folder, sent, seen, at_risk, lost }
    }

    fn hour(&self) -> Hour {
        Hour::of(self.clock.now())
    }

    pub async fn step(&mut self, step: &Step) {
        match *step {
            Step::View { viewer, object, bytes } => self.view(viewer, object, bytes),
            Step::Pass(minutes) => self.pass(minutes).await,
            Step::Tick => self.tick().await,
            Step::Fails(when) => self.failing.0.store(when, Ordering::Relaxed),
            Step::Restart(minutes) => {
                // A stop waits for the last counts; twice they may go wrong.
                self.tick().await;
                self.tick().await;
                self.restart(minutes).await;
            }
            Step::Crash(minutes) => {
                for (key, bytes) in std::mem::take(&mut self.at_risk) {
                    *self.lost.entry(key).or_default() += bytes;
                }
                self.restart(minutes).await;
            }
        }
    }

    fn view(&mut self, viewer: u8, number: u8, bytes: u64) {
        let tally = self.meter.tally(delivered(number));
        self.meter.saw(&tally, ClientAddress(IpAddr::V4(Ipv4Addr::new(192, 0, 2, viewer))));
        tally.delivered(bytes);
        let hour = self.hour();
        *self.sent.entry((number, hour)).or_default() += bytes;
        self.seen.entry((number, hour)).or_default().insert(viewer);
        *self.at_risk.entry((number, day(hour))).or_default() += bytes;
    }

    /// Lets time pass as it does for a running member: no hour ends without a tick.
    async fn pass(&mut self, minutes: u16) {
        for _ in 0..minutes {
            let before = self.hour();
            self.clock.advance(Duration::from_secs(60)).await;
            if self.hour() > before {
                self.tick().await;
            }
        }
    }

    async fn tick(&mut self) {
        if self.recorder.tick().await.is_ok() {
            self.at_risk.clear();
        }
    }

    /// Another process, after `minutes`: of the running hour it knows no viewer.
    async fn restart(&mut self, minutes: u16) {
        let hour = self.hour();
        for (_, viewers) in self.seen.iter_mut().filter(|((_, seen), _)| *seen == hour) {
            viewers.clear();
        }
        self.clock.advance(Duration::from_secs(60 * u64::from(minutes))).await;
        (self.meter, self.recorder) = start(&self.seams, &self.store);
    }

    /// All that is written two days later.
    pub async fn settled(&mut self) -> Vec<UsageRow> {
        self.pass(60).await;
        self.clock.advance(Duration::from_secs(50 * 3_600)).await;
        for _ in 0..4 {
            self.tick().await;
        }
        let hours =
            Hours { from: "2026-01-01T00:00:00Z".parse().unwrap(), until: "2028-01-01T00:00:00Z".parse().unwrap() };
        self.store.usage_rows(hours, None, 10_000).await.unwrap()
    }
}

fn start(seams: &Seams, store: &Store) -> (Arc<Meter>, Recorder) {
    let meter = Arc::new(Meter::new(seams.entropy.as_ref()));
    let recorder = Recorder::new(Arc::clone(&meter), store.clone(), seams.clone(), HOME);
    (meter, recorder)
}

pub fn day(hour: Hour) -> i64 {
    hour.number().div_euclid(24)
}
