//! What the members agreed, and the form of a new charter.

use askama::Template;
use jiff::civil::Date;

use super::Frame;
use super::charter_words::CharterWords;
use crate::i18n::format;
use crate::view::chrome::Chrome;
use crate::view::form::Complaints;
use crate::view::money::Money;

/// `GET /federation/charter` and `/federation/charter/{hash}`.
#[derive(Clone, Debug, Template)]
#[template(path = "federation/charter.html")]
pub struct CharterPage {
    /// The frame.
    pub chrome: Chrome,
    /// Above the page.
    pub frame: Frame,
    /// The charter shown.
    pub charter: CharterWords,
    /// Whether it holds, held, or is only proposed.
    pub holds: Holds,
    /// All versions, the last one first.
    pub versions: Vec<Version>,
}

/// When a charter holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Today.
    Now,
    /// From a day to come.
    From(Date),
    /// Until a day that has passed.
    Until(Date),
    /// It is put to the vote, or was and came to nothing.
    Proposed,
}

/// One version.
#[derive(Clone, Debug)]
pub struct Version {
    /// From which day on.
    pub from: Date,
    /// Its hash, hex.
    pub hash: String,
    /// Who voted for it; empty at the founding.
    pub supporters: Vec<String>,
    /// Who founded with it.
    pub founder: Option<String>,
}

impl CharterPage {
    /// When it holds, in words.
    pub fn when(&self) -> String {
        let day = |day| format::civil_date(self.chrome.lang, day);
        match self.holds {
            Holds::Now => self.chrome.t("federation-charter-now"),
            Holds::From(from) => self.chrome.with("federation-charter-from", "day", day(from)),
            Holds::Until(until) => self.chrome.with("federation-charter-until", "day", day(until)),
            Holds::Proposed => self.chrome.t("federation-charter-proposed"),
        }
    }

    /// Where a version comes from, in words.
    pub fn source(&self, version: &Version) -> String {
        match &version.founder {
            Some(name) => self.chrome.with("federation-charter-founded", "name", name),
            None => self.chrome.with("federation-charter-voted", "names", version.supporters.join(", ")),
        }
    }

    /// A day in words.
    pub fn day(&self, day: &Date) -> String {
        format::civil_date(self.chrome.lang, *day)
    }

    /// Whether this version is the one shown.
    pub fn is_shown(&self, version: &Version) -> bool {
        version.hash == self.charter.hash
    }
}

/// `GET` and `POST /federation/charter/change`: `charter`, `month`, `minutes` (a file), and `act`: `look` or `propose`.
#[derive(Clone, Debug, Template)]
#[template(path = "federation/change.html")]
pub struct ChangePage {
    /// The frame.
    pub chrome: Chrome,
    /// Above the page.
    pub frame: Frame,
    /// The text, as typed.
    pub text: String,
    /// From the first of which month on.
    pub month: String,
    /// What it changes; none before it was looked at.
    pub difference: Option<Difference>,
    /// Whether this member's voice in the open round is given already, so that it is not for this.
    pub voted: bool,
    /// How many must be for it.
    pub needed: u64,
    /// How many vote.
    pub electorate: u64,
    /// What was refused.
    pub complaints: Complaints,
}

/// What a new charter changes.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Lines of both texts, in order; long stretches that are the same are left out.
    pub lines: Vec<Line>,
    /// What the last closed period would have cost.
    pub costs: Costs,
}

/// A line of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// In both.
    Same(String),
    /// Only in the charter that holds.
    Gone(String),
    /// Only in the new one.
    New(String),
    /// Lines that are the same and not shown: how many.
    Hidden(u64),
}

/// What a period would have cost under another charter.
#[derive(Clone, Debug)]
pub enum Costs {
    /// No period is closed yet.
    NoneClosed,
    /// The new charter leads to no result for it; why, in English.
    Impossible(String),
    /// Each member's charge.
    Rows {
        /// The period's first day.
        month: Date,
        /// One row a member.
        rows: Vec<CostRow>,
    },
}

/// A member's charge under both charters.
#[derive(Clone, Debug)]
pub struct CostRow {
    /// Its name.
    pub name: String,
    /// As it was.
    pub before: Money,
    /// As it would have been.
    pub after: Money,
    /// After less before.
    pub change: Money,
}

impl ChangePage {
    /// Lines that are the same, in words.
    pub fn hidden(&self, count: &u64) -> String {
        self.chrome.count("federation-same-lines", count)
    }

    /// How many are needed, in words.
    pub fn quorum(&self) -> String {
        let number = |count| format::number(self.chrome.lang, count);
        let values = [("needed", number(self.needed)), ("of", number(self.electorate))];
        self.chrome.lang.text_with_all("federation-quorum", values)
    }
}
