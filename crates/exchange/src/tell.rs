//! What the member does beside the federation and the federation has to know: manifests that were signed, and use.

mod usage;

use std::collections::{BTreeMap, BTreeSet};

use federation::Hash;
use federation::entry::{Adoption, Entry, Side, Usage};
use federation::facts::LogId;
use federation::signed::Signable;
use jiff::Timestamp;
use purse::id::MemberId;
use purse::usage::{Hour, Unit};

use crate::failure::ExchangeFailure;
use crate::office::{LEAVES_AT_A_TIME, Office, key_of};

/// Manifests, and sums of hours, that are read at a time.
const AT_A_TIME: u32 = 1_000;

/// What the own logs tell already, as far as they were read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told {
    /// The log that was written when they were read.
    of: u32,
    /// Entries of each that were read.
    read: BTreeMap<LogId, u64>,
    manifests: BTreeSet<Hash>,
    adoptions: BTreeSet<Hash>,
    /// Manifests that were looked at: all before this place are told.
    looked_at: u64,
    /// Rows of use that stand there, of hours after the last one that is marked as told.
    rows: BTreeSet<(Hour, RowKey)>,
}

/// What a row is of: side, other member, service and unit.
pub(crate) type RowKey = (Side, MemberId, String, Unit);

impl Told {
    /// Manifests that were looked at: so many are told, from the first one on.
    pub(crate) const fn looked_at(&self) -> u64 {
        self.looked_at
    }

    fn hear(&mut self, said: &Usage) {
        self.rows.extend(said.rows.iter().map(|row| (said.hour, usage::key(said.side, row))));
    }
}

impl Office {
    /// Puts into the own log what is not in it yet: every manifest in its order, and the use of every hour that is closed.
    /// Twice does no more than once.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn tell(&self) -> Result<(), ExchangeFailure> {
        let mut told = self.told.lock().await;
        self.read_own(&mut told).await?;
        self.tell_manifests(&mut told).await?;
        self.tell_usage(&mut told).await
    }

    /// Whether the own logs tell of an adoption, whatever the hour in which it was signed.
    pub(crate) async fn has_told_adoption(&self, adoption: &Adoption) -> Result<bool, ExchangeFailure> {
        let mut told = self.told.lock().await;
        self.read_own(&mut told).await?;
        Ok(told.adoptions.contains(&meant(adoption)))
    }

    /// What the own logs say is asked of the logs themselves: after a restore they may say more than the member knew. What
    /// does not stand of a log that ended is not said.
    async fn read_own(&self, told: &mut Told) -> Result<(), ExchangeFailure> {
        let (me, logs) = {
            let desk = self.desk().await;
            (desk.me(), desk.own_logs())
        };
        if told.of != me.log {
            *told = Told { of: me.log, ..Told::default() };
        }
        for (log, stands) in logs {
            self.read_log(told, log, stands).await?;
        }
        Ok(())
    }

    async fn read_log(&self, told: &mut Told, log: LogId, stands: u64) -> Result<(), ExchangeFailure> {
        loop {
            let read = told.read.get(&log).copied().unwrap_or(0);
            let more = u32::try_from(stands.saturating_sub(read)).unwrap_or(u32::MAX).min(LEAVES_AT_A_TIME);
            if more == 0 {
                return Ok(());
            }
            let leaves = self.store.leaves(key_of(log), read, more).await?;
            if leaves.is_empty() {
                return Ok(());
            }
            told.read.insert(log, read + u64::try_from(leaves.len()).unwrap_or(u64::from(more)));
            for leaf in &leaves {
                match Entry::from_leaf(leaf) {
                    Ok(Entry::Manifest(hash)) => {
                        told.manifests.insert(hash);
                    }
                    Ok(Entry::Usage(said)) => told.hear(&said),
                    Ok(Entry::Adoption(said)) => {
                        told.adoptions.insert(meant(&said.value));
                    }
                    _ => {}
                }
            }
        }
    }

    /// By their hashes, not their places: a backup may have had fewer of them than the log tells.
    async fn tell_manifests(&self, told: &mut Told) -> Result<(), ExchangeFailure> {
        loop {
            let signed = self.store.manifests(told.looked_at, AT_A_TIME).await?;
            if signed.is_empty() {
                return Ok(());
            }
            for manifest in signed {
                let hash = Hash(manifest.hash);
                if !told.manifests.contains(&hash) {
                    self.append(&Entry::Manifest(hash)).await?;
                }
                told.looked_at = manifest.place + 1;
            }
        }
    }
}

/// What an adoption is of.
fn meant(adoption: &Adoption) -> Hash {
    Adoption { hour: Hour::of(Timestamp::UNIX_EPOCH), ..*adoption }.hash()
}
