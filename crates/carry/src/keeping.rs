//! Keeping: which members keep the sealed backup of a home.
//!
//! The rules:
//! 1. **How many.** [`BACKUP_COPIES`]; fewer only if no more are to be had.
//! 2. **Who has it keeps it**, unless it said that it has no room or that what came was damaged, leaves the federation, or
//!    has been silent for longer than [`SILENCE_SECONDS`].
//! 3. **Who else.** Of those that answer, offer storage and have room for all of it, the ones with the highest score for
//!    the home: so the backups of many homes are spread, in proportion to what members offer.

use crate::id::MemberId;
use crate::placement::rendezvous::{Contender, Purpose};

/// Members that keep a backup beside the home.
pub const BACKUP_COPIES: usize = 2;

/// Seconds of silence after which somebody else is asked to keep it: three days. A backup is made every night, so a machine
/// that is repaired within that time costs nobody a copy.
pub const SILENCE_SECONDS: u64 = 3 * 86_400;

/// What keeping draws for.
const PURPOSE: Purpose = *b"ecot keeping 1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

/// A member that may keep a home's backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeper {
    pub member: MemberId,
    /// Bytes that it offers to store for all homes.
    pub offered_bytes: u64,
    /// Bytes that it can still take of this home, what it has of its backups included.
    pub free_bytes: u64,
    /// Seconds since it answered last.
    pub silent_seconds: u64,
    pub leaving: bool,
    /// It said of this backup that there is no room for it, or that it came damaged.
    pub refused: bool,
    /// It was asked to keep the backup before this one, or this one.
    pub keeps: bool,
}

impl Keeper {
    fn stays(&self) -> bool {
        self.keeps && !self.refused && !self.leaving && self.silent_seconds <= SILENCE_SECONDS && self.offered_bytes > 0
    }

    /// `answers_within`: seconds within which somebody who is there has answered.
    fn may_begin(&self, bytes: u64, answers_within: u64) -> bool {
        !self.keeps
            && !self.refused
            && !self.leaving
            && self.silent_seconds <= answers_within
            && self.free_bytes >= bytes
            && self.offered_bytes > 0
    }
}

/// Who is to keep a backup of so many bytes; ascending.
#[must_use]
pub fn keepers(home: MemberId, bytes: u64, members: &[Keeper], answers_within: u64) -> Vec<MemberId> {
    let score = |keeper: &Keeper| {
        Contender::new(&PURPOSE, keeper.member.as_bytes()).score(home.as_bytes(), keeper.offered_bytes)
    };
    let mut order: Vec<(bool, u128, MemberId)> = Vec::new();
    for keeper in members {
        if keeper.stays() {
            order.push((false, score(keeper), keeper.member));
        } else if keeper.may_begin(bytes, answers_within) {
            order.push((true, score(keeper), keeper.member));
        }
    }
    // Who stays first, then the highest score; of two alike the lower id.
    order.sort_by(|one, other| one.0.cmp(&other.0).then(other.1.cmp(&one.1)).then(one.2.cmp(&other.2)));
    let mut chosen: Vec<MemberId> = order.into_iter().take(BACKUP_COPIES).map(|(_, _, member)| member).collect();
    chosen.sort_unstable();
    chosen
}
