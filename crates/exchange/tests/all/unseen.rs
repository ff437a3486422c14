//! A home that saw nothing of a carrier says so, and what that one claims all the same is charged to nobody, and shown.

use federation::entry::{Entry, Side, Usage, UsageRow};
use purse::usage::{Hour, Unit, VIDEO_SERVICE};
use seams::Clock;
use store::{BatchId, Delivered, LogKey};

use crate::auditing::NOVEMBER;
use crate::films::offer;
use crate::offices::{House, Town, member};

/// What the second member claims, and what the home saw of the third.
const CLAIMED: u64 = 100_000;
const SEEN: u64 = 700;

/// Delivery that a house counted at its home.
async fn saw(house: &House, carrier: u8, hour: Hour) {
    let row = purse::usage::UsageRow {
        object: carry::id::ObjectHash::from_bytes([7; 32]),
        home: member(house.number),
        carrier: member(carrier),
        service: VIDEO_SERVICE.to_owned(),
        unit: Unit::Byte,
        hour,
        quantity: SEEN,
        merged: false,
    };
    let (store, batch) = (house.office.store(), BatchId::from_bytes([1; 16]));
    store.flush_usage(batch, std::slice::from_ref(&row), hour.start()).await.unwrap();
    let kept = Delivered { object: row.object, home: row.home, carrier: row.carrier };
    assert!(store.close_hour(hour, &[kept]).await.unwrap());
}

/// Nothing of an hour, or of any before it, is counted any more.
async fn is_over(house: &House, hour: Hour) {
    let store = house.office.store();
    assert!(store.close_hour(hour, &[]).await.unwrap());
    assert!(store.count_stored_hour(hour, member(house.number)).await.unwrap());
}

/// Bytes delivered that a house's log says it observed: hour, carrier and sum.
async fn observed(house: &House) -> Vec<(Hour, purse::id::MemberId, u64)> {
    let log = LogKey { member: member(house.number), log: 1 };
    let leaves = house.office.store().leaves(log, 0, 1_000).await.unwrap();
    let entries = leaves.iter().filter_map(|leaf| Entry::from_leaf(leaf).ok());
    let said = entries.filter_map(|entry| match entry {
        Entry::Usage(said) if said.side == Side::Observation => Some(said),
        _ => None,
    });
    let rows = said.flat_map(|said| said.rows.into_iter().map(move |row| (said.hour, row)));
    rows.filter(|(_, row)| row.unit == Unit::Byte).map(|(hour, row)| (hour, row.other, row.quantity)).collect()
}

#[tokio::test]
async fn a_claim_of_which_the_home_saw_nothing_is_charged_to_nobody_and_is_shown() {
    let town = Town::three().await;
    for house in &town.houses[1..] {
        offer(house, 1 << 20).await;
    }
    town.talk().await;
    let (home, liar) = (&town.houses[0], &town.houses[1]);
    // It allows both to deliver for it; neither holds anything.
    home.office.place().await.unwrap();
    let this = Hour::of(town.clock.now());
    let last = this.day().last_hour();
    saw(home, 3, this).await;
    for (house, quantity) in [(liar, CLAIMED), (&town.houses[2], SEEN)] {
        let row = UsageRow { other: member(1), service: VIDEO_SERVICE.to_owned(), unit: Unit::Byte, quantity };
        house.office.append(&Entry::Usage(Usage { side: Side::Claim, hour: this, rows: vec![row] })).await.unwrap();
    }

    home.office.tell().await.unwrap();
    assert_eq!(observed(home).await, [], "a day that is not over may still see something");
    is_over(home, last).await;
    for _ in 0..2 {
        home.office.tell().await.unwrap();
        assert_eq!(observed(home).await, [(this, member(3), SEEN), (last, member(2), 0)], "said once");
    }

    town.until(&Hour::from_number(last.number() + 1).unwrap().to_string()).await;
    town.talk().await;
    for house in &town.houses {
        let seen = house.office.differences(NOVEMBER).await.unwrap().unwrap();
        let day = &seen.days[0];
        assert_eq!((seen.days.len(), day.account.home, day.account.carrier), (1, member(1), member(2)));
        assert_eq!((day.counted.claim, day.counted.observation), (CLAIMED.into(), Some(0)));
        assert_eq!((day.counted.charged, day.apart), (Some(0), true), "as seen by {}", house.number);
    }
}
