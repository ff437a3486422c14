//! How far members have agreed to an estimate, or to a bill that is late or above its estimate.

use federation::Hash;
use federation::facts::Facts;
use federation::roll::Roll;
use federation::rounds::majority;
use jiff::civil::Date;
use purse::id::MemberId;

use crate::view::purse::expenses::Vote;

/// What is voted on: by those who were members on `day`.
pub(super) struct Question<'a> {
    pub(super) facts: &'a Facts,
    pub(super) roll: &'a Roll,
    pub(super) name: &'a Hash,
    pub(super) author: MemberId,
    pub(super) day: Date,
    /// Who asks for an estimate is for it; of its own bill a member has to say so.
    pub(super) author_is_for_it: bool,
}

impl Question<'_> {
    pub(super) fn vote(&self) -> Vote {
        let members = self.roll.on(self.day);
        let author = self.author_is_for_it.then_some(&self.author);
        let needed = majority(members.len());
        let yes = self.facts.approvals(self.name, author, &members);
        let against = |member: &&MemberId| Some(*member) != author && self.word(member) == Some(false);
        let no = members.iter().filter(against).count();
        if yes >= needed {
            Vote::Accepted
        } else if members.len().saturating_sub(no) < needed {
            Vote::Refused
        } else {
            Vote::Waiting(u64::try_from(needed - yes).unwrap_or(u64::MAX))
        }
    }

    /// Whether a member is still to say yes or no.
    pub(super) fn asks(&self, member: &MemberId) -> bool {
        let own = self.author_is_for_it && self.author == *member;
        let votes = self.roll.on(self.day).contains(member);
        votes && !own && self.word(member).is_none() && matches!(self.vote(), Vote::Waiting(_))
    }

    fn word(&self, member: &MemberId) -> Option<bool> {
        self.facts.word(self.name, member)
    }
}
