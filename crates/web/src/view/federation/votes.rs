//! What is put to the vote.

use askama::Template;

use super::Frame;
use super::motion::{ActView, Adopted, Motion, Overtaken};
use crate::i18n::format;
use crate::view::chrome::Chrome;
use crate::view::form::Complaints;

/// `GET /federation/votes`. Posts to `/federation/votes/{hash}/for`, `/federation/votes/against` and
/// `/federation/votes/{hash}/again`.
#[derive(Clone, Debug, Template)]
#[template(path = "federation/votes.html")]
pub struct VotesPage {
    /// The frame.
    pub chrome: Chrome,
    /// Above the page.
    pub frame: Frame,
    /// What is voted on now. Several are rivals: one of them is adopted.
    pub motions: Vec<Motion>,
    /// From 1: it grows when nothing got through.
    pub round: u64,
    /// Who was against everything in this round.
    pub against: Vec<String>,
    /// Whose voice is not here yet.
    pub unheard: Vec<String>,
    /// How many vote.
    pub electorate: u64,
    /// What this member has said in this round.
    pub voice: OwnVoice,
    /// What was adopted, the last one first.
    pub adopted: Vec<Adopted>,
    /// What was overtaken.
    pub overtaken: Vec<Overtaken>,
    /// Members that said two things in one round.
    pub doubles: Vec<String>,
    /// Whether the votes contradict each other, so that people have to talk.
    pub contradicted: bool,
    /// What was refused.
    pub complaints: Complaints,
}

/// What this member has said in this round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnVoice {
    /// Nothing yet, and it votes.
    Waited,
    /// For one of them.
    For,
    /// Against.
    Against,
    /// It does not vote: it asks to join, or it goes.
    None,
}

impl VotesPage {
    /// Whether the buttons are shown.
    pub fn may_vote(&self) -> bool {
        self.frame.delegate && self.voice == OwnVoice::Waited && !self.contradicted
    }

    /// What happens next, in words.
    pub fn next(&self) -> String {
        let chrome = &self.chrome;
        match (self.voice, self.unheard.len()) {
            (OwnVoice::Waited, _) => chrome.t("federation-next-vote"),
            (_, 0) => chrome.t("federation-next-nobody"),
            (_, _) => chrome.with("federation-next-others", "names", self.names(&self.unheard)),
        }
    }

    /// So many of so many.
    pub fn tally(&self, motion: &Motion) -> String {
        let number = |count: u64| format::number(self.chrome.lang, count);
        let values =
            [("count", number(motion.count())), ("needed", number(motion.needed)), ("of", number(self.electorate))];
        self.chrome.lang.text_with_all("federation-tally", values)
    }

    /// Names, one after the other.
    pub fn names(&self, names: &[String]) -> String {
        names.join(", ")
    }
}
