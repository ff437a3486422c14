//! Why a member bears what it bears.

use proptest::prelude::*;
use purse::money::Money;
use purse::split::{Bill, Bound, Column, because};
use purse::usage::Pool;

use crate::cost_samples::minor;
use crate::split_properties::month;
use crate::split_samples::{Month, euros};

#[test]
fn a_member_at_its_cap_learns_who_carries_the_rest_and_the_others_what_they_carry() {
    let month = Month::popular_video();
    let because = because(&month.books()).expect("it is split");
    let m1 = &because["m1"];
    assert_eq!((m1.by_use, m1.here.charge, m1.bound), (euros("300.00"), euros("24.66"), Bound::Cap));
    // By 6 : 12 : 20 : 40 of 131.00.
    let carriers = [("m2", "10.08"), ("m3", "20.15"), ("m4", "33.59"), ("m5", "67.18")];
    let carriers: Vec<_> = carriers.iter().map(|(id, amount)| (Column::Member(*id), euros(amount))).collect();
    assert_eq!(m1.carried_by, carriers);
    let m5 = &because["m5"];
    assert_eq!((m5.bound, m5.for_others, m5.carried_by.len()), (Bound::Neither, euros("67.18"), 0));
    // The percentile sees one hour of use in none of them, so that the keys share here too.
    assert_eq!(m1.alone, euros("155.66"));
}

#[test]
fn the_fund_and_those_who_are_owed_carry_too() {
    let mut month = Month::of(&[("m1", "100"), ("m2", "100")]);
    month.delivers("m1", "500.00", 1);
    month.uses("m2", "m1", 0, 1);
    month.fund = euros("100");
    let because = because(&month.books()).expect("it is split");
    let carried: Money =
        Money::sum(because.values().flat_map(|of| of.carried_by.iter().map(|(_, part)| *part))).expect("a sum");
    let columns: Vec<_> = because["m2"].carried_by.iter().map(|(column, _)| column.clone()).collect();
    assert_eq!(columns, [Column::Fund, Column::Deficit]);
    // 496.712, of which both are at their caps: each part is rounded.
    assert_eq!(carried, euros("496.72"));
}

#[test]
fn who_bears_the_floor_learns_it_and_what_of_it_helps_others() {
    let mut month = Month::of(&[("m1", "36500"), ("m2", "100")]);
    month.bills.push(Bill { carrier: "m1", pool: Pool::Commons, common_part: euros("20"), capacity: None });
    let because = because(&month.books()).expect("it is split");
    // 10.00 each by the key; m1's floor is 15.00, m2's cap 1.64.
    assert_eq!((because["m1"].bound, because["m2"].bound), (Bound::Floor, Bound::Cap));
    assert_eq!(because["m2"].carried_by, [(Column::Member("m1"), euros("8.36"))]);
    assert_eq!(because["m1"].for_others, euros("8.36"));
}

proptest! {
    #[test]
    fn what_is_carried_and_the_charge_are_what_the_keys_gave(month in month()) {
        let because = because(&month.books()).expect("it is split");
        let split = month.split().expect("it is split");
        let mut carried = 0;
        let mut helps = 0;
        for (id, of) in &because {
            prop_assert_eq!(of.here, split.lines[id]);
            prop_assert_eq!(of.carried_by.is_empty(), of.bound != Bound::Cap);
            carried += of.carried_by.iter().map(|(_, part)| part.minor()).sum::<i64>();
            helps += of.for_others.minor();
        }
        // Each amount is rounded by at most half a cent.
        let others = carried - helps - split.fund.minor().max(0) - split.deficit.minor();
        prop_assert!(others.abs() <= 12, "{} cents are carried by nobody", others);
        prop_assert!(split.fund <= Money::ZERO || carried >= minor(0).minor());
    }
}
