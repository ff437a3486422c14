//! What opens an account: sessions, tokens, recovery codes, links.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{InvitationId, LinkRefusal, SecretHash, TokenId, UserId};

/// Most password resets that wait for one account at a time.
pub const OPEN_RESETS: u32 = 3;

/// Most sessions of one account; a new one ends the one seen longest ago.
pub const SESSIONS_PER_ACCOUNT: u32 = 50;

/// Most API tokens of one account.
pub const TOKENS_PER_ACCOUNT: u32 = 50;

/// A browser that is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub hash: SecretHash,
    pub account: UserId,
    /// What forms of this session must send back.
    pub csrf: [u8; 32],
    /// What the person recognises it by, e.g. `Firefox, Android`; never an address.
    pub label: String,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    pub expires_at: Timestamp,
}

/// What makes a session.
#[derive(Debug, Clone)]
pub struct NewSession {
    pub hash: SecretHash,
    pub csrf: [u8; 32],
    pub label: String,
    pub expires_at: Timestamp,
}

/// What an API token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// `read`: list the account's videos and follow their processing.
    Read,
    /// `upload`: upload new videos.
    Upload,
    /// `manage`: change and delete videos.
    Manage,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 3] = [Self::Read, Self::Upload, Self::Manage];

    /// As it is written in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Upload => "upload",
            Self::Manage => "manage",
        }
    }

    /// The scope that is written so.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }
}

/// A program's access to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    pub id: TokenId,
    pub account: UserId,
    /// What the person recognises it by.
    pub name: String,
    pub scopes: BTreeSet<Scope>,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    pub last_used_at: Option<Timestamp>,
}

/// What makes a token.
#[derive(Debug, Clone)]
pub struct NewApiToken {
    pub id: TokenId,
    pub hash: SecretHash,
    pub account: UserId,
    pub name: String,
    pub scopes: BTreeSet<Scope>,
    pub expires_at: Option<Timestamp>,
}

/// Why a token is not made, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefusal {
    #[error("there is no such account")]
    UnknownAccount,
    #[error("the account has {TOKENS_PER_ACCOUNT} tokens already")]
    TooMany,
}

/// A single-use link to make an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub id: InvitationId,
    /// None once that account is gone.
    pub created_by: Option<UserId>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

/// What makes an invitation.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    pub id: InvitationId,
    pub hash: SecretHash,
    pub created_by: UserId,
    pub expires_at: Timestamp,
}

/// A single-use link that makes a first operator's account, or signs an operator in.
#[derive(Debug, Clone)]
pub struct NewOperatorLink {
    pub hash: SecretHash,
    /// None: whoever follows the link makes an operator's account.
    pub account: Option<UserId>,
    pub expires_at: Timestamp,
}

/// What an operator's link opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperatorLinkUse {
    /// The form for a new account that will be an operator's.
    SignUp,
    /// This account.
    SignIn(UserId),
}

/// Why a password is not replaced. A code is looked for within its account, so the account is
/// checked first; a reset names its account, so the reset is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryRefusal {
    #[error("the account is gone or being deleted")]
    UnknownAccount,
    #[error("the code or link cannot be used: {0}")]
    Secret(LinkRefusal),
}

/// Why a password reset is not made, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ResetRefusal {
    #[error("the account is gone or being deleted")]
    UnknownAccount,
    #[error("{OPEN_RESETS} resets wait already")]
    TooMany,
}

/// What an auditor comes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLink {
    pub hash: SecretHash,
    /// What its auditor is called.
    pub name: String,
    /// None: the account is gone.
    pub created_by: Option<UserId>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
}

impl AuditLink {
    /// Whether it opens anything.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.withdrawn_at.is_none() && self.expires_at > now
    }
}

/// What makes an auditor's link.
#[derive(Debug, Clone)]
pub struct NewAuditLink {
    pub hash: SecretHash,
    pub name: String,
    pub created_by: UserId,
    pub expires_at: Timestamp,
}
