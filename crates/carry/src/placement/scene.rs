//! What a plan is made from: the members, the videos, and how many copies there are to be.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{MemberId, VideoId};

/// All that decides a plan. Maps and sets, so that nothing comes twice and no order can matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// Whose videos are placed. It holds them all itself and is never among their carriers.
    pub home: MemberId,
    /// Seconds since 1970.
    pub now_seconds: u64,
    pub figures: Figures,
    /// The other members, and machines that authors added.
    pub members: BTreeMap<MemberId, Member>,
    pub videos: BTreeMap<VideoId, Video>,
}

/// How many copies, when there are more, when a carrier is lost, and how much is copied at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// Copies of a video beside home.
    pub copies: usize,
    /// The most copies while many watch; if below `copies`, there are never more than these.
    pub most_copies: usize,
    /// Viewers in an hour for whom there is one more copy; 0: never more for their number.
    pub viewers_per_copy: u64,
    /// Bytes delivered in an hour for which there is one more copy; 0: never more for them.
    pub bytes_per_copy: u64,
    /// A member that is silent for more seconds than this is lost.
    pub silence_seconds: u64,
    /// Bytes that one plan may have copied anew; a single copy may be larger.
    pub new_bytes: u64,
}

impl Default for Figures {
    /// Two copies, at most eight; one more for each 100 viewers or 20 GB (of 45 that a line of 100 Mbit/s can deliver) in
    /// an hour; lost after half an hour, so that a repair is on its way within the hour; 64 GB a plan.
    fn default() -> Self {
        Self {
            copies: 2,
            most_copies: 8,
            viewers_per_copy: 100,
            bytes_per_copy: 20_000_000_000,
            silence_seconds: 1_800,
            new_bytes: 64_000_000_000,
        }
    }
}

/// What a member is ready to carry. An offer with a figure of 0 is none: a copy that cannot be fetched helps nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    pub storage_bytes: u64,
    /// In a calendar month.
    pub delivery_bytes: u64,
    /// The highest throughput.
    pub bits_per_second: u64,
}

/// Another member, as far as is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    pub offer: Offer,
    /// Of its offer, taken by all homes together, in bytes: what is there or on its way, so without what a home withdrew once
    /// its carrier has let that go.
    pub stored_bytes: u64,
    /// The part of `stored_bytes` that is this home's.
    pub stored_for_home_bytes: u64,
    /// Homes among which its offer is shared: all members but itself; 1 for a machine that an author of this home added.
    pub homes: u64,
    pub health: Health,
    /// It has said that it leaves: it gets nothing new, and what it has goes elsewhere before it is let go.
    pub leaving: bool,
}

/// How a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    Alive,
    /// It answers, and takes nothing new: its disk is full, whatever its offer says.
    Full,
    /// Nothing was heard of it after this second.
    SilentSince(u64),
}

/// One video of this home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Video {
    /// Of all its objects.
    pub bytes: u64,
    pub choice: Choice,
    pub watched: Watched,
    /// The carriers that the last plan named, and what they said of it since. Who dropped or refused it stays here for as
    /// long as home heeds that.
    pub present: BTreeMap<MemberId, Presence>,
}

/// Who may hold a video, by its author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub allowed: Allowed,
    /// Machines that the author added. They hold it beside the charter's copies, whatever `allowed` says.
    pub added: BTreeSet<MemberId>,
}

/// Which members may hold the charter's copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    Any,
    /// Home alone.
    None,
    Only(BTreeSet<MemberId>),
}

/// How much a video is watched, from all members together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Watched {
    /// Viewers in the last hour.
    pub viewers: u64,
    /// Bytes delivered in the last hour.
    pub hour_bytes: u64,
    /// Bytes delivered in the last 24 hours.
    pub day_bytes: u64,
}

/// What a carrier said of a video last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It has all of it.
    Held,
    /// It has not said yet that it has all of it.
    Copying,
    /// It dropped it for a reason of its own, with a code, and does not get it again.
    Dropped,
    /// It refused it because it is full.
    Full,
}

/// What is to be carried where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Of every video of the scene its carriers in ascending order; none where home holds it alone.
    pub carriers: BTreeMap<VideoId, Vec<MemberId>>,
    /// The videos that have not got the carriers they should have, and why.
    pub short: BTreeMap<VideoId, Shortfall>,
}

/// Why a video has fewer carriers than it should have. The first that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shortfall {
    /// Its author allows fewer members that offer anything.
    Choice,
    /// Fewer members offer anything.
    Members,
    /// Too many are silent or leaving.
    Away,
    /// Too many dropped it.
    Dropped,
    /// Too many are full, or this home has its share of them.
    Room,
    /// A machine that the author added cannot take it: it is unknown, offers nothing, is away, dropped it or is full.
    Added,
    /// It waits: what one plan may have copied is used up.
    Rate,
}
