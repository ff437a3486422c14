//! Accounts: a name, a password, roles, the keys of a space.

use std::fmt;

use jiff::Timestamp;

use super::{SecretHash, UserId};

/// Most accounts that one e-mail address may have and that [`crate::Store::accounts_by_email`]
/// returns.
pub const ACCOUNTS_PER_EMAIL: u32 = 5;

/// A person's account.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    pub id: UserId,
    /// As the person wrote it; unique after [`crate::fold::fold_name`].
    pub name: String,
    pub email: Option<String>,
    /// A PHC string of argon2id.
    pub password_hash: String,
    pub operator: bool,
    pub treasurer: bool,
    /// Votes for the member in its federation.
    pub delegate: bool,
    /// None: the member's default applies, [`super::Settings::default_quota_bytes`].
    pub quota_bytes: Option<u64>,
    /// A language tag, e.g. `fr`.
    pub locale: String,
    pub created_at: Timestamp,
    /// Ed25519 public key of the space.
    pub space_public: [u8; 32],
    /// Its private half, in the form that the caller seals it.
    pub space_secret: Vec<u8>,
    /// Ed25519 public key whose private half the person printed.
    pub recovery_public: [u8; 32],
    /// Set from the moment at which the person asked for the account's deletion.
    pub deleting_since: Option<Timestamp>,
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("id", &self.id)
            .field("operator", &self.operator)
            .field("treasurer", &self.treasurer)
            .field("delegate", &self.delegate)
            .finish_non_exhaustive()
    }
}

/// An account in the operator's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedAccount {
    pub account: Account,
    /// Its videos, those being deleted left out.
    pub videos: u64,
    /// As in [`super::Storage::stored_bytes`].
    pub stored_bytes: u64,
}

/// What makes an account.
#[derive(Clone)]
pub struct NewAccount {
    pub id: UserId,
    pub name: String,
    pub email: Option<String>,
    pub password_hash: String,
    pub locale: String,
    pub space_public: [u8; 32],
    pub space_secret: Vec<u8>,
    pub recovery_public: [u8; 32],
    pub recovery_codes: Vec<SecretHash>,
    pub entry: Entry,
}

/// By what right an account is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Anyone's; refused unless sign-up is open.
    Open,
    /// By an invitation, which is used up; refused when sign-up is closed.
    Invitation(SecretHash),
    /// By the operator's first link, which is used up: the account is an operator's.
    OperatorLink(SecretHash),
    /// From the member's own command line, whatever the sign-up mode.
    CommandLine,
}

/// Why an account is not made, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignUpRefusal {
    #[error("sign-up is closed")]
    Closed,
    #[error("sign-up needs an invitation")]
    InvitationNeeded,
    #[error("the invitation cannot be used: {0}")]
    Invitation(LinkRefusal),
    #[error("the operator's link cannot be used: {0}")]
    OperatorLink(LinkRefusal),
    /// Nothing is left of the name once it is folded.
    #[error("the name has no letter or digit")]
    NameEmpty,
    #[error("the name is taken")]
    NameTaken,
    /// [`ACCOUNTS_PER_EMAIL`] accounts have this address already.
    #[error("too many accounts have this e-mail address")]
    EmailCrowded,
}

/// Why a single-use link or code does not open anything, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkRefusal {
    #[error("unknown")]
    Unknown,
    #[error("already used")]
    Used,
    #[error("expired")]
    Expired,
}

/// Why an account is not changed, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccountRefusal {
    #[error("there is no such account")]
    Unknown,
    /// A member without an operator cannot be helped from a browser any more.
    #[error("this is the last operator")]
    LastOperator,
    /// [`ACCOUNTS_PER_EMAIL`] accounts have this address already.
    #[error("too many accounts have this e-mail address")]
    EmailCrowded,
}

/// Why an account's deletion cannot be finished, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DeletionRefusal {
    #[error("there is no such account")]
    Unknown,
    #[error("its deletion was not asked for")]
    NotBegun,
    #[error("{0} of its videos are not deleted yet")]
    VideosLeft(u64),
    #[error("{0} of its uploads are not removed yet")]
    UploadsLeft(u64),
}
