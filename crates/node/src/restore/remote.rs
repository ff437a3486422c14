//! A backup that other members keep, gathered into the new data folder.

use std::collections::BTreeMap;
use std::sync::Arc;

use carry::id::MemberId;
use ed25519_dalek::VerifyingKey;
use peers::client::{Asking, Directory, OpenAsking, OpenClient, PeerClient};
use peers::key::{Identity, KeyRing};
use peers::{BaseUrl, Limits};
use seams::{Seams, entropy};

use super::{ARRIVING, Carriers};
use crate::backing::{FindError, Found, GatherError, Gathering, find, gather};
use crate::backup::phrase::Phrase;
use crate::backup::{Destination, OpenError, Opened};

/// Which member is restored, and who is asked first.
pub struct Remote<'a> {
    /// The address of any member of the federation.
    pub first: &'a str,
    /// The lost member's id, the host of its address, or its name.
    pub name: &'a str,
    pub carriers: Carriers,
}

/// Why there is nothing to restore from. What was gathered stays, and the same command goes on.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    #[error(transparent)]
    Find(#[from] FindError),
    #[error(transparent)]
    Gather(#[from] GatherError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("this machine has no encryption that works")]
    NoEncryption,
    /// Whoever told of the backup told of another member's.
    #[error("the backup is of member {0}, and not of the one that was asked for")]
    AnotherMember(MemberId),
}

/// A backup that is here, and where it came from.
pub struct Arrived {
    pub backup: Opened,
    pub found: Found,
    pub gathering: Gathering,
}

impl Remote<'_> {
    /// Finds the newest backup, fetches what is not here yet of its pieces, and opens it.
    ///
    /// # Errors
    /// [`RemoteError`].
    pub async fn arrive(
        &self,
        seams: &Seams,
        phrase: &Phrase,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Arrived, RemoteError> {
        let open = OpenClient::new(OpenAsking {
            clock: Arc::clone(&seams.clock),
            names: Arc::clone(&self.carriers.names),
            allow_private: self.carriers.allow_private,
            authorities: self.carriers.authorities.clone(),
            limits: Limits::default(),
        });
        let open = open.map_err(|_| RemoteError::NoEncryption)?;
        let found = find(&open, self.first, self.name, &phrase.identity()).await?;
        let client = self.client(seams, found.holders.clone()).ok_or(RemoteError::NoEncryption)?;
        let holders: Vec<MemberId> = found.holders.keys().copied().collect();
        let into = Destination::within(seams, ARRIVING).map_err(GatherError::from)?;
        let gathering = gather(&client, &found.backup, &holders, &into, progress).await?;
        let backup = Opened::open(into, Some(found.backup.number), phrase).await?;
        if backup.inventory.member != found.member {
            return Err(RemoteError::AnotherMember(backup.inventory.member));
        }
        Ok(Arrived { backup, found, gathering })
    }

    fn client(&self, seams: &Seams, members: BTreeMap<MemberId, BaseUrl>) -> Option<PeerClient> {
        let key = ed25519_dalek::SigningKey::from_bytes(&entropy::random(seams.entropy.as_ref()));
        let own = Arc::new(Identity { member: MemberId::from_bytes([0; 32]), key });
        let asking = Asking {
            directory: Arc::new(Told { own, members }),
            clock: Arc::clone(&seams.clock),
            entropy: Arc::clone(&seams.entropy),
            names: Arc::clone(&self.carriers.names),
            allow_private: self.carriers.allow_private,
            authorities: self.carriers.authorities.clone(),
            limits: Limits::default(),
        };
        PeerClient::new(asking).ok()
    }
}

/// The members that were told, of whom only objects are fetched: nobody signs for that.
struct Told {
    own: Arc<Identity>,
    members: BTreeMap<MemberId, BaseUrl>,
}

impl KeyRing for Told {
    fn own(&self) -> Arc<Identity> {
        Arc::clone(&self.own)
    }

    fn keys(&self, _member: &MemberId) -> Vec<VerifyingKey> {
        Vec::new()
    }
}

impl Directory for Told {
    fn base(&self, member: &MemberId) -> Option<BaseUrl> {
        self.members.get(member).cloned()
    }
}
