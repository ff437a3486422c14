//! Whose keys there are.

use std::sync::Arc;

use ed25519_dalek::{SigningKey, VerifyingKey};
use purse::id::MemberId;

/// Keys of one member that are tried: its current one, and while that is being changed the one before or after.
pub const KEYS_MOST: usize = 2;

/// The keys of the members, as the federation's logs give them at this moment.
pub trait KeyRing: Send + Sync + 'static {
    /// Who this member is.
    fn own(&self) -> Arc<Identity>;

    /// The keys with which `member` may sign now, at most [`KEYS_MOST`] of them; none if it is no member.
    fn keys(&self, member: &MemberId) -> Vec<VerifyingKey>;
}

/// A member that signs.
pub struct Identity {
    pub member: MemberId,
    /// Its current key; not shown, and wiped when dropped.
    pub key: SigningKey,
}
