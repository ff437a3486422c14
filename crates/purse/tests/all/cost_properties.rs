//! What holds for every report.

use proptest::collection::vec;
use proptest::prelude::*;
use purse::cost::{CapacityUnit, Expense, Period};
use purse::money::{Fraction, Money};
use purse::usage::{Pool, Unit};

use crate::cost_samples::{ObjectUse, bill, minor, november, objects, report, used};

fn expense() -> impl Strategy<Value = Expense> {
    let capacity = prop_oneof![
        (1_u64..3_000).prop_map(|n| (Pool::Delivery, Some((n, CapacityUnit::Gb)))),
        (1_u64..3_000).prop_map(|n| (Pool::Storage, Some((n, CapacityUnit::Gb)))),
        (1_u64..3_000).prop_map(|n| (Pool::Encoding, Some((n, CapacityUnit::PixelS)))),
        Just((Pool::Plant, None)),
    ];
    (capacity, 0_i64..100_000, 0_i64..100_000, 1_i8..=12, 1_i8..28, 1_i64..400).prop_map(
        |((pool, capacity), common, rest, month, first, days)| {
            let from = jiff::civil::date(2026, month, first);
            let to = from.checked_add(jiff::Span::new().days(days)).expect("a day");
            let bill = bill(1, pool, common + rest, capacity);
            Expense { common_part: minor(common), from, to, ..bill }
        },
    )
}

fn uses() -> impl Strategy<Value = Vec<ObjectUse>> {
    let units = vec![Unit::Byte, Unit::ByteHour, Unit::PixelMs, Unit::Own("pad".to_owned())];
    let unit = prop::sample::select(units);
    vec((0_u8..6, unit, 0_u128..4_000_000_000_000_000).prop_map(|(o, u, q)| used(o, u, q)), 0..20)
}

proptest! {
    #[test]
    fn used_and_idle_are_the_expenses_exactly_and_to_the_cent(
        expenses in vec(expense(), 0..12),
        uses in uses(),
    ) {
        let report = report(&november(), &expenses, &uses).expect("a report");
        prop_assert_eq!(report.used() + report.idle(), report.expenses.fraction());
        let costs = objects(&report, &uses);
        let all: Fraction = costs.values().map(|cost| cost.total()).sum();
        prop_assert_eq!(all, report.used());
        let rounded = report.rounded(&costs);
        let cents = Money::sum(rounded.objects.into_values().chain([rounded.idle]));
        prop_assert_eq!(cents, Ok(report.expenses));
    }

    #[test]
    fn overuse_is_what_was_used_above_the_capacity_and_nobody_pays_above_the_rate(
        expenses in vec(expense(), 0..12),
        uses in uses(),
    ) {
        let report = report(&november(), &expenses, &uses).expect("a report");
        let costs = objects(&report, &uses);
        for (unit, line) in &report.units {
            let of_unit = || costs.values().filter_map(|cost| cost.kinds.get(unit));
            let over: Fraction = of_unit().map(|kind| kind.overuse.clone()).sum();
            prop_assert_eq!(over, Fraction::from_integer(line.overuse.into()));
            for kind in of_unit() {
                let at_rate = line.rate().unwrap_or_else(|| Fraction::from_integer(0.into()))
                    * Fraction::from_integer(kind.quantity.into());
                prop_assert!(kind.cost <= at_rate);
            }
        }
    }

    #[test]
    fn the_order_of_bills_and_rows_does_not_matter(
        expenses in vec(expense(), 0..8),
        uses in uses(),
    ) {
        let before = report(&november(), &expenses, &uses);
        let (mut expenses, mut uses) = (expenses, uses);
        expenses.reverse();
        uses.reverse();
        prop_assert_eq!(report(&november(), &expenses, &uses), before);
    }

    #[test]
    fn the_months_of_a_bill_add_up_to_it(bill in expense()) {
        let parts = (2026..2029).flat_map(|year| (1..=12).map(move |month| (year, month)));
        let parts = parts.map(|(year, month)| {
            let period = Period::months(year, month, 1).expect("a month");
            report(&period, std::slice::from_ref(&bill), &[]).expect("a report").expenses
        });
        prop_assert_eq!(Money::sum(parts), Ok(bill.common_part));
    }
}
