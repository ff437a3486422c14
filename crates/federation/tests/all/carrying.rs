//! What logs say of carrying, in whatever order they are read.

use federation::Hash;
use federation::entry::*;
use federation::facts::{Facts, Place, Standing};
use jiff::civil::date;
use proptest::prelude::*;
use purse::id::MemberId;
use purse::usage::Hour;

use crate::town::member;

const VIDEO: Hash = Hash([5; 32]);
const FIRST: Hash = Hash([1; 32]);
const SECOND: Hash = Hash([2; 32]);

fn at(author: u8, place: u64) -> Place {
    Place { author: member(author), log: 1, place }
}

/// Facts of these entries, each by its author and place.
fn facts(entries: &[(Place, Entry)]) -> Facts {
    let mut facts = Facts::default();
    for (at, entry) in entries {
        let name = Hash::of_entry(&at.author, &entry.to_leaf().unwrap());
        facts.add(*at, name, entry.clone());
    }
    facts
}

fn placed(manifest: Hash, carriers: &[u8]) -> Entry {
    let carriers = carriers.iter().copied().map(member).collect();
    Entry::Placement(Placement { video: VIDEO, manifest, sequence: 1, bytes: 10, carriers })
}

fn says(manifest: Hash, state: HoldingState) -> Entry {
    let hour = Hour::from_number(500_000).unwrap();
    Entry::Holding(Holding { home: member(1), video: VIDEO, manifest, bytes: 10, hour, state })
}

fn withdrawn(what: Withdrawn) -> Entry {
    Entry::Withdrawal(Withdrawal { video: VIDEO, what })
}

fn serving(facts: &Facts, manifest: Hash) -> Vec<MemberId> {
    facts.carrying.serving(&member(1), &VIDEO, manifest).collect()
}

#[test]
fn the_carriers_that_hold_the_manifest_serve_it() {
    let known = facts(&[
        (at(1, 0), placed(SECOND, &[2, 3, 4])),
        (at(2, 0), says(SECOND, HoldingState::Held)),
        (at(3, 0), says(FIRST, HoldingState::Held)),
        (at(4, 0), says(SECOND, HoldingState::Full)),
        (at(5, 0), says(SECOND, HoldingState::Held)),
    ]);
    assert_eq!(serving(&known, SECOND), [member(2), member(5)], "also one that is no longer asked to, while it has it");
    assert_eq!(known.carrying.homes(&VIDEO).collect::<Vec<_>>(), [member(1)]);
    assert_eq!(known.carrying.placed_with(member(3)).map(|(home, _)| home).collect::<Vec<_>>(), [member(1)]);
    assert_eq!(known.carrying.placed_with(member(5)).count(), 0);
    assert_eq!(
        known.carrying.held_by(member(4)).map(|holding| holding.state).collect::<Vec<_>>(),
        [HoldingState::Full]
    );
}

#[test]
fn what_its_home_withholds_nobody_serves_until_that_is_lifted() {
    let mut entries = vec![(at(1, 0), placed(FIRST, &[2])), (at(2, 0), says(FIRST, HoldingState::Held))];
    entries.push((at(1, 1), withdrawn(Withdrawn::Withheld)));
    assert_eq!(serving(&facts(&entries), FIRST), []);
    assert_eq!(facts(&entries).carrying.standing(&member(1), &VIDEO), Standing::Withheld);
    entries.push((at(1, 2), withdrawn(Withdrawn::Lifted)));
    assert_eq!(serving(&facts(&entries), FIRST), [member(2)]);
}

#[test]
fn a_tombstone_is_the_last_word_on_a_video() {
    let known = facts(&[
        (at(1, 0), placed(FIRST, &[2])),
        (at(2, 0), says(FIRST, HoldingState::Held)),
        (at(1, 1), withdrawn(Withdrawn::Gone(SECOND))),
        (at(1, 2), withdrawn(Withdrawn::Lifted)),
        (at(1, 3), placed(FIRST, &[2])),
    ]);
    assert_eq!(known.carrying.standing(&member(1), &VIDEO), Standing::Gone(SECOND));
    assert_eq!(serving(&known, FIRST), []);
}

#[test]
fn what_another_member_says_of_a_video_changes_nothing_for_its_home() {
    let known = facts(&[
        (at(1, 0), placed(FIRST, &[2])),
        (at(2, 0), says(FIRST, HoldingState::Held)),
        (at(3, 0), withdrawn(Withdrawn::Gone(SECOND))),
        (at(3, 1), placed(SECOND, &[3])),
    ]);
    assert_eq!(serving(&known, FIRST), [member(2)]);
    assert_eq!(
        known.carrying.homes(&VIDEO).collect::<Vec<_>>(),
        [member(1), member(3)],
        "to be told apart by the core"
    );
}

#[test]
fn an_allowance_stands_from_its_day_until_the_next_one() {
    let allowed = |from, rows: &[(u8, u64)]| {
        let rows = rows.iter().map(|(carrier, bytes)| Allowance { carrier: member(*carrier), bytes: *bytes }).collect();
        Entry::Allowances(Allowances { from, rows })
    };
    let known = facts(&[
        (at(1, 0), allowed(date(2026, 11, 5), &[(2, 100), (3, 200)])),
        (at(1, 1), allowed(date(2026, 11, 8), &[(2, 50)])),
        (at(1, 2), allowed(date(2026, 11, 8), &[(2, 60)])),
    ]);
    let of = |carrier, day| known.carrying.allowance(&member(1), &member(carrier), date(2026, 11, day));
    assert_eq!([of(2, 4), of(2, 5), of(2, 7), of(2, 8)], [None, Some(100), Some(100), Some(60)]);
    assert_eq!([of(3, 7), of(3, 8), of(9, 5)], [Some(200), Some(0), Some(0)], "who is not named has none");
    assert_eq!(known.carrying.allowance(&member(2), &member(1), date(2026, 11, 5)), None, "no word binds nobody");
}

#[test]
fn the_last_offer_of_a_member_stands() {
    let offer = |storage_bytes| Entry::Offer(Offer { storage_bytes, delivery_bytes: 1, bits_per_second: 1 });
    let known = facts(&[(at(2, 1), offer(0)), (at(2, 0), offer(1_000))]);
    assert_eq!(known.carrying.offered(&member(2)).unwrap().storage_bytes, 0);
    assert_eq!(known.carrying.offered(&member(3)), None);
}

/// Everything that may be said of one video by its home and two carriers.
fn any_entry() -> impl Strategy<Value = (u8, Entry)> {
    let manifest = prop_oneof![Just(FIRST), Just(SECOND)];
    let state = prop_oneof![
        Just(HoldingState::Held),
        Just(HoldingState::Removed),
        Just(HoldingState::Withheld),
        Just(HoldingState::Dropped(DropReason::Rules))
    ];
    let what =
        prop_oneof![manifest.clone().prop_map(Withdrawn::Gone), Just(Withdrawn::Withheld), Just(Withdrawn::Lifted)];
    prop_oneof![
        manifest.clone().prop_map(|manifest| (1, placed(manifest, &[2, 3]))),
        what.prop_map(|what| (1, withdrawn(what))),
        (2_u8..=3, manifest, state).prop_map(|(carrier, manifest, state)| (carrier, says(manifest, state))),
    ]
}

proptest! {
    #[test]
    fn the_order_in_which_entries_come_makes_no_difference(
        said in prop::collection::vec(any_entry(), 1..12),
        seed in any::<u64>(),
    ) {
        let placed: Vec<(Place, Entry)> =
            (0..).zip(said).map(|(place, (author, entry))| (at(author, place), entry)).collect();
        let mut shuffled = placed.clone();
        shuffled.sort_by_key(|(at, _)| (at.place + 1).wrapping_mul(seed | 1));
        let (one, other) = (facts(&placed), facts(&shuffled));
        prop_assert_eq!(one.carrying.standing(&member(1), &VIDEO), other.carrying.standing(&member(1), &VIDEO));
        prop_assert_eq!(one.carrying.placement(&member(1), &VIDEO), other.carrying.placement(&member(1), &VIDEO));
        for manifest in [FIRST, SECOND] {
            prop_assert_eq!(serving(&one, manifest), serving(&other, manifest));
        }
    }
}
