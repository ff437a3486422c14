//! The desk and what keeps it.

mod heard;
mod keep;
mod many;
mod news;
mod ring;
mod succeed;

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use federation::Hash;
use federation::charter::Charter;
use federation::closing::Span;
use federation::desk::{Desk, KEPT_NOTES};
use federation::entry::Entry;
use federation::facts::LogId;
use federation::roll::Resolution;
use federation::signed::{Signable, SigningKey, VerifyingKey};
use peers::BaseUrl;
use peers::key::Identity;
use purse::id::MemberId;
use seams::{Clock, Entropy};
use store::{CarriedId, LogKey, NewLeaves, Store};
use tlog::checkpoint::SignedCheckpoint;
use tlog::contradiction::Contradiction;
use tokio::sync::{Mutex, MutexGuard};

pub use heard::Answers;
pub(crate) use heard::Heard;
pub(crate) use keep::{id_of, key_of};
pub(crate) use news::Mark;
use news::News;
pub use ring::Ring;

use crate::auditing::{Due, Unfit};
use crate::closed::ClosedMonth;
use crate::documents::CHARTER;
use crate::failure::{ExchangeFailure, ExchangeRefusal};
use crate::keys::{KeyKeeper, NoKeeper};
use crate::restart::Restart;
use crate::running::Running;
use crate::tell::Told;

/// Leaves that are read from the database at a time.
pub(crate) const LEAVES_AT_A_TIME: u32 = 256;

/// Charters of one federation that are kept, at most.
const MAX_CHARTERS: u32 = 1_000;

/// A member's part in its federation.
pub struct Office {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    keeper: Arc<dyn KeyKeeper>,
    ring: Arc<Ring>,
    desk: Mutex<Desk>,
    pub(crate) told: Mutex<Told>,
    pub(crate) running: Mutex<BTreeMap<Span, Running>>,
    pub(crate) news: std::sync::Mutex<News>,
    pub(crate) heard: Heard,
    pub(crate) settled: Mutex<BTreeMap<Hash, Arc<ClosedMonth>>>,
    /// Whom the own log waits for before anything is signed.
    pub(crate) restart: std::sync::Mutex<Restart>,
    /// Carries one turn at a time: two would write into one file.
    pub(crate) carrying: Mutex<()>,
    /// Places one turn at a time: two would say the same twice.
    pub(crate) placing: Mutex<()>,
    /// The video of a gone home that was asked for last.
    pub(crate) looked: Mutex<Option<CarriedId>>,
    /// When audits are due; one turn at a time.
    pub(crate) auditing: Mutex<Due>,
    pub(crate) unfit: RwLock<Unfit>,
}

impl Office {
    /// Opens what is kept; none if the member is in no federation. Every hash and signature was verified when it was taken.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn open(
        store: Store,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        identity: Arc<Identity>,
    ) -> Result<Option<Self>, ExchangeFailure> {
        let Some(desk) = load(&store, identity.member).await? else { return Ok(None) };
        let keeper: Arc<dyn KeyKeeper> = Arc::new(NoKeeper);
        let ring = Arc::new(Ring::new(identity));
        ring.renew(&desk);
        let (desk, restart) = (Mutex::new(desk), std::sync::Mutex::default());
        let (told, running, settled, heard, carrying, placing, looked, auditing, unfit) = Default::default();
        let news = std::sync::Mutex::new(News::begin(&*entropy));
        Ok(Some(Self {
            store,
            clock,
            entropy,
            keeper,
            ring,
            desk,
            told,
            running,
            news,
            heard,
            settled,
            restart,
            carrying,
            placing,
            looked,
            auditing,
            unfit,
        }))
    }

    /// Whose keys and addresses there are, for what asks and what answers.
    #[must_use]
    pub fn ring(&self) -> Arc<Ring> {
        Arc::clone(&self.ring)
    }

    /// Its key is kept by this from now on. `before` is the key that signed before: the others are asked and answered with it
    /// until all of them know the one that signs.
    #[must_use]
    pub fn with_keys(mut self, keeper: Arc<dyn KeyKeeper>, before: Option<SigningKey>) -> Self {
        self.keeper = keeper;
        if let Some(before) = before {
            self.ring.show(before);
        }
        self
    }

    pub(crate) fn keeper(&self) -> &dyn KeyKeeper {
        &*self.keeper
    }

    /// The member.
    #[must_use]
    pub fn member(&self) -> MemberId {
        self.identity().member
    }

    /// The public half of the key with which this member signs.
    #[must_use]
    pub fn key(&self) -> [u8; 32] {
        self.identity().key.verifying_key().to_bytes()
    }

    /// What signs for the member, in logs and on documents.
    pub(crate) fn identity(&self) -> Arc<Identity> {
        self.ring.signs()
    }

    pub(crate) fn turn_key(&self, next: &SigningKey) {
        self.ring.turn(next);
    }

    /// The desk, to read.
    pub async fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().await
    }

    /// A member that is asked before the roll names it: the one that invited this one. It is forgotten at the next start; by
    /// then the roll is here, or the founder is asked.
    pub async fn introduce(&self, member: MemberId, key: VerifyingKey, base: BaseUrl) {
        self.ring.introduce(member, key, base);
        self.ring.renew(&*self.desk().await);
    }

    /// Where the member keeps what it knows.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// Appends an entry to the member's own log. It is kept when this returns; it counts when others have cosigned.
    ///
    /// # Errors
    /// [`ExchangeFailure`]; then nothing was appended, unless the database's answer was lost.
    pub async fn append(&self, entry: &Entry) -> Result<Hash, ExchangeFailure> {
        let mut desk = self.desk().await;
        self.append_to(&mut desk, entry).await
    }

    pub(crate) async fn append_to(&self, desk: &mut Desk, entry: &Entry) -> Result<Hash, ExchangeFailure> {
        let me = desk.me();
        let from = desk.copy(&me).map_or(0, |copy| copy.tree().size);
        let leaf = desk.append(entry).map_err(ExchangeRefusal::from)?;
        let name = Hash::of_entry(&me.member, &leaf);
        let new = NewLeaves { log: key_of(me), from, leaves: vec![leaf], note: None };
        let kept = self.store.add_leaves(&new).await;
        self.kept(desk, kept).await?;
        self.ring.renew(desk);
        Ok(name)
    }
}

/// Everything that is kept, as a desk.
pub(crate) async fn load(store: &Store, member: MemberId) -> Result<Option<Desk>, ExchangeFailure> {
    let Some(row) = store.federation().await? else { return Ok(None) };
    let founding = Resolution::from_cbor(&row.founding).map_err(|_| ExchangeFailure::Damaged("the founding"))?;
    let mut charters = BTreeMap::new();
    for document in store.documents_of(CHARTER, MAX_CHARTERS).await? {
        let text = document.bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        if let Some(charter) = text.and_then(|text| Charter::parse(&text).ok()) {
            charters.insert(Hash(document.hash), charter);
        }
    }
    let mut desk = Desk::new(LogId { member, log: row.log }, founding, charters);
    for log in store.logs().await? {
        put_back(store, &mut desk, log).await?;
    }
    let named: Vec<(LogId, u64)> = desk.named().collect();
    for (log, size) in named {
        if let Some(kept) = store.log_note(key_of(log), size).await? {
            let note = SignedCheckpoint::parse(&kept.note).map_err(|_| ExchangeFailure::Damaged("a checkpoint"))?;
            desk.put_back_named(log, note);
        }
    }
    for (log, proof) in store.log_proofs().await? {
        let proof = Contradiction::from_cbor(&proof).map_err(|_| ExchangeFailure::Damaged("a proof"))?;
        desk.put_back_proof(id_of(log), proof);
    }
    Ok(Some(desk))
}

async fn put_back(store: &Store, desk: &mut Desk, log: LogKey) -> Result<(), ExchangeFailure> {
    let mut from = 0;
    loop {
        let leaves = store.leaves(log, from, LEAVES_AT_A_TIME).await?;
        if leaves.is_empty() {
            break;
        }
        from += u64::try_from(leaves.len()).unwrap_or(0);
        desk.put_back(id_of(log), &leaves, &[]);
    }
    let notes = store.log_notes(log, u32::try_from(KEPT_NOTES).unwrap_or(u32::MAX)).await?;
    let notes = notes.iter().map(|note| SignedCheckpoint::parse(&note.note));
    let notes = notes.collect::<Result<Vec<_>, _>>().map_err(|_| ExchangeFailure::Damaged("a checkpoint"))?;
    desk.put_back(id_of(log), &[], &notes);
    Ok(())
}
