//! Getting back into an account without its password.

use askama::Template;

use super::chrome::Chrome;
use super::form::Complaints;

/// `GET /recover`, and again when refused. Posts to `/recover/code`: `name`, `code`, `password`; or to
/// `/recover/mail`: `email`, which always answers the same ([`super::Notice::RecoveryMailSent`]).
#[derive(Clone, Debug, Template)]
#[template(path = "recover.html")]
pub struct RecoverPage {
    /// The frame.
    pub chrome: Chrome,
    /// The name as typed.
    pub name: String,
    /// The e-mail address as typed.
    pub email: String,
    /// Fewest characters of a password.
    pub password_least: u64,
    /// Whether recovery by e-mail works at this member.
    pub mail_works: bool,
    /// What was refused.
    pub complaints: Complaints,
}

/// `GET /recover/{token}` from the mail. Posts to the same address: `password`. An old or unknown link is a 410.
#[derive(Clone, Debug, Template)]
#[template(path = "reset.html")]
pub struct ResetPage {
    /// The frame; its `path` is the form's address.
    pub chrome: Chrome,
    /// The name of the account.
    pub name: String,
    /// Fewest characters of a password.
    pub password_least: u64,
    /// What was refused.
    pub complaints: Complaints,
}
