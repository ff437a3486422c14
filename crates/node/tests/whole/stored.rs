//! Bytes stored: an object counts for each hour at whose end it is there, whatever the member did meanwhile.

use std::collections::BTreeMap;
use std::time::Duration;

use carry::id::ObjectHash;
use purse::usage::{Hour, Unit};
use store::Hours;

use crate::member::{CONFIGURATION, Whole};

/// Hours of byte-hours, by object.
async fn stored(whole: &Whole) -> BTreeMap<ObjectHash, BTreeMap<String, u64>> {
    let hours = Hours { from: "2026-11-01T00:00:00Z".parse().unwrap(), until: "2026-12-31T00:00:00Z".parse().unwrap() };
    let rows = whole.member.store.usage_rows(hours, None, 10_000).await.unwrap();
    let mut all = BTreeMap::<ObjectHash, BTreeMap<String, u64>>::new();
    for row in rows.into_iter().filter(|row| row.unit == Unit::ByteHour) {
        let before = all.entry(row.object).or_default().insert(row.hour.to_string(), row.quantity);
        assert_eq!(before, None, "an hour is counted twice");
    }
    all
}

/// The hours from `first` on, `count` of them.
fn hours(first: &str, count: i64) -> Vec<String> {
    let first: Hour = first.parse().unwrap();
    (0..count).map(|step| Hour::from_number(first.number() + step).unwrap().to_string()).collect()
}

impl Whole {
    /// Works as a running member does, until `minutes` have passed.
    async fn live(&self, minutes: u32) {
        for _ in 0..minutes / 10 {
            self.world.clock.advance(Duration::from_secs(600)).await;
            self.work().await;
            self.member.tick_usage().await.unwrap();
            self.member.workers.tick_housekeeping().await.unwrap();
        }
    }

    /// Stops, and starts again after `hours`.
    async fn be_away(self, hours: u64) -> Self {
        let Self { member, world, .. } = self;
        member.finish().await.unwrap();
        world.clock.advance(Duration::from_secs(3_600 * hours)).await;
        let transcoder = std::sync::Arc::new(testkit::CannedTranscoder::quick());
        Self::start_in(world, CONFIGURATION, transcoder).await
    }
}

#[tokio::test]
async fn an_object_counts_for_the_hours_at_whose_end_it_was_there_through_restarts_and_deletion() {
    // 09:20: published. Its first hour ends at 10:00.
    let whole = Whole::start().await;
    let video = whole.publish(1, "public").await;
    let objects: BTreeMap<ObjectHash, u64> = {
        let published = whole.published(video).await;
        let renditions = published.renditions.iter().map(|one| (one.object, one.bytes));
        renditions.chain(published.thumbnail.iter().map(|one| (one.object, one.bytes))).collect()
    };
    // To 12:20, then away to 17:20: the hours of absence count, because the bytes lie on the disk.
    whole.live(180).await;
    let whole = whole.be_away(5).await;
    // 17:20: deleted, and kept for 24 hours of grace, until housekeeping at 17:30 of the next day at the latest.
    whole.live(10).await;
    whole.delete(video).await;
    let whole = whole.be_away(20).await;
    whole.live(300).await;
    // Nothing is counted after it is gone, not even by a member that was away when it went.
    let whole = whole.be_away(60).await;
    whole.live(60).await;

    let counted = stored(&whole).await;
    assert_eq!(counted.keys().collect::<Vec<_>>(), objects.keys().collect::<Vec<_>>());
    // 09:00 of the 23rd to 16:00 of the 24th: at 17:00 it was there for the last time, at 18:00 it was gone.
    let expected = hours("2026-11-23T09:00:00Z", 32);
    for (object, by_hour) in counted {
        assert_eq!(by_hour.keys().cloned().collect::<Vec<_>>(), expected);
        assert!(by_hour.values().all(|bytes| *bytes == objects[&object]), "{by_hour:?}");
    }
}

#[tokio::test]
async fn what_came_and_went_within_an_hour_costs_no_storage() {
    let whole = Whole::start().await;
    whole.member.tick_usage().await.unwrap();
    // Told of an object that goes before the hour ends: the member's own rule keeps it a day, so this one is short.
    let quick = CONFIGURATION.to_owned() + "grace_hours = 0\n";
    let Whole { member, world, .. } = whole;
    member.finish().await.unwrap();
    let whole = Whole::start_in(world, &quick, std::sync::Arc::new(testkit::CannedTranscoder::quick())).await;
    let video = whole.publish(1, "public").await;
    whole.live(10).await;
    whole.delete(video).await;
    whole.live(120).await;
    assert_eq!(stored(&whole).await, BTreeMap::new());
}
