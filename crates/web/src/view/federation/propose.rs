//! The forms by which a change is proposed.

use askama::Template;

use super::{Choice, Frame};
use crate::view::chrome::Chrome;
use crate::view::form::Complaints;

/// What a form proposes. A new charter has a page of its own, and who is to come in has an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// This member leaves.
    Leave,
    /// Another member is to go.
    Exclude,
    /// Another member is to hold the fund.
    Entrust,
    /// A log that contradicted itself ends.
    Succeed,
    /// A member answers no more.
    Gone,
    /// A member that was gone answers again.
    Back,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Leave, Self::Exclude, Self::Entrust, Self::Succeed, Self::Gone, Self::Back];

    /// The end of the address and of the message's key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Leave => "leave",
            Self::Exclude => "exclude",
            Self::Entrust => "entrust",
            Self::Succeed => "succeed",
            Self::Gone => "gone",
            Self::Back => "back",
        }
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether a day belongs to it.
    pub const fn has_day(self) -> bool {
        !matches!(self, Self::Succeed)
    }

    /// Whether two more days belong to it: since when, and until when the commons pay.
    pub const fn has_time(self) -> bool {
        matches!(self, Self::Gone)
    }
}

/// `GET` and `POST /federation/propose/{kind}`: `member` (but for leaving), `day` (but for a succession),
/// `since` and `until` (of a member that is gone), `minutes` (a file).
#[derive(Clone, Debug, Template)]
#[template(path = "federation/propose.html")]
pub struct ProposePage {
    /// The frame.
    pub chrome: Chrome,
    /// Above the page.
    pub frame: Frame,
    /// What is proposed.
    pub kind: Kind,
    /// Members to choose from; empty where there is nothing to choose.
    pub members: Vec<Choice>,
    /// The chosen one's id.
    pub member: String,
    /// The day, `2026-12-01`.
    pub day: String,
    /// Of a member that is gone: since when, and until when the commons pay.
    pub since: String,
    pub until: String,
    /// Days for which a member is silent before it may be said to be gone, by the charter.
    pub absence_days: u64,
    /// Whether this member's voice in the open round is given already, so that it is not for this.
    pub voted: bool,
    /// How many must be for it.
    pub needed: u64,
    /// How many vote.
    pub electorate: u64,
    /// What was refused.
    pub complaints: Complaints,
}

impl ProposePage {
    /// A message of this kind.
    pub fn of(&self, part: &str) -> String {
        self.chrome.t(format!("federation-propose-{}-{part}", self.kind.code()))
    }

    /// What is to be known of the day: of a member that is gone, how much later than its silence.
    pub fn day_hint(&self) -> String {
        match self.kind {
            Kind::Gone => self.chrome.count("federation-propose-gone-day-hint", &self.absence_days),
            _ => self.of("day-hint"),
        }
    }

    /// Whether nobody can be chosen.
    pub fn is_impossible(&self) -> bool {
        self.kind != Kind::Leave && self.members.is_empty()
    }

    /// How many are needed, in words.
    pub fn quorum(&self) -> String {
        let number = |count| crate::i18n::format::number(self.chrome.lang, count);
        let values = [("needed", number(self.needed)), ("of", number(self.electorate))];
        self.chrome.lang.text_with_all("federation-quorum", values)
    }
}
