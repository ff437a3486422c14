//! How other members are invited into the federation.

use super::methods;
use crate::rows::{MemberInvitation, SecretHash};

methods! {
    /// Keeps an invitation of another member.
    write add_member_invitation(new: &MemberInvitation) -> () => joining::add;
    /// The invitation of this code.
    read member_invitation(code: SecretHash) -> Option<MemberInvitation> => joining::get;
    /// Invitations of other members, the newest first.
    read member_invitations(limit: u32) -> Vec<MemberInvitation> => joining::newest;
    /// Uses an invitation for this request; whether it was free, or used for the same one before.
    write use_member_invitation(code: SecretHash, request: &[u8; 32]) -> bool => joining::use_up;
    /// Takes back an invitation that was not used; whether there was one.
    write withdraw_member_invitation(code: SecretHash) -> bool => joining::withdraw;
}
