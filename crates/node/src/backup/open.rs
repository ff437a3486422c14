//! A backup, opened with the phrase.

use std::io;

use age::x25519::Identity;
use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};

use super::destination::{Destination, DestinationError};
use super::inventory::{Entry, Inventory, InventoryRefusal, MAX_INVENTORY_BYTES, SealedFile, What};
use super::phrase::Phrase;
use super::plain::verified;
use super::sealed::{OpenRefusal, open};
use crate::keys::{KeyError, MemberKeys};

/// The largest key file, in bytes.
const KEY_LIMIT: u64 = 4_096;

/// Why a backup does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(transparent)]
    Destination(#[from] DestinationError),
    /// A file that is not there, or has another size.
    #[error("a file of the backup is missing or cut: sealed file {}", .0.hash)]
    Missing(SealedFile),
    #[error("this phrase does not open the backup; was it made for another?")]
    WrongPhrase,
    /// A file whose bytes are others than were written.
    #[error("a file of the backup was altered: sealed file {}", .0.hash)]
    Altered(SealedFile),
    #[error(transparent)]
    Inventory(#[from] InventoryRefusal),
    #[error("the backup's key: {0}")]
    Key(#[from] KeyError),
    #[error("reading the folder of the backups: {0}")]
    Read(#[source] io::Error),
}

/// A backup whose inventory was read and whose signature is the member's.
pub struct Opened {
    pub from: Destination,
    pub inventory: Inventory,
    /// The inventory's own file: it tells two backups apart.
    pub file: SealedFile,
    pub keys: MemberKeys,
    /// The key as the data folder had it.
    pub key_file: Bytes,
    identity: Identity,
}

impl Opened {
    /// Opens backup `number`, or the newest.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn open(from: Destination, number: Option<u64>, phrase: &Phrase) -> Result<Self, OpenError> {
        Self::open_with(from, number, phrase.identity()).await
    }

    /// The same with any key to which it was sealed.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn open_with(from: Destination, number: Option<u64>, identity: Identity) -> Result<Self, OpenError> {
        let numbers = from.numbers().await?;
        let number = match number {
            Some(number) => number,
            None => *numbers.last().ok_or(DestinationError::Empty)?,
        };
        let file = from.record(number).await?.inventory;
        let signed = Inventory::read(&whole(&from, file, &identity, MAX_INVENTORY_BYTES).await?)?;
        let key = signed.inventory.entry(What::Key).and_then(|entry| entry.sealed);
        let key_file = whole(&from, key.ok_or(InventoryRefusal::Incomplete)?, &identity, KEY_LIMIT).await?;
        let keys = MemberKeys::parse(&key_file)?;
        signed.verify(&keys.signing().verifying_key())?;
        if signed.inventory.number != number || signed.inventory.member != keys.id {
            return Err(InventoryRefusal::Signature.into());
        }
        Ok(Self { from, inventory: signed.inventory, file, keys, key_file, identity })
    }

    /// The first file that is not there with its size, of those that the inventory has.
    ///
    /// # Errors
    /// [`OpenError::Destination`].
    pub async fn first_missing(&self) -> Result<Option<(Entry, SealedFile)>, OpenError> {
        for entry in &self.inventory.entries {
            if let Some(file) = entry.sealed
                && !self.from.has(file).await?
            {
                return Ok(Some((*entry, file)));
            }
        }
        Ok(None)
    }

    /// The bytes of a file before it was sealed. Failures of the kinds `InvalidData` and
    /// `UnexpectedEof` say that it was altered or cut.
    ///
    /// # Errors
    /// [`OpenError`], of its beginning.
    pub async fn bytes(&self, file: SealedFile) -> Result<BoxStream<'static, io::Result<Bytes>>, OpenError> {
        bytes(&self.from, file, &self.identity).await
    }
}

/// Whether a failure of [`Opened::bytes`] says that the file was altered or cut.
#[must_use]
pub fn is_altered(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof)
}

async fn bytes(
    from: &Destination,
    file: SealedFile,
    identity: &Identity,
) -> Result<BoxStream<'static, io::Result<Bytes>>, OpenError> {
    if !from.has(file).await? {
        return Err(OpenError::Missing(file));
    }
    let found = from.sealed.bytes(file.hash).await.map_err(DestinationError::from)?;
    let pieces = found.ok_or(OpenError::Missing(file))?.map_err(io::Error::other);
    let sealed = verified(pieces, file.hash, file.bytes).boxed();
    match open(sealed, identity).await {
        Ok(pieces) => Ok(pieces),
        Err(OpenRefusal::WrongPhrase) => Err(OpenError::WrongPhrase),
        Err(OpenRefusal::Damaged) => Err(OpenError::Altered(file)),
        Err(OpenRefusal::Source(error)) if is_altered(&error) => Err(OpenError::Altered(file)),
        Err(OpenRefusal::Source(error)) => Err(OpenError::Read(error)),
    }
}

/// A file that fits into memory.
async fn whole(from: &Destination, file: SealedFile, identity: &Identity, limit: u64) -> Result<Bytes, OpenError> {
    let mut pieces = bytes(from, file, identity).await?;
    let mut all = Vec::new();
    loop {
        match pieces.try_next().await {
            Ok(Some(piece)) => all.extend_from_slice(&piece),
            Ok(None) => return Ok(all.into()),
            Err(error) if is_altered(&error) => return Err(OpenError::Altered(file)),
            Err(error) => return Err(OpenError::Read(error)),
        }
        if u64::try_from(all.len()).map_or(true, |length| length > limit) {
            return Err(OpenError::Altered(file));
        }
    }
}
