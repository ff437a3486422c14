//! A person's account.

use askama::Template;

use super::chrome::Chrome;
use super::form::Complaints;

/// What an API token may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Upload and publish videos.
    Upload,
    /// Read one's videos, their state and cost.
    Read,
    /// Change and delete one's videos.
    Manage,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 3] = [Self::Read, Self::Upload, Self::Manage];

    /// The value in forms and in the API, and the end of the message's key (`scope-…`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Upload => "upload",
            Self::Read => "read",
            Self::Manage => "manage",
        }
    }

    /// The message's key.
    pub fn key(self) -> String {
        format!("scope-{}", self.code())
    }

    /// The scope of a form's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }
}

/// An API token in the list; the token itself is never shown again.
#[derive(Clone, Debug)]
pub struct TokenRow {
    /// Its id, in the revoke form's address `/account/tokens/{id}/revoke`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at: jiff::Timestamp,
    /// The day it was last used.
    pub last_used_at: Option<jiff::Timestamp>,
}

/// The part of the page that a refused form belongs to, so that the complaint stands there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AccountForm {
    /// None was refused.
    #[default]
    None,
    /// `POST /account/password`: `current`, `password`.
    Password,
    /// `POST /account/email`: `current`, `email` (may be empty).
    Email,
    /// `POST /account/recovery-codes`: `current`; answers with [`super::sign_up::CodesPage`].
    Codes,
    /// `POST /account/tokens`: `name`, `scopes` (repeated), `current`; answers with this page and [`AccountPage::new_token`].
    Token,
    /// `POST /account/delete`: `current`, `confirm` = `yes`.
    Delete,
}

/// `GET /account`. Besides the forms above: `POST /account/sign-out-everywhere`, `POST /account/language`:
/// `language`, `POST /account/tokens/{id}/revoke`.
#[derive(Clone, Debug, Template)]
#[template(path = "account.html")]
pub struct AccountPage {
    /// The frame.
    pub chrome: Chrome,
    /// The account's name.
    pub name: String,
    /// E-mail address as typed or stored; empty if none.
    pub email: String,
    /// Whether recovery by e-mail works at this member.
    pub mail_works: bool,
    /// Recovery codes that were not used yet.
    pub codes_left: u64,
    /// Browsers signed in, this one included.
    pub sessions: u64,
    /// Tokens, newest first.
    pub tokens: Vec<TokenRow>,
    /// A token just made, shown once.
    pub new_token: Option<String>,
    /// Name of a token as typed.
    pub token_name: String,
    /// Fewest characters of a password.
    pub password_least: u64,
    /// Which form was refused.
    pub refused: AccountForm,
    /// What was refused.
    pub complaints: Complaints,
}

impl AccountPage {
    /// Every scope, for the template.
    pub fn scopes(&self) -> [Scope; 3] {
        Scope::ALL
    }

    /// The complaints about one of the page's forms, by the beginning of its fields' ids.
    pub fn complaints_of(&self, form: &str) -> Complaints {
        let refused = match self.refused {
            AccountForm::None => None,
            AccountForm::Password => Some("password"),
            AccountForm::Email => Some("email"),
            AccountForm::Codes => Some("codes"),
            AccountForm::Token => Some("token"),
            AccountForm::Delete => Some("delete"),
        };
        if refused == Some(form) { self.complaints.clone() } else { Complaints::default() }
    }
}
