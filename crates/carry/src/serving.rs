//! Whether a member may serve a video of another home that it holds.

use federation::Hash;
use federation::facts::{Carrying, Standing as Word};
use purse::id::MemberId;

use crate::allowance::{Standing, standing};

/// For so many seconds after everybody was asked what others withdraw is taken to be known: a machine that slept longer asks
/// first.
pub const KNOWN_SECONDS: u64 = 15 * 60;

/// Whether a member may serve a video that it carries. In the order in which it is found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MayServe {
    /// This member was away, and does not know yet what was withdrawn meanwhile.
    NotYet,
    /// Its home withdrew it for good.
    Gone,
    /// Its home has it withheld.
    Withheld,
    /// More than 105 % of what its home allows for the day was delivered: not before midnight UTC.
    OverAllowance,
    /// Far more is delivered for others at this moment than this member offers. In some seconds it may.
    Crowded,
    Yes,
}

/// Whether a member knows what other homes withdrew while it was away, as far as anybody told. `asked_seconds_ago` is since it
/// asked everybody last, whoever answered; none if it has not since its start.
#[must_use]
pub fn knows_withdrawals(asked_seconds_ago: Option<u64>) -> bool {
    asked_seconds_ago.is_some_and(|seconds| seconds < KNOWN_SECONDS)
}

/// The last word on what `carrier` holds of a video in the name of the home `of`, by `home`, whose it is today: the same, or who
/// adopted it. What was withheld and lifted again may have been stored anew, for fewer people: who has not got what is placed now
/// has what those people are not meant to be alone with, and serves nothing. A carrier that holds it has said so.
#[must_use]
pub fn word(carrying: &Carrying, home: &MemberId, (of, video): (&MemberId, &Hash), carrier: &MemberId) -> Word {
    let placed = carrying.placement(of, video).map(|placed| placed.manifest);
    let is_what_is_placed = || carrying.holding(of, video, carrier).map(|said| said.manifest) == placed;
    match carrying.standing(home, video) {
        Word::Served if carrying.was_withdrawn(home, video) && (home != of || !is_what_is_placed()) => Word::Withheld,
        Word::Served => carrying.standing(of, video),
        withdrawn => withdrawn,
    }
}

/// Whether a carrier may serve a video: `knows` is [`knows_withdrawals`], `word` the home's last one, `allowance` the home's for
/// this carrier and day, `sent` the bytes that it delivered for this home on this day.
#[must_use]
pub fn may_serve(knows: bool, word: Word, allowance: Option<u64>, sent: u64) -> MayServe {
    match word {
        _ if !knows => MayServe::NotYet,
        Word::Gone(_) => MayServe::Gone,
        Word::Withheld => MayServe::Withheld,
        Word::Served if standing(allowance, sent) == Standing::Stop => MayServe::OverAllowance,
        Word::Served => MayServe::Yes,
    }
}
