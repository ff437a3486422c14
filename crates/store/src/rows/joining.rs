//! Invitations of other members into the federation.

use jiff::Timestamp;

use super::SecretHash;

/// A link by which another member may ask to join, as this member keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberInvitation {
    /// Of the link's code.
    pub code: SecretHash,
    /// The signed invitation.
    pub bytes: Vec<u8>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    /// The request that came by it: its hash.
    pub used_for: Option<[u8; 32]>,
}
