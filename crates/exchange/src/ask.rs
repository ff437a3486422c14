//! Asking the others: their checkpoints, the entries below them, the documents that these name; and, at the start, what they
//! hold of the member's own log.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use federation::Hash;
use federation::desk::{Desk, Seen, TakeRefusal, cosigners_needed};
use federation::facts::LogId;
use minicbor::decode;
use peers::client::{Request, Transport};
use purse::id::MemberId;
use tlog::checkpoint::SignedCheckpoint;
use tlog::merkle::{AllNodes, leaf_hash, root_of};
use tlog::note::{Algorithm, VerifierKey};
use tlog::restart::{Asked, Held, Start, decide};

use crate::answer::{BUNDLE, CBOR};
use crate::documents::{MAX_DOCUMENT_BYTES, Sent};
use crate::failure::ExchangeFailure;
use crate::office::{LEAVES_AT_A_TIME, Office, key_of};

/// Notes of one answer that are looked at, at most.
const MAX_NOTES: usize = 8_192;

/// Entries of one log that are fetched in one go, at most; the rest comes with the next tick.
const MAX_FETCHED: u64 = 65_536;

impl Office {
    /// Asks every other member once, and cosigns what was stored. A member that does not answer is passed over.
    ///
    /// # Errors
    /// [`ExchangeFailure`] of this member's own database.
    pub async fn ask_all(&self, transport: &dyn Transport) -> Result<(), ExchangeFailure> {
        let mut held: BTreeMap<MemberId, Vec<SignedCheckpoint>> = BTreeMap::new();
        for other in self.others().await {
            match self.ask(transport, &other).await {
                Ok(notes) => {
                    held.insert(other, notes);
                }
                Err(ExchangeFailure::Peer(failure)) => tracing::info!(member = %other, %failure, "a member is silent"),
                Err(failure) => return Err(failure),
            }
        }
        let mut desk = self.desk().await;
        self.cosign(&mut desk).await?;
        if !desk.may_append() {
            self.ask_about_the_own_log(&mut desk, &held).await?;
        }
        Ok(())
    }

    /// Everybody who is asked: the members, but for this one.
    async fn others(&self) -> Vec<MemberId> {
        let desk = self.desk().await;
        let Ok(chain) = desk.chain() else { return Vec::new() };
        chain.roll.electorate().into_iter().filter(|member| *member != self.member()).collect()
    }

    /// Asks one member, and gives the checkpoints that it showed of this member's own log.
    async fn ask(&self, transport: &dyn Transport, other: &MemberId) -> Result<Vec<SignedCheckpoint>, ExchangeFailure> {
        let answer = transport.send(other, &Request::get("/peer/checkpoints", BUNDLE)).await?;
        let notes: Vec<SignedCheckpoint> = unbundled(&answer.body)
            .into_iter()
            .take(MAX_NOTES)
            .filter_map(|note| SignedCheckpoint::parse(&note).ok())
            .collect();
        // The smaller checkpoints of a log first: so each is known when the next one is looked at.
        for note in notes.iter().rev() {
            self.look_at(transport, other, note).await?;
        }
        self.fetch_documents(transport, other).await?;
        let own = self.desk().await.me().origin().map(|origin| origin.name());
        Ok(notes.into_iter().filter(|note| Some(note.checkpoint().origin()) == own.as_ref()).collect())
    }

    /// Nothing is held while another member is waited for.
    async fn look_at(
        &self,
        transport: &dyn Transport,
        other: &MemberId,
        note: &SignedCheckpoint,
    ) -> Result<(), ExchangeFailure> {
        let seen = self.see(note).await?;
        match seen {
            Seen::Fetch { log, from, to } => {
                let to = to.min(from.saturating_add(MAX_FETCHED));
                if to < note.checkpoint().tree().size {
                    // Only what ends at a checkpoint can be verified; this one is too far away for one go.
                    tracing::warn!(member = %log.member, "more entries than are fetched at once");
                }
                let leaves = self.fetch(transport, other, log, from, note.checkpoint().tree().size).await?;
                let taken = {
                    let mut desk = self.desk().await;
                    self.take(&mut desk, note, leaves).await?
                };
                match taken {
                    Ok(()) | Err(TakeRefusal::Places | TakeRefusal::Frozen | TakeRefusal::Unknown) => Ok(()),
                    Err(TakeRefusal::Root) => self.compare(transport, other, log, note).await,
                    Err(TakeRefusal::Checkpoint(refusal)) => {
                        tracing::warn!(member = %other, %refusal, "a checkpoint that its log did not sign");
                        Ok(())
                    }
                }
            }
            Seen::Differs(log) => self.compare(transport, other, log, note).await,
            _ => Ok(()),
        }
    }

    async fn see(&self, note: &SignedCheckpoint) -> Result<Seen, ExchangeFailure> {
        let mut desk = self.desk().await;
        let seen = desk.see(note);
        self.keep_seen(&mut desk, &seen).await?;
        Ok(seen)
    }

    /// Fetches all entries below a checkpoint that does not go on from the copy, and looks whether that proves something.
    async fn compare(
        &self,
        transport: &dyn Transport,
        other: &MemberId,
        log: LogId,
        note: &SignedCheckpoint,
    ) -> Result<(), ExchangeFailure> {
        let leaves = self.fetch(transport, other, log, 0, note.checkpoint().tree().size).await?;
        let mut desk = self.desk().await;
        let seen = desk.compare(note, &leaves);
        self.keep_seen(&mut desk, &seen).await
    }

    /// The entries from one place to another, or fewer if the other member has no more.
    async fn fetch(
        &self,
        transport: &dyn Transport,
        other: &MemberId,
        log: LogId,
        from: u64,
        to: u64,
    ) -> Result<Vec<Vec<u8>>, ExchangeFailure> {
        let mut leaves = Vec::new();
        let mut place = from;
        while place < to {
            let path = format!("/peer/entries/{}/{}/{place}", log.member, log.log);
            let answer = transport.send(other, &Request::get(path, BUNDLE)).await?;
            let wanted = usize::try_from(to - place).unwrap_or(usize::MAX);
            let more: Vec<Vec<u8>> = unbundled(&answer.body).into_iter().take(wanted).collect();
            if more.is_empty() {
                break;
            }
            place += u64::try_from(more.len()).unwrap_or(u64::from(LEAVES_AT_A_TIME));
            leaves.extend(more);
        }
        Ok(leaves)
    }

    async fn fetch_documents(&self, transport: &dyn Transport, other: &MemberId) -> Result<(), ExchangeFailure> {
        let wanted = {
            let desk = self.desk().await;
            self.wanted(&desk).await?
        };
        for (_, hash) in wanted {
            let mut request = Request::get(format!("/peer/document/{hash}"), CBOR);
            request.answer_bytes = request.answer_bytes.max(MAX_DOCUMENT_BYTES);
            let Ok(answer) = transport.send(other, &request).await else { continue };
            let sent: Result<Sent, decode::Error> = minicbor::decode(&answer.body);
            if let (true, Ok(sent)) = (answer.status.is_success(), sent) {
                let mut desk = self.desk().await;
                self.keep_document(&mut desk, hash, sent).await?;
            }
        }
        Ok(())
    }

    /// Whether anybody holds more of this member's log than it does itself: then it was restored from an old backup.
    async fn ask_about_the_own_log(
        &self,
        desk: &mut Desk,
        held: &BTreeMap<MemberId, Vec<SignedCheckpoint>>,
    ) -> Result<(), ExchangeFailure> {
        let Ok(chain) = desk.chain() else { return Ok(()) };
        let (me, roll) = (desk.me(), chain.roll.clone());
        let mut nodes = self.own_tree(me).await?;
        let own = nodes.edge().tree();
        let keys = own_keys(desk, me);
        let notes: Vec<&SignedCheckpoint> = held.values().flatten().collect();
        let held_notes: Vec<Held<'_>> = notes
            .iter()
            .map(|note| {
                let size = note.checkpoint().tree().size;
                Held {
                    checkpoint: note,
                    own_root: (size <= own.size).then(|| root_of(&mut nodes, size).ok()).flatten(),
                }
            })
            .collect();
        let charter = desk.charters().get(&roll.charters.last().map_or(Hash::ZERO, |(_, hash)| *hash));
        let others = roll.electorate().iter().filter(|member| **member != me.member).count();
        let cosigners = charter.map_or(0, |charter| cosigners_needed(&roll, charter));
        let given_up = self.given_up.load(Ordering::Relaxed);
        let asked = Asked { others, answered: held.len(), given_up, cosigners };
        let (start, _) = decide(own, &keys, &held_notes, asked);
        match start {
            Start::MayAppend => desk.let_append(),
            Start::AskMore(more) => tracing::info!(more, "waiting for others before anything is signed"),
            Start::FetchFirst(tree) => tracing::info!(size = tree.size, "fetching what a backup did not have"),
            Start::Differs(tree) => {
                tracing::error!(size = tree.size, "others hold another log of this member than is here");
            }
            Start::Contradicted(proof) => {
                self.store.keep_log_proof(key_of(me), &proof.to_cbor()).await?;
                desk.put_back_proof(me, *proof);
            }
        }
        Ok(())
    }

    async fn own_tree(&self, me: LogId) -> Result<AllNodes, ExchangeFailure> {
        let mut nodes = AllNodes::new();
        let mut from = 0;
        loop {
            let leaves = self.store.leaves(key_of(me), from, LEAVES_AT_A_TIME).await?;
            if leaves.is_empty() {
                return Ok(nodes);
            }
            from += u64::try_from(leaves.len()).unwrap_or(0);
            leaves.iter().for_each(|leaf| nodes.append(leaf_hash(leaf)));
        }
    }
}

fn own_keys(desk: &Desk, me: LogId) -> Vec<VerifierKey> {
    let Ok(chain) = desk.chain() else { return Vec::new() };
    let first = chain.roll.members.get(&me.member).and_then(|standing| standing.first_key(me.log));
    let (Some(first), Some(origin)) = (first, me.origin()) else { return Vec::new() };
    let keys = desk.facts().keys.keys(me, first, u64::MAX);
    keys.iter().filter_map(|key| VerifierKey::new(origin.name(), Algorithm::Ed25519, key).ok()).collect()
}

/// The items of a bundle, each with its length in two bytes before it; what is cut short at the end is left out.
fn unbundled(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut items = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<2>() {
        let Some((item, rest)) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length))) else { break };
        items.push(item.to_vec());
        bytes = rest;
    }
    items
}
