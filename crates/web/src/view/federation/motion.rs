//! A change that is or was put to the vote, in words.

use jiff::civil::Date;

use super::DocumentLink;
use crate::i18n::{Lang, format};
use crate::view::money::Money;

/// What is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActView {
    /// The federation was founded by this member.
    Found {
        /// Who founded.
        name: String,
    },
    /// A member is to come in.
    Admit {
        /// Its name.
        name: String,
        /// Where it answers.
        address: String,
        /// What it can spend in a year.
        means: Money,
        /// How many people are its members.
        adherents: u64,
        /// Its first day.
        from: Date,
    },
    /// A member leaves by its own wish.
    Leave {
        /// Its name.
        name: String,
        /// The day after its last one.
        to: Date,
    },
    /// A member is to go by the others' wish.
    Exclude {
        /// Its name.
        name: String,
        /// The day after its last one.
        to: Date,
    },
    /// Another charter.
    Amend {
        /// Its title; none if its text has not come yet.
        title: Option<String>,
        /// Its hash, hex.
        charter: String,
        /// From which day on.
        from: Date,
    },
    /// A log ends, another one goes on.
    Succeed {
        /// Whose.
        name: String,
        /// The number of the log that goes on.
        log: u64,
        /// Entries of the one before that stand.
        size: u64,
    },
    /// Another member is to hold the fund.
    Entrust {
        /// Its name.
        name: String,
        /// From which day on.
        from: Date,
    },
    /// A member answers no more.
    Gone {
        /// Its name.
        name: String,
        /// Since when nobody has heard of it.
        since: Date,
        /// From which day on its spaces may be adopted.
        from: Date,
        /// The day from which on what nobody adopted is removed.
        until: Date,
    },
    /// A member that was gone answers again.
    Back {
        /// Its name.
        name: String,
        /// From which day on.
        from: Date,
    },
}

impl ActView {
    const fn code(&self) -> &'static str {
        match self {
            Self::Found { .. } => "found",
            Self::Admit { .. } => "admit",
            Self::Leave { .. } => "leave",
            Self::Exclude { .. } => "exclude",
            Self::Amend { .. } => "amend",
            Self::Succeed { .. } => "succeed",
            Self::Entrust { .. } => "entrust",
            Self::Gone { .. } => "gone",
            Self::Back { .. } => "back",
        }
    }

    /// What is proposed, in a few words.
    pub fn heading(&self, lang: &Lang) -> String {
        let lang = *lang;
        let key = format!("federation-act-{}", self.code());
        match self {
            Self::Found { name }
            | Self::Admit { name, .. }
            | Self::Leave { name, .. }
            | Self::Exclude { name, .. }
            | Self::Succeed { name, .. }
            | Self::Entrust { name, .. }
            | Self::Gone { name, .. }
            | Self::Back { name, .. } => lang.text_with(&key, "name", name),
            Self::Amend { .. } => lang.text(&key),
        }
    }

    /// What it says in detail, and what it leads to.
    pub fn words(&self, lang: &Lang) -> String {
        let lang = *lang;
        let key = format!("federation-act-{}-text", self.code());
        let day = |day: &Date| format::civil_date(lang, *day);
        let number = |number: &u64| format::number(lang, *number);
        match self {
            Self::Found { .. } => lang.text(&key),
            Self::Admit { name, address, means, adherents, from } => lang.text_with_all(
                &key,
                [
                    ("name", name.clone()),
                    ("address", address.clone()),
                    ("means", means.to_the_cent(lang)),
                    ("adherents", number(adherents)),
                    ("day", day(from)),
                ],
            ),
            Self::Leave { name, to } | Self::Exclude { name, to } => {
                lang.text_with_all(&key, [("name", name.clone()), ("day", day(to))])
            }
            Self::Amend { from, .. } => lang.text_with(&key, "day", day(from)),
            Self::Succeed { name, log, size } => {
                lang.text_with_all(&key, [("name", name.clone()), ("log", number(log)), ("size", number(size))])
            }
            Self::Entrust { name, from } | Self::Back { name, from } => {
                lang.text_with_all(&key, [("name", name.clone()), ("day", day(from))])
            }
            Self::Gone { name, since, from, until } => lang.text_with_all(
                &key,
                [("name", name.clone()), ("since", day(since)), ("day", day(from)), ("until", day(until))],
            ),
        }
    }
}

/// A change that could follow on the last one.
#[derive(Clone, Debug)]
pub struct Motion {
    /// The hash of the resolution, hex.
    pub hash: String,
    /// What it says.
    pub act: ActView,
    /// The minutes of the assembly that proposed it.
    pub minutes: Option<DocumentLink>,
    /// Who is for it in this round.
    pub supporters: Vec<String>,
    /// How many must be for it.
    pub needed: u64,
    /// Whether this member is for it.
    pub own: bool,
}

impl Motion {
    /// How many are for it.
    pub fn count(&self) -> u64 {
        u64::try_from(self.supporters.len()).unwrap_or(u64::MAX)
    }

    /// How many are for it and are needed, for the bar: never more than the whole.
    pub fn progress(&self) -> u64 {
        self.count().min(self.needed)
    }
}

/// A change that was adopted.
#[derive(Clone, Debug)]
pub struct Adopted {
    /// Its place in the chain.
    pub number: u64,
    /// The hash of the resolution, hex.
    pub hash: String,
    /// What it says.
    pub act: ActView,
    /// The minutes.
    pub minutes: Option<DocumentLink>,
    /// Who voted for it.
    pub supporters: Vec<String>,
    /// How many rounds it took.
    pub rounds: u64,
}

/// A change that was proposed and then overtaken by another one.
#[derive(Clone, Debug)]
pub struct Overtaken {
    /// The hash of the resolution, hex.
    pub hash: String,
    /// What it says.
    pub act: ActView,
}
