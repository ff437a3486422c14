//! The carrier's side: what is to be kept here is fetched, and what is not any more goes.

use std::collections::BTreeSet;

use federation::entry::{Backup, BackupState};
use futures::TryStreamExt;
use objects::{ObjectHash, ObjectsError};
use purse::id::MemberId;
use store::{KeptBackup, KeptId, NewKept, NewObject, StoreError};

use super::{ListRefusal, MAX_LIST_BYTES, Piece, PieceFailure, PieceList, fetch_piece};
use crate::carrying::Carrier;
use crate::failure::ExchangeFailure;
use crate::office::Office;

/// What nobody can read without the phrase.
const SEALED: &str = "application/octet-stream";

/// What one turn did with the backups of others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    /// Backups that are kept now and were not before.
    pub copied: usize,
    /// Backups that were let go.
    pub removed: usize,
    /// Backups that could not be fetched whole, and are tried again.
    pub failed: usize,
}

/// Why a backup is not kept yet. A retry may help.
#[derive(Debug, thiserror::Error)]
enum KeepFailure {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Objects(#[from] ObjectsError),
    #[error("nobody hands it out: {0}")]
    Piece(#[from] PieceFailure),
    #[error("nobody is known who has it")]
    NoSource,
    #[error("the list of its pieces: {0}")]
    List(#[from] ListRefusal),
    #[error("the pieces of its list are not those that the home's log says")]
    Contradiction,
    #[error("a piece of it is being removed; it is fetched again after that")]
    Leaving,
}

impl KeepFailure {
    /// In the program's log. That a member is silent, or has a newer backup of which nothing was heard here yet, asks nothing of
    /// whoever looks after this one; a disk or a carrier that has gone wrong does.
    fn say_of(&self, Wanted { home, backup, .. }: &Wanted) {
        let (number, failure) = (backup.number, self);
        if matches!(self, Self::Objects(_) | Self::Piece(PieceFailure::Altered(_))) {
            tracing::warn!(%home, number, %failure, "a backup is not kept yet");
        } else {
            tracing::info!(%home, number, %failure, "a backup is not kept yet");
        }
    }
}

/// A backup that is to be kept here.
struct Wanted {
    home: MemberId,
    backup: Backup,
    /// Who may have it: its home first, then who says that it holds it.
    sources: Vec<MemberId>,
}

impl Office {
    /// One turn of keeping: lets go what is no longer to be kept, says what is not said yet, and fetches what is placed here.
    ///
    /// # Errors
    /// [`ExchangeFailure`] of this member's own database; the next call goes on.
    pub async fn keep_backups(&self, with: &Carrier<'_>) -> Result<Kept, ExchangeFailure> {
        let _one = self.carrying.lock().await;
        let mut turn = Kept::default();
        if !self.desk().await.may_append() {
            return Ok(turn);
        }
        let here = self.store.kept_backups().await?;
        turn.removed = self.let_backups_go(&here).await?;
        self.tell_backups().await?;
        let mut silent = BTreeSet::new();
        for wanted in self.wanted_backups(&here).await {
            if !self.has_room_for(with, &wanted, &here).await? {
                self.tell_backup(wanted.home, &wanted.backup, BackupState::Full).await?;
                continue;
            }
            match self.keep_one(with, &wanted, &mut silent).await {
                Ok(()) => {
                    turn.copied += 1;
                    self.tell_backup(wanted.home, &wanted.backup, BackupState::Held).await?;
                }
                Err(KeepFailure::Store(failure)) => return Err(failure.into()),
                Err(KeepFailure::List(_) | KeepFailure::Contradiction) => {
                    turn.failed += 1;
                    self.tell_backup(wanted.home, &wanted.backup, BackupState::Damaged).await?;
                }
                Err(failure) => {
                    turn.failed += 1;
                    failure.say_of(&wanted);
                }
            }
        }
        Ok(turn)
    }

    async fn wanted_backups(&self, here: &[KeptBackup]) -> Vec<Wanted> {
        let (me, desk) = (self.member(), self.desk().await);
        let Ok(chain) = desk.chain() else { return Vec::new() };
        let backing = &desk.facts().backing;
        let others = chain.roll.members.keys().filter(|home| **home != me);
        let newest = others.filter_map(|home| Some((*home, backing.newest(home)?)));
        let wanted = newest.filter(|(home, backup)| {
            let id = KeptId { home: *home, number: backup.number };
            let said = backing.holding(home, &me, backup.number).filter(|said| said.list == backup.list);
            backup.carriers.contains(&me)
                && !here.iter().any(|kept| kept.id == id && kept.list == backup.list.0)
                && said.is_none_or(|said| said.state != BackupState::Damaged)
        });
        let sources = |home: MemberId, backup: &Backup| {
            let holders = backing.holders(home, backup).filter(|holder| *holder != me);
            std::iter::once(home).chain(holders).collect()
        };
        wanted.map(|(home, backup)| Wanted { home, backup: backup.clone(), sources: sources(home, backup) }).collect()
    }

    /// Whether there is room, within what is offered and on the disk, for what is new in a backup: two backups of one home
    /// share most pieces, so as much as the one before has is not counted again.
    async fn has_room_for(
        &self,
        with: &Carrier<'_>,
        wanted: &Wanted,
        here: &[KeptBackup],
    ) -> Result<bool, ExchangeFailure> {
        let before = here.iter().filter(|kept| kept.id.home == wanted.home).map(|kept| kept.bytes).max();
        let new = wanted.backup.bytes.saturating_sub(before.unwrap_or(0));
        let offered = self.offered().await.map_or(0, |offer| offer.storage_bytes);
        let stored = self.store.carried_bytes(None).await?;
        let of_home = self.room_for(wanted.home, offered, stored).await?;
        let free = with.disk.free_bytes().await.unwrap_or(0).saturating_sub(with.reserve_bytes);
        Ok(new <= offered.saturating_sub(stored).min(of_home).min(free))
    }

    async fn keep_one(
        &self,
        with: &Carrier<'_>,
        wanted: &Wanted,
        silent: &mut BTreeSet<MemberId>,
    ) -> Result<(), KeepFailure> {
        let Wanted { home, backup, sources } = wanted;
        if backup.list_bytes > MAX_LIST_BYTES || backup.list_bytes == 0 {
            return Err(KeepFailure::Contradiction);
        }
        let list = Piece { hash: ObjectHash::from_bytes(backup.list.0), bytes: backup.list_bytes };
        self.keep_piece(with, list, sources, silent).await?;
        let Some(bytes) = with.objects.bytes(list.hash).await? else { return Err(KeepFailure::Leaving) };
        let bytes = bytes.map_ok(|piece| piece.to_vec()).try_concat().await?;
        let pieces = PieceList::parse(&bytes)?;
        let inventory = Piece { hash: ObjectHash::from_bytes(backup.inventory.0), bytes: backup.inventory_bytes };
        let agrees = pieces.bytes().saturating_add(list.bytes) == backup.bytes;
        if !agrees
            || !pieces.pieces().contains(&inventory)
            || pieces.pieces().iter().any(|piece| piece.hash == list.hash)
        {
            return Err(KeepFailure::Contradiction);
        }
        for piece in pieces.pieces() {
            self.keep_piece(with, *piece, sources, silent).await?;
        }
        let objects = pieces.pieces().iter().chain([&list]).map(|piece| recorded(*piece)).collect();
        let id = KeptId { home: *home, number: backup.number };
        let kept = self.store.keep_backup(&NewKept { id, list: backup.list.0, objects }, self.clock.now()).await?;
        kept.map_err(|_| KeepFailure::Leaving)
    }

    /// Fetches a piece that is not here, from the first who hands it out as it should be, and records it: it stays for its
    /// time of grace. One that is here is recorded again.
    async fn keep_piece(
        &self,
        with: &Carrier<'_>,
        piece: Piece,
        sources: &[MemberId],
        silent: &mut BTreeSet<MemberId>,
    ) -> Result<(), KeepFailure> {
        let here = self.store.object(piece.hash).await?;
        if here.as_ref().is_some_and(|object| object.leaving_since.is_some()) {
            return Err(KeepFailure::Leaving);
        }
        let mut staged = None;
        if here.is_none() || with.objects.size(piece.hash).await? != Some(piece.bytes) {
            let mut last = KeepFailure::NoSource;
            for source in sources {
                if silent.contains(source) {
                    continue;
                }
                match fetch_piece(with.fetch, source, with.objects, piece).await {
                    Ok(fetched) => {
                        staged = Some(fetched);
                        break;
                    }
                    Err(PieceFailure::Objects(failure)) => return Err(failure.into()),
                    Err(failure) => {
                        if failure.is_silence() {
                            silent.insert(*source);
                        }
                        last = failure.into();
                    }
                }
            }
            if staged.is_none() {
                return Err(last);
            }
        }
        let hold = with.objects.hold().await;
        if let Some(staged) = staged {
            with.objects.publish(staged, &hold).await?;
        }
        let kept = self.store.record_object(&recorded(piece), self.clock.now()).await?;
        drop(hold);
        kept.map_err(|_| KeepFailure::Leaving)
    }
}

fn recorded(piece: Piece) -> NewObject {
    NewObject { hash: piece.hash, bytes: piece.bytes, media_type: SEALED.to_owned() }
}
