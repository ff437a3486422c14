//! Keeping what the desk says is to be kept. The desk is ahead of the database for as long as that takes, behind its lock;
//! if the database fails, the desk is read from it again, so that nothing is shown that is not there.

use std::sync::{MutexGuard, PoisonError};

use federation::desk::{Desk, Seen, TakeRefusal};
use federation::facts::LogId;
use store::{LeavesRefusal, LogKey, LogNote, NewLeaves, StoreError};
use tlog::checkpoint::SignedCheckpoint;

use super::news::News;
use super::{Office, load};
use crate::failure::ExchangeFailure;

impl Office {
    /// What is new to others. Only ever locked while the desk is.
    pub(crate) fn news(&self) -> MutexGuard<'_, News> {
        self.news.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What became of leaves that the desk has taken already.
    pub(super) async fn kept(
        &self,
        desk: &mut Desk,
        kept: Result<Result<(), LeavesRefusal>, StoreError>,
    ) -> Result<(), ExchangeFailure> {
        let failure = match kept {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(LeavesRefusal::NotNext { .. })) => ExchangeFailure::Overtaken,
            Err(error) => error.into(),
        };
        self.read_again(desk).await?;
        Err(failure)
    }

    /// The desk as the database has it. What was asked of the others at the start holds on.
    pub(crate) async fn read_again(&self, desk: &mut Desk) -> Result<(), ExchangeFailure> {
        let may_append = desk.may_append();
        *desk = load(&self.store, self.member()).await?.ok_or(ExchangeFailure::Damaged("the federation"))?;
        *self.news() = News::begin(&*self.entropy);
        if may_append {
            desk.let_append();
        }
        Ok(())
    }

    /// Keeps a checkpoint that the desk has already.
    pub(crate) async fn keep_note(
        &self,
        desk: &mut Desk,
        log: LogId,
        note: &SignedCheckpoint,
    ) -> Result<(), ExchangeFailure> {
        let row = note_row(note);
        match self.store.keep_log_note(key_of(log), &row).await {
            Ok(()) => {
                self.news().note(log, row.size);
                Ok(())
            }
            Err(error) => {
                self.read_again(desk).await?;
                Err(error.into())
            }
        }
    }

    /// Keeps what a checkpoint brought.
    pub(crate) async fn keep_seen(&self, desk: &mut Desk, seen: &Seen) -> Result<(), ExchangeFailure> {
        match seen {
            Seen::Cosigned(log, note) => self.keep_note(desk, *log, note).await,
            Seen::Contradicted(log, proof) => {
                tracing::error!(member = %log.member, log = log.log, "a log contradicts itself; it is frozen");
                Ok(self.store.keep_log_proof(key_of(*log), &proof.to_cbor()).await?)
            }
            _ => Ok(()),
        }
    }

    /// Gives entries to the desk and keeps them with their checkpoint.
    pub(crate) async fn take(
        &self,
        desk: &mut Desk,
        note: &SignedCheckpoint,
        leaves: Vec<Vec<u8>>,
    ) -> Result<Result<(), TakeRefusal>, ExchangeFailure> {
        let taken = match desk.take(note, &leaves) {
            Ok(taken) => taken,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let note = note_row(&taken.note);
        let size = note.size;
        let new = NewLeaves { log: key_of(taken.log), from: taken.from, leaves, note: Some(note) };
        let kept = self.store.add_leaves(&new).await;
        self.kept(desk, kept).await?;
        self.news().note(taken.log, size);
        self.ring.renew(desk);
        Ok(Ok(()))
    }

    /// Signs the own log as it stands, and what was stored of the others'.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn checkpoint(&self) -> Result<(), ExchangeFailure> {
        let mut desk = self.desk().await;
        let me = desk.me();
        match desk.checkpoint(&self.identity().key) {
            Some(note) => self.keep_note(&mut desk, me, &note).await,
            None => Ok(()),
        }
    }

    /// Cosigns the last checkpoints of the others' logs that are stored with their documents.
    pub(crate) async fn cosign(&self, desk: &mut Desk) -> Result<(), ExchangeFailure> {
        let now_s = u64::try_from(self.clock.now().as_second()).unwrap_or(0);
        let Ok(chain) = desk.chain() else { return Ok(()) };
        let logs: Vec<LogId> = chain
            .roll
            .members
            .values()
            .map(|standing| LogId { member: standing.seat.member, log: standing.log() })
            .collect();
        let wanted = self.wanted(desk).await?;
        for log in
            logs.into_iter().filter(|log| !wanted.iter().any(|(of, _)| of.is_some_and(|of| of.member == log.member)))
        {
            if let Some(note) = desk.cosign(log, &self.identity().key, now_s) {
                self.keep_note(desk, log, &note).await?;
            }
        }
        Ok(())
    }
}

fn note_row(note: &SignedCheckpoint) -> LogNote {
    LogNote { size: note.checkpoint().tree().size, note: note.to_bytes() }
}

pub(crate) const fn key_of(log: LogId) -> LogKey {
    LogKey { member: log.member, log: log.log }
}

pub(crate) const fn id_of(log: LogKey) -> LogId {
    LogId { member: log.member, log: log.log }
}
