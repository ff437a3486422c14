//! A member watches another one's video as players do; days later both sides' counts are beside what it knows.

use std::sync::Arc;
use std::time::Duration;

use federation::entry::{Entry, Side, Usage, UsageRow};
use purse::usage::{Hour, Unit};
use seams::Clock;

use crate::auditing::{NOVEMBER, town, turn};
use crate::films::Serving;
use crate::offices::{House, Town, member};
use crate::stand::Stand;

/// Longer than the longest time between two canaries.
const CANARY_COMES: Duration = Duration::from_secs(8 * 3_600);

/// What a member counted in the hour of the canary.
async fn counts(house: &House, side: Side, other: u8, hour: Hour, quantity: u64) {
    let row = UsageRow { other: member(other), service: "video".into(), unit: Unit::Byte, quantity };
    house.office.append(&Entry::Usage(Usage { side, hour, rows: vec![row] })).await.unwrap();
}

/// The third member watches the second one's copy, or the other way round; then days pass. Who carried, and bytes received.
async fn watched(town: &Town, serving: &Arc<Serving>, stand: &Stand) -> (Hour, u64) {
    let canary = &town.houses[2];
    turn(canary, &**serving, stand).await;
    town.clock.advance(CANARY_COMES).await;
    town.talk().await;
    let at = town.clock.now();
    assert!(turn(canary, &**serving, stand).await.watched > 0);
    let sums = canary.office.store().canaries(jiff::Timestamp::MIN, jiff::Timestamp::MAX).await.unwrap();
    assert_eq!(sums.iter().map(|sum| sum.carrier).collect::<Vec<_>>(), [member(2)]);
    (Hour::of(at), sums[0].received)
}

async fn days_pass(town: &Town, serving: &Arc<Serving>, stand: &Stand) {
    town.clock.advance(Duration::from_secs(3 * 86_400)).await;
    town.talk().await;
    turn(&town.houses[2], &**serving, stand).await;
    town.talk().await;
}

#[tokio::test]
async fn a_home_that_hides_what_it_saw_is_shown_with_what_a_canary_told_it() {
    let (town, film, serving) = town().await;
    let stand = Stand::of(&film, &[2]);
    let (hour, received) = watched(&town, &serving, &stand).await;
    assert_eq!(stand.reported(), received, "it told the home as a player does");
    counts(&town.houses[1], Side::Claim, 1, hour, 100_000).await;
    counts(&town.houses[0], Side::Observation, 2, hour, 10).await;
    town.talk().await;
    let early = town.houses[1].office.differences(NOVEMBER).await.unwrap().unwrap();
    assert_eq!(early.days.len(), 1);
    assert!(early.days[0].canaries.is_empty(), "a canary does not tell before both have told");
    days_pass(&town, &serving, &stand).await;
    for house in &town.houses {
        let seen = house.office.differences(NOVEMBER).await.unwrap().unwrap();
        let day = &seen.days[0];
        assert_eq!((day.counted.claim, day.counted.observation, day.apart), (100_000, Some(10), true));
        assert_eq!(day.counted.charged, Some(13), "10 bear out 13 at a tolerance of 25 %");
        assert_eq!(day.canaries.iter().map(|(who, _)| *who).collect::<Vec<_>>(), [member(3)]);
        let missing = u128::from(received) - 10;
        assert_eq!(day.observation_beside(), carry::canary::Beside::Short(missing));
        assert_eq!(day.claim_beside(), carry::canary::Beside::Enough);
    }
}

#[tokio::test]
async fn sides_that_agree_and_contain_what_canaries_know_are_no_difference() {
    let (town, film, serving) = town().await;
    let stand = Stand::of(&film, &[2]);
    let (hour, received) = watched(&town, &serving, &stand).await;
    counts(&town.houses[1], Side::Claim, 1, hour, received + 50).await;
    counts(&town.houses[0], Side::Observation, 2, hour, received).await;
    days_pass(&town, &serving, &stand).await;
    let seen = town.houses[1].office.differences(NOVEMBER).await.unwrap().unwrap();
    assert_eq!(seen.days, []);
    let desk = town.houses[1].office.desk().await;
    let told = desk.facts().evidence.told(member(3), federation::facts::EvidenceKind::Canaries);
    assert!(told.is_some(), "the canary told all the same");
}

#[tokio::test]
async fn a_carrier_that_no_playlist_names_is_not_watched() {
    let (town, film, serving) = town().await;
    let stand = Stand::of(&film, &[]);
    let canary = &town.houses[2];
    turn(canary, &*serving, &stand).await;
    town.clock.advance(CANARY_COMES).await;
    town.talk().await;
    assert_eq!(turn(canary, &*serving, &stand).await.watched, 0);
    assert_eq!(serving.asked_of(2), Vec::<std::ops::Range<u64>>::new());
}
