//! What the member counted of one video, as it stands in its rows.

use std::collections::BTreeMap;

use carry::id::{ObjectHash, VideoId};
use jiff::{Timestamp, ToSpan};
use purse::usage::{Hour, Unit};
use store::{Hours, Store, StoreError};

/// Sums by object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metered {
    /// Bytes delivered.
    pub delivered: BTreeMap<ObjectHash, u64>,
    /// Bytes stored, in byte-hours.
    pub stored: BTreeMap<ObjectHash, u64>,
    /// Hours for which bytes stored were counted, since 1970.
    pub hours: u64,
}

impl Metered {
    /// All that was counted of the video until `now`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn read(store: &Store, video: VideoId, now: Timestamp) -> Result<Self, StoreError> {
        loop {
            let before = store.stored_hour().await?;
            let sums = Self::sums(store, video, now).await?;
            // An hour that was counted between the two may be in the sums or not.
            if store.stored_hour().await? == before {
                let hours = before.map_or(0, |hour| u64::try_from(hour.number() + 1).unwrap_or(0));
                return Ok(Self { hours, ..sums });
            }
        }
    }

    async fn sums(store: &Store, video: VideoId, now: Timestamp) -> Result<Self, StoreError> {
        // What too few saw is carried into a later hour of its day, so the current hour is not the end.
        let until = now.checked_add(48.hours()).unwrap_or(Timestamp::MAX);
        let hours = Hours { from: Hour::of(Timestamp::UNIX_EPOCH), until: Hour::of(until) };
        let mut metered = Self::default();
        for usage in store.usage_of_video(video, hours).await? {
            match usage.unit {
                Unit::Byte => metered.delivered.insert(usage.object, usage.quantity),
                Unit::ByteHour => metered.stored.insert(usage.object, usage.quantity),
                Unit::PixelMs | Unit::Own(_) => None,
            };
        }
        Ok(metered)
    }

    /// What came to it since `before`.
    #[must_use]
    pub fn since(&self, before: &Self) -> Self {
        Self {
            delivered: growth(&self.delivered, &before.delivered),
            stored: growth(&self.stored, &before.stored),
            hours: self.hours - before.hours,
        }
    }
}

fn growth(now: &BTreeMap<ObjectHash, u64>, before: &BTreeMap<ObjectHash, u64>) -> BTreeMap<ObjectHash, u64> {
    let grown = now.iter().map(|(object, sum)| (*object, sum - before.get(object).unwrap_or(&0)));
    grown.filter(|(_, sum)| *sum > 0).collect()
}
