//! Another key takes the place of the one that signs.
//!
//! The next key's file is put beside the other; the database says from when on it signs (`store::Store::change_key`); the file
//! takes the other one's place. Whatever is cut off, the database says which of the two is the member's.

use std::io;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use carry::manifest::SigningKey;
use data_encoding::HEXLOWER;
use exchange::KeyKeeper;
use seams::Disk;

use super::{CHANGED_FORM, Held, KEY_FILE, KeyError, MemberKeys, NEXT_FILE};

/// The files of a member's key.
pub struct KeyFile {
    pub disk: Arc<dyn Disk>,
    pub keys: Arc<MemberKeys>,
}

impl KeyFile {
    /// Before anything is signed: what an earlier run left of a change of key. `current` is the key that the database says
    /// signs; whether it is one of those that are here.
    ///
    /// # Errors
    /// [`KeyError::Disk`].
    pub async fn settle(&self, current: &[u8; 32]) -> Result<bool, KeyError> {
        let Held { signing, next, .. } = self.keys.held();
        let is = |key: &SigningKey| key.verifying_key().as_bytes() == current;
        if next.as_ref().is_some_and(is) {
            self.adopt().await?;
            return Ok(true);
        }
        if is(&signing) {
            // What is there was prepared, and never signed.
            self.keys.write().next = None;
            self.disk.remove(NEXT_FILE).await?;
        }
        Ok(is(&signing))
    }
}

#[async_trait]
impl KeyKeeper for KeyFile {
    async fn prepare(&self, next: &SigningKey) -> io::Result<()> {
        let Held { signing, before, .. } = self.keys.held();
        if let Some(before) = before {
            // If the last change's file did not take its place, it must before its own file is written over.
            self.disk.replace(KEY_FILE, file(&self.keys, &signing, &before)).await?;
        }
        self.disk.replace(NEXT_FILE, file(&self.keys, next, &signing)).await?;
        self.keys.write().next = Some(next.clone());
        Ok(())
    }

    async fn adopt(&self) -> io::Result<()> {
        let (signing, before) = {
            let mut held = self.keys.write();
            let Some(next) = held.next.take() else { return Ok(()) };
            let before = std::mem::replace(&mut held.signing, next);
            held.before = Some(before.clone());
            (held.signing.clone(), before)
        };
        self.disk.replace(KEY_FILE, file(&self.keys, &signing, &before)).await?;
        self.disk.remove(NEXT_FILE).await
    }
}

/// The file of a member that changed its key.
fn file(keys: &MemberKeys, signing: &SigningKey, before: &SigningKey) -> Bytes {
    let hex = |key: &SigningKey| HEXLOWER.encode(&key.to_bytes());
    Bytes::from(format!("{CHANGED_FORM}{} {} {}\n", keys.id, hex(signing), hex(before)))
}
