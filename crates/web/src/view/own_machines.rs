//! Machines of a person's own, on the page of who carries.

use carry::own_machine::{Finding, Standing};
use jiff::{SignedDuration, Timestamp};

use super::chrome::Chrome;
use super::form::Complaints;
use super::money::Money;
use crate::i18n::{Lang, format};

/// A machine in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MachineRow {
    /// Its id, in the form's address `/space/carriers/machines/{id}/remove`.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// Where it says that players reach it.
    pub address: Option<String>,
    /// How long ago it asked last; none: never.
    pub seen: Option<SignedDuration>,
    /// Videos that it holds whole.
    pub videos: u64,
    /// Bytes of them.
    pub bytes: u64,
    /// Videos for which it has no room.
    pub left_out: u64,
    /// Whether players are sent to it, and if not, why.
    pub standing: Standing,
    /// Bytes that players received from it today, as they reported.
    pub delivered_today: u64,
}

/// Minutes, hours and days of a time that has passed.
const HOUR_MINUTES: i64 = 60;
const DAY_MINUTES: i64 = 24 * HOUR_MINUTES;

impl MachineRow {
    /// When it was seen, in words.
    pub fn seen_in_words(&self, chrome: &Chrome) -> String {
        let Some(ago) = self.seen else { return chrome.t("machine-seen-never") };
        let minutes = ago.as_mins();
        let count = |key: &str, number: i64| chrome.count(key, &u64::try_from(number).unwrap_or(0));
        match minutes {
            ..2 => chrome.t("machine-seen-now"),
            2..HOUR_MINUTES => count("machine-seen-minutes", minutes),
            HOUR_MINUTES..DAY_MINUTES => count("machine-seen-hours", minutes / HOUR_MINUTES),
            DAY_MINUTES.. => count("machine-seen-days", minutes / DAY_MINUTES),
        }
    }

    /// How many of the space's videos it holds.
    pub fn holds(&self, chrome: &Chrome, all: &u64) -> String {
        let values = [("held", chrome.number(&self.videos)), ("all", chrome.number(all))];
        chrome.lang.text_with_all("machine-holds", values)
    }

    /// The key of the word for how it stands.
    pub const fn key(&self) -> &'static str {
        key(self.standing)
    }

    /// The key of the sentence that says why, and what to do.
    pub fn explained(&self) -> String {
        format!("{}-text", key(self.standing))
    }

    /// The colour of its word.
    pub const fn tone(&self) -> &'static str {
        match self.standing {
            Standing::Serves => "good",
            Standing::NeverSeen | Standing::OnlyHolds => "",
            Standing::Unchecked => "busy",
            Standing::Away | Standing::Failed(_) => "bad",
        }
    }
}

/// The message's key of how a machine stands.
pub const fn key(standing: Standing) -> &'static str {
    match standing {
        Standing::NeverSeen => "machine-never-seen",
        Standing::Away => "machine-away",
        Standing::OnlyHolds => "machine-only-holds",
        Standing::Unchecked => "machine-unchecked",
        Standing::Serves => "machine-serves",
        // What was found right serves.
        Standing::Failed(Finding::Altered | Finding::Right) => "machine-altered",
        Standing::Failed(Finding::Missing) => "machine-missing",
        Standing::Failed(Finding::Silent) => "machine-silent",
        Standing::Failed(Finding::NotAllowed) => "machine-not-allowed",
    }
}

/// One of each, for the samples.
pub const STANDINGS: [Standing; 9] = [
    Standing::Serves,
    Standing::OnlyHolds,
    Standing::NeverSeen,
    Standing::Away,
    Standing::Unchecked,
    Standing::Failed(Finding::Altered),
    Standing::Failed(Finding::Missing),
    Standing::Failed(Finding::Silent),
    Standing::Failed(Finding::NotAllowed),
];

/// Why a machine is not added. Closed, as [`super::form::Complaint`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MachineComplaint {
    /// It needs a name of 1 to 60 characters.
    NameShape,
    /// Its address is none that players can be sent to.
    AddressShape,
    /// More of them than this are not kept.
    Many(u64),
}

impl MachineComplaint {
    /// One of each.
    pub const SAMPLES: [Self; 3] = [Self::NameShape, Self::AddressShape, Self::Many(8)];

    /// As [`super::form::Complaint::field`].
    pub const fn field(self) -> &'static str {
        match self {
            Self::NameShape | Self::Many(_) => "name",
            Self::AddressShape => "address",
        }
    }

    /// As [`super::form::Complaint::text`].
    pub fn text(self, lang: Lang) -> String {
        match self {
            Self::NameShape => lang.text("complaint-machine-name-shape"),
            Self::AddressShape => lang.text("complaint-machine-address-shape"),
            Self::Many(most) => lang.text_with("complaint-machines-many", "limit", format::number(lang, most)),
        }
    }
}

/// A machine that was just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeMachine {
    /// Its token, shown once.
    pub token: String,
    /// The command that starts the program there.
    pub command: String,
}

/// The part of the page about own machines. The form posts `name`, `address`, `current` to `/space/carriers/machines`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MachinesPart {
    /// In the order in which they were made.
    pub rows: Vec<MachineRow>,
    /// How many videos of the space can be held now.
    pub all: u64,
    /// The one that was just made.
    pub made: Option<MadeMachine>,
    /// What was typed.
    pub name: String,
    pub address: String,
    /// What was refused when one was to be added.
    pub complaints: Complaints,
    /// The machine whose removal was not confirmed, and what was refused.
    pub unconfirmed: Option<String>,
}

impl MachinesPart {
    /// What was refused of the removal of a machine.
    pub fn removal(&self, id: &str) -> Complaints {
        let asked = self.unconfirmed.as_deref() == Some(id);
        Complaints(asked.then_some(super::form::Complaint::ConfirmationMissing).into_iter().collect())
    }
}

/// A machine that holds a video, on the video's own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldingMachine {
    pub name: String,
    pub standing: Standing,
    /// Bytes of the video there.
    pub stored_bytes: u64,
}

impl HoldingMachine {
    /// The key of the word for how it stands.
    pub const fn key(&self) -> &'static str {
        key(self.standing)
    }

    /// The colour of its word.
    pub const fn tone(&self) -> &'static str {
        match self.standing {
            Standing::Serves => "good",
            _ => "",
        }
    }

    /// What it costs the federation: nothing.
    pub const fn cost(&self) -> &'static Money {
        &Money::Zero
    }
}

/// How long ago something was.
#[must_use]
pub fn ago(at: Timestamp, now: Timestamp) -> SignedDuration {
    now.duration_since(at).max(SignedDuration::ZERO)
}
