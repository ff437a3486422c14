//! `/purse/closing?month=2026-11`: what a month is to be closed on, where each figure comes from, and who agreed.

mod used;

use askama::Template;
use jiff::Timestamp;
use jiff::civil::Date;
use purse::money::Money;

use used::place;
pub use used::{SaidOfUse, Used};

use super::correction::CorrectionRow;
use super::month::MemberLine;
use crate::i18n::{Lang, format};
use crate::view::chrome::Chrome;
use crate::view::cost::Pool;

/// Where the closing stands, and what it waits for. Closed; each has its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The month is not over, or its last day may still be counted.
    TooEarly,
    /// This member was none when the month began.
    NotOurs,
    /// This member's machine is about to propose.
    Proposing,
    /// These members' logs are not signed by enough others yet.
    Signatures(Vec<String>),
    /// This member has to propose.
    Proposal(String),
    /// Entries of these members are not here yet.
    Entries(Vec<String>),
    /// The treasurer is to look at it; at this time the machine says what it computed by itself.
    Treasurer(Timestamp),
    /// The treasurer agreed, or the time is over: the machine is about to say so.
    Stating,
    /// The round comes to nothing; this member is about to say so, and the next one proposes.
    GivingUp,
    /// These members have not said what they computed.
    Others(Vec<String>),
    /// This member gave the round up; these members have not spoken in it.
    GaveUp(Vec<String>),
    /// Closed.
    Closed,
    /// Two reports were decided; these members said two things.
    Contradicted(Vec<String>),
    /// The month before is to be closed first.
    Before,
}

impl Stage {
    /// What is, and what comes next.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let named = |key: &str, members: &[String]| lang.text_with(key, "members", format::list(lang, members));
        match self {
            Self::TooEarly => lang.text("stage-too-early"),
            Self::NotOurs => lang.text("stage-not-ours"),
            Self::Proposing => lang.text("stage-proposing"),
            Self::Signatures(members) => named("stage-signatures", members),
            Self::Proposal(member) => lang.text_with("stage-proposal", "member", member),
            Self::Entries(members) => named("stage-entries", members),
            Self::Treasurer(until) => lang.text_with("stage-treasurer", "until", format::date_time(lang, *until)),
            Self::Stating => lang.text("stage-stating"),
            Self::GivingUp => lang.text("stage-giving-up"),
            Self::Others(members) => named("stage-others", members),
            Self::GaveUp(members) => named("stage-gave-up", members),
            Self::Closed => lang.text("stage-closed"),
            Self::Contradicted(members) => named("stage-contradicted", members),
            Self::Before => lang.text("stage-before"),
        }
    }

    /// One of each, for the tests of their words.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let members = || vec!["m1".to_owned(), "m2".to_owned()];
        vec![
            Self::TooEarly,
            Self::NotOurs,
            Self::Proposing,
            Self::Signatures(members()),
            Self::Proposal("m1".to_owned()),
            Self::Entries(members()),
            Self::Treasurer(Timestamp::UNIX_EPOCH),
            Self::Stating,
            Self::GivingUp,
            Self::Others(members()),
            Self::GaveUp(members()),
            Self::Closed,
            Self::Contradicted(members()),
            Self::Before,
        ]
    }
}

/// What a member said of the month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub name: String,
    pub round: u32,
    pub said: Said,
}

/// What was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// What this member computed too.
    Same,
    /// Another report: the first figures of its hash.
    Other(String),
    /// Nothing yet in the round that is open.
    Nothing,
    /// That the round comes to nothing.
    GivenUp,
}

impl Said {
    /// The message's key.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Same => "said-same",
            Self::Other(_) => "said-other",
            Self::Nothing => "said-nothing",
            Self::GivenUp => "said-given-up",
        }
    }
}

/// A signed entry that a figure comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Whose log.
    pub name: String,
    pub pool: Pool,
    /// What of it is shared.
    pub common_part: Money,
    /// What the bill says of itself; none where the document is not here.
    pub label: Option<String>,
    /// Which of the member's logs, from 1, and the place in it, from 0.
    pub log: u32,
    pub place: u64,
}

/// A member whose net amount would be another one by what is known since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub name: String,
    pub proposed: Money,
    pub known: Money,
}

/// A late entry, or one that does not count for another reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    pub source: Source,
    /// Why, in words.
    pub why: String,
}

/// What this member computed of the proposal.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// The proposal's hash, by which it is approved.
    pub key: String,
    /// The report's hash.
    pub hash: String,
    pub lines: Vec<MemberLine>,
    pub total: Money,
    pub fund: Money,
    pub deficit: Money,
    pub sources: Vec<Source>,
    pub used: Vec<Used>,
    /// The corrections of earlier months that count in this one.
    pub corrections: Vec<CorrectionRow>,
    pub changes: Vec<Change>,
    pub late: Vec<Source>,
    pub aside: Vec<Left>,
}

/// `GET /purse/closing?month=2026-11`. Posts to `/purse/closing/approve` (`proposal`, `month`) and to
/// `/purse/closing/compare` (`month`, `report`: a file of `/purse/closing/report?month=`).
#[derive(Clone, Debug, Template)]
#[template(path = "purse/closing.html")]
pub struct ClosingPage {
    pub chrome: Chrome,
    pub month: Date,
    pub months: Vec<Date>,
    pub stage: Stage,
    pub words: Vec<Word>,
    /// None while nothing is proposed.
    pub proposed: Option<Proposed>,
    /// Whether the treasurer who looks at it may agree now.
    pub may_approve: bool,
    /// Whether the one who looks at it may compare reports.
    pub may_compare: bool,
    /// What another member's report was found to differ in.
    pub difference: Option<String>,
}

impl ClosingPage {
    /// What is, and what comes next.
    #[must_use]
    pub fn stage_text(&self) -> String {
        self.stage.text(self.chrome.lang)
    }

    /// Whether somebody gave the round up, so that it is said why one does.
    #[must_use]
    pub fn has_given_up(&self) -> bool {
        self.words.iter().any(|word| word.said == Said::GivenUp)
    }

    /// Where an entry stands.
    #[must_use]
    pub fn place(&self, source: &Source) -> String {
        place(self.chrome.lang, source.log, source.place)
    }

    /// Who used what of whom.
    #[must_use]
    pub fn who_used(&self, used: &Used) -> String {
        used.who(self.chrome.lang)
    }

    /// What a member said of use, and where that stands.
    #[must_use]
    pub fn said_of_use(&self, said: &SaidOfUse) -> String {
        said.text(self.chrome.lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_of_a_closing_has_its_sentence_in_both_languages() {
        for lang in Lang::ALL {
            for stage in Stage::samples() {
                assert!(stage.text(lang).len() > 20, "{stage:?}");
            }
        }
    }
}
