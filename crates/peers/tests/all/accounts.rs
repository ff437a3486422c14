//! What a member may use: windows, rates, days.

use peers::account::{Account, Bucket};
use peers::replay::Memory;
use peers::signature::RequestParameters;
use peers::{Limits, Refusal};
use proptest::prelude::*;

use crate::members::{NOW, at, identity};

fn asked(created: i64, nonce: u8) -> RequestParameters {
    RequestParameters { created, expires: created + 300, nonce: [nonce; 16], member: identity(1).member }
}

#[test]
fn the_window_is_five_minutes_to_the_second_on_both_sides() {
    let memory = Memory::new(at(0));
    for (created, judged) in [
        (NOW + 301, Err(Refusal::FromTheFuture)),
        (NOW + 300, Ok(())),
        (NOW, Ok(())),
        (NOW - 300, Ok(())),
        (NOW - 301, Err(Refusal::Expired)),
    ] {
        assert_eq!(memory.check(&asked(created, 1), at(NOW)), judged, "{}", created - NOW);
    }
    let short = RequestParameters { expires: NOW - 1, ..asked(NOW - 10, 1) };
    assert_eq!(memory.check(&short, at(NOW)), Err(Refusal::Expired), "its own end comes first");
}

#[test]
fn a_request_from_ahead_of_the_clock_is_remembered_until_it_has_expired() {
    let mut memory = Memory::new(at(0));
    let ahead = asked(NOW + 300, 1);
    memory.remember(&ahead, at(NOW), 9).unwrap();
    for later in [0, 1, 299, 300, 599, 600] {
        memory.remember(&asked(NOW + later, 2), at(NOW + later), 9).unwrap();
        assert_eq!(memory.check(&ahead, at(NOW + later)), Err(Refusal::Replayed), "{later} s later");
    }
    assert_eq!(memory.check(&ahead, at(NOW + 601)), Err(Refusal::Expired));
    memory.remember(&asked(NOW + 1_000, 3), at(NOW + 1_000), 9).unwrap();
    assert_eq!(memory.len(), 1, "what cannot come again is forgotten");
}

#[test]
fn a_clock_that_goes_back_lets_nothing_in_that_was_forgotten() {
    let mut memory = Memory::new(at(0));
    memory.remember(&asked(NOW, 1), at(NOW), 9).unwrap();
    memory.remember(&asked(NOW + 900, 2), at(NOW + 900), 9).unwrap();
    assert_eq!(memory.check(&asked(NOW, 1), at(NOW)), Err(Refusal::Forgotten));

    let mut memory = Memory::new(at(0));
    memory.remember(&asked(NOW + 300, 1), at(NOW + 300), 9).unwrap();
    memory.remember(&asked(NOW + 900, 2), at(NOW + 900), 9).unwrap();
    let later = asked(NOW + 700, 3);
    assert_eq!(memory.check(&later, at(NOW + 600)), Ok(()));
    memory.remember(&later, at(NOW + 600), 9).unwrap();
    assert_eq!(memory.check(&asked(NOW + 300, 1), at(NOW + 600)), Err(Refusal::Forgotten), "nor after another came");
}

#[test]
fn what_was_signed_before_the_start_is_not_taken() {
    let memory = Memory::new(at(NOW));
    assert_eq!(memory.check(&asked(NOW - 1, 1), at(NOW)), Err(Refusal::Forgotten));
    assert_eq!(memory.check(&asked(NOW, 1), at(NOW)), Ok(()));
    assert!(memory.is_empty());
}

#[test]
fn the_bytes_of_a_day_begin_anew_at_midnight_utc() {
    let limits = Limits::default();
    let midnight = NOW - NOW % 86_400 + 86_400;
    let mut account = Account::new(at(0), at(NOW), &limits);
    account.count(7, at(midnight - 1));
    account.count(5, at(midnight - 1));
    assert_eq!((account.bytes_of(at(midnight - 1)), account.bytes_of(at(midnight))), (12, 0));
    account.count(1, at(midnight));
    assert_eq!(account.bytes_of(at(midnight)), 1);
    assert_eq!(account.at_once(), 0);
}

#[test]
fn a_bucket_lets_a_burst_pass_and_then_the_rate() {
    let mut bucket = Bucket::full(3, at(NOW));
    let mut passed = |second: i64| (0..9).filter(|_| bucket.take(at(NOW + second), 2, 3)).count();
    assert_eq!((passed(0), passed(0), passed(1), passed(2), passed(100)), (3, 0, 2, 2, 3));
    assert_eq!(passed(50), 0, "a clock that goes back brings nothing");
    assert_eq!(passed(51), 2);
}

proptest! {
    #[test]
    fn no_more_pass_than_the_burst_and_the_rate(gaps_ms in proptest::collection::vec(0_i64..2_000, 1..200)) {
        let mut bucket = Bucket::full(10, at(NOW));
        let (mut passed_ms, mut passed) = (0, 0);
        for gap_ms in gaps_ms {
            passed_ms += gap_ms;
            let now = at(NOW).checked_add(jiff::SignedDuration::from_millis(passed_ms)).unwrap();
            passed += i64::from(bucket.take(now, 5, 10));
            prop_assert!(passed <= 10 + passed_ms * 5 / 1_000);
        }
    }
}
