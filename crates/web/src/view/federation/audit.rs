//! Links for auditors, and the page on which they land.

use askama::Template;
use jiff::Timestamp;

use super::Frame;
use crate::view::chrome::Chrome;
use crate::view::form::Complaints;

/// `GET` and `POST /federation/auditors`. Also `POST /federation/auditors/{id}/withdraw`.
#[derive(Clone, Debug, Template)]
#[template(path = "federation/auditors.html")]
pub struct AuditorsPage {
    /// The frame.
    pub chrome: Chrome,
    /// Above the page.
    pub frame: Frame,
    /// Links that work.
    pub links: Vec<AuditLinkRow>,
    /// A link just made, shown once.
    pub new_link: Option<String>,
    /// What the auditor is called, as typed.
    pub name: String,
    /// What was refused.
    pub complaints: Complaints,
}

/// A link that works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLinkRow {
    /// By which it is withdrawn.
    pub id: String,
    /// What its auditor is called.
    pub name: String,
    /// When it was made.
    pub made: Timestamp,
    /// Until when it works.
    pub until: Timestamp,
}

/// `GET /audit`: what can be checked, and how.
#[derive(Clone, Debug, Template)]
#[template(path = "federation/audit.html")]
pub struct AuditPage {
    /// The frame.
    pub chrome: Chrome,
    /// The federation's title; none if the member is in none.
    pub title: Option<String>,
    /// Commands, each with what it shows.
    pub commands: Vec<Command>,
}

/// A command to type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// The message of what it shows.
    pub key: &'static str,
    /// What is typed.
    pub line: String,
}

/// Why a link opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shut {
    /// Its time is over, since then.
    Over(Timestamp),
    /// It was taken back, then.
    Withdrawn(Timestamp),
    /// Nobody knows it, or it ended long ago.
    Unknown,
}

/// Where a link leads that opens nothing.
#[derive(Clone, Debug, Template)]
#[template(path = "federation/audit_shut.html")]
pub struct ShutPage {
    /// The frame.
    pub chrome: Chrome,
    /// Why.
    pub shut: Shut,
}

impl ShutPage {
    /// What happened to the link.
    pub fn why(&self) -> String {
        let chrome = &self.chrome;
        match &self.shut {
            Shut::Over(at) => chrome.with("audit-shut-over", "date", chrome.date_time(at)),
            Shut::Withdrawn(at) => chrome.with("audit-shut-withdrawn", "date", chrome.date_time(at)),
            Shut::Unknown => chrome.t("audit-shut-unknown"),
        }
    }
}
