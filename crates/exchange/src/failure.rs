//! Why something was not done.

use federation::desk::AppendRefusal;
use federation::roll::{Halt, RollRefusal};
use store::StoreError;

/// What a caller may not do. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExchangeRefusal {
    #[error("this member is in a federation already")]
    InOneAlready,
    #[error("the text is no charter that can be applied")]
    Charter,
    #[error("the invitation is not of this federation, or its time is over")]
    Invitation,
    #[error("so many invitations are open that no other one is made")]
    Invitations,
    #[error("what came is no wish to join, or is longer than one")]
    Wish,
    /// What is asked for or proposed cannot follow on the roll, whoever votes for it.
    #[error(transparent)]
    Roll(#[from] RollRefusal),
    #[error(transparent)]
    Append(#[from] AppendRefusal),
    #[error(transparent)]
    Halt(#[from] Halt),
}

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeFailure {
    /// A retry helps where the store says so.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A retry helps where the peers' client says so.
    #[error(transparent)]
    Peer(#[from] peers::client::Failure),
    /// What the database holds is not what was kept there. A retry does not help; a restore does.
    #[error("what is kept of the logs is damaged: {0}")]
    Damaged(&'static str),
    /// Another process wrote to the member's log meanwhile. A retry helps.
    #[error("another process wrote to this member's log meanwhile")]
    Overtaken,
    /// This machine has no encryption that works. A retry does not help.
    #[error("members cannot be asked: this machine has no encryption that works")]
    NoEncryption,
    /// The file of the member's key. A retry helps when the disk is mended.
    #[error("the new key cannot be kept: {0}")]
    Key(#[source] std::io::Error),
    #[error(transparent)]
    Refused(#[from] ExchangeRefusal),
}
