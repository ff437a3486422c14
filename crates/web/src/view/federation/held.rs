//! Each video that this member carries for others, and dropping one.

use askama::Template;

use super::Frame;
use crate::view::carriers::Dropped;
use crate::view::chrome::Chrome;
use crate::view::form::Complaints;
use crate::view::home::Pager;

/// Videos on a page of the list.
pub const HELD_LIMIT: usize = 50;

/// Longest text to a home, in characters.
pub const WORDS_MAX_CHARS: usize = 2_000;

/// A video that is stored here. Nothing of what it is called: that of most is for others to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRow {
    /// The home's id, in hex.
    pub home_id: String,
    /// What the home is called.
    pub home: String,
    /// Its id, base32.
    pub video: String,
    pub bytes: u64,
    /// Since when it is stored whole.
    pub since: jiff::Timestamp,
}

/// A video that this member's operators dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DroppedRow {
    /// The home's id, in hex.
    pub home_id: String,
    /// What the home is called.
    pub home: String,
    /// Its id, base32.
    pub video: String,
    pub why: Dropped,
}

/// `GET /federation/carrying/held?q=…&after=…`.
#[derive(Clone, Debug, Template)]
#[template(path = "federation/held.html")]
pub struct HeldPage {
    /// The frame.
    pub chrome: Chrome,
    /// Above the page.
    pub frame: Frame,
    /// What was searched: an id or an address; empty: all.
    pub query: String,
    /// At most [`HELD_LIMIT`].
    pub rows: Vec<HeldRow>,
    /// Pages before and after.
    pub pager: Pager,
    /// What was dropped and is not taken back.
    pub dropped: Vec<DroppedRow>,
    /// Whether the visitor may drop.
    pub edits: bool,
}

/// `GET` and `POST /federation/carrying/held/{home}/{video}`: `reason` ([`Dropped::code`]), `words` (may be empty).
#[derive(Clone, Debug, Template)]
#[template(path = "federation/drop.html")]
pub struct DropPage {
    /// The frame.
    pub chrome: Chrome,
    /// Above the page.
    pub frame: Frame,
    /// The home's id, in hex.
    pub home_id: String,
    /// What the home is called.
    pub home: String,
    /// Its id, base32.
    pub video: String,
    /// The reason chosen.
    pub reason: Option<Dropped>,
    /// The words typed.
    pub words: String,
    /// Where these are sent; none if the home gave no address, or this member sends no mail.
    pub mail: Option<String>,
    /// What was refused.
    pub complaints: Complaints,
}

/// The beginning of a video's id, enough to tell it from others by eye.
fn short(id: &str) -> String {
    id.chars().take(12).collect()
}

impl HeldPage {
    /// The beginning of a video's id.
    pub fn short(&self, id: &str) -> String {
        short(id)
    }
}

impl DropPage {
    /// The reasons that people have.
    pub const fn reasons(&self) -> [Dropped; 3] {
        [Dropped::Law, Dropped::Rules, Dropped::Complaint]
    }

    /// Whether this is the reason chosen.
    pub fn is_chosen(&self, reason: &Dropped) -> bool {
        self.reason == Some(*reason)
    }

    /// The beginning of the video's id.
    pub fn short(&self) -> String {
        short(&self.video)
    }
}
