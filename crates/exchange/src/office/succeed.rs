//! This member's log ended, and another one goes on.
//!
//! In this order: the members adopt the succession; which log is written is kept; the others are asked what they hold of it;
//! what the log before says beyond what stands is said again; then anything else is appended. A crash behind any of these
//! steps is followed by the same steps: the log before takes nothing any more ([`AppendRefusal::Succeeded`]), and what was
//! said again already is the beginning of the new log.
//!
//! [`AppendRefusal::Succeeded`]: federation::desk::AppendRefusal::Succeeded

use federation::desk::Desk;
use federation::entry::Entry;
use federation::facts::LogId;
use store::NewLeaves;

use super::{LEAVES_AT_A_TIME, Office, key_of};
use crate::failure::{ExchangeFailure, ExchangeRefusal};

impl Office {
    /// Turns to the log that the members voted to go on, if there is one and this machine has its key; whether it turned.
    pub(crate) async fn turn_to_successor(&self, desk: &mut Desk) -> Result<bool, ExchangeFailure> {
        let Some((log, key)) = desk.successor() else { return Ok(false) };
        if key != self.identity().key.verifying_key().to_bytes() {
            tracing::error!(log = log.log, "the members voted for a log of this member under a key that is not here");
            return Ok(false);
        }
        self.store.turn_to_log(log.log).await?;
        desk.turn_to_successor();
        tracing::warn!(log = log.log, "another log of this member goes on, as the members voted");
        Ok(true)
    }

    /// Says again in the log that goes on what the one before says beyond what stands of it, byte for byte and in its order;
    /// but for changes of key, which hold in their own log only. Whoever counted it there counts it once.
    pub(crate) async fn say_again(&self, desk: &mut Desk) -> Result<(), ExchangeFailure> {
        let Some((before, stands)) = desk.predecessor() else { return Ok(()) };
        let (mut from, mut said) = (stands, self.store.log_size(key_of(desk.me())).await?);
        loop {
            let leaves = self.store.leaves(key_of(before), from, LEAVES_AT_A_TIME).await?;
            if leaves.is_empty() {
                return Ok(());
            }
            from += u64::try_from(leaves.len()).unwrap_or(u64::from(LEAVES_AT_A_TIME));
            let entries = leaves.iter().filter_map(|leaf| Entry::from_leaf(leaf).ok());
            let mut again = Vec::new();
            for entry in entries.filter(|entry| !matches!(entry, Entry::Key(_))) {
                match said.checked_sub(1) {
                    Some(left) => said = left,
                    None => again.push(entry),
                }
            }
            self.say(desk, &again).await?;
        }
    }

    async fn say(&self, desk: &mut Desk, entries: &[Entry]) -> Result<(), ExchangeFailure> {
        let me: LogId = desk.me();
        let from = desk.copy(&me).map_or(0, |copy| copy.tree().size);
        let leaves = entries.iter().map(|entry| desk.append(entry)).collect::<Result<Vec<_>, _>>();
        let leaves = leaves.map_err(ExchangeRefusal::from)?;
        if leaves.is_empty() {
            return Ok(());
        }
        let kept = self.store.add_leaves(&NewLeaves { log: key_of(me), from, leaves, note: None }).await;
        self.kept(desk, kept).await
    }
}
