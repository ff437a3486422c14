//! Asking the others: their checkpoints, the entries below them, the documents that these name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;

use federation::desk::{Seen, TakeRefusal};
use federation::facts::LogId;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use minicbor::decode;
use peers::client::{Request, Transport};
use purse::id::MemberId;
use tlog::checkpoint::SignedCheckpoint;

use crate::answer::{BUNDLE, CBOR, MARK};
use crate::documents::{MAX_DOCUMENT_BYTES, Sent};
use crate::failure::ExchangeFailure;
use crate::office::{LEAVES_AT_A_TIME, Office};

const CHECKPOINTS: &str = "/peer/checkpoints";

/// Bytes of a mark that is kept, at most.
const MAX_MARK_BYTES: usize = 100;

/// Notes of one answer that are looked at, at most.
const MAX_NOTES: usize = 8_192;

/// Bytes of entries of one log that are fetched in one go, at most. They can only be verified together, by the checkpoint
/// above them, so this is what a member that lies about its log can make another hold in memory.
const MAX_FETCHED_BYTES: usize = 256 << 20;

/// How long entries of one log are fetched in one go: a member that hands them out one by one does not keep the others
/// waiting.
const FETCH_TIME: SignedDuration = SignedDuration::from_mins(10);

/// Days for which a member that left is asked: its last period is closed by then, or people have to talk.
const ASKED_AFTER_LEAVING: i32 = 100;

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
                    self.hears(other);
                    held.insert(other, notes);
                }
                Err(ExchangeFailure::Peer(failure)) => tracing::info!(member = %other, %failure, "a member is silent"),
                Err(failure) => return Err(failure),
            }
        }
        self.asked_everybody();
        let mut desk = self.desk().await;
        self.cosign(&mut desk).await?;
        if desk.key_is_known() {
            self.ring().shows_what_signs();
        }
        // What the others showed is of the log that ended: they are asked about the one that goes on the next time.
        if !self.turn_to_successor(&mut desk).await? && !desk.may_append() {
            self.ask_about_the_own_log(&mut desk, &held).await?;
        }
        Ok(())
    }

    /// Everybody who is asked: the members, those who left and still have to close what they were in, and who invited this
    /// one, but not this one.
    async fn others(&self) -> Vec<MemberId> {
        let desk = self.desk().await;
        let Ok(chain) = desk.chain() else { return Vec::new() };
        let since = TimeZone::UTC.to_datetime(self.clock.now()).date().saturating_sub(ASKED_AFTER_LEAVING.days());
        let asked = chain.roll.members.iter().filter(|(_, standing)| standing.days().1 > since);
        let mut others: BTreeSet<MemberId> = asked.map(|(member, _)| *member).collect();
        others.extend(self.ring().introduced());
        others.remove(&self.member());
        others.into_iter().collect()
    }

    /// Asks one member, and gives the checkpoints that it showed of this member's own log: all, before this one may append;
    /// then those that changed since.
    async fn ask(&self, transport: &dyn Transport, other: &MemberId) -> Result<Vec<SignedCheckpoint>, ExchangeFailure> {
        let since = if self.desk().await.may_append() { self.heard_to().get(other).cloned() } else { None };
        let path = since.map_or_else(|| CHECKPOINTS.to_owned(), |since| format!("{CHECKPOINTS}?since={since}"));
        let answer = transport.send(other, &Request::get(path, BUNDLE)).await?;
        let items = unbundled(&answer.body);
        let mark = items.first().and_then(|first| mark_of(first));
        let notes: Vec<SignedCheckpoint> =
            items.iter().take(MAX_NOTES).filter_map(|note| SignedCheckpoint::parse(note).ok()).collect();
        // The smaller checkpoints of a log first: so each is known when the next one is looked at.
        for note in notes.iter().rev() {
            self.look_at(transport, other, note).await?;
        }
        self.hears_to(other, mark, &notes).await;
        self.fetch_documents(transport, other).await?;
        let own = self.desk().await.me().origin().map(|origin| origin.name());
        Ok(notes.into_iter().filter(|note| Some(note.checkpoint().origin()) == own.as_ref()).collect())
    }

    /// All that a member told is here: next time it is asked what is new. As long as something is not, it is asked for the
    /// same again.
    async fn hears_to(&self, other: &MemberId, mark: Option<String>, notes: &[SignedCheckpoint]) {
        let (Some(mark), desk) = (mark, self.desk().await) else { return };
        if notes.iter().all(|note| desk.knows(note)) {
            self.heard_to().insert(*other, mark);
        }
    }

    fn heard_to(&self) -> std::sync::MutexGuard<'_, BTreeMap<MemberId, String>> {
        self.heard.to.lock().unwrap_or_else(PoisonError::into_inner)
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
                let leaves = self.fetch(transport, other, log, from, to).await?;
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

    /// The entries from one place to another, or fewer if the other member has no more, or they are more than is fetched in
    /// one go.
    async fn fetch(
        &self,
        transport: &dyn Transport,
        other: &MemberId,
        log: LogId,
        from: u64,
        to: u64,
    ) -> Result<Vec<Vec<u8>>, ExchangeFailure> {
        let (mut leaves, mut place, mut bytes) = (Vec::new(), from, 0);
        let until = self.clock.now().saturating_add(FETCH_TIME).unwrap_or(Timestamp::MAX);
        while place < to && bytes <= MAX_FETCHED_BYTES && self.clock.now() < until {
            let path = format!("/peer/entries/{}/{}/{place}", log.member, log.log);
            let answer = transport.send(other, &Request::get(path, BUNDLE)).await?;
            let wanted = usize::try_from(to - place).unwrap_or(usize::MAX);
            let more: Vec<Vec<u8>> = unbundled(&answer.body).into_iter().take(wanted).collect();
            if more.is_empty() {
                break;
            }
            bytes += answer.body.len();
            place += u64::try_from(more.len()).unwrap_or(u64::from(LEAVES_AT_A_TIME));
            leaves.extend(more);
        }
        if place < to {
            tracing::warn!(member = %other, log = %log.member, place, to, "not all new entries of a log came in one go");
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
}

/// What to say when asking again; it goes into an address.
fn mark_of(item: &[u8]) -> Option<String> {
    let mark = std::str::from_utf8(item).ok()?.strip_prefix(MARK)?;
    let plain = mark.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (plain && mark.len() <= MAX_MARK_BYTES).then(|| mark.to_owned())
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
