//! Who takes in a space whose home is gone.
//! docs/decisions/0016-a-space-is-adopted-with-its-recovery-key.md.

use minicbor::{Decode, Encode};
use purse::id::MemberId;
use purse::usage::Hour;

use super::EntryRefusal;
use crate::cbor;
use crate::hash::Hash;
use crate::signed::{Signable, Signed, VerifyingKey};

/// A space gets another home. Its person signs, with the space recovery key; the home that takes it in appends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Adoption {
    /// The founding resolution.
    #[n(0)]
    pub federation: Hash,
    /// The resolution by which the home is gone.
    #[n(1)]
    pub resolution: Hash,
    /// The home that is gone.
    #[cbor(n(2), with = "cbor::as_id")]
    pub from: MemberId,
    /// The home that takes it in.
    #[cbor(n(3), with = "cbor::as_id")]
    pub to: MemberId,
    /// The space's Ed25519 public key, as it stands in the core of each of its videos.
    #[cbor(n(4), with = "cbor::as_bytes")]
    pub space: [u8; 32],
    /// The public half of its recovery key (Ed25519), of the same cores.
    #[cbor(n(5), with = "cbor::as_bytes")]
    pub recovery: [u8; 32],
    /// The hour in which it was signed.
    #[cbor(n(6), with = "cbor::as_hour")]
    pub hour: Hour,
}

impl Signable for Adoption {
    const CONTEXT: &'static str = "ecot/adoption/1";
    const MAX_BYTES: usize = 512;
}

impl Adoption {
    /// What an entry must be by itself: another home, and the signature of the space recovery key that it names.
    pub(super) fn check(signed: &Signed<Self>) -> Result<(), EntryRefusal> {
        let Self { from, to, recovery, .. } = &signed.value;
        if from == to {
            return Err(EntryRefusal::SameHome);
        }
        let good = VerifyingKey::from_bytes(recovery).is_ok_and(|key| signed.verify(&key).is_ok());
        if good { Ok(()) } else { Err(EntryRefusal::RecoveryKey) }
    }
}
