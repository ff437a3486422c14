//! A log that ended by a vote.

use super::members::{Frozen, MemberRow, MembersPage};
use crate::i18n::format;

/// A log that ended, and the one that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The number of the log that goes on.
    pub log: u64,
    /// Entries that stand of the one before.
    pub stands: u64,
    /// Entries of the log that goes on that are here.
    pub entries: u64,
    /// What proves that the one before contradicted itself, if it did.
    pub proof: Option<Frozen>,
    /// Of this member: what its machine makes of it.
    pub turn: Turn,
}

/// What a machine makes of a log that is to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It is another member's.
    Another,
    /// This one's machine writes the log that goes on.
    Writes,
    /// It has yet to ask the others what they hold of it.
    Asks,
    /// The members voted for a key that is not on this machine.
    NoKey,
}

impl MembersPage {
    /// What goes on for a log that ended, and what its member has to do.
    pub fn goes_on(&self, row: &MemberRow, ended: &Ended) -> Vec<String> {
        let lang = self.chrome.lang;
        let number = |count| format::number(lang, count);
        let values =
            [("name", row.name.clone()), ("log", number(ended.log)), ("before", number(ended.log.saturating_sub(1)))];
        let mut lines = vec![
            lang.text_with_all("federation-ended", values),
            self.chrome.count("federation-ended-stands", &ended.stands),
            self.chrome.count("federation-ended-entries", &ended.entries),
        ];
        lines.extend(match ended.turn {
            Turn::Another => None,
            Turn::Writes => Some(lang.text("federation-ended-writes")),
            Turn::Asks => Some(lang.text("federation-ended-asks")),
            Turn::NoKey => Some(lang.text("federation-ended-no-key")),
        });
        lines
    }
}
