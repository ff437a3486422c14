//! Entries about what is carried: videos and sealed backups, the evidence of it, and whose it is when a home is gone.

use federation::Hash;
use federation::entry::*;
use jiff::civil::date;
use purse::usage::Hour;

use crate::evidence::{audits, canaries};
use crate::town::member;

/// One of each kind, in the order of their numbers.
pub fn one_of_each() -> impl Iterator<Item = Entry> {
    let evidence = [Entry::Audits(audits(&[2, 3])), Entry::Canaries(canaries(&[(1, 2), (3, 2)]))];
    of_carrying().into_iter().chain(of_backups()).chain(evidence).chain(crate::adopting::one_of_each())
}

fn of_carrying() -> [Entry; 5] {
    let some = Hash([9; 32]);
    [
        Entry::Offer(Offer { storage_bytes: 1 << 40, delivery_bytes: 5 << 40, bits_per_second: 1_000_000_000 }),
        Entry::Placement(placement(&[2, 3])),
        Entry::Holding(Holding {
            home: member(1),
            video: some,
            manifest: some,
            bytes: 4_096,
            hour: Hour::from_number(500_000).unwrap(),
            state: HoldingState::Dropped(DropReason::Law),
        }),
        Entry::Withdrawal(Withdrawal { video: some, what: Withdrawn::Gone(some) }),
        Entry::Allowances(allowances(&[2, 3])),
    ]
}

fn of_backups() -> [Entry; 2] {
    [
        Entry::Backup(backup(3, &[2, 3])),
        Entry::BackupHolding(BackupHolding {
            home: member(1),
            number: 3,
            list: Hash([7; 32]),
            bytes: 10_000,
            hour: Hour::from_number(500_001).unwrap(),
            state: BackupState::Held,
        }),
    ]
}

pub fn backup(number: u64, carriers: &[u8]) -> Backup {
    Backup {
        number,
        taken: Hour::from_number(500_000).unwrap(),
        inventory: Hash([6; 32]),
        inventory_bytes: 900,
        list: Hash([7; 32]),
        list_bytes: 320,
        bytes: 10_000,
        recipient: [5; 32],
        carriers: carriers.iter().copied().map(member).collect(),
    }
}

pub fn placement(carriers: &[u8]) -> Placement {
    let (video, manifest) = (Hash([9; 32]), Hash([8; 32]));
    Placement { video, manifest, sequence: 2, bytes: 4_096, carriers: carriers.iter().copied().map(member).collect() }
}

pub fn allowances(carriers: &[u8]) -> Allowances {
    let rows = carriers.iter().map(|carrier| Allowance { carrier: member(*carrier), bytes: 1_000 });
    Allowances { from: date(2026, 11, 5), rows: rows.collect() }
}
