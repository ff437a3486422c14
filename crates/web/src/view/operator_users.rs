//! The operator's page of accounts: quotas, roles, invitations, who may sign up.

use askama::Template;

use super::chrome::Chrome;
use super::form::Complaints;
use super::home::Pager;
use super::sign_up::SignUpMode;

/// Most accounts on a page.
pub const USERS_LIMIT: usize = 50;

/// What stands for an account's id where the form of the default quota was refused.
pub const DEFAULT_QUOTA_FORM: &str = "default";

/// An account in the list. Posts to `/operator/users/{id}`: `quota` (whole GB, empty is the default),
/// `operator`, `treasurer` and `delegate` (`yes` or absent).
#[derive(Clone, Debug)]
pub struct UserRow {
    /// Its id, hex.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Bytes stored for it.
    pub used_bytes: u64,
    /// The quota in whole GB, as typed or stored; empty is the default.
    pub quota_gb: String,
    /// Role operator.
    pub operator: bool,
    /// Role treasurer.
    pub treasurer: bool,
    /// Role delegate.
    pub delegate: bool,
    /// Number of videos.
    pub videos: u64,
    /// When it was made.
    pub created_at: jiff::Timestamp,
}

/// An invitation that was not used yet.
#[derive(Clone, Debug)]
pub struct InvitationRow {
    /// Its id, in `POST /operator/invitations/{id}/revoke`.
    pub id: String,
    /// Until when it works.
    pub expires_at: jiff::Timestamp,
}

/// `GET /operator/users?q=…&page=…`. Also `POST /operator/invitations` (answers with this page and
/// [`OperatorUsersPage::new_invitation`]) and `POST /operator/sign-up-mode`: `mode` ([`SignUpMode::code`]).
#[derive(Clone, Debug, Template)]
#[template(path = "operator_users.html")]
pub struct OperatorUsersPage {
    /// The frame.
    pub chrome: Chrome,
    /// Start of the names looked for, as typed.
    pub query: String,
    /// Who may sign up.
    pub mode: SignUpMode,
    /// The quota of accounts without one of their own, in whole GB, as typed or stored; empty is without a limit.
    /// Posted as `quota` to `/operator/default-quota`.
    pub default_quota: String,
    /// Accounts by name, at most [`USERS_LIMIT`].
    pub users: Vec<UserRow>,
    /// Invitations open, newest first, at most 50.
    pub invitations: Vec<InvitationRow>,
    /// The link of an invitation just made, absolute, shown once.
    pub new_invitation: Option<String>,
    /// Id of the account whose form was refused, or [`DEFAULT_QUOTA_FORM`].
    pub refused: Option<String>,
    /// What was refused.
    pub complaints: Complaints,
    /// Pages before and after.
    pub pager: Pager,
}

impl OperatorUsersPage {
    /// Every mode, for the template.
    pub fn modes(&self) -> [SignUpMode; 3] {
        SignUpMode::ALL
    }

    /// The beginning of the ids in an account's form.
    pub fn form_of(&self, id: &str) -> String {
        format!("user-{id}")
    }

    /// The complaints about an account's form.
    pub fn complaints_of(&self, id: &str) -> Complaints {
        if self.refused.as_deref() == Some(id) { self.complaints.clone() } else { Complaints::default() }
    }
}
