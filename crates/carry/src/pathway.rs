//! The order of pathways: from which members one viewer fetches a video, the first choice first.
//!
//! 1. **What is left of the allowance**: who is within it and has room on its line, then who is within it and has none, then
//!    who is beyond it. Who is at 105 % is left out, it would refuse; home is never left out, it always serves.
//! 2. **Health**: who answers, then who failed lately. Who is silent comes last of all.
//! 3. **Nearness** and how much is left: among those alike so far a weighted draw by the viewer's session
//!    ([`crate::placement::rendezvous`]). The weight is the bytes that are left, four times for who is near, once for who is
//!    far, twice otherwise; so viewers spread over carriers by what these have left, and a near one gets more of them without
//!    being drained first.
//!
//! The same session draws the same numbers each time it asks. So it stays where it is until its carrier has less left
//! compared with others, and then only as many sessions move as must.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::allowance::{Standing, standing};
use crate::id::MemberId;
use crate::placement::rendezvous::{Contender, Purpose};

/// What pathways draw for.
const PURPOSE: Purpose = *b"ecot pathway 1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

/// Seconds until a player asks again while all is well; what RFC 8216bis recommends.
pub const CALM_SECONDS: u32 = 300;
/// The same while an allowance or a line comes to its end.
pub const PRESSED_SECONDS: u32 = 60;
/// The same while a member fails or is silent.
pub const UNWELL_SECONDS: u32 = 20;
/// An allowance comes to its end when less than one part in so many is left.
pub const LAST_PART: u64 = 10;

/// A number that a page draws for itself and keeps while it plays: no address, no account, of one video only.
pub type Session = [u8; 16];

/// One that has the video, as the member that steers knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pathway {
    pub today: Today,
    /// Whether its line has room for one more viewer ([`crate::allowance::has_room`]).
    pub room: bool,
    pub health: Health,
    pub nearness: Nearness,
}

/// What it may deliver for this home on this UTC day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Today {
    /// The allowance, or where there is none, its part of what it offers.
    pub bytes: u64,
    /// Delivered so far.
    pub sent: u64,
    /// Whether `bytes` is an allowance, so that it stops above 105 % of it. Of home it is none, whatever stands here.
    pub binding: bool,
}

/// How it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    Answering,
    /// Players or this member reported failures lately.
    Failing,
    Silent,
}

/// How well the viewer reaches it, by the throughput that its player measured while this page is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nearness {
    /// It gave many times what the best rendition needs.
    Near,
    /// Not measured, or in between.
    Unknown,
    /// It hardly gave what the best rendition needs.
    Far,
}

impl Nearness {
    const fn factor(self) -> u64 {
        match self {
            Self::Near => 4,
            Self::Unknown => 2,
            Self::Far => 1,
        }
    }
}

/// What a player is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steering {
    /// Each once, the first choice first; never empty if home has the video.
    pub order: Vec<MemberId>,
    /// When to ask again. Always sent: hls.js does not ask again without.
    pub ttl_seconds: u32,
}

/// How one viewer's session is steered among home and the carriers that hold a video.
#[must_use]
pub fn steer(home: MemberId, pathways: &BTreeMap<MemberId, Pathway>, session: &Session) -> Steering {
    let mut keyed: Vec<_> = pathways
        .iter()
        .map(|(id, pathway)| (*id, pathway, stands(home, *id, pathway)))
        .filter(|(_, _, standing)| *standing != Standing::Stop)
        .map(|(id, pathway, standing)| {
            let crowded = standing == Standing::Within && !pathway.room;
            let silent = pathway.health == Health::Silent;
            let weight = remaining(pathway).max(1).saturating_mul(pathway.nearness.factor());
            let score = Contender::new(&PURPOSE, id.as_bytes()).score(session, weight);
            ((silent, standing, crowded, pathway.health, Reverse(score)), id)
        })
        .collect();
    keyed.sort_unstable();
    let order = keyed.into_iter().map(|(_, id)| id).collect();
    Steering { order, ttl_seconds: ttl_seconds(home, pathways) }
}

fn remaining(pathway: &Pathway) -> u64 {
    pathway.today.bytes.saturating_sub(pathway.today.sent)
}

fn stands(home: MemberId, id: MemberId, pathway: &Pathway) -> Standing {
    let Today { bytes, sent, binding } = pathway.today;
    let stands = standing(Some(bytes), sent);
    if binding && id != home { stands } else { stands.min(Standing::Beyond) }
}

fn ttl_seconds(home: MemberId, pathways: &BTreeMap<MemberId, Pathway>) -> u32 {
    let unwell = |pathway: &Pathway| pathway.health != Health::Answering;
    let pressed = |(id, pathway): (&MemberId, &Pathway)| {
        let last = remaining(pathway) < pathway.today.bytes / LAST_PART;
        last || !pathway.room || stands(home, *id, pathway) != Standing::Within
    };
    if pathways.values().any(unwell) {
        UNWELL_SECONDS
    } else if pathways.iter().any(pressed) {
        PRESSED_SECONDS
    } else {
        CALM_SECONDS
    }
}
