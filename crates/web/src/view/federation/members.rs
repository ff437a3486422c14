//! Who is in the federation.

use askama::Template;
use jiff::Timestamp;
use jiff::civil::Date;

use super::Frame;
pub use super::ended::{Ended, Turn};
use super::restarting::WaitingBox;
use crate::i18n::format;
use crate::view::chrome::Chrome;
use crate::view::form::Complaints;
use crate::view::money::Money;

/// `GET /federation`. Posts to `/federation/means` (`means`, `adherents`, `month`), `/federation/invitations` and
/// `/federation/invitations/{code}/withdraw`.
#[derive(Clone, Debug, Template)]
#[template(path = "federation/members.html")]
pub struct MembersPage {
    /// The frame.
    pub chrome: Chrome,
    /// Above the page.
    pub frame: Frame,
    /// Where this member itself stands.
    pub standing: Standing,
    /// For whom this member waits before it signs anything.
    pub waiting: Option<WaitingBox>,
    /// The day on which it is told who is in.
    pub today: Date,
    /// Members, those that go last.
    pub members: Vec<MemberRow>,
    /// Whether the visitor may give this member another card.
    pub cards: bool,
    /// Invitations that are open.
    pub invitations: Vec<OpenInvitation>,
    /// The link of an invitation just made, shown once.
    pub new_invitation: Option<String>,
    /// The declaration, as typed.
    pub declaration: DeclarationForm,
    /// What was declared last and does not hold yet: means, adherents, from which month on.
    pub declared: Option<(Money, u64, Date)>,
    /// What was refused.
    pub complaints: Complaints,
}

/// Where this member stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is in.
    Member,
    /// It asked; so many have voted of so many, and so many must be for it.
    Asked {
        /// Who has voted.
        voted: u64,
        /// Who votes.
        of: u64,
        /// How many are needed.
        needed: u64,
    },
    /// It asked, and its request has not come back with the logs yet.
    Copying,
    /// It asked, and something else was adopted first: its request must be put to the vote again.
    Overtaken,
    /// It leaves or left: the day after its last one.
    Leaving(Date),
    /// The others excluded it: the day after its last one.
    Excluded(Date),
}

/// A member in the list.
#[derive(Clone, Debug)]
pub struct MemberRow {
    /// Its id, hex.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it answers.
    pub address: String,
    /// Whether it is this one.
    pub own: bool,
    /// Its first day.
    pub since: Date,
    /// Whether it is gone, by the members' vote.
    pub gone: bool,
    /// The day after its last one, if it goes.
    pub until: Option<Date>,
    /// What it can spend in a year.
    pub means: Money,
    /// How many people are its members.
    pub adherents: u64,
    /// Whether it holds the fund.
    pub holder: bool,
    /// When something was heard of it.
    pub heard: Heard,
    /// Whether its log contradicted itself.
    pub frozen: Option<Frozen>,
    /// The log of it that ended last, if the members voted that another one goes on.
    pub ended: Option<Ended>,
}

/// When something was heard of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It is this one.
    Own,
    /// Nothing yet.
    Never,
    /// Less than a day ago.
    Today,
    /// So many days ago; whether it is longer than the charter allows for an absence.
    Days(u64, bool),
}

/// What proves that a log contradicted itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// Entries of the first checkpoint.
    pub first: u64,
    /// Entries of the second one.
    pub second: u64,
}

/// An invitation that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenInvitation {
    /// The hash of its code, hex.
    pub id: String,
    /// Until when it works.
    pub until: Timestamp,
}

/// The form of a declaration, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeclarationForm {
    /// Means.
    pub means: String,
    /// Adherents.
    pub adherents: String,
    /// From the first of which month on, `2026-12`.
    pub month: String,
}

impl MembersPage {
    /// A day in words.
    pub fn day(&self, day: &Date) -> String {
        format::civil_date(self.chrome.lang, *day)
    }

    /// The facts of a member, one after the other.
    pub fn facts(&self, row: &MemberRow) -> Vec<String> {
        let chrome = &self.chrome;
        let since = if row.since > self.today { "federation-member-from" } else { "federation-member-since" };
        let mut facts = vec![chrome.with(since, "day", self.day(&row.since))];
        if let Some(to) = &row.until {
            let last = to.yesterday().unwrap_or(*to);
            facts.push(if *to > self.today {
                chrome.with("federation-member-until", "day", self.day(&last))
            } else {
                chrome.with("federation-member-left", "day", self.day(to))
            });
        }
        facts.push(chrome.with("federation-member-means", "amount", row.means.to_the_cent(chrome.lang)));
        facts.push(chrome.count("federation-member-adherents", &row.adherents));
        facts.extend(self.heard(row.heard));
        facts
    }

    fn heard(&self, heard: Heard) -> Option<String> {
        Some(match heard {
            Heard::Own => return None,
            Heard::Never => self.chrome.t("federation-heard-never"),
            Heard::Today => self.chrome.t("federation-heard-today"),
            Heard::Days(days, _) => self.chrome.count("federation-heard-days", &days),
        })
    }

    /// Whether a member is silent for longer than the charter allows for.
    pub fn is_absent(&self, row: &MemberRow) -> bool {
        matches!(row.heard, Heard::Days(_, true))
    }

    /// What a frozen log's proof says.
    pub fn proof(&self, row: &MemberRow, frozen: &Frozen) -> String {
        let lang = self.chrome.lang;
        let same = frozen.first == frozen.second;
        let key = if same { "federation-frozen-same" } else { "federation-frozen-other" };
        let number = |count| format::number(lang, count);
        let values = [("name", row.name.clone()), ("first", number(frozen.first)), ("second", number(frozen.second))];
        lang.text_with_all(key, values)
    }

    /// How many are in today, and how many come later; who goes is in until its last day.
    pub fn heading(&self) -> String {
        let many =
            |of: &dyn Fn(&&MemberRow) -> bool| u64::try_from(self.members.iter().filter(of).count()).unwrap_or(0);
        let here = many(&|row| row.since <= self.today && row.until.is_none_or(|to| self.today < to));
        let heading = self.chrome.count("federation-members", &here);
        match many(&|row| row.since > self.today) {
            0 => heading,
            coming => {
                let coming = format::number(self.chrome.lang, coming);
                self.chrome.lang.text_with_all("federation-members-coming", [("count", heading), ("coming", coming)])
            }
        }
    }

    /// How the vote on this member's request stands.
    pub fn asked(&self, voted: &u64, of: &u64, needed: &u64) -> String {
        let number = |count: &u64| format::number(self.chrome.lang, *count);
        let values = [("voted", number(voted)), ("of", number(of)), ("needed", number(needed))];
        self.chrome.lang.text_with_all("federation-asked", values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::view::samples::federation::members;

    #[test]
    fn who_goes_is_counted_until_its_last_day_and_who_comes_is_told_apart() {
        let mut page = members(Lang::En);
        assert_eq!(page.heading(), "4 members");
        page.members[0].since = Date::constant(2027, 1, 1);
        assert_eq!(page.heading(), "3 members, 1 to come");
        assert_eq!(page.facts(&page.members[0])[0], "from 1\u{a0}January 2027 on");
        let until = |page: &MembersPage| page.facts(&page.members[3])[1].clone();
        assert_eq!(until(&page), "until 30\u{a0}November 2026 included");
        page.today = Date::constant(2026, 12, 1);
        assert_eq!(
            (page.heading(), until(&page)),
            ("2 members, 1 to come".into(), "no longer in since 1\u{a0}December 2026".into())
        );
    }
}
