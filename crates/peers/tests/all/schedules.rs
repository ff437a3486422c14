//! When a member is asked again.

use std::time::Duration;

use peers::client::schedule::{Backoff, Circuit, FAILURES, FIRST_REST, LONGEST_REST};
use proptest::prelude::*;

use crate::members::{NOW, at};

#[test]
fn waits_double_up_to_the_longest_and_keep_at_least_their_half() {
    let backoff = Backoff::default();
    let bounds =
        |tried| (backoff.wait(tried, 0), (0..1_000_u64).map(|chance| backoff.wait(tried, chance * 97)).max().unwrap());
    let ms = Duration::from_millis;
    assert_eq!(bounds(1), (ms(250), ms(500)));
    assert!(bounds(2).0 == ms(500) && bounds(2).1 <= ms(1_000));
    for tried in [7, 8, 31, 32, 33, 1_000, u32::MAX] {
        assert!(bounds(tried).0 == ms(15_000) && bounds(tried).1 <= ms(30_000), "{tried}");
    }
}

proptest! {
    #[test]
    fn a_wait_lies_between_the_half_and_the_whole(tried: u32, chance: u64) {
        let backoff = Backoff::default();
        let wait = backoff.wait(tried, chance);
        prop_assert!(wait >= backoff.first / 2 && wait <= backoff.longest);
    }
}

#[test]
fn a_member_that_failed_too_often_rests_and_then_is_asked_once() {
    let mut circuit = Circuit::default();
    for _ in 0..FAILURES {
        assert_eq!(circuit.ask(at(NOW)), Ok(()));
        circuit.failed(at(NOW));
    }
    let rest = i64::try_from(FIRST_REST.as_secs()).unwrap();
    assert_eq!(circuit.ask(at(NOW + rest - 1)), Err(at(NOW + rest)));
    assert_eq!(circuit.ask(at(NOW + rest)), Ok(()), "one asks");
    assert_eq!(circuit.ask(at(NOW + rest)), Err(at(NOW + 2 * rest)), "the others wait for it");
    circuit.failed(at(NOW + rest));
    assert_eq!(circuit.ask(at(NOW + rest)), Err(at(NOW + 3 * rest)), "the rest doubles");
    circuit.answered();
    assert_eq!(circuit, Circuit::default());
}

#[test]
fn a_rest_has_an_end_however_often_a_member_failed() {
    let mut circuit = Circuit::default();
    for _ in 0..100 {
        circuit.failed(at(NOW));
    }
    assert_eq!(circuit.ask(at(NOW)), Err(at(NOW).checked_add(LONGEST_REST).unwrap()));
}
