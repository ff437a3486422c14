//! The pages of the federation: who is in it, what is voted on, what was agreed, who reads along.

pub mod audit;
pub mod backups;
pub mod carrying;
pub mod charter;
mod charter_fault;
pub mod charter_words;
pub mod complaint;
pub mod differences;
pub mod ended;
pub mod held;
pub mod join;
pub mod key;
pub mod members;
pub mod motion;
pub mod propose;
pub mod restarting;
mod roll_words;
pub mod seat;
pub mod votes;
pub mod work;

pub use complaint::FederationComplaint;
pub use seat::{CardPage, SeatForm};

use super::money::Money;

/// Where the small navigation of these pages leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Who is a member.
    Members,
    /// What is put to the vote.
    Votes,
    /// What was agreed.
    Charter,
    /// What members carry for each other.
    Carrying,
    /// The backup that others keep.
    Backup,
    /// Who may read along.
    Auditors,
}

impl Tab {
    /// Every tab, in their order.
    pub const ALL: [Self; 6] =
        [Self::Members, Self::Votes, Self::Charter, Self::Carrying, Self::Backup, Self::Auditors];

    /// Its address.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Members => "/federation",
            Self::Votes => "/federation/votes",
            Self::Charter => "/federation/charter",
            Self::Carrying => "/federation/carrying",
            Self::Backup => "/federation/backup",
            Self::Auditors => "/federation/auditors",
        }
    }

    /// The message's key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Members => "federation-tab-members",
            Self::Votes => "federation-tab-votes",
            Self::Charter => "federation-tab-charter",
            Self::Carrying => "federation-tab-carrying",
            Self::Backup => "federation-tab-backup",
            Self::Auditors => "federation-tab-auditors",
        }
    }
}

/// What stands above each of these pages.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The charter's title: the federation's name.
    pub title: String,
    /// Which page this is.
    pub tab: Tab,
    /// Questions that wait for this member's voice.
    pub waiting: u64,
    /// Whether the visitor speaks for the member: the forms are shown.
    pub delegate: bool,
    /// Whether the visitor may make links for auditors.
    pub auditors: bool,
}

impl Frame {
    /// The tabs that this visitor sees.
    pub fn tabs(&self) -> Vec<Tab> {
        Tab::ALL.into_iter().filter(|tab| *tab != Tab::Auditors || self.auditors).collect()
    }

    /// Whether a tab is that of this page.
    pub fn on(&self, tab: &Tab) -> bool {
        self.tab == *tab
    }

    /// Whether something waits behind a tab.
    pub fn calls(&self, tab: &Tab) -> bool {
        *tab == Tab::Votes && self.waiting > 0
    }
}

/// A member to choose in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The member's id, hex.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A document that can be downloaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLink {
    /// Its hash, hex.
    pub hash: String,
    /// As it is named.
    pub name: Option<String>,
    /// Whether it is here: otherwise it has not come yet, or was erased.
    pub here: bool,
}

/// An amount of minor units as it is shown.
pub const fn shown(minor: i64) -> Money {
    match (minor < 0, minor.unsigned_abs()) {
        (true, cents) => Money::Minus(cents.saturating_mul(10)),
        (false, cents) => Money::cents(cents),
    }
}
