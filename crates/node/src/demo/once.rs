//! `ecot demo --once`: everything is watched, and what was metered is compared with what arrived.

use std::collections::BTreeMap;
use std::time::Duration;

use carry::id::{ObjectHash, VideoId};
use jiff::Timestamp;
use seams::Clock;
use seams::real::RealClock;
use store::{Store, StoreError};

use super::report::Report;
use super::usage::Metered;
use super::viewer::{self, Seen};
use super::{DemoError, Demonstration, Sent, since};
use crate::client::{Exchange, VideoAnswer};

/// How often it is looked whether all that arrived is counted, and for how long.
const LOOK_EVERY: Duration = Duration::from_millis(20);
const LOOKS: u32 = 1_000;

/// What was published, what it took, and what a viewer saw of it.
pub struct Played {
    store: Store,
    video: VideoId,
    /// What was metered before the viewer came.
    before: Metered,
    seen: Seen,
    report: Report,
}

impl Demonstration {
    /// Publishes the sample if it is not there, waits for it, watches all of it, and lets the day end, so that it costs
    /// something. `started` is when the program was, `up` when the member answered.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn play(&self, started: Timestamp, up: Timestamp) -> Result<Played, DemoError> {
        self.avoid_month_end().await?;
        let Sent { video, upload } = self.furnish().await?;
        self.playable(video).await?;
        let playable = upload.map(|upload| since(upload.acknowledged));
        self.ready(video).await?;
        let whole = upload.map(|upload| since(upload.acknowledged));
        // Now the hours that have ended, and those in which the member did not run, are counted.
        self.pass(Duration::from_secs(1)).await?;
        let store = self.app.store.clone();
        let before = Metered::read(&store, video, self.clock.now()).await?;
        let begun = RealClock.now();
        let seen = viewer::watch(Exchange::new(self.server())?, video, &self.home).await?;
        let watched = since(begun);
        self.end_day().await?;
        self.counted(video, &before, &seen).await?;
        let answer: VideoAnswer = self.person().await?.ask(&format!("/api/v1/videos/{video}")).await?;
        let start = Duration::try_from(up.duration_since(started)).unwrap_or_default();
        let report = Report { start, upload, playable, whole, watched, answer };
        Ok(Played { store, video, before, seen, report })
    }

    /// Waits until as much is written down as arrived; whether it is exactly that is judged when the member has stopped.
    async fn counted(&self, video: VideoId, before: &Metered, seen: &Seen) -> Result<(), DemoError> {
        let arrived: u64 = seen.bytes.values().sum();
        for _ in 0..LOOKS {
            let metered = Metered::read(&self.app.store, video, self.clock.now()).await?.since(before);
            if metered.delivered.values().sum::<u64>() >= arrived {
                break;
            }
            RealClock.sleep(LOOK_EVERY).await;
        }
        Ok(())
    }
}

impl Played {
    /// Compares, once the member has stopped and written its last counts: the report, and what differs.
    ///
    /// # Errors
    /// [`StoreError`] when the member's rows cannot be read.
    pub async fn judge(self, now: Timestamp) -> Result<(String, Vec<String>), StoreError> {
        let metered = Metered::read(&self.store, self.video, now).await?.since(&self.before);
        let mut faults = self.seen.faults.clone();
        let names: BTreeMap<_, _> = self.seen.objects.iter().map(|seen| (seen.object, seen.name.as_str())).collect();
        compare(&mut faults, &names, "delivered bytes", &metered.delivered, &self.seen.bytes);
        let stored = self.seen.objects.iter().map(|seen| (seen.object, seen.bytes * metered.hours)).collect();
        compare(&mut faults, &names, "byte-hours stored", &metered.stored, &stored);
        Ok((self.report.text(&self.seen, &metered), faults))
    }
}

/// Says of which objects the member counted something else than there was.
fn compare(
    faults: &mut Vec<String>,
    names: &BTreeMap<ObjectHash, &str>,
    what: &str,
    metered: &BTreeMap<ObjectHash, u64>,
    expected: &BTreeMap<ObjectHash, u64>,
) {
    let mut objects: Vec<_> = metered.keys().chain(expected.keys()).collect();
    objects.sort_unstable();
    objects.dedup();
    for object in objects {
        let [metered, expected] = [metered, expected].map(|sums| sums.get(object).copied().unwrap_or(0));
        if metered != expected {
            let name = names.get(object).copied().unwrap_or("an object that was not asked for");
            faults.push(format!("{name}: {metered} {what} metered, {expected} counted"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_object_that_was_counted_otherwise_is_named() {
        let [one, two, three] = [1, 2, 3].map(|byte| ObjectHash::from_bytes([byte; 32]));
        let names = BTreeMap::from([(one, "360p"), (two, "audio")]);
        let metered = BTreeMap::from([(one, 10), (two, 7), (three, 1)]);
        let mut faults = Vec::new();
        compare(&mut faults, &names, "bytes", &metered, &BTreeMap::from([(one, 10), (two, 8)]));
        assert_eq!(
            faults,
            ["audio: 7 bytes metered, 8 counted", "an object that was not asked for: 1 bytes metered, 0 counted"]
        );
        faults.clear();
        compare(&mut faults, &names, "bytes", &BTreeMap::new(), &BTreeMap::from([(one, 3)]));
        assert_eq!(faults, ["360p: 0 bytes metered, 3 counted"]);
    }
}
