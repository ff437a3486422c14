//! How a member comes into a federation: a delegate of a member makes a link, one of another member opens it, reads what
//! there is to join, and asks; the members vote.
//!
//! What goes between the two before they know each other is asked openly, at the address in the link. What decides is the
//! invitation's signature: it was made by the member that answers, for this federation, is used once and ends with its time.

mod ask;
mod offer;
mod refusal;

use federation::Hash;
use federation::roll::{Request, Resolution};
use federation::signed::Signed;
use minicbor::{Decode, Encode};

pub use ask::{INVITATION_PATH, JoinFailure, Link, LinkRefusal, Wish, ask, fetch};
pub use offer::Invited;
pub use refusal::WishRefusal;

use crate::found::Invitation;

/// Where an invitation is looked at, with its code behind it.
pub const OFFER_PATH: &str = "/peer/invitation/";

/// Where a request to join is sent.
pub const REQUEST_PATH: &str = "/peer/request";

/// Media type of both.
pub const MEDIA_TYPE: &str = "application/cbor";

/// Bytes of an offer, at most: two charters, and every member's name and address.
pub const OFFER_BYTES: usize = 1 << 20;

/// Bytes of a wish to join, at most.
pub const WISH_BYTES: usize = 32 << 10;

/// Bytes of the card that comes with it, at most.
pub const CARD_BYTES: usize = 16 << 10;

/// Members that an offer names, at most.
pub const OFFERED_MEMBERS: usize = 1_000;

/// Open invitations of one member, at most.
pub const OPEN_INVITATIONS: usize = 50;

/// What there is to join, as the member that invites tells it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Offer {
    #[n(0)]
    pub founding: Resolution,
    /// The text of the charter of the founding.
    #[n(1)]
    pub first_charter: String,
    /// The text of the last charter that was adopted: it is read and agreed to.
    #[n(2)]
    pub charter: String,
    /// Addresses of the members, the one that invites first.
    #[n(3)]
    pub members: Vec<String>,
    /// The key of the member that invites.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub key: [u8; 32],
    #[n(5)]
    pub invitation: Signed<Invitation>,
    /// The id of the member that invites.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub member: [u8; 32],
}

/// A request to join, with the invitation by which it comes and the card that the seat names.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Wished {
    #[n(0)]
    pub invitation: Signed<Invitation>,
    #[n(1)]
    pub request: Signed<Request>,
    #[n(2)]
    pub card: Option<Card>,
}

/// The card of the member that asks: a document.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Card {
    #[cbor(n(0), with = "minicbor::bytes")]
    pub salt: [u8; 32],
    #[cbor(n(1), with = "minicbor::bytes")]
    pub bytes: Vec<u8>,
}

impl Card {
    /// By which the seat names it.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::of_document(&self.salt, &self.bytes)
    }
}
