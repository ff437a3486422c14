//! Periods that are no chain.

use books::settlement::{ClosedPeriod, Ground, MAX_PERIODS, SettlementRefusal, follow};
use federation::Hash;

use crate::case::{Case, Rest, day};

#[test]
fn each_refusal_has_periods_that_meet_it() {
    let mut case = Case::of(2);
    case.close(&[(1, "20"), (2, "-20")], Rest::default());
    case.close(&[(1, "20"), (2, "-20")], Rest::default());
    let good = case.periods();
    let [first, second] = good[..] else { panic!("two periods") };
    let tried = |periods: &[ClosedPeriod<'_>]| {
        let ground = Ground { periods, facts: &case.facts, roll: &case.roll, today: day("2027-02-01") };
        follow(&ground).err()
    };
    assert_eq!(tried(&good), None);
    assert_eq!(tried(&vec![first; MAX_PERIODS + 1]), Some(SettlementRefusal::TooMany));
    assert_eq!(tried(&[ClosedPeriod { hash: Hash::ZERO, ..first }]), Some(SettlementRefusal::Hash));
    assert_eq!(tried(&[second]), Some(SettlementRefusal::NotNext));
    assert_eq!(tried(&[first, first]), Some(SettlementRefusal::NotNext));
    let early = ClosedPeriod { closed_on: day("2026-11-30"), ..first };
    assert_eq!(tried(&[early]), Some(SettlementRefusal::Day));
    let late = ClosedPeriod { closed_on: day("2027-06-01"), ..first };
    assert_eq!(tried(&[late, second]), Some(SettlementRefusal::Day));
}
