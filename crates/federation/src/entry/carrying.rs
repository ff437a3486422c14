//! Entries about carrying: what members offer, what a home wants carried where, what a carrier holds of it.
//! docs/decisions/0014-the-home-places-the-carrier-says-what-it-holds.md.

use jiff::civil::Date;
use minicbor::{Decode, Encode};
use purse::id::MemberId;
use purse::usage::Hour;

use super::EntryRefusal;
use crate::cbor;
use crate::hash::Hash;

/// Carriers of one video beside its home, at most.
pub const MAX_CARRIERS: usize = 16;

/// Carriers for which one entry has an allowance, at most.
pub const MAX_ALLOWANCES: usize = 1_000;

/// What the author is ready to carry for others. The last one of a member stands; all nothing takes it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Offer {
    /// Bytes stored at any time.
    #[n(0)]
    pub storage_bytes: u64,
    /// Bytes delivered in a calendar month.
    #[n(1)]
    pub delivery_bytes: u64,
    /// The most that is delivered at once, in bits a second.
    #[n(2)]
    pub bits_per_second: u64,
}

/// The author is home of a video, and these members are to carry it from now on. The last one for a video stands.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Placement {
    /// The video's id.
    #[n(0)]
    pub video: Hash,
    /// The manifest that is to be carried.
    #[n(1)]
    pub manifest: Hash,
    /// Of this manifest.
    #[n(2)]
    pub sequence: u64,
    /// Of all objects of this manifest, each once.
    #[n(3)]
    pub bytes: u64,
    /// Ascending, none twice; the home itself is not among them. Nobody: the home alone has it.
    #[cbor(n(4), with = "cbor::as_ids")]
    pub carriers: Vec<MemberId>,
}

/// What the author, who carries, says of a video of another home. The last one for a home and video stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Holding {
    #[cbor(n(0), with = "cbor::as_id")]
    pub home: MemberId,
    /// The video's id.
    #[n(1)]
    pub video: Hash,
    /// The manifest of which it is said; of a withdrawal, the one that was withdrawn.
    #[n(2)]
    pub manifest: Hash,
    /// Bytes of the objects that are stored for it.
    #[n(3)]
    pub bytes: u64,
    /// The hour in which that came about: at its end it is so.
    #[cbor(n(4), with = "cbor::as_hour")]
    pub hour: Hour,
    #[n(5)]
    pub state: HoldingState,
}

/// How a carrier stands to a video.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum HoldingState {
    /// Every object is stored, verified, and served.
    #[n(1)]
    Held,
    /// There was no room for it within what is offered.
    #[n(2)]
    Full,
    /// It may not, or will not, host it.
    #[n(3)]
    Dropped(#[n(0)] DropReason),
    /// What was withdrawn, or is no longer placed here, is not served any more, and its bytes go.
    #[n(4)]
    Removed,
    /// It is stored and not served, because its home has it withheld.
    #[n(5)]
    Withheld,
}

/// Why a carrier dropped something. What there is to say beside it stays with the people concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum DropReason {
    /// A court or an authority.
    #[n(1)]
    Law,
    /// The carrier's own rules.
    #[n(2)]
    Rules,
    /// Somebody complained, and it is looked into.
    #[n(3)]
    Complaint,
    /// What came was not what the manifest says.
    #[n(4)]
    Damaged,
}

impl DropReason {
    /// Every reason, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Law, Self::Rules, Self::Complaint, Self::Damaged];
}

/// The author is home of a video, and says whether others serve it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Withdrawal {
    /// The video's id.
    #[n(0)]
    pub video: Hash,
    #[n(1)]
    pub what: Withdrawn,
}

/// How a video is withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum Withdrawn {
    /// For good: its last manifest, of this hash, is a tombstone. Nothing that is said later of the video counts.
    #[n(1)]
    Gone(#[n(0)] Hash),
    /// Until it is lifted: a legal hold. The bytes stay.
    #[n(2)]
    Withheld,
    /// It may be served again.
    #[n(3)]
    Lifted,
}

/// How much each carrier may deliver for the author, its home, in a UTC day: from a day on, until the next such entry.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Allowances {
    #[cbor(n(0), with = "cbor::as_date")]
    pub from: Date,
    /// Ascending by carrier, none twice. Who is not named has no allowance.
    #[n(1)]
    pub rows: Vec<Allowance>,
}

/// How much one carrier may deliver in a UTC day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Allowance {
    #[cbor(n(0), with = "cbor::as_id")]
    pub carrier: MemberId,
    #[n(1)]
    pub bytes: u64,
}

impl Placement {
    pub(super) fn check(&self) -> Result<(), EntryRefusal> {
        let ascending = self.carriers.windows(2).all(|pair| matches!(pair, [one, two] if one < two));
        if ascending && self.carriers.len() <= MAX_CARRIERS { Ok(()) } else { Err(EntryRefusal::Carriers) }
    }
}

impl Allowances {
    pub(super) fn check(&self) -> Result<(), EntryRefusal> {
        let ascending = self.rows.windows(2).all(|pair| matches!(pair, [one, two] if one.carrier < two.carrier));
        if ascending && self.rows.len() <= MAX_ALLOWANCES { Ok(()) } else { Err(EntryRefusal::Carriers) }
    }
}
