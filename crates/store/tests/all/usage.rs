//! Usage: batches, the hours that are closed, what is stored.

use carry::id::ObjectHash;
use purse::usage::{Hour, Unit, UsageRow, VIDEO_SERVICE};
use store::{BATCH_ROWS, Delivered, HourUsage, Hours, ObjectUsage, Store, UsageSum};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::{people, published};

/// From the hour in which every test begins, so many hours.
fn hours(n: i64) -> Hours {
    Hours { from: hour(0), until: hour(n) }
}

async fn flush(store: &Store, n: u8, rows: &[UsageRow]) -> bool {
    store.flush_usage(batch(n), rows, at(0)).await.unwrap()
}

async fn rows(store: &Store) -> Vec<UsageRow> {
    let always = Hours { from: hour(-1_000), until: hour(1_000) };
    store.usage_rows(always, None, 1_000).await.unwrap()
}

#[tokio::test]
async fn a_batch_counts_once_and_adds_to_what_is_there() {
    on_both(async |store| {
        let encoded = UsageRow { unit: Unit::PixelMs, ..usage(1, 0, 7) };
        assert!(flush(&store, 1, &[usage(1, 0, 100), usage(2, 0, 5), usage(1, 0, 10), encoded.clone()]).await);
        assert!(!flush(&store, 1, &[usage(1, 0, 100)]).await, "its answer was lost");
        assert!(flush(&store, 2, &[usage(1, 0, 1), UsageRow { merged: true, ..usage(2, 0, 0) }]).await);
        let merged = UsageRow { merged: true, ..usage(2, 0, 5) };
        assert_eq!(rows(&store).await, [usage(1, 0, 111), encoded, merged]);
        let many = vec![usage(1, 0, 1); BATCH_ROWS + 1];
        assert!(store.flush_usage(batch(3), &many, at(0)).await.is_err(), "more than a batch has");
        assert!(store.flush_usage(batch(3), &[usage(3, 0, u64::MAX)], at(0)).await.is_err());
        assert!(flush(&store, 3, &[]).await, "what failed left no mark");
    })
    .await;
}

#[tokio::test]
async fn sums_run_over_half_open_hours_and_come_in_pages() {
    on_both(async |store| {
        let other = |row: UsageRow| UsageRow { service: "pad".to_owned(), unit: Unit::ByteHour, ..row };
        flush(&store, 1, &[usage(1, -1, 1_000), usage(1, 2, 4), usage(2, 0, 1), usage(1, 0, 2), usage(2, 1, 3)]).await;
        flush(&store, 2, &[other(usage(1, 0, 50))]).await;
        let sum = |service: &str, unit, quantity| UsageSum { service: service.to_owned(), unit, quantity };
        let sums = [sum("pad", Unit::ByteHour, 50), sum(VIDEO_SERVICE, Unit::Byte, 6)];
        assert_eq!(store.usage_sums(hours(2)).await.unwrap(), sums);
        assert_eq!(store.usage_sums(hours(0)).await.unwrap(), []);
        let by_hour = |n, service: &str, unit, quantity| HourUsage {
            hour: hour(n),
            home: member(1),
            carrier: member(1),
            service: service.to_owned(),
            unit,
            quantity,
        };
        let all = [
            by_hour(0, "pad", Unit::ByteHour, 50),
            by_hour(0, VIDEO_SERVICE, Unit::Byte, 3),
            by_hour(1, VIDEO_SERVICE, Unit::Byte, 3),
        ];
        assert_eq!(store.usage_by_hour(hours(2), None, 2).await.unwrap(), all[..2]);
        assert_eq!(store.usage_by_hour(hours(2), Some(&all[1]), 2).await.unwrap(), all[2..]);
        let by_object = |n, service: &str, unit, quantity| ObjectUsage {
            object: object_hash(n),
            service: service.to_owned(),
            unit,
            quantity,
        };
        let all = [
            by_object(1, "pad", Unit::ByteHour, 50),
            by_object(1, VIDEO_SERVICE, Unit::Byte, 2),
            by_object(2, VIDEO_SERVICE, Unit::Byte, 4),
        ];
        assert_eq!(store.usage_by_object(hours(2), None, 2).await.unwrap(), all[..2]);
        assert_eq!(store.usage_by_object(hours(2), Some(&all[1]), 2).await.unwrap(), all[2..]);
        let rows = store.usage_rows(hours(3), None, 9).await.unwrap();
        assert_eq!(rows.len(), 5);
        for (place, row) in rows.iter().enumerate() {
            let rest = store.usage_rows(hours(3), Some(row), 9).await.unwrap();
            assert_eq!(rest, rows[place + 1..]);
        }
    })
    .await;
}

#[tokio::test]
async fn a_videos_usage_is_that_of_all_objects_it_ever_had() {
    on_both(async |store| {
        people(&store).await;
        published(&store, 1).await;
        published(&store, 2).await;
        store.enqueue_job(&job("again", 0), at(0)).await.unwrap();
        let lease = store.lease_job(&wish(1, 0), at(0)).await.unwrap().unwrap().lease;
        store.publish_video(&publication(1, lease, 30, 2), at(2)).await.unwrap().unwrap();
        flush(&store, 1, &[usage(10, 0, 1), usage(20, 0, 2), usage(30, 0, 4)]).await;
        let of = async |n| {
            let found = store.usage_of_video(video_id(n), hours(1)).await.unwrap();
            found.into_iter().map(|one| (one.object, one.quantity)).collect::<Vec<(ObjectHash, u64)>>()
        };
        assert_eq!(of(1).await, [(object_hash(10), 1), (object_hash(30), 4)]);
        assert_eq!(of(2).await, [(object_hash(20), 2)]);
        assert_eq!(of(9).await, []);
    })
    .await;
}

#[tokio::test]
async fn what_others_carried_is_closed_by_itself_and_is_no_use_of_ones_own() {
    on_both(async |store| {
        let observed = |hours, quantity| UsageRow { carrier: member(2), ..usage(1, hours, quantity) };
        flush(&store, 1, &[usage(1, 0, 10), observed(0, 700), observed(1, 20)]).await;
        // Enough saw what the other one sent, too few what this one did.
        assert!(store.close_hour(hour(0), &[Delivered { carrier: member(2), ..delivered(1) }]).await.unwrap());
        assert_eq!(rows(&store).await, [observed(0, 700), usage(1, 1, 10), observed(1, 20)]);
        let sums = store.usage_sums(hours(5)).await.unwrap();
        assert_eq!(sums.iter().map(|sum| sum.quantity).collect::<Vec<_>>(), [10]);
    })
    .await;
}

#[tokio::test]
async fn small_counts_are_carried_on_until_the_days_last_hour() {
    on_both(async |store| {
        // Every test begins at ten.
        let work = UsageRow { unit: Unit::PixelMs, ..usage(1, 0, 9) };
        flush(&store, 1, &[usage(1, 0, 900), usage(2, 0, 70), usage(1, 1, 100), usage(1, 13, 5), work.clone()]).await;
        assert_eq!(store.closed_hour().await.unwrap(), Some(hour(-1)), "closing begins with the first counts");
        assert!(store.close_hour(hour(0), &[delivered(2)]).await.unwrap());
        assert_eq!(rows(&store).await, [work.clone(), usage(2, 0, 70), usage(1, 1, 1_000), usage(1, 13, 5)]);
        assert_eq!(store.closed_hour().await.unwrap(), Some(hour(0)));
        assert!(!store.close_hour(hour(0), &[]).await.unwrap(), "an hour is closed once");
        assert!(!store.close_hour(hour(-1), &[]).await.unwrap());
        for n in 1..13 {
            assert!(store.close_hour(hour(n), &[]).await.unwrap());
        }
        assert_eq!(hour(13).to_string(), "2026-11-24T23:00:00Z");
        assert!(store.close_hour(hour(13), &[]).await.unwrap());
        let merged = UsageRow { merged: true, ..usage(1, 13, 1_005) };
        assert_eq!(rows(&store).await, [work, usage(2, 0, 70), merged]);
    })
    .await;
}

fn stored(object: u8, hours: i64, quantity: u64) -> UsageRow {
    UsageRow { unit: Unit::ByteHour, ..usage(object, hours, quantity) }
}

#[tokio::test]
async fn what_is_stored_at_an_hours_end_is_counted_for_that_hour() {
    on_both(async |store| {
        let record = async |n, seconds| store.record_object(&object(n), at(seconds)).await.unwrap().unwrap();
        record(1, 0).await;
        record(2, HOUR - 1).await;
        record(3, HOUR).await;
        let empty = store::NewObject { bytes: 0, ..object(4) };
        store.record_object(&empty, at(0)).await.unwrap().unwrap();
        assert_eq!(store.stored_hour().await.unwrap(), None);
        assert!(store.count_stored_hour(hour(0), member(1)).await.unwrap());
        assert_eq!(rows(&store).await, [stored(1, 0, 101), stored(2, 0, 102)]);
        assert!(!store.count_stored_hour(hour(0), member(1)).await.unwrap(), "an hour is counted once");
        assert!(!store.count_stored_hour(hour(-1), member(1)).await.unwrap());
        assert_eq!(store.stored_hour().await.unwrap(), Some(hour(0)));
    })
    .await;
}

#[tokio::test]
async fn what_was_removed_counts_for_the_hours_at_whose_end_it_was_there() {
    on_both(async |store| {
        let record = async |n, seconds| store.record_object(&object(n), at(seconds)).await.unwrap().unwrap();
        let remove = async |n, seconds| {
            assert!(store.claim_garbage(at(DAY), at(seconds), 9).await.unwrap().contains(&object_hash(n)));
            assert!(store.forget_object(object_hash(n), at(seconds)).await.unwrap());
        };
        record(1, 0).await;
        remove(1, HOUR + 10).await;
        record(2, 0).await;
        remove(2, HOUR - 1).await;
        record(3, 0).await;
        remove(3, HOUR).await;
        // Gone and there again before the hour is counted: it counts once.
        record(1, HOUR + 20).await;
        for n in 0..3 {
            assert!(store.count_stored_hour(hour(n), member(1)).await.unwrap());
        }
        let counted = [stored(1, 0, 101), stored(3, 0, 103), stored(1, 1, 101), stored(1, 2, 101)];
        assert_eq!(rows(&store).await, counted);
    })
    .await;
}

#[tokio::test]
async fn hours_before_1970_and_far_ahead_are_hours_too() {
    on_both(async |store| {
        let long_ago = UsageRow { hour: Hour::of("1969-12-31T23:00:00Z".parse().unwrap()), ..usage(1, 0, 1) };
        let far = UsageRow { hour: Hour::of("9999-06-30T22:00:00Z".parse().unwrap()), ..usage(1, 0, 2) };
        flush(&store, 1, &[long_ago.clone(), far.clone()]).await;
        let always = Hours { from: long_ago.hour, until: Hour::of("9999-06-30T23:00:00Z".parse().unwrap()) };
        assert_eq!(store.usage_rows(always, None, 9).await.unwrap(), [long_ago.clone(), far]);
        assert!(store.close_hour(long_ago.hour, &[]).await.unwrap());
        let merged = UsageRow { merged: true, ..long_ago };
        assert_eq!(store.usage_rows(always, None, 1).await.unwrap(), [merged], "it was that day's last hour");
    })
    .await;
}
