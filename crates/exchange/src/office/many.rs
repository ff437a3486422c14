//! Several entries at once: a month of hourly use is hundreds of them.

use federation::Hash;
use federation::entry::Entry;
use store::NewLeaves;

use super::{Office, key_of};
use crate::failure::{ExchangeFailure, ExchangeRefusal};

impl Office {
    /// Appends entries to the member's own log, in their order, in one transaction: all are kept, or none.
    ///
    /// # Errors
    /// [`ExchangeFailure`]; then nothing was appended, unless the database's answer was lost.
    pub async fn append_all(&self, entries: &[Entry]) -> Result<Vec<Hash>, ExchangeFailure> {
        let mut desk = self.desk().await;
        let me = desk.me();
        let from = desk.copy(&me).map_or(0, |copy| copy.tree().size);
        // One that cannot be written is found before the desk has taken any.
        for entry in entries {
            entry.to_leaf().map_err(|refusal| ExchangeRefusal::from(federation::desk::AppendRefusal::from(refusal)))?;
        }
        let mut leaves = Vec::new();
        for entry in entries {
            leaves.push(desk.append(entry).map_err(ExchangeRefusal::from)?);
        }
        if leaves.is_empty() {
            return Ok(Vec::new());
        }
        let names = leaves.iter().map(|leaf| Hash::of_entry(&me.member, leaf)).collect();
        let kept = self.store.add_leaves(&NewLeaves { log: key_of(me), from, leaves, note: None }).await;
        self.kept(&mut desk, kept).await?;
        self.ring.renew(&desk);
        Ok(names)
    }
}
