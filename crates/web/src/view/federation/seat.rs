//! What a member says of itself when it founds or joins.

use askama::Template;

use super::Frame;
use crate::view::chrome::Chrome;
use crate::view::form::Complaints;

/// `GET` and `POST /federation/card`: the fields of a [`SeatForm`] but for `means`, `adherents` and `day`.
#[derive(Clone, Debug, Template)]
#[template(path = "federation/card.html")]
pub struct CardPage {
    /// The frame.
    pub chrome: Chrome,
    /// Above the page.
    pub frame: Frame,
    /// As typed.
    pub form: SeatForm,
    /// What was refused.
    pub complaints: Complaints,
}

/// The form of a member, as typed. Its fields: `name`, `legal_name`, `postal` (lines), `mail`, `iban`, `bic`, `means`,
/// `adherents`, and `day` where it joins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeatForm {
    /// A random text, another one for each form that is handed out: what a second click sends again.
    pub entry: String,
    /// The name by which people know it.
    pub name: String,
    /// The name in the register.
    pub legal_name: String,
    /// The postal address, in lines.
    pub postal: String,
    /// Where the others write to.
    pub mail: String,
    /// Its bank account.
    pub iban: String,
    /// Of its bank; may be empty.
    pub bic: String,
    /// What it can spend in a year, in euros.
    pub means: String,
    /// How many people are its members.
    pub adherents: String,
    /// The first day of its membership, `2026-12-01`.
    pub day: String,
}
