//! What holds for every record, however the time is cut into periods.

use jiff::ToSpan;
use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use purse::cost::{Expense, Period};
use purse::expense::{Entry, Raise, Record, Reversal};
use purse::money::Money;

use crate::cost_samples::{day, minor};
use crate::expense_samples::{bill, estimate, gift, id, sums, transit};
use crate::split_samples::Month;

/// 2026 to 2028.
const MONTHS: u16 = 36;

/// Periods that follow each other without a gap, all months together.
fn cutting() -> impl Strategy<Value = Vec<Period>> {
    vec(1_u16..=12, 36).prop_map(|lengths| {
        let mut periods = Vec::new();
        let mut done = 0;
        for length in lengths {
            let length = length.min(MONTHS - done);
            let first = date(2026, 1, 1).checked_add(i32::from(done).months()).expect("a day");
            periods.extend(Period::months(first.year(), first.month(), length));
            done += length;
        }
        periods
    })
}

fn a_day() -> impl Strategy<Value = jiff::civil::Date> {
    (0_i64..700).prop_map(|days| date(2026, 1, 1).checked_add(days.days()).expect("a day"))
}

fn expense() -> impl Strategy<Value = Expense> {
    (0_i64..300_000, a_day(), 1_i64..380).prop_map(|(cents, from, length)| {
        let to = from.checked_add(length.days()).expect("a day");
        Expense {
            amount: minor(cents),
            common_part: minor(cents),
            from,
            to,
            ..transit("0", "2026-01-01", "2026-01-02")
        }
    })
}

#[derive(Debug, Clone)]
enum Step {
    Bill(Expense),
    Late(Expense, jiff::civil::Date),
    Gift(Expense),
    Raise(i64, jiff::civil::Date),
    Reverse(u8, jiff::civil::Date),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => expense().prop_map(Step::Bill),
        1 => (expense(), a_day()).prop_map(|(expense, on)| Step::Late(expense, on)),
        1 => expense().prop_map(Step::Gift),
        1 => (1_i64..50_000, a_day()).prop_map(|(by, on)| Step::Raise(by, on)),
        2 => (0_u8..12, a_day()).prop_map(|(of, on)| Step::Reverse(of, on)),
    ]
}

/// The record of these steps under one estimate of three years; steps that are refused are left out.
fn written(limit: i64, steps: &[Step]) -> Record<&'static str> {
    let mut record = Record::default();
    let years = transit("0", "2026-01-01", "2029-01-01");
    let expected = Expense { amount: minor(limit), common_part: minor(limit), ..years };
    record.add(id(0), estimate(expected)).expect("an estimate");
    for (mark, step) in (1..).zip(steps) {
        let entry = match step {
            Step::Bill(expense) => bill(expense.clone(), Some(0)),
            Step::Late(expense, on) => match bill(expense.clone(), Some(0)) {
                Entry::Bill(bill) => Entry::Bill(purse::expense::Bill { on: *on, ..bill }),
                other => other,
            },
            Step::Gift(worth) => gift(worth.clone()),
            Step::Raise(by, on) => Entry::Raise(Raise { estimate: id(0), by: minor(*by), on: *on }),
            Step::Reverse(of, on) => Entry::Reversal(Reversal { of: id(*of), on: *on }),
        };
        let _ = record.add(id(mark), entry);
    }
    record
}

proptest! {
    #[test]
    fn the_parts_of_a_bill_add_up_to_it_for_every_cutting_into_periods(expense in expense(), periods in cutting()) {
        let mut record = Record::default();
        let whole = expense.common_part;
        record.add(id(0), bill(expense, None)).expect("a bill");
        let parts = periods.iter().map(|period| sums(&record, period).0);
        prop_assert_eq!(Money::sum(parts), Ok(whole));
    }

    #[test]
    fn a_reversed_bill_adds_up_to_nothing_in_whichever_period_it_is_reversed(
        expense in expense(),
        after in 0_i64..300,
        periods in cutting(),
    ) {
        let mut record = Record::default();
        let on = expense.from.checked_add(after.days()).expect("a day");
        record.add(id(0), bill(expense, None)).expect("a bill");
        record.add(id(1), Entry::Reversal(Reversal { of: id(0), on })).expect("a reversal");
        let of = |period: &Period| sums(&record, period).0;
        prop_assert_eq!(Money::sum(periods.iter().map(of)), Ok(Money::ZERO));
        for period in periods.iter().filter(|period| on < period.first_day()) {
            prop_assert_eq!(of(period), Money::ZERO);
        }
    }

    #[test]
    fn whatever_was_written_every_cutting_gives_the_same_sum(
        limit in 0_i64..400_000,
        steps in vec(step(), 0..12),
        periods in cutting(),
    ) {
        let record = written(limit, &steps);
        let whole = Period::months(2026, 1, MONTHS).expect("a period");
        let parts = periods.iter().map(|period| sums(&record, period).0);
        prop_assert_eq!(Money::sum(parts), Ok(sums(&record, &whole).0));
    }

    #[test]
    fn an_estimate_never_raises_a_bill_and_bills_under_it_never_exceed_it(
        limit in 0_i64..400_000,
        steps in vec(step(), 0..12),
        on in a_day(),
    ) {
        let record = written(limit, &steps);
        let raised: i64 = steps.iter().map(|step| if let Step::Raise(by, _) = step { *by } else { 0 }).sum();
        let accepted = record.accepted(on);
        for (id, counted) in &accepted {
            let Some(Entry::Bill(bill)) = record.get(id) else { panic!("no bill") };
            prop_assert!((0..=i128::from(bill.expense.common_part.minor())).contains(counted));
        }
        prop_assert!(accepted.values().sum::<i128>() <= i128::from(limit + raised));
    }

    #[test]
    fn a_split_with_corrections_still_balances(steps in vec(step(), 0..12), gb in 0_u64..3_000) {
        let record = written(100_000, &steps);
        let mut month = Month::of(&[("m1", "1000"), ("m2", "8000"), ("m3", "0")]);
        month.bills = record.counts(&month.period).expect("sums").into_iter().map(|counts| counts.part).collect();
        month.uses("m2", "m1", 3, gb);
        month.uses("m3", "m1", 4, 7);
        let split = month.split().expect("it is split");
        let net: i64 = split.lines.values().map(|line| line.net.minor()).sum();
        prop_assert_eq!(net, split.fund.minor() + split.deficit.minor());
    }
}

#[test]
fn a_correction_that_takes_back_more_than_falls_due_is_owed_by_the_carrier() {
    let mut record = Record::default();
    record.add(id(0), bill(transit("100", "2026-10-01", "2026-11-01"), None)).expect("a bill");
    record.add(id(1), Entry::Reversal(Reversal { of: id(0), on: day("2026-11-05") })).expect("a reversal");
    let mut month = Month::of(&[("m1", "10000"), ("m2", "10000")]);
    month.rules.floor_per_mille = 0;
    month.bills = record.counts(&month.period).expect("sums").into_iter().map(|counts| counts.part).collect();
    let split = month.split().expect("it is split");
    // Nobody is charged less than nothing: the fund receives it.
    assert_eq!((split.lines["m1"].credit, split.lines["m2"].charge), (minor(-10_000), Money::ZERO));
    assert_eq!(split.fund, minor(-10_000));
}
