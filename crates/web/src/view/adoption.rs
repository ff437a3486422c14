//! Bringing a space here whose home is gone.

use askama::Template;
use jiff::Timestamp;
use jiff::civil::Date;

use super::chrome::Chrome;
use super::form::Complaints;
use crate::i18n::{Lang, format};

/// Why a space is not brought here. Closed: every case has its words (`adoption-no-…`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdoptionComplaint {
    /// A character of the key is wrong or missing.
    KeyDamaged,
    /// The member has not asked the others yet, or its log takes nothing.
    NotReady,
    /// Nobody is gone whose spaces may be adopted.
    NobodyGone,
    /// No video of that key is known.
    NoVideo,
    /// The same, while so many videos of gone members were not looked at yet.
    NoVideoYet(u64),
    /// Another member has adopted it.
    Elsewhere(String),
    /// Another account here has it.
    OtherAccount,
    /// Too long ago, or not what this page made.
    Stale,
    /// So many bytes are found, and so many the account may still store.
    Quota(u64, u64),
}

impl AdoptionComplaint {
    /// The `name` of the field.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::KeyDamaged | Self::NoVideo | Self::NoVideoYet(_) => "recovery",
            Self::NotReady
            | Self::NobodyGone
            | Self::Elsewhere(_)
            | Self::OtherAccount
            | Self::Stale
            | Self::Quota(_, _) => "form",
        }
    }

    /// The sentence: what is wrong and what to do.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::KeyDamaged => lang.text("adoption-no-key"),
            Self::NotReady => lang.text("complaint-not-ready"),
            Self::NobodyGone => lang.text("adoption-no-body-gone"),
            Self::NoVideo => lang.text("adoption-no-video"),
            Self::NoVideoYet(left) => lang.text_count("adoption-no-video-yet", *left),
            Self::Elsewhere(name) => lang.text_with("adoption-no-elsewhere", "name", name),
            Self::OtherAccount => lang.text("adoption-no-other-account"),
            Self::Stale => lang.text("adoption-no-stale"),
            Self::Quota(found, free) => {
                let size = |bytes| format::size(lang, bytes);
                lang.text_with_all("adoption-no-quota", [("found", size(*found)), ("free", size(*free))])
            }
        }
    }

    /// One of each, for the tests of their words.
    pub fn samples() -> Vec<Self> {
        vec![
            Self::KeyDamaged,
            Self::NotReady,
            Self::NobodyGone,
            Self::NoVideo,
            Self::NoVideoYet(7),
            Self::Elsewhere("Bruyère".to_owned()),
            Self::OtherAccount,
            Self::Stale,
            Self::Quota(9_000_000_000, 1_000_000_000),
        ]
    }
}

/// A member that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoneRow {
    pub name: String,
    /// Since when nobody has heard of it.
    pub since: Date,
    /// The last day on which its spaces may be adopted is the one before.
    pub until: Date,
    /// Whether they may today.
    pub open: bool,
}

/// A space that this account brought here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BroughtRow {
    /// The member that was its home.
    pub home: String,
    /// The member that has it, if it is not this one: it was quicker.
    pub elsewhere: Option<String>,
    pub since: Timestamp,
    /// Videos that were found, and that are here.
    pub found: u64,
    pub here: u64,
    /// Those that are not, and the keys of the reasons.
    pub missing: Vec<(String, String)>,
    /// Until when carriers keep what is not here.
    pub until: Option<Date>,
}

/// `GET /adopt`, and again when refused. Posts to `/adopt`: `recovery`, the printed space recovery key.
#[derive(Clone, Debug, Template)]
#[template(path = "adopt.html")]
pub struct AdoptPage {
    /// The frame.
    pub chrome: Chrome,
    /// By name.
    pub homes: Vec<GoneRow>,
    /// In the order in which they were brought.
    pub brought: Vec<BroughtRow>,
    /// What was refused.
    pub complaints: Complaints,
}

/// A space that belongs to the key that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRow {
    /// The member that was its home.
    pub home: String,
    pub videos: u64,
    pub bytes: u64,
    /// What the key signed, in hex; the key itself is not in the page.
    pub signed: String,
}

/// The answer to `POST /adopt`: what was found. Posts to `/adopt/confirm`: `signed`.
#[derive(Clone, Debug, Template)]
#[template(path = "adopt_found.html")]
pub struct AdoptFoundPage {
    /// The frame.
    pub chrome: Chrome,
    pub spaces: Vec<FoundRow>,
    /// Bytes that the account may still store; none is without a limit.
    pub free_bytes: Option<u64>,
    /// Whether videos of gone members were not looked at yet, so that there may be more.
    pub more: bool,
}

impl AdoptPage {
    /// What is told of a member that is gone.
    pub fn told(&self, home: &GoneRow) -> String {
        let lang = self.chrome.lang;
        let day = |day| format::civil_date(lang, day);
        let key = if home.open { "adopt-gone" } else { "adopt-gone-over" };
        let values = [("name", home.name.clone()), ("since", day(home.since)), ("until", day(home.until))];
        lang.text_with_all(key, values)
    }

    /// Whether the form is of any use.
    pub fn is_open(&self) -> bool {
        self.homes.iter().any(|home| home.open)
    }

    /// How far a space is.
    pub fn progress(&self, space: &BroughtRow) -> String {
        let number = |count| format::number(self.chrome.lang, count);
        let values = [("here", number(space.here)), ("found", number(space.found))];
        self.chrome.lang.text_with_all("adopt-progress", values)
    }

    /// The beginning of a video's id.
    pub fn short(&self, id: &str) -> String {
        id.chars().take(12).collect()
    }

    /// Until when what is missing is kept by those who have it.
    pub fn kept(&self, until: &Date) -> String {
        self.chrome.with("adopt-kept", "day", format::civil_date(self.chrome.lang, *until))
    }
}

impl AdoptFoundPage {
    /// How much was found, in words.
    pub fn sum(&self, space: &FoundRow) -> String {
        let lang = self.chrome.lang;
        let videos = lang.text_count("adopt-videos", space.videos);
        lang.text_with_all("adopt-found-sum", [("videos", videos), ("size", format::size(lang, space.bytes))])
    }
}
