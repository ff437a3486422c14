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
    /// What was refused.
    pub complaints: Complaints,
}

/// A link that works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLinkRow {
    /// By which it is withdrawn.
    pub id: String,
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
