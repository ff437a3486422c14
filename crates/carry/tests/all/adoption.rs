//! What becomes of videos whose home is gone.

use std::collections::{BTreeMap, BTreeSet};

use carry::adoption::{Fate, fate, home, may_sign};
use carry::id::MemberId;
use carry::manifest::{Core, SigningKey};
use federation::Hash;
use federation::entry::{Adoption, Entry};
use federation::facts::{Adoptions, Facts, Place};
use federation::roll::{Absence, Roll, Seat, Standing};
use federation::signed::Signed;
use jiff::civil::{Date, date};
use purse::money::Money;

const GONE: u8 = 1;
const ADOPTER: u8 = 2;
const FROM: Date = date(2026, 12, 1);
const UNTIL: Date = date(2027, 2, 1);
const REMOVED_FROM: Date = date(2027, 2, 3);
const RESOLUTION: Hash = Hash([8; 32]);

fn member(number: u8) -> MemberId {
    MemberId::from_bytes([number; 32])
}

fn paper() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

/// Three members, of which the first one is gone.
fn roll(back: Option<Date>) -> Roll {
    let standing = |number: u8| {
        let absence = Absence { since: date(2026, 10, 1), from: FROM, until: UNTIL, back, resolution: RESOLUTION };
        let seat = Seat {
            member: member(number),
            key: [0; 32],
            address: String::new(),
            card: None,
            means: Money::ZERO,
            adherents: 0,
            from: date(2026, 1, 1),
        };
        let gone = if number == GONE { vec![absence] } else { Vec::new() };
        (member(number), Standing { seat, to: None, successions: Vec::new(), gone })
    };
    Roll {
        federation: Hash::ZERO,
        number: 3,
        head: Hash::ZERO,
        charters: vec![(date(2026, 1, 1), Hash::ZERO)],
        holders: Vec::new(),
        members: (1..=3).map(standing).collect(),
    }
}

fn core(home: u8, space: u8) -> Core {
    Core {
        format_version: 1,
        space_key: [space; 32],
        recovery_key: paper().verifying_key().to_bytes(),
        home: member(home),
        nonce: [0; 32],
    }
}

/// What the second member says: that it adopted space 5.
fn adopted() -> Adoptions {
    let adoption = Adoption {
        federation: Hash::ZERO,
        resolution: RESOLUTION,
        from: member(GONE),
        to: member(ADOPTER),
        space: [5; 32],
        recovery: paper().verifying_key().to_bytes(),
        hour: "2027-01-31T23:00:00Z".parse().unwrap(),
    };
    let mut facts = Facts::default();
    let at = Place { author: member(ADOPTER), log: 1, place: 0 };
    facts.add(at, Hash::ZERO, Entry::Adoption(Signed::sign(adoption, &paper())));
    facts.adoptions
}

#[test]
fn a_video_of_a_gone_home_waits_and_is_removed_two_days_after_its_time() {
    let fate = |today| fate(&core(GONE, 6), &roll(None), &adopted(), today);
    let waiting = Fate::Waiting { until: UNTIL, removed_from: REMOVED_FROM };
    for (today, expected, days) in [
        (date(2026, 11, 30), Fate::Kept, None),
        (FROM, waiting, Some(64)),
        (date(2027, 1, 31), waiting, Some(3)),
        (date(2027, 2, 2), waiting, Some(1)),
        (REMOVED_FROM, Fate::Removed, Some(0)),
        (date(2028, 1, 1), Fate::Removed, Some(0)),
    ] {
        assert_eq!((fate(today), fate(today).days_left(today)), (expected, days), "{today}");
    }
}

#[test]
fn what_was_adopted_in_the_last_hour_is_kept_with_its_new_home() {
    let (roll, adoptions) = (roll(None), adopted());
    let video = core(GONE, 5);
    assert_eq!(home(&video, &roll, &adoptions), member(ADOPTER));
    assert_eq!(fate(&video, &roll, &adoptions, REMOVED_FROM), Fate::Kept);
    let signs = |number| may_sign(&video, member(number), &roll, &adoptions);
    assert_eq!([signs(GONE), signs(ADOPTER), signs(3)], [false, true, false]);
}

#[test]
fn nothing_of_a_home_that_came_back_is_removed_and_it_signs_again_what_is_its_own() {
    let (roll, adoptions) = (roll(Some(date(2027, 2, 1))), adopted());
    assert_eq!(fate(&core(GONE, 6), &roll, &adoptions, date(2027, 1, 31)).days_left(date(2027, 1, 31)), Some(3));
    assert_eq!(fate(&core(GONE, 6), &roll, &adoptions, REMOVED_FROM), Fate::Kept);
    assert!(may_sign(&core(GONE, 6), member(GONE), &roll, &adoptions));
    assert!(!may_sign(&core(GONE, 5), member(GONE), &roll, &adoptions), "its word on what was adopted is nobody's");
}

/// Every video on every day, against the sentence of the decision read literally.
#[test]
fn a_video_is_removed_if_and_only_if_its_home_is_gone_its_time_over_and_nobody_adopted_it() {
    let mut seen: BTreeMap<bool, u32> = BTreeMap::new();
    for back in [None, Some(FROM), Some(date(2027, 1, 10)), Some(date(2027, 2, 20))] {
        let (roll, adoptions) = (roll(back), adopted());
        for (number, space) in (1..=3).flat_map(|number| [(number, 5), (number, 6)]) {
            let mut today = date(2026, 11, 1);
            while today < date(2027, 4, 1) {
                // Adopted in the last hour: it counts if the home had not come back before.
                let adopted = (number, space) == (GONE, 5) && back.is_none_or(|back| back > date(2027, 1, 31));
                let there = number != GONE || back.is_some_and(|back| back <= today);
                let removed = !adopted && !there && today >= REMOVED_FROM;
                let found = fate(&core(number, space), &roll, &adoptions, today) == Fate::Removed;
                assert_eq!(found, removed, "{number} {space} {today} {back:?}");
                *seen.entry(found).or_default() += 1;
                today = today.tomorrow().unwrap();
            }
        }
    }
    assert_eq!(seen.keys().copied().collect::<BTreeSet<_>>(), BTreeSet::from([false, true]));
}
