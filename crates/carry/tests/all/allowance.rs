//! Allowances.

use std::collections::BTreeMap;

use carry::allowance::{Month, Standing, daily, has_room, left, standing};
use carry::id::MemberId;
use proptest::collection::vec;
use proptest::prelude::*;

fn offers(bytes: &[u64]) -> BTreeMap<MemberId, u64> {
    (1_u8..).zip(bytes).map(|(number, offer)| (MemberId::from_bytes([number; 32]), *offer)).collect()
}

fn given(month: &Month) -> Vec<u64> {
    daily(month).into_values().collect()
}

#[test]
fn a_carrier_stops_above_105_percent_and_not_before() {
    for (allowance, sent, expected) in [
        (100, 0, Standing::Within),
        (100, 100, Standing::Within),
        (100, 101, Standing::Beyond),
        (100, 105, Standing::Beyond),
        (100, 106, Standing::Stop),
        (19, 19, Standing::Within),
        // 105 % of 19 is 19.95.
        (19, 20, Standing::Stop),
        (0, 0, Standing::Within),
        (0, 1, Standing::Stop),
        (u64::MAX, u64::MAX, Standing::Within),
        (u64::MAX - 1, u64::MAX, Standing::Beyond),
        (u64::MAX / 2, u64::MAX, Standing::Stop),
    ] {
        assert_eq!(standing(Some(allowance), sent), expected, "{sent} of {allowance}");
    }
    assert_eq!(standing(None, u64::MAX), Standing::Within);
}

#[test]
fn what_is_left_ends_at_nothing() {
    assert_eq!(left(Some(10), 4), Some(6));
    assert_eq!(left(Some(10), 11), Some(0));
    assert_eq!(left(None, 11), None);
}

#[test]
fn each_carrier_is_given_this_homes_part_of_a_day_of_its_offer() {
    let month = Month { days: 30, homes: 2, times: 1, limit: None, offers: offers(&[6_000, 600, 0]) };
    assert_eq!(given(&month), [100, 10, 0]);
    // Promised three times, but never more than the whole day.
    assert_eq!(given(&Month { times: 3, ..month.clone() }), [200, 20, 0]);
    assert_eq!(given(&Month { times: 0, ..month.clone() }), [0, 0, 0]);
    assert_eq!(given(&Month { homes: 0, ..month }), [200, 20, 0]);
}

#[test]
fn a_limit_of_the_home_is_shared_and_what_one_cannot_give_another_does() {
    let month = Month { days: 30, homes: 1, times: 1, limit: Some(30 * 100), offers: offers(&[3_000, 300, 3_000]) };
    // 100 bytes a day; the second gives its 10, the others 45 each.
    assert_eq!(given(&month), [45, 10, 45]);
    assert_eq!(given(&Month { limit: Some(30 * 101), ..month.clone() }), [46, 10, 45]);
    assert_eq!(given(&Month { limit: Some(30 * 1_000), ..month.clone() }), [100, 10, 100]);
    assert_eq!(given(&Month { limit: Some(0), ..month.clone() }), [0, 0, 0]);
    assert_eq!(given(&Month { limit: Some(30 * 2), ..month }), [1, 1, 0]);
}

#[test]
fn a_line_has_room_while_one_more_viewer_fits_into_it() {
    // 80 bits a second for 10 seconds are 100 bytes.
    assert!(has_room(80, 100, 0, 10));
    assert!(!has_room(80, 101, 0, 10));
    assert!(has_room(80, 75, 20, 10));
    assert!(!has_room(80, 75, 21, 10));
    assert!(has_room(0, u64::MAX, u64::MAX, 0));
    assert!(!has_room(u64::MAX, u64::MAX, u64::MAX, 1));
}

/// One byte at a time to whoever has least, the lowest id first.
fn slowly(parts: &BTreeMap<MemberId, u64>, bytes: u64) -> BTreeMap<MemberId, u64> {
    let mut given: BTreeMap<MemberId, u64> = parts.keys().map(|id| (*id, 0)).collect();
    for _ in 0..bytes {
        let open = given.iter().filter(|(id, has)| **has < parts[*id]);
        let Some(next) = open.min_by_key(|(id, has)| (**has, **id)).map(|(id, _)| *id) else { break };
        *given.get_mut(&next).unwrap() += 1;
    }
    given
}

proptest! {
    #[test]
    fn a_limit_is_shared_as_byte_by_byte(parts in vec(0_u64..60, 0..8), limit in 0_u64..400) {
        let month = Month { days: 30, homes: 1, times: 1, limit: None, offers: offers(&parts.iter().map(|part| part * 30).collect::<Vec<_>>()) };
        let limited = Month { limit: Some(limit * 30), ..month.clone() };
        prop_assert_eq!(daily(&limited), slowly(&daily(&month), limit));
    }

    #[test]
    fn all_homes_together_are_promised_no_more_than_a_carrier_offers(
        offer in any::<u64>(), homes in 1_u32..1_000, days in 28_u32..=31, times in 0_u32..10, limit in any::<Option<u64>>(),
    ) {
        let month = Month { days, homes, times, limit, offers: offers(&[offer]) };
        let day = given(&month)[0];
        prop_assert!(u128::from(day) * u128::from(days) <= u128::from(offer));
        prop_assert!(u128::from(day) * u128::from(days) * u128::from(homes) <= u128::from(offer) * u128::from(times.max(1)));
        prop_assert!(limit.is_none_or(|limit| u128::from(day) * u128::from(days) <= u128::from(limit)));
    }

    #[test]
    fn more_sent_never_stands_better(allowance in any::<u64>(), one in any::<u64>(), other in any::<u64>()) {
        let (less, more) = (one.min(other), one.max(other));
        prop_assert!(standing(Some(allowance), less) <= standing(Some(allowance), more));
    }
}
