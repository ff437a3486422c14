//! The operator's page of what is held back.

use askama::Template;

use super::chrome::Chrome;
use super::home::Pager;

/// Videos on a page of the list.
pub const HOLDS_LIMIT: usize = 50;

/// A video that is held back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldVideo {
    /// Its id, base32.
    pub id: String,
    /// Its title if anyone could read it; empty otherwise.
    pub title: String,
    /// Whose it is.
    pub author: String,
    /// Since when.
    pub since: jiff::Timestamp,
}

/// `GET /operator/holds?after=…`, `POST /operator/holds`: `video`, an address or an id. Each is lifted by
/// `POST /operator/holds/{id}/lift`.
#[derive(Clone, Debug, Template)]
#[template(path = "operator_holds.html")]
pub struct OperatorHoldsPage {
    /// The frame.
    pub chrome: Chrome,
    /// What was typed.
    pub typed: String,
    /// Whether that is no video of this member.
    pub unknown: bool,
    /// At most [`HOLDS_LIMIT`], in the order of their ids.
    pub held: Vec<HeldVideo>,
    /// Pages before and after.
    pub pager: Pager,
}

impl OperatorHoldsPage {
    /// The beginning of a video's id, enough to tell it from others by eye.
    pub fn short(&self, id: &str) -> String {
        id.chars().take(12).collect()
    }
}
