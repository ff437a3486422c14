//! Evidence of how other members carry this member's videos, and of what this member received from them as a canary.

use carry::audit::Verdict;
use carry::id::{MemberId, ObjectHash, VideoId};
use jiff::Timestamp;
use purse::usage::Day;

/// Why a carrier was asked for a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AskedFor {
    /// A storage audit drew it.
    Drawn,
    /// A player said that this carrier altered it.
    Reported,
}

impl AskedFor {
    /// As it is kept.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Drawn => "drawn",
            Self::Reported => "reported",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Drawn, Self::Reported].into_iter().find(|cause| cause.as_str() == word)
    }
}

/// What a carrier answered when it was asked for a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarrierAnswer {
    pub asked_at: Timestamp,
    pub carrier: MemberId,
    pub video: VideoId,
    pub object: ObjectHash,
    /// Offset in the object.
    pub start: u64,
    /// Bytes.
    pub len: u64,
    /// SHA-256 of these bytes, as the manifest has it.
    pub expected: [u8; 32],
    pub cause: AskedFor,
    pub verdict: Verdict,
    /// Of HTTP, if it answered and sent no such bytes.
    pub status: Option<u16>,
    /// SHA-256 of the bytes that came, if as many came as were asked for.
    pub found: Option<[u8; 32]>,
    /// Milliseconds to the last byte.
    pub after_ms: Option<u64>,
}

/// What was asked of carriers since some time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AskedOfCarriers {
    /// Bytes, whatever came.
    pub bytes: u64,
    /// Parts that players had reported.
    pub reported: u64,
}

/// What this member received as a canary of a home's videos from a carrier on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CanarySum {
    pub day: Day,
    pub home: MemberId,
    pub carrier: MemberId,
    /// Bytes that came.
    pub received: u64,
    /// Bytes of these that the home took the report of.
    pub reported: u64,
}

/// A part of which a player says that a carrier altered it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportedPart {
    pub carrier: MemberId,
    pub video: VideoId,
    pub object: ObjectHash,
    /// Offset in the object.
    pub start: u64,
    /// Bytes.
    pub len: u64,
    /// SHA-256 of these bytes, as the manifest has it.
    pub expected: [u8; 32],
    /// SHA-256 of what came, by the word of the player that reported last.
    pub found: [u8; 32],
}

/// A reported part with what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartReports {
    pub part: ReportedPart,
    pub reports: u64,
    pub first_at: Timestamp,
    pub last_at: Timestamp,
    /// When this member fetched it from the carrier itself, if it did since.
    pub tried_at: Option<Timestamp>,
}
