//! Gathering the pieces of a backup from who holds them, into a folder from which it is restored.
//!
//! A piece that stands in the folder is whole, so an interrupted gathering goes on where it was.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use carry::id::{MemberId, ObjectHash};
use exchange::backing::{ListRefusal, MAX_LIST_BYTES, Piece, PieceFailure, PieceList, fetch_piece};
use federation::entry::Backup;
use futures::TryStreamExt;
use objects::ObjectsError;
use peers::client::Fetch;

use crate::backup::inventory::SealedFile;
use crate::backup::{Destination, DestinationError, Record};

/// Why not all pieces are here. What is here stays, and the same call goes on.
#[derive(Debug, thiserror::Error)]
pub enum GatherError {
    #[error(transparent)]
    Destination(#[from] DestinationError),
    #[error(transparent)]
    Objects(#[from] ObjectsError),
    #[error("the data folder: {0}")]
    Disk(#[from] io::Error),
    /// With what the last member said that was asked.
    #[error("nobody hands out sealed file {}: {last}", .piece.hash)]
    Piece { piece: Piece, last: PieceFailure },
    #[error("nobody is known who holds the backup")]
    NobodyHolds,
    #[error("the list of the backup: {0}")]
    List(#[from] ListRefusal),
    #[error("the list of the backup is not what the log says of it")]
    Contradiction,
}

/// What was gathered, and from whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gathering {
    pub pieces: usize,
    /// Bytes that were fetched now.
    pub bytes: u64,
    /// Pieces that each member handed out as they should be.
    pub from: BTreeMap<MemberId, usize>,
    /// What members handed out that was not what it should be.
    pub altered: Vec<MemberId>,
}

struct Gather<'a> {
    fetch: &'a dyn Fetch,
    holders: &'a [MemberId],
    into: &'a Destination,
    silent: BTreeSet<MemberId>,
    told: Gathering,
}

/// Fetches every piece of a backup that is not in `into` yet, and makes it a backup of that folder.
///
/// # Errors
/// [`GatherError`].
pub async fn gather(
    fetch: &dyn Fetch,
    backup: &Backup,
    holders: &[MemberId],
    into: &Destination,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Gathering, GatherError> {
    into.sealed().clean_staging().await?;
    let mut gather = Gather { fetch, holders, into, silent: BTreeSet::new(), told: Gathering::default() };
    let list = Piece { hash: ObjectHash::from_bytes(backup.list.0), bytes: backup.list_bytes };
    let inventory = Piece { hash: ObjectHash::from_bytes(backup.inventory.0), bytes: backup.inventory_bytes };
    if !(1..=MAX_LIST_BYTES).contains(&list.bytes) {
        return Err(GatherError::Contradiction);
    }
    gather.piece(list).await?;
    let pieces = into.sealed().bytes(list.hash).await?.ok_or(GatherError::NobodyHolds)?;
    let pieces = PieceList::parse(&pieces.map_ok(|piece| piece.to_vec()).try_concat().await?)?;
    if !pieces.pieces().contains(&inventory) {
        return Err(GatherError::Contradiction);
    }
    for (done, piece) in pieces.pieces().iter().enumerate() {
        progress(done, pieces.pieces().len());
        gather.piece(*piece).await?;
    }
    let sealed = |piece: Piece| SealedFile { hash: piece.hash, bytes: piece.bytes };
    into.put_record(backup.number, &Record { inventory: sealed(inventory), list: sealed(list) }).await?;
    gather.told.pieces = pieces.pieces().len();
    Ok(gather.told)
}

impl Gather<'_> {
    async fn piece(&mut self, piece: Piece) -> Result<(), GatherError> {
        let sealed = self.into.sealed();
        if sealed.size(piece.hash).await? == Some(piece.bytes) {
            return Ok(());
        }
        let mut last = None;
        for holder in self.holders {
            if self.silent.contains(holder) {
                continue;
            }
            match fetch_piece(self.fetch, holder, sealed, piece).await {
                Ok(staged) => {
                    let hold = sealed.hold().await;
                    sealed.publish(staged, &hold).await?;
                    self.told.bytes = self.told.bytes.saturating_add(piece.bytes);
                    *self.told.from.entry(*holder).or_default() += 1;
                    return Ok(());
                }
                Err(PieceFailure::Objects(error)) => return Err(error.into()),
                Err(failure) => {
                    if failure.is_silence() {
                        self.silent.insert(*holder);
                    }
                    if let PieceFailure::Altered(member) = failure {
                        self.told.altered.push(member);
                    }
                    last = Some(failure);
                }
            }
        }
        Err(last.map_or(GatherError::NobodyHolds, |last| GatherError::Piece { piece, last }))
    }
}
