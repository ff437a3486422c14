//! Fetching back what others carry of the restored member's own videos.

use std::sync::Arc;

use exchange::{Carrier, Office};
use objects::Objects;
use peers::Limits;
use peers::client::{Asking, Certificate, Names, OpenAsking, OpenClient, PeerClient};
use peers::key::Identity;
use store::Store;

use super::{Restore, RestoreError};
use crate::backup::inventory::What;

/// How carriers are asked.
#[derive(Clone)]
pub struct Carriers {
    pub names: Arc<dyn Names>,
    /// As in [`Asking`].
    pub allow_private: bool,
    /// As in [`Asking`].
    pub authorities: Vec<Certificate>,
}

impl Restore {
    /// Whether the backup only names objects that others carry.
    pub(super) fn names_carried(&self) -> bool {
        self.backup.inventory.entries.iter().any(|entry| matches!(entry.what, What::Carried(_)))
    }

    /// Fetches what others carry, if it is said how to ask them; what is not here afterwards.
    pub(super) async fn fetch_back(&self, store: &Store, objects: &Objects) -> Result<Vec<What>, RestoreError> {
        let Some(Carriers { names, allow_private, authorities }) = self.carriers.clone() else { return Ok(Vec::new()) };
        if !self.names_carried() {
            return Ok(Vec::new());
        }
        let (clock, entropy) = (Arc::clone(&self.seams.clock), Arc::clone(&self.seams.entropy));
        let identity = Identity { member: self.backup.keys.id, key: self.backup.keys.signing() };
        let opened = Office::open(store.clone(), Arc::clone(&clock), Arc::clone(&entropy), Arc::new(identity));
        let Some(office) = opened.await? else { return Ok(Vec::new()) };
        let (directory, limits) = (office.ring(), Limits::default());
        let open = OpenAsking {
            clock: Arc::clone(&clock),
            names: Arc::clone(&names),
            allow_private,
            authorities: authorities.clone(),
            limits,
        };
        let no_encryption = |_| exchange::ExchangeFailure::NoEncryption;
        let open = OpenClient::new(open).map_err(no_encryption)?;
        let asking = Asking { directory, clock, entropy, names, allow_private, authorities, limits };
        let client = PeerClient::new(asking).map_err(no_encryption)?;
        let disk = &self.seams.disk;
        let (transport, fetch) = (&client, &client);
        let with = Carrier { transport, fetch, open: &open, objects, disk, reserve_bytes: 0 };
        let back = office.fetch_back(&with).await?;
        disk.remove(exchange::INCOMING).await?;
        Ok(back.missing.into_iter().map(What::Carried).collect())
    }
}
