//! Entries about sealed backups: what a home wants kept where, and what a carrier keeps of it.
//! docs/decisions/0015-the-sealed-backup-is-carried.md.

use minicbor::{Decode, Encode};
use purse::id::MemberId;
use purse::usage::Hour;

use super::EntryRefusal;
use super::carrying::MAX_CARRIERS;
use crate::cbor;
use crate::hash::Hash;

/// The highest number of a backup: more than anybody makes, and what a database holds.
pub const MAX_BACKUP_NUMBER: u64 = 1 << 40;

/// The author made a backup, and these members are to keep it. The last one of a number stands; the highest number is the
/// newest backup.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Backup {
    /// Counts the author's backups, from 1 on.
    #[n(0)]
    pub number: u64,
    /// The hour in which it was taken.
    #[cbor(n(1), with = "cbor::as_hour")]
    pub taken: Hour,
    /// SHA-256 and size of the sealed inventory, which is one of the pieces.
    #[n(2)]
    pub inventory: Hash,
    #[n(3)]
    pub inventory_bytes: u64,
    /// SHA-256 and size of the list of the pieces: a hash and a size in each line.
    #[n(4)]
    pub list: Hash,
    #[n(5)]
    pub list_bytes: u64,
    /// Of all pieces and the list.
    #[n(6)]
    pub bytes: u64,
    /// The public half of the operator's recovery phrase (X25519). Where the pieces lie is told sealed to it.
    #[cbor(n(7), with = "cbor::as_bytes")]
    pub recipient: [u8; 32],
    /// Ascending, none twice; the author itself is not among them. Nobody: nobody was found yet.
    #[cbor(n(8), with = "cbor::as_ids")]
    pub carriers: Vec<MemberId>,
}

/// What the author, who carries, says of a backup of another home. The last one for a home and number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct BackupHolding {
    #[cbor(n(0), with = "cbor::as_id")]
    pub home: MemberId,
    /// The backup's number.
    #[n(1)]
    pub number: u64,
    /// The list of which it is said.
    #[n(2)]
    pub list: Hash,
    /// Bytes that are stored for it.
    #[n(3)]
    pub bytes: u64,
    /// The hour in which that came about.
    #[cbor(n(4), with = "cbor::as_hour")]
    pub hour: Hour,
    #[n(5)]
    pub state: BackupState,
}

/// How a carrier stands to a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum BackupState {
    /// Every piece is stored and verified.
    #[n(1)]
    Held,
    /// There was no room for it within what is offered.
    #[n(2)]
    Full,
    /// It is not kept any more: a newer one is, or it is no longer to be kept here.
    #[n(3)]
    Removed,
    /// What came was not what the list says.
    #[n(4)]
    Damaged,
}

impl Backup {
    pub(super) fn check(&self) -> Result<(), EntryRefusal> {
        let ascending = self.carriers.windows(2).all(|pair| matches!(pair, [one, two] if one < two));
        if !ascending || self.carriers.len() > MAX_CARRIERS {
            return Err(EntryRefusal::Carriers);
        }
        check_number(self.number)
    }
}

impl BackupHolding {
    pub(super) fn check(&self) -> Result<(), EntryRefusal> {
        check_number(self.number)
    }
}

fn check_number(number: u64) -> Result<(), EntryRefusal> {
    if (1..=MAX_BACKUP_NUMBER).contains(&number) { Ok(()) } else { Err(EntryRefusal::Number) }
}
