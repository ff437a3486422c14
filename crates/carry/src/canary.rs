//! Canaries: members that watch another member's video as any player does, unannounced, and know what they received.
//!
//! A canary fetches some parts from a carrier, reports them to the video's home as players do, and keeps how much that was.
//! Days later, when the carrier's claim and the home's observation of that day are in the logs, both must be at least as
//! much: a smaller one is evidence against whoever counted it. A canary's sum is its own word, so it is shown with its name.

use crate::id::ObjectHash;
use crate::placement::rendezvous::{Contender, Purpose};

/// What is drawn for: which part of a video.
const OF_PARTS: Purpose = *b"ecot canary 1: a part\0\0\0\0\0\0\0\0\0\0\0";

/// Parts that one canary fetches, at most.
pub const MAX_PARTS: usize = 16;

/// A part of an object that a canary may fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    pub object: ObjectHash,
    /// First byte.
    pub first: u64,
    /// Last byte.
    pub last: u64,
    /// SHA-256 of these bytes.
    pub sha256: [u8; 32],
}

impl Part {
    /// Reads the first and the last byte as a list of hashes names them ([`crate::playlist::Integrity`]), and the hash.
    #[must_use]
    pub fn read(object: &str, range: &str, sha256: &str) -> Option<Self> {
        let (first, last) = range.split_once('-')?;
        let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
        let sha256 = data_encoding::HEXLOWER.decode(sha256.as_bytes()).ok()?.try_into().ok()?;
        (first <= last && last < u64::MAX).then_some(Self { object: object.parse().ok()?, first, last, sha256 })
    }

    /// Bytes.
    #[must_use]
    pub const fn len(&self) -> u64 {
        self.last.saturating_sub(self.first).saturating_add(1)
    }

    /// A part has bytes.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The parts that a canary fetches: drawn by 32 random bytes in proportion to their length, at most `count` and
/// [`MAX_PARTS`], and together no more than `most_bytes`.
#[must_use]
pub fn choose(parts: &[Part], seed: &[u8; 32], count: usize, most_bytes: u64) -> Vec<Part> {
    let contender = Contender::new(&OF_PARTS, seed);
    let mut scored: Vec<(u128, Part)> = parts
        .iter()
        .map(|part| {
            let mut thing = [0; 40];
            thing[..32].copy_from_slice(part.object.as_bytes());
            thing[32..].copy_from_slice(&part.first.to_be_bytes());
            (contender.score(&thing, part.len()), *part)
        })
        .collect();
    scored.sort_unstable_by(|one, other| other.cmp(one));
    let mut left = most_bytes;
    let fits = |part: &Part| match left.checked_sub(part.len()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    scored.into_iter().map(|(_, part)| part).filter(fits).take(count.min(MAX_PARTS)).collect()
}

/// What canaries know of one home, carrier and UTC day, all of them together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Watched {
    /// Bytes that came from the carrier.
    pub received: u128,
    /// Bytes of these that the home took the report of.
    pub reported: u128,
}

/// What a count of the same day is, beside what canaries know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Beside {
    /// At least as much: nothing speaks against it.
    Enough,
    /// Less than canaries alone know of: so much is missing at least, in bytes.
    Short(u128),
}

impl Watched {
    /// The carrier's claim of the day, in bytes, 0 if it said none.
    #[must_use]
    pub const fn beside_claim(&self, claim: u128) -> Beside {
        beside(self.received, claim)
    }

    /// The home's observation of the day, in bytes, 0 if it said none.
    #[must_use]
    pub const fn beside_observation(&self, observation: u128) -> Beside {
        beside(self.reported, observation)
    }
}

const fn beside(known: u128, counted: u128) -> Beside {
    match known.saturating_sub(counted) {
        0 => Beside::Enough,
        missing => Beside::Short(missing),
    }
}
