//! Making an account, and the page that shows its recovery codes once.

use askama::Template;

use super::chrome::Chrome;
use super::form::Complaints;

/// Who may make an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignUpMode {
    /// Anyone.
    Open,
    /// Who has an invitation.
    Invitation,
    /// Nobody.
    Closed,
}

impl SignUpMode {
    /// Every mode, in the order of the operator's form.
    pub const ALL: [Self; 3] = [Self::Open, Self::Invitation, Self::Closed];

    /// The value in forms and settings, and the end of the message's key (`sign-up-mode-…`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Invitation => "invitation",
            Self::Closed => "closed",
        }
    }

    /// The message's key.
    pub fn key(self) -> String {
        format!("sign-up-mode-{}", self.code())
    }
}

/// `GET /sign-up`, and again when refused. Posts to `/sign-up`: `name`, `password`, `email` (may be empty),
/// `invitation` (in that mode).
#[derive(Clone, Debug, Template)]
#[template(path = "sign_up.html")]
pub struct SignUpPage {
    /// The frame.
    pub chrome: Chrome,
    /// Who may sign up.
    pub mode: SignUpMode,
    /// The name as typed.
    pub name: String,
    /// The e-mail address as typed.
    pub email: String,
    /// The invitation, as typed or from the link (`?invitation=`).
    pub invitation: String,
    /// Fewest characters of a password.
    pub password_least: u64,
    /// Whether recovery by e-mail works at this member (an SMTP relay is configured).
    pub mail_works: bool,
    /// What was refused.
    pub complaints: Complaints,
}

/// The answer to a sign-up, or to new recovery codes: shown once, printable.
#[derive(Clone, Debug, Template)]
#[template(path = "account_created.html")]
pub struct CodesPage {
    /// The frame.
    pub chrome: Chrome,
    /// The name of the account.
    pub name: String,
    /// The recovery codes, each works once.
    pub codes: Vec<String>,
    /// The space recovery key (only at sign-up), in groups for copying by hand.
    pub space_recovery_key: Option<String>,
}
