//! Another key signs for this member.
//!
//! In this order: the new key is kept beside the one that signs ([`KeyKeeper::prepare`]); the own log tells every manifest
//! that the old one signed; one transaction puts the change, signed with the old key, into the log and makes the new one
//! sign manifests; the new key takes the old one's place ([`KeyKeeper::adopt`]). Until the transaction the old key signs, from
//! it on the new one, whatever crashes: a start finds both kept, and the database says which.

use std::io;

use async_trait::async_trait;
use federation::desk::Desk;
use federation::entry::{Entry, KeyChange};
use federation::signed::{Signed, SigningKey};
use store::{NewKey, NewKeyRefusal, NewLeaves};

use crate::failure::{ExchangeFailure, ExchangeRefusal};
use crate::office::{Office, key_of};

/// Manifests may be signed while a key is changed; after so many times it is left for later.
const TRIES: usize = 8;

/// Where this machine keeps the key with which the member signs.
#[async_trait]
pub trait KeyKeeper: Send + Sync + 'static {
    /// Keeps a key that is to sign soon, beside the one that signs. It is there after a power cut once this returns. What
    /// was prepared before and never signed is forgotten.
    ///
    /// # Errors
    /// What keeps it from being kept; then all is as before.
    async fn prepare(&self, next: &SigningKey) -> io::Result<()>;

    /// What was prepared signs from now on.
    ///
    /// # Errors
    /// What keeps it from being kept so; the next start does it.
    async fn adopt(&self) -> io::Result<()>;
}

/// For who never changes its key: a command that only reads.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoKeeper;

#[async_trait]
impl KeyKeeper for NoKeeper {
    async fn prepare(&self, _next: &SigningKey) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    async fn adopt(&self) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

impl Office {
    /// A new key, drawn here, signs for this member from now on; gives its public half. What the others ask and are
    /// answered is signed with the one before until all of them know.
    ///
    /// # Errors
    /// [`ExchangeRefusal::Append`] if the log takes nothing now; [`ExchangeFailure`]; then the key before signs on.
    pub async fn change_key(&self) -> Result<[u8; 32], ExchangeFailure> {
        self.desk().await.check_append().map_err(ExchangeRefusal::from)?;
        let next = SigningKey::from_bytes(&seams::entropy::random::<32>(&*self.entropy));
        self.keeper().prepare(&next).await.map_err(ExchangeFailure::Key)?;
        for _try in 0..TRIES {
            // Who verifies a manifest takes the key that is current where the log tells of it.
            self.tell().await?;
            let manifests = self.told.lock().await.looked_at();
            let mut desk = self.desk().await;
            if self.say_change(&mut desk, &next, manifests).await? {
                self.turn_key(&next);
                if let Err(error) = self.keeper().adopt().await {
                    tracing::error!(%error, "the new key signs; its file takes its place at the next start");
                }
                self.ring().renew(&desk);
                return Ok(next.verifying_key().to_bytes());
            }
        }
        Err(ExchangeFailure::Overtaken)
    }

    /// The one step that counts; `false` if a manifest was signed meanwhile.
    async fn say_change(&self, desk: &mut Desk, next: &SigningKey, manifests: u64) -> Result<bool, ExchangeFailure> {
        let (me, public) = (desk.me(), next.verifying_key().to_bytes());
        let from = desk.copy(&me).map_or(0, |copy| copy.tree().size);
        let change = KeyChange { member: me.member, log: me.log, public };
        let entry = Entry::Key(Signed::sign(change, &self.identity().key));
        let leaf = desk.append(&entry).map_err(ExchangeRefusal::from)?;
        let said = NewLeaves { log: key_of(me), from, leaves: vec![leaf], note: None };
        let failure = match self.store.change_key(&NewKey { said, public, manifests }).await {
            Ok(Ok(())) => return Ok(true),
            Ok(Err(NewKeyRefusal::Manifests { .. })) => None,
            Ok(Err(NewKeyRefusal::Leaves(_))) => Some(ExchangeFailure::Overtaken),
            Err(error) => Some(error.into()),
        };
        self.read_again(desk).await?;
        // The database's answer was lost, and it did it all the same.
        if desk.own_keys().last().is_some_and(|(_, key)| *key == public) {
            return Ok(true);
        }
        failure.map_or(Ok(false), Err)
    }
}
