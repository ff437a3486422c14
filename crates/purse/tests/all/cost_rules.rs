//! The rules one by one and their refusals.

use std::collections::BTreeMap;

use purse::cost::{CapacityUnit, CostRefusal, Expense, Period};
use purse::money::{Fraction, Money};
use purse::usage::{Pool, Unit};

use crate::cost_samples::{TB, bill, day, minor, november, report, used};

#[test]
fn a_unit_that_no_expense_gives_is_overuse_as_a_whole() {
    let report = report(&november(), &[], &[used(1, Unit::Byte, 70)]).expect("a report");
    assert_eq!((report.expenses, report.units[&Unit::Byte].overuse), (Money::ZERO, 70));
    let cost = report.cost_of([(Unit::Byte, 70)]);
    assert_eq!(cost.total(), Fraction::from_integer(0.into()));
    assert_eq!(cost.kinds[&Unit::Byte].overuse.to_string(), "70");
}

#[test]
fn bills_without_use_are_idle() {
    let bills = [bill(1, Pool::Delivery, 100, Some((1, CapacityUnit::Tb))), bill(2, Pool::Commons, 50, None)];
    let report = report(&november(), &bills, &[]).expect("a report");
    assert_eq!(report.idle(), minor(150).fraction());
    assert_eq!(report.without_capacity[&Pool::Commons], minor(50));
    assert_eq!(report.rounded(&BTreeMap::new()).idle, minor(150));
}

#[test]
fn a_gift_in_kind_lowers_the_rate() {
    let paid = bill(1, Pool::Delivery, 100, Some((1, CapacityUnit::Tb)));
    let gift = Expense { common_part: Money::ZERO, id: 2, ..paid.clone() };
    let uses = [used(1, Unit::Byte, TB)];
    let alone = report(&november(), std::slice::from_ref(&paid), &uses).expect("a report");
    let both = report(&november(), &[paid, gift], &uses).expect("a report");
    assert_eq!(alone.used(), minor(100).fraction());
    assert_eq!(both.used(), minor(50).fraction());
}

#[test]
fn a_month_of_storage_is_worth_its_own_hours() {
    let with = |unit| [bill(1, Pool::Storage, 100, Some((3, unit)))];
    for (unit, bytes) in
        [(CapacityUnit::Tb, 3 * TB), (CapacityUnit::TbMonth, 3 * TB), (CapacityUnit::GbMonth, 3 * TB / 1_000)]
    {
        let report = report(&november(), &with(unit), &[]).expect("a report");
        assert_eq!(report.units[&Unit::ByteHour].capacity, bytes * 720);
    }
}

#[test]
fn a_delivery_capacity_over_two_months_is_divided_by_days() {
    let two = bill(1, Pool::Delivery, 6_100, Some((61, CapacityUnit::Gb)));
    let two = Expense { to: day("2027-01-01"), ..two };
    let december = Period::months(2026, 12, 1).expect("a month");
    for (period, days, cents) in [(november(), 30, 3_000), (december, 31, 3_100)] {
        let report = report(&period, std::slice::from_ref(&two), &[]).expect("a report");
        let line = &report.units[&Unit::Byte];
        assert_eq!((line.capacity, line.expenses), (days * TB / 1_000, minor(cents)));
    }
}

#[test]
fn each_refusal_has_an_expense_that_meets_it() {
    let good = bill(7, Pool::Storage, 100, Some((1, CapacityUnit::TbMonth)));
    let with = |unit| bill(7, Pool::Storage, 100, Some((1, unit)));
    let own = |id, pool| bill(id, pool, 1, Some((1, CapacityUnit::Own("pad".to_owned()))));
    let most = |id| bill(id, Pool::Plant, purse::money::MAX_MINOR, None);
    let expense = 7;
    for (refusal, expenses) in [
        (CostRefusal::NoDays { expense }, vec![Expense { to: good.from, ..good.clone() }]),
        (CostRefusal::CommonPart { expense }, vec![Expense { amount: minor(99), ..good.clone() }]),
        (
            CostRefusal::CommonPart { expense },
            vec![Expense { amount: minor(1), common_part: minor(-1), ..good.clone() }],
        ),
        (CostRefusal::CapacityAmount { expense }, vec![bill(7, Pool::Storage, 1, Some((0, CapacityUnit::Tb)))]),
        (CostRefusal::UnitOfAnotherPool { expense }, vec![with(CapacityUnit::PixelS)]),
        (CostRefusal::NotWholeMonths { expense }, vec![Expense { to: day("2026-11-30"), ..good.clone() }]),
        (CostRefusal::UnitInTwoPools { expense }, vec![own(1, Pool::Commons), own(7, Pool::Plant)]),
        (CostRefusal::TooLarge, vec![most(1), most(2)]),
    ] {
        assert_eq!(report(&november(), &expenses, &[]), Err(refusal));
    }
}
