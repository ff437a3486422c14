use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use carry::id::MemberId;
use jiff::Timestamp;
use purse::usage::{Hour, Unit, UsageRow, VIDEO_SERVICE};
use seams::{Seams, entropy};
use store::{BATCH_ROWS, BatchId, Delivered, Store, StoreError};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use super::Meter;
use super::hours::{self, Seen};

/// How often counts are written: what a crash loses at most.
pub const FLUSH_EVERY: Duration = Duration::from_secs(5);

/// Writes what the meter counted.
pub struct Recorder {
    meter: Arc<Meter>,
    store: Store,
    seams: Seams,
    member: MemberId,
    books: Mutex<Books>,
}

/// Sums by hour, what they are of, and unit. Of what was encoded home and carrier are this member.
type Waiting = BTreeMap<(Hour, Delivered, Unit), u64>;

/// What is counted and not known to be written.
struct Books {
    /// The hour to which bytes are counted now.
    hour: Hour,
    /// Sums not in a batch yet.
    waiting: Waiting,
    /// The batch that is to be written next. After a failure it is written again as it is, under
    /// the same id, because it may be in the database.
    batch: Option<(BatchId, Vec<UsageRow>)>,
    /// For ended hours, what enough viewers saw.
    seen: Seen,
}

impl Recorder {
    #[must_use]
    pub fn new(meter: Arc<Meter>, store: Store, seams: Seams, member: MemberId) -> Self {
        let books =
            Books { hour: Hour::of(seams.clock.now()), waiting: BTreeMap::new(), batch: None, seen: Seen::new() };
        Self { meter, store, seams, member, books: Mutex::new(books) }
    }

    /// Ticks every [`FLUSH_EVERY`] and at each hour's end, until `stop`, and then once more.
    pub async fn run(&self, stop: CancellationToken) {
        loop {
            let stopped = tokio::select! {
                () = stop.cancelled() => true,
                () = self.seams.clock.sleep(until_next(self.seams.clock.now())) => false,
            };
            if let Err(error) = self.tick().await {
                tracing::warn!(operation = error.operation, "usage waits to be written");
            }
            if stopped {
                return;
            }
        }
    }

    /// Writes what was counted, and closes the hours that have ended.
    ///
    /// # Errors
    /// When the database fails. Nothing is lost by it: the next tick goes on where this one
    /// stopped.
    pub async fn tick(&self) -> Result<(), StoreError> {
        let mut books = self.books.lock().await;
        let now = self.seams.clock.now();
        let hour = Hour::of(now);
        self.take(&mut books, now);
        if hour > books.hour {
            // The bytes above were the last of that hour: this tick is due at its end.
            let seen = self.meter.turn_hour(self.seams.entropy.as_ref());
            let ended = books.hour;
            books.seen.insert(ended, seen);
            books.hour = hour;
        }
        self.write(&mut books, now).await?;
        hours::close_delivered(&self.store, &mut books.seen, hour).await?;
        hours::count_stored(&self.store, self.member, hour).await
    }

    fn take(&self, books: &mut Books, now: Timestamp) {
        let hour = books.hour;
        let taken = self.meter.take_delivered();
        self.meter.note_pace(self.member, &taken, now);
        let delivered = taken.into_iter().map(|sum| (Unit::Byte, sum));
        let own = |object| Delivered { object, home: self.member, carrier: self.member };
        let encoded = self.meter.take_encoded().into_iter().map(|(object, sum)| (Unit::PixelMs, (own(object), sum)));
        for (unit, (of, quantity)) in delivered.chain(encoded) {
            let sum = books.waiting.entry((hour, of, unit)).or_insert(0);
            *sum = sum.saturating_add(quantity);
        }
    }

    async fn write(&self, books: &mut Books, now: Timestamp) -> Result<(), StoreError> {
        loop {
            if books.batch.is_none() {
                books.batch = self.next_batch(&mut books.waiting);
            }
            let Some((id, rows)) = &books.batch else { return Ok(()) };
            self.store.flush_usage(*id, rows, now).await?;
            self.meter.note_written();
            let delivered = rows.iter().filter(|row| row.unit == Unit::Byte && row.carrier == self.member);
            metrics::counter!("ecot_delivered_bytes_total").increment(delivered.map(|row| row.quantity).sum());
            books.batch = None;
        }
    }

    fn next_batch(&self, waiting: &mut Waiting) -> Option<(BatchId, Vec<UsageRow>)> {
        let mut rows = Vec::new();
        while rows.len() < BATCH_ROWS
            && let Some(((hour, Delivered { object, home, carrier }, unit), quantity)) = waiting.pop_first()
        {
            let service = VIDEO_SERVICE.to_owned();
            rows.push(UsageRow { object, home, carrier, service, unit, hour, quantity, merged: false });
        }
        let id = BatchId::from_bytes(entropy::random(self.seams.entropy.as_ref()));
        (!rows.is_empty()).then_some((id, rows))
    }
}

/// The time to the next tick: no hour ends without one.
fn until_next(now: Timestamp) -> Duration {
    let end = Hour::from_number(Hour::of(now).number() + 1).map(Hour::start);
    let left = end.and_then(|end| Duration::try_from(end.duration_since(now)).ok());
    left.map_or(FLUSH_EVERY, |left| left.min(FLUSH_EVERY))
}
