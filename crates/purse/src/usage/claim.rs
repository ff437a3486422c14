//! Claim and observation: what a carrier says that it did for a home on a day, and what the home saw of it.
//! docs/RULES.md, "Claim and observation".

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use num_bigint::BigUint;
use num_traits::ToPrimitive;

use super::{Day, Hour};

/// How long a home has, after the end of a day, to say what it saw.
pub const OBSERVATION_TIME: SignedDuration = SignedDuration::from_hours(48);

/// A claim, in the thousandths in which a tolerance is given.
const WHOLE: u16 = 1_000;

/// What is known of one home, carrier, service, unit and UTC day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub day: Day,
    /// The carrier's rows, by hour of the day.
    pub claim: BTreeMap<Hour, u64>,
    /// The home's sum, if it has said one.
    pub observation: Option<u128>,
    /// What the home allowed for the day; none: it is bound by no allowance. What is claimed beyond it is neither charged nor
    /// disputed.
    pub allowance: Option<u64>,
}

/// What of a claim is charged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Charged {
    /// The home has not spoken and still may.
    Waiting,
    /// So much in each hour. What of the claim is within the allowance and was not seen waits for people; what is beyond the
    /// allowance is only shown.
    Known { hours: BTreeMap<Hour, u64>, disputed: u128, beyond: u128 },
}

impl Counted {
    /// What is charged at the time `now`, where the two may lie `tolerance` apart, in thousandths of the claim, at most 1,000.
    ///
    /// # Panics
    /// If the hours would not add up to what is charged: then nothing of this may be settled.
    #[must_use]
    pub fn charged(&self, tolerance: u16, now: Timestamp) -> Charged {
        let claimed: u128 = self.claim.values().copied().map(u128::from).sum();
        let allowed = self.allowance.map_or(claimed, |allowance| claimed.min(u128::from(allowance)));
        let charged = match self.observation {
            Some(observed) => allowed.min(at_most(observed, tolerance)),
            None if now < self.last_call() => return Charged::Waiting,
            None => allowed,
        };
        let hours = scaled(&self.claim, charged, claimed);
        let sum: u128 = hours.values().copied().map(u128::from).sum();
        assert!(sum == charged, "the hours are not the day");
        Charged::Known { hours, disputed: allowed - charged, beyond: claimed - allowed }
    }

    /// From when on a claim without an observation is charged whole.
    fn last_call(&self) -> Timestamp {
        let end = self.day.last_hour().start().saturating_add(SignedDuration::from_hours(1));
        end.and_then(|end| end.saturating_add(OBSERVATION_TIME)).unwrap_or(Timestamp::MAX)
    }
}

/// The largest claim that this observation bears out: `floor(o / (1 - t))`.
fn at_most(observed: u128, tolerance: u16) -> u128 {
    let seen = u128::from(WHOLE.saturating_sub(tolerance));
    // Who tolerates everything believes everything.
    observed.saturating_mul(u128::from(WHOLE)).checked_div(seen).unwrap_or(u128::MAX)
}

/// The hours, each by `charged / claimed` rounded down, and one more in the earliest hours until they add up.
fn scaled(claim: &BTreeMap<Hour, u64>, charged: u128, claimed: u128) -> BTreeMap<Hour, u64> {
    // Products of two quantities may be larger than 128 bits; a part is never larger than its whole.
    let part = |quantity: u64| (BigUint::from(quantity) * charged / claimed.max(1)).to_u64().unwrap_or(quantity);
    let mut hours: BTreeMap<Hour, u64> = claim.iter().map(|(hour, quantity)| (*hour, part(*quantity))).collect();
    let mut rest = charged - hours.values().copied().map(u128::from).sum::<u128>();
    for (hour, quantity) in &mut hours {
        if rest > 0 && *quantity < claim[hour] {
            *quantity += 1;
            rest -= 1;
        }
    }
    hours
}
