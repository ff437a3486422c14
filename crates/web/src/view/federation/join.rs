//! The ways into a federation: found one, or open an invitation.

use askama::Template;
use jiff::Timestamp;

use super::charter_words::CharterWords;
use super::seat::SeatForm;
use crate::view::chrome::Chrome;
use crate::view::form::Complaints;

/// `GET /federation` of a member that is in none.
#[derive(Clone, Debug, Template)]
#[template(path = "federation/start.html")]
pub struct StartPage {
    /// The frame.
    pub chrome: Chrome,
    /// Whether the visitor speaks for the member.
    pub delegate: bool,
}

/// `GET` and `POST /federation/found`: `charter` and the fields of [`SeatForm`].
#[derive(Clone, Debug, Template)]
#[template(path = "federation/found.html")]
pub struct FoundPage {
    /// The frame.
    pub chrome: Chrome,
    /// Where the others will reach this member: its own address.
    pub address: String,
    /// The text of the charter, as typed.
    pub charter: String,
    /// What is said of the member.
    pub form: SeatForm,
    /// What was refused.
    pub complaints: Complaints,
}

/// `GET` and `POST /federation/join`: `link`. With an offer the second form asks: `POST /federation/join/ask`.
#[derive(Clone, Debug, Template)]
#[template(path = "federation/join.html")]
pub struct JoinPage {
    /// The frame.
    pub chrome: Chrome,
    /// The link, as typed.
    pub link: String,
    /// What lies behind it, once it was opened.
    pub offer: Option<OfferView>,
    /// Where the others will reach this member.
    pub address: String,
    /// What is said of the member.
    pub form: SeatForm,
    /// What was refused.
    pub complaints: Complaints,
}

/// What an invitation offers.
#[derive(Clone, Debug)]
pub struct OfferView {
    /// The charter.
    pub charter: CharterWords,
    /// Addresses of the members, the one that invites first.
    pub members: Vec<String>,
    /// Until when the invitation works.
    pub until: Timestamp,
}

/// `GET /federation/invitation/{code}` at the member that invites: for anybody who has the link.
#[derive(Clone, Debug, Template)]
#[template(path = "federation/invitation.html")]
pub struct InvitationPage {
    /// The frame.
    pub chrome: Chrome,
    /// The whole link, to be copied.
    pub link: String,
    /// What it offers.
    pub offer: OfferView,
}
