//! Estimates, bills, gifts and corrections, each worked out on paper.

use purse::cost::{CapacityUnit, CostRefusal, Expense, Period};
use purse::expense::{
    Contribution, Contributions, Difference, Entry, Hardware, Kind, Record, RecordRefusal, Recurring, Thanked,
};
use purse::money::Money;
use purse::usage::{Pool, Unit};

use crate::cost_samples::day;
use crate::expense_samples::{bill, estimate, gift, id, month, raise, record, reversal, sums, transit};
use crate::split_samples::{GB, euros};

fn told(record: &Record<&'static str>, period: &Period) -> [String; 2] {
    let (part, cut) = sums(record, period);
    [part.to_string(), cut.to_string()]
}

#[test]
fn a_bill_counts_up_to_its_estimate_and_an_accepted_overrun_raises_the_limit() {
    let expected = estimate(transit("100", "2026-11-01", "2026-12-01"));
    let came = bill(transit("130", "2026-11-01", "2026-12-01"), Some(0));
    let cheaper = bill(transit("80", "2026-11-01", "2026-12-01"), Some(0));
    let of = |entries: Vec<Entry<&'static str>>| told(&record(entries).expect("a record"), &month(11));
    assert_eq!(of(vec![expected.clone(), cheaper]), ["80.00", "0.00"]);
    assert_eq!(of(vec![expected.clone(), came.clone()]), ["100.00", "30.00"]);
    assert_eq!(of(vec![expected.clone(), came.clone(), raise(0, "20", "2026-11-30")]), ["120.00", "10.00"]);
    let late = record([expected, came, raise(0, "50", "2026-12-05")]).expect("a record");
    assert_eq!([told(&late, &month(11)), told(&late, &month(12))], [["100.00", "30.00"], ["30.00", "-30.00"]]);
}

#[test]
fn a_years_estimate_is_divided_by_days_among_the_bills_of_its_months() {
    let year = estimate(transit("365", "2026-01-01", "2027-01-01"));
    let january = bill(transit("40", "2026-01-01", "2026-02-01"), Some(0));
    let february = bill(transit("20", "2026-02-01", "2026-03-01"), Some(0));
    let again = bill(transit("30", "2026-02-01", "2026-03-01"), Some(0));
    let record = record([year, january, february, again]).expect("a record");
    assert_eq!(told(&record, &month(1)), ["31.00", "9.00"]);
    // Each of February's two is below 28.00; together they are within what the year still has.
    assert_eq!(told(&record, &month(2)), ["48.00", "2.00"]);
}

#[test]
fn bills_under_one_estimate_never_count_more_than_it_together_and_the_first_counts_first() {
    let expected = estimate(transit("100", "2026-11-01", "2026-12-01"));
    let of = |amount| bill(transit(amount, "2026-11-01", "2026-12-01"), Some(0));
    let record = record([expected, of("70"), of("50")]).expect("a record");
    let parts: Vec<String> = record
        .counts(&month(11))
        .expect("sums")
        .iter()
        .map(|counts| format!("{} {}", counts.part.common_part, counts.cut))
        .collect();
    assert_eq!(parts, ["70.00 0.00", "30.00 20.00"]);
}

#[test]
fn a_reversed_bill_is_taken_back_in_the_period_of_its_reversal_and_gives_nothing_from_then_on() {
    let wrong = bill(transit("600", "2026-10-01", "2026-12-01"), None);
    let right = bill(transit("60", "2026-11-01", "2026-12-01"), None);
    let record = record([wrong, reversal(0, "2026-11-20"), right]).expect("a record");
    // 31 of 61 days.
    assert_eq!(told(&record, &month(10))[0], "304.91");
    let november = record.counts(&month(11)).expect("sums");
    let parts: Vec<_> =
        november.iter().map(|counts| (counts.part.common_part.to_string(), &counts.part.capacity)).collect();
    let tb = u128::from(1_000 * GB);
    assert_eq!(parts[0], ("-304.91".to_owned(), &Some((Unit::Byte, 0))));
    assert_eq!(parts[1], ("60.00".to_owned(), &Some((Unit::Byte, tb))));
    assert_eq!(told(&record, &month(12)), ["0.00", "0.00"]);
    let both = Period::months(2026, 10, 2).expect("a period");
    assert_eq!(told(&record, &both)[0], "60.00");
}

#[test]
fn what_a_reversed_bill_leaves_of_an_estimate_is_free_for_the_right_one() {
    let expected = estimate(transit("100", "2026-11-01", "2026-12-01"));
    let of = |amount| bill(transit(amount, "2026-11-01", "2026-12-01"), Some(0));
    let record = record([expected, of("90"), reversal(1, "2026-11-30"), of("95")]).expect("a record");
    assert_eq!(told(&record, &month(11)), ["95.00", "0.00"]);
}

#[test]
fn a_late_bill_counts_whole_in_the_period_into_which_a_vote_brought_it() {
    let Entry::Bill(bill) = bill(transit("61", "2026-09-01", "2026-11-01"), None) else { panic!("a bill") };
    let late = Entry::Bill(purse::expense::Bill { on: day("2026-11-10"), ..bill });
    let record = record([late]).expect("a record");
    assert_eq!(told(&record, &month(10)), ["0.00", "0.00"]);
    assert_eq!(told(&record, &month(11)), ["61.00", "0.00"]);
    assert_eq!(record.counts(&month(11)).expect("sums")[0].part.capacity, Some((Unit::Byte, 0)));
}

#[test]
fn a_gift_gives_capacity_is_thanked_and_never_repaid() {
    let record = record([gift(transit("50", "2026-11-01", "2026-12-01"))]).expect("a record");
    let counts = record.counts(&month(11)).expect("sums");
    assert_eq!(counts[0].part.common_part, Money::ZERO);
    assert_eq!(counts[0].part.capacity, Some((Unit::Byte, u128::from(1_000 * GB))));
    let thanked = Thanked { entry: id(0), member: "m1", worth: euros("50") };
    assert_eq!(record.gifts(&month(11)), Ok(vec![thanked]));
    assert_eq!(record.gifts(&month(12)), Ok(vec![]));
}

#[test]
fn hardware_counts_over_its_months_by_days() {
    let machine = Hardware {
        id: 1,
        pool: Pool::Plant,
        price: euros("1200"),
        common_part: euros("1200"),
        from: day("2026-01-15"),
        months: 36,
        capacity: None,
    };
    let expense = machine.expense().expect("an expense");
    assert_eq!(expense.to, day("2029-01-15"));
    let record = record([bill(expense, None)]).expect("a record");
    let years =
        [2026, 2027, 2028, 2029].map(|year| told(&record, &Period::months(year, 1, 12).expect("a year"))[0].clone());
    // 351, 365, 366 and 14 of 1,096 days.
    assert_eq!(years, ["384.30", "399.64", "400.73", "15.33"]);
    for months in [0, 361] {
        let refusal = RecordRefusal::Expense(CostRefusal::NoDays { expense: 1 });
        assert_eq!(Hardware { months, ..machine.clone() }.expense(), Err(refusal));
    }
}

#[test]
fn a_recurring_bill_is_expected_every_month_until_it_ends_and_what_differs_is_named() {
    let sample = transit("30", "2026-11-01", "2026-12-01");
    let rule = Recurring {
        id: 1,
        pool: Pool::Delivery,
        amount: euros("30"),
        common_part: euros("30"),
        capacity: sample.capacity.clone(),
        from: day("2026-10-15"),
        last: Some(day("2026-12-10")),
    };
    let expected: Vec<bool> = (9..=12).map(|of| rule.expected(&month(of)).is_some()).collect();
    assert_eq!(expected, [false, true, true, true]);
    assert_eq!(rule.expected(&Period::months(2026, 10, 2).expect("a period")), None);
    assert_eq!(rule.expected(&month(11)), Some(sample.clone()));
    let told = |came: &[Expense]| rule.differences(&month(11), came);
    assert_eq!(told(std::slice::from_ref(&sample)), []);
    assert_eq!(told(&[]), [Difference::Missing]);
    let dearer = Expense { amount: euros("33"), ..sample.clone() };
    assert_eq!(told(&[dearer]), [Difference::Amount(euros("3"))]);
    let other = Expense {
        pool: Pool::Plant,
        common_part: euros("10"),
        capacity: None,
        from: day("2026-11-02"),
        ..sample.clone()
    };
    let days = Difference::Days { from: day("2026-11-02"), to: day("2026-12-01") };
    let less = Difference::CommonPart(euros("-20"));
    assert_eq!(told(&[other]), [Difference::Pool(Pool::Plant), days, less, Difference::Capacity(None)]);
    let twice = [Difference::Several(2), Difference::Amount(euros("30")), Difference::CommonPart(euros("30"))];
    assert_eq!(told(&[sample.clone(), sample.clone()]), twice);
    assert_eq!(rule.differences(&month(9), &[sample]), [Difference::Unexpected]);
    assert_eq!(rule.differences(&month(9), &[]), []);
}

#[test]
fn contributions_are_sums_by_period_and_kind() {
    let mut all = Contributions::default();
    let of = |kind, sum: &str| Contribution { member: "m1", period: month(11), kind, sum: euros(sum) };
    for came in [of(Kind::Dues, "15"), of(Kind::Dues, "15"), of(Kind::Grant, "100"), of(Kind::Dues, "-5")] {
        assert_eq!(all.add(came), Ok(()));
    }
    let told: Vec<_> = all.sums().map(|(member, _, kind, sum)| (*member, kind, sum.to_string())).collect();
    assert_eq!(told, [("m1", Kind::Dues, "25.00".to_owned()), ("m1", Kind::Grant, "100.00".to_owned())]);
    assert_eq!((all.of(&month(11)), all.of(&month(12))), (Ok(euros("125")), Ok(Money::ZERO)));
    assert_eq!(all.add(of(Kind::Dues, "10000000000000.00")), Err(RecordRefusal::TooLarge));
}

#[test]
fn each_refusal_of_an_entry_has_one_that_meets_it() {
    let november = |amount| transit(amount, "2026-11-01", "2026-12-01");
    let expected = || estimate(november("100"));
    let Entry::Gift(paid) = gift(november("1")) else { panic!("a gift") };
    let mut repaid = paid;
    repaid.worth.common_part = euros("1");
    let months = Expense { capacity: None, ..november("1") };
    let largest = raise(0, "10000000000000.00", "2026-11-01");
    let monthly = Expense { from: day("2026-11-02"), ..november("1") };
    let monthly = Expense {
        pool: Pool::Storage,
        capacity: monthly
            .capacity
            .clone()
            .map(|capacity| purse::cost::Capacity { unit: CapacityUnit::GbMonth, ..capacity }),
        ..monthly
    };
    let rows = [
        (vec![bill(monthly, None)], RecordRefusal::Expense(CostRefusal::NotWholeMonths { expense: 1 })),
        (vec![Entry::Gift(repaid)], RecordRefusal::RepaidGift),
        (vec![expected(), raise(0, "0", "2026-11-01")], RecordRefusal::NoRaise),
        (vec![bill(november("1"), Some(7))], RecordRefusal::NoEstimate(id(7))),
        (vec![raise(7, "1", "2026-11-01")], RecordRefusal::NoEstimate(id(7))),
        (vec![expected(), bill(months, Some(0))], RecordRefusal::AnotherEstimate(id(0))),
        (vec![expected(), bill(transit("1", "2026-11-01", "2026-12-02"), Some(0))], RecordRefusal::DaysOutside(id(0))),
        (vec![reversal(7, "2026-11-01")], RecordRefusal::NothingToReverse(id(7))),
        (vec![expected(), reversal(0, "2026-11-01")], RecordRefusal::NotReversible(id(0))),
        (
            vec![bill(november("1"), None), reversal(0, "2026-11-01"), reversal(0, "2026-11-01")],
            RecordRefusal::ReversedBefore(id(0)),
        ),
        (vec![bill(november("1"), None), reversal(0, "2026-10-31")], RecordRefusal::BeforeItsEntry(id(0))),
        (vec![expected(), largest], RecordRefusal::TooLarge),
    ];
    let mut met = vec![];
    for (entries, refusal) in rows {
        assert_eq!(record(entries).err(), Some(refusal));
        met.push(refusal);
    }
    assert!(met.is_sorted(), "the rows have the order of the refusals");
    let mut twice = record([expected()]).expect("a record");
    assert_eq!(twice.add(id(0), expected()), Err(RecordRefusal::Twice(id(0))));
}
