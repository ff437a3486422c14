//! A person's own machine: which videos of its space it keeps, and when players are sent to it. It is no member: what it
//! delivers is nobody's bill, and nothing here touches allowances.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::id::VideoId;

/// Videos that one own machine keeps, at most: what it says of them fits into one request.
pub const VIDEOS: usize = 1_000;

/// For how long after it asked its home last a machine is taken to answer, in milliseconds. It asks every minute.
pub const SEEN_MS: i64 = 10 * 60_000;

/// For how long a check is believed, in milliseconds. The home checks every minute.
pub const CHECKED_MS: i64 = 10 * 60_000;

/// When a machine that was found right is checked again, in milliseconds: a part each time is a part of its line's month.
pub const CHECK_AGAIN_MS: i64 = 4 * 60_000;

/// A video that a machine may keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offered {
    pub video: VideoId,
    /// Of all its objects.
    pub bytes: u64,
    /// When it was published, in milliseconds since 1970.
    pub published_ms: i64,
}

/// What a machine keeps of what its space has: the newest first, each that still fits into `limit_bytes`, [`VIDEOS`] at most.
/// One that does not fit is left out, and older ones that do are kept.
#[must_use]
pub fn chosen(offered: &[Offered], limit_bytes: u64) -> BTreeSet<VideoId> {
    let mut newest: Vec<&Offered> = offered.iter().collect();
    newest.sort_unstable_by_key(|one| (Reverse(one.published_ms), one.video));
    let (mut kept, mut left) = (BTreeSet::new(), limit_bytes);
    for one in newest {
        if kept.len() == VIDEOS {
            break;
        }
        if let Some(rest) = left.checked_sub(one.bytes)
            && kept.insert(one.video)
        {
            left = rest;
        }
    }
    kept
}

/// What the home found when it asked a machine for a part of what it says it keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// The bytes that the manifest says.
    Right,
    /// Other bytes.
    Altered,
    /// It answered, and not with the part.
    Missing,
    /// Nothing came in time.
    Silent,
    /// Its address is none that the home asks.
    NotAllowed,
}

/// What the home knows of a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Whether it told an address.
    pub has_address: bool,
    /// When it asked last, in milliseconds since 1970.
    pub seen_ms: Option<i64>,
    /// The last check, and when that was.
    pub checked: Option<(i64, Finding)>,
}

/// Whether players are sent to a machine, and if not, why. In the order in which it is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It never asked.
    NeverSeen,
    /// It has not asked for longer than [`SEEN_MS`].
    Away,
    /// It told no address: it is a copy for safety.
    OnlyHolds,
    /// It was not checked within [`CHECKED_MS`].
    Unchecked,
    /// The last check failed.
    Failed(Finding),
    /// Players are sent to it.
    Serves,
}

impl Standing {
    /// How a machine stands at a time, in milliseconds since 1970.
    #[must_use]
    pub fn of(seen: Seen, now_ms: i64) -> Self {
        let Some(seen_ms) = seen.seen_ms else { return Self::NeverSeen };
        if now_ms.saturating_sub(seen_ms) > SEEN_MS {
            return Self::Away;
        }
        if !seen.has_address {
            return Self::OnlyHolds;
        }
        match seen.checked {
            Some((at_ms, _)) if now_ms.saturating_sub(at_ms) > CHECKED_MS => Self::Unchecked,
            Some((_, Finding::Right)) => Self::Serves,
            Some((_, finding)) => Self::Failed(finding),
            None => Self::Unchecked,
        }
    }
}

/// Whether a machine is to be checked now: one that was found right after [`CHECK_AGAIN_MS`], every other at each turn.
#[must_use]
pub fn check_is_due(checked: Option<(i64, Finding)>, now_ms: i64) -> bool {
    match checked {
        Some((at_ms, Finding::Right)) => now_ms.saturating_sub(at_ms) >= CHECK_AGAIN_MS,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(number: u8, bytes: u64, published_ms: i64) -> Offered {
        Offered { video: VideoId::from_bytes([number; 32]), bytes, published_ms }
    }

    #[test]
    fn the_newest_that_fit_are_kept_and_a_smaller_older_one_takes_the_gap() {
        let all = [offered(1, 40, 1), offered(2, 70, 2), offered(3, 50, 3)];
        let numbers = |limit| -> Vec<u8> { chosen(&all, limit).iter().map(|video| video.as_bytes()[0]).collect() };
        assert_eq!(numbers(160), [1, 2, 3]);
        assert_eq!(numbers(120), [2, 3]);
        assert_eq!(numbers(100), [1, 3]);
        assert_eq!(numbers(49), [1]);
        assert_eq!(numbers(39), Vec::<u8>::new());
    }

    #[test]
    fn no_more_videos_are_kept_than_one_request_can_tell() {
        let video = |number: usize| {
            let mut bytes = [0; 32];
            bytes[..8].copy_from_slice(&number.to_be_bytes());
            Offered { video: VideoId::from_bytes(bytes), bytes: 0, published_ms: 0 }
        };
        let all: Vec<Offered> = (0..VIDEOS + 1).map(video).collect();
        assert_eq!(chosen(&all, 0).len(), VIDEOS);
    }

    #[test]
    fn players_are_sent_only_to_a_machine_that_asked_and_was_found_right_lately() {
        let now = 100 * 60_000;
        let well = Seen { has_address: true, seen_ms: Some(now), checked: Some((now, Finding::Right)) };
        for (seen, standing) in [
            (well, Standing::Serves),
            (Seen { seen_ms: None, ..well }, Standing::NeverSeen),
            (Seen { seen_ms: Some(now - SEEN_MS - 1), ..well }, Standing::Away),
            (Seen { has_address: false, ..well }, Standing::OnlyHolds),
            (Seen { checked: None, ..well }, Standing::Unchecked),
            (Seen { checked: Some((now - CHECKED_MS - 1, Finding::Right)), ..well }, Standing::Unchecked),
            (Seen { checked: Some((now, Finding::Altered)), ..well }, Standing::Failed(Finding::Altered)),
            (Seen { checked: Some((now, Finding::Silent)), ..well }, Standing::Failed(Finding::Silent)),
        ] {
            assert_eq!(Standing::of(seen, now), standing, "{seen:?}");
        }
    }

    #[test]
    fn a_machine_that_was_found_right_rests_and_every_other_is_checked_at_each_turn() {
        let now = 100 * 60_000;
        for (checked, due) in [
            (None, true),
            (Some((now, Finding::Silent)), true),
            (Some((now - CHECK_AGAIN_MS, Finding::Right)), true),
            (Some((now - CHECK_AGAIN_MS + 1, Finding::Right)), false),
        ] {
            assert_eq!(check_is_due(checked, now), due, "{checked:?}");
        }
    }
}
