//! Mail that is kept instead of sent.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use seams::{Mail, MailError, Mailer};

/// Keeps every message. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct RecordingMailer {
    sent: Arc<Mutex<Vec<Mail>>>,
}

impl RecordingMailer {
    /// The messages handed over so far, oldest first.
    #[must_use]
    pub fn sent(&self) -> Vec<Mail> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl Mailer for RecordingMailer {
    async fn send(&self, mail: Mail) -> Result<(), MailError> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(mail);
        Ok(())
    }
}
