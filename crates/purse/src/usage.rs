//! Usage: what was used, by home, carrier, service, unit and hour.
//!
//! docs/formats/usage.md is the written form. Local rows name the object and never leave the
//! member; what leaves it later are their sums without the object.

mod claim;
mod hour;
mod small_counts;
mod unit;

use std::collections::BTreeSet;

pub use claim::{Charged, Counted, OBSERVATION_TIME};
pub use hour::{Day, HOURS_PER_DAY, Hour, HourRefusal};
pub(crate) use small_counts::end_of_day;
pub use small_counts::{Carried, Closed, MIN_VIEWERS, Row, close_hour, close_old};
pub(crate) use unit::own_name;
pub use unit::{MAX_UNIT_BYTES, Pool, Unit, UnitRefusal};

use crate::id::{MemberId, ObjectHash};

/// The service of videos.
pub const VIDEO_SERVICE: &str = "video";

/// One local row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UsageRow {
    pub object: ObjectHash,
    /// The member of the user who published the object.
    pub home: MemberId,
    /// The member that stores and serves it.
    pub carrier: MemberId,
    /// [`VIDEO_SERVICE`], or another service's name.
    pub service: String,
    pub unit: Unit,
    pub hour: Hour,
    /// In `unit`.
    pub quantity: u64,
    /// Stands for the day's last hour and whatever of the day was too small to show before.
    pub merged: bool,
}

/// Byte-hours that one object of `size` bytes, committed at an hour's end, gives to each home that
/// refers to it: `floor(size / n)`, and the bytes that remain one each to homes in order of id.
#[must_use]
pub fn stored_byte_hours(size: u64, homes: &BTreeSet<MemberId>) -> Vec<(MemberId, u64)> {
    let Ok(count) = u64::try_from(homes.len()) else {
        return Vec::new();
    };
    if count == 0 {
        return Vec::new();
    }
    let (each, mut left) = (size / count, size % count);
    homes
        .iter()
        .map(|home| {
            let extra = left.min(1);
            left -= extra;
            (*home, each + extra)
        })
        .collect()
}

/// Pixel-milliseconds of one output rendition; none if the product is beyond a row.
#[must_use]
pub fn encoded_pixel_ms(width: u32, height: u32, duration_ms: u64) -> Option<u64> {
    u64::from(width).checked_mul(u64::from(height))?.checked_mul(duration_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn homes(count: u8) -> BTreeSet<MemberId> {
        (0..count).map(|mark| MemberId::from_bytes([mark; 32])).collect()
    }

    #[test]
    fn a_stored_object_is_shared_to_the_byte_and_lower_ids_take_what_remains() {
        let shares: Vec<u64> = stored_byte_hours(11, &homes(4)).iter().map(|row| row.1).collect();
        assert_eq!(shares, [3, 3, 3, 2]);
        assert_eq!(stored_byte_hours(7, &homes(1)), [(MemberId::from_bytes([0; 32]), 7)]);
        assert_eq!(stored_byte_hours(7, &homes(0)), []);
    }

    #[test]
    fn an_encoding_is_counted_in_pixel_milliseconds() {
        assert_eq!(encoded_pixel_ms(1_920, 1_080, 60_000), Some(124_416_000_000));
        assert_eq!(encoded_pixel_ms(u32::MAX, u32::MAX, 2), None);
    }
}
