//! What entries name by hash: charters, which everybody may read, and documents of members, which can be erased.

use federation::Hash;
use federation::charter::Charter;
use federation::desk::Desk;
use federation::facts::LogId;
use federation::roll::Act;
use minicbor::{Decode, Encode};
use store::Document;

use crate::failure::ExchangeFailure;
use crate::office::Office;

/// The kind of a charter.
pub(crate) const CHARTER: &str = "charter";

/// Bytes of a document, at most.
pub const MAX_DOCUMENT_BYTES: usize = 8 << 20;

/// A document as members hand it to each other.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Sent {
    #[n(0)]
    pub(crate) kind: String,
    #[cbor(n(1), with = "minicbor::bytes")]
    pub(crate) salt: Option<[u8; 32]>,
    #[cbor(n(2), with = "minicbor::bytes")]
    pub(crate) bytes: Vec<u8>,
    #[n(3)]
    pub(crate) name: Option<String>,
    #[n(4)]
    pub(crate) media_type: Option<String>,
}

impl Sent {
    /// The hash by which entries name it.
    pub(crate) fn hash(&self) -> Option<Hash> {
        match &self.salt {
            Some(salt) => Some(Hash::of_document(salt, &self.bytes)),
            None => std::str::from_utf8(&self.bytes).ok().map(federation::charter::hash),
        }
    }
}

impl Office {
    /// The documents that entries name and that are not here, each with the log that names it first; none for minutes, which
    /// are for people: without them an entry counts all the same, and nobody can keep another's log from counting by naming
    /// minutes that there are not.
    pub(crate) async fn wanted(&self, desk: &Desk) -> Result<Vec<(Option<LogId>, Hash)>, ExchangeFailure> {
        let facts = desk.facts();
        let mut named: Vec<(Option<LogId>, Hash)> = Vec::new();
        let log = |at: &federation::facts::Place| LogId { member: at.author, log: at.log };
        let bills = facts.expenses.values().map(|expense| (log(&expense.at), expense.fact.evidence));
        let gifts = facts.gifts.values().map(|gift| (log(&gift.at), gift.fact.evidence));
        let disputes = facts.disputes.values().map(|dispute| (log(&dispute.at), dispute.fact.evidence));
        named.extend(bills.chain(gifts).chain(disputes).filter_map(|(log, hash)| Some((Some(log), hash?))));
        // Of a card that does not come, papers say less; nothing that counts waits for it.
        named.extend(facts.cards.values().flatten().map(|card| (None, card.fact)));
        let founder = desk.chain().ok().and_then(|chain| chain.adopted.first().map(|first| &first.resolution.act));
        for resolution in facts.resolutions.values() {
            named.extend(resolution.minutes.map(|hash| (None, hash)));
            // Whose log a resolution stands in does not matter to who votes on it; it is asked for under its subject.
            let (member, charter, card) = match &resolution.act {
                Act::Found { charter, founder } => (founder.member, Some(*charter), founder.card),
                Act::Admit(request) => (request.value.seat.member, None, request.value.seat.card),
                Act::Amend { charter, .. } => match founder {
                    Some(Act::Found { founder, .. }) => (founder.member, Some(*charter), None),
                    _ => continue,
                },
                _ => continue,
            };
            let log = LogId { member, log: 1 };
            named.extend([charter, card].into_iter().flatten().map(|hash| (Some(log), hash)));
        }
        let mut wanted = Vec::new();
        for (log, hash) in named {
            if self.store.document(&hash.0).await?.is_none() {
                wanted.push((log, hash));
            }
        }
        Ok(wanted)
    }

    /// Keeps a document that came; whether it is the one that was asked for.
    pub(crate) async fn keep_document(
        &self,
        desk: &mut Desk,
        asked: Hash,
        sent: Sent,
    ) -> Result<bool, ExchangeFailure> {
        if sent.hash() != Some(asked) || sent.bytes.len() > MAX_DOCUMENT_BYTES {
            return Ok(false);
        }
        let text = std::str::from_utf8(&sent.bytes).ok().filter(|_| sent.salt.is_none());
        let charter = text.and_then(|text| Charter::parse(text).ok());
        if sent.salt.is_none() && charter.is_none() {
            return Ok(false);
        }
        let kept_at = self.clock.now();
        let Sent { kind, salt, bytes, name, media_type } = sent;
        let kind = if charter.is_some() { CHARTER.to_owned() } else { kind };
        let document = Document { hash: asked.0, kind, salt, bytes: Some(bytes), name, media_type, kept_at };
        self.store.keep_document(&document).await?;
        if let Some(charter) = charter {
            desk.know_charter(asked, charter);
        }
        Ok(true)
    }

    /// Keeps a document of this member, and gives the hash by which an entry names it.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn add_document(
        &self,
        kind: &str,
        bytes: Vec<u8>,
        name: Option<String>,
        media_type: Option<String>,
    ) -> Result<Hash, ExchangeFailure> {
        let salt = seams::entropy::random::<32>(&*self.entropy);
        let hash = Hash::of_document(&salt, &bytes);
        let kept_at = self.clock.now();
        let (salt, bytes) = (Some(salt), Some(bytes));
        let document = Document { hash: hash.0, kind: kind.to_owned(), salt, bytes, name, media_type, kept_at };
        self.store.keep_document(&document).await?;
        Ok(hash)
    }

    /// Keeps the text of a charter that is to be proposed, and gives its hash.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn add_charter(&self, text: &str) -> Result<Hash, ExchangeFailure> {
        let mut desk = self.desk().await;
        let hash = federation::charter::hash(text);
        let sent = Sent {
            kind: CHARTER.to_owned(),
            salt: None,
            bytes: text.as_bytes().to_vec(),
            name: None,
            media_type: None,
        };
        let kept = self.keep_document(&mut desk, hash, sent).await?;
        if kept { Ok(hash) } else { Err(crate::ExchangeRefusal::Charter.into()) }
    }
}
