//! The desk: what a member keeps of all logs of the federation, and what it does by itself.
//!
//! It copies every log, cosigns what it has stored as long as that is not cosigned enough, signs its own hourly, and takes
//! its part in closings. What people decide (a ballot, a bill, an approval) comes from outside as an entry. Every call says
//! what is to be kept; whoever carries it out keeps that first and sends afterwards.

mod close;
mod contradict;
mod copy;
mod cosign;
mod keys;
mod signers;
mod succeed;
mod take;

use std::collections::BTreeMap;

use purse::id::MemberId;
use tlog::checkpoint::{Checkpoint, SignedCheckpoint};
use tlog::merkle::Tree;
use tlog::note::{Algorithm, SignerKey, SigningKey, VerifierKey};

pub use close::{Duty, Now, PROPOSAL_TIME, SETTLING_TIME, Waiting};
pub use copy::{KEPT_NAMED, KEPT_NOTES, LogCopy};
pub use cosign::{ENOUGH_COSIGNATURES, cosigners_needed};
pub use signers::Signers;
pub(crate) use signers::{signed_by, verifier_keys};
pub use take::{Seen, TakeRefusal, Taken};

use crate::charter::Charter;
use crate::closing::Proposal;
use crate::entry::{Entry, EntryRefusal};
use crate::facts::{Facts, LogId, Place};
use crate::hash::Hash;
use crate::roll::{Chain, Halt, Resolution, read};
use crate::signed::Signable;

/// What a member keeps of the logs.
#[derive(Debug, Clone)]
pub struct Desk {
    me: LogId,
    federation: Hash,
    charters: BTreeMap<Hash, Charter>,
    copies: BTreeMap<LogId, LogCopy>,
    /// Of all entries that are stored, without usage.
    facts: Facts,
    /// What `facts` make of the roll, as of the last entry that has a say in it.
    chain: Result<Chain, Halt>,
    /// Keys with which members cosign, by the member and the key's bytes.
    cosigners: BTreeMap<(MemberId, [u8; 32]), VerifierKey>,
    /// Nothing is appended before the others were asked what they hold of the own log.
    may_append: bool,
}

/// Why the own log takes no entry. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AppendRefusal {
    /// The members voted that another log of this member goes on; the desk turns to it ([`Desk::turn_to_successor`]).
    #[error("another log goes on for this one; this member's machine turns to it in a moment")]
    Succeeded,
    /// The log contradicted itself; a vote opens another.
    #[error("this member's log is frozen")]
    Frozen,
    #[error("it is not known yet whether the others hold more of this log than is here")]
    NotAsked,
    #[error(transparent)]
    Entry(#[from] EntryRefusal),
}

impl Desk {
    /// A desk that has stored nothing yet. Whoever founds or joins has the founding resolution; `charters` are the texts
    /// that are there.
    #[must_use]
    pub fn new(me: LogId, founding: Resolution, charters: BTreeMap<Hash, Charter>) -> Self {
        let federation = founding.hash();
        let mut facts = Facts::default();
        facts.resolutions.insert(federation, founding);
        let copies = BTreeMap::from([(me, LogCopy::default())]);
        let chain = read(&federation, &facts, &charters);
        let mut desk =
            Self { me, federation, charters, copies, facts, chain, cosigners: BTreeMap::new(), may_append: false };
        desk.remember_keys();
        desk
    }

    #[must_use]
    pub const fn me(&self) -> LogId {
        self.me
    }

    #[must_use]
    pub const fn federation(&self) -> Hash {
        self.federation
    }

    #[must_use]
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }

    #[must_use]
    pub const fn charters(&self) -> &BTreeMap<Hash, Charter> {
        &self.charters
    }

    /// The text of a charter came.
    pub fn know_charter(&mut self, hash: Hash, charter: Charter) {
        self.charters.insert(hash, charter);
        self.chain = read(&self.federation, &self.facts, &self.charters);
    }

    /// A copy of a log, if something of it is here.
    #[must_use]
    pub fn copy(&self, log: &LogId) -> Option<&LogCopy> {
        self.copies.get(log)
    }

    /// Who is a member, and what is voted on.
    ///
    /// # Errors
    /// [`Halt`].
    pub const fn chain(&self) -> Result<&Chain, &Halt> {
        self.chain.as_ref()
    }

    /// Adds entries to what is known.
    fn know(&mut self, log: LogId, from: u64, leaves: &[Vec<u8>]) {
        let (mut changes_the_roll, mut says_something, mut again) = (false, false, self.chain.is_err());
        for (place, leaf) in (from..).zip(leaves) {
            // What this version cannot read says nothing to it; it is stored and signed for all the same.
            let Ok(entry) = Entry::from_leaf(leaf) else { continue };
            let open = self.chain.as_ref().map_or(0, |chain| chain.roll.number + 1);
            let past = |ballot| self.chain.as_ref().is_ok_and(|chain| chain.is_past(ballot));
            again |= match &entry {
                Entry::Key(_) => true,
                Entry::Resolution(resolution) => resolution.number < open,
                Entry::Ballot(ballot) => ballot.value.number < open && !past(&ballot.value),
                _ => false,
            };
            if let Entry::Proposal(proposal) = &entry {
                self.name(proposal);
            }
            changes_the_roll |= matches!(entry, Entry::Resolution(_) | Entry::Ballot(_) | Entry::Key(_));
            says_something |= matches!(entry, Entry::Ballot(_) | Entry::Statement(_) | Entry::Key(_));
            self.facts.add(Place { author: log.member, log: log.log, place }, Hash::of_entry(&log.member, leaf), entry);
        }
        if says_something {
            self.verify();
        }
        if changes_the_roll {
            self.chain = match self.chain.clone() {
                Ok(chain) if !again => Ok(chain.go_on(&self.facts, &self.charters)),
                _ => read(&self.federation, &self.facts, &self.charters),
            };
            // Of members whom the roll knows since.
            self.verify();
            self.remember_keys();
        }
    }

    /// The checkpoints that a proposal names are kept, of logs that are here.
    fn name(&mut self, proposal: &Proposal) {
        for cut in &proposal.cuts {
            if let Some(copy) = self.copies.get_mut(&cut.log_id()) {
                copy.name(cut.size);
            }
        }
    }

    /// The checkpoints that proposals name, by log and size: what is to be put back of them when the member starts.
    pub fn named(&self) -> impl Iterator<Item = (LogId, u64)> + '_ {
        self.copies.iter().flat_map(|(log, copy)| copy.named_sizes().map(|size| (*log, size)))
    }

    fn verify(&mut self) {
        if let Ok(chain) = &self.chain {
            self.facts.verify(&chain.roll);
        }
    }

    /// The own log may be appended to: it is certain that nobody holds more of it.
    pub const fn let_append(&mut self) {
        self.may_append = true;
    }

    /// Whether the others were asked what they hold of the own log.
    #[must_use]
    pub const fn may_append(&self) -> bool {
        self.may_append
    }

    /// Whether the own log takes entries now.
    ///
    /// # Errors
    /// [`AppendRefusal`], but for what an entry itself is refused for.
    pub fn check_append(&self) -> Result<(), AppendRefusal> {
        if self.is_succeeded() {
            Err(AppendRefusal::Succeeded)
        } else if self.copy(&self.me).is_some_and(|own| own.frozen().is_some()) {
            Err(AppendRefusal::Frozen)
        } else if !self.may_append {
            Err(AppendRefusal::NotAsked)
        } else {
            Ok(())
        }
    }

    /// Appends to the own log, and gives the leaf to be kept.
    ///
    /// # Errors
    /// [`AppendRefusal`].
    pub fn append(&mut self, entry: &Entry) -> Result<Vec<u8>, AppendRefusal> {
        self.check_append()?;
        let own = self.copies.entry(self.me).or_default();
        let leaf = entry.to_leaf()?;
        let place = own.push(&leaf);
        self.know(self.me, place, std::slice::from_ref(&leaf));
        Ok(leaf)
    }

    /// Signs the own log as it stands, if it has grown since it was signed last; to be kept before it is shown to anybody.
    pub fn checkpoint(&mut self, key: &SigningKey) -> Option<SignedCheckpoint> {
        if self.is_succeeded() {
            return None;
        }
        let own = self.copies.get_mut(&self.me)?;
        if own.frozen().is_some() || own.last().is_some_and(|last| last.checkpoint().tree().size >= own.tree().size) {
            return None;
        }
        let signed = sign(self.me, own.tree(), key)?;
        own.note(signed.clone());
        Some(signed)
    }
}

fn sign(log: LogId, tree: Tree, key: &SigningKey) -> Option<SignedCheckpoint> {
    let name = log.origin()?.name();
    let signer = SignerKey::new(name.clone(), Algorithm::Ed25519, key.clone()).ok()?;
    SignedCheckpoint::sign(Checkpoint::new(name, tree).ok()?, &signer).ok()
}
