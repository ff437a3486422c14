//! What logs say of sealed backups, in whatever order they are read.

use federation::Hash;
use federation::entry::*;
use federation::facts::{Facts, KEPT_BACKUPS, Place};
use proptest::prelude::*;
use purse::usage::Hour;

use crate::town::member;

fn at(author: u8, place: u64) -> Place {
    Place { author: member(author), log: 1, place }
}

fn facts(entries: &[(Place, Entry)]) -> Facts {
    let mut facts = Facts::default();
    for (at, entry) in entries {
        let name = Hash::of_entry(&at.author, &entry.to_leaf().unwrap());
        facts.add(*at, name, entry.clone());
    }
    facts
}

fn hour() -> Hour {
    Hour::from_number(500_000).unwrap()
}

fn made(number: u64, list: u8, carriers: &[u8]) -> Entry {
    Entry::Backup(Backup {
        number,
        taken: hour(),
        inventory: Hash([1; 32]),
        inventory_bytes: 1,
        list: Hash([list; 32]),
        list_bytes: 1,
        bytes: 2,
        recipient: [0; 32],
        carriers: carriers.iter().copied().map(member).collect(),
    })
}

fn says(number: u64, list: u8, state: BackupState) -> Entry {
    let list = Hash([list; 32]);
    Entry::BackupHolding(BackupHolding { home: member(1), number, list, bytes: 2, hour: hour(), state })
}

#[test]
fn a_carrier_stores_the_newest_backup_that_it_holds_since_it_kept_the_first_that_is_known() {
    let in_hour = |number: u64, hours: i64, state, bytes| {
        let hour = Hour::from_number(hour().number() + hours).unwrap();
        let list = Hash([7; 32]);
        Entry::BackupHolding(BackupHolding { home: member(1), number, list, bytes, hour, state })
    };
    let entries = [
        (at(2, 0), in_hour(1, 0, BackupState::Held, 20)),
        (at(2, 1), in_hour(2, 24, BackupState::Held, 21)),
        (at(2, 2), in_hour(1, 24, BackupState::Removed, 0)),
        (at(2, 3), in_hour(3, 48, BackupState::Held, 23)),
        (at(3, 0), in_hour(2, 24, BackupState::Full, 0)),
        (at(3, 1), in_hour(3, 50, BackupState::Held, 23)),
        (at(4, 0), in_hour(3, 50, BackupState::Removed, 0)),
        (at(5, 0), in_hour(3, 50, BackupState::Damaged, 0)),
    ];
    let stored: Vec<_> = facts(&entries).backing.stored_for(member(1)).collect();
    let since = |hours| Hour::from_number(hour().number() + hours).unwrap();
    let mut expected = vec![(member(2), since(24), 23), (member(3), since(50), 23)];
    expected.sort();
    assert_eq!(stored, expected);
}

#[test]
fn who_holds_another_list_of_the_same_number_does_not_hold_the_backup() {
    let entries = [
        (at(1, 0), made(1, 7, &[2, 3])),
        (at(2, 0), says(1, 7, BackupState::Held)),
        (at(3, 0), says(1, 8, BackupState::Held)),
        (at(4, 0), says(1, 7, BackupState::Full)),
    ];
    let facts = facts(&entries);
    let newest = facts.backing.newest(&member(1)).unwrap();
    assert_eq!(facts.backing.holders(member(1), newest).collect::<Vec<_>>(), [member(2)]);
    assert_eq!(facts.backing.held_by(member(3)).count(), 1);
    assert_eq!(facts.backing.holding(&member(1), &member(4), 1).unwrap().state, BackupState::Full);
}

#[test]
fn of_a_home_only_its_newest_backups_are_remembered() {
    let kept = u64::try_from(KEPT_BACKUPS).unwrap();
    let entries: Vec<_> = (1..=kept + 3).map(|number| (at(1, number), made(number, 7, &[]))).collect();
    let facts = facts(&entries);
    let numbers: Vec<u64> = facts.backing.backups(&member(1)).map(|backup| backup.number).collect();
    assert_eq!(numbers, (4..=kept + 3).rev().collect::<Vec<_>>());
    assert_eq!(facts.backing.all().count(), KEPT_BACKUPS);
}

proptest! {
    #[test]
    fn the_last_word_on_a_backup_stands_in_whatever_order_logs_are_read(
        words in prop::collection::vec((1_u64..3, 0_u8..3, 1_u8..4), 1..8),
        order in any::<prop::sample::Index>(),
    ) {
        let mut entries: Vec<(Place, Entry)> = Vec::new();
        for (place, (number, list, carrier)) in (0..).zip(&words) {
            entries.push((at(1, place), made(*number, *list, &[*carrier + 1])));
        }
        let expected: Vec<Backup> = facts(&entries).backing.backups(&member(1)).cloned().collect();
        let places = entries.len();
        entries.rotate_left(order.index(places));
        let found: Vec<Backup> = facts(&entries).backing.backups(&member(1)).cloned().collect();
        prop_assert_eq!(found, expected);
    }
}
