//! Allowances: how much a carrier may deliver for a home in a day.
//!
//! An allowance is per home, carrier and UTC day (docs/RULES.md). Bytes beyond it are counted and shown, never charged;
//! above 105 % of it the carrier answers 503 for that home's objects until midnight UTC. Home itself always serves: nobody
//! asks here about home.
//!
//! What a home gives when it says nothing else is [`daily`]:
//! 1. **A carrier's part** is its monthly offer x `times` / (homes x days of the month), rounded down, and never more than the
//!    whole offer of a day. With `times` 1 all homes together are never promised more than a carrier offers. Homes are not
//!    popular on the same day, so a charter may promise the same bytes several times; the carrier then still has its own
//!    month to keep to, to which [`standing`] answers as well.
//! 2. **The home's own limit**, if it set one for what others deliver in a month: limit / days of the month is divided
//!    equally among the carriers; what is beyond a carrier's part goes to the others (water-filling), and what is left over
//!    of the division, a byte each, to the lowest ids.

use std::collections::BTreeMap;

use crate::id::MemberId;

/// Hundredths of an allowance beyond which a carrier stops.
pub const STOP_PERCENT: u32 = 105;
/// How often the bytes of an offer are promised: homes are seldom popular on the same day.
pub const PROMISED_TIMES: u32 = 4;
/// The least days of a month.
pub const FEWEST_DAYS: u32 = 28;
/// The most days of a month.
pub const MOST_DAYS: u32 = 31;

/// How what was sent stands to what may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Not more than is allowed.
    Within,
    /// More, and counted; not charged.
    Beyond,
    /// More than 105 %: nothing is sent until midnight UTC.
    Stop,
}

/// How `sent` bytes stand to `allowance` bytes of the same time: of a day to an allowance, or of a month to an offer. None is
/// no allowance at all, which binds nobody.
#[must_use]
pub fn standing(allowance: Option<u64>, sent: u64) -> Standing {
    let Some(allowance) = allowance else { return Standing::Within };
    if sent <= allowance {
        Standing::Within
    } else if u128::from(sent) * 100 <= u128::from(allowance) * u128::from(STOP_PERCENT) {
        Standing::Beyond
    } else {
        Standing::Stop
    }
}

/// Bytes that may still be sent before it is more than is allowed; none if nothing binds.
#[must_use]
pub fn left(allowance: Option<u64>, sent: u64) -> Option<u64> {
    allowance.map(|allowance| allowance.saturating_sub(sent))
}

/// What a home gives its carriers for a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// Days of the calendar month, [`FEWEST_DAYS`] to [`MOST_DAYS`].
    pub days: u32,
    /// Homes among which each carrier's offer is shared; 0 counts as 1.
    pub homes: u32,
    /// How often the bytes of an offer are promised; 0 promises nothing.
    pub times: u32,
    /// Bytes that others may deliver for this home in the month; none if it set no limit.
    pub limit: Option<u64>,
    /// What each carrier offers to deliver in a month, in bytes.
    pub offers: BTreeMap<MemberId, u64>,
}

/// The allowance of each carrier for one day of the month, in bytes.
///
/// # Panics
/// If the month has fewer or more days than a month can have.
#[must_use]
pub fn daily(month: &Month) -> BTreeMap<MemberId, u64> {
    assert!((FEWEST_DAYS..=MOST_DAYS).contains(&month.days), "no month has {} days", month.days);
    let days = u64::from(month.days);
    let part = |offer: u64| {
        let day = offer / days;
        let promised = u128::from(offer) * u128::from(month.times);
        let promised = promised / (u128::from(month.homes.max(1)) * u128::from(days));
        u64::try_from(promised).unwrap_or(day).min(day)
    };
    let parts: BTreeMap<MemberId, u64> = month.offers.iter().map(|(id, offer)| (*id, part(*offer))).collect();
    match month.limit {
        Some(limit) => filled(&parts, limit / days),
        None => parts,
    }
}

/// Divides `bytes` equally, to nobody more than its part.
fn filled(parts: &BTreeMap<MemberId, u64>, bytes: u64) -> BTreeMap<MemberId, u64> {
    let mut smallest_first: Vec<(u64, MemberId)> = parts.iter().map(|(id, part)| (*part, *id)).collect();
    smallest_first.sort_unstable();
    let mut left = bytes;
    let mut given = BTreeMap::new();
    let mut remaining = smallest_first.into_iter();
    while let Some((part, id)) = remaining.as_slice().first().copied() {
        let takers = u64::try_from(remaining.len()).unwrap_or(u64::MAX);
        if part > left / takers {
            break;
        }
        given.insert(id, part);
        left -= part;
        remaining.next();
    }
    let mut rest: Vec<MemberId> = remaining.map(|(_, id)| id).collect();
    rest.sort_unstable();
    let Some(takers) = u64::try_from(rest.len()).ok().filter(|takers| *takers > 0) else { return given };
    let (each, over) = (left / takers, left % takers);
    for (place, id) in (0..takers).zip(rest) {
        given.insert(id, each + u64::from(place < over));
    }
    given
}

/// Whether a line has room for one more viewer: whether what was sent in the last `seconds`, and what this viewer would have
/// taken, is at most what the carrier offers in that time. Of no time nothing is known, and there is room.
#[must_use]
pub fn has_room(offered_bits_per_second: u64, sent_bytes: u64, viewer_bits_per_second: u64, seconds: u32) -> bool {
    let sent = u128::from(sent_bytes) * 8;
    let one_more = u128::from(viewer_bits_per_second) * u128::from(seconds);
    sent + one_more <= u128::from(offered_bits_per_second) * u128::from(seconds) || seconds == 0
}
