//! Outgoing mail: the one network connection that a member alone opens by itself.

use async_trait::async_trait;

/// A plain-text message to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub body: String,
}

/// Why a message was not handed over.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// No relay is configured; a retry does not help until the operator configures one.
    #[error("no mail relay is configured")]
    NotConfigured,
    /// The address or the message is not acceptable; a retry does not help.
    #[error("the mail relay refused the message: {0}")]
    Refused(String),
    /// The relay could not be reached or said 'later'; a retry may help.
    #[error("the mail relay could not be reached: {0}")]
    Unreachable(String),
}

/// Hands messages to the configured relay.
#[async_trait]
pub trait Mailer: Send + Sync + 'static {
    /// Returns once the relay has accepted the message.
    async fn send(&self, mail: Mail) -> Result<(), MailError>;
}
