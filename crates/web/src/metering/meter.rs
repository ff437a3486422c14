use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use carry::id::{MemberId, ObjectHash};
use jiff::Timestamp;
use seams::Entropy;
use store::Delivered;

use super::pace::Pace;
use super::salt::Salt;
use super::{ClientAddress, Tally};

/// Parts that the tallies are kept in, so that whoever looks one up seldom waits.
const SHARDS: usize = 16;

/// All tallies: of what this member sends, and of what players say that others sent for it. Objects that nobody asks for have
/// none; so there are at most as many as objects times their carriers.
pub struct Meter {
    shards: [Mutex<HashMap<Delivered, Arc<Tally>>>; SHARDS],
    salt: Salt,
    /// Pixel-milliseconds encoded since the last batch, by rendition's object.
    encoded: Mutex<HashMap<ObjectHash, u64>>,
    pace: Pace,
    /// Batches that were written since the start.
    written: AtomicU64,
}

impl Meter {
    #[must_use]
    pub fn new(entropy: &dyn Entropy) -> Self {
        Self {
            shards: Default::default(),
            salt: Salt::new(entropy),
            encoded: Mutex::default(),
            pace: Pace::default(),
            written: AtomicU64::new(0),
        }
    }

    /// The tally of an object that one member sends for another. Keep it as long as the object is asked for.
    pub fn tally(&self, of: Delivered) -> Arc<Tally> {
        Arc::clone(self.shard(of.object).entry(of).or_default())
    }

    /// Takes note that `client` asked for the object of `tally`, or received it elsewhere.
    pub fn saw(&self, tally: &Tally, client: ClientAddress) {
        if !tally.viewers.enough() {
            tally.viewers.saw(self.salt.viewer(client));
        }
    }

    /// Counts an encoded rendition: width x height x duration in milliseconds
    /// ([`purse::usage::encoded_pixel_ms`]).
    pub fn encoded(&self, object: ObjectHash, pixel_ms: u64) {
        let mut encoded = self.encoded.lock().unwrap_or_else(PoisonError::into_inner);
        let sum = encoded.entry(object).or_insert(0);
        *sum = sum.saturating_add(pixel_ms);
    }

    /// Bytes delivered since the last call, what has none left out.
    pub(super) fn take_delivered(&self) -> Vec<(Delivered, u64)> {
        let mut taken = Vec::new();
        for shard in &self.shards {
            let shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            let some = shard.iter().map(|(of, tally)| (*of, tally.take()));
            taken.extend(some.filter(|(_, bytes)| *bytes > 0));
        }
        taken
    }

    /// Takes note of what `member` sent for other homes since the last call.
    pub(super) fn note_pace(&self, member: MemberId, taken: &[(Delivered, u64)], now: Timestamp) {
        let mut sent = BTreeMap::new();
        for (of, bytes) in taken.iter().filter(|(of, _)| of.carrier == member && of.home != member) {
            let sum = sent.entry(of.home).or_insert(0_u64);
            *sum = sum.saturating_add(*bytes);
        }
        self.pace.note(now, sent);
    }

    /// Takes note that a batch is in the database.
    pub(super) fn note_written(&self) {
        self.written.fetch_add(1, Ordering::Release);
    }

    /// How many batches are in the database: while it stays the same, so do the sums there.
    pub fn written(&self) -> u64 {
        self.written.load(Ordering::Acquire)
    }

    /// Bytes that `carrier` sent for a home and that are not in a batch yet.
    pub fn waiting_for(&self, home: MemberId, carrier: MemberId) -> u64 {
        let shards = self.shards.iter().map(|shard| shard.lock().unwrap_or_else(PoisonError::into_inner));
        let waiting = shards.map(|shard| {
            let of_both = shard.iter().filter(|(of, _)| of.home == home && of.carrier == carrier);
            of_both.map(|(_, tally)| tally.waiting()).fold(0, u64::saturating_add)
        });
        waiting.fold(0, u64::saturating_add)
    }

    /// Bytes that this member sent for another home in the last [`PACE_SECONDS`](super::PACE_SECONDS), as far as they are
    /// written.
    pub fn sent_for(&self, home: &MemberId, now: Timestamp) -> u64 {
        self.pace.sent_for(home, now)
    }

    /// Bytes that this member sent for other homes in the last [`PACE_SECONDS`](super::PACE_SECONDS), as far as they are
    /// written.
    pub fn sent_for_others(&self, now: Timestamp) -> u64 {
        self.pace.sent(now)
    }

    /// Pixel-milliseconds encoded by object since the last call.
    pub(super) fn take_encoded(&self) -> Vec<(ObjectHash, u64)> {
        let mut encoded = self.encoded.lock().unwrap_or_else(PoisonError::into_inner);
        encoded.drain().collect()
    }

    /// Ends the hour: what had enough viewers in it. All viewers are forgotten, and so
    /// are the tallies that nobody holds and that have nothing to tell.
    pub(super) fn turn_hour(&self, entropy: &dyn Entropy) -> Vec<Delivered> {
        let mut seen_by_enough = Vec::new();
        for shard in &self.shards {
            let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            shard.retain(|of, tally| {
                if tally.viewers.turn() {
                    seen_by_enough.push(*of);
                }
                Arc::strong_count(tally) > 1 || tally.waiting() > 0
            });
        }
        self.salt.turn(entropy);
        seen_by_enough
    }

    fn shard(&self, object: ObjectHash) -> MutexGuard<'_, HashMap<Delivered, Arc<Tally>>> {
        // A hash's bytes are evenly spread.
        let [first, ..] = object.as_bytes();
        let index = usize::from(*first) % SHARDS;
        self.shards[index].lock().unwrap_or_else(PoisonError::into_inner)
    }
}
