//! What canaries fetch, and what counts are beside what they know.

use std::collections::BTreeSet;

use carry::canary::{Beside, MAX_PARTS, Part, Watched, choose};
use carry::id::ObjectHash;
use proptest::collection::vec;
use proptest::prelude::*;

fn parts(lengths: &[u64]) -> Vec<Part> {
    let mut first = 0;
    let mut part = |length: &u64| {
        let part = Part { object: ObjectHash::from_bytes([3; 32]), first, last: first + length - 1, sha256: [4; 32] };
        first += length;
        part
    };
    lengths.iter().map(&mut part).collect()
}

#[test]
fn a_part_is_read_as_lists_of_hashes_name_it_and_nothing_else_is() {
    let (object, hash) = ("03".repeat(32), "04".repeat(32));
    let read = Part::read(&object, "100-1099", &hash).unwrap();
    assert_eq!((read.first, read.last, read.len(), read.sha256), (100, 1_099, 1_000, [4; 32]));
    for (object, range, hash) in [
        (object.as_str(), "100", hash.as_str()),
        (&object, "100-99", &hash),
        (&object, "-1-9", &hash),
        (&object, "0-18446744073709551615", &hash),
        (&object, "0-9", "04"),
        ("03", "0-9", &hash),
    ] {
        assert_eq!(Part::read(object, range, hash), None, "{object} {range} {hash}");
    }
}

#[test]
fn a_count_below_what_canaries_alone_know_is_short_by_the_rest() {
    let watched = Watched { received: 1_000, reported: 800 };
    for (claim, observation, expected) in [
        (1_000, 800, (Beside::Enough, Beside::Enough)),
        (999, 799, (Beside::Short(1), Beside::Short(1))),
        (0, 0, (Beside::Short(1_000), Beside::Short(800))),
        (u128::MAX, 900, (Beside::Enough, Beside::Enough)),
    ] {
        assert_eq!((watched.beside_claim(claim), watched.beside_observation(observation)), expected);
    }
    assert_eq!(Watched::default().beside_observation(0), Beside::Enough, "who knows nothing accuses nobody");
}

proptest! {
    #[test]
    fn what_is_fetched_is_some_different_parts_within_the_bytes(
        lengths in vec(1_u64..1_000_000, 0..60), seed in any::<[u8; 32]>(), count in 0_usize..30, most in 0_u64..5_000_000,
    ) {
        let all = parts(&lengths);
        let chosen = choose(&all, &seed, count, most);
        prop_assert!(chosen.len() <= count.min(MAX_PARTS));
        prop_assert!(chosen.iter().map(Part::len).sum::<u64>() <= most);
        prop_assert_eq!(chosen.iter().collect::<BTreeSet<_>>().len(), chosen.len());
        prop_assert!(chosen.iter().all(|part| all.contains(part)));
        let whole: u64 = lengths.iter().sum();
        if most >= whole {
            prop_assert_eq!(chosen.len(), count.min(MAX_PARTS).min(all.len()));
        }
    }

    #[test]
    fn who_counts_all_that_canaries_know_is_never_short(
        received in any::<u64>(), reported in any::<u64>(), more in any::<u64>(),
    ) {
        let watched = Watched { received: received.into(), reported: reported.into() };
        prop_assert_eq!(watched.beside_claim(u128::from(received) + u128::from(more)), Beside::Enough);
        prop_assert_eq!(watched.beside_observation(u128::from(reported) + u128::from(more)), Beside::Enough);
    }
}
